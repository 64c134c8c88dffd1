//! The archive as it lies on the desk: read and linked, drafts too, but not shown.

use camino::{Utf8Path, Utf8PathBuf};
use chrono::NaiveDate;

use crate::{
    check, content,
    derive::{self, Registers},
    diagnostic::{Report, Severity, Sink},
    error::Error,
    link,
    model::Archive,
    options::Options,
    pipeline::{Memory, Run, preview},
    report,
    source::{Sources, Span, Tree},
    text::{is_id, slug},
    time,
};

/// An archive that something is to be added to.
pub(super) struct Desk<'a> {
    pub(super) tree: &'a Tree,
    pub(super) archive: Archive,
    /// The as-of day: what lies after it is to come.
    pub(super) today: NaiveDate,
    /// Whether nothing of it failed to be read or looked up.
    pub(super) is_sound: bool,
    sources: Sources,
}

/// What would be told of a file.
pub(super) struct Trial {
    report: Report,
    sources: Sources,
}

impl<'a> Desk<'a> {
    pub(super) fn open(tree: &'a Tree, options: &Options) -> Self {
        let (archive, sources, sink) = read(tree);
        let today =
            time::as_of(options.as_of, archive.site.as_of, options.source_date_epoch, options.now);
        let is_sound = !sink.finish(&archive.site.check).has_errors();
        Self { tree, archive, today, is_sound, sources }
    }

    /// The registers as of a day.
    pub(super) fn registers(&self, day: NaiveDate) -> Registers {
        derive::derive(&self.archive, day)
    }

    /// What would be told of a file of the archive, if it held this text.
    pub(super) fn trial(&self, path: &Utf8Path, text: &str) -> Trial {
        let mut tree = self.tree.clone();
        tree.replace(path, text.as_bytes());
        let (archive, sources, mut sink) = read(&tree);
        let registers = derive::derive(&archive, self.today);
        let context =
            check::Context { archive: &archive, registers: &registers, sources: &sources };
        check::check(&context, None, &mut sink);
        let mut report = sink.finish(&archive.site.check);
        report.diagnostics.retain(|one| sources.get(one.diagnostic.span.file).path == path);
        Trial { report, sources }
    }

    /// The text of a file, its mark of UTF-8 aside; none where there is no such file.
    pub(super) fn text(&self, path: &Utf8Path) -> Option<String> {
        let file = self.sources.iter().find(|(_, file)| file.path == path);
        file.map(|(_, file)| file.text.to_string())
    }

    /// The line of a place, from 1.
    pub(super) fn line(&self, span: Span) -> usize {
        self.sources.get(span.file).position(span.start).line
    }

    /// The file that has an id already, below a folder of `content/`: a page in one file, or a
    /// bundle.
    pub(super) fn file_of(&self, folder: &str, id: &str) -> Option<Utf8PathBuf> {
        let folder = Utf8Path::new("content").join(folder);
        let has_id = |path: &Utf8Path| match path.file_name() {
            Some("index.md") => path.parent().and_then(Utf8Path::file_name) == Some(id),
            _ => path.extension() == Some("md") && path.file_stem() == Some(id),
        };
        let files = self.tree.below(&folder).map(|(path, _)| path);
        files.into_iter().find(|path| has_id(path)).map(ToOwned::to_owned)
    }
}

impl Trial {
    /// What would be told of a page of the site if it held this text. Its address may be that of
    /// something else, which only shows when the addresses of the whole site are known.
    pub(super) fn of_page(tree: &Tree, path: &Utf8Path, text: &str, options: &Options) -> Self {
        let mut tree = tree.clone();
        tree.replace(path, text.as_bytes());
        let options = Options { drafts: true, on_stage: None, ..options.clone() };
        let Run { mut report, sources, .. } = preview(&tree, &options, &mut Memory::default()).run;
        report.diagnostics.retain(|one| sources.get(one.diagnostic.span.file).path == path);
        Self { report, sources }
    }

    /// The lines, from 1, that something is told of.
    pub(super) fn lines(&self) -> Vec<usize> {
        let spans = self.report.diagnostics.iter().map(|one| one.diagnostic.span);
        spans.map(|span| self.sources.get(span.file).position(span.start).line).collect()
    }

    /// Refuses what the archive could not be built with.
    pub(super) fn refuse_errors(self) -> Result<(), Error> {
        let mut report = self.report;
        report.diagnostics.retain(|one| one.severity == Severity::Error);
        if report.diagnostics.is_empty() {
            return Ok(());
        }
        Err(Error::Draft(report::human(&report, &self.sources, false)))
    }
}

/// Reads and links all of it, drafts too.
fn read(tree: &Tree) -> (Archive, Sources, Sink) {
    let mut sink = Sink::default();
    let (sources, contents) = content::read(tree, &mut sink);
    let archive = link::link(contents, &sources, &mut sink);
    (archive, sources, sink)
}

/// Refuses what is no id.
pub(super) fn hold_to_id(id: &str) -> Result<(), Error> {
    if is_id(id) {
        return Ok(());
    }
    Err(Error::NoId { id: id.to_owned(), slug: slug(id) })
}
