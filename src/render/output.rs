//! What the site consists of: files, not yet on disk.

use crate::{model::Address, source::Entry};

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Where it lies; no fragment.
    pub address: Address,
    /// What it holds.
    pub body: Entry,
}

/// Where files go as they are made, so that a large site is never in memory as a whole.
pub(crate) trait Outlet: std::fmt::Debug + Sync {
    /// Takes the bytes of a file; the output tells where they are from now on.
    fn take(&self, address: Address, bytes: Vec<u8>) -> Output;
}

impl Output {
    /// A file of these bytes.
    pub fn new(address: Address, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes: Vec<u8> = bytes.into();
        Self { address, body: Entry::Bytes(bytes.into()) }
    }

    /// Its bytes, where they were made in memory: those of an attachment are read when it is
    /// published.
    pub fn bytes(&self) -> Option<&[u8]> {
        match &self.body {
            Entry::Bytes(bytes) => Some(bytes),
            Entry::OnDisk { .. } | Entry::Unreadable(_) => None,
        }
    }
}
