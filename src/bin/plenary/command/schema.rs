//! `plenary schema`: what editors need to know of the files.

use camino::Utf8Path;
use plenary::{EditorSchema, Error, editor_schemas, write_schemas};

use crate::{args::Common, exit::Exit, terminal};

/// Prints a schema, or the list of them; with `--output`, writes it, or all of them, into that
/// folder.
pub(crate) fn schema(common: &Common, name: Option<&str>) -> Result<Exit, Error> {
    let asked: Vec<EditorSchema> = editor_schemas()
        .into_iter()
        .filter(|schema| name.is_none_or(|name| schema.name == name))
        .collect();
    match (&common.output, asked.as_slice()) {
        (Some(folder), _) => write(&asked, folder, common)?,
        (None, [schema]) => terminal::print(&schema.json()),
        (None, all) => terminal::print(&list(all)),
    }
    Ok(Exit::Done)
}

/// A line a schema: its name, the files that it is for, what they hold.
fn list(schemas: &[EditorSchema]) -> String {
    let width = |of: fn(&EditorSchema) -> &str| {
        schemas.iter().map(|schema| of(schema).len()).max().unwrap_or_default()
    };
    let (names, files) = (width(|schema| schema.name), width(|schema| schema.files));
    let line = |schema: &EditorSchema| {
        format!("{:names$}  {:files$}  {}\n", schema.name, schema.files, schema.about)
    };
    schemas.iter().map(line).collect()
}

fn write(schemas: &[EditorSchema], folder: &Utf8Path, common: &Common) -> Result<(), Error> {
    write_schemas(schemas, folder)?;
    if !common.quiet {
        let files =
            if schemas.len() == 1 { "1 schema" } else { &format!("{} schemas", schemas.len()) };
        terminal::say(&format!("wrote {files} to `{folder}`"));
    }
    Ok(())
}
