//! Clock times as agendas state them: the text of an item goes in, when it starts and ends comes
//! out, or what looks like a time and is none.

use super::words::number;
use super::zone_text::{ZoneText, zone_after};
use chrono::{Duration, NaiveTime, Timelike};
use std::ops::Range;

/// When something starts and ends, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// The start.
    pub start: NaiveTime,
    /// The end, if one is written. `24:00`, the end of the day, is 00:00 here, and
    /// [`to_midnight`](Self::to_midnight) says so.
    pub end: Option<NaiveTime>,
    /// Whether the end is the midnight that ends the day of the start.
    pub to_midnight: bool,
    /// The times themselves, in bytes: what a finding about them points at.
    pub range: Range<usize>,
    /// The times with their brackets, their zone, and what parts them from the title: what is
    /// cut from the text to leave the title.
    pub around: Range<usize>,
    /// The zone that stands beside them, and where; else they are in the meeting's.
    pub zone: Option<(ZoneText, Range<usize>)>,
}

#[cfg(test)]
impl Span {
    /// How long it lasts, in minutes: negative if it ends before it starts.
    pub(crate) fn minutes(&self) -> Option<i64> {
        let end = i64::from(self.end?.num_seconds_from_midnight());
        let end = if self.to_midnight { 86_400 } else { end };
        Some((end - i64::from(self.start.num_seconds_from_midnight())) / 60)
    }

    /// Whether it ends before it starts.
    pub(crate) fn is_backwards(&self) -> bool {
        self.minutes().is_some_and(|minutes| minutes < 0)
    }
}

/// The time at the head of an agenda item: `08:30–09:00 Welcome`, `0900 - 0915 | Coffee`, `9:00
/// Welcome`.
pub(crate) fn leading_span(text: &str) -> Option<Span> {
    let start = text.len() - text.trim_start().len();
    let mut span = span_at(text, start)?;
    span.around = start..end_of_separators(text, span.around.end);
    Some(span)
}

/// The time in brackets at the end of an agenda item: `Welcome (08:30 - 09:00)`.
#[cfg(test)]
pub(crate) fn trailing_span(text: &str) -> Option<Span> {
    let span = inner_span(text)?;
    text[span.around.end..].trim().is_empty().then_some(span)
}

/// The last time in brackets that has at most a few words after it, mostly a place: `Lunch (12:30 –
/// 13:15) Salon Malta`.
pub(crate) fn inner_span(text: &str) -> Option<Span> {
    let mut opens = text.rmatch_indices(['(', '[']);
    let span = opens.find_map(|(at, bracket)| bracketed_span(text, at, bracket))?;
    let n_words_after = text[span.around.end..].split_whitespace().count();
    (n_words_after <= MOST_WORDS_AFTER).then_some(span)
}

/// With more words after it, a bracket belongs to a sentence and not to the item.
const MOST_WORDS_AFTER: usize = 5;

/// What looks like a time and cannot be read as one: `14301450`, `25:10`, `09:75`.
///
/// Looked at are the head of the text, its end, and what stands in brackets; elsewhere a `25:10` is
/// a verse or a score.
pub(crate) fn unreadable_time(text: &str) -> Option<Range<usize>> {
    let places = text.match_indices(['(', '[']).map(|(at, _)| at + 1);
    let last = text.rfind(char::is_whitespace).filter(|&at| !names_a_number(&text[..at]));
    let last = last.map(|at| at + 1);
    let mut starts = std::iter::once(0).chain(places).chain(last);
    starts.find_map(|at| unreadable_at(text, skip_space(text, at)))
}

/// Whether a text ends in a word that a number follows: `Review of bug` 14301450.
fn names_a_number(text: &str) -> bool {
    let word = text.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    ["bug", "case", "id", "issue", "no", "number", "report", "request", "room", "ticket"]
        .contains(&word.as_str())
}

