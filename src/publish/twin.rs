//! The twin of an output folder: the whole new site beside it, of second names for the same files,
//! that takes its place while the folder itself is brought up to date.
//!
//! Visitors see the old site, and from one moment to the next the new one. The folder comes back when
//! it is done, so that whoever holds on to it (a container that has it mounted, a shell that is in
//! it) still has the site. One that was made for a first site is held by nobody, so that the site
//! takes its place for good. A folder in which others keep files is brought up to date without a
//! twin, as theirs would be out of sight meanwhile; so is one on a system that cannot exchange folders.

use std::{collections::BTreeSet, fs};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use super::{
    disk,
    lock::LOCK,
    manifest::{self, PENDING},
    plan::{Plan, folders_of, foreign_below},
    seal::SEAL,
    write,
};
use crate::error::Error;

/// How many files have to change before a twin of all of them is less than their sum.
const MANY: usize = 16;

/// Has a twin with the new site take the place of the folder; where the folder itself is now. None
/// where it has to be done without.
pub(super) fn stand_in(
    plan: &Plan,
    folder: &Utf8Path,
    ours: &BTreeSet<String>,
) -> Option<Utf8PathBuf> {
    let is_many = plan.n_written() + plan.gone.len() >= MANY;
    if !is_many || foreign_below(folder, folder, ours).is_some() {
        return None;
    }
    let (real, twin) = beside(folder).filter(|(_, twin)| twin.symlink_metadata().is_err())?;
    let made = make(plan, &real, &twin).and_then(|()| disk::exchange(&real, &twin));
    if made.is_err() {
        let _ = remove(folder, ours); // what is left of it is swept by the next build
        return None;
    }
    Some(twin)
}

/// Has the folder take its place again. Where it cannot, the twin is as good, and stays.
pub(super) fn step_back(twin: &Utf8Path, folder: &Utf8Path) {
    let _ = folder.canonicalize_utf8().map(|real| disk::exchange(&real, twin));
}

/// Has the stage, which is the whole of a first site, take the place of a folder that was made for
/// it, and is held by nobody else; whether it could.
pub(super) fn replace(folder: &Utf8Path) -> bool {
    let free = beside(folder).filter(|(_, twin)| twin.symlink_metadata().is_err());
    let Some((real, twin)) = free else { return false };
    let stage = real.join(write::STAGE);
    if disk::rename(&stage, &twin).is_err() {
        return false;
    }
    let locked = disk::link(&real.join(LOCK), &twin.join(LOCK));
    let is_done = locked.and_then(|()| disk::exchange(&real, &twin)).is_ok();
    if is_done {
        let _ = remove(folder, &BTreeSet::new()); // or the next build does
    } else {
        let _ = disk::rename(&twin, &stage);
    }
    is_done
}

/// Where a folder is, links aside, and where its twin is: beside it.
fn beside(folder: &Utf8Path) -> Option<(Utf8PathBuf, Utf8PathBuf)> {
    let real = folder.canonicalize_utf8().ok()?;
    let twin = real.parent()?.join(format!(".{}.plenary-twin", real.file_name()?));
    Some((real, twin))
}

/// Whether a folder has a twin.
pub(super) fn is_there(folder: &Utf8Path) -> bool {
    beside(folder).is_some_and(|(_, twin)| twin.symlink_metadata().is_ok())
}

/// Makes the twin: a folder of the same rights, and every file of the new site.
fn make(plan: &Plan, folder: &Utf8Path, twin: &Utf8Path) -> Result<(), Error> {
    disk::make_folder(twin)?;
    let rights =
        fs::metadata(folder).and_then(|found| fs::set_permissions(twin, found.permissions()));
    rights.map_err(|source| Error::Write { path: twin.to_owned(), source })?;
    let staged = plan.written().map(|file| (write::staged(folder, file.path()), file.path()));
    let kept = plan.unchanged.iter().map(String::as_str).chain([LOCK, PENDING]);
    let kept = kept.map(|path| (folder.join(path), path));
    let all: Vec<(Utf8PathBuf, &str)> = staged.chain(kept).collect();
    let folders = folders_of(all.iter().map(|(_, path)| *path));
    folders.iter().try_for_each(|path| disk::make_folder(&twin.join(path)))?;
    all.par_iter().try_for_each(|(from, path)| disk::link(from, &twin.join(path)))
}

/// Removes the twin of a folder, if there is one: the files that are `ours`, and what it lists
/// itself. What somebody else put into it stays.
pub(super) fn remove(folder: &Utf8Path, ours: &BTreeSet<String>) -> Result<(), Error> {
    let twin = beside(folder).map(|(_, twin)| twin);
    let is_folder = |twin: &Utf8PathBuf| twin.symlink_metadata().is_ok_and(|found| found.is_dir());
    let Some(twin) = twin.filter(is_folder) else {
        return Ok(());
    };
    let listed = manifest::listed(&twin)?.unwrap_or_default();
    let files = ours.union(&listed).map(String::as_str);
    write::remove(&twin, files.chain([LOCK, PENDING, SEAL]))?;
    disk::remove_tree(&twin.join(write::STAGE))?;
    disk::remove_folder(&twin);
    Ok(())
}
