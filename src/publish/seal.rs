//! The seal of a site: what it was made of, so that a build of the same has nothing to make.
//!
//! It lies in the output folder and is no part of the site. It is put only where nothing was said
//! of the content, as nothing would be said again.

use std::{fmt::Write as _, fs};

use camino::{Utf8Path, Utf8PathBuf};
use chrono::NaiveDate;
use rayon::prelude::*;

use super::{Published, file, lock, manifest, verify::is_as_listed, write};
use crate::{
    options::Options,
    source::{Entry, LEDGER, Tree},
    time,
};

/// Its name in the output folder.
pub(super) const SEAL: &str = ".plenary-seal";

/// The sources of the program as a digest: another program may make another site.
const PROGRAM: &str = env!("PLENARY_PROGRAM");

/// All that a site is made of, as a digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    made_of: String,
    /// The addresses that are kept for ever; apart, as a build adds to them.
    addresses: String,
}

impl Origin {
    /// What a site is made of; none where a file of it cannot be read.
    pub fn of(tree: &Tree, options: &Options) -> Option<Self> {
        let ledger = Utf8PathBuf::from("content").join(LEDGER);
        let files: Vec<(&Utf8Path, &Entry)> =
            tree.files().filter(|(path, _)| *path != ledger).collect();
        let files =
            files.par_iter().map(|(path, entry)| Some(format!("{} {path}\n", digest(entry)?)));
        let mut all: Vec<String> = files.collect::<Option<_>>()?;
        all.push(format!("{PROGRAM}\n{}{}", asked(options), past(tree)));
        let made_of = manifest::sha256(all.concat().as_bytes());
        let addresses = tree.get(&ledger).map_or_else(|| Some(String::new()), digest)?;
        Some(Self { made_of, addresses })
    }

    /// The same, where a build has written this list of addresses since.
    #[must_use]
    pub fn with_addresses(self, text: &str) -> Self {
        Self { addresses: manifest::sha256(text.as_bytes()), ..self }
    }
}

/// SHA-256 of a file; none where it cannot be read.
fn digest(entry: &Entry) -> Option<String> {
    match entry {
        Entry::Bytes(bytes) => Some(manifest::sha256(bytes)),
        Entry::OnDisk { path, .. } => Some(manifest::sha256(&fs::read(path).ok()?)),
        Entry::Unreadable(_) => None,
    }
}

/// What is asked for, as text.
fn asked(options: &Options) -> String {
    let Options { as_of, source_date_epoch, now, drafts, base_url, on_stage: _ } = options;
    let today = time::as_of(*as_of, None, *source_date_epoch, *now);
    format!("{as_of:?} {today} {drafts} {base_url:?}\n")
}

/// What is known of the past, as text.
fn past(tree: &Tree) -> String {
    let history = tree.history();
    let mut text = format!("{:?} {}\n", history.revision, history.is_shallow);
    for (path, dates) in &history.files {
        // writing to a string cannot fail
        let _ = writeln!(text, "{path} {:?} {:?}", dates.published, dates.changed);
    }
    text
}

/// A site that is as it was published, and is what would be published now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// What publishing it again does: nothing.
    pub published: Published,
    /// The day that its registers are shown as of.
    pub as_of: NaiveDate,
}

/// The site in a folder, where it was made of the same, every file of it is as it was published, and
/// no build is at work on it. Nothing is written.
pub fn sealed(folder: &Utf8Path, origin: &Origin) -> Option<Sealed> {
    let seal = fs::read_to_string(folder.join(SEAL)).ok()?;
    let [made_of, addresses, digest, as_of] =
        <[&str; 4]>::try_from(seal.lines().collect::<Vec<_>>()).ok()?;
    if [made_of, addresses] != [&origin.made_of, &origin.addresses] || write::is_begun(folder) {
        return None;
    }
    let _lock = lock::take(folder).ok()?;
    let (manifest, bytes) = manifest::of(folder).ok()?;
    let is_whole = manifest::sha256(&bytes) == digest && is_as_listed(folder, &manifest, digest);
    let n_unchanged = manifest.files.len() + super::MANIFEST_FILES.len();
    let published = Published { n_unchanged, digest: digest.to_owned(), ..Published::default() };
    is_whole.then_some(Sealed { published, as_of: as_of.parse().ok()? })
}

/// Puts the seal on a site that was just published. Where it cannot be put, the next build makes the
/// site again.
pub fn seal(folder: &Utf8Path, origin: &Origin, sealed: &Sealed) {
    let Origin { made_of, addresses } = origin;
    let Sealed { published, as_of } = sealed;
    let text = format!("{made_of}\n{addresses}\n{}\n{as_of}\n", published.digest);
    let _ = file::replace(&folder.join(SEAL), text.as_bytes());
}
