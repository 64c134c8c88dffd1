//! Values that several files of the open data hold.

use std::borrow::Borrow;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    model::{Address, Archive, Extra, Name, Owner, Record, RecordPlace, Target},
    render::Context,
    time::Moment,
};

/// A day: `2017-06-13`.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(transparent)]
#[schemars(extend("format" = "date"))]
pub(crate) struct Day(#[schemars(with = "String")] pub NaiveDate);

/// An instant in UTC: `2017-06-13T06:00:00Z`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(transparent)]
#[schemars(extend("format" = "date-time", "pattern" = "Z$"))]
pub(crate) struct Instant(pub(super) String);

impl From<&Moment> for Instant {
    fn from(moment: &Moment) -> Self {
        Self(moment.rfc3339_utc())
    }
}

/// An instant on the clock of its zone, with the offset: `2017-05-14T08:30:00+02:00`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(transparent)]
#[schemars(extend("format" = "date-time"))]
pub(crate) struct LocalTime(pub(super) String);

impl From<&Moment> for LocalTime {
    fn from(moment: &Moment) -> Self {
        Self(moment.rfc3339_local())
    }
}

/// A place that mentions a thing.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct MentionEntry<'a> {
    /// The id of the page.
    pub from: String,
    /// The sentence.
    pub text: &'a str,
}

/// A link with its words.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct NamedLink<'a> {
    /// Its words.
    pub title: &'a str,
    /// Where it leads.
    pub url: &'a str,
}

/// What a meeting or briefing left behind.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RecordEntry<'a> {
    /// What it is.
    #[schemars(extend("enum" = [
        "recording", "audio", "transcript", "chat", "slides", "report", "document", "reading",
        "map", "other",
    ]))]
    pub kind: &'static str,
    /// Its words.
    pub title: &'a str,
    /// Where it is: a path from the root of the site where it lies beside the page, else a URL.
    pub url: String,
    /// Its size where it lies on this site, else null.
    pub bytes: Option<u64>,
    /// Own keys, where there are any.
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub extra: &'a Extra,
}

/// The places that mention a thing.
pub(super) fn mentions<'a>(ctx: &Context<'a>, target: &Target) -> Vec<MentionEntry<'a>> {
    let mentions = ctx.registers.mentions.get(target).into_iter().flatten();
    mentions.map(|one| MentionEntry { from: one.from.id(), text: &one.text }).collect()
}

/// What was left behind, in the order of the file.
pub(super) fn records(records: &[Record]) -> Vec<RecordEntry<'_>> {
    records.iter().map(record).collect()
}

fn record(record: &Record) -> RecordEntry<'_> {
    let (url, bytes) = match &record.place {
        RecordPlace::Url(url) => (url.clone(), None),
        RecordPlace::File { address, bytes } => (address.from_root(), Some(*bytes)),
    };
    RecordEntry { kind: record.kind.name(), title: &record.title, url, bytes, extra: &record.extra }
}

pub(super) fn named_links(links: &[(String, String)]) -> Vec<NamedLink<'_>> {
    links.iter().map(|(title, url)| NamedLink { title, url }).collect()
}

/// Ids as texts.
pub(super) fn ids<'a, T: Borrow<str> + 'a>(ids: impl IntoIterator<Item = &'a T>) -> Vec<&'a str> {
    ids.into_iter().map(Borrow::borrow).collect()
}

/// Owners by their ids.
pub(super) fn owners(owners: &[Owner]) -> Vec<&str> {
    owners.iter().map(Owner::as_str).collect()
}

/// Ids of those whom the roster knows, names of the others.
pub(super) fn names(names: &[Name]) -> Vec<&str> {
    names.iter().map(name).collect()
}

fn name(name: &Name) -> &str {
    match name {
        Name::Person(id) => id.as_str(),
        Name::Group(id) => id.as_str(),
        Name::Other(text) => text,
    }
}

/// Names as people read them.
pub(super) fn owner_names(archive: &Archive, owners: &[Owner]) -> String {
    let names: Vec<&str> = owners.iter().map(|owner| archive.owner_name(owner)).collect();
    names.join("; ")
}

/// The address of a thing from the root of the site.
pub(super) fn url(target: &Target) -> String {
    Address::of(target).from_root()
}
