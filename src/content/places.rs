//! A file while it is read, and what all readers share.

use std::ops::Range;

use chrono::NaiveDate;

use crate::{
    diagnostic::{Diagnostic, Sink, code},
    model::{Membership, RecordKind},
    source::{FileId, Span, Spanned},
    syntax::{
        fields::Fields,
        toml::{self, Table, Value},
    },
    text::{self, slug},
};

use super::{
    keys,
    written::{RecordEntry, RecordPlaceEntry, Text},
};

/// A file's text and number.
#[derive(Clone, Copy, Debug)]
pub(super) struct SourceText<'a> {
    /// Its number.
    pub id: FileId,
    /// All of it.
    pub text: &'a str,
}

impl SourceText<'_> {
    /// All of it as TOML; none where that is broken, which is told.
    pub(super) fn table(&self, sink: &mut Sink) -> Option<Table> {
        let start = self.text.len() - self.text.trim_start_matches('\u{FEFF}').len();
        self.part(start..self.text.len(), sink)
    }

    /// A part of it as TOML.
    pub(super) fn part(&self, range: Range<usize>, sink: &mut Sink) -> Option<Table> {
        toml::parse(self.text, self.id, range, sink)
    }

    /// A part of it as a place.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.id, range)
    }
}

/// What a file holds, and whether nothing of it was lost.
#[derive(Debug, Default)]
pub(super) struct Whole<T> {
    /// What could be read.
    pub value: T,
    /// Whether every entry could be.
    pub is_whole: bool,
}

/// The entries of a file: `[[person]]`.
pub(super) fn entries<T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    read: impl Fn(Table, &mut Sink) -> Option<T>,
) -> Whole<Vec<T>> {
    let is_list = matches!(fields.peek(key), None | Some(Value::List(_)));
    let tables = fields.tables(key);
    let n_tables = tables.len();
    let value: Vec<T> = tables.into_iter().filter_map(|table| read(table, fields.sink())).collect();
    Whole { is_whole: is_list && value.len() == n_tables, value }
}

/// Whether a text is an id; what is wrong is told with the slug to write instead.
pub(super) fn is_id(id: &Text, what: &str, sink: &mut Sink) -> bool {
    let is_valid = text::is_id(&id.value);
    if !is_valid {
        sink.push(
            invalid_id(id.span, &id.value, what).help(format!("write `{}`", slug(&id.value))),
        );
    }
    is_valid
}

/// An id that holds what an address cannot.
pub(super) fn invalid_id(span: Span, id: &str, what: &str) -> Diagnostic {
    let message = format!(
        "`{id}` is no id for {what}: ids are lower-case letters a to z, digits and hyphens"
    );
    Diagnostic::new(code::ID_INVALID, span, message)
}

/// The id of an entry: its own, or the slug of its name.
pub(super) fn id_or_slug(fields: &mut Fields<'_>, name: Option<&Text>, what: &str) -> Option<Text> {
    match fields.text("id") {
        Some(id) => is_id(&id, what, fields.sink()).then_some(id),
        None => name.map(|name| name.as_ref().map(|name| slug(name))),
    }
}

/// `links = [{ title, url }]`
pub(super) fn links(fields: &mut Fields<'_>) -> Vec<(String, String)> {
    let tables = fields.tables("links");
    let read = |table: Table, sink: &mut Sink| {
        let mut fields = Fields::new(table, &keys::LINK, sink);
        let title = fields.required_text("title");
        let url = if fields.has("url") { fields.url("url") } else { None };
        fields.finish();
        Some((title?.value, url?.value))
    };
    tables.into_iter().filter_map(|table| read(table, fields.sink())).collect()
}

/// `[[person.membership]]`
///
/// A membership that has a name has swallowed the person after it, which is told: not all are known.
pub(super) fn memberships(fields: &mut Fields<'_>) -> Whole<Vec<Membership>> {
    let tables = fields.tables("membership");
    let mut is_whole = true;
    let read = |table| membership(table, fields.sink(), &mut is_whole);
    let value = tables.into_iter().map(read).collect();
    Whole { value, is_whole }
}

fn membership(table: Table, sink: &mut Sink, is_whole: &mut bool) -> Membership {
    let mut fields = Fields::new(table, &keys::MEMBERSHIP, sink);
    if let Some(name) = fields.stray_text("name") {
        let message = format!("a membership has no `name`: `{}` is another person", name.value);
        fields.say(
            code::KEY_UNKNOWN,
            name.span,
            message,
            "write `[[person]]` above this line".into(),
        );
        *is_whole = false;
    }
    let role = fields.text("role");
    let start = fields.date("start");
    let end = end_after(&mut fields, start.as_ref(), "this membership");
    let extra = fields.extra();
    fields.finish();
    let role = role.map_or_else(|| "member".to_owned(), |role| known_role(&role.value));
    Membership { role, start: start.map(|day| day.value), end: end.map(|day| day.value), extra }
}

/// The day `end`, where it is not before the first.
pub(super) fn end_after(
    fields: &mut Fields<'_>,
    start: Option<&Spanned<NaiveDate>>,
    what: &str,
) -> Option<Spanned<NaiveDate>> {
    let end = fields.date("end")?;
    let Some(start) = start.filter(|start| end.value < start.value) else { return Some(end) };
    let message = format!("{what} ends on {}, before it begins on {}", end.value, start.value);
    let help = format!("write a day from {} on, or mend `start`", start.value);
    fields.say(code::TIME_BACKWARDS, end.span, message, help);
    None
}

/// The roles that the format knows.
pub(super) const ROLES: [&str; 6] =
    ["member", "co-chair", "liaison", "staff", "observer", "facilitator"];

/// A role in the format's spelling, or other text as it stands.
fn known_role(role: &str) -> String {
    let known = ROLES.into_iter().find(|known| text::name::same(known, role));
    known.unwrap_or(role.trim()).to_owned()
}

/// `[[record]]`
pub(super) fn records(fields: &mut Fields<'_>) -> Whole<Vec<RecordEntry>> {
    entries(fields, "record", record)
}

fn record(table: Table, sink: &mut Sink) -> Option<RecordEntry> {
    let mut fields = Fields::new(table, &keys::RECORD, sink);
    let kinds = RecordKind::ALL.map(|kind| (kind.name(), kind));
    let kind = if fields.has("kind") { fields.one_of("kind", &kinds) } else { None };
    let title = fields.required_text("title");
    let (url, file) = (fields.url("url"), fields.text("file"));
    let (language, length) = (fields.text("language"), fields.text("length"));
    if let (Some(_), Some(file)) = (&url, &file) {
        let message = "a record has `url` or `file`, not both";
        fields.say(code::KEY_VALUE, file.span, message.into(), "delete one of the two".into());
    }
    let has_place = fields.was_written(&["url", "file"]);
    if !has_place {
        let header = fields.header();
        fields.sink().push(
            Diagnostic::new(code::KEY_MISSING, header, "a record needs `url` or `file`")
                .help("add a line `url = \"https://…\"`, or `file = \"slides.pdf\"` for a file beside the page"),
        );
    }
    let extra = fields.extra();
    fields.finish();
    let place = file
        .map(RecordPlaceEntry::File)
        .or_else(|| url.map(|url| RecordPlaceEntry::Url(url.value)))?;
    let text = |found: Option<Text>| found.map(|found| found.value);
    Some(RecordEntry {
        kind: kind?,
        title: title?.value,
        place,
        language: text(language),
        length: text(length),
        extra,
    })
}

/// The value of an optional text.
pub(super) fn value(text: Option<Spanned<String>>) -> Option<String> {
    text.map(|text| text.value)
}
