//! `plenary check`: every diagnostic, and no output.

use plenary::{Error, Tree, run};

use super::{tell, tell_timings};
use crate::{args::Common, exit::Exit, progress::Progress, terminal};

/// Tells every problem; the status says whether the site could be published.
pub(crate) fn check(common: &Common) -> Result<Exit, Error> {
    let progress = Progress::begin(common, "load");
    let made = run(&Tree::on_disk(&common.root()?)?, &common.options());
    drop(progress);
    tell_timings(&made, common);
    tell(&made.report, &made.sources, common);
    if made.report.diagnostics.is_empty() && !common.quiet {
        terminal::say("no problems found");
    }
    Ok(if made.is_publishable(common.denies_warnings()) { Exit::Done } else { Exit::Content })
}
