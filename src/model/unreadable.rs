//! What is not known of the archive, so that nothing is said about what may be there.

/// What is not known because a file could not be read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unreadable {
    /// The ids of pages of all kinds (meetings, briefings, pages, sets) whose files failed.
    pub ids: Vec<String>,
    /// `people.toml` failed, whole or in part.
    pub people: bool,
    /// `teams.toml` failed.
    pub teams: bool,
    /// `actions.toml` or the body of a meeting failed: action ids may be missing.
    pub actions: bool,
    /// `decisions.toml` or a meeting failed.
    pub decisions: bool,
    /// `glossary.toml` failed.
    pub glossary: bool,
    /// A set failed.
    pub sets: bool,
    /// `site.toml` failed, and with it how each code is taken.
    pub site: bool,
    /// Names may be withheld of which not all spellings are known: nothing is to be shown.
    pub redact: bool,
}

impl Unreadable {
    /// Whether what lies at an address of the site may be in a file that could not be read.
    pub(crate) fn may_hold(&self, path: &str) -> bool {
        let stem = path.strip_suffix(".html").unwrap_or(path);
        let (folder, name) = stem.split_once('/').unwrap_or((stem, ""));
        let is_page = |text: &str| self.ids.iter().any(|id| is_or_is_beside(text, id));
        self.may_hold_kind(folder, name) || is_page(stem) || is_page(name)
    }

    /// Whether a page of a folder, or the register of that name, may be lost.
    fn may_hold_kind(&self, folder: &str, name: &str) -> bool {
        match folder {
            "people" => self.people,
            "owners" => self.people || self.actions,
            "teams" => self.teams,
            "actions" => self.actions,
            "decisions" => self.decisions,
            "glossary" => self.glossary,
            "recommendations" => self.sets,
            "attendance" | "calendar" => !self.ids.is_empty(),
            "meetings" | "briefings" => name.is_empty() && !self.ids.is_empty(),
            _ => false,
        }
    }
}

/// Whether a path without `.html` is a page's own, or that of a file in the folder of that page.
fn is_or_is_beside(path: &str, id: &str) -> bool {
    path.strip_prefix(id).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unreadable_file_may_hold_its_own_page_and_no_other() {
        let unreadable = Unreadable { ids: vec!["plenary-15".into()], ..Unreadable::default() };
        assert!(unreadable.may_hold("meetings/plenary-15.html"));
        assert!(!unreadable.may_hold("meetings/plenary-16.html"));
    }

    #[test]
    fn an_unreadable_file_may_hold_what_lies_in_its_folder() {
        let unreadable = Unreadable { ids: vec!["lisbon".into()], ..Unreadable::default() };
        assert!(unreadable.may_hold("meetings/lisbon/reading-list.txt"));
        assert!(!unreadable.may_hold("meetings/lisbon-2/reading-list.txt"));
    }

    #[test]
    fn an_unreadable_roster_may_hold_anybody() {
        let unreadable = Unreadable { people: true, ..Unreadable::default() };
        assert!(
            unreadable.may_hold("people/emily-taylor.html") && unreadable.may_hold("people.html")
        );
        assert!(!unreadable.may_hold("teams.html"));
    }
}
