//! What has to be done: the files of the site against those in the folder.

use std::{collections::BTreeSet, fs, io};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use super::manifest::{File, MANIFEST};
use crate::error::Error;

/// What to write, in order, and what to remove.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Files that are not there yet.
    pub new: Vec<File>,
    /// Files whose bytes differ; the manifest is the last.
    pub changed: Vec<File>,
    /// How many are as they should be.
    pub n_unchanged: usize,
    /// Paths of ours that the site no longer has.
    pub gone: Vec<String>,
}

/// How a file stands in the folder.
enum Standing {
    New,
    Changed,
    Unchanged,
}

/// Compares; `ours` are the paths that earlier builds wrote. A file of somebody else in the way of
/// one of ours is refused.
pub(super) fn plan(
    files: Vec<File>,
    folder: &Utf8Path,
    ours: &BTreeSet<String>,
) -> Result<Plan, Error> {
    let standings = files
        .par_iter()
        .map(|file| standing(file, folder, ours))
        .collect::<Result<Vec<_>, Error>>()?;
    let mut plan = Plan { gone: gone(&files, ours), ..Plan::default() };
    for (file, standing) in files.into_iter().zip(standings) {
        match standing {
            // the manifest goes last even at a first build: without it the folder is half a site
            Standing::New if file.path != MANIFEST => plan.new.push(file),
            Standing::New | Standing::Changed => plan.changed.push(file),
            Standing::Unchanged => plan.n_unchanged += 1,
        }
    }
    Ok(plan)
}

fn standing(file: &File, folder: &Utf8Path, ours: &BTreeSet<String>) -> Result<Standing, Error> {
    let path = folder.join(&file.path);
    match same_bytes(&path, &file.bytes) {
        Ok(true) => Ok(Standing::Unchanged),
        Ok(false) if ours.contains(&file.path) => Ok(Standing::Changed),
        Ok(false) => Err(Error::ForeignFile(path)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Standing::New),
        Err(source) => Err(Error::Read { path, source }),
    }
}

/// Compares lengths before bytes, so that a large file that changed is not read.
fn same_bytes(path: &Utf8PathBuf, bytes: &[u8]) -> io::Result<bool> {
    Ok(fs::metadata(path)?.len() == bytes.len() as u64 && fs::read(path)? == bytes)
}

fn gone(files: &[File], ours: &BTreeSet<String>) -> Vec<String> {
    let kept: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    ours.iter().filter(|path| !kept.contains(path.as_str())).cloned().collect()
}
