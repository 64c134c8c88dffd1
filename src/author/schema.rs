//! Schemas written where editors find them.

use std::fs;

use camino::Utf8Path;

use crate::{desk::EditorSchema, error::Error, publish};

/// Writes schemas into a folder, each as `<name>.json`; the folder is made where it is missing.
pub fn write_schemas(schemas: &[EditorSchema], folder: &Utf8Path) -> Result<(), Error> {
    fs::create_dir_all(folder)
        .map_err(|source| Error::Write { path: folder.to_owned(), source })?;
    for schema in schemas {
        let path = folder.join(format!("{}.json", schema.name));
        publish::replace(&path, schema.json().as_bytes())?;
    }
    Ok(())
}
