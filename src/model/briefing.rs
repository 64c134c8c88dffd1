//! Briefings.

use camino::Utf8PathBuf;
use chrono::NaiveDate;

use super::{Attachment, BriefingId, Extra, MeetingId, Name, Prose, RecId, Record};
use crate::source::{FileId, Span, Spanned};

/// A briefing's page.
#[derive(Clone, Debug)]
pub(crate) struct Briefing {
    /// `2017-07-11-ssr1-rec-10`
    pub id: BriefingId,
    /// The id under which it was first published, by which feeds know it for ever: its own, or an
    /// alias that was one.
    pub first_id: BriefingId,
    /// Its file.
    pub file: FileId,
    /// That file's path from the root.
    pub source: Utf8PathBuf,
    /// Where the title stands.
    pub span: Span,
    /// Its title.
    pub title: String,
    /// One line for indexes and feeds.
    pub description: Option<String>,
    /// Where it was given.
    pub meeting: Option<MeetingId>,
    /// Its own date, or its meeting's first day.
    pub date: NaiveDate,
    /// Who presented.
    pub presenters: Vec<Name>,
    /// What it was on.
    pub recommendations: Vec<RecId>,
    /// What it left behind.
    pub records: Vec<Record>,
    /// Other ids and old addresses.
    pub aliases: Vec<Spanned<String>>,
    /// Not to be published yet.
    pub is_draft: bool,
    /// Its text.
    pub body: Prose,
    /// The files of its bundle.
    pub attachments: Vec<Attachment>,
    /// Own keys.
    pub extra: Extra,
}
