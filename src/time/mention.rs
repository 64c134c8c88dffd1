//! Times in prose: a text goes in, the times in it that name their zone come out, each with its
//! place; and from these, instants.

use super::abbreviation::Abbreviation;
use super::clock::{Clocks, clocks_at};
use super::date::{WrittenDay, find_days};
use super::zone::{Local, Moment, Zone};
use super::zone_text::{ZoneText, zone_after};
use chrono::{Days, NaiveDate, NaiveTime};
use std::ops::Range;

/// A time with its zone, as it stands in a text: `13 June @ 06:00 UTC`, `08:30–17:30 CEST`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TimeMention {
    /// The whole, in bytes: from the date or the time to the zone or the date.
    pub range: Range<usize>,
    /// The day beside it; without one the meeting's is meant.
    ///
    /// In `14 May | 08:30 CEST | 06:30 UTC` the day is that of both, though only the first holds it
    /// in its range.
    pub day: Option<WrittenDay>,
    /// The time, or the start, and where.
    pub start: (NaiveTime, Range<usize>),
    /// The end, and where. One that is not after the start is on the next day; `24:00` is 00:00.
    pub end: Option<(NaiveTime, Range<usize>)>,
    /// The zone as written.
    pub zone: ZoneText,
    /// Where the zone stands.
    pub zone_range: Range<usize>,
    /// Whether it says again what the one before it says, on another clock: the `06:30 UTC` of
    /// `08:30 CEST | 06:30 UTC`.
    pub restates: bool,
    /// The times without a zone that it says again, on the meeting's clock: the `08:30` of `08:30 |
    /// 06:30 UTC`.
    pub bare: Option<Bare>,
}

/// Times without a zone: the start and the end, each with its place in bytes.
pub(crate) type Bare = ((NaiveTime, Range<usize>), Option<(NaiveTime, Range<usize>)>);

/// The instants of a mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Moments {
    /// The time, or the start: one instant, or what the clocks leave to choose from.
    pub start: Local,
    /// The end.
    pub end: Option<Local>,
    /// Whose clock was meant.
    pub zone: Zone,
    /// What the zone's time was called then, if it was not what is written: `CEST` for `CET` in
    /// May. The instants are by the clock that hung there, whatever it was called.
    pub right: Option<String>,
}

/// The times of a text that have a zone after them, in order.
///
/// `12:30:45 of tape`, `16:9` and `08:30 ICANN` are none. A day without a year is the one nearest
/// to `near`, the meeting's day.
pub(crate) fn find_times(text: &str, near: NaiveDate) -> Vec<TimeMention> {
    let mut times: Vec<TimeMention> = Vec::new();
    let (mut from, mut bare) = (0, None);
    while let Some(at) = next_clock(text, from) {
        match time_at(text, at) {
            Some(time) => {
                from = time.range.end;
                let bare = bare_before(text, bare.take(), &time);
                times.push(TimeMention { bare, ..time });
            }
            // Past the colon: the minutes may be the hours of the next one.
            None => {
                let clocks = clocks_at(text, at);
                let colon = at + text[at..].find(':').map_or(1, |colon| colon + 1);
                from = clocks.as_ref().map_or(colon, |clocks| clocks.range().end.max(colon));
                bare = clocks;
            }
        }
    }
    if !times.is_empty() {
        give_days(text, &mut times, &find_days(text, near));
    }
    times
}

/// The instants of a mention, on its own day or the meeting's; nothing if nobody uses its
/// abbreviation. For the order of the zones see [`read_abbreviation`](super::abbreviation::read_abbreviation).
///
/// An hour that comes twice is one if its abbreviation says which: `01:30 EST` is the later one.
pub(crate) fn moments(
    mention: &TimeMention,
    default_day: NaiveDate,
    zones: &[Zone],
) -> Option<Moments> {
    let day = mention.day.as_ref().map_or(default_day, |day| day.day);
    moments_on(mention, day, zones)
}

/// The instants of a mention that [restates](TimeMention::restates) another, on the day that
/// brings it nearest to that one: `14 May | 21:00 EDT | 01:00 UTC` is on the 15th in UTC.
pub(crate) fn moments_near(
    mention: &TimeMention,
    first: &Moment,
    zones: &[Zone],
) -> Option<Moments> {
    let day = first.utc.date_naive();
    let days = [day.pred_opt(), Some(day), day.succ_opt()].into_iter().flatten();
    let all = days.filter_map(|day| moments_on(mention, day, zones));
    all.min_by_key(|moments| (moments.start.reading(false).utc - first.utc).num_seconds().abs())
}