/// What was probably meant by a text that [`unreadable_time`] found: `14:30–14:50` by `14301450`.
pub(crate) fn meant_time(found: &str) -> Option<String> {
    let text: String = found.chars().map(meant).map(|c| if c == '.' { ':' } else { c }).collect();
    if is_run_together(&text) {
        return Some(format!("{}:{}–{}:{}", &text[..2], &text[2..4], &text[4..6], &text[6..]));
    }
    if is_glued(&text) {
        return Some(format!("{}–{}", &text[..5], &text[5..]));
    }
    let times = text.split(['-', '–', '—']).map(str::trim).filter(|time| !time.is_empty());
    times.map(in_full).collect::<Option<Vec<_>>>().map(|times| times.join("–"))
}

/// `6:10` and `0610` as `06:10`.
fn in_full(time: &str) -> Option<String> {
    let digits = format!("{:0>4}", time.replace(':', ""));
    let is_time = looks_like_clock(time) || number(time, 4..=4).is_some();
    clock_digits(&digits).filter(|_| is_time)?;
    Some(format!("{}:{}", &digits[..2], &digits[2..]))
}

/// Reads a duration: `1h`, `90m`, `1h30m`, `1h 30m`, `45 min`, `1.5 hours`. No time at all is
/// none.
pub(crate) fn parse_duration(text: &str) -> Option<Duration> {
    let text = text.trim().to_ascii_lowercase();
    let mut rest = text.as_str();
    let mut minutes = 0.0_f64;
    let mut in_hours = false;
    while !rest.is_empty() {
        let (number, tail) = split_number(rest)?;
        let (unit, tail) = split_unit(tail, in_hours)?;
        in_hours = unit > 1.5;
        minutes += number * unit;
        rest = tail.trim_start_matches([' ', ',', '\u{a0}']);
    }
    let is_sane = (1.0..=60.0 * 24.0 * 31.0).contains(&minutes);
    #[expect(clippy::cast_possible_truncation, reason = "at most a month of minutes")]
    is_sane.then(|| Duration::seconds((minutes * 60.0).round() as i64))
}

/// Reads a clock time that is all of a text: `06:00`, `6:00`, `06:00:00`, `6:00 pm`.
pub(crate) fn parse_clock(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    if let Ok(time) = NaiveTime::parse_from_str(text, "%H:%M:%S") {
        // Chrono takes a leap second, 06:00:60; no meeting starts in one.
        return Some(time).filter(|time| time.nanosecond() == 0);
    }
    let clock = clock_at(text, 0).filter(|clock| clock.end == text.len() && !clock.is_midnight)?;
    Some(clock.time)
}

/// A clock time in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    pub(super) time: NaiveTime,
    /// Whether it is written `24:00`; the time is 00:00 then.
    pub(super) is_midnight: bool,
    /// Where it ends, in bytes.
    pub(super) end: usize,
    has_half: bool,
}

/// Two clock times with a dash or `to` between, or one.
pub(super) struct Clocks {
    pub(super) start: (NaiveTime, Range<usize>),
    pub(super) end: Option<(Clock, Range<usize>)>,
}

impl Clocks {
    pub(super) fn range(&self) -> Range<usize> {
        let end = self.end.as_ref().map_or(self.start.1.end, |(_, range)| range.end);
        self.start.1.start..end
    }
}

/// The clock time or the two that begin at a place.
///
/// Half a span is none: `08:30–25:10` begins with a time, but what it says is unreadable.
pub(super) fn clocks_at(text: &str, at: usize) -> Option<Clocks> {
    if let Some(clocks) = bare_clocks_at(text, at) {
        return Some(clocks);
    }
    let mut start = clock_at(text, at).filter(|clock| !clock.is_midnight)?;
    let Some(next) = after_dash(text, start.end) else {
        return Some(Clocks { start: (start.time, at..start.end), end: None });
    };
    let bare_end = || bare_clock_at(text, next).filter(|_| !is_years(&text[next..]));
    match clock_at(text, next).or_else(bare_end) {
        Some(end) => {
            start = start.in_half_of(end);
            Some(Clocks { start: (start.time, at..start.end), end: Some((end, next..end.end)) })
        }
        None if begins_like_clock(&text[next..]) => None,
        // `08:30 - 3 years of audits`: the dash parts the time from the title.
        None => Some(Clocks { start: (start.time, at..start.end), end: None }),
    }
}

