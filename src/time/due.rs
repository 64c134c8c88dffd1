//! Due dates: the words of a cell and the day of the meeting go in, what they promise comes out.

use super::date::{Found, Reading, find_dates};
use super::words::{Case, Word, words};
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// When something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Due {
    /// On a day: `by 23 June`, or `EOD Thursday`, the first one after the meeting.
    Day(NaiveDate),
    /// At the next meeting of the same series: `Next meeting`.
    NextMeeting,
    /// At no day that could be missed: `TBD`, `Ongoing`, `April`, `Q3 2018`, `–`.
    Undated,
    /// Nothing was said; what was due before stays due.
    Empty,
    /// On one day or another: `6/2`, `Thursday or Friday`.
    TwoWays(NaiveDate, NaiveDate),
    /// Something that names no day, or one that does not exist: `soonish`, `32 June`.
    Unreadable,
}

/// Reads the words of a due date, by the day of the meeting they were said at.
///
/// A date may have words around it (`17:00 UTC on Wednesday 29 August`, `23 June (extended)`). A
/// weekday is the first after the meeting, never the meeting's own day. Words without a day are
/// taken only if they say so in one of the usual ways: a slip shall not pass for "no date".
pub(crate) fn read_due(text: &str, meeting_day: NaiveDate) -> Due {
    let text = text.trim();
    if text.is_empty() {
        return Due::Empty;
    }
    let words = words(text);
    // `Ongoing since 3 May` and `TBD (was 23 June)` name a day that is not the due date.
    if words.first().is_some_and(|word| word.is("ongoing") || word.is("tbd")) {
        return Due::Undated;
    }
    stated_dates(text, meeting_day)
        .or_else(|| next_meeting(&words))
        .or_else(|| weekdays(&words, meeting_day))
        .or_else(|| undated(&words))
        .unwrap_or(Due::Unreadable)
}

/// The date or dates that stand in the text.
fn stated_dates(text: &str, meeting_day: NaiveDate) -> Option<Due> {
    let mut dates =
        find_dates(text, meeting_day, Case::Any).into_iter().map(|found| due_of(&found));
    let first = dates.next()?;
    Some(dates.fold(first, one_or_both))
}

fn due_of(found: &Found) -> Due {
    match found.reading {
        Reading::Day(day) => Due::Day(day),
        Reading::TwoWays(one, other) => Due::TwoWays(one, other),
        Reading::Impossible(_) => Due::Unreadable,
    }
}

/// Two days are one due date only if they are the same.
fn one_or_both(first: Due, second: Due) -> Due {
    match (first, second) {
        (Due::Day(one), Due::Day(other)) if one != other => Due::TwoWays(one, other),
        (Due::Day(_), Due::Day(_)) | (Due::Unreadable | Due::TwoWays(..), _) => first,
        _ => second,
    }
}

