//! The registers: what the record comes to, as of a day.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{NaiveDate, NaiveDateTime};

use super::expected::People;
use crate::model::{
    ActionId, ActionStatus, BriefingId, DecisionId, Due, MeetingId, MeetingStatus, Name, Origin,
    Owner, Owners, PersonId, RecId, SeriesId, Target, Wording,
};

/// Every register as of a day.
#[derive(Clone, Debug)]
pub(crate) struct Registers {
    /// The day.
    pub as_of: NaiveDate,
    /// What each meeting is on that day.
    pub statuses: BTreeMap<MeetingId, MeetingStatus>,
    /// Items opened by that day, by id.
    pub actions: BTreeMap<ActionId, ActionState>,
    /// What each meeting did to items, in order of their ids: the item, and the step of its history.
    pub steps: BTreeMap<MeetingId, Vec<(ActionId, usize)>>,
    /// The order of the open items: overdue first, the longest overdue before; then by due date,
    /// undated last; then by id.
    pub open_actions: Vec<ActionId>,
    /// The items that are no longer open, last closed first.
    pub closed_actions: Vec<ActionId>,
    /// Owners of any item, with their items, open first in the order of `open_actions`.
    pub owners: BTreeMap<Owner, Vec<ActionId>>,
    /// Decisions taken by that day, newest first.
    pub decisions: Vec<DecisionId>,
    /// Of each of them, what later ones did to it.
    pub decision_fates: BTreeMap<DecisionId, DecisionFate>,
    /// Participation.
    pub attendance: Arc<Attendance>,
    /// Of each recommendation, its state.
    pub recommendations: BTreeMap<RecId, RecState>,
    /// Who mentions what; only pages that were there by that day: a meeting held or announced, an
    /// item opened, a decision taken.
    pub mentions: BTreeMap<Target, Vec<Mention>>,
    /// What changed, newest first.
    pub changes: Vec<Change>,
}

impl Registers {
    /// What a meeting did to items: the item, the step, and whether that opened it.
    pub(crate) fn steps_at(
        &self,
        meeting: &MeetingId,
    ) -> impl Iterator<Item = (&ActionId, &Step, bool)> {
        let steps = self.steps.get(meeting).into_iter().flatten();
        steps.filter_map(|(id, at)| Some((id, self.actions.get(id)?.history.get(*at)?, *at == 0)))
    }

    /// How many items are overdue; they are the first of the open ones.
    pub(crate) fn n_overdue(&self) -> usize {
        let is_overdue = |id: &ActionId| self.actions.get(id).is_some_and(|one| one.is_overdue);
        self.open_actions.partition_point(is_overdue)
    }
}

/// An action item as of a day.
#[derive(Clone, Debug)]
pub(crate) struct ActionState {
    /// The id.
    pub id: ActionId,
    /// The wording in force.
    pub title: Wording,
    /// Who owns it.
    pub owners: Owners,
    /// What it is.
    pub status: ActionStatus,
    /// The due date in force, where any was ever said.
    pub due: Option<Due>,
    /// The first day that it was due.
    pub first_due: Option<NaiveDate>,
    /// How many times its day was moved.
    pub n_redated: usize,
    /// Open and past its day.
    pub is_overdue: bool,
    /// Days after the first due day: until it was closed, or until the as-of day; none where it is
    /// not late, or undated.
    pub days_late: Option<i64>,
    /// When and where it was opened.
    pub opened: NaiveDate,
    /// Where it was opened.
    pub origin: Origin,
    /// The day it was closed: the one written beside the status, else the event's.
    pub closed: Option<NaiveDate>,
    /// Its steps, oldest first; the first is its opening.
    pub history: Vec<Step>,
}

/// A step of an item's history.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// When it was recorded.
    pub date: NaiveDate,
    /// Where.
    pub origin: Origin,
    /// The row's fragment on the meeting's page.
    pub anchor: std::sync::Arc<str>,
    /// What changed, in the order title, owners, due, status; empty where it was only looked at.
    pub changes: Vec<FieldChange>,
    /// What was noted.
    pub note: Option<Wording>,
}

