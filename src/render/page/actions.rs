//! The register of action items, open, closed and as a board, and the page of each item.

use chrono::NaiveDate;

use super::{
    Among, Made, Scope,
    at::{At, Html, Link, linked, wording_of},
    each_among,
    frame::{Frame, one_line},
    listing::{Listing, Row, Section, maybe, state, words},
    part::{self, ActionRow, action_row},
    split::{Part, split},
};
use crate::{
    derive::{ActionState, FieldChange, Step},
    model::{Action, ActionId, ActionStatus, Address, Due, Origin, Owner, Target, Wording},
    render::{
        html::{self, Base, escape},
        messages::Given,
        picture,
    },
    source::prose::plain,
};

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let registers = scope.ctx.registers;
    if registers.actions.is_empty() {
        return Vec::new();
    }
    let word = |key| scope.ctx.messages.text(key);
    let title = word("actions.action_items");
    let mut pages = split("actions", title, &registers.open_actions, |part| {
        register(scope, part, word("actions.open"))
    });
    let title = word("actions.closed_action_items");
    pages.extend(split(CLOSED, title, &registers.closed_actions, |part| {
        register(scope, part, word("actions.closed"))
    }));
    pages.push(board(scope));
    let mut items: Vec<&ActionState> = registers.actions.values().collect();
    items.sort_by_key(|item| (item.opened, &item.id));
    pages.extend(each_among(&items, |item| page(scope, item)));
    pages
}

const CLOSED: &str = "actions/closed";

/// A page of open or closed items; the first of all has those of each owner too.
fn register(scope: &Scope<'_>, part: &Part<'_, ActionId>, heading: &str) -> Made {
    let at = scope.at(part.address())?;
    let is_first = at.page.as_str() == "actions.html";
    let mut frame = Frame::new(&at, "actions", &part.title(&at))
        .data(&at, "data/actions.json")
        .data(&at, "data/actions.csv");
    if !is_first {
        frame = below(frame, &at);
    }
    let actions = &scope.ctx.registers.actions;
    let items = part.rows.iter().filter_map(|id| actions.get(id));
    let (overdue, other): (Vec<_>, Vec<_>) = items.partition(|item| item.is_overdue);
    let owners = if is_first { owners(&at) } else { Vec::new() };
    let over_time = if is_first { picture::actions_over_time(&at.ctx) } else { String::new() };
    let view = Listing::default()
        .lead(lead(&at))
        .section(section(&at, "overdue", at.word("actions.overdue"), overdue))
        .section(section(&at, "list", heading, other))
        .section(Section::new("owners", at.word("actions.by_owner")).list(owners))
        .section(Section::new("over-time", at.word("actions.over_time")).html(Html(over_time)))
        .rows(part.rows(&at, Some("action")).map(|rows| rows.also(&by_owner(&at))))
        .pages(part.pager(&at));
    scope.show("page/actions.html", &frame, &view)
}

/// Puts a page below the register.
pub(super) fn below(frame: Frame, at: &At<'_>) -> Frame {
    frame.below(at, "actions", at.word("actions.action_items"), "actions.html")
}

/// Where every owner's items are led to.
fn by_owner(at: &At<'_>) -> Link {
    at.link(
        at.word("actions.pages_of_owners"),
        Some(&Address::new("actions.html").with_fragment("s.owners")),
    )
}

fn lead(at: &At<'_>) -> Html {
    let registers = at.ctx.registers;
    let (n_open, n_closed) = (registers.open_actions.len(), registers.closed_actions.len());
    let n_overdue = registers.n_overdue();
    let overdue = match n_overdue {
        0 => at.word("actions.none_of_them_overdue").to_owned(),
        n if n == n_open => at.word("actions.all_of_them_overdue").to_owned(),
        n => at.count("actions.n_of_them_overdue", n),
    };
    let open = linked(&at.file("actions.html"), &at.count("actions.n_open", n_open));
    let closed = at.count("actions.n_closed", n_closed);
    let closed = linked(&at.file("actions/closed.html"), &closed);
    let board = linked(&at.file("actions/board.html"), at.word("actions.a_board"));
    let overdue = escape(&overdue);
    at.say_html(
        "actions.lead",
        &[("open", &open), ("overdue", &overdue), ("closed", &closed), ("board", &board)],
    )
}

