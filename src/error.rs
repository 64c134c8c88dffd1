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
    /// Another build is at work on the output folder.
    #[error("another build is writing to `{0}`; wait for it to end")]
    Locked(Utf8PathBuf),
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
