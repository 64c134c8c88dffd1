//! `teams.json`.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Day, NamedLink,
    value::{ids, named_links, url},
};
use crate::{
    model::{Extra, SeriesId, Target, Team},
    render::Context,
    source::prose::plain_blocks,
};

/// A sub-team.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct TeamEntry<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its page.
    pub url: String,
    /// Its name.
    pub name: &'a str,
    /// Who reports for it: ids of people.
    pub rapporteurs: Vec<&'a str>,
    /// Who belongs to it: ids of people.
    pub members: Vec<&'a str>,
    /// The series of its own meetings.
    pub series: Option<&'a str>,
    /// First day.
    pub start: Option<Day>,
    /// Last day.
    pub end: Option<Day>,
    /// What is linked beside it.
    pub links: Vec<NamedLink<'a>>,
    /// What it works on, as plain text.
    pub description: String,
    /// Own keys, as they stand.
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub extra: &'a Extra,
}

/// Every sub-team, in order of id.
pub(crate) fn teams<'a>(ctx: &Context<'a>) -> Vec<TeamEntry<'a>> {
    ctx.archive.teams.values().map(team).collect()
}

fn team(team: &Team) -> TeamEntry<'_> {
    TeamEntry {
        id: team.id.as_str(),
        url: url(&Target::Team(team.id.clone())),
        name: &team.name,
        rapporteurs: ids(&team.rapporteurs),
        members: ids(&team.members),
        series: team.series.as_ref().map(SeriesId::as_str),
        start: team.start.map(Day),
        end: team.end.map(Day),
        links: named_links(&team.links),
        description: plain_blocks(&team.description),
        extra: &team.extra,
    }
}
