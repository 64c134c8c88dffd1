//! The register of decisions.

use super::{
    Made, Scope,
    at::Html,
    frame::Frame,
    listing::{Listing, Row, Section, state},
    part::{State, decision_row},
};
use crate::{
    model::{Address, DecisionId, Origin, Target},
    render::html::{self, Base, escape},
    text::plural,
};

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    if scope.ctx.registers.decisions.is_empty() { Vec::new() } else { vec![page(scope)] }
}

fn page(scope: &Scope<'_>) -> Made {
    let at = scope.at(Address::new("decisions.html"));
    let frame = Frame::new(&at, "decisions", "Decisions")
        .data(&at, "data/decisions.json")
        .data(&at, "data/decisions.csv");
    let registers = scope.ctx.registers;
    let rows: Vec<Row> = registers.decisions.iter().filter_map(|id| row(&at, id)).collect();
    let n_standing =
        registers.decision_fates.values().filter(|fate| fate.replaced_by.is_none()).count();
    let lead = format!(
        "{}, newest first; {n_standing} of them {}.",
        plural(rows.len(), "decision", "decisions"),
        if n_standing == 1 { "stands" } else { "stand" }
    );
    let view = Listing::default().lead(Html(lead)).section(
        Section::new("register", "Register")
            .table(&["Decision", "What was decided", "Taken", "State"], rows),
    );
    scope.show("page/decisions.html", &frame, &view)
}

fn row(at: &super::at::At<'_>, id: &DecisionId) -> Option<Row> {
    let decision = at.ctx.archive.decisions.get(id)?;
    let home = match &decision.origin {
        Origin::Meeting(meeting) => Address::of(&Target::Meeting(meeting.clone())),
        Origin::Other(_) => at.page.clone(),
    };
    let text = html::prose(&at.ctx, &decision.text, &Base::Quoted { on: &at.page, home: &home });
    let view = decision_row(at, id, text)?;
    let anchor = view.anchor.unwrap_or_default();
    let written = view
        .written
        .map(|written| format!("<span id=\"{}\"></span>", escape(&written)))
        .unwrap_or_default();
    let name = format!("{written}<a href=\"#{}\">{}</a>", escape(&anchor), escape(&view.id));
    let standing = if view.stands {
        State::new("stands", "stands")
    } else {
        State::new("replaced", "replaced")
    };
    let ties = view.ties.iter().map(|tie| tie.0.as_str());
    let standing = state(&standing).0;
    let told = std::iter::once(standing.as_str()).chain(ties).collect::<Vec<_>>().join("<br>");
    let cells = [name, view.text.0, format!("{}<br>{}", view.date.0, view.origin.0), told];
    Some(Row::new(cells.map(Html)).id(&anchor).extra(&decision.extra))
}
