//! What there is, before any text is read: meetings with their times, and the ids of action items
//! and decisions. The contents go in; tables to look these up in come out.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use chrono::{DateTime, NaiveDate, Utc};
use hashbrown::HashMap;
use rayon::prelude::*;

use super::{meetings, people::duplicate_id};
use crate::{
    content::written::{
        ActionEntry, ActionRow, ActionUpdate, Contents, DecisionItem, MeetingFile, Section,
    },
    diagnostic::{Diagnostic, Sink, code},
    model::{ActionId, DecisionId},
    source::{
        Span,
        prose::{Inline, Written},
    },
    syntax::inline::words,
    text::name::fold,
    time::Moment,
};

/// When each meeting is.
#[derive(Debug)]
pub(super) struct Timetable<'a> {
    /// By place in the contents.
    pub(super) times: Vec<(Moment, Moment)>,
    /// The meetings in order of start, then id; of two with one id, the first of the files.
    pub(super) order: Vec<usize>,
    series: HashMap<&'a str, Vec<(DateTime<Utc>, NaiveDate)>>,
}

impl<'a> Timetable<'a> {
    /// Reads every meeting's local times.
    pub(super) fn new(contents: &'a Contents, sink: &mut Sink) -> Self {
        let read = |meeting: &Arc<MeetingFile>| {
            let mut said = Sink::default();
            (meetings::times(meeting, &mut said), said)
        };
        let (times, said): (Vec<_>, Vec<_>) = contents.meetings.par_iter().map(read).unzip();
        said.into_iter().for_each(|said| sink.append(said));
        let order = order(contents, &times, sink);
        let mut series: HashMap<&str, Vec<_>> = HashMap::new();
        for &at in &order {
            let meeting = &contents.meetings[at];
            if meeting.status != Some(crate::model::MeetingStatus::Cancelled) {
                let of_series = series.entry(meeting.series.value.as_str()).or_default();
                of_series.push((times[at].0.utc, meeting.date.value));
            }
        }
        Self { times, order, series }
    }

    /// The day of the next meeting of a series after an instant.
    pub(super) fn next_of_series(&self, series: &str, after: DateTime<Utc>) -> Option<NaiveDate> {
        // of meetings that do not say their series, none is the next
        let meetings = self.series.get(series).filter(|_| !series.is_empty())?;
        let next = meetings.partition_point(|(start, _)| *start <= after);
        meetings.get(next).map(|(_, day)| *day)
    }
}

fn order(contents: &Contents, times: &[(Moment, Moment)], sink: &mut Sink) -> Vec<usize> {
    let n = contents.meetings.len();
    let mut first_by_id: HashMap<&str, Span> = HashMap::with_capacity(n);
    let mut order = Vec::with_capacity(n);
    for (at, meeting) in contents.meetings.iter().enumerate() {
        if let Some(&first) = first_by_id.get(meeting.id.as_str()) {
            sink.push(duplicate_id(&meeting.id, meeting.title.span, first));
        } else {
            first_by_id.insert(&meeting.id, meeting.title.span);
            order.push(at);
        }
    }
    order.sort_by_key(|&at| (times[at].0.utc, contents.meetings[at].id.as_str()));
    order
}

/// Where an event of an item was written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source<'a> {
    /// A row of a meeting: the places of both.
    Row { meeting: usize, row: usize },
    /// An entry of `actions.toml`: it opens the item.
    Entry(&'a ActionEntry),
    /// A later word of such an entry.
    Update(&'a ActionUpdate),
}

/// An item and where its events were written, oldest first.
#[derive(Debug)]
pub(super) struct PlannedItem<'a> {
    pub(super) id: ActionId,
    pub(super) has_given_id: bool,
    /// Its entry in `actions.toml`.
    pub(super) entry: Option<&'a ActionEntry>,
    pub(super) steps: Vec<(NaiveDate, Source<'a>)>,
    /// The meeting and the day that opened it, and the last meeting that spoke of it.
    opened: NaiveDate,
    opened_at: Option<usize>,
    /// As it was worded first.
    title: &'a [Inline<Written>],
    last_meeting: Option<(usize, Span)>,
}

/// Every action item.
#[derive(Debug, Default)]
pub(super) struct ActionPlan<'a> {
    pub(super) items: Vec<PlannedItem<'a>>,
    by_key: HashMap<String, usize>,
    rows: ByRow<(usize, usize)>,
}

