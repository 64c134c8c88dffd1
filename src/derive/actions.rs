//! The register of action items: events in, the state of each item as of a day out.

use std::{cmp::Reverse, collections::BTreeMap, mem};

use chrono::NaiveDate;

use super::{ActionState, FieldChange, Step};
use crate::{
    model::{Action, ActionId, ActionStatus, Archive, Closing, Due, Event, Owner, Words},
    source::prose,
    text::name,
};

/// The items that were opened by a day, each as its events until then left it.
pub(super) fn actions(archive: &Archive, as_of: NaiveDate) -> BTreeMap<ActionId, ActionState> {
    let states = archive.actions.values().filter_map(|action| state(action, as_of));
    states.map(|state| (state.id.clone(), state)).collect()
}

/// Open items by due date, undated last, then by id: so the longest overdue come first.
pub(super) fn open_actions(actions: &BTreeMap<ActionId, ActionState>) -> Vec<ActionId> {
    let mut open: Vec<_> = actions.values().filter(|state| state.status.is_open()).collect();
    open.sort_by_key(|state| {
        let day = due_day(state);
        (day.is_none(), day, &state.id)
    });
    ids(&open)
}

/// Items that are no longer open, last closed first, then by id.
pub(super) fn closed_actions(actions: &BTreeMap<ActionId, ActionState>) -> Vec<ActionId> {
    let mut closed: Vec<_> = actions.values().filter(|state| !state.status.is_open()).collect();
    closed.sort_by_key(|state| (Reverse(state.closed), &state.id));
    ids(&closed)
}

/// Owners and their items: open ones first, each part in the order of its own register.
pub(super) fn owners(
    actions: &BTreeMap<ActionId, ActionState>,
    open: &[ActionId],
    closed: &[ActionId],
) -> BTreeMap<Owner, Vec<ActionId>> {
    let mut owners: BTreeMap<Owner, Vec<ActionId>> = BTreeMap::new();
    for state in open.iter().chain(closed).filter_map(|id| actions.get(id)) {
        for owner in &state.owners {
            let items = owners.entry(owner.clone()).or_default();
            if items.last() != Some(&state.id) {
                items.push(state.id.clone());
            }
        }
    }
    owners
}

fn ids(states: &[&ActionState]) -> Vec<ActionId> {
    states.iter().map(|state| state.id.clone()).collect()
}

fn due_day(state: &ActionState) -> Option<NaiveDate> {
    state.due.as_ref().and_then(|due| due.date)
}

fn state(action: &Action, as_of: NaiveDate) -> Option<ActionState> {
    let mut events = action.events.iter().filter(|event| event.date <= as_of);
    let mut state = open(action, events.next()?);
    events.for_each(|event| follow(&mut state, event));
    state.is_overdue = state.status.is_open() && due_day(&state).is_some_and(|due| due < as_of);
    state.days_late = days_late(&state, as_of);
    Some(state)
}

/// The item as its first event opens it.
fn open(action: &Action, event: &Event) -> ActionState {
    let closing = event.status.clone().unwrap_or(Closing { status: ActionStatus::Open, on: None });
    let first_due = event.due.as_ref().and_then(|due| due.date);
    let closed = closed_day(&closing, event.date);
    let title = event.title.clone().unwrap_or_default();
    let owners = event.owners.clone().unwrap_or_default();
    let step = step(event, opening_changes(&title, &owners, event.due.as_ref(), &closing));
    ActionState {
        id: action.id.clone(),
        title,
        owners,
        status: closing.status,
        due: event.due.clone(),
        first_due,
        n_redated: 0,
        is_overdue: false,
        days_late: None,
        opened: event.date,
        origin: event.origin.clone(),
        closed,
        history: vec![step],
    }
}

fn opening_changes(
    title: &Words,
    owners: &[Owner],
    due: Option<&Due>,
    closing: &Closing,
) -> Vec<FieldChange> {
    let mut changes = vec![FieldChange::Title(None, title.clone())];
    if !owners.is_empty() {
        changes.push(FieldChange::Owners(None, owners.to_vec()));
    }
    changes.extend(due.map(|due| FieldChange::Due(None, due.clone())));
    changes.push(FieldChange::Status(None, closing.status.clone(), closing.on));
    changes
}

