//! `plenary init`: a day goes in; an archive of one example of each kind comes out, and is written
//! all or not at all. It lies in `init/archive/`, an archive like any other, whose days are moved
//! by whole weeks: what is to come in it is to come when it is made, on the same weekday.

use std::{borrow::Cow, collections::BTreeSet, fs};

use camino::{Utf8Path, Utf8PathBuf};
use chrono::{Duration, NaiveDate};
use rust_embed::RustEmbed;

use crate::{error::Error, options::Options, time};

/// The example; debug builds read the folder, as they do the theme.
#[derive(RustEmbed)]
#[folder = "src/author/init/archive"]
struct Example;

/// Workflows, a folder a host.
#[derive(RustEmbed)]
#[folder = "src/author/init/ci"]
struct Workflows;

/// The guide's first page, as an archive has it.
#[derive(RustEmbed)]
#[folder = "src/author/init/docs"]
struct FirstPage;

/// The guide of the program.
#[derive(RustEmbed)]
#[folder = "docs"]
struct Guide;

/// What an archive takes of that: pages whose links lead to each other.
const PAGES: [&str; 5] =
    ["checking.md", "examples/Caddyfile", "examples/nginx.conf", "format.md", "publishing.md"];

/// The Monday of the week in which the example is read as it lies there.
const WEEK: NaiveDate = NaiveDate::from_ymd_opt(2026, 1, 5).expect("a day of the calendar");

/// Files that stand as they are where they are there already.
const OF_GIT: [&str; 2] = [".gitattributes", ".gitignore"];

/// Who runs the workflow that checks and publishes an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// GitHub Actions and Pages.
    GitHub,
    /// GitLab CI and Pages.
    GitLab,
}

impl Host {
    const fn folder(self) -> &'static str {
        match self {
            Self::GitHub => "github/",
            Self::GitLab => "gitlab/",
        }
    }
}

/// What a new archive has beside one example of each kind.
#[derive(Clone, Debug, Default)]
pub struct NewArchive {
    /// Who runs a workflow that checks and publishes it.
    pub hosts: Vec<Host>,
    /// Whether it has a guide for those who publish with it, in `docs/`.
    pub has_docs: bool,
}

/// Makes an archive in `folder`, which may hold other things, and says which files were written, in
/// order of path. To an archive that is there, it adds the workflow or the guide that is asked for.
/// Nothing that is there is written over; where anything is in the way, nothing is done.
///
/// ```no_run
/// use plenary::{Host, NewArchive, Options, init};
/// let new = NewArchive { hosts: vec![Host::GitHub], has_docs: true };
/// let files = init("review".into(), &new, &Options::default())?;
/// assert!(files.contains(&"review/content/site.toml".into()));
/// # Ok::<(), plenary::Error>(())
/// ```
pub fn init(
    folder: &Utf8Path,
    new: &NewArchive,
    options: &Options,
) -> Result<Vec<Utf8PathBuf>, Error> {
    let today = time::as_of(options.as_of, None, options.source_date_epoch, options.now);
    let mut files = files(new, today);
    let is_added_to = new.has_docs || !new.hosts.is_empty();
    if is_added_to && folder.join("content/site.toml").exists() {
        files.retain(|(path, _)| {
            Example::get(path.as_str()).is_none() && !path.starts_with("content")
        });
    }
    let is_kept = |path: &Utf8Path| OF_GIT.contains(&path.as_str()) && folder.join(path).exists();
    files.retain(|(path, _)| !is_kept(path));
    hold_free(folder, &files)?;
    place(folder, &files)?;
    Ok(files.into_iter().map(|(path, _)| below(folder, &path)).collect())
}

/// The files of an archive that is made on a day, in order of path.
fn files(new: &NewArchive, today: NaiveDate) -> Vec<(Utf8PathBuf, Vec<u8>)> {
    let weeks = Duration::weeks((today - WEEK).num_days().div_euclid(7));
    let mut files: Vec<_> = Example::iter()
        .filter_map(|path| {
            let bytes = Example::get(&path)?.data;
            Some((moved(&path, weeks).into(), moved_bytes(bytes, weeks)))
        })
        .collect();
    files.extend(new.hosts.iter().flat_map(|host| workflow(*host)));
    if new.has_docs {
        files.extend(guide());
    }
    files.sort();
    files.dedup();
    files
}

