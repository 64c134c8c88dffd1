//! Differences for readers: on a terminal, as a comment on a change, for programs.

mod line;
mod markdown;
mod summary;
mod text;

use super::differences::{Change, Differences, Moved, Page};

impl Differences {
    /// Set in lines of so many columns; `is_styled` colours it for a terminal.
    pub fn text(&self, columns: usize, is_styled: bool) -> String {
        text::text(self, columns, is_styled)
    }

    /// As a comment on a change, never longer than such a comment may be (65,536 characters): the
    /// summary first, what is long folded. Names ring nobody.
    pub fn markdown(&self) -> String {
        markdown::markdown(self)
    }

    /// One JSON object and a line end.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// What changed, in a line.
    pub fn summary(&self) -> String {
        summary::summary(self)
    }

    /// The registers with their headings, in the order in which they are told.
    fn registers(&self) -> [(&'static str, &[Change]); 4] {
        [
            ("Meetings", &self.meetings),
            ("Decisions", &self.decisions),
            ("Action items", &self.actions),
            ("Recommendations", &self.recommendations),
        ]
    }

    /// The figures of attendance with their headings.
    fn figures(&self) -> [(&'static str, &[Moved]); 2] {
        [("Attendance by person", &self.people), ("Attendance by month", &self.months)]
    }

    /// What is to be known before the differences are read.
    fn notes(&self) -> Vec<String> {
        let days = self.old.as_of.zip(self.new.as_of).filter(|(old, new)| old != new);
        let days = days.map(|(old, new)| {
            format!(
                "registers are as of {old} in {}, and as of {new} in {}: what days alone bring is \
                 told too",
                self.old.name, self.new.name
            )
        });
        let of = |told: &super::differences::Told| {
            told.notes.iter().map(|note| format!("{}: {note}", told.name)).collect::<Vec<_>>()
        };
        days.into_iter().chain(of(&self.old)).chain(of(&self.new)).collect()
    }
}

/// Pages by what they are, in this order.
const KINDS: [&str; 12] = [
    "meetings",
    "decisions",
    "action items",
    "recommendations",
    "briefings",
    "pages",
    "people",
    "owners",
    "teams",
    "files",
    "feeds",
    "redirects",
];

/// The pages of each kind; registers and lists, which change with everything else, come last.
fn by_kind(pages: &[Page]) -> impl Iterator<Item = (&'static str, Vec<&Page>)> {
    let of = |kind: &'static str| (kind, pages.iter().filter(|page| page.kind == kind).collect());
    let groups = KINDS.into_iter().chain(["lists"]).map(of);
    groups.filter(|(_, pages): &(_, Vec<_>)| !pages.is_empty())
}
