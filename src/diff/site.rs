//! A site as it is compared: what lies at each address, whatever it is read from.

use std::{collections::BTreeMap, fmt};

use chrono::NaiveDate;

use super::differences::{Problem, Told};
use crate::{error::Error, source::SharedBytes};

/// How the bytes of a file are had.
pub(crate) type Read = dyn Fn(&str) -> Result<SharedBytes, Error> + Send + Sync;

/// A site: the digest of the file at each address, and a way to its bytes. Only files that differ
/// are read.
pub struct Site {
    /// SHA-256 by path from the root of the site, with no slash before it.
    digests: BTreeMap<String, String>,
    read: Box<Read>,
}

impl Site {
    /// Takes the digests of all files, and the way to their bytes.
    pub(crate) fn new(digests: BTreeMap<String, String>, read: Box<Read>) -> Self {
        Self { digests, read }
    }

    /// A site of nothing.
    pub(crate) fn empty() -> Self {
        Self::new(BTreeMap::new(), Box::new(|_| Ok(SharedBytes::default())))
    }

    /// The addresses, in order.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.digests.keys().map(String::as_str)
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.digests.contains_key(path)
    }

    /// Whether the file is the same, byte for byte, on another site.
    pub(super) fn shares(&self, path: &str, other: &Self) -> bool {
        self.digests.get(path) == other.digests.get(path)
    }

    /// The bytes of a file; none where it has no such file.
    pub(super) fn bytes(&self, path: &str) -> Result<Option<SharedBytes>, Error> {
        self.has(path).then(|| (self.read)(path)).transpose()
    }

    /// The text of a file; empty where it has no such file.
    pub(super) fn text(&self, path: &str) -> Result<String, Error> {
        let bytes = self.bytes(path)?.unwrap_or_default();
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

impl fmt::Debug for Site {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Site").field("digests", &self.digests).finish_non_exhaustive()
    }
}

/// A site with its name, and what was found wrong with the content that it was made of.
#[derive(Debug)]
pub struct Edition {
    /// What a person calls it: a folder, a revision, `the work tree`.
    pub(crate) name: String,
    /// What it consists of.
    pub(crate) site: Site,
    /// Its diagnostics, where it was made of content.
    pub(crate) problems: Option<Vec<Problem>>,
    /// What is to be known of it.
    pub(crate) notes: Vec<String>,
    /// Whether pages could be made at all: a theme that cannot be used leaves none.
    pub(crate) is_whole: bool,
}

impl Edition {
    pub(super) fn told(&self, as_of: Option<NaiveDate>) -> Told {
        Told { name: self.name.clone(), as_of, notes: self.notes.clone() }
    }
}
