//! Participation: rates, and the log of each year.

use std::{
    collections::{BTreeMap, BTreeSet},
    iter,
};

use chrono::Datelike as _;

use super::{
    Made, ROWS, Scope,
    at::{At, Html, linked},
    each,
    frame::Frame,
    listing::{Listing, Row, Section, words},
    part::rate,
    sections::has_attendance,
};
use crate::{
    derive::{Attendance, Mark, PersonAttendance, Session, Tally},
    model::{Address, PersonId, SeriesId, Target},
    render::{
        html::{escape, times},
        picture,
    },
    text::{number, plural},
    time::month_name,
};

/// A year's sessions, in order.
type Year<'a> = (i32, Vec<&'a Session>);

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    if !has_attendance(&scope.ctx) {
        return Vec::new();
    }
    let mut years: BTreeMap<i32, Vec<&Session>> = BTreeMap::new();
    for session in &scope.ctx.registers.attendance.sessions {
        years.entry(session.day.year()).or_default().push(session);
    }
    let mut pages = vec![rates(scope, &years)];
    let all: Vec<Year<'_>> = years.clone().into_iter().collect();
    pages.extend(each(&all, |year| log(scope, &years, year)));
    pages
}

/// A table of rates.
fn table<'n>(
    id: &str,
    heading: &str,
    first: &str,
    tallies: impl IntoIterator<Item = (Html, Tally)> + 'n,
) -> Section {
    let rows = tallies.into_iter().map(|(name, tally)| tally_row(name, tally)).collect();
    let columns = [first, "Rate", "Present", "Apologies", "Absent", "Expected"];
    Section::new(id, heading).table(&columns, rows)
}

fn tally_row(name: Html, tally: Tally) -> Row {
    let n = |n: u32| Html(number(n));
    Row::new([
        name,
        words(&rate(tally.present, tally.eligible)),
        n(tally.present),
        n(tally.apologies),
        n(tally.absent),
        n(tally.eligible),
    ])
}

/// A person's rates: of all meetings, and by month.
pub(super) fn of_person(scope: &Scope<'_>, person: &PersonId) -> Section {
    let found = scope.ctx.registers.attendance.people.get(person);
    let all = found.map(|one| one.tally).filter(|tally| tally.eligible > 0);
    let all = all.map(|tally| (words("All meetings"), tally));
    let months = found.filter(|one| one.months.len() <= MONTHS).into_iter();
    let months = months.flat_map(|one| &one.months);
    let quarters = found.filter(|one| one.months.len() > MONTHS).into_iter();
    let quarters = quarters.flat_map(|one| &one.quarters);
    let periods = months.chain(quarters).map(|(period, tally)| (period_words(period), *tally));
    let periods: Vec<_> = periods.collect();
    let newest_first = periods.into_iter().rev();
    let all = table("attendance", "Attendance", "When", all.into_iter().chain(newest_first));
    all.fold(FIRST, "period", "periods")
}

/// How many of a long list are seen before it is opened.
pub(super) const FIRST: usize = 12;

/// More months of one person than this are told as quarters.
const MONTHS: usize = 18;

/// "June 2017" of `2017-06`, "second quarter of 2017" of `2017-Q2`.
pub(super) fn period_words(period: &str) -> Html {
    const QUARTERS: [(&str, &str); 4] =
        [("Q1", "first"), ("Q2", "second"), ("Q3", "third"), ("Q4", "fourth")];
    let Some((year, part)) = period.split_once('-') else { return words(period) };
    let quarter = QUARTERS.iter().find(|(sign, _)| *sign == part);
    words(&match (quarter, part.parse()) {
        (Some((_, quarter)), _) => format!("{quarter} quarter of {year}"),
        (None, Ok(month)) => format!("{} {year}", month_name(month)),
        _ => period.to_owned(),
    })
}

const LEAD: &str = "Present out of expected. Meetings that were cancelled, are to come, or have no \
    attendance log count for nobody.";

