//! The home page: what this is, the next or latest meeting, what is overdue, where the
//! recommendations stand, what changed.

use super::{
    Made, Scope,
    actions::{COLUMNS, in_short, rows},
    at::{At, Html},
    changes::happened,
    frame::Frame,
    listing::{Listing, Row, Section, words},
    part::rate,
    recommendations,
    teams::meeting_rows,
};
use crate::{
    derive::{ActionState, Tally},
    model::{Address, MeetingStatus, Target},
    render::html::{escape, times},
};

/// How many of each are shown.
const FEW: usize = 5;

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let at = scope.at(Address::new("index.html"));
    let site = &scope.ctx.archive.site;
    let mut frame = Frame::new(&at, "home", &site.title)
        .described(if site.description.is_empty() {
            site.title.clone()
        } else {
            site.description.clone()
        })
        .data(&at, "data/archive.json");
    frame.crumbs.clear();
    site.title.clone_into(&mut frame.full_title);
    vec![scope.show("page/home.html", &frame, &view(scope, &at))]
}

fn view(scope: &Scope<'_>, at: &At<'_>) -> Listing {
    let registers = scope.ctx.registers;
    let of = |wanted: MeetingStatus| {
        scope
            .ctx
            .archive
            .meetings_in_order()
            .filter(move |meeting| registers.statuses.get(&meeting.id) == Some(&wanted))
    };
    let next = of(MeetingStatus::Scheduled).take(FEW).map(|meeting| &meeting.id);
    let latest = of(MeetingStatus::Held).rev().take(FEW).map(|meeting| &meeting.id);
    let columns = ["Meeting", "Day", "Time", "State"];
    let open: Vec<&ActionState> =
        registers.open_actions.iter().filter_map(|id| registers.actions.get(id)).collect();
    let n_overdue = open.iter().filter(|item| item.is_overdue).count();
    let sets = scope.ctx.archive.sets.values().map(|set| {
        Html(format!(
            "{}: {}",
            at.target_html(&Target::Set(set.id.clone())).0,
            recommendations::in_short(scope, set).0
        ))
    });
    let changes = registers.changes.iter().take(2 * FEW);
    let changes = changes.map(|change| {
        Html(format!(
            "{}: {} {}",
            times::day(change.date),
            at.target_html(&change.target).0,
            escape(&happened(&change.what))
        ))
    });
    let n_open = open.len();
    Listing::default()
        .lead(words(&scope.ctx.archive.site.description))
        .section(Section::new("next", "Next meetings").table(&columns, meeting_rows(at, next)))
        .section(
            Section::new("latest", "Latest meetings").table(&columns, meeting_rows(at, latest)),
        )
        .section(
            Section::new("actions", "Action items")
                .html(actions_line(at, n_open, n_overdue))
                .table(&COLUMNS, rows(at, open.into_iter().take(FEW))),
        )
        .section(
            Section::new("recommendations", "Briefings on the recommendations")
                .list(sets.collect()),
        )
        .section(
            Section::new("participation", "Participation")
                .table(&["Month", "Rate", "Present", "Expected"], months(scope)),
        )
        .section(Section::new("changes", "What changed").list(changes.collect()))
        .section(Section::new("pages", "Pages").list(pages_in_order(at)))
}

/// Every ordinary page, by title: those that no menu names can be found here.
fn pages_in_order(at: &At<'_>) -> Vec<Html> {
    let mut pages: Vec<_> = at.ctx.archive.pages.values().collect();
    pages.sort_by_key(|page| (crate::text::name::fold(&page.title), &page.id));
    pages.iter().map(|page| at.target_html(&Target::Page(page.id.clone()))).collect()
}

fn actions_line(at: &At<'_>, n_open: usize, n_overdue: usize) -> Html {
    if at.ctx.registers.actions.is_empty() {
        return Html::default();
    }
    Html(format!(
        "<p><a href=\"{}\">{}</a></p>",
        at.file("actions.html"),
        in_short(n_open, n_overdue).0
    ))
}

fn months(scope: &Scope<'_>) -> Vec<Row> {
    let months = scope.ctx.registers.attendance.months.iter().rev().take(FEW);
    let row = |(month, tally): (&String, &Tally)| {
        Row::new([
            words(month),
            words(&rate(tally.present, tally.eligible)),
            words(&tally.present.to_string()),
            words(&tally.eligible.to_string()),
        ])
    };
    months.map(row).collect()
}
