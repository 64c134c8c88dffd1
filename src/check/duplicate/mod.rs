//! `action/duplicate`: rows without an id that say again what an earlier item says. The archive
//! goes in; what each such row repeats comes out.
//!
//! Rows are read in order of time, each against every wording that items had until then. An item
//! that is closed is named too: such a row is the item told once more, or the same work to be done
//! again, and needs an id either way, the item's or its own; the help says which. Only a row that
//! surely repeats an *open* item is that item from then on.

mod index;
mod likeness;
mod vocabulary;
mod wording;

#[cfg(test)]
mod generated;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod truth;

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use self::{
    index::Index,
    likeness::{Likeness, likeness},
    wording::{Names, Wording},
};
use crate::{
    diagnostic::{Diagnostic, code},
    model::{Action, ActionId, ActionStatus, Archive, Event, MeetingId, Origin, Owner},
    source::{FileId, Sources, prose::plain},
    time::long_day,
};

/// A row without an id, and the earlier item that it repeats.
#[derive(Clone, Debug)]
pub(super) struct Repeat<'a> {
    row: &'a Event,
    earlier: &'a Action,
    likeness: Likeness,
    /// The event that had closed the earlier item by then.
    closed: Option<&'a Event>,
}

/// The rows without an id that repeat earlier items, by the id that each is given until then.
pub(super) fn repeats(archive: &Archive) -> BTreeMap<&ActionId, Repeat<'_>> {
    let mut register = Register::new(archive);
    for step in steps(archive) {
        register.take(&step);
    }
    register.repeats
}

/// An event in its place in time.
struct Step<'a> {
    action: &'a Action,
    event: &'a Event,
    opens: bool,
    /// Whether a meeting's row says it, and not an entry of `actions.toml`.
    is_row: bool,
}

/// Every event in order of time: on one day `actions.toml` opens, meetings speak, `actions.toml`
/// updates.
fn steps(archive: &Archive) -> Vec<Step<'_>> {
    let files: HashMap<&MeetingId, (usize, FileId)> = archive
        .meetings_in_order()
        .enumerate()
        .map(|(at, meeting)| (&meeting.id, (at, meeting.file)))
        .collect();
    let mut steps = Vec::new();
    for action in archive.actions.values() {
        for (at, event) in action.events.iter().enumerate() {
            let meeting = meeting_of(event).and_then(|id| files.get(id)).copied();
            let of_row = meeting.filter(|(_, file)| *file == event.span.file);
            let rank = if of_row.is_some() { 1 } else { 2 * usize::from(at > 0) };
            let order = (event.date, rank, of_row.map(|(at, _)| at), event.span, at);
            steps.push((order, Step { action, event, opens: at == 0, is_row: of_row.is_some() }));
        }
    }
    steps.sort_by_key(|(order, _)| *order);
    steps.into_iter().map(|(_, step)| step).collect()
}

fn meeting_of(event: &Event) -> Option<&MeetingId> {
    match &event.origin {
        Origin::Meeting(id) => Some(id),
        Origin::Other(_) => None,
    }
}

/// An item as it stands at some day.
struct Item<'a> {
    action: &'a Action,
    owners: &'a [Owner],
    closed: Option<&'a Event>,
}

/// A wording that an item had.
struct Worded<'a> {
    item: usize,
    event: &'a Event,
    wording: Wording,
}

/// The items until some day, with all their wordings.
struct Register<'a> {
    names: Names,
    items: Vec<Item<'a>>,
    /// Rows that repeat an item lead to it.
    by_id: HashMap<&'a ActionId, usize>,
    wordings: Vec<Worded<'a>>,
    index: Index,
    repeats: BTreeMap<&'a ActionId, Repeat<'a>>,
}

impl<'a> Register<'a> {
    fn new(archive: &Archive) -> Self {
        Self {
            names: Names::new(archive),
            items: Vec::new(),
            by_id: HashMap::new(),
            wordings: Vec::new(),
            index: Index::default(),
            repeats: BTreeMap::new(),
        }
    }

    fn take(&mut self, step: &Step<'a>) {
        let wording =
            step.event.title.as_ref().map(|title| self.read(&plain(title), step.event.date));
        let item = match self.by_id.get(&step.action.id) {
            Some(&item) => item,
            None => self.open(step, wording.as_ref()),
        };
        self.tell(item, step.event);
        if let Some(wording) = wording {
            self.word(item, step.event, wording);
        }
    }

    fn read(&self, text: &str, day: NaiveDate) -> Wording {
        Wording::new(text, day, &self.names)
    }

    /// The item that a step opens: a new one, or that which a row without an id repeats.
    fn open(&mut self, step: &Step<'a>, wording: Option<&Wording>) -> usize {
        let action = step.action;
        let is_bare = step.opens && step.is_row && !action.has_given_id;
        let found = wording.filter(|_| is_bare).and_then(|wording| self.find(step.event, wording));
        let earlier = found.and_then(|(item, likeness)| {
            let Item { action: earlier, closed, .. } = *self.items.get(item)?;
            let repeat = Repeat { row: step.event, earlier, likeness, closed };
            self.repeats.insert(&action.id, repeat);
            let is_sure = !matches!(likeness, Likeness::Changed(_));
            (closed.is_none() && is_sure).then_some(item)
        });
        let item = earlier.unwrap_or_else(|| {
            self.items.push(Item { action, owners: &[], closed: None });
            self.items.len() - 1
        });
        self.by_id.insert(&action.id, item);
        item
    }

