//! Sub-teams and the glossary: entries go in; teams whose people are known, and terms whose pages
//! are, come out.

use std::{collections::BTreeMap, sync::Arc};

use super::{Known, Outcome, meetings, path_at, place, prose::Scribe, spots::Names};
use crate::{
    content::written::{TeamEntry, TermEntry},
    diagnostic::{Diagnostic, code},
    model::{PageId, Target, Team, TeamId, Term},
};

/// Every team, by id; of two with one id, the first.
pub(super) fn teams(known: &Known<'_>, out: &mut Outcome<'_>) -> BTreeMap<TeamId, Team> {
    let mut teams = BTreeMap::new();
    for entry in &known.contents.teams {
        let id = TeamId::new(entry.id.value.as_str());
        if !teams.contains_key(&id) {
            teams.insert(id.clone(), team(known, id, entry, out));
        }
    }
    teams
}

fn team(known: &Known<'_>, id: TeamId, entry: &TeamEntry, out: &mut Outcome<'_>) -> Team {
    let path = path_at(known.sources, entry.id.span);
    let mut scribe = Scribe::new(known, Target::Team(id.clone()), &path, None);
    let rapporteurs = known.people.persons(&entry.rapporteurs, known.sources, &mut scribe.sink);
    let members = known.people.persons(&entry.members, known.sources, &mut scribe.sink);
    let series = entry.series.as_ref();
    let series = series.and_then(|series| meetings::known_series(known, series, &mut scribe.sink));
    let description = scribe.blocks(entry.description.clone());
    out.take(&scribe.finish());
    Team {
        id,
        span: entry.name.span,
        name: entry.name.value.clone(),
        rapporteurs,
        members,
        series,
        start: entry.start,
        end: entry.end,
        links: entry.links.clone(),
        description,
        extra: entry.extra.clone(),
    }
}

/// The glossary.
pub(super) fn terms(known: &Known<'_>, out: &mut Outcome<'_>) -> BTreeMap<Arc<str>, Term> {
    let mut terms = BTreeMap::new();
    for entry in &known.contents.terms {
        let key: Arc<str> = Arc::from(entry.term.value.as_str());
        let page = page_of(known, entry, out);
        let term =
            Term { term: Arc::clone(&key), span: entry.term.span, text: entry.text.clone(), page };
        terms.entry(key).or_insert(term);
    }
    terms
}

fn page_of(known: &Known<'_>, entry: &TermEntry, out: &mut Outcome<'_>) -> Option<PageId> {
    let wanted = entry.page.as_ref()?;
    let found = known.targets.page(&wanted.value).cloned();
    if let Some(found) = &found {
        known.note(wanted.span, || Names::Value(Target::Page(found.clone())));
    }
    if found.is_none() && !known.is_unread(&wanted.value) {
        let message = format!("no page is called `{}`", wanted.value);
        let said = Diagnostic::new(code::LINK_BROKEN, wanted.span, message);
        let near = known.targets.near_pages(&wanted.value);
        let otherwise = "name a page by its path below `pages/`, without `.md`".to_owned();
        out.sink.push(place::hint(said, &near, Some(otherwise)));
    }
    found
}
