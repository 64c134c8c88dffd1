//! An archive to be built, on a file system in memory, where there is one.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{archive::Files, floor::below};

/// An archive in a folder of its own, which is gone when it is dropped.
pub(crate) struct Place {
    root: PathBuf,
    _folder: tempfile::TempDir,
}

impl Place {
    /// Of files that were made up.
    pub(crate) fn new(files: &Files) -> io::Result<Self> {
        let place = Self::empty()?;
        files.iter().try_for_each(|(path, text)| place.put(path.as_ref(), text.as_bytes()))?;
        Ok(place)
    }

    /// A copy of an archive's content and themes.
    pub(crate) fn copy(archive: &Path) -> io::Result<Self> {
        let place = Self::empty()?;
        for folder in ["content", "themes"].map(Path::new) {
            let from = archive.join(folder);
            if from.is_dir() {
                for path in below(&from)? {
                    place.put(&folder.join(&path), &fs::read(from.join(&path))?)?;
                }
            }
        }
        Ok(place)
    }

    fn empty() -> io::Result<Self> {
        let memory = Path::new("/dev/shm");
        let folder =
            if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }?;
        Ok(Self { root: folder.path().to_owned(), _folder: folder })
    }

    fn put(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&self.root))?;
        fs::write(path, bytes)
    }

    pub(crate) fn content(&self) -> PathBuf {
        self.root.join("content")
    }

    pub(crate) fn output(&self) -> PathBuf {
        self.root.join("public")
    }

    /// A folder that is not there.
    pub(crate) fn fresh(&self) -> io::Result<PathBuf> {
        let fresh = self.root.join("fresh");
        gone(&fresh)?;
        Ok(fresh)
    }

    /// Makes the archive one that was never built.
    pub(crate) fn forget(&self) -> io::Result<()> {
        gone(&self.output())?;
        match fs::remove_file(self.content().join(".addresses")) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// The page of a meeting in the middle of all.
    pub(crate) fn middle(&self) -> io::Result<PathBuf> {
        let meetings = self.content().join("meetings");
        let mut pages = below(&meetings)?;
        pages.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
        let middle = pages.get(pages.len() / 2);
        middle.map(|path| meetings.join(path)).ok_or_else(|| io::Error::other("no meetings"))
    }

    pub(crate) fn build(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.args(["build", "-v", "--root"]).arg(&self.root);
        command
    }
}

fn gone(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
