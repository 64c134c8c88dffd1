//! A built site against its own manifest: what was changed, lost or added since it was published.

use std::{collections::BTreeSet, fs, io};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use serde::Serialize;

use super::{
    MANIFEST_FILES,
    manifest::{DIGEST, is_inside, of, sha256},
};
use crate::{
    error::Error,
    render::{Manifest, ManifestFile},
};

/// How a site stands to its manifest. Paths are below the site's folder, with `/`, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// SHA-256 of the manifest, in lower-case hexadecimal: what `build` prints last.
    pub manifest_sha256: String,
    /// How many files the manifest lists.
    pub files: usize,
    /// Files whose bytes are not those that were published; `data/manifest.sha256` where it tells
    /// another digest than the manifest has.
    pub changed: Vec<String>,
    /// Files that are listed and not there.
    pub lost: Vec<String>,
    /// Files that are there and not listed; names at the top that begin with `.` belong to those
    /// who keep the folder, as `.git` does.
    pub added: Vec<String>,
}

impl Verified {
    /// Whether the folder holds what was published, all of it and nothing else.
    pub fn is_whole(&self) -> bool {
        self.changed.is_empty() && self.lost.is_empty() && self.added.is_empty()
    }
}

/// What became of a listed file.
enum Fate {
    Same,
    Changed,
    Lost,
}

/// Holds a built site, or a copy of one from anywhere, to its manifest. Nothing is written, and no
/// file outside of the folder is read by what the manifest says.
///
/// # Errors
///
/// Where the folder is no built site, or a file cannot be read.
pub fn verify(folder: &Utf8Path) -> Result<Verified, Error> {
    let (manifest, bytes) = of(folder)?;
    let manifest_sha256 = sha256(&bytes);
    let fates = manifest.files.par_iter().map(|file| fate(folder, file));
    let fates: Vec<Fate> = fates.collect::<Result<_, Error>>()?;
    let with = |is_meant: fn(&Fate) -> bool| {
        let files = manifest.files.iter().zip(&fates).filter(move |(_, fate)| is_meant(fate));
        files.map(|(file, _)| file.path.clone()).collect::<Vec<String>>()
    };
    let mut changed = with(|fate| matches!(fate, Fate::Changed));
    let mut lost = with(|fate| matches!(fate, Fate::Lost));
    match digest(folder)? {
        None => lost.push(DIGEST.to_owned()),
        Some(told) if told != manifest_sha256 => changed.push(DIGEST.to_owned()),
        Some(_) => {}
    }
    changed.sort();
    lost.sort();
    let listed = manifest.files.iter().map(|file| file.path.as_str());
    let known: BTreeSet<&str> = listed.chain(MANIFEST_FILES).collect();
    let mut added = Vec::new();
    push_others(folder, "", &known, &mut added)?;
    added.sort();
    Ok(Verified { manifest_sha256, files: manifest.files.len(), changed, lost, added })
}

/// Whether every listed file is as it was published, and the digest that lies beside them is this.
pub(super) fn is_as_listed(folder: &Utf8Path, manifest: &Manifest, manifest_sha256: &str) -> bool {
    let is_same = |file: &ManifestFile| matches!(fate(folder, file), Ok(Fate::Same));
    matches!(digest(folder), Ok(Some(told)) if told == manifest_sha256)
        && manifest.files.par_iter().all(is_same)
}

fn fate(folder: &Utf8Path, file: &ManifestFile) -> Result<Fate, Error> {
    if !is_inside(&file.path) {
        return Ok(Fate::Lost); // no build lists a file that is not below the folder
    }
    Ok(match read(folder.join(&file.path))? {
        None => Fate::Lost,
        Some(bytes) if sha256(&bytes) == file.sha256 => Fate::Same,
        Some(_) => Fate::Changed,
    })
}

/// The digest of the manifest that lies beside it.
fn digest(folder: &Utf8Path) -> Result<Option<String>, Error> {
    let bytes = read(folder.join(DIGEST))?;
    let text = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    Ok(text.map(|text| text.split_whitespace().next().unwrap_or_default().to_owned()))
}

/// A file; none where there is none.
fn read(path: Utf8PathBuf) -> Result<Option<Vec<u8>>, Error> {
    use io::ErrorKind::{IsADirectory, NotADirectory, NotFound};
    match fs::read(&path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), NotFound | NotADirectory | IsADirectory) => Ok(None),
        Err(source) => Err(Error::Read { path, source }),
    }
}

/// Adds the files below `folder/below` that nobody knows; a link is a file, wherever it leads.
fn push_others(
    folder: &Utf8Path,
    below: &str,
    known: &BTreeSet<&str>,
    added: &mut Vec<String>,
) -> Result<(), Error> {
    let path = folder.join(below);
    let failed = |source| Error::Read { path: path.clone(), source };
    for entry in fs::read_dir(&path).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if below.is_empty() && name.starts_with('.') {
            continue;
        }
        let inner = if below.is_empty() { name } else { format!("{below}/{name}") };
        if entry.file_type().map_err(failed)?.is_dir() {
            push_others(folder, &inner, known, added)?;
        } else if !known.contains(inner.as_str()) {
            added.push(inner);
        }
    }
    Ok(())
}
