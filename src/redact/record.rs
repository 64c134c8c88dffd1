//! The record without the names that are withheld. Every field of every type of the record stands
//! here, with what holds names before the bar: a new one does not compile until it is put in its
//! place.

use std::{collections::BTreeMap, sync::Arc};

use camino::Utf8PathBuf;
use serde_json::Value;
use smol_str::SmolStr;

use super::{
    names::Names,
    prose::{line, lines},
};
use crate::{
    model::{
        Action, ActionId, ActionStatus, Address, AgendaDay, AgendaItem, Amendment, Approval,
        Archive, Attachment, AttendanceLog, Briefing, BriefingId, Closing, Decision, DecisionId,
        Deliverable, Due, Edition, Event, Extra, Group, GroupId, Join, Link, Meeting, MeetingId,
        Membership, Moved, Name, NavEntry, Origin, Owner, Page, PageId, Part, Person, PersonId,
        RecId, RecUpdate, Recommendation, RecommendationSet, Record, RecordPlace, Redirect, Series,
        SeriesId, SetId, Site, Target, Team, TeamId, Term, Unreadable,
    },
    source::Spanned,
};

/// What may hold names.
pub(super) trait Redact {
    /// Puts labels in place of the names.
    fn redact(&mut self, names: &Names);
}

impl Redact for String {
    fn redact(&mut self, names: &Names) {
        names.text(self).into_iter().for_each(|text| *self = text);
    }
}

impl Redact for SmolStr {
    fn redact(&mut self, names: &Names) {
        names.text(self).into_iter().for_each(|text| *self = text.into());
    }
}

/// Ids, fragments and names of files.
impl Redact for Arc<str> {
    fn redact(&mut self, names: &Names) {
        names.address(self).into_iter().for_each(|text| *self = text.into());
    }
}

impl Redact for Utf8PathBuf {
    fn redact(&mut self, names: &Names) {
        names.address(self.as_str()).into_iter().for_each(|text| *self = text.into());
    }
}

impl Redact for Address {
    fn redact(&mut self, names: &Names) {
        names.address(self.as_str()).into_iter().for_each(|text| *self = Self::new(text));
    }
}

impl<T: Redact> Redact for Option<T> {
    fn redact(&mut self, names: &Names) {
        self.iter_mut().for_each(|one| one.redact(names));
    }
}

impl<T: Redact> Redact for Vec<T> {
    fn redact(&mut self, names: &Names) {
        self.iter_mut().for_each(|one| one.redact(names));
    }
}

impl<T: Redact> Redact for Spanned<T> {
    fn redact(&mut self, names: &Names) {
        self.value.redact(names);
    }
}

impl<T: Redact + Clone> Redact for Arc<T> {
    fn redact(&mut self, names: &Names) {
        Self::make_mut(self).redact(names);
    }
}

impl<T: Redact + Clone> Redact for Arc<[T]> {
    fn redact(&mut self, names: &Names) {
        Self::make_mut(self).iter_mut().for_each(|one| one.redact(names));
    }
}

impl<K: Redact + Ord, V: Redact> Redact for BTreeMap<K, V> {
    fn redact(&mut self, names: &Names) {
        let entries = std::mem::take(self).into_iter().map(|(mut key, mut value)| {
            key.redact(names);
            value.redact(names);
            (key, value)
        });
        self.extend(entries);
    }
}

impl Redact for Extra {
    fn redact(&mut self, names: &Names) {
        let entries = std::mem::take(self).into_iter().map(|(mut key, mut value)| {
            key.redact(names);
            value.redact(names);
            (key, value)
        });
        self.extend(entries);
    }
}

impl Redact for Value {
    fn redact(&mut self, names: &Names) {
        match self {
            Self::String(text) => text.redact(names),
            Self::Array(all) => all.redact(names),
            Self::Object(table) => table.redact(names),
            Self::Null | Self::Bool(_) | Self::Number(_) => {}
        }
    }
}

/// A URL, which is no text.
fn url(url: &mut String, names: &Names) {
    names.address(url).into_iter().for_each(|text| *url = text);
}

/// Titles and URLs.
fn titled(links: &mut [(String, String)], names: &Names) {
    for (title, to) in links {
        title.redact(names);
        url(to, names);
    }
}

