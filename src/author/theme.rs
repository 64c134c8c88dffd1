//! The default theme written out, to start a theme of one's own from.

use std::{fs, io};

use camino::Utf8Path;

use crate::{error::Error, publish, render};

/// Writes the default theme to `folder`, and says how many files that were. A folder that holds
/// anything is refused unless `is_forced`; then files of the same names are replaced, and others
/// stay. So is a folder called `default`, which no site would take its look from.
///
/// ```no_run
/// plenary::export_theme("themes/ours".into(), false)?;
/// # Ok::<(), plenary::Error>(())
/// ```
pub fn export_theme(folder: &Utf8Path, is_forced: bool) -> Result<usize, Error> {
    if folder.file_name() == Some("default") {
        return Err(Error::ThemeDefault(folder.to_owned()));
    }
    if !is_forced && !is_free(folder)? {
        return Err(Error::ThemeNotEmpty(folder.to_owned()));
    }
    let mut n_files = 0;
    for (path, bytes) in render::embedded_theme() {
        let path = folder.join(path);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent)
            .map_err(|source| Error::Write { path: parent.to_owned(), source })?;
        publish::replace(&path, &bytes)?;
        n_files += 1;
    }
    Ok(n_files)
}

/// Whether nothing is there yet.
fn is_free(folder: &Utf8Path) -> Result<bool, Error> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(source) => Err(Error::Read { path: folder.to_owned(), source }),
    }
}
