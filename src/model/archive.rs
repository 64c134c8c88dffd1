//! The whole record.

use std::{collections::BTreeMap, sync::Arc};

use camino::Utf8PathBuf;

use super::{
    Action, ActionId, Briefing, BriefingId, Decision, DecisionId, Group, GroupId, How, Meeting,
    MeetingId, Name, Owner, Page, PageId, Person, PersonId, RecId, Recommendation,
    RecommendationSet, SetId, Site, Target, Team, TeamId, Term, Unreadable,
};
use crate::source::{Dates, Spanned};

/// The record, by id; the only owner of what it holds.
#[derive(Clone, Debug)]
pub(crate) struct Archive {
    /// Which front matter and data it is made of.
    pub edition: Edition,
    /// What its pages say of things that have pages of their own, on top of that.
    pub accounts: Edition,
    /// The archive itself.
    pub site: Site,
    /// The roster.
    pub people: BTreeMap<PersonId, Person>,
    /// Bodies that own actions.
    pub groups: BTreeMap<GroupId, Group>,
    /// Sub-teams.
    pub teams: BTreeMap<TeamId, Team>,
    /// The glossary, by term.
    pub terms: BTreeMap<Arc<str>, Term>,
    /// Sets of recommendations.
    pub sets: BTreeMap<SetId, RecommendationSet>,
    /// Meetings.
    pub meetings: BTreeMap<MeetingId, Arc<Meeting>>,
    /// The same in order of start, then id.
    pub meetings_by_start: Vec<Arc<Meeting>>,
    /// Action items.
    pub actions: Arc<BTreeMap<ActionId, Arc<Action>>>,
    /// Decisions.
    pub decisions: BTreeMap<DecisionId, Arc<Decision>>,
    /// Briefings.
    pub briefings: BTreeMap<BriefingId, Briefing>,
    /// Ordinary pages.
    pub pages: BTreeMap<PageId, Page>,
    /// Every internal link, in order of source, a list for each thing that holds links.
    pub links: Vec<Arc<[Link]>>,
    /// Addresses that were published once, as `content/.addresses` has them; none in a view that
    /// is not held to them.
    pub ledger: Vec<Spanned<String>>,
    /// When files of the record were first published and last changed, by path; the files of a
    /// bundle count for its page.
    pub dates: BTreeMap<Utf8PathBuf, Dates>,
    /// What could not be read.
    pub unreadable: Unreadable,
}

/// Stands for a part of an archive that many may share. Archives of one edition of front matter and
/// data files differ in the bodies of pages and in attachments alone; those of one edition of
/// accounts say the same of action items, decisions, briefings and one another too, wherever on a
/// page, so that they have the same registers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Edition(Arc<()>);

impl Edition {
    /// Whether it is the very same.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// A link from one thing of the archive to another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Link {
    /// The page that holds it: a meeting, briefing, page, action (an entry of `actions.toml`), …;
    /// one for all links of the page.
    pub from: Arc<Target>,
    /// The place on that page, where there is one.
    pub fragment: Option<Arc<str>>,
    /// What it leads to.
    pub to: Target,
    /// How it was written.
    pub how: How,
    /// The sentence it stands in; empty for fields.
    pub sentence: Arc<str>,
}

impl Archive {
    /// Every internal link, in order of source.
    pub(crate) fn all_links(&self) -> impl Iterator<Item = &Link> {
        self.links.iter().flat_map(|links| links.iter())
    }

    /// A recommendation by its id.
    pub(crate) fn recommendation(&self, id: &RecId) -> Option<&Recommendation> {
        self.sets.get(&id.set)?.recommendations.iter().find(|one| one.id.number == id.number)
    }

    /// The other ids and old addresses of pages, each with the page: of meetings, of briefings, of
    /// ordinary pages, in order of id.
    pub(crate) fn aliases(&self) -> impl Iterator<Item = (Target, &Spanned<String>)> {
        let meetings = self.meetings.values();
        let meetings = meetings.map(|one| (Target::Meeting(one.id.clone()), &one.aliases));
        let briefings = self.briefings.values();
        let briefings = briefings.map(|one| (Target::Briefing(one.id.clone()), &one.aliases));
        let pages = self.pages.values();
        let pages = pages.map(|one| (Target::Page(one.id.clone()), &one.aliases));
        let all = meetings.chain(briefings).chain(pages);
        all.flat_map(|(target, aliases)| aliases.iter().map(move |alias| (target.clone(), alias)))
    }

    /// Puts the meetings in order of start, as is due once they are there or are others.
    pub(crate) fn sort_meetings(&mut self) {
        self.meetings_by_start = self.meetings.values().cloned().collect();
        // they come in order of id
        self.meetings_by_start.sort_by_key(|meeting| meeting.start.utc);
    }

    /// Meetings in order of start.
    pub(crate) fn meetings_in_order(
        &self,
    ) -> impl DoubleEndedIterator<Item = &Meeting> + ExactSizeIterator {
        self.meetings_by_start.iter().map(|meeting| &**meeting)
    }

    /// The name of an owner as it is shown.
    pub(crate) fn owner_name<'a>(&'a self, owner: &'a Owner) -> &'a str {
        match owner {
            Owner::Person(id) => self.people.get(id).map_or(id.as_str(), |person| &person.name),
            Owner::Group(id) => self.groups.get(id).map_or(id.as_str(), |group| &group.name),
        }
    }

    /// A name as it is shown.
    pub(crate) fn name<'a>(&'a self, name: &'a Name) -> &'a str {
        match name {
            Name::Person(id) => self.people.get(id).map_or(id.as_str(), |person| &person.name),
            Name::Group(id) => self.groups.get(id).map_or(id.as_str(), |group| &group.name),
            Name::Other(text) => text,
        }
    }
}
