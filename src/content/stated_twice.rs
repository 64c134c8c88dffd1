//! Times in a text, and those that it states on two clocks, as in `08:30–17:30 CEST |
//! 06:30–15:30 UTC`, held against each other.

use std::ops::Range;

use chrono::{Days, NaiveDate, NaiveTime};

use crate::{
    diagnostic::{Diagnostic, code},
    source::Span,
    time::{Local, Moment, Moments, TimeMention, Zone, find_times, moments, moments_near},
};

/// A time of a text, read.
pub(crate) struct Reading {
    /// Where it stands.
    pub mention: TimeMention,
    /// Its instants.
    pub moments: Moments,
    /// What it says otherwise than the time before it, of which it is a restatement.
    pub mismatch: Option<Mismatch>,
}

/// A time that is not the one it restates.
pub(crate) struct Mismatch {
    range: Range<usize>,
    right: String,
    wrong: String,
    other: String,
}

impl Mismatch {
    /// Says so, at the times that would be others.
    pub(crate) fn said(&self, span_of: impl Fn(Range<usize>) -> Span) -> Diagnostic {
        let Self { range, right, wrong, other } = self;
        let message = format!("`{wrong}` is not the same time as `{other}`");
        Diagnostic::new(code::TIME_UTC_MISMATCH, span_of(range.clone()), message)
            .help(format!("write `{right}`, or mend `{other}`"))
    }
}

/// The times of a text whose zones are known, on the day beside each or else on `day`; the first of
/// `zones` is the clock of times without one. Dates without a year are near `near`.
pub(crate) fn readings(
    text: &str,
    near: NaiveDate,
    day: Option<NaiveDate>,
    zones: &[Zone],
) -> Vec<Reading> {
    let mut first: Option<Stated> = None;
    let mut readings = Vec::new();
    for mention in find_times(text, near) {
        let own_day = day_of(&mention, day);
        let bare = || Stated::bare(text, &mention, own_day?, zones.first()?);
        let before = if mention.restates { first.take() } else { bare() };
        let read = match (&before, own_day) {
            (Some(before), _) => moments_near(&mention, before.start(), zones),
            (None, Some(day)) => moments(&mention, day, zones),
            (None, None) => None,
        };
        let Some(moments) = read else { continue };
        let mismatch = before.as_ref().and_then(|one| one.mismatch(text, &mention, &moments));
        first = before.filter(|_| mention.restates);
        first = first.or_else(|| Some(Stated::new(text, &mention, &moments)));
        readings.push(Reading { mention, moments, mismatch });
    }
    readings
}

/// The day of a mention; on a page that has none, only a day with its year is one.
fn day_of(mention: &TimeMention, default: Option<NaiveDate>) -> Option<NaiveDate> {
    let own = mention.day.as_ref().filter(|day| default.is_some() || day.has_year);
    own.map(|day| day.day).or(default)
}

/// What a text states, to hold another statement against.
struct Stated {
    start: Local,
    end: Option<Local>,
    /// Whether the zone's time was called something else on that day, which is said already.
    is_misnamed: bool,
    /// As it stands in the text.
    words: String,
}

impl Stated {
    /// What a mention states.
    fn new(text: &str, mention: &TimeMention, read: &Moments) -> Self {
        Self {
            start: read.start.clone(),
            end: read.end.clone(),
            is_misnamed: read.right.is_some(),
            words: slice(text, mention.start.1.start..mention.zone_range.end),
        }
    }

    /// What the times without a zone that stand before a mention state by the meeting's clock.
    fn bare(text: &str, mention: &TimeMention, day: NaiveDate, zone: &Zone) -> Option<Self> {
        let ((start, range), end) = mention.bare.as_ref()?;
        let until = end.as_ref().map_or(range.end, |(_, range)| range.end);
        let is_next_day = |end: &NaiveTime| end < start;
        let end_at = |end: NaiveTime| {
            let days = Days::new(u64::from(is_next_day(&end)));
            day.checked_add_days(days).unwrap_or(day).and_time(end)
        };
        Some(Self {
            start: zone.at(day.and_time(*start)),
            end: end.as_ref().map(|(end, _)| zone.at(end_at(*end))),
            is_misnamed: false,
            words: slice(text, range.start..until),
        })
    }

    /// Its start; of an hour that comes twice the first.
    fn start(&self) -> &Moment {
        self.start.reading(false)
    }

    /// What a mention says otherwise.
    fn mismatch(&self, text: &str, mention: &TimeMention, read: &Moments) -> Option<Mismatch> {
        if self.is_misnamed || read.right.is_some() {
            return None;
        }
        let is_start = !agree(&self.start, &read.start);
        let ends = self.end.as_ref().zip(read.end.as_ref());
        let end = ends.filter(|(own, other)| !agree(own, other)).map(|(own, _)| own);
        let (start_at, end_at) = (&mention.start.1, mention.end.as_ref().map(|(_, at)| at));
        let on = |local: &Local| on_clock(local, &read.zone);
        let (range, right) = match (is_start, end, end_at) {
            (true, Some(end), Some(at)) => {
                (start_at.start..at.end, format!("{}–{}", on(&self.start), on(end)))
            }
            (true, _, _) => (start_at.clone(), on(&self.start)),
            (false, Some(end), Some(at)) => (at.clone(), on(end)),
            _ => return None,
        };
        let wrong = slice(text, mention.start.1.start..mention.zone_range.end);
        Some(Mismatch { range, right, wrong, other: self.words.clone() })
    }
}

/// Whether two readings have an instant in common.
fn agree(one: &Local, other: &Local) -> bool {
    let instants = |local: &Local| [false, true].map(|is_later| local.reading(is_later).utc);
    instants(one).iter().any(|instant| instants(other).contains(instant))
}

fn on_clock(local: &Local, zone: &Zone) -> String {
    zone.moment(local.reading(false).utc).local().format("%H:%M").to_string()
}

fn slice(text: &str, range: Range<usize>) -> String {
    text.get(range).unwrap_or_default().to_owned()
}
