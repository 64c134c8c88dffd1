//! The attendance heat map: people by meetings, or by months, quarters or years where there are
//! many.

use std::{
    collections::BTreeMap,
    fmt::{Display, Write as _},
    iter,
};

use chrono::{Datelike as _, NaiveDate};

use super::{
    figure::{Named, Role, Table, figure, legend, number, scrolled, size, svg},
    participation::rate,
    period::{Periods, first_of},
};
use crate::{
    derive::{Mark, PersonAttendance, Session, Tally},
    model::{Name, PersonId},
    render::{Context, html::escape, messages::Messages},
};

/// The most meetings that are shown one by one, and the most columns of time.
const MEETINGS: usize = 40;
const COLUMNS: usize = 24;

/// The height of the column heads and of a row, and the widths of a column with a mark and of one
/// with a rate.
const HEAD: usize = 40;
const HIGH: usize = 24;
const MARK: usize = 22;
const RATE: usize = 30;

/// The heat map of all meetings, people by month or coarser; nothing where nobody was expected.
pub(crate) fn heat_map(ctx: &Context<'_>, people: &[&PersonId]) -> String {
    let attendance = &ctx.registers.attendance;
    let days: Vec<NaiveDate> = attendance.months.keys().filter_map(|key| first_of(key)).collect();
    let [Some(first), Some(last)] = [days.first(), days.last()] else { return String::new() };
    let Some(periods) = Periods::between(*first, *last, COLUMNS) else { return String::new() };
    let rows =
        people.iter().filter_map(|&id| Some((id, sums(&periods, attendance.people.get(id)?))));
    let rows: Vec<(&PersonId, Sums)> = rows.collect();
    let title = ctx.messages.text(periods.unit.key([
        "heat_map.title_by_month",
        "heat_map.title_by_quarter",
        "heat_map.title_by_year",
    ]));
    by_period(ctx, &periods, &rows, title) + &table(ctx, &periods, &rows).behind(ctx.messages)
}

/// The heat map of a year: people by its sessions, or by month where there are many. The page has
/// the log below.
pub(crate) fn heat_map_of_year(
    ctx: &Context<'_>,
    year: i32,
    sessions: &[&Session],
    people: &[&PersonId],
) -> String {
    let [Some(first), Some(last)] = [sessions.first(), sessions.last()] else {
        return String::new();
    };
    if people.is_empty() {
        return String::new();
    }
    if sessions.len() <= MEETINGS {
        return by_session(ctx, year, sessions, people);
    }
    let days = [first, last].map(|one| one.day);
    let Some(periods) = Periods::between(days[0], days[1], COLUMNS) else { return String::new() };
    let rows: Vec<_> = people.iter().map(|id| (*id, sums_of(&periods, sessions, id))).collect();
    let title = periods.unit.key([
        "heat_map.year_by_month",
        "heat_map.year_by_quarter",
        "heat_map.year_by_year",
    ]);
    by_period(ctx, &periods, &rows, &ctx.messages.with(title, &[("year", &year)]))
}

type Sums = BTreeMap<usize, Tally>;

/// A person's tallies by column.
fn sums(periods: &Periods, person: &PersonAttendance) -> Sums {
    let mut sums = Sums::new();
    for (month, tally) in &person.months {
        if let Some(place) = first_of(month).and_then(|day| periods.place(day)) {
            add(sums.entry(place).or_default(), tally.present, tally.eligible);
        }
    }
    sums
}

fn sums_of(periods: &Periods, sessions: &[&Session], person: &PersonId) -> Sums {
    let mut sums = Sums::new();
    for session in sessions {
        let mark = session.marks.of(person);
        if let (Some(place), Some(mark)) = (periods.place(session.day), mark) {
            let is_there = matches!(mark, Mark::Present | Mark::Partial);
            add(sums.entry(place).or_default(), u32::from(is_there), 1);
        }
    }
    sums
}

fn add(sum: &mut Tally, present: u32, eligible: u32) {
    sum.present += present;
    sum.eligible += eligible;
}

