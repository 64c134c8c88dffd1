//! The door to reading: the files of an archive, on disk or in memory.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
    sync::Arc,
};

use camino::{Utf8Path, Utf8PathBuf};

use super::history::History;
use crate::error::Error;

/// What is known of one file.
#[derive(Clone, Debug, Eq)]
pub enum Entry {
    /// Read, as it may be text: `.md` and `.toml` files, and every file of a theme.
    Bytes(Arc<[u8]>),
    /// Left where it is until it is published: an attachment. Its path on disk and its size.
    OnDisk {
        /// Where it is.
        path: Utf8PathBuf,
        /// Its size in bytes.
        bytes: u64,
    },
    /// Not to be had: the reason, in words that follow "cannot be read: ".
    Unreadable(String),
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            // the same bytes need no second look
            (Self::Bytes(one), Self::Bytes(other)) => Arc::ptr_eq(one, other) || one == other,
            (
                Self::OnDisk { path, bytes },
                Self::OnDisk { path: other_path, bytes: other_bytes },
            ) => path == other_path && bytes == other_bytes,
            (Self::Unreadable(one), Self::Unreadable(other)) => one == other,
            _ => false,
        }
    }
}

impl Entry {
    /// Shows the bytes to `look` until it has seen enough: at once where they are at hand, else in
    /// pieces that overlap a little. What cannot be read is not shown; publishing tells of it.
    pub(crate) fn in_pieces(&self, mut look: impl FnMut(&[u8]) -> ControlFlow<()>) {
        match self {
            // whether it was the last makes no difference here
            Self::Bytes(bytes) => drop(look(bytes)),
            Self::OnDisk { path, .. } => disk::in_pieces(path, look).unwrap_or_default(),
            Self::Unreadable(_) => {}
        }
    }
}

/// The files of an archive by their path relative to its root (`content/site.toml`,
/// `themes/…`), in order of path, and what is known of their past.
///
/// ```
/// use plenary::Tree;
/// let tree = Tree::in_memory([("content/site.toml", "title = \"Team\"")]);
/// assert_eq!(tree.files().count(), 1);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    files: BTreeMap<Utf8PathBuf, Entry>,
    history: Arc<History>,
}

impl Tree {
    /// An archive that is not on disk, for tests and programs.
    pub fn in_memory<P: Into<Utf8PathBuf>, B: AsRef<[u8]>>(
        files: impl IntoIterator<Item = (P, B)>,
    ) -> Self {
        let entry = |(path, bytes): (P, B)| (path.into(), Entry::Bytes(bytes.as_ref().into()));
        Self::new(files.into_iter().map(entry).collect())
    }

    /// An archive of these files; those whose names are ignored are left out.
    pub(crate) fn of(files: impl IntoIterator<Item = (Utf8PathBuf, Entry)>) -> Self {
        Self::new(files.into_iter().filter(|(path, _)| !is_ignored(path)).collect())
    }

    fn new(files: BTreeMap<Utf8PathBuf, Entry>) -> Self {
        Self { files, history: Arc::default() }
    }

    /// The same files, with what is known of their past.
    #[must_use]
    pub fn with_history(self, history: Arc<History>) -> Self {
        Self { history, ..self }
    }

    /// What is known of the past of the files.
    pub(crate) fn history(&self) -> &History {
        &self.history
    }

    /// Reads `content/` and `themes/` under `root`; what git knows of them is for others to add.
    pub fn on_disk(root: &Utf8Path) -> Result<Self, Error> {
        Reader::new(root).read()
    }

    /// The files in order of path.
    pub fn files(&self) -> impl Iterator<Item = (&Utf8Path, &Entry)> {
        self.files.iter().map(|(path, entry)| (path.as_path(), entry))
    }

    /// The files below a folder, in order of path.
    pub fn below<'a>(
        &'a self,
        folder: &'a Utf8Path,
    ) -> impl Iterator<Item = (&'a Utf8Path, &'a Entry)> {
        let after = self
            .files
            .range::<Utf8Path, _>((std::ops::Bound::Excluded(folder), std::ops::Bound::Unbounded));
        after
            .map(|(path, entry)| (path.as_path(), entry))
            .take_while(move |(path, _)| path.starts_with(folder))
    }

    /// Puts other bytes in place of a file's.
    pub(crate) fn replace(&mut self, path: &Utf8Path, bytes: &[u8]) {
        self.files.insert(path.to_owned(), Entry::Bytes(bytes.into()));
    }

    /// The file at a path.
    pub fn get(&self, path: &Utf8Path) -> Option<&Entry> {
        self.files.get(path)
    }
}

/// Reads an archive time and again; a file that was not written to meanwhile is not read again.
#[derive(Debug)]
pub struct Reader {
    root: Utf8PathBuf,
    kept: disk::Kept,
}

impl Reader {
    /// A reader of the archive at `root`.
    pub fn new(root: &Utf8Path) -> Self {
        Self { root: root.to_owned(), kept: disk::Kept::default() }
    }

