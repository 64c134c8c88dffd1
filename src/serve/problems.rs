//! What is wrong, as the overlay in the browser shows it: a report in, JSON out.

use serde::Serialize;

use crate::{
    diagnostic::{Report, Reported, Severity},
    source::Sources,
};

/// How many problems the overlay lists; all of them are on the terminal.
const LISTED: usize = 50;

/// A longer line is shown without the place in it.
const LONGEST_LINE: usize = 400;

/// All that is wrong with the content.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Problems {
    errors: usize,
    warnings: usize,
    listed: Vec<Problem>,
}

/// One of them, in words for people.
#[derive(Clone, Debug, Serialize)]
struct Problem {
    severity: &'static str,
    code: &'static str,
    message: String,
    place: Option<String>,
    /// The line that it is on: before the place, the place, and after it.
    line: Option<[String; 3]>,
    why: Option<&'static str>,
    help: Option<String>,
}

impl Problems {
    /// What a run found.
    pub(super) fn of(report: &Report, sources: &Sources) -> Self {
        // errors first: they are what keeps a site from being shown
        let (errors, warnings): (Vec<_>, Vec<_>) =
            report.diagnostics.iter().partition(|one| one.severity == Severity::Error);
        let (n_errors, n_warnings) = (errors.len(), warnings.len());
        let first = errors.into_iter().chain(warnings).take(LISTED);
        let listed = first.map(|reported| problem(reported, sources)).collect();
        Self { errors: n_errors, warnings: n_warnings, listed }
    }

    /// What kept the archive from being read at all.
    pub(super) fn of_environment(message: String) -> Self {
        let problem = Problem {
            severity: Severity::Error.name(),
            code: "",
            message,
            place: None,
            line: None,
            why: None,
            help: None,
        };
        Self { errors: 1, warnings: 0, listed: vec![problem] }
    }
}

fn problem(reported: &Reported, sources: &Sources) -> Problem {
    let diagnostic = &reported.diagnostic;
    let file = sources.get(diagnostic.span.file);
    let at = file.position(diagnostic.span.start);
    Problem {
        severity: reported.severity.name(),
        code: diagnostic.code.name(),
        message: diagnostic.message.clone(),
        place: Some(format!("{}:{}:{}", file.path, at.line, at.column)),
        line: line(&file.text, diagnostic.span.range()),
        why: diagnostic.why,
        help: diagnostic.help.clone(),
    }
}

/// The line on which a place begins, cut where the place begins and ends.
fn line(text: &str, place: std::ops::Range<usize>) -> Option<[String; 3]> {
    let before = text.get(..place.start)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let rest = text.get(place.start..)?;
    let end = place.start + rest.find(['\n', '\r']).unwrap_or(rest.len());
    let to = place.end.clamp(place.start, end);
    let parts = [text.get(start..place.start)?, text.get(place.start..to)?, text.get(to..end)?];
    (start < end && end - start <= LONGEST_LINE).then(|| parts.map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_cut_at_the_place() {
        let parts = |parts: [&str; 3]| Some(parts.map(str::to_owned));
        assert_eq!(line("one\ntwo Žs\r\nthree", 8..10), parts(["two ", "Ž", "s"]));
        assert_eq!(line("one\ntwo\nthree", 4..12), parts(["", "two", ""]));
        assert_eq!(line("one", 0..0), parts(["", "", "one"]));
    }

    #[test]
    fn an_empty_or_endless_line_is_not_shown() {
        assert_eq!(line("", 0..0), None);
        assert_eq!(line(&"a".repeat(401), 3..4), None);
        assert_eq!(line("one", 9..12), None);
    }
}
