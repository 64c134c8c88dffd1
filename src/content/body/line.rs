//! Lines of a list's item: cut where they break, and at their ends.

use crate::source::{
    Span,
    prose::{Inline, InlineKind, Written, plain},
};

use super::super::written::Text;

/// A line.
pub(super) type Line = Vec<Inline<Written>>;

/// The lines of a paragraph, as they break in the source.
pub(super) fn lines(content: Vec<Inline<Written>>) -> Vec<Line> {
    let mut lines = vec![Vec::new()];
    for inline in content {
        if matches!(inline.kind, InlineKind::SoftBreak | InlineKind::HardBreak) {
            lines.push(Vec::new());
        } else if let Some(line) = lines.last_mut() {
            line.push(inline);
        }
    }
    lines
}

/// What follows `label:` at the head of a line, in any case.
pub(super) fn after_label<'a>(words: &'a str, labels: &[&str]) -> Option<&'a str> {
    let (label, rest) = words.split_once(':')?;
    let label = label.trim();
    labels.iter().any(|one| one.eq_ignore_ascii_case(label)).then(|| rest.trim())
}

/// The text of a line after its label, with its place.
pub(super) fn labelled(line: &[Inline<Written>], labels: &[&str]) -> Option<Text> {
    let words = plain(line);
    let rest = after_label(&words, labels)?;
    let span = place_of(line, &words, rest);
    Some(Text::new(rest.to_owned(), span))
}

/// Where a part of a line's words stands; the whole line where it is of several pieces.
pub(super) fn place_of(line: &[Inline<Written>], words: &str, part: &str) -> Span {
    let whole = span_of(line);
    let at = part.as_ptr() as usize - words.as_ptr() as usize;
    let mut begins = 0;
    for inline in line {
        let len = plain(std::slice::from_ref(inline)).len();
        let is_inside = at >= begins && at + part.len() <= begins + len;
        if is_inside && inline.span.range().len() == len {
            return inline.span.part(at - begins..at - begins + part.len());
        }
        begins += len;
    }
    whole
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
    let trimmed = text.trim_end();
    let start = trimmed.rfind("{#")?;
    let inside = trimmed[start..].strip_prefix("{#")?.strip_suffix('}')?.to_owned();
    let is_verbatim = last.span.range().len() == text.len();
    let place =
        if is_verbatim { last.span.part(start + 2..start + 2 + inside.len()) } else { last.span };
    let kept = text[..start].trim_end().len();
    if is_verbatim {
        last.span = last.span.part(0..kept);
    }
    text.truncate(kept);
    Some(Text::new(inside, place))
}

/// Cuts bytes off the head of a line's first piece.
pub(super) fn cut_head(line: &mut Line, n_bytes: usize) {
    let Some(first) = line.first_mut() else { return };
    let InlineKind::Text(text) = &mut first.kind else { return };
    if first.span.range().len() == text.len() {
        first.span = first.span.part(n_bytes..text.len());
    }
    *text = text.get(n_bytes..).unwrap_or_default().to_owned();
}
