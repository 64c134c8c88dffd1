//! Meetings: a page as written goes in; its instants, logs, agenda and linked text come out.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;

use super::{
    Known, Outcome,
    agenda::Agenda,
    bundle::Bundle,
    decisions,
    events::{Rows, Said, When},
    logs::{Roster, logs},
    place,
    prose::{Finds, Scribe},
    times,
};
use crate::{
    content::written::{ApprovedEntry, Ends, MeetingFile, Section, Text},
    diagnostic::{Diagnostic, Sink, code},
    model::{
        ActionId, AgendaDay, Approval, Decision, DecisionId, Meeting, MeetingId, Moved, Part,
        SeriesId, Target,
    },
    source::Span,
    text::all_near,
    time::Moment,
};

/// A meeting, and what its page says of things that have pages of their own.
#[derive(Clone, Debug)]
pub(super) struct LinkedMeeting {
    meeting: Arc<Meeting>,
    /// Where each row is that it has of action items, and what it says.
    rows: Vec<(Span, Said)>,
    decisions: Vec<Arc<Decision>>,
    finds: Finds,
}

impl LinkedMeeting {
    /// The other pages whose places it asked for.
    pub(super) fn asked(&self) -> &[Target] {
        &self.finds.asked
    }

    /// Whether nothing in it was wrong.
    pub(super) fn is_sound(&self) -> bool {
        self.finds.sink.is_empty()
    }

    /// Whether it says the same of things that have pages of their own, wherever it says it; its
    /// links aside.
    pub(super) fn tells_as(&self, other: &Self) -> bool {
        let (days, others) = (&self.meeting.agenda, &other.meeting.agenda);
        let rows = |one: &Self, other: &Self| {
            let mut rows = one.rows.iter().zip(&other.rows);
            one.rows.len() == other.rows.len() && rows.all(|((_, a), (_, b))| a.tells_as(b))
        };
        let decisions = |one: &Self, other: &Self| {
            let mut decisions = one.decisions.iter().zip(&other.decisions);
            one.decisions.len() == other.decisions.len() && decisions.all(|(a, b)| a.tells_as(b))
        };
        rows(self, other)
            && decisions(self, other)
            && days.len() == others.len()
            && days.iter().zip(others).all(|(one, other)| one.tells_as(other))
    }
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
pub(super) fn meeting(known: &Known<'_>, roster: Roster<'_>, at: usize) -> LinkedMeeting {
    let file = &known.contents.meetings[at];
    let target = Target::Meeting(MeetingId::new(file.id.as_str()));
    let mut scribe =
        Scribe::new(known, target, file.path.as_str(), Some(&file.zone)).on(file.date.value);
    say_unknown_series(known, &file.series, &mut scribe.sink);
    let mut body = Body::new(known, at);
    let parts = body.parts(&mut scribe);
    let agenda = body.agenda.take().unwrap_or_default();
    let meeting = Meeting {
        parts,
        agenda,
        chair: known.people.chairs(&file.chair, known.sources, &mut scribe.sink),
        approved: approval(&mut scribe, file),
        attendance: logs(known, file, roster, &mut scribe.sink),
        records: Bundle::of_meeting(file).records(&file.records, &mut scribe),
        ..as_written(known, at)
    };
    let Body { rows, decisions, .. } = body;
    LinkedMeeting { meeting: Arc::new(meeting), rows, decisions, finds: scribe.finish() }
}

/// What of a meeting needs nothing looked up.
fn as_written(known: &Known<'_>, at: usize) -> Meeting {
    let file = &known.contents.meetings[at];
    let (start, end) = known.timetable.times[at].clone();
    Meeting {
        id: MeetingId::new(file.id.as_str()),
        first_id: MeetingId::new(
            known.first_id(&file.id, &file.aliases, |id| Target::Meeting(MeetingId::new(id))),
        ),
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
        chair: Vec::new(),
        description: file.description.clone(),
        is_draft: file.is_draft,
        approved: None,
        moved: moved(file),
        amendments: in_order(&file.amendments, |amendment| amendment.date),
        attendance: Vec::new(),
        records: Vec::new(),
        joins: file.joins.clone(),
        agenda: Vec::new(),
        parts: Vec::new(),
        attachments: Bundle::of_meeting(file).attachments(),
        extra: file.extra.clone(),
    }
}

/// The parts of a meeting's body, read in order.
struct Body<'m, 'a> {
    known: &'m Known<'a>,
    file: &'m MeetingFile,
    at: usize,
    rows: Vec<(Span, Said)>,
    decisions: Vec<Arc<Decision>>,
    agenda: Option<Vec<AgendaDay>>,
    /// How many decisions were read.
    n_decisions: usize,
}

impl<'m, 'a: 'm> Body<'m, 'a> {
    fn new(known: &'m Known<'a>, at: usize) -> Self {
        Self {
            known,
            file: &known.contents.meetings[at],
            at,
            rows: Vec::new(),
            decisions: Vec::new(),
            agenda: None,
            n_decisions: 0,
        }
    }

