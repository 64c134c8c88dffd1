//! The zip file: files go in one after the other; it stands in its place, whole or not at all. The
//! only code that writes one. Nothing in it tells of the machine: every time is the first that the
//! format knows, every file may be read by all, and packing is done in Rust alone.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Read, Seek, SeekFrom, Write},
};

use camino::{Utf8Path, Utf8PathBuf};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use zip::{CompressionMethod, DateTime, System, ZipWriter, write::SimpleFileOptions};

use crate::{error::Error, source::Entry, text::hex};

/// By this end of a file an export is told from what others wrote.
const MARK: &str = "plenary export";

/// A file larger than this gets the longer form of zip, with room to grow while it is read.
const LARGE: u64 = 0xF000_0000;

/// What a file holds.
#[derive(Clone, Debug)]
pub(super) struct Sum {
    pub(super) n_bytes: u64,
    pub(super) sha256: String,
}

/// A zip file that is being written.
pub(super) struct Pack {
    zip: ZipWriter<BufWriter<NamedTempFile>>,
    path: Utf8PathBuf,
}

/// Makes a file of what `fill` puts into it; how many files of how many bytes it said it put.
pub(super) fn write(
    path: &Utf8Path,
    fill: impl FnOnce(&mut Pack) -> Result<Vec<(String, Sum)>, Error>,
) -> Result<(usize, u64), Error> {
    let path = place(path)?;
    let failed = |source| Error::Write { path: path.clone(), source };
    let file = beside(&path).map_err(failed)?;
    let mut pack = Pack { zip: ZipWriter::new(BufWriter::new(file)), path: path.clone() };
    let sums = fill(&mut pack)?;
    pack.finish().map_err(failed)?;
    Ok((sums.len(), sums.iter().map(|(_, sum)| sum.n_bytes).sum()))
}

/// Where the file goes: a link is followed; what no export wrote is refused.
fn place(path: &Utf8Path) -> Result<Utf8PathBuf, Error> {
    if fs::symlink_metadata(path).is_err() {
        return Ok(path.to_owned());
    }
    let is_ours = fs::metadata(path).is_ok_and(|found| found.is_file()) && ends_in_mark(path)?;
    if !is_ours {
        return Err(Error::ForeignExport(path.to_owned()));
    }
    path.canonicalize_utf8().map_err(|source| Error::Write { path: path.to_owned(), source })
}

fn ends_in_mark(path: &Utf8Path) -> Result<bool, Error> {
    let read = || -> io::Result<bool> {
        let mut file = File::open(path)?;
        let mark = u64::try_from(MARK.len()).unwrap_or_default();
        let begin = file.metadata()?.len().saturating_sub(mark);
        file.seek(SeekFrom::Start(begin))?;
        let mut end = Vec::new();
        file.take(mark).read_to_end(&mut end)?;
        Ok(end == MARK.as_bytes())
    };
    read().map_err(|source| Error::Read { path: path.to_owned(), source })
}

/// A temporary file in the folder of another, for everybody to read as far as the umask lets them.
fn beside(path: &Utf8Path) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_str().is_empty());
    let mut builder = tempfile::Builder::new();
    builder.prefix(".plenary-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder.unwrap_or_else(|| Utf8Path::new(".")))
}

impl Pack {
    /// Adds a file; what lies on disk is read piece by piece.
    pub(super) fn put(&mut self, name: &str, entry: &Entry) -> Result<Sum, Error> {
        let size = match entry {
            Entry::Bytes(bytes) => bytes.len() as u64,
            Entry::OnDisk { bytes, .. } => *bytes,
            Entry::Unreadable(_) => 0,
        };
        let begun = self.zip.start_file(name, options(size));
        begun.map_err(|error| self.failed(error.into()))?;
        match entry {
            Entry::Bytes(bytes) => self.pour(&mut &**bytes, Utf8Path::new(name)),
            Entry::OnDisk { path, .. } => {
                let unread = |source| Error::Read { path: path.clone(), source };
                self.pour(&mut File::open(path).map_err(unread)?, path)
            }
            Entry::Unreadable(why) => {
                Err(Error::Read { path: name.into(), source: io::Error::other(why.clone()) })
            }
        }
    }

    fn pour(&mut self, from: &mut impl Read, path: &Utf8Path) -> Result<Sum, Error> {
        let (mut hash, mut n_bytes) = (Sha256::new(), 0);
        let mut piece = vec![0; 1 << 16];
        loop {
            let read = from.read(&mut piece);
            let n = read.map_err(|source| Error::Read { path: path.to_owned(), source })?;
            let Some(read) = piece.get(..n).filter(|read| !read.is_empty()) else { break };
            hash.update(read);
            n_bytes += read.len() as u64;
            self.zip.write_all(read).map_err(|error| self.failed(error))?;
        }
        let sha256 = hex(&hash.finalize());
        Ok(Sum { n_bytes, sha256 })
    }

    fn failed(&self, source: io::Error) -> Error {
        Error::Write { path: self.path.clone(), source }
    }

    /// Puts the file in its place.
    fn finish(mut self) -> io::Result<()> {
        self.zip.set_comment(MARK)?;
        let file = self.zip.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        file.persist(&self.path).map_err(|error| error.error)?;
        Ok(())
    }
}

/// How a file of so many bytes is put in.
fn options(size: u64) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::default())
        .system(System::Unix)
        .unix_permissions(0o644)
        .large_file(size > LARGE)
}
