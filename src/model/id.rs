//! Ids: one type each, so that a meeting's cannot be taken for a person's.

use std::fmt;

use serde::Serialize;
use smol_str::SmolStr;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
            pub(crate) struct $name(SmolStr);

            impl $name {
                /// Takes a text that has been checked to be an id.
                pub(crate) fn new(text: impl Into<SmolStr>) -> Self {
                    Self(text.into())
                }

                /// The id as it is shown.
                pub(crate) fn as_str(&self) -> &str {
                    &self.0
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                    out.write_str(&self.0)
                }
            }

            impl std::borrow::Borrow<str> for $name {
                fn borrow(&self) -> &str {
                    &self.0
                }
            }
        )*
    };
}

ids! {
    /// A meeting's: its file's stem, or its bundle's name (`plenary-15`).
    MeetingId;
    /// A series' key in `site.toml` (`plenary`).
    SeriesId;
    /// A person's (`zarko-kecic`).
    PersonId;
    /// A group's (`icann-org`).
    GroupId;
    /// A sub-team's (`dns-security`).
    TeamId;
    /// An action item's, in the case it was first written (`P15-1`), or `plenary-15-a3`.
    ActionId;
    /// A decision's, in the case it was written (`D15-1`), or `plenary-15-d1`.
    DecisionId;
    /// A set of recommendations' (`ssr1`).
    SetId;
    /// A briefing's (`2017-07-11-ssr1-rec-10`).
    BriefingId;
    /// A page's: its path below `pages/` (`guides/joining`).
    PageId;
}

/// A recommendation: its set and its number in it (`ssr1/10`). Ordered as people count: 9, 10,
/// 10.2, A4.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct RecId {
    /// The set.
    pub set: SetId,
    /// The number, which may hold letters and points.
    pub number: SmolStr,
}

impl RecId {
    /// The recommendation with that number of that set.
    pub(crate) fn new(set: SetId, number: impl Into<SmolStr>) -> Self {
        Self { set, number: number.into() }
    }

    /// The number cut where digits and other characters meet, digits as numbers.
    fn pieces(&self) -> impl Iterator<Item = (&str, u64)> {
        let is_digit = |c: char| c.is_ascii_digit();
        let mut rest: &str = &self.number;
        std::iter::from_fn(move || {
            let word = rest.find(is_digit).unwrap_or(rest.len());
            let end = rest[word..].find(|c| !is_digit(c)).map_or(rest.len(), |at| word + at);
            let number = rest[word..end].parse().unwrap_or(if word == end { 0 } else { u64::MAX });
            let piece = (!rest.is_empty()).then_some((&rest[..word], number));
            rest = &rest[end..];
            piece
        })
    }
}

impl Ord for RecId {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let sets = self.set.cmp(&other.set);
        if self.number == other.number {
            return sets;
        }
        sets.then_with(|| self.pieces().cmp(other.pieces()))
            .then_with(|| self.number.cmp(&other.number))
    }
}

impl PartialOrd for RecId {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for RecId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.set, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recommendations_are_ordered_as_people_count() {
        let id = |number: &str| RecId::new(SetId::new("ssr1"), number);
        let mut ids = ["10", "A4", "9", "3.2", "10.2", "3.10"].map(id);
        ids.sort();
        assert_eq!(ids.map(|id| id.number.to_string()), ["3.2", "3.10", "9", "10", "10.2", "A4"]);
    }
}
