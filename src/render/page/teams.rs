//! Sub-teams: the list, and the page of each.

use super::{
    Among, Made, Scope,
    at::{anchor, join},
    each_among,
    frame::Frame,
    listing::{Listing, Row, Section, maybe_day},
    meetings, part,
};
use crate::model::{Address, Target, Team};

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let teams: Vec<&Team> = scope.ctx.archive.teams.values().collect();
    if teams.is_empty() {
        return Vec::new();
    }
    let mut pages = vec![index(scope, &teams)];
    pages.extend(each_among(&teams, |team| page(scope, team)));
    pages
}

fn target(team: &Team) -> Target {
    Target::Team(team.id.clone())
}

fn index(scope: &Scope<'_>, teams: &[&Team]) -> Made {
    let at = scope.at(Address::new("teams.html"))?;
    let frame = Frame::new(&at, "teams", "Teams")
        .sourced(at.source("content/teams.toml"))
        .data(&at, "data/teams.json");
    let row = |team: &&Team| {
        let name = at.target_html(&target(team));
        Row::new([name, at.people(&team.rapporteurs), at.people(&team.members)])
    };
    let rows = teams.iter().map(row).collect();
    let list = Section::new("list", "All teams").table(&["Team", "Rapporteur", "Members"], rows);
    scope.show("page/teams.html", &frame, &Listing::default().section(list))
}

fn page(scope: &Scope<'_>, among: &Among<&Team>) -> Made {
    let team = among.one;
    let at = scope.at(Address::of(&target(team)))?;
    let frame = Frame::new(&at, "team", &team.name)
        .of_thing(scope, &at, &target(team))
        .below(&at, "teams", "Teams", "teams.html")
        .between("team", among.links(&at, target))
        .sourced(at.source("content/teams.toml"))
        .data(&at, "data/teams.json");
    let series = team.series.as_ref().and_then(|series| scope.index.series.get(series));
    let newest_first = series.into_iter().flatten().rev().copied();
    let view = Listing::default()
        .extra(&team.extra)
        .fact("Rapporteur", at.people(&team.rapporteurs))
        .fact("Members", at.people(&team.members))
        .fact("From", maybe_day(team.start))
        .fact("Until", maybe_day(team.end))
        .fact("Links", join(part::links(&team.links).iter().map(anchor)))
        .section(Section::text(at.prose(&team.description)))
        .section(meetings::section(&at, "meetings", "Meetings", newest_first));
    scope.show("page/team.html", &frame, &view)
}
