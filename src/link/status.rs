//! Words of status: a cell goes in, what it says of an item comes out.

use chrono::NaiveDate;

use crate::{
    text::{lookalike::as_it_looks, name::fold},
    time::date::{Written, parse_day},
};

/// What a cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Read {
    /// A status, and the day beside it.
    Status(Word, Option<NaiveDate>),
    /// A status, and a date that cannot be read or reads two ways.
    BadDate(Option<(NaiveDate, NaiveDate)>),
    /// Nothing known.
    Unknown,
}

/// A status; what it is merged into is not looked up yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Open,
    InProgress,
    Completed,
    Cancelled,
    Merged(String),
}

const OPEN: &[&str] = &[
    "open",
    "opened",
    "new",
    "not started",
    "not begun",
    "to do",
    "todo",
    "pending",
    "outstanding",
    "overdue",
    "assigned",
    "re-opened",
    "reopened",
];
const IN_PROGRESS: &[&str] = &[
    "in progress",
    "in-progress",
    "ongoing",
    "on-going",
    "on going",
    "started",
    "underway",
    "under way",
    "in hand",
    "work in progress",
    "wip",
    "continuing",
    "partially completed",
    "partially complete",
    "partly done",
];
const COMPLETED: &[&str] = &[
    "completed",
    "complete",
    "done",
    "closed",
    "finished",
    "yes",
    "✓",
    "✔",
    "✅",
    "☑",
    "delivered",
    "resolved",
];
const CANCELLED: &[&str] = &[
    "cancelled",
    "canceled",
    "withdrawn",
    "dropped",
    "abandoned",
    "not pursued",
    "no longer needed",
    "✗",
    "✘",
];
const MERGED: &[&str] = &["merged into", "merged with", "merged to", "merged in", "superseded by"];

/// The usual words, for help lines.
pub(super) const USUAL: [&str; 4] = ["open", "in progress", "completed", "cancelled"];

/// Every word, for help lines.
pub(super) fn all_words() -> impl Iterator<Item = &'static str> {
    [OPEN, IN_PROGRESS, COMPLETED, CANCELLED, MERGED].into_iter().flatten().copied()
}

/// The words of a cell before the day that it ends with, whether or not the calendar has that day.
pub(super) fn without_day(text: &str, near: NaiveDate) -> Option<&str> {
    let spaces: Vec<usize> =
        text.rmatch_indices(char::is_whitespace).take(MOST_WORDS).map(|(at, _)| at).collect();
    let is_day = |at: &usize| parse_day(&text[*at..], near) != Written::None;
    let at = spaces.into_iter().rev().find(is_day)?;
    Some(text[..at].trim_end_matches(is_edge)).filter(|words| !words.is_empty())
}

/// Whether a cell says that its item is merged, and not into which.
pub(super) fn is_merged_alone(text: &str) -> bool {
    let text = fold(text);
    after_any(text.trim_matches(is_edge), MERGED).is_some_and(|rest| rest.trim().is_empty())
}

/// No date has more words than these.
const MOST_WORDS: usize = 8;

/// Reads a cell; a date without a year is the one nearest to `near`.
pub(super) fn read(text: &str, near: NaiveDate) -> Read {
    match (read_as_written(text, near), as_it_looks(text)) {
        (Read::Unknown, Some(text)) => read_as_written(&text, near),
        (read, _) => read,
    }
}

fn read_as_written(text: &str, near: NaiveDate) -> Read {
    let text = fold(&text.replace('\u{fe0f}', ""));
    let text = text.trim_matches(is_edge);
    if let Some(rest) = after_any(text, MERGED) {
        return merged(rest, near);
    }
    let kinds = [
        (IN_PROGRESS, Word::InProgress),
        (OPEN, Word::Open),
        (COMPLETED, Word::Completed),
        (CANCELLED, Word::Cancelled),
    ];
    for (words, word) in kinds {
        if let Some(rest) = after_any(text, words) {
            return dated(word, rest, near);
        }
    }
    Read::Unknown
}

fn merged(rest: &str, near: NaiveDate) -> Read {
    let rest = rest.trim_matches(is_edge);
    let end = rest.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(rest.len());
    match rest[..end].trim_matches(is_edge) {
        "" => Read::Unknown,
        id => dated(Word::Merged(id.to_owned()), &rest[end..], near),
    }
}

fn dated(word: Word, rest: &str, near: NaiveDate) -> Read {
    let rest = rest.trim_matches(is_edge);
    let rest = ["on ", "since ", "as of ", "at "]
        .iter()
        .find_map(|lead| rest.strip_prefix(lead))
        .unwrap_or(rest);
    if rest.is_empty() {
        return Read::Status(word, None);
    }
    match parse_day(rest, near) {
        Written::Day(day) => Read::Status(word, Some(day)),
        Written::TwoWays(first, second) => Read::BadDate(Some((first, second))),
        Written::Impossible(_) => Read::BadDate(None),
        // `✓ done` says it twice.
        Written::None => match read(rest, near) {
            Read::Status(again, day) if again == word => Read::Status(word, day),
            _ => Read::Unknown,
        },
    }
}

fn after_any<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    let rests = words.iter().filter_map(|word| text.strip_prefix(word));
    rests.filter(|rest| !rest.starts_with(char::is_alphanumeric)).min_by_key(|rest| rest.len())
}

fn is_edge(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '(' | ')' | '[' | ']' | ',' | ';' | ':' | '.' | '-' | '–' | '—' | '*')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at_june(text: &str) -> Read {
        read(text, day("2017-06-13"))
    }

    #[test]
    fn usual_words_are_taken() {
        assert_eq!(at_june("Done"), Read::Status(Word::Completed, None));
        assert_eq!(at_june("✓"), Read::Status(Word::Completed, None));
        assert_eq!(at_june("✔️ done"), Read::Status(Word::Completed, None));
        assert_eq!(at_june("Ongoing"), Read::Status(Word::InProgress, None));
        assert_eq!(at_june("withdrawn"), Read::Status(Word::Cancelled, None));
        assert_eq!(at_june("Merged into P15-2"), Read::Status(Word::Merged("p15-2".into()), None));
    }

    #[test]
    fn a_date_may_follow() {
        let done = |date| Read::Status(Word::Completed, Some(day(date)));
        assert_eq!(at_june("completed 2 June"), done("2017-06-02"));
        assert_eq!(at_june("completed 2018-09-12"), done("2018-09-12"));
        assert_eq!(at_june("done (2 June)"), done("2017-06-02"));
        assert!(matches!(at_june("completed 6/2"), Read::BadDate(Some(_))));
    }

    #[test]
    fn a_day_at_the_end_is_told_from_the_words() {
        let words = |text| without_day(text, day("2017-06-13"));
        assert_eq!(words("compelted 20 June"), Some("compelted"));
        assert_eq!(words("in progress, 31 June"), Some("in progress"));
        assert_eq!(words("completed"), None);
        assert_eq!(words(" 20 June"), None);
    }

    #[test]
    fn anything_else_is_unknown() {
        assert_eq!(at_june("doen"), Read::Unknown);
        assert_eq!(at_june("completed by Emily"), Read::Unknown);
        assert_eq!(at_june("merged into"), Read::Unknown);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(\\PC|done |merged into |\\(|✓ ){0,20}") {
            let _ = at_june(&text);
            let _ = without_day(&text, day("2017-06-13"));
        }
    }
}
