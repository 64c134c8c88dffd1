//! The register of action items, open, closed and as a board, and the page of each item.

use super::{
    Among, Made, Scope,
    at::{At, Html, Link, linked, wording_of},
    each_among,
    frame::{Frame, one_line},
    listing::{Listing, Row, Section, maybe, maybe_day, or_dash, state},
    part::{self, ActionRow, action_row},
    split::{Part, split},
};
use crate::{
    derive::{ActionState, FieldChange, Step},
    model::{Action, ActionId, ActionStatus, Address, Due, Origin, Owner, Target},
    render::{
        html::{self, Base, times},
        picture,
    },
    source::prose::plain,
    text::{number, plural},
};

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let registers = scope.ctx.registers;
    if registers.actions.is_empty() {
        return Vec::new();
    }
    let mut pages = split("actions", "Action items", &registers.open_actions, |part| {
        register(scope, part, "Open")
    });
    pages.extend(split(CLOSED, "Closed action items", &registers.closed_actions, |part| {
        register(scope, part, "Closed")
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
    let at = scope.at(part.address());
    let is_first = at.page.as_str() == "actions.html";
    let mut frame = Frame::new(&at, "actions", &part.title())
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
        .section(section(&at, "overdue", "Overdue", overdue))
        .section(section(&at, "list", heading, other))
        .section(Section::new("owners", "By owner").list(owners))
        .section(Section::new("over-time", "Open actions over time").html(Html(over_time)))
        .rows(part.rows(&at, Some("action")).map(|rows| rows.also(&by_owner(&at))))
        .pages(part.pager(&at));
    scope.show("page/actions.html", &frame, &view)
}

/// Puts a page below the register.
pub(super) fn below(frame: Frame, at: &At<'_>) -> Frame {
    frame.below(at, "actions", "Action items", "actions.html")
}

/// Where every owner's items are led to.
fn by_owner(at: &At<'_>) -> Link {
    at.link(
        "the pages of their owners",
        Some(&Address::new("actions.html").with_fragment("s.owners")),
    )
}

fn lead(at: &At<'_>) -> Html {
    let registers = at.ctx.registers;
    let (n_open, n_closed) = (registers.open_actions.len(), registers.closed_actions.len());
    let n_overdue = registers
        .open_actions
        .iter()
        .filter(|id| registers.actions.get(*id).is_some_and(|one| one.is_overdue))
        .count();
    let overdue = match n_overdue {
        0 => "none of them".to_owned(),
        n if n == n_open => "all of them".to_owned(),
        n => format!("{} of them", number(n)),
    };
    Html(format!(
        "<a href=\"{}\">{} open</a>, {overdue} overdue; <a href=\"{}\">{} closed</a>. They can also be seen as <a href=\"{}\">a board</a>, a column a status.",
        at.file("actions.html"),
        number(n_open),
        at.file("actions/closed.html"),
        number(n_closed),
        at.file("actions/board.html"),
    ))
}

fn owners(at: &At<'_>) -> Vec<Html> {
    let registers = at.ctx.registers;
    let line = |(owner, items): (&Owner, &Vec<ActionId>)| {
        let n_open = items
            .iter()
            .filter(|id| registers.actions.get(*id).is_some_and(|one| one.status.is_open()))
            .count();
        Html(format!("{}: {} open of {}", at.owner(owner).0, number(n_open), number(items.len())))
    };
    registers.owners.iter().map(line).collect()
}

/// The items of an owner, open ones first.
pub(super) fn of_owner<'a>(scope: &Scope<'a>, owner: &Owner) -> Vec<&'a ActionState> {
    let registers = scope.ctx.registers;
    let ids = registers.owners.get(owner).into_iter().flatten();
    ids.filter_map(|id| registers.actions.get(id)).collect()
}

/// Items as a section of a page.
pub(super) fn section<'a>(
    at: &At<'_>,
    id: &str,
    heading: &str,
    items: impl IntoIterator<Item = &'a ActionState>,
) -> Section {
    let rows = items.into_iter().map(|item| row(&action_row(at, item))).collect();
    Section::new(id, heading)
        .table(&["Item", "What", "Owner", "Due", "From", "State"], rows)
        .choose_by(&["Owner", "From", "State"])
}