    /// Reads all parts; the agenda even where the body has no place for it.
    fn parts(&mut self, scribe: &mut Scribe<'m>) -> Vec<Part> {
        if self.file.has_agenda_file {
            self.read_agenda(scribe);
        }
        let file = self.file;
        let parts = file.body.iter().map(|section| self.part(section, scribe)).collect();
        self.read_agenda(scribe);
        parts
    }

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
            Section::Prose(prose) => Part::Prose(prose.map(|blocks| scribe.blocks(blocks))),
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
            let planned = self.known.actions.of_row(self.at, n_before + row);
            let said = match planned {
                Some((item, event)) => {
                    ids.push((item.id.clone(), event));
                    scribe.action_row(written, &item.id, when)
                }
                // The row has another's id, as has been said.
                None => Said::default(),
            };
            self.rows.push((written.span, said));
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
                self.decisions.push(decision.into());
            }
        }
        ids
    }
}

/// The meetings alone, in their order.
pub(super) fn alone(linked: &[Arc<LinkedMeeting>]) -> Vec<Arc<Meeting>> {
    linked.iter().map(|one| Arc::clone(&one.meeting)).collect()
}

/// Meetings by id, and their decisions.
pub(super) fn gather(
    linked: &[Arc<LinkedMeeting>],
    out: &mut Outcome<'_>,
) -> (BTreeMap<MeetingId, Arc<Meeting>>, BTreeMap<DecisionId, Arc<Decision>>) {
    let meetings = linked.iter().map(|one| (one.meeting.id.clone(), Arc::clone(&one.meeting)));
    let decisions = linked.iter().flat_map(|one| &one.decisions);
    let decisions = decisions.map(|one| (one.id.clone(), Arc::clone(one)));
    linked.iter().for_each(|one| out.take(&one.finds));
    (meetings.collect(), decisions.collect())
}

/// What the rows of all meetings say, which are in their order.
pub(super) fn rows<'l>(known: &Known<'_>, linked: &'l [Arc<LinkedMeeting>]) -> Rows<'l> {
    let mut rows: Rows<'_> = vec![&[]; known.contents.meetings.len()];
    for (&at, one) in known.timetable.order.iter().zip(linked) {
        rows[at] = &one.rows;
    }
    rows
}

fn say_unknown_series(known: &Known<'_>, series: &Text, sink: &mut Sink) {
    let all = &known.contents.site.series;
    // one that is missing has been told
    if series.value.is_empty() || all.iter().any(|one| one.id.as_str() == series.value) {
        return;
    }
    let near = all_near(&series.value, all.iter().map(|one| one.id.as_str()));
    let near: Vec<String> = near.into_iter().map(str::to_owned).collect();
    let message = format!("site.toml has no series `{}`", series.value);
    let said = Diagnostic::new(code::KEY_VALUE, series.span, message);
    let otherwise = format!("add `[series.{}]` to site.toml", series.value);
    sink.push(place::suggest(known.sources, said, series, &near, otherwise));
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
