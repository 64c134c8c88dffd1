//! The briefing board: recommendations, briefings and agendas in, what each recommendation has
//! come to as of a day out.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{BriefingState, RecBriefing, RecState};
use crate::model::{
    AgendaItem, Archive, Briefing, ItemKind, Meeting, MeetingId, MeetingStatus, RecId, RecUpdate,
    Recommendation,
};

/// Of each recommendation, its state as of a day.
pub(super) fn recommendations(
    archive: &Archive,
    statuses: &BTreeMap<MeetingId, MeetingStatus>,
    as_of: NaiveDate,
) -> BTreeMap<RecId, RecState> {
    let mut briefings = briefings(archive, statuses, as_of);
    let all = archive.sets.values().flat_map(|set| &set.recommendations);
    let state = |one: &Recommendation| {
        let told = briefings.remove(&one.id).unwrap_or_default();
        (one.id.clone(), state(one, told, as_of))
    };
    all.map(state).collect()
}

/// Whether a briefing counts, and was given by a day; none where its meeting was cancelled.
pub(super) fn is_held(
    meeting: Option<&MeetingId>,
    date: NaiveDate,
    statuses: &BTreeMap<MeetingId, MeetingStatus>,
    as_of: NaiveDate,
) -> Option<bool> {
    match meeting.and_then(|id| statuses.get(id)) {
        Some(MeetingStatus::Cancelled) => None,
        Some(MeetingStatus::Scheduled) => Some(false),
        Some(MeetingStatus::Held) | None => Some(date <= as_of),
    }
}

/// The status before the first update of a recommendation.
///
/// An entry whose stated status is that of its last update tells how things stand, not how they
/// began: then nothing is recorded of the time before.
pub(super) fn status_before(one: &Recommendation) -> Option<&str> {
    let last = one.updates.iter().rev().find_map(|update| update.status.as_deref());
    one.status.as_deref().filter(|&stated| last != Some(stated))
}

fn state(one: &Recommendation, mut told: Vec<RecBriefing>, as_of: NaiveDate) -> RecState {
    told.sort_by(|a, b| {
        let key = |one: &RecBriefing| (one.date, one.meeting.clone(), one.page.clone());
        key(a).cmp(&key(b)).then_with(|| a.item.cmp(&b.item))
    });
    let updates: Vec<&RecUpdate> =
        one.updates.iter().filter(|update| update.date <= as_of).collect();
    let status = updates.iter().rev().find_map(|update| update.status.clone());
    let target = updates.iter().rev().find_map(|update| update.target);
    let held = told.iter().find(|one| one.is_held);
    RecState {
        status: status.or_else(|| status_before(one).map(str::to_owned)),
        target: target.or(one.target),
        first_target: one.target.or_else(|| updates.iter().find_map(|update| update.target)),
        briefing: match (held, told.is_empty()) {
            (Some(_), _) => BriefingState::Completed,
            (None, false) => BriefingState::Scheduled,
            (None, true) => BriefingState::NotPresented,
        },
        briefed_on: held.or(told.first()).map(|one| one.date),
        n_updates: updates.len(),
        briefings: told,
    }
}

/// Briefings by recommendation. Agenda items come first, so that pages find the item that they
/// are of.
fn briefings(
    archive: &Archive,
    statuses: &BTreeMap<MeetingId, MeetingStatus>,
    as_of: NaiveDate,
) -> BTreeMap<RecId, Vec<RecBriefing>> {
    let mut briefings = Briefings { statuses, as_of, by_rec: BTreeMap::new() };
    for meeting in archive.meetings.values() {
        for day in &meeting.agenda {
            briefings.add_items(meeting, day.date, &day.items, &BTreeSet::new());
        }
    }
    archive.briefings.values().for_each(|briefing| briefings.add_page(briefing));
    briefings.by_rec
}

struct Briefings<'a> {
    statuses: &'a BTreeMap<MeetingId, MeetingStatus>,
    as_of: NaiveDate,
    by_rec: BTreeMap<RecId, Vec<RecBriefing>>,
}

impl Briefings<'_> {
    /// Adds the briefings among agenda items and all within them; one within another on the same
    /// recommendation is a part of it.
    fn add_items(
        &mut self,
        meeting: &Meeting,
        date: NaiveDate,
        items: &[AgendaItem],
        around: &BTreeSet<&RecId>,
    ) {
        for item in items {
            let mut named = around.clone();
            if item.kind == ItemKind::Briefing {
                for rec in &item.recommendations {
                    if named.insert(rec) {
                        self.add_item(meeting, date, item, rec);
                    }
                }
            }
            self.add_items(meeting, date, &item.items, &named);
        }
    }

    fn add_item(&mut self, meeting: &Meeting, date: NaiveDate, item: &AgendaItem, rec: &RecId) {
        let Some(is_held) = is_held(Some(&meeting.id), date, self.statuses, self.as_of) else {
            return;
        };
        self.by_rec.entry(rec.clone()).or_default().push(RecBriefing {
            date,
            page: None,
            meeting: Some(meeting.id.clone()),
            item: Some(item.id.clone()),
            is_held,
        });
    }

    fn add_page(&mut self, briefing: &Briefing) {
        let meeting = briefing.meeting.as_ref();
        let Some(is_held) = is_held(meeting, briefing.date, self.statuses, self.as_of) else {
            return;
        };
        let recs: BTreeSet<&RecId> = briefing.recommendations.iter().collect();
        for rec in recs {
            let told = self.by_rec.entry(rec.clone()).or_default();
            if let Some(item) = item_of(briefing, told) {
                item.page = Some(briefing.id.clone());
                continue;
            }
            told.push(RecBriefing {
                date: briefing.date,
                page: Some(briefing.id.clone()),
                meeting: meeting.cloned(),
                item: None,
                is_held,
            });
        }
    }
}

/// The agenda item that a page is of: of its meeting, on the same recommendation, without a page
/// yet; that of the same day where there are several.
fn item_of<'a>(briefing: &Briefing, told: &'a mut [RecBriefing]) -> Option<&'a mut RecBriefing> {
    let is_free = |one: &RecBriefing| {
        one.page.is_none() && one.meeting.is_some() && one.meeting == briefing.meeting
    };
    let same_day = told.iter().position(|one| is_free(one) && one.date == briefing.date);
    let place = same_day.or_else(|| told.iter().position(is_free))?;
    told.get_mut(place)
}
