//! TOML into tables whose every key and value knows its place. The only module that names the
//! TOML crate; places count in bytes of the whole file, also inside front matter.

use std::{ops::Range, sync::Arc};

use chrono::{NaiveDate, NaiveTime};
use toml::de::{DeTable, DeValue};

use super::{
    mistake::{Mistake, mistakes},
    seen::Seen,
};
use crate::{
    diagnostic::{Diagnostic, Sink, code},
    source::{FileId, Span, Spanned},
};

/// A table in the order of the file.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// Its header, or its first line.
    pub span: Span,
    /// Keys and values.
    pub entries: Vec<(Spanned<String>, Spanned<Value>)>,
    /// The keys of lines that were left out, of this table or of one around it.
    pub lost: Arc<[String]>,
}

/// A value.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// `"text"`
    Text(String),
    /// `15`
    Integer(i64),
    /// `1.5`
    Float(f64),
    /// `true`
    Bool(bool),
    /// A whole number beyond 64 bits, as written.
    Huge(String),
    /// `2017-06-13 21:00Z`, which no key takes; the text as written.
    Zoned(String),
    /// `2017-06-13`, `06:00`, `2017-06-13 21:00`, as far as given; the text as written.
    Moment(Option<NaiveDate>, Option<NaiveTime>, String),
    /// `[…]`, `[[…]]`
    List(Vec<Spanned<Value>>),
    /// `{…}`, `[…]`
    Table(Table),
}

impl Value {
    /// What it is, in words that follow "this is".
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Integer(_) | Self::Float(_) | Self::Huge(_) => "a number",
            Self::Bool(_) => "true or false",
            Self::Moment(Some(_), None, _) => "a date",
            Self::Moment(None, Some(_), _) => "a time",
            Self::Moment(..) => "a date and time",
            Self::Zoned(_) => "a date and time with an offset",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }

    /// As JSON, dates and times as text.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Text(text) | Self::Moment(_, _, text) | Self::Huge(text) | Self::Zoned(text) => {
                text.as_str().into()
            }
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
    pub(crate) fn to_json(&self) -> serde_json::Map<String, serde_json::Value> {
        self.entries.iter().map(|(key, value)| (key.value.clone(), value.value.to_json())).collect()
    }
}

/// Reads `text[range]`; all of its mistakes of syntax are said, and then there is no table. Where
/// nothing is wrong with it as it looks, it is read as that: the letters and characters that are
/// not what they look like are told as such.
pub(crate) fn parse(
    text: &str,
    file: FileId,
    range: Range<usize>,
    sink: &mut Sink,
) -> Option<Table> {
    parse_apart(text, file, range, &[], sink)
}

/// The same, but where each mistake is in the line of one of these keys, there is a table of the
/// other lines.
pub(crate) fn parse_apart(
    text: &str,
    file: FileId,
    range: Range<usize>,
    apart: &[&str],
    sink: &mut Sink,
) -> Option<Table> {
    let part = text.get(range.clone())?;
    let (offset, lost) = (range.start, Arc::default());
    let reader = Reader { file, offset, typed: part, text: part, seen: None, lost };
    let (table, errors) = DeTable::parse_recoverable(part);
    if errors.is_empty() {
        return Some(reader.table(table.get_ref(), 0..first_line(part)));
    }
    if let Some(seen) = Seen::of(part)
        && let (table, errors) = DeTable::parse_recoverable(&seen.text)
        && errors.is_empty()
    {
        let reader = Reader { text: &seen.text, seen: Some(&seen), ..reader };
        return Some(reader.table(table.get_ref(), 0..first_line(&seen.text)));
    }
    let found: Vec<(Range<usize>, String)> = errors
        .iter()
        .map(|error| (error.span().unwrap_or_default(), error.message().to_owned()))
        .collect();
    let rest = without_lines(part, &found, apart);
    sink.extend(mistakes(part, found).into_iter().map(|mistake| reader.said(mistake)));
    let (rest, lost) = rest?;
    let (table, errors) = DeTable::parse_recoverable(&rest);
    let reader = Reader { text: &rest, lost: lost.into(), ..reader };
    errors.is_empty().then(|| reader.table(table.get_ref(), 0..first_line(&rest)))
}

