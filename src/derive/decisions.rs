//! The register of decisions: decisions in, those taken by a day and what later ones did to them
//! out.

use std::{cmp::Reverse, collections::BTreeMap};

use chrono::NaiveDate;

use super::DecisionFate;
use crate::{
    model::{Archive, Decision, DecisionId, MeetingId, Origin},
    source::Span,
};

/// Decisions taken by a day, newest first: by day, then by the start of the meeting (those from
/// outside meetings after them), then as they stand on the page, the first one first.
pub(super) fn decisions(archive: &Archive, as_of: NaiveDate) -> Vec<DecisionId> {
    let mut taken = taken(archive, as_of);
    taken.sort_by_key(|(place, decision)| {
        (Reverse(place.date), Reverse(place.meeting), place.span, &decision.id)
    });
    taken.into_iter().map(|(_, decision)| decision.id.clone()).collect()
}

/// What the decisions taken by a day did to each other; an entry for each.
pub(super) fn fates(archive: &Archive, as_of: NaiveDate) -> BTreeMap<DecisionId, DecisionFate> {
    let mut taken = taken(archive, as_of);
    taken.sort_by_key(|(place, decision)| (*place, &decision.id));
    let of = |decision: &Decision| (decision.id.clone(), DecisionFate::default());
    let mut fates = taken.iter().map(|(_, decision)| of(decision)).collect();
    for (_, decision) in taken {
        note_fates(decision, &mut fates);
    }
    fates
}

/// When and where a decision was taken, ordered oldest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    date: NaiveDate,
    /// The meeting's place among all, by start.
    meeting: Option<usize>,
    span: Span,
}

fn taken(archive: &Archive, as_of: NaiveDate) -> Vec<(Place, &Decision)> {
    let ranks: BTreeMap<&MeetingId, usize> =
        archive.meetings_by_start.iter().enumerate().map(|(rank, id)| (id, rank)).collect();
    let place = |decision: &Decision| Place {
        date: decision.date,
        meeting: match &decision.origin {
            Origin::Meeting(id) => ranks.get(id).copied(),
            Origin::Other(_) => None,
        },
        span: decision.span,
    };
    let taken = archive.decisions.values().filter(|decision| decision.date <= as_of);
    taken.map(|decision| (place(decision), decision)).collect()
}

fn note_fates(decision: &Decision, fates: &mut BTreeMap<DecisionId, DecisionFate>) {
    let id = &decision.id;
    for earlier in decision.replaces.iter().filter(|earlier| *earlier != id) {
        if let Some(fate) = fates.get_mut(earlier) {
            fate.replaced_by.get_or_insert_with(|| id.clone());
        }
    }
    for earlier in decision.amends.iter().filter(|earlier| *earlier != id) {
        fates.entry(earlier.clone()).and_modify(|fate| fate.amended_by.push(id.clone()));
    }
    for earlier in decision.clarifies.iter().filter(|earlier| *earlier != id) {
        fates.entry(earlier.clone()).and_modify(|fate| fate.clarified_by.push(id.clone()));
    }
}
