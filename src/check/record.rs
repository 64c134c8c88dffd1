//! `decision/no-id`, `record/unapproved`, `attachment/unlinked`, `meeting/number`,
//! `meeting/order`: the record as a whole.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, ids};
use crate::{
    diagnostic::{Diagnostic, Sink, code},
    model::{Meeting, MeetingId, MeetingStatus},
    source::Span,
    time::long_day,
};

/// Minutes are late when they are not approved after so many days.
const APPROVAL_DAYS: i64 = 60;

/// Reads decisions and meetings.
pub(super) fn check(context: &Context, sink: &mut Sink) {
    if !context.is_off(code::DECISION_NO_ID) {
        let decisions = context.archive.decisions.values().map(|decision| &**decision);
        let unnamed: Vec<_> = decisions.filter(|decision| !decision.has_given_id).collect();
        ids::decisions(context, &unnamed, sink);
    }
    let meetings = context.archive.meetings.values().map(|one| &**one);
    let late: Vec<&Meeting> = meetings.filter(|one| is_unapproved(context, one)).collect();
    let next = if late.is_empty() { BTreeMap::new() } else { successors(context) };
    sink.extend(late.iter().map(|one| unapproved(one, next.get(&one.id).copied())));
    numbers(context, sink);
}

fn is_unapproved(context: &Context, meeting: &Meeting) -> bool {
    let is_held = || context.registers.statuses.get(&meeting.id) == Some(&MeetingStatus::Held);
    meeting.approved.is_none()
        && (context.registers.as_of - meeting.end_date).num_days() > APPROVAL_DAYS
        && is_held()
}

/// Told at the line that opens the front matter, as other keys that are not there.
fn unapproved(meeting: &Meeting, next: Option<&MeetingId>) -> Diagnostic {
    let opening = Span::new(meeting.span.file, 0..FENCE.len());
    let message = format!("the minutes of {} are not approved", long_day(meeting.date));
    let said = Diagnostic::new(code::RECORD_UNAPPROVED, opening, message);
    said.help(match next {
        Some(next) => format!("add a line that says where they were: `approved = \"{next}\"`"),
        None => "add a line `approved = ` with the day on which they were".to_owned(),
    })
}

/// The line that opens front matter.
const FENCE: &str = "+++";

/// The next meeting of the series for each that has one.
fn successors<'a>(context: &Context<'a>) -> BTreeMap<&'a MeetingId, &'a MeetingId> {
    let mut last = BTreeMap::new();
    let mut next = BTreeMap::new();
    let meetings = context.archive.meetings_in_order();
    for meeting in meetings.filter(|meeting| meeting.series.as_str() != "") {
        if let Some(before) = last.insert(&meeting.series, &meeting.id) {
            next.insert(before, &meeting.id);
        }
    }
    next
}

/// Numbers of each series in order of time: none twice, and none out of order.
fn numbers(context: &Context, sink: &mut Sink) {
    let mut series: BTreeMap<_, Vec<&Meeting>> = BTreeMap::new();
    for meeting in context.archive.meetings_in_order().filter(|meeting| meeting.number.is_some()) {
        series.entry(&meeting.series).or_default().push(meeting);
    }
    for meetings in series.values() {
        let repeated = repeated(meetings, sink);
        let rest: Vec<&Meeting> =
            meetings.iter().copied().filter(|meeting| !repeated.contains(&meeting.id)).collect();
        order(&rest, sink);
    }
}

fn repeated<'a>(meetings: &[&'a Meeting], sink: &mut Sink) -> BTreeSet<&'a MeetingId> {
    let mut first: BTreeMap<Option<u32>, &Meeting> = BTreeMap::new();
    let mut repeated = BTreeSet::new();
    for meeting in meetings {
        if let Some(other) = first.get(&meeting.number) {
            sink.push(number_twice(meeting, other));
            repeated.insert(&meeting.id);
        } else {
            first.insert(meeting.number, meeting);
        }
    }
    repeated
}

fn number_twice(meeting: &Meeting, other: &Meeting) -> Diagnostic {
    let number = meeting.number.unwrap_or_default();
    let message =
        format!("{} of {} is number {number} of the series too", other.id, long_day(other.date));
    Diagnostic::new(code::MEETING_NUMBER, meeting.number_span, message)
        .help("mend the number of one of them")
        .related(other.number_span, "the same number")
}

/// The meetings that stand out are those outside the longest run of growing numbers.
fn order(meetings: &[&Meeting], sink: &mut Sink) {
    let numbers: Vec<u32> = meetings.iter().filter_map(|meeting| meeting.number).collect();
    let in_order = longest_growing(&numbers);
    for (at, meeting) in meetings.iter().enumerate().filter(|(at, _)| !in_order.contains(at)) {
        let other = contradicting(&numbers, &in_order, at).and_then(|other| meetings.get(other));
        other.into_iter().for_each(|other| sink.push(out_of_order(meeting, other)));
    }
}

/// The nearest meeting in order that the one at a place disagrees with: that before it where its
/// number is greater, and else that after it.
fn contradicting(numbers: &[u32], in_order: &BTreeSet<usize>, at: usize) -> Option<usize> {
    let before = in_order.range(..at).next_back().filter(|before| numbers[**before] > numbers[at]);
    before.or_else(|| in_order.range(at..).next()).copied()
}

fn out_of_order(meeting: &Meeting, neighbour: &Meeting) -> Diagnostic {
    let (number, other) =
        (meeting.number.unwrap_or_default(), neighbour.number.unwrap_or_default());
    let message = format!(
        "number {number} is on {}, and number {other} of the series on {}",
        long_day(meeting.date),
        long_day(neighbour.date)
    );
    Diagnostic::new(code::MEETING_ORDER, meeting.number_span, message)
        .help("mend the number or the date")
}

/// The places of the longest strictly growing subsequence, in n log n.
fn longest_growing(numbers: &[u32]) -> BTreeSet<usize> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let place = tails.partition_point(|&tail| numbers[tail] < *number);
        before.push(place.checked_sub(1).map(|previous| tails[previous]));
        if place == tails.len() { tails.push(at) } else { tails[place] = at }
    }
    std::iter::successors(tails.last().copied(), |&at| before[at]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_meeting_that_a_number_disagrees_with_is_named() {
        let other = |numbers: &[u32], at| contradicting(numbers, &longest_growing(numbers), at);
        assert_eq!(other(&[13, 17, 14, 15], 1), Some(2));
        assert_eq!(other(&[13, 14, 12, 15, 16], 2), Some(1));
        assert_eq!(other(&[7, 1, 2, 3], 0), Some(1));
    }

    #[test]
    fn the_number_that_stands_out_is_the_one_outside_the_longest_run() {
        let outside = |numbers: &[u32]| {
            let inside = longest_growing(numbers);
            (0..numbers.len()).filter(|at| !inside.contains(at)).collect::<Vec<_>>()
        };
        assert_eq!(outside(&[1, 2, 3]), [0; 0]);
        assert_eq!(outside(&[1, 2, 9, 3, 4]), [2]);
        assert_eq!(outside(&[7, 1, 2, 3]), [0]);
        assert_eq!(outside(&[]), [0; 0]);
    }
}
