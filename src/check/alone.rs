//! What is found in the text of each file by itself: `time/weekday`, `privacy/passcode`,
//! `privacy/phone`, `text/lookalike`, `text/control`. It is kept, so that an edit costs what it changes.

use std::{collections::HashMap, sync::Arc};

use chrono::NaiveDate;
use rayon::prelude::*;

use super::{Context, privacy, text, time};
use crate::{
    diagnostic::{Diagnostic, Sink},
    source::{FileId, SourceFile, Span},
};

/// What was found last, by file.
#[derive(Debug, Default)]
pub(crate) struct Memory(HashMap<FileId, Kept>);

/// What was found in a file, and what it depends on.
#[derive(Clone, Debug)]
struct Kept {
    text: Arc<str>,
    near: Option<Near>,
    said: Vec<Diagnostic>,
    /// Words that may be disguised, as the rest of the archive tells.
    disguised: Vec<Span>,
}

/// How the days of a file are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Near {
    /// What a day without a year is near to.
    pub(super) day: NaiveDate,
    /// Whether days without a year are read at all; not in data.
    pub(super) needs_year: bool,
}

/// Reads every file that has changed since it was read last.
pub(super) fn check(context: &Context<'_>, memory: &mut Memory, sink: &mut Sink) {
    let days = days(context);
    let files: Vec<(FileId, &SourceFile)> = context.sources.iter().collect();
    let kept: Vec<(FileId, Kept)> = files
        .par_iter()
        .map(|&(id, file)| {
            let near = days.get(&id).copied();
            (id, memory.recall(id, file, near).unwrap_or_else(|| Kept::read(id, file, near)))
        })
        .collect();
    sink.extend(kept.iter().flat_map(|(_, kept)| &kept.said).cloned());
    let disguised: Vec<Span> = kept.iter().flat_map(|(_, kept)| &kept.disguised).copied().collect();
    text::disguises(context.sources, &disguised, sink);
    memory.0 = kept.into_iter().collect();
}

/// How the days of pages and data files are read; of others, and of pages that could not be read,
/// they are not.
fn days(context: &Context<'_>) -> HashMap<FileId, Near> {
    let (archive, as_of) = (context.archive, context.registers.as_of);
    let meetings = archive.meetings.values().map(|meeting| (meeting.file, meeting.date));
    let briefings = archive.briefings.values().map(|briefing| (briefing.file, briefing.date));
    let pages = archive.pages.values().map(|page| (page.file, as_of));
    let of_pages = meetings.chain(briefings).chain(pages);
    let data = context.sources.iter().filter(|(_, file)| file.path.extension() == Some("toml"));
    of_pages
        .map(|(file, day)| (file, Near { day, needs_year: false }))
        .chain(data.map(|(file, _)| (file, Near { day: as_of, needs_year: true })))
        .collect()
}

impl Memory {
    fn recall(&self, id: FileId, file: &SourceFile, near: Option<Near>) -> Option<Kept> {
        self.0.get(&id).filter(|kept| kept.near == near && file.has_text(&kept.text)).cloned()
    }
}

impl Kept {
    fn read(id: FileId, file: &SourceFile, near: Option<Near>) -> Self {
        let mut said = privacy::of_file(id, file);
        let (of_text, disguised) = text::of_file(id, file);
        said.extend(of_text);
        said.extend(near.into_iter().flat_map(|near| time::of_file(id, file, near)));
        Self { text: Arc::clone(&file.text), near, said, disguised }
    }
}
