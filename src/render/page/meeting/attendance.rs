//! Who took part in a meeting, and who did not.

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    derive::MeetingAttendance,
    model::{Meeting, Name, PersonId},
    render::{
        html::escape,
        page::at::{At, Html, join},
    },
    text::number,
};

/// Some who took part, or did not.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AttendanceGroup")]
pub(super) struct Group {
    /// For looks: `present`, `apologies`, `absent`, `others`.
    class: &'static str,
    /// "Present", "Apologies" and so on.
    word: &'static str,
    /// How many they are.
    count: usize,
    /// Their names, in a line.
    names: Html,
}

/// Who was there, who was excused, who was missing.
pub(super) fn attendance(at: &At<'_>, meeting: &Meeting) -> Vec<Group> {
    let Some(log) = at.ctx.registers.attendance.meetings.get(&meeting.id) else {
        return Vec::new();
    };
    let there = |ids: &[PersonId]| join(ids.iter().map(|id| present(at, log, id)));
    let groups = [
        Group::new("present", "Present", log.present.len(), there(&log.present)),
        Group::new("apologies", "Apologies", log.apologies.len(), at.people(&log.apologies)),
        Group::new("absent", "Absent", log.absent.len(), at.people(&log.absent)),
        Group::new("others", "Also present", log.others.len(), there(&log.others)),
        Group::new("others", "Staff", log.staff.len(), at.names(&log.staff)),
        Group::new("others", "Observers", log.observers.len(), at.names(&log.observers)),
        Group::new("others", "Guests", log.guests.len(), at.names(&log.guests)),
    ];
    groups.into_iter().filter(|group| group.count > 0).collect()
}

/// "6 of 16 expected were there (38 %)."; nothing where nobody was expected.
pub(super) fn turnout(at: &At<'_>, meeting: &Meeting) -> Option<String> {
    let log = at.ctx.registers.attendance.meetings.get(&meeting.id)?;
    let (n_present, n_expected) = (log.present.len(), log.expected.len());
    let share = (n_present * 200 + n_expected).checked_div(2 * n_expected)?;
    let were = if n_present == 1 { "was" } else { "were" };
    Some(format!(
        "{} of {} expected {were} there ({share} %).",
        number(n_present),
        number(n_expected)
    ))
}

impl Group {
    const fn new(class: &'static str, word: &'static str, count: usize, names: Html) -> Self {
        Self { class, word, count, names }
    }
}

/// Somebody who was there, and how.
fn present(at: &At<'_>, log: &MeetingAttendance, id: &PersonId) -> Html {
    let part = log.partial.iter().find(|(who, _)| who == id).map(|(_, how)| how.as_str());
    let is_remote = log.remote.iter().any(|name| matches!(name, Name::Person(who) if who == id));
    noted(at.person(id), part, is_remote)
}

/// A name, with how they were there in brackets: "joined 06:20, remote".
fn noted(name: Html, part: Option<&str>, is_remote: bool) -> Html {
    let part = part.map(|how| if how.is_empty() { "in part" } else { how });
    let notes: Vec<&str> = part.into_iter().chain(is_remote.then_some("remote")).collect();
    if notes.is_empty() {
        name
    } else {
        Html(format!("{} ({})", name.0, escape(&notes.join(", "))))
    }
}
