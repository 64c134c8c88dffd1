//! Places on pages: written pages go in, the fragments by which their parts can be cited come
//! out.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use rayon::prelude::*;

use super::{
    agenda,
    plan::{ActionPlan, DecisionPlan, Timetable, action_rows, decision_items},
};
use crate::{
    content::written::{Contents, MeetingFile, Section},
    model::{BriefingId, MeetingId, PageId, Target},
    source::prose::{Block, BlockKind},
};

/// The fragments of every page that people write text on.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    of: HashMap<Target, Arc<Places>>,
    /// Those of meetings' pages, by the meeting's place.
    meetings: Vec<(Arc<MeetingFile>, Arc<Places>)>,
}

/// The fragments of a page.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Those that the text has by itself, whatever the ids of things are.
    ids: HashSet<Arc<str>>,
    /// Those of agenda items among them, in the order of the items.
    agenda: Vec<Arc<str>>,
    /// Those of action items and decisions.
    things: HashSet<Arc<str>>,
}

impl Anchors {
    /// Gathers them; those of meetings that are as they were are known from last time, when things
    /// had the same ids.
    pub(super) fn new(
        contents: &Contents,
        table: &Timetable<'_>,
        actions: &ActionPlan<'_>,
        decisions: &DecisionPlan,
        last: &Self,
    ) -> Self {
        let last = last.meetings.iter().map(|(file, places)| (Arc::as_ptr(file), places));
        let last: HashMap<_, _> = last.map(|(file, places)| (file.addr(), places)).collect();
        let new = |at: usize, file: &Arc<MeetingFile>| {
            let places = || Arc::new(Places::of_meeting(at, file, actions, decisions));
            let places =
                last.get(&Arc::as_ptr(file).addr()).map_or_else(places, |&one| one.clone());
            (Arc::clone(file), places)
        };
        let meetings = contents.meetings.par_iter().enumerate();
        let meetings: Vec<_> = meetings.map(|(at, file)| new(at, file)).collect();
        let of_meeting = |&at: &usize| {
            let (file, places) = &meetings[at];
            (Target::Meeting(MeetingId::new(file.id.as_str())), Arc::clone(places))
        };
        let mut of: HashMap<Target, Arc<Places>> = table.order.iter().map(of_meeting).collect();
        for briefing in &contents.briefings {
            let target = Target::Briefing(BriefingId::new(briefing.id.as_str()));
            of.insert(target, Places::of_blocks(&briefing.body).into());
        }
        for page in &contents.pages {
            let target = Target::Page(PageId::new(page.id.as_str()));
            of.insert(target, Places::of_blocks(&page.body).into());
        }
        Self { of, meetings }
    }

    /// The fragments of agenda items of a meeting, in the order of the items.
    pub(super) fn agenda(&self, meeting: usize) -> &[Arc<str>] {
        self.meetings.get(meeting).map_or(&[], |(_, places)| places.agenda.as_slice())
    }

    /// The fragments of a page; none where they are not known, as of pages that are generated.
    pub(super) fn of(&self, target: &Target) -> Option<&Places> {
        self.of.get(target).map(|places| &**places)
    }
}

impl Places {
    fn of_blocks<R>(blocks: &[Block<R>]) -> Self {
        let mut ids = HashSet::new();
        push_blocks(blocks, &mut ids);
        Self { ids, ..Self::default() }
    }

    /// Those of the meeting at a place.
    fn of_meeting(
        at: usize,
        meeting: &MeetingFile,
        actions: &ActionPlan<'_>,
        decisions: &DecisionPlan,
    ) -> Self {
        let mut ids = of_body(meeting);
        let agenda = agenda::ids(&meeting.agenda, &mut ids);
        let things = of_rows(at, meeting, actions).chain(of_decisions(at, meeting, decisions));
        Self { ids, agenda, things: things.collect() }
    }

    /// Whether a fragment is one of them.
    pub(super) fn contains(&self, fragment: &str) -> bool {
        self.ids.contains(fragment) || self.things.contains(fragment)
    }

    /// All of them, in no order; one may come twice.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().chain(&self.things).map(|id| &**id)
    }
}

impl PartialEq for Places {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other) || (self.ids == other.ids && self.things == other.things)
    }
}

fn of_body(meeting: &MeetingFile) -> HashSet<Arc<str>> {
    let mut ids = HashSet::new();
    // Sections that a meeting's page has by itself.
    let own = [
        ("agenda", meeting.has_agenda_file),
        ("attendance", !meeting.attendance.is_empty()),
        ("records", !meeting.records.is_empty()),
    ];
    ids.extend(own.iter().filter(|(_, is_there)| *is_there).map(|(id, _)| Arc::from(*id)));
    let prose = meeting.body.iter().filter_map(|section| match section {
        Section::Prose(prose) => Some(prose.ids()),
        _ => None,
    });
    ids.extend(prose.flatten().cloned());
    ids
}

fn of_rows<'a>(
    at: usize,
    meeting: &'a MeetingFile,
    plan: &'a ActionPlan<'_>,
) -> impl Iterator<Item = Arc<str>> + 'a {
    let rows = action_rows(meeting).enumerate();
    rows.filter_map(move |(row, _)| Some(of_id(plan.of_row(at, row)?.0.id.as_str())))
}

fn of_decisions<'a>(
    at: usize,
    meeting: &'a MeetingFile,
    plan: &'a DecisionPlan,
) -> impl Iterator<Item = Arc<str>> + 'a {
    let items = decision_items(meeting).enumerate();
    items.filter_map(move |(n, _)| Some(of_id(plan.of_item(at, n)?.as_str())))
}

/// The fragment of what has an id: the id in lower case.
pub(super) fn of_id(id: &str) -> Arc<str> {
    Arc::from(id.to_lowercase())
}

fn push_blocks<R>(blocks: &[Block<R>], ids: &mut HashSet<Arc<str>>) {
    for block in blocks {
        ids.extend(block.id.clone());
        match &block.kind {
            BlockKind::List { items, .. } => {
                for item in items {
                    ids.extend(item.id.clone());
                    push_blocks(&item.blocks, ids);
                }
            }
            BlockKind::Quote { blocks, .. } | BlockKind::Footnote { blocks, .. } => {
                push_blocks(blocks, ids);
            }
            BlockKind::Definitions(definitions) => {
                let details = definitions.iter().flat_map(|one| &one.details);
                details.for_each(|blocks| push_blocks(blocks, ids));
            }
            _ => {}
        }
    }
}