/// `Next meeting`, `by next plenary call`.
fn next_meeting(words: &[Word<'_>]) -> Option<Due> {
    let after_next = words.iter().skip_while(|word| !word.is("next")).skip(1).take(3);
    let names = |word: &Word<'_>| MEETINGS.iter().any(|name| word.is(name));
    after_next.clone().any(names).then_some(Due::NextMeeting)
}

const MEETINGS: &[&str] = &[
    "meeting",
    "meetings",
    "mtg",
    "call",
    "plenary",
    "telecon",
    "teleconference",
    "session",
    "f2f",
];

/// `EOD Thursday`, `by Tuesday COB`: the first after the meeting.
fn weekdays(words: &[Word<'_>], meeting_day: NaiveDate) -> Option<Due> {
    // Short forms that are words as well (`sat`, `sun`, `wed`) need their capital.
    let named = words.iter().filter_map(|word| {
        let case = if word.text.len() > 3 { Case::Any } else { Case::Capital };
        first_after(meeting_day, word.weekday(case)?).map(Due::Day)
    });
    named.reduce(one_or_both)
}

/// The first such weekday after a day, which is never the day itself.
fn first_after(day: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    let ahead = weekday.days_since(day.weekday());
    day.checked_add_days(Days::new(if ahead == 0 { 7 } else { ahead.into() }))
}

/// Words that name no day, in the usual ways.
fn undated(words: &[Word<'_>]) -> Option<Due> {
    let says_so = words.is_empty() || begins_open(words) || is_period(words);
    says_so.then_some(Due::Undated)
}

/// `TBD`, `Ongoing (weekly)`, `N/A`, `To be confirmed`.
fn begins_open(words: &[Word<'_>]) -> bool {
    OPEN.iter().any(|phrase| {
        let n_words = phrase.split(' ').count();
        let head = words.get(..n_words).unwrap_or_default();
        !head.is_empty() && phrase.split(' ').zip(head).all(|(known, word)| word.is(known))
    })
}

const OPEN: &[&str] = &[
    "tbd",
    "tbc",
    "tba",
    "to be determined",
    "to be confirmed",
    "to be decided",
    "to be announced",
    "to be agreed",
    "to be scheduled",
    "ongoing",
    "on going",
    "continuous",
    "continuing",
    "asap",
    "as soon as possible",
    "n a",
    "na",
    "none",
    "no date",
    "no due date",
    "not applicable",
    "not set",
    "open",
    "open ended",
    "standing",
    "recurring",
    "rolling",
    "immediate",
    "immediately",
    "various",
    "unknown",
    "when available",
    "as needed",
    "when needed",
];

/// A stretch of time longer than a day: `April`, `April tbd`, `end of April 2018`, `Q3 2018`.
fn is_period(words: &[Word<'_>]) -> bool {
    let is_named = |word: &Word<'_>| word.month(Case::Any).is_some() || is_part_of_year(word);
    let fits = |word: &Word<'_>| is_named(word) || AROUND.iter().any(|around| word.is(around));
    words.iter().any(is_named) && words.iter().all(fits)
}

/// `Q3`, `H1`, `2018`.
fn is_part_of_year(word: &Word<'_>) -> bool {
    let is_quarter = ["q1", "q2", "q3", "q4", "h1", "h2"].iter().any(|part| word.is(part));
    is_quarter || word.year().is_some()
}

const AROUND: &[&str] = &[
    "by",
    "in",
    "the",
    "of",
    "end",
    "eom",
    "early",
    "mid",
    "middle",
    "late",
    "beginning",
    "start",
    "before",
    "during",
    "until",
    "or",
    "and",
    "to",
    "fy",
    "tbd",
    "tbc",
    "tba",
    "approx",
    "approximately",
    "around",
    "circa",
    "ca",
    "latest",
    "at",
    "provisional",
    "tentative",
    "tentatively",
    "expected",
    "estimated",
    "target",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// As said at a meeting on Tuesday 13 June 2017.
    fn due(text: &str) -> Due {
        read_due(text, day("2017-06-13"))
    }

    #[test]
    fn a_date_may_have_words_around_it() {
        for text in [
            "2017-06-23",
            "23 June 2017",
            "23 Jun",
            "June 23",
            "by 23 June",
            "end of day 23 June",
            "23 June (extended)",
            "EOD June 23rd",
            "17:00 UTC on Friday 23 June",
            "by 23/6",
            "Friday 23 June",
            "23 June, 23:59 UTC",
            "no later than 23 June 2017",
            "23 June (i.e. June 23)",
        ] {
            assert_eq!(due(text), Due::Day(day("2017-06-23")), "{text}");
        }
        assert_eq!(
            read_due("17:00 UTC on Wednesday 29 August", day("2018-08-23")),
            Due::Day(day("2018-08-29"))
        );
    }

    #[test]
    fn a_weekday_is_the_first_after_the_meeting() {
        assert_eq!(due("EOD Thursday"), Due::Day(day("2017-06-15")));
        assert_eq!(due("by Tuesday COB"), Due::Day(day("2017-06-20")), "not the meeting's own day");
        assert_eq!(due("friday"), Due::Day(day("2017-06-16")));
        assert_eq!(due("Mon"), Due::Day(day("2017-06-19")));
        assert_eq!(due("17:00 UTC Wed"), Due::Day(day("2017-06-14")));
    }

    #[test]
    fn the_next_meeting_is_not_a_day_yet() {
        for text in [
            "Next meeting",
            "next call",
            "By next plenary",
            "next plenary call",
            "next SSR2 meeting",
        ] {
            assert_eq!(due(text), Due::NextMeeting, "{text}");
        }
        assert_eq!(due("next"), Due::Unreadable);
    }

    #[test]
    fn words_without_a_day_are_undated() {
        for text in [
            "TBD",
            "tbc",
            "Ongoing",
            "on-going",
            "April",
            "April tbd",
            "April 2018",
            "Q3 2018",
            "ASAP",
            "N/A",
            "-",
            "–",
            "—",
            "end of April",
            "mid-May",
            "2018",
            "by Q3",
            "To be determined",
            "Ongoing (weekly)",
            "TBD after the call",
            "TBD (was 23 June)",
            "Ongoing since 3 May",
            "May/June 2018",
            "?",
        ] {
            assert_eq!(due(text), Due::Undated, "{text}");
        }
    }

    #[test]
    fn nothing_is_nothing() {
        assert_eq!(due(" "), Due::Empty);
    }

    #[test]
    fn a_due_date_that_reads_two_ways_is_told_so() {
        assert_eq!(due("6/2"), Due::TwoWays(day("2017-02-06"), day("2017-06-02")));
        assert_eq!(due("by 06/02/2017"), Due::TwoWays(day("2017-02-06"), day("2017-06-02")));
        assert_eq!(due("23 June or 30 June"), Due::TwoWays(day("2017-06-23"), day("2017-06-30")));
        assert_eq!(due("Thursday or Friday"), Due::TwoWays(day("2017-06-15"), day("2017-06-16")));
    }

    #[test]
    fn what_names_no_day_is_unreadable() {
        for text in [
            "soonish",
            "32 June",
            "30 February",
            "by 31 June 2017",
            "may be later",
            "23",
            "25:10",
            "2017-13-01",
            "the co-chairs",
            "the sun sat",
            "aprli",
        ] {
            assert_eq!(due(text), Due::Unreadable, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_day_of_the_year_is_due_on_that_day(days in 0_u64..3000) {
            let day = day("2015-01-01") + Days::new(days);
            prop_assert_eq!(due(&format!("by {} COB", day.format("%-d %B %Y"))), Due::Day(day));
        }

        #[test]
        fn a_weekday_is_within_the_next_seven_days(days in 0_u64..3000, at in 0_usize..7) {
            let meeting = day("2015-01-01") + Days::new(days);
            let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
            let Due::Day(due) = read_due(names[at], meeting) else { panic!("a weekday is a day") };
            prop_assert!((1..=7).contains(&(due - meeting).num_days()));
            prop_assert_eq!(due.format("%A").to_string(), names[at]);
        }

        #[test]
        fn any_text_does(text in "(\\PC|June |Tue |next |[0-9]|/|-){0,20}") {
            let _ = (due(&text), read_due(&text, NaiveDate::MAX), read_due(&text, NaiveDate::MIN));
        }
    }
}
