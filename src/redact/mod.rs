//! Names that are withheld: a record goes in; the same record comes out with a label wherever one
//! of those names stood.
//!
//! It happens once, between the checks and all that is shown, so that what is wrong is told of the
//! text as it was typed, at its own place. Pages, data, feeds, calendars, the search, lists,
//! minutes and exports are made of what comes out, and need not know.
//!
//! 1. [`names`]: which names, in which spellings ([`spelling`], [`folded`], [`starts`]), and their labels.
//! 2. [`record`] and [`prose`]: the record without them.
//! 3. [`left`]: a last look at every file of the site, in every form ([`bare`]).

mod bare;
mod folded;
mod left;
mod names;
mod prose;
mod record;
mod spelling;
mod starts;

#[cfg(test)]
mod tests;

pub(crate) use left::{Attached, check};
pub(crate) use names::Names;

use camino::Utf8Path;

use self::{names::Entry, record::Redact as _};
use crate::{
    diagnostic::{Diagnostic, Sink, code},
    model::{Archive, Redaction},
    source::Sources,
    text::nearest,
};

/// What is withheld of an archive.
#[derive(Clone, Debug, Default)]
pub(crate) struct Withheld {
    /// The names.
    pub names: Names,
    /// The attachments, in which names cannot be replaced.
    pub attached: Attached,
}

/// Takes the names out of an archive that asks for it; what is wrong with the entries is told.
pub(crate) fn redact(archive: &mut Archive, sources: &Sources, sink: &mut Sink) -> Withheld {
    let names = Names::of(archive);
    if names.is_empty() {
        return Withheld::default();
    }
    // an error may hide a spelling: those of an entry, and of somebody who is on the roster
    let told = ["content/site.toml", "content/people.toml"];
    let mut told = told.iter().filter_map(|path| sources.at(Utf8Path::new(path)));
    archive.unreadable.redact |= told.any(|file| sink.has_errors_in(file, &archive.site.check));
    let telling = telling_labels(archive, &names);
    if !telling.is_empty() {
        sink.extend(telling);
        archive.unreadable.redact = true;
        return Withheld::default();
    }
    let attached = left::attached(archive, sources, &names);
    let people: Vec<String> = archive.people.values().map(|one| one.name.clone()).collect();
    let n_before = sizes(archive);
    archive.redact(&names);
    sink.extend(archive.site.redact.first().filter(|_| sizes(archive) != n_before).map(merged));
    sink.extend(names.unused().map(|entry| unused(entry, &people)));
    Withheld { names, attached }
}

/// Labels that hold a name: nothing is withheld by them.
fn telling_labels(archive: &Archive, names: &Names) -> Vec<Diagnostic> {
    let labels = archive.site.redact.iter().map(|one| &one.label);
    let telling = labels.filter(|label| names.are_in(&label.value)).map(|label| {
        let message = format!("the label `{}` holds a name that is withheld", label.value);
        Diagnostic::new(code::KEY_VALUE, label.span, message)
            .help("write a label that tells no name, such as `A former member`")
    });
    telling.collect()
}

/// Two things whose ids differ in nothing but the spelling of a name.
fn merged(entry: &Redaction) -> Diagnostic {
    let message = "two ids are one when names are withheld";
    Diagnostic::new(code::ADDRESS_COLLISION, entry.name.span, message)
        .help("rename one of the files or ids that hold a name")
}

fn unused(entry: &Entry, people: &[String]) -> Diagnostic {
    let message = format!("`{}` stands nowhere in the record", entry.name);
    let near = nearest(&entry.name, people.iter().map(String::as_str));
    let help = near.map_or_else(
        || "write the name as it stands there, or delete the entry".to_owned(),
        |near| format!("write `{near}` if that is who is meant, or delete the entry"),
    );
    Diagnostic::new(code::REDACT_UNUSED, entry.span, message).help(help)
}

/// How much there is of each kind: names that become one must not make one of two things.
fn sizes(archive: &Archive) -> [usize; 9] {
    [
        archive.people.len(),
        archive.groups.len(),
        archive.teams.len(),
        archive.sets.len(),
        archive.meetings.len(),
        archive.actions.len(),
        archive.decisions.len(),
        archive.briefings.len(),
        archive.pages.len(),
    ]
}
