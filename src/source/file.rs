//! Source files and the positions in them that people are shown.

use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};

use super::Span;

/// A file of the archive; files are numbered in the order of their paths, so that order by id is
/// the order in which problems are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A text file as staff typed it.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Relative to the archive's root, with `/`: `content/meetings/plenary-15.md`.
    pub path: Utf8PathBuf,
    /// The whole text.
    pub text: Arc<str>,
    /// Found when somebody is to be shown a place, which is seldom.
    line_starts: OnceLock<Vec<u32>>,
}

/// A place for people: line and column count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl SourceFile {
    /// A file of this text.
    pub fn new(path: impl Into<Utf8PathBuf>, text: impl Into<Arc<str>>) -> Self {
        Self { path: path.into(), text: text.into(), line_starts: OnceLock::new() }
    }

    /// Whether a file has the same text.
    pub(crate) fn has_text(&self, other: &Arc<str>) -> bool {
        Arc::ptr_eq(&self.text, other) || self.text == *other
    }

    fn line_starts(&self) -> &[u32] {
        let after = |at: usize| u32::try_from(at + 1).unwrap_or(u32::MAX);
        self.line_starts.get_or_init(|| {
            let breaks = self.text.match_indices('\n').map(|(at, _)| after(at));
            std::iter::once(0).chain(breaks).collect()
        })
    }

    /// The line and column of a byte; one past the end is the end.
    pub fn position(&self, byte: u32) -> Position {
        let byte = self.floor(byte as usize);
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start as usize <= byte);
        let start = starts[line - 1] as usize;
        Position { line, column: self.text[start..byte].chars().count() + 1 }
    }

    /// Where the text of each line stands, without the white space around it.
    pub(crate) fn lines(&self) -> impl Iterator<Item = std::ops::Range<usize>> {
        self.text.split('\n').scan(0, |at, line| {
            let start = *at + line.len() - line.trim_start().len();
            *at += line.len() + 1;
            Some(start..start + line.trim().len())
        })
    }

    /// The text of a span of this file.
    pub fn slice(&self, span: Span) -> &str {
        let (start, end) = (self.floor(span.start as usize), self.floor(span.end as usize));
        &self.text[start..end.max(start)]
    }

    /// The byte itself, or the start of the character that it is inside of.
    fn floor(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        (0..=byte).rev().find(|&at| self.text.is_char_boundary(at)).unwrap_or(0)
    }
}

/// Every text file of a run, by id.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Arc<SourceFile>>,
}

impl Sources {
    /// Numbers the files in the order given, which is the order of their paths.
    pub fn new<F: Into<Arc<SourceFile>>>(files: impl IntoIterator<Item = F>) -> Self {
        Self { files: files.into_iter().map(Into::into).collect() }
    }

    /// Adds files whose paths come after all that are there, as those of a theme do.
    pub(crate) fn extend(&mut self, files: impl IntoIterator<Item = SourceFile>) {
        self.files.extend(files.into_iter().map(Arc::new));
    }

    /// The same files, by their paths from a folder above the root, in which that is `below`.
    #[must_use]
    pub fn from_above(&self, below: &Utf8Path) -> Self {
        let file = |file: &Arc<SourceFile>| SourceFile {
            path: below.join(&file.path).as_str().replace('\\', "/").into(),
            text: Arc::clone(&file.text),
            line_starts: OnceLock::new(),
        };
        Self::new(self.files.iter().map(file))
    }

    /// The file with that number; ids are only made by [`Sources::iter`], so there is one.
    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// All files with their ids, in order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(self.files.iter().map(|file| &**file))
    }

    /// The file at a path relative to the root.
    pub fn at(&self, path: &Utf8Path) -> Option<FileId> {
        let found = self.files.binary_search_by(|file| file.path.as_path().cmp(path)).ok()?;
        u32::try_from(found).ok().map(FileId)
    }

    /// The text that a span covers.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file).slice(span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let file = SourceFile::new("a.md", "one\nŽarko Kecić");
        assert_eq!(file.position(11), Position { line: 2, column: 7 });
    }

    #[test]
    fn a_byte_past_the_end_is_the_end() {
        let file = SourceFile::new("a.md", "one\n");
        assert_eq!(file.position(99), Position { line: 2, column: 1 });
    }

    #[test]
    fn a_byte_inside_a_character_is_its_start() {
        let file = SourceFile::new("a.md", "Ž");
        assert_eq!(file.position(1), Position { line: 1, column: 1 });
        assert_eq!(file.slice(Span::new(FileId(0), 1..2)), "Ž");
    }
}
