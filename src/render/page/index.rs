//! What pages need to know of each other, gathered once.

use std::sync::OnceLock;

use hashbrown::HashMap;

use crate::{
    model::{
        AgendaItem, BriefingId, DecisionId, MeetingId, Name, Origin, PersonId, RecId, RecUpdate,
        SeriesId, TeamId,
    },
    render::Context,
};

/// What pages need to know of each other.
#[derive(Default)]
pub(super) struct Index<'a> {
    /// Meetings of each series, in order.
    pub(super) series: HashMap<&'a SeriesId, Vec<&'a MeetingId>>,
    /// The place of each meeting in its series.
    pub(super) places: HashMap<&'a MeetingId, usize>,
    /// What each meeting decided.
    pub(super) decisions: HashMap<&'a MeetingId, Vec<&'a DecisionId>>,
    /// Updates of recommendations told at each meeting.
    pub(super) updates: HashMap<&'a MeetingId, Vec<(&'a RecId, &'a RecUpdate)>>,
    /// Briefings' pages of each meeting.
    pub(super) briefings: HashMap<&'a MeetingId, Vec<&'a BriefingId>>,
    /// Meetings whose minutes were approved at a meeting.
    pub(super) approvals: HashMap<&'a MeetingId, Vec<&'a MeetingId>>,
    /// What each person presented, once somebody asks.
    presented: OnceLock<HashMap<&'a PersonId, Vec<Presented<'a>>>>,
    /// The teams of each person.
    pub(super) teams: HashMap<&'a PersonId, Vec<&'a TeamId>>,
    /// How many meetings and briefings have a title.
    pub(super) titles: HashMap<&'a str, usize>,
}

/// Something that a person presented.
pub(super) enum Presented<'a> {
    /// An item of a meeting's agenda.
    Item(&'a MeetingId, &'a AgendaItem),
    /// A briefing.
    Briefing(&'a BriefingId),
}

impl<'a> Index<'a> {
    pub(super) fn new(ctx: &Context<'a>) -> Self {
        let mut index = Self::default();
        index.add_meetings(ctx);
        index.add_registers(ctx);
        index.add_briefings(ctx);
        for team in ctx.archive.teams.values() {
            for person in team.people() {
                index.teams.entry(person).or_default().push(&team.id);
            }
        }
        index
    }

    fn add_meetings(&mut self, ctx: &Context<'a>) {
        for meeting in ctx.archive.meetings_in_order() {
            let series = self.series.entry(&meeting.series).or_default();
            self.places.insert(&meeting.id, series.len());
            series.push(&meeting.id);
            *self.titles.entry(&meeting.title).or_default() += 1;
            if let Some(crate::model::Approval::At(at)) = &meeting.approved {
                self.approvals.entry(at).or_default().push(&meeting.id);
            }
        }
    }

    fn add_registers(&mut self, ctx: &Context<'a>) {
        for id in ctx.registers.decisions.iter().rev() {
            if let Some(Origin::Meeting(at)) = ctx.archive.decisions.get(id).map(|one| &one.origin)
            {
                self.decisions.entry(at).or_default().push(id);
            }
        }
        for rec in ctx.archive.sets.values().flat_map(|set| &set.recommendations) {
            let n = ctx.registers.recommendations.get(&rec.id).map_or(0, |state| state.n_updates);
            for update in rec.updates.iter().take(n) {
                if let Some(meeting) = &update.meeting {
                    self.updates.entry(meeting).or_default().push((&rec.id, update));
                }
            }
        }
    }

    fn add_briefings(&mut self, ctx: &Context<'a>) {
        for briefing in ctx.archive.briefings.values() {
            *self.titles.entry(&briefing.title).or_default() += 1;
            if let Some(meeting) = &briefing.meeting {
                self.briefings.entry(meeting).or_default().push(&briefing.id);
            }
        }
    }

    /// What a person presented: items of agendas in order of the meetings, then briefings.
    pub(super) fn presented(&self, ctx: &Context<'a>, person: &PersonId) -> &[Presented<'a>] {
        let all = self.presented.get_or_init(|| presented(ctx));
        all.get(person).map(Vec::as_slice).unwrap_or_default()
    }

    /// The meetings before and after one in its series.
    pub(super) fn neighbours(
        &self,
        series: &SeriesId,
        meeting: &MeetingId,
    ) -> (Option<&'a MeetingId>, Option<&'a MeetingId>) {
        let Some(meetings) = self.series.get(series) else { return (None, None) };
        let Some(&place) = self.places.get(meeting) else { return (None, None) };
        let before = place.checked_sub(1).and_then(|at| meetings.get(at)).copied();
        (before, meetings.get(place + 1).copied())
    }

    /// Whether another meeting or briefing has the same title.
    pub(super) fn is_shared(&self, title: &str) -> bool {
        self.titles.get(title).is_some_and(|&n| n > 1)
    }
}

fn presented<'a>(ctx: &Context<'a>) -> HashMap<&'a PersonId, Vec<Presented<'a>>> {
    let mut presented = HashMap::new();
    for meeting in ctx.archive.meetings_in_order() {
        let items = meeting.agenda.iter().flat_map(|day| &day.items);
        items.for_each(|item| add_item(&mut presented, &meeting.id, item));
    }
    for briefing in ctx.archive.briefings.values() {
        for person in people(&briefing.presenters) {
            presented.entry(person).or_default().push(Presented::Briefing(&briefing.id));
        }
    }
    presented
}

fn add_item<'a>(
    presented: &mut HashMap<&'a PersonId, Vec<Presented<'a>>>,
    meeting: &'a MeetingId,
    item: &'a AgendaItem,
) {
    for person in people(&item.presenters) {
        presented.entry(person).or_default().push(Presented::Item(meeting, item));
    }
    item.items.iter().for_each(|item| add_item(presented, meeting, item));
}

fn people(names: &[Name]) -> impl Iterator<Item = &PersonId> {
    names.iter().filter_map(|name| match name {
        Name::Person(person) => Some(person),
        _ => None,
    })
}
