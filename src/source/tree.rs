//! The door to reading: the files of an archive, on disk or in memory.

use std::{collections::BTreeMap, sync::Arc};

use camino::{Utf8Path, Utf8PathBuf};

use crate::error::Error;

/// What is known of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// The files of an archive by their path relative to its root (`content/site.toml`,
/// `themes/…`), in order of path.
///
/// ```
/// use plenary::Tree;
/// let tree = Tree::in_memory([("content/site.toml", "title = \"Team\"")]);
/// assert_eq!(tree.files().count(), 1);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    files: BTreeMap<Utf8PathBuf, Entry>,
}

impl Tree {
    /// An archive that is not on disk, for tests and programs.
    pub fn in_memory<P: Into<Utf8PathBuf>, B: AsRef<[u8]>>(
        files: impl IntoIterator<Item = (P, B)>,
    ) -> Self {
        let entry = |(path, bytes): (P, B)| (path.into(), Entry::Bytes(bytes.as_ref().into()));
        Self { files: files.into_iter().map(entry).collect() }
    }

    /// An archive of these files; those whose names are ignored are left out.
    pub(crate) fn of(files: impl IntoIterator<Item = (Utf8PathBuf, Entry)>) -> Self {
        Self { files: files.into_iter().filter(|(path, _)| !is_ignored(path)).collect() }
    }

    /// Reads `content/` and `themes/` under `root`.
    pub fn on_disk(root: &Utf8Path) -> Result<Self, Error> {
        let mut files = BTreeMap::new();
        for folder in ["content", "themes"] {
            disk::read_folder(root, folder, &mut files)?;
        }
        Ok(Self { files })
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

/// The file of `content/` that remembers every address ever published.
pub(crate) const LEDGER: &str = ".addresses";

/// Whether a file, or a folder above it, has a name that is ignored: one that begins with `.` or
/// `_`.
fn is_ignored(path: &Utf8Path) -> bool {
    let is_hidden = |name: &str| name.starts_with(['.', '_']);
    let is_ledger = path.parent() == Some(Utf8Path::new("content")) && path.ends_with(LEDGER);
    path.iter().any(is_hidden) && !is_ledger
}

/// The only code that reads the archive from disk.
mod disk {
    use std::fs;

    use walkdir::{DirEntry, WalkDir};

    use super::{BTreeMap, Entry, Error, LEDGER, Utf8Path, Utf8PathBuf};

    /// How many bytes of text a file can have: ten times the longest minutes, and read in a second.
    const LONGEST_TEXT: u64 = 20_000_000;

    /// Adds the files below `root/folder`; a folder that is not there has none. Names that begin
    /// with `.` or `_` are ignored in content, with all that is below them.
    pub(super) fn read_folder(
        root: &Utf8Path,
        folder: &str,
        files: &mut BTreeMap<Utf8PathBuf, Entry>,
    ) -> Result<(), Error> {
        let top = root.join(folder);
        if !top.exists() {
            return Ok(());
        }
        let real_top =
            top.canonicalize_utf8().map_err(|source| Error::Read { path: top.clone(), source })?;
        let walk = WalkDir::new(&top).follow_links(true).sort_by_file_name().into_iter();
        let mut walk = walk.filter_entry(|entry| entry.depth() == 0 || !is_ignored(entry));
        while let Some(found) = walk.next() {
            let is_folder = found.as_ref().is_ok_and(|entry| entry.file_type().is_dir());
            if is_folder && found.as_ref().is_ok_and(|entry| leaves(entry, &real_top)) {
                walk.skip_current_dir();
            }
            add(root, &real_top, found, files)?;
        }
        Ok(())
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

    fn add(
        root: &Utf8Path,
        real_top: &Utf8Path,
        found: walkdir::Result<DirEntry>,
        files: &mut BTreeMap<Utf8PathBuf, Entry>,
    ) -> Result<(), Error> {
        match found {
            Ok(entry) if entry.file_type().is_dir() && !leaves(&entry, real_top) => Ok(()),
            Ok(entry) => {
                let path = utf8(entry.path())?;
                let (inside, unfit) = relative(root, &path);
                let read = || read(&path, real_top, &entry);
                files.insert(inside, unfit.map_or_else(read, |why| Entry::Unreadable(why.into())));
                Ok(())
            }
            Err(error) => {
                let path = utf8(error.path().unwrap_or(root.as_std_path()))?;
                let why = if error.loop_ancestor().is_some() {
                    "its links go round in a circle".into()
                } else {
                    reason(&error)
                };
                files.insert(relative(root, &path).0, Entry::Unreadable(why));
                Ok(())
            }
        }
    }

    fn reason(error: &walkdir::Error) -> String {
        error.io_error().map_or_else(|| error.to_string(), plain)
    }

    /// The system's reason without its number: "permission denied".
    fn plain(error: &std::io::Error) -> String {
        error.kind().to_string()
    }

    fn read(path: &Utf8Path, real_top: &Utf8Path, entry: &DirEntry) -> Entry {
        if leaves(entry, real_top) {
            let target = fs::read_link(path).unwrap_or_default();
            return Entry::Unreadable(format!(
                "it is a link to `{}`, which is not in the archive",
                target.display()
            ));
        }
        let size = entry.metadata().map(|metadata| metadata.len());
        let is_theme = real_top.file_name() == Some("themes");
        if is_theme || is_ledger(entry) || matches!(path.extension(), Some("md" | "toml")) {
            if size.as_ref().is_ok_and(|&bytes| bytes > LONGEST_TEXT) {
                return Entry::Unreadable(format!(
                    "it is longer than {} MB, and nobody typed that",
                    LONGEST_TEXT / 1_000_000
                ));
            }
            return fs::read(path).map_or_else(
                |error| Entry::Unreadable(plain(&error)),
                |bytes| Entry::Bytes(bytes.into()),
            );
        }
        size.map_or_else(
            |error| Entry::Unreadable(reason(&error)),
            |bytes| Entry::OnDisk { path: path.to_owned(), bytes },
        )
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
