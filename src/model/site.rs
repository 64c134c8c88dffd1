//! The archive itself: `site.toml`.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Extra, SeriesId, SetId};
use crate::{diagnostic::Severity, source::Spanned, time::Zone};

/// What `site.toml` says, defaults filled in.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    /// The archive's name.
    pub title: String,
    /// What it is, in a line.
    pub description: String,
    /// Absolute; ends in `/`.
    pub base_url: String,
    /// BCP 47 (`en`).
    pub language: String,
    /// The theme's name; `default` is the embedded one.
    pub theme: Spanned<String>,
    /// The reference zone.
    pub zone: Zone,
    /// The zones shown beside a meeting's own.
    pub display_zones: Vec<Zone>,
    /// The day that registers are shown as of, where it is fixed.
    pub as_of: Option<NaiveDate>,
    /// An e-mail address.
    pub contact: Option<String>,
    /// Where the source of pages can be seen; ends in `/`.
    pub repository: Option<String>,
    /// The set meant by a bare "Recommendation 10".
    pub default_recommendations: Option<Spanned<SetId>>,
    /// Series of meetings, in the order of the file.
    pub series: Vec<Series>,
    /// What is linked by itself.
    pub autolink: Autolink,
    /// Further headings that mean the same.
    pub sections: Sections,
    /// Severities by code.
    pub check: BTreeMap<&'static str, Severity>,
    /// Addresses that moved.
    pub redirects: Vec<Redirect>,
    /// Names that are withheld.
    pub redact: Vec<Redaction>,
    /// The menu, where it is given.
    pub nav: Vec<NavEntry>,
    /// Own keys.
    pub extra: Extra,
}

impl Site {
    /// A series by its id.
    pub(crate) fn series(&self, id: &SeriesId) -> Option<&Series> {
        self.series.iter().find(|series| &series.id == id)
    }
}

/// A series of meetings.
#[derive(Clone, Debug)]
pub(crate) struct Series {
    /// Its key.
    pub id: SeriesId,
    /// Its name ("Plenary call"); the id where none is given.
    pub name: String,
    /// Whether its meetings count towards participation rates.
    pub counts_attendance: bool,
    /// Own keys.
    pub extra: Extra,
}

/// What is linked by itself; all but people unless said otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Autolink {
    /// "Recommendation 10".
    pub recommendations: bool,
    /// "Plenary call #15".
    pub meetings: bool,
    /// "P15-1".
    pub actions: bool,
    /// Glossary terms.
    pub glossary: bool,
    /// Names of people.
    pub people: bool,
}

impl Default for Autolink {
    fn default() -> Self {
        Self { recommendations: true, meetings: true, actions: true, glossary: true, people: false }
    }
}

/// Further beginnings of headings that are read; lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sections {
    /// Beside "Agenda".
    pub agenda: Vec<String>,
    /// Beside "Action items" and "Open action items".
    pub actions: Vec<String>,
    /// Beside "Decisions".
    pub decisions: Vec<String>,
}

/// An address that moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Redirect {
    /// The old address: `/minutes-15.html`, query and fragment included.
    pub from: Spanned<String>,
    /// Where it is now: a path of this site, or a URL.
    pub to: Spanned<String>,
}

/// A name that is withheld.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Redaction {
    /// As people know it, or as the roster does.
    pub name: Spanned<String>,
    /// Further spellings, beside those of the roster.
    pub aliases: Vec<String>,
    /// What is published in its place.
    pub label: Spanned<String>,
}

/// An entry of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NavEntry {
    /// Its words.
    pub title: String,
    /// Where it leads: a path of this site (`/about.html`), or a URL.
    pub url: Spanned<String>,
}
