//! All meetings, by year, and meetings as a table for other pages.

use std::collections::BTreeMap;

use chrono::Datelike as _;

use super::{
    Made, ROWS, Scope,
    at::{At, Html, linked},
    frame::Frame,
    listing::{Listing, Row, Section, state},
    part::{State, days, meeting_status},
    split::{Part, split},
};
use crate::{
    model::{Address, Meeting, MeetingId, MeetingStatus, Series, Target},
    render::{
        html::{escape, times},
        picture,
    },
    text::plural,
};

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let newest_first: Vec<&Meeting> = scope.ctx.archive.meetings_in_order().rev().collect();
    if newest_first.is_empty() {
        return Vec::new();
    }
    split("meetings", "Meetings", &newest_first, |part| page(scope, part, &newest_first))
}

fn page(scope: &Scope<'_>, part: &Part<'_, &Meeting>, all: &[&Meeting]) -> Made {
    let at = scope.at(part.address());
    let frame = Frame::new(&at, "meetings", &part.title()).data(&at, "data/meetings.json").also(
        &at,
        "calendar.ics",
        "text/calendar",
        "All meetings as a calendar",
    );
    let mut years: BTreeMap<i32, Vec<&MeetingId>> = BTreeMap::new();
    for meeting in part.rows {
        years.entry(meeting.date.year()).or_default().push(&meeting.id);
    }
    let view = Listing::default().lead(lead(scope, &at));
    let view = view.rows(part.rows(&at, Some("meeting"))).pages(part.pager(&at));
    let view = if part.n == 1 { view.section(timeline(&at, part, all)) } else { view };
    let years = years.into_iter().rev();
    let years = years.map(|(year, ids)| section(&at, &format!("y{year}"), &year.to_string(), ids));
    scope.show("page/meetings.html", &frame, &view.sections(years))
}

/// When the meetings were, at a glance, leading to the lists of their years; on the first page.
fn timeline(at: &At<'_>, part: &Part<'_, &Meeting>, newest_first: &[&Meeting]) -> Section {
    let mut years = BTreeMap::new();
    for (n, rows) in (1..).zip(newest_first.chunks(ROWS)) {
        for meeting in rows {
            let year = meeting.date.year();
            let page = part.nth_address(n).with_fragment(&format!("s.y{year}"));
            years.entry(year).or_insert_with(|| at.href(&page));
        }
    }
    let picture = picture::timeline(&at.ctx, &at.page, &years);
    Section::new("timeline", "Timeline").html(Html(picture))
}

/// How many of each series, with its calendar.
fn lead(scope: &Scope<'_>, at: &At<'_>) -> Html {
    let line = |series: &Series| {
        let meetings = scope.index.series.get(&series.id)?;
        let n_meetings = plural(meetings.len(), "meeting", "meetings");
        let calendar = linked(&calendar(at, series), "calendar").0;
        Some(format!("{}: {n_meetings} ({calendar})", escape(&series.name)))
    };
    let lines = scope.ctx.archive.site.series.iter().filter_map(line);
    Html(lines.collect::<Vec<_>>().join(" · "))
}

/// The calendar of a series.
pub(super) fn calendar(at: &At<'_>, series: &Series) -> String {
    at.file(&format!("calendar/{}.ics", series.id))
}

/// Meetings as a section of a page.
pub(super) fn section<'m>(
    at: &At<'_>,
    id: &str,
    heading: &str,
    ids: impl IntoIterator<Item = &'m MeetingId>,
) -> Section {
    let meetings = ids.into_iter().filter_map(|id| at.ctx.archive.meetings.get(id));
    let rows = meetings.map(|meeting| row(at, meeting)).collect();
    Section::new(id, heading)
        .table(&["Meeting", "Day", "Time", "State"], rows)
        .choose_by(&["State"])
}

fn row(at: &At<'_>, meeting: &Meeting) -> Row {
    let status = meeting_status(at, meeting).name();
    let href = at.href(&Address::of(&Target::Meeting(meeting.id.clone())));
    Row::new([
        linked(&href, &meeting.title),
        days(meeting),
        Html(times::clock_span(&meeting.start, Some(&meeting.end))),
        state(&State::new(status, status)),
    ])
    .class(status)
}

/// Meetings of a status as of the day, in order of start.
pub(super) fn of_status<'a>(
    scope: &Scope<'a>,
    wanted: MeetingStatus,
) -> impl DoubleEndedIterator<Item = &'a MeetingId> {
    let statuses = &scope.ctx.registers.statuses;
    let meetings = scope.ctx.archive.meetings_in_order();
    let of_status = meetings.filter(move |one| statuses.get(&one.id) == Some(&wanted));
    of_status.map(|meeting| &meeting.id)
}
