//! The index of the search: entries in, the scripts of `assets/search/` out. Pure, and the same
//! bytes whatever the number of threads.
//!
//! `themes/default/js/search.js` reads what is written here; the two agree on this:
//!
//! - Entries are numbered in order of kind, series and day (latest first), so that `runs.js`, a short
//!   table, tells kind, series and year of any of them. Each of these runs begins at a number and a
//!   file of texts of its own: there are numbers without an entry, and `texts/N.js` is named by its
//!   first group of entries.
//! - `words/N.js` holds words in order with the entries that have them, heaviest first, cut by
//!   size; `index.js` has as much of the first word of each as tells it from the last before it.
//! - `keys/N.js` holds the same of words with `=` before them: an id or a name in full, or an id that
//!   a text speaks of; what weighs 63 has that id, 62 that name, and what weighs less speaks of it.
//!   In which file a key is tells a sum of its letters.
//! - `texts/N.js` holds what a result shows, and is asked for only where it is shown; it begins at a
//!   whole group of entries.
//! - `ties/N.js` holds people and recommendations of entries, for those filters.
//! - Numbers are written in [`code`]; words are folded by tables that `index.js` carries.

mod build;
mod code;
mod count;
mod pack;
mod place;
mod told;
mod words;

use std::sync::Arc;

use chrono::NaiveDate;

use crate::model::{Address, SeriesId};

pub(super) use build::{Names, order, order_in_kind, outputs};

/// The number of an entry or a file; no site has more.
fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// What an entry leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Action,
    Briefing,
    Decision,
    Group,
    Meeting,
    Page,
    Person,
    Recommendation,
    Team,
    Term,
}

impl Kind {
    /// Every kind, in the order of entries.
    pub(super) const ALL: [Self; 10] = [
        Self::Action,
        Self::Briefing,
        Self::Decision,
        Self::Group,
        Self::Meeting,
        Self::Page,
        Self::Person,
        Self::Recommendation,
        Self::Team,
        Self::Term,
    ];

    /// The name in the address of a search: `&kind=action`.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Action => "action",
            Self::Briefing => "briefing",
            Self::Decision => "decision",
            Self::Group => "group",
            Self::Meeting => "meeting",
            Self::Page => "page",
            Self::Person => "person",
            Self::Recommendation => "recommendation",
            Self::Team => "team",
            Self::Term => "term",
        }
    }
}

/// Something that can be found: a page, or a place on one.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub kind: Kind,
    /// Where it lies, fragment included.
    pub address: Address,
    /// Of the page, whose places share it.
    pub title: Arc<str>,
    /// Of the place on the page; empty for the page itself.
    pub heading: String,
    /// What it is found by in full, before all else.
    pub ids: Vec<String>,
    /// What else it is found by in full, after ids: as its title is.
    pub names: Vec<String>,
    pub date: Option<NaiveDate>,
    pub series: Option<SeriesId>,
    /// Whose it is, by name.
    pub owners: String,
    /// What else it says.
    pub text: String,
    pub ties: Ties,
}

impl Entry {
    /// A page or place that has only its names so far.
    pub(super) fn new(kind: Kind, address: Address, title: impl Into<Arc<str>>) -> Self {
        Self {
            kind,
            address,
            title: title.into(),
            heading: String::new(),
            ids: Vec::new(),
            names: Vec::new(),
            date: None,
            series: None,
            owners: String::new(),
            text: String::new(),
            ties: Ties::default(),
        }
    }

    /// Takes over what another entry of the same place says.
    pub(super) fn join(&mut self, other: &Self) {
        self.say(&other.text);
        self.ids.extend_from_slice(&other.ids);
        self.names.extend_from_slice(&other.names);
        other.ties.people.iter().for_each(|&one| self.ties.person(one));
        other.ties.recommendations.iter().for_each(|&one| self.ties.recommendation(one));
    }

    /// Adds a line of text.
    pub(super) fn say(&mut self, line: &str) {
        let line = line.trim();
        if !line.is_empty() {
            if !self.text.is_empty() {
                self.text.push('\n');
            }
            self.text.push_str(line);
        }
    }
}

/// Whom and what an entry concerns: places among [`Names`], each once, in no order. There is one for
/// each entry, so that it is small.
#[derive(Clone, Debug, Default)]
pub(super) struct Ties {
    people: Vec<u32>,
    recommendations: Vec<u32>,
}

impl Ties {
    /// Ties it to a person.
    pub(super) fn person(&mut self, place: u32) {
        insert(&mut self.people, place);
    }

    /// Ties it to a recommendation.
    pub(super) fn recommendation(&mut self, place: u32) {
        insert(&mut self.recommendations, place);
    }
}

fn insert(places: &mut Vec<u32>, place: u32) {
    if !places.contains(&place) {
        places.push(place);
    }
}
