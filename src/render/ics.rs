//! Meetings and due dates as iCalendar files (RFC 5545).
//!
//! Instants are in UTC, so that no calendar needs our time zones; the meeting's own zone stands in
//! the description. Written here rather than with a crate so that no clock is read and the order
//! of lines is ours.

use std::{cell::LazyCell, collections::BTreeMap, fmt::Display};

use chrono::NaiveDate;

use super::{Context, Output, Wanted, messages::Messages};
use crate::{
    derive::ActionState,
    model::{Address, Join, Meeting, MeetingStatus, Owner, SeriesId, Target},
    source::prose::plain,
    time::Moment,
};

/// `meetings/<id>.ics`, `calendar.ics`, `calendar/<series>.ics`, `owners/<id>.ics`.
pub(super) fn outputs(ctx: &Context<'_>, wanted: Wanted<'_>) -> Vec<Output> {
    let meetings: Vec<&Meeting> = ctx.archive.meetings_in_order().collect();
    let events = LazyCell::new(|| {
        meetings.iter().map(|meeting| meeting_event(ctx, meeting)).collect::<Vec<String>>()
    });
    let event = |n: usize| events.get(n).map_or("", String::as_str);
    let mut outputs = Vec::new();
    let mut by_series: BTreeMap<&SeriesId, Vec<usize>> = BTreeMap::new();
    for (n, meeting) in meetings.iter().enumerate() {
        let path = format!("meetings/{}.ics", meeting.id.as_str().to_lowercase());
        outputs.push(wanted.file(&path, || calendar(None, [event(n)])));
        by_series.entry(&meeting.series).or_default().push(n);
    }
    if !meetings.is_empty() {
        let all = || calendar(Some(&ctx.archive.site.title), (0..meetings.len()).map(event));
        outputs.push(wanted.file("calendar.ics", all));
    }
    for (id, all) in &by_series {
        let path = format!("calendar/{}.ics", id.as_str().to_lowercase());
        let events = || all.iter().map(|&n| event(n));
        outputs.push(wanted.file(&path, || of_series(ctx, id, events())));
    }
    let of_owner = |owner: &Owner| {
        let path = format!("owners/{}.ics", owner.as_str().to_lowercase());
        wanted.file(&path, || of_owner(ctx, owner))
    };
    outputs.extend(ctx.registers.owners.keys().map(of_owner));
    outputs
}

fn of_series<'e>(
    ctx: &Context<'_>,
    id: &SeriesId,
    events: impl Iterator<Item = &'e str>,
) -> String {
    let site = &ctx.archive.site;
    let name = site.series(id).map_or(id.as_str(), |series| &series.name);
    let title = ctx.messages.with("events.of_series", &[("site", &site.title), ("series", &name)]);
    calendar(Some(&title), events)
}

/// The due dates of an owner's open items.
fn of_owner(ctx: &Context<'_>, owner: &Owner) -> String {
    let items = ctx.registers.owners.get(owner).into_iter().flatten();
    let items = items.filter_map(|id| ctx.registers.actions.get(id));
    let open = items.filter(|item| item.status.is_open());
    let events: String = open.filter_map(|item| due_event(ctx, item)).collect();
    let (site, name) = (&ctx.archive.site.title, ctx.archive.owner_name(owner));
    let title = ctx.messages.with("events.of_owner", &[("site", site), ("owner", &name)]);
    calendar(Some(&title), [events.as_str()])
}

fn calendar<'e>(name: Option<&str>, events: impl IntoIterator<Item = &'e str>) -> String {
    let mut lines = Lines::default();
    lines.raw("BEGIN", "VCALENDAR");
    lines.raw("VERSION", "2.0");
    lines.raw("PRODID", "-//plenary//Review team archive//EN");
    lines.raw("CALSCALE", "GREGORIAN");
    if let Some(name) = name {
        lines.text("X-WR-CALNAME", name);
    }
    lines.0.extend(events);
    lines.raw("END", "VCALENDAR");
    lines.0
}

fn meeting_event(ctx: &Context<'_>, meeting: &Meeting) -> String {
    let address = Address::of(&Target::Meeting(meeting.id.clone())).absolute(ctx.base_url);
    let moved = meeting.moved.iter().map(|moved| midnight(moved.on)).max();
    let mut lines = Lines::default();
    lines.raw("BEGIN", "VEVENT");
    lines.raw("UID", &format!("{}@{}", meeting.first_id, host(&ctx.archive.site.base_url)));
    lines.raw("DTSTAMP", &moved.unwrap_or_else(|| instant(&meeting.start)));
    lines.raw("SEQUENCE", &meeting.moved.len().to_string());
    lines.raw("DTSTART", &instant(&meeting.start));
    lines.raw("DTEND", &instant(&meeting.end));
    lines.text("SUMMARY", &meeting.title);
    let is_off = ctx.registers.statuses.get(&meeting.id) == Some(&MeetingStatus::Cancelled);
    lines.raw("STATUS", if is_off { "CANCELLED" } else { "CONFIRMED" });
    if let Some(location) = &meeting.location {
        lines.text("LOCATION", location);
    }
    lines.raw("URL", &address);
    lines.text("DESCRIPTION", &description(meeting, &address, ctx.messages));
    lines.raw("END", "VEVENT");
    lines.0
}

