//! The home page: what this is, the next or latest meeting, what is overdue, where the
//! recommendations stand, what changed.

use super::{
    Made, Scope,
    actions::{self, in_short},
    at::{At, Html},
    changes::happened,
    frame::Frame,
    listing::{Listing, Row, Section, words},
    meetings, part, recommendations,
};
use crate::{
    derive::{ActionState, Change, Tally},
    model::{Address, MeetingStatus, RecommendationSet, Target},
    render::html::{escape, times},
    text::name,
};

/// How many of each are shown.
const FEW: usize = 5;

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let at = scope.at(Address::new("index.html"));
    let site = &scope.ctx.archive.site;
    let description = Some(site.description.as_str()).filter(|words| !words.is_empty());
    let mut frame = Frame::new(&at, "home", &site.title)
        .described(description.unwrap_or(&site.title))
        .data(&at, "data/archive.json");
    frame.crumbs.clear();
    site.title.clone_into(&mut frame.full_title);
    let view = Listing::default().lead(words(&site.description)).sections(sections(scope, &at));
    vec![scope.show("page/home.html", &frame, &view)]
}

fn sections(scope: &Scope<'_>, at: &At<'_>) -> [Section; 7] {
    let next = meetings::of_status(scope, MeetingStatus::Scheduled).take(FEW);
    let latest = meetings::of_status(scope, MeetingStatus::Held).rev().take(FEW);
    let sets = scope.ctx.archive.sets.values().map(|set| set_line(scope, at, set)).collect();
    let changes = scope.ctx.registers.changes.iter().take(2 * FEW);
    let changes = changes.map(|change| change_line(at, change)).collect();
    [
        meetings::section(at, "next", "Next meetings", next),
        meetings::section(at, "latest", "Latest meetings", latest),
        open_items(scope, at),
        Section::new("recommendations", "Briefings on the recommendations").list(sets),
        participation(scope),
        Section::new("changes", "What changed").list(changes),
        Section::new("pages", "Pages").list(pages_in_order(at)),
    ]
}

fn set_line(scope: &Scope<'_>, at: &At<'_>, set: &RecommendationSet) -> Html {
    let link = at.target_html(&Target::Set(set.id.clone())).0;
    Html(format!("{link}: {}", recommendations::in_short(scope, set).0))
}

fn change_line(at: &At<'_>, change: &Change) -> Html {
    let (day, link) = (times::day(change.date), at.target_html(&change.target).0);
    Html(format!("{day}: {link} {}", escape(&happened(&change.what))))
}

/// Every ordinary page, by title: those that no menu names can be found here.
fn pages_in_order(at: &At<'_>) -> Vec<Html> {
    let mut pages: Vec<_> = at.ctx.archive.pages.values().collect();
    pages.sort_by_key(|page| (name::fold(&page.title), &page.id));
    pages.iter().map(|page| at.target_html(&Target::Page(page.id.clone()))).collect()
}

fn open_items(scope: &Scope<'_>, at: &At<'_>) -> Section {
    let registers = scope.ctx.registers;
    let open = registers.open_actions.iter().filter_map(|id| registers.actions.get(id));
    let open: Vec<&ActionState> = open.collect();
    let n_overdue = open.iter().filter(|item| item.is_overdue).count();
    let line = format!(
        "<p><a href=\"{}\">{}</a></p>",
        at.file("actions.html"),
        in_short(open.len(), n_overdue).0
    );
    let line = if registers.actions.is_empty() { String::new() } else { line };
    actions::section(at, "actions", "Action items", open.into_iter().take(FEW)).html(Html(line))
}

fn participation(scope: &Scope<'_>) -> Section {
    let months = scope.ctx.registers.attendance.months.iter().rev().take(FEW);
    let row = |(month, tally): (&String, &Tally)| {
        let rate = part::rate(tally.present, tally.eligible);
        let counts = [tally.present, tally.eligible].map(|n| n.to_string());
        Row::new([month, &rate, &counts[0], &counts[1]].map(|cell| words(cell)))
    };
    let columns = ["Month", "Rate", "Present", "Expected"];
    Section::new("participation", "Participation").table(&columns, months.map(row).collect())
}
