//! The open data as CSV (RFC 4180), in which no cell can be taken for a formula.

use crate::{
    derive::{Mark, PersonAttendance},
    model::PersonId,
    render::{Context, Output, Wanted},
};

use super::{
    Day,
    actions::{self, ActionEntry},
    attendance::key,
    decisions::{self, DecisionEntry},
    meetings::{self, MeetingEntry},
    recommendations::{self, RecommendationEntry},
    value::owner_names,
};

/// `actions.csv`, `decisions.csv`, `attendance.csv`.
pub(super) fn outputs(ctx: &Context<'_>, wanted: Wanted<'_>) -> [Output; 3] {
    [
        wanted.file("data/actions.csv", || actions(ctx)),
        wanted.file("data/decisions.csv", || decisions(ctx)),
        wanted.file("data/attendance.csv", || attendance(ctx)),
    ]
}

const ACTION_COLUMNS: [&str; 14] = [
    "id",
    "title",
    "owners",
    "owner_names",
    "status",
    "overdue",
    "due",
    "due_text",
    "first_due",
    "opened",
    "meeting",
    "source",
    "closed",
    "category",
];

/// `actions.csv`
pub(super) fn actions(ctx: &Context<'_>) -> Vec<u8> {
    let mut table = Table::new(ACTION_COLUMNS);
    for (action, state) in actions::actions(ctx).zip(ctx.registers.actions.values()) {
        let names = owner_names(ctx.archive, &state.owners);
        table.row(action_cells(action, names));
    }
    table.finish()
}

fn action_cells(action: ActionEntry<'_>, owner_names: String) -> [String; 14] {
    [
        action.id.to_owned(),
        action.title,
        action.owners.join("; "),
        owner_names,
        action.status.to_owned(),
        action.overdue.to_string(),
        day(action.due.date),
        text(action.due.text),
        day(action.first_due),
        action.opened.date.0.to_string(),
        text(action.opened.meeting),
        text(action.opened.source),
        day(action.closed),
        text(action.category),
    ]
}

fn day(day: Option<Day>) -> String {
    day.map(|day| day.0.to_string()).unwrap_or_default()
}

fn text(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}

const DECISION_COLUMNS: [&str; 9] =
    ["id", "date", "meeting", "source", "text", "replaces", "amends", "clarifies", "replaced_by"];

/// `decisions.csv`
pub(super) fn decisions(ctx: &Context<'_>) -> Vec<u8> {
    let mut table = Table::new(DECISION_COLUMNS);
    for decision in decisions::decisions(ctx) {
        table.row(decision_cells(decision));
    }
    table.finish()
}

fn decision_cells(decision: DecisionEntry<'_>) -> [String; 9] {
    [
        decision.id.to_owned(),
        decision.date.0.to_string(),
        text(decision.meeting),
        text(decision.source),
        decision.text,
        decision.replaces.join("; "),
        decision.amends.join("; "),
        decision.clarifies.join("; "),
        text(decision.replaced_by),
    ]
}

const MEETING_COLUMNS: [&str; 16] = [
    "id",
    "title",
    "series",
    "number",
    "status",
    "zone",
    "start",
    "end",
    "start_local",
    "end_local",
    "location",
    "expected",
    "present",
    "apologies",
    "absent",
    "source",
];

/// Meetings, a row each; people by their ids.
pub(super) fn meetings(ctx: &Context<'_>) -> Vec<u8> {
    let mut table = Table::new(MEETING_COLUMNS);
    meetings::meetings(ctx).for_each(|one| table.row(meeting_cells(one)));
    table.finish()
}

fn meeting_cells(meeting: MeetingEntry<'_>) -> [String; 16] {
    let log = meeting.attendance;
    [
        meeting.id.to_owned(),
        meeting.title.to_owned(),
        meeting.series.to_owned(),
        meeting.number.map(|number| number.to_string()).unwrap_or_default(),
        meeting.status.to_owned(),
        meeting.zone.to_owned(),
        meeting.start.0,
        meeting.end.0,
        meeting.start_local.0,
        meeting.end_local.0,
        text(meeting.location),
        log.expected.join("; "),
        log.present.join("; "),
        log.apologies.join("; "),
        log.absent.join("; "),
        meeting.source.to_owned(),
    ]
}

