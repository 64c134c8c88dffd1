//! The door to reading: the files of an archive, on disk or in memory.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
    sync::Arc,
};

use camino::{Utf8Path, Utf8PathBuf};

use super::{bytes::SharedBytes, discover::Home, disk, history::History, part::Layout};
use crate::error::Error;

/// What is known of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Read, as it may be text: `.md` and `.toml` files, and every file of a theme.
    Bytes(SharedBytes),
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

    pub(super) fn new(files: BTreeMap<Utf8PathBuf, Entry>) -> Self {
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

    /// What each file is.
    pub(crate) fn layout(&self) -> Layout {
        Layout::of(self.files.keys().map(Utf8PathBuf::as_path))
    }

    /// Some of the meetings, and all that is no meeting; `layout` is its own.
    pub(crate) fn part(&self, layout: &Layout, is_wanted: impl Fn(&Home) -> bool) -> Self {
        let files = self.files.iter().zip(layout.part(is_wanted)).filter(|(_, is_in)| *is_in);
        let files = files.map(|((path, entry), _)| (path.clone(), entry.clone()));
        Self { files: files.collect(), history: Arc::clone(&self.history) }
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
            // a folder that was moved away is told as one thing
            if last.below(path).next().is_some() {
                return self.read();
            }
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
        let files;
        (files, self.kept) = disk::read(&disk::list(&self.root)?, &self.kept);
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

#[cfg(test)]
mod tests {
    use std::{
        fs,
        time::{Duration, SystemTime},
    };

    use super::*;

    const PATH: &str = "content/site.toml";

    fn bytes(reader: &mut Reader) -> SharedBytes {
        match reader.read().unwrap().get(Utf8Path::new(PATH)) {
            Some(Entry::Bytes(bytes)) => bytes.clone(),
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
        assert_eq!(settled.as_ptr(), bytes(&mut reader).as_ptr(), "not read again");
        fs::write(&path, "title = \"C\"").unwrap();
        age(&path);
        assert_eq!(&*bytes(&mut reader), b"title = \"C\"", "of the same size and an old day");
        fs::remove_file(&path).unwrap();
        assert_eq!(reader.read().unwrap(), Tree::default());
    }
}
