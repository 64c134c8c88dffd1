//! `plenary diff`: what a reader would notice between two editions of the site.

use camino::Utf8Path;
use plenary::{Error, Source, Tree, compare};

use super::history;
use crate::{
    args::{Common, Diff, Format},
    exit::Exit,
    progress::Progress,
    terminal,
};

/// Compares, and prints the differences; they are no failure.
pub(crate) fn diff(common: &Common, diff: &Diff) -> Result<Exit, Error> {
    let old = source(common, &diff.old)?;
    let new = match &diff.new {
        Some(new) => source(common, new)?,
        None => {
            let root = common.root()?;
            let tree = Tree::on_disk(&root)?.with_history(history(common, &root));
            Source::Tree("the work tree".into(), tree)
        }
    };
    let progress = Progress::begin(common, "load");
    let differences = compare(&old, &new, &common.options())?;
    drop(progress);
    terminal::print(&match diff.format {
        Format::Json => differences.json(),
        Format::Markdown => differences.markdown(),
        _ => differences.text(terminal::columns(), terminal::is_styled()),
    });
    Ok(Exit::Done)
}

/// A folder where there is one, else a revision of the archive here.
fn source(common: &Common, name: &str) -> Result<Source, Error> {
    if Utf8Path::new(name).is_dir() {
        return Ok(Source::Folder(name.into()));
    }
    Ok(Source::Revision(common.root()?, name.to_owned()))
}
