//! A letter as it is sent: plain text that every mail program leaves as it is, or Markdown.

use super::markdown::escape;
use crate::{
    text::{printable, width, wrap},
    time::{Moment, long_day, weekday_name},
};
use chrono::{Datelike, NaiveDate};

/// How wide a line of plain text may be.
const COLUMNS: usize = 72;

/// What is to be said, before anybody knows how it is set.
#[derive(Debug, Default)]
pub(super) struct Letter {
    pub(super) title: String,
    /// Lines below the title.
    pub(super) lead: Vec<String>,
    pub(super) sections: Vec<Section>,
}

/// A part of a letter under its heading.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) heading: String,
    pub(super) entries: Vec<Entry>,
}

/// A paragraph or an item of a list.
#[derive(Debug)]
pub(super) enum Entry {
    /// Words after what they are about: `Apologies: Boban Krsic`.
    Said { label: String, words: String },
    /// A line by itself.
    Line(String),
    /// An item by its id, with lines of detail.
    Item { id: String, url: String, words: String, details: Vec<String> },
}

impl Letter {
    /// As plain text: lines of 72 columns at most, none of which a mail program takes for a
    /// quotation, a new message or a line to be joined with the next.
    pub(super) fn text(&self) -> String {
        let mut lines = underlined(&self.title, '=');
        self.lead.iter().for_each(|line| lines.extend(hanging("", line, 0)));
        for section in &self.sections {
            lines.push(String::new());
            lines.extend(underlined(&section.heading, '-'));
            section.entries.iter().for_each(|entry| lines.extend(entry.text()));
        }
        lines.iter().map(|line| format!("{}\n", safe(line))).collect()
    }

    /// As Markdown.
    pub(super) fn markdown(&self) -> String {
        let mut out = format!("# {}\n\n", one_line(&self.title));
        let lead: Vec<String> = self.lead.iter().map(|line| words_or_url(line)).collect();
        out.push_str(&lead.join("\\\n"));
        out.push('\n');
        for section in &self.sections {
            out.push_str(&section.markdown());
        }
        out
    }
}

impl Section {
    fn markdown(&self) -> String {
        let is_line = |at: usize| matches!(self.entries.get(at), Some(Entry::Line(_)));
        let entries = self.entries.iter().enumerate().map(|(at, entry)| {
            let is_broken = is_line(at) && is_line(at + 1);
            format!("{}{}\n", entry.markdown(), if is_broken { "\\" } else { "" })
        });
        format!("\n## {}\n\n{}", one_line(&self.heading), entries.collect::<String>())
    }
}

impl Entry {
    fn text(&self) -> Vec<String> {
        match self {
            Self::Line(words) => hanging("", words, 0),
            Self::Said { label, words } => hanging("", &format!("{label}: {words}"), 2),
            Self::Item { id, words, details, .. } => {
                let mut lines = hanging("* ", &format!("{id}: {words}"), 2);
                details.iter().for_each(|line| lines.extend(hanging("  ", line, 4)));
                lines
            }
        }
    }

    fn markdown(&self) -> String {
        match self {
            Self::Line(words) => words_or_url(words),
            Self::Said { label, words } => format!("- **{label}:** {}", one_line(words)),
            Self::Item { id, url, words, details } => {
                let details: Vec<String> = details.iter().map(|line| one_line(line)).collect();
                let details = if details.is_empty() {
                    String::new()
                } else {
                    format!("\\\n  {}", details.join(". "))
                };
                format!("- [{}]({url}): {}{details}", escape(id), one_line(words))
            }
        }
    }
}

fn underlined(text: &str, sign: char) -> Vec<String> {
    let lines = hanging("", text, 0);
    let longest = lines.iter().map(|line| width(line)).max().unwrap_or_default();
    lines.into_iter().chain([sign.to_string().repeat(longest)]).collect()
}

/// The lines of a paragraph: the first behind a mark, the others set in.
fn hanging(mark: &str, text: &str, indent: usize) -> Vec<String> {
    let text = printable(text);
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let room = COLUMNS - indent.max(mark.len());
    let set = |(at, line): (usize, String)| {
        let space = " ".repeat(indent);
        format!("{}{line}", if at == 0 { mark } else { &space })
    };
    wrap(&words, room).into_iter().enumerate().map(set).collect()
}

