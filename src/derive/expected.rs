//! Who is expected at a meeting: roster and teams in, the expected people of a series' day out.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono::NaiveDate;

use crate::model::{Archive, PersonId, SeriesId, Team, TeamId};

/// People, each once, in order of id: one list for all meetings that expect the same.
pub(crate) type People = Arc<[PersonId]>;

/// The expected people of the days that were asked for.
pub(super) struct Expected<'a> {
    teams: BTreeMap<&'a SeriesId, Vec<&'a Team>>,
    whole_team: BTreeMap<NaiveDate, People>,
    /// The people of the teams that met, by these.
    of_teams: BTreeMap<Vec<&'a TeamId>, People>,
}

impl<'a> Expected<'a> {
    /// Looks up the whole team on these days.
    pub(super) fn on_days(archive: &'a Archive, days: &BTreeSet<NaiveDate>) -> Self {
        let mut teams: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for team in archive.teams.values() {
            if let Some(series) = &team.series {
                teams.entry(series).or_default().push(team);
            }
        }
        Self { teams, whole_team: whole_team(archive, days), of_teams: BTreeMap::new() }
    }

    /// Who is expected at a meeting of a series on a day: the people of the team whose own series
    /// it is, else the whole team.
    ///
    /// Of several teams with one series, those that existed that day; a team's call before its
    /// first day or after its last is still no meeting of the whole team.
    pub(super) fn at(&mut self, series: &SeriesId, day: NaiveDate) -> People {
        let Some(teams) = self.teams.get(series) else {
            return self.whole_team.get(&day).cloned().unwrap_or_else(|| Arc::from([]));
        };
        let is_on = |team: &Team| {
            team.start.is_none_or(|start| start <= day) && team.end.is_none_or(|end| day <= end)
        };
        let any_on = teams.iter().any(|team| is_on(team));
        let meeting = || teams.iter().filter(|team| !any_on || is_on(team));
        let people = || meeting().flat_map(|team| team.people()).collect::<BTreeSet<_>>();
        let ids = meeting().map(|team| &team.id).collect();
        let shared = self.of_teams.entry(ids);
        Arc::clone(shared.or_insert_with(|| people().into_iter().cloned().collect()))
    }
}

/// Goes through the days once, with those who serve on each; days between which nobody came or
/// went share one list, as a roster of thousands over thousands of meetings must.
fn whole_team(archive: &Archive, days: &BTreeSet<NaiveDate>) -> BTreeMap<NaiveDate, People> {
    let terms = Terms::of(archive);
    let mut starts = terms.starts.into_iter().peekable();
    let mut ends = terms.ends.into_iter().peekable();
    let mut serving: BTreeMap<&PersonId, usize> = BTreeMap::new();
    let mut people: People = Arc::from([]);
    let mut found = BTreeMap::new();
    for &day in days {
        let mut is_changed = false;
        while let Some((_, id)) = starts.next_if(|(start, _)| *start <= day) {
            *serving.entry(id).or_default() += 1;
            is_changed = true;
        }
        while let Some((_, id)) = ends.next_if(|(end, _)| *end < day) {
            leave(&mut serving, id);
            is_changed = true;
        }
        if is_changed {
            people = serving.keys().copied().cloned().collect();
        }
        found.insert(day, Arc::clone(&people));
    }
    found
}

/// Ends one of a person's terms; terms may overlap.
fn leave<'a>(serving: &mut BTreeMap<&'a PersonId, usize>, id: &'a PersonId) {
    if let Some(n_terms) = serving.get_mut(id) {
        *n_terms = n_terms.saturating_sub(1);
        if *n_terms == 0 {
            serving.remove(id);
        }
    }
}

/// First and last days of all rated memberships, in order.
struct Terms<'a> {
    starts: Vec<(NaiveDate, &'a PersonId)>,
    ends: Vec<(NaiveDate, &'a PersonId)>,
}

impl<'a> Terms<'a> {
    fn of(archive: &'a Archive) -> Self {
        let mut terms = Self { starts: Vec::new(), ends: Vec::new() };
        for person in archive.people.values() {
            for membership in person.memberships.iter().filter(|term| term.is_rated()) {
                let start = membership.start.unwrap_or(NaiveDate::MIN);
                let end = membership.end.unwrap_or(NaiveDate::MAX);
                if start <= end {
                    terms.starts.push((start, &person.id));
                    terms.ends.push((end, &person.id));
                }
            }
        }
        terms.starts.sort_unstable();
        terms.ends.sort_unstable();
        terms
    }
}
