//! The ways people write dates: a text and a day near it go in, days come out, or the two ways a
//! text reads, or why it names no day.

use super::words::{Case, Word, month_name, number, words};
use chrono::{Datelike, NaiveDate, Weekday};
use std::ops::Range;

/// What a text that should be a date says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// A day: `23 June 2017`.
    Day(NaiveDate),
    /// Two days, by whether the day or the month comes first: `6/2`. The day-first reading is
    /// the first of the two.
    TwoWays(NaiveDate, NaiveDate),
    /// A date that no calendar holds, and why: `30 February`.
    Impossible(String),
    /// No date.
    None,
}

/// A day that a text names, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WrittenDay {
    /// The day; without a year, in the year that brings it nearest to the day it was read by.
    pub day: NaiveDate,
    /// The weekday that is stated with it, right or wrong, and where.
    pub weekday: Option<(Weekday, Range<usize>)>,
    /// The whole, weekday included, in bytes.
    pub range: Range<usize>,
    /// Whether the year was written.
    pub has_year: bool,
}

impl WrittenDay {
    /// The weekday the day really was, if another is stated: "13 June 2017 was a Tuesday".
    pub(crate) fn right_weekday(&self) -> Option<Weekday> {
        let (stated, _) = self.weekday.as_ref()?;
        Some(self.day.weekday()).filter(|right| right != stated)
    }
}

/// Reads a text that is a date and nothing else: `2017-06-23`, `23 June 2017`, `23 Jun`,
/// `June 23, 2017`, `23rd June`, `Tuesday 13 June 2017`, `6/2`.
///
/// Without a year, the year is the one that brings the day nearest to `near`.
pub(crate) fn parse_day(text: &str, near: NaiveDate) -> Written {
    let words = words(text);
    match date_at(&words, 0, near, Case::Any) {
        Some(found) if found.n_words == words.len() => found.reading.into(),
        _ => Written::None,
    }
}

/// The days that a text names, in order, each in words or as `2017-06-23`.
///
/// Names of months begin with a capital here, for "we may 4 times"; and `6/2` is left alone, as
/// in prose it is a fraction or a ratio as often as a date.
pub(crate) fn find_days(text: &str, near: NaiveDate) -> Vec<WrittenDay> {
    let mut days = Vec::new();
    for found in find_dates(text, near, Case::Capital) {
        if let Reading::Day(day) = found.reading {
            let Found { weekday, range, has_year, .. } = found;
            days.push(WrittenDay { day, weekday, range, has_year });
        }
    }
    days
}

/// A day in words: `13 June 2017`.
pub(crate) fn long_day(day: NaiveDate) -> String {
    format!("{} {} {}", day.day(), month_name(day.month()), day.year())
}

/// The name of a weekday: `Tuesday`.
pub(crate) fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// What looks like a date, wherever it stands in a text.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) reading: Reading,
    pub(super) weekday: Option<(Weekday, Range<usize>)>,
    pub(super) range: Range<usize>,
    has_year: bool,
    n_words: usize,
}

/// What a date says: as [`Written`], but there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    Day(NaiveDate),
    TwoWays(NaiveDate, NaiveDate),
    Impossible(String),
}

impl From<Reading> for Written {
    fn from(reading: Reading) -> Self {
        match reading {
            Reading::Day(day) => Self::Day(day),
            Reading::TwoWays(one, other) => Self::TwoWays(one, other),
            Reading::Impossible(why) => Self::Impossible(why),
        }
    }
}

/// All that looks like a date in a text, in order.
pub(super) fn find_dates(text: &str, near: NaiveDate, case: Case) -> Vec<Found> {
    // Most texts hold no digit, and every date does.
    if !text.bytes().any(|c| c.is_ascii_digit()) {
        return Vec::new();
    }
    let words = words(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match date_at(&words, at, near, case) {
            Some(date) => {
                at += date.n_words;
                found.push(date);
            }
            None => at += 1,
        }
    }
    found
}

