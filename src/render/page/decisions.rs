//! The register of decisions.

use std::{collections::BTreeMap, iter};

use super::{
    Made, Scope,
    at::{At, Html, linked},
    frame::Frame,
    listing::{Listing, Row, Section, state, words},
    part::{DecisionRow, State, decision_row},
};
use crate::{
    model::{Address, DecisionId, Origin, Target},
    render::{
        html::{self, Base, escape},
        ledger::moved_decisions,
    },
};

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    if scope.ctx.registers.decisions.is_empty() { Vec::new() } else { vec![page(scope)] }
}

fn page(scope: &Scope<'_>) -> Made {
    let at = scope.at(Address::new("decisions.html"))?;
    let frame = Frame::new(&at, "decisions", at.word("menu.decisions"))
        .data(&at, "data/decisions.json")
        .data(&at, "data/decisions.csv");
    let decisions = scope.ctx.registers.decisions.iter();
    let moved = moved_decisions(scope.ctx.archive);
    let rows: Vec<Row> = decisions.filter_map(|id| row(&at, id, &moved)).collect();
    let columns =
        ["columns.decision", "columns.decided", "columns.day", "columns.from", "columns.state"];
    let lead = lead(&at, rows.len());
    let register = Section::new("register", at.word("decisions.register"));
    let view = Listing::default().lead(lead).section(
        register.table(&at, &columns, rows).choose_by(&["from", "state"]).choose_by_year("day"),
    );
    scope.show("page/decisions.html", &frame, &view)
}

/// "4 decisions, newest first; 3 of them stand."
fn lead(at: &At<'_>, n_all: usize) -> Html {
    let fates = at.ctx.registers.decision_fates.values();
    let n_standing = fates.filter(|fate| fate.replaced_by.is_none()).count();
    let decisions = at.count("decisions.n", n_all);
    let standing = match n_standing {
        n if n == n_all && n_all > 1 => at.word("decisions.all_of_them_stand").to_owned(),
        n => at.count("decisions.n_of_them_stand", n),
    };
    words(&at.say("decisions.lead", &[("decisions", &decisions), ("standing", &standing)]))
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
    let cells = [name(&view, anchor, old), view.text.clone(), day, from, standing(at, &view)];
    Some(Row::new(cells).id(anchor).extra(&decision.extra))
}

/// The id, to be found as it was written too, and under the ids that it had.
fn name(view: &DecisionRow, anchor: &str, old: &[&str]) -> Html {
    let others = view.written.as_deref().into_iter().chain(old.iter().copied());
    let others = others.map(|other| format!("<span id=\"{}\"></span>", escape(other)));
    Html(others.collect::<String>() + &linked(&format!("#{anchor}"), &view.id).0)
}

/// Whether it stands, and what it has to do with others.
fn standing(at: &At<'_>, view: &DecisionRow) -> Html {
    let (class, key) =
        if view.stands { ("stands", "states.stands") } else { ("replaced", "states.replaced") };
    let word = state(&State::new(class, at.word(key)));
    let told = iter::once(word).chain(view.ties.iter().cloned());
    Html(told.map(|one| one.0).collect::<Vec<_>>().join("<br>"))
}
