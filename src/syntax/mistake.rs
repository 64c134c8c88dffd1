//! Mistakes of TOML's syntax in plain words: what the parser found goes in, what to type comes
//! out; one slip is told once.

use std::ops::Range;

use chrono::NaiveDate;

use crate::time::{find_days, parse_clock};

/// A mistake: where it is in the text, what is wrong, what to type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mistake {
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) help: String,
}

/// The mistakes behind the parser's complaints, in order: the first of each line, and nothing
/// after a bracket that never closes.
pub(super) fn mistakes(text: &str, mut found: Vec<(Range<usize>, String)>) -> Vec<Mistake> {
    found.sort_by_key(|(range, _)| (range.start, range.end));
    let is_open = found.iter().any(|(_, message)| is_unclosed(message));
    let text_open = found.iter().position(|(_, message)| is_unclosed_text(message));
    if let (true, Some(at)) = (is_open, text_open) {
        // the bracket is closed within the text; what comes after was read as a part of it
        found.truncate(at + 1);
        found.retain(|(_, message)| !is_unclosed(message));
    }
    let is_open = is_open && text_open.is_none();
    let mut told: Vec<Mistake> = Vec::new();
    let (mut last_line, mut has_bad_header) = (None, false);
    for (range, message) in found {
        let slip = Slip::new(text, range);
        if is_open
            && (is_unclosed(&message)
                || message.contains(" array")
                || message.contains("key-value"))
        {
            told.push(slip.bracket());
            break;
        }
        if last_line != Some(slip.line.start)
            && !(has_bad_header && message.starts_with("duplicate"))
        {
            last_line = Some(slip.line.start);
            has_bad_header |= slip.whole_line().1.starts_with('[');
            told.push(slip.mistake(&message));
        }
        if is_unclosed_text(&message) && message.contains("multi-line") {
            break;
        }
    }
    told
}

fn is_unclosed_text(message: &str) -> bool {
    message.starts_with("invalid")
        && message.contains("string, expected")
        && !(message.contains("visible") || message.contains("printable"))
}

fn is_unclosed(message: &str) -> bool {
    message.starts_with("unclosed array,") || message.starts_with("unclosed inline table")
}

/// A place that the parser complained of, and its line.
#[derive(Clone)]
struct Slip<'a> {
    text: &'a str,
    range: Range<usize>,
    line: Range<usize>,
}

impl<'a> Slip<'a> {
    fn new(text: &'a str, range: Range<usize>) -> Self {
        let start = floor(text, range.start);
        let end = floor(text, range.end).max(start);
        let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        Self { text, range: start..end, line: line..line_end }
    }

