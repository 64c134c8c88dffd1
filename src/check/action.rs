//! `action/…`: items that nobody owns, that no day is set for, that cannot be told apart.

use std::collections::BTreeMap;

use super::{
    Context,
    duplicate::{self, Repeat},
    ids,
};
use crate::{
    diagnostic::{Diagnostic, Sink, code},
    model::{Action, ActionId, ActionStatus, Due, Event, Owners, Wording},
    source::{Span, prose::plain},
    text::name::fold,
    time::long_day,
};

/// Reads the history of every item.
pub(super) fn check(context: &Context, sink: &mut Sink) {
    // an item may have been opened where nothing could be read
    let may_be_older = context.archive.unreadable.actions;
    let repeats = repeats(context);
    let mut unnamed = Vec::new();
    for action in context.archive.actions.values() {
        let repeat = repeats.get(&action.id).map(|repeat| repeat.diagnostic(context.sources));
        // an item that only looks like another, as a comment says, is one like any other
        let is_new = repeat.as_ref().is_none_or(|repeat| sink.is_silenced(repeat));
        sink.extend(repeat);
        if let Some(opening) = action.events.first().filter(|_| is_new) {
            opened(action, opening, may_be_older, sink);
            unnamed.extend((!action.has_given_id).then_some(&**action));
        }
        reopened(action, sink);
        if !may_be_older {
            early(action, sink);
        }
    }
    ids::actions(context, &unnamed, sink);
}

/// The rows that repeat earlier items, unless nobody wants to be told: then they are rows without
/// an id like any other.
fn repeats<'a>(context: &Context<'a>) -> BTreeMap<&'a ActionId, Repeat<'a>> {
    let is_off = context.is_off(code::ACTION_DUPLICATE);
    if is_off { BTreeMap::new() } else { duplicate::repeats(context.archive) }
}

fn opened(action: &Action, opening: &Event, may_be_older: bool, sink: &mut Sink) {
    if may_be_older && action.has_given_id {
        return;
    }
    let has_nobody = opening.owners.as_ref().is_none_or(|owners| owners.is_empty());
    if has_nobody && !opening.places.names_owner {
        sink.push(no_owner(opening));
    }
    let is_open = opening.status.as_ref().is_none_or(|closing| closing.status.is_open());
    if is_open && opening.due.is_none() && opening.places.has_empty_due {
        sink.push(no_due(opening));
    }
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
    let (mut due, mut owners, mut title) = (None, None, None);
    for event in &action.events {
        let status = event.status.as_ref().map(|closing| &closing.status);
        if let Some(closing) = closed
            && let Some(place) = changed(closing, event, due, owners)
                .or_else(|| reworded(event, title).then_some(event.places.title))
        {
            sink.push(after_closing(action, closing, place));
        }
        due = event.due.as_ref().or(due);
        owners = event.owners.as_ref().or(owners);
        title = event.title.as_ref().or(title);
        match status {
            Some(status) if !status.is_open() => closed = Some(event),
            Some(_) => closed = None,
            None => {}
        }
    }
}

/// Whether an event has other words for an item than it had; spelling aside.
fn reworded(event: &Event, was: Option<&Wording>) -> bool {
    let folded = |words: &Wording| fold(plain(words).trim_end_matches('.'));
    event.title.as_ref().zip(was).is_some_and(|(now, was)| folded(now) != folded(was))
}

/// Where an event says anything that an item closed by `closing` did not have: naming it again as
/// it was changes nothing.
fn changed(
    closing: &Event,
    event: &Event,
    due: Option<&Due>,
    owners: Option<&Owners>,
) -> Option<Span> {
    let was = closing.status.as_ref().map(|closing| &closing.status);
    let now = event.status.as_ref().map(|closing| &closing.status);
    let is_moved = event.due.as_ref().is_some_and(|now| {
        due.is_none_or(|was| was.text != now.text && (was.date != now.date || now.date.is_none()))
    });
    let is_passed_on = event.owners.as_ref().is_some_and(|now| owners != Some(now));
    let places = &event.places;
    let told = [
        (now.is_some() && now != was, places.status),
        (is_moved, places.due),
        (is_passed_on, places.owner),
    ];
    told.into_iter().find_map(|(is_told, place)| is_told.then_some(place))
}

fn after_closing(action: &Action, closing: &Event, place: Span) -> Diagnostic {
    let how = match closing.status.as_ref().map(|closing| &closing.status) {
        Some(ActionStatus::Cancelled) => "cancelled",
        Some(ActionStatus::Merged(_)) => "merged",
        _ => "completed",
    };
    let message =
        format!("{} was {how} on {}, and is changed here", action.id, long_day(closing.date));
    Diagnostic::new(code::ACTION_REOPENED, place, message)
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
