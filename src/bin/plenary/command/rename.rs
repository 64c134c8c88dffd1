//! `plenary rename`: another id for a meeting, a briefing or a page.

use std::fmt::Write as _;

use plenary::{Error, Renamed, Tree};
use similar::TextDiff;

use crate::{args::Common, exit::Exit, progress::Progress, terminal};

/// Renames, or with `is_dry_run` shows it as a diff.
pub(crate) fn rename(
    common: &Common,
    old: &str,
    new: &str,
    is_dry_run: bool,
) -> Result<Exit, Error> {
    let root = common.root()?;
    let progress = Progress::begin(common, "load");
    let tree = Tree::on_disk(&root)?;
    let renamed = plenary::rename(&tree, &common.options(), old, new)?;
    drop(progress);
    if is_dry_run {
        terminal::print(&diff(&renamed));
    } else {
        renamed.write(&tree, &root)?;
        terminal::print(&done(&renamed));
    }
    if !common.quiet {
        terminal::say(&summary(&renamed, is_dry_run));
    }
    Ok(Exit::Done)
}

/// The changes as `git apply` takes them.
fn diff(renamed: &Renamed) -> String {
    let mut out = String::new();
    for (from, to) in &renamed.moved {
        // writing to a string cannot fail
        let _ = writeln!(out, "diff --git a/{from} b/{to}\nrename from {from}\nrename to {to}");
        out.push_str(&hunks(renamed, from, to));
    }
    let is_moved = |path| renamed.moved.iter().any(|(from, _)| from == path);
    for path in renamed.files.keys().filter(|path| !is_moved(*path)) {
        let _ = writeln!(out, "diff --git a/{path} b/{path}");
        out.push_str(&hunks(renamed, path, path));
    }
    out
}

fn hunks(renamed: &Renamed, from: &camino::Utf8Path, to: &camino::Utf8Path) -> String {
    let Some((before, after)) = renamed.files.get(from) else { return String::new() };
    let names = (format!("a/{from}"), format!("b/{to}"));
    TextDiff::from_lines(before, after).unified_diff().header(&names.0, &names.1).to_string()
}

/// What moved, and a line a text that was written.
fn done(renamed: &Renamed) -> String {
    let moved = format!("{} is {} now\n", renamed.from, renamed.to);
    let line = |(path, line, text): &(camino::Utf8PathBuf, usize, String)| {
        let moved = renamed.moved.iter().find(|(from, _)| from == path);
        format!("{}:{line}: write `{text}`\n", moved.map_or(path, |(_, to)| to))
    };
    std::iter::once(moved).chain(renamed.mends.iter().map(line)).collect()
}

fn summary(renamed: &Renamed, is_dry_run: bool) -> String {
    let (from, to) = (&renamed.from, &renamed.to);
    let n_files = renamed.files.len();
    let files = if n_files == 1 { "1 file" } else { &format!("{n_files} files") };
    if is_dry_run {
        return format!("nothing was written; {from} would be {to}, and {files} would change");
    }
    format!(
        "{files} changed, and the old address leads to the new one; next: plenary build, and commit content/.addresses too"
    )
}
