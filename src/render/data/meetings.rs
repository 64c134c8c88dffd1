//! `meetings.json`.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Day, Instant, LocalTime, RecordEntry,
    value::{ids, names, records, url},
};
use crate::{
    derive::{MeetingAttendance, Registers},
    model::{
        ActionId, AgendaDay, AgendaItem, Amendment, Approval, Archive, DecisionId, Extra, Meeting,
        MeetingId, MeetingStatus, Moved, Origin, Part, Target,
    },
    render::Context,
    source::prose::plain,
};

/// A meeting.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct MeetingEntry<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its page.
    pub url: String,
    /// Its title.
    pub title: &'a str,
    /// Its series.
    pub series: &'a str,
    /// Its number in the series.
    pub number: Option<u32>,
    /// What it is on the as-of day.
    #[schemars(extend("enum" = ["scheduled", "held", "cancelled"]))]
    pub status: &'static str,
    /// Its own zone.
    pub zone: &'a str,
    /// The start of its first day.
    pub start: Instant,
    /// The end of its last day.
    pub end: Instant,
    /// The start in its own zone.
    pub start_local: LocalTime,
    /// The end in its own zone.
    pub end_local: LocalTime,
    /// Where.
    pub location: Option<&'a str>,
    /// Who was there; lists are empty where nobody kept a log, or the meeting is to come.
    pub attendance: AttendanceLists<'a>,
    /// The top-level items of all days, in order.
    pub agenda: Vec<AgendaEntry<'a>>,
    /// Ids of the action items that it opened or looked at.
    pub actions: Vec<&'a str>,
    /// Ids of the decisions that it took.
    pub decisions: Vec<&'a str>,
    /// When its minutes were approved; null while they are not.
    pub approved: Option<ApprovalEntry<'a>>,
    /// What was corrected in them after publication.
    pub amendments: Vec<AmendmentEntry<'a>>,
    /// The times that it was announced for another time.
    pub moved: Vec<MoveEntry<'a>>,
    /// What it left behind.
    pub records: Vec<RecordEntry<'a>>,
    /// Its file, from the root of the archive.
    pub source: &'a str,
    /// Own keys, as they stand.
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub extra: &'a Extra,
}

/// How minutes came to be approved.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ApprovalEntry<'a> {
    /// The day.
    pub date: Day,
    /// The meeting's id; null where it was none.
    pub meeting: Option<&'a str>,
}

/// A correction of the minutes.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AmendmentEntry<'a> {
    /// The day.
    pub date: Day,
    /// What was corrected.
    pub what: &'a str,
}

/// A time that it was announced for before.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct MoveEntry<'a> {
    /// The day it was moved.
    pub on: Day,
    /// The start as announced before, on its own clock: `2017-06-13T21:00:00`.
    pub from: Option<String>,
    /// Why.
    pub why: Option<&'a str>,
}

/// Who took part: ids of those whom the roster knows, names of others.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct AttendanceLists<'a> {
    /// Who was expected; empty where the series is not rated.
    pub expected: Vec<&'a str>,
    /// Expected people who were there, in part or whole; in a series that is not rated, all
    /// members who were.
    pub present: Vec<&'a str>,
    /// Those of them who were there for a part.
    pub partial: Vec<&'a str>,
    /// Those who took part from afar.
    pub remote: Vec<&'a str>,
    /// Who was excused.
    pub apologies: Vec<&'a str>,
    /// Who was expected, and neither there nor excused.
    pub absent: Vec<&'a str>,
    /// Staff.
    pub staff: Vec<&'a str>,
    /// Observers.
    pub observers: Vec<&'a str>,
    /// Guests.
    pub guests: Vec<&'a str>,
    /// People listed under members who were not expected that day.
    pub others: Vec<&'a str>,
}

/// An item of an agenda.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AgendaEntry<'a> {
    /// The day.
    pub day: Day,
    /// When it begins, where that is said.
    pub start: Option<Instant>,
    /// When it ends, where that is said.
    pub end: Option<Instant>,
    /// Its number; null for breaks.
    pub number: Option<&'a str>,
    /// Its title, as plain text.
    pub title: String,
    /// What it is.
    #[schemars(extend("enum" = ["session", "briefing", "break", "social"]))]
    pub kind: &'static str,
    /// Who presents: ids, or names.
    pub presenters: Vec<&'a str>,
    /// The recommendations that it is on: `ssr1/10`.
    pub recommendations: Vec<String>,
    /// Items within it.
    pub items: Vec<AgendaEntry<'a>>,
    /// Own keys, where there are any.
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub extra: &'a Extra,
}

/// Every meeting, in order of start.
pub(crate) fn meetings<'a>(ctx: &Context<'a>) -> impl Iterator<Item = MeetingEntry<'a>> {
    let index = Index::new(ctx.archive, ctx.registers);
    ctx.archive.meetings_in_order().map(move |meeting| entry(ctx, &index, meeting))
}

fn entry<'a>(ctx: &Context<'a>, index: &Index<'a>, meeting: &'a Meeting) -> MeetingEntry<'a> {
    let status = status(ctx, meeting);
    MeetingEntry {
        id: meeting.id.as_str(),
        url: url(&Target::Meeting(meeting.id.clone())),
        title: &meeting.title,
        series: meeting.series.as_str(),
        number: meeting.number,
        status: status.name(),
        zone: meeting.zone.name(),
        start: (&meeting.start).into(),
        end: (&meeting.end).into(),
        start_local: (&meeting.start).into(),
        end_local: (&meeting.end).into(),
        location: meeting.location.as_deref(),
        attendance: attendance(ctx, meeting, status),
        agenda: meeting.agenda.iter().flat_map(|day| items(day, &day.items)).collect(),
        actions: index.actions(meeting),
        decisions: index.decisions(meeting),
        approved: approval(ctx, meeting),
        amendments: meeting.amendments.iter().map(amendment).collect(),
        moved: meeting.moved.iter().map(moved).collect(),
        records: records(&meeting.records),
        source: meeting.source.as_str(),
        extra: &meeting.extra,
    }
}

