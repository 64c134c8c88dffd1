//! A meeting's page: the record itself.

mod attendance;
mod body;
mod changes;
mod clocks;
mod contents;
mod notices;

use schemars::JsonSchema;
use serde::Serialize;

use self::{
    attendance::{Group, attendance, turnout},
    body::{PartView, parts},
    changes::changes,
    clocks::{ZoneRow, zones},
    contents::{Entry, contents},
    notices::{amendments, approval, moved},
};
use super::{
    Made, Scope,
    at::{At, Html, Link},
    each,
    frame::Frame,
    part::{self, RecordRow, State},
};
use crate::{
    model::{Address, Extra, Join, Meeting, MeetingId, Target},
    render::{
        head,
        html::{self, times},
    },
    time::Moment,
};

/// A meeting: its minutes, and what follows from them.
#[derive(Serialize, JsonSchema)]
struct MeetingView {
    /// The meeting's id.
    id: String,
    /// The name of its series.
    series: String,
    /// The key of `site.series`.
    series_id: String,
    /// Its number in the series.
    number: Option<u32>,
    /// Whether it was held, is scheduled or cancelled.
    state: State,
    /// Its day, or its first and last.
    days: Html,
    /// When it begins.
    start: Html,
    /// When it ends.
    end: Html,
    /// The same in UTC.
    utc: Html,
    /// Its zone, by its IANA name.
    zone: String,
    /// When it is in the zones that the archive names.
    zones: Vec<ZoneRow>,
    /// Where it is held.
    location: Option<String>,
    /// Who chairs it.
    chair: Html,
    /// One line on it.
    description: Option<String>,
    /// How to take part, while that is still to come.
    joins: Vec<JoinRow>,
    /// Its file for calendars.
    calendar: String,
    /// Whether the record is approved.
    approval: Option<Html>,
    /// What was amended in the record, and when.
    amendments: Vec<Html>,
    /// Where it was before it was moved.
    moved: Vec<Html>,
    /// The headings of the page.
    contents: Vec<Entry>,
    /// The minutes, part by part.
    parts: Vec<PartView>,
    /// "6 of 16 expected members were there (38 %)."
    turnout: Option<String>,
    /// Who was there and who was not.
    attendance: Vec<Group>,
    /// Recordings, slides and the like.
    records: Vec<RecordRow>,
    /// Other files that lie beside it.
    attachments: Vec<RecordRow>,
    /// What it changed in the registers.
    changes: Vec<Html>,
    /// Briefings given in it.
    briefings: Vec<Link>,
    /// Other names of it.
    aliases: Vec<String>,
    /// Own keys of the meeting, as they stand.
    extra: Extra,
}

/// A way to take part.
#[derive(Serialize, JsonSchema)]
struct JoinRow {
    /// Whom it is for.
    audience: Option<String>,
    /// What it is called.
    title: String,
    /// Where it leads.
    href: Option<String>,
}

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let meetings: Vec<&Meeting> = scope.ctx.archive.meetings_in_order().collect();
    each(&meetings, |meeting| page(scope, meeting))
}

fn page(scope: &Scope<'_>, meeting: &Meeting) -> Made {
    let at = scope.at(Address::of(&target(&meeting.id)))?;
    let frame = frame(scope, &at, meeting);
    let mut view = view(scope, &at, meeting);
    view.contents = contents(&at, &view, !frame.mentions.is_empty());
    scope.show("page/meeting.html", &frame, &view)
}

fn target(id: &MeetingId) -> Target {
    Target::Meeting(id.clone())
}

