//! Sets of recommendations, and the page of each recommendation.

use std::collections::BTreeMap;

use super::{
    Made, Scope,
    at::{At, Html},
    each,
    frame::{Frame, one_line},
    listing::{Listing, Row, Section, or_dash, state, words},
    part::{briefing_state, rec_status},
};
use crate::{
    derive::{BriefingState, RecBriefing, RecState},
    model::{Address, RecUpdate, Recommendation, RecommendationSet, Target},
    render::html::{self, Base, escape, id_of_words, times},
    source::prose::plain_blocks,
    text::plural,
};

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let sets: Vec<&RecommendationSet> = scope.ctx.archive.sets.values().collect();
    if sets.is_empty() {
        return Vec::new();
    }
    let mut pages = vec![index(scope, &sets)];
    let places: Vec<(usize, &RecommendationSet)> = sets.iter().copied().enumerate().collect();
    pages.extend(each(&places, |&(n, set)| set_page(scope, &sets, n, set)));
    for set in &sets {
        let numbered: Vec<(usize, &Recommendation)> =
            set.recommendations.iter().enumerate().collect();
        pages.extend(each(&numbered, |&(n, rec)| page(scope, set, n, rec)));
    }
    pages
}

fn index(scope: &Scope<'_>, sets: &[&RecommendationSet]) -> Made {
    let at = scope.at(Address::new("recommendations.html"));
    let frame = Frame::new(&at, "recommendations", "Recommendations")
        .data(&at, "data/recommendations.json");
    let rows = sets.iter().map(|set| {
        let link = at.target_html(&Target::Set(set.id.clone()));
        let issued = set.issued.map_or_else(|| "–".into(), times::day);
        Row::new([
            link,
            words(&set.name),
            Html(issued),
            Html(set.recommendations.len().to_string()),
            in_short(scope, set),
        ])
    });
    let view = Listing::default().section(
        Section::new("sets", "Sets")
            .table(&["Set", "Short name", "Issued", "Recommendations", "Briefed"], rows.collect()),
    );
    scope.show("page/recommendations.html", &frame, &view)
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
    words(&counts.map(|(n, word)| format!("{n} {word}")).collect::<Vec<_>>().join(", "))
}

fn set_page(
    scope: &Scope<'_>,
    sets: &[&RecommendationSet],
    n: usize,
    set: &RecommendationSet,
) -> Made {
    let target = Target::Set(set.id.clone());
    let at = scope.at(Address::of(&target));
    let neighbour = |n: Option<usize>| {
        n.and_then(|n| sets.get(n)).map(|one| at.target(&Target::Set(one.id.clone())))
    };
    let frame = Frame::new(&at, "set", &set.title)
        .of_thing(scope, &at, &target)
        .below(&at, "recommendations", "Recommendations", "recommendations.html")
        .between("set", neighbour(n.checked_sub(1)), neighbour(Some(n + 1)))
        .sourced(at.source(&source(set)))
        .data(&at, "data/recommendations.json");
    let columns = ["Number", "Recommendation", "Group", "Status", "Briefing"];
    let rows = set.recommendations.iter().map(|rec| row(scope, &at, rec)).collect();
    let report = set
        .url
        .as_deref()
        .and_then(html::safe_url)
        .map(|url| format!("<a href=\"{}\">{}</a>", escape(&url), escape(&set.title)));
    let mut view = Listing::default()
        .extra(&set.extra)
        .lead(Html(format!(
            "{}.",
            plural(set.recommendations.len(), "recommendation", "recommendations")
        )))
        .fact("Issued", set.issued.map(|day| Html(times::day(day))).unwrap_or_default())
        .fact("Report", Html(report.unwrap_or_default()))
        .fact("Briefings", in_short(scope, set));
    for (group, recs) in groups(set) {
        view = view.section(
            Section::new(&format!("group-{}", id_of_words(group)), group)
                .list(recs.into_iter().map(|rec| cell(scope, &at, rec)).collect()),
        );
    }
    scope.show(
        "page/set.html",
        &frame,
        &view.section(Section::new("table", "All recommendations").table(&columns, rows)),
    )
}

/// The file of a set.
fn source(set: &RecommendationSet) -> String {
    format!("content/recommendations/{}.toml", set.id)
}

