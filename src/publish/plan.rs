//! What has to be done: the files of the site against those in the folder.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
};

use camino::{Utf8Path, Utf8PathBuf};
use walkdir::WalkDir;

use super::{
    disk,
    manifest::{DIGEST, MANIFEST},
};
use crate::{error::Error, render::ManifestFile};

/// A file of the site, whose bytes are on the stage or in their place already.
#[derive(Debug)]
pub(super) struct File {
    /// What is told of it: its path below the folder, its size and its digest.
    pub listed: ManifestFile,
    /// How it stands in the folder; unless it is unchanged, its bytes are on the stage.
    pub standing: Standing,
}

impl File {
    /// Its path below the folder.
    pub(super) fn path(&self) -> &str {
        &self.listed.path
    }
}

/// What to write, in order, and what to remove.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Files that are not there yet.
    pub new: Vec<File>,
    /// Files whose bytes differ.
    pub changed: Vec<File>,
    /// The manifest and its digest, new or changed: without them the folder is half a site.
    pub last: Vec<File>,
    /// Paths of files that are as they should be.
    pub unchanged: Vec<String>,
    /// Paths of ours that the site no longer has.
    pub gone: Vec<String>,
    /// Those of them that go first, as a new file needs their name for its folder, or is called as
    /// their folder was.
    pub in_the_way: Vec<String>,
    /// Folders of ours with the name of a new file.
    pub folders_in_the_way: Vec<String>,
}

impl Plan {
    /// The files to be written: new ones, changed ones, the manifest last of all.
    pub(super) fn written(&self) -> impl Iterator<Item = &File> {
        self.new.iter().chain(&self.changed).chain(&self.last)
    }

    /// How many files it writes.
    pub(super) fn n_written(&self) -> usize {
        self.new.len() + self.changed.len() + self.last.len()
    }

    /// Whether all is as it should be.
    pub(super) fn is_done(&self) -> bool {
        self.n_written() == 0 && self.gone.is_empty()
    }
}

/// How a file stands in the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    New,
    /// There is a folder of ours of that name.
    Folder,
    Changed,
    Unchanged,
}

/// Sorts files by what is to be done; `ours` are the paths that earlier builds wrote.
pub(super) fn plan(
    files: BTreeMap<String, File>,
    folder: &Utf8Path,
    ours: &BTreeSet<String>,
) -> Result<Plan, Error> {
    refuse_above(files.keys(), folder, ours)?;
    let gone = ours.iter().filter(|path| !files.contains_key(*path)).cloned().collect();
    let mut plan = Plan { gone, ..Plan::default() };
    for (path, file) in files {
        if file.standing == Standing::Folder {
            plan.folders_in_the_way.push(path.clone());
        }
        match file.standing {
            Standing::Unchanged => plan.unchanged.push(path),
            _ if [DIGEST, MANIFEST].contains(&path.as_str()) => plan.last.push(file),
            Standing::New | Standing::Folder => plan.new.push(file),
            Standing::Changed => plan.changed.push(file),
        }
    }
    plan.last.sort_by_key(|file| file.path() == MANIFEST);
    plan.in_the_way = in_the_way(&plan);
    Ok(plan)
}

/// How a file of these bytes stands; `ours` are the paths that earlier builds wrote. A file of
/// somebody else in the way of one of ours is refused.
pub(super) fn standing(
    file: &str,
    bytes: &[u8],
    folder: &Utf8Path,
    ours: &BTreeSet<String>,
) -> Result<Standing, Error> {
    let path = folder.join(file);
    let found = match fs::symlink_metadata(&path) {
        Ok(found) => found,
        Err(error) if disk::is_absent(&error) => return Ok(Standing::New),
        Err(source) => return Err(Error::Read { path, source }),
    };
    if found.is_dir() {
        return hold_ours(&path, folder, ours).map(|()| Standing::Folder);
    }
    match is_same(&path, &found, bytes) {
        Ok(true) => Ok(Standing::Unchanged),
        Ok(false) if ours.contains(file) => Ok(Standing::Changed),
        Ok(false) => Err(Error::ForeignFile(path)),
        Err(source) => Err(Error::Read { path, source }),
    }
}

/// What stands where a folder of the site goes has to be ours.
fn refuse_above<'a>(
    paths: impl Iterator<Item = &'a String>,
    folder: &Utf8Path,
    ours: &BTreeSet<String>,
) -> Result<(), Error> {
    let above = folders_of(paths.map(String::as_str));
    let mut above = above.into_iter().map(|above| (above, folder.join(above)));
    let foreign = above.find(|(above, path)| is_no_folder(path) && !ours.contains(above.as_str()));
    foreign.map_or(Ok(()), |(_, path)| Err(Error::ForeignFile(path)))
}

/// The folders that files lie in, those above them too. Files of one folder mostly come together, so
/// that each is looked at once.
pub(super) fn folders_of<'a>(paths: impl Iterator<Item = &'a str>) -> BTreeSet<&'a Utf8Path> {
    let mut parents: Vec<&str> =
        paths.filter_map(|path| path.rsplit_once('/')).map(|(parent, _)| parent).collect();
    parents.dedup();
    let above = parents.into_iter().flat_map(|parent| Utf8Path::new(parent).ancestors());
    above.filter(|path| !path.as_str().is_empty()).collect()
}

fn is_no_folder(path: &Utf8Path) -> bool {
    path.symlink_metadata().is_ok() && !path.is_dir()
}

/// Refuses a folder that holds anything of somebody else's.
fn hold_ours(path: &Utf8Path, folder: &Utf8Path, ours: &BTreeSet<String>) -> Result<(), Error> {
    foreign_below(path, folder, ours).map_or(Ok(()), |path| Err(Error::ForeignFile(path)))
}

/// A file below `path` that no build wrote into `folder`. Names of our own that begin with
/// `.plenary-` are of the build, not of the site.
pub(super) fn foreign_below(
    path: &Utf8Path,
    folder: &Utf8Path,
    ours: &BTreeSet<String>,
) -> Option<Utf8PathBuf> {
    let walk = WalkDir::new(path).into_iter().filter_entry(|entry| {
        entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with(".plenary-")
    });
    let others = walk.filter_map(|found| match found {
        Ok(entry) if entry.file_type().is_dir() => None,
        Ok(entry) => Some(entry.into_path()),
        Err(error) => error.path().map(std::path::Path::to_owned),
    });
    let others = others.map(|path| Utf8PathBuf::from(path.to_string_lossy().into_owned()));
    others.into_iter().find(|path| {
        let inside = path.strip_prefix(folder).unwrap_or(path).as_str().replace('\\', "/");
        !ours.contains(&inside)
    })
}

/// Compares lengths before bytes, so that a large file that changed is not read. A link is never
/// the file itself.
fn is_same(path: &Utf8Path, found: &fs::Metadata, bytes: &[u8]) -> io::Result<bool> {
    Ok(found.is_file() && found.len() == bytes.len() as u64 && fs::read(path)? == bytes)
}

/// Of what is gone, what is above or below a file that is new.
fn in_the_way(plan: &Plan) -> Vec<String> {
    if plan.gone.is_empty() {
        return Vec::new();
    }
    let new: BTreeSet<&str> = plan.new.iter().map(File::path).collect();
    let above = folders_of(plan.new.iter().map(File::path));
    let is_below = |path: &str| {
        Utf8Path::new(path).ancestors().skip(1).any(|above| new.contains(above.as_str()))
    };
    let gone = plan.gone.iter();
    gone.filter(|path| above.contains(Utf8Path::new(path)) || is_below(path)).cloned().collect()
}
