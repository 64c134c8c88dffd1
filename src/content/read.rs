//! The files of a tree, each by its reader.

use std::{collections::BTreeMap, sync::Arc};

use camino::Utf8Path;
use hashbrown::HashMap;
use rayon::prelude::*;

use super::{
    dates, ledger, meeting,
    memory::{Kept, Memory, Origin, Passage},
    page,
    page::Opened,
    people,
    places::{SourceText, Whole, invalid_id},
    recommendations, registers, site,
    written::{AttachedFile, BriefingFile, Contents, MeetingFile, PageFile, SetFile, Text},
};
use crate::{
    diagnostic::{Diagnostic, Sink, code},
    model::{Site, Unreadable},
    source::{
        Entry, FileId, Home, Kind, LEDGER, SharedBytes, SourceFile, Sources, Span, Tree, discover,
    },
    text,
};

/// Reads `content/`: the texts, to show places in, and what they say.
pub(crate) fn read(tree: &Tree, sink: &mut Sink) -> (Sources, Contents) {
    read_again(tree, None, sink)
}

/// Reads `content/` where it has changed since it was read last; what comes out is the same as if
/// all of it were read.
pub(crate) fn read_again(
    tree: &Tree,
    memory: Option<&mut Memory>,
    sink: &mut Sink,
) -> (Sources, Contents) {
    let mut nothing = Memory::default();
    let memory = memory.unwrap_or(&mut nothing);
    let folder = Utf8Path::new("content");
    let absent = Entry::Unreadable(ABSENT.to_owned());
    let mut found: BTreeMap<&Utf8Path, &Entry> = tree.below(folder).collect();
    found.entry(Utf8Path::new("content/site.toml")).or_insert(&absent);
    let inside = found.keys().map(|path| path.strip_prefix(folder).unwrap_or(path));
    let kinds = discover(inside.collect::<Vec<_>>());
    let found: Vec<((&Utf8Path, &Entry), Kind)> =
        found.into_iter().zip(kinds).filter(|(_, kind)| *kind != Kind::Ignored).collect();
    let entries: Vec<(&Utf8Path, &Entry)> = found.iter().map(|(file, _)| *file).collect();
    let sources = Sources::new(memory.sources(&entries, source));
    let files = found.into_iter().zip(sources.iter());
    let files = files
        .map(|(((path, entry), kind), (id, source))| File { path, entry, kind, id, source })
        .collect();
    let mut contents = Reading { files, unreadable: Unreadable::default() }.read(memory, sink);
    contents.dates = dates::dates(&contents, tree.history());
    (sources, contents)
}

/// Why a `site.toml` that is not there cannot be read.
const ABSENT: &str = "it is not there";

/// Every file has a number, so that a place can be said in it; what is no text has an empty one.
fn source(path: &Utf8Path, entry: &Entry) -> SourceFile {
    let text = match (entry, path.extension()) {
        (Entry::Bytes(bytes), Some("md" | "toml")) => without_mark(bytes),
        (Entry::Bytes(bytes), None) if path.file_name() == Some(LEDGER) => without_mark(bytes),
        _ => "".into(),
    };
    SourceFile::new(path, text)
}

/// The text without the mark that some editors put before it, up to what is not UTF-8: what comes
/// after that is noise.
fn without_mark(file: &SharedBytes) -> Arc<str> {
    let bytes = file.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(file);
    match first_bad(bytes) {
        Some(at) => format!("{}\u{FFFD}", String::from_utf8_lossy(&bytes[..at])).into(),
        None => {
            let whole = file.text().filter(|text| text.len() == bytes.len());
            whole.map_or_else(|| String::from_utf8_lossy(bytes).into(), Arc::clone)
        }
    }
}

/// Where bytes are not UTF-8, or begin as UTF-16 does.
fn first_bad(bytes: &[u8]) -> Option<usize> {
    let invalid = std::str::from_utf8(bytes).err().map(|error| error.valid_up_to());
    let zero = is_wide(bytes).then(|| bytes.iter().position(|byte| *byte == 0)).flatten();
    invalid.into_iter().chain(zero).min()
}

