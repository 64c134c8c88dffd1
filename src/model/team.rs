//! Sub-teams.

use chrono::NaiveDate;

use super::{Extra, PersonId, Prose, SeriesId, TeamId};
use crate::source::Span;

/// A sub-team.
#[derive(Clone, Debug)]
pub(crate) struct Team {
    /// `dns-security`
    pub id: TeamId,
    /// Where the entry stands.
    pub span: Span,
    /// Its name.
    pub name: String,
    /// Who reports for it.
    pub rapporteurs: Vec<PersonId>,
    /// Who belongs to it, rapporteurs aside unless they are listed too.
    pub members: Vec<PersonId>,
    /// Its own meetings, at which its people are expected instead of the whole team.
    pub series: Option<SeriesId>,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
    /// Title and URL.
    pub links: Vec<(String, String)>,
    /// What it works on.
    pub description: Prose,
    /// Own keys.
    pub extra: Extra,
}

impl Team {
    /// Members and rapporteurs, each once.
    pub(crate) fn people(&self) -> impl Iterator<Item = &PersonId> {
        let others = self.members.iter().filter(|member| !self.rapporteurs.contains(member));
        self.rapporteurs.iter().chain(others)
    }
}
