//! `time/weekday`: what a person states twice.

use super::{Context, lines_of_prose};
use crate::{
    diagnostic::{Diagnostic, Sink, code},
    source::{FileId, Span},
    time::{find_days, long_day, weekday_name},
};

/// Reads the lines of every page that has a day of its own; dates without a year are near it.
pub(super) fn check(context: &Context, sink: &mut Sink) {
    let archive = context.archive;
    for meeting in archive.meetings.values() {
        weekdays(context, meeting.file, meeting.date, sink);
    }
    for briefing in archive.briefings.values() {
        weekdays(context, briefing.file, briefing.date, sink);
    }
    for page in archive.pages.values() {
        weekdays(context, page.file, context.registers.as_of, sink);
    }
}

fn weekdays(context: &Context, file: FileId, near: chrono::NaiveDate, sink: &mut Sink) {
    for (at, line) in lines_of_prose(context.sources.get(file)) {
        for day in find_days(&line, near) {
            if let (Some((_, range)), Some(right)) = (&day.weekday, day.right_weekday()) {
                let span = Span::new(file, at + range.start..at + range.end);
                sink.push(weekday(span, &line[range.clone()], day.day, weekday_name(right)));
            }
        }
    }
}

fn weekday(span: Span, found: &str, day: chrono::NaiveDate, right: &str) -> Diagnostic {
    let message = format!("{} was a {right}, not a `{found}`", long_day(day));
    Diagnostic::new(code::TIME_WEEKDAY, span, message)
        .help(format!("write `{right}`, or mend the date"))
}
