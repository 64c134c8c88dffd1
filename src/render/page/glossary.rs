//! The glossary.

use super::{
    Made, Scope,
    at::Html,
    frame::Frame,
    listing::{Listing, Row, Section, words},
};
use crate::{
    model::{Address, Target, Term},
    render::html::{escape, id_of_words},
};

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let terms: Vec<&Term> = scope.ctx.archive.terms.values().collect();
    if terms.is_empty() {
        return Vec::new();
    }
    let at = scope.at(Address::new("glossary.html"));
    let frame = Frame::new(&at, "glossary", "Glossary")
        .sourced(at.source("content/glossary.toml"))
        .data(&at, "data/glossary.json");
    let rows = terms.iter().map(|term| {
        let more = term
            .page
            .clone()
            .map(|page| format!(", see {}", at.target_html(&Target::Page(page)).0))
            .unwrap_or_default();
        Row::new([words(&term.term), Html(escape(&term.text) + &more)]).id(&id_of_words(&term.term))
    });
    let view = Listing::default()
        .section(Section::new("terms", "Terms").table(&["Term", "Meaning"], rows.collect()));
    vec![scope.show("page/glossary.html", &frame, &view)]
}
