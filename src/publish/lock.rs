//! One build at a time in an output folder.

use std::fs::{self, File, OpenOptions};

use camino::Utf8Path;

use super::disk;
use crate::error::Error;

/// Its name in the output folder.
pub(super) const LOCK: &str = ".plenary-lock";

/// Held while a build writes; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock(#[expect(dead_code, reason = "held open for the lock on it")] File);

/// Makes the folder where there is none, and takes its lock.
pub(super) fn take(folder: &Utf8Path) -> Result<Lock, Error> {
    disk::make_folder(folder)?;
    let path = folder.join(LOCK);
    // never cut short: the name may be a link to somebody's file
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
    let file = file.map_err(|source| Error::Write { path: path.clone(), source })?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(file)),
        Err(fs::TryLockError::WouldBlock) => Err(Error::Locked(folder.to_owned())),
        Err(fs::TryLockError::Error(source)) => Err(Error::Write { path, source }),
    }
}
