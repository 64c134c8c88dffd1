//! The words of entries, and what each weighs in them.

use std::cmp::Reverse;

use hashbrown::HashMap;
use rayon::prelude::*;

use super::{
    Entry, code, number,
    words::{count, each_word, ids, key},
};
use crate::text::{push_varint, take_varint};

/// How many bytes the entries of one word may take; of a word that is on nearly every page only
/// those are kept where it weighs most.
pub(super) const COMMON: usize = 12_000;
/// How heavily a word weighs by where it stands.
const ID: u32 = 63;
/// A whole name, as the script knows by its number too.
const NAME: u32 = 62;
const TITLE: u32 = 14;
const HEADING: u32 = 7;
const OWNER: u32 = 4;
const CONTEXT: u32 = 1;

/// A name of more words is no key.
const LONGEST_NAME: usize = 12;

/// Where a word stands in an entry, and how often. There is one for each word of each entry, so
/// that it is small.
#[derive(Clone, Copy, Default)]
struct Tally {
    /// A bit each.
    places: u8,
    n_in_text: u16,
}

/// Where a word can stand but the text.
#[derive(Clone, Copy)]
enum Place {
    Id,
    Name,
    Title,
    Heading,
    Owners,
    Context,
}

impl Tally {
    fn count(&mut self) {
        self.n_in_text = self.n_in_text.saturating_add(1);
    }

    fn add(&mut self, place: Place) {
        self.places |= 1 << place as u8;
    }

    const fn is_in(self, place: Place) -> bool {
        self.places & (1 << place as u8) != 0
    }

    /// Adds an entry, by the step from the one before.
    fn push(self, step: u32, out: &mut Vec<u8>) {
        push_varint(step.into(), out);
        out.push(self.places);
        push_varint(self.n_in_text.into(), out);
    }

    /// Takes off what [`Tally::push`] added.
    fn take(found: &mut &[u8]) -> Option<(u32, Self)> {
        let step = u32::try_from(take_varint(found)).ok()?;
        let (&places, rest) = found.split_first()?;
        *found = rest;
        let n_in_text = u16::try_from(take_varint(found)).unwrap_or(u16::MAX);
        Some((step, Self { places, n_in_text }))
    }
}

/// How many words an entry has.
#[derive(Clone, Copy, Default)]
struct Length {
    heading: u32,
    text: u32,
}

/// The words of a part of the entries.
pub(super) struct Tallied {
    /// The number of its first entry, from which its own go on.
    first: u32,
    n_entries: usize,
    /// Of each entry by its number; where no entry is, nothing.
    lengths: Vec<Length>,
    /// Its words in order, each with where its entries end in `found`.
    words: Vec<(Box<str>, usize)>,
    /// The entries of each word, as [`Tally::push`] writes them: a quarter of the room that they
    /// take while they are counted.
    found: Vec<u8>,
}

/// The entries that have a word, in order.
type Found = HashMap<String, Vec<(u32, Tally)>>;

impl Tallied {
    /// Counts entries with their numbers, which rise.
    pub(super) fn new<'e>(entries: impl Iterator<Item = (u32, &'e Entry)>) -> Self {
        let (mut n_entries, mut lengths, mut words) = (0, Vec::new(), Found::new());
        for (n, entry) in entries {
            n_entries += 1;
            lengths.resize(n as usize, Length::default());
            lengths.push(Tallying { words: &mut words, n }.entry(entry));
        }
        let (words, found) = packed(words);
        Self { first: 0, n_entries, lengths, words, found }
    }

    /// The same of entries that are numbered from `first` on.
    pub(super) fn from(self, first: u32) -> Self {
        Self { first, ..self }
    }

    fn length(&self, entry: u32) -> Length {
        self.lengths.get(entry as usize).copied().unwrap_or_default()
    }

    fn n_words(&self) -> u64 {
        self.lengths.iter().map(|length| u64::from(length.text)).sum()
    }

    /// Its words in order, with the entries that have them.
    fn postings(&self) -> Vec<(&str, Postings<'_>)> {
        let starts = std::iter::once(0).chain(self.words.iter().map(|&(_, end)| end));
        let found =
            |start: usize, end: usize| Postings { of: self, found: &self.found[start..end] };
        let words = self.words.iter().zip(starts);
        words.map(|((word, end), start)| (&**word, found(start, *end))).collect()
    }
}

