//! Open actions over time: the histories of items in, what was opened, closed and still open by
//! month out.

use chrono::NaiveDate;

use super::{
    figure::{Named, Role, Table, figure, svg},
    period::Periods,
    plot::{axis, columns, n_slots, rule},
};
use crate::{
    derive::{ActionState, FieldChange, Registers},
    render::Context,
    time::long_day,
};

/// The most columns of the plot.
const COLUMNS: usize = 72;

/// What happened to the items in each column of time.
#[derive(Debug, PartialEq, Eq)]
struct Flow {
    opened: Vec<u32>,
    closed: Vec<u32>,
    /// At the end of each.
    open: Vec<u32>,
}

/// Items opened, closed and still open by month, or coarser where there are many, until the as-of
/// day; with its table. Nothing where there was never an item.
pub(crate) fn actions_over_time(ctx: &Context<'_>) -> String {
    let Some((periods, flow)) = flow(ctx.registers) else { return String::new() };
    let as_of = ctx.registers.as_of;
    drawn(&periods, &flow, as_of) + &table(&periods, &flow).behind()
}

/// A day on which an item was opened, anew or for the first time, or closed.
enum Turn {
    Opened(NaiveDate),
    Closed(NaiveDate),
}

/// The turns of an item, in order. What was closed before it was recorded, or told to be closed on
/// a day to come, was closed between.
fn turns(item: &ActionState, as_of: NaiveDate) -> Vec<Turn> {
    let mut turns = vec![Turn::Opened(item.opened)];
    let (mut is_open, mut last) = (true, item.opened);
    for step in &item.history {
        for change in &step.changes {
            let FieldChange::Status(_, status, on) = change else { continue };
            if status.is_open() == is_open {
                continue;
            }
            is_open = status.is_open();
            last = on.unwrap_or(step.date).clamp(last, as_of.max(last));
            turns.push(if is_open { Turn::Opened(last) } else { Turn::Closed(last) });
        }
    }
    turns
}

fn flow(registers: &Registers) -> Option<(Periods, Flow)> {
    let first = registers.actions.values().map(|item| item.opened).min()?;
    let periods = Periods::between(first, registers.as_of, COLUMNS)?;
    let (mut opened, mut closed) = (vec![0; periods.n], vec![0; periods.n]);
    let add = |counts: &mut Vec<u32>, day: NaiveDate| {
        if let Some(count) = periods.place(day).and_then(|place| counts.get_mut(place)) {
            *count += 1;
        }
    };
    for turn in registers.actions.values().flat_map(|item| turns(item, registers.as_of)) {
        match turn {
            Turn::Opened(day) => add(&mut opened, day),
            Turn::Closed(day) => add(&mut closed, day),
        }
    }
    let open = opened.iter().zip(&closed).scan(0_u32, |open, (opened, closed)| {
        *open = (*open + opened).saturating_sub(*closed);
        Some(*open)
    });
    let open = open.collect();
    Some((periods, Flow { opened, closed, open }))
}

fn drawn(periods: &Periods, flow: &Flow, as_of: NaiveDate) -> String {
    let unit = periods.unit.word();
    let [opened, closed] = [&flow.opened, &flow.closed].map(|counts| counts.iter().sum::<u32>());
    let open = flow.open.last().copied().unwrap_or_default();
    let description = format!(
        "By {unit}, from {} to {}: {opened} opened, {closed} closed, {open} still open on {}.",
        periods.name(0),
        periods.name(periods.n - 1),
        long_day(as_of),
    );
    let named = Named {
        id: "actions-over-time",
        title: "Open actions over time",
        description: &description,
    };
    let svg = svg(
        &named,
        Role::Image,
        "class=\"plot\" width=\"100%\" height=\"21em\"",
        &panels(periods, flow),
    );
    figure("actions", "", &svg)
}

/// Three plots over the same time: how many were open, and below, of one scale, how many were
/// opened and closed.
fn panels(periods: &Periods, flow: &Flow) -> String {
    let unit = periods.unit.word();
    let n_slots = n_slots(periods);
    let top = |counts: &[u32]| counts.iter().copied().max().unwrap_or_default();
    let (all, most) = (top(&flow.open), top(&flow.opened).max(top(&flow.closed)));
    let head = |y: &str, words: &str, end: &str| {
        format!(
            "<text x=\"0\" y=\"{y}em\">{words}</text><text class=\"end soft\" x=\"100%\" y=\"{y}em\">{end}</text>"
        )
    };
    let most_of = |counts: &[u32]| format!("most in a {unit}: {}", top(counts));
    let mut out =
        head("1.1", &format!("Still open at the end of each {unit}"), &format!("most: {all}"));
    out += &(columns("open", &flow.open, all, n_slots, "1.6", "7") + &rule("base", "8.6"));
    out += &head("10.6", "Opened", &most_of(&flow.opened));
    out += &(columns("opened", &flow.opened, most, n_slots, "11", "3") + &rule("base", "14"));
    out += &head("15.6", "Closed", &most_of(&flow.closed));
    out += &(columns("closed", &flow.closed, most, n_slots, "16", "3") + &rule("base", "19"));
    out + &axis(periods, 19)
}

fn table(periods: &Periods, flow: &Flow) -> Table {
    let counts = flow.opened.iter().zip(&flow.closed).zip(&flow.open);
    let rows = counts.enumerate().rev().map(|(place, ((opened, closed), open))| {
        let counts = [opened, closed, open].map(ToString::to_string);
        std::iter::once(periods.name(place)).chain(counts).collect()
    });
    let columns = ["When", "Opened", "Closed", "Still open at its end"];
    Table {
        name: "Open actions over time".into(),
        columns: columns.map(str::to_owned).into(),
        rows: rows.collect(),
    }
}
