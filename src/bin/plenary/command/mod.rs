//! The commands, a file each.

mod build;
mod check;
mod diff;
mod explain;
mod fix;
mod init;
mod new;
mod theme;

pub(crate) use build::{build, build_at_every_change};
pub(crate) use check::check;
pub(crate) use diff::diff;
pub(crate) use explain::explain;
pub(crate) use fix::fix;
pub(crate) use init::init;
pub(crate) use new::new;
pub(crate) use theme::export_theme;

use plenary::{Error, Run, Tree, github, human, json, run, sarif};

use crate::{
    args::{Common, Format},
    terminal,
};

/// Reads the archive and makes the site in memory.
fn make(common: &Common) -> Result<Run, Error> {
    let tree = Tree::on_disk(&common.root()?)?;
    let made = run(&tree, &common.options());
    if common.verbose {
        for (stage, took) in &made.timings {
            terminal::say(&format!("{stage:>8} {:>8.1} ms", took.as_secs_f64() * 1000.0));
        }
    }
    Ok(made)
}

/// Writes the problems of a run to standard output.
fn tell(made: &Run, common: &Common) {
    terminal::print(&match common.format {
        Format::Json => json(&made.report, &made.sources),
        Format::Github => github(&made.report, &made.sources),
        Format::Sarif => sarif(&made.report, &made.sources),
        _ => human(&made.report, &made.sources, terminal::is_styled()),
    });
}
