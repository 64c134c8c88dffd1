//! Meetings: a page as written goes in; its instants, logs, agenda and linked text come out.

use std::collections::{BTreeMap, HashMap, hash_map::Entry};

use camino::Utf8Path;
use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use super::{
    Known, Outcome,
    agenda::Agenda,
    decisions,
    events::{Rows, Said, When},
    place,
    prose::Scribe,
    targets::attachment_address,
    times,
};
use crate::{
    content::written::{
        ApprovedEntry, AttachedFile, Ends, LogEntry, MeetingFile, RecordEntry, RecordPlaceEntry,
        Section, Text,
    },
    diagnostic::{Diagnostic, Sink, code},
    model::{
        ActionId, AgendaDay, Approval, Attachment, AttendanceLog, Decision, DecisionId, Meeting,
        MeetingId, Moved, Name, Part, Person, PersonId, Record, RecordPlace, SeriesId, Target,
        Team, TeamId,
    },
    source::Span,
    text::all_near,
    time::{Moment, date::long_day},
};

/// A meeting, and what its page says of things that have pages of their own.
pub(super) struct LinkedMeeting {
    meeting: Meeting,
    rows: Vec<((usize, usize), (Span, Said))>,
    decisions: Vec<Decision>,
    links: Vec<crate::model::Link>,
    sink: Sink,
}

/// The people of the archive, as far as a log needs them.
#[derive(Clone, Copy)]
struct Roster<'r> {
    people: &'r BTreeMap<PersonId, Person>,
    teams: &'r BTreeMap<TeamId, Team>,
}

/// When a meeting starts and ends.
pub(super) fn times(meeting: &MeetingFile, sink: &mut Sink) -> (Moment, Moment) {
    let later = meeting.takes_later_fold;
    let zone = &meeting.zone;
    let local = meeting.date.value.and_time(meeting.start.value);
    let start = times::moment(zone, local, later, meeting.start.span, sink);
    let end = match &meeting.ends {
        Ends::At(time) => {
            let day = meeting.end_date.as_ref().map_or(meeting.date.value, |date| date.value);
            times::moment(zone, day.and_time(time.value), later, time.span, sink)
        }
        Ends::After(length) => {
            let end = start.utc.checked_add_signed(length.value).unwrap_or(start.utc);
            zone.moment(end)
        }
    };
    (start, end)
}

/// Links a meeting's page.
pub(super) fn meeting(
    known: &Known<'_>,
    people: &BTreeMap<PersonId, Person>,
    teams: &BTreeMap<TeamId, Team>,
    at: usize,
) -> LinkedMeeting {
    let file = &known.contents.meetings[at];
    let (start, end) = known.timetable.times[at].clone();
    let id = MeetingId::new(file.id.as_str());
    let target = Target::Meeting(id.clone());
    let mut scribe =
        Scribe::new(known, target, file.path.as_str(), Some(&file.zone)).on(file.date.value);
    say_unknown_series(known, &file.series, &mut scribe.sink);
    let mut body = Body {
        known,
        file,
        at,
        rows: Vec::new(),
        decisions: Vec::new(),
        agenda: None,
        n_decisions: 0,
    };
    if file.has_agenda_file {
        body.read_agenda(&mut scribe);
    }
    let parts: Vec<Part> =
        file.body.iter().map(|section| body.part(section, &mut scribe)).collect();
    body.read_agenda(&mut scribe);
    let roster = Roster { people, teams };
    let meeting = Meeting {
        id,
        file: file.file,
        source: file.path.clone(),
        span: file.title.span,
        title: file.title.value.clone(),
        series: SeriesId::new(file.series.value.as_str()),
        number: file.number.as_ref().map(|number| number.value),
        number_span: file.number.as_ref().map_or(file.title.span, |number| number.span),
        date: file.date.value,
        end_date: file.end_date.as_ref().map_or(file.date.value, |date| date.value),
        start,
        end,
        zone: file.zone.clone(),
        location: file.location.clone(),
        stated_status: file.status,
        aliases: file.aliases.clone(),
        chair: known.people.names(&file.chair, &mut scribe.sink),
        description: file.description.clone(),
        is_draft: file.is_draft,
        approved: approval(&mut scribe, file),
        moved: moved(file),
        amendments: in_order(&file.amendments, |amendment| amendment.date),
        attendance: logs(known, file, roster, &mut scribe.sink),
        records: records(
            known,
            file.path.as_path(),
            "meetings",
            &file.id,
            &file.records,
            &file.attachments,
            &mut scribe.sink,
        ),
        joins: file.joins.clone(),
        agenda: body.agenda.take().unwrap_or_default(),
        parts,
        attachments: attachments("meetings", &file.id, &file.attachments),
        extra: file.extra.clone(),
    };
    let Body { rows, decisions, .. } = body;
    LinkedMeeting { meeting, rows, decisions, links: scribe.links, sink: scribe.sink }
}

