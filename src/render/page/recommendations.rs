//! Sets of recommendations, and the page of each recommendation.

use super::{
    Among, Made, Scope,
    at::{At, Html, anchor, linked},
    each_among,
    frame::{Frame, one_line},
    listing::{Listing, Row, Section, maybe, or_dash, state, words},
    part::{State, briefing_state, rec_status, to_come},
};
use crate::{
    derive::{BriefingState, RecBriefing, RecState},
    model::{Address, Deliverable, RecUpdate, Recommendation, RecommendationSet, Target},
    render::{
        html::{self, escape},
        picture,
    },
    source::prose::plain_blocks,
};

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let sets: Vec<&RecommendationSet> = scope.ctx.archive.sets.values().collect();
    if sets.is_empty() {
        return Vec::new();
    }
    let mut pages = vec![index(scope, &sets)];
    pages.extend(each_among(&sets, |set| set_page(scope, set)));
    for set in sets {
        let recs: Vec<&Recommendation> = set.recommendations.iter().collect();
        pages.extend(each_among(&recs, |rec| page(scope, set, rec)));
    }
    pages
}

fn set_target(set: &RecommendationSet) -> Target {
    Target::Set(set.id.clone())
}

fn rec_target(rec: &Recommendation) -> Target {
    Target::Recommendation(rec.id.clone())
}

fn index(scope: &Scope<'_>, sets: &[&RecommendationSet]) -> Made {
    let at = scope.at(Address::new("recommendations.html"))?;
    let frame = Frame::new(&at, "recommendations", at.word("menu.recommendations"))
        .data(&at, "data/recommendations.json");
    let columns = [
        "columns.set",
        "columns.short_name",
        "columns.issued",
        "columns.recommendations",
        "columns.briefed",
    ];
    let rows = sets.iter().map(|set| set_row(scope, &at, set)).collect();
    let sets = Section::new("sets", at.word("recommendations.sets")).table(&at, &columns, rows);
    let view = Listing::default().section(sets);
    scope.show("page/recommendations.html", &frame, &view)
}

fn set_row(scope: &Scope<'_>, at: &At<'_>, set: &RecommendationSet) -> Row {
    Row::new([
        at.target_html(&set_target(set)),
        words(&set.name),
        at.day_or_dash(set.issued),
        Html(at.number(set.recommendations.len())),
        in_short(scope, at, set),
    ])
}

fn rec_state<'a>(scope: &Scope<'a>, rec: &Recommendation) -> Option<&'a RecState> {
    scope.ctx.registers.recommendations.get(&rec.id)
}

fn briefing(scope: &Scope<'_>, rec: &Recommendation) -> BriefingState {
    rec_state(scope, rec).map_or(BriefingState::NotPresented, |state| state.briefing)
}

/// "11 completed, 1 scheduled, 16 not presented".
fn in_short(scope: &Scope<'_>, at: &At<'_>, set: &RecommendationSet) -> Html {
    let of = |wanted: BriefingState| {
        set.recommendations.iter().filter(|rec| briefing(scope, rec) == wanted).count()
    };
    let all = [BriefingState::Completed, BriefingState::Scheduled, BriefingState::NotPresented];
    let counts = all
        .into_iter()
        .map(|wanted| (of(wanted), briefing_state(at, wanted).word))
        .filter(|(n, _)| *n > 0);
    let n_in_state = |(n, state): (usize, String)| {
        at.ctx.messages.count("recommendations.n_in_state", n, &[("state", &state)])
    };
    words(&at.ctx.messages.list(counts.map(n_in_state)))
}

fn set_page(scope: &Scope<'_>, among: &Among<&RecommendationSet>) -> Made {
    let set = among.one;
    let at = scope.at(Address::of(&set_target(set)))?;
    let frame = Frame::new(&at, "set", &set.title)
        .of_thing(scope, &at, &set_target(set))
        .below(&at, "recommendations", at.word("menu.recommendations"), "recommendations.html")
        .between(
            ["neighbours.previous_set", "neighbours.next_set"].map(|key| at.word(key)),
            among.links(&at, set_target),
        )
        .sourced(&at, &source(set))
        .data(&at, "data/recommendations.json");
    scope.show("page/set.html", &frame, &set_view(scope, &at, set))
}

/// The briefing board of a set, and its table.
fn set_view(scope: &Scope<'_>, at: &At<'_>, set: &RecommendationSet) -> Listing {
    let lead = at.count("recommendations.lead", set.recommendations.len());
    let report = set.url.as_deref().and_then(html::safe_url);
    let report = report.map(|url| linked(&url, &set.title)).unwrap_or_default();
    let board = Html(picture::board(&at.ctx, &at.page, set));
    let columns = [
        "columns.number",
        "columns.recommendation",
        "columns.group",
        "columns.status",
        "columns.briefing",
    ];
    let rows = set.recommendations.iter().map(|rec| row(scope, at, rec)).collect();
    Listing::default()
        .extra(&set.extra)
        .lead(words(&lead))
        .fact(at.word("columns.issued"), at.maybe_day(set.issued))
        .fact(at.word("columns.report"), report)
        .fact(at.word("columns.briefings"), in_short(scope, at, set))
        .section(Section::new("board", at.word("recommendations.board")).html(board))
        .section(
            Section::new("table", at.word("recommendations.all"))
                .table(at, &columns, rows)
                .choose_by(&["group", "status", "briefing"]),
        )
}

/// The file of a set.
fn source(set: &RecommendationSet) -> String {
    format!("content/recommendations/{}.toml", set.id)
}