/// Applies a later event, which leaves what it does not speak of.
fn follow(state: &mut ActionState, event: &Event) {
    let changes = [
        event.title.as_ref().and_then(|title| retitle(state, title)),
        event.owners.as_ref().and_then(|owners| hand_over(state, owners)),
        event.due.as_ref().and_then(|due| redate(state, due)),
        event.status.as_ref().and_then(|closing| restate(state, closing, event.date)),
    ];
    state.history.push(step(event, changes.into_iter().flatten().collect()));
}

fn step(event: &Event, changes: Vec<FieldChange>) -> Step {
    Step {
        date: event.date,
        origin: event.origin.clone(),
        anchor: event.anchor.clone(),
        changes,
        note: event.note.clone(),
    }
}

/// Takes a wording, unless it is the one in force typed again with other case, space or marks.
fn retitle(state: &mut ActionState, title: &Words) -> Option<FieldChange> {
    if name::same(&prose::plain(&state.title), &prose::plain(title)) {
        return None;
    }
    let before = mem::replace(&mut state.title, title.clone());
    Some(FieldChange::Title(Some(before), title.clone()))
}

/// Takes owners, unless they are the same people in another order.
fn hand_over(state: &mut ActionState, owners: &[Owner]) -> Option<FieldChange> {
    if owners.is_empty() || sorted(owners) == sorted(&state.owners) {
        return None;
    }
    let before = mem::replace(&mut state.owners, owners.to_vec());
    Some(FieldChange::Owners(Some(before), owners.to_vec()))
}

fn sorted(owners: &[Owner]) -> Vec<&Owner> {
    let mut owners: Vec<_> = owners.iter().collect();
    owners.sort_unstable();
    owners.dedup();
    owners
}

/// Takes a due date. The same day in other words is no change, though the newer words are kept;
/// the same words can be another day ("next meeting").
fn redate(state: &mut ActionState, due: &Due) -> Option<FieldChange> {
    if let Some(day) = due.date {
        let last = last_day(state);
        state.n_redated += usize::from(last.is_some_and(|last| last != day));
        state.first_due = state.first_due.or(Some(day));
    }
    let before = state.due.replace(due.clone());
    if before.as_ref().is_some_and(|before| is_same_due(before, due)) {
        return None;
    }
    Some(FieldChange::Due(before, due.clone()))
}

fn is_same_due(a: &Due, b: &Due) -> bool {
    a.date == b.date && (a.date.is_some() || name::same(&a.text, &b.text))
}

/// The day that was in force last, also where it was put off to a day not yet known.
fn last_day(state: &ActionState) -> Option<NaiveDate> {
    state.first_due?;
    let changes = || state.history.iter().rev().flat_map(|step| step.changes.iter().rev());
    let stated = |change: &FieldChange| match change {
        FieldChange::Due(_, due) => due.date,
        _ => None,
    };
    due_day(state).or_else(|| changes().find_map(stated))
}

/// Takes a status. Said again, it stays closed since the day it was, unless a day stands beside
/// it now.
fn restate(state: &mut ActionState, closing: &Closing, date: NaiveDate) -> Option<FieldChange> {
    let closed = closed_day(closing, date);
    if closing.status == state.status {
        state.closed = if closing.on.is_some() { closed } else { state.closed };
        return None;
    }
    state.closed = closed;
    let before = mem::replace(&mut state.status, closing.status.clone());
    Some(FieldChange::Status(Some(before), closing.status.clone(), closing.on))
}

/// The day that a status closes an item on: the one beside it, else the event's.
fn closed_day(closing: &Closing, date: NaiveDate) -> Option<NaiveDate> {
    (!closing.status.is_open()).then(|| closing.on.unwrap_or(date))
}

/// Days after the first due day: until today for an open item, until it was done for a completed
/// one. What was cancelled or merged is not late.
fn days_late(state: &ActionState, as_of: NaiveDate) -> Option<i64> {
    let end = match state.status {
        ActionStatus::Open | ActionStatus::InProgress => Some(as_of),
        ActionStatus::Completed => state.closed,
        ActionStatus::Cancelled | ActionStatus::Merged(_) => None,
    };
    Some((end? - state.first_due?).num_days()).filter(|&days| days > 0)
}