fn owners(at: &At<'_>) -> Vec<Html> {
    let registers = at.ctx.registers;
    let line = |(owner, items): (&Owner, &Vec<ActionId>)| {
        let n_open = items
            .iter()
            .filter(|id| registers.actions.get(*id).is_some_and(|one| one.status.is_open()))
            .count();
        let (n_open, n_all) = (at.number(n_open), at.number(items.len()));
        let owner = at.owner(owner);
        at.say_html(
            "actions.n_open_of_owner",
            &[("owner", &owner), ("n_open", &n_open), ("n_all", &n_all)],
        )
    };
    registers.owners.iter().map(line).collect()
}

/// The items of an owner, open ones first.
pub(super) fn of_owner<'a>(scope: &Scope<'a>, owner: &Owner) -> Vec<&'a ActionState> {
    let registers = scope.ctx.registers;
    let ids = registers.owners.get(owner).into_iter().flatten();
    ids.filter_map(|id| registers.actions.get(id)).collect()
}

const COLUMNS: [&str; 6] = [
    "columns.item",
    "columns.what",
    "columns.owner",
    "columns.due",
    "columns.from",
    "columns.state",
];

/// Items as a section of a page.
pub(super) fn section<'a>(
    at: &At<'_>,
    id: &str,
    heading: &str,
    items: impl IntoIterator<Item = &'a ActionState>,
) -> Section {
    let rows = items.into_iter().map(|item| row(&action_row(at, item))).collect();
    Section::new(id, heading).table(at, &COLUMNS, rows).choose_by(&["owner", "from", "state"])
}

fn row(view: &ActionRow) -> Row {
    let late = match view.late.as_str() {
        "" => String::new(),
        late => format!(" <span class=\"late\">{}</span>", escape(late)),
    };
    let closed = view.closed.as_ref().map(|day| format!(" {}", day.0)).unwrap_or_default();
    let state = Html(format!("{}{closed}{late}", state(&view.state).0));
    let id = linked(&view.href, &view.id);
    Row::new([
        id,
        view.title.clone(),
        view.owners.clone(),
        view.due.clone(),
        view.origin.clone(),
        state,
    ])
    .class(&view.state.class)
}

/// The columns of the board: a status each.
const BOARD: [(&str, &str); 5] = [
    ("open", "actions.open"),
    ("in-progress", "actions.in_progress"),
    ("completed", "actions.completed"),
    ("cancelled", "actions.cancelled"),
    ("merged", "actions.merged"),
];

/// The items by status, a section a status.
fn board(scope: &Scope<'_>) -> Made {
    let at = scope.at(Address::new("actions/board.html"))?;
    let frame = Frame::new(&at, "actions", at.word("actions.board"));
    let frame = below(frame, &at).data(&at, "data/actions.json");
    let columns = BOARD.into_iter().map(|(name, heading)| {
        let items: Vec<_> = in_order(scope).filter(|item| item.status.name() == name).collect();
        column(&at, name, at.word(heading), &items)
    });
    let view = Listing::default().lead(lead(&at)).sections(columns);
    scope.show("page/board.html", &frame, &view)
}

/// How many items of a status are seen before the column is opened, and how many it has at most.
const CARDS: [usize; 2] = [12, 100];

/// The items of a status; where they are very many, the register has the others.
fn column(at: &At<'_>, name: &str, heading: &str, items: &[&ActionState]) -> Section {
    let [n_first, n_most] = CARDS;
    let mut cards: Vec<Html> = items.iter().take(n_most).map(|item| card(at, item)).collect();
    if let Some(n_other) = items.len().checked_sub(n_most).filter(|n| *n > 0) {
        let path = if name == "open" || name == "in-progress" {
            "actions.html"
        } else {
            "actions/closed.html"
        };
        let words = at.count("actions.n_more_in_register", n_other);
        cards.push(linked(&at.file(path), &words));
    }
    Section::new(name, heading).list(cards).fold(at, n_first, "folded.more_items")
}

