//! Takes the keys of a table one by one, by the type that each must have; what is left over at
//! the end is unknown.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

use super::{
    toml::{Table, Value},
    url::is_allowed_url,
};
use crate::{
    diagnostic::{Code, Diagnostic, Fix, Sink, code},
    source::{Span, Spanned},
    text::{join, nearest},
    time::{Zone, parse_clock, parse_duration},
};

/// A table while it is read.
pub struct Fields<'a> {
    table: Table,
    /// Where a missing key is told: the header.
    header: Span,
    /// What the table is, as in "a meeting": for messages.
    what: &'static str,
    known: Vec<&'static str>,
    written: Vec<String>,
    sink: &'a mut Sink,
}

impl<'a> Fields<'a> {
    /// Begins to read a table.
    pub fn new(table: Table, what: &'static str, sink: &'a mut Sink) -> Self {
        let written = table.entries.iter().map(|(key, _)| key.value.clone()).collect();
        Self { header: table.span, table, what, known: Vec::new(), written, sink }
    }

    /// Tells missing keys at another place: the opening line of front matter.
    #[must_use]
    pub fn at(mut self, header: Span) -> Self {
        self.header = header;
        self
    }

    /// Where the table begins.
    pub fn header(&self) -> Span {
        self.header
    }

    /// Where diagnostics go.
    pub fn sink(&mut self) -> &mut Sink {
        self.sink
    }

    /// Takes a value as it stands.
    pub fn take(&mut self, key: &'static str) -> Option<Spanned<Value>> {
        self.known.push(key);
        let at = self.table.entries.iter().position(|(name, _)| name.value == key)?;
        Some(self.table.entries.remove(at).1)
    }

    /// A value that stays to be taken.
    pub fn peek(&self, key: &str) -> Option<&Value> {
        self.table.entries.iter().find(|(name, _)| name.value == key).map(|(_, value)| &value.value)
    }

    /// Whether any of these keys was written, right or wrong; they must have been asked for.
    pub fn was_written(&self, keys: &[&str]) -> bool {
        self.written.iter().any(|key| keys.contains(&key.as_str()))
    }

    /// Takes all that is left, with the places of the keys: for tables whose keys are free.
    pub fn take_rest(&mut self) -> Vec<(Spanned<String>, Spanned<Value>)> {
        std::mem::take(&mut self.table.entries)
    }

    fn typed<T>(
        &mut self,
        key: &'static str,
        wanted: &str,
        example: &str,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Option<Spanned<T>> {
        let found = self.take(key)?;
        let value = read(&found.value);
        if value.is_none() {
            self.sink.push(wrong_type(key, wanted, example, &found));
        }
        value.map(|value| Spanned::new(value, found.span))
    }

    /// A text.
    pub fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        self.typed(key, "a text", "\"…\"", as_text)
    }

    /// A text that must be there, and say something.
    pub fn required_text(&mut self, key: &'static str, example: &str) -> Option<Spanned<String>> {
        if !self.has(key, example) {
            return None;
        }
        let found = self.text(key)?;
        if found.value.trim().is_empty() {
            let message = format!("`{key}` is empty");
            self.say(code::KEY_VALUE, found.span, message, format!("write `{key} = {example}`"));
            return None;
        }
        Some(found)
    }

    /// Whether a required key is there; its absence is told.
    pub fn has(&mut self, key: &'static str, example: &str) -> bool {
        let is_there = self.table.entries.iter().any(|(name, _)| name.value == key);
        if !is_there {
            self.known.push(key);
            let missing = Diagnostic::new(
                code::KEY_MISSING,
                self.header,
                format!("{} needs `{key}`", self.what),
            );
            let misspelt = self.misspelt(key);
            // a key that is left over and nearly this one is the same mistake, told as unknown
            if misspelt.is_none() {
                self.sink.push(missing.help(format!("add a line `{key} = {example}`")));
            }
        }
        is_there
    }

    fn misspelt(&self, key: &'static str) -> Option<&str> {
        let names = self.table.entries.iter().map(|(name, _)| name.value.as_str());
        names.filter(|name| !self.known.contains(name)).find(|name| nearest(name, [key]).is_some())
    }

