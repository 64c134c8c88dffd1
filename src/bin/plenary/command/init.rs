//! `plenary init`: a new archive.

use camino::Utf8Path;
use plenary::{Error, NewArchive};

use crate::{
    args::{Ci, Common},
    exit::Exit,
    terminal,
};

/// Makes an archive, prints its files, and says what to type next.
pub(crate) fn init(
    common: &Common,
    folder: Option<&Utf8Path>,
    ci: &[Ci],
    has_docs: bool,
) -> Result<Exit, Error> {
    let folder = folder.or(common.root.as_deref()).filter(|folder| *folder != "");
    let folder = folder.unwrap_or(Utf8Path::new("."));
    let new = NewArchive { hosts: ci.iter().map(|one| one.host()).collect(), has_docs };
    let files = plenary::init(folder, &new, &common.options())?;
    let list: String = files.iter().map(|path| format!("{path}\n")).collect();
    terminal::print(&list);
    if !common.quiet {
        let is_new = files.iter().any(|path| path.ends_with("content/site.toml"));
        terminal::say(&next(folder, &new, is_new));
    }
    Ok(Exit::Done)
}

fn next(folder: &Utf8Path, new: &NewArchive, is_new: bool) -> String {
    let mut lines = vec!["next:".to_owned()];
    if folder != "." {
        lines.push(format!("  cd {}", quoted(folder.as_str())));
    }
    if is_new {
        lines.extend(STEPS.map(ToOwned::to_owned));
    }
    if new.has_docs {
        lines.push(
            "  read docs/README.md         how to publish with it; make it your team's own".into(),
        );
    }
    if !new.hosts.is_empty() {
        lines.push(
            "  git add --all               and commit: content/.addresses too, once built".into(),
        );
    }
    lines.join("\n")
}

/// A folder as a shell takes it.
fn quoted(folder: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-~:\\\\".contains(c);
    if folder.chars().all(is_plain) { folder.to_owned() } else { format!("\"{folder}\"") }
}

const STEPS: [&str; 5] = [
    "  plenary serve --open        the site in the browser, as you write it",
    "  plenary build               the site, in public/: open public/index.html",
    "  edit content/site.toml      its name, and the address where it will be served",
    "  edit content/people.toml    who belongs to the team",
    "  plenary new meeting         the page of the next meeting, ready to be filled in",
];
