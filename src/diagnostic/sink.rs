//! Gathers what is said during a run; the only place for severities and order.

use std::collections::{BTreeMap, BTreeSet};

use super::{Code, Diagnostic, Severity, code};
use crate::source::{FileId, Span};

/// Where diagnostics are pushed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sink {
    diagnostics: Vec<Diagnostic>,
    silences: Vec<Silence>,
    unheard: BTreeSet<FileId>,
    has_no_warnings: bool,
}

/// A comment `<!-- check: off CODE reason -->`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Silence {
    /// The code that it silences.
    pub code: Code,
    /// Where it names that code.
    pub span: Span,
    /// The block that it stands before, if any.
    pub block: Option<Span>,
}

impl Silence {
    fn covers(&self, diagnostic: &Diagnostic) -> bool {
        let at = diagnostic.span;
        self.code == diagnostic.code
            && self.block.is_some_and(|block| {
                block.file == at.file && (block.start..=block.end).contains(&at.start)
            })
    }
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
    /// Whether any of what was found so far is an error, as the site sets its checks.
    pub(crate) fn has_errors(&self, set: &BTreeMap<&'static str, Severity>) -> bool {
        self.clone().finish(set).has_errors()
    }

    /// Whether anything of a file is an error so far, as the site sets its checks.
    pub(crate) fn has_errors_in(
        &self,
        file: FileId,
        set: &BTreeMap<&'static str, Severity>,
    ) -> bool {
        let mut of_file = self.diagnostics.iter().filter(|one| one.span.file == file);
        of_file.any(|one| severity(one.code, set) == Severity::Error)
    }

    /// Adds one.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Silences a code for a block.
    pub(crate) fn silence(&mut self, silence: Silence) {
        self.silences.push(silence);
    }

    /// Whether a comment silences this.
    pub(crate) fn is_silenced(&self, diagnostic: &Diagnostic) -> bool {
        self.silences.iter().any(|silence| silence.covers(diagnostic))
    }

    /// Takes it that not all checks look at a file, so that its comments may have nothing to
    /// silence.
    pub(crate) fn leave_unheard(&mut self, file: FileId) {
        self.unheard.insert(file);
    }

    /// Tells no warnings: it is not known which of them the archive wants.
    pub(crate) fn leave_warnings(&mut self) {
        self.has_no_warnings = true;
    }

    /// Adds what there may be to say.
    pub(crate) fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.diagnostics.extend(diagnostics);
    }

    /// Adds all of another sink, as after parallel work.
    pub(crate) fn append(&mut self, other: Self) {
        self.diagnostics.extend(other.diagnostics);
        self.silences.extend(other.silences);
        self.unheard.extend(other.unheard);
        self.has_no_warnings |= other.has_no_warnings;
    }

    /// Whether nothing has been said.
    pub(crate) fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// All of it as one thing: the first that is said, with the help that mends the cause of all.
    pub(crate) fn into_one(mut self, help: &str) -> Self {
        self.diagnostics.sort_by_key(|one| one.span);
        self.diagnostics.truncate(1);
        for one in &mut self.diagnostics {
            (one.help, one.fix) = (Some(help.to_owned()), None);
        }
        self
    }

    /// Sorts, drops doubles and what comments silence, and gives each its severity; `set` is the
    /// archive's `[check]`.
    pub(crate) fn finish(mut self, set: &BTreeMap<&'static str, Severity>) -> Report {
        self.keep_silent(set);
        self.tell_once();
        self.diagnostics.sort_by_key(|one| (one.span, one.code.name()));
        self.diagnostics.dedup_by(|one, other| {
            (one.span, one.code, &one.message) == (other.span, other.code, &other.message)
        });
        let reported = self.diagnostics.into_iter().map(|diagnostic| {
            let severity = severity(diagnostic.code, set);
            Reported { diagnostic, severity }
        });
        let left_out = |severity| match severity {
            Severity::Error => false,
            Severity::Warning => self.has_no_warnings,
            Severity::Off => true,
        };
        Report { diagnostics: reported.filter(|one| !left_out(one.severity)).collect() }
    }
}

impl Sink {
    /// Drops what comments silence, and tells of the comments that silence nothing.
    fn keep_silent(&mut self, set: &BTreeMap<&'static str, Severity>) {
        let mut by_place: BTreeMap<(FileId, &str), Vec<usize>> = BTreeMap::new();
        for (at, silence) in self.silences.iter().enumerate() {
            by_place.entry((silence.span.file, silence.code.name())).or_default().push(at);
        }
        let mut used = vec![false; self.silences.len()];
        self.diagnostics.retain(|one| {
            let near = by_place.get(&(one.span.file, one.code.name())).into_iter().flatten();
            let mut covering = near.filter(|at| self.silences[**at].covers(one));
            let first = covering.next().map(|at| used[*at] = true);
            covering.for_each(|at| used[*at] = true);
            first.is_none()
        });
        let hidden = self.hidden();
        let unused = self.silences.drain(..).zip(used).filter(|(_, is_used)| !is_used);
        // what the archive turned off altogether is not looked for, so that nothing is left to silence
        let told = unused.filter(|(silence, _)| {
            !hidden.contains(&silence.span.file) && severity(silence.code, set) != Severity::Off
        });
        self.diagnostics.extend(told.map(|(silence, _)| silences_nothing(&silence)));
    }

    /// Drops what is said of single letters where the word that holds them is an error: a name with
    /// a foreign letter in it is one mistake.
    fn tell_once(&mut self) {
        let is_of_letters =
            |one: &Diagnostic| [code::TEXT_LOOKALIKE, code::TEXT_CONTROL].contains(&one.code);
        if !self.diagnostics.iter().any(is_of_letters) {
            return;
        }
        let errors = self.diagnostics.iter().filter(|one| one.code.severity() == Severity::Error);
        let errors: BTreeSet<Span> = errors.map(|one| one.span).collect();
        self.diagnostics.retain(|one| {
            let before = errors.range(..=Span { start: one.span.end, end: u32::MAX, ..one.span });
            // places are short and apart, so that the last ones before it are enough
            let mut near = before.rev().take(4).filter(|error| error.file == one.span.file);
            !(is_of_letters(one) && near.any(|error| error.end >= one.span.start))
        });
    }

    /// The files that not all checks could look at.
    fn hidden(&self) -> BTreeSet<FileId> {
        let errors = self.diagnostics.iter().filter(|one| one.code.is_locked());
        errors.map(|one| one.span.file).chain(self.unheard.iter().copied()).collect()
    }
}

fn silences_nothing(silence: &Silence) -> Diagnostic {
    let name = silence.code.name();
    let (message, help) = match silence.block {
        Some(_) => (
            format!("nothing in the next block gives `{name}`"),
            "delete the comment, or put it right before the block that it is for",
        ),
        None => (
            format!("no block follows this comment on `{name}`"),
            "put it on a line of its own, before the block that it is for",
        ),
    };
    Diagnostic::new(code::CHECK_UNUSED, silence.span, message).help(help)
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
