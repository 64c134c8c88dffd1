//! The roster, and bodies that own actions or make requests.

use chrono::NaiveDate;

use super::{Extra, GroupId, PersonId};
use crate::{source::Span, time::Zone};

/// A person of the roster.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    /// Unique among people and groups.
    pub id: PersonId,
    /// Where the entry stands.
    pub span: Span,
    /// The name as it is shown.
    pub name: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Where they come from.
    pub affiliation: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Their own zone.
    pub zone: Option<Zone>,
    /// Title and URL.
    pub links: Vec<(String, String)>,
    /// When they belonged to the team, in the order of the file.
    pub memberships: Vec<Membership>,
    /// Own keys.
    pub extra: Extra,
}

impl Person {
    /// Whether they are expected at meetings of that day: a member, co-chair or liaison.
    pub(crate) fn is_expected_on(&self, day: NaiveDate) -> bool {
        self.memberships.iter().any(|membership| membership.is_rated() && membership.covers(day))
    }

    /// The role on a day, the first of the file where there are several.
    pub(crate) fn role_on(&self, day: NaiveDate) -> Option<&str> {
        self.memberships
            .iter()
            .find(|membership| membership.covers(day))
            .map(|membership| membership.role.as_str())
    }
}

/// A time of belonging to the team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Membership {
    /// `member`, `co-chair`, `liaison`, `staff`, `observer`, `facilitator`, or other text.
    pub role: String,
    /// First day; absent: from the beginning.
    pub start: Option<NaiveDate>,
    /// Last day; absent: still serving.
    pub end: Option<NaiveDate>,
    /// Own keys.
    pub extra: Extra,
}

impl Membership {
    /// Whether the role is expected at meetings.
    pub(crate) fn is_rated(&self) -> bool {
        matches!(self.role.as_str(), "member" | "co-chair" | "liaison")
    }

    /// Whether it lasts on a day; both ends belong to it.
    pub(crate) fn covers(&self, day: NaiveDate) -> bool {
        self.start.is_none_or(|start| start <= day) && self.end.is_none_or(|end| day <= end)
    }
}

/// A body that owns actions or makes requests.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// Unique among people and groups.
    pub id: GroupId,
    /// Where the entry stands.
    pub span: Span,
    /// The name as it is shown.
    pub name: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// People of the roster.
    pub members: Vec<PersonId>,
    /// Own keys.
    pub extra: Extra,
}

/// Who owns an action.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Owner {
    /// A person of the roster.
    Person(PersonId),
    /// A group.
    Group(GroupId),
}

/// Owners that are told in many places.
pub(crate) type Owners = std::sync::Arc<[Owner]>;

impl Owner {
    /// The id, unique among people and groups.
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Person(id) => id.as_str(),
            Self::Group(id) => id.as_str(),
        }
    }
}

/// Somebody named in the record: known to the roster, or taken as they stand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Name {
    /// A person of the roster.
    Person(PersonId),
    /// A group.
    Group(GroupId),
    /// Anybody else, as written.
    Other(String),
}
