//! The nearest spelling, for help lines: a word and the known ones go in, those that were
//! probably meant come out.
//!
//! A misspelt roster can make many thousand words that are looked for among as many: most
//! candidates are put aside by their letters alone, and distances are counted as far as they matter.

use super::name::fold;

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
    let near = candidates.into_iter().filter_map(|text| {
        // ASCII is folded letter by letter, so that its letters can be counted as it stands
        let is_far = text.is_ascii() && !wanted.may_mean(&Letters::of(&text.to_ascii_lowercase()));
        let key = || fold(text);
        let distance = if is_far { None } else { wanted.distance(&key()) };
        Some((distance?, text))
    });
    sorted_near(near.collect())
}

fn sorted_near(mut near: Vec<(usize, &str)>) -> Vec<&str> {
    near.sort_unstable();
    near.dedup();
    near.into_iter().map(|(_, candidate)| candidate).collect()
}

/// Candidates that many words are looked for among, folded once for all of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Candidates(Vec<Candidate>);

#[derive(Clone, Debug)]
struct Candidate {
    text: String,
    key: String,
    letters: Letters,
}

impl Candidates {
    /// Takes the candidates, which are numbered in this order.
    pub(crate) fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let candidate = |text: &str| {
            let key = fold(text);
            Candidate { text: text.to_owned(), letters: Letters::of(&key), key }
        };
        Self(texts.into_iter().map(candidate).collect())
    }

    /// Of those that fit by their number, all that may have been meant, the nearest first.
    pub(crate) fn near(&self, wanted: &str, fits: impl Fn(usize) -> bool) -> Vec<&str> {
        let wanted = Wanted::new(wanted);
        let all = self.0.iter().enumerate();
        let likely = all.filter(|(at, one)| wanted.may_mean(&one.letters) && fits(*at));
        let near = likely.filter_map(|(_, one)| Some((wanted.distance(&one.key)?, &*one.text)));
        sorted_near(near.collect())
    }
}

/// How often each letter is in a key, spaces aside; letters of a kind are counted together.
#[derive(Clone, Debug)]
struct Letters {
    counts: [u8; 32],
    /// Which there are.
    kinds: u32,
}

impl Letters {
    fn of(key: &str) -> Self {
        let mut letters = Self { counts: [0; 32], kinds: 0 };
        for letter in key.chars().filter(|letter| !letter.is_whitespace()) {
            let kind = u32::from(letter) % 32;
            letters.kinds |= 1 << kind;
            let count = letters.counts.get_mut(kind as usize);
            count.into_iter().for_each(|count| *count = count.saturating_add(1));
        }
        letters
    }

    /// How many letters the one has and the other has not.
    fn difference(&self, other: &Self) -> usize {
        let both = self.counts.iter().zip(&other.counts);
        both.map(|(one, other)| usize::from(one.abs_diff(*other))).sum()
    }
}

/// A word looked for, folded once for all its candidates.
struct Wanted {
    key: String,
    sorted: String,
    letters: Letters,
    limit: usize,
}

impl Wanted {
    fn new(text: &str) -> Self {
        let key = fold(text);
        let limit = limit(key.chars().count());
        Self { sorted: sorted(&key), letters: Letters::of(&key), key, limit }
    }

    /// Whether a candidate of these letters can be near: a slip takes one letter away and brings
    /// another, and a part of a name has no letters of its own.
    fn may_mean(&self, letters: &Letters) -> bool {
        let most = 2 * self.limit;
        let is_similar = (self.letters.kinds ^ letters.kinds).count_ones() as usize <= most
            && self.letters.difference(letters) <= most;
        is_similar || self.letters.kinds & !letters.kinds == 0
    }

    /// How far a candidate is by its key, unless it is too far to be meant.
    fn distance(&self, candidate: &str) -> Option<usize> {
        let plain = self.within(&self.key, candidate);
        // Names are also written family name first: a step further than the same order.
        let turned = self.within(&self.sorted, &sorted(candidate)).map(|steps| steps + 1);
        let part = self.is_part_of(candidate).then_some(self.limit + 1);
        [plain, turned, part].into_iter().flatten().min()
    }

    fn within(&self, a: &str, b: &str) -> Option<usize> {
        // The distance is at least the difference in length: cheap to see, and mostly enough.
        if a.chars().count().abs_diff(b.chars().count()) > self.limit {
            return None;
        }
        slips(a, b, self.limit)
    }

    /// Whether every word looked for is a word of the candidate: `Taylor` of `Emily Taylor`.
    fn is_part_of(&self, candidate: &str) -> bool {
        self.key.len() > 2
            && self.key.split(' ').all(|word| candidate.split(' ').any(|other| other == word))
    }
}

/// The fewest slips that make `b` of `a`, where they are no more than `limit`: a letter left out, put
/// in or taken for another, or two that changed places, whatever stands between them now
/// (Damerau and Levenshtein).
fn slips(a: &str, b: &str, limit: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut table = Slips::new(&a, &b, limit);
    for i in 1..=a.len() {
        let mut same_before = None;
        for j in i.saturating_sub(limit).max(1)..=(i + limit).min(b.len()) {
            table.fill(i, j, same_before);
            if a[i - 1] == b[j - 1] {
                same_before = Some(j);
            }
        }
    }
    table.steps.last().copied().filter(|steps| *steps <= limit)
}

