//! The only code that reads the archive from disk: which files there are, and what they say.

use std::{
    collections::{BTreeMap, HashMap},
    fs::{self, Metadata},
    io::{self, Read as _},
    ops::ControlFlow,
    time::{Duration, SystemTime},
};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::{
    bytes::SharedBytes,
    tree::{Entry, LEDGER},
};
use crate::error::Error;

/// What was read, by path, and when it was written to last.
pub(super) type Kept = HashMap<Utf8PathBuf, (Stamp, SharedBytes)>;

/// By what a file that is written to again is known. Two writes within a tick of the file
/// system's clock have one time, so a file that was just written to has no stamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    bytes: u64,
    modified: SystemTime,
    /// The node and the time of its last change, which no program can set back.
    node: (u64, i64, i64),
}

/// How many bytes of an attachment are looked at together, and how many of them once more with
/// the next.
const PIECE: usize = 1 << 20;
const OVERLAP: usize = 1 << 12;

/// Shows a file to `look` in pieces, until it has seen enough.
pub(super) fn in_pieces(
    path: &Utf8Path,
    mut look: impl FnMut(&[u8]) -> ControlFlow<()>,
) -> io::Result<()> {
    let mut file = fs::File::open(path)?;
    let mut piece = Vec::with_capacity(PIECE);
    loop {
        let more = PIECE.saturating_sub(piece.len()) as u64;
        let n_read = io::Read::by_ref(&mut file).take(more).read_to_end(&mut piece)?;
        if n_read == 0 || look(&piece).is_break() {
            return Ok(());
        }
        piece.drain(..piece.len().saturating_sub(OVERLAP));
    }
}

/// How many bytes of text a file can have: ten times the longest minutes, and read in a second.
const LONGEST_TEXT: u64 = 20_000_000;

/// Longer than a tick of any file system's clock.
const TICK: Duration = Duration::from_secs(3);

impl Stamp {
    fn of(metadata: &Metadata) -> Option<Self> {
        let modified = metadata.modified().ok()?;
        let is_settled = modified.elapsed().is_ok_and(|since| since > TICK);
        is_settled.then(|| Self { bytes: metadata.len(), modified, node: node(metadata) })
    }
}

