//! A rename onto disk: what is to move and to be written goes in; all of it is done, or what was done
//! is undone.

use std::{fs, io};

use camino::{Utf8Path, Utf8PathBuf};
use tempfile::NamedTempFile;

use super::Renamed;
use crate::{
    error::Error,
    source::{Entry, Tree},
};

/// The mark of UTF-8 that some editors put first.
const MARK: &[u8] = "\u{FEFF}".as_bytes();

/// Moves first, then writes every new text beside its file, then exchanges them; where anything
/// fails, what was done so far is undone.
pub(super) fn write(renamed: &Renamed, tree: &Tree, root: &Utf8Path) -> Result<(), Error> {
    hold_unchanged(renamed, tree, root)?;
    let (from, to) = (root.join(&renamed.from), root.join(&renamed.to));
    move_to(&from, &to, &renamed.to)?;
    let done = stage(renamed, root).and_then(exchange);
    if done.is_err() {
        // the error is told; what cannot be undone shows in the next check
        let _ = fs::rename(&to, &from);
        remove_empty(&to, root);
    } else {
        remove_empty(&from, root);
    }
    done
}

/// Refuses where a file that is to be written has been edited since it was read.
fn hold_unchanged(renamed: &Renamed, tree: &Tree, root: &Utf8Path) -> Result<(), Error> {
    for path in renamed.files.keys() {
        let full = root.join(path);
        let held = fs::read(&full).map_err(|source| Error::Read { path: full.clone(), source })?;
        if !matches!(tree.get(path), Some(Entry::Bytes(bytes)) if **bytes == *held) {
            return Err(Error::Changed(full));
        }
    }
    Ok(())
}

fn move_to(from: &Utf8Path, to: &Utf8Path, shown: &Utf8Path) -> Result<(), Error> {
    let failed = |source| Error::Write { path: to.to_owned(), source };
    let differs_in_case_only = from.as_str().to_lowercase() == to.as_str().to_lowercase();
    if !differs_in_case_only && fs::symlink_metadata(to).is_ok() {
        return Err(Error::Exists(shown.to_owned()));
    }
    let above = to.parent().unwrap_or_else(|| Utf8Path::new("."));
    fs::create_dir_all(above).map_err(failed)?;
    fs::rename(from, to).map_err(failed)
}

/// A new text beside the file whose place it takes.
struct Staged {
    path: Utf8PathBuf,
    before: Vec<u8>,
    text: NamedTempFile,
}

/// Writes the new texts beside their files, which have moved.
fn stage(renamed: &Renamed, root: &Utf8Path) -> Result<Vec<Staged>, Error> {
    let mut staged = Vec::with_capacity(renamed.files.len());
    for (path, (_, after)) in &renamed.files {
        let moved = renamed.moved.iter().find(|(from, _)| from == path);
        let path = root.join(moved.map_or(path, |(_, to)| to));
        let one = stage_one(&path, after).map_err(|source| Error::Write { path, source })?;
        staged.push(one);
    }
    Ok(staged)
}

/// A link stays one, permissions stay as they are, and so does the mark of UTF-8.
fn stage_one(path: &Utf8Path, after: &str) -> io::Result<Staged> {
    let path = path.canonicalize_utf8()?;
    let before = fs::read(&path)?;
    let folder = path.parent().unwrap_or_else(|| Utf8Path::new("."));
    let mut text = tempfile::Builder::new().prefix(".plenary-").tempfile_in(folder)?;
    if before.starts_with(MARK) {
        io::Write::write_all(&mut text, MARK)?;
    }
    io::Write::write_all(&mut text, after.as_bytes())?;
    fs::set_permissions(text.path(), fs::metadata(&path)?.permissions())?;
    Ok(Staged { path, before, text })
}

/// Puts every text in its place; where one cannot be, those before it are put back.
fn exchange(staged: Vec<Staged>) -> Result<(), Error> {
    let mut done: Vec<(Utf8PathBuf, Vec<u8>)> = Vec::with_capacity(staged.len());
    for Staged { path, before, text } in staged {
        if let Err(error) = text.persist(&path) {
            for (path, before) in done {
                let _ = fs::write(path, before);
            }
            return Err(Error::Write { path, source: error.error });
        }
        done.push((path, before));
    }
    Ok(())
}

/// Removes the folders above a place that are empty now, up to those of the format.
fn remove_empty(place: &Utf8Path, root: &Utf8Path) {
    let content = root.join("content");
    for folder in place.ancestors().skip(1) {
        let depth = folder.strip_prefix(&content).map_or(0, |inside| inside.components().count());
        if depth < 2 || fs::remove_dir(folder).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn what_was_done_is_undone_where_a_text_cannot_be_written() {
        let dir = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(dir.path()).unwrap();
        let paths = ["content/pages/a/index.md", "content/pages/b.md"];
        fs::create_dir_all(root.join("content/pages/a")).unwrap();
        paths.iter().for_each(|path| fs::write(root.join(path), "Before.").unwrap());
        let tree = Tree::in_memory(paths.map(|path| (path, "Before.")));
        let text = || ("Before.".to_owned(), "After.".to_owned());
        // as if the page had vanished from the folder while that moved
        let renamed = Renamed {
            from: "content/pages/a".into(),
            to: "content/pages/deep/er/c".into(),
            moved: Vec::new(),
            files: BTreeMap::from(paths.map(|path| (path.into(), text()))),
            mends: Vec::new(),
        };
        assert!(matches!(write(&renamed, &tree, root), Err(Error::Write { .. })));
        for path in paths {
            assert_eq!(fs::read_to_string(root.join(path)).unwrap(), "Before.");
        }
        assert!(!root.join("content/pages/deep").exists());
        assert_eq!(fs::read_dir(root.join("content/pages")).unwrap().count(), 2);
    }
}
