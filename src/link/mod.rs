//! Everything written is looked up: the contents go in, the record comes out, with every name,
//! id, date, local time and link that leads nowhere said.

mod agenda;
mod anchors;
mod autolink;
mod bundle;
mod cut;
mod decisions;
mod events;
mod logs;
mod meetings;
mod memory;
mod mentioned_times;
mod pages;
mod passage;
mod people;
mod place;
mod plan;
mod prose;
mod recommendations;
mod resolve;
mod spoken;
mod spots;
mod status;
mod targets;
mod teams;
mod times;

pub(crate) use memory::Memory;
use memory::Outline;
pub(crate) use resolve::{joined, way};
pub(crate) use spots::{Names, Spot};
pub(crate) use targets::kind_of;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use rayon::prelude::*;

use self::{
    anchors::Anchors,
    autolink::Vocabulary,
    logs::Roster,
    meetings::LinkedMeeting,
    people::People,
    plan::{ActionPlan, DecisionPlan, Timetable},
    prose::Finds,
    spots::Notes,
    targets::{Lookup, Targets},
};
use crate::{
    content::written::{Contents, Text},
    diagnostic::{Diagnostic, Sink, code},
    model::{Address, Archive, Link, MeetingId, RecId, SetId, Target, Unreadable},
    source::{FileId, Sources, Span},
};

/// What a recommendation is called in English.
const ENGLISH: &str = "{set} Recommendation {number}";

/// Looks everything up, in English words.
pub(crate) fn link(contents: Contents, sources: &Sources, sink: &mut Sink) -> Archive {
    link_again(contents, sources, ENGLISH, None, sink)
}

/// Looks up what has changed since it was looked up last; what comes out is the same as if all of
/// it were. `recommendation` is what one is called, of the name of its `{set}` and its `{number}`.
pub(crate) fn link_again(
    contents: Contents,
    sources: &Sources,
    recommendation: &str,
    memory: Option<&mut Memory>,
    sink: &mut Sink,
) -> Archive {
    let mut memory = memory;
    let known = Known::new(&contents, sources, recommendation, memory.as_deref_mut(), sink);
    let archive = known.archive(memory, sink);
    drop(known);
    whole(archive, contents)
}

/// Looks everything up, and notes where the record names its own pages.
pub(crate) fn link_noting(
    contents: Contents,
    sources: &Sources,
    sink: &mut Sink,
) -> (Archive, Vec<Spot>) {
    let mut known = Known::new(&contents, sources, ENGLISH, None, sink);
    known.notes = Notes::wanted();
    let archive = known.archive(None, sink);
    let spots = std::mem::take(&mut known.notes).sorted();
    drop(known);
    (whole(archive, contents), spots)
}

/// Adds what needs no looking up.
fn whole(archive: Archive, contents: Contents) -> Archive {
    let Contents { site, ledger, dates, unreadable, meetings, .. } = contents;
    // what was written of a large archive takes a while to be forgotten
    rayon::spawn(move || drop(meetings));
    Archive { site, ledger, dates, unreadable, ..archive }
}

/// What is known by name before any text is read.
pub(crate) struct Known<'a> {
    contents: &'a Contents,
    sources: &'a Sources,
    people: Arc<People>,
    timetable: Timetable<'a>,
    actions: ActionPlan<'a>,
    decisions: DecisionPlan,
    targets: Arc<Targets>,
    anchors: Arc<Anchors>,
    vocabulary: Arc<Vocabulary>,
    /// The addresses that were published once.
    published: HashSet<&'a str>,
    /// Where pages are named.
    notes: Notes,
}

/// What front matter and data files name.
#[derive(Clone, Debug)]
struct Book {
    people: Arc<People>,
    targets: Arc<Targets>,
    vocabulary: Arc<Vocabulary>,
    said: Sink,
}

impl Book {
    fn new(contents: &Contents, timetable: &Timetable<'_>, recommendation: &str) -> Self {
        let mut said = Sink::default();
        let people = People::new(contents, &mut said);
        let targets = Targets::new(contents, timetable, recommendation, &mut said);
        let vocabulary = Vocabulary::new(contents, &targets, &people);
        Self { people: people.into(), targets: targets.into(), vocabulary: vocabulary.into(), said }
    }
}

impl<'a> Known<'a> {
    fn new(
        contents: &'a Contents,
        sources: &'a Sources,
        recommendation: &'a str,
        memory: Option<&mut Memory>,
        sink: &mut Sink,
    ) -> Self {
        let timetable = Timetable::new(contents, sink);
        let mut said = Sink::default();
        let (actions, decisions) = rayon::join(
            || ActionPlan::new(contents, &timetable, sink),
            || DecisionPlan::new(contents, &timetable, &mut said),
        );
        sink.append(said);
        let mut nothing = None;
        let (book, last) = memory.map_or((&mut nothing, Arc::default()), |memory| {
            memory.keep_to(Outline::new(contents, sources, recommendation, (&actions, &decisions)));
            memory.book_and_anchors()
        });
        let (anchors, book) = rayon::join(
            || Arc::new(Anchors::new(contents, &timetable, &actions, &decisions, &last)),
            || book.get_or_insert_with(|| Book::new(contents, &timetable, recommendation)),
        );
        let Book { people, targets, vocabulary, said } = book.clone();
        sink.append(said);
        Self {
            contents,
            sources,
            people,
            timetable,
            actions,
            decisions,
            targets,
            anchors,
            vocabulary,
            published: contents.ledger.iter().map(|one| one.value.as_str()).collect(),
            notes: Notes::default(),
        }
    }