/// The fewest slips between the beginnings of two words, up to the letter `i` of the one and `j` of
/// the other. Far from the diagonal there are too many of them, so nothing is counted there.
struct Slips<'a> {
    a: &'a [char],
    b: &'a [char],
    far: usize,
    steps: Vec<usize>,
}

impl<'a> Slips<'a> {
    fn new(a: &'a [char], b: &'a [char], limit: usize) -> Self {
        let far = limit + 1;
        let mut steps = vec![far; (a.len() + 1) * (b.len() + 1)];
        (0..=limit.min(b.len())).for_each(|j| steps[j] = j);
        (0..=limit.min(a.len())).for_each(|i| steps[i * (b.len() + 1)] = i);
        Self { a, b, far, steps }
    }

    fn at(&self, i: usize, j: usize) -> usize {
        self.steps[i * (self.b.len() + 1) + j]
    }

    /// Counts from the beginnings that are shorter; `column` is the last letter before `j` that is
    /// the letter `i`.
    fn fill(&mut self, i: usize, j: usize, column: Option<usize>) {
        let letter = self.b[j - 1];
        let put_or_left = self.at(i - 1, j).min(self.at(i, j - 1)) + 1;
        let taken = self.at(i - 1, j - 1) + usize::from(self.a[i - 1] != letter);
        let mut rows = i.saturating_sub(self.far).max(1)..i;
        let row = rows.rfind(|row| self.a[row - 1] == letter);
        let changed = row.zip(column).map_or(self.far, |(row, column)| {
            self.at(row - 1, column - 1) + (i - row) + (j - column - 1)
        });
        let width = self.b.len() + 1;
        self.steps[i * width + j] = put_or_left.min(taken).min(changed).min(self.far);
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
    use strsim::damerau_levenshtein;

    /// What is near when each candidate is compared in full.
    fn all_near_in_full<'a>(wanted: &str, candidates: &[&'a str]) -> Vec<&'a str> {
        let wanted = Wanted::new(wanted);
        let within = |a: &str, b: &str| {
            Some(damerau_levenshtein(a, b)).filter(|&steps| steps <= wanted.limit)
        };
        let distance = |candidate: &str| {
            let candidate = fold(candidate);
            let plain = within(&wanted.key, &candidate);
            let turned = within(&wanted.sorted, &sorted(&candidate)).map(|steps| steps + 1);
            let part = wanted.is_part_of(&candidate).then_some(wanted.limit + 1);
            [plain, turned, part].into_iter().flatten().min()
        };
        let near = candidates.iter().filter_map(|&one| Some((distance(one)?, one)));
        sorted_near(near.collect())
    }

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
        fn what_is_near_is_what_a_full_comparison_finds(
            wanted in "[a-dA-D éжß\u{301}]{0,16}|\\PC{0,10}",
            candidates in prop::collection::vec("[a-dA-D éжß\u{301}]{0,16}|\\PC{0,10}", 0..20),
        ) {
            let candidates: Vec<&str> = candidates.iter().map(String::as_str).collect();
            let in_full = all_near_in_full(&wanted, &candidates);
            prop_assert_eq!(&all_near(&wanted, candidates.iter().copied()), &in_full);
            let prepared = Candidates::new(candidates.iter().copied());
            prop_assert_eq!(&prepared.near(&wanted, |_| true), &in_full);
        }

        #[test]
        fn a_slip_or_two_leave_a_word_as_near_as_a_full_comparison_finds(
            wanted in "[a-zé]{2,8} [a-zé]{2,8}",
            slips in prop::collection::vec((0_usize..18, "[a-zé ]{0,2}"), 1..5),
        ) {
            let mut letters: Vec<char> = wanted.chars().collect();
            for (at, others) in slips {
                let at = at.min(letters.len());
                letters.splice(at..(at + 1).min(letters.len()), others.chars());
            }
            let other: String = letters.into_iter().collect();
            let in_full = all_near_in_full(&wanted, &[&other]);
            prop_assert_eq!(&all_near(&wanted, [other.as_str()]), &in_full);
            let prepared = Candidates::new([other.as_str()]);
            prop_assert_eq!(prepared.near(&wanted, |_| true), in_full);
        }

        #[test]
        fn slips_are_counted_as_far_as_they_matter(
            a in "[abc]{0,12}", b in "[abc]{0,12}", limit in 0_usize..6,
        ) {
            let in_full = Some(damerau_levenshtein(&a, &b)).filter(|&steps| steps <= limit);
            prop_assert_eq!(slips(&a, &b, limit), in_full);
        }

        #[test]
        fn any_text_is_nearest_to_itself(text in "\\PC{2,12}", other in "\\PC{0,12}") {
            prop_assume!(!fold(&text).is_empty());
            let near = nearest(&text, [other.as_str(), text.as_str()]);
            prop_assert_eq!(near.map(fold), Some(fold(&text)));
        }
    }
}
