//! Times as they are shown: on the meeting's clock with its abbreviation, and in UTC beside it.

use chrono::{Datelike, NaiveDate};

use super::escape::escape;
use crate::time::{Moment, long_day, weekday_name};

/// A day, which no zone shifts: `13 June 2017`.
pub(crate) fn day(date: NaiveDate) -> String {
    format!("<time datetime=\"{date}\">{}</time>", long_day(date))
}

/// A day with its weekday: `Tuesday 13 June 2017`.
pub(crate) fn weekday(date: NaiveDate) -> String {
    format!("<time datetime=\"{date}\">{}</time>", weekday_words(date))
}

/// The words of a day with its weekday.
pub(crate) fn weekday_words(date: NaiveDate) -> String {
    format!("{} {}", weekday_name(date.weekday()), long_day(date))
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
pub(crate) fn clock(moment: &Moment) -> String {
    let words = format!("{} {}", hours(moment), moment.abbreviation());
    instant(moment, &words) + &utc_beside(moment, None)
}

/// A time of day and its end: `08:30–17:30 CEST (06:30–15:30 UTC)`. A day that is not the first
/// one's is said.
pub(crate) fn clock_span(start: &Moment, end: Option<&Moment>) -> String {
    let Some(end) = end else { return clock(start) };
    let far = (end.day() != start.day()).then(|| format!("{} ", long_day(end.day())));
    let first = if start.abbreviation() == end.abbreviation() {
        hours(start)
    } else {
        format!("{} {}", hours(start), start.abbreviation())
    };
    let last = format!("{}{} {}", far.unwrap_or_default(), hours(end), end.abbreviation());
    format!("{}–{}{}", instant(start, &first), instant(end, &last), utc_beside(start, Some(end)))
}

/// What UTC says, in brackets, where the text does not say it already.
pub(crate) fn utc_beside(start: &Moment, end: Option<&Moment>) -> String {
    if start.abbreviation() == "UTC" {
        return String::new();
    }
    let day = |moment: &Moment| {
        let utc = moment.utc.date_naive();
        if utc == moment.day() { String::new() } else { format!("{} ", long_day(utc)) }
    };
    let hours = |moment: &Moment| format!("{}{}", day(moment), moment.utc.format("%H:%M"));
    let end = end.map(|end| format!("–{}", hours(end))).unwrap_or_default();
    format!(" <span class=\"utc\">({}{end} UTC)</span>", hours(start))
}

/// The clock's hours and minutes.
pub(crate) fn hours(moment: &Moment) -> String {
    moment.local().format("%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{Local, Zone};

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
            clock(&moment("Europe/Madrid", "2017-05-14T08:30:00")),
            "<time datetime=\"2017-05-14T06:30:00Z\" data-zone=\"Europe/Madrid\">08:30 CEST</time> \
             <span class=\"utc\">(06:30 UTC)</span>"
        );
        let utc = clock(&moment("UTC", "2017-05-14T08:30:00"));
        assert!(!utc.contains("class"), "{utc}");
    }

    #[test]
    fn a_day_that_differs_in_utc_is_said() {
        let late = moment("America/New_York", "2017-05-14T21:00:00");
        assert!(clock(&late).ends_with("(15 May 2017 01:00 UTC)</span>"));
    }
}
