//! Meetings as they were read, kept so that an edit costs what it changes: nearly all of an archive
//! is the text of meetings.

use std::{collections::HashMap, sync::Arc};

use camino::{Utf8Path, Utf8PathBuf};

use super::written::{AttachedFile, MeetingFile};
use crate::{diagnostic::Sink, source::FileId};

/// Meetings by path, as they were read last.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// The site that they were read with, as its file has it.
    site: Option<Passage>,
    meetings: HashMap<Utf8PathBuf, Kept>,
}

/// A file and its text. The number is part of all places that are said in it.
type Passage = (FileId, Arc<str>);

/// A meeting and all that it was read from.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    from: Origin,
    /// None where too much is wrong with it.
    pub(super) meeting: Option<Arc<MeetingFile>>,
    /// What was said.
    pub(super) said: Sink,
}

/// What a meeting is read from, its site aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    pub(super) page: Passage,
    /// The `agenda.toml` beside it.
    pub(super) agenda: Option<Passage>,
    /// The other files beside it.
    pub(super) attachments: Vec<AttachedFile>,
}

impl Memory {
    /// Forgets all that was read with another site.
    pub(super) fn keep_to(&mut self, site: Option<Passage>) {
        if self.site != site {
            *self = Self { site, ..Self::default() };
        }
    }

    /// What was read last from just this.
    pub(super) fn recall(&self, path: &Utf8Path, from: &Origin) -> Option<Kept> {
        self.meetings.get(path).filter(|kept| kept.from == *from).cloned()
    }

    /// Keeps what was read now, and nothing else.
    pub(super) fn keep<'p>(&mut self, read: impl Iterator<Item = (&'p Utf8Path, &'p Kept)>) {
        self.meetings = read.map(|(path, kept)| (path.to_owned(), kept.clone())).collect();
    }
}

impl Kept {
    /// Reads a meeting.
    pub(super) fn read(from: Origin, read: impl FnOnce(&mut Sink) -> Option<MeetingFile>) -> Self {
        let mut said = Sink::default();
        let attachments = from.attachments.clone();
        let meeting = read(&mut said).map(|one| Arc::new(MeetingFile { attachments, ..one }));
        Self { from, meeting, said }
    }
}
