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
    let frame = Frame::new(&at, "glossary", at.word("menu.glossary"))
        .sourced(&at, "content/glossary.toml")
        .data(&at, "data/glossary.json");
    let rows = scope.ctx.archive.terms.values().map(|term| row(&at, term)).collect();
    let terms = Section::new("terms", at.word("glossary.terms")).table(
        &at,
        &["columns.term", "columns.meaning"],
        rows,
    );
    scope.show("page/glossary.html", &frame, &Listing::default().section(terms))
}

fn row(at: &At<'_>, term: &Term) -> Row {
    let page = term.page.clone().map(|page| at.target_html(&Target::Page(page)));
    let text = Html(escape(&term.text));
    let meaning = match page {
        Some(page) => at.say_html("glossary.see", &[("meaning", &text), ("page", &page)]),
        None => text,
    };
    Row::new([words(&term.term), meaning]).id(&id_of_words(&term.term))
}
