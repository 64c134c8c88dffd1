//! The words of one difference, which text and Markdown share.

use crate::diff::differences::{Change, Field, Figure, Moved, Page, Problem};

/// The longest wording that is told whole.
const LONGEST: usize = 240;

/// What happened at a glance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// Something is there that was not.
    Plus,
    /// Something is not there any more.
    Minus,
    /// Something is another.
    Other,
}

impl Sign {
    pub(super) const fn mark(self) -> &'static str {
        match self {
            Self::Plus => "+",
            Self::Minus => "−",
            Self::Other => "~",
        }
    }

    pub(super) fn of(change: &Change) -> Self {
        let has = |words: &[&str]| change.changes.iter().any(|one| words.contains(one));
        if has(&["added", "opened"]) {
            Self::Plus
        } else if has(&["gone"]) {
            Self::Minus
        } else {
            Self::Other
        }
    }
}

/// A text on one line, cut where it is long.
pub(super) fn short(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default().trim_end()),
        None => text,
    }
}

/// `re-dated, re-owned`
pub(super) fn what(change: &Change) -> String {
    change.changes.join(", ")
}

/// The fields that say more than the line above them.
pub(super) fn fields(change: &Change) -> impl Iterator<Item = &Field> {
    // wording and title, where they changed, stand on that line as they are now
    change.fields.iter().filter(|field| field.before.is_some() || field.after.is_some())
}

/// `2017-06-23 → 2017-07-01`; one value where it stayed, or where the thing came or went.
pub(super) fn value(field: &Field, sign: Sign) -> String {
    let side = |value: &Option<String>| value.as_deref().map_or("–".to_owned(), short);
    match sign {
        Sign::Plus => side(&field.after),
        Sign::Minus => side(&field.before),
        Sign::Other if field.before == field.after => side(&field.after),
        Sign::Other => format!("{} → {}", side(&field.before), side(&field.after)),
    }
}

/// `83.3 % (10 of 12) → 84.6 % (11 of 13)`
pub(super) fn moved(moved: &Moved) -> String {
    format!("{} → {}", figure(moved.before.as_ref()), figure(moved.after.as_ref()))
}

fn figure(figure: Option<&Figure>) -> String {
    let rated = figure.and_then(|figure| Some((figure, figure.rate?)));
    rated.map_or("–".into(), |(figure, rate)| {
        format!("{:.1} % ({} of {})", rate * 100.0, figure.present, figure.eligible)
    })
}

/// The heading of a page, with the one before, and where its address leads now.
pub(super) fn page(page: &Page) -> String {
    let before = page.title_before.as_ref();
    let before = before.map(|before| format!(" (before: {})", short(before))).unwrap_or_default();
    let redirect = page.redirect.as_ref().map(|to| format!(" → {to}")).unwrap_or_default();
    format!("{}{before}{redirect}", short(&page.title))
}

/// `content/site.toml:3`
pub(super) fn place(problem: &Problem) -> String {
    format!("{}:{}", problem.file, problem.line)
}

/// `error[time/zone]: …`
pub(super) fn problem(problem: &Problem) -> String {
    format!("{}[{}]: {}", problem.severity, problem.code, short(&problem.message))
}