/// Old addresses: one with a name in it would publish that name, so it is given up.
fn drop_old(addresses: &mut Vec<Spanned<String>>, names: &Names) {
    addresses.retain(|one| !names.are_in(&one.value));
}

/// A text that is shared.
fn shared(text: &mut Arc<str>, names: &Names) {
    names.text(text).into_iter().for_each(|words| *text = words.into());
}

macro_rules! ids {
    ($($id:ident)*) => {
        $(impl Redact for $id {
            fn redact(&mut self, names: &Names) {
                names.address(self.as_str()).into_iter().for_each(|id | *self = Self::new(id));
            }
        })*
    };
}

ids! { MeetingId SeriesId GroupId TeamId ActionId DecisionId SetId BriefingId PageId }

impl Redact for PersonId {
    fn redact(&mut self, names: &Names) {
        names.person(self).into_iter().for_each(|id| *self = id);
    }
}

/// Every field of a type: those that are redacted by their own types, those that a function
/// redacts, and those that hold no names.
macro_rules! fields {
    ($($type:ident {
        $($field:ident)*
        $(; $by:ident: $($other:ident)*)*
        $(| $($kept:ident)*)?
    })*) => {
        $(impl Redact for $type {
            fn redact(&mut self, names: &Names) {
                let Self { $($field,)* $($($other,)*)* $($($kept: _,)*)? } = self;
                $($field.redact(names);)*
                $($($by($other, names);)*)*
            }
        })*
    };
}

fields! {
    Link { from fragment to; shared: sentence | how }
    Site {
        title description contact default_recommendations series redirects nav extra;
        maybe_url: repository
        | base_url language theme zone display_zones as_of autolink sections check redact
    }
    Series { id name extra | counts_attendance }
    NavEntry { title; place: url }
    Group { id name aliases members extra | span }
    Membership { role extra | start end }
    Team { id name rapporteurs members series description extra; titled: links | span start end }
    Term { text page; shared: term | span }
    RecommendationSet { id title name statuses recommendations extra; maybe_url: url | span issued }
    Recommendation { id title text group status priority owners deliverables updates extra | span target }
    Deliverable { title extra | is_done }
    RecUpdate { status meeting note extra | date target }
    Meeting {
        id first_id source title series location chair description approved moved amendments
        attendance records joins agenda parts attachments extra;
        drop_old: aliases
        | file span number number_span date end_date start end zone stated_status is_draft
    }
    Moved { why | on from }
    Amendment { what | date }
    AttendanceLog { members staff observers guests apologies partial remote | day }
    Record { title place language length extra | kind }
    Join { audience title; maybe_url: url }
    Attachment { name address | entry }
    AgendaDay { title location items | span date start end }
    AgendaItem {
        id number presenters recommendations body items extra;
        line: title
        | span time_span end_span number_span start end kind
    }
    Action { id category events extra | has_given_id }
    Event { anchor origin owners due status; lines: title note | span places date }
    Due { text | date }
    Closing { status | on }
    Decision {
        id anchor origin text replaces amends clarifies extra;
        ties: tie_places
        | has_given_id span id_slot date
    }
    Briefing {
        id first_id source title description meeting presenters recommendations records body attachments
        extra;
        drop_old: aliases
        | file span date is_draft
    }
    Page {
        id first_id source title description body attachments extra;
        drop_old: aliases
        | file span nav is_draft
    }
    RecId { set | number }
    Unreadable { ids | people teams actions decisions glossary sets site redact }
}

/// A URL that may not be there.
fn maybe_url(found: &mut Option<String>, names: &Names) {
    found.iter_mut().for_each(|one| url(one, names));
}

fn place(at: &mut Spanned<String>, names: &Names) {
    url(&mut at.value, names);
}

fn ties<T>(ties: &mut [(DecisionId, T)], names: &Names) {
    ties.iter_mut().for_each(|(id, _)| id.redact(names));
}

impl Redact for (PersonId, String) {
    fn redact(&mut self, names: &Names) {
        self.0.redact(names);
        self.1.redact(names);
    }
}

impl Redact for (ActionId, usize) {
    fn redact(&mut self, names: &Names) {
        self.0.redact(names);
    }
}

