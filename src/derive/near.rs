//! What shows on a page: a page and its text go in, the meetings out whose texts it tells of. It is
//! for who would make that page before all others, and is right for nearly every page.

use std::sync::Arc;

use hashbrown::HashSet;

use super::{ActionState, DecisionFate, Mention, Registers};
use crate::{
    model::{
        ActionId, ActionStatus, Approval, Archive, Decision, DecisionId, Event, Meeting, MeetingId,
        Origin, Part, Reference, Target,
    },
    source::prose::{Inline, InlineKind},
};

/// The meetings that have to do with a page, by the record as it was and the page's own text as it
/// is.
pub(crate) fn near<'a>(
    archive: &'a Archive,
    registers: &'a Registers,
    page: &Target,
    text: &str,
) -> HashSet<MeetingId> {
    let mut near = Near { archive, registers, meetings: HashSet::new(), items: HashSet::new() };
    match page {
        Target::Meeting(id) => near.beside(id),
        Target::Action(id) => near.opened_beside(id),
        // which is before and after it, their days tell
        Target::Briefing(_) => {
            let meetings = archive.briefings.values().filter_map(|one| one.meeting.as_ref());
            near.meetings.extend(meetings);
        }
        _ => {}
    }
    near.mentions(registers.mentions.get(page).map(Vec::as_slice).unwrap_or_default());
    near.registers();
    for word in text.split(|c: char| !(c.is_alphanumeric() || c == '-')) {
        near.word(word);
    }
    let own = match page {
        Target::Meeting(id) => Some(id),
        _ => None,
    };
    near.meetings.into_iter().chain(own).cloned().collect()
}

struct Near<'a> {
    archive: &'a Archive,
    registers: &'a Registers,
    meetings: HashSet<&'a MeetingId>,
    items: HashSet<&'a ActionId>,
}

impl<'a> Near<'a> {
    /// Sentences that mention the page, and what else they name.
    fn mentions(&mut self, mentions: &'a [Mention]) {
        if mentions.is_empty() {
            return;
        }
        for mention in mentions {
            match &*mention.from {
                Target::Action(id) => self.item(id),
                other => self.place(other),
            }
        }
        // a sentence is the very same text wherever it is
        let sentences: HashSet<_> = mentions.iter().map(|one| one.text.as_ptr()).collect();
        let links = self.archive.all_links();
        for link in links.filter(|link| sentences.contains(&link.sentence.as_ptr())) {
            self.place(&link.to);
        }
    }

    /// Every page tells which registers there are: one entry of each.
    fn registers(&mut self) {
        let Self { archive, registers, .. } = *self;
        let decision = registers.decisions.first().and_then(|id| archive.decisions.get(id));
        let item = registers.actions.values().next().map(|item| &item.origin);
        item.into_iter().chain(decision.map(|one| &one.origin)).for_each(|one| self.origin(one));
        self.meetings.extend(registers.attendance.sessions.first().map(|one| &one.meeting));
        self.meetings.extend(archive.meetings_by_start.last().map(|one| &one.id));
    }

    fn word(&mut self, word: &str) {
        if let Some((id, _)) = self.archive.meetings.get_key_value(word) {
            self.meetings.insert(id);
        } else if let Some((id, _)) = self.archive.actions.get_key_value(word) {
            self.item(id);
        } else if let Some((id, _)) = self.archive.decisions.get_key_value(word) {
            self.decision(id);
        }
    }

    /// An item is what all its rows make of it.
    fn item(&mut self, id: &'a ActionId) {
        let Some(action) = self.archive.actions.get(id).filter(|_| self.items.insert(id)) else {
            return;
        };
        for event in &action.events {
            self.origin(&event.origin);
            event.title.iter().chain(&event.note).for_each(|words| self.words(words));
        }
        if let Some(ActionStatus::Merged(into)) = action.events.iter().rev().find_map(status) {
            self.opening(into);
        }
    }

    fn opening(&mut self, id: &'a ActionId) {
        let first = self.archive.actions.get(id).and_then(|action| action.events.first());
        first.into_iter().for_each(|event| self.origin(&event.origin));
    }

