//! `action/…`: items that nobody owns, that no day is set for, that cannot be told apart.

use std::collections::BTreeMap;

use super::{
    Context,
    duplicate::{self, Repeat},
};
use crate::{
    diagnostic::{Diagnostic, Severity, Sink, code},
    model::{Action, ActionId, ActionStatus, Archive, Event},
    time::long_day,
};

/// Reads the history of every item.
pub(super) fn check(context: &Context, sink: &mut Sink) {
    let repeats = repeats(context.archive);
    for action in context.archive.actions.values() {
        if let Some(repeat) = repeats.get(&action.id) {
            sink.push(repeat.diagnostic(context.sources));
        } else if let Some(opening) = action.events.first() {
            opened(action, opening, sink);
        }
        reopened(action, sink);
        early(action, sink);
    }
}

/// The rows that repeat earlier items, unless nobody wants to be told: then they are rows without
/// an id like any other.
fn repeats(archive: &Archive) -> BTreeMap<&ActionId, Repeat<'_>> {
    let set = archive.site.check.get(code::ACTION_DUPLICATE.name());
    if set == Some(&Severity::Off) { BTreeMap::new() } else { duplicate::repeats(archive) }
}

fn opened(action: &Action, opening: &Event, sink: &mut Sink) {
    if !action.has_given_id {
        sink.push(no_id(opening));
    }
    let has_nobody = opening.owners.as_ref().is_none_or(Vec::is_empty);
    if has_nobody && !opening.places.names_owner {
        sink.push(no_owner(opening));
    }
    let is_open = opening.status.as_ref().is_none_or(|closing| closing.status.is_open());
    if is_open && opening.due.is_none() && opening.places.has_empty_due {
        sink.push(no_due(opening));
    }
}

fn no_id(opening: &Event) -> Diagnostic {
    Diagnostic::new(code::ACTION_NO_ID, opening.places.title, "this action item has no id")
        .help("give it one in a column `ID`, such as `P15-3`")
        .why("a later meeting can only speak of it by its id")
}

fn no_owner(opening: &Event) -> Diagnostic {
    Diagnostic::new(code::ACTION_NO_OWNER, opening.places.owner, "this action item has no owner")
        .help("name people or groups of `people.toml`, separated by commas")
}

fn no_due(opening: &Event) -> Diagnostic {
    Diagnostic::new(code::ACTION_NO_DUE, opening.places.due, "this action item has no due date")
        .help("write a date, or `TBD` where there is none yet")
}

/// An event that changes an item after it was closed.
fn reopened(action: &Action, sink: &mut Sink) {
    let mut closed: Option<&Event> = None;
    for event in &action.events {
        let status = event.status.as_ref().map(|closing| &closing.status);
        if let Some(closing) = closed.filter(|closing| changes(closing, event)) {
            sink.push(after_closing(action, closing, event));
        }
        match status {
            Some(status) if !status.is_open() => closed = Some(event),
            Some(_) => closed = None,
            None => {}
        }
    }
}

/// Whether an event says anything that an item closed by `closing` did not have: naming it again
/// with the same status changes nothing.
fn changes(closing: &Event, event: &Event) -> bool {
    let was = closing.status.as_ref().map(|closing| &closing.status);
    let now = event.status.as_ref().map(|closing| &closing.status);
    now.is_some() && now != was
}

fn after_closing(action: &Action, closing: &Event, event: &Event) -> Diagnostic {
    let how = match closing.status.as_ref().map(|closing| &closing.status) {
        Some(ActionStatus::Cancelled) => "cancelled",
        Some(ActionStatus::Merged(_)) => "merged",
        _ => "completed",
    };
    let message =
        format!("{} was {how} on {}, and is changed here", action.id, long_day(closing.date));
    Diagnostic::new(code::ACTION_REOPENED, event.places.status, message)
        .help("open a new item, or mend the id or the status")
        .related(closing.places.status, format!("{how} here"))
}

/// A due date before the item was opened.
fn early(action: &Action, sink: &mut Sink) {
    let Some(opened) = action.events.first().map(|event| event.date) else { return };
    for event in &action.events {
        let day = event.due.as_ref().and_then(|due| due.date);
        if let Some(day) = day.filter(|day| *day < opened) {
            let message = format!(
                "{} is due on {}, before it was opened on {}",
                action.id,
                long_day(day),
                long_day(opened)
            );
            sink.push(
                Diagnostic::new(code::ACTION_EARLY_DUE, event.places.due, message)
                    .help("mend the year or the day"),
            );
            return;
        }
    }
}
