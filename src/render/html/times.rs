//! Times as they are shown: on the meeting's clock with its abbreviation, and in UTC beside it.

use std::fmt::Display;

use chrono::NaiveDate;

use super::escape::{escape, push_escaped};
use crate::{render::messages::Messages, time::Moment};

/// A day, which no zone shifts: `13 June 2017`.
pub(crate) fn day(messages: &Messages, date: NaiveDate) -> String {
    bare(date, &messages.day(date))
}

/// A day with its weekday: `Tuesday 13 June 2017`.
pub(crate) fn weekday(messages: &Messages, date: NaiveDate) -> String {
    bare(date, &messages.weekday_day(date))
}

fn bare(date: NaiveDate, words: &str) -> String {
    let mut html = format!("<time datetime=\"{date}\">");
    push_escaped(words, &mut html);
    html.push_str("</time>");
    html
}

/// As [`weekday`], of the day on which something is: with another zone on the reader's clock it may
/// be another day. Where the day is not that of the instant, it is a bare day.
pub(crate) fn weekday_of(messages: &Messages, date: NaiveDate, moment: &Moment) -> String {
    if moment.day() != date {
        return weekday(messages, date);
    }
    let (utc, zone) = (moment.rfc3339_utc(), escape(moment.zone.name()));
    let words = escape(&messages.weekday_day(date));
    format!("<span data-day-of=\"{utc}\" data-zone=\"{zone}\">{words}</span>")
}

/// An instant, with the words that tell it.
pub(crate) fn instant(moment: &Moment, words: &str) -> String {
    element(moment, &escape(words))
}

/// As [`instant`], of words that are HTML already.
pub(crate) fn element(moment: &Moment, html: &str) -> String {
    let (utc, zone) = (moment.rfc3339_utc(), escape(moment.zone.name()));
    format!("<time datetime=\"{utc}\" data-zone=\"{zone}\">{html}</time>")
}

/// A time of day: `08:30 CEST (06:30 UTC)`.
pub(crate) fn clock(messages: &Messages, moment: &Moment) -> String {
    instant(moment, &with_zone(moment)) + &utc_beside(messages, moment, None)
}

/// A time of day and its end: `08:30–17:30 CEST (06:30–15:30 UTC)`. A day that is not the first
/// one's is said.
pub(crate) fn clock_span(messages: &Messages, start: &Moment, end: Option<&Moment>) -> String {
    let Some(end) = end else { return clock(messages, start) };
    let first = instant(start, &start_words(start, end));
    let last = instant(end, &end_words(messages, start, end));
    format!("{first}–{last}{}", utc_beside(messages, start, Some(end)))
}

/// The start of a span: the abbreviation stands at its end, unless the clocks change in between.
pub(crate) fn start_words(start: &Moment, end: &Moment) -> String {
    if start.abbreviation() == end.abbreviation() { hours(start) } else { with_zone(start) }
}

/// The end of a span: with the day, where that is not the first.
pub(crate) fn end_words(messages: &Messages, start: &Moment, end: &Moment) -> String {
    let time = with_zone(end);
    if end.day() == start.day() { time } else { on_day(messages, end.day(), &time) }
}

/// A time of day with its abbreviation: `08:30 CEST`.
pub(crate) fn with_zone(moment: &Moment) -> String {
    format!("{} {}", hours(moment), moment.abbreviation())
}

/// A time of a day that is not the one that is known: `13 May 2017 15:00`.
pub(crate) fn on_day(messages: &Messages, day: NaiveDate, time: &dyn Display) -> String {
    messages.with("days.day_time", &[("day", &messages.day(day)), ("time", time)])
}

/// What UTC says, in brackets, where the text does not say it already.
pub(crate) fn utc_beside(messages: &Messages, start: &Moment, end: Option<&Moment>) -> String {
    if start.abbreviation() == "UTC" {
        return String::new();
    }
    let first = start.utc.date_naive();
    // the day in UTC holds for the end too, unless that is on another
    let words = |moment, known| escape(&utc_words(messages, moment, known));
    let end = end.map(|end| format!("–{}", words(end, first))).unwrap_or_default();
    format!(" <span class=\"utc\">({}{end} UTC)</span>", words(start, start.day()))
}