impl Redact for Person {
    fn redact(&mut self, names: &Names) {
        if let Some(label) = names.label_of(&self.id) {
            self.name = label;
            self.aliases.clear();
        }
        let Self {
            id,
            name,
            aliases,
            affiliation,
            links,
            memberships,
            extra,
            span: _,
            country: _,
            zone: _,
        } = self;
        id.redact(names);
        name.redact(names);
        aliases.redact(names);
        affiliation.redact(names);
        titled(links, names);
        memberships.redact(names);
        extra.redact(names);
    }
}

impl Redact for Redirect {
    fn redact(&mut self, names: &Names) {
        let Self { from: _, to } = self;
        url(&mut to.value, names);
    }
}

impl Redact for Target {
    fn redact(&mut self, names: &Names) {
        match self {
            Self::Meeting(id) => id.redact(names),
            Self::Person(id) => id.redact(names),
            Self::Group(id) => id.redact(names),
            Self::Action(id) => id.redact(names),
            Self::Decision(id) => id.redact(names),
            Self::Recommendation(id) => id.redact(names),
            Self::Set(id) => id.redact(names),
            Self::Team(id) => id.redact(names),
            Self::Briefing(id) => id.redact(names),
            Self::Page(id) => id.redact(names),
        }
    }
}

impl Redact for Owner {
    fn redact(&mut self, names: &Names) {
        match self {
            Self::Person(id) => id.redact(names),
            Self::Group(id) => id.redact(names),
        }
    }
}

impl Redact for Name {
    fn redact(&mut self, names: &Names) {
        match self {
            Self::Person(id) => id.redact(names),
            Self::Group(id) => id.redact(names),
            Self::Other(name) => name.redact(names),
        }
    }
}

impl Redact for Origin {
    fn redact(&mut self, names: &Names) {
        match self {
            Self::Meeting(id) => id.redact(names),
            Self::Other(text) => text.redact(names),
        }
    }
}

impl Redact for Approval {
    fn redact(&mut self, names: &Names) {
        match self {
            Self::At(id) => id.redact(names),
            Self::On(_) => {}
        }
    }
}

impl Redact for ActionStatus {
    fn redact(&mut self, names: &Names) {
        match self {
            Self::Merged(id) => id.redact(names),
            Self::Open | Self::InProgress | Self::Completed | Self::Cancelled => {}
        }
    }
}

impl Redact for RecordPlace {
    fn redact(&mut self, names: &Names) {
        match self {
            Self::Url(to) => url(to, names),
            Self::File { address, bytes: _ } => address.redact(names),
        }
    }
}

impl Redact for Part {
    fn redact(&mut self, names: &Names) {
        match self {
            Self::Prose(prose) => {
                *prose = prose.map(|mut blocks| {
                    blocks.redact(names);
                    blocks
                });
            }
            Self::Agenda => {}
            Self::Actions(rows) => rows.redact(names),
            Self::Decisions(ids) => ids.redact(names),
        }
    }
}

impl Redact for Archive {
    fn redact(&mut self, names: &Names) {
        let Self {
            edition,
            accounts,
            site,
            people,
            groups,
            teams,
            terms,
            sets,
            meetings,
            meetings_by_start,
            actions,
            decisions,
            briefings,
            pages,
            links,
            ledger,
            dates,
            unreadable,
        } = self;
        (*edition, *accounts) = (Edition::default(), Edition::default());
        site.redact(names);
        site.redirects.retain(|one| !names.are_in(&one.from.value));
        people.redact(names);
        groups.redact(names);
        teams.redact(names);
        sets.redact(names);
        meetings_by_start.clear(); // so that each meeting is changed in its place
        meetings.redact(names);
        actions.redact(names);
        decisions.redact(names);
        briefings.redact(names);
        pages.redact(names);
        links.redact(names);
        unreadable.redact(names);
        drop_old(ledger, names);
        let all = std::mem::take(terms).into_values().map(|mut term| {
            term.redact(names);
            (Arc::clone(&term.term), term)
        });
        terms.extend(all);
        let all = std::mem::take(dates).into_iter().map(|(mut path, known)| {
            path.redact(names);
            (path, known)
        });
        dates.extend(all);
        self.sort_meetings();
    }
}
