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
        archive.meetings_in_order().enumerate().map(|(rank, one)| (&one.id, rank)).collect();
    let place = |decision: &Decision| Place {
        date: decision.date,
        meeting: match &decision.origin {
            Origin::Meeting(id) => ranks.get(id).copied(),
            Origin::Other(_) => None,
        },
        span: decision.span,
    };
    let taken = archive.decisions.values().filter(|decision| decision.date <= as_of);
    taken.map(|decision| (place(decision), &**decision)).collect()
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

#[cfg(test)]
mod tests {
    use super::super::tests_support::*;
    use super::*;

    fn archive_of_decisions(decisions: Vec<Decision>) -> Archive {
        let meetings =
            vec![meeting("morning", "2017-06-13T06:00"), meeting("evening", "2017-06-13T20:00")];
        let mut archive = archive_of(Vec::new(), meetings);
        archive.decisions = decisions.into_iter().map(|one| (one.id.clone(), one.into())).collect();
        archive
    }

    fn taken_at(id: &str, meeting: &str, byte: usize) -> Decision {
        let origin = Origin::Meeting(MeetingId::new(meeting));
        Decision { span: at(byte), ..decision(id, "2017-06-13", origin) }
    }

    fn outside(id: &str, date: &str) -> Decision {
        decision(id, date, Origin::Other("Leadership".into()))
    }

    fn id(text: &str) -> DecisionId {
        DecisionId::new(text)
    }

    #[test]
    fn the_newest_come_first_and_those_of_a_meeting_as_they_stand() {
        let archive = archive_of_decisions(vec![
            taken_at("A", "morning", 2),
            taken_at("B", "morning", 1),
            taken_at("C", "evening", 1),
            outside("D", "2017-06-13"),
            outside("E", "2017-06-14"),
            outside("F", "2017-06-16"),
        ]);
        let found = on(&archive, "2017-06-15").decisions;
        assert_eq!(found, ["E", "C", "B", "A", "D"].map(id));
    }

    #[test]
    fn a_decision_stands_until_the_day_another_replaces_it() {
        let replacing = |id: &str, date| Decision {
            replaces: vec![DecisionId::new("D1")],
            ..outside(id, date)
        };
        let archive = archive_of_decisions(vec![
            outside("D1", "2017-06-01"),
            replacing("D3", "2017-06-20"),
            replacing("D2", "2017-06-21"),
        ]);
        assert_eq!(on(&archive, "2017-06-19").decision_fates[&id("D1")].replaced_by, None);
        let fates = on(&archive, "2017-06-30").decision_fates;
        assert_eq!(fates[&id("D1")].replaced_by, Some(id("D3")), "the first to do so");
        assert_eq!(fates.len(), 3);
    }

    #[test]
    fn amendments_and_clarifications_are_told_oldest_first() {
        let touching = |id: &str, date| Decision {
            amends: vec![DecisionId::new("D1")],
            clarifies: vec![DecisionId::new("D1")],
            ..outside(id, date)
        };
        let archive = archive_of_decisions(vec![
            outside("D1", "2017-06-01"),
            touching("A", "2017-06-21"),
            touching("B", "2017-06-20"),
        ]);
        let fates = on(&archive, "2017-06-30").decision_fates;
        assert_eq!(fates[&id("D1")].amended_by, ["B", "A"].map(id));
        assert_eq!(fates[&id("D1")].clarified_by, ["B", "A"].map(id));
    }
}