/// What is known of the rows of lists, a list a meeting; nothing of some.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ByRow<T> {
    /// Where the rows of each meeting begin.
    starts: Vec<usize>,
    rows: Vec<Option<T>>,
}

impl<T> Default for ByRow<T> {
    fn default() -> Self {
        Self { starts: Vec::new(), rows: Vec::new() }
    }
}

impl<T: Clone> ByRow<T> {
    /// Nothing of any row yet, of meetings with so many rows.
    fn new(lengths: impl Iterator<Item = usize>) -> Self {
        let (mut starts, mut n) = (Vec::new(), 0);
        for length in lengths {
            starts.push(n);
            n += length;
        }
        Self { starts, rows: vec![None; n] }
    }

    /// Those of a meeting.
    fn of(&self, meeting: usize) -> &[Option<T>] {
        let start = self.starts.get(meeting).copied().unwrap_or(self.rows.len());
        let end = self.starts.get(meeting + 1).copied().unwrap_or(self.rows.len());
        self.rows.get(start..end).unwrap_or_default()
    }

    fn get(&self, meeting: usize, row: usize) -> Option<&T> {
        self.rows.get(self.starts.get(meeting)? + row)?.as_ref()
    }

    fn set(&mut self, meeting: usize, row: usize, value: T) {
        self.rows[self.starts[meeting] + row] = Some(value);
    }
}

/// One event before it is tied to an item. The order of the day: `actions.toml` opens, meetings
/// speak, `actions.toml` updates.
struct Occurrence<'a> {
    order: (NaiveDate, u8, DateTime<Utc>, &'a str, usize),
    id: Option<&'a str>,
    span: Span,
    /// How it words the item, where it does.
    title: &'a [Inline<Written>],
    source: Source<'a>,
}

impl<'a> ActionPlan<'a> {
    /// Ties every row and entry to its item, in order of time.
    pub(super) fn new(contents: &'a Contents, table: &Timetable<'a>, sink: &mut Sink) -> Self {
        let rows = ByRow::new(contents.meetings.iter().map(|one| action_rows(one).count()));
        let n = rows.rows.len() + contents.actions.len();
        let mut occurrences = Vec::with_capacity(n);
        entries(contents, &mut occurrences, sink);
        for &at in &table.order {
            rows_of(contents, at, table.times[at].0.utc, &mut occurrences);
        }
        occurrences.sort_by(|a, b| a.order.cmp(&b.order));
        let by_key = HashMap::with_capacity(n);
        let mut plan = Self { items: Vec::with_capacity(n), by_key, rows };
        for occurrence in &occurrences {
            plan.enter(contents, occurrence, sink);
        }
        plan
    }

    fn enter(&mut self, contents: &Contents, one: &Occurrence<'a>, sink: &mut Sink) {
        let id = match (one.id, one.source) {
            (Some(id), _) => id.to_owned(),
            (None, Source::Row { meeting, row }) => {
                format!("{}-a{}", contents.meetings[meeting].id, row + 1)
            }
            (None, _) => return,
        };
        let key = id.to_lowercase();
        let at = match self.by_key.get(&key) {
            Some(&at) => {
                if let Some(clash) = self.items[at].clash(&id, one) {
                    return sink.push(clash);
                }
                at
            }
            None => self.open(id, key, one),
        };
        self.items[at].add(one);
        if let Source::Row { meeting, row } = one.source {
            self.rows.set(meeting, row, (at, self.items[at].steps.len() - 1));
        }
    }

    fn open(&mut self, id: String, key: String, one: &Occurrence<'a>) -> usize {
        let opened_at = match one.source {
            Source::Row { meeting, .. } => Some(meeting),
            _ => None,
        };
        self.by_key.insert(key, self.items.len());
        self.items.push(PlannedItem {
            id: ActionId::new(id),
            has_given_id: one.id.is_some(),
            entry: None,
            steps: Vec::new(),
            opened: one.order.0,
            opened_at,
            title: one.title,
            last_meeting: None,
        });
        self.items.len() - 1
    }

    /// The item of a row, and the place of the row's event in it.
    pub(super) fn of_row(&self, meeting: usize, row: usize) -> Option<(&PlannedItem<'a>, usize)> {
        let &(item, event) = self.rows.get(meeting, row)?;
        Some((self.items.get(item)?, event))
    }

    /// The item of an id, whatever its case.
    pub(super) fn find(&self, id: &str) -> Option<&ActionId> {
        self.by_key.get(&id.to_lowercase()).map(|&at| &self.items[at].id)
    }
}

