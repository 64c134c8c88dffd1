//! Decisions: items of meetings and entries of `decisions.toml` go in, decisions tied to each
//! other come out.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use super::{Known, Outcome, anchors, events::origin, place, prose::Scribe};
use crate::{
    content::written::{DecisionEntry, DecisionItem, MeetingFile, Text},
    diagnostic::{Diagnostic, Sink, code},
    model::{Decision, DecisionId, Extra, IdSlot, MeetingId, Origin, Target},
    source::Span,
    text::all_near,
};

/// A decision of a meeting, read in the order of its page.
pub(super) fn of_meeting(
    scribe: &mut Scribe<'_>,
    file: &MeetingFile,
    item: &DecisionItem,
    id: &DecisionId,
) -> Decision {
    let known = scribe.known;
    let anchor = anchors::of_id(id.as_str());
    let outer = scribe.fragment.replace(anchor.clone());
    let decision = Decision {
        id: id.clone(),
        has_given_id: item.id.is_some(),
        span: item.span,
        id_slot: item.id_slot.clone(),
        anchor,
        date: file.date.value,
        origin: Origin::Meeting(MeetingId::new(file.id.as_str())),
        text: scribe.blocks(item.text.clone()),
        replaces: ties(scribe, id, &item.replaces),
        amends: ties(scribe, id, &item.amends),
        clarifies: ties(scribe, id, &item.clarifies),
        tie_places: tie_places(known, [&item.replaces, &item.amends, &item.clarifies]),
        extra: Extra::default(),
    };
    scribe.fragment = outer;
    decision
}

/// The earlier decisions that a decision speaks of.
fn ties(scribe: &mut Scribe<'_>, id: &DecisionId, targets: &[Text]) -> Vec<DecisionId> {
    let known = scribe.known;
    let mut found: Vec<DecisionId> = Vec::new();
    for text in targets {
        match known.decisions.find(&text.value) {
            Some(target) if target == id => scribe.sink.push(of_itself(text)),
            Some(target) if found.contains(target) => {}
            Some(target) => {
                scribe.field(Target::Decision(target.clone()));
                found.push(target.clone());
            }
            None if known.contents.unreadable.decisions => {}
            None => scribe.sink.push(no_target(known, id, text)),
        }
    }
    found
}

/// Where known decisions are named.
fn tie_places(known: &Known<'_>, targets: [&[Text]; 3]) -> Vec<(DecisionId, Span)> {
    let place = |text: &Text| Some((known.decisions.find(&text.value)?.clone(), text.span));
    targets.into_iter().flatten().filter_map(place).collect()
}

fn of_itself(text: &Text) -> Diagnostic {
    let message = format!("`{}` speaks of itself", text.value);
    Diagnostic::new(code::DECISION_TARGET, text.span, message).help("name an earlier decision")
}

fn no_target(known: &Known<'_>, from: &DecisionId, text: &Text) -> Diagnostic {
    let message = format!("no decision is called `{}`", text.value);
    let said = Diagnostic::new(code::DECISION_TARGET, text.span, message);
    let near = all_near(
        &text.value,
        known.decisions.ids().filter(|id| *id != from).map(DecisionId::as_str),
    );
    let near: Vec<String> = near.into_iter().map(str::to_owned).collect();
    place::hint(said, &near, Some("name an earlier decision by its id".into()))
}

/// Adds the decisions of `decisions.toml`.
pub(super) fn of_file(
    known: &Known<'_>,
    decisions: &mut BTreeMap<DecisionId, Arc<Decision>>,
    out: &mut Outcome<'_>,
) {
    for entry in &known.contents.decisions {
        if !known.decisions.is_dropped(entry.id.span) {
            let decision = of_entry(known, entry, out);
            decisions.insert(decision.id.clone(), decision.into());
        }
    }
}

fn of_entry(known: &Known<'_>, entry: &DecisionEntry, out: &mut Outcome<'_>) -> Decision {
    let id = DecisionId::new(entry.id.value.as_str());
    let target = Target::Decision(id.clone());
    let mut scribe =
        Scribe::new(known, target, "content/decisions.toml", None).on(entry.date.value);
    let decision = Decision {
        has_given_id: true,
        span: entry.text_span,
        id_slot: IdSlot::None,
        anchor: anchors::of_id(id.as_str()),
        date: entry.date.value,
        origin: origin(known, entry.source.as_ref()),
        text: scribe.blocks(entry.text.clone()),
        replaces: ties(&mut scribe, &id, &entry.replaces),
        amends: ties(&mut scribe, &id, &entry.amends),
        clarifies: ties(&mut scribe, &id, &entry.clarifies),
        tie_places: tie_places(known, [&entry.replaces, &entry.amends, &entry.clarifies]),
        extra: entry.extra.clone(),
        id,
    };
    out.take(&scribe.finish());
    decision
}

/// Says which decisions speak of each other in a circle, and unties the one that closed it.
pub(super) fn check_circles(decisions: &mut BTreeMap<DecisionId, Arc<Decision>>, sink: &mut Sink) {
    let mut in_circle: Vec<(DecisionId, DecisionId)> = Vec::new();
    let mut states: HashMap<&DecisionId, bool> = HashMap::new();
    let tied = decisions.iter().filter(|(_, one)| {
        !(one.replaces.is_empty() && one.amends.is_empty() && one.clarifies.is_empty())
    });
    for (start, _) in tied {
        walk(decisions, start, &mut states, &mut in_circle);
    }
    for (from, to) in in_circle {
        let Some(decision) = decisions.get_mut(&from).map(Arc::make_mut) else { continue };
        let message = format!("`{from}` and `{to}` speak of each other in a circle");
        let place = decision.tie_places.iter().find(|(id, _)| *id == to);
        let span = place.map_or(decision.span, |(_, span)| *span);
        sink.push(
            Diagnostic::new(code::DECISION_TARGET, span, message)
                .help("let only the later decision name the earlier one"),
        );
        for ties in [&mut decision.replaces, &mut decision.amends, &mut decision.clarifies] {
            ties.retain(|target| *target != to);
        }
    }
}

/// Follows the ties from one decision without recursion. A state is whether its walk is over; a
/// tie to one whose walk is not over closes a circle.
fn walk<'d>(
    decisions: &'d BTreeMap<DecisionId, Arc<Decision>>,
    start: &'d DecisionId,
    states: &mut HashMap<&'d DecisionId, bool>,
    in_circle: &mut Vec<(DecisionId, DecisionId)>,
) {
    if states.contains_key(start) {
        return;
    }
    states.insert(start, false);
    let mut path = vec![(start, targets(decisions, start))];
    while let Some((id, left)) = path.last_mut() {
        let id = *id;
        match left.pop() {
            None => {
                states.insert(id, true);
                path.pop();
            }
            Some(next) => match states.get(next) {
                Some(true) => {}
                Some(false) => in_circle.push((id.clone(), next.clone())),
                None => {
                    states.insert(next, false);
                    path.push((next, targets(decisions, next)));
                }
            },
        }
    }
}

fn targets<'d>(
    decisions: &'d BTreeMap<DecisionId, Arc<Decision>>,
    id: &DecisionId,
) -> Vec<&'d DecisionId> {
    let Some(decision) = decisions.get(id) else { return Vec::new() };
    let all = decision.replaces.iter().chain(&decision.amends).chain(&decision.clarifies);
    let mut all: Vec<&DecisionId> = all.collect();
    all.reverse();
    all
}
