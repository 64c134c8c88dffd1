//! The keys of every table that staff write, with their types and what they are for. Readers ask
//! for them by name, and editors are told of them as JSON Schema.

mod agenda;
mod meeting;
mod page;
mod people;
mod recommendation;
mod register;
mod site;

pub(crate) use agenda::AGENDA;
pub(super) use agenda::{AGENDA_DAY, AGENDA_ITEM};
pub(crate) use meeting::MEETING;
pub(super) use meeting::{AMENDMENT, ATTENDANCE, JOIN, MOVED};
pub(crate) use page::{BRIEFING, PAGE};
pub(super) use page::{LINK, RECORD};
pub(crate) use people::{GLOSSARY, PEOPLE, TEAMS};
pub(super) use people::{GROUP, MEMBERSHIP, PERSON, TEAM, TERM};
pub(crate) use recommendation::RECOMMENDATIONS;
pub(super) use recommendation::{DELIVERABLE, RECOMMENDATION, RECOMMENDATION_UPDATE};
pub(super) use register::{ACTION, ACTION_UPDATE, DECISION};
pub(crate) use register::{ACTIONS, DECISIONS};
pub(crate) use site::SITE;
pub(super) use site::{AUTOLINK, NAV, REDACT, SECTIONS, SERIES};