fn row(view: &ActionRow) -> Row {
    let late = match view.late.as_str() {
        "" => String::new(),
        late => format!(" <span class=\"late\">{}</span>", html::escape(late)),
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
    ("open", "Open"),
    ("in-progress", "In progress"),
    ("completed", "Completed"),
    ("cancelled", "Cancelled"),
    ("merged", "Merged"),
];

/// The items by status, a section a status.
fn board(scope: &Scope<'_>) -> Made {
    let at = scope.at(Address::new("actions/board.html"));
    let frame = Frame::new(&at, "actions", "Board of action items");
    let frame = below(frame, &at).data(&at, "data/actions.json");
    let columns = BOARD.into_iter().map(|(name, heading)| {
        let items: Vec<_> = in_order(scope).filter(|item| item.status.name() == name).collect();
        column(&at, name, heading, &items)
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
        let words = format!("{} more, in the register", number(n_other));
        cards.push(linked(&at.file(path), &words));
    }
    Section::new(name, heading).list(cards).fold(n_first, "item", "items")
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
    let title = html::escape(&one_line(&plain(&item.title), 160));
    Html(format!("{link} {title}<br>{}, {}{overdue}", view.owners.0, view.due.0))
}

fn target(item: &ActionState) -> Target {
    Target::Action(item.id.clone())
}

fn page(scope: &Scope<'_>, among: &Among<&ActionState>) -> Made {
    let item = among.one;
    let at = scope.at(Address::of(&target(item)));
    let action = scope.ctx.archive.actions.get(&item.id);
    let what = action.map(wording_of).unwrap_or_default();
    let frame = Frame::new(&at, "action", item.id.as_str()).of_thing(scope, &at, &target(item));
    let frame = below(frame, &at)
        .described(format!("{}: {what}", item.id))
        .between("opened", among.links(&at, target))
        .sourced(source(&at, item))
        .data(&at, "data/actions.json");
    scope.show("page/action.html", &frame, &view(&at, item, action))
}

fn view(at: &At<'_>, item: &ActionState, action: Option<&Action>) -> Listing {
    let due = item.due.as_ref().and_then(|due| due.date);
    let opened = format!("{}, {}", times::day(item.opened), at.origin(&item.origin).0);
    let steps = item.history.iter().map(|step| step_row(at, step)).collect();
    let history = Section::new("history", "History");
    Listing::default()
        .extra(action.map(|one| &one.extra))
        .lead(at.wording(&item.title, &item.origin))
        .fact("State", state(&part::action_state(item)))
        .fact("Owner", at.owners(&item.owners))
        .fact("Due", At::due(item.due.as_ref()))
        .fact("First due", maybe_day(item.first_due.filter(|first| due != Some(*first))))
        .fact("Opened", Html(opened))
        .fact("Closed", maybe_day(item.closed))
        .fact("Category", maybe(action.and_then(|one| one.category.as_deref())))
        .section(
            history
                .html(Html(format!("<p class=\"story\">{}</p>", story(at, item))))
                .table(&["Day", "Where", "What changed"], steps),
        )
}

/// The history in a sentence: "Opened on 13 June 2017, re-dated twice, completed on 12 July 2017,
/// 19 days late."
fn story(at: &At<'_>, item: &ActionState) -> String {
    let opened = format!("Opened on {} ({})", times::day(item.opened), at.origin(&item.origin).0);
    let moved = part::redated(item);
    let (n_owners, n_wordings) = handed_on(item);
    let passed = times_over(n_owners, "handed on");
    let reworded = times_over(n_wordings, "reworded");
    let told = [Some(opened), moved, passed, reworded, Some(ending(at, item))];
    let late = part::days_late(item);
    let told: Vec<String> = told.into_iter().flatten().chain(late).collect();
    format!("{}.", told.join(", "))
}

/// How often it got other owners, and another wording.
fn handed_on(item: &ActionState) -> (usize, usize) {
    let changes = || item.history.iter().flat_map(|step| &step.changes);
    let owners = changes().filter(|one| matches!(one, FieldChange::Owners(Some(_), _)));
    let titles = changes().filter(|one| matches!(one, FieldChange::Title(Some(_), _)));
    (owners.count(), titles.count())
}

/// "handed on twice"; none where it never happened.
fn times_over(n: usize, what: &str) -> Option<String> {
    match n {
        0 => None,
        1 => Some(what.to_owned()),
        2 => Some(format!("{what} twice")),
        n => Some(format!("{what} {} times", number(n))),
    }
}

/// What became of it: "completed on 12 July 2017", "due in 8 days", "open".
fn ending(at: &At<'_>, item: &ActionState) -> String {
    let word = html::escape(&part::status(&item.status).word);
    if let Some(day) = item.closed {
        return format!("{word} on {}", times::day(day));
    }
    let due = item.due.as_ref().and_then(|due| due.date);
    let days = due.map(|due| (due - at.ctx.registers.as_of).num_days());
    match days {
        Some(0) => format!("{word} and due today"),
        Some(1) => format!("{word} and due in a day"),
        Some(days) if days > 1 => format!("{word} and due in {} days", number(days)),
        Some(_) => format!("still {word}"),
        None => format!("{word}, with no due date"),
    }
}

/// The file that opened an item.
fn source(at: &At<'_>, item: &ActionState) -> Link {
    let meeting = match &item.origin {
        Origin::Meeting(id) => at.ctx.archive.meetings.get(id),
        Origin::Other(_) => None,
    };
    // An entry of `actions.toml` may name a meeting; its file is still that one.
    let events = at.ctx.archive.actions.get(&item.id).map(|one| one.events.as_slice());
    let opening = events.and_then(<[_]>::first);
    let own = meeting.filter(|one| opening.is_none_or(|event| event.span.file == one.file));
    at.source(own.map_or("content/actions.toml", |one| one.source.as_str()))
}

fn step_row(at: &At<'_>, step: &Step) -> Row {
    let mut told: Vec<String> =
        step.changes.iter().map(|change| change_words(at, change)).collect();
    if let Some(note) = &step.note {
        let base = Base::Quoted { on: &at.page, home: &at.page };
        told.push(format!("Note: {}", html::words(&at.ctx, note, &base)));
    }
    if told.is_empty() {
        told.push("Reviewed, with no change".into());
    }
    Row::new([
        Html(times::day(step.date)),
        at.origin_at(&step.origin, &step.anchor),
        Html(told.join("<br>")),
    ])
}

fn change_words(at: &At<'_>, change: &FieldChange) -> String {
    match change {
        FieldChange::Title(None, to) => format!("Opened: {}", html::escape(&plain(to))),
        FieldChange::Title(Some(_), to) => format!("Reworded: {}", html::escape(&plain(to))),
        FieldChange::Owners(None, to) => format!("Owner: {}", at.owners(to).0),
        FieldChange::Owners(Some(from), to) => {
            format!("Owner: {} instead of {}", at.owners(to).0, at.owners(from).0)
        }
        FieldChange::Due(None, to) => format!("Due: {}", due(to)),
        FieldChange::Due(Some(from), to) => {
            format!("Due: {} instead of {}", due(to), due(from))
        }
        FieldChange::Status(None, to, on) => format!("State: {}", status(to, *on)),
        FieldChange::Status(Some(from), to, on) => format!(
            "State: {} instead of {}",
            status(to, *on),
            html::escape(&part::status(from).word)
        ),
    }
}

fn due(due: &Due) -> String {
    At::due(Some(due)).0
}

fn status(status: &ActionStatus, on: Option<chrono::NaiveDate>) -> String {
    let on = on.map(|day| format!(" on {}", times::day(day))).unwrap_or_default();
    html::escape(&part::status(status).word) + &on
}

/// "3 open, 1 overdue", for other pages.
pub(super) fn in_short(n_open: usize, n_overdue: usize) -> Html {
    let overdue =
        if n_overdue == 0 { String::new() } else { format!(", {} overdue", number(n_overdue)) };
    or_dash(Some(&format!("{}{overdue}", plural(n_open, "open item", "open items"))))
}