#[cfg(unix)]
fn node(metadata: &Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt as _;
    (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn node(_: &Metadata) -> (u64, i64, i64) {
    (0, 0, 0)
}

/// What became of what is at a path.
pub(super) enum Rewritten {
    /// It is a text as before, and says this.
    As(Vec<u8>),
    /// Nothing was there and nothing is: an editor's passing file.
    NotAtAll,
    /// It came, went, or is another kind of thing.
    Unlike,
}

pub(super) fn rewritten(path: &Utf8Path, last: Option<&Entry>) -> Rewritten {
    let is_text = |found: &Metadata| found.is_file() && found.len() <= LONGEST_TEXT;
    match (last, path.symlink_metadata()) {
        (None, Err(error)) if error.kind() == io::ErrorKind::NotFound => Rewritten::NotAtAll,
        (Some(Entry::Bytes(_)), Ok(found)) if is_text(&found) => {
            fs::read(path).map_or(Rewritten::Unlike, Rewritten::As)
        }
        _ => Rewritten::Unlike,
    }
}

/// A file that was found, and is yet to be read.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// From the root.
    pub path: Utf8PathBuf,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    /// Its path on disk.
    Text(Utf8PathBuf),
    /// Its path on disk.
    Attachment(Utf8PathBuf),
    /// What stands in its way.
    Unreadable(String),
}

/// The files of an archive. Names that begin with `.` or `_` are ignored in content, with all that
/// is below them.
pub(super) fn list(root: &Utf8Path) -> Result<Vec<Found>, Error> {
    let mut all = Vec::new();
    for folder in ["content", "themes"] {
        list_folder(root, &root.join(folder), &mut all)?;
    }
    Ok(all)
}

/// Adds the files below a folder; one that is not there has none.
fn list_folder(root: &Utf8Path, top: &Utf8Path, all: &mut Vec<Found>) -> Result<(), Error> {
    if !top.exists() {
        return Ok(());
    }
    let real_top =
        top.canonicalize_utf8().map_err(|source| Error::Read { path: top.to_owned(), source })?;
    let walk = WalkDir::new(top).follow_links(true).sort_by_file_name().into_iter();
    let mut walk = walk.filter_entry(|entry| entry.depth() == 0 || !is_ignored(entry));
    while let Some(entry) = walk.next() {
        let is_folder = entry.as_ref().is_ok_and(|entry| entry.file_type().is_dir());
        if is_folder && entry.as_ref().is_ok_and(|entry| leaves(entry, &real_top)) {
            walk.skip_current_dir();
        }
        all.extend(found(root, &real_top, entry)?);
    }
    Ok(())
}

/// What a walk came to, where it is no folder to go into.
fn found(
    root: &Utf8Path,
    real_top: &Utf8Path,
    entry: walkdir::Result<DirEntry>,
) -> Result<Option<Found>, Error> {
    let entry = match entry {
        Ok(entry) => entry,
        Err(error) => {
            let path = utf8(error.path().unwrap_or(root.as_std_path()))?;
            let what = What::Unreadable(why(&error));
            return Ok(Some(Found { path: relative(root, &path).0, what }));
        }
    };
    if entry.file_type().is_dir() && !leaves(&entry, real_top) {
        return Ok(None);
    }
    let full = utf8(entry.path())?;
    let (path, unfit) = relative(root, &full);
    let what = match unfit {
        Some(why) => What::Unreadable(why.to_owned()),
        None => what(real_top, &entry, full),
    };
    Ok(Some(Found { path, what }))
}

fn what(real_top: &Utf8Path, entry: &DirEntry, path: Utf8PathBuf) -> What {
    if leaves(entry, real_top) {
        let target = fs::read_link(&path).unwrap_or_default();
        let target = target.display();
        return What::Unreadable(format!(
            "it is a link to `{target}`, which is not in the archive"
        ));
    }
    if !entry.file_type().is_file() {
        return What::Unreadable("it is neither a file nor a folder".to_owned());
    }
    let is_theme = real_top.file_name() == Some("themes");
    let is_text = matches!(path.extension(), Some("md" | "toml"));
    if is_theme || is_text || is_ledger(entry) { What::Text(path) } else { What::Attachment(path) }
}

/// The files that were found, and what to keep of them: those that were not written to since they
/// were kept are not read again.
pub(super) fn read(found: &[Found], last: &Kept) -> (BTreeMap<Utf8PathBuf, Entry>, Kept) {
    let one = |found: &Found| {
        let (entry, stamp) = read_one(found, last);
        (found.path.clone(), entry, stamp)
    };
    let read: Vec<_> = found.par_iter().map(one).collect();
    let kept = read.iter().filter_map(|(path, entry, stamp)| match entry {
        Entry::Bytes(bytes) => Some((path.clone(), ((*stamp)?, bytes.clone()))),
        _ => None,
    });
    let kept = kept.collect();
    (read.into_iter().map(|(path, entry, _)| (path, entry)).collect(), kept)
}

/// A file, and when it was written to last.
fn read_one(found: &Found, last: &Kept) -> (Entry, Option<Stamp>) {
    let last = last.get(&found.path);
    let read = match &found.what {
        What::Text(path) => text(path, last),
        What::Attachment(path) => attachment(path).map(|entry| (entry, None)),
        What::Unreadable(why) => Err(why.clone()),
    };
    read.unwrap_or_else(|why| (Entry::Unreadable(why), None))
}

fn attachment(path: &Utf8Path) -> Result<Entry, String> {
    let bytes = fs::metadata(path).map_err(|error| plain(&error))?.len();
    Ok(Entry::OnDisk { path: path.to_owned(), bytes })
}

fn text(
    path: &Utf8Path,
    last: Option<&(Stamp, SharedBytes)>,
) -> Result<(Entry, Option<Stamp>), String> {
    let metadata = fs::metadata(path).map_err(|error| plain(&error))?;
    if metadata.len() > LONGEST_TEXT {
        let most = LONGEST_TEXT / 1_000_000;
        return Err(format!("it is longer than {most} MB, and nobody typed that"));
    }
    let stamp = Stamp::of(&metadata);
    let same = last.filter(|(last, _)| Some(*last) == stamp).map(|(_, bytes)| bytes.clone());
    let read = || fs::read(path).map(SharedBytes::from).map_err(|error| plain(&error));
    Ok((Entry::Bytes(same.map_or_else(read, Ok)?), stamp))
}

/// Whether a link below the top leads out of it, or nowhere.
fn leaves(entry: &DirEntry, real_top: &Utf8Path) -> bool {
    let real = || entry.path().canonicalize().ok();
    entry.depth() > 0
        && entry.path_is_symlink()
        && !real().is_some_and(|real| real.starts_with(real_top))
}

fn is_ignored(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    (name.starts_with('.') || name.starts_with('_')) && !is_ledger(entry)
}

/// `content/.addresses`, the one hidden file that is read.
fn is_ledger(entry: &DirEntry) -> bool {
    entry.depth() == 1 && entry.file_name() == LEDGER
}

/// Why a walk could not go on somewhere.
fn why(error: &walkdir::Error) -> String {
    if error.loop_ancestor().is_some() {
        return "its links go round in a circle".to_owned();
    }
    reason(error)
}

fn reason(error: &walkdir::Error) -> String {
    error.io_error().map_or_else(|| error.to_string(), plain)
}

/// The system's reason without its number: "permission denied".
fn plain(error: &std::io::Error) -> String {
    error.kind().to_string()
}

fn utf8(path: &std::path::Path) -> Result<Utf8PathBuf, Error> {
    Utf8PathBuf::from_path_buf(path.to_owned()).map_err(Error::PathEncoding)
}

/// The path below the root, and why no address can be made of it: what a terminal obeys, and
/// what parts folders on another system, are in no name.
fn relative(root: &Utf8Path, path: &Utf8Path) -> (Utf8PathBuf, Option<&'static str>) {
    let inside = path.strip_prefix(root).unwrap_or(path).as_str();
    let inside = inside.replace(std::path::MAIN_SEPARATOR, "/");
    let shown = inside.replace(char::is_control, "\u{FFFD}");
    let unfit = match () {
        () if shown != inside => Some("its name holds a control character"),
        () if inside.contains('\\') => Some("its name holds a backslash"),
        () => None,
    };
    (shown.into(), unfit)
}
