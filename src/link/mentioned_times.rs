//! Times in text: a line's text goes in; the stretches that tell an instant, and that instant,
//! come out.

use std::ops::Range;

use chrono::NaiveDate;

use super::prose::{Mark, Scribe};
use crate::{
    diagnostic::{Diagnostic, Fix, code},
    model::Reference,
    source::Span,
    time::{Moment, Moments, TimeMention, date::long_day, find_times, moments, moments_near},
};

/// The marks of the times in a text. An abbreviation that was not in force is said.
pub(super) fn marks(
    scribe: &mut Scribe<'_>,
    text: &str,
    span_of: impl Fn(Range<usize>) -> Span,
) -> Vec<Mark> {
    let near = scribe.day.or(scribe.known.contents.site.as_of).unwrap_or_default();
    let mut marks = Vec::new();
    let mut first: Option<Moment> = None;
    for mention in find_times(text, near) {
        let Some(read) = read(scribe, &mention, first.as_ref()) else { continue };
        let start = read.start.reading(false).clone();
        if let Some(right) = &read.right {
            let span = span_of(mention.zone_range.clone());
            let written = text.get(mention.zone_range.clone()).unwrap_or_default();
            scribe.sink.push(not_in_force(written, right, start.day(), &read, span));
        }
        if !mention.restates {
            first = Some(start.clone());
        }
        push_marks(&mention, &read, start, &mut marks);
    }
    marks
}

fn read(scribe: &Scribe<'_>, mention: &TimeMention, first: Option<&Moment>) -> Option<Moments> {
    match (first, mention.restates) {
        (Some(first), true) => moments_near(mention, first, &scribe.zones),
        _ => moments(mention, day_of(mention, scribe.day)?, &scribe.zones),
    }
}

/// The day of a mention; on a page that has none, only a day with its year is one.
fn day_of(mention: &TimeMention, default: Option<NaiveDate>) -> Option<NaiveDate> {
    let own = mention.day.as_ref().filter(|day| default.is_some() || day.has_year);
    own.map(|day| day.day).or(default)
}

fn push_marks(mention: &TimeMention, read: &Moments, start: Moment, marks: &mut Vec<Mark>) {
    let with_zone = |range: &Range<usize>| range.start..range.end.max(mention.zone_range.end);
    match (&mention.end, &read.end) {
        (Some((_, end)), Some(moment)) => {
            let range = mention.start.1.clone();
            marks.push(Mark { range, reference: Reference::Time(start) });
            let reference = Reference::Time(moment.reading(false).clone());
            marks.push(Mark { range: with_zone(end), reference });
        }
        _ => marks
            .push(Mark { range: with_zone(&mention.start.1), reference: Reference::Time(start) }),
    }
}

fn not_in_force(
    written: &str,
    right: &str,
    day: NaiveDate,
    read: &Moments,
    span: Span,
) -> Diagnostic {
    let message =
        format!("`{written}` was not in force in `{}` on {}", read.zone.name(), long_day(day));
    let help = format!("write `{right}`");
    Diagnostic::new(code::TIME_ABBREVIATION, span, message)
        .help(help.clone())
        .fix(Fix::replace(help, span, right))
}
