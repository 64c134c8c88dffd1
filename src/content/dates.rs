//! When pages were published and changed: what was written and the history of its files in, the
//! days of each file of the record out.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::written::Contents;
use crate::source::{Dates, History};

/// The days by path. A page has those of its files; what it states itself counts where the
/// history knows none.
pub(super) fn dates(contents: &Contents, history: &History) -> BTreeMap<Utf8PathBuf, Dates> {
    let mut dates = history.files.clone();
    let mut add = |path: &Utf8Path, stated: Dates| {
        dates.insert(path.to_owned(), of_page(path, history).unwrap_or(stated));
    };
    contents.meetings.iter().for_each(|one| add(&one.path, one.dates));
    contents.briefings.iter().for_each(|one| add(&one.path, one.dates));
    contents.pages.iter().for_each(|one| add(&one.path, one.dates));
    dates
}

/// The days of a page's file, and of the agenda beside it where it is a bundle's.
fn of_page(path: &Utf8Path, history: &History) -> Option<Dates> {
    let is_bundle = path.file_name() == Some("index.md");
    let agenda = is_bundle.then(|| path.with_file_name("agenda.toml"));
    history.of([Some(path), agenda.as_deref()].into_iter().flatten())
}
