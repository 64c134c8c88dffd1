//! What CommonMark does not know in a line: wikilinks and bare addresses.

use std::ops::Range;

use super::{markdown::Places, url::is_allowed_url};
use crate::source::prose::{Inline, InlineKind, Written};

/// Finds wikilinks and bare addresses in the plain text of a line. `text` is the whole Markdown.
pub(super) fn refine(
    content: Vec<Inline<Written>>,
    text: &str,
    places: Places,
) -> Vec<Inline<Written>> {
    let mut refined = Vec::with_capacity(content.len());
    for inline in content {
        match &inline.kind {
            InlineKind::Text(words) if words.contains("[[") || words.contains("://") => {
                split(&inline, words, text, places, &mut refined)
            }
            _ => refined.push(inline),
        }
    }
    refined
}

/// A piece of a text that leads somewhere.
struct Found {
    range: Range<usize>,
    link: Written,
    label: Option<String>,
}

fn split(
    inline: &Inline<Written>,
    words: &str,
    text: &str,
    places: Places,
    out: &mut Vec<Inline<Written>>,
) {
    let source = Source::of(inline, words, text, places);
    let mut done = 0;
    while let Some(found) = next(words, done) {
        push_text(words, done..found.range.start, &source, out);
        let span = source.span(found.range.clone());
        let content = found.label.map(|label| Inline { span, kind: InlineKind::Text(label) });
        out.push(Inline {
            span,
            kind: InlineKind::Reference(found.link, content.into_iter().collect()),
        });
        done = found.range.end;
    }
    push_text(words, done..words.len(), &source, out);
}

fn push_text(
    words: &str,
    range: Range<usize>,
    source: &Source<'_>,
    out: &mut Vec<Inline<Written>>,
) {
    if !range.is_empty() {
        out.push(Inline {
            span: source.span(range.clone()),
            kind: InlineKind::Text(words[range].to_owned()),
        });
    }
}

/// How bytes of a text are bytes of its source, in which `\|` and entities are longer.
struct Source<'a> {
    inline: &'a Inline<Written>,
    is_verbatim: bool,
    /// The bytes of the text at which a backslash stands in the source.
    backslashes: Vec<usize>,
}

impl<'a> Source<'a> {
    fn of(inline: &'a Inline<Written>, words: &str, text: &str, places: Places) -> Self {
        let is_verbatim = inline.span.range().len() == words.len();
        let offset = match places {
            Places::Verbatim { offset, .. } => offset,
            Places::Whole(_) => {
                return Self { inline, is_verbatim: false, backslashes: Vec::new() };
            }
        };
        let range = inline.span.range();
        let source = text
            .get(range.start.saturating_sub(offset)..range.end.saturating_sub(offset))
            .unwrap_or_default();
        Self {
            inline,
            is_verbatim,
            backslashes: if is_verbatim { Vec::new() } else { backslashes(words, source) },
        }
    }

    fn span(&self, range: Range<usize>) -> crate::source::Span {
        if self.is_verbatim {
            return self.inline.span.part(range);
        }
        if self.backslashes.is_empty() {
            return self.inline.span;
        }
        let at = |byte: usize| byte + self.backslashes.partition_point(|&slash| slash < byte);
        self.inline.span.part(at(range.start)..at(range.end))
    }
}

/// Where backslashes make up the whole difference between a text and its source; else none.
fn backslashes(words: &str, source: &str) -> Vec<usize> {
    let (mut found, mut at) = (Vec::new(), 0);
    let source = source.as_bytes();
    for (byte, letter) in words.bytes().enumerate() {
        if source.get(at) == Some(&b'\\') && letter != b'\\' {
            found.push(byte);
            at += 1;
        }
        if source.get(at) != Some(&letter) {
            return Vec::new();
        }
        at += 1;
    }
    if at == source.len() { found } else { Vec::new() }
}

fn next(words: &str, from: usize) -> Option<Found> {
    let (link, address) = (wikilink(words, from), address(words, from));
    match (link, address) {
        (Some(link), Some(address)) if address.range.start < link.range.start => Some(address),
        (Some(link), _) => Some(link),
        (None, address) => address,
    }
}

/// `[[target]]`, `[[target|label]]`
fn wikilink(words: &str, from: usize) -> Option<Found> {
    let mut at = from;
    loop {
        let start = at + words[at..].find("[[")?;
        let inside = &words[start + 2..];
        let end = inside.find("]]")?;
        // of `[[[x]]` the innermost pair counts
        if let Some(inner) = inside[..end].rfind("[[") {
            at = start + 2 + inner;
            continue;
        }
        let (target, label) = inside[..end]
            .split_once('|')
            .map_or((&inside[..end], None), |(target, label)| (target, Some(label)));
        if target.trim().is_empty() {
            at = start + 2;
            continue;
        }
        let label = label.map(str::trim).filter(|label| !label.is_empty()).map(ToOwned::to_owned);
        return Some(Found {
            range: start..start + 2 + end + 2,
            link: Written::Wikilink(target.trim().to_owned()),
            label,
        });
    }
}

/// `https://…` as it stands, without the marks that end a sentence.
fn address(words: &str, from: usize) -> Option<Found> {
    let mut at = from;
    loop {
        let colon = at + words[at..].find("://")?;
        at = colon + 3;
        let Some(start) = ["https", "http"].iter().find_map(|scheme| {
            colon
                .checked_sub(scheme.len())
                .filter(|&start| start >= from && words.get(start..colon) == Some(*scheme))
        }) else {
            continue;
        };
        if words[..start].ends_with(|c: char| c.is_alphanumeric()) {
            continue;
        }
        let end = start + length(&words[start..]);
        let url = &words[start..end];
        if end > colon + 3 && is_allowed_url(url) {
            let link = Written::Link { destination: url.to_owned(), title: String::new() };
            return Some(Found { range: start..end, link, label: Some(url.to_owned()) });
        }
    }
}

fn length(words: &str) -> usize {
    let end = words
        .find(|c: char| {
            c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '|' | '`')
        })
        .unwrap_or(words.len());
    let mut url = &words[..end];
    loop {
        let shorter = url
            .trim_end_matches(['.', ',', ':', ';', '!', '?', '\'', '*', '_', '~', ']', '’', '”']);
        let closes =
            shorter.ends_with(')') && shorter.matches(')').count() > shorter.matches('(').count();
        let shorter = if closes { &shorter[..shorter.len() - 1] } else { shorter };
        if shorter.len() == url.len() {
            return url.len();
        }
        url = shorter;
    }
}