fn names(ctx: &Context<'_>, people: impl Iterator<Item = PersonId>) -> Vec<String> {
    people.map(|id| ctx.archive.name(&Name::Person(id)).to_string()).collect()
}

/// The shades of a rate: its class, its least percentage, and the message of its words.
const SHADES: [(&str, u32, &str); 4] = [
    ("all", 100, "heat_map.share_all"),
    ("most", 75, "heat_map.share_most"),
    ("half", 50, "heat_map.share_half"),
    ("some", 1, "heat_map.share_some"),
];

fn by_period(
    ctx: &Context<'_>,
    periods: &Periods,
    rows: &[(&PersonId, Sums)],
    title: &str,
) -> String {
    let messages = ctx.messages;
    let description = description(periods, rows.len(), messages);
    let named = Named { id: "heat-map", title, description: &description };
    let width = periods.n * RATE + HIGH;
    let body = lines(rows.len(), width) + &period_heads(periods, messages) + &bars(rows);
    let svg = svg(&named, Role::Image, &size(width, HEAD + rows.len() * HIGH), &body);
    let names = names(ctx, rows.iter().map(|(id, _)| (*id).clone()));
    figure("heat", "", &(legend(HIGH, rate_signs(messages)) + &scrolled(&names, title, &svg)))
}

fn description(periods: &Periods, n_people: usize, messages: &Messages) -> String {
    let unit = periods.unit.key(["heat_map.months", "heat_map.quarters", "heat_map.years"]);
    let given: [(&str, &dyn Display); 4] = [
        ("people", &messages.count("heat_map.people", n_people, &[])),
        ("periods", &messages.count(unit, periods.n, &[])),
        ("first", &periods.name(0, messages)),
        ("last", &periods.name(periods.n - 1, messages)),
    ];
    messages.with("heat_map.about", &given)
}

fn rate_signs(messages: &Messages) -> impl Iterator<Item = (String, String)> {
    let heights = [18, 15, 11, 5].iter();
    let bars = SHADES.iter().zip(heights).map(|((class, _, key), high)| {
        let bar = format!("<path class=\"rate {class}\" d=\"M12 22v-{high}\"/>");
        (bar, messages.text(key).to_owned())
    });
    let none = messages.text("heat_map.share_none").to_owned();
    bars.chain([("<path class=\"absent\" d=\"M7 20h10\"/>".into(), none)])
}

/// A thin line below each row, so that the eye keeps to it.
fn lines(n_rows: usize, width: usize) -> String {
    let mut path = format!("M0 {HEAD}h{width}");
    for _ in 0..n_rows {
        let _ = write!(path, "m-{width} {HIGH}h{width}");
    }
    format!("<path class=\"rows\" d=\"{path}\"/>")
}

fn period_heads(periods: &Periods, messages: &Messages) -> String {
    let mut out = String::new();
    for (place, year) in periods.years() {
        let _ = write!(out, "<text x=\"{}\" y=\"14\">{year}</text>", place * RATE + 2);
    }
    if periods.n == periods.years().count() {
        return out;
    }
    for place in 0..periods.n {
        let (x, word) = (place * RATE + 2, escape(&periods.short(place, messages)));
        let _ = write!(out, "<text class=\"soft\" x=\"{x}\" y=\"32\">{word}</text>");
    }
    out
}

/// The columns of every row, a path a shade, and a dash where somebody came to nothing.
fn bars(rows: &[(&PersonId, Sums)]) -> String {
    let mut paths = [const { String::new() }; SHADES.len() + 1];
    for (row, (_, sums)) in rows.iter().enumerate() {
        let y = HEAD + row * HIGH + 21;
        for (place, tally) in sums {
            let Some(rate) = rate(*tally) else { continue };
            let shade = SHADES.iter().position(|(_, least, _)| rate >= *least);
            let x = place * RATE + RATE / 2;
            let Some(path) = paths.get_mut(shade.unwrap_or(SHADES.len())) else { continue };
            let high = (rate * 18 / 100).max(2);
            let _ = match shade {
                Some(_) => write!(path, "M{x} {y}v-{high}"),
                None => write!(path, "M{} {}h10", x - 5, y - 1),
            };
        }
    }
    let classes = SHADES.iter().map(|(class, ..)| format!("rate {class}"));
    let classes = classes.chain(["absent".to_owned()]);
    drawn(classes.zip(&paths))
}

