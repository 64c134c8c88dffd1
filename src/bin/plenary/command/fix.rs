//! `plenary fix`: the mends that are safe, made in the files.

use plenary::{Error, Mended, Tree};
use similar::TextDiff;

use crate::{args::Common, exit::Exit, progress::Progress, terminal};

/// Makes the mends, or with `is_dry_run` shows them as a diff; the status says whether errors are
/// left.
pub(crate) fn fix(common: &Common, is_dry_run: bool) -> Result<Exit, Error> {
    let root = common.root()?;
    let progress = Progress::begin(common, "load");
    let tree = Tree::on_disk(&root)?;
    let mended = plenary::fix(&tree, &common.options());
    drop(progress);
    if is_dry_run {
        terminal::print(&diff(&mended));
    } else {
        mended.write(&tree, &root)?;
        terminal::print(&done(&mended));
    }
    if !common.quiet {
        terminal::say(&summary(&mended, is_dry_run));
    }
    let is_publishable = mended.left.is_publishable(common.denies_warnings());
    Ok(if is_publishable { Exit::Done } else { Exit::Content })
}

/// The changes as `patch` takes them.
fn diff(mended: &Mended) -> String {
    let one = |(path, (before, after)): (&camino::Utf8PathBuf, &(String, String))| {
        let names = (format!("a/{path}"), format!("b/{path}"));
        TextDiff::from_lines(before, after).unified_diff().header(&names.0, &names.1).to_string()
    };
    mended.files.iter().map(one).collect()
}

/// A line a mend.
fn done(mended: &Mended) -> String {
    let shown = |title: &str| title.replace(char::is_control, "\u{FFFD}");
    let line = |(path, line, title): &(_, _, String)| format!("{path}:{line}: {}\n", shown(title));
    mended.mends.iter().map(line).collect()
}

fn summary(mended: &Mended, is_dry_run: bool) -> String {
    let n_left = mended.left.report.diagnostics.len();
    let left = match n_left {
        0 => "none is left".to_owned(),
        1 => "1 is left; `plenary check` tells it".to_owned(),
        n => format!("{n} are left; `plenary check` tells them"),
    };
    let verb = if is_dry_run { "can be mended" } else { "mended" };
    match mended.mends.len() {
        0 if n_left == 0 => "no problems found".to_owned(),
        1 => format!("1 problem {verb}, {left}"),
        n => format!("{n} problems {verb}, {left}"),
    }
}