fn frame(scope: &Scope<'_>, at: &At<'_>, meeting: &Meeting) -> Frame {
    let (before, after) = scope.index.neighbours(&meeting.series, &meeting.id);
    let neighbours = [before, after].map(|id| id.map(|id| at.target(&target(id))));
    let calendar = format!("meetings/{}.ics", meeting.id);
    let json = head::json_ld_meeting(&scope.ctx, meeting).to_string().replace('<', "\\u003c");
    let mut frame = Frame::new(at, "meeting", &meeting.title)
        .of_thing(scope, at, &target(&meeting.id))
        .below(at, "meetings", at.word("menu.meetings"), "meetings.html")
        .described(description(at, meeting))
        .between(
            ["neighbours.previous_in_series", "neighbours.next_in_series"].map(|key| at.word(key)),
            neighbours,
        )
        .sourced(at, meeting.source.as_str())
        .also(at, &calendar, "text/calendar", at.word("meeting.as_event"))
        .data(at, "data/meetings.json");
    frame.json_ld = Some(json);
    scope.told_apart(frame, meeting.id.as_str())
}

/// The meeting's own line, or when and where it was.
fn description(at: &At<'_>, meeting: &Meeting) -> String {
    let when = format!(
        "{}, {}, {}–{} {}",
        meeting.title,
        at.ctx.messages.day(meeting.date),
        times::hours(&meeting.start),
        times::hours(&meeting.end),
        meeting.end.abbreviation()
    );
    match &meeting.description {
        Some(words) => format!("{when}: {words}"),
        None => format!("{when}. {}", at.ctx.archive.site.title),
    }
}

fn view(scope: &Scope<'_>, at: &At<'_>, meeting: &Meeting) -> MeetingView {
    let status = part::meeting_status(at, meeting);
    let briefings = scope.index.briefings.get(&meeting.id).into_iter().flatten();
    MeetingView {
        id: meeting.id.to_string(),
        series: part::series_name(at, meeting),
        series_id: meeting.series.to_string(),
        number: meeting.number,
        state: part::meeting_state(at, meeting),
        days: part::days(at, meeting),
        start: start(meeting),
        end: end(at, meeting),
        utc: Html(times::utc_beside(at.ctx.messages, &meeting.start, Some(&meeting.end))),
        zone: meeting.zone.name().to_owned(),
        zones: zones(at, meeting),
        location: meeting.location.clone(),
        chair: at.names(&meeting.chair),
        description: meeting.description.clone(),
        joins: meeting.joins.iter().map(join_row).collect(),
        calendar: at.file(&format!("meetings/{}.ics", meeting.id)),
        approval: approval(at, meeting, status),
        amendments: amendments(at, meeting),
        moved: moved(at, meeting),
        contents: Vec::new(),
        parts: parts(at, meeting),
        turnout: turnout(at, meeting),
        attendance: attendance(at, meeting),
        records: part::records(at, &meeting.records),
        attachments: part::attachments(at, &meeting.attachments, &meeting.records),
        changes: changes(scope, at, meeting),
        briefings: briefings.map(|&id| at.target(&Target::Briefing(id.clone()))).collect(),
        aliases: names(meeting),
        extra: meeting.extra.clone(),
    }
}

/// The other ids it answers to.
fn names(meeting: &Meeting) -> Vec<String> {
    let aliases = meeting.aliases.iter().map(|alias| &alias.value);
    aliases.filter(|alias| !alias.starts_with('/')).cloned().collect()
}

/// When it begins; the clock's abbreviation follows the end where it is the same.
fn start(meeting: &Meeting) -> Html {
    let words = times::start_words(&meeting.start, &meeting.end);
    Html(classed(&meeting.start, "dt-start", &words))
}

/// When it ends; with the day, where that is not the first.
fn end(at: &At<'_>, meeting: &Meeting) -> Html {
    let words = times::end_words(at.ctx.messages, &meeting.start, &meeting.end);
    Html(classed(&meeting.end, "dt-end", &words))
}

/// A moment marked for programs.
fn classed(moment: &Moment, class: &str, words: &str) -> String {
    let html = times::instant(moment, words);
    html.replacen('>', &format!(" class=\"{class}\">"), 1)
}

fn join_row(join: &Join) -> JoinRow {
    JoinRow {
        audience: join.audience.clone(),
        title: join.title.clone(),
        href: join.url.as_deref().and_then(html::safe_url),
    }
}
