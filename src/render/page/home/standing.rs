//! Where the recommendations of a set stand: how many of each state, in words and as bars.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    derive::{BriefingState, RecState},
    model::{Address, RecommendationSet, Target},
    render::page::{
        at::At,
        part::{State, briefing_state, rec_status},
    },
    text::number,
};

/// A set, and how many of its recommendations are in each state.
#[derive(Serialize, JsonSchema)]
pub(super) struct Standing {
    /// The title of the set.
    title: String,
    /// Its page.
    href: String,
    /// A bar for each thing that is told of it.
    bars: Vec<Bar>,
}

/// What the whole of a set is made of.
#[derive(Serialize, JsonSchema)]
struct Bar {
    /// What it tells.
    label: &'static str,
    /// Its parts, from left to right.
    parts: Vec<BarPart>,
}

/// Recommendations in a state: where they begin in the bar and how much of it they take, of 1000.
#[derive(Serialize, JsonSchema)]
struct BarPart {
    /// A name to style it by.
    class: String,
    /// What these are: "completed".
    word: String,
    /// How many they are: "1,209".
    n: String,
    /// Where the part begins, of 1000.
    x: usize,
    /// How wide it is, of 1000.
    width: usize,
}

/// The states of the briefings, and of the work where any is told.
pub(super) fn standing(at: &At<'_>, set: &RecommendationSet) -> Standing {
    let found = |rec: &crate::model::Recommendation| at.ctx.registers.recommendations.get(&rec.id);
    let states: Vec<Option<&RecState>> = set.recommendations.iter().map(found).collect();
    let bars = [bar("Status", &statuses(&states)), bar("Briefings", &briefings(&states))];
    Standing {
        title: set.title.clone(),
        href: at.href(&Address::of(&Target::Set(set.id.clone()))),
        bars: bars.into_iter().filter(Bar::says_something).collect(),
    }
}

impl Bar {
    /// Whether any is told: a bar of what nobody said is left out.
    fn says_something(&self) -> bool {
        self.parts.iter().any(|part| part.class != "unstated")
    }
}

/// The statuses of the work in the order of their words, what is not stated last.
fn statuses(states: &[Option<&RecState>]) -> Vec<(State, usize)> {
    let mut counts: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    for found in states {
        let status = found.and_then(|found| found.status.as_deref());
        *counts.entry((status.is_none(), status.unwrap_or_default())).or_default() += 1;
    }
    let state = |((is_unstated, word), n): ((bool, &str), usize)| {
        (rec_status((!is_unstated).then_some(word)), n)
    };
    counts.into_iter().map(state).collect()
}

fn briefings(states: &[Option<&RecState>]) -> Vec<(State, usize)> {
    let briefing =
        |found: Option<&RecState>| found.map_or(BriefingState::NotPresented, |one| one.briefing);
    let of = |wanted| states.iter().filter(|&&found| briefing(found) == wanted).count();
    let all = [BriefingState::Completed, BriefingState::Scheduled, BriefingState::NotPresented];
    all.into_iter().map(|wanted| (briefing_state(wanted), of(wanted))).collect()
}

fn bar(label: &'static str, counts: &[(State, usize)]) -> Bar {
    let total = counts.iter().map(|(_, n)| n).sum::<usize>().max(1);
    let mut before = 0;
    let mut parts = Vec::new();
    for (State { class, word }, n) in counts.iter().filter(|(_, n)| *n > 0) {
        let x = before * 1000 / total;
        before += n;
        let width = before * 1000 / total - x;
        parts.push(BarPart { class: class.clone(), word: word.clone(), n: number(*n), x, width });
    }
    Bar { label, parts }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_bar_make_the_whole() {
        let counts = [3, 0, 4].map(|n| (State::new("open", "open"), n));
        let bar = bar("Status", &counts);
        let places: Vec<_> = bar.parts.iter().map(|part| (part.x, part.width)).collect();
        assert_eq!(places, [(0, 428), (428, 572)]);
    }
}