fn workflow(host: Host) -> impl Iterator<Item = (Utf8PathBuf, Vec<u8>)> {
    Workflows::iter().filter_map(move |path| {
        let inside = path.strip_prefix(host.folder())?;
        Some((Utf8PathBuf::from(inside), Workflows::get(&path)?.data.into_owned()))
    })
}

fn guide() -> impl Iterator<Item = (Utf8PathBuf, Vec<u8>)> {
    let first = FirstPage::get("README.md").map(|file| ("README.md", file));
    let pages = PAGES.into_iter().filter_map(|path| Some((path, Guide::get(path)?)));
    let all = first.into_iter().chain(pages);
    all.map(|(path, file)| (Utf8Path::new("docs").join(path), file.data.into_owned()))
}

fn moved_bytes(bytes: Cow<'_, [u8]>, by: Duration) -> Vec<u8> {
    match std::str::from_utf8(&bytes) {
        Ok(text) => moved(text, by).into_bytes(),
        Err(_) => bytes.into_owned(),
    }
}

/// A text with every day in it, written as `2026-01-05`, moved.
fn moved(text: &str, by: Duration) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let is_apart = !out.ends_with(|c: char| c.is_ascii_digit());
        let day = rest.get(..DAY).filter(|day| is_apart && is_day(day));
        let day = day.and_then(|day| day.parse::<NaiveDate>().ok()?.checked_add_signed(by));
        let n_read = if let Some(day) = day {
            out.push_str(&day.to_string());
            DAY
        } else {
            out.push(c);
            c.len_utf8()
        };
        rest = rest.get(n_read..).unwrap_or_default();
    }
    out
}

/// The length of `2026-01-05`.
const DAY: usize = 10;

/// Whether a text is written as a day: digits, and hyphens between them.
fn is_day(text: &str) -> bool {
    let fits =
        |(at, c): (usize, u8)| if at == 4 || at == 7 { c == b'-' } else { c.is_ascii_digit() };
    text.bytes().enumerate().all(fits)
}

/// Refuses a folder where anything is in the way: a file of the archive's names, or content of
/// whatever name.
fn hold_free(folder: &Utf8Path, files: &[(Utf8PathBuf, Vec<u8>)]) -> Result<(), Error> {
    let content = below(folder, "content".into());
    let is_empty = |path: &Utf8Path| fs::read_dir(path).is_ok_and(|mut all| all.next().is_none());
    let has_content = files.iter().any(|(path, _)| path.starts_with("content"));
    if has_content && content.symlink_metadata().is_ok() && !is_empty(&content) {
        return Err(Error::InitOccupied(content));
    }
    let mut paths = files.iter().map(|(path, _)| below(folder, path));
    paths
        .find(|path| path.symlink_metadata().is_ok())
        .map_or(Ok(()), |path| Err(Error::InitOccupied(path)))
}

/// A path below a folder, as people write it: `content`, and not `./content`.
fn below(folder: &Utf8Path, path: &Utf8Path) -> Utf8PathBuf {
    if folder == "." { path.to_owned() } else { folder.join(path) }
}

/// Puts the files below a folder: they are written beside it first, then moved into it, so that a
/// full disk or a lost permission leaves nothing behind.
fn place(folder: &Utf8Path, files: &[(Utf8PathBuf, Vec<u8>)]) -> Result<(), Error> {
    let (base, inside) = base_of(folder);
    let failed = |source| Error::Write { path: folder.to_owned(), source };
    let stage =
        tempfile::Builder::new().prefix(".plenary-init-").tempdir_in(base).map_err(failed)?;
    let stage = Utf8Path::from_path(stage.path())
        .ok_or_else(|| Error::PathEncoding(stage.path().to_owned()))?;
    let mut units = BTreeSet::new();
    for (path, bytes) in files {
        let path = inside.join(path);
        write(&stage.join(&path), bytes)?;
        units.insert(unit(base, &path));
    }
    bring(stage, base, units)
}