const RECOMMENDATION_COLUMNS: [&str; 12] = [
    "set",
    "number",
    "title",
    "group",
    "status",
    "priority",
    "owners",
    "owner_names",
    "target",
    "first_target",
    "briefing",
    "briefed_on",
];

/// Recommendations, a row each.
pub(super) fn recommendations(ctx: &Context<'_>) -> Vec<u8> {
    let mut table = Table::new(RECOMMENDATION_COLUMNS);
    let all = ctx.archive.sets.values().flat_map(|set| &set.recommendations);
    for (one, known) in recommendations::recommendations(ctx).into_iter().zip(all) {
        table.row(recommendation_cells(&one, owner_names(ctx.archive, &known.owners)));
    }
    table.finish()
}

fn recommendation_cells(one: &RecommendationEntry<'_>, owner_names: String) -> [String; 12] {
    [
        one.set.to_owned(),
        one.number.to_owned(),
        one.title.to_owned(),
        text(one.group),
        text(one.status),
        text(one.priority),
        one.owners.join("; "),
        owner_names,
        day(one.target),
        day(one.first_target),
        one.briefing.to_owned(),
        day(one.briefed_on),
    ]
}

/// A row a person, a column a meeting, or a day of one that keeps a log a day.
pub(super) fn attendance(ctx: &Context<'_>) -> Vec<u8> {
    let sessions = &ctx.registers.attendance.sessions;
    // Ids of meetings are lower case: these two cannot be theirs.
    let head = ["Person", "Name"].map(str::to_owned);
    let mut table = Table::new(head.into_iter().chain(sessions.iter().map(key)));
    for (id, person) in &ctx.registers.attendance.people {
        table.row(person_cells(ctx, id, person, sessions.len()));
    }
    table.finish()
}

fn person_cells(
    ctx: &Context<'_>,
    id: &PersonId,
    attendance: &PersonAttendance,
    n_sessions: usize,
) -> Vec<String> {
    let name = ctx.archive.people.get(id).map_or(id.as_str(), |person| &person.name);
    let mut marks = vec![""; n_sessions];
    for &(at, mark) in &attendance.marks {
        if let Some(cell) = marks.get_mut(at as usize) {
            *cell = sign(mark);
        }
    }
    [id.as_str(), name].into_iter().chain(marks).map(str::to_owned).collect()
}

const fn sign(mark: Mark) -> &'static str {
    match mark {
        Mark::Present => "P",
        Mark::Partial => "p",
        Mark::Apologies => "A",
        Mark::Absent => "–",
    }
}

/// A CSV file in the making.
struct Table(::csv::Writer<Vec<u8>>);

impl Table {
    fn new<S: AsRef<str>>(head: impl IntoIterator<Item = S>) -> Self {
        let mut builder = ::csv::WriterBuilder::new();
        builder.terminator(::csv::Terminator::CRLF);
        let mut table = Self(builder.from_writer(Vec::new()));
        table.row(head);
        table
    }

    fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) {
        let cells = cells.into_iter().map(|cell| harmless(cell.as_ref()));
        // Memory takes every write, and all rows are made of as many cells as the head.
        let _ = self.0.write_record(cells.collect::<Vec<_>>());
    }

    fn finish(self) -> Vec<u8> {
        self.0.into_inner().unwrap_or_default()
    }
}

/// The text in a form that no spreadsheet runs: an apostrophe before what would begin a formula,
/// full-width signs included.
fn harmless(text: &str) -> String {
    let text = text.replace('\0', "");
    let starts_formula =
        text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if starts_formula { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_begin_like_a_formula_are_made_harmless() {
        let made = ["=1+1", "+41", "-", "@SUM(A1)", "\tx", "–", "a=b"].map(harmless);
        assert_eq!(made, ["'=1+1", "'+41", "'-", "'@SUM(A1)", "'\tx", "–", "a=b"]);
    }

    #[test]
    fn rows_end_in_cr_lf_and_quotes_are_doubled() {
        let mut table = Table::new(["id", "text"]);
        table.row(["D15-1", "Say \"yes\", all"]);
        let text = String::from_utf8(table.finish()).unwrap();
        assert_eq!(text, "id,text\r\nD15-1,\"Say \"\"yes\"\", all\"\r\n");
    }
}
