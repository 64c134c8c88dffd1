//! `plenary build`: content → `public/`.

use std::time::Instant;

use camino::Utf8Path;
use plenary::{Error, Press, Run, Watch, run_onto, write_ledger};

use super::{make, tell, tell_timing};
use crate::{args::Common, exit::Exit, progress::Progress, terminal};

/// Makes the site and publishes it, unless the content has errors or, where `is_locked`, an address
/// would be published that `content/.addresses` does not hold. The new ones are added to it.
pub(crate) fn build(common: &Common, is_locked: bool) -> Result<Exit, Error> {
    let root = common.root()?;
    let folder = common.output(&root);
    let press = Press::new(&folder);
    let made = make(common, |tree, options| run_onto(tree, options, &press))?;
    tell(&made, common);
    let is_lacking = is_locked && made.ledger.n_new > 0;
    if is_lacking {
        terminal::say(&lacking(made.ledger.n_new));
    }
    if is_lacking || !made.is_publishable(common.denies_warnings()) {
        terminal::say(&format!("nothing was published; `{folder}` is as it was"));
        return Ok(Exit::Content);
    }
    put(&made, press, &folder, common)?;
    if made.ledger.n_new > 0 {
        write_ledger(&made.ledger, &root)?;
        say(common, &format!("content/.addresses: {} added; commit it", made.ledger.n_new));
    }
    Ok(Exit::Done)
}

fn lacking(n_new: usize) -> String {
    let addresses = if n_new == 1 { "1 address" } else { &format!("{n_new} addresses") };
    format!(
        "content/.addresses lacks {addresses} of this site; run `plenary build` and commit the file"
    )
}

/// Publishes, and says what that did.
fn put(made: &Run, press: Press, folder: &Utf8Path, common: &Common) -> Result<(), Error> {
    let progress = Progress::begin(common, "publish");
    let begun = Instant::now();
    let published = press.publish(&made.outputs, made.revision.as_ref())?;
    drop(progress);
    tell_timing("publish", begun.elapsed(), common);
    let n_files = published.n_written + published.n_unchanged;
    let told = format!(
        "published {n_files} files to `{folder}` as of {}: {} written, {} unchanged, {} removed",
        made.as_of, published.n_written, published.n_unchanged, published.n_removed,
    );
    say(common, &told);
    say(common, &format!("manifest sha256 {}", published.digest));
    Ok(())
}

fn say(common: &Common, text: &str) {
    if !common.quiet {
        terminal::say(text);
    }
}

/// Builds, and again after each change. What is wrong with the content ends nothing here: it is
/// told, and the next change may mend it. Addresses of half-written pages are not kept.
pub(crate) fn build_at_every_change(common: &Common) -> Result<Exit, Error> {
    let mut watch = Watch::begin(&common.root()?)?;
    loop {
        build_once(common)?;
        if watch.wait().is_none() {
            return Ok(Exit::Done);
        }
    }
}

fn build_once(common: &Common) -> Result<(), Error> {
    let folder = common.output(&common.root()?);
    let press = Press::new(&folder);
    let made = make(common, |tree, options| run_onto(tree, options, &press))?;
    tell(&made, common);
    if made.is_publishable(common.denies_warnings()) {
        return put(&made, press, &folder, common);
    }
    terminal::say(&format!("nothing was published; `{folder}` is as it was"));
    Ok(())
}
