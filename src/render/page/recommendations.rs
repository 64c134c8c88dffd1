//! Sets of recommendations, and the page of each recommendation.

use super::{
    Among, Made, Scope,
    at::{At, Html, anchor, linked},
    each_among,
    frame::{Frame, one_line},
    listing::{Listing, Row, Section, day_or_dash, maybe, maybe_day, or_dash, state, words},
    part::{State, briefing_state, rec_status},
};
use crate::{
    derive::{BriefingState, RecBriefing, RecState},
    model::{Address, Deliverable, RecUpdate, Recommendation, RecommendationSet, Target},
    render::{
        html::{self, escape, times},
        picture,
    },
    source::prose::plain_blocks,
    text::{number, plural},
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
    let at = scope.at(Address::new("recommendations.html"));
    let frame = Frame::new(&at, "recommendations", "Recommendations")
        .data(&at, "data/recommendations.json");
    let columns = ["Set", "Short name", "Issued", "Recommendations", "Briefed"];
    let rows = sets.iter().map(|set| set_row(scope, &at, set)).collect();
    let view = Listing::default().section(Section::new("sets", "Sets").table(&columns, rows));
    scope.show("page/recommendations.html", &frame, &view)
}

fn set_row(scope: &Scope<'_>, at: &At<'_>, set: &RecommendationSet) -> Row {
    Row::new([
        at.target_html(&set_target(set)),
        words(&set.name),
        day_or_dash(set.issued),
        Html(number(set.recommendations.len())),
        in_short(scope, set),
    ])
}

fn rec_state<'a>(scope: &Scope<'a>, rec: &Recommendation) -> Option<&'a RecState> {
    scope.ctx.registers.recommendations.get(&rec.id)
}

fn briefing(scope: &Scope<'_>, rec: &Recommendation) -> BriefingState {
    rec_state(scope, rec).map_or(BriefingState::NotPresented, |state| state.briefing)
}

/// "11 completed, 1 scheduled, 16 not presented".
pub(super) fn in_short(scope: &Scope<'_>, set: &RecommendationSet) -> Html {
    let of = |wanted: BriefingState| {
        set.recommendations.iter().filter(|rec| briefing(scope, rec) == wanted).count()
    };
    let all = [BriefingState::Completed, BriefingState::Scheduled, BriefingState::NotPresented];
    let counts = all
        .into_iter()
        .map(|wanted| (of(wanted), briefing_state(wanted).word))
        .filter(|(n, _)| *n > 0);
    words(&counts.map(|(n, word)| format!("{} {word}", number(n))).collect::<Vec<_>>().join(", "))
}

fn set_page(scope: &Scope<'_>, among: &Among<&RecommendationSet>) -> Made {
    let set = among.one;
    let at = scope.at(Address::of(&set_target(set)));
    let frame = Frame::new(&at, "set", &set.title)
        .of_thing(scope, &at, &set_target(set))
        .below(&at, "recommendations", "Recommendations", "recommendations.html")
        .between("set", among.links(&at, set_target))
        .sourced(at.source(&source(set)))
        .data(&at, "data/recommendations.json");
    scope.show("page/set.html", &frame, &set_view(scope, &at, set))
}

/// The briefing board of a set, and its table.
fn set_view(scope: &Scope<'_>, at: &At<'_>, set: &RecommendationSet) -> Listing {
    let n_recs = plural(set.recommendations.len(), "recommendation", "recommendations");
    let report = set.url.as_deref().and_then(html::safe_url);
    let report = report.map(|url| linked(&url, &set.title)).unwrap_or_default();
    let board = Html(picture::board(&at.ctx, &at.page, set));
    let columns = ["Number", "Recommendation", "Group", "Status", "Briefing"];
    let rows = set.recommendations.iter().map(|rec| row(scope, at, rec)).collect();
    Listing::default()
        .extra(&set.extra)
        .lead(Html(format!("{n_recs}.")))
        .fact("Issued", maybe_day(set.issued))
        .fact("Report", report)
        .fact("Briefings", in_short(scope, set))
        .section(Section::new("board", "Briefing board").html(board))
        .section(
            Section::new("table", "All recommendations")
                .table(&columns, rows)
                .choose_by(&["Group", "Status", "Briefing"]),
        )
}

/// The file of a set.
fn source(set: &RecommendationSet) -> String {
    format!("content/recommendations/{}.toml", set.id)
}

fn row(scope: &Scope<'_>, at: &At<'_>, rec: &Recommendation) -> Row {
    let href = at.href(&Address::of(&rec_target(rec)));
    let found = rec_state(scope, rec);
    let briefed = state(&briefing_state(briefing(scope, rec))).0;
    let on = found.and_then(|found| found.briefed_on);
    let on = on.map(|day| format!(" {}", times::day(day))).unwrap_or_default();
    Row::new([
        linked(&href, &rec.id.number),
        words(&rec.title),
        or_dash(rec.group.as_deref()),
        state(&rec_status(found.and_then(|found| found.status.as_deref()))),
        Html(briefed + &on),
    ])
    .id(&format!("r{}", rec.id.number.to_lowercase()))
}

