//! `recommendations.json`.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Day, MentionEntry,
    value::{mentions, owners, url},
};
use crate::{
    derive::BriefingState,
    model::{Deliverable, Extra, MeetingId, RecUpdate, Recommendation, Target},
    render::Context,
};

/// A recommendation as of the day.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RecommendationEntry<'a> {
    /// Its set.
    pub set: &'a str,
    /// Its number in the set, as text.
    pub number: &'a str,
    /// Its page.
    pub url: String,
    /// In a few words.
    pub title: &'a str,
    /// The group it is listed in.
    pub group: Option<&'a str>,
    /// The status in force, in the words of its set.
    pub status: Option<&'a str>,
    /// Free text.
    pub priority: Option<&'a str>,
    /// Who carries it out: ids of people and groups.
    pub owners: Vec<&'a str>,
    /// The day it is meant to be done by.
    pub target: Option<Day>,
    /// The day that was first said.
    pub first_target: Option<Day>,
    /// Whether the team has been briefed.
    #[schemars(extend("enum" = ["completed", "scheduled", "not-presented"]))]
    pub briefing: &'static str,
    /// The day of the first briefing that was held.
    pub briefed_on: Option<Day>,
    /// What it is to bring.
    pub deliverables: Vec<DeliverableEntry<'a>>,
    /// What was recorded of it by the day, oldest first.
    pub history: Vec<UpdateEntry<'a>>,
    /// Who mentions it.
    pub mentions: Vec<MentionEntry<'a>>,
    /// Own keys, as they stand.
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub extra: &'a Extra,
}

/// Something that a recommendation is to bring.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DeliverableEntry<'a> {
    /// What.
    pub title: &'a str,
    /// Whether it is there.
    pub done: bool,
    /// Own keys, where there are any.
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub extra: &'a Extra,
}

/// A step of a recommendation's history.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct UpdateEntry<'a> {
    /// The day.
    pub date: Day,
    /// The status from then on; null where it stays.
    pub status: Option<&'a str>,
    /// The target from then on; null where it stays.
    pub target: Option<Day>,
    /// Where it was told.
    pub meeting: Option<&'a str>,
    /// What was noted.
    pub note: Option<&'a str>,
    /// Own keys, where there are any.
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub extra: &'a Extra,
}

/// Every recommendation, by set, as people count.
pub(crate) fn recommendations<'a>(ctx: &Context<'a>) -> Vec<RecommendationEntry<'a>> {
    let all = ctx.archive.sets.values().flat_map(|set| &set.recommendations);
    all.map(|recommendation| entry(ctx, recommendation)).collect()
}

fn entry<'a>(ctx: &Context<'a>, one: &'a Recommendation) -> RecommendationEntry<'a> {
    let target = Target::Recommendation(one.id.clone());
    let state = ctx.registers.recommendations.get(&one.id);
    let n_updates = state.map_or(0, |state| state.n_updates);
    let briefing = state.map_or(BriefingState::NotPresented, |state| state.briefing);
    RecommendationEntry {
        set: one.id.set.as_str(),
        number: &one.id.number,
        url: url(&target),
        title: &one.title,
        group: one.group.as_deref(),
        status: state.and_then(|state| state.status.as_deref()),
        priority: one.priority.as_deref(),
        owners: owners(&one.owners),
        target: state.and_then(|state| state.target).map(Day),
        first_target: state.and_then(|state| state.first_target).map(Day),
        briefing: briefing.name(),
        briefed_on: state
            .and_then(|state| state.briefed_on)
            .filter(|_| briefing == BriefingState::Completed)
            .map(Day),
        deliverables: one.deliverables.iter().map(deliverable).collect(),
        history: one.updates.iter().take(n_updates).map(update).collect(),
        mentions: mentions(ctx, &target),
        extra: &one.extra,
    }
}

fn deliverable(one: &Deliverable) -> DeliverableEntry<'_> {
    DeliverableEntry { title: &one.title, done: one.is_done, extra: &one.extra }
}

fn update(one: &RecUpdate) -> UpdateEntry<'_> {
    UpdateEntry {
        extra: &one.extra,
        date: Day(one.date),
        status: one.status.as_deref(),
        target: one.target.map(Day),
        meeting: one.meeting.as_ref().map(MeetingId::as_str),
        note: one.note.as_deref(),
    }
}
