//! `archive.json`: the archive itself, and how much it holds.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Day, value::url};
use crate::{
    model::{Extra, Page, RecommendationSet, Series, Target},
    render::Context,
    time::TZDB_VERSION,
};

/// The archive.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ArchiveEntry<'a> {
    /// Its name.
    pub title: &'a str,
    /// Where the site is.
    pub base_url: &'a str,
    /// What built it.
    pub generator: Generator,
    /// The day that registers are shown as of.
    pub as_of: Day,
    /// How much it holds on that day.
    pub counts: Counts,
    /// Series of meetings, in the order of `site.toml`.
    pub series: Vec<SeriesEntry<'a>>,
    /// Sets of recommendations, in order of id.
    pub sets: Vec<SetEntry<'a>>,
    /// Ordinary pages, in order of id.
    pub pages: Vec<PageEntry<'a>>,
    /// Own keys of `site.toml`, as they stand.
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub extra: &'a Extra,
}

/// A series of meetings.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SeriesEntry<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Whether its meetings count towards participation rates.
    pub attendance: bool,
    /// Own keys, as they stand.
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub extra: &'a Extra,
}

/// A set of recommendations; `recommendations.json` holds what it consists of.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SetEntry<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its page.
    pub url: String,
    /// Its title.
    pub title: &'a str,
    /// Its short name.
    pub name: &'a str,
    /// When it was issued.
    pub issued: Option<Day>,
    /// Own keys, as they stand.
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub extra: &'a Extra,
}

/// The program that built the site.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Generator {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// The version of the IANA time zone database that all times rest on.
    pub tzdb: &'static str,
}

/// How much an archive holds.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Counts {
    /// Meetings, those to come and cancelled ones included.
    pub meetings: usize,
    /// Action items opened by the day.
    pub actions: usize,
    /// Those of them still open.
    pub open_actions: usize,
    /// Those of the open ones that are past their day.
    pub overdue_actions: usize,
    /// Decisions taken by the day.
    pub decisions: usize,
    /// Recommendations of all sets.
    pub recommendations: usize,
    /// Briefings.
    pub briefings: usize,
    /// People of the roster.
    pub people: usize,
}

/// An ordinary page.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PageEntry<'a> {
    /// Its id.
    pub id: &'a str,
    /// Where it is.
    pub url: String,
    /// Its title.
    pub title: &'a str,
    /// Its file, from the root of the archive.
    pub source: &'a str,
    /// Own keys, as they stand.
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub extra: &'a Extra,
}

/// The archive as of the day.
pub(crate) fn archive<'a>(ctx: &Context<'a>) -> ArchiveEntry<'a> {
    ArchiveEntry {
        title: &ctx.archive.site.title,
        base_url: ctx.base_url,
        generator: Generator {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            tzdb: TZDB_VERSION,
        },
        as_of: Day(ctx.registers.as_of),
        counts: counts(ctx),
        series: ctx.archive.site.series.iter().map(series).collect(),
        sets: ctx.archive.sets.values().map(set).collect(),
        pages: ctx.archive.pages.values().map(page).collect(),
        extra: &ctx.archive.site.extra,
    }
}

fn series(series: &Series) -> SeriesEntry<'_> {
    SeriesEntry {
        id: series.id.as_str(),
        name: &series.name,
        attendance: series.counts_attendance,
        extra: &series.extra,
    }
}

fn set(set: &RecommendationSet) -> SetEntry<'_> {
    SetEntry {
        id: set.id.as_str(),
        url: url(&Target::Set(set.id.clone())),
        title: &set.title,
        name: &set.name,
        issued: set.issued.map(Day),
        extra: &set.extra,
    }
}

fn page(page: &Page) -> PageEntry<'_> {
    PageEntry {
        id: page.id.as_str(),
        url: url(&Target::Page(page.id.clone())),
        title: &page.title,
        source: page.source.as_str(),
        extra: &page.extra,
    }
}

fn counts(ctx: &Context<'_>) -> Counts {
    let (archive, registers) = (ctx.archive, ctx.registers);
    Counts {
        meetings: archive.meetings.len(),
        actions: registers.actions.len(),
        open_actions: registers.open_actions.len(),
        overdue_actions: registers.n_overdue(),
        decisions: registers.decisions.len(),
        recommendations: archive.sets.values().map(|set| set.recommendations.len()).sum(),
        briefings: archive.briefings.len(),
        people: archive.people.len(),
    }
}
