//! Mistakes of TOML's syntax in plain words: what the parser found goes in, what to type comes
//! out; one slip is told once.

use std::ops::Range;

use chrono::NaiveDate;

use super::by_hand::{days_meant, time_meant};
use crate::time::parse_clock;

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
    let runaway = runaway_text(text).filter(|_| !found.is_empty());
    if let Some(start) = runaway {
        found.retain(|(range, _)| range.start < start);
    }
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
    let mut second_entry = 0;
    for (at, (range, message)) in found.iter().enumerate() {
        let slip = Slip::new(text, range.clone());
        if slip.range.start < second_entry && message.starts_with("duplicate key") {
            continue;
        }
        if let Some((told_once, end)) = slip.forgotten_header(&found[at..]) {
            told.push(told_once);
            second_entry = end;
            continue;
        }
        if is_open
            && (is_unclosed(message) || message.contains(" array") || message.contains("key-value"))
        {
            told.push(slip.bracket());
            break;
        }
        if last_line != Some(slip.line.start)
            && !(has_bad_header && message.starts_with("duplicate"))
        {
            last_line = Some(slip.line.start);
            has_bad_header |= slip.whole_line().1.starts_with('[');
            told.push(slip.mistake(message));
        }
        if is_unclosed_text(message) && message.contains("multi-line") {
            break;
        }
    }
    told.extend(runaway.map(|start| unclosed_text(text, start)));
    told
}

/// Where a text of several lines begins that ends only at the mark by which the next one begins:
/// `body = """`. What comes after it is no TOML.
fn runaway_text(text: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(mark) = text[at..].find(['"', '\'', '#']).map(|to| at + to) {
        let rest = &text[mark..];
        if rest.starts_with('#') {
            at = mark + rest.find('\n').unwrap_or(rest.len());
            continue;
        }
        let length = quoted(rest);
        at = mark + length;
        let is_long = rest.starts_with("\"\"\"") || rest.starts_with("'''");
        let last_line = text[mark..at].trim_end_matches(['"', '\'']).rsplit_once('\n');
        if is_long && last_line.is_some_and(|(_, line)| begins_a_text(line)) {
            return Some(mark);
        }
    }
    None
}

/// Whether a line is a key and an equals sign, for a value to follow.
fn begins_a_text(line: &str) -> bool {
    let key = line.trim_end().strip_suffix('=').map(str::trim);
    key.is_some_and(|key| !key.is_empty() && key.bytes().all(is_key_letter))
}

const fn is_key_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

