//! A file that is sent: its type, its version and its bytes, in memory or on disk. Those on disk
//! are attachments, found when the content was read.

use std::{
    fs,
    io::{self, Read as _, Seek as _, SeekFrom},
    ops::Range,
    time::UNIX_EPOCH,
};

use camino::{Utf8Path, Utf8PathBuf};
use hyper::body::Bytes;
use sha2::{Digest as _, Sha256};
use tokio::{sync::mpsc, task};

use super::body::Body;
use crate::text::hex;

/// How much of a file is in memory at once.
const PIECE: usize = 256 * 1024;

/// A file, ready to be sent.
#[derive(Debug)]
pub(super) struct File {
    pub media_type: &'static str,
    /// Another for other bytes.
    pub etag: String,
    pub length: u64,
    place: Place,
}

#[derive(Debug)]
enum Place {
    Memory(Bytes),
    Disk(Utf8PathBuf),
}

impl File {
    /// A file of these bytes.
    pub(super) fn of_bytes(media_type: &'static str, bytes: Bytes) -> Self {
        let digest = hex(&Sha256::digest(&bytes)[..12]);
        let (etag, length) = (format!("\"{digest}\""), bytes.len() as u64);
        Self { media_type, etag, length, place: Place::Memory(bytes) }
    }

    /// An attachment as it is now; none where it is gone.
    pub(super) fn on_disk(media_type: &'static str, path: &Utf8Path) -> Option<Self> {
        let found = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        let changed = found.modified().ok()?.duration_since(UNIX_EPOCH).unwrap_or_default();
        let etag = format!("\"{:x}-{:x}\"", changed.as_nanos(), found.len());
        Some(Self { media_type, etag, length: found.len(), place: Place::Disk(path.to_owned()) })
    }

    /// Some of its bytes.
    pub(super) fn body(&self, bytes: Range<u64>) -> Body {
        match &self.place {
            Place::Memory(all) => {
                let [start, end] = [bytes.start, bytes.end]
                    .map(|at| usize::try_from(at).unwrap_or(usize::MAX).min(all.len()));
                Body::Whole(all.slice(start..end))
            }
            Place::Disk(path) => {
                let (sender, pieces) = mpsc::channel(1);
                let path = path.clone();
                // what cannot be read any more ends too early, which the browser notices
                task::spawn_blocking(move || read(&path, bytes, &sender).ok());
                Body::Pieces(pieces)
            }
        }
    }
}

/// Hands a file on piece by piece, for as long as there is somebody who takes them.
fn read(path: &Utf8Path, bytes: Range<u64>, sender: &mpsc::Sender<Bytes>) -> io::Result<()> {
    let mut file = fs::File::open(path)?;
    file.seek(SeekFrom::Start(bytes.start))?;
    let mut rest = file.take(bytes.end - bytes.start);
    loop {
        let mut piece = Vec::with_capacity(PIECE);
        rest.by_ref().take(PIECE as u64).read_to_end(&mut piece)?;
        if piece.is_empty() || sender.blocking_send(piece.into()).is_err() {
            return Ok(());
        }
    }
}