impl Clock {
    /// In `2:00–3:00 pm`, both are in the afternoon.
    fn in_half_of(mut self, end: Self) -> Self {
        let later = self.time.overflowing_add_signed(Duration::hours(12)).0;
        if end.has_half && !self.has_half && self.time.hour() < 12 && later < end.time {
            self.time = later;
        }
        self
    }
}

/// `0900 - 0915`: without colons only both together are times, as one alone is a number.
fn bare_clocks_at(text: &str, at: usize) -> Option<Clocks> {
    let start = bare_clock_at(text, at).filter(|clock| !clock.is_midnight)?;
    let next = after_dash(text, start.end)?;
    let end = bare_clock_at(text, next).or_else(|| clock_at(text, next))?;
    let clocks = Clocks { start: (start.time, at..start.end), end: Some((end, next..end.end)) };
    // `2017-2018` are years; no span of an agenda runs backwards or through 20:17.
    let are_years = is_years(&text[at..])
        && !(start.time < end.time && start.time.minute() % 5 == 0 && end.time.minute() % 5 == 0);
    (!are_years).then_some(clocks)
}

/// `6:00`, `06:00`, `24:00`, `6:00 pm`; not the head of `12:30:45`, nor `16:9`.
pub(super) fn clock_at(text: &str, at: usize) -> Option<Clock> {
    let (hour, minute, end) = colon_digits(text, at)?;
    let half = half_of_day(text, end);
    let hour = match half {
        Some((is_afternoon, _)) if (1..=12).contains(&hour) => {
            hour % 12 + if is_afternoon { 12 } else { 0 }
        }
        Some(_) => return None,
        None => hour,
    };
    clock(hour, minute, half.map_or(end, |(_, end)| end), half.is_some())
}

/// Hours and minutes with a colon between, and where they end.
fn colon_digits(text: &str, at: usize) -> Option<(u32, u32, usize)> {
    let rest = text.get(at..)?;
    let n_hours = rest.bytes().take_while(u8::is_ascii_digit).count();
    let minutes = rest.get(n_hours..)?.strip_prefix(':')?;
    let n_minutes = minutes.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&n_hours) || n_minutes != 2 {
        return None;
    }
    let end = at + n_hours + 3;
    let is_whole = is_time_over(&text[end..]) && !follows_a_number(&text[..at]);
    let parsed = (rest[..n_hours].parse().ok()?, minutes[..2].parse().ok()?, end);
    is_whole.then_some(parsed)
}

/// Four digits: `0900`.
fn bare_clock_at(text: &str, at: usize) -> Option<Clock> {
    let rest = text.get(at..)?;
    let n_digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if n_digits != 4 || !is_time_over(&rest[4..]) || follows_a_number(&text[..at]) {
        return None;
    }
    clock(rest[..2].parse().ok()?, rest[2..4].parse().ok()?, at + 4, false)
}

fn clock(hour: u32, minute: u32, end: usize, has_half: bool) -> Option<Clock> {
    let is_midnight = (hour, minute) == (24, 0);
    let time = NaiveTime::from_hms_opt(if is_midnight { 0 } else { hour }, minute, 0)?;
    Some(Clock { time, is_midnight, end, has_half })
}

/// `am` or `p.m.` after a time: whether it is the afternoon, and where it ends.
fn half_of_day(text: &str, end: usize) -> Option<(bool, usize)> {
    let rest = &text[end..];
    let word = rest.trim_start_matches([' ', '\u{a0}']);
    let known = [("am", false), ("pm", true), ("a.m.", false), ("p.m.", true)];
    known.into_iter().find_map(|(name, is_afternoon)| {
        let head = word.get(..name.len())?;
        let is_word = !word[name.len()..].starts_with(char::is_alphanumeric);
        (head.eq_ignore_ascii_case(name) && is_word)
            .then(|| (is_afternoon, end + (rest.len() - word.len()) + name.len()))
    })
}

/// Whether nothing that follows makes the minutes part of something longer: seconds, fractions.
fn is_time_over(rest: &str) -> bool {
    let mut next = rest.chars();
    match next.next() {
        Some(':' | '.' | ',') => !next.next().is_some_and(|c| c.is_ascii_digit()),
        Some('Z') => !next.next().is_some_and(char::is_alphanumeric),
        Some(c) if c.is_ascii_digit() || c == '_' || c == '/' || c == '%' => false,
        // `14:30UTC`, `2:30pm`: letters may follow; who looks for zones and halves judges them.
        _ => true,
    }
}

