//! Archive and registers in, the files of the site out; touches no disk.

mod data;
mod feed;
#[cfg(test)]
mod fixture;
mod head;
mod ics;
mod output;
mod redirects;
mod sitemap;
mod xml;

pub use data::{Manifest, ManifestFile};
pub use output::Output;

use crate::{derive::Registers, diagnostic::Sink, model::Archive, source::Tree};

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