/// A field that changed: what it was before, none at the opening, and after.
#[derive(Clone, Debug)]
pub(crate) enum FieldChange {
    /// The wording.
    Title(Option<Wording>, Wording),
    /// The owners.
    Owners(Option<Owners>, Owners),
    /// The due date.
    Due(Option<Due>, Due),
    /// The status, and the day written beside the new one.
    Status(Option<ActionStatus>, ActionStatus, Option<NaiveDate>),
}

/// What later decisions did to one.
#[derive(Clone, Debug, Default)]
pub(crate) struct DecisionFate {
    /// It no longer stands: the decision that replaced it (the first to do so).
    pub replaced_by: Option<DecisionId>,
    /// Decisions that amended it, oldest first.
    pub amended_by: Vec<DecisionId>,
    /// Decisions that clarified it, oldest first.
    pub clarified_by: Vec<DecisionId>,
}

/// Present out of eligible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Expected.
    pub eligible: u32,
    /// There, in part or whole.
    pub present: u32,
    /// Excused.
    pub apologies: u32,
    /// Neither.
    pub absent: u32,
}

impl Tally {
    /// Counts one more.
    pub(super) fn add(&mut self, mark: Mark) {
        self.eligible += 1;
        match mark {
            Mark::Present | Mark::Partial => self.present += 1,
            Mark::Apologies => self.apologies += 1,
            Mark::Absent => self.absent += 1,
        }
    }

    /// Counts all of another.
    pub(super) fn merge(&mut self, other: Self) {
        self.eligible += other.eligible;
        self.present += other.present;
        self.apologies += other.apologies;
        self.absent += other.absent;
    }
}

/// How somebody who was expected took part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
    /// There.
    Present,
    /// There for a part.
    Partial,
    /// Excused.
    Apologies,
    /// Neither there nor excused.
    Absent,
}

/// Participation: only meetings that were held, whose series counts, and that have a log.
#[derive(Clone, Debug, Default)]
pub(crate) struct Attendance {
    /// A log each: a meeting, or a day of one that keeps a log a day; in order of time. Only
    /// those that count.
    pub sessions: Vec<Session>,
    /// Who took part in each meeting with a log, whether it counts or not; those that are
    /// cancelled, and days to come, aside.
    pub meetings: BTreeMap<MeetingId, MeetingAttendance>,
    /// Everybody who was ever expected, or has a rated membership by the day.
    pub people: BTreeMap<PersonId, PersonAttendance>,
    /// By month of the session's local day ("2017-06").
    pub months: BTreeMap<String, Tally>,
    /// By UTC hour of the start ("06:00"): number of sessions, and tally.
    pub slots: BTreeMap<String, (u32, Tally)>,
}

/// A log that counts.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    /// The meeting.
    pub meeting: MeetingId,
    /// The local day it is of.
    pub day: NaiveDate,
    /// Whether the meeting keeps a log a day, so that its key is `meeting/day`.
    pub is_daily: bool,
    /// How the expected took part.
    pub marks: Marks,
    /// The sum.
    pub tally: Tally,
}

/// How those who were expected took part.
#[derive(Clone, Debug)]
pub(crate) struct Marks {
    /// Who was expected.
    pub people: People,
    /// The mark of each of them, in their order.
    pub marks: Box<[Mark]>,
}

impl Marks {
    /// Each with their mark, in order of id.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&PersonId, Mark)> {
        self.people.iter().zip(self.marks.iter().copied())
    }

    /// The mark of a person, if expected.
    pub(crate) fn of(&self, person: &PersonId) -> Option<Mark> {
        let place = self.people.binary_search(person).ok()?;
        self.marks.get(place).copied()
    }
}

