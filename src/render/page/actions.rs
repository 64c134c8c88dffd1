//! The register of action items, open, closed and as a board, and the page of each item.

use super::{
    Made, ROWS, Scope,
    at::{At, Html, Link, wording_of},
    each,
    frame::{Frame, one_line},
    listing::{Listing, Row, Section, or_dash, state, words},
    part::{self, ActionRow, action_row},
};
use crate::{
    derive::{ActionState, FieldChange, Step},
    model::{ActionId, ActionStatus, Address, Due, Origin, Owner, Target},
    render::html::{self, Base, times},
    source::prose::plain,
    text::plural,
};

/// The columns of a register of items.
pub(super) const COLUMNS: [&str; 5] = ["Item", "What", "Owner", "Due", "State"];

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let registers = scope.ctx.registers;
    if registers.actions.is_empty() {
        return Vec::new();
    }
    let mut pages = split(scope, "actions", "Action items", &registers.open_actions);
    pages.extend(split(scope, "actions/closed", "Closed action items", &registers.closed_actions));
    pages.push(board(scope));
    let mut items: Vec<&ActionState> = registers.actions.values().collect();
    items.sort_by_key(|item| (item.opened, &item.id));
    let numbered: Vec<(usize, &ActionState)> = items.iter().copied().enumerate().collect();
    pages.extend(each(&numbered, |&(n, item)| page(scope, &items, n, item)));
    pages
}

/// A list of items over as many pages as it needs, one at least.
fn split(scope: &Scope<'_>, stem: &str, title: &str, ids: &[ActionId]) -> Vec<Made> {
    let chunks: Vec<&[ActionId]> =
        if ids.is_empty() { vec![&[]] } else { ids.chunks(ROWS).collect() };
    let numbered: Vec<(usize, &[ActionId])> = (1..).zip(chunks).collect();
    each(&numbered, |&(n, ids)| register(scope, stem, title, numbered.len(), n, ids))
}

fn register(
    scope: &Scope<'_>,
    stem: &str,
    title: &str,
    n_pages: usize,
    n: usize,
    ids: &[ActionId],
) -> Made {
    let at = scope.at(part::nth_page(stem, n));
    let title = if n == 1 { title.to_owned() } else { format!("{title}, page {n}") };
    let mut frame = Frame::new(&at, "actions", &title)
        .data(&at, "data/actions.json")
        .data(&at, "data/actions.csv");
    if stem != "actions" || n > 1 {
        frame = frame.below(&at, "actions", "Action items", "actions.html");
    }
    let registers = scope.ctx.registers;
    let (overdue, other): (Vec<&ActionState>, Vec<&ActionState>) =
        ids.iter().filter_map(|id| registers.actions.get(id)).partition(|item| item.is_overdue);
    let heading = if stem == "actions" { "Open" } else { "Closed" };
    let view = Listing::default()
        .lead(lead(&at))
        .section(Section::new("overdue", "Overdue").table(&COLUMNS, rows(&at, overdue)))
        .section(Section::new("list", heading).table(&COLUMNS, rows(&at, other)))
        .section(Section::new("owners", "By owner").list(if stem == "actions" && n == 1 {
            owners(&at)
        } else {
            Vec::new()
        }))
        .pages(part::pager(&at, stem, n_pages, n));
    scope.show("page/actions.html", &frame, &view)
}

/// How many there are, and the other registers.
fn lead(at: &At<'_>) -> Html {
    let registers = at.ctx.registers;
    let (n_open, n_closed) = (registers.open_actions.len(), registers.closed_actions.len());
    let n_overdue = registers
        .open_actions
        .iter()
        .filter(|id| registers.actions.get(*id).is_some_and(|one| one.is_overdue))
        .count();
    Html(format!(
        "<a href=\"{}\">{n_open} open</a>, of which {n_overdue} overdue; <a href=\"{}\">{n_closed} closed</a>. The same as a <a href=\"{}\">board</a>.",
        at.file("actions.html"),
        at.file("actions/closed.html"),
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
        Html(format!("{}: {n_open} open of {}", at.owner(owner).0, items.len()))
    };
    registers.owners.iter().map(line).collect()
}

/// Rows of a register.
pub(super) fn rows<'a>(at: &At<'_>, items: impl IntoIterator<Item = &'a ActionState>) -> Vec<Row> {
    items.into_iter().map(|item| row(&action_row(at, item))).collect()
}

