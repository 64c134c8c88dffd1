//! `decisions.json`.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Day,
    actions::origin,
    value::{ids, url},
};
use crate::{
    model::{Decision, DecisionId, Extra, Target},
    render::Context,
    source::prose::plain_blocks,
};

/// A decision.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DecisionEntry<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its place in the register.
    pub url: String,
    /// The meeting's id; null where it was taken elsewhere.
    pub meeting: Option<&'a str>,
    /// Where else it was taken, in words.
    pub source: Option<&'a str>,
    /// The day.
    pub date: Day,
    /// What was decided, as plain text.
    pub text: String,
    /// The same as HTML, with absolute links.
    pub html: String,
    /// Decisions it replaces.
    pub replaces: Vec<&'a str>,
    /// Decisions it amends.
    pub amends: Vec<&'a str>,
    /// Decisions it clarifies.
    pub clarifies: Vec<&'a str>,
    /// The decision that replaced it; null while it stands.
    pub replaced_by: Option<&'a str>,
    /// Decisions that amended it, oldest first.
    pub amended_by: Vec<&'a str>,
    /// Decisions that clarified it, oldest first.
    pub clarified_by: Vec<&'a str>,
    /// Own keys, as they stand.
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub extra: &'a Extra,
}

/// Every decision taken by the day, newest first.
pub(crate) fn decisions<'a>(ctx: &Context<'a>) -> impl Iterator<Item = DecisionEntry<'a>> {
    let decisions = ctx.registers.decisions.iter();
    decisions.filter_map(|id| ctx.archive.decisions.get(id)).map(|one| entry(ctx, one))
}

fn entry<'a>(ctx: &Context<'a>, decision: &'a Decision) -> DecisionEntry<'a> {
    let (meeting, source) = origin(&decision.origin);
    let fate = ctx.registers.decision_fates.get(&decision.id);
    DecisionEntry {
        id: decision.id.as_str(),
        url: url(&Target::Decision(decision.id.clone())),
        meeting,
        source,
        date: Day(decision.date),
        text: plain_blocks(&decision.text),
        html: html(ctx, decision),
        replaces: ids(&decision.replaces),
        amends: ids(&decision.amends),
        clarifies: ids(&decision.clarifies),
        replaced_by: fate.and_then(|fate| fate.replaced_by.as_ref()).map(DecisionId::as_str),
        amended_by: fate.map(|fate| ids(&fate.amended_by)).unwrap_or_default(),
        clarified_by: fate.map(|fate| ids(&fate.clarified_by)).unwrap_or_default(),
        extra: &decision.extra,
    }
}

fn html(ctx: &Context<'_>, decision: &Decision) -> String {
    crate::render::html::prose(ctx, &decision.text, &crate::render::html::Base::Absolute)
}
