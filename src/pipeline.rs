//! load → link → derive → check → render: a call a stage, timed. Publishing is apart, since
//! only a site without errors gets that far.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use chrono::NaiveDate;

use crate::{
    check,
    content::{self, written::Contents},
    derive::{self, Registers},
    diagnostic::{Report, Severity, Sink},
    link,
    model::Archive,
    options::Options,
    render::{self, Output, Record},
    source::{Sources, Spanned, Tree},
    time,
};

/// What became of an archive.
#[derive(Debug)]
pub struct Run {
    /// The text files, to show places in.
    pub sources: Sources,
    /// What was found wrong, in order.
    pub report: Report,
    /// The files of the site, whether or not it may be published.
    pub outputs: Vec<Output>,
    /// The addresses that are kept for ever.
    pub ledger: Ledger,
    /// The day that registers are shown as of.
    pub as_of: NaiveDate,
    /// What took how long.
    pub timings: Vec<(&'static str, Duration)>,
}

impl Run {
    /// Whether the site may be published: no errors, and no warnings where those are denied.
    pub fn is_publishable(&self, denies_warnings: bool) -> bool {
        let is_warned = denies_warnings && self.report.count(Severity::Warning) > 0;
        !(self.report.has_errors() || is_warned)
    }
}

/// `content/.addresses`: every address ever published, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// As it is to be: what it held, and what this site adds.
    pub addresses: BTreeSet<String>,
    /// How many of them it did not hold yet; none in a view.
    pub n_new: usize,
}

impl Ledger {
    fn new(held: &[Spanned<String>], lasting: BTreeSet<String>, options: &Options) -> Self {
        if options.is_view() {
            return Self::default();
        }
        let held: BTreeSet<String> = held.iter().map(|one| one.value.clone()).collect();
        let n_new = lasting.difference(&held).count();
        Self { addresses: held.into_iter().chain(lasting).collect(), n_new }
    }
}

/// Makes a site of an archive, in memory; never fails, as what is wrong with the content is in the
/// report.
///
/// ```
/// use plenary::{Options, Tree, run};
/// let tree = Tree::in_memory([
///     ("content/site.toml", "title = \"Team\"\nbase_url = \"https://team.example.org/\"\n"),
///     ("content/pages/about.md", "+++\ntitle = \"About\"\n+++\n\nWho we are.\n"),
/// ]);
/// let run = run(&tree, &Options::default());
/// assert!(run.report.diagnostics.is_empty());
/// assert!(run.outputs.iter().any(|output| output.address.as_str() == "about.html"));
/// ```
pub fn run(tree: &Tree, options: &Options) -> Run {
    let Gathered { mut sources, archive, registers, mut sink, mut clock } = gather(tree, options);
    let base_url = options.base_url.as_deref().unwrap_or(&archive.site.base_url);
    let record = Record { archive: &archive, registers: &registers, base_url };
    sources.extend(render::theme_sources(tree, &archive.site.theme.value));
    let site = render::render(record, tree, &sources, &mut sink);
    clock.lap("render");
    let report = sink.finish(&archive.site.check);
    let ledger = Ledger::new(&archive.ledger, site.lasting, options);
    let as_of = registers.as_of;
    Run { sources, report, outputs: site.outputs, ledger, as_of, timings: clock.laps }
}

/// An archive before anything is made of it.
pub(crate) struct Gathered {
    /// The text files, to show places in.
    pub sources: Sources,
    /// The record.
    pub archive: Archive,
    /// Its registers as of the day.
    pub registers: Registers,
    /// What was found wrong so far.
    pub sink: Sink,
    clock: Clock,
}

/// Reads, links, derives and checks: all the stages before anything is shown.
pub(crate) fn gather(tree: &Tree, options: &Options) -> Gathered {
    let mut sink = Sink::default();
    let mut clock = Clock::start();
    let (sources, mut contents) = content::read(tree, &mut sink);
    leave_out_drafts(&mut contents, options, &mut sink);
    if options.is_view() {
        contents.ledger.clear();
    }
    clock.lap("load");
    let archive = link::link(contents, &sources, &mut sink);
    clock.lap("link");
    let as_of =
        time::as_of(options.as_of, archive.site.as_of, options.source_date_epoch, options.now);
    let registers = derive::derive(&archive, as_of);
    clock.lap("derive");
    check::check(
        &check::Context { archive: &archive, registers: &registers, sources: &sources },
        &mut sink,
    );
    clock.lap("check");
    Gathered { sources, archive, registers, sink, clock }
}

/// Drops what is not to be published yet; what only later stages would say of it is not said.
fn leave_out_drafts(contents: &mut Contents, options: &Options, sink: &mut Sink) {
    if options.drafts {
        return;
    }
    let mut keep = |is_draft: bool, title: &Spanned<String>| {
        if is_draft {
            sink.leave_unheard(title.span.file);
        }
        !is_draft
    };
    contents.meetings.retain(|meeting| keep(meeting.is_draft, &meeting.title));
    contents.briefings.retain(|briefing| keep(briefing.is_draft, &briefing.title));
    contents.pages.retain(|page| keep(page.is_draft, &page.title));
}

/// Times the stages; what it reads reaches no output.
struct Clock {
    since: Instant,
    laps: Vec<(&'static str, Duration)>,
}

impl Clock {
    fn start() -> Self {
        Self { since: Instant::now(), laps: Vec::new() }
    }

    fn lap(&mut self, stage: &'static str) {
        self.laps.push((stage, self.since.elapsed()));
        self.since = Instant::now();
    }
}
