//! What is on the site, file by file: `data/manifest.json` and its digest.

use std::{collections::BTreeSet, fs, io};

use camino::{Utf8Component, Utf8Path};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::disk;
use crate::{
    error::Error,
    model::Address,
    render::{Manifest, ManifestFile, Output},
    source::{Entry, Revision, SharedBytes},
    text::hex,
};

/// Where the manifest lies.
pub(super) const MANIFEST: &str = "data/manifest.json";
/// Where its digest lies.
pub(super) const DIGEST: &str = "data/manifest.sha256";
/// The paths that a build is about to write, a line each, while it writes.
pub(super) const PENDING: &str = ".plenary-pending";

/// The paths that earlier builds wrote; a folder that holds anything, and that no build wrote, is
/// refused.
pub(super) fn read(folder: &Utf8Path) -> Result<BTreeSet<String>, Error> {
    let listed = listed(folder)?;
    if listed.is_none() && holds_anything(folder)? {
        return Err(Error::ForeignOutput(folder.to_owned()));
    }
    let own = [MANIFEST.to_owned(), DIGEST.to_owned()];
    Ok(listed.unwrap_or_default().into_iter().chain(own).collect())
}

/// The paths that the last manifest lists, and a build that was killed; none where no build wrote
/// here.
pub(super) fn listed(folder: &Utf8Path) -> Result<Option<BTreeSet<String>>, Error> {
    let manifest = optional(&folder.join(MANIFEST))?;
    let manifest = manifest.and_then(|text| serde_json::from_str::<Manifest>(&text).ok());
    let pending = optional(&folder.join(PENDING))?;
    if manifest.is_none() && pending.is_none() {
        return Ok(None);
    }
    let files = manifest.unwrap_or_default().files.into_iter().map(|file| file.path);
    let pending = pending.unwrap_or_default();
    Ok(Some(files.chain(pending.lines().map(str::to_owned)).collect()))
}

/// The manifest of the site in a folder, and its bytes.
pub(crate) fn of(folder: &Utf8Path) -> Result<(Manifest, Vec<u8>), Error> {
    let path = folder.join(MANIFEST);
    let bytes = fs::read(&path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Error::NoSite(folder.to_owned()),
        _ => Error::Read { path: path.clone(), source },
    })?;
    let manifest = serde_json::from_slice(&bytes).map_err(|source| Error::Data { path, source })?;
    Ok((manifest, bytes))
}

/// Whether a path leads nowhere out of the folder; a manifest may come from anybody.
pub(crate) fn is_inside(path: &str) -> bool {
    Utf8Path::new(path).components().all(|part| matches!(part, Utf8Component::Normal(_)))
}

fn optional(path: &Utf8Path) -> Result<Option<String>, Error> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if disk::is_absent(&error) => Ok(None),
        Err(source) => Err(Error::Read { path: path.to_owned(), source }),
    }
}

/// Whether the folder holds any name that does not begin with a dot.
fn holds_anything(folder: &Utf8Path) -> Result<bool, Error> {
    let failed = |source| Error::Read { path: folder.to_owned(), source };
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        entries => entries.map_err(failed)?,
    };
    for entry in entries {
        if !entry.map_err(failed)?.file_name().to_string_lossy().starts_with('.') {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What is told of a file.
pub(super) fn listing(path: &str, bytes: &[u8]) -> ManifestFile {
    ManifestFile { path: path.to_owned(), bytes: bytes.len() as u64, sha256: sha256(bytes) }
}

/// What is told of the files of a site, in order of path.
pub(super) fn listings(outputs: &[Output]) -> Result<Vec<ManifestFile>, Error> {
    let listed = |output: &Output| {
        Ok(listing(output.address.as_str(), &load(&output.address, &output.body)?))
    };
    let mut all = outputs.par_iter().map(listed).collect::<Result<Vec<_>, Error>>()?;
    all.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(all)
}

/// The manifest of these files and the file of its digest; and the digest.
pub(super) fn closing(
    files: Vec<ManifestFile>,
    revision: Option<&Revision>,
) -> ([Output; 2], String) {
    let manifest = Manifest {
        revision: revision.map(|revision| revision.id.clone()),
        clean: revision.map(|revision| revision.is_clean),
        files,
    };
    let text = manifest.to_json();
    let digest = sha256(&text);
    let told = format!("{digest}  manifest.json\n");
    let file = Output::new(Address::new(DIGEST), told);
    ([file, Output::new(Address::new(MANIFEST), text)], digest)
}

/// The bytes of a file.
pub(super) fn load(address: &Address, body: &Entry) -> Result<SharedBytes, Error> {
    match body {
        Entry::Bytes(bytes) => Ok(bytes.clone()),
        Entry::OnDisk { path, .. } => match fs::read(path) {
            Ok(bytes) => Ok(bytes.into()),
            Err(source) => Err(Error::Read { path: path.clone(), source }),
        },
        Entry::Unreadable(reason) => {
            let source = io::Error::other(reason.clone());
            Err(Error::Read { path: address.as_str().into(), source })
        }
    }
}

/// The SHA-256 of bytes, as manifests have it.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