/// Who took part in a meeting, all its days together.
#[derive(Clone, Debug, Default)]
pub(crate) struct MeetingAttendance {
    /// Expected: empty where the series does not count.
    pub expected: People,
    /// Expected people who were there, in part or whole; where the series does not count,
    /// everybody listed under `members`.
    pub present: Vec<PersonId>,
    /// Those of them who were there for a part, and in what way.
    pub partial: Vec<(PersonId, String)>,
    /// Those of the present who took part from afar.
    pub remote: Vec<Name>,
    /// Excused and never there, expected or not.
    pub apologies: Vec<PersonId>,
    /// Expected, and neither.
    pub absent: Vec<PersonId>,
    /// Listed under `members`, though not expected that day.
    pub others: Vec<PersonId>,
    /// Staff.
    pub staff: Vec<Name>,
    /// Observers.
    pub observers: Vec<Name>,
    /// Guests.
    pub guests: Vec<Name>,
}

/// A person's participation.
#[derive(Clone, Debug, Default)]
pub(crate) struct PersonAttendance {
    /// Over all.
    pub tally: Tally,
    /// By month ("2017-06").
    pub months: BTreeMap<String, Tally>,
    /// By quarter ("2017-Q2").
    pub quarters: BTreeMap<String, Tally>,
    /// By series.
    pub series: BTreeMap<SeriesId, Tally>,
    /// By session, in order: the place in [`Attendance::sessions`], and the mark.
    pub marks: Vec<(u32, Mark)>,
}

/// A recommendation as of a day.
#[derive(Clone, Debug)]
pub(crate) struct RecState {
    /// The status in force.
    pub status: Option<String>,
    /// The target in force.
    pub target: Option<NaiveDate>,
    /// The target that was first said.
    pub first_target: Option<NaiveDate>,
    /// Whether the team has been briefed.
    pub briefing: BriefingState,
    /// The day of the first briefing held, or else of the next to come.
    pub briefed_on: Option<NaiveDate>,
    /// Every briefing on it, in order of day.
    pub briefings: Vec<RecBriefing>,
    /// How many of its updates are recorded by the day.
    pub n_updates: usize,
}

/// Whether the team has been briefed on a recommendation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum BriefingState {
    /// It has.
    Completed,
    /// It will be.
    Scheduled,
    /// Neither.
    NotPresented,
}

impl BriefingState {
    /// The word of the open data: `not-presented`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Scheduled => "scheduled",
            Self::NotPresented => "not-presented",
        }
    }
}

/// A briefing on a recommendation: a page, or an agenda item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RecBriefing {
    /// The day.
    pub date: NaiveDate,
    /// The briefing's page, where it has one.
    pub page: Option<BriefingId>,
    /// The meeting, where there is one.
    pub meeting: Option<MeetingId>,
    /// The fragment of the agenda item, where it is one.
    pub item: Option<std::sync::Arc<str>>,
    /// Whether it was held by the as-of day.
    pub is_held: bool,
}

/// A place that mentions a thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mention {
    /// The page.
    pub from: Arc<Target>,
    /// The place on it.
    pub fragment: Option<std::sync::Arc<str>>,
    /// The sentence.
    pub text: std::sync::Arc<str>,
}

/// Something that happened to the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    /// When.
    pub date: NaiveDate,
    /// To what.
    pub target: Target,
    /// What.
    pub what: ChangeKind,
}

/// What can happen to the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ChangeKind {
    /// A meeting was held.
    MeetingHeld,
    /// A meeting's time was moved, from that local time.
    MeetingMoved(Option<NaiveDateTime>),
    /// A meeting's minutes were approved.
    MeetingApproved,
    /// A meeting's page was corrected, in these words.
    MeetingAmended(String),
    /// An item was opened.
    ActionOpened,
    /// An item was closed.
    ActionClosed(ActionStatus),
    /// An item's day was moved: before, after.
    ActionRedated(Option<NaiveDate>, Option<NaiveDate>),
    /// An item was changed otherwise.
    ActionUpdated,
    /// A decision was taken.
    DecisionTaken,
    /// A recommendation's status changed to this.
    RecommendationStatus(String),
    /// A briefing was given.
    BriefingGiven,
    /// An ordinary page was published.
    PagePublished,
    /// A page was changed last.
    PageChanged,
}
