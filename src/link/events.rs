//! Action items: rows of meetings and entries of `actions.toml` go in, items with their history
//! come out.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    Known, Outcome, anchors, place,
    plan::{PlannedItem, Source},
    prose::Scribe,
    spoken,
    spots::Names,
    status,
};
use crate::{
    content::written::{ActionEntry, ActionRow, ActionUpdate, Text},
    diagnostic::{Diagnostic, code},
    model::{
        Action, ActionId, ActionStatus, Closing, Due, Event, EventPlaces, IdSlot, MeetingId,
        Origin, Owners, Target, Wording,
    },
    source::{
        Span,
        prose::{self, Inline, Written},
    },
    text::nearest,
    time::{
        self,
        date::{self, long_day, parse_day},
        read_due,
    },
};

/// What one row or entry says of its item; what it does not speak of is none.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    pub(super) title: Option<Wording>,
    pub(super) owners: Option<Owners>,
    pub(super) due: Option<Due>,
    pub(super) status: Option<Closing>,
    pub(super) note: Option<Wording>,
    /// Where that stands; none for a row that could not be read.
    pub(super) places: Option<EventPlaces>,
}

impl Said {
    /// Whether it says the same, wherever it stands.
    pub(super) fn tells_as(&self, other: &Self) -> bool {
        let read_alike = |one: &Option<Wording>, other: &Option<Wording>| match (one, other) {
            (Some(one), Some(other)) => prose::read_alike(one, other),
            _ => one.is_none() && other.is_none(),
        };
        read_alike(&self.title, &other.title)
            && read_alike(&self.note, &other.note)
            && (&self.owners, &self.due, &self.status) == (&other.owners, &other.due, &other.status)
            && self.places.is_some() == other.places.is_some()
    }
}

/// Where rows are and what they say, by the places of meeting and row.
pub(super) type Rows<'a> = Vec<&'a [(Span, Said)]>;

/// The day by which dates are read, and the series whose next meeting may be meant.
#[derive(Clone, Copy)]
pub(super) struct When<'a> {
    pub(super) day: NaiveDate,
    pub(super) series: Option<(&'a str, DateTime<Utc>)>,
}

