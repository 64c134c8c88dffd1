//! `time/weekday`: what a person states twice.

use super::{Context, lines, lines_of_prose};
use crate::{
    diagnostic::{Diagnostic, Sink, code},
    source::{FileId, Span},
    time::{date::WrittenDay, find_days, long_day, weekday_name},
};

/// Reads the lines of every page that has a day of its own; dates without a year are near it. In
/// data, only dates with a year are looked at.
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
    let data = context.sources.iter().filter(|(_, file)| file.path.extension() == Some("toml"));
    for (id, file) in data {
        for (at, line) in lines(file) {
            let days = find_days(line, context.registers.as_of).into_iter();
            days.filter(|day| day.has_year).for_each(|day| tell(id, at, line, &day, sink));
        }
    }
}

fn weekdays(context: &Context, file: FileId, near: chrono::NaiveDate, sink: &mut Sink) {
    for (at, line) in lines_of_prose(context.sources.get(file)) {
        find_days(&line, near).iter().for_each(|day| tell(file, at, &line, day, sink));
    }
}

/// Tells a day whose weekday is wrong, in the line that begins at a place.
fn tell(file: FileId, at: usize, line: &str, day: &WrittenDay, sink: &mut Sink) {
    if let (Some((_, range)), Some(right)) = (&day.weekday, day.right_weekday()) {
        let span = Span::new(file, at + range.start..at + range.end);
        sink.push(weekday(span, &line[range.clone()], day.day, weekday_name(right)));
    }
}

fn weekday(span: Span, found: &str, day: chrono::NaiveDate, right: &str) -> Diagnostic {
    let message = format!("{} was a {right}, not a `{found}`", long_day(day));
    Diagnostic::new(code::TIME_WEEKDAY, span, message)
        .help(format!("write `{right}`, or mend the date"))
}
