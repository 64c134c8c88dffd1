//! `archive.json`: the archive itself, and how much it holds.

use schemars::JsonSchema;
use serde::Serialize;

use super::Day;
use crate::{render::Context, time::TZDB_VERSION};

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
    }
}

fn counts(ctx: &Context<'_>) -> Counts {
    let (archive, registers) = (ctx.archive, ctx.registers);
    Counts {
        meetings: archive.meetings.len(),
        actions: registers.actions.len(),
        open_actions: registers.open_actions.len(),
        overdue_actions: registers.actions.values().filter(|one| one.is_overdue).count(),
        decisions: registers.decisions.len(),
        recommendations: archive.sets.values().map(|set| set.recommendations.len()).sum(),
        briefings: archive.briefings.len(),
        people: archive.people.len(),
    }
}