impl Scribe<'_> {
    /// Reads a row of a meeting. One with too many cells is one mistake, whatever its cells say.
    pub(super) fn action_row(&mut self, row: &ActionRow, item: &ActionId, when: When<'_>) -> Said {
        let Some((n_cells, n_columns)) = row.surplus else { return self.row_said(row, item, when) };
        let outer = std::mem::take(&mut self.sink);
        let said = self.row_said(row, item, when);
        let inner = std::mem::replace(&mut self.sink, outer);
        let help = format!(
            "write a bar within a text as `\\|`: this row has {n_cells} cells for {n_columns} columns"
        );
        if inner.is_empty() {
            let message = "what stands in this row's last cells is not shown";
            self.sink.push(Diagnostic::new(code::TEXT_CELLS, row.span, message).help(help));
        } else {
            self.sink.append(inner.into_one(&help));
        }
        said
    }

    fn row_said(&mut self, row: &ActionRow, item: &ActionId, when: When<'_>) -> Said {
        let outer = self.fragment.replace(anchors::of_id(item.as_str()));
        let known = self.known;
        let mut places = places_of_row(row);
        let mut said = Said::default();
        let read = row.is_spoken.then(|| {
            spoken::read(&row.title, row.title_span, when.day, &known.people, known.sources)
        });
        let title = read.as_ref().map_or(&row.title, |read| &read.title);
        said.title = self.wording(title);
        said.owners = self.stated_owners(row.owner.as_slice());
        let spoken_due = read.as_ref().and_then(|read| read.due.as_ref());
        let spoken_status = read.as_ref().and_then(|read| read.status.as_ref());
        let due = row.due.as_ref().or(spoken_due);
        places.due = due.map_or(places.due, |due| due.span);
        said.due = due.and_then(|due| self.due(due, when));
        let status = row.status.as_ref().or(spoken_status);
        places.status = status.map_or(places.status, |status| status.span);
        said.status = status.and_then(|status| self.closing(status, item, when.day));
        said.places = Some(places);
        if row.owner.is_none() {
            said.owners = read.and_then(|read| read.owners).map(Owners::from);
        }
        self.owners(said.owners.as_deref().unwrap_or_default());
        said.note = row.note.as_ref().and_then(|note| self.wording(note));
        self.fragment = outer;
        said
    }

    fn entry(&mut self, entry: &ActionEntry, item: &ActionId) -> Said {
        let when = When { day: entry.opened.value, series: None };
        self.day = Some(when.day);
        let said = Said {
            title: self.wording(&entry.title),
            owners: self.stated_owners(&entry.owners),
            due: entry.due.as_ref().and_then(|due| self.due(due, when)),
            status: entry.status.as_ref().and_then(|text| self.closing(text, item, when.day)),
            note: entry.note.as_ref().and_then(|note| self.wording(note)),
            places: Some(places_of_entry(entry)),
        };
        self.owners(said.owners.as_deref().unwrap_or_default());
        said
    }

    fn update(&mut self, update: &ActionUpdate, item: &ActionId) -> Said {
        let when = When { day: update.date.value, series: None };
        self.day = Some(when.day);
        let said = Said {
            title: update.title.as_ref().and_then(|title| self.wording(title)),
            owners: update.owners.as_ref().and_then(|owners| self.stated_owners(owners)),
            due: update.due.as_ref().and_then(|due| self.due(due, when)),
            status: update.status.as_ref().and_then(|text| self.closing(text, item, when.day)),
            note: update.note.as_ref().and_then(|note| self.wording(note)),
            places: Some(places_of_update(update)),
        };
        self.owners(said.owners.as_deref().unwrap_or_default());
        said
    }

    fn wording(&mut self, content: &[Inline<Written>]) -> Option<Wording> {
        (!content.is_empty()).then(|| self.words(content.to_vec()).into())
    }

    /// The owners that cells name; none where nothing is said, or nobody of them is known.
    fn stated_owners(&mut self, cells: &[Text]) -> Option<Owners> {
        let known = self.known;
        let mut owners = Vec::new();
        for cell in cells {
            for owner in known.people.owners(cell, known.sources, &mut self.sink) {
                if !owners.contains(&owner) {
                    owners.push(owner);
                }
            }
        }
        (!owners.is_empty()).then(|| owners.into())
    }

    fn due(&mut self, text: &Text, when: When<'_>) -> Option<Due> {
        let date = match read_due(&text.value, when.day) {
            time::Due::Empty => return None,
            time::Due::Day(day) => Some(day),
            time::Due::Undated => None,
            time::Due::NextMeeting => self.next_meeting(when),
            time::Due::TwoWays(first, second) => {
                self.sink.push(two_ways(text, first, second));
                return None;
            }
            time::Due::Unreadable => {
                self.sink.push(no_date(text, when.day));
                return None;
            }
        };
        Some(Due { text: text.value.as_str().into(), date })
    }

    fn next_meeting(&self, when: When<'_>) -> Option<NaiveDate> {
        let (series, start) = when.series?;
        self.known.timetable.next_of_series(series, start)
    }

    fn closing(&mut self, text: &Text, item: &ActionId, day: NaiveDate) -> Option<Closing> {
        if text.value.trim().is_empty() {
            return None;
        }
        match status::read(&text.value, day) {
            status::Read::Status(word, on) => {
                self.status(word, text, item).map(|status| Closing { status, on })
            }
            status::Read::BadDate(Some((first, second))) => {
                self.sink.push(two_ways(text, first, second));
                None
            }
            status::Read::BadDate(None) => {
                self.sink.push(no_date_of_status(text, day));
                None
            }
            status::Read::Unknown => {
                self.sink.push(unknown_status(self.known, text, day));
                None
            }
        }
    }

    fn status(&mut self, word: status::Word, text: &Text, item: &ActionId) -> Option<ActionStatus> {
        Some(match word {
            status::Word::Open => ActionStatus::Open,
            status::Word::InProgress => ActionStatus::InProgress,
            status::Word::Completed => ActionStatus::Completed,
            status::Word::Cancelled => ActionStatus::Cancelled,
            status::Word::Merged(id) => return self.merged(&id, text, item),
        })
    }

    fn merged(&mut self, id: &str, text: &Text, item: &ActionId) -> Option<ActionStatus> {
        let known = self.known;
        let start = text.value.to_lowercase().find(id).unwrap_or_default();
        let typed = text.value.get(start..start + id.len()).unwrap_or(id);
        let span = place::part(known.sources, text, start..start + typed.len());
        match known.actions.find(id) {
            Some(target) if target == item => {
                let message = format!("`{item}` is merged into itself");
                let said = Diagnostic::new(code::ACTION_MERGED, span, message);
                self.sink.push(said.help("name the item that goes on in its place"));
                None
            }
            Some(target) => {
                self.field(Target::Action(target.clone()));
                Some(ActionStatus::Merged(target.clone()))
            }
            None if known.contents.unreadable.actions => None,
            None => {
                let message = format!("no action item is called `{typed}`");
                let said = Diagnostic::new(code::ACTION_MERGED, span, message);
                let others = known.actions.items.iter().filter(|other| other.id != *item);
                let near = crate::text::all_near(typed, others.map(|other| other.id.as_str()));
                let near: Vec<String> = near.into_iter().map(str::to_owned).collect();
                let otherwise = "name an item by its id, as in `merged into P15-2`".to_owned();
                self.sink.push(place::hint(said, &near, Some(otherwise)));
                None
            }
        }
    }
}

