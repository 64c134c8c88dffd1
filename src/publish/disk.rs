//! The door to the output folder: each change made there is one step through here, so that tests
//! can stop a publish at every one of them.

use std::{fs, io};

use camino::Utf8Path;

use crate::error::Error;

/// Makes a folder, and those above it.
pub(super) fn make_folder(path: &Utf8Path) -> Result<(), Error> {
    step().and_then(|()| fs::create_dir_all(path)).map_err(|source| failed(path, source))
}

/// Makes a file with these bytes, with the rights that the umask gives.
pub(super) fn write(path: &Utf8Path, bytes: &[u8]) -> Result<(), Error> {
    step().and_then(|()| fs::write(path, bytes)).map_err(|source| failed(path, source))
}

/// Moves a file to its place, over one that is there.
pub(super) fn rename(from: &Utf8Path, to: &Utf8Path) -> Result<(), Error> {
    step().and_then(|()| fs::rename(from, to)).map_err(|source| failed(to, source))
}

/// Gives a file a second name.
pub(super) fn link(from: &Utf8Path, to: &Utf8Path) -> Result<(), Error> {
    step().and_then(|()| fs::hard_link(from, to)).map_err(|source| failed(to, source))
}

/// Removes a file; one that is not there, or has become a folder, is removed already.
pub(super) fn remove_file(path: &Utf8Path) -> Result<(), Error> {
    match step().and_then(|()| fs::remove_file(path)) {
        Err(source) if !is_absent(&source) && !path.is_dir() => Err(failed(path, source)),
        _ => Ok(()),
    }
}

/// Removes a folder that is empty; whether it did.
pub(super) fn remove_folder(path: &Utf8Path) -> bool {
    step().and_then(|()| fs::remove_dir(path)).is_ok()
}

/// Removes a folder of ours with all that is in it, if it is there.
pub(super) fn remove_tree(path: &Utf8Path) -> Result<(), Error> {
    match step().and_then(|()| fs::remove_dir_all(path)) {
        Err(source) if !is_absent(&source) => Err(failed(path, source)),
        _ => Ok(()),
    }
}

/// Has two folders change places, at once; not every system and disk can.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
pub(super) fn exchange(one: &Utf8Path, other: &Utf8Path) -> Result<(), Error> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    let exchange =
        || Ok(renameat_with(CWD, one.as_str(), CWD, other.as_str(), RenameFlags::EXCHANGE)?);
    step().and_then(|()| exchange()).map_err(|source| failed(one, source))
}

/// Has two folders change places, at once: not here.
#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
pub(super) fn exchange(one: &Utf8Path, _other: &Utf8Path) -> Result<(), Error> {
    Err(failed(one, io::ErrorKind::Unsupported.into()))
}

/// Whether an error says that there is nothing at a path.
pub(super) fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn failed(path: &Utf8Path, source: io::Error) -> Error {
    Error::Write { path: path.to_owned(), source }
}

/// Stands before each change. In builds with debug assertions, `PLENARY_FAULT=abort:17` has the
/// process die before the seventeenth, and `full:17` or `denied:17` has that one fail; nothing of
/// it is in a release.
#[cfg(debug_assertions)]
fn step() -> io::Result<()> {
    use std::sync::atomic::{AtomicU64, Ordering};

    static N_STEPS: AtomicU64 = AtomicU64::new(0);
    let Ok(fault) = std::env::var("PLENARY_FAULT") else { return Ok(()) };
    let (what, at) = fault.split_once(':').unwrap_or_default();
    let step = N_STEPS.fetch_add(1, Ordering::Relaxed) + 1;
    match what {
        _ if at.parse() != Ok(step) => Ok(()),
        "full" => Err(io::ErrorKind::StorageFull.into()),
        "denied" => Err(io::ErrorKind::PermissionDenied.into()),
        _ => std::process::abort(),
    }
}

#[cfg(not(debug_assertions))]
#[expect(clippy::unnecessary_wraps, reason = "fails where tests have it fail")]
fn step() -> io::Result<()> {
    Ok(())
}