fn unclosed_text(text: &str, start: usize) -> Mistake {
    let mark = &text[start..start + 3];
    let message = "the text that begins here is not closed";
    Slip::at(start..start + 3, message, format!("close it with `{mark}`"))
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
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
            () if is("unquoted keys cannot be empty") && self.whole_line().1.starts_with('[') => {
                self.header()
            }
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
            () if is("missing table open") => self.not_opened(),
            () if is("missing opening quote") => self.not_quoted(),
            () if is("missing array opening") || is("missing inline table opening") => {
                self.not_opened_value()
            }
            () => self.inside_text(message),
        }
    }

    fn bare_text(&self) -> Mistake {
        let found = self.found().trim();
        if let Some(invisible) = self.invisible(&self.range) {
            return invisible;
        }
        if found.is_empty() {
            let (range, _) = self.whole_line();
            let key = self.key();
            let help = format!("write `{key} = \"…\"`, or delete the line");
            return Self::at(range, format!("`{key}` has no value"), help);
        }
        let message = format!("`{found}` is text without quotes");
        let meant: Vec<String> = self.meant(found).iter().map(|one| format!("`{one}`")).collect();
        let form = if days_meant(found).is_empty() { day_form(found) } else { "" };
        let help = format!("write {}{form}", meant.join(", or "));
        Self::at(self.range.clone(), message, help)
    }

    /// The values that may have been meant by bare words; more than one where they read two ways.
    fn meant(&self, found: &str) -> Vec<String> {
        match found.to_lowercase().as_str() {
            "yes" | "on" | "true" => return vec!["true".into()],
            "no" | "off" | "false" => return vec!["false".into()],
            _ => {}
        }
        let days = days_meant(found);
        if !days.is_empty() {
            return days.iter().map(NaiveDate::to_string).collect();
        }
        match time_meant(found) {
            Some(time) => vec![time.format("%H:%M").to_string()],
            None => vec![self.quoted(found)],
        }
    }

    /// Bare words as a text.
    fn quoted(&self, found: &str) -> String {
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
        if let Some(invisible) = self.invisible(&range) {
            return invisible;
        }
        let help = format!("write `\"{word}\"` if it is text{}", day_form(word));
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
        if let Some(invisible) = self.invisible(&range) {
            return invisible;
        }
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
        match line.split_once('=') {
            None if without_comment(line).ends_with(']') => self.not_opened(),
            None if !line.contains(char::is_whitespace) => {
                let help = format!("write `{line} = ` and its value, or delete the line");
                Self::at(range, format!("`{line}` has no value"), help)
            }
            Some((key, value)) if key.trim().contains(char::is_whitespace) => {
                let (key, value) = (key.trim(), value.trim());
                let joined = key.split_whitespace().collect::<Vec<_>>().join("_");
                let message = format!("a space cannot stand in the key `{key}`");
                Self::at(
                    range.start..range.start + key.len(),
                    message,
                    format!("write `{joined} = {value}`"),
                )
            }
            Some(_) => {
                Self::at(range, "a key of this line has no value", "write `=` and a value after it")
            }
            None => {
                let message = format!("`{line}` is no key with a value");
                Self::at(range, message, "write `key = \"value\"`, or begin the line with `#`")
            }
        }
    }

    fn odd_key(&self) -> Mistake {
        let (found, key) = (self.found(), self.key());
        if let Some(invisible) = self.invisible(&self.whole_line().0) {
            return invisible;
        }
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

    /// A header that is not closed, or whose name holds what a name cannot.
    fn header(&self) -> Mistake {
        let (range, line) = self.whole_line();
        let line = without_comment(line);
        let range = range.start..range.start + line.len();
        let name = line.replace(['[', ']'], "").trim().to_owned();
        let (n_open, n_closed) = (line.matches('[').count(), line.matches(']').count());
        let closed =
            if n_open.max(n_closed) > 1 { format!("[[{name}]]") } else { format!("[{name}]") };
        if name.is_empty() {
            return Self::at(range, "this header names no table", "write its name in the brackets");
        }
        let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c));
        if !is_plain && !name.contains(['"', '\'']) {
            return Self::odd_header(range, line, &closed, &name);
        }
        let after = line.trim_start_matches('[');
        let message = if n_closed < n_open && !after.contains('[') {
            format!("the header `{line}` is not closed")
        } else {
            format!("the brackets of the header `{line}` are out of place")
        };
        Self::at(range, message, format!("write `{closed}`"))
    }

    /// A header whose name needs quotes: with a space, perhaps for the point between two names.
    fn odd_header(range: Range<usize>, line: &str, closed: &str, name: &str) -> Mistake {
        let odd = |c: &char| !c.is_ascii_alphanumeric() && !"_-.".contains(*c);
        let c = name.chars().find(odd).unwrap_or_default();
        let shown = if c == ' ' { "a space".to_owned() } else { format!("`{c}`") };
        let message = format!("{shown} cannot stand in the header `{line}` without quotes");
        let quoted = closed.replace(name, &format!("\"{name}\""));
        let pointed = closed.replace(name, &name.split_whitespace().collect::<Vec<_>>().join("."));
        let help = match c {
            ' ' => format!("write `{pointed}` for a table in a table, or `{quoted}` for one name"),
            _ => format!("mend the name, or write `{quoted}`"),
        };
        Self::at(range, message, help)
    }

    /// A header without its first bracket.
    fn not_opened(&self) -> Mistake {
        let (range, line) = self.whole_line();
        let line = without_comment(line);
        let name = line.replace(['[', ']'], "").trim().to_owned();
        let opened = if line.ends_with("]]") { format!("[[{name}]]") } else { format!("[{name}]") };
        let range = range.start..range.start + line.len();
        Self::at(
            range,
            format!("the header `{line}` has no opening bracket"),
            format!("write `{opened}`"),
        )
    }

    /// A text that ends with a quotation mark and begins with none.
    fn not_quoted(&self) -> Mistake {
        let (_, line) = self.whole_line();
        let Some((key, value)) = line.split_once('=') else { return self.not_opened_value() };
        let inner = value.trim().trim_matches(['"', '\'']);
        let help = format!("write `{} = \"{inner}\"`", key.trim());
        Self::at(self.range.clone(), "the text has no quotation mark before it", help)
    }

    /// A bracket or mark that closes what nothing opens.
    fn not_opened_value(&self) -> Mistake {
        let found = self.found();
        let message = format!("`{found}` closes what nothing opens");
        Self::at(self.range.clone(), message, "delete it, or open it before")
    }

    /// A character within a place that nobody sees.
    fn invisible(&self, range: &Range<usize>) -> Option<Mistake> {
        let text = self.text.get(range.clone())?;
        let (at, c) = text.char_indices().find(|(_, c)| is_invisible(*c))?;
        let start = range.start + at;
        let message = format!(
            "`{}` holds U+{:04X}, which nobody sees",
            text.replace(is_invisible, ""),
            u32::from(c)
        );
        Some(Self::at(start..start + c.len_utf8(), message, "delete it"))
    }

    /// What the parser says in words of its own, in ours.
    fn rare(&self, message: &str) -> Option<Mistake> {
        let (plain, help) = RARE.iter().find(|(theirs, ..)| message.starts_with(theirs))?.1;
        Some(Self::at(self.range.clone(), plain, help))
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
        if let Some(rare) = self.rare(message) {
            return rare;
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

    /// Where a paragraph of an entry of a list begins with a key that the entry has, and gives
    /// another one twice: the header between the two was forgotten. With it, where the paragraph
    /// ends. The complaints are those from this one on.
    fn forgotten_header(&self, found: &[(Range<usize>, String)]) -> Option<(Mistake, usize)> {
        let is_twice =
            |(_, message): &&(Range<usize>, String)| message.starts_with("duplicate key");
        let is_first = found.first().is_some_and(|one| is_twice(&one))
            && self.text[..self.line.start].lines().next_back().is_some_and(is_blank);
        let lines = self.text.get(self.line.start..).filter(|_| is_first)?.split_inclusive('\n');
        let length: usize = lines.take_while(|line| !is_blank(line)).map(str::len).sum();
        let end = self.line.start + length;
        let inside = found.iter().take_while(|(range, _)| range.start < end);
        let n_twice = inside.filter(is_twice).count();
        let mut above = self.text[..self.line.start].lines().rev();
        let header = above.find(|line| line.starts_with('[')).map(str::trim)?;
        let help = format!("write `{header}` before this line, or keep one of the two");
        let message = format!("`{}` is given twice", self.key());
        let is_forgotten = n_twice > 1 && header.starts_with("[[");
        is_forgotten.then(|| (Self::at(self.range.clone(), message, help), end))
    }

    fn control(&self, what: &str) -> Mistake {
        let c = self.text[self.range.start..].chars().next().unwrap_or_default();
        let message = format!("{what} holds the control character U+{:04X}", u32::from(c));
        Self::at(self.range.clone(), message, "delete it")
    }

    /// The bracket before the place, which never closes.
    fn bracket(&self) -> Mistake {
        let at = open_bracket(&self.text[..self.range.start]).unwrap_or(self.range.start);
        let is_list = self.text[at..].starts_with('[');
        let (what, mark) = if is_list { ("list", "]") } else { ("table", "}") };
        let range = at..(at + 1).min(self.text.len());
        let message = format!("the {what} that begins here is not closed");
        Self::at(range, message, format!("close it with `{mark}`"))
    }
}

/// The innermost bracket of a text that is open at its end; those in quoted texts and comments are
/// none.
fn open_bracket(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    let mut at = 0;
    while let Some(mark) = text[at..].find(['[', '{', ']', '}', '"', '\'', '#']).map(|to| at + to) {
        let rest = &text[mark..];
        at = mark + 1;
        match rest.as_bytes().first() {
            Some(b'[' | b'{') => open.push(mark),
            Some(b']' | b'}') => {
                open.pop();
            }
            Some(b'#') => at = mark + rest.find('\n').unwrap_or(rest.len()),
            _ => at = mark + quoted(rest),
        }
    }
    open.pop()
}

/// How long the quoted text at the beginning is; up to the end of its line where it is not closed.
pub(super) fn quoted(text: &str) -> usize {
    let quote = &text[..1];
    let long = quote.repeat(3);
    let (mark, end) = if text.starts_with(&long) { (long.as_str(), "") } else { (quote, "\n") };
    let mut at = mark.len();
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with(mark) {
            return at + mark.len();
        }
        if !end.is_empty() && rest.starts_with(end) {
            return at;
        }
        let is_escape = quote == "\"" && rest.starts_with('\\');
        let escaped = if is_escape { rest.chars().nth(1).map_or(0, char::len_utf8) } else { 0 };
        at += rest.chars().next().map_or(1, char::len_utf8) + escaped;
    }
    text.len()
}

