//! The nearest spelling, for help lines: a word and the known ones go in, those that were
//! probably meant come out.

use super::name::fold;
use strsim::damerau_levenshtein;

/// The candidate that was most likely meant by `wanted`, if any is near.
///
/// `tittle` is near `title`, `Emily Tailor` near `Emily Taylor`, `Taylor` near her too. Among
/// equally near ones the first in alphabetical order is taken, so that help is the same each time.
pub(crate) fn nearest<'a>(
    wanted: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    all_near(wanted, candidates).into_iter().next()
}

/// All the candidates that may have been meant by `wanted`, the nearest first.
pub(crate) fn all_near<'a>(
    wanted: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Vec<&'a str> {
    let wanted = Wanted::new(wanted);
    let mut near: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter_map(|candidate| Some((wanted.distance(candidate)?, candidate)))
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().map(|(_, candidate)| candidate).collect()
}

/// A word looked for, folded once for all its candidates.
struct Wanted {
    key: String,
    sorted: String,
    limit: usize,
}

impl Wanted {
    fn new(text: &str) -> Self {
        let key = fold(text);
        let limit = limit(key.chars().count());
        Self { sorted: sorted(&key), key, limit }
    }

    /// How far a candidate is, unless it is too far to be meant.
    fn distance(&self, candidate: &str) -> Option<usize> {
        let candidate = fold(candidate);
        let plain = self.within(&self.key, &candidate);
        // Names are also written family name first: a step further than the same order.
        let turned = self.within(&self.sorted, &sorted(&candidate)).map(|steps| steps + 1);
        let part = self.is_part_of(&candidate).then_some(self.limit + 1);
        [plain, turned, part].into_iter().flatten().min()
    }

    fn within(&self, a: &str, b: &str) -> Option<usize> {
        // The distance is at least the difference in length: cheap to see, and mostly enough.
        if a.chars().count().abs_diff(b.chars().count()) > self.limit {
            return None;
        }
        Some(damerau_levenshtein(a, b)).filter(|&steps| steps <= self.limit)
    }

    /// Whether every word looked for is a word of the candidate: `Taylor` of `Emily Taylor`.
    fn is_part_of(&self, candidate: &str) -> bool {
        self.key.len() > 2
            && self.key.split(' ').all(|word| candidate.split(' ').any(|other| other == word))
    }
}

/// How many slips a word of so many letters may hold: one in three, as compilers allow.
fn limit(n_letters: usize) -> usize {
    match n_letters {
        0 | 1 => 0,
        n => (n.max(3) / 3).min(5),
    }
}

/// The words of a key in alphabetical order.
fn sorted(key: &str) -> String {
    let mut words: Vec<&str> = key.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_slip_is_near() {
        assert_eq!(nearest("tittle", ["date", "title", "series"]), Some("title"));
        assert_eq!(nearest("atendance", ["attendance", "agenda"]), Some("attendance"));
        assert_eq!(nearest("Emily Tailor", ["Eric Taylor", "Emily Taylor"]), Some("Emily Taylor"));
    }

    #[test]
    fn nothing_is_near_a_word_of_another_kind() {
        assert_eq!(nearest("zzzzz", ["title", "date"]), None);
        assert_eq!(nearest("", ["title", "a"]), None);
        assert_eq!(nearest("x", ["y"]), None);
    }

    #[test]
    fn words_in_another_order_and_parts_of_names_are_near() {
        assert_eq!(nearest("Taylor Emily", ["Emily Taylor"]), Some("Emily Taylor"));
        assert_eq!(nearest("taylor", ["Alain Aina", "Emily Taylor"]), Some("Emily Taylor"));
    }

    #[test]
    fn ties_go_to_the_alphabet_and_not_to_the_order_given() {
        assert_eq!(all_near("cat", ["rat", "bat", "cat", "bat"]), ["cat", "bat", "rat"]);
        assert_eq!(nearest("cot", ["rot", "dot"]), nearest("cot", ["dot", "rot"]));
    }

    proptest! {
        #[test]
        fn any_text_is_nearest_to_itself(text in "\\PC{2,12}", other in "\\PC{0,12}") {
            prop_assume!(!fold(&text).is_empty());
            let near = nearest(&text, [other.as_str(), text.as_str()]);
            prop_assert_eq!(near.map(fold), Some(fold(&text)));
        }
    }
}
