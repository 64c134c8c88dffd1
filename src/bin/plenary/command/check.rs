//! `plenary check`: every diagnostic, and no output.

use plenary::Error;

use super::{make, tell};
use crate::{args::Common, exit::Exit, terminal};

/// Tells every problem; the status says whether the site could be published.
pub(crate) fn check(common: &Common) -> Result<Exit, Error> {
    let made = make(common)?;
    tell(&made, common);
    if made.report.diagnostics.is_empty() && !common.quiet {
        terminal::say("no problems found");
    }
    Ok(if made.is_publishable(common.denies_warnings()) { Exit::Done } else { Exit::Content })
}
