//! All meetings, by year.

use std::collections::BTreeMap;

use chrono::Datelike as _;

use super::{
    Made, ROWS, Scope,
    at::Html,
    each,
    frame::Frame,
    listing::{Listing, Section},
    part::{nth_page, pager},
    teams::meeting_rows,
};
use crate::{
    model::{Meeting, MeetingId},
    text::plural,
};

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let newest_first: Vec<&Meeting> = scope.ctx.archive.meetings_in_order().rev().collect();
    let pages: Vec<(usize, &[&Meeting])> = (1..).zip(newest_first.chunks(ROWS)).collect();
    each(&pages, |&(n, meetings)| page(scope, n, pages.len(), meetings))
}

fn page(scope: &Scope<'_>, n: usize, n_pages: usize, meetings: &[&Meeting]) -> Made {
    let at = scope.at(nth_page("meetings", n));
    let title = if n == 1 { "Meetings".to_owned() } else { format!("Meetings, page {n}") };
    let frame = Frame::new(&at, "meetings", &title).data(&at, "data/meetings.json").also(
        &at,
        "calendar.ics",
        "text/calendar",
        "All meetings as a calendar",
    );
    let mut years: BTreeMap<i32, Vec<&MeetingId>> = BTreeMap::new();
    for meeting in meetings {
        years.entry(meeting.date.year()).or_default().push(&meeting.id);
    }
    let mut view =
        Listing::default().lead(lead(scope, &at)).pages(pager(&at, "meetings", n_pages, n));
    for (year, ids) in years.into_iter().rev() {
        view = view.section(
            Section::new(&format!("y{year}"), &year.to_string())
                .table(&["Meeting", "Day", "Time", "State"], meeting_rows(&at, ids)),
        );
    }
    scope.show("page/meetings.html", &frame, &view)
}

/// How many of each series, with its calendar.
fn lead(scope: &Scope<'_>, at: &super::at::At<'_>) -> Html {
    let archive = scope.ctx.archive;
    let series = archive.site.series.iter().filter_map(|series| {
        let meetings = scope.index.series.get(&series.id)?;
        let calendar = at.file(&format!("calendar/{}.ics", series.id));
        Some(format!(
            "{}: {} (<a href=\"{calendar}\">calendar</a>)",
            crate::render::html::escape(&series.name),
            plural(meetings.len(), "meeting", "meetings")
        ))
    });
    Html(series.collect::<Vec<_>>().join(" · "))
}