fn two_ways(text: &Text, first: NaiveDate, second: NaiveDate) -> Diagnostic {
    let message =
        format!("`{}` reads two ways: {} or {}", text.value, long_day(first), long_day(second));
    Diagnostic::new(code::ACTION_DATE, text.span, message)
        .help(format!("write `{first}` or `{second}`"))
}

fn no_date(text: &Text, day: NaiveDate) -> Diagnostic {
    let help = match parse_day(&text.value, day) {
        date::Written::Impossible(why) => format!("write a day of the calendar: {why}"),
        _ => "write a day as `2017-06-23`, or `TBD`".to_owned(),
    };
    Diagnostic::new(code::ACTION_DATE, text.span, format!("`{}` names no day", text.value))
        .help(help)
}

/// A status with a day beside it that is not in the calendar.
fn no_date_of_status(text: &Text, day: NaiveDate) -> Diagnostic {
    let message = format!("`{}` names no day of the calendar", text.value);
    let said = Diagnostic::new(code::ACTION_DATE, text.span, message);
    let alone = status::without_day(&text.value, day);
    said.help(format!("mend the day, or write `{}` alone", alone.unwrap_or("completed")))
}

fn unknown_status(known: &Known<'_>, text: &Text, day: NaiveDate) -> Diagnostic {
    let message = format!("`{}` is no status", text.value);
    let said = Diagnostic::new(code::ACTION_STATUS, text.span, message);
    if status::is_merged_alone(&text.value) {
        return said.help(format!("write the id of the item that goes on after `{}`", text.value));
    }
    let word = status::without_day(&text.value, day).unwrap_or(&text.value);
    let near: Vec<String> = nearest(word, status::all_words())
        .into_iter()
        .map(|near| text.value.replacen(word, near, 1))
        .collect();
    let usual: Vec<String> = status::USUAL.iter().map(|word| format!("`{word}`")).collect();
    let otherwise = format!("write one of {}, or `merged into` and an item's id", usual.join(", "));
    place::suggest(known.sources, said, text, &near, otherwise)
}

/// Every item as it was when it was linked last, and whether the meeting at a place has not been
/// linked again since.
pub(super) struct Last<'l> {
    pub(super) actions: &'l Actions,
    pub(super) is_kept: Vec<bool>,
}

