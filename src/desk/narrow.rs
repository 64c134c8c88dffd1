//! Leaves in a register only what is asked for, so that whatever is made of it afterwards, as a
//! table or as open data, holds just that.

use std::sync::Arc;

use chrono::NaiveDate;

use super::ask::Question;
use crate::{
    derive::{ActionState, RecState, Registers, derive},
    model::{Archive, Meeting, MeetingId, Origin, Owner, Recommendation, SeriesId},
    render::Register,
    text::name,
};

/// Narrows the register that is asked for; the others are left as they are.
pub(super) fn narrow(
    archive: &mut Archive,
    registers: &mut Registers,
    register: Register,
    question: &Question,
) {
    match register {
        Register::Actions => actions(archive, registers, question),
        Register::Decisions => decisions(archive, registers, question),
        Register::Meetings => meetings(archive, question),
        Register::Attendance => attendance(archive, registers, question),
        Register::Recommendations => recommendations(archive, registers, question),
    }
}

/// Items opened or changed since the day, and at a meeting of the series.
fn actions(archive: &Archive, registers: &mut Registers, question: &Question) {
    let is_meant = |state: &ActionState| {
        (!question.open || state.status.is_open())
            && (!question.overdue || state.is_overdue)
            && question.owner.as_ref().is_none_or(|owner| state.owners.contains(owner))
            && is_late_enough(question, state.history.iter().map(|step| step.date))
            && (question.series.is_none()
                || state.history.iter().any(|step| is_of_series(archive, question, &step.origin)))
    };
    registers.actions.retain(|_, state| is_meant(state));
    let left = &registers.actions;
    registers.open_actions.retain(|id| left.contains_key(id));
    registers.closed_actions.retain(|id| left.contains_key(id));
}

fn decisions(archive: &Archive, registers: &mut Registers, question: &Question) {
    registers.decisions.retain(|id| {
        archive.decisions.get(id).is_some_and(|decision| {
            is_late_enough(question, [decision.date])
                && is_of_series(archive, question, &decision.origin)
        })
    });
}

fn meetings(archive: &mut Archive, question: &Question) {
    let is_meant = |meeting: &Meeting| {
        is_late_enough(question, [meeting.end_date]) && is_series(question, &meeting.series)
    };
    archive.meetings_by_start.retain(|meeting| is_meant(meeting));
}

/// Counts anew, from the logs of the series since the day; of a group, its members are left.
fn attendance(archive: &mut Archive, registers: &mut Registers, question: &Question) {
    if question.series.is_some() || question.since.is_some() {
        archive.meetings_by_start.clear(); // so that each meeting is changed in its place
        for meeting in archive.meetings.values_mut() {
            let is_of_series = is_series(question, &meeting.series);
            let first = meeting.date;
            let is_kept = |day| is_of_series && is_late_enough(question, [day]);
            Arc::make_mut(meeting).attendance.retain(|log| is_kept(log.day.unwrap_or(first)));
        }
        archive.sort_meetings();
        registers.attendance = derive(archive, registers.as_of).attendance;
    }
    let people = &mut Arc::make_mut(&mut registers.attendance).people;
    match &question.owner {
        None => {}
        Some(Owner::Person(one)) => people.retain(|id, _| id == one),
        Some(Owner::Group(group)) => {
            let members = archive.groups.get(group).map(|group| group.members.as_slice());
            people.retain(|id, _| members.unwrap_or_default().contains(id));
        }
    }
}

/// The usual words for what is no longer to be done.
const FINISHED: [&str; 4] =
    ["implemented", "not accepted", "closed (not implemented)", "superseded"];

fn recommendations(archive: &mut Archive, registers: &Registers, question: &Question) {
    let is_meant = |one: &Recommendation| {
        let state = registers.recommendations.get(&one.id);
        let is_open = is_unfinished(state);
        let is_past = state.and_then(|state| state.target).is_some_and(|day| day < registers.as_of);
        let n_updates = state.map_or(0, |state| state.n_updates);
        (!question.open || is_open)
            && (!question.overdue || is_open && is_past)
            && question.owner.as_ref().is_none_or(|owner| one.owners.contains(owner))
            && is_late_enough(question, one.updates.iter().take(n_updates).map(|one| one.date))
    };
    for set in archive.sets.values_mut() {
        set.recommendations.retain(is_meant);
    }
}

fn is_unfinished(state: Option<&RecState>) -> bool {
    let status = state.and_then(|state| state.status.as_deref());
    !status.is_some_and(|status| FINISHED.iter().any(|word| name::same(word, status)))
}

/// Whether any of the days is late enough, where that is asked.
fn is_late_enough(question: &Question, days: impl IntoIterator<Item = NaiveDate>) -> bool {
    question.since.is_none_or(|since| days.into_iter().any(|day| day >= since))
}

fn is_of_series(archive: &Archive, question: &Question, origin: &Origin) -> bool {
    let series = |id: &MeetingId| archive.meetings.get(id).map(|meeting| &meeting.series);
    match origin {
        Origin::Meeting(id) => series(id).is_some_and(|series| is_series(question, series)),
        Origin::Other(_) => question.series.is_none(),
    }
}

fn is_series(question: &Question, series: &SeriesId) -> bool {
    question.series.as_ref().is_none_or(|asked| asked == series)
}