    fn found(&self) -> &'a str {
        &self.text[self.range.clone()]
    }

    /// The line without the white space around it.
    fn whole_line(&self) -> (Range<usize>, &'a str) {
        self.trimmed(self.line.clone())
    }

    /// From the place to the end of its line.
    fn rest(&self) -> (Range<usize>, &'a str) {
        self.trimmed(self.range.start..self.line.end)
    }

    /// From the place to the next white space.
    fn word(&self) -> (Range<usize>, &'a str) {
        let (range, rest) = self.rest();
        let len = rest.find([' ', '\t', ',', ']', '}', '#']).unwrap_or(rest.len());
        (range.start..range.start + len, &rest[..len])
    }

    fn trimmed(&self, range: Range<usize>) -> (Range<usize>, &'a str) {
        let part = &self.text[range.clone()];
        let start = range.start + part.len() - part.trim_start().len();
        let part = part.trim();
        (start..start + part.len(), part)
    }

    /// The key of the line, for what to type.
    fn key(&self) -> &'a str {
        let (_, line) = self.whole_line();
        line.split(['=', ':']).next().unwrap_or(line).trim()
    }

    fn at(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Mistake {
        Mistake { range, message: message.into(), help: help.into() }
    }

    fn mistake(&self, message: &str) -> Mistake {
        let is = |start: &str| message.starts_with(start);
        match () {
            () if is("string values must be quoted") => self.bare_text(),
            () if is("invalid time") => self.time(),
            () if is("invalid date") => self.date(),
            () if is("unexpected leading zero") => self.leading_zero(),
            () if is("duplicate key") => self.twice(),
            () if is("key with no value") => self.no_value(),
            () if is("unquoted keys cannot be empty") || is("missing key") => {
                Self::at(self.range.clone(), "a key is missing here", "write `key = \"value\"`")
            }
            () if is("invalid unquoted key") => self.odd_key(),
            () if is("unclosed table") || is("unclosed array table") => self.header(),
            () if is("unexpected key or value") => self.more_after_value(),
            () if is("missing comma") => Self::at(
                self.range.clone(),
                "a comma is missing here",
                "put a `,` between two values of a list or table",
            ),
            () if is("invalid boolean") => self.boolean(),
            () => self.inside_text(message),
        }
    }

    fn bare_text(&self) -> Mistake {
        let found = self.found().trim();
        if found.is_empty() {
            let (range, _) = self.whole_line();
            let key = self.key();
            let help = format!("write `{key} = \"…\"`, or delete the line");
            return Self::at(range, format!("`{key}` has no value"), help);
        }
        let message = format!("`{found}` is text without quotes");
        let help = format!("write `{}`", self.meant(found));
        Self::at(self.range.clone(), message, help)
    }

    /// The value that was likely meant by bare words.
    fn meant(&self, found: &str) -> String {
        match found.to_lowercase().as_str() {
            "yes" | "on" | "true" => return "true".into(),
            "no" | "off" | "false" => return "false".into(),
            _ => {}
        }
        if let Some(day) = written_day(found) {
            return day.to_string();
        }
        // What follows a `#` was lost to the parser as a comment, but may be meant: "Call #15".
        let (_, rest) = self.rest();
        let rest = if rest.contains(['"', '\'', ',', ']', '}']) { found } else { rest };
        let inner = rest.trim_matches(|c| matches!(c, '“' | '”' | '„' | '‘' | '’' | '«' | '»'));
        format!("\"{}\"", inner.replace('\\', "\\\\").replace('"', "\\\""))
    }

    fn time(&self) -> Mistake {
        let token = self.token();
        let first = token.split(' ').next().unwrap_or(token);
        let help = clock(token)
            .or_else(|| local(token))
            .or_else(|| clock(first))
            .unwrap_or_else(|| "write a time from `00:00` to `23:59`".into());
        Self::at(self.token_range(), format!("`{token}` is not a time of day"), help)
    }

    /// What the parser took for a value; the next word where it names nothing.
    fn token(&self) -> &'a str {
        &self.text[self.token_range()]
    }

    fn token_range(&self) -> Range<usize> {
        let range = self.trimmed(self.range.clone()).0;
        if range.is_empty() { self.word().0 } else { range }
    }

    /// The value of which the parser read a part.
    fn value(&self) -> (Range<usize>, &'a str) {
        let before = &self.text[self.line.start..self.range.start];
        let is_edge = |c: char| c.is_whitespace() || matches!(c, '=' | '[' | '{' | ',');
        let start = before.rfind(is_edge).map_or(0, |at| at + 1) + self.line.start;
        Slip { range: start..self.range.end, ..self.clone() }.word()
    }

    fn number(&self) -> Mistake {
        let (range, word) = self.value();
        let help = format!("write `\"{word}\"` if it is text");
        Self::at(range, format!("`{word}` is not a number"), help)
    }

    fn date(&self) -> Mistake {
        let word = self.token();
        let parts: Vec<u32> = word.split('-').filter_map(|part| part.parse().ok()).collect();
        let day = match parts.as_slice() {
            &[year, month, day] => {
                i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
            }
            _ => None,
        };
        let first = word.split([' ', '-', '–']).next().unwrap_or(word);
        if let Some(help) = clock(first).filter(|_| first.contains(':')) {
            return Self::at(self.token_range(), format!("`{word}` is not a time of day"), help);
        }
        let help = day.map_or_else(
            || "write a day of the calendar as year, month and day: `2017-06-13`".to_owned(),
            |day| format!("write `{day}`"),
        );
        Self::at(self.token_range(), format!("`{word}` is not a date"), help)
    }

    fn leading_zero(&self) -> Mistake {
        let (range, word) = self.word();
        let help = clock(word).unwrap_or_else(|| {
            format!("write `{}`, or `\"{word}\"` if it is text", word.trim_start_matches('0'))
        });
        Self::at(range, format!("`{word}` is not a number"), help)
    }

    fn twice(&self) -> Mistake {
        let (_, line) = self.whole_line();
        let found = self.found();
        if line.starts_with('[') {
            let name = line.trim_matches(['[', ']']);
            let help = format!(
                "put its keys under the first one, or write `[[{name}]]` above each entry of a list"
            );
            return Self::at(
                self.range.clone(),
                format!("`{line}` begins a table that is there already"),
                help,
            );
        }
        let message = format!("`{found}` is given twice");
        Self::at(self.range.clone(), message, "keep one of the two lines")
    }

    fn no_value(&self) -> Mistake {
        let (range, line) = self.whole_line();
        let message = format!("`{line}` is no key with a value");
        Self::at(range, message, "write `key = \"value\"`, or begin the line with `#`")
    }

    fn odd_key(&self) -> Mistake {
        let (found, key) = (self.found(), self.key());
        if found == ":" {
            let (_, rest) = self.rest();
            let help = format!("write `{key} = {}`", rest.trim_start_matches(':').trim());
            return Self::at(
                self.range.clone(),
                "a key and its value are parted by `=`, not `:`",
                help,
            );
        }
        let message = format!("`{found}` cannot stand in a key without quotes");
        Self::at(self.range.clone(), message, format!("write `\"{key}\" = …`"))
    }

    fn header(&self) -> Mistake {
        let (range, line) = self.whole_line();
        let name = line.trim_matches(['[', ']', ' ']);
        let closed =
            if line.starts_with("[[") { format!("[[{name}]]") } else { format!("[{name}]") };
        Self::at(range, format!("the header `{line}` is not closed"), format!("write `{closed}`"))
    }

    fn more_after_value(&self) -> Mistake {
        let (range, rest) = self.rest();
        let (_, line) = self.whole_line();
        let value = line.split_once('=').map_or("", |(_, value)| value.trim());
        let message = format!("`{rest}` stands after the end of the value");
        let help = match value.chars().next() {
            Some('\'') if rest.contains('\'') => {
                format!("put the text in double quotes: `\"{}\"`", value.trim_matches('\''))
            }
            Some('"') if rest.contains('"') => "write a quote inside a text as `\\\"`".to_owned(),
            _ => "delete it, or begin it with `#`".to_owned(),
        };
        Self::at(range, message, help)
    }

    fn boolean(&self) -> Mistake {
        let (range, word) = self.word();
        if !matches!(word.to_lowercase().as_str(), "true" | "false") {
            return self.bare_text();
        }
        let help = format!("write `{}`", word.to_lowercase());
        Self::at(range, format!("`{word}` is neither `true` nor `false`"), help)
    }

    /// Mistakes inside texts, and what is rare.
    fn inside_text(&self, message: &str) -> Mistake {
        if message.starts_with("invalid") && message.contains("string, expected") {
            return self.text(message);
        }
        if message.contains("escape") {
            let (range, word) = self.word();
            let help = "write a backslash as `\\\\`, or put the text in single quotes";
            return Self::at(range, format!("`\\{word}` is no escape of TOML"), help);
        }
        if message.contains("recurs") {
            let help = "put less into each other";
            return Self::at(self.range.clone(), "this nests too deeply", help);
        }
        if message.starts_with("invalid comment") {
            return self.control("the comment");
        }
        if NUMBERS.iter().any(|word| message.contains(word)) {
            return self.number();
        }
        let plain = message.split(", expected").next().unwrap_or(message);
        Self::at(self.range.clone(), plain.to_owned(), "mend this line: `key = \"value\"`")
    }

    fn text(&self, message: &str) -> Mistake {
        if message.contains("visible") || message.contains("printable") {
            return self.control("the text");
        }
        let is_long = message.contains("multi-line");
        let mark = match (message.contains("literal"), is_long) {
            (true, true) => "'''",
            (true, false) => "'",
            (false, true) => "\"\"\"",
            (false, false) => "\"",
        };
        let from = if is_long { 0 } else { self.line.start };
        let before = &self.text[from..self.range.start];
        let Some(start) = before.rfind(mark).map(|at| from + at) else { return self.no_value() };
        let end =
            if is_long { (start + mark.len()).min(self.text.len()) } else { self.range.start };
        let (range, _) = self.trimmed(start..end.max(start));
        let help = format!("close it with `{mark}`");
        Self::at(range, "the text that begins here is not closed", help)
    }

    fn control(&self, what: &str) -> Mistake {
        let c = self.text[self.range.start..].chars().next().unwrap_or_default();
        let message = format!("{what} holds the control character U+{:04X}", u32::from(c));
        Self::at(self.range.clone(), message, "delete it")
    }

    /// The bracket before the place, which never closes.
    fn bracket(&self) -> Mistake {
        let before = &self.text[..self.range.start];
        let at = before.rfind(['[', '{']).unwrap_or(self.range.start);
        let is_list = self.text[at..].starts_with('[');
        let (what, mark) = if is_list { ("list", "]") } else { ("table", "}") };
        let range = at..(at + 1).min(self.text.len());
        let message = format!("the {what} that begins here is not closed");
        Self::at(range, message, format!("close it with `{mark}`"))
    }
}

