//! Ordinary pages and the glossary.

use std::sync::Arc;

use camino::Utf8PathBuf;

use super::{Attachment, Extra, PageId, Prose};
use crate::source::{FileId, Span, Spanned};

/// An ordinary page.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// Its path below `pages/`: `guides/joining`.
    pub id: PageId,
    /// The id under which it was first published, by which feeds know it for ever: its own, or an
    /// alias that was one.
    pub first_id: PageId,
    /// Its file.
    pub file: FileId,
    /// That file's path from the root.
    pub source: Utf8PathBuf,
    /// Where the title stands.
    pub span: Span,
    /// Its title.
    pub title: String,
    /// Its place in the menu.
    pub nav: Option<i64>,
    /// One line for indexes and feeds.
    pub description: Option<String>,
    /// Other ids and old addresses.
    pub aliases: Vec<Spanned<String>>,
    /// Not to be published yet.
    pub is_draft: bool,
    /// Its text.
    pub body: Prose,
    /// The files of its bundle.
    pub attachments: Vec<Attachment>,
    /// Own keys.
    pub extra: Extra,
}

/// A term of the glossary.
#[derive(Clone, Debug)]
pub(crate) struct Term {
    /// `OCTO`
    pub term: Arc<str>,
    /// Where it stands.
    pub span: Span,
    /// What it means.
    pub text: String,
    /// A page that says more.
    pub page: Option<PageId>,
}
