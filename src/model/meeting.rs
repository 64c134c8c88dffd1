//! Meetings.

use std::sync::Arc;

use camino::Utf8PathBuf;
use chrono::{NaiveDate, NaiveDateTime};

use super::{
    ActionId, Address, AgendaDay, DecisionId, Extra, MeetingId, Name, PersonId, Prose, Reference,
    SeriesId,
};
use crate::{
    source::{Entry, FileId, Span, Spanned, stored::Stored},
    time::{Moment, Zone},
};

/// A meeting, of one day or several.
#[derive(Clone, Debug)]
pub(crate) struct Meeting {
    /// `plenary-15`
    pub id: MeetingId,
    /// The id under which it was first published, by which calendars know it for ever: its own, or
    /// an alias that was one.
    pub first_id: MeetingId,
    /// Its page's file.
    pub file: FileId,
    /// That file's path from the root.
    pub source: Utf8PathBuf,
    /// Where the title stands: what is wrong with the whole is said here.
    pub span: Span,
    /// "Plenary call #15".
    pub title: String,
    /// Its series; empty where the page does not say it, which is told.
    pub series: SeriesId,
    /// Its number in the series.
    pub number: Option<u32>,
    /// Where the number stands; the title where it has none.
    pub number_span: Span,
    /// First day, local.
    pub date: NaiveDate,
    /// Last day, local; the first day's where it has one only.
    pub end_date: NaiveDate,
    /// The start of the first day.
    pub start: Moment,
    /// The end of the last day.
    pub end: Moment,
    /// Its own zone.
    pub zone: Zone,
    /// Where.
    pub location: Option<String>,
    /// What its `status` says, where it says anything.
    pub stated_status: Option<MeetingStatus>,
    /// Other ids it answers to, and old addresses (these begin with `/`).
    pub aliases: Vec<Spanned<String>>,
    /// Who chaired.
    pub chair: Vec<Name>,
    /// One line for indexes and feeds.
    pub description: Option<String>,
    /// Not to be published yet.
    pub is_draft: bool,
    /// Where or when the minutes were approved.
    pub approved: Option<Approval>,
    /// When it was announced for another time, in order of day.
    pub moved: Vec<Moved>,
    /// What was corrected after publication, in order of day.
    pub amendments: Vec<Amendment>,
    /// None: nobody kept a log. Several: one a day.
    pub attendance: Vec<AttendanceLog>,
    /// What the meeting left behind.
    pub records: Vec<Record>,
    /// How to take part.
    pub joins: Vec<Join>,
    /// The agenda, from `agenda.toml` or its section; in order of day.
    pub agenda: Vec<AgendaDay>,
    /// The body, in order. The agenda of an `agenda.toml` stands before it.
    pub parts: Vec<Part>,
    /// The files of its bundle.
    pub attachments: Vec<Attachment>,
    /// Own keys.
    pub extra: Extra,
}

/// What a meeting is, on a day or by its own word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum MeetingStatus {
    /// To come.
    Scheduled,
    /// Over, or on.
    Held,
    /// Off.
    Cancelled,
}

impl MeetingStatus {
    /// The word of the format: `scheduled`, `held`, `cancelled`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::Held => "held",
            Self::Cancelled => "cancelled",
        }
    }
}

/// How minutes came to be approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Approval {
    /// At a meeting.
    At(MeetingId),
    /// On a day.
    On(NaiveDate),
}

/// A meeting that was announced for another time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Moved {
    /// The day it was moved.
    pub on: NaiveDate,
    /// Local, as announced before.
    pub from: Option<NaiveDateTime>,
    /// Why.
    pub why: Option<String>,
}

/// What was corrected after publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Amendment {
    /// When.
    pub date: NaiveDate,
    /// What.
    pub what: String,
}

/// Who was there.
#[derive(Clone, Debug, Default)]
pub(crate) struct AttendanceLog {
    /// The day it is of, in a meeting that keeps a log a day; else none.
    pub day: Option<NaiveDate>,
    /// Listed under `members`, partly present ones included, each once.
    pub members: Vec<PersonId>,
    /// Staff.
    pub staff: Vec<Name>,
    /// Observers.
    pub observers: Vec<Name>,
    /// Guests.
    pub guests: Vec<Name>,
    /// Excused.
    pub apologies: Vec<PersonId>,
    /// Present for a part, and in what way.
    pub partial: Vec<(PersonId, String)>,
    /// Those present who took part from afar.
    pub remote: Vec<Name>,
}

/// The kinds of what a meeting leaves behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum RecordKind {
    Recording,
    Audio,
    Transcript,
    Chat,
    Slides,
    Report,
    Document,
    Reading,
    Map,
    Other,
}

impl RecordKind {
    /// Every kind, in the order of the format.
    pub(crate) const ALL: [Self; 10] = [
        Self::Recording,
        Self::Audio,
        Self::Transcript,
        Self::Chat,
        Self::Slides,
        Self::Report,
        Self::Document,
        Self::Reading,
        Self::Map,
        Self::Other,
    ];

    /// The word of the format.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Recording => "recording",
            Self::Audio => "audio",
            Self::Transcript => "transcript",
            Self::Chat => "chat",
            Self::Slides => "slides",
            Self::Report => "report",
            Self::Document => "document",
            Self::Reading => "reading",
            Self::Map => "map",
            Self::Other => "other",
        }
    }
}

/// What a meeting or briefing left behind.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    /// What it is.
    pub kind: RecordKind,
    /// Its words.
    pub title: String,
    /// Where it is.
    pub place: RecordPlace,
    /// BCP 47.
    pub language: Option<String>,
    /// Of a recording: `53:40`.
    pub length: Option<String>,
    /// Own keys.
    pub extra: Extra,
}

/// Where a record is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RecordPlace {
    /// On another site.
    Url(String),
    /// Beside the page: its address, and its size in bytes.
    File {
        /// On this site.
        address: Address,
        /// Its size.
        bytes: u64,
    },
}

/// How to take part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Join {
    /// For whom.
    pub audience: Option<String>,
    /// Its words.
    pub title: String,
    /// Where.
    pub url: Option<String>,
}

/// A file of a bundle.
#[derive(Clone, Debug)]
pub(crate) struct Attachment {
    /// Its path below the bundle's folder, in NFC.
    pub name: Arc<str>,
    /// Where it lies on the site.
    pub address: Address,
    /// Its content, or where that is.
    pub entry: Entry,
}

impl Attachment {
    /// Its size in bytes.
    pub(crate) fn bytes(&self) -> u64 {
        match &self.entry {
            Entry::Bytes(bytes) => bytes.len() as u64,
            Entry::OnDisk { bytes, .. } => *bytes,
            Entry::Unreadable(_) => 0,
        }
    }
}

/// A part of a meeting's body.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// Kept as written, headings included.
    Prose(Stored<Reference>),
    /// Where the agenda stands.
    Agenda,
    /// A table or list of action items: each row's item and the place of its event in
    /// [`Action::events`](super::Action::events).
    Actions(Vec<(ActionId, usize)>),
    /// A list of decisions.
    Decisions(Vec<DecisionId>),
}

impl Part {
    /// Its text; none where it is something else.
    pub(crate) fn prose(&self) -> Prose {
        match self {
            Self::Prose(prose) => prose.blocks(),
            Self::Agenda | Self::Actions(_) | Self::Decisions(_) => Prose::new(),
        }
    }
}
