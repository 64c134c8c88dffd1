//! What leads from an old address to the new one: the front matter of the pages that move goes in;
//! the edits that make them answer to their old ids come out.

use std::collections::BTreeMap;

use super::{edits::Edit, moves::Moves};
use crate::{
    diagnostic::Sink,
    error::Error,
    model::Target,
    source::{FileId, SourceFile, Sources, Spanned},
    syntax::{
        front_matter::cut,
        toml::{self, Table, Value},
    },
    text::is_id,
};

/// An edit for each page that gets another id.
pub(super) fn edits(moves: &Moves, sources: &Sources) -> Result<BTreeMap<FileId, Edit>, Error> {
    let mut edits = BTreeMap::new();
    let renamed = moves.pages.iter().filter(|(_, old, new)| old != new);
    for (path, old, new) in renamed.filter(|(_, old, _)| was_published(old)) {
        let unread = || Error::RenameUnread(path.clone());
        let file = sources.at(path).ok_or_else(unread)?;
        let source = sources.get(file);
        let table = front_matter(source, file).ok_or_else(unread)?;
        edits.insert(file, edit(source, &table, &old.id(), &new.id()).ok_or_else(unread)?);
    }
    Ok(edits)
}

/// Whether a page can have been published under its id.
fn was_published(target: &Target) -> bool {
    target.id().split('/').all(is_id)
}

fn front_matter(source: &SourceFile, file: FileId) -> Option<Table> {
    let mut sink = Sink::default();
    let part = cut(&source.text, file, &mut sink)?;
    toml::parse(&source.text, file, part.toml, &mut sink)
}

fn edit(source: &SourceFile, table: &Table, old: &str, new: &str) -> Option<Edit> {
    match value(table, "aliases") {
        Some(Spanned { value: Value::List(all), span }) => {
            Some(into_list(all, span.start, old, new))
        }
        Some(_) => None,
        None => {
            let title = value(table, "title")?;
            Some(below(&source.text, title.span.end, old))
        }
    }
}

fn value<'t>(table: &'t Table, key: &str) -> Option<&'t Spanned<Value>> {
    table.entries.iter().find(|(one, _)| one.value == key).map(|(_, value)| value)
}

/// The old id behind those that are there. The new one among them, which is no alias any more, makes
/// room for it.
fn into_list(all: &[Spanned<Value>], start: u32, old: &str, new: &str) -> Edit {
    let is =
        |one: &&Spanned<Value>, id: &str| matches!(&one.value, Value::Text(text) if text == id);
    if let Some(place) = all.iter().find(|one| is(one, new)) {
        return (place.span.start, place.span.end, format!("\"{old}\""));
    }
    match all.last() {
        Some(last) => (last.span.end, last.span.end, format!(", \"{old}\"")),
        None => (start + 1, start + 1, format!("\"{old}\"")),
    }
}

/// A line below the one that a value ends on, with that line's end.
fn below(text: &str, after: u32, old: &str) -> Edit {
    let rest = text.get(after as usize..).unwrap_or_default();
    let end = rest.find('\n').unwrap_or(rest.len());
    let newline = if rest[..end].ends_with('\r') { "\r\n" } else { "\n" };
    let at = after + u32::try_from(end + 1).unwrap_or_default();
    (at, at, format!("aliases = [\"{old}\"]{newline}"))
}