/// The parts of a meeting's body, read in order.
struct Body<'m, 'a> {
    known: &'m Known<'a>,
    file: &'m MeetingFile,
    at: usize,
    rows: Vec<((usize, usize), (Span, Said))>,
    decisions: Vec<Decision>,
    agenda: Option<Vec<AgendaDay>>,
    /// How many decisions were read.
    n_decisions: usize,
}

impl<'m, 'a: 'm> Body<'m, 'a> {
    /// Reads the agenda where it stands first.
    fn read_agenda(&mut self, scribe: &mut Scribe<'m>) {
        if self.agenda.is_none() {
            let end = &self.known.timetable.times[self.at].1;
            let ids = self.known.anchors.agenda(self.at);
            self.agenda = Some(Agenda::new(self.file, ids, end, scribe).days());
        }
    }

    fn part(&mut self, section: &Section, scribe: &mut Scribe<'m>) -> Part {
        match section {
            Section::Prose(blocks) => Part::Prose(scribe.blocks(blocks)),
            Section::Agenda => {
                self.read_agenda(scribe);
                Part::Agenda
            }
            Section::Actions(rows) => Part::Actions(self.actions(rows, scribe)),
            Section::Decisions(items) => Part::Decisions(self.decisions(items, scribe)),
        }
    }

    fn actions(
        &mut self,
        rows: &[crate::content::written::ActionRow],
        scribe: &mut Scribe<'m>,
    ) -> Vec<(ActionId, usize)> {
        let start = self.known.timetable.times[self.at].0.utc;
        let series = Some((self.file.series.value.as_str(), start));
        let when = When { day: self.file.date.value, series };
        let n_before = self.rows.len();
        let mut ids = Vec::new();
        for (row, written) in rows.iter().enumerate() {
            let place = (self.at, n_before + row);
            let planned = self.known.actions.of_row(place.0, place.1);
            let said = match planned {
                Some((item, event)) => {
                    ids.push((item.id.clone(), event));
                    scribe.action_row(written, &item.id, when)
                }
                // The row has another's id, as has been said.
                None => Said::default(),
            };
            self.rows.push((place, (written.span, said)));
        }
        ids
    }

    fn decisions(
        &mut self,
        items: &[crate::content::written::DecisionItem],
        scribe: &mut Scribe<'m>,
    ) -> Vec<DecisionId> {
        let mut ids = Vec::new();
        for item in items {
            let n = self.n_decisions;
            self.n_decisions += 1;
            if let Some(id) = self.known.decisions.of_item(self.at, n) {
                ids.push(id.clone());
                let decision = decisions::of_meeting(scribe, self.file, item, id);
                self.decisions.push(decision);
            }
        }
        ids
    }
}

/// Meetings by id, what their rows say, and their decisions.
pub(super) fn gather(
    linked: Vec<LinkedMeeting>,
    out: &mut Outcome<'_>,
) -> (BTreeMap<MeetingId, Meeting>, Rows, BTreeMap<DecisionId, Decision>) {
    let mut meetings = BTreeMap::new();
    let mut rows = HashMap::new();
    let mut decisions = BTreeMap::new();
    for one in linked {
        meetings.insert(one.meeting.id.clone(), one.meeting);
        rows.extend(one.rows);
        decisions.extend(one.decisions.into_iter().map(|one| (one.id.clone(), one)));
        out.links.extend(one.links);
        out.sink.append(one.sink);
    }
    (meetings, rows, decisions)
}

fn say_unknown_series(known: &Known<'_>, series: &Text, sink: &mut Sink) {
    let all = &known.contents.site.series;
    if all.iter().any(|one| one.id.as_str() == series.value) {
        return;
    }
    let near = all_near(&series.value, all.iter().map(|one| one.id.as_str()));
    let near: Vec<String> = near.into_iter().map(str::to_owned).collect();
    let message = format!("site.toml has no series `{}`", series.value);
    let said = Diagnostic::new(code::KEY_VALUE, series.span, message);
    let otherwise = format!("add `[series.{}]` to site.toml", series.value);
    sink.push(place::suggest(known.sources, said, &near, Some(otherwise)));
}

/// Says that a team's series is none.
pub(super) fn known_series(known: &Known<'_>, series: &Text, sink: &mut Sink) -> Option<SeriesId> {
    say_unknown_series(known, series, sink);
    let all = &known.contents.site.series;
    all.iter().find(|one| one.id.as_str() == series.value).map(|one| one.id.clone())
}

