//! Places in the text that staff typed: a file and a range of bytes in it.

use super::FileId;

/// A stretch of one file, in bytes from its start; columns for people are counted by
/// [`SourceFile::position`](super::SourceFile::position).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The span of `range` in `file`; a file over 4 GiB is cut off there, as it is refused before.
    pub fn new(file: FileId, range: std::ops::Range<usize>) -> Self {
        let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { file, start: byte(range.start), end: byte(range.end) }
    }

    /// The bytes it covers.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// A part of this span: `range` counts from its first byte and is kept inside it.
    #[must_use]
    pub fn part(self, range: std::ops::Range<usize>) -> Self {
        let start = self.start as usize;
        let inside = |at: usize| (start + at).min(self.end as usize);
        Self::new(self.file, inside(range.start)..inside(range.end))
    }
}

/// A value and where it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spanned<T> {
    /// What was typed, read.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Ties a value to its place.
    pub(crate) const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Another value at the same place.
    pub(crate) fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: change(self.value), span: self.span }
    }

    /// The value borrowed, at the same place.
    pub(crate) const fn as_ref(&self) -> Spanned<&T> {
        Spanned { value: &self.value, span: self.span }
    }
}
