//! A register as rows of words, before anybody knows how wide the paper is.

use chrono::NaiveDate;

use super::mail::{hours_between, utc_between};
use crate::{
    derive::{ActionState, PersonAttendance, Tally},
    model::{ActionStatus, Decision, DecisionId, Due, Meeting, Origin, Owner, Recommendation},
    render::{Record, Register},
    source::prose::{plain, plain_blocks},
    text::printable,
};

/// Columns and rows; each row has a cell a column.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row>,
}

/// A row, and whether it should catch the eye.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) cells: Vec<String>,
    pub(super) is_pressing: bool,
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
}

/// How a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// On one line: ids, days.
    Whole,
    /// On several lines where there is little room.
    Words,
    /// On one line, to the right.
    Number,
    /// As words, and left out of a table that has no room for it: another column says it too.
    Spare,
}

const fn whole(name: &'static str) -> Column {
    Column { name, kind: Kind::Whole }
}

const fn spare(name: &'static str) -> Column {
    Column { name, kind: Kind::Spare }
}

const fn words(name: &'static str) -> Column {
    Column { name, kind: Kind::Words }
}

const fn number(name: &'static str) -> Column {
    Column { name, kind: Kind::Number }
}

impl Sheet {
    fn new(columns: &[Column], rows: impl Iterator<Item = Row>) -> Self {
        let mut sheet = Self { columns: columns.to_vec(), rows: rows.collect() };
        sheet.leave_out_empty_columns();
        sheet
    }

    /// Drops what no entry says anything about.
    fn leave_out_empty_columns(&mut self) {
        let is_used: Vec<bool> = (0..self.columns.len())
            .map(|at| {
                let mut cells = self.rows.iter().filter_map(|row| row.cells.get(at));
                self.rows.is_empty() || cells.any(|cell| !cell.is_empty())
            })
            .collect();
        self.keep(&is_used);
    }

    /// Drops the columns that are spare; none where there are none.
    pub(super) fn without_spare(mut self) -> Option<Self> {
        let is_kept = self.columns.iter().map(|column| column.kind != Kind::Spare);
        let is_kept: Vec<bool> = is_kept.collect();
        self.keep(&is_kept);
        is_kept.contains(&false).then_some(self)
    }

    fn keep(&mut self, is_kept: &[bool]) {
        let mut kept = is_kept.iter();
        self.columns.retain(|_| kept.next() == Some(&true));
        for row in &mut self.rows {
            let mut kept = is_kept.iter();
            row.cells.retain(|_| kept.next() == Some(&true));
        }
    }
}

fn row<const N: usize>(cells: &[String; N]) -> Row {
    let cells = cells.iter().map(|cell| printable(cell).trim().to_owned()).collect();
    Row { cells, is_pressing: false }
}

/// The register of a context, in the order of the site's page of it.
pub(super) fn sheet(ctx: Record<'_>, register: Register) -> Sheet {
    match register {
        Register::Actions => actions(ctx),
        Register::Decisions => decisions(ctx),
        Register::Meetings => meetings(ctx),
        Register::Attendance => attendance(ctx),
        Register::Recommendations => recommendations(ctx),
    }
}

fn actions(ctx: Record<'_>) -> Sheet {
    let registers = ctx.registers;
    let ids = registers.open_actions.iter().chain(&registers.closed_actions);
    let states = ids.filter_map(|id| registers.actions.get(id));
    let columns = [whole("ID"), words("Due"), whole("Status"), words("Owner"), words("Action")];
    Sheet::new(&columns, states.map(|state| action(ctx, state)))
}

fn action(ctx: Record<'_>, state: &ActionState) -> Row {
    let cells = [
        state.id.to_string(),
        state.due.as_ref().map(due).unwrap_or_default(),
        status(state),
        owners(ctx, &state.owners),
        plain(&state.title),
    ];
    Row { is_pressing: state.is_overdue, ..row(&cells) }
}

/// The day, else the words.
pub(super) fn due(due: &Due) -> String {
    due.date.map_or_else(|| due.text.trim().to_owned(), |day| day.to_string())
}

fn status(state: &ActionState) -> String {
    if state.is_overdue { "overdue".to_owned() } else { status_words(&state.status) }
}

/// A status as people say it.
pub(super) fn status_words(status: &ActionStatus) -> String {
    match status {
        ActionStatus::InProgress => "in progress".to_owned(),
        ActionStatus::Merged(into) => format!("merged into {into}"),
        other => other.name().to_owned(),
    }
}

/// Names, between commas.
pub(super) fn owners(ctx: Record<'_>, owners: &[Owner]) -> String {
    let names: Vec<&str> = owners.iter().map(|owner| ctx.archive.owner_name(owner)).collect();
    names.join(", ")
}

fn decisions(ctx: Record<'_>) -> Sheet {
    let all = ctx.registers.decisions.iter().filter_map(|id| ctx.archive.decisions.get(id));
    let columns = [whole("ID"), whole("Date"), words("Taken at"), words("Decision")];
    Sheet::new(&columns, all.map(|decision| taken(ctx, decision)))
}

