//! A part of an archive: some of its meetings, and all that is no meeting.

use std::collections::HashSet;

use camino::Utf8Path;

use super::discover::{Home, Kind, discover};

/// What each file of an archive is, in order of path.
#[derive(Debug)]
pub(crate) struct Layout {
    kinds: Vec<Kind>,
}

impl Layout {
    /// What the files at these paths are, which are in order.
    pub(super) fn of<'a>(paths: impl IntoIterator<Item = &'a Utf8Path>) -> Self {
        let paths = paths.into_iter();
        // what is of a theme is of no kind
        let inside = paths.map(|path| path.strip_prefix("content").unwrap_or(Utf8Path::new("_")));
        let inside: Vec<&Utf8Path> = inside.collect();
        Self { kinds: discover(inside.iter().copied()) }
    }

    /// What each file is.
    pub(crate) fn kinds(&self) -> impl ExactSizeIterator<Item = &Kind> {
        self.kinds.iter()
    }

    /// The meetings' pages.
    pub(crate) fn meetings(&self) -> impl Iterator<Item = &Home> {
        self.kinds.iter().filter_map(|kind| match kind {
            Kind::Meeting(home) => Some(home),
            _ => None,
        })
    }

    /// Whether each file is in the part of these meetings.
    pub(super) fn part(&self, is_wanted: impl Fn(&Home) -> bool) -> impl Iterator<Item = bool> {
        let left_out = self.meetings().filter(|home| !is_wanted(home));
        let left_out: HashSet<&str> = left_out.map(Home::place).collect();
        self.kinds.iter().map(move |kind| place(kind).is_none_or(|place| !left_out.contains(place)))
    }
}

impl Home {
    /// What the files of a page have in common: its bundle or, where it is in one file, its id.
    pub(super) fn place(&self) -> &str {
        self.bundle.as_deref().unwrap_or(&self.id)
    }
}

/// What a file has in common with the page it is of.
fn place(kind: &Kind) -> Option<&str> {
    match kind {
        Kind::Meeting(home) => Some(home.place()),
        Kind::Agenda(bundle) | Kind::Attachment(bundle, _) => Some(bundle),
        _ => None,
    }
}
