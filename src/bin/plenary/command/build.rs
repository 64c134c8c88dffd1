//! `plenary build`: content → `public/`.

use plenary::{Error, Watch, publish};

use super::{make, tell};
use crate::{args::Common, exit::Exit, terminal};

/// Makes the site and publishes it, unless the content has errors.
pub(crate) fn build(common: &Common) -> Result<Exit, Error> {
    let made = make(common)?;
    tell(&made, common);
    let folder = common.output(&common.root()?);
    if !made.is_publishable(common.denies_warnings()) {
        terminal::say(&format!("nothing was published; `{folder}` is as it was"));
        return Ok(Exit::Content);
    }
    let published = publish(&made.outputs, &folder)?;
    if !common.quiet {
        terminal::say(&format!(
            "published {} files to `{folder}` as of {}: {} written, {} unchanged, {} removed",
            published.n_written + published.n_unchanged,
            made.as_of,
            published.n_written,
            published.n_unchanged,
            published.n_removed,
        ));
        terminal::say(&format!("manifest sha256 {}", published.digest));
    }
    Ok(Exit::Done)
}

/// Builds, and again after each change. What is wrong with the content ends nothing here: it is
/// told, and the next change may mend it.
pub(crate) fn build_at_every_change(common: &Common) -> Result<Exit, Error> {
    let mut watch = Watch::begin(&common.root()?)?;
    loop {
        build(common)?;
        if !watch.wait() {
            return Ok(Exit::Done);
        }
    }
}
