//! `glossary.json`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    model::{PageId, Term},
    render::Context,
};

/// A term of the glossary.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct TermEntry<'a> {
    /// `OCTO`
    pub term: &'a str,
    /// What it means.
    pub text: &'a str,
    /// The id of a page that says more.
    pub page: Option<&'a str>,
}

/// Every term, in order.
pub(crate) fn glossary<'a>(ctx: &Context<'a>) -> Vec<TermEntry<'a>> {
    ctx.archive.terms.values().map(term).collect()
}

fn term(term: &Term) -> TermEntry<'_> {
    TermEntry { term: &term.term, text: &term.text, page: term.page.as_ref().map(PageId::as_str) }
}