/// Words of complaints about numbers.
const NUMBERS: [&str; 7] =
    ["float", "mantissa", "fraction", "exponent", "digits", "integer", "number"];

/// `2017-06-13 8:30` as it is written, in words to follow.
fn local(token: &str) -> Option<String> {
    let (day, time) = token.split_once([' ', 'T'])?;
    let (day, time) = (day.parse::<NaiveDate>().ok()?, parse_clock(time)?);
    Some(format!("write `{day} {}`", time.format("%H:%M")))
}

/// `8:30`, `8.30`, `0830` as a time is written, in words to follow.
fn clock(word: &str) -> Option<String> {
    let dotted = word.replace('.', ":");
    let dotted = match dotted.len() {
        4 if dotted.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{}:{}", &dotted[..2], &dotted[2..])
        }
        _ => dotted,
    };
    parse_clock(&dotted).map(|time| format!("write `{}`", time.format("%H:%M")))
}

/// The day that a text names, year included.
fn written_day(text: &str) -> Option<NaiveDate> {
    let near = NaiveDate::from_ymd_opt(2000, 1, 1)?;
    let text = text.replace('/', "-");
    let found = find_days(&text, near);
    let is_whole = |range: &Range<usize>| *range == (0..text.len());
    found.first().filter(|day| day.has_year && is_whole(&day.range)).map(|day| day.day)
}

/// The byte, or the start of the character that it is inside of.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|&byte| text.is_char_boundary(byte)).unwrap_or(0)
}
