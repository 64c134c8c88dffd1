//! Meetings as they were read, kept so that an edit costs what it changes: nearly all of an archive
//! is the text of meetings.

use std::sync::Arc;

use camino::Utf8Path;
use hashbrown::HashMap;
use rayon::prelude::*;

use super::written::{AttachedFile, MeetingFile};
use crate::{
    diagnostic::Sink,
    source::{Entry, FileId, SourceFile},
};

/// Texts in order of path and meetings by path, as they were read last.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    texts: Vec<(Entry, Arc<SourceFile>)>,
    /// The site that they were read with, as its file has it.
    site: Option<Passage>,
    meetings: HashMap<String, Arc<Kept>>,
}

/// A file and its text. The number is part of all places that are said in it.
#[derive(Clone, Debug, Eq)]
pub(super) struct Passage {
    pub(super) file: FileId,
    pub(super) text: Arc<str>,
}

impl PartialEq for Passage {
    fn eq(&self, other: &Self) -> bool {
        let is_same = || Arc::ptr_eq(&self.text, &other.text) || self.text == other.text;
        self.file == other.file && is_same()
    }
}

/// A meeting and all that it was read from.
#[derive(Debug)]
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
    /// The texts of files, which are in order of their paths, where they are known by what they
    /// were read from.
    pub(super) fn sources(
        &mut self,
        files: &[(&Utf8Path, &Entry)],
        read: impl Fn(&Utf8Path, &Entry) -> SourceFile + Sync,
    ) -> Vec<Arc<SourceFile>> {
        let texts = files.par_iter().enumerate().map(|(at, (path, entry))| {
            let known = self.text(at, path).filter(|(last, _)| last == *entry);
            let file = known.map(|(_, file)| Arc::clone(file));
            ((*entry).clone(), file.unwrap_or_else(|| Arc::new(read(path, entry))))
        });
        self.texts = texts.collect();
        self.texts.iter().map(|(_, file)| Arc::clone(file)).collect()
    }

    /// What was read last at a path, which nearly always has the same place among all.
    fn text(&self, at: usize, path: &Utf8Path) -> Option<&(Entry, Arc<SourceFile>)> {
        let here = self.texts.get(at).filter(|(_, file)| file.path.as_str() == path.as_str());
        here.or_else(|| {
            let found = self.texts.binary_search_by(|(_, file)| file.path.as_path().cmp(path));
            found.ok().and_then(|at| self.texts.get(at))
        })
    }

    /// Forgets all that was read with another site.
    pub(super) fn keep_to(&mut self, site: Option<Passage>) {
        if self.site != site {
            (self.site, self.meetings) = (site, HashMap::new());
        }
    }

    /// What was read last from just this.
    pub(super) fn recall(&self, path: &Utf8Path, from: &Origin) -> Option<Arc<Kept>> {
        self.meetings.get(path.as_str()).filter(|kept| kept.from == *from).cloned()
    }

    /// Keeps what was read now, and nothing else.
    pub(super) fn keep<'p>(&mut self, read: impl Iterator<Item = (&'p Utf8Path, &'p Arc<Kept>)>) {
        self.meetings = read.map(|(path, kept)| (path.to_string(), Arc::clone(kept))).collect();
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