/// The time on the meeting's own clock, what it is about, how to take part, and its page.
fn description(meeting: &Meeting, address: &str, messages: &Messages) -> String {
    let mut lines = vec![local_time(meeting, messages)];
    lines.extend(meeting.description.clone());
    lines.extend(meeting.joins.iter().map(|join| join_line(join, messages)));
    lines.push(address.to_owned());
    lines.join("\n")
}

/// "Adobe Connect (observers): https://…"
fn join_line(join: &Join, messages: &Messages) -> String {
    let way = match &join.audience {
        Some(who) => messages.with("events.way_for", &[("way", &join.title), ("audience", who)]),
        None => join.title.clone(),
    };
    match &join.url {
        Some(url) => messages.with("events.way_and_link", &[("way", &way), ("link", url)]),
        None => way,
    }
}

/// "Sunday 14 May 2017, 08:30–17:30 CEST (Europe/Madrid)"
fn local_time(meeting: &Meeting, messages: &Messages) -> String {
    let (start, end) = (&meeting.start, &meeting.end);
    let is_one_clock = start.abbreviation() == end.abbreviation();
    // The hours of a night on which the clocks change are told by both names.
    let from = if is_one_clock { hours(start) } else { on_clock(start, messages) };
    let key = if start.day() == end.day() { "events.on_a_day" } else { "events.over_days" };
    let given: [(&str, &dyn Display); 5] = [
        ("day", &messages.weekday_day(start.day())),
        ("from", &from),
        ("last_day", &messages.weekday_day(end.day())),
        ("to", &on_clock(end, messages)),
        ("zone", &meeting.zone.name()),
    ];
    messages.with(key, &given)
}

/// "08:30"
fn hours(moment: &Moment) -> String {
    moment.local().format("%H:%M").to_string()
}

/// "08:30 CEST"
fn on_clock(moment: &Moment, messages: &Messages) -> String {
    let (hours, clock) = (hours(moment), moment.abbreviation());
    messages.with("events.on_clock", &[("time", &hours), ("clock", &clock)])
}

fn due_event(ctx: &Context<'_>, item: &ActionState) -> Option<String> {
    let day = item.due.as_ref()?.date?;
    let address = Address::of(&Target::Action(item.id.clone())).absolute(ctx.base_url);
    let id = item.id.as_str().to_lowercase();
    let recorded = item.history.last().map_or(item.opened, |step| step.date);
    let mut lines = Lines::default();
    lines.raw("BEGIN", "VEVENT");
    lines.raw("UID", &format!("{id}-due@{}", host(&ctx.archive.site.base_url)));
    lines.raw("DTSTAMP", &midnight(recorded));
    lines.raw("SEQUENCE", &item.n_redated.to_string());
    lines.raw("DTSTART;VALUE=DATE", &day.format("%Y%m%d").to_string());
    let title = plain(&item.title);
    let given: [(&str, &dyn Display); 2] = [("item", &item.id), ("title", &title)];
    lines.text("SUMMARY", &ctx.messages.with("events.due", &given));
    lines.raw("STATUS", "CONFIRMED");
    lines.raw("TRANSP", "TRANSPARENT");
    lines.raw("URL", &address);
    lines.raw("END", "VEVENT");
    Some(lines.0)
}

/// `20170613T060000Z`
fn instant(moment: &Moment) -> String {
    moment.utc.format("%Y%m%dT%H%M%SZ").to_string()
}

fn midnight(day: NaiveDate) -> String {
    day.format("%Y%m%dT000000Z").to_string()
}

/// The host of a URL, by which ids that the world sees are told from other people's. The site's
/// own, whatever `--base-url` says, so that they never change.
pub(super) fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    if host.is_empty() { "localhost" } else { host }
}