/// The hours in UTC, with the day where it is not the one that is known.
fn utc_words(messages: &Messages, moment: &Moment, known: NaiveDate) -> String {
    let (utc, time) = (moment.utc.date_naive(), moment.utc.format("%H:%M"));
    if utc == known { time.to_string() } else { on_day(messages, utc, &time) }
}

/// The clock's hours and minutes.
pub(crate) fn hours(moment: &Moment) -> String {
    moment.local().format("%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{Local, Zone};

    fn english() -> &'static Messages {
        Messages::english()
    }

    fn moment(zone: &str, local: &str) -> Moment {
        let zone = Zone::named(zone).expect("a zone");
        match zone.at(local.parse().expect("a local time")) {
            Local::Unique(moment) => moment,
            _ => panic!("an ordinary time"),
        }
    }

    #[test]
    fn utc_stands_beside_local_time() {
        assert_eq!(
            clock(english(), &moment("Europe/Madrid", "2017-05-14T08:30:00")),
            "<time datetime=\"2017-05-14T06:30:00Z\" data-zone=\"Europe/Madrid\">08:30 CEST</time> \
             <span class=\"utc\">(06:30 UTC)</span>"
        );
        let utc = clock(english(), &moment("UTC", "2017-05-14T08:30:00"));
        assert!(!utc.contains("class"), "{utc}");
    }

    #[test]
    fn a_span_has_its_abbreviation_once_unless_the_clocks_change_in_it() {
        let at = |local: &str| moment("Europe/Madrid", local);
        assert_eq!(start_words(&at("2017-05-14T08:30:00"), &at("2017-05-14T17:30:00")), "08:30");
        let (evening, morning) = (at("2017-10-28T22:00:00"), at("2017-10-29T04:00:00"));
        assert_eq!(start_words(&evening, &morning), "22:00 CEST");
    }

    #[test]
    fn a_span_over_days_says_the_day_of_its_end_on_both_clocks() {
        let at = |local: &str| moment("Europe/Madrid", local);
        let span =
            utc_beside(english(), &at("2017-05-12T18:30:00"), Some(&at("2017-05-13T17:00:00")));
        assert_eq!(span, " <span class=\"utc\">(16:30–13 May 2017 15:00 UTC)</span>");
        let night =
            utc_beside(english(), &at("2017-05-12T23:30:00"), Some(&at("2017-05-13T00:30:00")));
        assert_eq!(night, " <span class=\"utc\">(21:30–22:30 UTC)</span>");
    }

    #[test]
    fn a_day_is_bound_to_what_is_on_it() {
        let late = moment("America/New_York", "2017-05-14T21:00:00");
        assert_eq!(
            weekday_of(english(), late.day(), &late),
            "<span data-day-of=\"2017-05-15T01:00:00Z\" \
             data-zone=\"America/New_York\">Sunday 14 May 2017</span>"
        );
        let other = weekday_of(english(), "2017-05-15".parse().expect("a day"), &late);
        assert_eq!(other, "<time datetime=\"2017-05-15\">Monday 15 May 2017</time>");
    }

    #[test]
    fn a_day_that_differs_in_utc_is_said() {
        let late = moment("America/New_York", "2017-05-14T21:00:00");
        let later = moment("America/New_York", "2017-05-14T22:00:00");
        let span = clock_span(english(), &late, Some(&later));
        assert!(span.ends_with("(15 May 2017 01:00–02:00 UTC)</span>"), "{span}");
        let evening = moment("America/New_York", "2017-05-14T19:00:00");
        let span = clock_span(english(), &evening, Some(&later));
        assert!(span.ends_with("(23:00–15 May 2017 02:00 UTC)</span>"), "{span}");
        assert!(clock(english(), &late).ends_with("(15 May 2017 01:00 UTC)</span>"));
    }
}
