//! What CommonMark does not know in a line: wikilinks and bare addresses.

use std::ops::Range;

use super::{places::Places, url::is_allowed_url};
use crate::source::{
    Span,
    prose::{Inline, InlineKind, Written, about},
};

/// The words of a line as they will be read: a wikilink without a label is known by its target.
pub(crate) fn words(content: &[Inline<Written>]) -> String {
    let mut out = String::with_capacity(about(content));
    content.iter().for_each(|inline| push_words(inline, &mut out));
    out
}

fn push_words(inline: &Inline<Written>, out: &mut String) {
    match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) | InlineKind::Html(text) => {
            out.push_str(text);
        }
        InlineKind::Reference(written, content) => match &**written {
            Written::Wikilink(target) if content.is_empty() => out.push_str(target),
            _ => content.iter().for_each(|inline| push_words(inline, out)),
        },
        InlineKind::Styled(_, content) => {
            content.iter().for_each(|inline| push_words(inline, out));
        }
        InlineKind::Image(image) => out.push_str(&image.alt),
        InlineKind::FootnoteMark(_) => {}
        InlineKind::SoftBreak | InlineKind::HardBreak => out.push(' '),
    }
}

/// A stretch of a text that comes from one stretch of the source: texts with escapes or entities
/// have several.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Which of the line's inlines it is a part of.
    pub(super) inline: usize,
    /// Where it begins in the text, and how long it is there.
    pub(super) words: Range<usize>,
    /// Where it stands in the Markdown.
    pub(super) source: Range<usize>,
}

/// Finds wikilinks and bare addresses in the plain text of a line. `text` is the whole Markdown.
///
/// A wikilink may run over a line end, and its label may be set apart: `[[about|the *page*]]`.
pub(super) fn refine(
    content: Vec<Inline<Written>>,
    pieces: &[Piece],
    text: &str,
    places: Places,
) -> Vec<Inline<Written>> {
    let is_worth = content.iter().any(|inline| {
        matches!(&inline.kind, InlineKind::Text(words) if words.contains("[[") || words.contains("://"))
    });
    if !is_worth {
        return content;
    }
    let line = Joined::of(&content, pieces, text, places);
    let mut refined = Vec::with_capacity(content.len());
    let mut done = 0;
    for found in find(&line) {
        line.copy(done..found.range.start, &mut refined);
        refined.push(line.reference(&found));
        done = found.range.end;
    }
    line.copy(done..line.words.len(), &mut refined);
    refined
}

/// What stands in the joined words for an inline that is no plain text; text is not searched
/// across it.
const OTHER: char = '\u{fffc}';

/// The inlines of a line as one text.
struct Joined<'a> {
    content: &'a [Inline<Written>],
    /// The first of the pieces of each inline.
    pieces: &'a [Piece],
    text: &'a str,
    places: Places,
    words: String,
    /// Where each inline begins in the words.
    starts: Vec<usize>,
}

impl<'a> Joined<'a> {
    fn of(
        content: &'a [Inline<Written>],
        pieces: &'a [Piece],
        text: &'a str,
        places: Places,
    ) -> Self {
        let (mut words, mut starts) = (String::new(), Vec::with_capacity(content.len()));
        for inline in content {
            starts.push(words.len());
            match &inline.kind {
                InlineKind::Text(text) => words.push_str(text),
                InlineKind::SoftBreak => words.push('\n'),
                _ => words.push(OTHER),
            }
        }
        Self { content, pieces, text, places, words, starts }
    }

    /// The inline that holds a byte of the words.
    fn inline_at(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start <= byte).saturating_sub(1)
    }

    /// The piece that holds a byte of the words, and which byte of its inline that is.
    fn piece_at(&self, byte: usize) -> Option<(&Piece, usize)> {
        let inline = self.inline_at(byte);
        let at = byte - self.starts.get(inline)?;
        let after =
            self.pieces.partition_point(|piece| (piece.inline, piece.words.start) <= (inline, at));
        let piece = self.pieces.get(after.checked_sub(1)?)?;
        (piece.inline == inline && piece.words.contains(&at)).then_some((piece, at))
    }

    /// Where a stretch of the words stands in the Markdown, if that is known.
    fn source(&self, range: Range<usize>) -> Option<Range<usize>> {
        let (first, start) = self.piece_at(range.start)?;
        let (last, end) = self.piece_at(range.end.checked_sub(1)?)?;
        let is_verbatim = |piece: &Piece| piece.words.len() == piece.source.len();
        let start = if is_verbatim(first) { start - first.words.start } else { 0 };
        let end = if is_verbatim(last) {
            last.source.start + end - last.words.start + 1
        } else {
            last.source.end
        };
        Some(first.source.start + start..end)
    }

    /// The span of a stretch of the words.
    fn span(&self, range: Range<usize>) -> Span {
        if let Some(source) = self.source(range.clone()) {
            return self.places.span(source);
        }
        let last = self.inline_at(range.end.saturating_sub(1).max(range.start));
        let (first, last) = (self.content.get(self.inline_at(range.start)), self.content.get(last));
        match (first, last) {
            (Some(first), Some(last)) => {
                Span { end: last.span.end.max(first.span.end), ..first.span }
            }
            _ => self.places.span(0..0),
        }
    }

    /// Whether brackets at a place are typed as such, and not by an escape or an entity.
    fn is_typed(&self, at: usize) -> bool {
        let Some(source) = self.source(at..at + 1) else { return true };
        let before = self.text.get(..source.start).unwrap_or_default();
        let n_slashes = before.bytes().rev().take_while(|&byte| byte == b'\\').count();
        self.text.get(source.start..).is_some_and(|rest| rest.starts_with("[["))
            && n_slashes % 2 == 0
    }

    /// Adds what stands in a stretch of the words, texts cut where it begins and ends.
    fn copy(&self, range: Range<usize>, out: &mut Vec<Inline<Written>>) {
        let mut at = range.start;
        while at < range.end {
            let index = self.inline_at(at);
            let next = self.starts.get(index + 1).copied().unwrap_or(self.words.len());
            let end = next.min(range.end);
            let Some(inline) = self.content.get(index) else { return };
            match &inline.kind {
                InlineKind::Text(_) => out.push(self.part(at..end)),
                _ => out.push(inline.clone()),
            }
            at = end.max(at + 1);
        }
    }

    fn part(&self, range: Range<usize>) -> Inline<Written> {
        let words = self.words.get(range.clone()).unwrap_or_default().to_owned();
        Inline { span: self.span(range), kind: InlineKind::Text(words) }
    }

    fn reference(&self, found: &Found) -> Inline<Written> {
        let mut content = Vec::new();
        if let Some(label) = found.label.clone() {
            self.copy(label, &mut content);
        }
        Inline {
            span: self.span(found.range.clone()),
            kind: InlineKind::Reference(Box::new(found.link.clone()), content),
        }
    }
}

