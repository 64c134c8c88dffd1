//! `agenda/…`: times that cannot all be kept, and numbers that do not count.

use super::Context;
use crate::{
    diagnostic::{Diagnostic, Sink, code},
    model::{AgendaDay, AgendaItem, Meeting},
    source::prose::plain,
    time::{Moment, meant_time, unreadable_time},
};

/// Reads the agenda of every meeting.
pub(super) fn check(context: &Context, sink: &mut Sink) {
    for meeting in context.archive.meetings.values() {
        for day in &meeting.agenda {
            siblings(&day.items, Bounds::of_day(meeting, day).as_ref(), sink);
            numbering(&day.items, None, sink);
        }
    }
}

/// What items must lie within, and its name.
struct Bounds {
    start: Option<Moment>,
    end: Option<Moment>,
    name: &'static str,
}

impl Bounds {
    /// The day's own times; else those of a meeting of one day.
    fn of_day(meeting: &Meeting, day: &AgendaDay) -> Option<Self> {
        if day.start.is_some() || day.end.is_some() {
            return Some(Self { start: day.start.clone(), end: day.end.clone(), name: "its day" });
        }
        let is_of_one_day = meeting.agenda.len() == 1 && meeting.date == meeting.end_date;
        is_of_one_day.then(|| Self {
            start: Some(meeting.start.clone()),
            end: Some(meeting.end.clone()),
            name: "the meeting",
        })
    }

    fn of_item(item: &AgendaItem) -> Option<Self> {
        let is_timed = item.start.is_some() || item.end.is_some();
        is_timed.then(|| Self {
            start: item.start.clone(),
            end: item.end.clone(),
            name: "the item it is part of",
        })
    }
}

fn siblings(items: &[AgendaItem], bounds: Option<&Bounds>, sink: &mut Sink) {
    let mut last: Option<&AgendaItem> = None;
    for item in items {
        unreadable(item, sink);
        if let (Some(start), Some(end)) = (&item.start, &item.end)
            && end.utc < start.utc
        {
            sink.push(ends_first(item, start, end));
            continue;
        }
        if let Some(start) = &item.start {
            let is_told = last.is_some_and(|last| against(last, item, start, sink));
            if !is_told {
                bounds.into_iter().for_each(|bounds| within(item, start, bounds, sink));
            }
            last = Some(item);
        }
        siblings(&item.items, Bounds::of_item(item).as_ref().or(bounds), sink);
    }
}

/// An item against the timed one before it: out of order, or begun before that ends. One mistake
/// is told once.
fn against(last: &AgendaItem, item: &AgendaItem, start: &Moment, sink: &mut Sink) -> bool {
    let Some(last_start) = &last.start else { return false };
    if start.utc < last_start.utc {
        sink.push(backwards(last, item, last_start));
        return true;
    }
    match &last.end {
        Some(end) if start.utc < end.utc => {
            sink.push(overlap(last, item, end));
            true
        }
        _ => false,
    }
}

fn clock(moment: &Moment) -> String {
    moment.local().format("%H:%M").to_string()
}

fn ends_first(item: &AgendaItem, start: &Moment, end: &Moment) -> Diagnostic {
    let message = format!("this item ends at {}, before it begins at {}", clock(end), clock(start));
    Diagnostic::new(code::TIME_BACKWARDS, item.end_span, message).help("mend one of the two times")
}

fn backwards(last: &AgendaItem, item: &AgendaItem, last_start: &Moment) -> Diagnostic {
    let message =
        format!("this item begins before the one above it, which begins at {}", clock(last_start));
    Diagnostic::new(code::AGENDA_BACKWARDS, item.time_span, message)
        .help("put the items in order, or mend the time")
        .related(last.time_span, "the item above")
}

fn overlap(last: &AgendaItem, item: &AgendaItem, end: &Moment) -> Diagnostic {
    let title = plain(&last.title);
    let message = format!("this item begins while `{}` goes on until {}", title.trim(), clock(end));
    Diagnostic::new(code::AGENDA_OVERLAP, item.time_span, message)
        .help("mend one of the times, or nest the item in the one it is part of")
        .related(last.time_span, "goes on until then")
}

fn within(item: &AgendaItem, start: &Moment, bounds: &Bounds, sink: &mut Sink) {
    let is_early = bounds.start.as_ref().is_some_and(|first| start.utc < first.utc);
    let end = item.end.as_ref().unwrap_or(start);
    let is_late =
        bounds.end.as_ref().is_some_and(|last| end.utc > last.utc || start.utc > last.utc);
    if is_early || is_late {
        sink.push(outside(item, bounds, is_early));
    }
}

fn outside(item: &AgendaItem, bounds: &Bounds, is_early: bool) -> Diagnostic {
    let limit = if is_early { &bounds.start } else { &bounds.end };
    let limit = limit.as_ref().map(clock).unwrap_or_default();
    let (verb, ends, span) = if is_early {
        ("begins before", "begins", item.time_span)
    } else {
        ("ends after", "ends", item.end_span)
    };
    let message = format!("this item {verb} {}, which {ends} at {limit}", bounds.name);
    Diagnostic::new(code::AGENDA_OUTSIDE_DAY, span, message).help("mend the item's time, or that")
}

/// A title that holds what looks like a time.
fn unreadable(item: &AgendaItem, sink: &mut Sink) {
    if item.start.is_some() {
        return;
    }
    for piece in &item.title {
        let crate::source::prose::InlineKind::Text(text) = &piece.kind else { continue };
        if let Some(range) = unreadable_time(text) {
            let found = text[range.clone()].to_owned();
            let meant = meant_time(&found);
            let message = format!("`{found}` looks like a time and cannot be read");
            let span = if piece.span.range().len() == text.len() {
                piece.span.part(range)
            } else {
                piece.span
            };
            sink.push(Diagnostic::new(code::AGENDA_TIME, span, message).help(meant.map_or_else(
                || "write it as in `14:30–14:50`".to_owned(),
                |meant| format!("write `{meant}`"),
            )));
            return;
        }
    }
}

/// Numbers that were written must count: each one more than the last.
fn numbering(items: &[AgendaItem], above: Option<&str>, sink: &mut Sink) {
    let mut last: Option<u32> = None;
    for item in items {
        let number = item.number.as_deref().and_then(|number| own_number(number, above));
        if item.number.is_none() && item.number_span.is_some() {
            // a pause has a number on the page, though none of its own
            last = last.map(|last| last + 1);
        }
        if let Some((span, number)) = item.number_span.zip(number) {
            if let Some(before) = last.filter(|before| number != before + 1) {
                sink.push(misnumbered(span, number, before));
            }
            last = Some(number);
        }
        numbering(&item.items, item.number.as_deref(), sink);
    }
}

/// The last part of a number: 3 of `2.3` below item 2.
fn own_number(number: &str, above: Option<&str>) -> Option<u32> {
    let own = match above {
        Some(above) => number.strip_prefix(above)?.strip_prefix('.')?,
        None => number,
    };
    own.parse().ok()
}

fn misnumbered(span: crate::source::Span, number: u32, before: u32) -> Diagnostic {
    let what = if number <= before { "is repeated or goes back" } else { "skips some" };
    Diagnostic::new(
        code::AGENDA_NUMBERING,
        span,
        format!("the number {number} after {before} {what}"),
    )
    .help(format!("write `{}`", before + 1))
}