    fn archive(&self, memory: Option<&mut Memory>, sink: &mut Sink) -> Archive {
        let people = people::roster(self.contents);
        let groups = people::groups(self.contents, &self.people, self.sources, sink);
        let mut links = Vec::new();
        let mut files = HashSet::new();
        let mut out = Outcome { sink, links: &mut links, files: &mut files };
        let teams = teams::teams(self, &mut out);
        let glossary = teams::terms(self, &mut out);
        let sets = recommendations::sets(self, &mut out);
        let roster = Roster { people: &people, teams: &teams };
        let linked = self.meetings(roster, memory.as_deref());
        let (meetings, mut decisions) = meetings::gather(&linked, &mut out);
        let rows = meetings::rows(self, &linked);
        let last = memory.as_deref().and_then(|memory| memory.actions(self, &linked));
        let (actions, is_as_written) = events::actions(self, &rows, last.as_ref(), &mut out);
        decisions::of_file(self, &mut decisions, &mut out);
        decisions::check_circles(&mut decisions, out.sink);
        let briefings = pages::briefings(self, &meetings, &mut out);
        let pages = pages::pages(self, &mut out);
        bundle::check_unlinked(self, &files, sink);
        self.check_site(sink);
        let kept = is_as_written.then_some(&actions);
        let editions = memory.map(|memory| memory.keep(self, &linked, &links, kept));
        let (edition, accounts) = editions.unwrap_or_default();
        Archive {
            edition,
            accounts,
            site: self.contents.site.clone(),
            people,
            groups,
            teams,
            terms: glossary,
            sets,
            meetings,
            meetings_by_start: meetings::alone(&linked),
            actions,
            decisions,
            briefings,
            pages,
            links,
            ledger: Vec::new(),
            dates: BTreeMap::new(),
            unreadable: Unreadable::default(),
        }
    }

    /// Every meeting in order of start; one that would say the same again is not linked again.
    fn meetings(&self, roster: Roster<'_>, memory: Option<&Memory>) -> Vec<Arc<LinkedMeeting>> {
        let again = |at: usize| memory.and_then(|memory| memory.recall(self, at));
        let link = |at: usize| Arc::new(meetings::meeting(self, roster, at));
        let order = self.timetable.order.par_iter();
        order.map(|&at| again(at).unwrap_or_else(|| link(at))).collect()
    }

    fn check_site(&self, sink: &mut Sink) {
        let Some(default) = &self.contents.site.default_recommendations else { return };
        let id = default.value.as_str();
        if self.targets.set(id).is_some() || self.contents.unreadable.sets || self.is_unread(id) {
            return;
        }
        let near = crate::text::all_near(id, self.contents.sets.iter().map(|set| set.id.as_str()));
        let near: Vec<String> = near.into_iter().map(str::to_owned).collect();
        let message = format!("no set of recommendations is called `{id}`");
        let said = Diagnostic::new(code::KEY_VALUE, default.span, message);
        let otherwise = format!("add `content/recommendations/{id}.toml`");
        sink.push(place::hint(said, &near, Some(otherwise)));
    }

