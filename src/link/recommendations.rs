//! Recommendations: sets as written go in; recommendations with their owners and history come
//! out.

use std::collections::{BTreeMap, HashMap};

use super::{Known, Outcome, path_of, prose::Scribe};
use crate::{
    content::written::{RecEntry, RecUpdateEntry, SetFile},
    diagnostic::{Diagnostic, code},
    model::{RecId, RecUpdate, Recommendation, RecommendationSet, SetId, Target},
    source::Span,
};

/// The usual words of status, in order.
const USUAL_STATUSES: [&str; 8] = [
    "pending",
    "not accepted",
    "not started",
    "in progress",
    "partially implemented",
    "implemented",
    "closed (not implemented)",
    "superseded",
];

/// Every set, by id.
pub(super) fn sets(known: &Known<'_>, out: &mut Outcome<'_>) -> BTreeMap<SetId, RecommendationSet> {
    let files = &known.contents.sets;
    files.iter().map(|file| (SetId::new(file.id.as_str()), set(known, file, out))).collect()
}

fn set(known: &Known<'_>, file: &SetFile, out: &mut Outcome<'_>) -> RecommendationSet {
    let id = SetId::new(file.id.as_str());
    let path = path_of(known.sources, file.file);
    let mut first_by_number: HashMap<String, Span> = HashMap::new();
    let mut recommendations = Vec::new();
    for entry in &file.recommendations {
        let key = entry.number.value.to_lowercase();
        if let Some(&first) = first_by_number.get(&key) {
            out.sink.push(duplicate(&entry.number.value, entry.number.span, first));
            continue;
        }
        first_by_number.insert(key, entry.number.span);
        recommendations.push(recommendation(known, &id, &path, entry, out));
    }
    recommendations.sort_by(|a, b| a.id.cmp(&b.id));
    let usual = || USUAL_STATUSES.map(String::from).to_vec();
    RecommendationSet {
        id,
        span: file.title.span,
        title: file.title.value.clone(),
        name: file.name.value.clone(),
        issued: file.issued,
        url: file.url.clone(),
        statuses: if file.statuses.is_empty() { usual() } else { file.statuses.clone() },
        recommendations,
        extra: file.extra.clone(),
    }
}

fn recommendation(
    known: &Known<'_>,
    set: &SetId,
    path: &str,
    entry: &RecEntry,
    out: &mut Outcome<'_>,
) -> Recommendation {
    let id = RecId::new(set.clone(), entry.number.value.as_str());
    let mut scribe = Scribe::new(known, Target::Recommendation(id.clone()), path, None);
    let mut owners = Vec::new();
    for cell in &entry.owners {
        for owner in known.people.owners(cell, known.sources, &mut scribe.sink) {
            if !owners.contains(&owner) {
                owners.push(owner);
            }
        }
    }
    scribe.owners(&owners);
    let text = scribe.blocks(entry.text.clone());
    let mut updates: Vec<RecUpdate> =
        entry.updates.iter().map(|entry| update(&mut scribe, entry)).collect();
    updates.sort_by_key(|update| update.date);
    out.take(&scribe.finish());
    Recommendation {
        id,
        span: entry.number.span,
        title: entry.title.value.clone(),
        text,
        group: entry.group.clone(),
        status: entry.status.as_ref().map(|status| status.value.clone()),
        priority: entry.priority.clone(),
        owners,
        target: entry.target,
        deliverables: entry.deliverables.clone(),
        updates,
        extra: entry.extra.clone(),
    }
}

fn update(scribe: &mut Scribe<'_>, entry: &RecUpdateEntry) -> RecUpdate {
    let known = scribe.known;
    let meeting = entry.meeting.as_ref().and_then(|id| known.meeting(id, &mut scribe.sink));
    if let Some(meeting) = &meeting {
        scribe.field(Target::Meeting(meeting.clone()));
    }
    RecUpdate {
        extra: entry.extra.clone(),
        date: entry.date.value,
        status: entry.status.as_ref().map(|status| status.value.clone()),
        target: entry.target,
        meeting,
        note: entry.note.clone(),
    }
}

fn duplicate(number: &str, span: Span, first: Span) -> Diagnostic {
    let message = format!("the number `{number}` is used already in this set");
    Diagnostic::new(code::REC_DUPLICATE, span, message)
        .help("give one of the two another number")
        .related(first, "first used here")
}
