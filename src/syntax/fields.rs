//! Takes the keys of a table one by one, by the type that each must have; what is left over at
//! the end is unknown.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

use super::{
    by_hand,
    shape::Shape,
    toml::{Table, Value},
    url::is_allowed_url,
};
use crate::{
    diagnostic::{Code, Diagnostic, Fix, Sink, code},
    source::{Span, Spanned},
    text::{join, lookalike::as_it_looks, nearest},
    time::{Zone, parse_clock, parse_duration},
};

/// A table while it is read.
pub(crate) struct Fields<'a> {
    table: Table,
    /// Where a missing key is told: the header.
    header: Span,
    shape: &'static Shape,
    /// The keys that were asked for.
    known: Vec<&'static str>,
    written: Vec<String>,
    missing: Vec<Missing>,
    sink: &'a mut Sink,
}

/// The keys of which one must be there and none is, each with an example of its value.
type Missing = Vec<(&'static str, &'static str)>;

impl<'a> Fields<'a> {
    /// Begins to read a table.
    pub(crate) fn new(table: Table, shape: &'static Shape, sink: &'a mut Sink) -> Self {
        let written = table.entries.iter().map(|(key, _)| key.value.clone()).collect();
        let (known, missing) = (Vec::new(), Vec::new());
        Self { header: table.span, table, shape, known, written, missing, sink }
    }

    /// Tells missing keys at another place: the opening line of front matter.
    #[must_use]
    pub(crate) fn at(mut self, header: Span) -> Self {
        self.header = header;
        self
    }

    /// Where diagnostics go.
    pub(crate) fn sink(&mut self) -> &mut Sink {
        self.sink
    }

    /// Takes a value as it stands.
    pub(crate) fn take(&mut self, key: &'static str) -> Option<Spanned<Value>> {
        self.know(key);
        let at = self.table.entries.iter().position(|(name, _)| name.value == key)?;
        Some(self.table.entries.remove(at).1)
    }

    /// A value that stays to be taken.
    pub(crate) fn peek(&self, key: &str) -> Option<&Value> {
        self.table.entries.iter().find(|(name, _)| name.value == key).map(|(_, value)| &value.value)
    }

    /// Remembers that a key was asked for, which must be one of the table's shape.
    fn know(&mut self, key: &'static str) {
        debug_assert!(
            key == "extra" || self.shape.key(key).is_some(),
            "the shape of {} has no key {key}",
            self.shape.what
        );
        if !self.known.contains(&key) {
            self.known.push(key);
        }
    }