impl<'a> PlannedItem<'a> {
    /// What is wrong with another event of this item, where anything is.
    fn clash(&self, id: &str, one: &Occurrence<'a>) -> Option<Diagnostic> {
        let Source::Row { meeting, .. } = one.source else { return None };
        let is_twice = self.last_meeting.is_some_and(|(last, _)| last == meeting);
        // another row of the day that words the item as it was, or not at all, is an update
        let is_new_twice = self.opened_at != Some(meeting)
            && self.opened == one.order.0
            && one.id.is_some()
            && is_reworded(one.title, self.title);
        let message = match (is_twice, is_new_twice, self.entry) {
            (true, ..) => format!("the id `{id}` stands twice in this meeting"),
            (_, true, Some(_)) => {
                format!("an item of `actions.toml` that was opened on this day has the id `{id}`")
            }
            (_, true, None) => format!("two meetings of one day give a new item the id `{id}`"),
            _ => return None,
        };
        let first = self.last_meeting.map(|(_, span)| span);
        let first_span = first.or(self.entry.map(|entry| entry.id.span))?;
        Some(
            Diagnostic::new(code::ACTION_ID, one.span, message)
                .help("give one of the two another id")
                .related(first_span, "first used here"),
        )
    }

    fn add(&mut self, one: &Occurrence<'a>) {
        match one.source {
            Source::Row { meeting, .. } => self.last_meeting = Some((meeting, one.span)),
            Source::Entry(entry) => self.entry = Some(entry),
            Source::Update(_) => {}
        }
        self.steps.push((one.order.0, one.source));
    }
}

fn entries<'a>(contents: &'a Contents, out: &mut Vec<Occurrence<'a>>, sink: &mut Sink) {
    let mut first_by_id: HashMap<String, Span> = HashMap::new();
    for entry in &contents.actions {
        let key = entry.id.value.to_lowercase();
        if let Some(&first) = first_by_id.get(&key) {
            let message = format!("the id `{}` is used already", entry.id.value);
            let twice = Diagnostic::new(code::ACTION_ID, entry.id.span, message)
                .help("choose another id, or add an `[[action.update]]` to the first");
            sink.push(twice.related(first, "first used here"));
            continue;
        }
        first_by_id.insert(key, entry.id.span);
        push_entry(entry, out);
    }
}

fn push_entry<'a>(entry: &'a ActionEntry, out: &mut Vec<Occurrence<'a>>) {
    let opened = entry.opened.value;
    let one = |date, rank, at, span, source| Occurrence {
        order: (date, rank, DateTime::UNIX_EPOCH, entry.id.value.as_str(), at),
        id: Some(entry.id.value.as_str()),
        span,
        title: &entry.title,
        source,
    };
    out.push(one(opened, 0, 0, entry.id.span, Source::Entry(entry)));
    for (at, update) in entry.updates.iter().enumerate() {
        // An update cannot come before the opening; the day is that of the opening then.
        let date = update.date.value.max(opened);
        out.push(one(date, 2, at, update.span, Source::Update(update)));
    }
}

/// Whether a title says something, and something else than the first.
fn is_reworded(title: &[Inline<Written>], first: &[Inline<Written>]) -> bool {
    let folded = |title| fold(&words(title));
    let said = folded(title);
    !said.is_empty() && said != folded(first)
}

fn rows_of<'a>(
    contents: &'a Contents,
    at: usize,
    start: DateTime<Utc>,
    out: &mut Vec<Occurrence<'a>>,
) {
    let meeting = &contents.meetings[at];
    for (row, written) in action_rows(meeting).enumerate() {
        out.push(Occurrence {
            order: (meeting.date.value, 1, start, meeting.id.as_str(), row),
            id: written.id.as_ref().map(|id| id.value.as_str()),
            span: written.id.as_ref().map_or(written.span, |id| id.span),
            title: &written.title,
            source: Source::Row { meeting: at, row },
        });
    }
}

/// The action rows of a meeting, all its tables and lists through.
pub(super) fn action_rows(meeting: &MeetingFile) -> impl Iterator<Item = &ActionRow> {
    meeting.body.iter().flat_map(|section| match section {
        Section::Actions(rows) => rows.as_slice(),
        _ => &[],
    })
}