/// The text with blanks for the lines of mistakes, and their keys; none where one is of another key,
/// in a table with a header, or may go on in the next line.
fn without_lines(
    text: &str,
    mistakes: &[(Range<usize>, String)],
    apart: &[&str],
) -> Option<(String, Vec<String>)> {
    let root = if text.starts_with('[') { 0 } else { text.find("\n[").unwrap_or(text.len()) };
    let (mut rest, mut lost) = (text.to_owned(), Vec::new());
    for (range, message) in mistakes {
        let start = text.get(..range.start)?.rfind('\n').map_or(0, |at| at + 1);
        let line = text.get(start..)?.split('\n').next()?;
        let end = start + line.len();
        let key = line.split_once('=')?.0.trim();
        let is_alone = end <= root && range.end <= end + 1 && !message.starts_with("duplicate");
        if !is_alone || !apart.contains(&key) {
            return None;
        }
        rest.replace_range(start..end, &" ".repeat(line.len()));
        lost.push(key.to_owned());
    }
    lost.dedup();
    Some((rest, lost))
}

fn is_of_key(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}

fn first_line(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

/// Turns what the crate read into tables of ours.
struct Reader<'a> {
    file: FileId,
    offset: usize,
    /// The text as a person typed it.
    typed: &'a str,
    /// The text that was read.
    text: &'a str,
    /// The places of that, where it is the text as it looks.
    seen: Option<&'a Seen>,
    /// The keys of lines that were left out.
    lost: Arc<[String]>,
}