fn taken(ctx: Record<'_>, decision: &Decision) -> Row {
    let origin = match &decision.origin {
        Origin::Meeting(id) => id.as_str(),
        Origin::Other(words) => words,
    };
    let text = format!("{}{}", plain_blocks(&decision.text), ties(ctx, decision));
    row(&[decision.id.to_string(), decision.date.to_string(), origin.to_owned(), text])
}

/// What a decision does to others, and others to it: ` (replaces D12-2)`.
pub(super) fn ties(ctx: Record<'_>, decision: &Decision) -> String {
    let fate = ctx.registers.decision_fates.get(&decision.id);
    let of = |verb: &str, ids: &[DecisionId]| {
        let ids: Vec<&str> = ids.iter().map(DecisionId::as_str).collect();
        (!ids.is_empty()).then(|| format!("{verb} {}", ids.join(", ")))
    };
    let ties = [
        of("replaces", &decision.replaces),
        of("amends", &decision.amends),
        of("clarifies", &decision.clarifies),
        fate.and_then(|fate| of("replaced by", fate.replaced_by.as_slice())),
        fate.and_then(|fate| of("amended by", &fate.amended_by)),
        fate.and_then(|fate| of("clarified by", &fate.clarified_by)),
    ];
    let ties: Vec<String> = ties.into_iter().flatten().collect();
    if ties.is_empty() { String::new() } else { format!(" ({})", ties.join("; ")) }
}

fn meetings(ctx: Record<'_>) -> Sheet {
    let columns = [
        whole("ID"),
        words("Date"),
        words("Time"),
        spare("UTC"),
        whole("Status"),
        number("Present"),
        words("Title"),
    ];
    Sheet::new(&columns, ctx.archive.meetings_in_order().map(|meeting| held(ctx, meeting)))
}

fn held(ctx: Record<'_>, meeting: &Meeting) -> Row {
    let status = ctx.registers.statuses.get(&meeting.id);
    row(&[
        meeting.id.to_string(),
        days(meeting.date, meeting.end_date),
        hours_between(&meeting.start, &meeting.end),
        utc_between(&meeting.start, &meeting.end),
        status.map(|status| status.name().to_owned()).unwrap_or_default(),
        present(ctx, meeting),
        meeting.title.clone(),
    ])
}

fn days(first: NaiveDate, last: NaiveDate) -> String {
    if first == last { first.to_string() } else { format!("{first} to {last}") }
}

/// `12/14`: how many were there of those expected; nothing where nobody was, or no log was kept.
fn present(ctx: Record<'_>, meeting: &Meeting) -> String {
    let log = ctx.registers.attendance.meetings.get(&meeting.id);
    let log = log.filter(|log| !log.expected.is_empty());
    log.map(|log| format!("{}/{}", log.present.len(), log.expected.len())).unwrap_or_default()
}

fn attendance(ctx: Record<'_>) -> Sheet {
    let columns = [
        words("Person"),
        whole("ID"),
        number("Present"),
        number("Rate"),
        number("Apologies"),
        number("Absent"),
    ];
    let people = &ctx.registers.attendance.people;
    Sheet::new(
        &columns,
        people.iter().map(|(id, one)| {
            let name = ctx.archive.people.get(id).map_or(id.as_str(), |person| &person.name);
            participation(name, id.as_str(), one)
        }),
    )
}

fn participation(name: &str, id: &str, person: &PersonAttendance) -> Row {
    let tally = &person.tally;
    row(&[
        name.to_owned(),
        id.to_owned(),
        format!("{}/{}", tally.present, tally.eligible),
        percent(tally),
        tally.apologies.to_string(),
        tally.absent.to_string(),
    ])
}

/// `86 %`, halves up; a dash where nothing was expected.
fn percent(tally: &Tally) -> String {
    let (present, eligible) = (u64::from(tally.present), u64::from(tally.eligible));
    let half_up = (present * 200 + eligible).checked_div(eligible * 2);
    half_up.map_or_else(|| "–".to_owned(), |percent| format!("{percent} %"))
}

fn recommendations(ctx: Record<'_>) -> Sheet {
    let columns = [
        whole("ID"),
        whole("Status"),
        whole("Briefing"),
        whole("Target"),
        words("Owner"),
        words("Recommendation"),
    ];
    let all = ctx.archive.sets.values().flat_map(|set| &set.recommendations);
    Sheet::new(&columns, all.map(|one| recommendation(ctx, one)))
}

fn recommendation(ctx: Record<'_>, one: &Recommendation) -> Row {
    let state = ctx.registers.recommendations.get(&one.id);
    let briefing = state.map(|state| state.briefing.name().replace('-', " "));
    let target = state.and_then(|state| state.target);
    row(&[
        one.id.to_string(),
        state.and_then(|state| state.status.clone()).unwrap_or_default(),
        briefing.unwrap_or_default(),
        target.map(|day| day.to_string()).unwrap_or_default(),
        owners(ctx, &one.owners),
        one.title.clone(),
    ])
}
