//! Who took part in a meeting, and who did not.

use std::collections::{HashMap, HashSet};

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    derive::MeetingAttendance,
    model::{Meeting, Name, PersonId},
    render::{
        html::escape,
        messages::Given,
        page::{
            at::{At, Html},
            part::rate,
        },
    },
};

/// Some who took part, or did not.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AttendanceGroup")]
pub(super) struct Group {
    /// For looks: `present`, `apologies`, `absent`, `others`.
    class: &'static str,
    /// "Present", "Apologies" and so on.
    word: String,
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
    let ways = Ways::of(log);
    let there = |ids: &[PersonId]| at.join(ids.iter().map(|id| ways.named(at, id)));
    let group =
        |class, key, count, names| Group { class, word: at.word(key).to_owned(), count, names };
    let groups = [
        group("present", "meeting.present", log.present.len(), there(&log.present)),
        group("apologies", "meeting.apologies", log.apologies.len(), at.people(&log.apologies)),
        group("absent", "meeting.absent", log.absent.len(), at.people(&log.absent)),
        group("others", "meeting.also_present", log.others.len(), there(&log.others)),
        group("others", "meeting.staff", log.staff.len(), at.names(&log.staff)),
        group("others", "meeting.observers", log.observers.len(), at.names(&log.observers)),
        group("others", "meeting.guests", log.guests.len(), at.names(&log.guests)),
    ];
    groups.into_iter().filter(|group| group.count > 0).collect()
}

/// "6 of 16 expected were there (38 %)."; nothing where nobody was expected.
pub(super) fn turnout(at: &At<'_>, meeting: &Meeting) -> Option<String> {
    let log = at.ctx.registers.attendance.meetings.get(&meeting.id)?;
    let (n_present, n_expected) = (log.present.len(), log.expected.len());
    let [present, expected] = [n_present, n_expected].map(|n| u32::try_from(n).unwrap_or_default());
    let (all, rate) = (at.number(n_expected), rate(at, present, expected));
    let given: &Given<'_> = &[("expected", &all), ("rate", &rate)];
    (n_expected > 0).then(|| at.ctx.messages.count("meeting.turnout", n_present, given))
}

/// How those were there who were so in part, or from afar.
struct Ways<'a> {
    partial: HashMap<&'a PersonId, &'a str>,
    remote: HashSet<&'a PersonId>,
}

impl<'a> Ways<'a> {
    fn of(log: &'a MeetingAttendance) -> Self {
        let person = |name: &'a Name| match name {
            Name::Person(id) => Some(id),
            Name::Group(_) | Name::Other(_) => None,
        };
        Self {
            partial: log.partial.iter().map(|(id, how)| (id, how.as_str())).collect(),
            remote: log.remote.iter().filter_map(person).collect(),
        }
    }

    /// Somebody who was there, and how.
    fn named(&self, at: &At<'_>, id: &PersonId) -> Html {
        noted(at, id, self.partial.get(id).copied(), self.remote.contains(id))
    }
}

/// A name, with how they were there in brackets: "joined 06:20, remote".
fn noted(at: &At<'_>, id: &PersonId, part: Option<&str>, is_remote: bool) -> Html {
    let part = part.map(|how| if how.is_empty() { at.word("meeting.in_part") } else { how });
    let remote = is_remote.then(|| at.word("meeting.remote"));
    let notes = at.ctx.messages.list(part.into_iter().chain(remote));
    let name = at.person(id);
    if notes.is_empty() { name } else { Html(format!("{name} ({})", escape(&notes))) }
}
