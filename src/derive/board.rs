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

#[cfg(test)]
mod tests {
    use super::super::tests_support::*;
    use super::*;
    use crate::model::BriefingId;
    use BriefingState::{Completed, NotPresented, Scheduled};
    use ItemKind::Session;

    /// Recommendations ssr1/10, ssr1/16 and cct/16, and these meetings.
    fn board(meetings: Vec<Meeting>) -> Archive {
        let mut archive = archive_of(Vec::new(), meetings);
        let all = ["ssr1/10", "ssr1/16", "cct/16"].map(recommendation);
        add_recommendations(&mut archive, all.into());
        archive
    }

    fn told_at(mut meeting: Meeting, items: Vec<AgendaItem>) -> Meeting {
        meeting.agenda = vec![agenda(&meeting.date.to_string(), items)];
        meeting
    }

    fn add_page(archive: &mut Archive, page: Briefing) {
        archive.briefings.insert(page.id.clone(), page);
    }

    #[track_caller]
    fn is(archive: &Archive, id: &str, as_of: &str, state: BriefingState, briefed_on: &str) {
        let registers = on(archive, as_of);
        let found = &registers.recommendations[&rec(id)];
        let date = (!briefed_on.is_empty()).then(|| day(briefed_on));
        assert_eq!((found.briefing, found.briefed_on), (state, date), "{id} as of {as_of}");
    }

    #[test]
    fn a_briefing_is_scheduled_until_its_meeting_is_held() {
        let items = vec![item("compliance", ItemKind::Briefing, &["ssr1/10"])];
        let archive = board(vec![told_at(meeting("p16", "2017-07-11T14:00"), items)]);
        is(&archive, "ssr1/10", "2017-07-10", Scheduled, "2017-07-11");
        is(&archive, "ssr1/10", "2017-07-11", Completed, "2017-07-11");
        is(&archive, "ssr1/16", "2017-07-11", NotPresented, "");
    }

    #[test]
    fn recommendation_16_of_one_set_is_not_that_of_another() {
        let items = vec![item("cct", ItemKind::Briefing, &["cct/16"])];
        let archive = board(vec![told_at(meeting("p16", "2017-07-11T14:00"), items)]);
        is(&archive, "cct/16", "2018-01-01", Completed, "2017-07-11");
        is(&archive, "ssr1/16", "2018-01-01", NotPresented, "");
    }

    #[test]
    fn a_cancelled_meeting_briefs_nobody() {
        let items = vec![item("compliance", ItemKind::Briefing, &["ssr1/10"])];
        let off = Meeting {
            stated_status: Some(MeetingStatus::Cancelled),
            ..told_at(meeting("p16", "2017-07-11T14:00"), items)
        };
        let mut archive = board(vec![off]);
        add_page(&mut archive, briefing("b", "2017-07-11", Some("p16"), &["ssr1/16"]));
        for as_of in ["2017-07-01", "2018-01-01"] {
            is(&archive, "ssr1/10", as_of, NotPresented, "");
            is(&archive, "ssr1/16", as_of, NotPresented, "");
        }
    }

    #[test]
    fn only_items_that_are_briefings_brief_and_at_any_depth() {
        let mut around = item("morning", Session, &["ssr1/16"]);
        around.items = vec![item("octo", ItemKind::Briefing, &["ssr1/10"])];
        let archive = board(vec![told_at(meeting("p16", "2017-07-11T14:00"), vec![around])]);
        is(&archive, "ssr1/10", "2018-01-01", Completed, "2017-07-11");
        is(&archive, "ssr1/16", "2018-01-01", NotPresented, "");
    }

    #[test]
    fn a_page_without_a_meeting_goes_by_its_own_day() {
        let mut archive = board(Vec::new());
        add_page(&mut archive, briefing("b", "2017-05-14", None, &["ssr1/10"]));
        is(&archive, "ssr1/10", "2017-05-13", Scheduled, "2017-05-14");
        is(&archive, "ssr1/10", "2017-05-14", Completed, "2017-05-14");
    }

