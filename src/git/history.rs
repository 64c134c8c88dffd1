//! When each file of the archive was first committed and last changed: a few processes, however
//! many files there are.

use std::{
    collections::BTreeMap,
    io::BufReader,
    process::{ChildStdout, Command},
    time::{Duration, Instant},
};

use camino::{Utf8Path, Utf8PathBuf};

use super::{Answer, all, failed, git, is_outside, listen, log, no_answer};
use crate::{
    error::Error,
    source::{Dates, History, LEDGER, Revision, is_ignored},
};

/// Git has that long to answer, all in all: a build is not to wait for a history for ever.
const PATIENCE: Duration = Duration::from_mins(1);

/// What git knows of the past of the archive in this folder, as it was committed last; nothing
/// where there is no git, or the archive is in no work tree, or was never committed.
///
/// # Errors
///
/// Where there is a history and it cannot be read.
pub fn read_history(root: &Utf8Path) -> Result<History, Error> {
    let desk = Desk { root, deadline: Instant::now() + PATIENCE };
    let Some(place) = desk.place()? else { return Ok(History::default()) };
    let Some(id) = desk.commit()? else { return Ok(History::default()) };
    let is_clean = desk.is_clean(&place.folder)?;
    let is_shallow = place.is_shallow;
    let files = if is_shallow { BTreeMap::new() } else { desk.files(&id, place.folder)? };
    Ok(History { revision: Some(Revision { id, is_clean }), is_shallow, files })
}

/// What git knows of the past of the archive as of a commit.
pub(crate) fn history_at(root: &Utf8Path, commit: &str) -> Result<History, Error> {
    let desk = Desk { root, deadline: Instant::now() + PATIENCE };
    match desk.place()? {
        Some(place) if !place.is_shallow => {
            Ok(History { files: desk.files(commit, place.folder)?, ..History::default() })
        }
        _ => Ok(History::default()),
    }
}

/// Who asks git.
struct Desk<'a> {
    root: &'a Utf8Path,
    deadline: Instant,
}

/// Where an archive lies in a work tree.
struct Place {
    is_shallow: bool,
    /// The path of the archive from the top of the work tree, with a slash after it; empty where
    /// it is the top.
    folder: Vec<u8>,
}

impl Desk<'_> {
    /// A history is read from what is here: a build brings nothing over the network.
    fn git(&self, args: &[&str]) -> Command {
        let mut git = git(self.root, args);
        git.env("GIT_NO_LAZY_FETCH", "1");
        git
    }

    fn ask<T: Send + 'static>(
        &self,
        args: &[&str],
        hear: impl FnOnce(ChildStdout) -> std::io::Result<T> + Send + 'static,
    ) -> Result<Answer<T>, Error> {
        let answer = listen(self.git(args), self.deadline, hear);
        answer.map_err(|source| no_answer(self.root, &source))
    }

    /// What git says, where it says that all is well.
    fn answer<T: Send + 'static>(
        &self,
        args: &[&str],
        hear: impl FnOnce(ChildStdout) -> std::io::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        let answer = self.ask(args, hear)?;
        let is_well = answer.status.success();
        is_well.then_some(answer.heard).ok_or_else(|| failed(self.root, &answer.complaint))
    }

    /// Where the archive lies; none where there is no git, or no work tree.
    fn place(&self) -> Result<Option<Place>, Error> {
        let args =
            ["rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--show-prefix"];
        let answer = match listen(self.git(&args), self.deadline, all) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            answer => answer.map_err(|source| no_answer(self.root, &source))?,
        };
        match answer.status.success() {
            true => Ok(place(&answer.heard)),
            false if is_outside(&answer.complaint) => Ok(None),
            false => Err(failed(self.root, &answer.complaint)),
        }
    }

    /// The last commit; none before the first, or where it holds no archive: one that lies in a
    /// work tree of something else.
    fn commit(&self) -> Result<Option<String>, Error> {
        let head = self.ask(&["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], all)?;
        let id = String::from_utf8_lossy(&head.heard).trim().to_owned();
        if !head.status.success() || id.is_empty() {
            return Ok(None);
        }
        let site = self.answer(&["ls-tree", "-z", &id, "content/site.toml"], all)?;
        Ok((!site.is_empty()).then_some(id))
    }

    /// Whether all that a site is made of is as committed. The list of addresses, to which a build
    /// adds, is none of it.
    fn is_clean(&self, folder: &[u8]) -> Result<bool, Error> {
        let args = [
            "status",
            "--porcelain=v1",
            "-z",
            "--no-renames",
            "--untracked-files=all",
            "--ignored=traditional",
            "--ignore-submodules=none",
            "--",
            "content",
            "themes",
        ];
        let said = self.answer(&args, all)?;
        let mut entries = said.split(|byte| *byte == 0).filter(|entry| !entry.is_empty());
        Ok(!entries.any(|entry| is_of_site(entry.get(3..).unwrap_or(entry), folder)))
    }

    /// The days of every file, from one pass over the history. All of the work tree is looked at,
    /// as an archive may have been moved within it.
    fn files(&self, commit: &str, folder: Vec<u8>) -> Result<BTreeMap<Utf8PathBuf, Dates>, Error> {
        let settings = ["log.showSignature=false", "log.showRoot=true", "diff.relative=false"];
        let mut args: Vec<&str> = settings.into_iter().flat_map(|one| ["-c", one]).collect();
        args.push("log");
        args.extend(["-z", "--name-status", "-c", "-M50%", "-l1000", "--topo-order"]);
        args.extend(["--no-color", "--no-ext-diff", "--no-textconv", "--no-notes"]);
        args.extend(["--ignore-submodules=none", log::FORMAT, commit, "--"]);
        self.answer(&args, move |out| log::read(BufReader::new(out), &folder))
    }
}

/// Two words, a line each, and a path, which may hold line ends of its own.
fn place(said: &[u8]) -> Option<Place> {
    let mut lines = said.splitn(3, |byte| *byte == b'\n');
    let is_inside = lines.next()? == b"true";
    let is_shallow = lines.next()? == b"true";
    let folder = lines.next()?.strip_suffix(b"\n")?.to_vec();
    is_inside.then_some(Place { is_shallow, folder })
}

/// Whether a changed file, by its path from the top of the work tree, is one that sites are made
/// of.
fn is_of_site(path: &[u8], folder: &[u8]) -> bool {
    let path = String::from_utf8_lossy(path.strip_prefix(folder).unwrap_or(path));
    let path = Utf8Path::new(&*path);
    !is_ignored(path) && path.file_name() != Some(LEDGER)
}