    /// A list of texts.
    pub fn texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let Some(found) = self.take(key) else { return Vec::new() };
        let Value::List(values) = found.value else {
            let help = if let Value::Text(text) = &found.value {
                format!("[{text:?}]")
            } else {
                "[\"…\"]".into()
            };
            self.sink.push(wrong_type(key, "a list of texts", &help, &found));
            return Vec::new();
        };
        values.into_iter().filter_map(|value| self.text_of_list(key, value)).collect()
    }

    fn text_of_list(&mut self, key: &str, value: Spanned<Value>) -> Option<Spanned<String>> {
        match value.value {
            Value::Text(text) => Some(Spanned::new(text, value.span)),
            _ => {
                self.sink.push(wrong_type(key, "a list of texts", "[\"…\"]", &value));
                None
            }
        }
    }

    /// A whole number.
    pub fn integer(&mut self, key: &'static str) -> Option<Spanned<i64>> {
        self.typed(key, "a whole number", "15", |value| match value {
            Value::Integer(number) => Some(*number),
            _ => None,
        })
    }

    /// True or false.
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        let found = self.typed(key, "true or false", "true", |value| match value {
            Value::Bool(is_true) => Some(*is_true),
            _ => None,
        });
        found.map(|found| found.value)
    }

    /// A day: a TOML date, or a text of the same form.
    pub fn date(&mut self, key: &'static str) -> Option<Spanned<NaiveDate>> {
        let found = self.take(key)?;
        let date = match &found.value {
            Value::Moment(Some(date), None, _) => Some(*date),
            Value::Text(text) => text.trim().parse().ok(),
            _ => None,
        };
        if date.is_none() {
            let wrong = match &found.value {
                Value::Text(text) => not_a_day(key, text, found.span),
                _ => wrong_type(key, "a date", "2017-06-13", &found),
            };
            self.sink.push(wrong);
        }
        date.map(|date| Spanned::new(date, found.span))
    }

    /// A time of day: a TOML local time, or a text of the same form.
    pub fn time(&mut self, key: &'static str) -> Option<Spanned<NaiveTime>> {
        let found = self.take(key)?;
        let time = match &found.value {
            Value::Moment(None, Some(time), _) => Some(*time),
            Value::Text(text) => parse_clock(text.trim()),
            _ => None,
        };
        if time.is_none() {
            let wrong = match &found.value {
                Value::Text(text) => Diagnostic::new(
                    code::KEY_VALUE,
                    found.span,
                    format!("`{text}` is not a time of day"),
                )
                .help(format!("write `{key} = 06:00`")),
                _ => wrong_type(key, "a time", "06:00", &found),
            };
            self.sink.push(wrong);
        }
        time.map(|time| Spanned::new(time, found.span))
    }

    /// A local date and time.
    pub fn local(&mut self, key: &'static str) -> Option<NaiveDateTime> {
        let found =
            self.typed(key, "a date and time", "\"2017-06-13 21:00\"", |value| match value {
                Value::Moment(Some(date), Some(time), _) => Some(date.and_time(*time)),
                Value::Text(text) => {
                    let (date, time) = text.trim().split_once([' ', 'T'])?;
                    Some(date.parse::<NaiveDate>().ok()?.and_time(parse_clock(time.trim())?))
                }
                _ => None,
            });
        found.map(|found| found.value)
    }

    /// A length: `"1h"`, `"90m"`.
    pub fn duration(&mut self, key: &'static str) -> Option<Spanned<Duration>> {
        let found = self.text(key)?;
        let length = parse_duration(&found.value).filter(|length| *length > Duration::zero());
        if length.is_none() {
            let message = format!("`{}` is not a length of time", found.value);
            self.say(
                code::KEY_VALUE,
                found.span,
                message,
                format!("write `{key} = \"1h\"` or `\"90m\"`"),
            );
        }
        length.map(|length| Spanned::new(length, found.span))
    }

    /// An IANA zone.
    pub fn zone(&mut self, key: &'static str) -> Option<Zone> {
        let found = self.text(key)?;
        self.zone_named(&found)
    }

    /// The zone of a name, or what is wrong with it.
    pub fn zone_named(&mut self, name: &Spanned<String>) -> Option<Zone> {
        match Zone::named(&name.value) {
            Ok(zone) => Some(zone),
            Err(unknown) => {
                let message =
                    format!("`{}` is not a zone of the IANA time zone database", name.value);
                let wrong = Diagnostic::new(code::TIME_ZONE, name.span, message);
                let help = unknown.nearest.map_or_else(
                    || "write one such as `Europe/Madrid` or `UTC`".to_owned(),
                    |near| format!("write `{near}`"),
                );
                self.sink.push(wrong.help(help));
                None
            }
        }
    }

    /// A URL of an allowed scheme.
    pub fn url(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let found = self.text(key)?;
        if is_allowed_url(&found.value) {
            return Some(found);
        }
        let message = format!("`{}` has a scheme that is not allowed", found.value);
        self.say(
            code::LINK_SCHEME,
            found.span,
            message,
            "write an address that begins with `https://`, `http://`, `mailto:` or `tel:`".into(),
        );
        None
    }

    /// One word of a list, read without regard to case.
    pub fn one_of<T: Copy>(&mut self, key: &'static str, words: &[(&'static str, T)]) -> Option<T> {
        let found = self.text(key)?;
        let word = found.value.trim().to_lowercase();
        let value = words.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
        if value.is_none() {
            let names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
            self.not_one_of(key, &found, &names);
        }
        value
    }

    /// Tells that a value is none of those allowed.
    pub fn not_one_of(&mut self, key: &str, found: &Spanned<String>, names: &[&str]) {
        let message = format!("`{}` is no `{key}`", found.value);
        let help = nearest(&found.value, names.iter().copied()).map_or_else(
            || {
                format!(
                    "write one of {}",
                    join(&names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>())
                )
            },
            |near| format!("write `{near}`"),
        );
        self.say(code::KEY_VALUE, found.span, message, help);
    }

    /// A table.
    pub fn table(&mut self, key: &'static str) -> Option<Table> {
        let found = self.typed(key, "a table", "{ … }", |value| match value {
            Value::Table(table) => Some(table.clone()),
            _ => None,
        });
        found.map(|found| found.value)
    }

    /// Tables: `[[key]]`.
    pub fn tables(&mut self, key: &'static str) -> Vec<Table> {
        let Some(found) = self.take(key) else { return Vec::new() };
        let Value::List(values) = found.value else {
            let wrong = Diagnostic::new(
                code::KEY_TYPE,
                found.span,
                format!("`{key}` must be a list of tables, and this is {}", found.value.kind()),
            );
            self.sink.push(wrong.help(format!("write `[[{key}]]` above the keys of each")));
            return Vec::new();
        };
        let mut tables = Vec::with_capacity(values.len());
        for value in values {
            match value.value {
                Value::Table(table) => tables.push(table),
                _ => self.sink.push(wrong_type(key, "a list of tables", "[{ … }]", &value)),
            }
        }
        tables
    }

    /// `[extra]`.
    pub fn extra(&mut self) -> serde_json::Map<String, serde_json::Value> {
        self.table("extra").map(|table| table.to_json()).unwrap_or_default()
    }

    /// Says something with a help line.
    pub fn say(&mut self, code: Code, span: Span, message: String, help: String) {
        self.sink.push(Diagnostic::new(code, span, message).help(help));
    }

    /// Tells the keys that nobody took.
    pub fn finish(self) {
        for (key, _) in &self.table.entries {
            self.sink.push(unknown_key(key, self.what, &self.known));
        }
    }
}

fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    }
}

fn wrong_type(key: &str, wanted: &str, example: &str, found: &Spanned<Value>) -> Diagnostic {
    let message = format!("`{key}` must be {wanted}, and this is {}", found.value.kind());
    Diagnostic::new(code::KEY_TYPE, found.span, message).help(format!("write `{key} = {example}`"))
}

fn not_a_day(key: &str, text: &str, span: Span) -> Diagnostic {
    let help = format!("write `{key} = 2017-06-13`: year, month, day");
    Diagnostic::new(code::KEY_VALUE, span, format!("`{text}` is not a date")).help(help)
}

fn unknown_key(key: &Spanned<String>, what: &str, known: &[&'static str]) -> Diagnostic {
    let unknown =
        Diagnostic::new(code::KEY_UNKNOWN, key.span, format!("{what} has no key `{}`", key.value));
    match nearest(&key.value, known.iter().copied()) {
        Some(near) => unknown.help(format!("write `{near}`")).fix(Fix::replace(
            format!("write `{near}`"),
            key.span,
            near,
        )),
        None => {
            let known: Vec<String> =
                known.iter().filter(|key| **key != "extra").map(|key| format!("`{key}`")).collect();
            unknown.help(format!(
                "delete it, put it under `[extra]`, or write one of {}",
                join(&known)
            ))
        }
    }
}
