//! load → link → derive → check → render: a call a stage, timed. Publishing is apart, since
//! only a site without errors gets that far.

use std::{
    collections::BTreeSet,
    sync::Arc,
    time::{Duration, Instant},
};

use camino::Utf8Path;
use chrono::NaiveDate;

use crate::{
    check,
    content::{self, written::Contents},
    derive::{self, Registers},
    diagnostic::{Report, Reported, Severity, Sink},
    link,
    model::{Address, Archive},
    options::Options,
    publish::Press,
    redact::{self, Names, Withheld},
    render::{self, Demand, Look, Messages, Output, Record, Wanted},
    source::{Revision, Sources, Spanned, Tree},
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
    /// The addresses that are kept for ever; a preview is not published, and has none.
    pub ledger: Ledger,
    /// The day that registers are shown as of.
    pub as_of: NaiveDate,
    /// Where the site will be; ends in `/` unless `site.toml` has another slip.
    pub base_url: String,
    /// What of the content was committed, where it is in a work tree of git.
    pub revision: Option<Revision>,
    /// What took how long.
    pub timings: Vec<(&'static str, Duration)>,
    /// The names that are in no output; what is wrong is told with them.
    pub(crate) withheld: Names,
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

    /// The file as it is to be: an address a line.
    pub fn text(&self) -> String {
        self.addresses.iter().flat_map(|address| [address, "\n"]).collect()
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
    make(gather(tree, options), tree, options, Wanted::ALL, None).into_run()
}

/// Makes a site as [`run`] does, and puts each file beside the site of a folder as soon as it is
/// made, so that no site is too large for memory. Where there are errors before the first page is
/// made, or names are withheld, nothing is put anywhere: all stays in memory.
pub fn run_onto(tree: &Tree, options: &Options, press: &Press) -> Run {
    make(gather(tree, options), tree, options, Wanted::ALL.to(press), None).into_run()
}

/// Makes a site as [`run`] does, and beside it what is made of its record.
pub(crate) fn run_beside<T>(
    tree: &Tree,
    options: &Options,
    beside: impl FnOnce(Record<'_>) -> T,
) -> (Run, T) {
    let gathered = gather(tree, options);
    let Gathered { archive, registers, .. } = &gathered;
    let base_url = options.base_url.as_deref().unwrap_or(&archive.site.base_url);
    let made = beside(Record { archive, registers, base_url });
    (make(gathered, tree, options, Wanted::ALL, None).into_run(), made)
}

/// Makes a site whose pages are made when they are asked for, and of what has changed since
/// `memory` was given here last, so that an edit is seen soon. What is wrong is all told, as
/// [`run`] does.
pub fn preview(tree: &Tree, options: &Options, memory: &mut Memory) -> Preview {
    let gathered = gather_again(tree, options, Some(memory));
    make(gathered, tree, options, Wanted::ADDRESSES, Some(&mut memory.render))
}

/// What the stages made last, kept so that an edit costs what it changes. The options, and what is
/// known of the past of files, have to be the same each time.
#[derive(Debug, Default)]
pub struct Memory {
    content: content::Memory,
    link: link::Memory,
    derive: derive::Memory,
    check: check::Memory,
    render: render::Memory,
}

/// A run whose pages may be yet to be made.
#[derive(Debug)]
pub struct Preview {
    /// What became of the archive; of its outputs, pages that are yet to be made are empty.
    pub run: Run,
    /// Makes them; none where all are made.
    pub(crate) demand: Option<Demand>,
    /// What they are of.
    pub(crate) past: Past,
}

impl Preview {
    /// The run alone.
    fn into_run(self) -> Run {
        let Self { run, demand, past } = self;
        // a large archive takes a while to be forgotten, and nobody is to wait for that
        rayon::spawn(move || drop((demand, past)));
        run
    }
}

/// A record and its registers as they were a moment ago, while they are made again.
#[derive(Clone, Debug)]
pub(crate) struct Past {
    /// The record.
    pub archive: Arc<Archive>,
    /// Its registers.
    pub registers: Arc<Registers>,
}

/// Pages as a preview of the archive has them, nothing else of which is made. None where the program
/// that publishes would say something that is not `allowed` of one of the files.
pub(crate) fn pages(
    tree: &Tree,
    options: &Options,
    addresses: &[Address],
    is_allowed: impl Fn(&Utf8Path, Severity) -> bool,
) -> Option<Vec<Output>> {
    let mut gathered = gather(tree, options);
    let (base_url, look) = gathered.look(tree, options);
    let (look, Gathered { sources, archive, registers, withheld, sink, .. }) = (look?, gathered);
    let report = sink.finish(&archive.site.check);
    let is_said =
        |one: &Reported| !is_allowed(&sources.get(one.diagnostic.span.file).path, one.severity);
    if report.diagnostics.iter().any(is_said) {
        return None;
    }
    let demand = Demand::new(archive.into(), registers, base_url, look);
    let pages: Vec<Output> = addresses.iter().filter_map(|at| demand.file(at.as_str())).collect();
    let mut left = Sink::default();
    redact::check(&pages, &withheld.names, &withheld.attached, &mut left);
    left.is_empty().then_some(pages)
}

fn make(
    gathered: Gathered,
    tree: &Tree,
    options: &Options,
    wanted: Wanted<'_>,
    memory: Option<&mut render::Memory>,
) -> Preview {
    let mut gathered = gathered;
    let (base_url, look) = gathered.look(tree, options);
    let Gathered { sources, archive, registers, withheld, mut sink, mut clock, .. } = gathered;
    let record = Record { archive: &archive, registers: &registers, base_url: &base_url };
    // what is wrong with somebody's own templates, and which names are left, shows when all pages
    // are made
    let can_wait = look.as_ref().is_some_and(Look::is_embedded) && withheld.names.is_empty();
    let wanted = if wanted.is_all() || can_wait { wanted } else { Wanted::ALL };
    // no name that is withheld is put near a public folder before the last look
    let can_go = || withheld.names.is_empty() && !sink.has_errors(&archive.site.check);
    let wanted = wanted.kept_unless(can_go);
    let index = look.as_ref().map(|look| render::index(record, look, wanted)).unwrap_or_default();
    clock.turn("render");
    let site = look.as_ref().and_then(|look| match memory.filter(|_| !wanted.is_all()) {
        Some(memory) => render::files_again(record, look, memory, &mut sink),
        None => render::files(record, look, index, wanted, &mut sink),
    });
    let site = site.unwrap_or_default();
    redact::check(&site.outputs, &withheld.names, &withheld.attached, &mut sink);
    let timings = clock.stop();
    let report = sink.finish(&archive.site.check);
    let ledger = Ledger::new(&archive.ledger, site.lasting, options);
    let run = Run {
        sources,
        report,
        outputs: site.outputs,
        ledger,
        as_of: registers.as_of,
        base_url: base_url.clone(),
        revision: tree.history().revision.clone(),
        timings,
        withheld: withheld.names,
    };
    let past = Past { archive: archive.into(), registers };
    let (archive, registers) = (Arc::clone(&past.archive), Arc::clone(&past.registers));
    let on_demand = look.filter(|_| !wanted.is_all());
    let demand = on_demand.map(|look| Demand::new(archive, registers, base_url, look));
    Preview { run, demand, past }
}

/// An archive before anything is made of it.
pub(crate) struct Gathered {
    /// The text files, to show places in; the theme's own are among them.
    pub sources: Sources,
    /// The record, without the names that are withheld.
    pub archive: Archive,
    /// Its registers as of the day.
    pub registers: Arc<Registers>,
    /// The names that are not in it.
    pub withheld: Withheld,
    /// The words of the interface.
    pub messages: Arc<Messages>,
    /// What was found wrong so far.
    pub sink: Sink,
    clock: Clock,
}

impl Gathered {
    /// Where the site will be, and what it is shown with. Where it is not known which names are
    /// withheld, nothing is shown.
    fn look(&mut self, tree: &Tree, options: &Options) -> (String, Option<Look>) {
        let Self { sources, archive, registers, messages, sink, .. } = self;
        let base_url = options.base_url.clone().unwrap_or_else(|| archive.site.base_url.clone());
        let record = Record { archive, registers, base_url: &base_url };
        let look = Look::load(record, Arc::clone(messages), tree, sources, sink);
        let look = look.filter(|_| !archive.unreadable.redact);
        (base_url, look)
    }
}

/// Reads, links, derives and checks: all the stages before anything is shown.
pub(crate) fn gather(tree: &Tree, options: &Options) -> Gathered {
    gather_again(tree, options, None)
}

fn gather_again(tree: &Tree, options: &Options, memory: Option<&mut Memory>) -> Gathered {
    let mut sink = Sink::default();
    let mut clock = Clock::start("load", options.on_stage);
    let (content, link, derive, check) = memory.map_or((None, None, None, None), |memory| {
        let Memory { content, link, derive, check, .. } = memory;
        (Some(content), Some(link), Some(derive), Some(check))
    });
    let (sources, mut contents) = content::read_again(tree, content, &mut sink);
    leave_out_drafts(&mut contents, options, &mut sink);
    let mut all_sources = sources.clone();
    all_sources.extend(render::theme_sources(tree, &contents.site.theme.value));
    let messages = render::messages(&contents.site, tree, &all_sources, &mut sink);
    if contents.unreadable.site {
        sink.leave_warnings();
    }
    clock.turn("link");
    let recommendation = messages.text("recommendations.name");
    let mut archive = link::link_again(contents, &sources, recommendation, link, &mut sink);
    if options.is_view() {
        archive.ledger.clear();
    }
    clock.turn("derive");
    let as_of =
        time::as_of(options.as_of, archive.site.as_of, options.source_date_epoch, options.now);
    let mut registers = derive::derive_again(&archive, as_of, derive);
    clock.turn("check");
    let context = check::Context { archive: &archive, registers: &registers, sources: &sources };
    check::check(&context, check, &mut sink);
    let withheld = redact::redact(&mut archive, &sources, &mut sink);
    if !withheld.names.is_empty() {
        registers = derive::derive(&archive, as_of).into();
    }
    clock.turn("search");
    Gathered { sources: all_sources, archive, registers, withheld, messages, sink, clock }
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

/// Times the stages, and tells of each as it begins; what it reads reaches no output.
struct Clock {
    stage: &'static str,
    since: Instant,
    laps: Vec<(&'static str, Duration)>,
    on_stage: Option<fn(&'static str)>,
}

impl Clock {
    fn start(stage: &'static str, on_stage: Option<fn(&'static str)>) -> Self {
        let clock = Self { stage, since: Instant::now(), laps: Vec::new(), on_stage };
        clock.tell();
        clock
    }

    /// Ends a stage, and begins the next.
    fn turn(&mut self, next: &'static str) {
        self.laps.push((self.stage, self.since.elapsed()));
        (self.stage, self.since) = (next, Instant::now());
        self.tell();
    }

    fn tell(&self) {
        if let Some(on_stage) = self.on_stage {
            on_stage(self.stage);
        }
    }

    /// What took how long.
    fn stop(mut self) -> Vec<(&'static str, Duration)> {
        self.laps.push((self.stage, self.since.elapsed()));
        self.laps
    }
}