impl Last<'_> {
    /// Whether all that an item is made of is rows of meetings that were not linked again.
    fn has(&self, item: &PlannedItem<'_>) -> bool {
        let is_kept = |source: &Source<'_>| match source {
            Source::Row { meeting, .. } => self.is_kept.get(*meeting) == Some(&true),
            Source::Entry(_) | Source::Update(_) => false,
        };
        item.steps.iter().all(|(_, source)| is_kept(source))
    }
}

/// Items by id.
pub(super) type Actions = Arc<BTreeMap<ActionId, Arc<Action>>>;

/// Every item, and whether each is as it is written; those that are as they were `last` are not made
/// again.
pub(super) fn actions(
    known: &Known<'_>,
    rows: &Rows<'_>,
    last: Option<&Last<'_>>,
    out: &mut Outcome<'_>,
) -> (Actions, bool) {
    let mut actions = last.map(|last| Arc::clone(last.actions)).unwrap_or_default();
    for item in &known.actions.items {
        if !last.is_some_and(|last| last.has(item)) {
            let action = action(known, item, rows, out);
            Arc::make_mut(&mut actions).insert(action.id.clone(), action.into());
        }
    }
    let is_as_written = !break_circles(&mut actions, out);
    (actions, is_as_written)
}

fn action(
    known: &Known<'_>,
    item: &PlannedItem<'_>,
    rows: &Rows<'_>,
    out: &mut Outcome<'_>,
) -> Action {
    let target = Target::Action(item.id.clone());
    let mut scribe = Scribe::new(known, target, "content/actions.toml", None);
    let mut events = Vec::with_capacity(item.steps.len());
    for &(date, source) in &item.steps {
        events.push(event(&mut scribe, item, date, source, rows));
    }
    out.take(&scribe.finish());
    Action {
        id: item.id.clone(),
        has_given_id: item.has_given_id,
        category: item.entry.and_then(|entry| entry.category.clone()),
        events,
        extra: item.entry.map(|entry| entry.extra.clone()).unwrap_or_default(),
    }
}

fn event(
    scribe: &mut Scribe<'_>,
    item: &PlannedItem<'_>,
    date: NaiveDate,
    source: Source<'_>,
    rows: &Rows<'_>,
) -> Event {
    let known = scribe.known;
    let (said, span, origin) = match source {
        Source::Row { meeting, row } => {
            let file = &known.contents.meetings[meeting];
            let origin = Origin::Meeting(MeetingId::new(file.id.as_str()));
            let read = rows.get(meeting).and_then(|rows| rows.get(row)).cloned();
            let (span, said) = read.unwrap_or_else(|| (file.title.span, Said::default()));
            (said, span, origin)
        }
        Source::Entry(entry) => {
            let origin = origin(known, entry.source.as_ref());
            (scribe.entry(entry, &item.id), entry.id.span, origin)
        }
        Source::Update(update) => {
            let origin = origin(known, update.source.as_ref());
            (scribe.update(update, &item.id), update.span, origin)
        }
    };
    let anchor = match source {
        Source::Row { .. } => anchors::of_id(item.id.as_str()),
        Source::Entry(_) | Source::Update(_) => "".into(),
    };
    with(said, span, origin, anchor, date)
}

fn with(said: Said, span: Span, origin: Origin, anchor: Arc<str>, date: NaiveDate) -> Event {
    let Said { title, owners, due, status, note, places } = said;
    let places = places.unwrap_or_else(|| nowhere_else(span));
    Event { span, places, anchor, date, origin, title, owners, due, status, note }
}

fn places_of_row(row: &ActionRow) -> EventPlaces {
    let at =
        |text: &Option<Text>, otherwise: Span| text.as_ref().map_or(otherwise, |text| text.span);
    EventPlaces {
        id: row.id.as_ref().map(|id| id.span),
        id_slot: row.id_slot.clone(),
        title: row.title_span,
        owner: at(&row.owner, row.owner_place),
        due: at(&row.due, row.due_place),
        names_owner: row.owner.is_some(),
        has_empty_due: row.has_empty_due,
        status: at(&row.status, row.title_span),
    }
}

