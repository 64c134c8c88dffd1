//! One build at a time in an output folder.

use std::fs::{self, File};

use camino::Utf8Path;

use crate::error::Error;

/// Held while a build writes; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock(#[expect(dead_code, reason = "held open for the lock on it")] File);

/// Makes the folder where there is none, and takes its lock.
pub(super) fn take(folder: &Utf8Path) -> Result<Lock, Error> {
    fs::create_dir_all(folder)
        .map_err(|source| Error::Write { path: folder.to_owned(), source })?;
    let path = folder.join(".plenary-lock");
    let file = File::create(&path).map_err(|source| Error::Write { path: path.clone(), source })?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(file)),
        Err(fs::TryLockError::WouldBlock) => Err(Error::Locked(folder.to_owned())),
        Err(fs::TryLockError::Error(source)) => Err(Error::Write { path, source }),
    }
}
