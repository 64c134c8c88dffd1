//! What a person wrote, file by file, with places; names not yet looked up.

use std::{collections::BTreeMap, sync::Arc};

use camino::Utf8PathBuf;
use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

use crate::{
    model::{
        Amendment, Deliverable, Extra, IdSlot, ItemKind, Join, MeetingStatus, Membership,
        RecordKind, Site, Unreadable,
    },
    source::{
        Dates, Entry, FileId, Span, Spanned,
        prose::{Block, Inline, Written},
        stored::Stored,
    },
    time::Zone,
};

/// A text with its place.
pub(crate) type Text = Spanned<String>;

/// All of `content/`, read.
#[derive(Debug)]
pub(crate) struct Contents {
    /// `site.toml`; nothing of it has to be looked up.
    pub site: Site,
    /// `people.toml`.
    pub people: Vec<PersonEntry>,
    /// `people.toml`.
    pub groups: Vec<GroupEntry>,
    /// `teams.toml`.
    pub teams: Vec<TeamEntry>,
    /// `glossary.toml`.
    pub terms: Vec<TermEntry>,
    /// `actions.toml`.
    pub actions: Vec<ActionEntry>,
    /// `decisions.toml`.
    pub decisions: Vec<DecisionEntry>,
    /// `recommendations/`, a file a set.
    pub sets: Vec<SetFile>,
    /// `.addresses`: what was published once, an address a line.
    pub ledger: Vec<Text>,
    /// `meetings/`.
    pub meetings: Vec<Arc<MeetingFile>>,
    /// `briefings/`.
    pub briefings: Vec<BriefingFile>,
    /// `pages/`.
    pub pages: Vec<PageFile>,
    /// When files were published and changed, by path; a page's files are told at its own.
    pub dates: BTreeMap<Utf8PathBuf, Dates>,
    /// Files of the archive that could not be read, or not whole: nothing is said about links to
    /// what they may hold. By kind, so that an unreadable roster silences unknown people, and an
    /// unreadable meeting only its own id.
    pub unreadable: Unreadable,
}

/// A `[[person]]`.
#[derive(Debug)]
pub(crate) struct PersonEntry {
    /// As given, or the slug of the name.
    pub id: Text,
    pub name: Text,
    pub aliases: Vec<Text>,
    pub affiliation: Option<String>,
    pub country: Option<String>,
    pub zone: Option<Zone>,
    pub links: Vec<(String, String)>,
    pub memberships: Vec<Membership>,
    pub extra: Extra,
}

/// A `[[group]]`.
#[derive(Debug)]
pub(crate) struct GroupEntry {
    pub id: Text,
    pub name: Text,
    pub aliases: Vec<Text>,
    pub members: Vec<Text>,
    pub extra: Extra,
}

/// A `[[team]]`.
#[derive(Debug)]
pub(crate) struct TeamEntry {
    pub id: Text,
    pub name: Text,
    pub rapporteurs: Vec<Text>,
    pub members: Vec<Text>,
    pub series: Option<Text>,
    pub start: Option<NaiveDate>,
    pub end: Option<NaiveDate>,
    pub links: Vec<(String, String)>,
    pub description: Vec<Block<Written>>,
    pub extra: Extra,
}

/// A line of `[terms]`.
#[derive(Debug)]
pub(crate) struct TermEntry {
    pub term: Text,
    pub text: String,
    /// The id of a page.
    pub page: Option<Text>,
}

/// An `[[action]]`.
#[derive(Debug)]
pub(crate) struct ActionEntry {
    pub id: Text,
    pub title: Vec<Inline<Written>>,
    pub title_span: Span,
    pub owners: Vec<Text>,
    /// A TOML date, or words as in a table.
    pub due: Option<Text>,
    pub opened: Spanned<NaiveDate>,
    pub source: Option<Text>,
    pub category: Option<String>,
    pub status: Option<Text>,
    pub note: Option<Vec<Inline<Written>>>,
    pub updates: Vec<ActionUpdate>,
    pub extra: Extra,
}

/// An `[[action.update]]`.
#[derive(Debug)]
pub(crate) struct ActionUpdate {
    pub span: Span,
    pub date: Spanned<NaiveDate>,
    pub title: Option<Vec<Inline<Written>>>,
    pub owners: Option<Vec<Text>>,
    pub due: Option<Text>,
    pub status: Option<Text>,
    pub note: Option<Vec<Inline<Written>>>,
    pub source: Option<Text>,
}

/// A `[[decision]]`.
#[derive(Debug)]
pub(crate) struct DecisionEntry {
    pub id: Text,
    pub date: Spanned<NaiveDate>,
    pub source: Option<Text>,
    pub text: Vec<Block<Written>>,
    pub text_span: Span,
    pub replaces: Vec<Text>,
    pub amends: Vec<Text>,
    pub clarifies: Vec<Text>,
    pub extra: Extra,
}

