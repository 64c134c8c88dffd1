//! Participation: logs of meetings in, sessions that count, marks, tallies and lists out.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};

use super::{
    Attendance, Mark, MeetingAttendance, PersonAttendance, Session, Tally,
    expected::{Expected, People},
};
use crate::{
    model::{Archive, AttendanceLog, Meeting, MeetingId, MeetingStatus, Name, PersonId},
    time::Local,
};

/// Participation as of a day.
pub(super) fn attendance(
    archive: &Archive,
    statuses: &BTreeMap<MeetingId, MeetingStatus>,
    as_of: NaiveDate,
) -> Attendance {
    let logs = logs(archive, statuses, as_of);
    let mut attendance = Attendance { people: roster(archive, as_of), ..Attendance::default() };
    for meeting in logs.chunk_by(|a, b| a.meeting.id == b.meeting.id) {
        if let [first, ..] = meeting {
            attendance.meetings.insert(first.meeting.id.clone(), together(meeting));
        }
    }
    let mut sessions: Vec<_> = logs.iter().filter(|log| log.is_counted).collect();
    sessions.sort_by_key(|log| (log.start, &log.meeting.id, log.day));
    for log in sessions {
        count(&mut attendance, log);
    }
    attendance
}

/// A log: of a meeting, or of a day of one.
struct Sitting<'a> {
    meeting: &'a Meeting,
    log: &'a AttendanceLog,
    /// The local day it is of.
    day: NaiveDate,
    start: DateTime<Utc>,
    /// Nobody where the series does not count.
    expected: People<'a>,
    /// Whether the series counts.
    is_rated: bool,
    /// Whether it counts, and the meeting was held.
    is_counted: bool,
}

impl Sitting<'_> {
    fn present(&self) -> impl Iterator<Item = &PersonId> {
        self.log.members.iter().chain(self.log.partial.iter().map(|(id, _)| id))
    }
}

/// The logs of the days until the as-of day, of meetings that were not cancelled; in order of the
/// meetings' starts, those of one meeting together.
fn logs<'a>(
    archive: &'a Archive,
    statuses: &BTreeMap<MeetingId, MeetingStatus>,
    as_of: NaiveDate,
) -> Vec<Sitting<'a>> {
    let meetings = archive.meetings_by_start.iter().filter_map(|id| archive.meetings.get(id));
    let dated = meetings.flat_map(|meeting| {
        meeting.attendance.iter().map(move |log| (meeting, log, log.day.unwrap_or(meeting.date)))
    });
    let is_shown = |meeting: &Meeting, day: NaiveDate| {
        meeting.date <= as_of
            && day <= as_of
            && statuses.get(&meeting.id) != Some(&MeetingStatus::Cancelled)
    };
    let shown: Vec<_> = dated.filter(|&(meeting, _, day)| is_shown(meeting, day)).collect();
    let days = shown.iter().map(|&(_, _, day)| day).collect();
    let expected = Expected::on_days(archive, &days);
    let held = |meeting: &Meeting| statuses.get(&meeting.id) == Some(&MeetingStatus::Held);
    let read = |(meeting, log, day): (&'a Meeting, &'a AttendanceLog, NaiveDate)| {
        let series = archive.site.series(&meeting.series);
        let is_rated = series.is_none_or(|series| series.counts_attendance);
        let expected = if is_rated { expected.at(&meeting.series, day) } else { People::from([]) };
        let is_counted = is_rated && held(meeting);
        Sitting { meeting, log, day, start: start(meeting, log), expected, is_rated, is_counted }
    };
    shown.into_iter().map(read).collect()
}

/// When a session began: a day of a meeting begins when its first day does, by the local clock.
fn start(meeting: &Meeting, log: &AttendanceLog) -> DateTime<Utc> {
    let Some(day) = log.day else { return meeting.start.utc };
    match meeting.zone.at(day.and_time(meeting.start.in_zone(&meeting.zone).local().time())) {
        Local::Unique(moment)
        | Local::Gap { before: moment, .. }
        | Local::Fold { earlier: moment, .. } => moment.utc,
    }
}

/// Everybody who has had a rated membership by a day, with nothing counted yet.
fn roster(archive: &Archive, as_of: NaiveDate) -> BTreeMap<PersonId, PersonAttendance> {
    let has_served = |start: Option<NaiveDate>| start.is_none_or(|start| start <= as_of);
    let people = archive.people.values().filter(|person| {
        person.memberships.iter().any(|term| term.is_rated() && has_served(term.start))
    });
    people.map(|person| (person.id.clone(), PersonAttendance::default())).collect()
}

