//! `plenary export`: the archive as one file to keep.

use camino::Utf8PathBuf;
use plenary::{Error, Form, Tree};

use super::{history, refuse, tell, tell_timings};
use crate::{args::Common, exit::Exit, progress::Progress, terminal};

/// What a bag does not hold, and why.
const LEFT_OUT: &str = "the sources are left out of the bag, as they hold names that `[[redact]]` \
                        withholds; keep them where they may be read";

/// Writes the files that are asked for, unless the content has errors.
pub(crate) fn export(
    common: &Common,
    bag: Option<&Utf8PathBuf>,
    zip: Option<&Utf8PathBuf>,
) -> Result<Exit, Error> {
    if bag == zip {
        return Ok(refuse(&"--bagit and --zip write a file each; name two"));
    }
    let root = common.root()?;
    let history = history(common, &root);
    let progress = Progress::begin(common, "load");
    let tree = Tree::on_disk(&root)?.with_history(history);
    let export = plenary::export(&tree, &common.options());
    drop(progress);
    tell_timings(&export.run, common);
    tell(&export.run.report, &export.run.sources, common);
    if !export.run.is_publishable(common.denies_warnings()) {
        terminal::say("nothing was exported");
        return Ok(Exit::Content);
    }
    let files = [(Form::Bag, bag), (Form::Zip, zip)].into_iter();
    for (form, path) in files.filter_map(|(form, path)| Some((form, path?))) {
        let progress = Progress::begin(common, "export");
        let exported = export.write(form, path)?;
        drop(progress);
        if !common.quiet {
            let (n_files, day) = (exported.n_files, export.run.as_of);
            let what = if form == Form::Bag { "a bag" } else { "a zip file" };
            terminal::say(&format!(
                "wrote `{path}`, {what} of {n_files} files as of {day}; site manifest sha256 {}",
                exported.digest
            ));
            if form == Form::Bag && export.withholds_names() {
                terminal::say(LEFT_OUT);
            }
        }
    }
    Ok(Exit::Done)
}
