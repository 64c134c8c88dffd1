//! Zones beside times: the text after a time goes in, the zone that stands there comes out.

use super::abbreviation::{is_abbreviation, read_abbreviation, read_offset};
use super::{Abbreviation, Zone};
use chrono::NaiveDateTime;
use std::ops::Range;

/// A zone as written beside a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ZoneText {
    /// Letters whose meaning hangs on the day and the zones around: `CEST`.
    Abbreviation(String),
    /// The name of a zone: `Europe/Madrid`.
    Named(Zone),
    /// UTC, or a distance from it: `UTC`, `UTC+2`, `+05:45`.
    Fixed(Zone),
}

impl ZoneText {
    /// Whose clock is meant at a local time; see [`read_abbreviation`] for the order of the zones.
    pub(crate) fn read(&self, local: NaiveDateTime, zones: &[Zone]) -> Abbreviation {
        match self {
            Self::Abbreviation(text) => read_abbreviation(text, local, zones),
            Self::Named(zone) | Self::Fixed(zone) => Abbreviation::InForce(zone.clone()),
        }
    }
}

/// The zone that stands in a text right at a place, or after white space (`06:00 UTC`, `06:00Z`),
/// and where.
pub(crate) fn zone_after(text: &str, at: usize) -> Option<(ZoneText, Range<usize>)> {
    let rest = text.get(at..)?;
    let word = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}', '\n']);
    let start = at + (rest.len() - word.len());
    let bracketed = word.strip_prefix('(').filter(|inner| inner.contains(')'));
    // `14:00 (Europe/Madrid)`: the brackets of a zone belong to it.
    if let Some(inner) = bracketed {
        let (zone, length) = zone_at(inner)?;
        return inner[length..].starts_with(')').then(|| (zone, start..start + length + 2));
    }
    zone_at(word).map(|(zone, length)| (zone, start..start + length))
}

/// The zone at the head of a text, and how many bytes it takes.
fn zone_at(text: &str) -> Option<(ZoneText, usize)> {
    distance_at(text).or_else(|| name_at(text)).or_else(|| abbreviation_at(text))
}

/// `UTC+2`, `GMT-3`, `+02:00`.
fn distance_at(text: &str) -> Option<(ZoneText, usize)> {
    let n_name = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, rest) = text.split_at(n_name);
    let sign = rest.chars().next().filter(|c| matches!(c, '+' | '-' | '−'))?;
    // A bare `-3` after a time is the rest of a span; a bare `+2` is as good as `UTC+2`.
    if name.is_empty() && sign != '+' && !rest.contains(':') {
        return None;
    }
    let digits = &rest[sign.len_utf8()..];
    let is_part = |c: char| c.is_ascii_digit() || c == ':';
    let n_digits = digits.find(|c| !is_part(c)).unwrap_or(digits.len());
    let n_digits = digits[..n_digits].trim_end_matches(':').len();
    let length = n_name + sign.len_utf8() + n_digits;
    let zone = read_offset(&text[..length]).filter(|_| is_over(&text[length..]))?;
    Some((ZoneText::Fixed(zone), length))
}

/// `Europe/Madrid`; the names without a stroke (`Japan`, `CET`) are words first.
fn name_at(text: &str) -> Option<(ZoneText, usize)> {
    if !text.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+');
    let length = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let name = text[..length].trim_end_matches(['/', '-', '+']);
    let zone = Some(name).filter(|name| name.contains('/')).map(Zone::named)?.ok()?;
    Some((ZoneText::Named(zone), name.len()))
}

/// `CEST`, `UTC`; `Utc` and `gmt` too, but no other in small letters.
fn abbreviation_at(text: &str) -> Option<(ZoneText, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, rest) = text.split_at(length);
    let key = word.to_ascii_uppercase();
    let is_known = word.len() <= 5 && is_abbreviation(&key);
    let is_written_so = word == key || matches!(key.as_str(), "UTC" | "GMT");
    if !is_known || !is_written_so || !is_over(rest) {
        return None;
    }
    let zone = match key.as_str() {
        "UTC" | "Z" => ZoneText::Fixed(Zone::utc()),
        _ => ZoneText::Abbreviation(key),
    };
    Some((zone, length))
}

/// Whether a zone ends before this text: not before a letter or digit, nor in `UTC-like`.
fn is_over(rest: &str) -> bool {
    let mut next = rest.chars();
    match next.next() {
        Some('-' | '/') => !next.next().is_some_and(char::is_alphabetic),
        Some(c) => !c.is_alphanumeric() && c != '_' && c != '+',
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn found(text: &str) -> Option<(String, &str)> {
        zone_after(text, 0).map(|(zone, range)| {
            let told = match zone {
                ZoneText::Abbreviation(text) => text,
                ZoneText::Named(zone) | ZoneText::Fixed(zone) => zone.name().to_owned(),
            };
            (told, &text[range])
        })
    }

    #[test]
    fn zones_are_found_in_their_forms() {
        for (text, zone, part) in [
            (" UTC and", "UTC", "UTC"),
            (" CEST.", "CEST", "CEST"),
            ("Z", "UTC", "Z"),
            (" UTC+2", "UTC+2", "UTC+2"),
            (" UTC+05:45,", "UTC+05:45", "UTC+05:45"),
            (" UTC−3 |", "UTC-3", "UTC−3"),
            ("+02:00", "UTC+2", "+02:00"),
            (" gmt", "GMT", "gmt"),
            (" Europe/Madrid.", "Europe/Madrid", "Europe/Madrid"),
            (" (CEST)", "CEST", "(CEST)"),
            (
                " America/Argentina/Buenos_Aires",
                "America/Argentina/Buenos_Aires",
                "America/Argentina/Buenos_Aires",
            ),
            (" CEST/", "CEST", "CEST"),
            (" UTC - 09:00", "UTC", "UTC"),
            (" UTC–07:00", "UTC", "UTC"),
        ] {
            assert_eq!(found(text), Some((zone.to_owned(), part)), "{text}");
        }
    }

    #[test]
    fn other_words_are_no_zones() {
        for text in [
            " ICANN",
            " UTC-like",
            " UTCs",
            " in",
            " et al.",
            " Japan",
            " Europe",
            " Nowhere/City",
            " (the UTC)",
            " -3",
            " pst",
            "",
            " UTC+99",
            " CET+2",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_does(text in "(\\PC|UTC|[-+−(:]|[0-9]|CEST|Europe/){0,16}", at in 0_usize..20) {
            if let Some((_, range)) = zone_after(&text, at) {
                prop_assert!(text.get(range).is_some());
            }
        }
    }
}