fn row(view: &ActionRow) -> Row {
    let late = if view.late.is_empty() {
        String::new()
    } else {
        format!(" <span class=\"late\">{}</span>", html::escape(&view.late))
    };
    let closed = view.closed.as_ref().map(|day| format!(" {}", day.0)).unwrap_or_default();
    let state = Html(format!("{}{closed}{late}", state(&view.state).0));
    let id =
        Html(format!("<a href=\"{}\">{}</a>", html::escape(&view.href), html::escape(&view.id)));
    Row::new([id, view.title.clone(), view.owners.clone(), view.due.clone(), state])
        .class(&view.state.class)
}

/// The items by status, a section a status.
fn board(scope: &Scope<'_>) -> Made {
    let at = scope.at(Address::new("actions/board.html"));
    let frame = Frame::new(&at, "actions", "Board of action items")
        .below(&at, "actions", "Action items", "actions.html")
        .data(&at, "data/actions.json");
    let columns = [
        ("open", "Open"),
        ("in-progress", "In progress"),
        ("completed", "Completed"),
        ("cancelled", "Cancelled"),
        ("merged", "Merged"),
    ];
    let mut view = Listing::default().lead(lead(&at));
    for (name, heading) in columns {
        let cards = in_order(scope)
            .filter(|item| item.status.name() == name)
            .map(|item| card(&at, item))
            .collect();
        view = view.section(Section::new(name, heading).list(cards));
    }
    scope.show("page/board.html", &frame, &view)
}

fn in_order<'a>(scope: &Scope<'a>) -> impl Iterator<Item = &'a ActionState> {
    let registers = scope.ctx.registers;
    registers
        .open_actions
        .iter()
        .chain(&registers.closed_actions)
        .take(ROWS)
        .filter_map(|id| registers.actions.get(id))
}

fn card(at: &At<'_>, item: &ActionState) -> Html {
    let view = action_row(at, item);
    let overdue =
        if item.is_overdue { format!(" {}", state(&view.state).0) } else { String::new() };
    Html(format!(
        "<a href=\"{}\">{}</a> {}<br>{}, {}{overdue}",
        html::escape(&view.href),
        html::escape(&view.id),
        html::escape(&one_line(&plain(&item.title), 160)),
        view.owners.0,
        view.due.0,
    ))
}

fn page(scope: &Scope<'_>, items: &[&ActionState], n: usize, item: &ActionState) -> Made {
    let target = Target::Action(item.id.clone());
    let at = scope.at(Address::of(&target));
    let neighbour = |n: Option<usize>| {
        n.and_then(|n| items.get(n)).map(|one| at.target(&Target::Action(one.id.clone())))
    };
    let what = scope.ctx.archive.actions.get(&item.id).map(wording_of).unwrap_or_default();
    let frame = Frame::new(&at, "action", &item.id.to_string())
        .of_thing(scope, &at, &target)
        .below(&at, "actions", "Action items", "actions.html")
        .described(format!("{}: {what}", item.id))
        .between("opened", neighbour(n.checked_sub(1)), neighbour(Some(n + 1)))
        .sourced(source(&at, item))
        .data(&at, "data/actions.json");
    let action = scope.ctx.archive.actions.get(&item.id);
    let category = action.and_then(|one| one.category.as_deref());
    let view = Listing::default()
        .extra(action.map(|one| &one.extra))
        .lead(at.wording(&item.title, &item.origin))
        .fact("State", state(&part::action_state(item)))
        .fact("Owner", at.owners(&item.owners))
        .fact("Due", At::due(item.due.as_ref()))
        .fact(
            "First due",
            item.first_due
                .filter(|first| item.due.as_ref().and_then(|due| due.date) != Some(*first))
                .map(|day| Html(times::day(day)))
                .unwrap_or_default(),
        )
        .fact("In short", words(&part::lateness(item)))
        .fact("Opened", Html(format!("{}, {}", times::day(item.opened), at.origin(&item.origin).0)))
        .fact("Closed", item.closed.map(|day| Html(times::day(day))).unwrap_or_default())
        .fact("Category", category.map(words).unwrap_or_default())
        .section(Section::new("history", "History").table(
            &["Day", "Where", "What changed"],
            item.history.iter().map(|step| step_row(&at, step)).collect(),
        ));
    scope.show("page/action.html", &frame, &view)
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
    let overdue = if n_overdue == 0 { String::new() } else { format!(", {n_overdue} overdue") };
    or_dash(Some(&format!("{}{overdue}", plural(n_open, "open item", "open items"))))
}
