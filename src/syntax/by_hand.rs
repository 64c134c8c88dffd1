//! Days and times as people write them by hand, and what to type for them in TOML.

use chrono::{NaiveDate, NaiveTime};

use crate::{
    diagnostic::{Diagnostic, Fix, code},
    source::Span,
    time::{
        date::{Written, parse_day},
        find_days,
    },
};

pub(super) fn not_a_day(key: &str, text: &str, span: Span) -> Diagnostic {
    let wrong = Diagnostic::new(code::KEY_VALUE, span, format!("`{text}` is not a date"));
    let near = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default();
    match find_days(text, near).as_slice() {
        [day] if day.has_year => {
            let help = format!("write `{key} = {}`", day.day);
            let is_sure = day.range.len() == text.trim().len() && day.right_weekday().is_none();
            let fix = Fix::replace(help.clone(), span, day.day.to_string());
            Diagnostic { fix: is_sure.then_some(fix), ..wrong.help(help) }
        }
        _ => wrong.help(day_in_numbers(key, text)),
    }
}

/// What to write for `14.07.2018`, `6/2/2017`, and for what is no day at all.
fn day_in_numbers(key: &str, text: &str) -> String {
    match days_meant(text).as_slice() {
        [] if reading(text).is_none() => format!("write `{key} = ` with year, month and day"),
        [] => match reading(text) {
            Some(Written::Impossible(why)) => format!("write a day of the calendar: {why}"),
            _ => format!("write year, month and day, as in `{key} = 2017-06-13`"),
        },
        [day] => format!("write `{key} = {day}`"),
        [one, other, ..] => format!("write `{key} = {one}`, or `{other}`"),
    }
}

/// The days that `14.07.2018`, `6/2/2017` or `13 June 2017` may mean: none, one, or both where it
/// reads two ways.
pub(super) fn days_meant(text: &str) -> Vec<NaiveDate> {
    match reading(text) {
        Some(Written::Day(day)) => vec![day],
        Some(Written::TwoWays(one, other)) => vec![one, other],
        Some(Written::Impossible(_) | Written::None) | None => Vec::new(),
    }
}

/// How a text reads as a day; nothing where that depends on a year that it does not say.
fn reading(text: &str) -> Option<Written> {
    let near = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    let (read, again) = (parse_day(text, near(2000)), parse_day(text, near(2050)));
    (read == again).then_some(read)
}

pub(super) fn not_a_time(key: &str, text: &str, span: Span) -> Diagnostic {
    let wrong = Diagnostic::new(code::KEY_VALUE, span, format!("`{text}` is not a time of day"));
    let help = match (time_meant(text), time_before_a_zone(text)) {
        (Some(time), _) => format!("write `{key} = {}`", time.format("%H:%M")),
        (None, Some(time)) => {
            format!("write `{key} = {}`, and the zone in `zone`", time.format("%H:%M"))
        }
        (None, None) => "write a time from `00:00` to `23:59`".to_owned(),
    };
    wrong.help(help)
}

/// The time of `14:00 CET` or `2 pm (Europe/Brussels)`, where something in letters follows it.
fn time_before_a_zone(text: &str) -> Option<NaiveTime> {
    let mut borders = text.rmatch_indices(char::is_whitespace).map(|(at, _)| at);
    borders.find_map(|at| {
        let (time, zone) = text.split_at(at);
        time_meant(time)
            .filter(|_| zone.trim_start().starts_with(|c: char| c.is_alphabetic() || c == '('))
    })
}

/// The time that `2 pm`, `2:30 p.m.`, `14.30` or `14h30` means.
pub(super) fn time_meant(text: &str) -> Option<NaiveTime> {
    let text = text
        .to_lowercase()
        .replace([' ', '\u{a0}', '\u{202f}'], "")
        .replace("p.m.", "pm")
        .replace("a.m.", "am");
    let half = ["pm", "am"].into_iter().find(|half| text.ends_with(half));
    let clock =
        half.map_or(text.as_str(), |half| text.trim_end_matches(half)).trim_end_matches('h');
    let (hour, minute) = clock.split_once([':', '.', 'h']).unwrap_or((clock, "0"));
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some("pm") => hour % 12 + 12,
        Some(_) => hour % 12,
        None => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> String {
        days_meant(text).iter().map(NaiveDate::to_string).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn days_in_numbers_are_read_in_every_way_they_can_be_meant() {
        assert_eq!(days("14.07.2018"), "2018-07-14");
        assert_eq!(days("10/11/2026"), "2026-11-10 2026-10-11");
        assert_eq!(days("11/23/2026"), "2026-11-23");
        assert_eq!(days("13 June 2017"), "2017-06-13");
        assert_eq!(days("2017/06/13"), "2017-06-13");
        for text in ["10/11", "13 June", "31.06.2018", "Call 15", "3.2", ""] {
            assert_eq!(days(text), "", "{text}");
        }
    }

    #[test]
    fn a_zone_behind_a_time_of_day_is_told_its_own_key() {
        let help = |text| not_a_time("start", text, Span::new(crate::source::FileId(0), 0..9)).help;
        let told = Some("write `start = 14:00`, and the zone in `zone`".to_owned());
        for text in ["14:00 CET", "14:00 Europe/Brussels", "2 pm (Brussels)", "14h00 UTC+2"] {
            assert_eq!(help(text), told, "{text}");
        }
        for text in ["noon CET", "25:00 CET", "14:00 -"] {
            assert_eq!(
                help(text),
                Some("write a time from `00:00` to `23:59`".to_owned()),
                "{text}"
            );
        }
    }

    #[test]
    fn times_of_twelve_hours_are_read_on_twenty_four() {
        let time = |text| time_meant(text).map(|time| time.format("%H:%M").to_string());
        assert_eq!(time("2pm").as_deref(), Some("14:00"));
        assert_eq!(time("12:30 a.m.").as_deref(), Some("00:30"));
        assert_eq!(time("14h30").as_deref(), Some("14:30"));
        for text in ["13pm", "soon", "1.2.3", ""] {
            assert_eq!(time(text), None, "{text}");
        }
    }
}
