//! The register of action items: events in, the state of each item as of a day out.

use std::{cmp::Reverse, collections::BTreeMap, mem};

use chrono::NaiveDate;
use hashbrown::HashMap;
use rayon::prelude::*;

use super::{ActionState, FieldChange, Step};
use crate::{
    model::{
        Action, ActionId, ActionStatus, Archive, Closing, Due, Event, MeetingId, Origin, Owner,
        Owners, Wording,
    },
    source::prose,
    text::{name, natural},
};

/// The items that were opened by a day, each as its events until then left it.
pub(super) fn actions(archive: &Archive, as_of: NaiveDate) -> BTreeMap<ActionId, ActionState> {
    let actions: Vec<_> = archive.actions.values().collect();
    let states = actions.into_par_iter().filter_map(|action| state(action, as_of));
    let states: Vec<ActionState> = states.collect();
    states.into_iter().map(|state| (state.id.clone(), state)).collect()
}

/// Open items, those that are not, and the items of each owner.
pub(super) fn lists(
    actions: &BTreeMap<ActionId, ActionState>,
) -> (Vec<ActionId>, Vec<ActionId>, BTreeMap<Owner, Vec<ActionId>>) {
    let (open, closed) = (open_actions(actions), closed_actions(actions));
    let owners = owners(actions, &open, &closed);
    (open, closed, owners)
}

/// The steps of all items by the meetings that they were told at.
pub(super) fn steps(
    actions: &BTreeMap<ActionId, ActionState>,
) -> BTreeMap<MeetingId, Vec<(ActionId, usize)>> {
    let mut steps: HashMap<&MeetingId, Vec<(ActionId, usize)>> = HashMap::new();
    for (id, state) in actions {
        for (at, step) in state.history.iter().enumerate() {
            if let Origin::Meeting(meeting) = &step.origin {
                steps.entry(meeting).or_default().push((id.clone(), at));
            }
        }
    }
    steps.into_iter().map(|(meeting, steps)| (meeting.clone(), steps)).collect()
}

/// Open items by due date, undated last, then by id: so the longest overdue come first.
fn open_actions(actions: &BTreeMap<ActionId, ActionState>) -> Vec<ActionId> {
    let mut open: Vec<_> = actions.values().filter(|state| state.status.is_open()).collect();
    open.sort_by_cached_key(|state| {
        let day = due_day(state);
        (day.is_none(), day, natural(state.id.as_str()))
    });
    ids(&open)
}

/// Items that are no longer open, last closed first, then by id.
fn closed_actions(actions: &BTreeMap<ActionId, ActionState>) -> Vec<ActionId> {
    let mut closed: Vec<_> = actions.values().filter(|state| !state.status.is_open()).collect();
    closed.sort_by_cached_key(|state| (Reverse(state.closed), natural(state.id.as_str())));
    ids(&closed)
}

