//! What the text of the record refers to, once looked up.

use std::sync::Arc;

use super::{
    ActionId, Address, BriefingId, DecisionId, GroupId, MeetingId, PageId, PersonId, RecId, SetId,
    TeamId,
};
use crate::{
    source::prose::{Block, Inline},
    time::Moment,
};

/// Blocks of linked text.
pub(crate) type Prose = Vec<Block<Reference>>;

/// A line of linked text.
pub(crate) type Words = Vec<Inline<Reference>>;

/// A line of linked text that is told in many places.
pub(crate) type Wording = Arc<[Inline<Reference>]>;

/// A thing of the archive that has a page, or a place on one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Target {
    /// A meeting's page.
    Meeting(MeetingId),
    /// A person's page.
    Person(PersonId),
    /// A group: its page as an owner.
    Group(GroupId),
    /// An item's page.
    Action(ActionId),
    /// A decision's place in the register.
    Decision(DecisionId),
    /// A recommendation's page.
    Recommendation(RecId),
    /// A set's page.
    Set(SetId),
    /// A team's page.
    Team(TeamId),
    /// A briefing's page.
    Briefing(BriefingId),
    /// An ordinary page.
    Page(PageId),
}

impl Target {
    /// The word for its kind, as in wikilinks and the open data (`meeting`, `rec` is
    /// `recommendation` here).
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::Meeting(_) => "meeting",
            Self::Person(_) => "person",
            Self::Group(_) => "group",
            Self::Action(_) => "action",
            Self::Decision(_) => "decision",
            Self::Recommendation(_) => "recommendation",
            Self::Set(_) => "set",
            Self::Team(_) => "team",
            Self::Briefing(_) => "briefing",
            Self::Page(_) => "page",
        }
    }

    /// Its id as it is shown: `P15-1`, `ssr1/10`.
    pub(crate) fn id(&self) -> String {
        match self {
            Self::Meeting(id) => id.to_string(),
            Self::Person(id) => id.to_string(),
            Self::Group(id) => id.to_string(),
            Self::Action(id) => id.to_string(),
            Self::Decision(id) => id.to_string(),
            Self::Recommendation(id) => id.to_string(),
            Self::Set(id) => id.to_string(),
            Self::Team(id) => id.to_string(),
            Self::Briefing(id) => id.to_string(),
            Self::Page(id) => id.to_string(),
        }
    }
}

/// How a reference came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum How {
    /// `[[…]]`
    Wikilink,
    /// A Markdown link to a content file.
    Link,
    /// Linked by itself: "Recommendation #10".
    Autolink,
    /// Said in a field: a presenter, an owner, `recommendations = […]`.
    Field,
}

/// What a piece of text leads to or means.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Reference {
    /// A thing of the archive, and a place on its page.
    Target {
        /// The thing.
        target: Target,
        /// The place.
        fragment: Option<Arc<str>>,
        /// How it was written.
        how: How,
    },
    /// A place on the same page.
    Here(Arc<str>),
    /// Another site, or `mailto:` and `tel:`.
    External {
        /// The address as typed, of an allowed scheme.
        url: String,
        /// The link's title.
        title: String,
    },
    /// A file of a bundle.
    Attachment(Address),
    /// An instant; the text is what was typed of it.
    Time(Moment),
    /// A glossary term at its first use on the page: its key in [`Archive::terms`](super::Archive).
    Term(Arc<str>),
    /// Nothing that can be reached, as has been said; shown as its text.
    Broken,
}
