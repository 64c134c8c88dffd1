//! A file while it is read, and what all readers share.

use std::{ops::Range, sync::Arc};

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
    time::find_days,
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
    pub text: &'a Arc<str>,
}

impl SourceText<'_> {
    /// All of it as TOML; none where that is broken, which is told.
    pub(super) fn table(&self, sink: &mut Sink) -> Option<Table> {
        let start = self.text.len() - self.text.trim_start_matches('\u{FEFF}').len();
        self.part(start..self.text.len(), sink)
    }

    /// A part of it as TOML.
    fn part(&self, range: Range<usize>, sink: &mut Sink) -> Option<Table> {
        toml::parse(self.text, self.id, range, sink)
    }

    /// A part of it as TOML, but for lines of these keys that cannot be read, which is told.
    pub(super) fn part_but_for(
        &self,
        range: Range<usize>,
        apart: &[&str],
        sink: &mut Sink,
    ) -> Option<Table> {
        toml::parse_apart(self.text, self.id, range, apart, sink)
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
    fields.has_one_of(&["url", "file"]);
    let (url, file) = (fields.url("url"), fields.text("file"));
    let (language, length) = (language(&mut fields), length(&mut fields));
    if let (Some(_), Some(file)) = (&url, &file) {
        let message = "a record has `url` or `file`, not both";
        fields.say(code::KEY_VALUE, file.span, message.into(), "delete one of the two".into());
    }
    let extra = fields.extra();
    fields.finish();
    let place = file
        .map(RecordPlaceEntry::File)
        .or_else(|| url.map(|url| RecordPlaceEntry::Url(url.value)))?;
    Some(RecordEntry { kind: kind?, title: title?.value, place, language, length, extra })
}

/// A tag of BCP 47: `en`, `pt-BR`.
pub(super) fn language(fields: &mut Fields<'_>) -> Option<String> {
    let found = fields.text("language")?;
    if text::language::is_tag(&found.value) {
        return Some(found.value);
    }
    let message = format!("`{}` is no tag of a language", found.value);
    let help = text::language::meant(&found.value).map_or_else(
        || "write a tag of BCP 47, as in `language = \"en\"` or `\"pt-BR\"`".to_owned(),
        |tag| format!("write `{tag}`"),
    );
    fields.say(code::KEY_VALUE, found.span, message, help);
    None
}

/// How long a recording is, as it is shown: `53:40`, `1h 20m`.
fn length(fields: &mut Fields<'_>) -> Option<String> {
    let found = fields.text("length")?;
    if is_length(&found.value) {
        return Some(found.value);
    }
    let message = format!("`{}` is not a length of time", found.value);
    let is_number = found.value.trim().parse::<u32>().is_ok();
    let help = if is_number {
        format!("write `{}m`, or minutes and seconds as in `53:40`", found.value.trim())
    } else {
        "write minutes and seconds, as in `53:40`, or `1h 20m`".to_owned()
    };
    fields.say(code::KEY_VALUE, found.span, message, help);
    None
}

/// Minutes and seconds, perhaps hours, or numbers with words for what they count, in any language.
fn is_length(text: &str) -> bool {
    let mut parts = text.trim().split(':');
    let is_part = |part: &str| part.len() == 2 && part.parse::<u32>().is_ok_and(|n| n < 60);
    if text.contains(':') {
        let is_first = parts.next().is_some_and(|first| first.parse::<u32>().is_ok());
        let rest: Vec<&str> = parts.collect();
        return is_first && rest.len() <= 2 && rest.into_iter().all(is_part);
    }
    let has_digit = text.contains(|c: char| c.is_ascii_digit());
    has_digit
        && text.contains(char::is_alphabetic)
        && find_days(text, NaiveDate::default()).is_empty()
}

/// The value of an optional text.
pub(super) fn value(text: Option<Spanned<String>>) -> Option<String> {
    text.map(|text| text.value)
}

#[cfg(test)]
mod tests {
    use super::is_length;

    #[test]
    fn lengths_are_as_players_and_people_write_them() {
        for text in ["53:40", "1:02:03", "1h 20m", "90 min", "53m 40s", "1 heure 20", "2 ч 10 мин"]
        {
            assert!(is_length(text), "{text}");
        }
        for text in ["long", "90", "53:75", "1:2:3:4", "13 June 2017", "2017-06-13", ""] {
            assert!(!is_length(text), "{text}");
        }
    }
}