    /// The archive as it is now, where nothing changed since it was read last but what is at these
    /// paths: no other file is looked at, unless one of them came or went.
    pub fn read_again(
        &mut self,
        last: &Tree,
        changed: &BTreeSet<Utf8PathBuf>,
    ) -> Result<Tree, Error> {
        let mut tree = last.clone();
        for path in changed.iter().filter(|path| !is_ignored(path)) {
            match disk::rewritten(&self.root.join(path), last.get(path)) {
                disk::Rewritten::As(bytes) => tree.replace(path, &bytes),
                disk::Rewritten::NotAtAll => {}
                disk::Rewritten::Unlike => return self.read(),
            }
        }
        Ok(tree)
    }

    /// The archive as it is now.
    pub fn read(&mut self) -> Result<Tree, Error> {
        let mut walk = disk::Walk::new(&self.root, std::mem::take(&mut self.kept));
        for folder in ["content", "themes"] {
            walk.folder(folder)?;
        }
        let files;
        (files, self.kept) = walk.finish();
        Ok(Tree::new(files))
    }
}

/// The file of `content/` that remembers every address ever published.
pub(crate) const LEDGER: &str = ".addresses";

/// Whether a file, or a folder above it, has a name that is ignored: one that begins with `.` or
/// `_`.
pub(crate) fn is_ignored(path: &Utf8Path) -> bool {
    let is_hidden = |name: &str| name.starts_with(['.', '_']);
    let is_ledger = path.parent() == Some(Utf8Path::new("content")) && path.ends_with(LEDGER);
    path.iter().any(is_hidden) && !is_ledger
}

/// The only code that reads the archive from disk.
mod disk {
    use std::{
        collections::HashMap,
        fs::{self, Metadata},
        io::{self, Read as _},
        ops::ControlFlow,
        time::{Duration, SystemTime},
    };

    use walkdir::{DirEntry, WalkDir};

    use super::{Arc, BTreeMap, Entry, Error, LEDGER, Utf8Path, Utf8PathBuf};

    /// What was read, by path, and when it was written to last.
    pub(super) type Kept = HashMap<Utf8PathBuf, (Stamp, Arc<[u8]>)>;

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

    /// A walk through an archive.
    pub(super) struct Walk<'a> {
        root: &'a Utf8Path,
        last: Kept,
        kept: Kept,
        files: BTreeMap<Utf8PathBuf, Entry>,
    }

    impl<'a> Walk<'a> {
        /// A walk that reads again what is not as it was.
        pub(super) fn new(root: &'a Utf8Path, last: Kept) -> Self {
            Self { root, last, kept: Kept::new(), files: BTreeMap::new() }
        }

        /// What was found, and what to keep of it.
        pub(super) fn finish(self) -> (BTreeMap<Utf8PathBuf, Entry>, Kept) {
            (self.files, self.kept)
        }

        /// Adds the files below `root/folder`; a folder that is not there has none. Names that
        /// begin with `.` or `_` are ignored in content, with all that is below them.
        pub(super) fn folder(&mut self, folder: &str) -> Result<(), Error> {
            let top = self.root.join(folder);
            if !top.exists() {
                return Ok(());
            }
            let real_top = top
                .canonicalize_utf8()
                .map_err(|source| Error::Read { path: top.clone(), source })?;
            let walk = WalkDir::new(&top).follow_links(true).sort_by_file_name().into_iter();
            let mut walk = walk.filter_entry(|entry| entry.depth() == 0 || !is_ignored(entry));
            while let Some(found) = walk.next() {
                let is_folder = found.as_ref().is_ok_and(|entry| entry.file_type().is_dir());
                if is_folder && found.as_ref().is_ok_and(|entry| leaves(entry, &real_top)) {
                    walk.skip_current_dir();
                }
                self.add(&real_top, found)?;
            }
            Ok(())
        }

        fn add(
            &mut self,
            real_top: &Utf8Path,
            found: walkdir::Result<DirEntry>,
        ) -> Result<(), Error> {
            let (path, entry) = match found {
                Ok(entry) if entry.file_type().is_dir() && !leaves(&entry, real_top) => {
                    return Ok(());
                }
                Ok(entry) => {
                    let (path, unfit) = relative(self.root, &utf8(entry.path())?);
                    let read = || self.read(real_top, &entry);
                    (path, unfit.map_or_else(read, |why| Ok(Entry::Unreadable(why.to_owned())))?)
                }
                Err(error) => {
                    let path = utf8(error.path().unwrap_or(self.root.as_std_path()))?;
                    (relative(self.root, &path).0, Entry::Unreadable(why(&error)))
                }
            };
            self.files.insert(path, entry);
            Ok(())
        }

        fn read(&mut self, real_top: &Utf8Path, entry: &DirEntry) -> Result<Entry, Error> {
            let path = utf8(entry.path())?;
            if leaves(entry, real_top) {
                let target = fs::read_link(&path).unwrap_or_default();
                let target = target.display();
                let why = format!("it is a link to `{target}`, which is not in the archive");
                return Ok(Entry::Unreadable(why));
            }
            let metadata = match entry.metadata() {
                Ok(metadata) => metadata,
                Err(error) => return Ok(Entry::Unreadable(reason(&error))),
            };
            let is_theme = real_top.file_name() == Some("themes");
            if is_theme || is_ledger(entry) || matches!(path.extension(), Some("md" | "toml")) {
                return Ok(self.text(&path, &metadata));
            }
            Ok(Entry::OnDisk { path, bytes: metadata.len() })
        }

        fn text(&mut self, path: &Utf8Path, metadata: &Metadata) -> Entry {
            if metadata.len() > LONGEST_TEXT {
                let most = LONGEST_TEXT / 1_000_000;
                let why = format!("it is longer than {most} MB, and nobody typed that");
                return Entry::Unreadable(why);
            }
            self.bytes(path, metadata)
        }

        /// The bytes of a file: those that were read last, where it was not written to since.
        fn bytes(&mut self, path: &Utf8Path, metadata: &Metadata) -> Entry {
            let stamp = Stamp::of(metadata);
            let last = self.last.remove(path).filter(|(last, _)| Some(*last) == stamp);
            let read = last.map_or_else(|| fs::read(path).map(Arc::from), |(_, bytes)| Ok(bytes));
            match read {
                Ok(bytes) => {
                    let kept = stamp.map(|stamp| (path.to_owned(), (stamp, Arc::clone(&bytes))));
                    self.kept.extend(kept);
                    Entry::Bytes(bytes)
                }
                Err(error) => Entry::Unreadable(plain(&error)),
            }
        }
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
}