    /// The things that words name need only to be there.
    fn words(&mut self, words: &'a [Inline<Reference>]) {
        for word in words {
            match &word.kind {
                InlineKind::Styled(_, words) => self.words(words),
                InlineKind::Reference(reference, _) => {
                    if let Reference::Target { target, .. } = &**reference {
                        self.place(target);
                    }
                }
                _ => {}
            }
        }
    }

    fn place(&mut self, target: &'a Target) {
        match target {
            Target::Meeting(id) => {
                self.meetings.insert(id);
            }
            Target::Action(id) => self.opening(id),
            Target::Decision(id) => {
                let decision = self.archive.decisions.get(id);
                decision.into_iter().for_each(|decision| self.origin(&decision.origin));
            }
            _ => {}
        }
    }

    /// A decision stands until another does something to it.
    fn decision(&mut self, id: &'a DecisionId) {
        let Some(decision) = self.archive.decisions.get(id) else { return };
        let Decision { origin, replaces, amends, clarifies, .. } = &**decision;
        self.origin(origin);
        let later = self.registers.decision_fates.get(id).into_iter().flat_map(later);
        for other in replaces.iter().chain(amends).chain(clarifies).chain(later) {
            if let Some(other) = self.archive.decisions.get(other) {
                self.origin(&other.origin);
            }
        }
    }

    fn origin(&mut self, origin: &'a Origin) {
        if let Origin::Meeting(id) = origin {
            self.meetings.insert(id);
        }
    }

    /// What a meeting's page tells that its text does not: of the meetings before and after it in its
    /// series, of what it approved, whether another has its title, and what became of its items and
    /// decisions.
    fn beside(&mut self, id: &MeetingId) {
        let Some(meeting) = self.archive.meetings.get(id) else { return self.last_of_series() };
        let all = &self.archive.meetings_by_start;
        let (before, after) =
            all.split_at(all.partition_point(|one| one.start.utc < meeting.start.utc));
        let is_other = |one: &&Arc<Meeting>| one.id != meeting.id;
        let is_of_series = |one: &&Arc<Meeting>| is_other(one) && one.series == meeting.series;
        let approved = Approval::At(meeting.id.clone());
        let shown = [
            before.iter().rev().find(is_of_series),
            after.iter().find(is_of_series),
            all.iter().filter(is_other).find(|one| one.title == meeting.title),
        ];
        let approved = all.iter().filter(|one| one.approved.as_ref() == Some(&approved));
        let shown = shown.into_iter().flatten().chain(approved).chain([meeting]);
        self.meetings.extend(shown.map(|one| &one.id));
        for part in &meeting.parts {
            match part {
                Part::Actions(rows) => rows.iter().for_each(|(id, _)| self.item(id)),
                Part::Decisions(ids) => ids.iter().for_each(|id| self.decision(id)),
                Part::Prose(_) | Part::Agenda => {}
            }
        }
    }

    /// An item, and those that were opened before and after it.
    fn opened_beside(&mut self, id: &ActionId) {
        let actions = &self.registers.actions;
        let Some(item) = actions.get(id) else { return };
        let place = |one: &'a ActionState| (one.opened, &one.id);
        let before =
            actions.values().filter(|one| place(one) < place(item)).max_by_key(|one| place(one));
        let after =
            actions.values().filter(|one| place(one) > place(item)).min_by_key(|one| place(one));
        for one in before.into_iter().chain([item]).chain(after) {
            self.item(&one.id);
        }
    }

    /// Those that a new meeting is likely to come after.
    fn last_of_series(&mut self) {
        let mut seen = HashSet::new();
        let last = self.archive.meetings_by_start.iter().rev();
        let last = last.filter(|one| seen.insert(&one.series));
        self.meetings.extend(last.map(|one| &one.id));
    }
}

/// What was done to a decision later.
fn later(fate: &DecisionFate) -> impl Iterator<Item = &DecisionId> {
    fate.replaced_by.iter().chain(&fate.amended_by).chain(&fate.clarified_by)
}

fn status(event: &Event) -> Option<&ActionStatus> {
    event.status.as_ref().map(|closing| &closing.status)
}
