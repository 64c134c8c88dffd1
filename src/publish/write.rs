//! Carrying out a plan: each file is written beside its place and renamed into it.

use std::{collections::BTreeSet, fs, io};

use camino::{Utf8Component, Utf8Path};
use rayon::prelude::*;

use super::{
    manifest::{File, PENDING},
    plan::Plan,
};
use crate::error::Error;

/// New files first, so that no page links to one that is not there yet; then changed ones, the
/// manifest last of them; then what is gone is removed.
pub(super) fn carry_out(plan: &Plan, folder: &Utf8Path) -> Result<(), Error> {
    if plan.new.is_empty() && plan.changed.is_empty() && plan.gone.is_empty() {
        return Ok(());
    }
    put(folder, PENDING, pending(plan).as_bytes())?;
    make_folders(plan, folder)?;
    plan.new.par_iter().try_for_each(|file| put(folder, &file.path, &file.bytes))?;
    if let Some((manifest, changed)) = plan.changed.split_last() {
        changed.par_iter().try_for_each(|file| put(folder, &file.path, &file.bytes))?;
        plan.gone.iter().try_for_each(|path| remove(folder, path))?;
        put(folder, &manifest.path, &manifest.bytes)?;
    }
    remove(folder, PENDING)
}

/// The paths that are ours from now on, and those that still are until they are removed.
fn pending(plan: &Plan) -> String {
    let written = plan.new.iter().chain(&plan.changed).map(|file: &File| file.path.as_str());
    let mut text: String =
        written.chain(plan.gone.iter().map(String::as_str)).collect::<Vec<_>>().join("\n");
    text.push('\n');
    text
}

fn make_folders(plan: &Plan, folder: &Utf8Path) -> Result<(), Error> {
    let files = plan.new.iter().chain(&plan.changed);
    let parents: BTreeSet<&Utf8Path> =
        files.filter_map(|file| Utf8Path::new(&file.path).parent()).collect();
    for parent in parents {
        let path = folder.join(parent);
        fs::create_dir_all(&path).map_err(|source| Error::Write { path, source })?;
    }
    Ok(())
}

fn put(folder: &Utf8Path, path: &str, bytes: &[u8]) -> Result<(), Error> {
    replace(&folder.join(path), bytes)
}

/// Puts a file in its place, whole or not at all.
pub(crate) fn replace(path: &Utf8Path, bytes: &[u8]) -> Result<(), Error> {
    let written = write_beside(path, bytes);
    written.map_err(|source| Error::Write { path: path.to_owned(), source })
}

fn write_beside(path: &Utf8Path, bytes: &[u8]) -> io::Result<()> {
    beside(path, bytes)?.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Puts a file where none is yet, whole or not at all; one that is there is an error of kind
/// `AlreadyExists`.
pub(crate) fn create(path: &Utf8Path, bytes: &[u8]) -> io::Result<()> {
    beside(path, bytes)?.persist_noclobber(path).map_err(|error| error.error)?;
    Ok(())
}

/// A temporary file in the folder of another, with its bytes.
fn beside(path: &Utf8Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().unwrap_or_else(|| Utf8Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".plenary-");
    // a site is for everybody to read, as far as the umask lets them; temporary files are not
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    io::Write::write_all(&mut file, bytes)?;
    Ok(file)
}

/// Removes a file and the folders that it leaves empty; one that is not there is removed already.
fn remove(folder: &Utf8Path, path: &str) -> Result<(), Error> {
    if Utf8Path::new(path).components().any(|part| !matches!(part, Utf8Component::Normal(_))) {
        return Ok(()); // a manifest that was tampered with cannot make us reach out of the folder
    }
    let full = folder.join(path);
    match fs::remove_file(&full) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            return Err(Error::Write { path: full, source });
        }
        _ => {}
    }
    let above =
        Utf8Path::new(path).ancestors().skip(1).filter(|parent| !parent.as_str().is_empty());
    for parent in above {
        if fs::remove_dir(folder.join(parent)).is_err() {
            break; // not empty, so others live in it
        }
    }
    Ok(())
}