fn status(ctx: &Context<'_>, meeting: &Meeting) -> MeetingStatus {
    ctx.registers.statuses.get(&meeting.id).copied().unwrap_or(MeetingStatus::Scheduled)
}

/// None yet where it comes after the as-of day.
fn approval<'a>(ctx: &Context<'a>, meeting: &'a Meeting) -> Option<ApprovalEntry<'a>> {
    let (date, at) = match meeting.approved.as_ref()? {
        Approval::At(id) => (ctx.archive.meetings.get(id)?.date, Some(id.as_str())),
        Approval::On(day) => (*day, None),
    };
    let is_past = date <= ctx.registers.as_of;
    is_past.then_some(ApprovalEntry { date: Day(date), meeting: at })
}

fn amendment(one: &Amendment) -> AmendmentEntry<'_> {
    AmendmentEntry { date: Day(one.date), what: &one.what }
}

fn moved(one: &Moved) -> MoveEntry<'_> {
    let from = one.from.map(|from| from.format("%Y-%m-%dT%H:%M:%S").to_string());
    MoveEntry { on: Day(one.on), from, why: one.why.as_deref() }
}

fn attendance<'a>(
    ctx: &Context<'a>,
    meeting: &Meeting,
    status: MeetingStatus,
) -> AttendanceLists<'a> {
    let log = ctx.registers.attendance.meetings.get(&meeting.id);
    log.filter(|_| status != MeetingStatus::Scheduled).map(lists).unwrap_or_default()
}

fn lists(log: &MeetingAttendance) -> AttendanceLists<'_> {
    AttendanceLists {
        expected: ids(&*log.expected),
        present: ids(&log.present),
        partial: ids(log.partial.iter().map(|(id, _)| id)),
        remote: names(&log.remote),
        apologies: ids(&log.apologies),
        absent: ids(&log.absent),
        staff: names(&log.staff),
        observers: names(&log.observers),
        guests: names(&log.guests),
        others: ids(&log.others),
    }
}

fn items<'a>(day: &AgendaDay, items_of_day: &'a [AgendaItem]) -> Vec<AgendaEntry<'a>> {
    let entry = |item: &'a AgendaItem| AgendaEntry {
        extra: &item.extra,
        day: Day(day.date),
        start: item.start.as_ref().map(Instant::from),
        end: item.end.as_ref().map(Instant::from),
        number: item.number.as_deref(),
        title: plain(&item.title),
        kind: item.kind.name(),
        presenters: names(&item.presenters),
        recommendations: item.recommendations.iter().map(ToString::to_string).collect(),
        items: items(day, &item.items),
    };
    items_of_day.iter().map(entry).collect()
}

/// What each meeting opened, looked at and decided, found in one pass.
#[derive(Debug)]
pub(crate) struct Index<'a> {
    /// Where items with a step at a meeting are found.
    registers: &'a Registers,
    /// Decisions of the register: those on the meeting's page, then those of `decisions.toml`.
    decisions: BTreeMap<&'a MeetingId, Vec<&'a DecisionId>>,
}

impl<'a> Index<'a> {
    /// Looks through the registers once.
    pub(crate) fn new(archive: &'a Archive, registers: &'a Registers) -> Self {
        Self { registers, decisions: decisions_by_meeting(archive, registers) }
    }

    /// The items with a step at a meeting: in order of the rows, then those that only
    /// `actions.toml` ties to it.
    pub(crate) fn actions(&self, meeting: &'a Meeting) -> Vec<&'a str> {
        let there = || self.registers.steps_at(&meeting.id).map(|(id, ..)| id);
        let is_there: BTreeSet<&ActionId> = there().collect();
        let rows = meeting.parts.iter().flat_map(rows_of).filter(|id| is_there.contains(id));
        let mut seen = BTreeSet::new();
        let each_once = rows.chain(there()).filter(|id| seen.insert(*id));
        each_once.map(ActionId::as_str).collect()
    }

    /// The decisions of a meeting.
    pub(crate) fn decisions(&self, meeting: &Meeting) -> Vec<&'a str> {
        self.decisions.get(&meeting.id).map(|all| ids(all.iter().copied())).unwrap_or_default()
    }
}

fn decisions_by_meeting<'a>(
    archive: &'a Archive,
    registers: &'a Registers,
) -> BTreeMap<&'a MeetingId, Vec<&'a DecisionId>> {
    let mut decisions: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for meeting in archive.meetings.values() {
        let taken = meeting.parts.iter().flat_map(decisions_of);
        let taken = taken.filter(|id| registers.decision_fates.contains_key(*id));
        decisions.entry(&meeting.id).or_default().extend(taken.filter(|id| seen.insert(*id)));
    }
    for id in registers.decisions.iter().rev().filter(|id| !seen.contains(id)) {
        let origin = archive.decisions.get(id).map(|decision| &decision.origin);
        if let Some(Origin::Meeting(meeting)) = origin {
            decisions.entry(meeting).or_default().push(id);
        }
    }
    decisions
}

fn rows_of(part: &Part) -> impl Iterator<Item = &ActionId> {
    let rows = if let Part::Actions(rows) = part { rows.as_slice() } else { &[] };
    rows.iter().map(|(id, _)| id)
}

fn decisions_of(part: &Part) -> &[DecisionId] {
    if let Part::Decisions(decisions) = part { decisions } else { &[] }
}
