//! The archive at a revision, read by git itself: three processes a revision, however many files.

use std::{
    collections::BTreeMap,
    io::{self, BufRead, BufReader, Read as _, Write as _},
    process::{Output, Stdio},
};

use camino::{Utf8Path, Utf8PathBuf};

use super::{failed, git, no_answer};
use crate::{
    error::Error,
    source::{Entry, Tree},
};

/// An archive as it was committed.
pub(crate) struct Committed {
    /// As it was named, with the commit: `main (1a2b3c4)`.
    pub name: String,
    /// The commit itself.
    pub commit: String,
    /// Its files.
    pub tree: Tree,
}

/// Reads `content/` and `themes/` at a revision.
pub(crate) fn read(root: &Utf8Path, revision: &str) -> Result<Committed, Error> {
    let commit = commit(root, revision)?;
    let listed = listed(root, &commit)?;
    let bytes = contents(root, &listed)?;
    let name = if commit.starts_with(revision) {
        revision.to_owned()
    } else {
        format!("{revision} ({})", commit.get(..7).unwrap_or(&commit))
    };
    Ok(Committed { name, commit, tree: tree(listed, bytes) })
}

/// A file of a revision.
struct File {
    path: Utf8PathBuf,
    id: String,
    is_link: bool,
}

/// The commit that a person means. What begins with `-` would be an option to git.
fn commit(root: &Utf8Path, revision: &str) -> Result<String, Error> {
    let unknown = || Error::NoRevision(revision.to_owned());
    if revision.is_empty() || revision.starts_with('-') {
        return Err(unknown());
    }
    let wanted = format!("{revision}^{{commit}}");
    let done = run(root, &["rev-parse", "--verify", "--quiet", &wanted])?;
    match done.status.code() {
        Some(0) => Ok(String::from_utf8_lossy(&done.stdout).trim().to_owned()),
        // quiet: it is asked for, and not there
        Some(1) => Err(unknown()),
        _ => Err(failed(root, &done.stderr)),
    }
}

/// The files of a commit in the folders of the archive, which may lie below the top of the work
/// tree. What is no file (another repository within) is none of ours.
fn listed(root: &Utf8Path, commit: &str) -> Result<Vec<File>, Error> {
    let done = run(root, &["ls-tree", "-r", "-z", commit, "content", "themes"])?;
    if !done.status.success() {
        return Err(failed(root, &done.stderr));
    }
    let entries = done.stdout.split(|byte| *byte == 0).filter(|entry| !entry.is_empty());
    entries.filter_map(|entry| file(entry).transpose()).collect()
}

/// Reads `100644 blob ID<tab>path`.
fn file(entry: &[u8]) -> Result<Option<File>, Error> {
    let text = String::from_utf8(entry.to_vec())
        .map_err(|_| Error::PathEncoding(String::from_utf8_lossy(entry).into_owned().into()))?;
    let Some((about, path)) = text.split_once('\t') else { return Ok(None) };
    let words: Vec<&str> = about.split(' ').collect();
    let [mode, "blob", id] = words.as_slice() else { return Ok(None) };
    Ok(Some(File { path: path.into(), id: (*id).to_owned(), is_link: *mode == "120000" }))
}

/// The bytes of all files, in their order, from one process.
fn contents(root: &Utf8Path, files: &[File]) -> Result<Vec<Vec<u8>>, Error> {
    let told = |source: io::Error| no_answer(root, &source);
    let mut command = git(root, &["cat-file", "--batch"]);
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(told)?;
    let (asking, answers) = (child.stdin.take(), child.stdout.take());
    let ids: String = files.iter().flat_map(|file| [&file.id, "\n"]).collect();
    // git answers while it is still asked: who only asked would wait for it for ever
    let ask = std::thread::spawn(move || asking.map(|mut pipe| pipe.write_all(ids.as_bytes())));
    let mut answers = BufReader::new(answers.into_iter().next().ok_or_else(|| told(cut_off()))?);
    let read: io::Result<Vec<_>> = files.iter().map(|_| answer(&mut answers)).collect();
    drop(answers);
    let _ = ask.join();
    child.wait().map_err(told)?;
    read.map_err(told)
}

/// Reads `ID blob SIZE`, a line end, so many bytes, and a line end.
fn answer(answers: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut head = String::new();
    answers.read_line(&mut head)?;
    let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse().ok());
    let size: u64 = size.ok_or_else(cut_off)?;
    let mut bytes = Vec::new();
    answers.take(size).read_to_end(&mut bytes)?;
    answers.read_exact(&mut [0])?;
    Ok(bytes)
}

fn cut_off() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "git did not hand out a file of the revision")
}

/// The files with their bytes. A link stands for the file that it leads to in the same revision.
fn tree(files: Vec<File>, bytes: Vec<Vec<u8>>) -> Tree {
    let mut links = Vec::new();
    let mut entries = BTreeMap::new();
    for (file, bytes) in files.into_iter().zip(bytes) {
        if file.is_link {
            links.push((file.path, String::from_utf8_lossy(&bytes).into_owned()));
        } else {
            entries.insert(file.path, Entry::Bytes(bytes.into()));
        }
    }
    for (path, target) in links {
        let entry = joined(&path, &target).and_then(|target| entries.get(&target).cloned());
        let why = || {
            Entry::Unreadable(format!("it is a link to `{target}`, which is not in the archive"))
        };
        entries.insert(path, entry.unwrap_or_else(why));
    }
    Tree::of(entries)
}

/// Where a link leads, from the root of the archive; none where that is outside.
fn joined(link: &Utf8Path, target: &str) -> Option<Utf8PathBuf> {
    let mut path: Vec<&str> = link.parent()?.iter().collect();
    for part in target.split('/') {
        match part {
            "" if path.is_empty() || target.starts_with('/') => return None,
            "" | "." => {}
            ".." => drop(path.pop()?),
            part => path.push(part),
        }
    }
    Some(path.iter().collect())
}

fn run(root: &Utf8Path, args: &[&str]) -> Result<Output, Error> {
    git(root, args).output().map_err(|source| no_answer(root, &source))
}
