//! An edition that was built into a folder.

use std::fs;

use camino::Utf8Path;

use crate::{
    diff::{Edition, Site},
    error::Error,
    publish::{is_inside, manifest_of},
    render::ManifestFile,
    source::SharedBytes,
};

/// Takes the site that a folder's manifest lists; its files are read when they are asked for.
pub(super) fn read(folder: &Utf8Path) -> Result<Edition, Error> {
    let (manifest, _) = manifest_of(folder)?;
    let listed = manifest.files.into_iter().filter(|file| is_inside(&file.path));
    let digests = listed.map(|ManifestFile { path, sha256, .. }| (path, sha256)).collect();
    let root = folder.to_owned();
    let read = move |path: &str| {
        let path = root.join(path);
        fs::read(&path).map(SharedBytes::from).map_err(|source| Error::Read { path, source })
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