#[cfg(test)]
mod tests {
    use std::{
        fs,
        time::{Duration, SystemTime},
    };

    use super::*;

    const PATH: &str = "content/site.toml";

    fn bytes(reader: &mut Reader) -> Arc<[u8]> {
        match reader.read().unwrap().get(Utf8Path::new(PATH)) {
            Some(Entry::Bytes(bytes)) => Arc::clone(bytes),
            other => panic!("{other:?}"),
        }
    }

    /// As if it had been written an hour ago.
    fn age(path: &Utf8Path) {
        let file = fs::File::options().write(true).open(path).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_hours(1)).unwrap();
    }

    #[test]
    fn an_archive_of_which_some_is_known_to_have_changed_is_as_if_it_were_read_anew() {
        let dir = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(dir.path()).unwrap();
        let at = |path: &str| root.join("content").join(path);
        fs::create_dir_all(at("pages")).unwrap();
        fs::write(at("site.toml"), "title = \"A\"").unwrap();
        fs::write(at("pages/a.md"), "A").unwrap();
        let mut reader = Reader::new(root);
        let mut last = reader.read().unwrap();
        let mut hold = |changed: &[&str]| {
            let changed = changed.iter().map(|path| Utf8Path::new("content").join(path)).collect();
            last = reader.read_again(&last, &changed).unwrap();
            assert_eq!(last, Tree::on_disk(root).unwrap(), "{changed:?}");
        };
        fs::write(at("pages/a.md"), "B").unwrap();
        hold(&["pages/a.md", "pages/a.md~"]);
        fs::write(at("pages/b.md"), "B").unwrap();
        hold(&["pages/b.md"]);
        fs::write(at("pages/.b.md.swp"), "C").unwrap();
        hold(&["pages/.b.md.swp"]);
        fs::write(at("pages/b.tmp"), "C").unwrap();
        fs::rename(at("pages/b.tmp"), at("pages/b.md")).unwrap();
        hold(&["pages/b.tmp", "pages/b.md"]);
        fs::remove_file(at("pages/b.md")).unwrap();
        hold(&["pages/b.md"]);
        fs::rename(at("pages"), at("guides")).unwrap();
        hold(&["pages", "guides"]);
        fs::write(at("guides/a.md"), "D").unwrap();
        hold(&["guides/a.md"]);
        fs::write(at("guides/map.pdf"), "1").unwrap();
        hold(&["guides/map.pdf"]);
    }

    #[test]
    fn a_file_is_read_again_once_it_is_written_to_and_not_before() {
        let dir = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(dir.path()).unwrap();
        let path = root.join(PATH);
        fs::create_dir(root.join("content")).unwrap();
        fs::write(&path, "title = \"A\"").unwrap();
        let mut reader = Reader::new(root);
        bytes(&mut reader);
        fs::write(&path, "title = \"B\"").unwrap();
        assert_eq!(&*bytes(&mut reader), b"title = \"B\"", "of the same size, at once");
        age(&path);
        let settled = bytes(&mut reader);
        assert!(Arc::ptr_eq(&settled, &bytes(&mut reader)), "not read again");
        fs::write(&path, "title = \"C\"").unwrap();
        age(&path);
        assert_eq!(&*bytes(&mut reader), b"title = \"C\"", "of the same size and an old day");
        fs::remove_file(&path).unwrap();
        assert_eq!(reader.read().unwrap(), Tree::default());
    }
}