fn moments_on(mention: &TimeMention, day: NaiveDate, zones: &[Zone]) -> Option<Moments> {
    let start = day.and_time(mention.start.0);
    let (zone, right) = match mention.zone.read(start, zones) {
        Abbreviation::InForce(zone) => (zone, None),
        Abbreviation::NotInForce { zone, right } => (zone, Some(right)),
        Abbreviation::Unknown => return None,
    };
    let end = mention.end.as_ref().map(|(end, _)| {
        let is_next_day = *end < mention.start.0 || *end == NaiveTime::MIN;
        let days = Days::new(u64::from(is_next_day));
        day.checked_add_days(days).unwrap_or(day).and_time(*end)
    });
    let read = |local| as_called(zone.at(local), &mention.zone);
    Some(Moments { start: read(start), end: end.map(read), right, zone: zone.clone() })
}

/// Of an hour that comes twice, the one that is called what is written.
fn as_called(local: Local, zone: &ZoneText) -> Local {
    let (Local::Fold { earlier, later }, ZoneText::Abbreviation(name)) = (&local, zone) else {
        return local;
    };
    match (earlier.abbreviation() == *name, later.abbreviation() == *name) {
        (true, false) => Local::Unique(earlier.clone()),
        (false, true) => Local::Unique(later.clone()),
        _ => local,
    }
}

/// Where the next clock time may begin: the digits before a colon that has digits on both sides.
fn next_clock(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let is_colon = |at: &usize| bytes[*at] == b':' && is_digit(at - 1) && is_digit(at + 1);
    let colon = (from.max(1)..bytes.len()).find(is_colon)?;
    let is_second_digit = colon >= 2 && colon - 2 >= from && is_digit(colon - 2);
    Some(colon - 1 - usize::from(is_second_digit))
}

/// The time with a zone that begins at a place; its day is looked for later.
fn time_at(text: &str, at: usize) -> Option<TimeMention> {
    let clocks = clocks_at(text, at)?;
    let times = clocks.range();
    let (zone, zone_range) = zone_after(text, times.end)?;
    let Clocks { start, end } = clocks;
    Some(TimeMention {
        range: at..zone_range.end,
        day: None,
        start,
        end: end.map(|(clock, range)| (clock.time, range)),
        zone,
        zone_range,
        restates: false,
        bare: None,
    })
}

/// The times that stand right before another without a zone of their own: `08:30 (06:30 UTC)`.
fn bare_before(text: &str, bare: Option<Clocks>, time: &TimeMention) -> Option<Bare> {
    let Clocks { start, end } = bare?;
    let clocks = (start, end.map(|(clock, range)| (clock.time, range)));
    let until = clocks.1.as_ref().map_or(clocks.0.1.end, |(_, range)| range.end);
    let is_beside =
        stands_between(text, until..time.start.1.start, &["|", "/", "(", "[", "=", "i.e."]);
    is_beside.then_some(clocks)
}

/// Gives each time the day beside it, or that of the time it restates.
fn give_days(text: &str, times: &mut [TimeMention], days: &[WrittenDay]) {
    let mut before: Option<TimeMention> = None;
    for time in times {
        let end = before.as_ref().map_or(0, |before| before.range.end);
        if let Some(day) = days.iter().find(|day| is_before(text, day, time)) {
            // A day between two times may be part of the first already.
            time.range.start =
                if day.range.start < end { time.range.start } else { day.range.start };
            time.day = Some(day.clone());
        } else if let Some(day) = days.iter().find(|day| is_after(text, day, time)) {
            time.range.end = day.range.end;
            time.day = Some(day.clone());
        } else if let Some(before) = &before {
            follow(text, before, time);
        }
        before = Some(time.clone());
    }
}

/// `13 June @ 06:00`, `15 May 2017 at 09:00`, `Sunday 14 May 2017 | 08:30`.
fn is_before(text: &str, day: &WrittenDay, time: &TimeMention) -> bool {
    const BETWEEN: &[&str] =
        &["", "@", "at", ",", ", at", "|", "from", ", from", "-", "–", "—", ":", "(", "/"];
    stands_between(text, day.range.end..time.start.1.start, BETWEEN)
}