/// A set of recommendations.
#[derive(Debug)]
pub(crate) struct SetFile {
    /// The file's stem.
    pub id: String,
    pub file: FileId,
    pub title: Text,
    pub name: Text,
    pub issued: Option<NaiveDate>,
    pub url: Option<String>,
    /// Empty: the usual words.
    pub statuses: Vec<String>,
    pub recommendations: Vec<RecEntry>,
    pub extra: Extra,
}

/// A `[[recommendation]]`. Its statuses have been held against the set's words.
#[derive(Debug)]
pub(crate) struct RecEntry {
    pub number: Text,
    pub title: Text,
    pub text: Vec<Block<Written>>,
    pub group: Option<String>,
    pub status: Option<Text>,
    pub priority: Option<String>,
    pub owners: Vec<Text>,
    pub target: Option<NaiveDate>,
    pub deliverables: Vec<Deliverable>,
    pub updates: Vec<RecUpdateEntry>,
    pub extra: Extra,
}

/// A `[[recommendation.update]]`.
#[derive(Debug)]
pub(crate) struct RecUpdateEntry {
    pub date: Spanned<NaiveDate>,
    pub status: Option<Text>,
    pub target: Option<NaiveDate>,
    pub meeting: Option<Text>,
    pub note: Option<String>,
    pub extra: Extra,
}

/// A meeting's page, with its `agenda.toml` and its bundle's files.
#[derive(Debug)]
pub(crate) struct MeetingFile {
    /// Whether it has a title that could not be read, by which it may be spoken of.
    pub has_lost_title: bool,
    pub id: String,
    pub file: FileId,
    /// Where the front matter ends and the text begins, in bytes.
    pub body_at: usize,
    pub path: Utf8PathBuf,
    pub title: Text,
    /// Empty where the page does not say it, which is told.
    pub series: Text,
    pub number: Option<Spanned<u32>>,
    pub date: Spanned<NaiveDate>,
    pub end_date: Option<Spanned<NaiveDate>>,
    pub start: Spanned<NaiveTime>,
    pub ends: Ends,
    /// Its own, or the site's.
    pub zone: Zone,
    /// Which of two readings of a local time: `fold = 1` takes the later, `fold = 0` the earlier.
    pub takes_later_fold: Option<bool>,
    pub location: Option<String>,
    pub status: Option<MeetingStatus>,
    pub aliases: Vec<Text>,
    pub chair: Vec<Text>,
    pub description: Option<String>,
    pub is_draft: bool,
    /// The days that it states itself.
    pub dates: Dates,
    pub approved: Option<ApprovedEntry>,
    pub moved: Vec<MovedEntry>,
    pub amendments: Vec<Amendment>,
    pub attendance: Vec<LogEntry>,
    pub records: Vec<RecordEntry>,
    /// Whether a record could not be read, so that it is not known which files are named.
    pub has_lost_record: bool,
    pub joins: Vec<Join>,
    /// From `agenda.toml`, or else from the agenda sections.
    pub agenda: Vec<AgendaDayEntry>,
    /// Whether the agenda is `agenda.toml`'s, which stands before the body.
    pub has_agenda_file: bool,
    pub body: Vec<Section>,
    pub attachments: Vec<AttachedFile>,
    pub extra: Extra,
}

/// How the end of a meeting is said.
#[derive(Debug)]
pub(crate) enum Ends {
    /// A time of the last day.
    At(Spanned<NaiveTime>),
    /// A length.
    After(Spanned<Duration>),
}

/// `approved`
#[derive(Debug)]
pub(crate) enum ApprovedEntry {
    /// The id of a meeting.
    At(Text),
    /// A day.
    On(NaiveDate),
}

/// A `[[moved]]`.
#[derive(Debug)]
pub(crate) struct MovedEntry {
    pub on: Spanned<NaiveDate>,
    pub from: Option<NaiveDateTime>,
    pub why: Option<String>,
}

/// An `[attendance]`, or one `[[attendance]]` a day.
#[derive(Debug)]
pub(crate) struct LogEntry {
    pub day: Option<Spanned<NaiveDate>>,
    pub members: Vec<Text>,
    pub staff: Vec<Text>,
    pub observers: Vec<Text>,
    pub guests: Vec<Text>,
    pub apologies: Vec<Text>,
    /// Name, and in what way.
    pub partial: Vec<(Text, String)>,
    pub remote: Vec<Text>,
}

/// A `[[record]]`.
#[derive(Debug)]
pub(crate) struct RecordEntry {
    pub kind: RecordKind,
    pub title: String,
    pub place: RecordPlaceEntry,
    pub language: Option<String>,
    pub length: Option<String>,
    pub extra: Extra,
}

/// Where a record is.
#[derive(Debug)]
pub(crate) enum RecordPlaceEntry {
    /// A URL of an allowed scheme.
    Url(String),
    /// A file beside the page, not yet looked up.
    File(Text),
}

/// A file of a bundle that is no page itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AttachedFile {
    /// The file, to say a place in.
    pub file: FileId,
    /// Below the bundle's folder, in NFC: `slides.pdf`, `img/map.png`.
    pub name: String,
    pub entry: Entry,
}

