//! Decisions added, reworded, replaced, amended, clarified.

use chrono::NaiveDate;

use super::{
    data::{Data, Decision},
    differences::{Change, Field},
    register::{Pair, pairs},
};

pub(super) fn compare(old: &Data, new: &Data) -> Vec<Change> {
    let id = |one: &Decision| one.id.clone();
    let pairs = pairs((&old.decisions, &new.decisions), id, |one| Some(told_by(one)));
    pairs.iter().filter_map(change).collect()
}

/// A decision that got another id has its wording still, and was taken where it was.
fn told_by(one: &Decision) -> (&str, Option<NaiveDate>, Option<&str>) {
    (&one.text, one.date, one.meeting.as_deref())
}

fn change(pair: &Pair<'_, Decision>) -> Option<Change> {
    let one = pair.latest();
    let mut change = Change::of(&one.id, &one.url, &one.text);
    let date = Field::of("date", pair, |one| one.date.map(|day| day.to_string()));
    match pair {
        Pair::Added(_) => change.say("added", date),
        Pair::Gone(_) => change.say("gone", date),
        Pair::Both(was, is) => {
            change.say_if_other("renamed", Field::new("id", Some(&was.id), Some(&is.id)));
            change.say_if_other("re-dated", date);
            change.say_if_other("reworded", Field::new("wording", Some(&was.text), Some(&is.text)));
        }
    }
    if pair.after().is_some() {
        say_fate(&mut change, pair);
    }
    change.if_any()
}

/// What later decisions did to it.
fn say_fate(change: &mut Change, pair: &Pair<'_, Decision>) {
    let replaced = Field::of("replaced by", pair, |one| one.replaced_by.clone());
    let amended = Field::of("amended by", pair, |one| Some(one.amended_by.join(", ")));
    let clarified = Field::of("clarified by", pair, |one| Some(one.clarified_by.join(", ")));
    let stands = if replaced.after.is_some() { "replaced" } else { "in force again" };
    change.say_if_other(stands, replaced);
    change.say_if_other("amended", amended);
    change.say_if_other("clarified", clarified);
}
