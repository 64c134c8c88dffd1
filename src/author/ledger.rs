//! `content/.addresses`, brought up to date.

use camino::Utf8Path;

use crate::{error::Error, pipeline::Ledger, publish, source::LEDGER};

/// Adds what is new to `content/.addresses` of the archive at `root`: sorted, an address a line. The
/// file is written whole or not at all, and not touched where nothing is new.
pub fn write_ledger(ledger: &Ledger, root: &Utf8Path) -> Result<(), Error> {
    if ledger.n_new == 0 {
        return Ok(());
    }
    let path = root.join("content").join(LEDGER);
    publish::replace(&path, ledger.text().as_bytes())
}