/// The board: each group's recommendations with the state of their briefings.
fn groups(set: &RecommendationSet) -> Vec<(&str, Vec<&Recommendation>)> {
    let mut groups: BTreeMap<&str, Vec<&Recommendation>> = BTreeMap::new();
    for rec in &set.recommendations {
        groups.entry(rec.group.as_deref().unwrap_or("No group")).or_default().push(rec);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by(|(_, one), (_, other)| {
        one.first().map(|rec| &rec.id).cmp(&other.first().map(|rec| &rec.id))
    });
    groups
}

fn cell(scope: &Scope<'_>, at: &At<'_>, rec: &Recommendation) -> Html {
    let href = at.href(&Address::of(&Target::Recommendation(rec.id.clone())));
    let briefed = state(&briefing_state(briefing(scope, rec)));
    Html(format!(
        "<a href=\"{}\">{} {}</a> {}",
        escape(&href),
        escape(&rec.id.number),
        escape(&rec.title),
        briefed.0
    ))
}

fn row(scope: &Scope<'_>, at: &At<'_>, rec: &Recommendation) -> Row {
    let href = at.href(&Address::of(&Target::Recommendation(rec.id.clone())));
    let found = rec_state(scope, rec);
    let status = state(&rec_status(found.and_then(|found| found.status.as_deref())));
    let briefed = found
        .and_then(|found| found.briefed_on)
        .map(|day| format!(" {}", times::day(day)))
        .unwrap_or_default();
    let number = Html(format!("<a href=\"{}\">{}</a>", escape(&href), escape(&rec.id.number)));
    Row::new([
        number,
        words(&rec.title),
        or_dash(rec.group.as_deref()),
        status,
        Html(state(&briefing_state(briefing(scope, rec))).0 + &briefed),
    ])
    .id(&format!("r{}", rec.id.number.to_lowercase()))
}

fn page(scope: &Scope<'_>, set: &RecommendationSet, n: usize, rec: &Recommendation) -> Made {
    let target = Target::Recommendation(rec.id.clone());
    let at = scope.at(Address::of(&target));
    let neighbour = |n: Option<usize>| {
        n.and_then(|n| set.recommendations.get(n))
            .map(|rec| at.target(&Target::Recommendation(rec.id.clone())))
    };
    let frame = Frame::new(
        &at,
        "recommendation",
        &format!("{} recommendation {}: {}", set.name, rec.id.number, rec.title),
    )
    .of_thing(scope, &at, &target)
    .below(&at, "recommendations", "Recommendations", "recommendations.html")
    .below(&at, "recommendations", &set.title, Address::of(&Target::Set(set.id.clone())).as_str())
    .described(format!(
        "{} recommendation {}: {}. {}",
        set.name,
        rec.id.number,
        rec.title,
        one_line(&plain_blocks(&rec.text), 200)
    ))
    .between("in its set", neighbour(n.checked_sub(1)), neighbour(Some(n + 1)))
    .sourced(at.source(&source(set)))
    .data(&at, "data/recommendations.json");
    scope.show("page/recommendation.html", &frame, &view(scope, &at, rec))
}

fn view(scope: &Scope<'_>, at: &At<'_>, rec: &Recommendation) -> Listing {
    let found = rec_state(scope, rec);
    let day =
        |day: Option<chrono::NaiveDate>| day.map(|day| Html(times::day(day))).unwrap_or_default();
    let target = found.and_then(|found| found.target);
    let first = found.and_then(|found| found.first_target).filter(|first| Some(*first) != target);
    let briefings = found.map(|found| found.briefings.as_slice()).unwrap_or_default();
    let updates = rec.updates.iter().take(found.map_or(0, |found| found.n_updates));
    let deliverables = rec.deliverables.iter().map(|one| {
        Html(format!("{} {}", if one.is_done { "✓ done:" } else { "to do:" }, escape(&one.title)))
    });
    Listing::default()
        .extra(&rec.extra)
        .fact("Status", state(&rec_status(found.and_then(|found| found.status.as_deref()))))
        .fact("Briefing", state(&briefing_state(briefing(scope, rec))))
        .fact("Group", rec.group.as_deref().map(words).unwrap_or_default())
        .fact("Priority", rec.priority.as_deref().map(words).unwrap_or_default())
        .fact("Owner", at.owners(&rec.owners))
        .fact("Target", day(target))
        .fact("First target", day(first))
        .section(Section::new("text", "Text").html(Html(html::prose(
            &at.ctx,
            &rec.text,
            &Base::Page(&at.page),
        ))))
        .section(Section::new("deliverables", "Deliverables").list(deliverables.collect()))
        .section(
            Section::new("briefings", "Briefings")
                .list(briefings.iter().map(|one| briefing_line(at, one)).collect()),
        )
        .section(Section::new("history", "History").table(
            &["Day", "Status", "Target", "Where", "Note"],
            updates.map(|update| update_row(at, update)).collect(),
        ))
}

fn briefing_line(at: &At<'_>, briefing: &RecBriefing) -> Html {
    let page = briefing.page.clone().map(|id| at.target_html(&Target::Briefing(id)).0);
    let meeting = briefing.meeting.clone().map(|id| {
        let target = Target::Meeting(id);
        let address = Address::of(&target);
        let address =
            briefing.item.as_ref().map_or(address.clone(), |item| address.with_fragment(item));
        super::at::anchor(&at.link(at.title(&target), Some(&address))).0
    });
    let places = page.into_iter().chain(meeting).collect::<Vec<_>>().join(", ");
    let when = if briefing.is_held { "" } else { " (to come)" };
    Html(format!("{}{when}: {places}", times::day(briefing.date)))
}

fn update_row(at: &At<'_>, update: &RecUpdate) -> Row {
    let meeting = update
        .meeting
        .clone()
        .map_or_else(|| Html("–".into()), |id| at.target_html(&Target::Meeting(id)));
    let target = update.target.map_or_else(|| "–".into(), times::day);
    Row::new([
        Html(times::day(update.date)),
        or_dash(update.status.as_deref()),
        Html(target),
        meeting,
        or_dash(update.note.as_deref()),
    ])
}
