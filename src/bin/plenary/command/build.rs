//! `plenary build`: content → `public/`.

use std::time::Instant;

use camino::Utf8Path;
use plenary::{
    Error, Ledger, Origin, Press, Report, Run, Sealed, Sources, Watch, run_onto, seal, sealed,
    write_ledger,
};

use super::{make, read, tell, tell_timing};
use crate::{args::Common, exit::Exit, progress::Progress, terminal};

/// Makes the site and publishes it, unless the content has errors or, where `is_locked`, an address
/// would be published that `content/.addresses` does not hold. The new ones are added to it. A site
/// that was made of the same, and is as it was published, is not made again.
pub(crate) fn build(common: &Common, is_locked: bool) -> Result<Exit, Error> {
    let root = common.root()?;
    let folder = common.output(&root);
    let (tree, options) = (read(common, &root)?, common.options());
    let origin = Origin::of(&tree, &options);
    if let Some(done) = origin.as_ref().and_then(|origin| find_sealed(&folder, origin, common)) {
        tell(&Report::default(), &Sources::default(), common);
        tell_done(&done, &folder, common);
        return Ok(Exit::Done);
    }
    let press = Press::new(&folder);
    let made = make(common, || run_onto(&tree, &options, &press));
    let is_lacking = is_locked && made.ledger.n_new > 0;
    if is_lacking {
        terminal::say(&lacking(made.ledger.n_new));
    }
    if is_lacking || !made.is_publishable(common.denies_warnings()) {
        terminal::say(&format!("nothing was published; `{folder}` is as it was"));
        return Ok(Exit::Content);
    }
    let done = put(&made, press, &folder, common)?;
    keep_addresses(&made.ledger, &root, common)?;
    if let Some(origin) = origin.and_then(|origin| origin_now(origin, &made)) {
        seal(&folder, &origin, &done);
    }
    Ok(Exit::Done)
}

/// What a site that was just published is made of; none where something was said of the content,
/// as that is to be said each time.
fn origin_now(origin: Origin, made: &Run) -> Option<Origin> {
    let ledger = Some(&made.ledger).filter(|ledger| ledger.n_new > 0);
    let origin = match ledger {
        Some(ledger) => origin.with_addresses(&ledger.text()),
        None => origin,
    };
    made.report.diagnostics.is_empty().then_some(origin)
}

/// The site as it is, where it need not be made.
fn find_sealed(folder: &Utf8Path, origin: &Origin, common: &Common) -> Option<Sealed> {
    let progress = Progress::begin(common, "compare");
    let begun = Instant::now();
    let found = sealed(folder, origin)?;
    drop(progress);
    tell_timing("compare", begun.elapsed(), common);
    Some(found)
}

fn keep_addresses(ledger: &Ledger, root: &Utf8Path, common: &Common) -> Result<(), Error> {
    write_ledger(ledger, root)?;
    if ledger.n_new > 0 {
        say(common, &format!("content/.addresses: {} added; commit it", ledger.n_new));
    }
    Ok(())
}

fn lacking(n_new: usize) -> String {
    let addresses = if n_new == 1 { "1 address" } else { &format!("{n_new} addresses") };
    format!(
        "content/.addresses lacks {addresses} of this site; run `plenary build` and commit the file"
    )
}

/// Publishes, and says what that did.
fn put(made: &Run, press: Press, folder: &Utf8Path, common: &Common) -> Result<Sealed, Error> {
    let progress = Progress::begin(common, "publish");
    let begun = Instant::now();
    let published = press.publish(&made.outputs, made.revision.as_ref())?;
    drop(progress);
    tell_timing("publish", begun.elapsed(), common);
    let done = Sealed { published, as_of: made.as_of };
    tell_done(&done, folder, common);
    Ok(done)
}

fn tell_done(done: &Sealed, folder: &Utf8Path, common: &Common) {
    let Sealed { published, as_of } = done;
    let n_files = published.n_written + published.n_unchanged;
    let told = format!(
        "published {n_files} files to `{folder}` as of {as_of}: {} written, {} unchanged, {} removed",
        published.n_written, published.n_unchanged, published.n_removed,
    );
    say(common, &told);
    say(common, &format!("manifest sha256 {}", published.digest));
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
    let root = common.root()?;
    let folder = common.output(&root);
    let press = Press::new(&folder);
    let tree = read(common, &root)?;
    let made = make(common, || run_onto(&tree, &common.options(), &press));
    if made.is_publishable(common.denies_warnings()) {
        return put(&made, press, &folder, common).map(drop);
    }
    terminal::say(&format!("nothing was published; `{folder}` is as it was"));
    Ok(())
}