    /// A value as it is written, to help with a key that is missing or wrong.
    fn example(&self, key: &str) -> &'static str {
        self.shape.key(key).map_or("\"…\"", |key| key.example)
    }

    /// Takes a text that does not belong here, to say so; its key stays unknown.
    pub(crate) fn stray_text(&mut self, key: &str) -> Option<Spanned<String>> {
        let is_stray = |(name, value): &(Spanned<String>, Spanned<Value>)| {
            name.value == key && matches!(value.value, Value::Text(_))
        };
        let at = self.table.entries.iter().position(is_stray)?;
        let found = self.table.entries.remove(at).1;
        as_text(&found.value).map(|text| Spanned::new(text, found.span))
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
    pub(crate) fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        self.typed(key, "a text", "\"…\"", as_text)
    }

    /// A text that must be there, and say something.
    pub(crate) fn required_text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        if !self.has(key) {
            return None;
        }
        let found = self.text(key)?;
        if found.value.trim().is_empty() {
            let message = format!("`{key}` is empty");
            let help = format!("write a text, as in `{key} = {}`", self.example(key));
            self.say(code::KEY_VALUE, found.span, message, help);
            return None;
        }
        Some(found)
    }

    /// Whether a required key was written, right or wrong; its absence is told at the end.
    pub(crate) fn has(&mut self, key: &'static str) -> bool {
        self.has_one_of(&[key])
    }

    /// Whether one of these keys was written, of which one is required; their absence is told at
    /// the end.
    pub(crate) fn has_one_of(&mut self, keys: &[&'static str]) -> bool {
        keys.iter().for_each(|key| self.know(key));
        let is_there = keys.iter().any(|key| self.written.iter().any(|name| name == key));
        if !is_there {
            let examples = keys.iter().map(|&key| (key, self.example(key)));
            self.missing.push(examples.collect());
        }
        is_there
    }

    /// A list of texts.
    pub(crate) fn texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let Some(found) = self.take(key) else { return Vec::new() };
        let Value::List(values) = found.value else {
            self.sink.push(wrong_type(key, "a list of texts", "[\"…\"]", &found));
            return Vec::new();
        };
        values.into_iter().filter_map(|value| self.text_of_list(key, value)).collect()
    }

    fn text_of_list(&mut self, key: &str, value: Spanned<Value>) -> Option<Spanned<String>> {
        if let Value::Text(text) = value.value {
            return Some(Spanned::new(text, value.span));
        }
        self.sink.push(wrong_type(key, "a list of texts", "[\"…\"]", &value));
        None
    }

    /// A whole number.
    pub(crate) fn integer(&mut self, key: &'static str) -> Option<Spanned<i64>> {
        if let Some(Value::Huge(number)) = self.peek(key) {
            let message = format!("`{number}` is out of range");
            let span = self.take(key)?.span;
            self.say(code::KEY_VALUE, span, message, "write a smaller number".into());
            return None;
        }
        self.typed(key, "a whole number", "15", |value| match value {
            Value::Integer(number) => Some(*number),
            _ => None,
        })
    }

    /// True or false.
    pub(crate) fn flag(&mut self, key: &'static str) -> Option<bool> {
        let found = self.typed(key, "true or false", "true", |value| match value {
            Value::Bool(is_true) => Some(*is_true),
            _ => None,
        });
        found.map(|found| found.value)
    }

    /// A day: a TOML date, or a text of the same form.
    pub(crate) fn date(&mut self, key: &'static str) -> Option<Spanned<NaiveDate>> {
        let found = self.take(key)?;
        let date = match &found.value {
            Value::Moment(Some(date), None, _) => Some(*date),
            Value::Text(text) => text.trim().parse().ok(),
            _ => None,
        };
        if date.is_none() {
            let wrong = match &found.value {
                Value::Text(text) => by_hand::not_a_day(key, text, found.span),
                _ => wrong_type(key, "a date", "2017-06-13", &found),
            };
            self.sink.push(wrong);
        }
        date.map(|date| Spanned::new(date, found.span))
    }

    /// A time of day: a TOML local time, or a text of the same form.
    pub(crate) fn time(&mut self, key: &'static str) -> Option<Spanned<NaiveTime>> {
        let found = self.take(key)?;
        let time = match &found.value {
            Value::Moment(None, Some(time), _) => Some(*time),
            Value::Text(text) => parse_clock(text.trim()),
            _ => None,
        };
        if time.is_none() {
            let wrong = match &found.value {
                Value::Text(text) => by_hand::not_a_time(key, text, found.span),
                _ => wrong_type(key, "a time", "06:00", &found),
            };
            self.sink.push(wrong);
        }
        time.map(|time| Spanned::new(time, found.span))
    }

    /// A local date and time.
    pub(crate) fn local(&mut self, key: &'static str) -> Option<NaiveDateTime> {
        let example = "\"2017-06-13 21:00\"";
        if let Some(Value::Text(_)) = self.peek(key) {
            let found = self.text(key)?;
            let local = local(&found.value);
            if local.is_none() {
                let message = format!("`{}` is not a date and time", found.value);
                self.say(
                    code::KEY_VALUE,
                    found.span,
                    message,
                    format!("write a day and a time of the day, as in `{key} = {example}`"),
                );
            }
            return local;
        }
        let found = self.typed(key, "a date and time", example, |value| match value {
            Value::Moment(Some(date), Some(time), _) => Some(date.and_time(*time)),
            _ => None,
        });
        found.map(|found| found.value)
    }

    /// A length: `"1h"`, `"90m"`.
    pub(crate) fn duration(&mut self, key: &'static str) -> Option<Spanned<Duration>> {
        let found = self.text(key)?;
        let length = parse_duration(&found.value).filter(|length| *length > Duration::zero());
        if length.is_none() {
            let message = format!("`{}` is not a length of time", found.value);
            self.say(
                code::KEY_VALUE,
                found.span,
                message,
                format!("write hours and minutes, as in `{key} = \"1h 30m\"` or `\"90m\"`"),
            );
        }
        length.map(|length| Spanned::new(length, found.span))
    }

    /// An IANA zone.
    pub(crate) fn zone(&mut self, key: &'static str) -> Option<Zone> {
        let found = self.text(key)?;
        self.zone_named(&found)
    }

    /// The zone of a name; what is wrong with it is told, and the zone that was likely meant
    /// stands in for it, so that nothing more is said about times read in another zone.
    pub(crate) fn zone_named(&mut self, name: &Spanned<String>) -> Option<Zone> {
        match Zone::named(&name.value) {
            Ok(zone) => Some(zone),
            Err(unknown) => {
                let message =
                    format!("`{}` is not a zone of the IANA time zone database", name.value);
                let wrong = Diagnostic::new(code::TIME_ZONE, name.span, message);
                let meant = unknown.nearest;
                let help = meant.as_ref().map_or_else(
                    || "write one such as `Europe/Madrid` or `UTC`".to_owned(),
                    |near| format!("write `{near}`"),
                );
                self.sink.push(wrong.help(help));
                Zone::named(meant?).ok()
            }
        }
    }

    /// A URL of an allowed scheme.
    pub(crate) fn url(&mut self, key: &'static str) -> Option<Spanned<String>> {
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
    pub(crate) fn one_of<T: Copy>(
        &mut self,
        key: &'static str,
        words: &[(&'static str, T)],
    ) -> Option<T> {
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
    pub(crate) fn not_one_of(&mut self, key: &str, found: &Spanned<String>, names: &[&str]) {
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
    pub(crate) fn table(&mut self, key: &'static str) -> Option<Table> {
        let found = self.typed(key, "a table", "{ … }", |value| match value {
            Value::Table(table) => Some(table.clone()),
            _ => None,
        });
        found.map(|found| found.value)
    }

    /// Tables: `[[key]]`.
    pub(crate) fn tables(&mut self, key: &'static str) -> Vec<Table> {
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
    pub(crate) fn extra(&mut self) -> serde_json::Map<String, serde_json::Value> {
        self.table("extra").map(|table| table.to_json()).unwrap_or_default()
    }

    /// Says something with a help line.
    pub(crate) fn say(&mut self, code: Code, span: Span, message: String, help: String) {
        self.sink.push(Diagnostic::new(code, span, message).help(help));
    }

    /// A list of texts, where there is one: an empty one says something too.
    pub(crate) fn given_texts(&mut self, key: &'static str) -> Option<Vec<Spanned<String>>> {
        let is_given = self.peek(key).is_some();
        let texts = self.texts(key);
        is_given.then_some(texts)
    }

    /// Tells the keys that are not there, and those that nobody took; `[extra]` may stand in every
    /// table. By then every key of the shape must have been asked for.
    pub(crate) fn finish(mut self) -> bool {
        let unasked = self.shape.keys.iter().find(|key| !self.known.contains(&key.name));
        debug_assert!(
            unasked.is_none(),
            "{} is never read of {}",
            unasked.map_or("", |key| key.name),
            self.shape.what
        );
        if !self.known.contains(&"extra") {
            self.extra();
        }
        // what stands in a line that could not be read is not missing, under whatever name
        if !self.table.lost.is_empty() {
            self.missing.clear();
        }
        let written = |key: &&str| self.written.iter().any(|name| name == key);
        let absent: Vec<&str> = self.known.iter().copied().filter(|key| !written(key)).collect();
        if let Some((key, meant)) = self.mistaken(&absent) {
            let said = mistaken_key(key, self.shape.what, meant);
            self.sink.push(said);
            return false;
        }
        let mut missing = std::mem::take(&mut self.missing);
        missing.retain(|keys| !self.is_misspelt(keys));
        self.sink
            .extend(missing.iter().map(|keys| missing_key(keys, self.shape.what, self.header)));
        for (key, _) in &self.table.entries {
            self.sink.push(unknown_key(key, self.shape.what, &self.known, &absent));
        }
        self.table.entries.is_empty()
    }

    /// Whether a key that is left over is nearly one of these: told as unknown, it is one mistake.
    fn is_misspelt(&self, keys: &[(&'static str, &'static str)]) -> bool {
        let mut left = self.table.entries.iter().map(|(name, _)| name.value.as_str());
        left.any(|name| near(name, keys.iter().map(|(key, _)| *key)).is_some())
    }

    /// The only key left over, where it stands in the place of the only one missing, as its value
    /// shows: `link = "https://…"` for `url`.
    fn mistaken(&self, absent: &[&str]) -> Option<(&Spanned<String>, &'static str)> {
        let ([(key, value)], [missing]) = (self.table.entries.as_slice(), self.missing.as_slice())
        else {
            return None;
        };
        let is_misspelt = near(&key.value, absent.iter().copied()).is_some();
        let alike = |(_, example): &&(&str, &str)| look_of(&value.value) == look(example);
        let meant = missing.iter().find(alike).filter(|_| !is_misspelt)?;
        Some((key, meant.0))
    }
}

/// What kind of value a text is by its looks.
fn look(text: &str) -> &'static str {
    let text = text.trim_matches('"').trim();
    match text {
        _ if text.contains("://") => "an address",
        _ if text.parse::<NaiveDate>().is_ok() => "a date",
        _ if parse_clock(text).is_some() => "a time",
        _ if parse_duration(text).is_some() => "a length",
        _ => "a text",
    }
}

/// What kind of value a value is by its looks.
fn look_of(value: &Value) -> &'static str {
    match value {
        Value::Text(text) | Value::Moment(_, _, text) => look(text),
        other => other.kind(),
    }
}

fn local(text: &str) -> Option<NaiveDateTime> {
    let (date, time) = text.trim().split_once([' ', 'T'])?;
    Some(date.parse::<NaiveDate>().ok()?.and_time(parse_clock(time.trim())?))
}

fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    }
}

fn wrong_type(key: &str, wanted: &str, example: &str, found: &Spanned<Value>) -> Diagnostic {
    let message = format!("`{key}` must be {wanted}, and this is {}", found.value.kind());
    let help = match meant(wanted, &found.value) {
        Some(meant) => format!("write `{key} = {meant}`"),
        None if example.contains('…') => format!("write `{key} = {example}`"),
        None => format!("write {wanted}, as in `{key} = {example}`"),
    };
    Diagnostic::new(code::KEY_TYPE, found.span, message).help(help)
}

/// The value as it was likely meant: `"15"` for `15` where a text is wanted.
fn meant(wanted: &str, found: &Value) -> Option<String> {
    match (wanted, found) {
        ("a text", Value::Integer(number)) => Some(format!("\"{number}\"")),
        ("a text", Value::Bool(is_true)) => Some(format!("\"{is_true}\"")),
        ("a text", Value::Moment(_, _, text)) => Some(format!("\"{text}\"")),
        ("a list of texts", Value::Text(text)) => Some(format!("[{text:?}]")),
        ("a whole number", Value::Text(text)) => {
            text.trim().parse::<i64>().ok().map(|n| n.to_string())
        }
        ("true or false", Value::Text(text)) => match text.trim().to_lowercase().as_str() {
            "true" | "yes" => Some("true".into()),
            "false" | "no" => Some("false".into()),
            _ => None,
        },
        _ => None,
    }
}

/// Required keys that are not there.
fn missing_key(keys: &Missing, what: &str, header: Span) -> Diagnostic {
    let names: Vec<String> = keys.iter().map(|(key, _)| format!("`{key}`")).collect();
    let lines: Vec<String> =
        keys.iter().map(|(key, example)| format!("`{key} = {example}`")).collect();
    let message = format!("{what} needs {}", names.join(" or "));
    Diagnostic::new(code::KEY_MISSING, header, message)
        .help(format!("add a line {}", lines.join(", or ")))
}

/// A key that nobody asked for, in the place of one that is needed.
fn mistaken_key(key: &Spanned<String>, what: &str, meant: &str) -> Diagnostic {
    let message = format!("{what} has no key `{}`, and needs `{meant}`", key.value);
    Diagnostic::new(code::KEY_UNKNOWN, key.span, message).help(format!("write `{meant}`"))
}

/// A key that nobody asked for; what was likely meant is a key that is not there yet.
fn unknown_key(
    key: &Spanned<String>,
    what: &str,
    known: &[&'static str],
    absent: &[&'static str],
) -> Diagnostic {
    let unknown =
        Diagnostic::new(code::KEY_UNKNOWN, key.span, format!("{what} has no key `{}`", key.value));
    if let Some(near) = near(&key.value, absent.iter().copied()) {
        let help = format!("write `{near}`");
        return unknown.help(help.clone()).fix(Fix::replace(help, key.span, near));
    }
    if let Some(near) = near(&key.value, known.iter().copied()) {
        return unknown.help(format!("delete it, as `{near}` is there already"));
    }
    let names = known.iter().filter(|key| **key != "extra");
    let names: Vec<String> = names.map(|key| format!("`{key}`")).collect();
    if names.len() > MOST_KEYS {
        return unknown.help("delete it, or put it under `[extra]`");
    }
    unknown.help(format!("delete it, put it under `[extra]`, or write one of {}", join(&names)))
}

/// The nearest of some keys to one as it looks.
fn near<'a>(key: &str, keys: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    nearest(as_it_looks(key).as_deref().unwrap_or(key), keys)
}

/// So many keys are named one by one; more would be read by nobody.
const MOST_KEYS: usize = 8;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::{
        source::{FileId, SourceFile},
        syntax::{
            shape::{Besides, Key, Kind},
            toml,
        },
    };

    /// A shape of these keys.
    fn shape(keys: &[&'static str]) -> &'static Shape {
        let example = |name: &str| match name {
            "end" => "07:00",
            "duration" => "\"1h\"",
            _ => "\"Call\"",
        };
        let key = |name: &&'static str| Key::new(name, Kind::Text, example(name), "");
        let keys = keys.iter().map(key).collect::<Vec<_>>().leak();
        Box::leak(Box::new(Shape { what: "a meeting", about: "", keys, besides: Besides::Nothing }))
    }

    /// What reading a table of these keys says: place, code, message, help.
    fn said(text: &str, keys: &[&'static str], read: impl FnOnce(&mut Fields<'_>)) -> Vec<String> {
        let mut sink = Sink::default();
        let table = toml::parse(text, FileId(0), 0..text.len(), &mut sink).unwrap();
        let mut fields = Fields::new(table, shape(keys), &mut sink);
        read(&mut fields);
        fields.finish();
        let file = SourceFile::new("m.toml", text);
        let report = sink.finish(&BTreeMap::new());
        let line = |one: &Diagnostic| {
            let place = file.position(one.span.start);
            let help = one.help.as_deref().unwrap_or("-");
            format!("{}:{} {:?} {} | {help}", place.line, place.column, one.code, one.message)
        };
        report.diagnostics.iter().map(|one| line(&one.diagnostic)).collect()
    }

    #[test]
    fn a_misspelt_key_is_one_mistake() {
        let said = said("tittle = \"x\"\n", &["title"], |fields| {
            fields.required_text("title");
        });
        assert_eq!(said, ["1:1 key/unknown a meeting has no key `tittle` | write `title`"]);
    }

    #[test]
    fn a_key_that_is_there_is_not_proposed_again() {
        let said = said("title = \"x\"\ntitel = \"y\"\n", &["title"], |fields| {
            fields.required_text("title");
        });
        assert_eq!(
            said,
            [
                "2:1 key/unknown a meeting has no key `titel` | delete it, as `title` is there already"
            ]
        );
    }

    #[test]
    fn a_missing_key_is_told_at_the_header() {
        let said = said("# nothing\n", &["title"], |fields| {
            fields.required_text("title");
        });
        assert_eq!(
            said,
            ["1:1 key/missing a meeting needs `title` | add a line `title = \"Call\"`"]
        );
    }

    #[test]
    fn a_key_of_another_name_in_the_place_of_the_missing_one_is_one_mistake() {
        let said_of = |text: &str| {
            said(text, &["title", "end", "duration"], |fields| {
                fields.required_text("title");
                fields.has_one_of(&["end", "duration"]);
                fields.time("end");
                fields.duration("duration");
            })
        };
        assert_eq!(
            said_of("title = \"x\"\nfinish = 07:00\n"),
            ["2:1 key/unknown a meeting has no key `finish`, and needs `end` | write `end`"]
        );
        assert_eq!(
            said_of("title = \"x\"\nlasts = \"90m\"\n"),
            [
                "2:1 key/unknown a meeting has no key `lasts`, and needs `duration` | write `duration`"
            ]
        );
        assert_eq!(said_of("title = \"x\"\nfinish = \"soon\"\n").len(), 2, "no time, no length");
        assert_eq!(said_of("title = \"x\"\nfinish = 07:00\nplace = \"x\"\n").len(), 3);
        assert_eq!(said_of("finish = 07:00\n").len(), 3, "two are missing");
    }

    #[test]
    fn wrong_types_are_told_at_the_value_with_what_to_type() {
        let text = "title = 15\nchair = \"Emily\"\nnumber = \"15\"\ndraft = \"yes\"\ndate = 6\n";
        let said = said(text, &["title", "chair", "number", "draft", "date"], |fields| {
            fields.text("title");
            fields.texts("chair");
            fields.integer("number");
            fields.flag("draft");
            fields.date("date");
        });
        let expected = [
            "1:9 key/type `title` must be a text, and this is a number | write `title = \"15\"`",
            "2:9 key/type `chair` must be a list of texts, and this is a text | write `chair = [\"Emily\"]`",
            "3:10 key/type `number` must be a whole number, and this is a text | write `number = 15`",
            "4:9 key/type `draft` must be true or false, and this is a text | write `draft = true`",
            "5:8 key/type `date` must be a date, and this is a number | write a date, as in `date = 2017-06-13`",
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn wrong_values_are_told_with_what_was_meant() {
        let text = "date = \"13 June 2017\"\nstart = \"25:10\"\nduration = \"soon\"\nfrom = \"then\"\nzone = \"Europe/Madird\"\nnumber = 99999999999999999999\n";
        let said = said(text, &["date", "start", "duration", "from", "zone", "number"], |fields| {
            fields.date("date");
            fields.time("start");
            fields.duration("duration");
            fields.local("from");
            fields.zone("zone");
            fields.integer("number");
        });
        let expected = [
            "1:8 key/value `13 June 2017` is not a date | write `date = 2017-06-13`",
            "2:9 key/value `25:10` is not a time of day | write a time from `00:00` to `23:59`",
            "3:12 key/value `soon` is not a length of time | write hours and minutes, as in `duration = \"1h 30m\"` or `\"90m\"`",
            "4:8 key/value `then` is not a date and time | write a day and a time of the day, as in `from = \"2017-06-13 21:00\"`",
            "5:8 time/zone `Europe/Madird` is not a zone of the IANA time zone database | write `Europe/Madrid`",
            "6:10 key/value `99999999999999999999` is out of range | write a smaller number",
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn other_ways_to_write_days_and_times_are_turned_into_ours() {
        let text = "date = \"14.07.2018\"\nend_date = \"6/2/2017\"\nstart = \"2 pm\"\nend = \"14h30\"\non = \"31.06.2018\"\n";
        let said = said(text, &["date", "end_date", "on", "start", "end"], |fields| {
            for key in ["date", "end_date", "on"] {
                fields.date(key);
            }
            fields.time("start");
            fields.time("end");
        });
        let helps: Vec<_> = said.iter().filter_map(|one| one.split(" | ").nth(1)).collect();
        let expected = [
            "write `date = 2018-07-14`",
            "write `end_date = 2017-02-06`, or `2017-06-02`",
            "write `start = 14:00`",
            "write `end = 14:30`",
            "write a day of the calendar: June has 30 days",
        ];
        assert_eq!(helps, expected);
    }

    #[test]
    fn dates_and_times_are_taken_in_either_form() {
        let text = "date = 2017-06-13\nday = \"2017-06-13\"\nstart = 06:00\nend = \"06:00\"\nfrom = 2017-06-13 21:00\n";
        let said = said(text, &["date", "day", "start", "end", "from"], |fields| {
            assert_eq!(
                fields.date("date").map(|day| day.value),
                fields.date("day").map(|day| day.value)
            );
            assert_eq!(
                fields.time("start").map(|time| time.value),
                fields.time("end").map(|time| time.value)
            );
            assert!(fields.local("from").is_some());
        });
        assert_eq!(said, [""; 0]);
    }

    #[test]
    fn own_keys_stand_under_extra_in_every_table() {
        assert_eq!(said("[extra]\nmood = \"good\"\n", &[], |_| ()), [""; 0]);
        let said = said("extra = 1\n", &[], |_| ());
        assert_eq!(
            said,
            ["1:9 key/type `extra` must be a table, and this is a number | write `extra = { … }`"]
        );
    }

    #[test]
    #[should_panic(expected = "the shape of a meeting has no key title")]
    fn a_key_that_the_schema_does_not_have_cannot_be_read() {
        said("", &[], |fields| {
            fields.text("title");
        });
    }

    #[test]
    #[should_panic(expected = "title is never read of a meeting")]
    fn a_key_of_the_schema_cannot_be_forgotten() {
        said("", &["title"], |_| ());
    }
}
