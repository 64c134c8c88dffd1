//! Sets of recommendations.

use chrono::NaiveDate;

use super::{Extra, MeetingId, Owner, Prose, RecId, SetId};
use crate::source::Span;

/// A set: one report's recommendations.
#[derive(Clone, Debug)]
pub(crate) struct RecommendationSet {
    /// The file's stem.
    pub id: SetId,
    /// Where its title stands.
    pub span: Span,
    /// "SSR1 final report".
    pub title: String,
    /// "SSR1", as in "SSR1 Recommendation 10".
    pub name: String,
    /// When it was issued.
    pub issued: Option<NaiveDate>,
    /// Where it can be read.
    pub url: Option<String>,
    /// The words of status, in order: the set's own, or the usual ones.
    pub statuses: Vec<String>,
    /// Its recommendations, as people count.
    pub recommendations: Vec<Recommendation>,
    /// Own keys.
    pub extra: Extra,
}

/// A recommendation.
#[derive(Clone, Debug)]
pub(crate) struct Recommendation {
    /// `ssr1/10`
    pub id: RecId,
    /// Where its entry stands.
    pub span: Span,
    /// In a few words.
    pub title: String,
    /// What it says.
    pub text: Prose,
    /// The group it is listed in.
    pub group: Option<String>,
    /// The status that its entry states.
    pub status: Option<String>,
    /// Free text.
    pub priority: Option<String>,
    /// Who carries it out.
    pub owners: Vec<Owner>,
    /// The day it is meant to be done by, as first said.
    pub target: Option<NaiveDate>,
    /// What it is to bring.
    pub deliverables: Vec<Deliverable>,
    /// The history of its status, in order of day.
    pub updates: Vec<RecUpdate>,
    /// Own keys.
    pub extra: Extra,
}

/// Something that a recommendation is to bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Deliverable {
    /// What.
    pub title: String,
    /// Whether it is there.
    pub is_done: bool,
    /// Own keys.
    pub extra: Extra,
}

/// A step of a recommendation's history.
#[derive(Clone, Debug)]
pub(crate) struct RecUpdate {
    /// When.
    pub date: NaiveDate,
    /// The status from then on.
    pub status: Option<String>,
    /// The target from then on.
    pub target: Option<NaiveDate>,
    /// Where it was told.
    pub meeting: Option<MeetingId>,
    /// What was noted.
    pub note: Option<String>,
    /// Own keys.
    pub extra: Extra,
}
