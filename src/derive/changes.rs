//! What changed: record and registers in, what happened by a day out, newest first.

use std::{cmp::Reverse, collections::BTreeMap};

use camino::Utf8PathBuf;
use chrono::NaiveDate;
use rayon::prelude::*;

use super::{ActionState, Change, ChangeKind, FieldChange, Step, board};
use crate::{
    model::{
        ActionId, Approval, Archive, Meeting, MeetingId, MeetingStatus, Recommendation, Target,
    },
    text::natural,
};

/// What happened to the record by a day: newest first, then in the order of [`ChangeKind`], then
/// by id.
pub(super) fn changes(
    archive: &Archive,
    statuses: &BTreeMap<MeetingId, MeetingStatus>,
    actions: &BTreeMap<ActionId, ActionState>,
    as_of: NaiveDate,
) -> Vec<Change> {
    let mut changes = Vec::new();
    for meeting in archive.meetings.values() {
        add_meeting(meeting, archive, statuses, &mut changes);
    }
    for state in actions.values() {
        add_action(state, &mut changes);
    }
    for decision in archive.decisions.values() {
        let target = Target::Decision(decision.id.clone());
        changes.push(Change { date: decision.date, target, what: ChangeKind::DecisionTaken });
    }
    let all = archive.sets.values().flat_map(|set| &set.recommendations);
    all.for_each(|one| add_recommendation(one, &mut changes));
    add_briefings(archive, statuses, as_of, &mut changes);
    add_pages(archive, &mut changes);
    changes.retain(|change| change.date <= as_of);
    changes.par_sort_by_cached_key(|change| {
        (
            Reverse(change.date),
            rank(&change.what),
            natural(&change.target.id()),
            change.target.clone(),
        )
    });
    changes
}

fn add_meeting(
    meeting: &Meeting,
    archive: &Archive,
    statuses: &BTreeMap<MeetingId, MeetingStatus>,
    changes: &mut Vec<Change>,
) {
    let mut add = |date, what| {
        changes.push(Change { date, target: Target::Meeting(meeting.id.clone()), what });
    };
    let is_held = |id: &MeetingId| statuses.get(id) == Some(&MeetingStatus::Held);
    if is_held(&meeting.id) {
        add(meeting.date, ChangeKind::MeetingHeld);
    }
    for moved in &meeting.moved {
        add(moved.on, ChangeKind::MeetingMoved(moved.from));
    }
    let approved = match &meeting.approved {
        Some(Approval::At(id)) if is_held(id) => archive.meetings.get(id).map(|at| at.date),
        Some(Approval::On(day)) => Some(*day),
        _ => None,
    };
    if let Some(day) = approved {
        add(day, ChangeKind::MeetingApproved);
    }
    for amendment in &meeting.amendments {
        add(amendment.date, ChangeKind::MeetingAmended(amendment.what.clone()));
    }
}

fn add_action(state: &ActionState, changes: &mut Vec<Change>) {
    let mut add = |date, what| {
        changes.push(Change { date, target: Target::Action(state.id.clone()), what });
    };
    add(state.opened, ChangeKind::ActionOpened);
    for step in state.history.iter().skip(1) {
        if let Some(what) = strongest(step) {
            add(step.date, what);
        }
    }
}

/// What a later step comes to: a closing before a new day, a new day before anything else;
/// nothing where nothing changed.
fn strongest(step: &Step) -> Option<ChangeKind> {
    let closed = step.changes.iter().find_map(|change| match change {
        FieldChange::Status(_, status, _) if !status.is_open() => {
            Some(ChangeKind::ActionClosed(status.clone()))
        }
        _ => None,
    });
    let redated = step.changes.iter().find_map(|change| match change {
        FieldChange::Due(before, after) => {
            let before = before.as_ref().and_then(|due| due.date);
            (before != after.date).then_some(ChangeKind::ActionRedated(before, after.date))
        }
        _ => None,
    });
    let updated = || (!step.changes.is_empty()).then_some(ChangeKind::ActionUpdated);
    closed.or(redated).or_else(updated)
}

/// Adds the updates that brought another status.
fn add_recommendation(one: &Recommendation, changes: &mut Vec<Change>) {
    let mut before = board::status_before(one);
    for update in &one.updates {
        let Some(status) = update.status.as_deref() else { continue };
        if before != Some(status) {
            let target = Target::Recommendation(one.id.clone());
            let what = ChangeKind::RecommendationStatus(status.to_owned());
            changes.push(Change { date: update.date, target, what });
        }
        before = Some(status);
    }
}

/// Adds the briefings that have a page and were given.
fn add_briefings(
    archive: &Archive,
    statuses: &BTreeMap<MeetingId, MeetingStatus>,
    as_of: NaiveDate,
    changes: &mut Vec<Change>,
) {
    for briefing in archive.briefings.values() {
        let meeting = briefing.meeting.as_ref();
        if board::is_held(meeting, briefing.date, statuses, as_of) == Some(true) {
            let target = Target::Briefing(briefing.id.clone());
            let (date, what) = (briefing.date, ChangeKind::BriefingGiven);
            changes.push(Change { date, target, what });
        }
    }
}