/// The date that begins at a word.
fn date_at(words: &[Word<'_>], at: usize, near: NaiveDate, case: Case) -> Option<Found> {
    let weekday = words.get(at).filter(|word| word.may_begin(case))?.weekday(case);
    let mut start = at + usize::from(weekday.is_some());
    start += usize::from(words.get(start).is_some_and(|word| word.is("the") && start > at));
    // "on Tuesday. 14 June is the day after": a full stop ends a sentence, and no short name
    let is_whole_name = words[at].text.len() >= "Monday".len();
    let is_parted = is_whole_name && words.get(start).is_some_and(|next| next.gap.contains('.'));
    if weekday.is_some() && (is_parted || !words.get(start)?.follows()) {
        return None;
    }
    let rest = words.get(start..)?;
    let part = part_at(rest, near, case)?;
    let n_words = start - at + part.n_words;
    let last = words.get(at + n_words - 1)?;
    Some(Found {
        reading: part.reading,
        weekday: weekday.map(|weekday| (weekday, words[at].range.clone())),
        range: words[at].range.start..last.range.end,
        has_year: part.has_year,
        n_words,
    })
}

/// A date without its weekday.
struct Part {
    reading: Reading,
    has_year: bool,
    n_words: usize,
}

fn part_at(words: &[Word<'_>], near: NaiveDate, case: Case) -> Option<Part> {
    let first = words.first()?;
    // The minutes of 10:23, the end of 5/6, item #6 and the part of 1.6 begin no date.
    if first.gap.ends_with([':', '/', '#', '.', '_']) {
        return None;
    }
    iso(words)
        .or_else(|| day_and_month(words, near, case))
        .or_else(|| month_and_day(words, near, case))
        .or_else(|| if case == Case::Any { numbers(words, near) } else { None })
}

/// `2017-06-23` and `2017/06/23`.
fn iso(words: &[Word<'_>]) -> Option<Part> {
    let [year, month, day, rest @ ..] = words else { return None };
    let is_joined = month.gap == day.gap && matches!(month.gap, "-" | "/");
    // A part of a file's name or an address is no date that anybody states.
    let goes_on = rest.first().is_some_and(|next| matches!(next.gap, "-" | "/" | "_"));
    if !is_joined || goes_on || year.gap.ends_with('-') {
        return None;
    }
    let reading =
        dated(number(day.text, 2..=2)?, number(month.text, 2..=2)?, Year::Written(iso_year(year)?));
    Some(Part { reading, has_year: true, n_words: 3 })
}

/// A year of any century: between dashes it is no clock time.
fn iso_year(word: &Word<'_>) -> Option<i32> {
    let year = i32::try_from(number(word.text, 4..=4)?).ok()?;
    (year >= 1000).then_some(year)
}

/// `23 June`, `23rd of June 2017`.
fn day_and_month(words: &[Word<'_>], near: NaiveDate, case: Case) -> Option<Part> {
    let day = words.first()?.day()?;
    let n_of = usize::from(words.get(1)?.is("of"));
    let month_word = words.get(1 + n_of)?;
    let month = month_word.month(case).filter(|_| month_word.gap.trim().is_empty())?;
    Some(with_year(words, 2 + n_of, (day, month), near))
}

/// `June 23`, `June 23rd, 2017`.
fn month_and_day(words: &[Word<'_>], near: NaiveDate, case: Case) -> Option<Part> {
    let month = words.first()?.month(case)?;
    let n_the = usize::from(words.get(1)?.is("the"));
    let day_word = words.get(1 + n_the)?;
    let day = day_word.day().filter(|_| matches!(day_word.gap.trim(), "" | "."))?;
    // The hours of `in June 14:00 UTC` and the whole of `June 3.5` are no days.
    let goes_on = words.get(2 + n_the).is_some_and(|next| matches!(next.gap, ":" | "."));
    (!goes_on).then(|| with_year(words, 2 + n_the, (day, month), near))
}

/// Completes a day and a month of `n_words` with the year after them, or the nearest one.
fn with_year(
    words: &[Word<'_>],
    n_words: usize,
    (day, month): (u32, u32),
    near: NaiveDate,
) -> Part {
    let year = words.get(n_words).filter(|word| word.follows()).and_then(Word::year);
    let reading = dated(day, month, year.map_or(Year::Nearest(near), Year::Written));
    Part { reading, has_year: year.is_some(), n_words: n_words + usize::from(year.is_some()) }
}

/// `6/2`, `06/02/2017`, `06-02-2017`; with full stops the day is first: `23.6.2017`.
fn numbers(words: &[Word<'_>], near: NaiveDate) -> Option<Part> {
    let [first, second, rest @ ..] = words else { return None };
    let gap = second.gap;
    let third = rest.first().filter(|word| word.gap == gap);
    let year = third.and_then(|word| word.year().or_else(|| short_year(word)));
    // Without a year, `6-2` and `6.2` are all sorts of things; and `1/2/3/4` is no date.
    if !matches!((gap, year), ("/", _) | ("-" | ".", Some(_))) || third.is_some() != year.is_some()
    {
        return None;
    }
    let (a, b) = (number(first.text, 1..=2)?, number(second.text, 1..=2)?);
    let either = year.map_or(Year::Nearest(near), Year::Written);
    let day_first = dated(a, b, either);
    let reading = if gap == "." { day_first } else { one_or_both(day_first, dated(b, a, either)) };
    Some(Part { reading, has_year: year.is_some(), n_words: 2 + usize::from(year.is_some()) })
}

/// `17` for 2017.
fn short_year(word: &Word<'_>) -> Option<i32> {
    Some(2000 + i32::try_from(number(word.text, 2..=2)?).ok()?)
}

fn one_or_both(day_first: Reading, month_first: Reading) -> Reading {
    match (day_first, month_first) {
        (Reading::Day(one), Reading::Day(other)) if one != other => Reading::TwoWays(one, other),
        (Reading::Impossible(_), other) => other,
        (one, _) => one,
    }
}

/// The year of a date, or the day it is to be near to.
#[derive(Clone, Copy)]
enum Year {
    Written(i32),
    Nearest(NaiveDate),
}

/// The day of a date, or why there is none.
fn dated(day: u32, month: u32, year: Year) -> Reading {
    let found = match year {
        Year::Written(year) => NaiveDate::from_ymd_opt(year, month, day),
        Year::Nearest(near) => nearest_year(day, month, near),
    };
    found.map_or_else(|| Reading::Impossible(why_impossible(day, month, year)), Reading::Day)
}

/// A day of the year that is nearest to another; eight years are enough for every 29 February.
fn nearest_year(day: u32, month: u32, near: NaiveDate) -> Option<NaiveDate> {
    (-8..=8)
        .filter_map(|step| NaiveDate::from_ymd_opt(near.year().checked_add(step)?, month, day))
        .min_by_key(|found| (*found - near).num_days().abs())
}

fn why_impossible(day: u32, month: u32, year: Year) -> String {
    if !(1..=12).contains(&month) {
        return format!("there is no month {month}");
    }
    let leap = NaiveDate::from_ymd_opt(2000, month, 1).map_or(31, |day| day.num_days_in_month());
    match year {
        _ if day == 0 => "days are counted from 1".to_owned(),
        Year::Written(year) if month == 2 && day == 29 => format!("February {year} has 28 days"),
        _ => format!("{} has {leap} days", month_name(month)).replace("29 days", "28 or 29 days"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Days;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn near() -> NaiveDate {
        day("2017-06-13")
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for text in [
            "2017-06-23",
            "23 June 2017",
            "23 Jun",
            "June 23",
            "June 23, 2017",
            "23rd June",
            "Friday 23 June 2017",
            "Friday, 23 June 2017",
            "Fri. 23 Jun. 2017",
            "the 23rd of June",
            "23rd of June",
            "23 june",
            "JUNE 23RD",
            "23/6",
            "6/23/2017",
            "23.6.2017",
            "2017/06/23",
            "23 June, 2017",
            "Friday the 23rd of June",
            "23/6/17",
        ] {
            let text = text.strip_prefix("the ").unwrap_or(text);
            assert_eq!(parse_day(text, near()), Written::Day(day("2017-06-23")), "{text}");
        }
    }

    #[test]
    fn between_dashes_a_year_may_be_of_any_century() {
        for text in ["2230-02-20", "3917-12-31", "1648/10/24"] {
            let read = text.replace('/', "-");
            assert_eq!(parse_day(text, near()), Written::Day(day(&read)), "{text}");
        }
        assert!(
            find_days("0600-01-02 is no year, 14 June 1430 may be a time", near())
                .iter()
                .all(|found| found.day == day("2017-06-14"))
        );
    }

    #[test]
    fn without_a_year_the_nearest_is_meant() {
        assert_eq!(parse_day("5 January", day("2017-12-13")), Written::Day(day("2018-01-05")));
        assert_eq!(parse_day("20 December", day("2018-01-05")), Written::Day(day("2017-12-20")));
        assert_eq!(parse_day("29 February", day("2017-06-13")), Written::Day(day("2016-02-29")));
    }

    #[test]
    fn numbers_alone_read_two_ways() {
        let both = Written::TwoWays(day("2017-02-06"), day("2017-06-02"));
        assert_eq!(parse_day("6/2", near()), both);
        assert_eq!(parse_day("06/02/2017", near()), both);
        assert_eq!(parse_day("06-02-2017", near()), both);
        assert_eq!(parse_day("6/6", near()), Written::Day(day("2017-06-06")));
    }

    #[test]
    fn impossible_dates_say_why() {
        let why = |text| match parse_day(text, near()) {
            Written::Impossible(why) => why,
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(why("32 June"), "June has 30 days");
        assert_eq!(why("30 February 2018"), "February has 28 or 29 days");
        assert_eq!(why("29 February 2018"), "February 2018 has 28 days");
        assert_eq!(why("2017-13-01"), "there is no month 13");
        assert_eq!(why("0 June"), "days are counted from 1");
        assert_eq!(why("13/13"), "there is no month 13");
    }

    #[test]
    fn other_texts_are_no_dates() {
        for text in ["", "June", "2017", "soonish", "23", "by 23 June", "6.2", "1/2/3/4", "27001-x"]
        {
            assert_eq!(parse_day(text, near()), Written::None, "{text}");
        }
    }

    #[test]
    fn days_are_found_in_prose_with_their_places() {
        let text = "Day 1 – Sunday 14 May 2017 | 08:30–17:30 CEST, not 13 June.";
        let found = find_days(text, near());
        assert_eq!(found.len(), 2);
        assert_eq!(&text[found[0].range.clone()], "Sunday 14 May 2017");
        assert_eq!(found[0].weekday.as_ref().map(|(day, _)| *day), Some(Weekday::Sun));
        assert!(found[0].has_year && !found[1].has_year);
        assert_eq!(found[1].day, near());
    }

    #[test]
    fn a_wrong_weekday_is_known_with_the_right_one() {
        let found = find_days("Wednesday 13 June 2017", near());
        assert_eq!(found[0].right_weekday(), Some(Weekday::Tue));
        assert_eq!(find_days("Tuesday, 13 June 2017", near())[0].right_weekday(), None);
    }

    #[test]
    fn what_only_looks_like_a_day_is_left_alone() {
        for text in [
            "we may 4 times",
            "in June 14:00 UTC",
            "item #6 June",
            "at 10:23 June",
            "6/2 of them",
            "2017-06-13-ssr1-rec-10",
            "June 3.5",
            "version 1.6 May",
            "see May 2017",
        ] {
            assert_eq!(find_days(text, near()), [], "{text}");
        }
    }

    #[test]
    fn of_a_stretch_of_days_the_last_is_found() {
        let found = find_days("14-15 May 2017", near());
        assert_eq!(found[0].day, day("2017-05-15"));
    }

    #[test]
    fn days_are_told_in_words() {
        assert_eq!(long_day(near()), "13 June 2017");
        assert_eq!(weekday_name(Weekday::Tue), "Tuesday");
    }

    proptest! {
        #[test]
        fn any_day_reads_back_in_every_form(days in 0_u64..100_000) {
            let day = day("1900-01-01") + Days::new(days);
            for form in ["%Y-%m-%d", "%-d %B %Y", "%B %-d, %Y", "%A %-d %b %Y"] {
                prop_assert_eq!(parse_day(&day.format(form).to_string(), near()), Written::Day(day));
            }
            prop_assert_eq!(&find_days(&long_day(day), near())[0].day, &day);
        }

        #[test]
        fn a_day_without_a_year_is_at_most_half_a_year_away(days in 0_u64..1000, off in -182_i64..=182) {
            let near = day("2016-01-01") + Days::new(days);
            let wanted = near + chrono::Duration::days(off);
            prop_assume!((wanted.month(), wanted.day()) != (2, 29));
            prop_assert_eq!(parse_day(&wanted.format("%-d %B").to_string(), near), Written::Day(wanted));
        }

        #[test]
        fn any_text_does(
            text in "(\\PC|June |Tue |[0-9]|/|-|\\.|, ){0,20}",
            near in proptest::sample::select(&[NaiveDate::MIN, NaiveDate::MAX][..]),
        ) {
            let _ = (parse_day(&text, near), find_days(&text, near));
        }
    }
}
