//! Old addresses as rules for hosts, which answer with a real redirect then: where redirects lead
//! goes in; `_redirects` and a map for nginx come out.

use std::{collections::BTreeSet, fmt::Write as _};

use super::Redirect;
use crate::model::Address;

/// The map for nginx.
pub(in crate::render) const NGINX: &str = "_redirects.nginx";

/// The longest address that nginx is told: the buckets of its map have to hold each. Longer ones have
/// their page.
const LONGEST: usize = 400;

/// The rule of an old path, which is also what [`line()`] and [`nginx`] write: hosts see no fragments,
/// and some match no queries, so that there is one only where a path leads to one place.
fn rule(all: &[Redirect]) -> Option<(&Redirect, String)> {
    let [one] = all else { return None };
    let is_space = |one: char| one.is_whitespace() || one.is_control();
    let to = one.to.in_full().replace(is_space, "%20");
    one.old.is_plain().then_some((one, to))
}

/// A line of `_redirects`.
pub(super) fn line(all: &[Redirect]) -> Option<String> {
    let (one, to) = rule(all)?;
    let from = Address::new(one.old.written.as_str()).from_root();
    Some(format!("{from} {to} 301\n"))
}

/// What an nginx `map` of `$uri` includes. It knows no case, so that of two addresses that differ in
/// nothing else it is told one.
pub(super) fn nginx<'r>(redirects: impl Iterator<Item = &'r [Redirect]>) -> String {
    let mut out = String::from("# old addresses and where they lead, for a `map $uri` of nginx\n");
    let mut told = BTreeSet::new();
    for (one, to) in redirects.filter_map(rule) {
        let from = format!("/{}", one.old.written);
        let is_new = from.len() <= LONGEST && told.insert(from.to_ascii_lowercase());
        if is_new && !from.contains(char::is_control) {
            // a dollar would be a variable; writing to a string cannot fail
            let to = to.replace('$', "%24");
            let _ = writeln!(out, "{} {};", quoted(&from), quoted(&to));
        }
    }
    out
}

/// A word as nginx reads it, whatever is in it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