impl Reader<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        let range = self.place(range);
        Span::new(self.file, self.offset + range.start..self.offset + range.end)
    }

    fn place(&self, range: Range<usize>) -> Range<usize> {
        self.seen.map_or_else(|| range.clone(), |seen| seen.place(range.clone()))
    }

    fn table(&self, table: &DeTable<'_>, range: Range<usize>) -> Table {
        let mut entries: Vec<_> = table.iter().map(|(key, value)| self.entry(key, value)).collect();
        entries.sort_by_key(|(key, _)| key.span);
        Table { span: self.span(self.header(range)), entries, lost: Arc::clone(&self.lost) }
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
        (Spanned::new(self.key(key), key_span), value)
    }

    /// A key as a person typed it: one with a letter that only looks Latin is another key.
    fn key(&self, key: &toml::Spanned<std::borrow::Cow<'_, str>>) -> String {
        let typed = self.typed.get(self.place(key.span())).unwrap_or_default();
        let is_lookalike = self.seen.is_some() && typed.chars().all(is_of_key);
        if is_lookalike { typed.to_owned() } else { key.get_ref().to_string() }
    }

    fn value(&self, value: &toml::Spanned<DeValue<'_>>, key: Range<usize>) -> Spanned<Value> {
        let range = if value.span().is_empty() { key } else { value.span() };
        let read = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                .map_or_else(|_| Value::Huge(number.as_str().to_owned()), Value::Integer),
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
        let written = self.text.get(range).unwrap_or_default().to_owned();
        if moment.offset.is_some() {
            return Value::Zoned(written);
        }
        Value::Moment(date, time, written)
    }

    fn said(&self, mistake: Mistake) -> Diagnostic {
        Diagnostic::new(code::TOML_SYNTAX, self.span(mistake.range), mistake.message)
            .help(mistake.help)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// The start, the message and the help of what is said.
    type Said = (usize, String, Option<String>);

    fn read(text: &str) -> (Option<Table>, Vec<Said>) {
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
        assert_eq!(said[0].2.as_deref(), Some("write `08:30`"));
    }

    #[test]
    fn the_other_lines_are_read_where_each_slip_is_in_the_line_of_a_key_apart() {
        let keys = |text: &str| {
            let apart = ["a", "b"];
            let table = parse_apart(text, FileId(0), 0..text.len(), &apart, &mut Sink::default())?;
            let keys = table.entries.iter().map(|(key, _)| key.value.clone());
            Some((keys.collect::<Vec<_>>().join(" "), table.lost.join(" ")))
        };
        let found = |keys: &str, lost: &str| Some((keys.to_owned(), lost.to_owned()));
        assert_eq!(keys("a = 1\nb = 2\n"), found("a b", ""));
        assert_eq!(keys("a = 1\r\nb = \"ü\r\nc = 3\r\n"), found("a c", "b"));
        assert_eq!(keys("a = 8:30\nb = 'x\n[c]\nd = 1\n"), found("c", "a b"));
        assert_eq!(keys("a = 1\nc = \"d\n"), None, "another key");
        assert_eq!(keys("a = 1\na = 2\nc = 3\n"), None, "which of them is meant is not known");
        assert_eq!(keys("a = [1\nb = 2\n"), None, "where the list ends is not known");
        assert_eq!(keys("a = \"\"\"x\nb = 2\n"), None, "where the text ends is not known");
        assert_eq!(keys("[c]\na = \"x\n"), None, "a key of another table");
    }

    #[test]
    fn slips_of_headers_and_keys_are_told_with_what_to_type() {
        for (text, at, help) in [
            ("[attendance # who\n", 0, "write `[attendance]`"),
            ("attendance]\n", 0, "write `[attendance]`"),
            ("[[person]\n", 0, "write `[[person]]`"),
            ("[r[ecommendation]]\n", 0, "write `[[recommendation]]`"),
            ("[attend#nce]\n", 0, "mend the name, or write `[\"attend#nce\"]`"),
            (
                "[series call]\n",
                0,
                "write `[series.call]` for a table in a table, or `[\"series call\"]` for one name",
            ),
            ("[\n", 0, "write its name in the brackets"),
            ("[\"a b\"\n", 0, "write `[\"a b\"]`"),
            ("short title = 1\n", 0, "write `short_title = 1`"),
            ("number = 06\u{7f}00\n", 11, "delete it"),
            ("title = Call\"\n", 8, "write `title = \"Call\"`"),
            ("number = = 16\n", 9, "delete it"),
        ] {
            let (_, said) = read(text);
            assert_eq!(said.len(), 1, "{text:?} {said:?}");
            assert_eq!((said[0].0, said[0].2.as_deref()), (at, Some(help)), "{text:?}");
        }
    }

    #[test]
    fn slips_are_told_where_they_are_with_what_to_type() {
        for (text, at, help) in [
            ("start = 24:00\n", 8, "write a time from `00:00` to `23:59`"),
            ("start = 0830\n", 8, "write `08:30`"),
            ("title = Plenary call #1\n", 8, "write `\"Plenary call #1\"`"),
            ("title = “Call”\n", 8, "write `\"Call\"`"),
            ("title = \"Call\nb = 1\n", 8, "close it with `\"`"),
            ("title = 'it's'\n", 12, "put the text in double quotes: `\"it's\"`"),
            ("title: \"Call\"\n", 5, "write `title = \"Call\"`"),
            ("a = 1\na = 2\n", 6, "keep one of the two lines"),
            ("a = \n", 0, "write `a = \"…\"`, or delete the line"),
            ("date = 2017-6-1\n", 7, "write `2017-06-01`"),
            ("date = 13 June 2017\n", 7, "write `2017-06-13`"),
            ("draft = yes\n", 8, "write `true`"),
            ("title = Team\n", 8, "write `\"Team\"`"),
            ("number = 3.2.1\n", 9, "write `\"3.2.1\"` if it is text"),
            ("start = 06:00 UTC\n", 8, "write `06:00`"),
            ("from = 2017-06-13 8:00\n", 7, "write `2017-06-13 08:00`"),
            ("= 1\n", 0, "write `key = \"value\"`"),
            ("just words\n", 0, "write `key = \"value\"`, or begin the line with `#`"),
            ("[[record]\nb = 1\n", 0, "write `[[record]]`"),
            ("members = [\"a\" \"b\"]\n", 15, "put a `,` between two values of a list or table"),
        ] {
            let (_, said) = read(text);
            let said: Vec<_> = said.iter().map(|(at, _, help)| (*at, help.as_deref())).collect();
            assert_eq!(said, [(at, Some(help))], "{text}");
        }
    }

    #[test]
    fn a_bracket_that_never_closes_is_one_mistake() {
        let (_, said) = read("start = 8:30\nx = [1, 2\ny = 3\n[z]\n");
        let places: Vec<usize> = said.iter().map(|(at, ..)| *at).collect();
        assert_eq!(places, [8, 17]);
    }

    #[test]
    fn what_is_wrong_only_by_what_nobody_sees_is_read() {
        let (table, said) = read("num\u{200b}ber = 1\u{200b}\ntitl\u{435} = \"a\u{0}\"\n");
        assert_eq!(said, []);
        let entries = table.unwrap().entries;
        let keys: Vec<_> = entries.iter().map(|(key, _)| key.value.as_str()).collect();
        assert_eq!(keys, ["number", "titl\u{435}"]);
        assert_eq!(entries[1].0.span.range(), 17..23);
        assert!(matches!(&entries[1].1.value, Value::Text(text) if text == "a"));
        assert_eq!(read("num\u{200b}ber = 1 2\n").1.len(), 1);
    }

    #[test]
    fn whole_numbers_too_large_and_offsets_are_kept_apart() {
        let (table, _) = read("a = 99999999999999999999\nb = 2017-06-13 21:00:00Z\n");
        let entries = table.unwrap().entries;
        assert!(matches!(&entries[0].1.value, Value::Huge(_)));
        assert!(matches!(&entries[1].1.value, Value::Zoned(_)));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC{0,60}|([a-z]{1,3} ?= ?[\"\\[{0-9:\n-]{0,8}\n){0,6}") {
            read(&text);
        }
    }
}
