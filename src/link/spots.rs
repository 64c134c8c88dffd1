//! Where the record names its own pages: noted while everything is looked up, where somebody asked
//! for it, so that the text can be changed when a page gets another name.

use std::sync::Mutex;

use super::Known;
use crate::{
    model::Target,
    source::{FileId, Span},
};

/// A place at which a page of the archive, or a file beside one, is named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Spot {
    /// The smallest piece of text that is known to hold the name: a whole link, a value. Where a
    /// text of TOML holds escapes, that whole text.
    pub span: Span,
    /// How it is named, and what.
    pub names: Names,
}

/// How a page or a file is named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Names {
    /// `[[plenary-15]]`
    Wikilink(Target),
    /// A value: `meeting = "plenary-15"`.
    Value(Target),
    /// A link by the way to a file of the content: the destination as it is read, and the file's path
    /// from the root, in NFC.
    File(String, String),
    /// A link to an address of the site, as it is read; the page that it stands on, for those that do
    /// not begin at the root; and the address, without a slash before it.
    Address(String, Target, String),
}

/// Takes spots down from many threads; none where nobody asked.
#[derive(Default)]
pub(super) struct Notes(Option<Mutex<Vec<Spot>>>);

impl Notes {
    /// Notes that are wanted.
    pub(super) fn wanted() -> Self {
        Self(Some(Mutex::default()))
    }

    /// All spots, in order of place, each once.
    pub(super) fn sorted(self) -> Vec<Spot> {
        let spots = self.0.and_then(|spots| spots.into_inner().ok());
        let mut spots = spots.unwrap_or_default();
        spots.sort();
        spots.dedup();
        spots
    }
}

impl Known<'_> {
    /// Notes that something is named, where that is wanted.
    pub(super) fn note(&self, span: Span, names: impl FnOnce() -> Names) {
        let Some(spots) = &self.notes.0 else { return };
        if let Ok(mut spots) = spots.lock() {
            spots.push(Spot { span, names: names() });
        }
    }
}

impl Spot {
    /// The file that it is in.
    pub(crate) const fn file(&self) -> FileId {
        self.span.file
    }
}
