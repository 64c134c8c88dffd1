//! The glossary.

use super::{
    Made, Scope,
    at::{At, Html},
    frame::Frame,
    listing::{Listing, Row, Section, words},
};
use crate::{
    model::{Address, Target, Term},
    render::html::{escape, id_of_words},
};

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    if scope.ctx.archive.terms.is_empty() { Vec::new() } else { vec![page(scope)] }
}

fn page(scope: &Scope<'_>) -> Made {
    let at = scope.at(Address::new("glossary.html"))?;
    let frame = Frame::new(&at, "glossary", "Glossary")
        .sourced(at.source("content/glossary.toml"))
        .data(&at, "data/glossary.json");
    let rows = scope.ctx.archive.terms.values().map(|term| row(&at, term)).collect();
    let terms = Section::new("terms", "Terms").table(&["Term", "Meaning"], rows);
    scope.show("page/glossary.html", &frame, &Listing::default().section(terms))
}

fn row(at: &At<'_>, term: &Term) -> Row {
    let page = term.page.clone().map(|page| at.target_html(&Target::Page(page)));
    let more = page.map(|page| format!(", see {}", page.0)).unwrap_or_default();
    Row::new([words(&term.term), Html(escape(&term.text) + &more)]).id(&id_of_words(&term.term))
}