/// A stretch of a line's words that leads somewhere, and the part of it that is shown.
struct Found {
    range: Range<usize>,
    link: Written,
    label: Option<Range<usize>>,
}

/// All that leads somewhere, in one walk.
fn find(line: &Joined<'_>) -> Vec<Found> {
    let words = line.words.as_str();
    let mut wikilinks = Wikilinks { line, close: Some(0) };
    let (mut found, mut at): (Vec<Found>, usize) = (Vec::new(), 0);
    while let Some(next) = words.get(at..).and_then(|rest| rest.find(['[', ':'])) {
        let (place, done) = (at + next, found.last().map_or(0, |last| last.range.end));
        let rest = &words[place..];
        let here = if rest.starts_with("[[") {
            wikilinks.at(place)
        } else if rest.starts_with("://") {
            address(words, done, place)
        } else {
            None
        };
        at = here.as_ref().map_or(place + 1, |here| here.range.end);
        found.extend(here);
    }
    found
}

struct Wikilinks<'a> {
    line: &'a Joined<'a>,
    /// The last `]]` that was looked for: found, or known not to follow. It is not looked for
    /// again before it is passed.
    close: Option<usize>,
}

impl Wikilinks<'_> {
    /// `[[target]]`, `[[target|label]]`; of `[[[x]]` the innermost pair counts.
    fn at(&mut self, start: usize) -> Option<Found> {
        let words = self.line.words.as_str();
        let inside = start + 2;
        if self.close? < inside {
            self.close = words.get(inside..)?.find("]]").map(|at| inside + at);
        }
        let end = self.close?;
        if words.get(start + 1..end)?.contains("[[") || !self.line.is_typed(start) {
            return None;
        }
        let bar = words.get(inside..end)?.find('|').map(|at| inside + at);
        let target = words.get(inside..bar.unwrap_or(end))?;
        let target = target.split_whitespace().collect::<Vec<_>>().join(" ");
        if target.is_empty() || target.contains(OTHER) {
            return None;
        }
        let label = bar.map(|bar| trimmed(words, bar + 1..end)).filter(|label| !label.is_empty());
        Some(Found { range: start..end + 2, link: Written::Wikilink(target), label })
    }
}

/// A range without the white space around it.
fn trimmed(words: &str, range: Range<usize>) -> Range<usize> {
    let part = words.get(range.clone()).unwrap_or_default();
    let start = range.start + part.len() - part.trim_start().len();
    start..start + part.trim().len()
}

/// `https://…` as it stands, without the marks that end a sentence; `colon` is its colon's place,
/// and it begins at `from` or later.
fn address(words: &str, from: usize, colon: usize) -> Option<Found> {
    let before = words.get(from..colon)?;
    let scheme = ["https", "http"].into_iter().find(|scheme| {
        let head = before.len().checked_sub(scheme.len()).and_then(|at| before.get(at..));
        head.is_some_and(|head| head.eq_ignore_ascii_case(scheme))
    })?;
    let start = colon - scheme.len();
    if words[..start].ends_with(char::is_alphanumeric) {
        return None;
    }
    let range = start..start + length(&words[start..]);
    let url = words.get(range.clone())?;
    if range.end <= colon + 3 || !is_allowed_url(url) {
        return None;
    }
    let link =
        Written::Link { destination: url.to_owned(), title: String::new(), defined_at: None };
    Some(Found { label: Some(range.clone()), range, link })
}

/// How long an address is: brackets that close nothing in it belong to the sentence.
fn length(words: &str) -> usize {
    let ends = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '|' | '`' | OTHER)
    };
    let end = words.find(ends).unwrap_or(words.len());
    let mut url = &words[..end];
    let (n_opened, mut n_closed) = (url.matches('(').count(), url.matches(')').count());
    while let Some(last) = url.chars().next_back() {
        let is_mark = matches!(
            last,
            '.' | ',' | ':' | ';' | '!' | '?' | '\'' | '*' | '_' | '~' | ']' | '[' | '’' | '”'
        );
        if !(is_mark || last == ')' && n_closed > n_opened) {
            break;
        }
        n_closed -= usize::from(last == ')');
        url = &url[..url.len() - last.len_utf8()];
    }
    url.len()
}
