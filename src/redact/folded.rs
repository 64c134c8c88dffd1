//! Text as names are compared, letter by letter with its place: `Žarko  KECIĆ` is `zarko kecic`.

use unicode_normalization::UnicodeNormalization;

use crate::text::name::{is_diacritic, push_plain};

/// A text without regard to Unicode form, white space, case, diacritics and what nobody sees.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// What is compared; a run of white space is one space.
    pub(super) text: String,
    /// Where the character began that each byte of it comes from, and where the text ended.
    places: Vec<usize>,
}

impl Folded {
    pub(super) fn new(text: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(text.len()),
            places: Vec::with_capacity(text.len()),
        };
        for (at, letter) in text.char_indices() {
            folded.push(letter, at);
        }
        folded.places.push(text.len());
        folded
    }

    fn push(&mut self, letter: char, at: usize) {
        if letter.is_ascii() {
            return self.push_part(letter.to_ascii_lowercase(), at);
        }
        plain(letter).chars().for_each(|part| self.push_part(part, at));
    }

    fn push_part(&mut self, part: char, at: usize) {
        let part = if part.is_whitespace() { ' ' } else { part };
        if part == ' ' && self.text.ends_with(' ') {
            return;
        }
        self.text.push(part);
        self.places.resize(self.text.len(), at);
    }

    /// Where a byte of the folded text was typed.
    pub(super) fn place(&self, at: usize) -> usize {
        self.places.get(at).or(self.places.last()).copied().unwrap_or_default()
    }

    /// Whether a character that was typed begins here, rather than a part of one.
    pub(super) fn begins(&self, at: usize) -> bool {
        at == 0 || self.place(at) != self.place(at - 1)
    }

    /// Whether a small Latin letter stands here with a letter before it: no name begins there.
    pub(super) fn is_amid_word(&self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        let is_small = bytes.get(at).is_some_and(u8::is_ascii_lowercase);
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        is_small
            && before.is_some_and(|byte| {
                byte.is_ascii_alphabetic()
                    || !byte.is_ascii() && self.letter_before(at).is_some_and(char::is_alphabetic)
            })
    }

    /// What stands from here on.
    pub(super) fn rest(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or_default()
    }

    /// What stands before.
    pub(super) fn letter_before(&self, at: usize) -> Option<char> {
        self.text.get(..at).and_then(|before| before.chars().next_back())
    }
}

/// What a letter beyond ASCII is compared as; nothing where nobody sees it.
pub(super) fn plain(letter: char) -> String {
    let bare = std::iter::once(letter).nfkd().filter(|part| !is_diacritic(*part));
    let mut plain = String::new();
    bare.flat_map(char::to_lowercase)
        .filter(|part| !is_diacritic(*part))
        .for_each(|part| push_plain(part, &mut plain));
    plain
}