/// A line that travels as it is: no space at its end, which would join it with the next, and a
/// space before what would be taken for a quotation or a new message (RFC 3676, 4.4).
fn safe(line: &str) -> String {
    let line = line.trim_end();
    let is_taken_otherwise = line.starts_with('>') || line.starts_with("From ");
    if is_taken_otherwise { format!(" {line}") } else { line.to_owned() }
}

fn one_line(text: &str) -> String {
    escape(&printable(text).split_whitespace().collect::<Vec<_>>().join(" "))
}

fn words_or_url(line: &str) -> String {
    let is_url = line.starts_with("https://") || line.starts_with("http://");
    if is_url { format!("<{line}>") } else { one_line(line) }
}

/// `Tuesday 13 June 2017`
pub(super) fn weekday(day: NaiveDate) -> String {
    format!("{} {}", weekday_name(day.weekday()), long_day(day))
}

/// `08:30–17:30 CEST`; both abbreviations where the clocks change in between.
pub(super) fn hours_between(start: &Moment, end: &Moment) -> String {
    let (first, last) = (start.abbreviation(), end.abbreviation());
    let between = if first == last { String::new() } else { format!(" {first}") };
    format!("{}{between}–{} {last}", hours(start), hours(end))
}

/// `06:30–15:30`; nothing where the clock shows UTC anyway.
pub(super) fn utc_between(start: &Moment, end: &Moment) -> String {
    if is_utc(start) && is_utc(end) {
        return String::new();
    }
    format!("{}–{}", start.utc.format("%H:%M"), end.utc.format("%H:%M"))
}

/// When something is: on the clock of its zone, and in UTC.
///
/// `Tuesday 13 June 2017, 06:00–07:00 UTC`; `Sunday 14 May 2017, 08:30 CEST – Monday 15 May 2017,
/// 17:30 CEST (06:30–15:30 UTC)`.
pub(super) fn when(start: &Moment, end: &Moment) -> String {
    let local = if start.day() == end.day() {
        format!("{}, {}", weekday(start.day()), hours_between(start, end))
    } else {
        format!("{} – {}", whole(start), whole(end))
    };
    if is_utc(start) && is_utc(end) {
        return local;
    }
    let day = |moment: &Moment| {
        let utc = moment.utc.date_naive();
        if utc == moment.day() { String::new() } else { format!("{} ", long_day(utc)) }
    };
    let (first, last) = (start.utc.format("%H:%M"), end.utc.format("%H:%M"));
    let (of_first, of_last) = (day(start), day(end));
    let of_last = if of_first == of_last { String::new() } else { of_last };
    format!("{local} ({of_first}{first}–{of_last}{last} UTC)")
}

fn whole(moment: &Moment) -> String {
    format!("{}, {} {}", weekday(moment.day()), hours(moment), moment.abbreviation())
}

fn hours(moment: &Moment) -> String {
    moment.local().format("%H:%M").to_string()
}

fn is_utc(moment: &Moment) -> bool {
    moment.abbreviation() == "UTC"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(words: &str) -> Letter {
        let entry = Entry::Item {
            id: "D15-1".into(),
            url: "https://team.example.org/decisions.html#d15-1".into(),
            words: words.into(),
            details: vec!["Owner: Emily Taylor".into()],
        };
        let section = Section { heading: "Decisions".into(), entries: vec![entry] };
        Letter { title: "Call".into(), lead: vec!["> From afar".into()], sections: vec![section] }
    }

    #[test]
    fn lines_of_plain_text_are_short_and_hang() {
        let text = letter(&"word ".repeat(20)).text();
        assert!(text.lines().all(|line| width(line) <= 72 && line.trim_end() == line), "{text}");
        assert!(text.contains("\n* D15-1: word word") && text.contains("\n  word word"), "{text}");
        assert!(text.contains("\n  Owner: Emily Taylor\n"), "{text}");
    }

    #[test]
    fn no_line_is_taken_for_a_quotation_or_a_new_message() {
        assert!(letter("x").text().contains("\n > From afar\n"));
        let said = Letter { title: "From Madrid".into(), ..Letter::default() };
        assert!(said.text().starts_with(" From Madrid\n"));
    }

    #[test]
    fn markdown_links_ids_and_shows_marks_as_they_stand() {
        let text = letter("*all* <b>").markdown();
        assert!(
            text.contains(
                "- [D15-1](https://team.example.org/decisions.html#d15-1): \\*all\\* \\<b\\>\\\n  Owner: Emily Taylor\n"
            ),
            "{text}"
        );
    }
}