/// Words in order, where the entries of each end, and the entries.
fn packed(words: Found) -> (Vec<(Box<str>, usize)>, Vec<u8>) {
    let mut words: Vec<_> = words.into_iter().collect();
    words.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    let mut out = Vec::new();
    let mut pack = |(word, entries): (String, Vec<(u32, Tally)>)| {
        let mut last = 0;
        for (n, tally) in entries {
            tally.push(n - last, &mut out);
            last = n;
        }
        (word.into(), out.len())
    };
    let words = words.into_iter().map(&mut pack).collect();
    out.shrink_to_fit();
    (words, out)
}

/// Notes the words of an entry.
struct Tallying<'a> {
    words: &'a mut Found,
    /// The number of the entry.
    n: u32,
}

impl Tallying<'_> {
    fn entry(&mut self, entry: &Entry) -> Length {
        entry.ids.iter().for_each(|id| self.word(&key(id), |tally| tally.add(Place::Id)));
        let heading = self.heading(entry);
        self.each(&entry.owners, |tally| tally.add(Place::Owners));
        let text = self.each(&entry.text, Tally::count);
        self.ids_in(&entry.text, Tally::count);
        Length { heading, text }
    }

    /// What an entry is called; how many words that has.
    fn heading(&mut self, entry: &Entry) -> u32 {
        if entry.heading.is_empty() {
            self.names(entry);
            return self.each(&entry.title, |tally| tally.add(Place::Title));
        }
        self.ids_in(&entry.heading, |tally| tally.add(Place::Heading));
        self.each(&entry.title, |tally| tally.add(Place::Context));
        self.each(&entry.heading, |tally| tally.add(Place::Heading))
    }

    /// The title in full, each side of its first colon ("SSR1 recommendation 10: Zone review"),
    /// and what else it is called.
    fn names(&mut self, entry: &Entry) {
        let (before, after) = entry.title.split_once(": ").unwrap_or_default();
        let names = [&entry.title, before, after].into_iter();
        for name in names.chain(entry.names.iter().map(String::as_str)) {
            if (1..=LONGEST_NAME).contains(&count(name)) {
                self.word(&key(name), |tally| tally.add(Place::Name));
            }
        }
    }

    /// Notes what looks like an id or a day in a text, as one word.
    fn ids_in(&mut self, text: &str, note: impl Fn(&mut Tally)) {
        ids(text).for_each(|id| self.word(&key(id), &note));
    }

    /// Notes every word of a text; how many there are.
    fn each(&mut self, text: &str, note: impl Fn(&mut Tally)) -> u32 {
        let mut n = 0;
        each_word(text, |word| {
            n += 1;
            self.word(word, &note);
        });
        n
    }

    /// Notes a word in its tally of this entry.
    fn word(&mut self, word: &str, note: impl Fn(&mut Tally)) {
        let entries = self.words.entry_ref(word).or_default();
        match entries.last_mut() {
            Some((last, tally)) if *last == self.n => note(tally),
            _ => {
                let mut tally = Tally::default();
                note(&mut tally);
                entries.push((self.n, tally));
            }
        }
    }
}

/// What a word weighs in an entry of that length: short titles and texts weigh more, and the
/// second time less than the first.
fn weight(tally: Tally, length: Length, average: f64) -> u32 {
    if tally.is_in(Place::Id) {
        return ID;
    }
    if tally.is_in(Place::Name) {
        return NAME;
    }
    let of_heading = |weight: u32| (weight * 24).div_ceil(18 + length.heading).max(2);
    let mut weight = of_text(tally.n_in_text.into(), f64::from(length.text) / average);
    weight += if tally.is_in(Place::Title) { of_heading(TITLE) } else { 0 };
    weight += if tally.is_in(Place::Heading) { of_heading(HEADING) } else { 0 };
    weight += if tally.is_in(Place::Owners) { OWNER } else { 0 };
    weight += if tally.is_in(Place::Context) { CONTEXT } else { 0 };
    weight.min(NAME - 1)
}

