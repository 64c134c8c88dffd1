//! What nobody can do without: the files of a site written, or read, by a bare loop.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use crate::measure::{Cost, here};

/// Writes the files of a folder into another, fresh one; they are read before it begins.
pub(crate) fn write(folder: &Path, fresh: &Path) -> io::Result<Cost> {
    let read = |path: PathBuf| Ok((path.clone(), fs::read(folder.join(path))?));
    let files = below(folder)?.into_iter().map(read).collect::<io::Result<Vec<_>>>()?;
    here(|| {
        let mut made = BTreeSet::new();
        for (path, bytes) in &files {
            let path = fresh.join(path);
            let parent = path.parent().unwrap_or(fresh);
            if made.insert(parent.to_owned()) {
                fs::create_dir_all(parent)?;
            }
            fs::write(path, bytes)?;
        }
        Ok(())
    })
}

/// Reads all files of folders.
pub(crate) fn read(folders: &[&Path]) -> io::Result<Cost> {
    here(|| {
        for folder in folders {
            for path in below(folder)? {
                std::hint::black_box(fs::read(folder.join(path))?);
            }
        }
        Ok(())
    })
}

/// The files below a folder, by their paths in it, in order.
pub(crate) fn below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            all.extend(entry.path().strip_prefix(folder).map(Path::to_owned));
        }
    }
    Ok(all)
}
