//! Gathers what is said during a run; the only place for severities and order.

use std::collections::BTreeMap;

use super::{Code, Diagnostic, Severity};

/// Where diagnostics are pushed.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    diagnostics: Vec<Diagnostic>,
}

/// A diagnostic with the severity that the archive gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// What is said.
    pub diagnostic: Diagnostic,
    /// Error or warning.
    pub severity: Severity,
}

/// All that is said in a run, in order of file and place, each thing once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What is said.
    pub diagnostics: Vec<Reported>,
}

impl Sink {
    /// Adds one.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Adds what there may be to say.
    pub(crate) fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.diagnostics.extend(diagnostics);
    }

    /// Adds all of another sink, as after parallel work.
    pub(crate) fn append(&mut self, other: Self) {
        self.diagnostics.extend(other.diagnostics);
    }

    /// Sorts, drops doubles, and gives each its severity; `set` is the archive's `[check]`.
    pub(crate) fn finish(mut self, set: &BTreeMap<&'static str, Severity>) -> Report {
        self.diagnostics.sort_by_key(|one| (one.span, one.code.name()));
        self.diagnostics.dedup_by(|one, other| {
            (one.span, one.code, &one.message) == (other.span, other.code, &other.message)
        });
        let reported = self.diagnostics.into_iter().map(|diagnostic| {
            let severity = severity(diagnostic.code, set);
            Reported { diagnostic, severity }
        });
        Report { diagnostics: reported.filter(|one| one.severity != Severity::Off).collect() }
    }
}

fn severity(code: Code, set: &BTreeMap<&'static str, Severity>) -> Severity {
    let wanted = set.get(code.name()).copied().unwrap_or(code.severity());
    if code.is_locked() { Severity::Error } else { wanted }
}

impl Report {
    /// How many are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|one| one.severity == severity).count()
    }

    /// Whether anything forbids publishing.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }
}
