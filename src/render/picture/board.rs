//! The briefing board: a hexagon a recommendation, in clusters of a group each.

use std::{collections::BTreeMap, fmt::Display};

use super::figure::{Named, Role, Table, figure, legend, size, svg};
use crate::{
    derive::BriefingState,
    model::{Address, Recommendation, RecommendationSet, Target},
    render::{
        Context,
        html::{escape, id_of_words},
        messages::Messages,
    },
};

/// The states, in order of the legend.
const STATES: [BriefingState; 3] =
    [BriefingState::Completed, BriefingState::Scheduled, BriefingState::NotPresented];

/// The most hexagons of a cluster, and of a row of it: five fit on the smallest phone.
const CLUSTER: usize = 30;
const ROW: usize = 5;

/// The width of a hexagon with its margin, the height of a row, and how far a hexagon reaches into
/// the next.
const WIDE: usize = 52;
const HIGH: usize = 45;
const OVER: usize = 15;

const HEXAGON: &str = "M26 2l24 14v28l-24 14-24-14v-28z";
const HATCH: &str = "M10 13v34M18 8v44M26 4v52M34 8v44M42 13v34";
const TICK: &str = "M20 46l4 4 8-8";
const CLOCK: &str = "M26 41a5 5 0 1 0 .1 0zm0 2.5v2.5h2.5";
const DASH: &str = "M22 46h8";

/// The briefing board of a set, as on a page, with its table; nothing where the set is empty.
pub(crate) fn board(ctx: &Context<'_>, page: &Address, set: &RecommendationSet) -> String {
    if set.recommendations.is_empty() {
        return String::new();
    }
    let groups = groups(set);
    let is_grouped = groups.iter().any(|(group, _)| group.is_some());
    let is_own_page = *page == Address::of(&Target::Set(set.id.clone()));
    let prefix = if is_own_page { String::new() } else { id_of_words(set.id.as_str()) + "-" };
    let drawn = groups.iter().enumerate().map(|(n, group)| {
        let heading = if is_grouped { heading(ctx, &prefix, group) } else { String::new() };
        let clusters = clusters(ctx, page, set, n, group);
        format!("<div class=\"group\">{heading}<div class=\"cells\">{clusters}</div></div>\n")
    });
    let drawn: String = drawn.collect();
    let content = legend_of(ctx, set) + "<div class=\"clusters\">\n" + &drawn + "</div>\n";
    figure("board", "", &content) + &table(ctx, set, &groups).behind(ctx.messages)
}

/// Recommendations by group, in order of the first of each.
type Group<'a> = (Option<&'a str>, Vec<&'a Recommendation>);

fn groups(set: &RecommendationSet) -> Vec<Group<'_>> {
    let mut groups: BTreeMap<Option<&str>, (usize, Vec<&Recommendation>)> = BTreeMap::new();
    for (place, rec) in set.recommendations.iter().enumerate() {
        groups.entry(rec.group.as_deref()).or_insert((place, Vec::new())).1.push(rec);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(group, (place, _))| (group.is_none(), *place));
    groups.into_iter().map(|(group, (_, recs))| (group, recs)).collect()
}

/// What the place of those without a group is called in an address, in any language.
const NO_GROUP: &str = "No group";

fn name<'a>(ctx: &Context<'a>, group: Option<&'a str>) -> &'a str {
    group.unwrap_or_else(|| ctx.messages.text("board.no_group"))
}

fn state(ctx: &Context<'_>, rec: &Recommendation) -> BriefingState {
    let found = ctx.registers.recommendations.get(&rec.id);
    found.map_or(BriefingState::NotPresented, |found| found.briefing)
}

fn count(ctx: &Context<'_>, recs: &[&Recommendation], wanted: BriefingState) -> usize {
    recs.iter().filter(|rec| state(ctx, rec) == wanted).count()
}

/// "not presented"
fn word(state: BriefingState, messages: &Messages) -> &str {
    messages.text(match state {
        BriefingState::Completed => "board.completed",
        BriefingState::Scheduled => "board.scheduled",
        BriefingState::NotPresented => "board.not_presented",
    })
}

/// "3 completed"
fn counted(state: BriefingState, n: usize, messages: &Messages) -> String {
    let key = match state {
        BriefingState::Completed => "board.n_completed",
        BriefingState::Scheduled => "board.n_scheduled",
        BriefingState::NotPresented => "board.n_not_presented",
    };
    messages.count(key, n, &[])
}

/// "3 completed, 1 not presented"
fn in_short(ctx: &Context<'_>, recs: &[&Recommendation]) -> String {
    let counts = STATES.map(|wanted| (wanted, count(ctx, recs, wanted)));
    let there = counts.iter().filter(|(_, n)| *n > 0);
    let said = there.map(|(state, n)| counted(*state, *n, ctx.messages));
    said.collect::<Vec<_>>().join(ctx.messages.text("lists.separator"))
}

