//! `attendance.json`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::Day;
use crate::{
    derive::{Mark, PersonAttendance, Session, Tally},
    model::PersonId,
    render::Context,
};

/// Participation as of the day. A rate is present ÷ eligible to 4 decimals, null where nobody was
/// eligible. Only meetings that were held, that count and that have a log.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AttendanceEntry<'a> {
    /// By person, in order of id.
    pub people: Vec<PersonRates<'a>>,
    /// By meeting, or day of a meeting that keeps a log a day; in order of time.
    pub meetings: Vec<MeetingRate<'a>>,
    /// By month.
    pub months: Vec<MonthRate<'a>>,
    /// By hour of the start.
    pub slots: Vec<SlotRate<'a>>,
}

/// A person's participation.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PersonRates<'a> {
    /// The person.
    pub id: &'a str,
    /// How many meetings expected them.
    pub eligible: u32,
    /// At how many they were, in part or whole.
    pub present: u32,
    /// From how many they were excused.
    pub apologies: u32,
    /// From how many they were absent without excuse.
    pub absent: u32,
    /// Present ÷ eligible.
    pub rate: Option<f64>,
    /// By month.
    pub months: Vec<MonthRate<'a>>,
    /// By quarter.
    pub quarters: Vec<QuarterRate<'a>>,
    /// By series.
    pub series: BTreeMap<&'a str, Rate>,
    /// By meeting, or `meeting/day` where it keeps a log a day: `present`, `partial`, `apologies`
    /// or `absent`.
    pub marks: BTreeMap<String, &'static str>,
}

/// Present out of eligible.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Rate {
    /// Expected.
    pub eligible: u32,
    /// There, in part or whole.
    pub present: u32,
    /// Present ÷ eligible.
    pub rate: Option<f64>,
}

/// Participation in a meeting, or a day of one.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct MeetingRate<'a> {
    /// The meeting.
    pub id: &'a str,
    /// The day, on its own calendar.
    pub day: Day,
    /// How many were expected.
    pub expected: u32,
    /// How many of them were there.
    pub present: u32,
    /// Present ÷ expected.
    pub rate: Option<f64>,
}

/// Participation in a month.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct MonthRate<'a> {
    /// `2017-06`
    pub month: &'a str,
    /// Expected.
    pub eligible: u32,
    /// There.
    pub present: u32,
    /// Present ÷ eligible.
    pub rate: Option<f64>,
}

/// Participation in a quarter.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct QuarterRate<'a> {
    /// `2017-Q2`
    pub quarter: &'a str,
    /// Expected.
    pub eligible: u32,
    /// There.
    pub present: u32,
    /// Present ÷ eligible.
    pub rate: Option<f64>,
}

/// Participation by time of day.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SlotRate<'a> {
    /// The start of the hour, UTC: `06:00`.
    pub slot: &'a str,
    /// How many meetings began in it.
    pub meetings: u32,
    /// Expected.
    pub eligible: u32,
    /// There.
    pub present: u32,
    /// Present ÷ eligible.
    pub rate: Option<f64>,
}

/// Participation as of the day.
pub(crate) fn attendance<'a>(ctx: &Context<'a>) -> AttendanceEntry<'a> {
    let attendance = &ctx.registers.attendance;
    let person = |(id, one)| person(&attendance.sessions, id, one);
    AttendanceEntry {
        people: attendance.people.iter().map(person).collect(),
        meetings: attendance.sessions.iter().map(meeting).collect(),
        months: months(&attendance.months),
        slots: attendance.slots.iter().map(slot).collect(),
    }
}

fn person<'a>(
    sessions: &[Session],
    id: &'a PersonId,
    person: &'a PersonAttendance,
) -> PersonRates<'a> {
    let tally = &person.tally;
    let mark = |&(at, mark): &(u32, Mark)| Some((key(sessions.get(at as usize)?), word(mark)));
    PersonRates {
        id: id.as_str(),
        eligible: tally.eligible,
        present: tally.present,
        apologies: tally.apologies,
        absent: tally.absent,
        rate: rate(tally),
        months: months(&person.months),
        quarters: person.quarters.iter().map(quarter).collect(),
        series: person.series.iter().map(|(id, tally)| (id.as_str(), of_series(tally))).collect(),
        marks: person.marks.iter().filter_map(mark).collect(),
    }
}

/// The meeting, or meeting and day where it keeps a log a day.
pub(super) fn key(session: &Session) -> String {
    let Session { meeting, day, .. } = session;
    if session.is_daily { format!("{meeting}/{day}") } else { meeting.to_string() }
}

const fn word(mark: Mark) -> &'static str {
    match mark {
        Mark::Present => "present",
        Mark::Partial => "partial",
        Mark::Apologies => "apologies",
        Mark::Absent => "absent",
    }
}

fn meeting(session: &Session) -> MeetingRate<'_> {
    let tally = &session.tally;
    MeetingRate {
        id: session.meeting.as_str(),
        day: Day(session.day),
        expected: tally.eligible,
        present: tally.present,
        rate: rate(tally),
    }
}

fn months(months: &BTreeMap<String, Tally>) -> Vec<MonthRate<'_>> {
    months.iter().map(|(month, tally)| month_rate(month, tally)).collect()
}

fn month_rate<'a>(month: &'a str, tally: &Tally) -> MonthRate<'a> {
    MonthRate { month, eligible: tally.eligible, present: tally.present, rate: rate(tally) }
}

fn quarter<'a>((quarter, tally): (&'a String, &Tally)) -> QuarterRate<'a> {
    QuarterRate { quarter, eligible: tally.eligible, present: tally.present, rate: rate(tally) }
}

fn of_series(tally: &Tally) -> Rate {
    Rate { eligible: tally.eligible, present: tally.present, rate: rate(tally) }
}

fn slot<'a>((slot, (meetings, tally)): (&'a String, &(u32, Tally))) -> SlotRate<'a> {
    SlotRate {
        slot,
        meetings: *meetings,
        eligible: tally.eligible,
        present: tally.present,
        rate: rate(tally),
    }
}

/// To 4 decimals; none where nobody was eligible.
fn rate(tally: &Tally) -> Option<f64> {
    if tally.eligible == 0 {
        return None;
    }
    let exact = f64::from(tally.present) / f64::from(tally.eligible);
    format!("{exact:.4}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_has_four_decimals_and_is_null_where_nobody_was_eligible() {
        let of = |present, eligible| rate(&Tally { eligible, present, ..Tally::default() });
        assert_eq!(
            [of(1, 3), of(2, 3), of(5, 5), of(0, 0)],
            [Some(0.3333), Some(0.6667), Some(1.0), None]
        );
    }
}
