//! When pages were published and changed: what was written and the history of its files in, the
//! days of each file of the record out.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::written::Contents;
use crate::source::{Dates, History};

/// The days by path. A page has those of its files; what it states itself counts where the
/// history knows none.
pub(super) fn dates(contents: &Contents, history: &History) -> BTreeMap<Utf8PathBuf, Dates> {
    let of = |path: &Utf8Path, stated: Dates| of_page(path, history).unwrap_or(stated);
    let meetings = contents.meetings.iter().map(|one| (&one.path, one.dates));
    let briefings = contents.briefings.iter().map(|one| (&one.path, one.dates));
    let pages = contents.pages.iter().map(|one| (&one.path, one.dates));
    let pages = meetings.chain(briefings).chain(pages).map(|(path, dates)| (path, of(path, dates)));
    let known = pages.filter(|(_, dates)| *dates != Dates::default());
    let mut dates = history.files.clone();
    dates.extend(known.map(|(path, dates)| (path.clone(), dates)));
    dates
}

/// The days of a page's file, and of the agenda beside it where it is a bundle's.
fn of_page(path: &Utf8Path, history: &History) -> Option<Dates> {
    let is_bundle = path.file_name() == Some("index.md");
    let agenda = is_bundle.then(|| path.with_file_name("agenda.toml"));
    history.of([Some(path), agenda.as_deref()].into_iter().flatten())
}
