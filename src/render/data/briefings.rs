//! `briefings.json`.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Day, RecordEntry,
    value::{names, records, url},
};
use crate::{
    model::{Briefing, Extra, MeetingId, Target},
    render::Context,
};

/// A briefing.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct BriefingEntry<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its page.
    pub url: String,
    /// Its title.
    pub title: &'a str,
    /// In a line.
    pub description: Option<&'a str>,
    /// The meeting's id, where it was given at one.
    pub meeting: Option<&'a str>,
    /// The day.
    pub date: Day,
    /// Who presented: ids, or names.
    pub presenters: Vec<&'a str>,
    /// The recommendations it was on: `ssr1/10`.
    pub recommendations: Vec<String>,
    /// What it left behind.
    pub records: Vec<RecordEntry<'a>>,
    /// Its file, from the root of the archive.
    pub source: &'a str,
    /// Own keys, as they stand.
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub extra: &'a Extra,
}

/// Every briefing, in order of day, then id.
pub(crate) fn briefings<'a>(ctx: &Context<'a>) -> Vec<BriefingEntry<'a>> {
    let mut briefings: Vec<&Briefing> = ctx.archive.briefings.values().collect();
    briefings.sort_by_key(|briefing| briefing.date);
    briefings.into_iter().map(briefing).collect()
}

fn briefing(briefing: &Briefing) -> BriefingEntry<'_> {
    BriefingEntry {
        id: briefing.id.as_str(),
        url: url(&Target::Briefing(briefing.id.clone())),
        title: &briefing.title,
        description: briefing.description.as_deref(),
        meeting: briefing.meeting.as_ref().map(MeetingId::as_str),
        date: Day(briefing.date),
        presenters: names(&briefing.presenters),
        recommendations: briefing.recommendations.iter().map(ToString::to_string).collect(),
        records: records(&briefing.records),
        source: briefing.source.as_str(),
        extra: &briefing.extra,
    }
}
