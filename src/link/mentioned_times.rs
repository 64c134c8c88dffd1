//! Times in text: a line's text goes in; the stretches that tell an instant, and that instant,
//! come out.

use std::ops::Range;

use chrono::NaiveDate;

use super::prose::{Mark, Scribe};
use crate::{
    content::stated_twice::{Reading, readings},
    diagnostic::{Diagnostic, Fix, code},
    model::Reference,
    source::Span,
    time::{Moment, Moments, TimeMention, date::long_day},
};

/// The marks of the times in a text. An abbreviation that was not in force is said, and a time
/// that the other clock beside it does not bear out.
pub(super) fn marks(
    scribe: &mut Scribe<'_>,
    text: &str,
    span_of: impl Fn(Range<usize>) -> Span,
) -> Vec<Mark> {
    let near = scribe.day.or(scribe.known.contents.site.as_of).unwrap_or_default();
    let mut marks = Vec::new();
    for Reading { mention, moments, mismatch } in readings(text, near, scribe.day, &scribe.zones) {
        let start = moments.start.reading(false).clone();
        if let Some(right) = &moments.right {
            let span = span_of(mention.zone_range.clone());
            let written = text.get(mention.zone_range.clone()).unwrap_or_default();
            let wrong = not_in_force(written, right, start.day(), &moments, span);
            let is_as_read = scribe.known.sources.slice(span) == written;
            scribe.sink.push(Diagnostic { fix: wrong.fix.filter(|_| is_as_read), ..wrong });
        }
        if let Some(mismatch) = mismatch {
            scribe.sink.push(mismatch.said(&span_of));
        }
        push_marks(&mention, &moments, start, &mut marks);
    }
    marks
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
