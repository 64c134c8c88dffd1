//! The files beside a page: those of its records, and those that nothing names.

use std::collections::HashSet;

use camino::Utf8Path;
use unicode_normalization::UnicodeNormalization;

use super::{Known, place, prose::Scribe, targets::attachment_address};
use crate::{
    content::written::{
        AttachedFile, BriefingFile, MeetingFile, PageFile, RecordEntry, RecordPlaceEntry, Text,
    },
    diagnostic::{Diagnostic, Sink, code},
    model::{Attachment, Record, RecordPlace},
    source::Span,
    text::all_near,
};

/// The files of a page's folder.
#[derive(Clone, Copy)]
pub(super) struct Bundle<'b> {
    /// The folder of its kind on the site: `meetings`, or nothing for pages.
    pub(super) kind: &'static str,
    /// The page's id.
    pub(super) id: &'b str,
    /// The page's source.
    pub(super) path: &'b Utf8Path,
    /// The files beside it.
    pub(super) files: &'b [AttachedFile],
    /// Whether a record of it could not be read, which may name any of them.
    has_lost_record: bool,
}

impl<'b> Bundle<'b> {
    /// The files beside a meeting's page.
    pub(super) fn of_meeting(file: &'b MeetingFile) -> Self {
        let has_lost_record = file.has_lost_record;
        let (id, path, files) = (&file.id, &file.path, &file.attachments);
        Self { kind: "meetings", id, path, files, has_lost_record }
    }

    /// The files beside a briefing.
    pub(super) fn of_briefing(file: &'b BriefingFile) -> Self {
        let has_lost_record = file.has_lost_record;
        let (id, path, files) = (&file.id, &file.path, &file.attachments);
        Self { kind: "briefings", id, path, files, has_lost_record }
    }

    /// The files beside an ordinary page.
    pub(super) fn of_page(file: &'b PageFile) -> Self {
        let (id, path, files) = (&file.id, &file.path, &file.attachments);
        Self { kind: "", id, path, files, has_lost_record: false }
    }

    /// The files with their addresses.
    pub(super) fn attachments(self) -> Vec<Attachment> {
        let attachment = |file: &AttachedFile| Attachment {
            name: file.name.as_str().into(),
            address: attachment_address(self.kind, self.id, &file.name),
            entry: file.entry.clone(),
        };
        self.files.iter().map(attachment).collect()
    }

    /// What a meeting or briefing left behind; a file that is not there is said and left out.
    pub(super) fn records(self, entries: &[RecordEntry], scribe: &mut Scribe<'_>) -> Vec<Record> {
        let record = |entry: &RecordEntry| {
            Some(Record {
                kind: entry.kind,
                title: entry.title.clone(),
                place: self.place(&entry.place, scribe)?,
                language: entry.language.clone(),
                length: entry.length.clone(),
                extra: entry.extra.clone(),
            })
        };
        entries.iter().filter_map(record).collect()
    }

    fn place(self, written: &RecordPlaceEntry, scribe: &mut Scribe<'_>) -> Option<RecordPlace> {
        let name = match written {
            RecordPlaceEntry::Url(url) => return Some(RecordPlace::Url(url.clone())),
            RecordPlaceEntry::File(name) => name,
        };
        let Some(file) = self.file(name) else {
            scribe.sink.push(self.no_file(scribe.known, name));
            // one of them was meant
            self.attachments().iter().for_each(|file| scribe.file(&file.address));
            return None;
        };
        let address = attachment_address(self.kind, self.id, &file.name);
        scribe.file(&address);
        Some(RecordPlace::File { address, bytes: bytes(file) })
    }

    fn file(self, name: &Text) -> Option<&'b AttachedFile> {
        let wanted: String = name.value.nfc().collect();
        let wanted = wanted.strip_prefix("./").unwrap_or(&wanted);
        self.files.iter().find(|file| file.name == wanted)
    }

    fn no_file(self, known: &Known<'_>, name: &Text) -> Diagnostic {
        let message = format!("there is no file `{}` beside this page", name.value);
        let said = Diagnostic::new(code::LINK_FILE, name.span, message);
        let near = all_near(&name.value, self.files.iter().map(|file| file.name.as_str()));
        let near: Vec<String> = near.into_iter().map(str::to_owned).collect();
        let folder = self.path.parent().map_or("", Utf8Path::as_str);
        let otherwise = if self.path.file_name() == Some("index.md") {
            format!("put `{}` into `{folder}/`", name.value)
        } else {
            let bundle = self.path.with_extension("");
            format!("move the page to `{bundle}/index.md` and put the file beside it")
        };
        place::suggest(known.sources, said, name, &near, otherwise)
    }

    /// Says which files no record and no text of the archive names; one that cannot be read is told
    /// as that.
    fn unlinked(self, named: &HashSet<String>, sink: &mut Sink) {
        if self.has_lost_record {
            return;
        }
        for file in self.files.iter().filter(|file| is_readable(file)) {
            let address = attachment_address(self.kind, self.id, &file.name);
            if !named.contains(address.path()) {
                sink.push(self.names_nothing(file));
            }
        }
    }

    fn names_nothing(self, file: &AttachedFile) -> Diagnostic {
        let name = &file.name;
        let message = format!("nothing names `{name}`, which lies beside `{}`", self.path);
        let help = match self.kind {
            "" => format!("link to it with `[text]({name})`, or delete it"),
            _ => format!(
                "name it in a `[[record]]` with `file = \"{name}\"`, link to it with `[text]({name})`, or delete it"
            ),
        };
        Diagnostic::new(code::ATTACHMENT_UNLINKED, Span::new(file.file, 0..0), message)
            .help(help)
            .why("it would be published all the same, where no reader finds it")
    }
}

const fn is_readable(file: &AttachedFile) -> bool {
    !matches!(file.entry, crate::source::Entry::Unreadable(_))
}

fn bytes(file: &AttachedFile) -> u64 {
    match &file.entry {
        crate::source::Entry::Bytes(bytes) => bytes.len() as u64,
        crate::source::Entry::OnDisk { bytes, .. } => *bytes,
        crate::source::Entry::Unreadable(_) => 0,
    }
}

/// Says which files of all bundles nothing names, unless a page that may do so could not be read.
pub(super) fn check_unlinked(known: &Known<'_>, named: &HashSet<String>, sink: &mut Sink) {
    let contents = known.contents;
    if !contents.unreadable.ids.is_empty() {
        return;
    }
    let meetings = contents.meetings.iter().map(|meeting| Bundle::of_meeting(meeting));
    let briefings = contents.briefings.iter().map(Bundle::of_briefing);
    let pages = contents.pages.iter().map(Bundle::of_page);
    meetings.chain(briefings).chain(pages).for_each(|bundle| bundle.unlinked(named, sink));
}
