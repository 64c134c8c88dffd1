//! What `git log` says in, the days of every file out; any bytes are read, and none are trusted.
//!
//! A commit is a mark with its time, then its files: a status and a path, or two paths for a file
//! that was renamed, each with a zero byte after it. Commits come newest first, so that a file's
//! later name is known when an earlier one is met.

use std::{
    collections::{BTreeMap, HashMap},
    io::{self, BufRead},
    mem,
};

use camino::Utf8PathBuf;
use chrono::{DateTime, Datelike as _, NaiveDate};

use crate::source::Dates;

/// How a commit begins, for `--format`: a byte that no status begins with, and when it was
/// committed, in seconds since 1970.
pub(super) const FORMAT: &str = "--format=%x01%ct";
const MARK: u8 = 1;

/// Reads a log to its end. Files are those below `folder`, the path from the top of the work tree
/// to the archive, by their paths from there.
pub(super) fn read(
    mut log: impl BufRead,
    folder: &[u8],
) -> io::Result<BTreeMap<Utf8PathBuf, Dates>> {
    let mut reading = Reading::default();
    let mut token = Vec::new();
    while log.read_until(0, &mut token)? > 0 {
        if token.last() == Some(&0) {
            token.pop();
        }
        reading.take(&token);
        token.clear();
    }
    Ok(reading.finish(folder))
}

/// What has been read so far.
#[derive(Default)]
struct Reading {
    /// The day of the commit at hand; none where it tells a time that no file can have.
    day: Option<NaiveDate>,
    expects: Expects,
    /// Earlier names of files, each with the latest.
    renamed: HashMap<Vec<u8>, Vec<u8>>,
    /// By latest name.
    dates: HashMap<Vec<u8>, Dates>,
}

/// What comes next.
#[derive(Default)]
enum Expects {
    /// A commit, or the status of a file.
    #[default]
    Status,
    /// The path of a file that was added or changed.
    Path,
    /// The path of a file that was removed.
    Gone,
    /// The path that a file had before, with the next one its path since.
    Before,
    /// The path that it has had since.
    After(Vec<u8>),
}

impl Reading {
    fn take(&mut self, token: &[u8]) {
        match mem::take(&mut self.expects) {
            Expects::Status => self.begin(token.strip_prefix(b"\n").unwrap_or(token)),
            Expects::Path => self.note(token.to_vec()),
            Expects::Gone => {}
            Expects::Before => self.expects = Expects::After(token.to_vec()),
            Expects::After(before) => self.rename(before, token.to_vec()),
        }
    }

    /// Takes a commit or a status. A merge has a letter for each of its parents, and one path.
    fn begin(&mut self, token: &[u8]) {
        match token {
            [] => {}
            [MARK, time @ ..] => self.day = day(time),
            [b'R' | b'C', b'0'..=b'9', ..] => self.expects = Expects::Before,
            letters if letters.iter().all(|letter| *letter == b'D') => self.expects = Expects::Gone,
            _ => self.expects = Expects::Path,
        }
    }

    fn note(&mut self, path: Vec<u8>) {
        let Some(day) = self.day.map(Dates::on) else { return };
        let latest = self.renamed.get(&path).cloned().unwrap_or(path);
        self.dates.entry(latest).and_modify(|dates| *dates = dates.and(day)).or_insert(day);
    }

    /// What is yet to come of the earlier name was this file's.
    fn rename(&mut self, before: Vec<u8>, after: Vec<u8>) {
        self.note(after.clone());
        let latest = self.renamed.get(&after).cloned().unwrap_or(after);
        self.renamed.insert(before, latest);
    }

    /// Paths that are no text are in no archive that can be read.
    fn finish(self, folder: &[u8]) -> BTreeMap<Utf8PathBuf, Dates> {
        let inside = |(path, dates): (Vec<u8>, Dates)| {
            let path = String::from_utf8(path.strip_prefix(folder)?.to_vec()).ok()?;
            Some((Utf8PathBuf::from(path), dates))
        };
        self.dates.into_iter().filter_map(inside).collect()
    }
}

/// The day of a time, in years that are written with four digits.
fn day(seconds: &[u8]) -> Option<NaiveDate> {
    let seconds = std::str::from_utf8(seconds).ok()?.parse().ok()?;
    let day = DateTime::from_timestamp(seconds, 0)?.date_naive();
    (1..=9999).contains(&day.year()).then_some(day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The files of a log, a line each: `content/a.md 2017-06-13 2017-06-20`.
    fn told(log: &[u8], folder: &str) -> Vec<String> {
        let files = read(log, folder.as_bytes()).unwrap();
        let line = |(path, dates): (Utf8PathBuf, Dates)| {
            let [first, last] = [dates.published, dates.changed].map(Option::unwrap);
            format!("{path} {first} {last}")
        };
        files.into_iter().map(line).collect()
    }

    // 1 January 2017 and the days after it
    const LOG: &str = "\u{1}1483488000\0\nM\0content/b.md\0A\0content/a.md\0\
        \u{1}1483401600\0\nR087\0content/a.md\0content/b.md\0D\0content/c.md\0\
        \u{1}1483315200\0\0MM\0content/a.md\0\
        \u{1}1483228800\0\nA\0content/a.md\0A\0other/a.md\0";

    #[test]
    fn a_renamed_file_has_the_days_of_its_earlier_name_and_a_new_one_of_that_name_has_not() {
        assert_eq!(
            told(LOG.as_bytes(), ""),
            [
                "content/a.md 2017-01-04 2017-01-04",
                "content/b.md 2017-01-01 2017-01-04",
                "other/a.md 2017-01-01 2017-01-01",
            ]
        );
    }

    #[test]
    fn an_archive_below_the_top_has_its_own_files_by_its_own_paths() {
        assert_eq!(told(LOG.as_bytes(), "other/"), ["a.md 2017-01-01 2017-01-01"]);
    }

    #[test]
    fn a_path_is_taken_as_it_is() {
        let log =
            b"\x01 1\0\x011483228800\0\nA\0\x01150\0A\0R100\0A\0\nb\nc\0A\0--output=x\0A\0\xff\0";
        assert_eq!(
            told(log, ""),
            [
                "\u{1}150 2017-01-01 2017-01-01",
                "\nb\nc 2017-01-01 2017-01-01",
                "--output=x 2017-01-01 2017-01-01",
                "R100 2017-01-01 2017-01-01",
            ]
        );
    }

    #[test]
    fn a_time_that_no_page_can_have_is_none() {
        for time in ["", "-", "99999999999999999999", "253402300800", "-62135596801", "1e3"] {
            assert_eq!(told(format!("\u{1}{time}\0\nA\0a\0").as_bytes(), ""), [""; 0], "{time}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes: Vec<u8>) {
            read(&*bytes, b"content/").unwrap();
        }

        #[test]
        fn any_tokens_are_read(tokens in prop::collection::vec("\u{1}?[0-9]{0,20}|\n?[ACDMRT]{1,2}[0-9]{0,3}|[ab]", 0..40)) {
            let days = read(tokens.join("\0").as_bytes(), b"").unwrap();
            for dates in days.values() {
                prop_assert!(dates.published <= dates.changed);
            }
        }
    }
}
