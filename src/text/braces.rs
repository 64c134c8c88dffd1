//! Texts with names in braces, `{day} {month}`, to be filled in.

use std::{
    borrow::Cow,
    fmt::{Display, Write},
};

/// What stands in the place of a name in braces.
pub(crate) type Given<'a> = [(&'a str, &'a dyn Display)];

/// The names in braces of a text, in order.
pub(crate) fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0))
}

/// A text with what is given in the place of its names; what is not given stays as it is, and
/// what stands between is worded.
pub(crate) fn filled<'t>(
    text: &'t str,
    given: &Given<'_>,
    word: impl Fn(&'t str) -> Cow<'t, str>,
) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, name, after)) = next_name(rest) {
        out.push_str(&word(before));
        match given.iter().find(|(other, _)| *other == name) {
            Some((_, value)) => drop(write!(out, "{value}")),
            None => out.push_str(&word(&rest[before.len()..rest.len() - after.len()])),
        }
        rest = after;
    }
    out.push_str(&word(rest));
    out
}

/// What stands before the first name in braces, the name, and what comes after.
fn next_name(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}
