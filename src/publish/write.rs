//! Carrying out a plan, so that every file is whole at any moment and no page links to one that is
//! not there.
//!
//! 1. All new bytes are in [`STAGE`] already ([`press`](mod@super::press)); their paths are listed.
//! 2. Where many files changed, a twin of the folder ([`twin`](mod@super::twin)) takes its place at
//!    once.
//! 3. New files are renamed into their places, then changed ones, so that what a page links to is
//!    there before it; what is gone is removed; the manifest is last.
//! 4. The folder takes its place again.
//!
//! While this goes on, [`PENDING`] lists the paths concerned, so that the next build knows them for
//! ours.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use walkdir::WalkDir;

use super::{
    disk,
    manifest::{PENDING, is_inside},
    plan::{File, Plan, folders_of},
    twin,
};
use crate::error::Error;

/// The folder in the output folder that new bytes are written into first.
pub(super) const STAGE: &str = ".plenary-new";

/// Makes `folder` hold what the plan says; `ours` are the paths that earlier builds wrote.
pub(super) fn carry_out(
    plan: &Plan,
    folder: &Utf8Path,
    ours: &BTreeSet<String>,
) -> Result<(), Error> {
    if plan.is_done() {
        return disk::remove_file(&folder.join(PENDING));
    }
    announce(plan, folder)?;
    let twin = twin::stand_in(plan, folder, ours);
    settle(plan, twin.as_deref().unwrap_or(folder))?;
    if let Some(twin) = &twin {
        twin::step_back(twin, folder);
    }
    sweep(folder, ours)?;
    disk::remove_file(&folder.join(PENDING))
}

/// Removes what a build that was killed, or this one, left beside the site.
pub(super) fn sweep(folder: &Utf8Path, ours: &BTreeSet<String>) -> Result<(), Error> {
    twin::remove(folder, ours)?;
    let stage = folder.join(STAGE);
    if stage.symlink_metadata().is_err() { Ok(()) } else { disk::remove_tree(&stage) }
}

/// Whether a build is at work here, or was killed.
pub(super) fn is_begun(folder: &Utf8Path) -> bool {
    let own = [STAGE, PENDING].map(|name| folder.join(name));
    own.iter().any(|path| path.symlink_metadata().is_ok()) || twin::is_there(folder)
}

/// Where the bytes of a file wait that was put on the stage.
pub(super) fn staged(folder: &Utf8Path, path: &str) -> Utf8PathBuf {
    folder.join(STAGE).join(path)
}

/// Writes the list of what will be ours.
fn announce(plan: &Plan, folder: &Utf8Path) -> Result<(), Error> {
    let list = staged(folder, PENDING);
    disk::write(&list, pending(plan).as_bytes())?;
    disk::rename(&list, &folder.join(PENDING))
}

/// The paths that are ours from now on, and those that still are until they are removed.
fn pending(plan: &Plan) -> String {
    let written = plan.written().map(File::path);
    let paths = written.chain(plan.gone.iter().map(String::as_str));
    paths.flat_map(|path| [path, "\n"]).collect()
}

/// Brings a folder that has its new bytes on the stage up to date.
fn settle(plan: &Plan, folder: &Utf8Path) -> Result<(), Error> {
    clear_the_way(plan, folder)?;
    make_folders(plan, folder)?;
    let put = |file: &File| disk::rename(&staged(folder, file.path()), &folder.join(file.path()));
    plan.new.par_iter().try_for_each(put)?;
    plan.changed.par_iter().try_for_each(put)?;
    remove(folder, plan.gone.iter().map(String::as_str))?;
    plan.last.iter().try_for_each(put)
}

/// A file where a folder goes now, or a folder where a file goes.
fn clear_the_way(plan: &Plan, folder: &Utf8Path) -> Result<(), Error> {
    remove(folder, plan.in_the_way.iter().map(String::as_str))?;
    for path in &plan.folders_in_the_way {
        let below = WalkDir::new(folder.join(path)).contents_first(true).into_iter().flatten();
        for entry in below {
            // what is not empty after all will tell when the file cannot be put there
            disk::remove_folder(Utf8Path::from_path(entry.path()).unwrap_or(folder));
        }
    }
    Ok(())
}

/// Makes the folders that the files of a plan lie in.
fn make_folders(plan: &Plan, folder: &Utf8Path) -> Result<(), Error> {
    let folders = folders_of(plan.written().map(File::path));
    let mut missing = folders.iter().map(|path| folder.join(path)).filter(|path| !path.is_dir());
    missing.try_for_each(|path| disk::make_folder(&path))
}

/// Removes files of ours and the folders that they leave empty; what is not there is removed
/// already. A manifest that was tampered with cannot make us reach out of the folder.
pub(super) fn remove<'a>(
    folder: &Utf8Path,
    paths: impl IntoIterator<Item = &'a str>,
) -> Result<(), Error> {
    let paths: Vec<&Utf8Path> =
        paths.into_iter().filter(|path| is_inside(path)).map(Utf8Path::new).collect();
    paths.par_iter().try_for_each(|path| disk::remove_file(&folder.join(path)))?;
    for path in folders_of(paths.iter().map(|path| path.as_str())).iter().rev() {
        disk::remove_folder(&folder.join(path)); // one that is not empty has others in it
    }
    Ok(())
}
