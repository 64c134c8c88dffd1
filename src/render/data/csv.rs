//! The open data as CSV (RFC 4180), in which no cell can be taken for a formula.

use crate::{
    derive::{Mark, PersonAttendance},
    model::PersonId,
    render::{Context, Output},
};

use super::{
    actions::{self, ActionEntry},
    attendance::key,
    decisions::{self, DecisionEntry},
    output,
    value::owner_names,
};

/// `actions.csv`, `decisions.csv`, `attendance.csv`.
pub(super) fn outputs(ctx: &Context<'_>) -> [Output; 3] {
    [
        output("data/actions.csv", actions(ctx)),
        output("data/decisions.csv", decisions(ctx)),
        output("data/attendance.csv", attendance(ctx)),
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

fn actions(ctx: &Context<'_>) -> Vec<u8> {
    let mut table = Table::new(ACTION_COLUMNS);
    for (action, state) in actions::actions(ctx).into_iter().zip(ctx.registers.actions.values()) {
        let names = owner_names(ctx.archive, &state.owners);
        table.row(action_cells(action, names));
    }
    table.finish()
}

fn action_cells(action: ActionEntry<'_>, owner_names: String) -> [String; 14] {
    let day = |day: Option<super::Day>| day.map(|day| day.0.to_string()).unwrap_or_default();
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

fn text(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}

const DECISION_COLUMNS: [&str; 9] =
    ["id", "date", "meeting", "source", "text", "replaces", "amends", "clarifies", "replaced_by"];

fn decisions(ctx: &Context<'_>) -> Vec<u8> {
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

/// A row a person, a column a meeting, or a day of one that keeps a log a day.
fn attendance(ctx: &Context<'_>) -> Vec<u8> {
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
        if let Some(cell) = marks.get_mut(at) {
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