/// What a group is called, and how it stands.
fn heading(ctx: &Context<'_>, prefix: &str, (group, recs): &Group<'_>) -> String {
    let id = id_of_words(group.unwrap_or(NO_GROUP));
    let [words, states] = [name(ctx, *group), &in_short(ctx, recs)].map(escape);
    format!("<h3 id=\"s.{prefix}group-{id}\">{words}</h3><p>{states}</p>\n")
}

/// As many clusters as a group needs.
fn clusters(
    ctx: &Context<'_>,
    page: &Address,
    set: &RecommendationSet,
    n: usize,
    (group, recs): &Group<'_>,
) -> String {
    let set_id = id_of_words(set.id.as_str());
    let parts = recs.chunks(CLUSTER).enumerate();
    let drawn = parts.map(|(part, recs)| {
        cluster(ctx, page, (set, *group), &format!("board-{set_id}-{n}-{part}"), recs)
    });
    drawn.collect()
}

fn cluster(
    ctx: &Context<'_>,
    page: &Address,
    (set, group): (&RecommendationSet, Option<&str>),
    id: &str,
    recs: &[&Recommendation],
) -> String {
    let row = in_a_row(recs.len());
    let n_rows = recs.len().div_ceil(row);
    let cells = recs.iter().enumerate().map(|(place, rec)| hexagon(ctx, page, rec, place, row));
    let title = cluster_title(ctx, set, group, recs);
    let states = in_short(ctx, recs);
    let description = ctx.messages.count("board.about", recs.len(), &[("states", &states)]);
    let named = Named { id, title: &title, description: &description };
    let size = size(row * WIDE + if n_rows > 1 { WIDE / 2 } else { 0 }, n_rows * HIGH + OVER);
    svg(&named, Role::Group, &size, &cells.collect::<String>())
}

/// What a cluster shows: of which set and group, and which of their recommendations.
fn cluster_title(
    ctx: &Context<'_>,
    set: &RecommendationSet,
    group: Option<&str>,
    recs: &[&Recommendation],
) -> String {
    let [Some(first), Some(last)] = [recs.first(), recs.last()] else { return String::new() };
    let [first, last] = [first, last].map(|rec| &rec.id.number);
    let (set, group) = (&set.name, name(ctx, group));
    match recs.len() {
        1 => ctx
            .messages
            .with("board.part_of_one", &[("set", set), ("group", &group), ("number", first)]),
        _ => ctx.messages.with(
            "board.part",
            &[("set", set), ("group", &group), ("first", first), ("last", last)],
        ),
    }
}

/// How many hexagons a row has, so that a small cluster is a cluster and not a line.
fn in_a_row(n: usize) -> usize {
    (1..ROW).find(|row| row * row >= n).unwrap_or(ROW)
}

fn hexagon(
    ctx: &Context<'_>,
    page: &Address,
    rec: &Recommendation,
    place: usize,
    row: usize,
) -> String {
    let (x, y) = (place % row * WIDE + place / row % 2 * WIDE / 2, place / row * HIGH);
    let href = Address::of(&Target::Recommendation(rec.id.clone())).relative_from(page);
    let (number, state) = (&rec.id.number, state(ctx, rec));
    let word = word(state, ctx.messages);
    let given: [(&str, &dyn Display); 3] =
        [("number", number), ("title", &rec.title), ("state", &word)];
    let label = ctx.messages.with("board.hexagon", &given);
    let long = if rec.id.number.chars().count() > 4 { " class=\"long\"" } else { "" };
    format!(
        "<a class=\"hex {}\" href=\"{}\" transform=\"translate({x} {y})\" aria-label=\"{}\">{}\
         <text x=\"26\" y=\"33\"{long}>{}</text></a>",
        state.name(),
        escape(&href),
        escape(&label),
        drawing(state),
        escape(number),
    )
}

/// The hexagon of a state: full with a tick, hatched with a clock, empty and dashed with a dash.
fn drawing(state: BriefingState) -> String {
    let (hatch, sign) = match state {
        BriefingState::Completed => (None, TICK),
        BriefingState::Scheduled => (Some(HATCH), CLOCK),
        BriefingState::NotPresented => (None, DASH),
    };
    let hatch = hatch.map(|lines| format!("<path class=\"hatch\" d=\"{lines}\"/>"));
    let hatch = hatch.unwrap_or_default();
    format!("<path d=\"{HEXAGON}\"/>{hatch}<path class=\"sign\" d=\"{sign}\"/>")
}