/// Whether a text begins with every second byte zero, as UTF-16 has it for the signs of TOML and
/// front matter.
const fn is_wide(bytes: &[u8]) -> bool {
    matches!(bytes, [0, _, 0, _, ..] | [_, 0, _, 0, ..])
}

struct File<'a> {
    path: &'a Utf8Path,
    entry: &'a Entry,
    kind: Kind,
    id: FileId,
    source: &'a SourceFile,
}

impl<'a> File<'a> {
    fn text(&self) -> SourceText<'a> {
        SourceText { id: self.id, text: &self.source.text }
    }

    /// Its number and text, to know it by when it comes again.
    fn passage(&self) -> Passage {
        Passage { file: self.id, text: Arc::clone(&self.source.text) }
    }

    fn start(&self) -> Span {
        Span::new(self.id, 0..0)
    }

    /// Whether it can be read as what it is; what forbids that is told.
    fn is_readable(&self, sink: &mut Sink) -> bool {
        match self.entry {
            Entry::Unreadable(reason) if reason == ABSENT => {
                sink.push(no_site(self.start()));
                false
            }
            Entry::Unreadable(reason) => {
                let message = format!("this file cannot be read: {reason}");
                sink.push(
                    Diagnostic::new(code::FILE_UNREADABLE, self.start(), message)
                        .help(mend_unreadable(reason)),
                );
                matches!(self.kind, Kind::Attachment(..))
            }
            Entry::Bytes(bytes) if !matches!(self.kind, Kind::Attachment(..)) => {
                self.is_utf8(bytes, sink)
            }
            _ => true,
        }
    }

    fn is_utf8(&self, bytes: &[u8], sink: &mut Sink) -> bool {
        // the text was read up to what is not UTF-8, and ends with the sign for that
        let may_be_bad = self.source.text.ends_with('\u{FFFD}');
        let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
        let bad = may_be_bad.then(|| first_bad(bytes)).flatten();
        let Some(at) = bad else { return true };
        let span = Span::new(self.id, at..at + '\u{FFFD}'.len_utf8());
        sink.push(
            Diagnostic::new(code::FILE_ENCODING, span, "this file is not UTF-8")
                .help("save it as UTF-8; this is the first character that is not"),
        );
        false
    }
}

/// What to do about a file that cannot be read for a reason of the system.
fn mend_unreadable(reason: &str) -> &'static str {
    let reason = reason.to_lowercase();
    if reason.contains("not found") || reason.contains("no such file") {
        return "delete the link, or let it lead to a file that is there";
    }
    if reason.contains("permission") {
        return "give everyone the right to read it";
    }
    if reason.contains("its name holds") {
        return "give it another name";
    }
    if reason.contains("longer than") {
        return "put it beside a page as an attachment of another kind, such as `.txt`";
    }
    if reason.contains("neither a file") {
        return "take it away, or put a file here";
    }
    "put the file itself here"
}

/// An archive without its own file.
fn no_site(span: Span) -> Diagnostic {
    Diagnostic::new(code::KEY_MISSING, span, "the archive has no `content/site.toml`")
        .help("write one with `title = \"…\"` and `base_url = \"https://…/\"`")
}

struct Reading<'a> {
    files: Vec<File<'a>>,
    unreadable: Unreadable,
}

impl<'a> Reading<'a> {
    fn read(mut self, memory: &mut Memory, sink: &mut Sink) -> Contents {
        let files = std::mem::take(&mut self.files);
        let files: Vec<File<'a>> =
            files.into_iter().filter(|file| self.take_in(file, sink)).collect();
        let own = files.iter().find(|file| file.kind == Kind::Site);
        memory.keep_to(own.map(File::passage));
        let site = own.and_then(|file| self.site(file, sink));
        let has_site = site.is_some();
        let site = site.unwrap_or_else(|| site::fallback(FileId(0)));
        let mut contents = self.registers(&files, site, sink);
        self.all_pages(&files, &mut contents, memory, sink);
        if !has_site {
            let written = contents.meetings.iter().map(|meeting| &meeting.series);
            let of_teams = contents.teams.iter().filter_map(|team| team.series.as_ref());
            contents.site.series = site::stand_in(written.chain(of_teams));
        }
        Contents { unreadable: self.unreadable, ..contents }
    }

