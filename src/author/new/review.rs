//! The review of action items: the items that are open on the day of a meeting come out as rows of
//! a table, each an update that changes nothing until somebody writes in it.

use chrono::NaiveDate;

use super::{
    desk::Desk,
    lines::Lines,
    quote::markdown,
    series::{Run, is_of_a_team},
};
use crate::{
    derive::{ActionState, Registers},
    model::{ActionStatus, Origin, SeriesId},
    source::prose::plain,
    time::{Due, read_due},
};

/// Which open action items a meeting reviews.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Review {
    /// Every one.
    All,
    /// Those that a meeting of its series has opened or spoken of.
    Series,
    /// None.
    Nothing,
}

/// A table of open items.
pub(super) struct Table {
    /// Its rows.
    pub(super) rows: Lines,
    /// How many there are.
    pub(super) n_rows: usize,
    /// What else is open, but has no id yet, so that no row can speak of it.
    pub(super) unnamed: Vec<String>,
}

impl Table {
    /// The items that are open on a day, overdue ones first.
    pub(super) fn new(
        desk: &Desk<'_>,
        run: &Run<'_>,
        day: NaiveDate,
        review: Option<Review>,
    ) -> Self {
        let series = &run.series.id;
        let usual = if is_of_a_team(desk, series) { Review::Series } else { Review::All };
        let review = review.unwrap_or(usual);
        let registers = desk.registers(day);
        let mut table = Self { rows: Lines::default(), n_rows: 0, unnamed: Vec::new() };
        for state in open(&registers).filter(|state| is_reviewed(desk, state, series, review)) {
            let has_id = desk.archive.actions.get(&state.id).is_some_and(|one| one.has_given_id);
            if has_id {
                table.rows.push_or(row(desk, state, day), row_of_id(state));
                table.n_rows += 1;
            } else {
                table.unnamed.push(plain(&state.title));
            }
        }
        table
    }
}

fn open(registers: &Registers) -> impl Iterator<Item = &ActionState> {
    registers.open_actions.iter().filter_map(|id| registers.actions.get(id))
}

fn is_reviewed(desk: &Desk<'_>, state: &ActionState, series: &SeriesId, review: Review) -> bool {
    let is_of_series = |origin: &Origin| match origin {
        Origin::Meeting(id) => {
            desk.archive.meetings.get(id).is_some_and(|meeting| meeting.series == *series)
        }
        Origin::Other(_) => false,
    };
    match review {
        Review::All => true,
        Review::Series => state.history.iter().any(|step| is_of_series(&step.origin)),
        Review::Nothing => false,
    }
}

/// Says of an item what holds already, so that it changes nothing: its words, owners, day and
/// state.
fn row(desk: &Desk<'_>, state: &ActionState, day: NaiveDate) -> String {
    let owners: Vec<&str> =
        state.owners.iter().map(|owner| desk.archive.owner_name(owner)).collect();
    let status = if state.status == ActionStatus::InProgress { "in progress" } else { "" };
    cells(&[
        markdown(state.id.as_str()),
        markdown(&plain(&state.title)),
        markdown(&owners.join(", ")),
        markdown(&due(state, day)),
        status.to_owned(),
        String::new(),
    ])
}

/// When it is due, in the words that were chosen; where those would mean another day here ("EOD
/// Thursday", "next meeting"), the day itself.
fn due(state: &ActionState, day: NaiveDate) -> String {
    let Some(due) = &state.due else { return String::new() };
    match (due.date, read_due(&due.text, day)) {
        (Some(date), Due::Day(read)) if read == date => due.text.to_string(),
        (Some(date), _) => date.to_string(),
        (None, Due::Undated) => due.text.to_string(),
        (None, _) => String::new(),
    }
}

fn row_of_id(state: &ActionState) -> String {
    let mut all = [const { String::new() }; 6];
    all[0] = markdown(state.id.as_str());
    cells(&all)
}

fn cells(cells: &[String]) -> String {
    let cells: String = cells.iter().map(|cell| format!(" {cell} |")).collect();
    format!("|{}", cells.replace("  |", " |"))
}
