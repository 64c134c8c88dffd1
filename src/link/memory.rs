//! Meetings as they were linked, kept so that an edit costs what it changes.
//!
//! What a page says depends on its own text, and on what it can see of all others: their front
//! matter, the data files, the ids of action items and decisions, and the places on pages that it
//! asked for. As long as all of that is as it was, a page that was not edited says what it said.

use std::sync::Arc;

use camino::Utf8PathBuf;
use hashbrown::HashMap;

use super::{
    Book, Known,
    anchors::Anchors,
    events::{Actions, Last},
    meetings::LinkedMeeting,
    plan::{ActionPlan, DecisionPlan, Ids},
};
use crate::{
    content::written::{Contents, MeetingFile},
    model::{Edition, Link},
    source::{FileId, SourceFile, Sources},
};

/// What was linked last.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    edition: Edition,
    outline: Outline,
    book: Option<Book>,
    anchors: Arc<Anchors>,
    accounts: Edition,
    links: Vec<Arc<[Link]>>,
    /// None where one that merges round in a circle is not as it is written.
    actions: Option<Actions>,
    meetings: HashMap<String, (Arc<MeetingFile>, Arc<LinkedMeeting>)>,
}

/// What every page can see of all others.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Outline {
    /// What a recommendation is called.
    recommendation: String,
    files: Vec<Head>,
    ids: Ids,
}

/// What of a file can be seen from others.
#[derive(Debug)]
struct Head {
    path: Utf8PathBuf,
    text: Arc<str>,
    /// The front matter of a page ends here; a data file is seen whole.
    end: usize,
}

impl Head {
    fn seen(&self) -> &str {
        self.text.get(..self.end).unwrap_or(&self.text)
    }
}

impl PartialEq for Head {
    fn eq(&self, other: &Self) -> bool {
        let is_whole = Arc::ptr_eq(&self.text, &other.text) && self.end == other.end;
        self.path == other.path && (is_whole || self.seen() == other.seen())
    }
}

impl Eq for Head {}

impl Outline {
    pub(super) fn new(
        contents: &Contents,
        sources: &Sources,
        recommendation: &str,
        (actions, decisions): (&ActionPlan<'_>, &DecisionPlan),
    ) -> Self {
        let heads = heads(contents);
        let file = |(id, file): (FileId, &SourceFile)| Head {
            path: file.path.clone(),
            text: Arc::clone(&file.text),
            end: heads.get(&id).copied().unwrap_or(file.text.len()),
        };
        Self {
            recommendation: recommendation.to_owned(),
            files: sources.iter().map(file).collect(),
            ids: Ids::new(actions, decisions),
        }
    }
}

/// Where the front matter ends of each page that could be read.
fn heads(contents: &Contents) -> HashMap<FileId, usize> {
    let meetings = contents.meetings.iter().map(|one| (one.file, one.body_at));
    let briefings = contents.briefings.iter().map(|one| (one.file, one.body_at));
    let pages = contents.pages.iter().map(|one| (one.file, one.body_at));
    meetings.chain(briefings).chain(pages).collect()
}

impl Memory {
    /// What was named, to be kept where nothing is; and the places on pages that there were.
    pub(super) fn book_and_anchors(&mut self) -> (&mut Option<Book>, Arc<Anchors>) {
        (&mut self.book, Arc::clone(&self.anchors))
    }

    /// Forgets all that another outline makes uncertain.
    pub(super) fn keep_to(&mut self, outline: Outline) {
        if self.outline != outline {
            (self.edition, self.accounts) = (Edition::default(), Edition::default());
            (self.outline, self.anchors) = (outline, Arc::default());
            (self.book, self.actions, self.meetings) = (None, None, HashMap::new());
        }
    }

    /// What a meeting said last, where it would say the same now.
    pub(super) fn recall(
        &self,
        known: &Known<'_>,
        file: &Arc<MeetingFile>,
    ) -> Option<Arc<LinkedMeeting>> {
        let (from, linked) = self.meetings.get(&file.id)?;
        let mut asked = linked.asked().iter();
        let is_same = Arc::ptr_eq(from, file)
            && asked.all(|page| self.anchors.of(page) == known.anchors.of(page));
        is_same.then(|| Arc::clone(linked))
    }

    /// The items as they were linked last, of meetings that are as they were then.
    pub(super) fn actions(
        &self,
        known: &Known<'_>,
        linked: &[Arc<LinkedMeeting>],
    ) -> Option<Last<'_>> {
        let actions = self.actions.as_ref()?;
        let mut is_kept = vec![false; known.contents.meetings.len()];
        for ((&at, file), now) in known.timetable.order.iter().zip(in_order(known)).zip(linked) {
            let last = self.meetings.get(&file.id);
            is_kept[at] = last.is_some_and(|(_, last)| Arc::ptr_eq(last, now));
        }
        Some(Last { actions, is_kept })
    }

    /// Keeps what was linked now, and nothing else. What it stands for: the edition of front matter
    /// and data, and that of what pages say of things with pages of their own.
    pub(super) fn keep(
        &mut self,
        known: &Known<'_>,
        linked: &[Arc<LinkedMeeting>],
        links: &[Arc<[Link]>],
        actions: Option<&Actions>,
    ) -> (Edition, Edition) {
        let pairs = in_order(known).zip(linked);
        let is_told_alike = |(file, now): (&Arc<MeetingFile>, &Arc<LinkedMeeting>)| {
            let last = self.meetings.get(&file.id);
            last.is_some_and(|(_, last)| Arc::ptr_eq(last, now) || last.tells_as(now))
        };
        if !(are_alike(&self.links, links) && pairs.clone().all(is_told_alike)) {
            self.accounts = Edition::default();
        }
        let pair = |(file, linked): (&Arc<MeetingFile>, &Arc<LinkedMeeting>)| {
            (file.id.clone(), (Arc::clone(file), Arc::clone(linked)))
        };
        self.meetings = pairs.map(pair).collect();
        self.actions = actions.cloned();
        (self.anchors, self.links) = (Arc::clone(&known.anchors), links.to_vec());
        (self.edition.clone(), self.accounts.clone())
    }
}

/// The meetings in their order.
fn in_order<'k>(known: &'k Known<'_>) -> impl Iterator<Item = &'k Arc<MeetingFile>> + Clone {
    known.timetable.order.iter().map(|&at| &known.contents.meetings[at])
}

/// Whether links are the same; those of pages that were not linked again are the very same.
fn are_alike(last: &[Arc<[Link]>], now: &[Arc<[Link]>]) -> bool {
    let mut pairs = last.iter().zip(now);
    last.len() == now.len() && pairs.all(|(last, now)| Arc::ptr_eq(last, now) || last == now)
}
