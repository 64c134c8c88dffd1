//! The environment failed: exit status 2. What is wrong with the content is a
//! [`Diagnostic`](crate::diagnostic::Diagnostic), never one of these.

use std::{io, path::PathBuf};

use camino::Utf8PathBuf;

/// Why a run could not be carried out, always with the path concerned.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No archive here or above.
    #[error(
        "no archive: neither `{0}` nor a folder above it holds `content/site.toml`; name its folder with --root"
    )]
    NoArchive(Utf8PathBuf),
    /// A folder or file could not be read.
    #[error("cannot read `{path}`: {source}")]
    Read {
        /// What.
        path: Utf8PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file could not be written.
    #[error("cannot write `{path}`: {source}")]
    Write {
        /// What.
        path: Utf8PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Changes could not be watched.
    #[error("cannot watch `{path}`: {source}")]
    Watch {
        /// What.
        path: Utf8PathBuf,
        /// Why.
        source: notify::Error,
    },
    /// The site could not be served there.
    #[error("cannot serve at {address}: {source}; {}", mend_address(source))]
    Listen {
        /// Where.
        address: String,
        /// Why.
        source: io::Error,
    },
    /// A name that is not UTF-8.
    #[error("`{}` is not named in UTF-8; rename it", .0.display())]
    PathEncoding(PathBuf),
    /// The output folder holds files that no build wrote.
    #[error(
        "`{0}` holds files that no build of plenary wrote; name an empty folder with --output, or empty this one"
    )]
    ForeignOutput(Utf8PathBuf),
    /// A file that no build wrote stands where a page goes.
    #[error(
        "`{0}` was not written by a build of plenary, and a page of the site goes there; move it away"
    )]
    ForeignFile(Utf8PathBuf),
    /// A file that no export wrote stands where an archive to keep would go.
    #[error("`{0}` was not written by an export of plenary; move it away, or choose another name")]
    ForeignExport(Utf8PathBuf),
    /// A theme would be written over files that are there.
    #[error(
        "`{0}` is not empty; name a new folder, or add --force to replace files of the theme in it"
    )]
    ThemeNotEmpty(Utf8PathBuf),
    /// A theme would be written where no site takes its look from.
    #[error(
        "`{0}` cannot be a theme of your own: `default` is the one inside the program; name another folder, such as `themes/ours`"
    )]
    ThemeDefault(Utf8PathBuf),
    /// A file would be written over one that is there.
    #[error("`{0}` is there already, and nothing was written; edit it, or choose another id")]
    Exists(Utf8PathBuf),
    /// A file was edited between being read and being written.
    #[error("`{0}` was changed meanwhile, and nothing was written; do it again")]
    Changed(Utf8PathBuf),
    /// What cannot stand as an id.
    #[error("`{id}` cannot be an id: lower-case letters, digits and hyphens can; write `{slug}`")]
    NoId {
        /// What was typed.
        id: String,
        /// What it could be.
        slug: String,
    },
    /// What is to be renamed is nowhere.
    #[error("no meeting, briefing or page is called `{id}`: {help}")]
    NoPage {
        /// What was typed.
        id: String,
        /// The nearest, or how to name one.
        help: String,
    },
    /// Several pages have the id of the one that is to be renamed.
    #[error("`{id}` is the id of several pages; say which is meant: {ways}")]
    WhichPage {
        /// What was typed.
        id: String,
        /// What to type instead.
        ways: String,
    },
    /// An id that is had already.
    #[error("`{id}` is taken, and nothing was renamed: {other}; choose another id")]
    IdTaken {
        /// The id.
        id: String,
        /// By what.
        other: String,
    },
    /// A page would lie in the folder of another page, or of its own.
    #[error(
        "nothing was renamed: `{path}` would lie in the folder of a page, and be a file beside it; choose another id"
    )]
    RenameInside {
        /// Where it would lie.
        path: Utf8PathBuf,
    },
    /// A page whose front matter cannot be read, so that it cannot say what it was called.
    #[error(
        "nothing was renamed: the front matter of `{0}` cannot be read; `plenary check` tells why, mend that first"
    )]
    RenameUnread(Utf8PathBuf),
    /// A rename after which more would be wrong than before.
    #[error("nothing was renamed, as this would be wrong then:\n\n{0}")]
    RenameBreaks(String),
    /// A rename after which something would lead elsewhere.
    #[error(
        "nothing was renamed: before it was true that {what}, and after it would not be; {help}"
    )]
    RenameLoses {
        /// What.
        what: String,
        /// What to do.
        help: &'static str,
    },
    /// A series that `site.toml` does not name.
    #[error("no series is called `{name}`: {help}")]
    UnknownSeries {
        /// What was typed.
        name: String,
        /// The nearest, and all there are.
        help: String,
    },
    /// No series at all.
    #[error(
        "site.toml names no series of meetings; add two lines, `[series.plenary]` and `name = \"Plenary call\"`"
    )]
    NoSeries,
    /// Several series, and nothing that tells which is meant.
    #[error("no meeting yet tells which series is meant; name one with --series: {0}")]
    WhichSeries(String),
    /// A meeting whose number and day cannot both be found.
    #[error("number {number} of the series belongs before {next}; say the day with --date")]
    WhichDay {
        /// Its number.
        number: u32,
        /// The meeting that is later in the series.
        next: String,
    },
    /// A meeting on a day that leaves no number for it.
    #[error(
        "number {number} of the series is that of {other} already; say the id with its number, or another day with --date"
    )]
    NumberTaken {
        /// The number it would have.
        number: u32,
        /// The meeting that has it.
        other: String,
    },
    /// Somebody who is on the roster already.
    #[error(
        "`{name}` is in content/people.toml already, at line {line}; give another name, or --id"
    )]
    PersonKnown {
        /// The name or id that would be there twice.
        name: String,
        /// Where it stands.
        line: usize,
    },
    /// What the archive could not be built with.
    #[error("nothing was written, as it could not be built:\n\n{0}")]
    Draft(String),
    /// An archive would be made where something is.
    #[error("`{0}` is there already, and nothing was written; name a new folder: plenary init DIR")]
    InitOccupied(Utf8PathBuf),
    /// Another build is at work on the output folder.
    #[error("another build is writing to `{0}`; wait for it to end")]
    Locked(Utf8PathBuf),
    /// A folder that should be a built site is none.
    #[error(
        "`{0}` is no built site: it has no `data/manifest.json`; build one into it with `plenary build --output {0}`, or name a folder that holds one"
    )]
    NoSite(Utf8PathBuf),
    /// A file of a built site's open data is not what a build writes.
    #[error("cannot read `{path}` of a built site: {source}; build the site again")]
    Data {
        /// Which, from the root of the site.
        path: Utf8PathBuf,
        /// Why.
        source: serde_json::Error,
    },
    /// A built site holds the registers of another day than is asked for.
    #[error(
        "`{folder}` holds registers as of {day}, and a built site has no other day; build it again with `plenary build --as-of`, or leave --as-of away"
    )]
    OtherDay {
        /// The site.
        folder: Utf8PathBuf,
        /// Its day.
        day: chrono::NaiveDate,
    },
    /// What is to be compared is neither a folder nor a revision.
    #[error(
        "`{0}` is neither a folder nor a revision of git here; `git branch --all` and `git tag` list names, and a copy of the latest commits alone (as CI makes) has to fetch others first"
    )]
    NoRevision(String),
    /// The archive is in no work tree of git.
    #[error("cannot read revisions in `{folder}`: {why}")]
    NoHistory {
        /// The archive.
        folder: Utf8PathBuf,
        /// What git says, or why it says nothing.
        why: String,
    },
}

/// What to do where an address cannot be served at.
fn mend_address(source: &io::Error) -> &'static str {
    match source.kind() {
        io::ErrorKind::AddrInUse => {
            "end the program that is there, or take another port with --port (0 is any free one)"
        }
        io::ErrorKind::PermissionDenied => "take a port from 1024 on with --port",
        _ => "name an address of this machine with --host, such as 127.0.0.1",
    }
}