/// Paths that draw something.
fn drawn<'p>(paths: impl Iterator<Item = (String, &'p String)>) -> String {
    let there = paths.filter(|(_, path)| !path.is_empty());
    there.map(|(class, path)| format!("<path class=\"{class}\" d=\"{path}\"/>")).collect()
}

/// The figures by column of time.
fn table(ctx: &Context<'_>, periods: &Periods, rows: &[(&PersonId, Sums)]) -> Table {
    let messages = ctx.messages;
    let person = messages.text("heat_map.person").to_owned();
    let columns = (0..periods.n).map(|place| periods.name(place, messages));
    let cell =
        |sums: &Sums, place: usize| sums.get(&place).map(|tally| present_of(*tally, messages));
    let row = |(id, sums): &(&PersonId, Sums)| {
        let cells = (0..periods.n).map(|place| cell(sums, place).unwrap_or_default());
        let name = ctx.archive.name(&Name::Person((*id).clone())).to_string();
        iter::once(name).chain(cells).collect()
    };
    Table {
        name: messages.text("heat_map.table").to_owned(),
        columns: iter::once(person).chain(columns).collect(),
        rows: rows.iter().map(row).collect(),
    }
}

/// "3 of 4"
fn present_of(tally: Tally, messages: &Messages) -> String {
    let [present, expected] = [tally.present, tally.eligible].map(|n| number(n, messages));
    messages.with("heat_map.present_of", &[("present", &present), ("expected", &expected)])
}

/// The marks: class, the drawing of one in the legend, and the message of its words.
const MARKS: [(Mark, &str, &str, &str); 4] = [
    (Mark::Present, "present", "M3 12h18", "heat_map.present"),
    (Mark::Partial, "partial", "M3 17h18", "heat_map.partial"),
    (Mark::Apologies, "apologies", "M12 12h1", "heat_map.apologies"),
    (Mark::Absent, "absent", "M7 12h10", "heat_map.absent"),
];

fn by_session(ctx: &Context<'_>, year: i32, sessions: &[&Session], people: &[&PersonId]) -> String {
    let messages = ctx.messages;
    let title = messages.with("heat_map.year_by_meeting", &[("year", &year)]);
    let given: [(&str, &dyn Display); 2] = [
        ("people", &messages.count("heat_map.people", people.len(), &[])),
        ("meetings", &messages.count("heat_map.meetings", sessions.len(), &[])),
    ];
    let description = messages.with("heat_map.about_meetings", &given);
    let named = Named { id: "heat-map", title: &title, description: &description };
    let width = sessions.len() * MARK + HIGH;
    let body =
        lines(people.len(), width) + &session_heads(sessions, messages) + &marks(sessions, people);
    let svg = svg(&named, Role::Image, &size(width, HEAD + people.len() * HIGH), &body);
    let names = names(ctx, people.iter().map(|id| (*id).clone()));
    let signs = MARKS.map(|(_, class, path, key)| {
        (format!("<path class=\"{class}\" d=\"{path}\"/>"), messages.text(key).to_owned())
    });
    figure("heat", "", &(legend(HIGH, signs) + &scrolled(&names, &title, &svg)))
}

/// The day of each session, below the month where it is another than before.
fn session_heads(sessions: &[&Session], messages: &Messages) -> String {
    let mut out = String::new();
    let mut month = None;
    for (place, session) in sessions.iter().enumerate() {
        let x = place * MARK + 2;
        if month.replace(session.day.month()) != Some(session.day.month()) {
            let word = escape(messages.short_month(session.day.month()));
            let _ = write!(out, "<text x=\"{x}\" y=\"14\">{word}</text>");
        }
        let day = session.day.day();
        let _ = write!(out, "<text class=\"soft\" x=\"{x}\" y=\"32\">{day}</text>");
    }
    out
}