fn page(scope: &Scope<'_>, set: &RecommendationSet, among: &Among<&Recommendation>) -> Made {
    let rec = among.one;
    let at = scope.at(Address::of(&rec_target(rec)));
    let title = format!("{} recommendation {}: {}", set.name, rec.id.number, rec.title);
    let above = Address::of(&set_target(set));
    let frame = Frame::new(&at, "recommendation", &title)
        .of_thing(scope, &at, &rec_target(rec))
        .below(&at, "recommendations", "Recommendations", "recommendations.html")
        .below(&at, "recommendations", &set.title, above.as_str())
        .described(format!("{title}. {}", one_line(&plain_blocks(&rec.text), 200)))
        .between("in its set", among.links(&at, rec_target))
        .sourced(at.source(&source(set)))
        .data(&at, "data/recommendations.json");
    let view = facts(scope, &at, rec).sections(sections(scope, &at, rec));
    scope.show("page/recommendation.html", &frame, &view)
}

fn facts(scope: &Scope<'_>, at: &At<'_>, rec: &Recommendation) -> Listing {
    let found = rec_state(scope, rec);
    let target = found.and_then(|found| found.target);
    let first = found.and_then(|found| found.first_target).filter(|first| Some(*first) != target);
    Listing::default()
        .extra(&rec.extra)
        .fact("Status", state(&rec_status(found.and_then(|found| found.status.as_deref()))))
        .fact("Briefing", state(&briefing_state(briefing(scope, rec))))
        .fact("Group", maybe(rec.group.as_deref()))
        .fact("Priority", maybe(rec.priority.as_deref()))
        .fact("Owner", at.owners(&rec.owners))
        .fact("Target", maybe_day(target))
        .fact("First target", maybe_day(first))
}

fn sections(scope: &Scope<'_>, at: &At<'_>, rec: &Recommendation) -> [Section; 4] {
    let found = rec_state(scope, rec);
    let briefings = found.map(|found| found.briefings.as_slice()).unwrap_or_default();
    let briefings = briefings.iter().map(|one| briefing_line(at, one)).collect();
    let updates = rec.updates.iter().take(found.map_or(0, |found| found.n_updates));
    let updates = updates.map(|update| update_row(at, update)).collect();
    let deliverables = rec.deliverables.iter().map(deliverable).collect();
    let columns = ["Day", "Status", "Target", "Where", "Note"];
    [
        Section::new("text", "Text").html(at.prose(&rec.text)),
        Section::new("deliverables", "Deliverables").html(in_all(rec)).list(deliverables),
        Section::new("briefings", "Briefings").list(briefings),
        Section::new("history", "History").table(&columns, updates),
    ]
}

/// "12 of 14 done."
fn in_all(rec: &Recommendation) -> Html {
    let n_done = rec.deliverables.iter().filter(|one| one.is_done).count();
    let n_all = rec.deliverables.len();
    Html(if n_all == 0 {
        String::new()
    } else {
        format!("<p>{} of {} done.</p>", number(n_done), number(n_all))
    })
}

fn deliverable(one: &Deliverable) -> Html {
    let done = if one.is_done { ("completed", "done") } else { ("open", "to do") };
    Html(format!("{} {}", state(&State::new(done.0, done.1)).0, escape(&one.title)))
}

fn briefing_line(at: &At<'_>, briefing: &RecBriefing) -> Html {
    let page = briefing.page.clone().map(|id| at.target_html(&Target::Briefing(id)).0);
    let meeting = briefing.meeting.clone().map(|id| {
        let target = Target::Meeting(id);
        let page = Address::of(&target);
        let item = briefing.item.as_ref().map(|item| page.with_fragment(item));
        anchor(&at.link(at.title(&target), Some(&item.unwrap_or(page)))).0
    });
    let places = page.into_iter().chain(meeting).collect::<Vec<_>>().join(", ");
    let when = if briefing.is_held { "" } else { " (to come)" };
    Html(format!("{}{when}: {places}", times::day(briefing.date)))
}

fn update_row(at: &At<'_>, update: &RecUpdate) -> Row {
    let meeting = update.meeting.clone().map(|id| at.target_html(&Target::Meeting(id)));
    Row::new([
        Html(times::day(update.date)),
        or_dash(update.status.as_deref()),
        day_or_dash(update.target),
        meeting.unwrap_or_else(|| or_dash(None)),
        or_dash(update.note.as_deref()),
    ])
}
