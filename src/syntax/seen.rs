//! TOML as it looks: a letter that only looks Latin, or a character that nobody sees, is not what
//! a person finds wrong with a file.

use std::ops::Range;

use super::mistake::{is_invisible, quoted};
use crate::text::lookalike::latin;

/// A text as it looks, with the place of each of its bytes in the text as it is.
pub(super) struct Seen {
    /// Outside of quotes and comments with Latin letters for those that look so, and without
    /// characters that nobody sees; everywhere without control characters.
    pub text: String,
    places: Vec<usize>,
}

impl Seen {
    /// Takes a text; none if it is as it looks.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut seen = Self { text: String::with_capacity(text.len()), places: Vec::new() };
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            at += match kept_length(rest) {
                0 => seen.take(rest, at),
                length => seen.keep(&rest[..length], at),
            };
        }
        seen.places.push(text.len());
        (seen.text != text).then_some(seen)
    }

    /// Takes a quoted text or a comment as it stands, but for control characters.
    fn keep(&mut self, part: &str, at: usize) -> usize {
        let kept = part.char_indices().filter(|(_, c)| !(c.is_control() && is_invisible(*c)));
        kept.for_each(|(offset, c)| self.push(c, at + offset));
        part.len()
    }

    /// Takes the first character as it looks.
    fn take(&mut self, rest: &str, at: usize) -> usize {
        let Some(c) = rest.chars().next() else { return 1 };
        if !is_invisible(c) {
            self.push(latin(c).unwrap_or(c), at);
        }
        c.len_utf8()
    }

    fn push(&mut self, c: char, at: usize) {
        self.text.push(c);
        self.places.extend((0..c.len_utf8()).map(|byte| at + byte));
    }

    /// The place in the text as it is.
    pub(super) fn place(&self, range: Range<usize>) -> Range<usize> {
        let at = |byte: usize| self.places.get(byte).copied().unwrap_or(byte);
        at(range.start)..at(range.end)
    }
}

/// How long the quoted text or comment is that a text begins with; nothing where it begins with
/// neither.
fn kept_length(rest: &str) -> usize {
    match rest.as_bytes().first() {
        Some(b'"' | b'\'') => quoted(rest),
        Some(b'#') => rest.find('\n').unwrap_or(rest.len()),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::Seen;

    #[test]
    fn a_text_is_taken_as_it_looks_outside_of_quotes() {
        let seen = Seen::of("titl\u{435} = \"\u{435}\u{0}\u{200B}\"\u{200B} # \u{435}\n").unwrap();
        assert_eq!(seen.text, "title = \"\u{435}\u{200B}\" # \u{435}\n");
        assert_eq!(seen.place(0..5), 0..6);
        assert!(Seen::of("title = \"\u{435}\u{200B}\"\n").is_none());
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_taken(text in "(\\PC|[\"'#\n\u{0}\u{200B}\u{430}]){0,40}") {
            if let Some(seen) = Seen::of(&text) {
                assert!(text.get(seen.place(0..seen.text.len())).is_some());
            }
        }
    }
}