/// Adds a session to everything that is counted.
fn count(attendance: &mut Attendance, log: &Sitting<'_>) {
    let marks = marks(log);
    let mut tally = Tally::default();
    for &mark in marks.values() {
        tally.add(mark);
    }
    attendance.months.entry(month(log.day)).or_default().merge(tally);
    let slot = attendance.slots.entry(format!("{:02}:00", log.start.hour())).or_default();
    slot.0 += 1;
    slot.1.merge(tally);
    let place = attendance.sessions.len();
    for (id, &mark) in &marks {
        count_person(attendance.people.entry(id.clone()).or_default(), log, place, mark);
    }
    attendance.sessions.push(Session {
        meeting: log.meeting.id.clone(),
        day: log.day,
        is_daily: log.log.day.is_some(),
        marks,
        tally,
    });
}

fn count_person(person: &mut PersonAttendance, log: &Sitting<'_>, place: usize, mark: Mark) {
    person.tally.add(mark);
    person.months.entry(month(log.day)).or_default().add(mark);
    person.quarters.entry(quarter(log.day)).or_default().add(mark);
    person.series.entry(log.meeting.series.clone()).or_default().add(mark);
    person.marks.push((place, mark));
}

/// The mark of each expected person.
fn marks(log: &Sitting<'_>) -> BTreeMap<PersonId, Mark> {
    let partial: BTreeSet<_> = log.log.partial.iter().map(|(id, _)| id).collect();
    let members: BTreeSet<_> = log.log.members.iter().collect();
    let excused: BTreeSet<_> = log.log.apologies.iter().collect();
    let mark = |id: &PersonId| match () {
        () if partial.contains(id) => Mark::Partial,
        () if members.contains(id) => Mark::Present,
        () if excused.contains(id) => Mark::Apologies,
        () => Mark::Absent,
    };
    log.expected.iter().map(|&id| (id.clone(), mark(id))).collect()
}

/// `2017-06`
fn month(day: NaiveDate) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// `2017-Q2`
fn quarter(day: NaiveDate) -> String {
    format!("{:04}-Q{}", day.year(), day.month0() / 3 + 1)
}

/// Who took part in a meeting, its days together: whoever was there on any day was there; whoever
/// was excused on some day, and there on none, was excused.
fn together(logs: &[Sitting<'_>]) -> MeetingAttendance {
    let is_rated = logs.iter().any(|log| log.is_rated);
    let expected: BTreeSet<_> = logs.iter().flat_map(|log| log.expected.iter().copied()).collect();
    let there: BTreeSet<_> = logs.iter().flat_map(Sitting::present).collect();
    let excused: BTreeSet<_> = logs.iter().flat_map(|log| &log.log.apologies).collect();
    let is_listed = |id: &PersonId| !is_rated || expected.contains(id);
    let of = |people: &BTreeSet<&PersonId>, is_meant: &dyn Fn(&PersonId) -> bool| {
        people.iter().filter(|id| is_meant(id)).map(|&id| id.clone()).collect::<Vec<_>>()
    };
    MeetingAttendance {
        expected: of(&expected, &|_| true),
        present: of(&there, &is_listed),
        partial: partial(logs, &is_listed),
        remote: names(logs, |log| &log.remote),
        apologies: of(&excused, &|id| !there.contains(id)),
        absent: of(&expected, &|id| !there.contains(id) && !excused.contains(id)),
        others: of(&there, &|id| !is_listed(id)),
        staff: names(logs, |log| &log.staff),
        observers: names(logs, |log| &log.observers),
        guests: names(logs, |log| &log.guests),
    }
}

/// Those who were there for a part, with what is said of each of their days.
fn partial(logs: &[Sitting<'_>], is_listed: &dyn Fn(&PersonId) -> bool) -> Vec<(PersonId, String)> {
    let mut ways: BTreeMap<&PersonId, Vec<&str>> = BTreeMap::new();
    for (id, way) in logs.iter().flat_map(|log| &log.log.partial) {
        let said = ways.entry(id).or_default();
        if !way.is_empty() && !said.contains(&way.as_str()) {
            said.push(way);
        }
    }
    ways.retain(|id, _| is_listed(id));
    ways.into_iter().map(|(id, said)| (id.clone(), said.join("; "))).collect()
}

/// Names of all days, each once, in the order they are first listed.
fn names(logs: &[Sitting<'_>], list: impl Fn(&AttendanceLog) -> &Vec<Name>) -> Vec<Name> {
    let mut seen = BTreeSet::new();
    let all = logs.iter().flat_map(|log| list(log.log));
    all.filter(|name| seen.insert(*name)).cloned().collect()
}
