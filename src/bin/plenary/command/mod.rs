//! The commands, a file each.

mod build;
mod check;
mod diff;
mod explain;
mod export;
mod fix;
mod init;
mod list;
mod manual;
mod minutes;
mod new;
mod rename;
mod schema;
mod serve;
mod theme;
mod verify;

pub(crate) use build::{build, build_at_every_change};
pub(crate) use check::check;
pub(crate) use diff::diff;
pub(crate) use explain::explain;
pub(crate) use export::export;
pub(crate) use fix::fix;
pub(crate) use init::init;
pub(crate) use list::list;
pub(crate) use manual::{completions, man};
pub(crate) use minutes::minutes;
pub(crate) use new::new;
pub(crate) use rename::rename;
pub(crate) use schema::schema;
pub(crate) use serve::serve;
pub(crate) use theme::export_theme;
pub(crate) use verify::verify;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use camino::Utf8Path;
use plenary::{
    Error, History, Refusal, Report, Run, Severity, Sources, Tree, github, human, json,
    read_history, sarif,
};

use crate::{
    args::{Common, Format},
    exit::Exit,
    progress::Progress,
    terminal,
};

/// Reads the archive.
fn read(common: &Common, root: &Utf8Path) -> Result<Tree, Error> {
    let history = history(common, root);
    let progress = Progress::begin(common, "load");
    let begun = Instant::now();
    let tree = Tree::on_disk(root)?;
    drop(progress);
    tell_timing("read", begun.elapsed(), common);
    Ok(tree.with_history(history))
}

/// Makes a site, and tells what is wrong.
fn make(common: &Common, run: impl FnOnce() -> Run) -> Run {
    let progress = Progress::begin(common, "load");
    let made = run();
    drop(progress);
    tell_timings(&made, common);
    tell(&made.report, &made.sources, common);
    made
}

/// What git knows of the past of the archive. A history that cannot be read keeps nothing from
/// being made; it is said that pages tell no days then.
fn history(common: &Common, root: &Utf8Path) -> Arc<History> {
    let progress = Progress::begin(common, "history");
    let begun = Instant::now();
    let read = read_history(root);
    drop(progress);
    tell_timing("history", begun.elapsed(), common);
    let history = read.unwrap_or_else(|error| {
        terminal::say(&format!("{error}; {UNKNOWN}"));
        History::default()
    });
    if history.is_shallow {
        terminal::say(&format!(
            "this is a shallow clone, whose history is cut off: {UNKNOWN}; \
             `git fetch --unshallow` brings the rest"
        ));
    }
    Arc::new(history)
}

const UNKNOWN: &str = "when pages were first published and last changed cannot be known";

/// Says what took how long, where that is asked for.
fn tell_timings(made: &Run, common: &Common) {
    for (stage, took) in &made.timings {
        tell_timing(stage, *took, common);
    }
}

fn tell_timing(stage: &str, took: Duration, common: &Common) {
    if common.verbose {
        terminal::say(&format!("{stage:>8} {:>8.1} ms", took.as_secs_f64() * 1000.0));
    }
}

/// Writes the problems of a run to standard output.
fn tell(report: &Report, sources: &Sources, common: &Common) {
    terminal::print(&match common.format {
        Format::Json => json(report, sources),
        Format::Github => github(report, &in_repository(sources, common)),
        Format::Sarif => sarif(report, &in_repository(sources, common)),
        _ => human(report, sources, terminal::is_styled()),
    });
}

/// The files by their paths in the repository that a workflow of GitHub has checked out, as it is
/// to show problems at their lines; the archive may be a folder of it.
fn in_repository(sources: &Sources, common: &Common) -> Sources {
    let below = || {
        let workspace = std::env::var("GITHUB_WORKSPACE").ok()?;
        let workspace = Utf8Path::new(&workspace).canonicalize_utf8().ok()?;
        let root = common.root().ok()?.canonicalize_utf8().ok()?;
        root.strip_prefix(workspace).map(Utf8Path::to_owned).ok()
    };
    below().map_or_else(|| sources.clone(), |below| sources.from_above(&below))
}

/// Tells on standard error what keeps a result from being the whole truth: the errors of the
/// archive, and its warnings where they are denied.
fn tell_beside(report: &Report, sources: &Sources, common: &Common) -> Exit {
    let is_told = |severity| severity == Severity::Error || common.denies_warnings();
    let told = report.diagnostics.iter().filter(|one| is_told(one.severity)).cloned().collect();
    let told = Report { diagnostics: told };
    if told.diagnostics.is_empty() {
        return Exit::Done;
    }
    terminal::say(human(&told, sources, terminal::is_error_styled()).trim_end());
    terminal::say("what these lines say may be missing from what was printed");
    Exit::Content
}

/// Why a question has no answer, told on standard error.
fn answer(refusal: &Refusal) -> Exit {
    let exit = refuse(refusal);
    if *refusal == Refusal::Withheld { Exit::Content } else { exit }
}

/// Wrong usage, told on standard error.
fn refuse(why: &impl std::fmt::Display) -> Exit {
    terminal::say(&format!("error: {why}"));
    Exit::Environment
}