fn approval(scribe: &mut Scribe<'_>, file: &MeetingFile) -> Option<Approval> {
    match file.approved.as_ref()? {
        ApprovedEntry::On(day) => Some(Approval::On(*day)),
        ApprovedEntry::At(id) => {
            let known = scribe.known;
            let meeting = known.meeting(id, &mut scribe.sink)?;
            scribe.field(Target::Meeting(meeting.clone()));
            Some(Approval::At(meeting))
        }
    }
}

fn moved(file: &MeetingFile) -> Vec<Moved> {
    let moved: Vec<Moved> = file
        .moved
        .iter()
        .map(|one| Moved { on: one.on.value, from: one.from, why: one.why.clone() })
        .collect();
    in_order(&moved, |one| one.on)
}

fn in_order<T: Clone>(all: &[T], day: impl Fn(&T) -> NaiveDate) -> Vec<T> {
    let mut sorted = all.to_vec();
    sorted.sort_by_key(day);
    sorted
}

/// The files of a bundle, with their addresses.
pub(super) fn attachments(kind: &str, id: &str, files: &[AttachedFile]) -> Vec<Attachment> {
    let attachment = |file: &AttachedFile| Attachment {
        name: file.name.as_str().into(),
        address: attachment_address(kind, id, &file.name),
        entry: file.entry.clone(),
    };
    files.iter().map(attachment).collect()
}

/// What a meeting or briefing left behind; a file that is not there is said and left out.
pub(super) fn records(
    known: &Known<'_>,
    path: &Utf8Path,
    kind: &str,
    id: &str,
    entries: &[RecordEntry],
    files: &[AttachedFile],
    sink: &mut Sink,
) -> Vec<Record> {
    let mut records = Vec::new();
    for entry in entries {
        let place = match &entry.place {
            RecordPlaceEntry::Url(url) => Some(RecordPlace::Url(url.clone())),
            RecordPlaceEntry::File(name) => {
                let found = record_file(kind, id, name, files);
                if found.is_none() {
                    sink.push(no_record_file(known, path, name, files));
                }
                found
            }
        };
        records.extend(place.map(|place| Record {
            kind: entry.kind,
            title: entry.title.clone(),
            place,
            language: entry.language.clone(),
            length: entry.length.clone(),
        }));
    }
    records
}

fn record_file(kind: &str, id: &str, name: &Text, files: &[AttachedFile]) -> Option<RecordPlace> {
    let wanted: String = name.value.nfc().collect();
    let wanted = wanted.strip_prefix("./").unwrap_or(&wanted);
    let file = files.iter().find(|file| file.name == wanted)?;
    let address = attachment_address(kind, id, &file.name);
    let bytes = match &file.entry {
        crate::source::Entry::Bytes(bytes) => bytes.len() as u64,
        crate::source::Entry::OnDisk { bytes, .. } => *bytes,
        crate::source::Entry::Unreadable(_) => 0,
    };
    Some(RecordPlace::File { address, bytes })
}

fn no_record_file(
    known: &Known<'_>,
    path: &Utf8Path,
    name: &Text,
    files: &[AttachedFile],
) -> Diagnostic {
    let message = format!("there is no file `{}` beside this page", name.value);
    let said = Diagnostic::new(code::LINK_FILE, name.span, message);
    let near = all_near(&name.value, files.iter().map(|file| file.name.as_str()));
    let near: Vec<String> = near.into_iter().map(str::to_owned).collect();
    let folder = path.parent().map_or("", Utf8Path::as_str);
    let is_bundle = path.file_name() == Some("index.md");
    let otherwise = if is_bundle {
        format!("put `{}` into `{folder}/`", name.value)
    } else {
        let bundle = path.with_extension("");
        format!("move the page to `{bundle}/index.md` and put the file beside it")
    };
    place::suggest(known.sources, said, &near, Some(otherwise))
}

fn logs(
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
        self.check_day();
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

    fn check_day(&mut self) {
        let Some(day) = &self.entry.day else { return };
        let first = self.file.date.value;
        let last = self.file.end_date.as_ref().map_or(first, |date| date.value);
        // A meeting across midnight has two days without saying so.
        if day.value < first || day.value > last {
            let message = format!("{} is no day of this meeting", long_day(day.value));
            let help = if first == last {
                format!("write `{first}`")
            } else {
                format!("write a day from `{first}` to `{last}`")
            };
            self.sink.push(Diagnostic::new(code::KEY_VALUE, day.span, message).help(help));
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
        if let Some(&first) = self.present.get(name) {
            self.sink.push(repeated(text, first));
            return false;
        }
        self.present.insert(name.clone(), text.span);
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
            let name = self.known.people.name(text, &mut self.sink);
            if !remote.contains(&name) {
                remote.push(name);
            }
        }
        remote
    }

    fn check_memberships(&mut self, members: &[(PersonId, Span)], roster: Roster<'_>) {
        let day = self.entry.day.as_ref().map_or(self.file.date.value, |day| day.value);
        let series = self.file.series.value.as_str();
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