/// Content lines, each ended by CRLF and folded.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A line whose value is no text: a date, a word, a URL.
    fn raw(&mut self, name: &str, value: &str) {
        let value = value.chars().filter(|one| !one.is_control());
        self.fold(name.chars().chain([':']).chain(value));
    }

    /// A line whose value is a text that anybody may have written.
    fn text(&mut self, name: &str, value: &str) {
        self.raw(name, &escape(value));
    }

    /// Lines hold 75 octets at most, cut between characters.
    fn fold(&mut self, line: impl Iterator<Item = char>) {
        let mut n_octets = 0;
        for character in line {
            if n_octets + character.len_utf8() > 75 {
                self.0.push_str("\r\n ");
                n_octets = 1;
            }
            self.0.push(character);
            n_octets += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A TEXT value: the four escapes that there are.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\\' | ';' | ',' => out.extend(['\\', character]),
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push(' '),
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::Moved,
        render::fixture::{day, madrid, record, text as output_text},
    };

    fn text(value: &str) -> String {
        let mut lines = Lines::default();
        lines.text("SUMMARY", value);
        lines.0
    }

    #[test]
    fn a_text_cannot_end_its_line() {
        assert_eq!(
            text("a, b; c\\d\r\nEND:VEVENT\u{0}\u{b}"),
            "SUMMARY:a\\, b\\; c\\\\d\\nEND:VEVENT\r\n"
        );
    }

    #[test]
    fn lines_are_folded_between_characters() {
        let folded = text(&"ž".repeat(60));
        assert_eq!(folded, format!("SUMMARY:{}\r\n {}\r\n", "ž".repeat(33), "ž".repeat(27)));
        assert!(folded.split("\r\n").all(|line| line.len() <= 75));
    }

    #[test]
    fn hosts_have_neither_port_nor_user() {
        let hosts =
            ["https://ssr2.example.org/wiki/", "http://a@b.org:8000/", "no url", ""].map(host);
        assert_eq!(hosts, ["ssr2.example.org", "b.org", "no url", "localhost"]);
    }

    #[test]
    fn a_meeting_is_told_in_utc_with_its_own_zone_in_words() {
        let record = record();
        let outputs = outputs(&record.ctx(), Wanted::ALL);
        assert_eq!(
            output_text(&outputs, "meetings/f2f-2-madrid.ics"),
            "BEGIN:VCALENDAR\r\n\
             VERSION:2.0\r\n\
             PRODID:-//plenary//Review team archive//EN\r\n\
             CALSCALE:GREGORIAN\r\n\
             BEGIN:VEVENT\r\n\
             UID:f2f-2-madrid@ssr2.example.org\r\n\
             DTSTAMP:20170514T063000Z\r\n\
             SEQUENCE:0\r\n\
             DTSTART:20170514T063000Z\r\n\
             DTEND:20170515T153000Z\r\n\
             SUMMARY:Face-to-face meeting #2\r\n\
             STATUS:CONFIRMED\r\n\
             LOCATION:Salon Edinburgo\\, Madrid\r\n\
             URL:https://ssr2.example.org/wiki/meetings/f2f-2-madrid.html\r\n\
             DESCRIPTION:Sunday 14 May 2017\\, 08:30 – Monday 15 May 2017\\, 17:30 CEST\x20\r\n\
             \x20(Europe/Madrid)\\nhttps://ssr2.example.org/wiki/meetings/f2f-2-madrid.html\r\n\
             END:VEVENT\r\n\
             END:VCALENDAR\r\n"
        );
    }

    #[test]
    fn a_meeting_that_was_moved_is_stamped_with_the_day_of_the_move() {
        let mut record = record();
        let moved = Moved { on: day("2017-05-01"), from: None, why: None };
        let meeting = record.archive.meetings.get_mut(&madrid()).unwrap();
        std::sync::Arc::make_mut(meeting).moved = vec![moved.clone(), moved];
        record.archive.sort_meetings();
        let outputs = outputs(&record.ctx(), Wanted::ALL);
        let event = output_text(&outputs, "calendar/face-to-face.ics");
        assert!(event.contains("DTSTAMP:20170501T000000Z\r\nSEQUENCE:2\r\n"));
    }

    #[test]
    fn due_dates_are_days() {
        let record = record();
        let outputs = outputs(&record.ctx(), Wanted::ALL);
        let calendar = output_text(&outputs, "owners/emily-taylor.ics");
        assert!(calendar.contains("UID:p15-1-due@ssr2.example.org\r\n"));
        assert!(calendar.contains("DTSTART;VALUE=DATE:20170526\r\n"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_one_folded_line(value in ".*\\PC*.*") {
            let folded = text(&value);
            proptest::prop_assert!(folded.split("\r\n").all(|line| line.len() <= 75));
            let line = folded.replace("\r\n ", "");
            proptest::prop_assert_eq!(line.matches(char::is_control).count(), 2);
        }
    }
}
