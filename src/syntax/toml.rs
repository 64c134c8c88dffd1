//! TOML into tables whose every key and value knows its place. The only module that names the
//! TOML crate; places count in bytes of the whole file, also inside front matter.

use std::ops::Range;

use chrono::{NaiveDate, NaiveTime};
use toml::de::{DeTable, DeValue};

use crate::{
    diagnostic::{Diagnostic, Sink, code},
    source::{FileId, Span, Spanned},
};

/// A table in the order of the file.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its header, or its first line.
    pub span: Span,
    /// Keys and values.
    pub entries: Vec<(Spanned<String>, Spanned<Value>)>,
}

/// A value.
#[derive(Clone, Debug)]
pub enum Value {
    /// `"text"`
    Text(String),
    /// `15`
    Integer(i64),
    /// `1.5`
    Float(f64),
    /// `true`
    Bool(bool),
    /// `2017-06-13`, `06:00`, `2017-06-13 21:00`, as far as given; the text as written.
    Moment(Option<NaiveDate>, Option<NaiveTime>, String),
    /// `[…]`, `[[…]]`
    List(Vec<Spanned<Value>>),
    /// `{…}`, `[…]`
    Table(Table),
}

impl Value {
    /// What it is, in words that follow "this is".
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Integer(_) | Self::Float(_) => "a number",
            Self::Bool(_) => "true or false",
            Self::Moment(Some(_), None, _) => "a date",
            Self::Moment(None, Some(_), _) => "a time",
            Self::Moment(..) => "a date and time",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }

    /// As JSON, dates and times as text.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Text(text) | Self::Moment(_, _, text) => text.as_str().into(),
            Self::Integer(number) => (*number).into(),
            Self::Float(number) => (*number).into(),
            Self::Bool(is_true) => (*is_true).into(),
            Self::List(values) => values.iter().map(|value| value.value.to_json()).collect(),
            Self::Table(table) => serde_json::Value::Object(table.to_json()),
        }
    }
}

impl Table {
    /// As JSON, in the order of the file.
    pub fn to_json(&self) -> serde_json::Map<String, serde_json::Value> {
        self.entries.iter().map(|(key, value)| (key.value.clone(), value.value.to_json())).collect()
    }
}

/// Reads `text[range]`; all of its mistakes of syntax are said, and then there is no table.
pub fn parse(text: &str, file: FileId, range: Range<usize>, sink: &mut Sink) -> Option<Table> {
    let part = text.get(range.clone())?;
    let (table, errors) = DeTable::parse_recoverable(part);
    let reader = Reader { file, offset: range.start, text: part };
    for error in &errors {
        sink.push(reader.syntax(error));
    }
    errors.is_empty().then(|| reader.table(table.get_ref(), 0..first_line(part)))
}

fn first_line(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

/// Turns what the crate read into tables of ours.
struct Reader<'a> {
    file: FileId,
    offset: usize,
    text: &'a str,
}