fn rates(scope: &Scope<'_>, years: &BTreeMap<i32, Vec<&Session>>) -> Made {
    let at = scope.at(Address::new("attendance.html"));
    let frame = Frame::new(&at, "attendance", "Attendance")
        .data(&at, "data/attendance.json")
        .data(&at, "data/attendance.csv");
    let logs = years.iter().map(|(year, sessions)| {
        let n_sessions = plural(sessions.len(), "session", "sessions");
        Html(format!("{}: {n_sessions}", linked(&at.href(&log_of(*year)), &year.to_string()).0))
    });
    let view = Listing::default()
        .lead(words(LEAD))
        .fact("All meetings", of_all(&scope.ctx.registers.attendance))
        .section(Section::new("logs", "Logs by year").list(logs.collect()))
        .section(heat_map(&at))
        .sections(tables(&at));
    scope.show("page/attendance.html", &frame, &view)
}

/// "38 %, 5,532 of 14,400 expected"
fn of_all(attendance: &Attendance) -> Html {
    let months = attendance.months.values();
    let (present, eligible) = months.fold((0, 0), |(present, eligible), tally| {
        (present + tally.present, eligible + tally.eligible)
    });
    let (share, present, eligible) = (rate(present, eligible), number(present), number(eligible));
    words(&format!("{share}, {present} of {eligible} expected"))
}

/// Who was there when, at a glance: the best attended first.
fn heat_map(at: &At<'_>) -> Section {
    let people: Vec<&PersonId> =
        sorted(&at.ctx.registers.attendance).into_iter().map(|(id, _)| id).collect();
    Section::new("heat-map", "Who was there when").html(Html(picture::heat_map(&at.ctx, &people)))
}

fn log_of(year: i32) -> Address {
    Address::new(format!("attendance/{year}.html"))
}

fn tables(at: &At<'_>) -> [Section; 5] {
    let attendance = &at.ctx.registers.attendance;
    let people = sorted(attendance).into_iter().map(|(id, one)| (at.person(id), one.tally));
    let months = attendance.months.iter().map(|(month, tally)| (period_words(month), *tally));
    let quarters = sums(attendance, |one| &one.quarters, |quarter| period_words(quarter));
    let series = |id: &SeriesId| {
        words(at.ctx.archive.site.series(id).map_or(id.as_str(), |series| &series.name))
    };
    let slots = attendance.slots.iter().map(|(slot, (_, tally))| (words(slot), *tally));
    [
        table("people", "By person", "Person", people).fold(FIRST, "person", "people"),
        table("months", "By month", "Month", months)
            .fold(0, "month", "months")
            .html(Html(picture::participation_by_month(&at.ctx))),
        table("quarters", "By quarter", "Quarter", quarters).fold(0, "quarter", "quarters"),
        table("series", "By series", "Series", sums(attendance, |one| &one.series, series)),
        table("slots", "By hour of the start (UTC)", "Hour", slots)
            .html(Html(picture::participation_by_slot(&at.ctx))),
    ]
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
) -> Vec<(Html, Tally)> {
    let mut sums: BTreeMap<&K, Tally> = BTreeMap::new();
    for (key, tally) in attendance.people.values().flat_map(of) {
        let sum = sums.entry(key).or_default();
        sum.eligible += tally.eligible;
        sum.present += tally.present;
        sum.apologies += tally.apologies;
        sum.absent += tally.absent;
    }
    sums.into_iter().map(|(key, tally)| (name(key), tally)).collect()
}

const SIGNS: &str =
    "P: present; p: present for a part; A: apologies; –: absent; empty: not expected then.";

