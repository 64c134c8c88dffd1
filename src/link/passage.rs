//! The words around a reference: a line's plain text goes in; its sentences, and the sets of
//! recommendations they name, come out.

use std::{cell::OnceCell, ops::Range};

use super::{autolink::Vocabulary, cut::Cut};
use crate::{model::SetId, text::sentence_around};

/// A line's text, cut once where that is asked for.
#[derive(Debug)]
pub(super) struct Passage<'a> {
    text: &'a str,
    vocabulary: &'a Vocabulary,
    sentences: OnceCell<Vec<Range<usize>>>,
    words: OnceCell<Cut<'a>>,
    /// Where a set other than the default one is named.
    other_sets: OnceCell<Vec<usize>>,
}

impl<'a> Passage<'a> {
    /// Takes a text.
    pub(super) fn new(text: &'a str, vocabulary: &'a Vocabulary) -> Self {
        let (sentences, words, other_sets) = Default::default();
        Self { text, vocabulary, sentences, words, other_sets }
    }

    /// The words of the whole.
    pub(super) fn words(&self) -> &Cut<'a> {
        self.words.get_or_init(|| Cut::new(self.text))
    }

    /// The whole.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// The sentence around a stretch of the text.
    pub(super) fn sentence(&self, range: Range<usize>) -> &'a str {
        let sentence = self.sentence_range(range.start);
        self.text.get(sentence).unwrap_or(self.text).trim()
    }

    fn sentence_range(&self, at: usize) -> Range<usize> {
        let sentences = self.sentences.get_or_init(|| sentences(self.text));
        let next = sentences.partition_point(|sentence| sentence.end <= at);
        sentences.get(next).cloned().unwrap_or(0..self.text.len())
    }

    /// The set that a bare number belongs to here: the default one, unless the sentence names
    /// another.
    pub(super) fn set_at(&self, at: usize) -> Option<SetId> {
        let sentence = self.sentence_range(at);
        let other_sets = self.other_sets.get_or_init(|| self.other_sets());
        let first = other_sets.partition_point(|&place| place < sentence.start);
        let names_other = other_sets.get(first).is_some_and(|&place| place < sentence.end);
        self.vocabulary.default_set().filter(|_| !names_other).cloned()
    }

    fn other_sets(&self) -> Vec<usize> {
        let vocabulary = self.vocabulary;
        let default = vocabulary.default_set();
        let named = vocabulary.sets_named(self.words());
        let named = named.filter(|(_, set)| Some(*set) != default).map(|(at, _)| at);
        let reports = reports(self.text).filter(|(_, name)| !vocabulary.is_default_set(name));
        let mut places: Vec<usize> = named.chain(reports.map(|(at, _)| at)).collect();
        places.sort_unstable();
        places
    }
}

/// The reports and reviews that are named by letters, as in "the ATRT2 report": where, and the
/// name.
fn reports(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let words = text.match_indices(|c: char| c.is_ascii_uppercase()).filter_map(|(at, _)| {
        let is_start = !text[..at].ends_with(|c: char| c.is_alphanumeric());
        let name = text[at..].split(|c: char| !c.is_ascii_alphanumeric()).next()?;
        Some((at, name)).filter(|_| is_start)
    });
    words.filter(|(at, name)| {
        let is_short = name.len() >= 3 && !name.contains(|c: char| c.is_ascii_lowercase());
        let rest = text[at + name.len()..].trim_start();
        let begins =
            |word: &str| rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
        is_short && (begins("report") || begins("review") && !begins("review team"))
    })
}

/// The sentences of a text in order. Each is looked for from the end of the one before, so that
/// the whole takes one walk through the text.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.trim().is_empty()) {
        let lead = rest.len() - rest.trim_start().len();
        let sentence = sentence_around(&rest[lead..], 0..1);
        let end = at + lead + sentence.len().max(1);
        let end = (end..=text.len()).find(|&end| text.is_char_boundary(end)).unwrap_or(text.len());
        sentences.push(at..end);
        at = end;
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sentences_follow_each_other() {
        let text = "We met. We agreed (all). Bye";
        let cut: Vec<&str> = sentences(text).into_iter().map(|range| text[range].trim()).collect();
        assert_eq!(cut, ["We met.", "We agreed (all).", "Bye"]);
    }

    proptest! {
        #[test]
        fn any_text_is_cut(text in "(\\PC|\\. |\\n\\n){0,40}") {
            let mut end = 0;
            for range in sentences(&text) {
                prop_assert!(range.start == end && range.end > end);
                prop_assert!(text.is_char_boundary(range.end));
                end = range.end;
            }
        }
    }
}