    fn lookup(&self) -> Lookup<'_> {
        Lookup {
            targets: &self.targets,
            people: &self.people,
            actions: &self.actions,
            decisions: &self.decisions,
            default_set: self.vocabulary.default_set(),
        }
    }

    /// The first of a page's other ids at which it was published once; else its own.
    fn first_id<'f>(&self, own: &'f str, others: &'f [Text], of: fn(&str) -> Target) -> &'f str {
        let was_published = |id: &&Text| {
            let page = Address::of(&of(&id.value)).from_root();
            self.published.contains(page.as_str())
        };
        others.iter().find(was_published).map_or(own, |first| first.value.as_str())
    }

    /// Whether a page of that id could not be read.
    fn is_unread(&self, id: &str) -> bool {
        self.contents.unreadable.ids.iter().any(|unread| unread == id)
    }

    /// Whether what could not be read may hold a name.
    fn may_be_unread(&self, kind: Option<&str>, name: &str) -> bool {
        let unread = &self.contents.unreadable;
        let by_kind = [
            ("person", unread.people),
            ("group", unread.people),
            ("team", unread.teams),
            ("action", unread.actions),
            ("decision", unread.decisions),
            ("rec", unread.sets),
        ];
        let fits = |one: &str| kind.is_none_or(|kind| kind == one);
        self.is_unread(name) || by_kind.iter().any(|(kind, is_unread)| *is_unread && fits(kind))
    }

    /// The meeting of an id; that there is none is an error.
    fn meeting(&self, id: &Text, sink: &mut Sink) -> Option<MeetingId> {
        let found = self.targets.meeting(&id.value).cloned();
        if let Some(found) = &found {
            self.note(id.span, || Names::Value(Target::Meeting(found.clone())));
        }
        if found.is_none() && !self.is_unread(&id.value) {
            let message = format!("no meeting is called `{}`", id.value);
            let said = Diagnostic::new(code::MEETING_UNKNOWN, id.span, message);
            let near = self.targets.near_meetings(&id.value);
            let otherwise = "name a meeting by its file's name, without `.md`".to_owned();
            sink.push(place::hint(said, &near, Some(otherwise)));
        }
        found
    }

    /// The recommendations that a field names, as `ssr1/10`; that one is not there is an error.
    fn recommendations(&self, texts: &[Text], sink: &mut Sink) -> Vec<RecId> {
        let mut ids: Vec<RecId> = Vec::new();
        for text in texts {
            match self.recommendation(&text.value) {
                Some(id) if ids.contains(&id) => {}
                Some(id) => ids.push(id),
                None => self.say_no_recommendation(text, sink),
            }
        }
        ids
    }

    fn recommendation(&self, text: &str) -> Option<RecId> {
        let by_default = || {
            let set = self.vocabulary.default_set()?;
            self.targets.recommendation(&format!("{set}/{}", text.trim()))
        };
        self.targets.recommendation(text).or_else(by_default).cloned()
    }

    fn say_no_recommendation(&self, text: &Text, sink: &mut Sink) {
        let set = text.value.split('/').next().unwrap_or_default().trim();
        if self.contents.unreadable.sets || self.is_unread(set) {
            return;
        }
        let (message, help) = match self.targets.set_of(&text.value) {
            Some((set, number)) => {
                (format!("`{set}` has no recommendation `{number}`"), self.extent_help(set))
            }
            None => self.no_such_set(&text.value),
        };
        sink.push(Diagnostic::new(code::REC_UNKNOWN, text.span, message).maybe_help(help));
    }

    /// What is wrong with a text that begins with no set, and what to write.
    fn no_such_set(&self, text: &str) -> (String, Option<String>) {
        let sets = self.contents.sets.iter().map(|set| set.id.as_str());
        let sets: Vec<String> = sets.map(|set| format!("`{set}`")).collect();
        match text.split_once('/') {
            Some((set, _)) if !sets.is_empty() => (
                format!("no set of recommendations is called `{}`", set.trim()),
                Some(format!("write a set that is there: {}", crate::text::join(&sets))),
            ),
            _ => (
                format!("`{text}` names no recommendation"),
                Some("write the set and the number, as in `ssr1/10`".to_owned()),
            ),
        }
    }

    /// "write a number that is there: ssr1 has 1 to 28", or all of them where some are left out.
    fn extent_help(&self, set: &SetId) -> Option<String> {
        let numbers = self.targets.numbers.get(set)?;
        let mut ids: Vec<RecId> =
            numbers.iter().map(|number| RecId::new(set.clone(), number.as_str())).collect();
        ids.sort();
        let numbers: Vec<String> = ids.iter().map(|id| id.number.to_string()).collect();
        Some(format!("write a number that is there: {set} has {}", extent(&numbers)?))
    }
}

/// `1 to 28`; the numbers themselves where they are few or some between are left out.
fn extent(numbers: &[String]) -> Option<String> {
    let (first, last) = (numbers.first()?, numbers.last()?);
    let whole: Option<Vec<u32>> = numbers.iter().map(|number| number.parse().ok()).collect();
    let is_run = whole.is_some_and(|all| all.windows(2).all(|pair| pair[1] == pair[0] + 1));
    match numbers {
        [one] => Some(one.clone()),
        _ if is_run => Some(format!("{first} to {last}")),
        _ if numbers.len() <= MOST_NUMBERS => Some(crate::text::join(numbers)),
        _ => Some(format!("{} from {first} to {last}, and not each between", numbers.len())),
    }
}

/// So many numbers are named one by one.
const MOST_NUMBERS: usize = 12;

/// Where a stage puts what it says and the links it finds.
struct Outcome<'s> {
    sink: &'s mut Sink,
    links: &'s mut Vec<Arc<[Link]>>,
    files: &'s mut HashSet<String>,
}

impl Outcome<'_> {
    /// Takes what a scribe found.
    fn take(&mut self, finds: &Finds) {
        self.sink.append(finds.sink.clone());
        if !finds.links.is_empty() {
            self.links.push(Arc::clone(&finds.links));
        }
        self.files.extend(finds.files.iter().cloned());
    }
}

/// The path of a file, from the root.
fn path_of(sources: &Sources, file: FileId) -> String {
    let found = sources.iter().find(|(id, _)| *id == file);
    found.map_or_else(String::new, |(_, file)| file.path.to_string())
}

/// The path of the file that a place is in.
fn path_at(sources: &Sources, span: Span) -> String {
    path_of(sources, span.file)
}
