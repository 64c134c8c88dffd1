//! Which earlier wordings to compare with: a wording goes in, the places of those that share enough
//! of it come out, without looking at all of them.

use std::collections::{BTreeSet, HashMap};

use super::wording::{Kind, Term, Wording};

/// Wordings by their words.
#[derive(Debug, Default)]
pub(super) struct Index {
    by_exact: HashMap<String, Vec<usize>>,
    by_term: HashMap<(String, u64), Vec<usize>>,
}

impl Index {
    /// Adds the wording of a place; places grow.
    pub(super) fn add(&mut self, place: usize, wording: &Wording) {
        self.by_exact.entry(wording.exact.clone()).or_default().push(place);
        for form in forms(wording) {
            let facts = facts(form);
            for term in form {
                let places = self.by_term.entry((facts.clone(), term.key.hash)).or_default();
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
        }
    }

    /// The wordings that may be like this one, in order of place.
    pub(super) fn near(&self, wording: &Wording) -> Vec<usize> {
        let mut near = self.by_exact.get(&wording.exact).cloned().unwrap_or_default();
        forms(wording).for_each(|form| self.near_form(form, &mut near));
        near.sort_unstable();
        near.dedup();
        near
    }

    /// Like texts share at least half of this one: so one of its rarest words that make up more
    /// than that is in every text like it. A tenth is added for words with a slip.
    fn near_form(&self, form: &[Term], near: &mut Vec<usize>) {
        let mut at = (facts(form), 0);
        let mut terms: Vec<(usize, u32, Option<&Vec<usize>>)> = Vec::with_capacity(form.len());
        for term in form {
            at.1 = term.key.hash;
            let places = self.by_term.get(&at);
            terms.push((places.map_or(0, Vec::len), term.weight(), places));
        }
        terms.sort_unstable();
        let mut left: u32 = terms.iter().map(|(_, weight, _)| weight).sum();
        let enough = left * 4 / 10;
        for (_, weight, places) in terms {
            near.extend(places.into_iter().flatten());
            left -= weight;
            if left < enough {
                break;
            }
        }
    }
}

/// The whole of a wording, and its first sentence.
fn forms(wording: &Wording) -> impl Iterator<Item = &[Term]> {
    std::iter::once(wording.terms.as_slice()).chain(wording.short.as_deref())
}

/// What texts must have in common to be alike: numbers outside brackets, and negations.
fn facts(form: &[Term]) -> String {
    let is_fact = |term: &&Term| match term.kind {
        Kind::Negation => true,
        Kind::Number => !term.is_aside,
        _ => false,
    };
    let facts: BTreeSet<&str> = form.iter().filter(is_fact).map(|term| term.key.as_str()).collect();
    facts.into_iter().collect::<Vec<_>>().join(" ")
}
