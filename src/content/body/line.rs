//! Lines of a list's item: cut where they break, and at their ends.

use std::ops::Range;

use crate::{
    source::{
        Span,
        prose::{Inline, InlineKind, Written},
    },
    syntax::inline::words,
};

use super::super::written::Text;

/// A line.
pub(super) type Line = Vec<Inline<Written>>;

/// The lines of a paragraph, as they break in the source.
pub(super) fn lines(content: Vec<Inline<Written>>) -> Vec<Line> {
    let mut lines = vec![Vec::new()];
    for inline in content {
        if is_break(&inline) {
            lines.push(Vec::new());
        } else if let Some(line) = lines.last_mut() {
            line.push(inline);
        }
    }
    // mostly one piece, for which a list that grows has room for four
    lines.iter_mut().for_each(Vec::shrink_to_fit);
    lines
}

/// Whether a line ends here.
pub(super) fn is_break(inline: &Inline<Written>) -> bool {
    matches!(inline.kind, InlineKind::SoftBreak | InlineKind::HardBreak)
}

/// Adds a line to others.
pub(super) fn add_line(content: &mut Line, line: Line) {
    if line.is_empty() {
        return;
    }
    if !content.is_empty() {
        let span = span_of(&line).part(0..0);
        content.push(Inline { span, kind: InlineKind::SoftBreak });
    }
    content.extend(line);
}

/// What follows `label:` at the head of a line, in any case.
pub(super) fn after_label<'a>(words: &'a str, labels: &[&str]) -> Option<&'a str> {
    let (label, rest) = words.split_once(':')?;
    let label = label.trim();
    labels.iter().any(|one| one.eq_ignore_ascii_case(label)).then(|| rest.trim())
}

/// The text of a line after its label, with its place.
pub(super) fn labelled(line: &[Inline<Written>], labels: &[&str]) -> Option<Text> {
    let words = words(line);
    let rest = after_label(&words, labels)?;
    let span = place_of(line, &words, rest);
    Some(Text::new(rest.to_owned(), span))
}

/// Where a part of a line's words stands, as exactly as is known.
pub(super) fn place_of(line: &[Inline<Written>], all: &str, part: &str) -> Span {
    let at = (part.as_ptr() as usize).saturating_sub(all.as_ptr() as usize);
    let mut covered = None;
    cover(line, 0, &(at..at + part.len()), &mut covered);
    covered.unwrap_or_else(|| span_of(line))
}

/// Widens a span to what holds a range of a line's words; these begin at `start`.
fn cover(
    line: &[Inline<Written>],
    mut start: usize,
    range: &Range<usize>,
    covered: &mut Option<Span>,
) {
    for inline in line {
        let len = length(inline);
        let (from, to) = (range.start.max(start), range.end.min(start + len));
        if from < to {
            match &inline.kind {
                InlineKind::Styled(_, content) => cover(content, start, range, covered),
                _ if inline.span.range().len() == len => {
                    widen(covered, inline.span.part(from - start..to - start));
                }
                _ => widen(covered, inline.span),
            }
        }
        start += len;
    }
}

fn widen(covered: &mut Option<Span>, span: Span) {
    let whole = covered.get_or_insert(span);
    whole.end = whole.end.max(span.end);
}

/// How long the words of a piece are.
fn length(inline: &Inline<Written>) -> usize {
    match &inline.kind {
        InlineKind::Text(text) => text.len(),
        _ => words(std::slice::from_ref(inline)).len(),
    }
}

/// From the first piece of a line to the last.
pub(super) fn span_of(line: &[Inline<Written>]) -> Span {
    match (line.first(), line.last()) {
        (Some(first), Some(last)) => {
            Span { end: last.span.end.max(first.span.start), ..first.span }
        }
        _ => Span::new(crate::source::FileId(0), 0..0),
    }
}

/// What stands in ` {#…}` at a line's end: cut off, with its place.
pub(super) fn cut_mark(line: &mut Line) -> Option<Text> {
    let last = line.last_mut()?;
    let InlineKind::Text(text) = &mut last.kind else { return None };
    let start = text.trim_end().rfind("{#")?;
    let inside = text[start..].trim_end().strip_prefix("{#")?.strip_suffix('}')?.to_owned();
    if inside.trim().is_empty() {
        return None;
    }
    let is_verbatim = last.span.range().len() == text.len();
    let place =
        if is_verbatim { last.span.part(start + 2..start + 2 + inside.len()) } else { last.span };
    let kept = text[..start].trim_end().len();
    keep(last, 0..kept);
    drop_empty(line);
    Some(Text::new(inside, place))
}

/// Cuts a text to a part of it.
pub(super) fn keep(inline: &mut Inline<Written>, range: Range<usize>) {
    let InlineKind::Text(text) = &mut inline.kind else { return };
    if inline.span.range().len() == text.len() {
        inline.span = inline.span.part(range.clone());
    }
    *text = text.get(range).unwrap_or_default().to_owned();
}

/// Drops what a cut left empty.
pub(super) fn drop_empty(line: &mut Line) {
    for inline in line.iter_mut() {
        if let InlineKind::Styled(_, content) = &mut inline.kind {
            drop_empty(content);
        }
    }
    line.retain(|inline| match &inline.kind {
        InlineKind::Text(text) => !text.is_empty(),
        InlineKind::Styled(_, content) => !content.is_empty(),
        _ => true,
    });
}

/// The text at the head of a line, set apart or not.
pub(super) fn first_text(line: &mut [Inline<Written>]) -> Option<&mut Inline<Written>> {
    match line.first_mut()? {
        Inline { kind: InlineKind::Styled(_, content), .. } => first_text(content),
        first @ Inline { kind: InlineKind::Text(_), .. } => Some(first),
        _ => None,
    }
}

/// The text at the end of a line, set apart or not.
pub(super) fn last_text(line: &mut [Inline<Written>]) -> Option<&mut Inline<Written>> {
    match line.last_mut()? {
        Inline { kind: InlineKind::Styled(_, content), .. } => last_text(content),
        last @ Inline { kind: InlineKind::Text(_), .. } => Some(last),
        _ => None,
    }
}

/// Cuts the white space and the separators off the head of a line.
pub(super) fn trim_head(line: &mut Line) {
    drop_empty(line);
    let Some(first) = first_text(line) else { return };
    let InlineKind::Text(text) = &first.kind else { return };
    let start = text.len() - text.trim_start_matches(is_separator).len();
    let range = start..text.len();
    keep(first, range);
    drop_empty(line);
}

/// Cuts the white space and the separators off the end of a line.
pub(super) fn trim_end(line: &mut Line) {
    drop_empty(line);
    let Some(last) = last_text(line) else { return };
    let InlineKind::Text(text) = &last.kind else { return };
    let range = 0..text.trim_end_matches(is_separator).len();
    keep(last, range);
    drop_empty(line);
}

/// What parts a title from a time.
pub(super) fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '|' | '–' | '—' | '-' | ':' | ',' | '·')
}

/// Cuts bytes off the head of a line.
pub(super) fn cut_head(line: &mut Line, n_bytes: usize) {
    let mut left = n_bytes;
    while let Some(first) = line.first_mut() {
        let len = words(std::slice::from_ref(first)).len();
        if len > left {
            return match &mut first.kind {
                InlineKind::Styled(_, content) => cut_head(content, left),
                _ => keep(first, left..len),
            };
        }
        left -= len;
        line.remove(0);
    }
}