/// Whether the text before belongs to the same number: `10:` of `10:30:00`, `2017-06-13T`.
fn follows_a_number(before: &str) -> bool {
    let mut last = before.chars().rev();
    match last.next() {
        // `10:06:00` and `1.06:00` are one number, `Start:06:00` is not.
        Some(':' | '.' | ',') => last.next().is_some_and(|c| c.is_ascii_digit()),
        Some(c) => c.is_alphanumeric() || matches!(c, '_' | '/' | '#' | '+' | '−'),
        None => false,
    }
}

/// Where the text goes on after a dash or `to`, if one stands there.
fn after_dash(text: &str, at: usize) -> Option<usize> {
    let at = skip_space(text, at);
    let rest = &text[at..];
    let dash = rest.chars().next().filter(|c| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '−'));
    let length = match dash {
        Some(dash) => dash.len_utf8(),
        None if rest.get(..3).is_some_and(|to| to.eq_ignore_ascii_case("to ")) => 3,
        None => return None,
    };
    Some(skip_space(text, at + length))
}

/// The span that begins at a place, with the zone beside it.
fn span_at(text: &str, at: usize) -> Option<Span> {
    let clocks = clocks_at(text, at)?;
    let range = clocks.range();
    if clocks.end.is_some() && text[range.clone()].matches(':').count() == 1 {
        return None; // `06:10–0650`: one of the two lacks its colon
    }
    let zone = zone_after(text, range.end);
    let end = zone.as_ref().map_or(range.end, |(_, zone)| zone.end);
    // `9:00am` was read; any other letter makes it a part of a word.
    if text[end..].starts_with(char::is_alphanumeric) {
        return None;
    }
    Some(Span {
        start: clocks.start.0,
        end: clocks.end.as_ref().map(|(clock, _)| clock.time),
        to_midnight: clocks.end.as_ref().is_some_and(|(clock, _)| clock.is_midnight),
        around: at..end_of_restated(text, end),
        range,
        zone,
    })
}

/// Where the same times on other clocks end: past ` | 06:30–07:00 UTC` and ` (06:30 UTC)`.
fn end_of_restated(text: &str, mut at: usize) -> usize {
    while let Some(end) = restated_at(text, at) {
        at = end;
    }
    at
}

fn restated_at(text: &str, at: usize) -> Option<usize> {
    let mark = skip_space(text, at);
    let sign = text[mark..].chars().next().filter(|c| matches!(c, '|' | '/' | '=' | ';' | '('))?;
    let clocks = clocks_at(text, skip_space(text, mark + sign.len_utf8()))?;
    let (_, zone) = zone_after(text, clocks.range().end)?;
    let close = skip_space(text, zone.end);
    match sign {
        '(' => text[close..].starts_with(')').then_some(close + 1),
        _ => Some(zone.end),
    }
}

/// The span that fills the brackets which open at a place.
fn bracketed_span(text: &str, at: usize, bracket: &str) -> Option<Span> {
    let mut span = span_at(text, skip_space(text, at + bracket.len()))?;
    let close = skip_space(text, span.around.end);
    let closes = if bracket == "(" { ')' } else { ']' };
    span.around = at..close + 1;
    text[close..].starts_with(closes).then_some(span)
}

/// Where the title begins after a time at the head: past `|`, `:`, a dash.
fn end_of_separators(text: &str, at: usize) -> usize {
    let rest = text[at..].trim_start_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '|' | ':' | '-' | '\u{2010}'..='\u{2015}' | ',' | '.' | '·')
    });
    text.len() - rest.len()
}

fn skip_space(text: &str, at: usize) -> usize {
    text.get(at..).map_or(text.len(), |rest| text.len() - rest.trim_start().len())
}

