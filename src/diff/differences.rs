//! What a reader would notice, as data: the form of `plenary diff --format json`.

use chrono::NaiveDate;
use serde::Serialize;

/// What a reader would notice between two editions of a site. Every list is sorted, the same way at
/// every run: ids as people count, addresses by their letters.
#[derive(Clone, Debug, Serialize)]
pub struct Differences {
    /// What it was compared from.
    pub old: Told,
    /// What it was compared with.
    pub new: Told,
    /// Meetings: `added`, `gone`, `renamed`, `moved`, `cancelled`, `reinstated`, `held`, `approved`,
    /// `unapproved`, `amended`, `retitled`.
    pub meetings: Vec<Change>,
    /// Decisions: `added`, `gone`, `renamed`, `reworded`, `replaced`, `amended`, `clarified`.
    pub decisions: Vec<Change>,
    /// Action items: `opened`, `gone`, `renamed`, `closed`, `reopened`, `re-dated`, `re-owned`,
    /// `reworded`, `status`. Owner and due date are told of each, also where they stayed.
    pub actions: Vec<Change>,
    /// Recommendations: `added`, `gone`, `status`, `briefing`, `target`, `retitled`.
    pub recommendations: Vec<Change>,
    /// People whose participation rate is another.
    pub people: Vec<Moved>,
    /// Months whose participation rate is another.
    pub months: Vec<Moved>,
    /// Pages, and files to download.
    pub pages: Pages,
    /// Diagnostics, where both editions were made of content; else null.
    pub problems: Option<Problems>,
}

/// An edition.
#[derive(Clone, Debug, Serialize)]
pub struct Told {
    /// As it was named: a folder, a revision, `the work tree`.
    pub name: String,
    /// The day that its registers are as of.
    pub as_of: Option<NaiveDate>,
    /// What is to be known of it before its differences are read, each a sentence without its full
    /// stop.
    pub notes: Vec<String>,
}

/// A thing of a register that changed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Change {
    /// Its id: the new one where it was renamed.
    pub id: String,
    /// Where it is on the new site; where it was on the old one if it is gone.
    pub url: String,
    /// Its title or wording, as plain text.
    pub title: String,
    /// What happened to it, in the words of its list.
    pub changes: Vec<&'static str>,
    /// What it said before, and says after.
    pub fields: Vec<Field>,
}

/// A field before and after; both are the same where it is only told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Null where there was none.
    pub before: Option<String>,
    /// Null where there is none.
    pub after: Option<String>,
}

/// A figure of attendance that moved.
#[derive(Clone, Debug, Serialize)]
pub struct Moved {
    /// The person's id, or the month (`2017-06`).
    pub id: String,
    /// The person's name, or the month.
    pub name: String,
    /// Null where there was none.
    pub before: Option<Figure>,
    /// Null where there is none.
    pub after: Option<Figure>,
}

/// A rate of participation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, serde::Deserialize)]
pub struct Figure {
    /// Expected.
    pub eligible: u32,
    /// There.
    pub present: u32,
    /// Present ÷ eligible to 4 decimals; null where nobody was eligible.
    pub rate: Option<f64>,
}

/// The files that people read or download.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Pages {
    /// Those that were not there.
    pub added: Vec<Page>,
    /// Those whose text is another.
    pub changed: Vec<Page>,
    /// Those that are not there any more; those without a redirect first.
    pub gone: Vec<Page>,
    /// How many say the same, though not byte for byte: a footer's day, a link, a script.
    pub n_same_text: usize,
}

impl Pages {
    /// Those that links now lead to in vain.
    pub fn lost(&self) -> impl Iterator<Item = &Page> {
        self.gone.iter().filter(|page| page.redirect.is_none())
    }
}

/// A page, or a file to download.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Page {
    /// Its address from the root of the site.
    pub url: String,
    /// Its heading; empty where it has none.
    pub title: String,
    /// Its heading before, where that was another.
    pub title_before: Option<String>,
    /// What it is: `meetings`, `decisions`, `action items`, `recommendations`, `briefings`, `pages`,
    /// `people`, `owners`, `teams`, `files`, `lists`, `feeds` or `redirects`.
    pub kind: &'static str,
    /// Where its address leads now, where it is gone.
    pub redirect: Option<String>,
}

/// Diagnostics that are told of one edition alone.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Problems {
    /// Of the new one.
    pub came: Vec<Problem>,
    /// Of the old one.
    pub went: Vec<Problem>,
}

/// A diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// The file, from the root of the archive.
    pub file: String,
    /// The line in it, from 1.
    pub line: usize,
    /// `error` or `warning`.
    pub severity: &'static str,
    /// `time/weekday`
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
}

impl Differences {
    /// Whether a reader would notice nothing.
    pub fn is_empty(&self) -> bool {
        let registers = [&self.meetings, &self.decisions, &self.actions, &self.recommendations];
        let pages = [&self.pages.added, &self.pages.changed, &self.pages.gone];
        let problems = self.problems.iter().flat_map(|all| [&all.came, &all.went]);
        registers.iter().all(|list| list.is_empty())
            && pages.iter().all(|list| list.is_empty())
            && self.people.is_empty()
            && self.months.is_empty()
            && problems.into_iter().all(Vec::is_empty)
    }
}
