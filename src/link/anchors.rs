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
    of: HashMap<Target, Places>,
    /// What stands on meetings' pages by itself, by the meeting's place.
    bodies: Vec<Arc<Body>>,
}

/// The fragments of a page.
#[derive(Debug, Default)]
pub(super) struct Places {
    body: Arc<Body>,
    /// Those of action items and decisions.
    things: HashSet<Arc<str>>,
}

/// The fragments that a text has by itself, whatever the ids of things are.
#[derive(Debug, Default)]
struct Body {
    /// The meeting whose it is.
    of: Option<Arc<MeetingFile>>,
    ids: HashSet<Arc<str>>,
    /// Those of agenda items, in the order of the items.
    agenda: Vec<Arc<str>>,
}

impl Anchors {
    /// Gathers them; those of meetings that are as they were are known from last time.
    pub(super) fn new(
        contents: &Contents,
        table: &Timetable<'_>,
        actions: &ActionPlan<'_>,
        decisions: &DecisionPlan,
        last: &Self,
    ) -> Self {
        let bodies =
            last.bodies.iter().filter_map(|body| Some((body.of.as_ref()?.id.as_str(), body)));
        let last: HashMap<&str, &Arc<Body>> = bodies.collect();
        let meetings = contents.meetings.par_iter();
        let bodies: Vec<Arc<Body>> =
            meetings.map(|meeting| Body::again(meeting, last.get(meeting.id.as_str()))).collect();
        let of_meeting = |&at: &usize| {
            let meeting = &contents.meetings[at];
            let things = of_rows(at, meeting, actions).chain(of_decisions(at, meeting, decisions));
            let places = Places { body: Arc::clone(&bodies[at]), things: things.collect() };
            (Target::Meeting(MeetingId::new(meeting.id.as_str())), places)
        };
        let mut of: HashMap<Target, Places> = table.order.iter().map(of_meeting).collect();
        for briefing in &contents.briefings {
            let target = Target::Briefing(BriefingId::new(briefing.id.as_str()));
            of.insert(target, Places::of_blocks(&briefing.body));
        }
        for page in &contents.pages {
            let target = Target::Page(PageId::new(page.id.as_str()));
            of.insert(target, Places::of_blocks(&page.body));
        }
        Self { of, bodies }
    }

    /// The fragments of agenda items of a meeting, in the order of the items.
    pub(super) fn agenda(&self, meeting: usize) -> &[Arc<str>] {
        self.bodies.get(meeting).map_or(&[], |body| body.agenda.as_slice())
    }

    /// The fragments of a page; none where they are not known, as of pages that are generated.
    pub(super) fn of(&self, target: &Target) -> Option<&Places> {
        self.of.get(target)
    }
}

impl Places {
    fn of_blocks<R>(blocks: &[Block<R>]) -> Self {
        let mut ids = HashSet::new();
        push_blocks(blocks, &mut ids);
        let body = Body { ids, ..Body::default() };
        Self { body: Arc::new(body), things: HashSet::new() }
    }

    /// Whether a fragment is one of them.
    pub(super) fn contains(&self, fragment: &str) -> bool {
        self.body.ids.contains(fragment) || self.things.contains(fragment)
    }

    /// All of them, in no order; one may come twice.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.body.ids.iter().chain(&self.things).map(|id| &**id)
    }
}

impl PartialEq for Places {
    fn eq(&self, other: &Self) -> bool {
        let is_same = Arc::ptr_eq(&self.body, &other.body) || self.body.ids == other.body.ids;
        is_same && self.things == other.things
    }
}

impl Body {
    /// As it was, where the meeting is.
    fn again(meeting: &Arc<MeetingFile>, last: Option<&&Arc<Self>>) -> Arc<Self> {
        let is_same =
            |last: &&&Arc<Self>| last.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, meeting));
        last.filter(is_same).map_or_else(|| Arc::new(Self::new(meeting)), |last| Arc::clone(last))
    }

    fn new(meeting: &Arc<MeetingFile>) -> Self {
        let mut ids = of_body(meeting);
        let agenda = agenda::ids(&meeting.agenda, &mut ids);
        Self { of: Some(Arc::clone(meeting)), ids, agenda }
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
    for section in &meeting.body {
        if let Section::Prose(blocks) = section {
            push_blocks(blocks, &mut ids);
        }
    }
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
