//! Places on pages: written pages go in, the fragments by which their parts can be cited come
//! out.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

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
    of: HashMap<Target, HashSet<Arc<str>>>,
    /// The fragments of agenda items, by the meeting's place and in the order of the items.
    agendas: Vec<Vec<Arc<str>>>,
}

impl Anchors {
    /// Gathers them.
    pub(super) fn new(
        contents: &Contents,
        table: &Timetable<'_>,
        actions: &ActionPlan<'_>,
        decisions: &DecisionPlan,
    ) -> Self {
        let mut anchors =
            Self { agendas: vec![Vec::new(); contents.meetings.len()], ..Self::default() };
        for &at in &table.order {
            let meeting = &contents.meetings[at];
            let mut ids = of_body(meeting);
            anchors.agendas[at] = agenda::ids(&meeting.agenda, &mut ids);
            ids.extend(of_rows(at, meeting, actions));
            ids.extend(of_decisions(at, meeting, decisions));
            anchors.of.insert(Target::Meeting(MeetingId::new(meeting.id.as_str())), ids);
        }
        for briefing in &contents.briefings {
            let target = Target::Briefing(BriefingId::new(briefing.id.as_str()));
            anchors.of.insert(target, of_blocks(&briefing.body));
        }
        for page in &contents.pages {
            anchors.of.insert(Target::Page(PageId::new(page.id.as_str())), of_blocks(&page.body));
        }
        anchors
    }

    /// The fragments of agenda items of a meeting, in the order of the items.
    pub(super) fn agenda(&self, meeting: usize) -> &[Arc<str>] {
        self.agendas.get(meeting).map_or(&[], Vec::as_slice)
    }

    /// The fragments of a page; none where they are not known, as of pages that are generated.
    pub(super) fn of(&self, target: &Target) -> Option<&HashSet<Arc<str>>> {
        self.of.get(target)
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

fn of_blocks<R>(blocks: &[Block<R>]) -> HashSet<Arc<str>> {
    let mut ids = HashSet::new();
    push_blocks(blocks, &mut ids);
    ids
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