/// Adds what is known of pages themselves: when each was changed last, and when one was published
/// of which nothing else tells that it is there.
fn add_pages(archive: &Archive, changes: &mut Vec<Change>) {
    let mut add = |date: Option<NaiveDate>, target, what| {
        changes.extend(date.map(|date| Change { date, target, what }));
    };
    let changed = |source: &Utf8PathBuf| archive.dates.get(source)?.changed_after();
    for meeting in archive.meetings.values() {
        let is_told = |day: &NaiveDate| meeting.amendments.iter().any(|one| one.date == *day);
        let day = changed(&meeting.source).filter(|day| !is_told(day));
        add(day, Target::Meeting(meeting.id.clone()), ChangeKind::PageChanged);
    }
    for briefing in archive.briefings.values() {
        let target = Target::Briefing(briefing.id.clone());
        add(changed(&briefing.source), target, ChangeKind::PageChanged);
    }
    for page in archive.pages.values() {
        let target = Target::Page(page.id.clone());
        let published = archive.dates.get(&page.source).and_then(|dates| dates.published);
        add(published, target.clone(), ChangeKind::PagePublished);
        add(changed(&page.source), target, ChangeKind::PageChanged);
    }
}

/// The place of a kind among all.
fn rank(what: &ChangeKind) -> u8 {
    match what {
        ChangeKind::MeetingHeld => 0,
        ChangeKind::MeetingMoved(_) => 1,
        ChangeKind::MeetingApproved => 2,
        ChangeKind::MeetingAmended(_) => 3,
        ChangeKind::ActionOpened => 4,
        ChangeKind::ActionClosed(_) => 5,
        ChangeKind::ActionRedated(..) => 6,
        ChangeKind::ActionUpdated => 7,
        ChangeKind::DecisionTaken => 8,
        ChangeKind::RecommendationStatus(_) => 9,
        ChangeKind::BriefingGiven => 10,
        ChangeKind::PagePublished => 11,
        ChangeKind::PageChanged => 12,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests_support::*;
    use super::*;
    use crate::model::{ActionStatus, Amendment, Event, Moved, Origin};

    /// A change a line, newest first: `2017-06-13 p15 MeetingHeld`.
    fn told(archive: &Archive, as_of: &str) -> Vec<String> {
        let changes = on(archive, as_of).changes;
        changes
            .iter()
            .map(|one| format!("{} {} {:?}", one.date, one.target.id(), one.what))
            .collect()
    }

    #[test]
    fn what_happened_to_meetings() {
        let p15 = Meeting {
            approved: Some(Approval::At(MeetingId::new("p16"))),
            moved: vec![Moved { on: day("2017-06-06"), from: None, why: None }],
            amendments: vec![Amendment { date: day("2017-06-20"), what: "Owners.".into() }],
            ..meeting("p15", "2017-06-13T06:00")
        };
        let archive = archive_of(Vec::new(), vec![p15, meeting("p16", "2017-07-11T06:00")]);
        assert_eq!(told(&archive, "2017-06-12"), ["2017-06-06 p15 MeetingMoved(None)"]);
        assert_eq!(
            told(&archive, "2017-07-11"),
            [
                "2017-07-11 p16 MeetingHeld",
                "2017-07-11 p15 MeetingApproved",
                "2017-06-20 p15 MeetingAmended(\"Owners.\")",
                "2017-06-13 p15 MeetingHeld",
                "2017-06-06 p15 MeetingMoved(None)",
            ]
        );
    }

    #[test]
    fn a_step_of_an_item_is_one_change_the_strongest() {
        let events = vec![
            opening("2017-06-01", "2017-06-10"),
            Event { note: Some(words("Looked at.").into()), ..event("2017-06-02") },
            Event { title: Some(words("Send it.").into()), ..event("2017-06-03") },
            Event {
                title: Some(words("Send both.").into()),
                due: Some(due("2017-06-20")),
                ..event("2017-06-04")
            },
            Event {
                due: Some(due("2017-06-30")),
                status: Some(closing(ActionStatus::Completed, "")),
                ..event("2017-06-05")
            },
        ];
        let archive = archive_of_actions(vec![action("A-1", events)]);
        assert_eq!(
            told(&archive, "2017-07-01"),
            [
                "2017-06-05 A-1 ActionClosed(Completed)",
                "2017-06-04 A-1 ActionRedated(Some(2017-06-10), Some(2017-06-20))",
                "2017-06-03 A-1 ActionUpdated",
                "2017-06-01 A-1 ActionOpened",
            ]
        );
    }

    #[test]
    fn decisions_statuses_and_briefings_are_told_by_their_day() {
        let mut archive = archive();
        let taken = decision("D1", "2017-06-01", Origin::Other(String::new()));
        archive.decisions.insert(taken.id.clone(), taken.into());
        let one = Recommendation {
            status: Some("pending".into()),
            updates: vec![
                update("2017-05-01", "pending"),
                update("2017-06-01", "implemented"),
                update("2017-06-02", "implemented"),
            ],
            ..recommendation("ssr1/10")
        };
        add_recommendations(&mut archive, vec![one]);
        let page = briefing("b", "2017-06-01", None, &["ssr1/10"]);
        archive.briefings.insert(page.id.clone(), page);
        assert_eq!(
            told(&archive, "2018-01-01"),
            [
                "2017-06-01 D1 DecisionTaken",
                "2017-06-01 ssr1/10 RecommendationStatus(\"implemented\")",
                "2017-06-01 b BriefingGiven",
            ]
        );
        assert!(told(&archive, "2017-05-31").is_empty());
    }
}