fn in_order<'a>(scope: &Scope<'a>) -> impl Iterator<Item = &'a ActionState> {
    let registers = scope.ctx.registers;
    let ids = registers.open_actions.iter().chain(&registers.closed_actions);
    ids.filter_map(|id| registers.actions.get(id))
}

fn card(at: &At<'_>, item: &ActionState) -> Html {
    let view = action_row(at, item);
    let overdue =
        if item.is_overdue { format!(" {}", state(&view.state).0) } else { String::new() };
    let link = linked(&view.href, &view.id).0;
    let title = escape(&one_line(&plain(&item.title), 160));
    let told = at.join([view.owners, view.due]);
    Html(format!("{link} {title}<br>{told}{overdue}"))
}

fn target(item: &ActionState) -> Target {
    Target::Action(item.id.clone())
}

fn page(scope: &Scope<'_>, among: &Among<&ActionState>) -> Made {
    let item = among.one;
    let at = scope.at(Address::of(&target(item)))?;
    let action = scope.ctx.archive.actions.get(&item.id);
    let action = action.map(|action| &**action);
    let what = action.map(wording_of).unwrap_or_default();
    let frame = Frame::new(&at, "action", item.id.as_str()).of_thing(scope, &at, &target(item));
    let frame = below(frame, &at)
        .described(format!("{}: {what}", item.id))
        .between(
            ["neighbours.previous_opened", "neighbours.next_opened"].map(|key| at.word(key)),
            among.links(&at, target),
        )
        .sourced(&at, source(&at, item))
        .data(&at, "data/actions.json");
    scope.show("page/action.html", &frame, &view(&at, item, action))
}

fn view(at: &At<'_>, item: &ActionState, action: Option<&Action>) -> Listing {
    let due = item.due.as_ref().and_then(|due| due.date);
    let opened = at.join([at.day(item.opened), at.origin(&item.origin)]);
    let steps = item.history.iter().map(|step| step_row(at, step)).collect();
    let history = Section::new("history", at.word("actions.history"));
    Listing::default()
        .extra(action.map(|one| &one.extra))
        .lead(at.wording(&item.title, &item.origin))
        .fact(at.word("columns.state"), state(&part::action_state(at, item)))
        .fact(at.word("columns.owner"), at.owners(&item.owners))
        .fact(at.word("columns.due"), at.due(item.due.as_ref()))
        .fact(
            at.word("columns.first_due"),
            at.maybe_day(item.first_due.filter(|first| due != Some(*first))),
        )
        .fact(at.word("columns.opened"), opened)
        .fact(at.word("columns.closed"), at.maybe_day(item.closed))
        .fact(at.word("columns.category"), maybe(action.and_then(|one| one.category.as_deref())))
        .section(history.html(Html(format!("<p class=\"story\">{}</p>", story(at, item)))).table(
            at,
            &["columns.day", "columns.where", "columns.what_changed"],
            steps,
        ))
}

/// The history in a sentence: "Opened on 13 June 2017, re-dated twice, completed on 12 July 2017,
/// 19 days late."
fn story(at: &At<'_>, item: &ActionState) -> Html {
    let (day, origin) = (at.day(item.opened), at.origin(&item.origin));
    let opened = at.say_html("actions.opened_on", &[("day", &day), ("origin", &origin)]);
    let (n_owners, n_wordings) = handed_on(item);
    let then = [
        part::redated(at, item),
        part::times_over(at, n_owners, HANDED_ON),
        part::times_over(at, n_wordings, REWORDED),
    ];
    let plain = |text: String| Html(escape(&text));
    let then = then.into_iter().flatten().map(plain);
    let late = part::days_late(at, item).map(plain);
    let told = at.join([opened].into_iter().chain(then).chain([ending(at, item)]).chain(late));
    at.say_html("actions.story", &[("story", &told)])
}

const HANDED_ON: [&str; 3] =
    ["actions.handed_on_once", "actions.handed_on_twice", "actions.handed_on_times"];
const REWORDED: [&str; 3] =
    ["actions.reworded_once", "actions.reworded_twice", "actions.reworded_times"];

