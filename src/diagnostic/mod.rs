//! What we say about content.
//!
//! A [`Diagnostic`] is made by a function beside the check that finds it, and pushed into a
//! [`Sink`]. How to word one: the *message* says what is wrong with this text, in lower case, with
//! no full stop, the text in backticks ("13 June 2017 was a Tuesday, not a `Wednesday`"). The
//! *help* is imperative, and concrete enough to type. The *span* is the smallest text that a person
//! would change; what is wrong with a whole file is said at its title.

pub(crate) mod code;
mod explain;
mod fix;
mod sink;

pub use code::{Code, Severity};
pub use fix::{Edit, Fix};
pub use sink::{Report, Reported};
pub(crate) use sink::{Silence, Sink};

use crate::source::Span;

/// One mistake, where it is and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its stable code.
    pub code: Code,
    /// The text that a person would change.
    pub span: Span,
    /// What is wrong with it.
    pub message: String,
    /// What to do or type instead.
    pub help: Option<String>,
    /// Why it matters, where that is not plain.
    pub why: Option<&'static str>,
    /// Second places, and what they are: "first used here".
    pub related: Vec<(Span, String)>,
    /// The mend that `plenary fix` may make.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A diagnostic with its place and message.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            span,
            message: message.into(),
            help: None,
            why: None,
            related: Vec::new(),
            fix: None,
        }
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds what to do, where something is known.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// Adds why it matters.
    #[must_use]
    pub fn why(mut self, why: &'static str) -> Self {
        self.why = Some(why);
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }

    /// Adds the mend.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}
