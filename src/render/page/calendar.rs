//! The calendar: meetings by month, those to come first.

use std::{collections::BTreeMap, iter};

use super::{
    Made, ROWS, Scope,
    at::{At, Html, linked},
    frame::Frame,
    listing::Listing,
    meetings::{calendar, of_status, section},
};
use crate::model::{Address, Meeting, MeetingId, MeetingStatus};

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    if scope.ctx.archive.meetings.is_empty() { Vec::new() } else { vec![page(scope)] }
}

fn page(scope: &Scope<'_>) -> Made {
    let at = scope.at(Address::new("calendar.html"));
    let frame = Frame::new(&at, "calendar", "Calendar")
        .also(&at, "calendar.ics", "text/calendar", "All meetings as a calendar")
        .data(&at, "data/meetings.json");
    let to_come = of_status(scope, MeetingStatus::Scheduled).take(ROWS);
    let months = months(scope).into_iter().rev();
    let months = months.map(|(month, ids)| section(&at, &format!("m{month}"), &month, ids));
    let view = Listing::default()
        .lead(subscribe(scope, &at))
        .section(section(&at, "to-come", "To come", to_come))
        .sections(months);
    scope.show("page/calendar.html", &frame, &view)
}

/// What is not to come, newest first, by month.
fn months<'a>(scope: &Scope<'a>) -> BTreeMap<String, Vec<&'a MeetingId>> {
    let statuses = &scope.ctx.registers.statuses;
    let is_past = |one: &&Meeting| statuses.get(&one.id) != Some(&MeetingStatus::Scheduled);
    let newest_first = scope.ctx.archive.meetings_in_order().rev().filter(is_past);
    let mut months: BTreeMap<String, Vec<&MeetingId>> = BTreeMap::new();
    for meeting in newest_first.take(ROWS) {
        months.entry(meeting.date.format("%Y-%m").to_string()).or_default().push(&meeting.id);
    }
    months
}

/// The calendars to subscribe to.
fn subscribe(scope: &Scope<'_>, at: &At<'_>) -> Html {
    let all = linked(&at.file("calendar.ics"), "all meetings");
    let series = scope.ctx.archive.site.series.iter();
    let with_meetings = series.filter(|series| scope.index.series.contains_key(&series.id));
    let each = with_meetings.map(|series| linked(&calendar(at, series), &series.name));
    let links: Vec<String> = iter::once(all).chain(each).map(|link| link.0).collect();
    Html(format!("Subscribe to {}.", links.join(", ")))
}
