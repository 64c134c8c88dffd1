//! How words begin that a name cannot be without, to pass over the texts that hold none: nearly
//! all, at the speed of reading.

use super::folded::plain;

/// How many bytes of a word are looked at.
const LONGEST: usize = 4;

/// Of each byte the lower five bits count, in which a letter is the same large and small. So more
/// may seem to begin than does, and nothing is passed over.
const BITS: usize = 5;
const MASK: usize = (1 << (BITS * LONGEST)) - 1;

/// Every way in which such a word may begin.
#[derive(Debug)]
pub(super) struct Starts(Vec<bool>);

impl Default for Starts {
    fn default() -> Self {
        Self(vec![false; MASK + 1])
    }
}

impl Starts {
    /// Adds a folded word; after a short one, anything may follow.
    pub(super) fn add(&mut self, word: &str) {
        let mut start = [0; LONGEST];
        start.iter_mut().zip(word.bytes()).for_each(|(to, from)| *to = from);
        let free = 1_usize << (BITS * LONGEST.saturating_sub(word.len()));
        let first = start.iter().fold(0, |all, byte| next(all, *byte));
        if let Some(all) = self.0.get_mut(first..first + free) {
            all.fill(true);
        }
    }

    /// Whether such a word may begin somewhere in a text.
    pub(super) fn may_be_in(&self, text: &str) -> bool {
        let mut seen = 0;
        let mut is_start = |byte| {
            seen = next(seen, byte);
            self.0.get(seen).is_some_and(|is| *is)
        };
        let in_text = text.split_inclusive(|letter: char| !letter.is_ascii()).any(|run| {
            let end = run.char_indices().next_back().filter(|(_, last)| !last.is_ascii());
            let ascii = run.get(..end.map_or(run.len(), |(at, _)| at)).unwrap_or_default();
            ascii.bytes().any(&mut is_start)
                || end.is_some_and(|(_, last)| plain(last).bytes().any(&mut is_start))
        });
        // the last word may be shorter than a start
        in_text || [0; LONGEST - 1].into_iter().any(is_start)
    }
}

/// The last bytes that were seen, with one more.
const fn next(seen: usize, byte: u8) -> usize {
    (seen << BITS | (byte & ((1 << BITS) - 1)) as usize) & MASK
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::redact::folded::Folded;

    fn starts(words: &[&str]) -> Starts {
        let mut starts = Starts::default();
        words.iter().for_each(|word| starts.add(word));
        starts
    }

    #[test]
    fn a_name_may_be_where_its_start_is_in_whatever_letters() {
        let starts = starts(&["zarko", "al"]);
        for text in ["Žarko", "xz\u{ad}arko", "Z\u{30c}ARK", "\u{ff3a}arko", "of AL", "al", "– Al."]
        {
            assert!(starts.may_be_in(text), "{text}");
        }
        for text in ["", "z", "zar", "Zurich – a letter", "a", "– a –", "Жарко"] {
            assert!(!starts.may_be_in(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_name_is_passed_over(text in "([a-cA-CžŽßﬁ\u{30c}\u{ad}ﾊА ]|%20|–){0,12}", word in "[a-cz]{1,5}") {
            let starts = starts(&[&word]);
            let start = &word[..word.len().min(LONGEST)];
            prop_assert!(!Folded::new(&text).text.contains(start) || starts.may_be_in(&text));
        }
    }

    #[test]
    fn letters_of_other_scripts_begin_names_too() {
        let starts = starts(&["жарко"]);
        assert!(starts.may_be_in("и Жарко"));
        assert!(!starts.may_be_in("Emily Taylor"));
    }
}
