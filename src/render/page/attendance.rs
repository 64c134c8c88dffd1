//! Participation: rates, and the log of each year.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike as _;

use super::{
    Made, Scope,
    at::{At, Html},
    each,
    frame::Frame,
    listing::{Listing, Row, Section, words},
    part::rate,
    sections::has_attendance,
};
use crate::{
    derive::{Attendance, Mark, PersonAttendance, Session, Tally},
    model::{Address, Name, PersonId, Target},
    render::html::{escape, times},
};

/// The columns of a table of rates, by what it tells them.
pub(super) fn columns(first: &'static str) -> [&'static str; 6] {
    [first, "Rate", "Present", "Apologies", "Absent", "Expected"]
}

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    if !has_attendance(&scope.ctx) {
        return Vec::new();
    }
    let attendance = &scope.ctx.registers.attendance;
    let mut years: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
    for (at, session) in attendance.sessions.iter().enumerate() {
        years.entry(session.day.year()).or_default().push(at);
    }
    let years: Vec<(i32, Vec<usize>)> = years.into_iter().collect();
    let mut pages = vec![rates(scope, &years)];
    pages.extend(each(&years, |(year, sessions)| log(scope, &years, *year, sessions)));
    pages
}

/// A row of a table of rates.
pub(super) fn tally_row(name: Html, tally: Tally) -> Row {
    let n = |n: u32| Html(n.to_string());
    Row::new([
        name,
        words(&rate(tally.present, tally.eligible)),
        n(tally.present),
        n(tally.apologies),
        n(tally.absent),
        n(tally.eligible),
    ])
}

fn rates(scope: &Scope<'_>, years: &[(i32, Vec<usize>)]) -> Made {
    let at = scope.at(Address::new("attendance.html"));
    let frame = Frame::new(&at, "attendance", "Attendance")
        .data(&at, "data/attendance.json")
        .data(&at, "data/attendance.csv");
    let attendance = &scope.ctx.registers.attendance;
    let logs = years.iter().map(|(year, sessions)| {
        Html(format!(
            "<a href=\"{}\">{year}</a>: {}",
            at.file(&format!("attendance/{year}.html")),
            crate::text::plural(sessions.len(), "session", "sessions")
        ))
    });
    let people = sorted(attendance)
        .into_iter()
        .map(|(id, one)| tally_row(at.name(&Name::Person(id.clone())), one.tally));
    let view = Listing::default()
        .lead(words("Present out of expected. Meetings that were cancelled, are to come, or have no attendance log count for nobody."))
        .section(Section::new("logs", "Logs by year").list(logs.collect()))
        .section(Section::new("people", "By person").table(&columns("Person"), people.collect()))
        .section(Section::new("months", "By month").table(&columns("Month"), attendance.months.iter().map(|(month, tally)| tally_row(words(month), *tally)).collect()))
        .section(Section::new("quarters", "By quarter").table(&columns("Quarter"), sums(attendance, |one| &one.quarters, |quarter| words(quarter))))
        .section(Section::new("series", "By series").table(&columns("Series"), series(&at, attendance)))
        .section(Section::new("slots", "By hour of the start (UTC)").table(&columns("Hour"), attendance.slots.iter().map(|(slot, (_, tally))| tally_row(words(slot), *tally)).collect()));
    scope.show("page/attendance.html", &frame, &view)
}

/// Everybody who was ever expected, by rate.
fn sorted(attendance: &Attendance) -> Vec<(&PersonId, &PersonAttendance)> {
    let mut people: Vec<_> =
        attendance.people.iter().filter(|(_, one)| one.tally.eligible > 0).collect();
    let key =
        |tally: Tally| (u64::from(tally.present) * 1_000_000) / u64::from(tally.eligible.max(1));
    people.sort_by(|(a, one), (b, other)| key(other.tally).cmp(&key(one.tally)).then(a.cmp(b)));
    people
}

