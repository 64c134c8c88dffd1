//! `people.json`.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Day, NamedLink,
    value::{ids, named_links, url},
};
use crate::{
    model::{Extra, Group, Membership, Person, Target},
    render::Context,
    time::Zone,
};

/// Everybody whom the other files name by id.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PeopleEntry<'a> {
    /// The roster, in order of id.
    pub people: Vec<PersonEntry<'a>>,
    /// Groups, in order of id.
    pub groups: Vec<GroupEntry<'a>>,
}

/// A person of the roster.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PersonEntry<'a> {
    /// Unique among people and groups.
    pub id: &'a str,
    /// The name as it is shown.
    pub name: &'a str,
    /// Their page.
    pub url: String,
    /// Other spellings.
    pub aliases: &'a [String],
    /// Where they come from.
    pub affiliation: Option<&'a str>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<&'a str>,
    /// Their own zone.
    pub zone: Option<&'a str>,
    /// When they belonged to the team.
    pub memberships: Vec<MembershipEntry<'a>>,
    /// What is linked beside them.
    pub links: Vec<NamedLink<'a>>,
    /// Own keys, as they stand.
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub extra: &'a Extra,
}

/// A time of belonging to the team.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct MembershipEntry<'a> {
    /// `member`, `co-chair`, `liaison`, `staff`, `observer`, `facilitator`, or other text.
    pub role: &'a str,
    /// First day; null: from the beginning.
    pub start: Option<Day>,
    /// Last day; null: still serving.
    pub end: Option<Day>,
    /// Own keys, where there are any.
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub extra: &'a Extra,
}

/// A body that owns actions or makes requests.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct GroupEntry<'a> {
    /// Unique among people and groups.
    pub id: &'a str,
    /// The name as it is shown.
    pub name: &'a str,
    /// Other spellings.
    pub aliases: &'a [String],
    /// Ids of people.
    pub members: Vec<&'a str>,
    /// Own keys, as they stand.
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub extra: &'a Extra,
}

/// The roster and the groups.
pub(crate) fn people<'a>(ctx: &Context<'a>) -> PeopleEntry<'a> {
    PeopleEntry {
        people: ctx.archive.people.values().map(person).collect(),
        groups: ctx.archive.groups.values().map(group).collect(),
    }
}

fn person(person: &Person) -> PersonEntry<'_> {
    PersonEntry {
        id: person.id.as_str(),
        name: &person.name,
        url: url(&Target::Person(person.id.clone())),
        aliases: &person.aliases,
        affiliation: person.affiliation.as_deref(),
        country: person.country.as_deref(),
        zone: person.zone.as_ref().map(Zone::name),
        memberships: person.memberships.iter().map(membership).collect(),
        links: named_links(&person.links),
        extra: &person.extra,
    }
}

fn membership(one: &Membership) -> MembershipEntry<'_> {
    MembershipEntry {
        role: &one.role,
        start: one.start.map(Day),
        end: one.end.map(Day),
        extra: &one.extra,
    }
}

fn group(group: &Group) -> GroupEntry<'_> {
    GroupEntry {
        id: group.id.as_str(),
        name: &group.name,
        aliases: &group.aliases,
        members: ids(&group.members),
        extra: &group.extra,
    }
}
