//! How alike two action items are: the terms of two texts go in; whether one repeats the other
//! comes out. A pair is judged by its two texts alone, so that what is said of a row does not
//! depend on the rest of the archive.
//!
//! What two texts share is weighed against what either has alone. Before that, what only one of
//! them has may tell that they are two items, however much they share:
//!
//! - a negation, a number or a day that the other does not have (a number in brackets may be left
//!   out, but not changed);
//! - a name, abbreviation or ordinal *in place of* another;
//! - another thing to do (`review`, not `draft`);
//! - a plain word in place of another, save one among many that is not what the item is *on*.

use super::{
    vocabulary as say,
    wording::{Kind, Term, Wording},
};

/// The part of their words that two texts share, in percent.
const ENOUGH: u32 = 74;

/// As much where the one is how the other begins.
const ENOUGH_OF_A_BEGINNING: u32 = 50;

/// How many plain words and names texts share of which one may hold another word.
const SHARED_ROUND_A_CHANGE: usize = 8;

/// How many words either text may have alone to be searched for slips of the finger.
const ALONE_WITH_SLIPS: usize = 4;

/// How many words a beginning has at least.
const WORDS_OF_A_BEGINNING: usize = 4;

/// How many words a first sentence has at least, to stand for the whole.
const WORDS_OF_A_SENTENCE: usize = 4;

/// How alike two texts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// One word in place of another: a slip of the pen, or another item of the same make.
    Changed(u32),
    /// Nearly the same words: the part they share, in percent.
    Near(u32),
    /// The same words.
    Exact,
}

/// How alike two texts are, if one repeats the other.
pub(super) fn likeness(a: &Wording, b: &Wording) -> Option<Likeness> {
    if a.has_other_lead(b) {
        return None;
    }
    if a.exact == b.exact {
        return Some(Likeness::Exact);
    }
    let with_short = |whole: &[Term], short: &Option<Vec<Term>>| {
        let short = short.as_deref().filter(|short| n_telling(short) >= WORDS_OF_A_SENTENCE)?;
        Compared::new(whole, short).judge()
    };
    let whole = Compared::new(&a.terms, &b.terms).judge();
    whole.max(with_short(&a.terms, &b.short)).max(with_short(&b.terms, &a.short))
}

fn n_telling(terms: &[Term]) -> usize {
    terms.iter().filter(|term| is_telling(term)).count()
}

/// Whether a term says which item is meant.
fn is_telling(term: &Term) -> bool {
    matches!(term.kind, Kind::Name | Kind::Plain)
}

/// Two texts, and what only one of them has.
struct Compared<'a> {
    texts: [&'a [Term]; 2],
    alone: [Vec<&'a Term>; 2],
    shared: Vec<&'a Term>,
}

impl<'a> Compared<'a> {
    fn new(a: &'a [Term], b: &'a [Term]) -> Self {
        let has = |terms: &[Term], term: &Term| terms.iter().any(|one| one.key == term.key);
        let (mut shared, mut alone) = (Vec::new(), [Vec::new(), Vec::new()]);
        for term in a {
            if has(b, term) { shared.push(term) } else { alone[0].push(term) }
        }
        alone[1].extend(b.iter().filter(|term| !has(a, term)));
        let mut compared = Self { texts: [a, b], alone, shared };
        if compared.alone.iter().all(|alone| alone.len() <= ALONE_WITH_SLIPS) {
            compared.pair_slips();
        }
        compared
    }

    /// Takes words that differ by a slip of the finger for shared.
    fn pair_slips(&mut self) {
        let [ours, theirs] = &mut self.alone;
        ours.retain(|term| {
            let slip = theirs.iter().position(|other| is_slip(term, other));
            let is_kept = slip.is_none();
            if let Some(at) = slip {
                theirs.remove(at);
                self.shared.push(term);
            }
            is_kept
        });
    }

    fn judge(&self) -> Option<Likeness> {
        if self.differs_in_fact() || !self.asks_the_same() {
            return None;
        }
        let telling = |at: usize| self.alone[at].iter().copied().filter(|term| is_telling(term));
        match (telling(0).count(), telling(1).count()) {
            (0, _) | (_, 0) => self.is_enough().then(|| Likeness::Near(self.share())),
            (1, 1) => {
                let (one, other) = (telling(0).next()?, telling(1).next()?);
                self.allows(one, other).then(|| Likeness::Changed(self.share()))
            }
            _ => None,
        }
    }

    /// Whether one has a negation or a number that the other does not have, or another name.
    fn differs_in_fact(&self) -> bool {
        let has = |at: usize, kind: Kind| self.alone[at].iter().any(|term| term.kind == kind);
        let both = |kind: Kind| has(0, kind) && has(1, kind);
        let is_firm = |term: &&Term| match term.kind {
            Kind::Negation => true,
            Kind::Number => !term.is_aside,
            _ => false,
        };
        self.alone.iter().flatten().any(is_firm) || both(Kind::Number) || both(Kind::Name)
    }

    /// Whether what each text asks for first is asked for in the other too.
    fn asks_the_same(&self) -> bool {
        let first = |at: usize| self.texts[at].iter().find(|term| term.kind != Kind::Vague);
        [0, 1].into_iter().all(|at| {
            first(at).is_none_or(|first| !self.alone[at].iter().any(|term| term.key == first.key))
        })
    }

    /// Whether one word may stand in place of another.
    fn allows(&self, one: &Term, other: &Term) -> bool {
        let is_plain = |term: &Term| term.kind == Kind::Plain && !term.is_subject;
        let n_shared = self.shared.iter().filter(|term| is_telling(term)).count();
        is_plain(one)
            && is_plain(other)
            && n_shared >= SHARED_ROUND_A_CHANGE
            && self.share() >= ENOUGH
            && !say::are_opposite(one.key.as_str(), other.key.as_str())
    }

    fn is_enough(&self) -> bool {
        let n_shared = self.shared.iter().filter(|term| is_telling(term)).count();
        let is_beginning = n_shared >= WORDS_OF_A_BEGINNING
            && self.share() >= ENOUGH_OF_A_BEGINNING
            && self.is_beginning();
        n_shared > 0 && (self.share() >= ENOUGH || is_beginning)
    }

    /// Whether one text is how the other begins.
    fn is_beginning(&self) -> bool {
        let [a, b] = self.texts;
        let is_shared = |term: &Term| self.shared.iter().any(|one| one.key == term.key);
        let begins = |short: &[Term], long: &[Term]| {
            short.len() < long.len()
                && short.iter().zip(long).all(|(one, other)| one.key == other.key)
        };
        (begins(a, b) || begins(b, a)) && a.first().is_some_and(is_shared)
    }

    /// The part of all words that both have, in percent.
    fn share(&self) -> u32 {
        let weigh = |terms: &[&Term]| terms.iter().map(|term| term.weight()).sum::<u32>();
        let (shared, alone) = (weigh(&self.shared), weigh(&self.alone[0]) + weigh(&self.alone[1]));
        (100 * shared).checked_div(shared + alone).unwrap_or_default()
    }
}

/// Whether two words are one with a slip: `circluate`. Short words and codes differ by a letter
/// too easily.
fn is_slip(one: &Term, other: &Term) -> bool {
    let is_word = |term: &Term| {
        is_telling(term) && term.word.len() > 4 && !term.word.bytes().any(|c| c.is_ascii_digit())
    };
    is_word(one)
        && is_word(other)
        && one.word.chars().next() == other.word.chars().next()
        && one.word.len().abs_diff(other.word.len()) < 2
        && strsim::damerau_levenshtein(&one.word, &other.word) < 2
}