/// Words of complaints about numbers.
const NUMBERS: [&str; 9] =
    ["float", "mantissa", "fraction", "exponent", "digits", "integer", "number", "sign", "radix"];

/// Complaints that come seldom: how the parser's begin, what is wrong, what to do.
const RARE: [(&str, (&str, &str)); 9] = [
    (
        "invalid inline table element",
        (
            "a table in braces holds keys with values, and this is none",
            "write its key and `=` before it, or delete it",
        ),
    ),
    ("extra `=`", ("this `=` is one too many", "delete it")),
    ("extra comma", ("this comma is one too many", "delete it")),
    ("extra assignment", ("this `=` is one too many", "delete it")),
    ("missing assignment", ("a `=` is missing between key and value", "write `=` here")),
    ("missing value", ("a value is missing here", "write the value, or delete the line")),
    (
        "unexpected `=` in array",
        ("a list holds values, and no keys", "put the key and its value in braces: `{ … }`"),
    ),
    (
        "carriage return",
        ("this line ends with a bare carriage return", "end it as the other lines end"),
    ),
    ("invalid key-value pair", ("this is no key with a value", "write a key, `=` and a value")),
];

/// Whether a character takes no room: nobody who reads the line knows that it is there.
pub(super) fn is_invisible(c: char) -> bool {
    let is_joiner =
        matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
    is_joiner || c.is_control() && !matches!(c, '\t' | '\n' | '\r')
}

/// A header without the comment after it.
fn without_comment(line: &str) -> &str {
    let is_comment = |at: &usize| line[..*at].ends_with([' ', '\t', ']']);
    let at = line.match_indices('#').map(|(at, _)| at).find(is_comment);
    line[..at.unwrap_or(line.len())].trim_end()
}

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

/// The byte, or the start of the character that it is inside of.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|&byte| text.is_char_boundary(byte)).unwrap_or(0)
}
/// How a day is written, where words that begin with a number and hold a year may be one in another
/// language or order; else nothing.
fn day_form(words: &str) -> &'static str {
    let mut numbers = words.split(|c: char| !c.is_ascii_digit());
    let is_day =
        words.starts_with(|c: char| c.is_ascii_digit()) && numbers.any(|one| one.len() == 4);
    if is_day { "; a day is written as year, month and day: `2017-06-13`" } else { "" }
}