/// A day of an agenda.
#[derive(Debug)]
pub(crate) struct AgendaDayEntry {
    /// Its heading or table.
    pub span: Span,
    pub date: Option<Spanned<NaiveDate>>,
    /// "Day 1".
    pub title: Option<String>,
    pub start: Option<Spanned<NaiveTime>>,
    pub end: Option<Spanned<NaiveTime>>,
    /// Its own zone, where one is said.
    pub zone: Option<Zone>,
    pub location: Option<String>,
    pub items: Vec<AgendaItemEntry>,
}

/// An item of an agenda.
#[derive(Debug)]
pub(crate) struct AgendaItemEntry {
    pub span: Span,
    pub start: Option<Spanned<NaiveTime>>,
    pub end: Option<Spanned<NaiveTime>>,
    /// The zone that stands beside the time, where one does.
    pub zone: Option<Zone>,
    /// As given; in a Markdown list, the list's own ("3", "a").
    pub number: Option<Text>,
    /// The title, without its time and `{#id}`.
    pub title: Vec<Inline<Written>>,
    pub kind: Option<ItemKind>,
    pub presenters: Vec<Text>,
    /// `ssr1/10`; only `agenda.toml` says these outright.
    pub recommendations: Option<Vec<Text>>,
    pub body: Vec<Block<Written>>,
    pub items: Vec<AgendaItemEntry>,
    pub extra: Extra,
}

/// A part of a meeting's body, in order; headings are prose.
#[derive(Debug)]
pub(crate) enum Section {
    /// A stretch of text.
    Prose(Stored<Written>),
    /// Where an agenda section's list stands; its items are in [`MeetingFile::agenda`].
    Agenda,
    /// A table or list of action items.
    Actions(Vec<ActionRow>),
    /// A list of decisions.
    Decisions(Vec<DecisionItem>),
}

/// A row of a table of action items, or an item of such a list.
#[derive(Debug)]
pub(crate) struct ActionRow {
    /// The row or the item's first line.
    pub span: Span,
    /// The `ID` cell, or `{#P15-4}`.
    pub id: Option<Text>,
    /// Where one can be written.
    pub id_slot: IdSlot,
    pub title: Vec<Inline<Written>>,
    /// The `Action` cell, or the item's text.
    pub title_span: Span,
    /// Whether the title has to be read the way it is said: "Denise Michel to circulate the draft
    /// by 23 June (complete)".
    pub is_spoken: bool,
    /// An empty cell, or a column that is not there, is none.
    pub owner: Option<Text>,
    pub due: Option<Text>,
    pub status: Option<Text>,
    pub note: Option<Vec<Inline<Written>>>,
    /// The place of the `Owner` cell when it is there but empty; the title's otherwise.
    pub owner_place: Span,
    /// The same of the `Due` cell.
    pub due_place: Span,
    /// Whether there is a `Due` cell and nothing in it.
    pub has_empty_due: bool,
    /// Of a row with more cells than its table has columns, how many there are of both.
    pub surplus: Option<(usize, usize)>,
}

/// An item of a list of decisions.
#[derive(Debug)]
pub(crate) struct DecisionItem {
    pub span: Span,
    pub id: Option<Text>,
    /// Where one can be written.
    pub id_slot: IdSlot,
    pub replaces: Vec<Text>,
    pub amends: Vec<Text>,
    pub clarifies: Vec<Text>,
    /// What was decided, without `{#…}`.
    pub text: Vec<Block<Written>>,
}

/// A briefing's page.
#[derive(Debug)]
pub(crate) struct BriefingFile {
    pub id: String,
    pub file: FileId,
    /// Where the front matter ends and the text begins, in bytes.
    pub body_at: usize,
    pub path: Utf8PathBuf,
    pub title: Text,
    pub description: Option<String>,
    pub meeting: Option<Text>,
    pub date: Option<Spanned<NaiveDate>>,
    pub presenters: Vec<Text>,
    pub recommendations: Vec<Text>,
    pub records: Vec<RecordEntry>,
    /// Whether a record could not be read, so that it is not known which files are named.
    pub has_lost_record: bool,
    pub aliases: Vec<Text>,
    pub is_draft: bool,
    /// The days that it states itself.
    pub dates: Dates,
    pub body: Vec<Block<Written>>,
    pub attachments: Vec<AttachedFile>,
    pub extra: Extra,
}

/// An ordinary page.
#[derive(Debug)]
pub(crate) struct PageFile {
    /// Its path below `pages/`.
    pub id: String,
    pub file: FileId,
    /// Where the front matter ends and the text begins, in bytes.
    pub body_at: usize,
    pub path: Utf8PathBuf,
    pub title: Text,
    pub nav: Option<i64>,
    pub description: Option<String>,
    pub aliases: Vec<Text>,
    pub is_draft: bool,
    /// The days that it states itself.
    pub dates: Dates,
    pub body: Vec<Block<Written>>,
    pub attachments: Vec<AttachedFile>,
    pub extra: Extra,
}
