//! `plenary theme export`: the default theme, to start one's own from.

use camino::Utf8Path;
use plenary::Error;

use crate::{args::Common, exit::Exit, terminal};

/// Writes the default theme to a folder, and says what to do next.
pub(crate) fn export_theme(
    common: &Common,
    folder: &Utf8Path,
    is_forced: bool,
) -> Result<Exit, Error> {
    let folder = named(folder)?;
    let n_files = plenary::export_theme(&folder, is_forced)?;
    if !common.quiet {
        terminal::say(&format!("wrote {n_files} files to `{folder}`"));
        terminal::say(&next(&folder));
    }
    Ok(Exit::Done)
}

/// The folder by its own name, also where it was typed as `.`.
fn named(folder: &Utf8Path) -> Result<camino::Utf8PathBuf, Error> {
    if folder.file_name().is_some() {
        return Ok(folder.to_owned());
    }
    folder.canonicalize_utf8().map_err(|source| Error::Read { path: folder.to_owned(), source })
}

fn next(folder: &Utf8Path) -> String {
    let name = folder.file_name().unwrap_or_default();
    let parent = folder.parent().and_then(Utf8Path::file_name);
    let first = if parent == Some("themes") {
        String::new()
    } else {
        format!("move it to `themes/{name}` of the archive, and ")
    };
    format!("next: {first}write theme = \"{name}\" in content/site.toml")
}