fn row(scope: &Scope<'_>, at: &At<'_>, rec: &Recommendation) -> Row {
    let href = at.href(&Address::of(&rec_target(rec)));
    let found = rec_state(scope, rec);
    let briefed = state(&briefing_state(at, briefing(scope, rec))).0;
    let on = found.and_then(|found| found.briefed_on);
    let on = on.map(|day| format!(" {}", at.day(day))).unwrap_or_default();
    Row::new([
        linked(&href, &rec.id.number),
        words(&rec.title),
        or_dash(rec.group.as_deref()),
        state(&rec_status(at, found.and_then(|found| found.status.as_deref()))),
        Html(briefed + &on),
    ])
    .id(&format!("r{}", rec.id.number.to_lowercase()))
}

fn page(scope: &Scope<'_>, set: &RecommendationSet, among: &Among<&Recommendation>) -> Made {
    let rec = among.one;
    let at = scope.at(Address::of(&rec_target(rec)))?;
    let title = format!("{}: {}", at.rec_name(&rec.id), rec.title);
    let above = Address::of(&set_target(set));
    let frame = Frame::new(&at, "recommendation", &title)
        .of_thing(scope, &at, &rec_target(rec))
        .below(&at, "recommendations", at.word("menu.recommendations"), "recommendations.html")
        .below(&at, "recommendations", &set.title, above.as_str())
        .described(format!("{title}. {}", one_line(&plain_blocks(&rec.text), 200)))
        .between(
            ["neighbours.previous_in_set", "neighbours.next_in_set"].map(|key| at.word(key)),
            among.links(&at, rec_target),
        )
        .sourced(&at, &source(set))
        .data(&at, "data/recommendations.json");
    let view = facts(scope, &at, rec).sections(sections(scope, &at, rec));
    scope.show("page/recommendation.html", &frame, &view)
}

fn facts(scope: &Scope<'_>, at: &At<'_>, rec: &Recommendation) -> Listing {
    let found = rec_state(scope, rec);
    let target = found.and_then(|found| found.target);
    let first = found.and_then(|found| found.first_target).filter(|first| Some(*first) != target);
    let status = found.and_then(|found| found.status.as_deref());
    Listing::default()
        .extra(&rec.extra)
        .fact(at.word("columns.status"), state(&rec_status(at, status)))
        .fact(at.word("columns.briefing"), state(&briefing_state(at, briefing(scope, rec))))
        .fact(at.word("columns.group"), maybe(rec.group.as_deref()))
        .fact(at.word("columns.priority"), maybe(rec.priority.as_deref()))
        .fact(at.word("columns.owner"), at.owners(&rec.owners))
        .fact(at.word("columns.target"), at.maybe_day(target))
        .fact(at.word("columns.first_target"), at.maybe_day(first))
}

fn sections(scope: &Scope<'_>, at: &At<'_>, rec: &Recommendation) -> [Section; 4] {
    let found = rec_state(scope, rec);
    let briefings = found.map(|found| found.briefings.as_slice()).unwrap_or_default();
    let briefings = briefings.iter().map(|one| briefing_line(at, one)).collect();
    let updates = rec.updates.iter().take(found.map_or(0, |found| found.n_updates));
    let updates = updates.map(|update| update_row(at, update)).collect();
    let deliverables = rec.deliverables.iter().map(|one| deliverable(at, one)).collect();
    let columns =
        ["columns.day", "columns.status", "columns.target", "columns.where", "columns.note"];
    let section = |id, key| Section::new(id, at.word(key));
    [
        section("text", "recommendations.text").html(at.prose(&rec.text)),
        section("deliverables", "recommendations.deliverables")
            .html(in_all(at, rec))
            .list(deliverables),
        section("briefings", "recommendations.briefings").list(briefings),
        section("history", "recommendations.history").table(at, &columns, updates),
    ]
}

/// "12 of 14 done."
fn in_all(at: &At<'_>, rec: &Recommendation) -> Html {
    let n_done = rec.deliverables.iter().filter(|one| one.is_done).count();
    let n_all = rec.deliverables.len();
    if n_all == 0 {
        return Html::default();
    }
    let all = at.number(n_all);
    let done = at.ctx.messages.count("recommendations.n_done", n_done, &[("all", &all)]);
    Html(format!("<p>{}</p>", escape(&done)))
}

fn deliverable(at: &At<'_>, one: &Deliverable) -> Html {
    let (class, key) =
        if one.is_done { ("completed", "states.done") } else { ("open", "states.to_do") };
    Html(format!("{} {}", state(&State::new(class, at.word(key))), escape(&one.title)))
}

fn briefing_line(at: &At<'_>, briefing: &RecBriefing) -> Html {
    let page = briefing.page.clone().map(|id| at.target_html(&Target::Briefing(id)));
    let meeting = briefing.meeting.clone().map(|id| {
        let target = Target::Meeting(id);
        let page = Address::of(&target);
        let item = briefing.item.as_ref().map(|item| page.with_fragment(item));
        anchor(&at.link(at.title(&target), Some(&item.unwrap_or(page))))
    });
    let places = at.join(page.into_iter().chain(meeting));
    let when = at.day(briefing.date);
    let when = if briefing.is_held { when } else { to_come(at, &when) };
    Html(format!("{when}: {places}"))
}

fn update_row(at: &At<'_>, update: &RecUpdate) -> Row {
    let meeting = update.meeting.clone().map(|id| at.target_html(&Target::Meeting(id)));
    Row::new([
        at.day(update.date),
        or_dash(update.status.as_deref()),
        at.day_or_dash(update.target),
        meeting.unwrap_or_else(|| or_dash(None)),
        or_dash(update.note.as_deref()),
    ])
}
