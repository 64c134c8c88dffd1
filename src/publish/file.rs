//! One file put in its place outside of a site: the ledger, a mended page, a theme's file.

use std::io;

use camino::Utf8Path;

use crate::error::Error;

/// Puts a file in its place, whole or not at all.
pub(crate) fn replace(path: &Utf8Path, bytes: &[u8]) -> Result<(), Error> {
    let persisted = beside(path, bytes)
        .and_then(|file| file.persist(path).map(|_| ()).map_err(|error| error.error));
    persisted.map_err(|source| Error::Write { path: path.to_owned(), source })
}

/// Puts a file where none is yet, whole or not at all; one that is there is an error of kind
/// `AlreadyExists`.
pub(crate) fn create(path: &Utf8Path, bytes: &[u8]) -> io::Result<()> {
    beside(path, bytes)?.persist_noclobber(path).map_err(|error| error.error)?;
    Ok(())
}

/// A temporary file in the folder of another, with its bytes.
fn beside(path: &Utf8Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().unwrap_or_else(|| Utf8Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".plenary-");
    // a site is for everybody to read, as far as the umask lets them; temporary files are not
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    io::Write::write_all(&mut file, bytes)?;
    Ok(file)
}
