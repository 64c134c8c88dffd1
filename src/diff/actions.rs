//! Action items opened, closed, reopened, re-dated, re-owned, reworded.

use std::collections::BTreeMap;

use super::{
    data::{Action, Data, Opened},
    differences::{Change, Field},
    register::{Pair, pairs},
};

type Names<'a> = BTreeMap<&'a str, &'a str>;

pub(super) fn compare(old: &Data, new: &Data) -> Vec<Change> {
    let names = (old.names(), new.names());
    let id = |one: &Action| one.id.clone();
    let pairs = pairs((&old.actions, &new.actions), id, |one| Some(told_by(one)));
    pairs.iter().filter_map(|pair| change(pair, &names)).collect()
}

/// An item that got another id has its wording still, and was opened where it was.
fn told_by(one: &Action) -> (&str, &Opened) {
    (&one.title, &one.opened)
}

fn change(pair: &Pair<'_, Action>, names: &(Names<'_>, Names<'_>)) -> Option<Change> {
    let one = pair.latest();
    let mut change = Change::of(&one.id, &one.url, &one.title);
    match pair {
        Pair::Added(_) => change.changes.push("opened"),
        Pair::Gone(_) => change.changes.push("gone"),
        Pair::Both(was, is) => {
            change.say_if_other("renamed", Field::new("id", Some(&was.id), Some(&is.id)));
        }
    }
    say_status(&mut change, pair);
    say_terms(&mut change, pair, names);
    if let Pair::Both(was, is) = pair {
        change.say_if_other("reworded", Field::new("wording", Some(&was.title), Some(&is.title)));
    }
    change.if_any()
}

fn say_status(change: &mut Change, pair: &Pair<'_, Action>) {
    let field = Field::of("status", pair, |one| Some(status(one)));
    let was_open = pair.before().is_none_or(is_open);
    let is_open = pair.after().is_none_or(is_open);
    match (was_open, is_open) {
        (true, false) => change.say("closed", field),
        (false, true) if pair.after().is_some() => change.say("reopened", field),
        _ if matches!(pair, Pair::Both(..)) => change.say_if_other("status", field),
        _ => change.fields.push(field),
    }
}

/// Owner and due date are told in any case: whoever reads of an item asks for them.
fn say_terms(change: &mut Change, pair: &Pair<'_, Action>, names: &(Names<'_>, Names<'_>)) {
    let due = Field::of("due", pair, due);
    let owner = Field::new(
        "owner",
        pair.before().map(|one| owners(one, &names.0)),
        pair.after().map(|one| owners(one, &names.1)),
    );
    if let Pair::Both(was, is) = pair {
        let is_other_due = due.before != due.after;
        change.changes.extend(is_other_due.then_some("re-dated"));
        change.changes.extend((was.owners != is.owners).then_some("re-owned"));
    }
    change.fields.extend([owner, due]);
}

fn is_open(one: &Action) -> bool {
    matches!(one.status.as_str(), "open" | "in-progress")
}

/// `completed 2017-06-20`, `merged into P15-2`
fn status(one: &Action) -> String {
    let into = one.merged_into.as_ref().map(|into| format!(" into {into}")).unwrap_or_default();
    let closed = one.closed.map(|day| format!(" {day}")).unwrap_or_default();
    format!("{}{into}{closed}", one.status)
}

/// The day, else the words.
fn due(one: &Action) -> Option<String> {
    one.due.date.map(|day| day.to_string()).or_else(|| one.due.text.clone())
}

fn owners(one: &Action, names: &Names<'_>) -> String {
    let name = |id: &String| names.get(id.as_str()).map_or(id.clone(), |name| (*name).to_owned());
    one.owners.iter().map(name).collect::<Vec<_>>().join(", ")
}
