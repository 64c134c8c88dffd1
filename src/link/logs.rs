//! Attendance logs: names as written go in, people come out; who is listed twice is said.

use std::collections::{BTreeMap, HashMap, hash_map::Entry};

use chrono::NaiveDate;

use super::Known;
use crate::{
    content::written::{LogEntry, MeetingFile, Text},
    diagnostic::{Diagnostic, Sink, code},
    model::{AttendanceLog, Name, Person, PersonId, Team, TeamId},
    source::Span,
    text::name::fold,
    time::date::long_day,
};

/// The people of the archive, as far as a log needs them.
#[derive(Clone, Copy)]
pub(super) struct Roster<'r> {
    pub(super) people: &'r BTreeMap<PersonId, Person>,
    pub(super) teams: &'r BTreeMap<TeamId, Team>,
}

/// The logs of a meeting.
pub(super) fn logs(
    known: &Known<'_>,
    file: &MeetingFile,
    roster: Roster<'_>,
    sink: &mut Sink,
) -> Vec<AttendanceLog> {
    let log = |entry: &LogEntry| {
        let mut reader = LogReader::new(known, file, entry);
        let log = reader.log(roster);
        sink.append(reader.sink);
        log
    };
    file.attendance.iter().map(log).collect()
}

/// Reads one log.
struct LogReader<'l, 'a> {
    known: &'l Known<'a>,
    file: &'l MeetingFile,
    entry: &'l LogEntry,
    /// Those listed so far, and where.
    present: HashMap<Name, Span>,
    sink: Sink,
}

impl<'l, 'a> LogReader<'l, 'a> {
    fn new(known: &'l Known<'a>, file: &'l MeetingFile, entry: &'l LogEntry) -> Self {
        Self { known, file, entry, present: HashMap::new(), sink: Sink::default() }
    }

    fn log(&mut self, roster: Roster<'_>) -> AttendanceLog {
        let mut members = self.members();
        let partial = self.partial(&mut members);
        self.check_memberships(&members, roster);
        let entry = self.entry;
        let staff = self.others(&entry.staff);
        let observers = self.others(&entry.observers);
        let guests = self.others(&entry.guests);
        let apologies = self.apologies();
        AttendanceLog {
            day: entry.day.as_ref().map(|day| day.value),
            members: members.into_iter().map(|(id, _)| id).collect(),
            staff,
            observers,
            guests,
            apologies,
            partial,
            remote: self.remote(),
        }
    }

    fn members(&mut self) -> Vec<(PersonId, Span)> {
        let mut members = Vec::new();
        for text in &self.entry.members {
            let person = self.known.people.person(text, self.known.sources, &mut self.sink);
            if let Some(id) = person
                && self.enter(&Name::Person(id.clone()), text)
            {
                members.push((id, text.span));
            }
        }
        members
    }

    /// Those present for a part; they count as listed under members.
    fn partial(&mut self, members: &mut Vec<(PersonId, Span)>) -> Vec<(PersonId, String)> {
        let mut partial: Vec<(PersonId, String)> = Vec::new();
        let mut seen: HashMap<PersonId, Span> = HashMap::new();
        for (text, how) in &self.entry.partial {
            let person = self.known.people.person(text, self.known.sources, &mut self.sink);
            let Some(id) = person else { continue };
            if let Some(&first) = seen.get(&id) {
                self.sink.push(repeated(text, first));
                continue;
            }
            seen.insert(id.clone(), text.span);
            if let Entry::Vacant(free) = self.present.entry(Name::Person(id.clone())) {
                free.insert(text.span);
                members.push((id.clone(), text.span));
            }
            partial.push((id, how.clone()));
        }
        partial
    }

    fn others(&mut self, texts: &[Text]) -> Vec<Name> {
        let mut names = Vec::new();
        for text in texts {
            let name = self.known.people.name(text, &mut self.sink);
            if self.enter(&name, text) {
                names.push(name);
            }
        }
        names
    }

    /// Lists somebody as present; false, and said, if they are already.
    fn enter(&mut self, name: &Name, text: &Text) -> bool {
        let key = match name {
            Name::Other(name) => Name::Other(fold(name)),
            known => known.clone(),
        };
        if let Some(&first) = self.present.get(&key) {
            self.sink.push(repeated(text, first));
            return false;
        }
        self.present.insert(key, text.span);
        true
    }

    fn apologies(&mut self) -> Vec<PersonId> {
        let mut apologies = Vec::new();
        let mut seen: HashMap<PersonId, Span> = HashMap::new();
        for text in &self.entry.apologies {
            let person = self.known.people.person(text, self.known.sources, &mut self.sink);
            let Some(id) = person else { continue };
            if let Some(&first) = seen.get(&id) {
                self.sink.push(repeated(text, first));
                continue;
            }
            seen.insert(id.clone(), text.span);
            match self.present.get(&Name::Person(id.clone())) {
                Some(&first) => self.sink.push(conflict(text, first)),
                None => apologies.push(id),
            }
        }
        apologies
    }

    fn remote(&mut self) -> Vec<Name> {
        let mut remote = Vec::new();
        for text in &self.entry.remote {
            let is_present = |name: &Name| self.present.contains_key(name);
            let (people, sources) = (&self.known.people, self.known.sources);
            let name = people.name_among(text, is_present, sources, &mut self.sink);
            if !remote.contains(&name) {
                remote.push(name);
            }
        }
        remote
    }

    fn check_memberships(&mut self, members: &[(PersonId, Span)], roster: Roster<'_>) {
        let day = self.entry.day.as_ref().map_or(self.file.date.value, |day| day.value);
        let series = self.file.series.value.as_str();
        // whose meeting it is has to be said first
        if series.is_empty() {
            return;
        }
        let own = |team: &&Team| team.series.as_ref().is_some_and(|own| own.as_str() == series);
        let teams: Vec<&Team> = roster.teams.values().filter(own).collect();
        for (id, span) in members {
            let person = roster.people.get(id);
            let belongs = person.is_some_and(|person| person.role_on(day).is_some());
            let in_team = || teams.iter().any(|team| team.people().any(|other| other == id));
            if let Some(person) = person.filter(|_| !belongs && !in_team()) {
                self.sink.push(not_a_member(person, day, *span));
            }
        }
    }
}

fn repeated(text: &Text, first: Span) -> Diagnostic {
    Diagnostic::new(
        code::ATTENDANCE_REPEATED,
        text.span,
        format!("`{}` is listed twice", text.value),
    )
    .help("list everybody once")
    .related(first, "first listed here")
}

fn conflict(text: &Text, first: Span) -> Diagnostic {
    let message = format!("`{}` is listed as present and as excused", text.value);
    Diagnostic::new(code::ATTENDANCE_CONFLICT, text.span, message)
        .help(format!("take `{}` out of one of the two lists", text.value))
        .related(first, "listed as present here")
}

fn not_a_member(person: &Person, day: NaiveDate, span: Span) -> Diagnostic {
    let message = format!("`{}` had no membership on {}", person.name, long_day(day));
    Diagnostic::new(code::ATTENDANCE_NOT_A_MEMBER, span, message)
        .help("list them under `guests` or `observers`, or add a `[[person.membership]]` to people.toml")
        .related(person.span, "in the roster here")
}
