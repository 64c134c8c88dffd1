//! What the record means: plain data with every name looked up, and the places it came from.
//!
//! Made by [`link`](crate::link); nothing here knows how it was spelt beyond a span, nothing here
//! depends on the as-of day.

#![expect(
    dead_code,
    reason = "the record keeps every place and every own key, whichever of them today's stages ask for"
)]

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
mod unreadable;

pub(crate) use action::{Action, ActionStatus, Closing, Due, Event, EventPlaces, IdSlot, Origin};
pub use address::Address;
pub(crate) use agenda::{AgendaDay, AgendaItem, ItemKind};
pub(crate) use archive::{Archive, Edition, Link};
pub(crate) use briefing::Briefing;
pub(crate) use decision::Decision;
pub(crate) use id::{
    ActionId, BriefingId, DecisionId, GroupId, MeetingId, PageId, PersonId, RecId, SeriesId, SetId,
    TeamId,
};
pub(crate) use meeting::{
    Amendment, Approval, Attachment, AttendanceLog, Join, Meeting, MeetingStatus, Moved, Part,
    Record, RecordKind, RecordPlace,
};
pub(crate) use page::{Page, Term};
pub(crate) use person::{Group, Membership, Name, Owner, Owners, Person};
pub(crate) use recommendation::{Deliverable, RecUpdate, Recommendation, RecommendationSet};
pub(crate) use reference::{How, Prose, Reference, Target, Wording, Words};
pub(crate) use site::{Autolink, NavEntry, Redaction, Redirect, Sections, Series, Site};
pub(crate) use team::Team;
pub(crate) use unreadable::Unreadable;

/// A person's own keys, as they stand: TOML dates and times are texts here.
pub(crate) type Extra = serde_json::Map<String, serde_json::Value>;
