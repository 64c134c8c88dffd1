//! What is known of the past of an archive's files: plain data, whoever found it out.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use chrono::NaiveDate;

/// The past of an archive, as the history of its work tree has it; empty where nothing is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// What the work tree holds.
    pub revision: Option<Revision>,
    /// Whether the history is cut off, so that no file's days can be known.
    pub is_shallow: bool,
    /// The days of each file, by its path from the archive's root.
    pub files: BTreeMap<Utf8PathBuf, Dates>,
}

impl History {
    /// The days of a page that is made from several files; none where none of them is known.
    pub(crate) fn of<'a>(&self, paths: impl IntoIterator<Item = &'a Utf8Path>) -> Option<Dates> {
        if self.files.is_empty() {
            return None;
        }
        let known = paths.into_iter().filter_map(|path| self.files.get(path).copied());
        known.reduce(Dates::and)
    }
}

/// The state of the content that a site was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The commit, in full.
    pub id: String,
    /// Whether the files of the site were as committed.
    pub is_clean: bool,
}

/// When something was first published, and when it was last changed; days are of UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// The day it was first published.
    pub published: Option<NaiveDate>,
    /// The day it was last changed; the first where it never was.
    pub changed: Option<NaiveDate>,
}

impl Dates {
    /// The days of something that began and was last changed on one day.
    pub(crate) const fn on(day: NaiveDate) -> Self {
        Self { published: Some(day), changed: Some(day) }
    }

    /// The days of two things that are one to a reader.
    pub(crate) fn and(self, other: Self) -> Self {
        let published = [self.published, other.published].into_iter().flatten().min();
        Self { published, changed: self.changed.max(other.changed) }
    }

    /// The day of the last change, where there was one after the first publication.
    pub(crate) fn changed_after(self) -> Option<NaiveDate> {
        self.changed.filter(|day| self.published.is_none_or(|first| first < *day))
    }
}