fn places_of_entry(entry: &ActionEntry) -> EventPlaces {
    let here = entry.title_span;
    EventPlaces {
        id: Some(entry.id.span),
        id_slot: IdSlot::None,
        title: here,
        owner: entry.owners.first().map_or(here, |owner| owner.span),
        due: entry.due.as_ref().map_or(here, |due| due.span),
        names_owner: !entry.owners.is_empty(),
        has_empty_due: entry.due.as_ref().is_some_and(|due| due.value.trim().is_empty()),
        status: entry.status.as_ref().map_or(here, |status| status.span),
    }
}

fn places_of_update(update: &ActionUpdate) -> EventPlaces {
    let here = update.date.span;
    EventPlaces {
        id: None,
        id_slot: IdSlot::None,
        title: here,
        owner: here,
        due: update.due.as_ref().map_or(here, |due| due.span),
        names_owner: false,
        has_empty_due: false,
        status: update.status.as_ref().map_or(here, |status| status.span),
    }
}

/// The places of an event that has one place only.
fn nowhere_else(span: Span) -> EventPlaces {
    EventPlaces {
        id: None,
        id_slot: IdSlot::None,
        title: span,
        owner: span,
        due: span,
        names_owner: false,
        has_empty_due: false,
        status: span,
    }
}

/// Where something was recorded: the meeting of that id, or the words as they stand.
pub(super) fn origin(known: &Known<'_>, source: Option<&Text>) -> Origin {
    let Some(source) = source else { return Origin::Other(String::new()) };
    match known.targets.meeting(&source.value) {
        Some(meeting) => {
            known.note(source.span, || Names::Value(Target::Meeting(meeting.clone())));
            Origin::Meeting(meeting.clone())
        }
        None => Origin::Other(source.value.clone()),
    }
}

/// Says which items are merged round in a circle, and undoes the step that closed it; whether there
/// were any.
fn break_circles(actions: &mut Actions, out: &mut Outcome<'_>) -> bool {
    let into: BTreeMap<ActionId, (ActionId, usize)> = actions
        .values()
        .filter_map(|action| Some((action.id.clone(), merged_into(action)?)))
        .collect();
    let circles = circles(&into);
    for circle in &circles {
        let latest = circle.iter().filter_map(|id| {
            let event = into.get(*id)?.1;
            Some((actions.get(*id)?.events.get(event)?.date, *id, event))
        });
        let Some((_, id, event)) = latest.max() else { continue };
        let names: Vec<String> = circle.iter().map(|id| format!("`{id}`")).collect();
        let action = Arc::make_mut(actions).get_mut(id).map(Arc::make_mut);
        let Some(event) = action.and_then(|action| action.events.get_mut(event)) else { continue };
        let message = format!("{} are merged round in a circle", crate::text::join(&names));
        let said = Diagnostic::new(code::ACTION_MERGED, event.places.status, message);
        out.sink.push(said.help("merge into an item that goes on"));
        event.status = None;
    }
    !circles.is_empty()
}

/// What an item is merged into in the end, and the event that says so.
fn merged_into(action: &Action) -> Option<(ActionId, usize)> {
    let events = action.events.iter().enumerate().rev();
    let mut events = events;
    let (at, status) = events.find_map(|(at, event)| Some((at, &event.status.as_ref()?.status)))?;
    if let ActionStatus::Merged(into) = status { Some((into.clone(), at)) } else { None }
}

/// The circles of ways of which each thing has at most one.
fn circles(into: &BTreeMap<ActionId, (ActionId, usize)>) -> Vec<Vec<&ActionId>> {
    let mut walked: HashMap<&ActionId, usize> = HashMap::new();
    let mut circles = Vec::new();
    for (walk, start) in into.keys().enumerate() {
        let mut path = Vec::new();
        let mut at = start;
        while let Some((next, _)) = into.get(at).filter(|_| !walked.contains_key(at)) {
            walked.insert(at, walk);
            path.push(at);
            at = next;
        }
        if walked.get(at) == Some(&walk)
            && let Some(first) = path.iter().position(|id| *id == at)
        {
            circles.push(path.split_off(first));
        }
    }
    circles
}