/// The nearest folder above that is there, and the rest of the way.
fn base_of(folder: &Utf8Path) -> (&Utf8Path, &Utf8Path) {
    let base = folder.ancestors().find(|one| one.is_dir());
    let base = base.unwrap_or(Utf8Path::new("."));
    (base, folder.strip_prefix(base).unwrap_or(folder))
}

fn write(path: &Utf8Path, bytes: &[u8]) -> Result<(), Error> {
    let failed = |source| Error::Write { path: path.to_owned(), source };
    fs::create_dir_all(path.parent().unwrap_or(path)).map_err(failed)?;
    fs::write(path, bytes).map_err(failed)
}

/// What has to be moved for a file to be in its place: the uppermost folder of its path that is not
/// there yet, or the file itself.
fn unit(base: &Utf8Path, path: &Utf8Path) -> Utf8PathBuf {
    let mut above: Vec<&Utf8Path> = path.ancestors().collect();
    above.reverse();
    let is_new = |one: &&Utf8Path| base.join(one).symlink_metadata().is_err();
    above.into_iter().find(is_new).unwrap_or(path).to_owned()
}

/// Moves everything into its place; where that fails, what was moved is taken away again.
fn bring(stage: &Utf8Path, base: &Utf8Path, units: BTreeSet<Utf8PathBuf>) -> Result<(), Error> {
    let mut placed: Vec<Utf8PathBuf> = Vec::new();
    for unit in units {
        let path = below(base, &unit);
        if let Err(source) = fs::rename(stage.join(&unit), &path) {
            placed.iter().for_each(|path| take_away(path));
            return Err(Error::Write { path, source });
        }
        placed.push(path);
    }
    Ok(())
}

fn take_away(path: &Utf8Path) {
    // the failure that led here is the one to tell
    let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_is_moved_and_nothing_else() {
        let text = "date = 2025-12-30, 2025-12-30-data.md; 12025-12-30, 2025-13-01, ž 2026";
        let expected = "date = 2026-01-06, 2026-01-06-data.md; 12025-12-30, 2025-13-01, ž 2026";
        assert_eq!(moved(text, Duration::weeks(1)), expected);
    }

    #[test]
    fn what_is_to_come_in_the_example_is_to_come_on_any_day_it_is_made() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for today in ["1999-12-31", "2026-01-05", "2026-01-11", "2026-01-12", "2036-02-29"] {
            let files = files(&NewArchive::default(), day(today));
            let text = |path: &str| {
                let found = files.iter().find(|(one, _)| one == path);
                String::from_utf8(found.unwrap().1.clone()).unwrap()
            };
            let date = |path: &str| {
                let text = text(path);
                let line = text.lines().find_map(|line| line.strip_prefix("date = ")).unwrap();
                day(&line[..DAY])
            };
            assert!(date("content/meetings/plenary-1.md") < day(today), "{today}");
            assert!(date("content/meetings/plenary-2.md") > day(today), "{today}");
        }
    }

    #[test]
    fn what_cannot_be_brought_to_its_end_is_taken_back() {
        let dir = tempfile::tempdir().unwrap();
        let base = Utf8Path::from_path(dir.path()).unwrap();
        write(&base.join("stage/a/site.toml"), b"a").unwrap();
        let units = ["a".into(), "b".into()].into();
        assert!(bring(&base.join("stage"), base, units).is_err(), "b is not on the stage");
        assert!(!base.join("a").exists());
    }

    #[test]
    fn workflows_install_this_version() {
        let version = format!("PLENARY_VERSION: \"{}\"", env!("CARGO_PKG_VERSION"));
        for host in [Host::GitHub, Host::GitLab] {
            let new = NewArchive { hosts: vec![host], has_docs: false };
            let files = files(&new, WEEK);
            let says = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(&version);
            assert!(files.iter().any(|(_, bytes)| says(bytes)), "{host:?}");
        }
    }
}
