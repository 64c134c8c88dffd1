//! `time/weekday`: what a person states twice.

use super::{alone::Near, lines, lines_of_prose};
use crate::{
    diagnostic::{Diagnostic, code},
    source::{FileId, SourceFile, Span},
    time::{date::WrittenDay, find_days, long_day, may_name_weekday, weekday_name},
};

/// The days of a file whose weekdays are wrong.
pub(super) fn of_file(id: FileId, file: &SourceFile, near: Near) -> Vec<Diagnostic> {
    let mut said = Vec::new();
    if near.needs_year {
        lines(file).for_each(|(at, line)| of_line(id, at, line, near, &mut said));
    } else {
        lines_of_prose(file).for_each(|(at, line)| of_line(id, at, &line, near, &mut said));
    }
    said
}

fn of_line(id: FileId, at: usize, line: &str, near: Near, said: &mut Vec<Diagnostic>) {
    if !may_name_weekday(line) {
        return;
    }
    let days = find_days(line, near.day).into_iter();
    let days = days.filter(|day| day.has_year || !near.needs_year);
    said.extend(days.filter_map(|day| wrong(id, at, line, &day)));
}

/// What is wrong with a day's weekday, in the line that begins at a place.
fn wrong(file: FileId, at: usize, line: &str, day: &WrittenDay) -> Option<Diagnostic> {
    let (_, range) = day.weekday.as_ref()?;
    let right = weekday_name(day.right_weekday()?);
    let span = Span::new(file, at + range.start..at + range.end);
    Some(weekday(span, line.get(range.clone())?, day.day, right))
}

fn weekday(span: Span, found: &str, day: chrono::NaiveDate, right: &str) -> Diagnostic {
    let message = format!("{} was a {right}, not a `{found}`", long_day(day));
    Diagnostic::new(code::TIME_WEEKDAY, span, message)
        .help(format!("write `{right}`, or mend the date"))
}
