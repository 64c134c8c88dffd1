//! Archive and registers in, the files of the site out; touches no disk.

mod output;

pub use output::Output;

use crate::{derive::Registers, model::Archive};

/// What every page and data file is made from.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The record.
    pub archive: &'a Archive,
    /// Its registers as of a day.
    pub registers: &'a Registers,
    /// Where the site will be: `--base-url`, or the site's own; ends in `/`.
    pub base_url: &'a str,
}

/// placeholder until the data files are in
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
#[expect(missing_docs, reason = "placeholder")]
pub struct Manifest {
    pub files: Vec<ManifestFile>,
}
/// placeholder
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
#[expect(missing_docs, reason = "placeholder")]
pub struct ManifestFile {
    pub path: String,
    pub bytes: u64,
    pub sha256: String,
}
