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
    listing::{Column, Listing, Row, Section, words},
    part::rate,
    sections::has_attendance,
};
use crate::{
    derive::{Attendance, Mark, PersonAttendance, Session, Tally},
    model::{Address, PersonId, SeriesId, Target},
    render::{
        html::escape,
        messages::{Given, Messages},
        picture,
    },
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

/// A table of rates, of what its first column names.
fn table<'n>(
    at: &At<'_>,
    id: &str,
    [heading, first]: [&'static str; 2],
    tallies: impl IntoIterator<Item = (Html, Tally)> + 'n,
) -> Section {
    let rows = tallies.into_iter().map(|(name, tally)| tally_row(at, name, tally)).collect();
    let columns = [
        first,
        "columns.rate",
        "columns.present",
        "columns.apologies",
        "columns.absent",
        "columns.expected",
    ];
    Section::new(id, at.word(heading)).table(at, &columns, rows)
}

fn tally_row(at: &At<'_>, name: Html, tally: Tally) -> Row {
    let n = |n: u32| Html(at.number(n));
    Row::new([
        name,
        words(&rate(at, tally.present, tally.eligible)),
        n(tally.present),
        n(tally.apologies),
        n(tally.absent),
        n(tally.eligible),
    ])
}

/// A person's rates: of all meetings, and by month.
pub(super) fn of_person(at: &At<'_>, person: &PersonId) -> Section {
    let messages = at.ctx.messages;
    let found = at.ctx.registers.attendance.people.get(person);
    let all = found.map(|one| one.tally).filter(|tally| tally.eligible > 0);
    let all = all.map(|tally| (words(at.word("attendance.all_meetings")), tally));
    let months = found.filter(|one| one.months.len() <= MONTHS).into_iter();
    let months = months.flat_map(|one| &one.months);
    let quarters = found.filter(|one| one.months.len() > MONTHS).into_iter();
    let quarters = quarters.flat_map(|one| &one.quarters);
    let periods = months.chain(quarters);
    let periods = periods.map(|(period, tally)| (period_words(messages, period), *tally));
    let newest_first = periods.collect::<Vec<_>>().into_iter().rev();
    let tallies = all.into_iter().chain(newest_first);
    table(at, "attendance", ["menu.attendance", "columns.when"], tallies).fold(
        at,
        FIRST,
        "folded.more_periods",
    )
}

/// How many of a long list are seen before it is opened.
pub(super) const FIRST: usize = 12;

/// More months of one person than this are told as quarters.
const MONTHS: usize = 18;

/// "June 2017" of `2017-06`, "second quarter of 2017" of `2017-Q2`.
pub(super) fn period_words(messages: &Messages, period: &str) -> Html {
    let Some((year, part)) = period.split_once('-') else { return words(period) };
    let quarter = match part {
        "Q1" => Some("periods.first_quarter"),
        "Q2" => Some("periods.second_quarter"),
        "Q3" => Some("periods.third_quarter"),
        "Q4" => Some("periods.fourth_quarter"),
        _ => None,
    };
    words(&match (quarter, part.parse(), year.parse()) {
        (Some(quarter), ..) => messages.with(quarter, &[("year", &year)]),
        (None, Ok(month), Ok(year)) => messages.month_of_year(month, year),
        _ => period.to_owned(),
    })
}

fn rates(scope: &Scope<'_>, years: &BTreeMap<i32, Vec<&Session>>) -> Made {
    let at = scope.at(Address::new("attendance.html"))?;
    let frame = Frame::new(&at, "attendance", at.word("menu.attendance"))
        .data(&at, "data/attendance.json")
        .data(&at, "data/attendance.csv");
    let logs = years.iter().map(|(year, sessions)| {
        let n_sessions = escape(&at.count("attendance.n_sessions", sessions.len()));
        Html(format!("{}: {n_sessions}", linked(&at.href(&log_of(*year)), &year.to_string())))
    });
    let view = Listing::default()
        .lead(words(at.word("attendance.lead")))
        .fact(at.word("attendance.all_meetings"), of_all(&at))
        .section(Section::new("logs", at.word("attendance.logs")).list(logs.collect()))
        .section(heat_map(&at))
        .sections(tables(&at));
    scope.show("page/attendance.html", &frame, &view)
}

/// "38 %, 5,532 of 14,400 expected"
fn of_all(at: &At<'_>) -> Html {
    let months = at.ctx.registers.attendance.months.values();
    let (present, eligible) = months.fold((0, 0), |(present, eligible), tally| {
        (present + tally.present, eligible + tally.eligible)
    });
    let (rate, all) = (rate(at, present, eligible), at.number(eligible));
    let given: &Given<'_> = &[("rate", &rate), ("n", &at.number(present)), ("expected", &all)];
    words(&at.say("attendance.of_all", given))
}

/// Who was there when, at a glance: the best attended first.
fn heat_map(at: &At<'_>) -> Section {
    let people: Vec<&PersonId> =
        sorted(&at.ctx.registers.attendance).into_iter().map(|(id, _)| id).collect();
    let heat_map = Html(picture::heat_map(&at.ctx, &people));
    Section::new("heat-map", at.word("attendance.heat_map")).html(heat_map)
}

fn log_of(year: i32) -> Address {
    Address::new(format!("attendance/{year}.html"))
}

fn tables(at: &At<'_>) -> [Section; 5] {
    let (attendance, messages) = (&at.ctx.registers.attendance, at.ctx.messages);
    let people = sorted(attendance).into_iter().map(|(id, one)| (at.person(id), one.tally));
    let period = |period: &String| period_words(messages, period);
    let months = attendance.months.iter().map(|(month, tally)| (period(month), *tally));
    let quarters = sums(attendance, |one| &one.quarters, period);
    let series = |id: &SeriesId| {
        words(at.ctx.archive.site.series(id).map_or(id.as_str(), |series| &series.name))
    };
    let slots = attendance.slots.iter().map(|(slot, (_, tally))| (words(slot), *tally));
    [
        table(at, "people", ["attendance.by_person", "columns.person"], people).fold(
            at,
            FIRST,
            "folded.more_people",
        ),
        table(at, "months", ["attendance.by_month", "columns.month"], months)
            .fold(at, 0, "folded.months")
            .html(Html(picture::participation_by_month(&at.ctx))),
        table(at, "quarters", ["attendance.by_quarter", "columns.quarter"], quarters).fold(
            at,
            0,
            "folded.quarters",
        ),
        table(
            at,
            "series",
            ["attendance.by_series", "columns.series"],
            sums(attendance, |one| &one.series, series),
        ),
        table(at, "slots", ["attendance.by_hour", "columns.hour"], slots)
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

/// The log of a year: people by sessions.
fn log(
    scope: &Scope<'_>,
    years: &BTreeMap<i32, Vec<&Session>>,
    (year, sessions): &Year<'_>,
) -> Made {
    let at = scope.at(log_of(*year))?;
    let neighbours = [year - 1, year + 1].map(|year| {
        years.contains_key(&year).then(|| at.link(year.to_string(), Some(&log_of(year))))
    });
    let title = at.say("attendance.log_of_year", &[("year", year)]);
    let frame = Frame::new(&at, "attendance-log", &title)
        .below(&at, "attendance", at.word("menu.attendance"), "attendance.html")
        .between(
            ["neighbours.previous_year", "neighbours.next_year"].map(|key| at.word(key)),
            neighbours,
        )
        .data(&at, "data/attendance.csv");
    let meetings = sessions.iter().map(|session| session_line(&at, session)).collect();
    let view = Listing::default()
        .lead(words(at.word("attendance.signs")))
        .section(marks_of_all(&at, *year, sessions))
        .section(Section::new("meetings", at.word("menu.meetings")).list(meetings));
    scope.show("page/attendance-log.html", &frame, &view)
}

fn marks_of_all(at: &At<'_>, year: i32, sessions: &[&Session]) -> Section {
    let people: BTreeSet<&PersonId> =
        sessions.iter().flat_map(|session| session.marks.people.iter()).collect();
    let people: Vec<&PersonId> = people.into_iter().collect();
    let heat_map = picture::heat_map_of_year(&at.ctx, year, sessions, &people);
    let rows = people.into_iter().map(|id| {
        let marks = sessions.iter().map(|session| mark(at, session.marks.of(id)));
        Row::new(iter::once(at.person(id)).chain(marks))
    });
    let names = sessions.iter().map(|session| Column::of_record(session_name(session)));
    let columns = iter::once(Column::new(at, "columns.person")).chain(names).collect();
    let section = Section::new("log", at.word("attendance.log")).html(Html(heat_map));
    section.table_of(columns, rows.collect())
}

fn session_line(at: &At<'_>, session: &Session) -> Html {
    let link = at.target_html(&Target::Meeting(session.meeting.clone()));
    let rate = escape(&rate(at, session.tally.present, session.tally.eligible));
    Html(format!("{}: {rate}", at.join([link, at.day(session.day)])))
}

fn session_name(session: &Session) -> String {
    if session.is_daily {
        format!("{}/{}", session.meeting, session.day)
    } else {
        session.meeting.to_string()
    }
}

/// The class of a mark, its sign and its word.
fn sign(at: &At<'_>, mark: Mark) -> (&'static str, String, String) {
    let (class, sign, word) = match mark {
        Mark::Present => ("present", "marks.present_sign", "marks.present"),
        Mark::Partial => ("partial", "marks.partial_sign", "marks.partial"),
        Mark::Apologies => ("apologies", "marks.apologies_sign", "marks.apologies"),
        Mark::Absent => ("absent", "marks.absent_sign", "marks.absent"),
    };
    (class, escape(at.word(sign)), escape(at.word(word)))
}

fn mark(at: &At<'_>, mark: Option<Mark>) -> Html {
    let Some(mark) = mark else { return Html(String::new()) };
    let (class, sign, word) = sign(at, mark);
    Html(format!("<abbr class=\"mark mark-{class}\" title=\"{word}\">{sign}</abbr>"))
}

/// A mark in words, where there is room for them.
fn marked(at: &At<'_>, mark: Mark) -> Html {
    let (class, _, word) = sign(at, mark);
    Html(format!("<span class=\"mark-{class}\">{word}</span>"))
}

/// A person's marks, newest first.
pub(super) fn marks(at: &At<'_>, person: &PersonId) -> Vec<Row> {
    let attendance = &at.ctx.registers.attendance;
    let all = attendance.people.get(person).map(|one| one.marks.as_slice()).unwrap_or_default();
    let row = |(place, one): &(u32, Mark)| {
        let session = attendance.sessions.get(*place as usize)?;
        let link = at.target_html(&Target::Meeting(session.meeting.clone()));
        Some(Row::new([link, at.day(session.day), marked(at, *one)]))
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
    let logs = linked(&at.file("attendance.html"), at.word("attendance.logs_by_year"));
    let (n, all) = (at.number(ROWS), at.number(n_marks));
    let given: &Given<'_> = &[("n", &n), ("all", &all), ("logs", &logs)];
    Html(format!("<p>{}</p>", at.say_html("attendance.latest_marks", given)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_told_as_people_say_them() {
        let told = |period| period_words(Messages::english(), period).0;
        assert_eq!(told("2017-06"), "June 2017");
        assert_eq!(told("2017-Q2"), "second quarter of 2017");
    }
}