/// The unreadable time that begins at a place.
fn unreadable_at(text: &str, at: usize) -> Option<Range<usize>> {
    if follows_a_number(&text[..at]) {
        return None;
    }
    if let Some(length) = mistyped(&text[at..]).or_else(|| without_end(&text[at..])) {
        return Some(at..at + length);
    }
    if span_at(text, at).is_some() {
        return None;
    }
    let rest = &text[at..];
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | '-' | '–' | '—' | ' ');
    let run = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
    let run = run.trim_end_matches(|c: char| !c.is_ascii_digit());
    let first = run.find(' ').map_or(run, |end| &run[..end]);
    let length = if looks_like_span(run) {
        run.len()
    } else if looks_like_clock(first) || is_run_together(first) {
        first.len()
    } else {
        return None;
    };
    let is_over = !rest[length..].starts_with(|c: char| c.is_alphanumeric() || c == '/');
    is_over.then(|| at..at + length)
}

/// How long a time in brackets is that has a dash and no end: `06:00–)`.
fn without_end(text: &str) -> Option<usize> {
    let (inside, _) = text.split_once([')', ']'])?;
    let inside = inside.trim_end();
    let time = inside.strip_suffix(['-', '–', '—'])?.trim_end();
    clock_at(text, 0).filter(|clock| clock.end == time.len()).map(|_| inside.len())
}

/// How long a time at the head is that a slip of a finger spoils: a letter O for a zero, `l` for a
/// one, `;` for `:`, no dash between two times.
fn mistyped(text: &str) -> Option<usize> {
    let is_part = |c: char| {
        c.is_ascii_digit() || matches!(c, 'O' | 'o' | 'l' | 'I' | ':' | ';' | '.' | '-' | '–' | '—')
    };
    let run = &text[..text.find(|c| !is_part(c)).unwrap_or(text.len())];
    let run = run.trim_end_matches('.');
    let meant: String = run.chars().map(meant).collect();
    let n_digits = run.bytes().filter(u8::is_ascii_digit).count();
    let is_slip =
        meant != run && n_digits >= 3 && !text[run.len()..].starts_with(char::is_alphanumeric);
    let meant = meant.replace('.', ":");
    let mut times = meant.split(['-', '–', '—']);
    let are_times = meant.contains(':')
        && times.clone().count() <= 2
        && times.all(|time| in_full(time).is_some());
    let is_one = is_slip && are_times || is_glued(run);
    is_one.then_some(run.len())
}

/// What was meant by a character that stands where a digit or a colon belongs.
const fn meant(typed: char) -> char {
    match typed {
        'O' | 'o' => '0',
        'l' | 'I' => '1',
        ';' => ':',
        other => other,
    }
}

/// `09:00`, as it is written in full.
fn is_clock(text: &str) -> bool {
    looks_like_clock(text) && clock_digits(&text.replace(':', "")).is_some()
}

/// `06:0006:10`: two times with nothing between them.
fn is_glued(run: &str) -> bool {
    run.len() == 10 && run.split_at_checked(5).is_some_and(|(a, b)| is_clock(a) && is_clock(b))
}

/// Whether a text begins with digits, a colon and digits, be they a time or not.
fn begins_like_clock(text: &str) -> bool {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = (1..=2).contains(&(text.len() - digits.len()));
    let minutes = digits.strip_prefix(':');
    is_number && minutes.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// `08:30–25:10`, `0900-0975`, `08.30–09.00`: two times by their looks.
fn looks_like_span(run: &str) -> bool {
    let mut parts = run.split(['-', '–', '—']).map(str::trim);
    let (Some(start), Some(end), None) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let is_four = |part: &str| number(part, 4..=4).is_some() && !is_years(part);
    looks_like_clock(start) && (begins_like_clock(end) || is_four(end))
        || is_four(start) && looks_like_clock(end)
        || is_four(start) && clock_digits(start).is_some() && is_four(end)
        || is_dotted(start) && is_dotted(end)
}

/// `25:10`, `9:5`, `09:75`.
fn looks_like_clock(text: &str) -> bool {
    let Some((hours, minutes)) = text.split_once(':') else { return false };
    let is_number = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit())
    };
    is_number(hours, 2) && is_number(minutes, 2) && minutes.len() == 2
}

/// `08.30`: two digits each, as in the countries that write it so.
fn is_dotted(text: &str) -> bool {
    text.len() == 5 && text.as_bytes().get(2) == Some(&b'.') && {
        let digits: String = text.split('.').collect();
        clock_digits(&digits).is_some()
    }
}