impl Reader<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.offset + range.start..self.offset + range.end)
    }

    fn table(&self, table: &DeTable<'_>, range: Range<usize>) -> Table {
        let mut entries: Vec<_> = table.iter().map(|(key, value)| self.entry(key, value)).collect();
        entries.sort_by_key(|(key, _)| key.span);
        Table { span: self.span(self.header(range)), entries }
    }

    /// A table's span as the crate has it may be its whole text; its first line is its header.
    fn header(&self, range: Range<usize>) -> Range<usize> {
        let text = self.text.get(range.clone()).unwrap_or_default();
        range.start..range.start + first_line(text).min(text.len())
    }

    fn entry(
        &self,
        key: &toml::Spanned<std::borrow::Cow<'_, str>>,
        value: &toml::Spanned<DeValue<'_>>,
    ) -> (Spanned<String>, Spanned<Value>) {
        let key_span = self.span(key.span());
        let value = self.value(value, key.span());
        (Spanned::new(key.get_ref().to_string(), key_span), value)
    }

    fn value(&self, value: &toml::Spanned<DeValue<'_>>, key: Range<usize>) -> Spanned<Value> {
        let range = if value.span().is_empty() { key } else { value.span() };
        let read = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                .map_or(Value::Float(f64::INFINITY), Value::Integer),
            DeValue::Float(number) => Value::Float(number.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(is_true) => Value::Bool(*is_true),
            DeValue::Datetime(moment) => self.moment(moment, range.clone()),
            DeValue::Array(values) => {
                Value::List(values.iter().map(|value| self.value(value, range.clone())).collect())
            }
            DeValue::Table(table) => Value::Table(self.table(table, range.clone())),
        };
        Spanned::new(read, self.span(range))
    }

    fn moment(&self, moment: &toml::value::Datetime, range: Range<usize>) -> Value {
        let date = moment.date.and_then(|date| {
            NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
        });
        let time = moment.time.and_then(|time| {
            NaiveTime::from_hms_opt(
                time.hour.into(),
                time.minute.into(),
                time.second.unwrap_or(0).min(59).into(),
            )
        });
        Value::Moment(date, time, self.text.get(range).unwrap_or_default().to_owned())
    }

    fn syntax(&self, error: &toml::de::Error) -> Diagnostic {
        let range = error.span().unwrap_or(0..0);
        let start = range.start.min(self.text.len());
        let range = start..range.end.clamp(start, self.text.len());
        let line = self.line_of(start);
        let message =
            error.message().lines().next().unwrap_or_default().trim_end_matches('.').to_owned();
        let message = if message.is_empty() { "this is not TOML".to_owned() } else { message };
        Diagnostic::new(code::TOML_SYNTAX, self.span(range), message).maybe_help(help(line))
    }

    fn line_of(&self, at: usize) -> &str {
        let start = self.text[..self.floor(at)].rfind('\n').map_or(0, |before| before + 1);
        let rest = &self.text[start..];
        &rest[..first_line(rest)]
    }

    fn floor(&self, at: usize) -> usize {
        (0..=at).rev().find(|&byte| self.text.is_char_boundary(byte)).unwrap_or(0)
    }
}

/// What to type, for the slips that staff make most.
fn help(line: &str) -> Option<String> {
    let (key, value) = line.split_once('=')?;
    let (key, value) = (key.trim(), value.trim());
    let is_clock = value.split_once(':').is_some_and(|(hour, rest)| {
        hour.len() == 1
            && hour.bytes().all(|byte| byte.is_ascii_digit())
            && rest.bytes().take(2).all(|byte| byte.is_ascii_digit())
    });
    if is_clock {
        return Some(format!("write `{key} = 0{value}`"));
    }
    if value.is_empty() {
        return Some(format!("give a value: `{key} = \"…\"`, or delete the line"));
    }
    if value.starts_with(['"', '\'']) && !ends_as_it_began(value) {
        return Some(format!("close the text: `{key} = {value}{}`", &value[..1]));
    }
    let is_word = value.starts_with(char::is_alphabetic) && !matches!(value, "true" | "false");
    is_word.then(|| format!("put texts in quotes: `{key} = \"{}\"`", value.replace('"', "\\\"")))
}

fn ends_as_it_began(value: &str) -> bool {
    value.len() > 1 && value.chars().next() == value.chars().next_back()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn read(text: &str) -> (Option<Table>, Vec<(usize, String, Option<String>)>) {
        let mut sink = Sink::default();
        let table = parse(text, FileId(0), 0..text.len(), &mut sink);
        let report = sink.finish(&BTreeMap::new());
        let said = report.diagnostics.into_iter().map(|one| one.diagnostic);
        (table, said.map(|one| (one.span.start as usize, one.message, one.help)).collect())
    }

    #[test]
    fn keys_and_values_know_their_places() {
        let (table, said) = read("a = 1\n[b]\nc = \"d\"\n");
        assert!(said.is_empty());
        let table = table.unwrap();
        let (key, value) = &table.entries[1];
        assert_eq!((key.value.as_str(), key.span.range()), ("b", 7..8));
        let Value::Table(inner) = &value.value else { panic!() };
        assert_eq!(inner.entries[0].1.span.range(), 14..17);
    }

    #[test]
    fn a_slip_is_told_with_what_to_type() {
        let (table, said) = read("start = 8:30\n");
        assert!(table.is_none());
        assert_eq!(said.len(), 1, "{said:?}");
        assert_eq!(said[0].2.as_deref(), Some("write `start = 08:30`"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC{0,60}|([a-z]{1,3} ?= ?[\"\\[{0-9:\n-]{0,8}\n){0,6}") {
            read(&text);
        }
    }
}
