//! Which earlier wordings to compare with: a wording goes in, the places of those that share enough
//! of it come out, without looking at all of them.

use std::collections::{BTreeSet, HashMap};

use super::wording::{Kind, Term, Wording};

/// Wordings by their words.
#[derive(Debug, Default)]
pub(super) struct Index {
    by_exact: HashMap<String, Vec<usize>>,
    by_term: HashMap<(String, String), Vec<usize>>,
}

impl Index {
    /// Adds the wording of a place; places grow.
    pub(super) fn add(&mut self, place: usize, wording: &Wording) {
        self.by_exact.entry(wording.exact.clone()).or_default().push(place);
        for form in forms(wording) {
            let facts = facts(form);
            for term in form {
                let places = self.by_term.entry((facts.clone(), term.key.clone())).or_default();
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
        }
    }

    /// The wordings that may be like this one, in order of place.
    pub(super) fn near(&self, wording: &Wording) -> BTreeSet<usize> {
        let exact = self.by_exact.get(&wording.exact);
        let mut near: BTreeSet<usize> = exact.into_iter().flatten().copied().collect();
        forms(wording).for_each(|form| self.near_form(form, &mut near));
        near
    }

    /// Like texts share at least half of this one: so one of its rarest words that make up more
    /// than that is in every text like it. A tenth is added for words with a slip.
    fn near_form(&self, form: &[Term], near: &mut BTreeSet<usize>) {
        let facts = facts(form);
        let places = |term: &Term| self.by_term.get(&(facts.clone(), term.key.clone()));
        let mut terms: Vec<(usize, u32, Option<&Vec<usize>>)> = Vec::with_capacity(form.len());
        for term in form {
            let places = places(term);
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
    let facts: BTreeSet<&str> = form.iter().filter(is_fact).map(|term| &*term.key).collect();
    facts.into_iter().collect::<Vec<_>>().join(" ")
}
