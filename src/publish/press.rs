//! The press: takes the files of a site as they are made, and puts those that are new or changed
//! beside the site, in [`STAGE`], where nobody looks. A site of any size takes no memory for its
//! bytes, a disk that is full is full here, and what was begun leaves no trace where the content
//! turns out to have errors.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    sync::{Mutex, OnceLock, PoisonError},
};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use super::{
    Published, disk,
    lock::{self, LOCK, Lock},
    manifest,
    plan::{self, File, Standing},
    twin,
    write::{self, STAGE},
};
use crate::{
    error::Error,
    model::Address,
    render::{Outlet, Output},
    source::{Entry, Revision, SharedBytes},
};

/// A publish that has begun, or is about to: nothing is touched before the first file is taken.
/// Dropped, it leaves the folder as it was.
#[derive(Debug)]
pub struct Press {
    folder: Utf8PathBuf,
    site: OnceLock<Option<Site>>,
    /// Why it goes no further.
    failed: OnceLock<Error>,
}

/// The folder that is published into, in our hands.
#[derive(Debug)]
struct Site {
    _lock: Lock,
    /// Whether the folder was made for this site, so that nobody else holds on to it.
    is_new: bool,
    /// The paths that earlier builds wrote.
    ours: BTreeSet<String>,
    /// The files that were taken, in order of path.
    files: Mutex<BTreeMap<String, File>>,
    /// The folders of the stage that were made.
    folders: Mutex<BTreeSet<String>>,
}

impl Site {
    fn open(folder: &Utf8Path) -> Result<Self, Error> {
        manifest::read(folder)?; // a folder that is refused gets no lock either
        let was_there = folder.symlink_metadata().is_ok();
        let lock = lock::take(folder)?;
        let ours = manifest::read(folder)?;
        let is_new = !was_there && manifest::listed(folder)?.is_none();
        write::sweep(folder, &ours)?;
        disk::make_folder(&folder.join(STAGE))?;
        let (files, folders) = (Mutex::default(), Mutex::default());
        Ok(Self { _lock: lock, is_new, ours, files, folders })
    }

    fn has(&self, path: &str) -> bool {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).contains_key(path)
    }

    /// Looks at a file beside the one that is published, and stages it where they differ. Where its
    /// bytes are now.
    fn take(&self, path: &str, bytes: &[u8], folder: &Utf8Path) -> Result<Utf8PathBuf, Error> {
        let standing = self.standing(path, bytes, folder)?;
        let place = if standing == Standing::Unchanged {
            folder.join(path)
        } else {
            self.stage(path, bytes, folder)?
        };
        let file = File { listed: manifest::listing(path, bytes), standing };
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), file);
        Ok(place)
    }

    fn standing(&self, path: &str, bytes: &[u8], folder: &Utf8Path) -> Result<Standing, Error> {
        if self.is_new {
            return Ok(Standing::New);
        }
        plan::standing(path, bytes, folder, &self.ours)
    }

    /// Writes a file beside the site; where it is now.
    fn stage(&self, path: &str, bytes: &[u8], folder: &Utf8Path) -> Result<Utf8PathBuf, Error> {
        let place = write::staged(folder, path);
        let inside = path.rsplit_once('/').map_or("", |(inside, _)| inside);
        let mut made = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if !inside.is_empty() && !made.contains(inside) {
            disk::make_folder(&write::staged(folder, inside))?;
            made.insert(inside.to_owned());
        }
        drop(made);
        disk::write(&place, bytes)?;
        Ok(place)
    }
}

impl Press {
    /// One that publishes into a folder.
    pub fn new(folder: impl Into<Utf8PathBuf>) -> Self {
        Self { folder: folder.into(), site: OnceLock::new(), failed: OnceLock::new() }
    }

    /// Makes the folder hold the site: writes only what differs, and removes only what the last
    /// build wrote; its manifest tells the revision of the content. Killed at any moment, every
    /// file is whole, and the next call mends the rest.
    pub fn publish(
        self,
        outputs: &[Output],
        revision: Option<&Revision>,
    ) -> Result<Published, Error> {
        outputs.par_iter().for_each(|output| self.keep(output));
        let digest = self.close(revision);
        let mut press = self;
        if let Some(error) = press.failed.take() {
            return Err(error);
        }
        let Some(Some(site)) = press.site.get_mut() else { return Ok(Published::default()) };
        let files = std::mem::take(site.files.get_mut().unwrap_or_else(PoisonError::into_inner));
        let plan = plan::plan(files, &press.folder, &site.ours)?;
        if !site.is_new || !twin::replace(&press.folder) {
            write::carry_out(&plan, &press.folder, &site.ours)?;
        }
        Ok(Published {
            n_written: plan.n_written(),
            n_unchanged: plan.unchanged.len(),
            n_removed: plan.gone.len(),
            digest,
        })
    }

    /// Takes the manifest of all that was taken, and its digest, which is returned.
    fn close(&self, revision: Option<&Revision>) -> String {
        let listed = self.site().map(|site| {
            let files = site.files.lock().unwrap_or_else(PoisonError::into_inner);
            files.values().map(|file| file.listed.clone()).collect()
        });
        let (last, digest) = manifest::closing(listed.unwrap_or_default(), revision);
        last.iter().for_each(|output| self.keep(output));
        digest
    }

    fn site(&self) -> Option<&Site> {
        let open = || Site::open(&self.folder).map_err(|error| self.fail(error)).ok();
        self.site.get_or_init(open).as_ref()
    }

    /// Goes no further; the first reason is told.
    fn fail(&self, error: Error) {
        let _ = self.failed.set(error);
    }

    /// Takes a file that is still in memory, or beside its page in the content.
    fn keep(&self, output: &Output) {
        let path = output.address.as_str();
        if self.is_taken(path) {
            return;
        }
        match manifest::load(&output.address, &output.body) {
            Ok(bytes) => drop(self.put(path, &bytes)),
            Err(error) => self.fail(error),
        }
    }

    fn is_taken(&self, path: &str) -> bool {
        self.site().is_some_and(|site| site.has(path))
    }

    /// Where the bytes of a file are now; none where it goes no further.
    fn put(&self, path: &str, bytes: &[u8]) -> Option<Utf8PathBuf> {
        let site = self.site().filter(|_| self.failed.get().is_none())?;
        site.take(path, bytes, &self.folder).map_err(|error| self.fail(error)).ok()
    }
}

impl Outlet for Press {
    fn take(&self, address: Address, bytes: Vec<u8>) -> Output {
        let n_bytes = bytes.len() as u64;
        let body = match self.put(address.as_str(), &bytes) {
            Some(path) => Entry::OnDisk { path, bytes: n_bytes },
            None => Entry::Bytes(SharedBytes::default()), // it is not published
        };
        Output { address, body }
    }
}

impl Drop for Press {
    fn drop(&mut self) {
        let Some(Some(site)) = self.site.get() else { return };
        // what keeps this from being swept is told by the next build
        let _ = disk::remove_tree(&self.folder.join(STAGE));
        if site.is_new && fs::read_dir(&self.folder).is_ok_and(|found| found.count() == 1) {
            let _ = disk::remove_file(&self.folder.join(LOCK));
            disk::remove_folder(&self.folder);
        }
    }
}
