//! What the record means: plain data with every name looked up, and the places it came from.
//!
//! Made by [`link`](crate::link); nothing here knows how it was spelt beyond a span, nothing here
//! depends on the as-of day.

mod action;
mod address;
mod agenda;
mod archive;
mod briefing;
mod decision;
mod id;
mod meeting;
mod page;
mod person;
mod recommendation;
mod reference;
mod site;
mod team;

pub use action::{Action, ActionStatus, Closing, Due, Event, EventPlaces, Origin};
pub use address::Address;
pub use agenda::{AgendaDay, AgendaItem, ItemKind};
pub use archive::{Archive, Link};
pub use briefing::Briefing;
pub use decision::Decision;
pub use id::{
    ActionId, BriefingId, DecisionId, GroupId, MeetingId, PageId, PersonId, RecId, SeriesId, SetId,
    TeamId,
};
pub use meeting::{
    Amendment, Approval, Attachment, AttendanceLog, Join, Meeting, MeetingStatus, Moved, Part,
    Record, RecordKind, RecordPlace,
};
pub use page::{Page, Term};
pub use person::{Group, Membership, Name, Owner, Person};
pub use recommendation::{Deliverable, RecUpdate, Recommendation, RecommendationSet};
pub use reference::{How, Prose, Reference, Target, Words};
pub use site::{Autolink, NavEntry, Redirect, Sections, Series, Site};
pub use team::Team;

/// A person's own keys, as they stand: TOML dates and times are texts here.
pub type Extra = serde_json::Map<String, serde_json::Value>;