/// Every mark, a path a kind; neighbours of a kind are one dashed line.
fn marks(sessions: &[&Session], people: &[&PersonId]) -> String {
    let mut paths = [const { String::new() }; MARKS.len()];
    for (row, id) in people.iter().enumerate() {
        let marks: Vec<Option<Mark>> =
            sessions.iter().map(|session| session.marks.of(id)).collect();
        let mut place = 0;
        for run in marks.chunk_by(|one, other| one == other) {
            let kind = run.first().copied().flatten();
            let kind = MARKS.iter().position(|(mark, ..)| Some(*mark) == kind);
            if let Some(path) = kind.and_then(|kind| paths.get_mut(kind)) {
                push_run(path, run.first().copied().flatten(), place, row, run.len());
            }
            place += run.len();
        }
    }
    drawn(MARKS.iter().map(|(_, class, ..)| (*class).to_owned()).zip(&paths))
}

/// A run of marks; the dashes of its line are those of the stylesheet.
fn push_run(path: &mut String, mark: Option<Mark>, place: usize, row: usize, n: usize) {
    let (x, y, long) = (place * MARK, HEAD + row * HIGH + 12, n * MARK);
    let _ = match mark {
        Some(Mark::Present) => write!(path, "M{} {y}h{}", x + 2, long - 4),
        Some(Mark::Partial) => write!(path, "M{} {}h{}", x + 2, y + 5, long - 4),
        Some(Mark::Apologies) => write!(path, "M{} {y}h{}", x + 11, long - MARK + 1),
        Some(Mark::Absent) => write!(path, "M{} {y}h{}", x + 6, long - 12),
        None => Ok(()),
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{derive::Attendance, render::fixture};

    fn of_year(sessions: &[&Session], people: &[&PersonId]) -> String {
        heat_map_of_year(&fixture::record().ctx(), 2017, sessions, people)
    }

    #[test]
    fn marks_of_a_kind_are_one_dashed_line() {
        let record = fixture::record();
        let sessions: Vec<&Session> = record.registers.attendance.sessions.iter().collect();
        let people: Vec<&PersonId> = record.archive.people.keys().collect();
        let html = of_year(&sessions, &people);
        assert!(html.contains("<path class=\"partial\" d=\"M2 57h40\"/></svg>"), "{html}");
        assert!(html.contains("<span>Emily Taylor</span>"));
        assert!(html.contains("<desc id=\"s.heat-map-about\">1 person by 2 meetings."));
    }

    #[test]
    fn many_meetings_are_shown_by_month() {
        let record = fixture::record();
        let one = &record.registers.attendance.sessions[0];
        let people: Vec<&PersonId> = record.archive.people.keys().collect();
        let html = of_year(&[one; MEETINGS + 1], &people);
        assert!(html.contains("Attendance in 2017, by month</title>"));
        assert!(html.contains("<path class=\"rate all\" d=\"M15 61v-18\"/></svg>"), "{html}");
    }

    #[test]
    fn all_meetings_have_their_figures_behind() {
        let record = fixture::record();
        let people: Vec<&PersonId> = record.archive.people.keys().collect();
        let html = heat_map(&record.ctx(), &people);
        assert!(
            html.contains("<tr><th scope=\"row\">Emily Taylor</th><td>1 of 1</td></tr>"),
            "{html}"
        );
    }

    #[test]
    fn somebody_who_never_came_has_a_dash() {
        let sums: Sums = [(1, Tally { eligible: 2, absent: 2, ..Tally::default() })].into();
        let id = PersonId::new("a");
        assert_eq!(bars(&[(&id, sums)]), "<path class=\"absent\" d=\"M40 60h10\"/>");
    }

    #[test]
    fn nobody_has_no_picture() {
        let mut record = fixture::record();
        record.registers.attendance = Attendance::default().into();
        assert_eq!(heat_map(&record.ctx(), &[]), "");
        assert_eq!(of_year(&[], &[]), "");
    }
}
