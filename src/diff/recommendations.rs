//! Recommendations whose status, briefing or target is another.

use super::{
    data::{Data, Recommendation},
    differences::{Change, Field},
    register::{Pair, pairs},
};

pub(super) fn compare(old: &Data, new: &Data) -> Vec<Change> {
    let told_by = |_| None::<()>;
    let pairs = pairs((&old.recommendations, &new.recommendations), id, told_by);
    pairs.iter().filter_map(change).collect()
}

/// `ssr1/10`
fn id(one: &Recommendation) -> String {
    format!("{}/{}", one.set, one.number)
}

fn change(pair: &Pair<'_, Recommendation>) -> Option<Change> {
    let one = pair.latest();
    let mut change = Change::of(&id(one), &one.url, &one.title);
    let status = Field::of("status", pair, |one| one.status.clone());
    let briefing = Field::of("briefing", pair, |one| Some(one.briefing.replace('-', " ")));
    let target = Field::of("target", pair, |one| one.target.map(|day| day.to_string()));
    match pair {
        Pair::Added(_) => change.say("added", status),
        Pair::Gone(_) => change.say("gone", status),
        Pair::Both(was, is) => {
            change.say_if_other("status", status);
            change.say_if_other("briefing", briefing);
            change.say_if_other("target", target);
            change.say_if_other("retitled", Field::new("title", Some(&was.title), Some(&is.title)));
        }
    }
    change.if_any()
}