/// The decisions of a meeting, all its lists through.
pub(super) fn decision_items(meeting: &MeetingFile) -> impl Iterator<Item = &DecisionItem> {
    meeting.body.iter().flat_map(|section| match section {
        Section::Decisions(items) => items.as_slice(),
        _ => &[],
    })
}

/// What ids there are, and which row or entry of a list has which.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Ids {
    actions: Vec<ActionId>,
    rows: ByRow<(usize, usize)>,
    decisions: Vec<DecisionId>,
    of_items: ByRow<DecisionId>,
}

impl Ids {
    pub(super) fn new(actions: &ActionPlan<'_>, decisions: &DecisionPlan) -> Self {
        Self {
            actions: actions.items.iter().map(|item| item.id.clone()).collect(),
            rows: actions.rows.clone(),
            decisions: decisions.ids().cloned().collect(),
            of_items: decisions.of_items.clone(),
        }
    }

    /// The ids that only one of the two has.
    pub(super) fn in_one<'i>(&'i self, other: &'i Self) -> Vec<&'i str> {
        let [all, others] = [self, other].map(|ids| {
            let actions = ids.actions.iter().map(ActionId::as_str);
            actions.chain(ids.decisions.iter().map(DecisionId::as_str)).collect::<HashSet<_>>()
        });
        all.symmetric_difference(&others).copied().collect()
    }

    /// Whether the rows and decisions of a meeting have the same ids and places in both.
    pub(super) fn are_alike_in(&self, other: &Self, meeting: usize) -> bool {
        let place = |ids: &Self, row: &Option<(usize, usize)>| {
            let (item, event) = (*row)?;
            Some((ids.actions.get(item)?.clone(), event))
        };
        let (rows, others) = (self.rows.of(meeting), other.rows.of(meeting));
        let mut pairs = rows.iter().zip(others);
        rows.len() == others.len()
            && pairs.all(|(row, another)| place(self, row) == place(other, another))
            && self.of_items.of(meeting) == other.of_items.of(meeting)
    }
}

/// Every decision's id.
#[derive(Debug, Default)]
pub(super) struct DecisionPlan {
    by_key: BTreeMap<String, (DecisionId, Span)>,
    of_items: ByRow<DecisionId>,
    dropped: HashSet<Span>,
}

impl DecisionPlan {
    /// Gives every decision its id.
    pub(super) fn new(contents: &Contents, table: &Timetable<'_>, sink: &mut Sink) -> Self {
        let lengths = contents.meetings.iter().map(|one| decision_items(one).count());
        let mut plan = Self { of_items: ByRow::new(lengths), ..Self::default() };
        for &at in &table.order {
            let meeting = &contents.meetings[at];
            for (n, item) in decision_items(meeting).enumerate() {
                let counted = || format!("{}-d{}", meeting.id, n + 1);
                let id = item.id.as_ref().map_or_else(counted, |id| id.value.clone());
                let span = item.id.as_ref().map_or(item.span, |id| id.span);
                if let Some(id) = plan.enter(&id, span, sink) {
                    plan.of_items.set(at, n, id);
                }
            }
        }
        for entry in &contents.decisions {
            if plan.enter(&entry.id.value, entry.id.span, sink).is_none() {
                plan.dropped.insert(entry.id.span);
            }
        }
        plan
    }

    fn enter(&mut self, id: &str, span: Span, sink: &mut Sink) -> Option<DecisionId> {
        let key = id.to_lowercase();
        if let Some((_, first)) = self.by_key.get(&key) {
            sink.push(duplicate_id(id, span, *first));
            return None;
        }
        let id = DecisionId::new(id);
        self.by_key.insert(key, (id.clone(), span));
        Some(id)
    }

    /// The id of the n-th decision of a meeting; none where another has it already.
    pub(super) fn of_item(&self, meeting: usize, n: usize) -> Option<&DecisionId> {
        self.of_items.get(meeting, n)
    }

    /// Whether an entry of `decisions.toml` has an id that another has.
    pub(super) fn is_dropped(&self, entry_id: Span) -> bool {
        self.dropped.contains(&entry_id)
    }

    /// The decision of an id, whatever its case.
    pub(super) fn find(&self, id: &str) -> Option<&DecisionId> {
        self.by_key.get(&id.to_lowercase()).map(|(id, _)| id)
    }

    /// Every id.
    pub(super) fn ids(&self) -> impl Iterator<Item = &DecisionId> {
        self.by_key.values().map(|(id, _)| id)
    }
}
