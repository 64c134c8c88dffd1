//! Where parts of a text stand in its file.

use std::ops::Range;

use crate::source::{FileId, Span};

/// How a place in the Markdown is a place in the file.
#[derive(Clone, Copy)]
pub(super) enum Places {
    /// The Markdown stands in the file as it is, from this byte on.
    Verbatim { file: FileId, offset: usize },
    /// It was written otherwise: every place is the whole.
    Whole(Span),
}

impl Places {
    /// A TOML text holds escapes, unless it is as long as what stands between its quotes.
    pub(super) fn in_quotes(text: &str, span: Span) -> Self {
        let around = span.range().len().saturating_sub(text.len());
        // four escapes between quotes take as much room as three quotes more at either end
        let n_escapable = text.bytes().filter(|byte| matches!(byte, b'\n' | b'\t' | b'"' | b'\\'));
        let offset = match (around, n_escapable.count()) {
            (2, _) => 1,
            (6, n) if n != 4 => 3,
            (7, n) if n != 5 => 4,
            _ => return Self::Whole(span),
        };
        Self::Verbatim { file: span.file, offset: span.start as usize + offset }
    }

    pub(super) fn span(self, range: Range<usize>) -> Span {
        match self {
            Self::Verbatim { file, offset } => {
                Span::new(file, offset + range.start..offset + range.end)
            }
            Self::Whole(span) => span,
        }
    }
}
