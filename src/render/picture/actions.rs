//! Open actions over time: the histories of items in, what was opened, closed and still open by
//! month out.

use std::fmt::Display;

use chrono::NaiveDate;

use super::{
    figure::{Named, Role, Table, figure, number, svg},
    period::{Periods, Unit},
    plot::{axis, columns, n_slots, rule},
};
use crate::{
    derive::{ActionState, FieldChange, Registers},
    render::{Context, html::escape, messages::Messages},
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
    let messages = ctx.messages;
    drawn(&periods, &flow, as_of, messages) + &table(&periods, &flow, messages).behind(messages)
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

fn drawn(periods: &Periods, flow: &Flow, as_of: NaiveDate, messages: &Messages) -> String {
    let named = Named {
        id: "actions-over-time",
        title: messages.text("open_actions.title"),
        description: &description(periods, flow, as_of, messages),
    };
    let svg = svg(
        &named,
        Role::Image,
        "class=\"plot\" width=\"100%\" height=\"25.5em\"",
        &panels(periods, flow, messages),
    );
    figure("actions", "", &svg)
}

fn description(periods: &Periods, flow: &Flow, as_of: NaiveDate, messages: &Messages) -> String {
    let key = periods.unit.key([
        "open_actions.about_by_month",
        "open_actions.about_by_quarter",
        "open_actions.about_by_year",
    ]);
    let number = |n: u32| number(n, messages);
    let open = flow.open.last().copied().unwrap_or_default();
    let given: [(&str, &dyn Display); 6] = [
        ("first", &periods.name(0, messages)),
        ("last", &periods.name(periods.n - 1, messages)),
        ("opened", &number(flow.opened.iter().sum())),
        ("closed", &number(flow.closed.iter().sum())),
        ("open", &number(open)),
        ("day", &messages.day(as_of)),
    ];
    messages.with(key, &given)
}

/// Three plots over the same time: how many were open, and below, of one scale, how many were
/// opened and closed.
fn panels(periods: &Periods, flow: &Flow, messages: &Messages) -> String {
    let n_slots = n_slots(periods);
    let (all, most) = (top(&flow.open), top(&flow.opened).max(top(&flow.closed)));
    let head = |y, name, words: &str| head(y, messages.text(name), words);
    let sum = |counts| sum(counts, periods.unit, messages);
    let mut out = head(["1.1", "2.4"], "open_actions.still_open", &now(&flow.open, messages));
    out += &(columns("open", &flow.open, all, n_slots, "2.9", "7") + &rule("base", "9.9"));
    out += &head(["11.8", "13.1"], "open_actions.opened", &sum(&flow.opened));
    out += &(columns("opened", &flow.opened, most, n_slots, "13.6", "3") + &rule("base", "16.6"));
    out += &head(["18.2", "19.5"], "open_actions.closed", &sum(&flow.closed));
    out += &(columns("closed", &flow.closed, most, n_slots, "20", "3") + &rule("base", "23"));
    out + &axis(periods, 23, messages)
}

fn top(counts: &[u32]) -> u32 {
    counts.iter().copied().max().unwrap_or_default()
}

/// What a plot is called, and its figures in words below.
fn head(y: [&str; 2], name: &str, words: &str) -> String {
    format!(
        "<text class=\"name\" x=\"0\" y=\"{}em\">{}</text>\
         <text class=\"soft\" x=\"0\" y=\"{}em\">{}</text>",
        y[0],
        escape(name),
        y[1],
        escape(words),
    )
}

/// "3 now, at most 7"
fn now(open: &[u32], messages: &Messages) -> String {
    let [now, most] = [open.last().copied().unwrap_or_default(), top(open)];
    let [now, most] = [now, most].map(|n| number(n, messages));
    messages.with("open_actions.now", &[("now", &now), ("most", &most)])
}

/// "12 in all, at most 4 a month"
fn sum(counts: &[u32], unit: Unit, messages: &Messages) -> String {
    let key = unit.key([
        "open_actions.sum_by_month",
        "open_actions.sum_by_quarter",
        "open_actions.sum_by_year",
    ]);
    let most = number(top(counts), messages);
    match counts.iter().sum::<u32>() {
        0 => messages.text("open_actions.none").to_owned(),
        n => messages.with(key, &[("n", &number(n, messages)), ("most", &most)]),
    }
}

fn table(periods: &Periods, flow: &Flow, messages: &Messages) -> Table {
    let counts = flow.opened.iter().zip(&flow.closed).zip(&flow.open);
    let rows = counts.enumerate().rev().map(|(place, ((opened, closed), open))| {
        let counts = [opened, closed, open].map(|n| number(*n, messages));
        std::iter::once(periods.name(place, messages)).chain(counts).collect()
    });
    let columns = [
        "open_actions.when",
        "open_actions.opened",
        "open_actions.closed",
        "open_actions.still_open_then",
    ];
    Table {
        name: messages.text("open_actions.title").to_owned(),
        columns: columns.map(|key| messages.text(key).to_owned()).into(),
        rows: rows.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        derive::Step,
        model::{ActionId, ActionStatus},
        render::fixture::{self, day},
    };

    fn step(item: &ActionState, date: &str, status: ActionStatus, on: Option<&str>) -> Step {
        Step {
            date: day(date),
            origin: item.origin.clone(),
            anchor: "p15-1".into(),
            changes: vec![FieldChange::Status(None, status, on.map(day))],
            note: None,
        }
    }

    /// The item of the fixture, opened on 14 May 2017, with these steps.
    fn flow_of(steps: &[(&str, ActionStatus, Option<&str>)]) -> Flow {
        let mut record = fixture::record();
        let item = record.registers.actions.get_mut("P15-1").unwrap();
        for (date, status, on) in steps {
            let step = step(item, date, status.clone(), *on);
            item.history.push(step);
        }
        flow(&record.registers).unwrap().1
    }

    #[test]
    fn what_was_opened_is_open_until_it_is_closed() {
        let open = flow_of(&[]);
        assert_eq!(open, Flow { opened: vec![1, 0], closed: vec![0, 0], open: vec![1, 1] });
        let closed = flow_of(&[("2017-06-01", ActionStatus::Completed, None)]);
        assert_eq!(closed, Flow { opened: vec![1, 0], closed: vec![0, 1], open: vec![1, 0] });
    }

    #[test]
    fn the_day_written_beside_a_status_counts_but_not_before_the_opening() {
        let said = |on| flow_of(&[("2017-06-01", ActionStatus::Completed, Some(on))]).closed;
        assert_eq!(said("2017-05-20"), [1, 0]);
        assert_eq!(said("2016-01-01"), [1, 0]);
        assert_eq!(said("2018-01-01"), [0, 1]);
    }

    #[test]
    fn what_was_opened_again_is_opened_twice() {
        let flow = flow_of(&[
            ("2017-05-20", ActionStatus::Cancelled, None),
            ("2017-06-01", ActionStatus::InProgress, None),
        ]);
        assert_eq!(flow, Flow { opened: vec![1, 1], closed: vec![1, 0], open: vec![0, 1] });
    }

    #[test]
    fn nothing_closed_is_said() {
        let html = actions_over_time(&fixture::record().ctx());
        assert!(html.contains("1 opened, 0 closed, 1 still open on 1 June 2017."), "{html}");
        assert!(html.contains(">none</text>"));
        assert!(
            html.contains(
                "<tr><th scope=\"row\">June 2017</th><td>0</td><td>0</td><td>1</td></tr>"
            )
        );
    }

    #[test]
    fn no_items_have_no_picture() {
        let mut record = fixture::record();
        assert!(record.registers.actions.remove(&ActionId::new("P15-1")).is_some());
        assert_eq!(actions_over_time(&record.ctx()), "");
    }
}
