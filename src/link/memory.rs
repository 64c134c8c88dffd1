//! Meetings as they were linked, kept so that an edit costs what it changes.
//!
//! What a page says depends on its own text, and on what it can see of all others: their front
//! matter, the data files, the ids of action items and decisions, and the places on pages that it
//! asked for. As long as all of that is as it was, a page that was not edited says what it said.

use std::{collections::HashMap, sync::Arc};

use camino::Utf8PathBuf;

use super::{
    Book, Known,
    anchors::Anchors,
    meetings::LinkedMeeting,
    plan::{ActionPlan, DecisionPlan, Ids},
};
use crate::{
    content::written::{Contents, MeetingFile},
    model::Edition,
    source::{FileId, SourceFile, Sources},
};

/// What was linked last.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    edition: Edition,
    outline: Outline,
    book: Option<Book>,
    anchors: Arc<Anchors>,
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
            (self.edition, self.outline) = (Edition::default(), outline);
            (self.book, self.meetings) = (None, HashMap::new());
        }
    }

    /// Stands for the outline.
    pub(super) fn edition(&self) -> Edition {
        self.edition.clone()
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

    /// Keeps what was linked now, and nothing else.
    pub(super) fn keep(&mut self, known: &Known<'_>, linked: &[Arc<LinkedMeeting>]) {
        let files = known.timetable.order.iter().map(|&at| &known.contents.meetings[at]);
        let pair = |(file, linked): (&Arc<MeetingFile>, &Arc<LinkedMeeting>)| {
            (file.id.clone(), (Arc::clone(file), Arc::clone(linked)))
        };
        self.meetings = files.zip(linked).map(pair).collect();
        self.anchors = Arc::clone(&known.anchors);
    }
}
