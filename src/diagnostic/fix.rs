//! Mends: edits of source text that a diagnostic offers.

use crate::source::Span;

/// Replaces the text of a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// What comes in its place.
    pub text: String,
}

/// A mend that cannot change what is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, imperative: "write `Žarko Kecić`".
    pub title: String,
    /// The edits, in order of place and apart from each other.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A mend of one edit.
    pub fn replace(title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        Self { title: title.into(), edits: vec![Edit { span, text: text.into() }] }
    }
}