/// The sums over everybody of what each has by a key.
fn sums<K: Ord>(
    attendance: &Attendance,
    of: impl Fn(&PersonAttendance) -> &BTreeMap<K, Tally>,
    name: impl Fn(&K) -> Html,
) -> Vec<Row> {
    let mut sums: BTreeMap<&K, Tally> = BTreeMap::new();
    for (key, tally) in attendance.people.values().flat_map(of) {
        let sum = sums.entry(key).or_default();
        sum.eligible += tally.eligible;
        sum.present += tally.present;
        sum.apologies += tally.apologies;
        sum.absent += tally.absent;
    }
    sums.into_iter().map(|(key, tally)| tally_row(name(key), tally)).collect()
}

fn series(at: &At<'_>, attendance: &Attendance) -> Vec<Row> {
    let name = |id: &crate::model::SeriesId| {
        words(at.ctx.archive.site.series(id).map_or(id.as_str(), |series| &series.name))
    };
    sums(attendance, |one| &one.series, name)
}

/// The log of a year: people by sessions.
fn log(scope: &Scope<'_>, years: &[(i32, Vec<usize>)], year: i32, places: &[usize]) -> Made {
    let at = scope.at(Address::new(format!("attendance/{year}.html")));
    let neighbour = |year: i32| {
        years.iter().find(|(one, _)| *one == year).map(|_| {
            at.link(year.to_string(), Some(&Address::new(format!("attendance/{year}.html"))))
        })
    };
    let frame = Frame::new(&at, "attendance-log", &format!("Attendance log {year}"))
        .below(&at, "attendance", "Attendance", "attendance.html")
        .between("year", neighbour(year - 1), neighbour(year + 1))
        .data(&at, "data/attendance.csv");
    let attendance = &scope.ctx.registers.attendance;
    let sessions: Vec<&Session> =
        places.iter().filter_map(|&place| attendance.sessions.get(place)).collect();
    let people: BTreeSet<&PersonId> =
        sessions.iter().flat_map(|session| session.marks.keys()).collect();
    let mut columns = vec!["Person".to_owned()];
    columns.extend(sessions.iter().map(|session| session_name(session)));
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let rows = people.into_iter().map(|id| {
        let marks = sessions.iter().map(|session| mark(session.marks.get(id).copied()));
        Row::new(std::iter::once(at.name(&Name::Person(id.clone()))).chain(marks))
    });
    let meetings = sessions.iter().map(|session| {
        let link = at.target_html(&Target::Meeting(session.meeting.clone()));
        Html(format!(
            "{}, {}: {}",
            link.0,
            times::day(session.day),
            escape(&rate(session.tally.present, session.tally.eligible))
        ))
    });
    let view = Listing::default()
        .lead(Html(
            "P: present; p: present for a part; A: apologies; –: absent; empty: not expected then."
                .into(),
        ))
        .section(Section::new("log", "Log").table(&columns, rows.collect()))
        .section(Section::new("meetings", "Meetings").list(meetings.collect()));
    scope.show("page/attendance-log.html", &frame, &view)
}

fn session_name(session: &Session) -> String {
    if session.is_daily {
        format!("{}/{}", session.meeting, session.day)
    } else {
        session.meeting.to_string()
    }
}

fn mark(mark: Option<Mark>) -> Html {
    let (class, sign, word) = match mark {
        None => return Html(String::new()),
        Some(Mark::Present) => ("present", "P", "present"),
        Some(Mark::Partial) => ("partial", "p", "present for a part"),
        Some(Mark::Apologies) => ("apologies", "A", "apologies"),
        Some(Mark::Absent) => ("absent", "–", "absent"),
    };
    Html(format!("<abbr class=\"mark mark-{class}\" title=\"{word}\">{sign}</abbr>"))
}

/// A person's marks, newest first.
pub(super) fn marks(at: &At<'_>, person: &PersonId) -> Vec<Row> {
    let attendance = &at.ctx.registers.attendance;
    let all = attendance.people.get(person).map(|one| one.marks.as_slice()).unwrap_or_default();
    let row = |(place, one): &(usize, Mark)| {
        let session = attendance.sessions.get(*place)?;
        let link = at.target_html(&Target::Meeting(session.meeting.clone()));
        Some(Row::new([link, Html(times::day(session.day)), mark(Some(*one))]))
    };
    all.iter().rev().take(super::ROWS).filter_map(row).collect()
}