    #[test]
    fn a_page_and_an_item_of_one_meeting_are_one_briefing() {
        let items = vec![item("compliance", ItemKind::Briefing, &["ssr1/10"])];
        let mut archive = board(vec![told_at(meeting("p16", "2017-07-11T14:00"), items)]);
        add_page(&mut archive, briefing("b", "2017-07-11", Some("p16"), &["ssr1/10", "ssr1/10"]));
        let registers = on(&archive, "2018-01-01");
        let told = RecBriefing {
            date: day("2017-07-11"),
            page: Some(BriefingId::new("b")),
            meeting: Some(MeetingId::new("p16")),
            item: Some("compliance".into()),
            is_held: true,
        };
        assert_eq!(registers.recommendations[&rec("ssr1/10")].briefings, [told]);
    }

    #[test]
    fn an_item_of_a_later_day_is_still_to_come() {
        let mut f2f = meeting("f2f", "2017-05-14T08:30");
        f2f.end_date = day("2017-05-15");
        f2f.agenda = vec![
            agenda("2017-05-14", vec![item("one", ItemKind::Briefing, &["ssr1/10"])]),
            agenda("2017-05-15", vec![item("two", ItemKind::Briefing, &["ssr1/16"])]),
        ];
        let archive = board(vec![f2f]);
        is(&archive, "ssr1/10", "2017-05-14", Completed, "2017-05-14");
        is(&archive, "ssr1/16", "2017-05-14", Scheduled, "2017-05-15");
    }

    #[test]
    fn the_first_briefing_held_counts_before_those_to_come() {
        let told = |id, start: &str| {
            told_at(meeting(id, start), vec![item("b", ItemKind::Briefing, &["ssr1/10"])])
        };
        let archive = board(vec![told("p20", "2017-09-12T14:00"), told("p16", "2017-07-11T14:00")]);
        is(&archive, "ssr1/10", "2017-07-01", Scheduled, "2017-07-11");
        is(&archive, "ssr1/10", "2017-08-01", Completed, "2017-07-11");
        is(&archive, "ssr1/10", "2018-01-01", Completed, "2017-07-11");
    }

    fn with_updates(stated: Option<&str>, updates: Vec<RecUpdate>) -> Archive {
        let mut archive = archive();
        let status = stated.map(str::to_owned);
        let one = Recommendation { status, updates, ..recommendation("ssr1/10") };
        add_recommendations(&mut archive, vec![one]);
        archive
    }

    #[track_caller]
    fn has_status(archive: &Archive, as_of: &str, status: &str, n_updates: usize) {
        let registers = on(archive, as_of);
        let state = &registers.recommendations[&rec("ssr1/10")];
        assert_eq!(state.status.as_deref().unwrap_or_default(), status, "as of {as_of}");
        assert_eq!(state.n_updates, n_updates);
    }

    #[test]
    fn a_status_without_history_holds_always() {
        has_status(&with_updates(Some("implemented"), vec![]), "2001-01-01", "implemented", 0);
    }

    #[test]
    fn a_stated_status_that_repeats_the_last_update_did_not_hold_before() {
        let updates = vec![
            update("2017-06-01", "in progress"),
            update("2017-07-11", "implemented"),
            update("2017-08-01", ""),
        ];
        let archive = with_updates(Some("implemented"), updates);
        has_status(&archive, "2017-05-31", "", 0);
        has_status(&archive, "2017-06-01", "in progress", 1);
        has_status(&archive, "2017-07-11", "implemented", 2);
        has_status(&archive, "2018-01-01", "implemented", 3);
    }

    #[test]
    fn another_stated_status_held_before_the_updates() {
        let archive = with_updates(Some("pending"), vec![update("2017-07-11", "implemented")]);
        has_status(&archive, "2017-07-10", "pending", 0);
        has_status(&archive, "2017-07-11", "implemented", 1);
    }

    #[test]
    fn a_target_moves_and_the_first_is_kept() {
        let moved = |date, target| RecUpdate { target: Some(day(target)), ..update(date, "") };
        let one = Recommendation {
            target: Some(day("2018-06-30")),
            updates: vec![moved("2018-05-01", "2018-12-31"), moved("2018-12-01", "2019-06-30")],
            ..recommendation("ssr1/10")
        };
        let mut archive = archive();
        add_recommendations(&mut archive, vec![one]);
        for (as_of, target) in [
            ("2018-04-30", "2018-06-30"),
            ("2018-05-01", "2018-12-31"),
            ("2019-01-01", "2019-06-30"),
        ] {
            let registers = on(&archive, as_of);
            let state = &registers.recommendations[&rec("ssr1/10")];
            assert_eq!(state.target, Some(day(target)));
            assert_eq!(state.first_target, Some(day("2018-06-30")));
        }
    }
}