/// `14301450`: two times without what belongs between them. `20170613` is a date.
fn is_run_together(text: &str) -> bool {
    let halves = text.split_at_checked(4).filter(|_| text.len() == 8);
    let clocks = halves.and_then(|(start, end)| Some((clock_digits(start)?, clock_digits(end)?)));
    clocks.is_some_and(|(start, end)| start < end)
        && chrono::NaiveDate::parse_from_str(text, "%Y%m%d").map_or(true, |_| !is_years(text))
}

fn is_years(text: &str) -> bool {
    text.starts_with("19") || text.starts_with("20")
}

/// Minutes since midnight of four digits.
fn clock_digits(text: &str) -> Option<u32> {
    let number: u32 = text.parse().ok().filter(|_| text.bytes().all(|c| c.is_ascii_digit()))?;
    let (hour, minute) = (number / 100, number % 100);
    (text.len() == 4 && hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// The number at the head of a duration: `1`, `1.5`.
fn split_number(text: &str) -> Option<(f64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let is_plain = number.starts_with(|c: char| c.is_ascii_digit()) && number.len() <= 8;
    let number = number.parse().ok().filter(|_| is_plain)?;
    Some((number, rest.trim_start()))
}

/// The unit after a number, in minutes. After hours it may be left out: `1h30`.
fn split_unit(text: &str, after_hours: bool) -> Option<(f64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (unit, rest) = text.split_at(end);
    let minutes = match unit {
        "h" | "hr" | "hrs" | "hour" | "hours" => 60.0,
        "m" | "min" | "mins" | "minute" | "minutes" => 1.0,
        "" if after_hours && rest.is_empty() => 1.0,
        _ => return None,
    };
    Some((minutes, rest.strip_prefix('.').unwrap_or(rest)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn time(text: &str) -> NaiveTime {
        NaiveTime::parse_from_str(text, "%H:%M").unwrap()
    }

    /// A span as `08:30-09:00`, and the title that is left without it.
    fn told(text: &str, span: Option<Span>) -> Option<(String, String)> {
        let span = span?;
        let clock = |time: NaiveTime| time.format("%H:%M").to_string();
        let end = span.end.map(|end| format!("-{}", clock(end))).unwrap_or_default();
        let title = format!("{}{}", &text[..span.around.start], &text[span.around.end..]);
        Some((format!("{}{end}", clock(span.start)), title.trim().to_owned()))
    }

    #[track_caller]
    fn leads(text: &str, span: &str, title: &str) {
        assert_eq!(told(text, leading_span(text)), Some((span.to_owned(), title.to_owned())));
    }

    #[track_caller]
    fn trails(text: &str, span: &str, title: &str) {
        assert_eq!(told(text, trailing_span(text)), Some((span.to_owned(), title.to_owned())));
    }

    #[test]
    fn an_item_begins_with_its_time() {
        leads("08:30–09:00 Welcome", "08:30-09:00", "Welcome");
        leads("08:30 - 09:00: Welcome", "08:30-09:00", "Welcome");
        leads("8:30 to 9:00 Welcome", "08:30-09:00", "Welcome");
        leads("0900 - 0915 | Coffee", "09:00-09:15", "Coffee");
        leads("0900—0915 Coffee", "09:00-09:15", "Coffee");
        leads(" 9:00 Welcome", "09:00", "Welcome");
        leads("9:00 – Welcome", "09:00", "Welcome");
        leads("14:00–24:00 Vigil", "14:00-00:00", "Vigil");
        leads("08:30–09:00 CEST Welcome", "08:30-09:00", "Welcome");
        leads("2:00–3:00 pm Talk", "14:00-15:00", "Talk");
        leads("11:30 am – 1:00 pm Talk", "11:30-13:00", "Talk");
        leads("08:30–09:00", "08:30-09:00", "");
        leads("08:30 – 2017 budget", "08:30", "2017 budget");
        leads("08:30 - 3 years of audits", "08:30", "3 years of audits");
    }

    #[test]
    fn an_item_ends_in_its_time() {
        trails("Welcome (08:30–09:00)", "08:30-09:00", "Welcome");
        trails("Welcome (08:30 - 09:00) ", "08:30-09:00", "Welcome");
        trails("Break (15:00-15:15)", "15:00-15:15", "Break");
        trails("Talk (part 2) [ 0900 – 0930 ]", "09:00-09:30", "Talk (part 2)");
        trails("Talk (14:00 UTC)", "14:00", "Talk");
        assert_eq!(trailing_span("Lunch (12:30 – 13:15) Salon Malta"), None);
        assert_eq!(trailing_span("Talk (see 08:30)"), None);
    }

    #[test]
    fn a_place_may_follow_the_brackets() {
        let text = "Review Team Lunch (12:30 – 13:15) Salon Malta";
        let told = told(text, inner_span(text));
        assert_eq!(told, Some(("12:30-13:15".into(), "Review Team Lunch  Salon Malta".into())));
        assert_eq!(inner_span("We met (12:30) and then we talked and talked and left"), None);
    }

    #[test]
    fn the_same_time_on_another_clock_is_no_part_of_the_title() {
        for text in [
            "Review (09:00–10:00 CEST | 07:00–08:00 UTC)",
            "Review (09:00–10:00 / 07:00 UTC / 03:00 EDT)",
            "Review [09:00–10:00 CEST; 07:00–08:00 UTC]",
        ] {
            assert_eq!(trailing_span(text).map(|span| span.around), Some(7..text.len()), "{text}");
        }
        let span = leading_span("09:00–10:00 (07:00–08:00 UTC) Review").unwrap();
        assert_eq!(span.around.end, "09:00–10:00 (07:00–08:00 UTC) ".len());
        assert!(trailing_span("Review (09:00–10:00 | room 2)").is_none());
    }

    #[test]
    fn a_zone_beside_the_time_is_kept() {
        let span = leading_span("08:30–09:00 CEST Welcome").unwrap();
        assert_eq!(span.zone, Some((ZoneText::Abbreviation("CEST".into()), 14..18)));
        assert_eq!(span.range, 0..13);
    }

    #[test]
    fn other_numbers_are_no_times() {
        for text in [
            "12:30:45 of tape",
            "16:9 screens",
            "IO: devices and links",
            "Ol-10 models",
            "1. Welcome",
            "2017-2018 budget",
            "27001 audit",
            "1:1 meetings",
            "2017 report",
            "0900 people",
            "25:10",
            "08:30–25:10 Talk",
            "08:30–1000 Talk",
            "10:30x",
            "",
            "2017-06-13 Talk",
        ] {
            assert_eq!(leading_span(text), None, "{text}");
        }
    }

    #[test]
    fn twenty_four_is_the_midnight_that_ends_the_day() {
        let span = leading_span("22:00–24:00 Vigil").unwrap();
        assert!(span.to_midnight && !span.is_backwards());
        assert_eq!(span.minutes(), Some(120));
        assert!(leading_span("10:00–09:00 Talk").unwrap().is_backwards());
    }

    #[test]
    fn what_looks_like_a_time_and_is_none_is_found() {
        for (text, part) in [
            ("14301450 Title", "14301450"),
            ("Title (14301450)", "14301450"),
            ("25:10 Title", "25:10"),
            ("Title (09:75)", "09:75"),
            ("08:30–25:10 Talk", "08:30–25:10"),
            ("Title 25:10", "25:10"),
            ("08.30–09.00 Talk", "08.30–09.00"),
            ("Talk (0900 - 0975)", "0900 - 0975"),
            ("Talk (09:00–9:60)", "09:00–9:60"),
            ("06:00–06:1O Welcome", "06:00–06:1O"),
            ("06;00–06;10 Welcome", "06;00–06;10"),
            ("06:0006:10 Welcome", "06:0006:10"),
            ("Welcome (06:30–06:4O)", "06:30–06:4O"),
            ("Welcome (06:5O)", "06:5O"),
            ("Welcome (06:10–0650)", "06:10–0650"),
            ("0610–06:50 Welcome", "0610–06:50"),
            ("Welcome (6.10-6.5O)", "6.10-6.5O"),
            ("Welcome (06:00–)", "06:00–"),
        ] {
            assert_eq!(unreadable_time(text).map(|range| &text[range]), Some(part), "{text}");
        }
        for text in [
            "08:30–09:00 Welcome",
            "Welcome (08:30)",
            "20170613 notes",
            "1. Welcome",
            "16:9 screens",
            "Verse 25:10 read",
            "2017-2018 plan",
            "12:30:45 of tape",
            "Room 12345678",
            "Room (1430)",
            "Review of bug 14301450",
            "Budget of 2017-2O18",
            "Section 3.2O",
            "+34 91 3537300",
            "Talk (2017-06-13)",
            "Welcome",
        ] {
            assert_eq!(unreadable_time(text), None, "{text}");
        }
    }

    #[test]
    fn what_was_meant_by_a_spoilt_time_is_known_where_it_is_plain() {
        for (found, meant) in [
            ("14301450", "14:30–14:50"),
            ("06;00–06;10", "06:00–06:10"),
            ("06:0006:10", "06:00–06:10"),
            ("06:5O", "06:50"),
            ("08.30–09.00", "08:30–09:00"),
            ("06:10–0650", "06:10–06:50"),
            ("6.10-6.5O", "06:10–06:50"),
            ("06:00–", "06:00"),
        ] {
            assert_eq!(meant_time(found).as_deref(), Some(meant));
        }
        assert_eq!(meant_time("25:10"), None);
        assert_eq!(meant_time("0900 - 0975"), None);
    }

    #[test]
    fn durations_are_read_as_people_write_them() {
        for (text, minutes) in [
            ("1h", 60),
            ("90m", 90),
            ("1h30m", 90),
            ("1h 30m", 90),
            ("45 min", 45),
            ("1.5h", 90),
            ("2 hours", 120),
            ("1 hour 15 minutes", 75),
            ("1h30", 90),
            (" 90 MIN. ", 90),
            ("26h", 1560),
        ] {
            assert_eq!(parse_duration(text), Some(Duration::minutes(minutes)), "{text}");
        }
        for text in [
            "",
            "h",
            "90",
            "1:30",
            "-1h",
            "0m",
            "1h 2h x",
            "1e9h",
            "99999999h",
            "1..5h",
            "one hour",
        ] {
            assert_eq!(parse_duration(text), None, "{text}");
        }
    }

    #[test]
    fn clock_times_are_read_whole() {
        assert_eq!(parse_clock("06:00"), Some(time("06:00")));
        assert_eq!(parse_clock(" 6:00 "), Some(time("06:00")));
        assert_eq!(parse_clock("06:00:00"), Some(time("06:00")));
        assert_eq!(parse_clock("6:05 pm"), Some(time("18:05")));
        assert_eq!(parse_clock("12:05 am"), Some(time("00:05")));
        for text in ["24:00", "25:00", "6", "0600", "06:00 UTC", "13:00 pm", "06:60", "06:00:60"] {
            assert_eq!(parse_clock(text).map(|time| time.to_string()), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_span_reads_back(start in 0_u32..1440, end in 0_u32..1440, dash in "[-–—]| - | – | to ") {
            let clock = |at: u32| format!("{:02}:{:02}", at / 60, at % 60);
            let text = format!("Title ({}{dash}{})", clock(start), clock(end));
            let span = trailing_span(&text).unwrap();
            prop_assert_eq!(span.start, time(&clock(start)));
            prop_assert_eq!(span.end, Some(time(&clock(end))));
            prop_assert_eq!(span.minutes(), Some(i64::from(end) - i64::from(start)));
        }

        #[test]
        fn any_text_does(text in "(\\PC|[0-9]|[:.]|[-–—]| |\\(|\\)|UTC|pm|to ){0,24}") {
            for span in [leading_span(&text), trailing_span(&text), inner_span(&text)].into_iter().flatten() {
                prop_assert!(text.get(span.range.clone()).is_some());
                prop_assert!(text.get(span.around.clone()).is_some());
                prop_assert!(span.around.start <= span.range.start && span.range.end <= span.around.end);
            }
            prop_assert!(unreadable_time(&text).is_none_or(|range| text.get(range).is_some()));
            let _ = (parse_duration(&text), parse_clock(&text));
        }
    }
}
