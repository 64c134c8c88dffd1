//! The law of a rename: an archive as it is goes in, and as it would be; that anything would lead
//! elsewhere than before, or that something would be told that was not, comes out.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::moves::Moves;
use crate::{
    content,
    diagnostic::Sink,
    error::Error,
    link::{self, Names, Spot},
    model::{Archive, How, Target},
    options::Options,
    pipeline::{Memory, Run, preview},
    report,
    source::{Sources, Tree},
};

/// An archive read and linked, drafts too, with the places that name its pages.
pub(super) struct Reading {
    pub(super) archive: Archive,
    pub(super) sources: Sources,
    pub(super) spots: Vec<Spot>,
}

impl Reading {
    pub(super) fn new(tree: &Tree) -> Self {
        let mut sink = Sink::default();
        let (sources, contents) = content::read(tree, &mut sink);
        let (archive, spots) = link::link_noting(contents, &sources, &mut sink);
        Self { archive, sources, spots }
    }
}

/// What has to be as it was.
pub(super) struct Law<'a> {
    options: &'a Options,
    facts: BTreeMap<Fact, usize>,
    told: BTreeMap<(Utf8PathBuf, &'static str), usize>,
    /// What reading told of the files that stay as they are; pages need not be made for that.
    memory: Memory,
}

/// What the archive says of itself.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fact {
    /// A file names a page.
    Names(Utf8PathBuf, Target),
    /// A file links to another, or to an address of the site.
    Leads(Utf8PathBuf, String),
    /// A thing links to another.
    Links(Target, Target, How),
    /// A thing is there.
    Is(Target),
}

impl<'a> Law<'a> {
    /// Takes down what is, by the names that it is to have.
    pub(super) fn new(tree: &Tree, options: &'a Options, moves: &Moves, reading: &Reading) -> Self {
        let facts = facts(reading, Some(moves));
        let mut memory = Memory::default();
        let told = told(&preview(tree, options, &mut memory).run, |path| moves.place(path));
        Self { options, facts, told, memory }
    }

    /// Refuses an archive of which anything else is true.
    pub(super) fn hold(&mut self, after: &Tree) -> Result<(), Error> {
        self.hold_told(after)?;
        let facts = facts(&Reading::new(after), None);
        let lost = self.facts.iter().find(|(fact, n)| facts.get(fact) != Some(n));
        let gained = facts.iter().find(|(fact, _)| !self.facts.contains_key(fact));
        match lost.or(gained) {
            Some((fact, _)) => Err(Error::RenameLoses { what: words(fact), help: help(fact) }),
            None => Ok(()),
        }
    }

    /// Refuses an archive of which more is told.
    fn hold_told(&mut self, after: &Tree) -> Result<(), Error> {
        let run = preview(after, self.options, &mut self.memory).run;
        let mut left = self.told.clone();
        let mut report = run.report;
        report.diagnostics.retain(|one| {
            let diagnostic = &one.diagnostic;
            let path = run.sources.get(diagnostic.span.file).path.clone();
            let n_left = left.get_mut(&(path, diagnostic.code.name())).filter(|n| **n > 0);
            n_left.map(|n| *n -= 1).is_none()
        });
        if report.diagnostics.is_empty() {
            return Ok(());
        }
        Err(Error::RenameBreaks(report::human(&report, &run.sources, false)))
    }
}

/// How often a code is told of a file, by the path that it is to have.
fn told(
    run: &Run,
    place: impl Fn(&Utf8Path) -> Utf8PathBuf,
) -> BTreeMap<(Utf8PathBuf, &'static str), usize> {
    let mut told = BTreeMap::new();
    for one in &run.report.diagnostics {
        let path = place(&run.sources.get(one.diagnostic.span.file).path);
        *told.entry((path, one.diagnostic.code.name())).or_default() += 1;
    }
    told
}

/// What an archive says of itself, and how often; by the names to come where there are moves.
fn facts(reading: &Reading, moves: Option<&Moves>) -> BTreeMap<Fact, usize> {
    let target = |one: &Target| moves.map_or_else(|| one.clone(), |moves| moves.target(one));
    let path = |one: &Utf8Path| moves.map_or_else(|| one.to_owned(), |moves| moves.place(one));
    let mut facts = BTreeMap::new();
    let mut count = |fact| *facts.entry(fact).or_default() += 1;
    for spot in &reading.spots {
        let file = path(&reading.sources.get(spot.file()).path);
        count(match &spot.names {
            Names::Wikilink(one) | Names::Value(one) => Fact::Names(file, target(one)),
            Names::File(_, to) => Fact::Leads(file, path(Utf8Path::new(to)).into_string()),
            Names::Address(_, _, to) => {
                let new = moves.and_then(|moves| moves.address(to));
                Fact::Leads(file, format!("/{}", new.unwrap_or_else(|| to.clone())))
            }
        });
    }
    let archive = &reading.archive;
    for link in archive.all_links() {
        count(Fact::Links(target(&link.from), target(&link.to), link.how));
    }
    let actions = archive.actions.keys().cloned().map(Target::Action);
    let decisions = archive.decisions.keys().cloned().map(Target::Decision);
    actions.chain(decisions).for_each(|one| count(Fact::Is(target(&one))));
    facts
}

fn words(fact: &Fact) -> String {
    match fact {
        Fact::Names(file, to) => format!("`{file}` names `{}`", to.id()),
        Fact::Leads(file, to) => format!("`{file}` links to `{to}`"),
        Fact::Links(from, to, _) => format!("`{}` links to `{}`", from.id(), to.id()),
        Fact::Is(one) => format!("`{}` is there", one.id()),
    }
}

const fn help(fact: &Fact) -> &'static str {
    match fact {
        Fact::Is(_) => {
            "`plenary fix` gives an id to each item and decision that has none; do that first"
        }
        _ => "choose another id",
    }
}