    /// The item that a row repeats: the most alike; of several, one that is open, the latest.
    fn find(&self, row: &Event, wording: &Wording) -> Option<(usize, Likeness)> {
        let mut best: BTreeMap<usize, Likeness> = BTreeMap::new();
        for at in self.index.near(wording) {
            let Some(earlier) = self.wordings.get(at) else { continue };
            let Some(likeness) = likeness(wording, &earlier.wording) else { continue };
            if self.may_be_one(row, earlier, likeness) {
                let of_item = best.entry(earlier.item).or_insert(likeness);
                *of_item = likeness.max(*of_item);
            }
        }
        let is_open = |item: usize| self.items.get(item).is_some_and(|item| item.closed.is_none());
        let n_items = best.len();
        let found =
            best.into_iter().max_by_key(|&(item, likeness)| (likeness, is_open(item), item))?;
        // Where several items differ from a row by a word, they are of one make, and it is another.
        let is_template = n_items > 1 && matches!(found.1, Likeness::Changed(_));
        (!is_template).then_some(found)
    }

    /// Whether owners allow two rows to be one item. People who are given the same thing to do at
    /// one meeting have an item each; at a later one it was handed over, if nothing else changed.
    fn may_be_one(&self, row: &Event, earlier: &Worded<'_>, likeness: Likeness) -> bool {
        let owners = self.items.get(earlier.item).map_or(&[][..], |item| item.owners);
        let is_same_meeting = earlier.event.span.file == row.span.file
            && meeting_of(earlier.event) == meeting_of(row);
        let is_handed_over = likeness == Likeness::Exact && !is_same_meeting;
        is_handed_over || !are_other_people(row.owners.as_deref().unwrap_or_default(), owners)
    }

    /// Takes in what an event says of its item.
    fn tell(&mut self, item: usize, event: &'a Event) {
        let Some(item) = self.items.get_mut(item) else { return };
        if let Some(owners) = &event.owners {
            item.owners = owners;
        }
        if let Some(closing) = &event.status {
            item.closed = (!closing.status.is_open()).then_some(event);
        }
    }

    fn word(&mut self, item: usize, event: &'a Event, wording: Wording) {
        if wording.exact.is_empty() {
            return;
        }
        self.index.add(self.wordings.len(), &wording);
        self.wordings.push(Worded { item, event, wording });
    }
}

/// Whether both are people, and none of them is the same.
fn are_other_people(ours: &[Owner], theirs: &[Owner]) -> bool {
    let are_people = |owners: &[Owner]| {
        !owners.is_empty() && owners.iter().all(|owner| matches!(owner, Owner::Person(_)))
    };
    are_people(ours) && are_people(theirs) && !ours.iter().any(|owner| theirs.contains(owner))
}

impl Repeat<'_> {
    /// Says so.
    pub(super) fn diagnostic(&self, sources: &Sources) -> Diagnostic {
        let said = Diagnostic::new(code::ACTION_DUPLICATE, self.row.places.title, self.message())
            .help(self.help(sources))
            .why("without its id the item is counted twice");
        match self.earlier.events.first() {
            Some(opening) => said.related(opening.places.title, "opened here"),
            None => said,
        }
    }

    fn message(&self) -> String {
        let nearly = if self.likeness == Likeness::Exact { "" } else { "nearly " };
        let id = &self.earlier.id;
        let closed = self.closed.map(closed).unwrap_or_default();
        format!("this {nearly}repeats `{id}`{}{closed}", self.opened())
    }

    /// Where the earlier item was opened, as it follows its id.
    fn opened(&self) -> String {
        let Some(opening) = self.earlier.events.first() else { return String::new() };
        match meeting_of(opening) {
            Some(meeting) if meeting_of(self.row) == Some(meeting) => " of this meeting".to_owned(),
            Some(meeting) => format!(" of {meeting}"),
            None => format!(" of {}", long_day(opening.date)),
        }
    }

    fn help(&self, sources: &Sources) -> String {
        let how = self.how_to_name(is_of_list(sources.slice(self.row.span)));
        let otherwise =
            if self.closed.is_some() { "it is to be done again" } else { "it is another item" };
        format!("{how}, or an id of its own if {otherwise}")
    }

    /// How to type the id: on both rows where the earlier has none yet.
    fn how_to_name(&self, is_of_list: bool) -> String {
        let id = self.id_to_type();
        match (is_of_list, self.earlier.has_given_id) {
            (true, true) => format!("end it with ` {{#{id}}}`"),
            (true, false) => format!("end both with ` {{#{id}}}`"),
            (false, true) => format!("write `{id}` in the column `ID`"),
            (false, false) => format!("write `{id}` in the column `ID` of both rows"),
        }
    }

    /// The id of the earlier item, or of the one that goes on in its place.
    fn id_to_type(&self) -> &ActionId {
        match self.closed.and_then(|event| event.status.as_ref()).map(|one| &one.status) {
            Some(ActionStatus::Merged(into)) => into,
            _ => &self.earlier.id,
        }
    }
}

/// When an item was closed, as it follows its name.
fn closed(event: &Event) -> String {
    let how = match event.status.as_ref().map(|closing| &closing.status) {
        Some(ActionStatus::Cancelled) => "cancelled",
        Some(ActionStatus::Merged(_)) => "merged",
        _ => "completed",
    };
    format!(", {how} on {}", long_day(event.date))
}

/// Whether a row is an item of a list: it begins with the mark of one.
fn is_of_list(row: &str) -> bool {
    let row = row.trim_start();
    let after_number = row.trim_start_matches(|c: char| c.is_ascii_digit());
    row.starts_with(['-', '*', '+'])
        || (after_number.len() < row.len() && after_number.starts_with(['.', ')']))
}
