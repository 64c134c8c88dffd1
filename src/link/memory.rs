//! Meetings as they were linked, kept so that an edit costs what it changes.
//!
//! What a page says depends on its own text, and on what it can see of all others: their front
//! matter but for who was there, the data files, the ids of action items and decisions, and the
//! places on pages that it asked for. As long as all of that is as it was, a page that was not
//! edited says what it said.

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
    /// Where items and decisions had other ids then.
    doubt: Option<Doubt>,
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

    /// Whether other pages see the same: who was there is told on the meeting's own page alone.
    fn is_seen_as(&self, other: &Self) -> bool {
        self == other
            || self.path == other.path
                && without_logs(self.seen())
                    .is_some_and(|seen| without_logs(other.seen()) == Some(seen))
    }
}

impl PartialEq for Head {
    fn eq(&self, other: &Self) -> bool {
        let is_whole = Arc::ptr_eq(&self.text, &other.text) && self.end == other.end;
        self.path == other.path && (is_whole || self.seen() == other.seen())
    }
}

/// The lines of front matter that are in no `[attendance]`; none where a text of several lines may
/// have one that only looks like it.
fn without_logs(front_matter: &str) -> Option<Vec<&str>> {
    if [r#"""""#, "'''"].iter().any(|quotes| front_matter.contains(quotes)) {
        return None;
    }
    let mut is_log = false;
    let is_seen = |line: &&str| {
        if line.starts_with('[') {
            is_log = ["[attendance]", "[[attendance]]"].contains(&line.trim_end());
        }
        !is_log
    };
    Some(front_matter.lines().filter(is_seen).collect())
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

impl Outline {
    /// Whether nothing differs but who was at meetings, and ids.
    fn is_seen_as(&self, other: &Self) -> bool {
        let mut pairs = self.files.iter().zip(&other.files);
        self.recommendation == other.recommendation
            && self.files.len() == other.files.len()
            && pairs.all(|(one, other)| one.is_seen_as(other))
    }
}

impl Memory {
    /// What was named, to be kept where nothing is; and the places on pages that there were.
    pub(super) fn book_and_anchors(&mut self) -> (&mut Option<Book>, Arc<Anchors>) {
        let has_doubt = self.doubt.is_some();
        let anchors = if has_doubt { Arc::default() } else { Arc::clone(&self.anchors) };
        (&mut self.book, anchors)
    }

    /// Forgets all that another outline makes uncertain.
    pub(super) fn keep_to(&mut self, outline: Outline) {
        self.doubt = None;
        if self.outline == outline {
            return;
        }
        (self.edition, self.accounts) = (Edition::default(), Edition::default());
        let is_seen_alike = self.outline.is_seen_as(&outline);
        let last = std::mem::replace(&mut self.outline, outline);
        if !is_seen_alike {
            self.forget();
        } else if last.ids != self.outline.ids {
            self.actions = None;
            self.doubt = Some(Doubt::new(last.ids, &self.outline.ids));
        }
    }

    fn forget(&mut self) {
        self.anchors = Arc::default();
        (self.book, self.actions, self.meetings) = (None, None, HashMap::new());
    }

    /// What a meeting said last, where it would say the same now.
    pub(super) fn recall(&self, known: &Known<'_>, at: usize) -> Option<Arc<LinkedMeeting>> {
        let file = &known.contents.meetings[at];
        let (from, linked) = self.meetings.get(&file.id)?;
        let mut asked = linked.asked().iter();
        let is_same = Arc::ptr_eq(from, file)
            && asked.all(|page| self.anchors.of(page) == known.anchors.of(page))
            && self.doubt.as_ref().is_none_or(|doubt| {
                linked.is_sound() && doubt.spares(known, at, &self.outline.ids)
            });
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

/// Ids that came or went: what names one of them, or may have been told of one that is near, is
/// looked up again.
#[derive(Debug)]
struct Doubt {
    last: Ids,
    /// The ids, as [`bare`] has them.
    ids: Vec<String>,
}

impl Doubt {
    fn new(last: Ids, now: &Ids) -> Self {
        let ids = last.in_one(now).into_iter().map(bare).collect();
        Self { last, ids }
    }

    /// Whether a meeting's page has nothing to do with them.
    fn spares(&self, known: &Known<'_>, at: usize, now: &Ids) -> bool {
        let file = &known.contents.meetings[at];
        let text = &known.sources.get(file.file).text;
        // what is in two files, or written in codes, is looked up again
        let is_plain = !(file.has_agenda_file || text.contains('&') || has_percent_code(text));
        if !is_plain || self.ids.len() > MANY {
            return false;
        }
        let text = bare(text);
        self.last.are_alike_in(now, at) && !self.ids.iter().any(|id| text.contains(id.as_str()))
    }
}

/// With more ids than that, to look everything up again takes less time than to look for them.
const MANY: usize = 16;

/// A text without case and all that may stand between the letters of an id.
fn bare(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| letter.is_alphanumeric()) {
        if letter.is_ascii() {
            bare.push(letter.to_ascii_lowercase());
        } else {
            bare.extend(letter.to_lowercase());
        }
    }
    bare
}

fn has_percent_code(text: &str) -> bool {
    let mut after = text.split('%').skip(1);
    after.any(|rest| rest.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2)
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
