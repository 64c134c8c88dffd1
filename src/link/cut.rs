//! A text cut in words, which names are looked for in: each word is read once for all of them.

use std::{cell::OnceCell, ops::Range};

use crate::text::name::fold;

/// How many letters a word has in most languages at least, the space behind it included.
const LETTERS: usize = 4;

/// How words are compared with those of a name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reading {
    /// Whatever their case.
    Lower,
    /// Whatever their case and diacritics, as names of people are.
    Folded,
}

/// A text cut in words: runs of letters and digits, counted from 0.
#[derive(Debug)]
pub(super) struct Cut<'t> {
    pub(super) text: &'t str,
    words: Vec<Range<usize>>,
    lower: Words,
    folded: OnceCell<Words>,
}

/// Words one after another, and where each ends.
#[derive(Debug)]
struct Words {
    text: String,
    ends: Vec<usize>,
}

impl Words {
    fn new<'t>(
        words: impl ExactSizeIterator<Item = &'t str>,
        n_bytes: usize,
        push: impl Fn(&str, &mut String),
    ) -> Self {
        let ends = Vec::with_capacity(words.len());
        let mut all = Self { text: String::with_capacity(n_bytes), ends };
        for word in words {
            push(word, &mut all.text);
            all.ends.push(all.text.len());
        }
        all
    }

    fn get(&self, at: usize) -> Option<&str> {
        let start = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(start..*self.ends.get(at)?)
    }
}

impl<'t> Cut<'t> {
    /// Cuts a text.
    pub(super) fn new(text: &'t str) -> Self {
        let mut cut = Vec::with_capacity(text.len() / LETTERS);
        cut.extend(words(text));
        let lower = cut.iter().map(|range| &text[range.clone()]);
        let lower = Words::new(lower, text.len(), push_lower);
        Self { text, words: cut, lower, folded: OnceCell::new() }
    }

    /// How many words it has.
    pub(super) fn n_words(&self) -> usize {
        self.words.len()
    }

    /// Where a word begins; the end of the text, where it has no such word.
    pub(super) fn start(&self, at: usize) -> usize {
        self.words.get(at).map_or(self.text.len(), |range| range.start)
    }

    /// Where a word ends.
    pub(super) fn end(&self, at: usize) -> usize {
        self.words.get(at).map_or(self.text.len(), |range| range.end)
    }

    /// A word as it was typed; empty where there is none.
    pub(super) fn word(&self, at: usize) -> &'t str {
        &self.text[self.start(at)..self.end(at)]
    }

    /// A word as it is compared; empty where there is none.
    pub(super) fn read(&self, at: usize, reading: Reading) -> &str {
        let words = match reading {
            Reading::Lower => &self.lower,
            Reading::Folded => self.folded.get_or_init(|| self.folded()),
        };
        words.get(at).unwrap_or_default()
    }

    fn folded(&self) -> Words {
        let words = self.words.iter().map(|range| &self.text[range.clone()]);
        Words::new(words, self.text.len(), |word, out| out.push_str(&fold(word)))
    }

    /// The first word that begins at a place or behind it.
    pub(super) fn next_word(&self, place: usize) -> usize {
        self.words.partition_point(|word| word.start < place)
    }

    /// Whether a word and the one before it may be of one name.
    pub(super) fn is_joined(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.words.get(before));
        let (Some(before), Some(word)) = (before, self.words.get(at)) else { return false };
        joins(&self.text[before.end..word.start])
    }
}

fn push_lower(word: &str, out: &mut String) {
    if word.is_ascii() {
        out.extend(word.chars().map(|letter| letter.to_ascii_lowercase()));
    } else {
        out.push_str(&word.to_lowercase());
    }
}

/// The words of a text: runs of letters and digits.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let is_letter = |c: char| {
        c.is_alphanumeric() || !c.is_ascii() && unicode_normalization::char::is_combining_mark(c)
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find(is_letter)?;
        let end = text[start..].find(|c| !is_letter(c)).map_or(text.len(), |n| start + n);
        at = end;
        Some(start..end)
    })
}

/// Whether what stands between two words leaves them one name.
fn joins(gap: &str) -> bool {
    let is_joint =
        |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '.' | '\'' | '’' | '&' | '‑');
    gap.len() <= 4 && gap.chars().all(is_joint)
}