/// The log of a year: people by sessions.
fn log(
    scope: &Scope<'_>,
    years: &BTreeMap<i32, Vec<&Session>>,
    (year, sessions): &Year<'_>,
) -> Made {
    let at = scope.at(log_of(*year));
    let neighbours = [year - 1, year + 1].map(|year| {
        years.contains_key(&year).then(|| at.link(year.to_string(), Some(&log_of(year))))
    });
    let frame = Frame::new(&at, "attendance-log", &format!("Attendance log {year}"))
        .below(&at, "attendance", "Attendance", "attendance.html")
        .between("year", neighbours)
        .data(&at, "data/attendance.csv");
    let meetings = sessions.iter().map(|session| session_line(&at, session)).collect();
    let view = Listing::default()
        .lead(Html(SIGNS.into()))
        .section(marks_of_all(&at, *year, sessions))
        .section(Section::new("meetings", "Meetings").list(meetings));
    scope.show("page/attendance-log.html", &frame, &view)
}

fn marks_of_all(at: &At<'_>, year: i32, sessions: &[&Session]) -> Section {
    let people: BTreeSet<&PersonId> =
        sessions.iter().flat_map(|session| session.marks.keys()).collect();
    let people: Vec<&PersonId> = people.into_iter().collect();
    let heat_map = picture::heat_map_of_year(&at.ctx, year, sessions, &people);
    let rows = people.into_iter().map(|id| {
        let marks = sessions.iter().map(|session| mark(session.marks.get(id).copied()));
        Row::new(iter::once(at.person(id)).chain(marks))
    });
    let names = sessions.iter().map(|session| session_name(session));
    let columns: Vec<String> = iter::once("Person".to_owned()).chain(names).collect();
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    Section::new("log", "Log").html(Html(heat_map)).table(&columns, rows.collect())
}

fn session_line(at: &At<'_>, session: &Session) -> Html {
    let link = at.target_html(&Target::Meeting(session.meeting.clone())).0;
    let rate = escape(&rate(session.tally.present, session.tally.eligible));
    Html(format!("{link}, {}: {rate}", times::day(session.day)))
}

fn session_name(session: &Session) -> String {
    if session.is_daily {
        format!("{}/{}", session.meeting, session.day)
    } else {
        session.meeting.to_string()
    }
}

/// The class, the sign and the word of a mark.
const fn sign(mark: Mark) -> (&'static str, &'static str, &'static str) {
    match mark {
        Mark::Present => ("present", "P", "present"),
        Mark::Partial => ("partial", "p", "present for a part"),
        Mark::Apologies => ("apologies", "A", "apologies"),
        Mark::Absent => ("absent", "–", "absent"),
    }
}

fn mark(mark: Option<Mark>) -> Html {
    let Some((class, sign, word)) = mark.map(sign) else { return Html(String::new()) };
    Html(format!("<abbr class=\"mark mark-{class}\" title=\"{word}\">{sign}</abbr>"))
}

/// A mark in words, where there is room for them.
fn marked(mark: Mark) -> Html {
    let (class, _, word) = sign(mark);
    Html(format!("<span class=\"mark-{class}\">{word}</span>"))
}

/// A person's marks, newest first.
pub(super) fn marks(at: &At<'_>, person: &PersonId) -> Vec<Row> {
    let attendance = &at.ctx.registers.attendance;
    let all = attendance.people.get(person).map(|one| one.marks.as_slice()).unwrap_or_default();
    let row = |(place, one): &(usize, Mark)| {
        let session = attendance.sessions.get(*place)?;
        let link = at.target_html(&Target::Meeting(session.meeting.clone()));
        Some(Row::new([link, Html(times::day(session.day)), marked(*one)]))
    };
    all.iter().rev().take(ROWS).filter_map(row).collect()
}

/// Where a person's older marks are, where there are more than a page holds.
pub(super) fn older_marks(at: &At<'_>, person: &PersonId) -> Html {
    let attendance = &at.ctx.registers.attendance;
    let n_marks = attendance.people.get(person).map_or(0, |one| one.marks.len());
    if n_marks <= ROWS {
        return Html::default();
    }
    let logs = linked(&at.file("attendance.html"), "logs by year").0;
    Html(format!("<p>The latest {ROWS} of {}; the {logs} have all of them.</p>", number(n_marks)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_told_as_people_say_them() {
        assert_eq!(period_words("2017-06").0, "June 2017");
        assert_eq!(period_words("2017-Q2").0, "second quarter of 2017");
    }
}
