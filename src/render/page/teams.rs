//! Sub-teams: the list, and the page of each.

use super::{
    Made, Scope,
    at::{At, Html, anchor, join},
    each,
    frame::Frame,
    listing::{Listing, Row, Section},
    part::{links, meeting_row},
};
use crate::{
    model::{Address, MeetingId, Name, PersonId, Target, Team},
    render::html::{self, Base, escape, times},
};

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let teams: Vec<&Team> = scope.ctx.archive.teams.values().collect();
    if teams.is_empty() {
        return Vec::new();
    }
    let mut pages = vec![index(scope, &teams)];
    let numbered: Vec<(usize, &Team)> = teams.iter().copied().enumerate().collect();
    pages.extend(each(&numbered, |&(n, team)| page(scope, &teams, n, team)));
    pages
}

fn people(at: &At<'_>, ids: &[PersonId]) -> Html {
    join(ids.iter().map(|id| at.name(&Name::Person(id.clone()))))
}

fn index(scope: &Scope<'_>, teams: &[&Team]) -> Made {
    let at = scope.at(Address::new("teams.html"));
    let frame = Frame::new(&at, "teams", "Teams")
        .sourced(at.source("content/teams.toml"))
        .data(&at, "data/teams.json");
    let rows = teams.iter().map(|team| {
        Row::new([
            at.target_html(&Target::Team(team.id.clone())),
            people(&at, &team.rapporteurs),
            people(&at, &team.members),
        ])
    });
    let view = Listing::default().section(
        Section::new("list", "All teams").table(&["Team", "Rapporteur", "Members"], rows.collect()),
    );
    scope.show("page/teams.html", &frame, &view)
}

fn page(scope: &Scope<'_>, teams: &[&Team], n: usize, team: &Team) -> Made {
    let target = Target::Team(team.id.clone());
    let at = scope.at(Address::of(&target));
    let neighbour = |n: Option<usize>| {
        n.and_then(|n| teams.get(n)).map(|one| at.target(&Target::Team(one.id.clone())))
    };
    let frame = Frame::new(&at, "team", &team.name)
        .of_thing(scope, &at, &target)
        .below(&at, "teams", "Teams", "teams.html")
        .between("team", neighbour(n.checked_sub(1)), neighbour(Some(n + 1)))
        .sourced(at.source("content/teams.toml"))
        .data(&at, "data/teams.json");
    let day =
        |day: Option<chrono::NaiveDate>| day.map(|day| Html(times::day(day))).unwrap_or_default();
    let meetings = team
        .series
        .as_ref()
        .and_then(|series| scope.index.series.get(series))
        .map(Vec::as_slice)
        .unwrap_or_default();
    let view = Listing::default()
        .extra(&team.extra)
        .fact("Rapporteur", people(&at, &team.rapporteurs))
        .fact("Members", people(&at, &team.members))
        .fact("From", day(team.start))
        .fact("Until", day(team.end))
        .fact("Links", join(links(&team.links).iter().map(anchor)))
        .section(Section::new("", "").html(Html(html::prose(
            &at.ctx,
            &team.description,
            &Base::Page(&at.page),
        ))))
        .section(Section::new("meetings", "Meetings").table(
            &["Meeting", "Day", "Time", "State"],
            meeting_rows(&at, meetings.iter().rev().copied()),
        ));
    scope.show("page/team.html", &frame, &view)
}

/// Meetings as rows.
pub(super) fn meeting_rows<'m>(
    at: &At<'_>,
    ids: impl IntoIterator<Item = &'m MeetingId>,
) -> Vec<Row> {
    let meetings = ids.into_iter().filter_map(|id| at.ctx.archive.meetings.get(id));
    let row = |view: super::part::MeetingRow| {
        let title = format!("<a href=\"{}\">{}</a>", escape(&view.href), escape(&view.title));
        Row::new([Html(title), view.day, view.time, super::listing::state(&view.state)])
            .class(&view.state.class)
    };
    meetings.map(|meeting| row(meeting_row(at, meeting))).collect()
}
