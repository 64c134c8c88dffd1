//! Archive and registers in, the files of the site out; touches no disk.

pub mod data;
pub mod feed;
#[cfg(test)]
mod fixture;
pub mod head;
pub mod ics;
mod output;
pub mod redirects;
pub mod sitemap;
mod xml;

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
