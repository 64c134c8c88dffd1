//! The calendar: meetings by month, those to come first.

use std::collections::BTreeMap;

use super::{
    Made, ROWS, Scope,
    at::Html,
    frame::Frame,
    listing::{Listing, Section},
    teams::meeting_rows,
};
use crate::{
    model::{Address, Meeting, MeetingId, MeetingStatus},
    render::html::escape,
};

const COLUMNS: [&str; 4] = ["Meeting", "Day", "Time", "State"];

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    if scope.ctx.archive.meetings.is_empty() { Vec::new() } else { vec![page(scope)] }
}

fn page(scope: &Scope<'_>) -> Made {
    let at = scope.at(Address::new("calendar.html"));
    let frame = Frame::new(&at, "calendar", "Calendar")
        .also(&at, "calendar.ics", "text/calendar", "All meetings as a calendar")
        .data(&at, "data/meetings.json");
    let statuses = &scope.ctx.registers.statuses;
    let is_to_come =
        |meeting: &&Meeting| statuses.get(&meeting.id) == Some(&MeetingStatus::Scheduled);
    let (to_come, past): (Vec<&Meeting>, Vec<&Meeting>) =
        scope.ctx.archive.meetings_in_order().partition(is_to_come);
    let mut months: BTreeMap<String, Vec<&MeetingId>> = BTreeMap::new();
    for meeting in past.iter().rev().take(ROWS) {
        months.entry(meeting.date.format("%Y-%m").to_string()).or_default().push(&meeting.id);
    }
    let next = meeting_rows(&at, to_come.iter().take(ROWS).map(|meeting| &meeting.id));
    let mut view = Listing::default()
        .lead(subscribe(&at))
        .section(Section::new("to-come", "To come").table(&COLUMNS, next));
    for (month, ids) in months.into_iter().rev() {
        view = view.section(
            Section::new(&format!("m{month}"), &month).table(&COLUMNS, meeting_rows(&at, ids)),
        );
    }
    scope.show("page/calendar.html", &frame, &view)
}

/// The calendars to subscribe to.
fn subscribe(at: &super::at::At<'_>) -> Html {
    let all = format!("<a href=\"{}\">all meetings</a>", at.file("calendar.ics"));
    let has_meetings = |series: &&crate::model::Series| {
        at.ctx.archive.meetings.values().any(|meeting| meeting.series == series.id)
    };
    let each = at.ctx.archive.site.series.iter().filter(has_meetings);
    let each = each.map(|series| {
        format!(
            "<a href=\"{}\">{}</a>",
            at.file(&format!("calendar/{}.ics", series.id)),
            escape(&series.name)
        )
    });
    Html(format!(
        "Subscribe to {}.",
        std::iter::once(all).chain(each).collect::<Vec<_>>().join(", ")
    ))
}
