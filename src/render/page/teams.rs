//! Sub-teams: the list, and the page of each.

use super::{
    Among, Made, Scope,
    at::anchor,
    each_among,
    frame::Frame,
    listing::{Listing, Row, Section},
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
    let frame = Frame::new(&at, "teams", at.word("menu.teams"))
        .sourced(&at, "content/teams.toml")
        .data(&at, "data/teams.json");
    let row = |team: &&Team| {
        let name = at.target_html(&target(team));
        Row::new([name, at.people(&team.rapporteurs), at.people(&team.members)])
    };
    let rows = teams.iter().map(row).collect();
    let columns = ["columns.team", "columns.rapporteur", "columns.members"];
    let list = Section::new("list", at.word("teams.all")).table(&at, &columns, rows);
    scope.show("page/teams.html", &frame, &Listing::default().section(list))
}

fn page(scope: &Scope<'_>, among: &Among<&Team>) -> Made {
    let team = among.one;
    let at = scope.at(Address::of(&target(team)))?;
    let frame = Frame::new(&at, "team", &team.name)
        .of_thing(scope, &at, &target(team))
        .below(&at, "teams", at.word("menu.teams"), "teams.html")
        .between(
            ["neighbours.previous_team", "neighbours.next_team"].map(|key| at.word(key)),
            among.links(&at, target),
        )
        .sourced(&at, "content/teams.toml")
        .data(&at, "data/teams.json");
    let series = team.series.as_ref().and_then(|series| scope.index.series.get(series));
    let newest_first = series.into_iter().flatten().rev().copied();
    let view = Listing::default()
        .extra(&team.extra)
        .fact(at.word("columns.rapporteur"), at.people(&team.rapporteurs))
        .fact(at.word("columns.members"), at.people(&team.members))
        .fact(at.word("columns.from"), at.maybe_day(team.start))
        .fact(at.word("columns.until"), at.maybe_day(team.end))
        .fact(at.word("columns.links"), at.join(part::links(&team.links).iter().map(anchor)))
        .section(Section::text(at.prose(&team.description)))
        .section(meetings::section(&at, "meetings", at.word("menu.meetings"), newest_first));
    scope.show("page/team.html", &frame, &view)
}
