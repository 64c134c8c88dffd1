//! Meetings added, renamed, moved, cancelled, held, approved, amended.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    data::{Amendment, Data, Meeting},
    differences::{Change, Field},
    register::{Pair, pairs},
};

/// Compares the meetings of two sites; an old address that leads to the page of another id tells that
/// the meeting was renamed. `redirects` are those of the new site.
pub(super) fn compare(old: &Data, new: &Data, redirects: &BTreeMap<String, String>) -> Vec<Change> {
    let id = |one: &Meeting| one.id.clone();
    let was_at = renamed(old, new, redirects);
    let told_by = |one: &Meeting| {
        let url = one.url.as_str();
        Some(was_at.get(url).copied().unwrap_or(url).to_owned())
    };
    let mut pairs = pairs((&old.meetings, &new.meetings), id, told_by);
    pairs.sort_by(|one, other| one.latest().start.cmp(&other.latest().start));
    pairs.iter().filter_map(change).collect()
}

/// The old address of each meeting that has another id now, by the new one.
fn renamed<'a>(
    old: &'a Data,
    new: &'a Data,
    redirects: &'a BTreeMap<String, String>,
) -> BTreeMap<&'a str, &'a str> {
    let ids: BTreeSet<&str> = new.meetings.iter().map(|one| one.id.as_str()).collect();
    let left = old.meetings.iter().filter(|one| !ids.contains(one.id.as_str()));
    left.filter_map(|one| Some((redirects.get(&one.url)?.as_str(), one.url.as_str()))).collect()
}

fn change(pair: &Pair<'_, Meeting>) -> Option<Change> {
    let one = pair.latest();
    let mut change = Change::of(&one.id, &one.url, &one.title);
    let time = Field::of("time", pair, |one| Some(time(one)));
    match pair {
        Pair::Added(_) => change.say("added", time),
        Pair::Gone(_) => change.say("gone", time),
        Pair::Both(..) => change.say_if_other("moved", time),
    }
    let status = Field::of("status", pair, |one| Some(one.status.clone()));
    match pair {
        Pair::Both(was, is) if was.status != is.status => change.say(happened(was, is), status),
        Pair::Both(..) => {}
        Pair::Added(_) | Pair::Gone(_) => change.fields.push(status),
    }
    if let Pair::Both(was, is) = pair {
        change.say_if_other("renamed", Field::new("id", Some(&was.id), Some(&is.id)));
        say_of_minutes(&mut change, was, is);
        change.say_if_other("retitled", Field::new("title", Some(&was.title), Some(&is.title)));
    }
    change.if_any()
}

fn happened(was: &Meeting, is: &Meeting) -> &'static str {
    match (was.status.as_str(), is.status.as_str()) {
        (_, "cancelled") => "cancelled",
        ("cancelled", _) => "reinstated",
        (_, "held") => "held",
        _ => "status",
    }
}

fn say_of_minutes(change: &mut Change, was: &Meeting, is: &Meeting) {
    let what = if is.approved.is_some() { "approved" } else { "unapproved" };
    if was.approved.is_some() != is.approved.is_some() {
        change.say(what, Field::new("approved", approved(was), approved(is)));
    }
    let amended = is.amendments.iter().filter(|one| !was.amendments.contains(one));
    let amended: Vec<String> = amended.map(amendment).collect();
    if !amended.is_empty() {
        change.say("amended", Field::new("amendment", None::<String>, Some(amended.join("; "))));
    }
}

/// `2017-06-20, at plenary-16`
fn approved(meeting: &Meeting) -> Option<String> {
    let approval = meeting.approved.as_ref()?;
    let day = approval.date.map(|day| day.to_string()).unwrap_or_default();
    Some(match &approval.meeting {
        Some(at) => format!("{day}, at {at}"),
        None => day,
    })
}

fn amendment(one: &Amendment) -> String {
    let day = one.date.map(|day| format!("{day}: ")).unwrap_or_default();
    format!("{day}{}", one.what)
}

/// On its own clock: `2017-06-13 06:00–07:00 UTC`.
fn time(meeting: &Meeting) -> String {
    let (day, start) = day_and_hour(&meeting.start_local);
    let (last_day, end) = day_and_hour(&meeting.end_local);
    let last_day = if day == last_day { String::new() } else { format!("{last_day} ") };
    format!("{day} {start}–{last_day}{end} {}", meeting.zone)
}

/// Day and hour of `2017-06-13T06:00:00+00:00`.
fn day_and_hour(instant: &str) -> (&str, &str) {
    let (day, hour) = instant.split_once('T').unwrap_or((instant, ""));
    (day, hour.get(..5).unwrap_or(hour))
}