/// `09:00 CEST on 15 May 2017`.
fn is_after(text: &str, day: &WrittenDay, time: &TimeMention) -> bool {
    stands_between(text, time.range.end..day.range.start, &["on", ", on", "on the"])
}

/// Lets a time that stands right after another share its day: `08:30 CEST (06:30 UTC)`.
fn follow(text: &str, before: &TimeMention, time: &mut TimeMention) {
    let between = before.range.end..time.range.start;
    time.restates = before.zone != time.zone
        && stands_between(text, between.clone(), &["|", "/", "(", "[", "=", "or", ", or", "i.e."]);
    if time.restates || stands_between(text, between, &[",", ";", "and", "–", "-", "—", "to"]) {
        time.day.clone_from(&before.day);
    }
}

/// Whether nothing but white space and one of these stands in a stretch of the text.
fn stands_between(text: &str, stretch: Range<usize>, known: &[&str]) -> bool {
    let between = text.get(stretch).map(str::trim);
    between.is_some_and(|between| known.iter().any(|known| known.eq_ignore_ascii_case(between)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn zones() -> Vec<Zone> {
        ["Europe/Madrid", "UTC", "America/New_York"]
            .iter()
            .map(|name| Zone::named(name).unwrap())
            .collect()
    }

    /// The mentions of a text and the instants of their starts, at a meeting on 14 May 2017.
    fn told(text: &str) -> Vec<(&str, String)> {
        let times = find_times(text, day("2017-05-14")).into_iter();
        times
            .map(|time| {
                let moments = moments(&time, day("2017-05-14"), &zones()).unwrap();
                (&text[time.range], moments.start.unique().unwrap().rfc3339_utc())
            })
            .collect()
    }

    #[track_caller]
    fn one(text: &str, part: &str, utc: &str) {
        assert_eq!(told(text), [(part, utc.to_owned())]);
    }

    #[test]
    fn times_with_a_zone_are_found_with_the_day_beside_them() {
        one("we met at 08:30–17:30 CEST.", "08:30–17:30 CEST", "2017-05-14T06:30:00Z");
        one("Call on 13 June @ 06:00 UTC.", "13 June @ 06:00 UTC", "2017-06-13T06:00:00Z");
        one("at 14:00 Europe/Madrid", "14:00 Europe/Madrid", "2017-05-14T12:00:00Z");
        one("2018-09-13 14:00 UTC+2", "2018-09-13 14:00 UTC+2", "2018-09-13T12:00:00Z");
        one("on 15 May 2017 at 09:00 CEST", "15 May 2017 at 09:00 CEST", "2017-05-15T07:00:00Z");
        one("09:00 CEST on 15 May 2017.", "09:00 CEST on 15 May 2017", "2017-05-15T07:00:00Z");
        one(
            "Tuesday, 13 June 2017, 06:00Z",
            "Tuesday, 13 June 2017, 06:00Z",
            "2017-06-13T06:00:00Z",
        );
        one("20:00 UTC", "20:00 UTC", "2017-05-14T20:00:00Z");
        one("from 9:00 am EDT", "9:00 am EDT", "2017-05-14T13:00:00Z");
        one("at 09:00 (CEST)", "09:00 (CEST)", "2017-05-14T07:00:00Z");
    }

    #[test]
    fn a_time_that_restates_another_shares_its_day() {
        let text = "Monday 15 May 2017 | 08:30 – 17:30 CEST | 06:30 – 15:30 UTC (converter)";
        assert_eq!(
            told(text),
            [
                ("Monday 15 May 2017 | 08:30 – 17:30 CEST", "2017-05-15T06:30:00Z".to_owned()),
                ("06:30 – 15:30 UTC", "2017-05-15T06:30:00Z".to_owned())
            ]
        );
        let times = find_times(text, day("2017-05-14"));
        assert_eq!((times[0].restates, times[1].restates), (false, true));
    }

    #[test]
    fn a_restated_time_may_be_on_the_next_day() {
        let times = find_times("14 May | 21:00 EDT | 01:00 UTC", day("2017-05-14"));
        let first = moments(&times[0], day("2017-05-14"), &zones()).unwrap();
        let again = moments_near(&times[1], first.start.unique().unwrap(), &zones()).unwrap();
        assert_eq!(again.start.unique().unwrap().rfc3339_utc(), "2017-05-15T01:00:00Z");
    }

    #[test]
    fn other_numbers_and_words_are_no_times() {
        for text in [
            "12:30:45 of tape",
            "ratio 16:9 UTC-like",
            "ratio 16:09 UTC-like",
            "53:40 UTC",
            "08:30 ICANN",
            "08:30 in the morning",
            "at 08:30",
            "25:10 UTC",
            "1:2:30 UTC",
            "a:30 UTC",
            ":",
            "1:",
            "",
            "12:30:45 UTC",
            "08:30–25:10 UTC",
        ] {
            assert_eq!(find_times(text, day("2017-05-14")), [], "{text}");
        }
    }

    #[test]
    fn several_times_are_several() {
        let text = "06:00 UTC, 20:00 UTC and on 16 May at 21:00 UTC";
        let utc: Vec<String> = told(text).into_iter().map(|(_, utc)| utc).collect();
        assert_eq!(utc, ["2017-05-14T06:00:00Z", "2017-05-14T20:00:00Z", "2017-05-16T21:00:00Z"]);
        let between = told("06:00 UTC on 13 June 07:00 UTC");
        assert_eq!(between[1], ("07:00 UTC", "2017-06-13T07:00:00Z".to_owned()));
    }

    #[test]
    fn a_colon_before_a_time_does_not_hide_it() {
        one("Ratio 16:9, at 06:00 UTC", "06:00 UTC", "2017-05-14T06:00:00Z");
        one("08:30 or 09:00 UTC", "09:00 UTC", "2017-05-14T09:00:00Z");
        one("Meeting:06:00 UTC", "06:00 UTC", "2017-05-14T06:00:00Z");
    }

    fn read(text: &str) -> Moments {
        let times = find_times(text, day("2017-05-14"));
        moments(&times[0], day("2017-05-14"), &zones()).unwrap()
    }

    #[test]
    fn an_abbreviation_not_in_force_names_the_right_one() {
        let moments = read("08:30 CET");
        assert_eq!(moments.right.as_deref(), Some("CEST"));
        assert_eq!(moments.start.unique().unwrap().rfc3339_utc(), "2017-05-14T06:30:00Z");
    }

    #[test]
    fn an_end_before_the_start_is_on_the_next_day() {
        let end = |text| read(text).end.unwrap().unique().unwrap().rfc3339_utc();
        assert_eq!(end("22:00–01:00 UTC"), "2017-05-15T01:00:00Z");
        assert_eq!(end("22:00–24:00 UTC"), "2017-05-15T00:00:00Z");
        assert_eq!(end("00:00–24:00 UTC"), "2017-05-15T00:00:00Z");
    }

    #[test]
    fn skipped_and_doubled_hours_are_told() {
        assert!(matches!(read("26 March 2017 at 02:30 Europe/Madrid").start, Local::Gap { .. }));
        assert!(matches!(read("29 October 2017 at 02:30 Europe/Madrid").start, Local::Fold { .. }));
    }

    #[test]
    fn an_abbreviation_tells_which_of_two_hours_is_meant() {
        let start = |text| read(text).start.unique().unwrap().rfc3339_utc();
        assert_eq!(start("5 November 2017, 01:30 EDT"), "2017-11-05T05:30:00Z");
        assert_eq!(start("5 November 2017, 01:30 EST"), "2017-11-05T06:30:00Z");
    }

    proptest! {
        #[test]
        fn any_time_reads_back(minutes in 0_i64..2_000_000, zone in proptest::sample::select(&["UTC", "UTC+2", "UTC-03:30", "Asia/Kathmandu"][..])) {
            let local = day("2015-01-01").and_time(NaiveTime::MIN) + chrono::Duration::minutes(minutes);
            let text = format!("On {} {zone}.", local.format("%-d %B %Y at %H:%M"));
            let times = find_times(&text, day("2017-05-14"));
            let moments = moments(&times[0], day("2017-05-14"), &[]).unwrap();
            prop_assert_eq!(moments.start.unique().map(Moment::local), Some(local));
        }

        #[test]
        fn any_text_does(text in "(\\PC|[0-9]|:|-|–| UTC|CEST| June |on |\\|){0,24}") {
            let mut end = 0;
            for time in find_times(&text, day("2017-05-14")) {
                prop_assert!(text.get(time.range.clone()).is_some());
                prop_assert!(time.range.start >= end, "mentions do not overlap");
                end = time.range.end;
                let _ = moments(&time, NaiveDate::MAX, &zones());
            }
        }
    }
}