fn legend_of(ctx: &Context<'_>, set: &RecommendationSet) -> String {
    let recs: Vec<&Recommendation> = set.recommendations.iter().collect();
    let of = |state: BriefingState| {
        let drawing = format!(
            "<g class=\"hex {}\" transform=\"translate(2.2 0) scale(.6)\">{}</g>",
            state.name(),
            drawing(state)
        );
        let n = ctx.messages.number(count(ctx, &recs, state));
        let word = word(state, ctx.messages);
        (drawing, ctx.messages.with("board.legend", &[("state", &word), ("n", &n)]))
    };
    legend(36, STATES.map(of))
}

fn table(ctx: &Context<'_>, set: &RecommendationSet, groups: &[Group<'_>]) -> Table {
    let number = |n| ctx.messages.number(n);
    let rows = groups.iter().map(|(group, recs)| {
        let mut row = vec![name(ctx, *group).to_owned()];
        row.extend(STATES.map(|wanted| number(count(ctx, recs, wanted))));
        row.push(number(recs.len()));
        row
    });
    let columns = [
        "board.group",
        "board.completed_column",
        "board.scheduled_column",
        "board.not_presented_column",
        "board.all",
    ];
    Table {
        name: ctx.messages.with("board.title", &[("set", &set.name)]),
        columns: columns.map(|key| ctx.messages.text(key).to_owned()).into(),
        rows: rows.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        derive::RecState,
        model::{Extra, RecId, SetId},
        render::fixture,
        source::{FileId, Span},
    };

    fn span() -> Span {
        Span::new(FileId(0), 0..0)
    }

    fn rec(number: usize, group: Option<&str>) -> Recommendation {
        Recommendation {
            id: RecId { set: SetId::new("ssr1"), number: number.to_string().into() },
            span: span(),
            title: format!("Matter <{number}>"),
            text: Vec::new(),
            group: group.map(Into::into),
            status: None,
            priority: None,
            owners: Vec::new(),
            target: None,
            deliverables: Vec::new(),
            updates: Vec::new(),
            extra: Extra::default(),
        }
    }

    fn set(recommendations: Vec<Recommendation>) -> RecommendationSet {
        RecommendationSet {
            id: SetId::new("ssr1"),
            span: span(),
            title: "SSR1 final report".into(),
            name: "SSR1".into(),
            issued: None,
            url: None,
            statuses: Vec::new(),
            recommendations,
            extra: Extra::default(),
        }
    }

    fn drawn(set: &RecommendationSet, briefed: &[(usize, BriefingState)]) -> String {
        let mut record = fixture::record();
        for (place, briefing) in briefed {
            let state = RecState {
                status: None,
                target: None,
                first_target: None,
                briefing: *briefing,
                briefed_on: None,
                briefings: Vec::new(),
                n_updates: 0,
            };
            record.registers.recommendations.insert(set.recommendations[*place].id.clone(), state);
        }
        board(&record.ctx(), &Address::new("recommendations/ssr1.html"), set)
    }

    #[test]
    fn a_hexagon_leads_to_its_recommendation_and_says_its_state() {
        let set = set(vec![rec(1, Some("A")), rec(2, Some("A & B")), rec(3, None)]);
        let html = drawn(&set, &[(0, BriefingState::Completed), (1, BriefingState::Scheduled)]);
        assert!(html.contains(
            "<a class=\"hex completed\" href=\"ssr1/1.html\" transform=\"translate(0 0)\" \
             aria-label=\"1: Matter &lt;1&gt;, completed\">"
        ));
        assert!(
            html.contains("<h3 id=\"s.group-A_20__26__20_B\">A &amp; B</h3><p>1 scheduled</p>")
        );
        assert!(html.contains("No group</h3><p>1 not presented</p>"));
        assert!(html.contains("</svg> scheduled: 1</li>"));
        assert!(html.contains("<td>0</td><td>0</td><td>1</td><td>1</td></tr>"), "{html}");
    }

    #[test]
    fn three_hundred_are_in_clusters_that_a_phone_has_room_for() {
        let set = set((1..=300).map(|n| rec(n, None)).collect());
        let html = drawn(&set, &[]);
        assert_eq!(html.matches("<a class=\"hex").count(), 300);
        assert_eq!(html.matches("role=\"group\"").count(), 10);
        assert!(!html.contains("<h3"), "one group needs no name");
        assert!(html.contains("recommendations 271 to 300</title>"));
    }

    #[test]
    fn a_small_cluster_is_no_line() {
        assert_eq!([1, 2, 3, 4, 5, 9, 10, 17, 30].map(in_a_row), [1, 2, 2, 2, 3, 3, 4, 5, 5]);
    }

    #[test]
    fn nothing_has_no_board() {
        assert_eq!(drawn(&set(Vec::new()), &[]), "");
    }
}