/// Owners and their items: open ones first, each part in the order of its own register.
fn owners(
    actions: &BTreeMap<ActionId, ActionState>,
    open: &[ActionId],
    closed: &[ActionId],
) -> BTreeMap<Owner, Vec<ActionId>> {
    let mut owners: BTreeMap<Owner, Vec<ActionId>> = BTreeMap::new();
    for state in open.iter().chain(closed).filter_map(|id| actions.get(id)) {
        for owner in &*state.owners {
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
    title: &Wording,
    owners: &Owners,
    due: Option<&Due>,
    closing: &Closing,
) -> Vec<FieldChange> {
    let mut changes = vec![FieldChange::Title(None, title.clone())];
    if !owners.is_empty() {
        changes.push(FieldChange::Owners(None, owners.clone()));
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
fn retitle(state: &mut ActionState, title: &Wording) -> Option<FieldChange> {
    if name::same(&prose::plain(&state.title), &prose::plain(title)) {
        return None;
    }
    let before = mem::replace(&mut state.title, title.clone());
    Some(FieldChange::Title(Some(before), title.clone()))
}

/// Takes owners, unless they are the same people in another order.
fn hand_over(state: &mut ActionState, owners: &Owners) -> Option<FieldChange> {
    if owners.is_empty() || sorted(owners) == sorted(&state.owners) {
        return None;
    }
    let before = mem::replace(&mut state.owners, owners.clone());
    Some(FieldChange::Owners(Some(before), owners.clone()))
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

#[cfg(test)]
mod tests {
    use super::super::{Registers, tests_support::*};
    use super::*;
    use ActionStatus::{Cancelled, Completed, InProgress, Merged, Open};
    use proptest::{collection::vec, option, prelude::*};

    fn derived(events: Vec<Event>, as_of: &str) -> Registers {
        on(&archive_of_actions(vec![action("P15-1", events)]), as_of)
    }

    #[track_caller]
    fn one(events: Vec<Event>, as_of: &str) -> ActionState {
        derived(events, as_of).actions.remove("P15-1").expect("the item is open by then")
    }

    fn redated(date: &str, due: &str) -> Event {
        Event { due: Some(self::due(due)), ..event(date) }
    }

    fn said(date: &str, status: ActionStatus, on: &str) -> Event {
        Event { status: Some(closing(status, on)), ..event(date) }
    }

    #[test]
    fn an_item_is_there_from_the_day_it_was_opened() {
        let events = || vec![opening("2017-06-13", "2017-06-23")];
        assert!(derived(events(), "2017-06-12").actions.is_empty());
        let state = one(events(), "2017-06-13");
        assert_eq!(state.status, Open);
        assert_eq!(state.opened, day("2017-06-13"));
        assert_eq!(state.closed, None);
    }

    #[test]
    fn its_opening_is_the_first_step_and_says_what_was_said() {
        let state = one(vec![opening("2017-06-13", "")], "2017-07-01");
        let [step] = &state.history[..] else { panic!("{:?}", state.history) };
        assert!(matches!(
            &step.changes[..],
            [
                FieldChange::Title(None, _),
                FieldChange::Owners(None, _),
                FieldChange::Status(None, Open, None),
            ]
        ));
    }

    #[test]
    fn a_later_row_leaves_what_it_does_not_speak_of() {
        let noted = Event { note: Some(words("Asked again.").into()), ..event("2017-06-27") };
        let state = one(vec![opening("2017-06-13", "2017-06-23"), noted], "2017-07-01");
        assert_eq!(*state.owners, [group("staff")]);
        assert_eq!(state.due, Some(due("2017-06-23")));
        assert_eq!(state.history.len(), 2);
        assert!(state.history[1].changes.is_empty());
        assert!(state.history[1].note.is_some());
    }

    #[test]
    fn what_is_recorded_later_is_not_there_yet() {
        let events = vec![opening("2017-06-13", "2017-06-23"), said("2017-07-11", Completed, "")];
        assert_eq!(one(events.clone(), "2017-07-10").status, Open);
        assert_eq!(one(events, "2017-07-11").status, Completed);
    }

    #[test]
    fn it_is_overdue_from_the_day_after() {
        let events = || vec![opening("2017-06-13", "2017-06-23")];
        let on_the_day = one(events(), "2017-06-23");
        assert_eq!((on_the_day.is_overdue, on_the_day.days_late), (false, None));
        let after = one(events(), "2017-06-24");
        assert_eq!((after.is_overdue, after.days_late), (true, Some(1)));
    }

    #[test]
    fn re_dated_twice_and_41_days_late() {
        let events = vec![
            opening("2017-06-01", "2017-06-10"),
            redated("2017-06-13", "2017-06-23"),
            redated("2017-06-27", "2017-07-30"),
        ];
        let state = one(events, "2017-07-21");
        assert_eq!(state.first_due, Some(day("2017-06-10")));
        assert_eq!(state.due, Some(due("2017-07-30")));
        assert_eq!((state.n_redated, state.days_late, state.is_overdue), (2, Some(41), false));
    }

    #[test]
    fn the_first_day_of_an_undated_item_moves_nothing() {
        let events = vec![opening("2017-06-01", "TBD"), redated("2017-06-13", "2017-06-23")];
        let state = one(events, "2017-06-14");
        assert_eq!((state.n_redated, state.first_due), (0, Some(day("2017-06-23"))));
        assert!(matches!(
            &state.history[1].changes[..],
            [FieldChange::Due(Some(Due { date: None, .. }), _)]
        ));
    }

    #[test]
    fn a_day_put_off_and_named_again_was_moved_once() {
        let events = |last| {
            vec![
                opening("2017-06-01", "2017-06-10"),
                redated("2017-06-13", "TBD"),
                redated("2017-06-27", last),
            ]
        };
        assert_eq!(one(events("2017-06-30"), "2017-07-01").n_redated, 1);
        assert_eq!(one(events("2017-06-10"), "2017-07-01").n_redated, 0);
    }

    #[test]
    fn the_same_day_in_other_words_is_no_change() {
        let again = Event {
            due: Some(Due { text: "23 June".into(), date: Some(day("2017-06-23")) }),
            ..event("2017-06-20")
        };
        let state = one(vec![opening("2017-06-13", "2017-06-23"), again], "2017-06-21");
        assert_eq!(state.n_redated, 0);
        assert!(state.history[1].changes.is_empty());
    }

    #[test]
    fn a_row_typed_again_is_no_change() {
        let again = Event {
            title: Some(words("circulate  the form.").into()),
            owners: Some([group("staff")].into()),
            status: Some(closing(Open, "")),
            ..event("2017-06-20")
        };
        let state = one(vec![opening("2017-06-13", ""), again], "2017-06-21");
        assert!(state.history[1].changes.is_empty());
    }

    #[test]
    fn another_wording_and_other_owners_are() {
        let other = Event {
            title: Some(words("Circulate both forms.").into()),
            owners: Some([group("icann-org")].into()),
            ..event("2017-06-20")
        };
        let state = one(vec![opening("2017-06-13", ""), other], "2017-06-21");
        assert_eq!(prose::plain(&state.title), "Circulate both forms.");
        assert!(matches!(
            &state.history[1].changes[..],
            [FieldChange::Title(Some(_), _), FieldChange::Owners(Some(_), _)]
        ));
    }

    #[test]
    fn it_is_closed_on_the_day_beside_the_status_else_on_the_rows() {
        let closed = |on| {
            let events =
                vec![opening("2017-06-01", "2017-06-05"), said("2017-06-13", Completed, on)];
            one(events, "2018-01-01")
        };
        assert_eq!(closed("2017-06-02").closed, Some(day("2017-06-02")));
        assert_eq!(closed("2017-06-02").days_late, None);
        assert_eq!(closed("").closed, Some(day("2017-06-13")));
        assert_eq!((closed("").days_late, closed("").is_overdue), (Some(8), false));
    }

    #[test]
    fn said_again_it_stays_closed_since_the_first_time() {
        let events = vec![
            opening("2017-06-01", ""),
            said("2017-06-13", Completed, ""),
            said("2017-06-27", Completed, ""),
        ];
        assert_eq!(one(events, "2018-01-01").closed, Some(day("2017-06-13")));
    }

    #[test]
    fn reopened_it_is_open_and_late_again() {
        let events = vec![
            opening("2017-06-01", "2017-06-10"),
            said("2017-06-13", Completed, ""),
            said("2017-06-27", InProgress, ""),
        ];
        let state = one(events, "2017-06-30");
        assert_eq!((state.closed, state.is_overdue), (None, true));
        assert_eq!(state.days_late, Some(20));
    }

    #[test]
    fn merged_and_cancelled_items_are_closed_and_not_late() {
        for status in [Merged(ActionId::new("P15-2")), Cancelled] {
            let events =
                vec![opening("2017-06-01", "2017-06-02"), said("2017-06-13", status.clone(), "")];
            let state = one(events, "2018-01-01");
            assert_eq!((state.closed, state.days_late), (Some(day("2017-06-13")), None));
            assert_eq!(state.status, status);
        }
    }

    #[test]
    fn open_items_come_overdue_first_and_closed_ones_by_closing() {
        let closed =
            |id, date| action(id, vec![opening("2017-06-01", ""), said(date, Completed, "")]);
        let open = |id, due| action(id, vec![opening("2017-06-01", due)]);
        let registers = on(
            &archive_of_actions(vec![
                open("A", ""),
                open("B", "2017-06-20"),
                open("C", "2017-06-05"),
                open("D", "2017-06-20"),
                open("E", "2017-06-02"),
                closed("F", "2017-06-06"),
                closed("G", "2017-06-07"),
            ]),
            "2017-06-10",
        );
        let names = |all: &[ActionId]| all.iter().map(ActionId::as_str).collect::<String>();
        assert_eq!(names(&registers.open_actions), "ECBDA");
        assert_eq!(names(&registers.closed_actions), "GF");
        assert_eq!(names(&registers.owners[&group("staff")]), "ECBDAGF");
    }

    /// Rows of the days 1 to 28 of June, each with a due day and a status or without.
    fn any_events() -> impl Strategy<Value = Vec<Event>> {
        let row = (1u32..29, option::of(1u32..29), option::of(0usize..4), any::<bool>());
        let event = |(date, due, state, has_day): (u32, Option<u32>, Option<usize>, bool)| Event {
            due: due.map(|on| self::due(&format!("2017-07-{on:02}"))),
            status: state
                .and_then(|n| [Open, InProgress, Completed, Cancelled].into_iter().nth(n))
                .map(|status| closing(status, if has_day { "2017-06-30" } else { "" })),
            ..event(&format!("2017-06-{date:02}"))
        };
        vec(row.prop_map(event), 1..8).prop_map(|mut events| {
            events.sort_by_key(|event| event.date);
            events
        })
    }

    proptest! {
        #[test]
        fn any_history_comes_to_one_state(events in any_events(), today in 1u32..29) {
            let as_of = format!("2017-06-{today:02}");
            let recorded = events.iter().filter(|event| event.date <= day(&as_of)).count();
            let registers = derived(events, &as_of);
            prop_assert_eq!(registers.actions.len(), usize::from(recorded > 0));
            for state in registers.actions.values() {
                prop_assert_eq!(state.history.len(), recorded);
                prop_assert_eq!(state.closed.is_none(), state.status.is_open());
                prop_assert!(!state.is_overdue || state.status.is_open());
                prop_assert!(state.n_redated < recorded);
                let listed = registers.open_actions.len() + registers.closed_actions.len();
                prop_assert_eq!(listed, 1);
            }
        }
    }
}
