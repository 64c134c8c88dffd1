//! The last look: the files of the site go in; what they still hold of the names that are withheld
//! is said, so that none is published.

use std::{collections::BTreeMap, ops::ControlFlow};

use rayon::prelude::*;

use super::{bare, names::Names};
use crate::{
    diagnostic::{Diagnostic, Sink, code},
    model::{Address, Archive, Attachment},
    render::Output,
    source::{FileId, Sources, Span},
};

/// The files that are published as they are, by their addresses on the site.
pub(crate) type Attached = BTreeMap<Address, FileId>;

/// The attachments of an archive, of which the names are yet to be withheld.
pub(super) fn attached(archive: &Archive, sources: &Sources, names: &Names) -> Attached {
    let meetings = archive.meetings.values().map(|one| (&one.source, &one.attachments));
    let briefings = archive.briefings.values().map(|one| (&one.source, &one.attachments));
    let pages = archive.pages.values().map(|one| (&one.source, &one.attachments));
    let all = meetings.chain(briefings).chain(pages);
    let all = all.flat_map(|(page, files)| files.iter().map(move |file| (page, file)));
    let file = |(page, file): (&camino::Utf8PathBuf, &Attachment)| {
        let id = sources.at(&page.parent()?.join(&*file.name))?;
        let address = file.address.as_str();
        Some((Address::new(names.address(address).unwrap_or_else(|| address.to_owned())), id))
    };
    all.filter_map(file).collect()
}

/// A name that is left in a file of the site.
struct Left<'a> {
    address: &'a Address,
    name: String,
    entry: Span,
    /// The line on which it stands, where the file has lines.
    line: Option<usize>,
    is_address: bool,
}

/// Says each name that is left: of attachments each, of what is made by the program and the theme
/// once, as it is the same text on many pages.
pub(crate) fn check(outputs: &[Output], names: &Names, attached: &Attached, sink: &mut Sink) {
    if names.is_empty() {
        return;
    }
    let left: Vec<Left<'_>> = outputs.par_iter().filter_map(|one| find(one, names)).collect();
    let mut made: BTreeMap<Span, Vec<&Left<'_>>> = BTreeMap::new();
    for one in &left {
        match attached.get(one.address) {
            Some(file) if !one.is_address => sink.push(in_attachment(one, *file)),
            _ => made.entry(one.entry).or_default().push(one),
        }
    }
    sink.extend(made.values().filter_map(|all| in_site(all)));
}

fn find<'a>(output: &'a Output, names: &Names) -> Option<Left<'a>> {
    let address = &output.address;
    let left = |(name, entry, line), is_address| Left { address, name, entry, line, is_address };
    if let Some(found) = find_in(address.as_str(), names) {
        return Some(left(found, true));
    }
    let mut found = None;
    output.body.in_pieces(|bytes| {
        found = bare::texts(bytes).enumerate().find_map(|(n, text)| {
            let (name, entry, line) = find_in(&text, names)?;
            Some((name, entry, line.filter(|_| n == 0)))
        });
        found.as_ref().map_or(ControlFlow::Continue(()), |_| ControlFlow::Break(()))
    });
    found.map(|found| left(found, false))
}

type Found = (String, Span, Option<usize>);

/// The first name in a text, in whatever form, and the line of it.
fn find_in(text: &str, names: &Names) -> Option<Found> {
    bare::forms(text).enumerate().find_map(|(form, bare)| {
        let hit = names.hits(&bare).into_iter().next()?;
        let entry = names.entry(&hit)?;
        let before = bare.get(..hit.range.start).unwrap_or_default();
        let is_text = form == 0 && !before.contains(['\0', '\u{FFFD}']);
        let line = is_text.then(|| before.matches('\n').count() + 1);
        Some((entry.name.clone(), entry.span, line))
    })
}

fn in_attachment(left: &Left<'_>, file: FileId) -> Diagnostic {
    let line = left.line.map(|line| format!(", in line {line}")).unwrap_or_default();
    let message = format!("this file holds the name `{}`, which is withheld{line}", left.name);
    Diagnostic::new(code::REDACT_LEFT, Span::new(file, 0..0), message)
        .help("take the name out of the file, or the file out of the archive")
        .related(left.entry, "it is withheld here")
}

fn in_site(all: &[&Left<'_>]) -> Option<Diagnostic> {
    let first = all.first()?;
    let others = match all.len() - 1 {
        0 => String::new(),
        1 => " and another file".to_owned(),
        n => format!(" and {n} other files"),
    };
    let line = first.line.map(|line| format!(", line {line}")).unwrap_or_default();
    let (name, path) = (&first.name, first.address);
    let message = format!("`{name}` is still in `{path}`{line}{others} of the site");
    let help =
        "take it out of the theme, out of `base_url`, or out of the text that hides it from us";
    Some(Diagnostic::new(code::REDACT_LEFT, first.entry, message).help(help))
}
