//! Two lists of things with ids in, pairs of what was and what is out.

use std::collections::BTreeMap;

use super::differences::{Change, Field};
use crate::text::natural;

/// A thing as it was, and as it is.
#[derive(Debug)]
pub(super) enum Pair<'a, T> {
    /// It was not there.
    Added(&'a T),
    /// It is not there any more.
    Gone(&'a T),
    /// It was there, and is, under the same id or another.
    Both(&'a T, &'a T),
}

/// Pairs the things of two lists by id, in the order in which people count ids. What is left over
/// and is `told_by` the same on both sides is one thing that got another id.
pub(super) fn pairs<'a, T, S: Ord>(
    (old, new): (&'a [T], &'a [T]),
    id: impl Fn(&T) -> String,
    told_by: impl Fn(&'a T) -> Option<S>,
) -> Vec<Pair<'a, T>> {
    let before: BTreeMap<String, &T> = old.iter().map(|one| (id(one), one)).collect();
    let after: BTreeMap<String, &T> = new.iter().map(|one| (id(one), one)).collect();
    let left = before.iter().filter(|(id, _)| !after.contains_key(*id));
    let mut left_by_id: BTreeMap<&String, &T> = left.map(|(id, one)| (id, *one)).collect();
    let told = left_by_id.iter().filter_map(|(id, one)| Some((told_by(one)?, *id)));
    let mut left_by_sign: BTreeMap<S, &String> = told.collect();
    let mut pair = |(id, one): (&String, &&'a T)| -> Pair<'a, T> {
        let mut renamed = || left_by_sign.remove(&told_by(one)?);
        match before.get(id) {
            Some(was) => Pair::Both(was, one),
            None => renamed()
                .and_then(|id| left_by_id.remove(id))
                .map_or(Pair::Added(one), |was| Pair::Both(was, one)),
        }
    };
    let mut pairs: Vec<Pair<'a, T>> = after.iter().map(&mut pair).collect();
    pairs.extend(left_by_id.into_values().map(Pair::Gone));
    pairs.sort_by_cached_key(|pair| natural(&id(pair.latest())));
    pairs
}

impl<'a, T> Pair<'a, T> {
    /// As it is, or was at last.
    pub(super) const fn latest(&self) -> &'a T {
        match self {
            Self::Added(one) | Self::Gone(one) | Self::Both(_, one) => one,
        }
    }

    /// As it was.
    pub(super) const fn before(&self) -> Option<&'a T> {
        match self {
            Self::Added(_) => None,
            Self::Gone(one) | Self::Both(one, _) => Some(one),
        }
    }

    /// As it is.
    pub(super) const fn after(&self) -> Option<&'a T> {
        match self {
            Self::Gone(_) => None,
            Self::Added(one) | Self::Both(_, one) => Some(one),
        }
    }
}

impl Change {
    /// A thing of which nothing has happened yet.
    pub(super) fn of(id: &str, url: &str, title: &str) -> Self {
        let [id, url, title] = [id, url, title].map(str::to_owned);
        Self { id, url, title, ..Self::default() }
    }

    /// Says that something happened, with the field that tells it.
    pub(super) fn say(&mut self, what: &'static str, field: Field) {
        self.changes.push(what);
        self.fields.push(field);
    }

    /// Says that something happened where the field is another.
    pub(super) fn say_if_other(&mut self, what: &'static str, field: Field) {
        if field.before != field.after {
            self.say(what, field);
        }
    }

    /// This, unless nothing happened.
    pub(super) fn if_any(self) -> Option<Self> {
        (!self.changes.is_empty()).then_some(self)
    }
}

impl Field {
    /// A field as it was, and as it is.
    pub(super) fn new(
        name: &'static str,
        before: Option<impl Into<String>>,
        after: Option<impl Into<String>>,
    ) -> Self {
        let said = |value: String| Some(value).filter(|value| !value.is_empty());
        Self {
            name,
            before: before.map(Into::into).and_then(said),
            after: after.map(Into::into).and_then(said),
        }
    }

    /// What a field of a pair was, and is.
    pub(super) fn of<T>(
        name: &'static str,
        pair: &Pair<'_, T>,
        value: impl Fn(&T) -> Option<String>,
    ) -> Self {
        Self::new(name, pair.before().and_then(&value), pair.after().and_then(&value))
    }
}
