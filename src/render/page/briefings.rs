//! Briefings: the list, and the page of each.

use super::{
    Among, Made, Scope,
    at::{At, Html, linked},
    each_among,
    frame::{Frame, one_line},
    listing::{Listing, Row, Section},
    part::{self, briefing_row},
};
use crate::{
    model::{Address, Briefing, Prose, Target},
    render::html::times,
    source::prose::plain_blocks,
};

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let mut briefings: Vec<&Briefing> = scope.ctx.archive.briefings.values().collect();
    briefings.sort_by_key(|briefing| briefing.date);
    if briefings.is_empty() {
        return Vec::new();
    }
    let mut pages = vec![index(scope, &briefings)];
    pages.extend(each_among(&briefings, |briefing| page(scope, briefing)));
    pages
}

fn target(briefing: &Briefing) -> Target {
    Target::Briefing(briefing.id.clone())
}

fn index(scope: &Scope<'_>, oldest_first: &[&Briefing]) -> Made {
    let at = scope.at(Address::new("briefings.html"))?;
    let frame =
        Frame::new(&at, "briefings", at.word("menu.briefings")).data(&at, "data/briefings.json");
    let columns = [
        "columns.briefing",
        "columns.day",
        "columns.meeting",
        "columns.presenters",
        "columns.recommendations",
    ];
    let rows = oldest_first.iter().rev().map(|briefing| row(&at, briefing)).collect();
    let list = Section::new("list", at.word("briefings.all"))
        .table(&at, &columns, rows)
        .choose_by(&["meeting"]);
    scope.show("page/briefings.html", &frame, &Listing::default().section(list))
}

fn row(at: &At<'_>, briefing: &Briefing) -> Row {
    let view = briefing_row(at, briefing);
    Row::new([
        linked(&view.href, &view.title),
        if view.is_to_come { part::to_come(at, &view.date) } else { view.date },
        view.meeting.unwrap_or_default(),
        view.presenters,
        view.recommendations,
    ])
}

fn page(scope: &Scope<'_>, among: &Among<&Briefing>) -> Made {
    let briefing = among.one;
    let at = scope.at(Address::of(&target(briefing)))?;
    scope.show("page/briefing.html", &frame(scope, &at, among), &view(&at, briefing))
}

fn frame(scope: &Scope<'_>, at: &At<'_>, among: &Among<&Briefing>) -> Frame {
    let briefing = among.one;
    let own_words = briefing.description.as_deref();
    let frame = Frame::new(at, "briefing", &briefing.title)
        .of_thing(scope, at, &target(briefing))
        .below(at, "briefings", at.word("menu.briefings"), "briefings.html")
        .described(described(own_words, &briefing.title, &briefing.body))
        .between(
            ["neighbours.previous_briefing", "neighbours.next_briefing"].map(|key| at.word(key)),
            among.links(at, target),
        )
        .sourced(at, briefing.source.as_str())
        .data(at, "data/briefings.json");
    scope.told_apart(frame, briefing.id.as_str())
}

fn view(at: &At<'_>, briefing: &Briefing) -> Listing {
    let row = briefing_row(at, briefing);
    let mut records = part::records(at, &briefing.records);
    records.extend(part::attachments(at, &briefing.attachments, &briefing.records));
    Listing::default()
        .extra(&briefing.extra)
        .fact(at.word("columns.day"), Html(times::weekday(at.ctx.messages, briefing.date)))
        .fact(at.word("columns.meeting"), row.meeting.unwrap_or_default())
        .fact(at.word("columns.presenters"), row.presenters)
        .fact(at.word("columns.on"), row.recommendations)
        .section(Section::text(at.prose(&briefing.body)))
        .section(part::records_section(at, "records", at.word("meeting.records"), &records))
}

/// What a page is, for search engines: its own line, or how it begins.
pub(super) fn described(own_words: Option<&str>, title: &str, body: &Prose) -> String {
    let beginning = || format!("{title}. {}", one_line(&plain_blocks(body), 200));
    own_words.map_or_else(beginning, str::to_owned)
}
