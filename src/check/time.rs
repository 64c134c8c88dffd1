//! `time/weekday`: what a person states twice.

use std::borrow::Cow;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::{Context, lines, lines_of_prose};
use crate::{
    diagnostic::{Diagnostic, Sink, code},
    source::{FileId, Span},
    time::{date::WrittenDay, find_days, long_day, weekday_name},
};

/// Reads the lines of every page that has a day of its own; dates without a year are near it. In
/// data, only dates with a year are looked at.
pub(super) fn check(context: &Context, sink: &mut Sink) {
    let (archive, as_of) = (context.archive, context.registers.as_of);
    let meetings = archive.meetings.values().map(|one| (one.file, one.date));
    let briefings = archive.briefings.values().map(|one| (one.file, one.date));
    let pages = archive.pages.values().map(|one| (one.file, as_of));
    let texts: Vec<(FileId, NaiveDate)> = meetings.chain(briefings).chain(pages).collect();
    let said: Vec<Vec<Diagnostic>> =
        texts.par_iter().map(|&(file, near)| in_text(context, file, near)).collect();
    sink.extend(said.into_iter().flatten());
    let data = context.sources.iter().filter(|(_, file)| file.path.extension() == Some("toml"));
    data.for_each(|(file, _)| sink.extend(in_data(context, file)));
}

fn in_text(context: &Context, file: FileId, near: NaiveDate) -> Vec<Diagnostic> {
    let wrong = |(at, line): (usize, Cow<'_, str>)| {
        let days = find_days(&line, near);
        days.iter().filter_map(|day| wrong(file, at, &line, day)).collect::<Vec<_>>()
    };
    lines_of_prose(context.sources.get(file)).flat_map(wrong).collect()
}

fn in_data(context: &Context, file: FileId) -> Vec<Diagnostic> {
    let wrong = |(at, line): (usize, &str)| {
        let days = find_days(line, context.registers.as_of);
        let days = days.iter().filter(|day| day.has_year);
        days.filter_map(|day| wrong(file, at, line, day)).collect::<Vec<_>>()
    };
    lines(context.sources.get(file)).flat_map(wrong).collect()
}

/// What is said of a day whose weekday is wrong, in the line that begins at a place.
fn wrong(file: FileId, at: usize, line: &str, day: &WrittenDay) -> Option<Diagnostic> {
    let (_, range) = day.weekday.as_ref()?;
    let span = Span::new(file, at + range.start..at + range.end);
    Some(weekday(span, &line[range.clone()], day.day, weekday_name(day.right_weekday()?)))
}

fn weekday(span: Span, found: &str, day: chrono::NaiveDate, right: &str) -> Diagnostic {
    let message = format!("{} was a {right}, not a `{found}`", long_day(day));
    Diagnostic::new(code::TIME_WEEKDAY, span, message)
        .help(format!("write `{right}`, or mend the date"))
}