    /// The archive's own file.
    fn site(&mut self, file: &File<'a>, sink: &mut Sink) -> Option<Site> {
        let found = site::read(&file.text(), sink);
        self.unreadable.site = found.is_none();
        self.unreadable.redact = match &found {
            Some(site) => !site.is_whole,
            None => site::may_redact(&file.text()),
        };
        found.map(|found| found.value)
    }

    /// The files that are all data.
    fn registers(&mut self, files: &[File<'a>], site: Site, sink: &mut Sink) -> Contents {
        let (people, groups) =
            self.one(files, &Kind::People, sink, people::people).unwrap_or_default();
        Contents {
            site,
            people,
            groups,
            teams: self.one(files, &Kind::Teams, sink, people::teams).unwrap_or_default(),
            terms: self.one(files, &Kind::Glossary, sink, people::terms).unwrap_or_default(),
            actions: self.one(files, &Kind::Actions, sink, registers::actions).unwrap_or_default(),
            decisions: self
                .one(files, &Kind::Decisions, sink, registers::decisions)
                .unwrap_or_default(),
            sets: self.sets(files, sink),
            ledger: ledger(files, sink),
            meetings: Vec::new(),
            briefings: Vec::new(),
            pages: Vec::new(),
            dates: BTreeMap::new(),
            unreadable: Unreadable::default(),
        }
    }

    /// The files that are text with front matter, and the files beside them.
    fn all_pages(
        &mut self,
        files: &[File<'a>],
        contents: &mut Contents,
        memory: &mut Memory,
        sink: &mut Sink,
    ) {
        let beside = Beside::new(files);
        contents.meetings = self.meetings(files, &beside, &contents.site, memory, sink);
        let briefings = self.pages(
            files,
            sink,
            |file| as_briefing(&file.kind),
            |opened, home, sink| page::briefing(opened, &home.id, sink),
        );
        contents.briefings = briefings
            .into_iter()
            .map(|(home, one)| BriefingFile { attachments: beside.attachments(&home), ..one })
            .collect();
        let pages = self.pages(
            files,
            sink,
            |file| as_page(&file.kind),
            |opened, home, sink| page::page(opened, &home.id, sink),
        );
        contents.pages = pages
            .into_iter()
            .map(|(home, one)| PageFile { attachments: beside.attachments(&home), ..one })
            .collect();
    }

    /// Every meeting, in parallel; those that have not changed are not read again.
    fn meetings(
        &mut self,
        files: &[File<'a>],
        beside: &Beside<'_, 'a>,
        site: &Site,
        memory: &mut Memory,
        sink: &mut Sink,
    ) -> Vec<Arc<MeetingFile>> {
        let unique = unique(files, |file| as_meeting(&file.kind), sink);
        let read_one = |(file, home): &(&File<'a>, &Home)| {
            let from = beside.origin(file, home);
            memory.recall(file.path, &from).unwrap_or_else(|| {
                let agenda = beside.agenda(home).map(File::text);
                let kept = Kept::read(from, |said| {
                    let opened = Opened::open(file.text(), file.path, said)?;
                    meeting::read(&opened, &home.id, agenda.as_ref(), site, said)
                });
                Arc::new(kept)
            })
        };
        let read: Vec<Arc<Kept>> = unique.par_iter().map(read_one).collect();
        memory.keep(unique.iter().map(|(file, _)| file.path).zip(&read));
        let mut meetings = Vec::with_capacity(read.len());
        for ((file, _), kept) in unique.into_iter().zip(read) {
            sink.append(kept.said.clone());
            match &kept.meeting {
                Some(meeting) => {
                    if meeting.has_lost_title {
                        self.lose(&file.kind);
                    }
                    meetings.push(Arc::clone(meeting));
                }
                None => self.lose(&file.kind),
            }
        }
        meetings
    }

    /// Whether a file is of a known kind and can be read; what is wrong is told and remembered.
    fn take_in(&mut self, file: &File<'a>, sink: &mut Sink) -> bool {
        if let Kind::Misplaced(help) = &file.kind
            && !matches!(file.entry, Entry::Unreadable(_))
        {
            let message = format!("`{}` is no kind of file that belongs here", file.path);
            sink.push(
                Diagnostic::new(code::FILE_MISPLACED, file.start(), message).help(help.as_str()),
            );
            return false;
        }
        let is_readable = file.is_readable(sink);
        if !is_readable {
            self.lose(&file.kind);
        }
        is_readable
    }

    /// Remembers what is not known because a file could not be read.
    fn lose(&mut self, kind: &Kind) {
        match kind {
            Kind::People => self.unreadable.people = true,
            Kind::Teams => self.unreadable.teams = true,
            Kind::Glossary => self.unreadable.glossary = true,
            Kind::Actions => self.unreadable.actions = true,
            Kind::Decisions => self.unreadable.decisions = true,
            Kind::Set(id) => {
                self.unreadable.sets = true;
                self.unreadable.ids.push(id.clone());
            }
            Kind::Meeting(home) => {
                (self.unreadable.actions, self.unreadable.decisions) = (true, true);
                self.unreadable.ids.push(home.id.clone());
            }
            Kind::Briefing(home) | Kind::Page(home) => self.unreadable.ids.push(home.id.clone()),
            Kind::Site => (self.unreadable.site, self.unreadable.redact) = (true, true),
            Kind::Ledger
            | Kind::Agenda(_)
            | Kind::Attachment(..)
            | Kind::Misplaced(_)
            | Kind::Ignored => {}
        }
    }

    /// The one file of a kind.
    fn one<T>(
        &mut self,
        files: &[File<'a>],
        kind: &Kind,
        sink: &mut Sink,
        read: impl FnOnce(&SourceText<'a>, &mut Sink) -> Option<Whole<T>>,
    ) -> Option<T> {
        let file = files.iter().find(|file| file.kind == *kind)?;
        let found = read(&file.text(), sink);
        if !found.as_ref().is_some_and(|found| found.is_whole) {
            self.lose(kind);
        }
        found.map(|found| found.value)
    }

    /// Every set of recommendations.
    fn sets(&mut self, files: &[File<'a>], sink: &mut Sink) -> Vec<SetFile> {
        let mut sets = Vec::new();
        for file in files {
            let Kind::Set(id) = &file.kind else { continue };
            if !text::is_id(id) {
                sink.push(misnamed(file, id));
            }
            let set = recommendations::set(&file.text(), id, sink);
            if !set.as_ref().is_some_and(|set| set.is_whole) {
                self.lose(&file.kind);
            }
            sets.extend(set.map(|set| set.value));
        }
        sets
    }

    /// Every page of a kind, in parallel; what is said keeps the order of the files. Of two pages
    /// with one id the first is read.
    fn pages<T: Send>(
        &mut self,
        files: &[File<'a>],
        sink: &mut Sink,
        home: impl for<'f> Fn(&'f File<'a>) -> Option<&'f Home>,
        read: impl Fn(&Opened<'_>, &Home, &mut Sink) -> Option<T> + Sync,
    ) -> Vec<(Home, T)> {
        let unique = unique(files, home, sink);
        let read_one = |(file, home): &(&File<'a>, &Home)| {
            let mut said = Sink::default();
            let opened = Opened::open(file.text(), file.path, &mut said);
            let value = opened.and_then(|opened| read(&opened, home, &mut said));
            (value, said)
        };
        let read: Vec<(Option<T>, Sink)> = unique.par_iter().map(read_one).collect();
        let mut pages = Vec::with_capacity(read.len());
        for ((file, home), (value, said)) in unique.into_iter().zip(read) {
            sink.append(said);
            match value {
                Some(value) => pages.push((home.clone(), value)),
                None => self.lose(&file.kind),
            }
        }
        pages
    }
}

/// The addresses that were published once.
fn ledger(files: &[File<'_>], sink: &mut Sink) -> Vec<Text> {
    let file = files.iter().find(|file| file.kind == Kind::Ledger);
    file.map(|file| ledger::read(&file.text(), sink)).unwrap_or_default()
}

fn as_meeting(kind: &Kind) -> Option<&Home> {
    if let Kind::Meeting(home) = kind { Some(home) } else { None }
}

fn as_briefing(kind: &Kind) -> Option<&Home> {
    if let Kind::Briefing(home) = kind { Some(home) } else { None }
}

fn as_page(kind: &Kind) -> Option<&Home> {
    if let Kind::Page(home) = kind { Some(home) } else { None }
}

/// The pages whose ids can be had and are had once; the others are told.
fn unique<'f, 'a>(
    files: &'f [File<'a>],
    home: impl Fn(&'f File<'a>) -> Option<&'f Home>,
    sink: &mut Sink,
) -> Vec<(&'f File<'a>, &'f Home)> {
    let mut first: HashMap<&str, &File<'a>> = HashMap::new();
    let mut unique = Vec::new();
    for (file, home) in files.iter().filter_map(|file| Some((file, home(file)?))) {
        if !home.id.split('/').all(text::is_id) {
            sink.push(misnamed(file, &home.id));
        }
        if let Some(other) = first.get(home.id.as_str()) {
            sink.push(id_twice(file, other, &home.id));
        } else {
            first.insert(&home.id, file);
            unique.push((file, home));
        }
    }
    unique
}

fn misnamed(file: &File<'_>, id: &str) -> Diagnostic {
    let slugs: Vec<String> = id.split('/').map(text::slug).collect();
    invalid_id(file.start(), id, what(&file.kind)).help(format!("call it `{}`", slugs.join("/")))
}

/// What has the id, for messages.
fn what(kind: &Kind) -> &'static str {
    match kind {
        Kind::Meeting(_) => "a meeting",
        Kind::Briefing(_) => "a briefing",
        Kind::Set(_) => "a set of recommendations",
        _ => "a page",
    }
}

fn id_twice(file: &File<'_>, other: &File<'_>, id: &str) -> Diagnostic {
    let message = format!("`{id}` is the id of `{}` too", other.path);
    Diagnostic::new(code::ID_DUPLICATE, file.start(), message)
        .help(
            "rename one of the two: an id is the file's name, or its folder's, wherever that lies",
        )
        .related(other.start(), "the same id")
}

/// What lies beside the pages of bundles, by folder.
struct Beside<'f, 'a> {
    agendas: BTreeMap<&'f str, &'f File<'a>>,
    attachments: BTreeMap<&'f str, Vec<AttachedFile>>,
}

impl<'f, 'a> Beside<'f, 'a> {
    fn new(files: &'f [File<'a>]) -> Self {
        let (mut agendas, mut attachments) = (BTreeMap::new(), BTreeMap::<_, Vec<_>>::new());
        for file in files {
            match &file.kind {
                Kind::Agenda(folder) => drop(agendas.insert(folder.as_str(), file)),
                Kind::Attachment(folder, name) => {
                    let (name, entry) = (name.clone(), file.entry.clone());
                    let attached = AttachedFile { file: file.id, name, entry };
                    attachments.entry(folder.as_str()).or_default().push(attached);
                }
                _ => {}
            }
        }
        Self { agendas, attachments }
    }

    fn agenda(&self, home: &Home) -> Option<&'f File<'a>> {
        self.agendas.get(home.bundle.as_deref()?).copied()
    }

    fn attachments(&self, home: &Home) -> Vec<AttachedFile> {
        let of = home.bundle.as_deref().and_then(|folder| self.attachments.get(folder));
        of.cloned().unwrap_or_default()
    }

    /// All that a meeting is read from.
    fn origin(&self, file: &File<'a>, home: &Home) -> Origin {
        Origin {
            page: file.passage(),
            agenda: self.agenda(home).map(File::passage),
            attachments: self.attachments(home),
        }
    }
}