/// How often it got other owners, and another wording.
fn handed_on(item: &ActionState) -> (usize, usize) {
    let changes = || item.history.iter().flat_map(|step| &step.changes);
    let owners = changes().filter(|one| matches!(one, FieldChange::Owners(Some(_), _)));
    let titles = changes().filter(|one| matches!(one, FieldChange::Title(Some(_), _)));
    (owners.count(), titles.count())
}

/// What became of it: "completed on 12 July 2017", "due in 8 days", "open".
fn ending(at: &At<'_>, item: &ActionState) -> Html {
    if let Some(day) = item.closed {
        return status(at, &item.status, Some(day));
    }
    let state = part::status(at, &item.status).word;
    let due = item.due.as_ref().and_then(|due| due.date);
    let days = due.map(|due| usize::try_from((due - at.ctx.registers.as_of).num_days()));
    let given: &Given<'_> = &[("state", &state)];
    Html(escape(&match days {
        Some(Ok(0)) => at.say("actions.due_today", given),
        Some(Ok(days)) => at.ctx.messages.count("actions.due_in", days, given),
        Some(Err(_)) => at.say("actions.still", given),
        None => at.say("actions.never_due", given),
    }))
}

/// The file that opened an item.
fn source<'a>(at: &At<'a>, item: &ActionState) -> &'a str {
    let meeting = match &item.origin {
        Origin::Meeting(id) => at.ctx.archive.meetings.get(id),
        Origin::Other(_) => None,
    };
    // An entry of `actions.toml` may name a meeting; its file is still that one.
    let events = at.ctx.archive.actions.get(&item.id).map(|one| one.events.as_slice());
    let opening = events.and_then(<[_]>::first);
    let own = meeting.filter(|one| opening.is_none_or(|event| event.span.file == one.file));
    own.map_or("content/actions.toml", |one| one.source.as_str())
}

fn step_row(at: &At<'_>, step: &Step) -> Row {
    let told = step.changes.iter().map(|change| change_words(at, change).0);
    let mut told: Vec<String> = told.collect();
    if let Some(note) = &step.note {
        let base = Base::Quoted { on: &at.page, home: &at.page };
        let note = html::words(&at.ctx, note, &base);
        told.push(at.say_html("history.note", &[("note", &note)]).0);
    }
    if told.is_empty() {
        told.push(escape(at.word("history.no_change")));
    }
    Row::new([at.day(step.date), at.origin_at(&step.origin, &step.anchor), Html(told.join("<br>"))])
}

fn change_words(at: &At<'_>, change: &FieldChange) -> Html {
    let wording = |words: &Wording| Html(escape(&plain(words)));
    let due = |due: &Due| at.due(Some(due));
    let (first, other, from, to) = match change {
        FieldChange::Title(from, to) => {
            ("history.opened", "history.reworded", from.as_ref().map(wording), wording(to))
        }
        FieldChange::Owners(from, to) => {
            let from = from.as_ref().map(|from| at.owners(from));
            ("history.owner", "history.other_owner", from, at.owners(to))
        }
        FieldChange::Due(from, to) => {
            ("history.due", "history.other_due", from.as_ref().map(due), due(to))
        }
        FieldChange::Status(from, to, on) => {
            let from = from.as_ref().map(|from| status(at, from, None));
            ("history.state", "history.other_state", from, status(at, to, *on))
        }
    };
    match from {
        Some(from) => at.say_html(other, &[("to", &to), ("from", &from)]),
        None => at.say_html(first, &[("to", &to)]),
    }
}

/// A status in words, with its day where that is told.
fn status(at: &At<'_>, status: &ActionStatus, on: Option<NaiveDate>) -> Html {
    let state = Html(escape(&part::status(at, status).word));
    match on {
        Some(day) => at.say_html("states.on_day", &[("state", &state), ("day", &at.day(day))]),
        None => state,
    }
}

/// "3 open, 1 overdue", for other pages.
pub(super) fn in_short(at: &At<'_>, n_open: usize, n_overdue: usize) -> Html {
    let open = at.count("actions.n_open_items", n_open);
    let overdue = (n_overdue > 0).then(|| at.count("actions.n_overdue", n_overdue));
    words(&at.ctx.messages.list([open].into_iter().chain(overdue)))
}
