//! Places in values: a text that was read and a range of it go in, the place in the source that
//! holds this range comes out.

use std::ops::Range;

use crate::{
    content::written::Text,
    diagnostic::{Diagnostic, Fix},
    source::{Sources, Span},
};

/// The place of a part of a value; the whole place where the source does not hold the value as
/// it was read (escapes).
pub(super) fn part(sources: &Sources, text: &Text, range: Range<usize>) -> Span {
    match offset(sources.slice(text.span), &text.value) {
        Some(at) => text.span.part(at + range.start..at + range.end),
        None => text.span,
    }
}

/// Where the value begins in its source: after a quotation mark, or at once.
fn offset(source: &str, value: &str) -> Option<usize> {
    let marks = ["", "\"", "'"];
    let mark = marks.iter().find(|mark| {
        let inner = source.strip_prefix(**mark).and_then(|rest| rest.strip_suffix(**mark));
        inner == Some(value)
    })?;
    Some(mark.len())
}

/// A part of a value as a text of its own.
pub(super) fn piece(sources: &Sources, text: &Text, range: Range<usize>) -> Text {
    let value = text.value.get(range.clone()).unwrap_or(&text.value).to_owned();
    Text::new(value, part(sources, text, range))
}

/// What to type in a place, in quotation marks where it has them now.
pub(super) fn as_typed(sources: &Sources, span: Span, new: &str) -> String {
    let old = sources.slice(span);
    match old.chars().next() {
        Some('\'') if old.len() > 1 && !new.contains('\'') => format!("'{new}'"),
        Some('"' | '\'') if old.len() > 1 => {
            format!("\"{}\"", new.replace('\\', "\\\\").replace('"', "\\\""))
        }
        _ => new.to_owned(),
    }
}

/// Adds the nearest spellings of a text to its diagnostic: a help line, and a mend where there is
/// but one and the source holds this text and no more.
pub(super) fn suggest(
    sources: &Sources,
    diagnostic: Diagnostic,
    text: &Text,
    near: &[String],
    otherwise: String,
) -> Diagnostic {
    let Some(help) = write_one_of(near) else { return diagnostic.help(otherwise) };
    let diagnostic = diagnostic.help(help.clone());
    let is_as_read = offset(sources.slice(text.span), &text.value).is_some();
    match near {
        [only] if is_as_read => {
            diagnostic.fix(Fix::replace(help, text.span, as_typed(sources, text.span, only)))
        }
        _ => diagnostic,
    }
}

/// Adds the nearest ids to a diagnostic as a help line only: ids that differ by a digit are as
/// often two things as one misspelt.
pub(super) fn hint(
    diagnostic: Diagnostic,
    near: &[String],
    otherwise: Option<String>,
) -> Diagnostic {
    diagnostic.maybe_help(write_one_of(near).or(otherwise))
}

/// "write `plenary-15`", or "write `a` or `b`"; at most three.
pub(super) fn write_one_of(near: &[String]) -> Option<String> {
    let shown: Vec<String> = near.iter().take(3).map(|one| format!("`{one}`")).collect();
    (!shown.is_empty()).then(|| format!("write {}", shown.join(" or ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, SourceFile};

    #[test]
    fn a_part_of_a_quoted_value_lies_inside_the_marks() {
        let sources = Sources::new(vec![SourceFile::new("a.toml", "\"A and B\"")]);
        let text = Text::new("A and B".into(), Span::new(FileId(0), 0..9));
        assert_eq!(sources.slice(part(&sources, &text, 6..7)), "B");
        assert_eq!(as_typed(&sources, text.span, "C"), "\"C\"");
    }

    #[test]
    fn help_names_at_most_three() {
        let near = ["a", "b", "c", "d"].map(String::from);
        assert_eq!(write_one_of(&near).unwrap(), "write `a` or `b` or `c`");
        assert_eq!(write_one_of(&[]), None);
    }
}
