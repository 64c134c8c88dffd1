//! A file as it is to be written.

use std::{fs, io};

use camino::{Utf8Path, Utf8PathBuf};

use crate::{author::fix::rewrite, error::Error, publish};

/// What is to be written into an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The file, from the archive's root.
    pub path: Utf8PathBuf,
    /// What is new in it: all of it, or what is added at its end.
    pub text: String,
    /// What it was before; none for a new file.
    pub before: Option<String>,
    /// What there is to know of it, a sentence each.
    pub remarks: Vec<String>,
}

impl Draft {
    /// Writes it below `root`, whole or not at all. A new file takes the place of no other.
    pub fn write(&self, root: &Utf8Path) -> Result<(), Error> {
        let path = root.join(&self.path);
        match &self.before {
            Some(before) => append(&path, before, &self.text),
            None => create(&path, &self.path, &self.text),
        }
    }
}

/// Adds to a file that may have been edited since it was read, in which case nothing is done.
fn append(path: &Utf8Path, before: &str, text: &str) -> Result<(), Error> {
    let failed = |source| Error::Write { path: path.to_owned(), source };
    let held = fs::read(path).map_err(failed)?;
    let mark: &[u8] = if held.starts_with(MARK) { MARK } else { b"" };
    if held.get(mark.len()..) != Some(before.as_bytes()) {
        return Err(Error::Changed(path.to_owned()));
    }
    rewrite(path, &[&held, text.as_bytes()].concat())
}

/// The mark of UTF-8 that some editors put first.
const MARK: &[u8] = "\u{FEFF}".as_bytes();

/// Writes a file that is not there yet, and the folders that it lies in.
fn create(path: &Utf8Path, shown: &Utf8Path, text: &str) -> Result<(), Error> {
    let parent = path.parent().unwrap_or_else(|| Utf8Path::new("."));
    fs::create_dir_all(parent)
        .map_err(|source| Error::Write { path: parent.to_owned(), source })?;
    publish::create(path, text.as_bytes()).map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => Error::Exists(shown.to_owned()),
        _ => Error::Write { path: path.to_owned(), source },
    })
}
