//! An edition that was built into a folder.

use std::{fs, io, sync::Arc};

use camino::{Utf8Component, Utf8Path};

use crate::{
    diff::{Edition, Site},
    error::Error,
    render::{Manifest, ManifestFile},
};

const MANIFEST: &str = "data/manifest.json";

/// Takes the site that a folder's manifest lists; its files are read when they are asked for.
pub(super) fn read(folder: &Utf8Path) -> Result<Edition, Error> {
    let manifest = manifest(folder)?;
    let listed = manifest.files.into_iter().filter(|file| is_inside(&file.path));
    let digests = listed.map(|ManifestFile { path, sha256, .. }| (path, sha256)).collect();
    let root = folder.to_owned();
    let read = move |path: &str| {
        let path = root.join(path);
        fs::read(&path).map(Arc::from).map_err(|source| Error::Read { path, source })
    };
    let site = Site::new(digests, Box::new(read));
    Ok(Edition {
        name: folder.to_string(),
        site,
        problems: None,
        notes: Vec::new(),
        is_whole: true,
    })
}

fn manifest(folder: &Utf8Path) -> Result<Manifest, Error> {
    let path = folder.join(MANIFEST);
    let bytes = fs::read(&path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Error::NoSite(folder.to_owned()),
        _ => Error::Read { path: path.clone(), source },
    })?;
    serde_json::from_slice(&bytes).map_err(|source| Error::Data { path, source })
}

/// Whether a path leads nowhere out of the folder; a manifest may come from anybody.
fn is_inside(path: &str) -> bool {
    Utf8Path::new(path).components().all(|part| matches!(part, Utf8Component::Normal(_)))
}