/// 1 to 3 for words of the text, as usual for texts of that length beside the average.
fn of_text(n: u32, length: f64) -> u32 {
    let n = f64::from(n);
    let damped = 2.2 * n / (n + 1.2 * (0.25 + 0.75 * length));
    match damped * 1.5 {
        _ if n == 0.0 => 0,
        small if small < 1.5 => 1,
        middle if middle < 2.5 => 2,
        _ => 3,
    }
}

/// The entries of one word in a part.
#[derive(Clone, Copy)]
struct Postings<'a> {
    of: &'a Tallied,
    found: &'a [u8],
}

impl Postings<'_> {
    /// Each entry with what the word weighs in it.
    fn weighed(&self, average: f64) -> impl Iterator<Item = (u32, u32)> {
        let (mut found, mut n) = (self.found, 0);
        std::iter::from_fn(move || {
            let (step, tally) = Tally::take(&mut found)?;
            n += step;
            Some((self.of.first + n, weight(tally, self.of.length(n), average)))
        })
    }
}

/// Every word with its entries, in order of words.
pub(super) fn dictionary(parts: &[Tallied]) -> Vec<String> {
    let n_words: u64 = parts.iter().map(Tallied::n_words).sum();
    let n_words = f64::from(u32::try_from(n_words).unwrap_or(u32::MAX));
    let n_entries = parts.iter().map(|part| part.n_entries).sum();
    let average = (n_words / f64::from(number(n_entries).max(1))).max(1.0);
    let mut words: Vec<(&str, Postings<'_>)> =
        parts.par_iter().flat_map(Tallied::postings).collect();
    words.par_sort_by_key(|(word, _)| *word);
    let words: Vec<_> = words.chunk_by(|(one, _), (other, _)| one == other).collect();
    words.par_iter().map(|same| spelled(same, average)).collect()
}

/// A word, of which all parts have been brought together, as the script reads it.
fn spelled(same: &[(&str, Postings<'_>)], average: f64) -> String {
    let word = same.first().map_or("", |(word, _)| *word);
    let found = same.iter().flat_map(|(_, postings)| postings.weighed(average));
    format!("{word} {}", encoded(found.collect()))
}

/// Weight and entries, heaviest first, a comma between two weights. A `!` before them says that
/// the word is in more entries.
pub(super) fn encoded(mut found: Vec<(u32, u32)>) -> String {
    found.sort_by_key(|&(_, weight)| Reverse(weight));
    let mut out = String::new();
    for same in found.chunk_by(|(_, one), (_, other)| one == other) {
        let weight = same.first().map_or(0, |&(_, weight)| weight);
        if !out.is_empty() {
            out.push(',');
        }
        code::push(weight & 31, &mut out);
        code::push(weight >> 5, &mut out);
        out.push_str(&code::rising(same.iter().map(|&(entry, _)| entry)));
        if out.len() > COMMON {
            return format!("!{}", cut(&out));
        }
    }
    out
}

/// The beginning of postings, cut after a whole number.
fn cut(text: &str) -> &str {
    let ends = |letter: u8| letter.is_ascii_uppercase() || matches!(letter, b'a'..=b'f');
    let end = text.bytes().take(COMMON).rposition(ends);
    text.get(..end.map_or(0, |end| end + 1)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_is_everywhere_is_cut_and_says_so() {
        let all: Vec<(u32, u32)> = (0..40_000).map(|n| (n * 40, 1)).collect();
        let text = encoded(all.clone());
        assert!(text.len() <= COMMON + 1, "{}", text.len());
        let kept = code::read(&text[3..]);
        assert!(text.starts_with("!BA") && kept.len() > COMMON / 3);
        assert!(kept.iter().zip(&all).all(|(kept, (all, _))| kept == all));
    }
}
