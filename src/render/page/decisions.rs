//! The register of decisions.

use std::{collections::BTreeMap, iter};

use super::{
    Made, Scope,
    at::{At, Html, linked},
    frame::Frame,
    listing::{Listing, Row, Section, state},
    part::{DecisionRow, State, decision_row},
};
use crate::{
    model::{Address, DecisionId, Origin, Target},
    render::{
        html::{self, Base, escape},
        ledger::moved_decisions,
    },
    text::{number, plural},
};

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    if scope.ctx.registers.decisions.is_empty() { Vec::new() } else { vec![page(scope)] }
}

fn page(scope: &Scope<'_>) -> Made {
    let at = scope.at(Address::new("decisions.html"));
    let frame = Frame::new(&at, "decisions", "Decisions")
        .data(&at, "data/decisions.json")
        .data(&at, "data/decisions.csv");
    let decisions = scope.ctx.registers.decisions.iter();
    let moved = moved_decisions(scope.ctx.archive);
    let rows: Vec<Row> = decisions.filter_map(|id| row(&at, id, &moved)).collect();
    let columns = ["Decision", "What was decided", "Day", "From", "State"];
    let lead = lead(scope, rows.len());
    let register = Section::new("register", "Register").table(&columns, rows);
    let view = Listing::default()
        .lead(lead)
        .section(register.choose_by(&["From", "State"]).choose_by_year("Day"));
    scope.show("page/decisions.html", &frame, &view)
}

/// "4 decisions, newest first; 3 of them stand."
fn lead(scope: &Scope<'_>, n_decisions: usize) -> Html {
    let fates = scope.ctx.registers.decision_fates.values();
    let n_standing = fates.filter(|fate| fate.replaced_by.is_none()).count();
    let (n_all, stand) = (n_decisions, if n_standing == 1 { "stands" } else { "stand" });
    let n_decisions = plural(n_all, "decision", "decisions");
    Html(match n_standing {
        n if n == n_all && n_all > 1 => format!("{n_decisions}, newest first; all of them stand."),
        n => format!("{n_decisions}, newest first; {} of them {stand}.", number(n)),
    })
}

fn row(at: &At<'_>, id: &DecisionId, moved: &BTreeMap<&str, Vec<&str>>) -> Option<Row> {
    let decision = at.ctx.archive.decisions.get(id)?;
    let home = match &decision.origin {
        Origin::Meeting(meeting) => Address::of(&Target::Meeting(meeting.clone())),
        Origin::Other(_) => at.page.clone(),
    };
    let text = html::prose(&at.ctx, &decision.text, &Base::Quoted { on: &at.page, home: &home });
    let view = decision_row(at, id, text)?;
    let anchor = view.anchor.as_deref().unwrap_or_default();
    let old = moved.get(anchor).map(Vec::as_slice).unwrap_or_default();
    let (day, from) = (view.date.clone(), view.origin.clone());
    let cells = [name(&view, anchor, old), view.text.clone(), day, from, standing(&view)];
    Some(Row::new(cells).id(anchor).extra(&decision.extra))
}

/// The id, to be found as it was written too, and under the ids that it had.
fn name(view: &DecisionRow, anchor: &str, old: &[&str]) -> Html {
    let others = view.written.as_deref().into_iter().chain(old.iter().copied());
    let others = others.map(|other| format!("<span id=\"{}\"></span>", escape(other)));
    Html(others.collect::<String>() + &linked(&format!("#{anchor}"), &view.id).0)
}

/// Whether it stands, and what it has to do with others.
fn standing(view: &DecisionRow) -> Html {
    let word = if view.stands { "stands" } else { "replaced" };
    let told = iter::once(state(&State::new(word, word))).chain(view.ties.iter().cloned());
    Html(told.map(|one| one.0).collect::<Vec<_>>().join("<br>"))
}
