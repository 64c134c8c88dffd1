//! `action/no-id`, `decision/no-id`: what has an id for the time being only, and the one that it
//! can be given: `P15-3` and `D15-1`, or as the series has them already.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Context, address::is_valid, slot};
use crate::{
    diagnostic::{Code, Diagnostic, Sink, code},
    model::{
        Action, ActionStatus, Archive, Decision, How, IdSlot, Link, Meeting, MeetingId, Origin,
        SeriesId, Target,
    },
    source::Span,
    text::{lookalike::latin, name::fold},
};

/// Something without an id.
struct Unnamed<'a> {
    origin: &'a Origin,
    span: Span,
    slot: &'a IdSlot,
    /// Whether something speaks of it by the id that it has for now, and would not find it by
    /// another.
    is_spoken_of: bool,
}

/// Says which items have no id.
pub(super) fn actions(context: &Context, unnamed: &[&Action], sink: &mut Sink) {
    if unnamed.is_empty() {
        return;
    }
    let archive = context.archive;
    let given = archive.actions.values().filter(|action| action.has_given_id);
    let given =
        given.filter_map(|action| Some((action.id.as_str(), &action.events.first()?.origin)));
    let namer = Namer::new(archive, "", given);
    let spoken_of = spoken_of(archive);
    let rows = unnamed.iter().filter_map(|action| {
        let opening = action.events.first()?;
        let is_spoken_of =
            action.events.len() > 1 || spoken_of.contains(&Target::Action(action.id.clone()));
        let (span, slot) = (opening.places.title, &opening.places.id_slot);
        Some(Unnamed { origin: &opening.origin, span, slot, is_spoken_of })
    });
    tell(context, namer, rows.collect(), sink, &|span, help| {
        no_id(code::ACTION_NO_ID, span, "this action item has no id", help)
            .why("a later meeting can only speak of it by its id")
    });
}

/// Says which decisions have no id.
pub(super) fn decisions(context: &Context, unnamed: &[&Decision], sink: &mut Sink) {
    if unnamed.is_empty() {
        return;
    }
    let archive = context.archive;
    let given = archive.decisions.values().filter(|decision| decision.has_given_id);
    let given = given.map(|decision| (decision.id.as_str(), &decision.origin));
    let namer = Namer::new(archive, "D", given);
    let spoken_of = spoken_of(archive);
    let items = unnamed.iter().map(|decision| Unnamed {
        origin: &decision.origin,
        span: decision.span,
        slot: &decision.id_slot,
        is_spoken_of: spoken_of.contains(&Target::Decision(decision.id.clone())),
    });
    tell(context, namer, items.collect(), sink, &|span, help| {
        no_id(code::DECISION_NO_ID, span, "this decision has no id", help)
            .why("it can only be cited for good by its id")
    });
}

fn no_id(code: Code, span: Span, message: &str, help: String) -> Diagnostic {
    Diagnostic::new(code, span, message).help(help)
}

/// What is spoken of by its id, in text or by a status or a tie.
fn spoken_of(archive: &Archive) -> HashSet<Target> {
    let is_typed = |link: &&Link| matches!(link.how, How::Wikilink | How::Link);
    let is_row = |to: &&Target| matches!(to, Target::Action(_) | Target::Decision(_));
    let links = archive.all_links().filter(is_typed).map(|link| &link.to).filter(is_row);
    let merged =
        archive.actions.values().flat_map(|action| &action.events).filter_map(|event| match &event
            .status
            .as_ref()?
            .status
        {
            ActionStatus::Merged(into) => Some(Target::Action(into.clone())),
            _ => None,
        });
    let ties = archive.decisions.values().flat_map(|decision| {
        decision.replaces.iter().chain(&decision.amends).chain(&decision.clarifies)
    });
    links.cloned().chain(merged).chain(ties.cloned().map(Target::Decision)).collect()
}

/// Names everything in the order of its page, and says so.
fn tell(
    context: &Context,
    mut namer: Namer<'_>,
    mut unnamed: Vec<Unnamed<'_>>,
    sink: &mut Sink,
    no_id: &dyn Fn(Span, String) -> Diagnostic,
) {
    unnamed.sort_by_key(|one| one.span);
    let ids: Vec<Option<String>> = unnamed
        .iter()
        .map(|one| if one.is_spoken_of { None } else { namer.next(one.origin) })
        .collect();
    let named = unnamed.iter().zip(&ids);
    let slots = named.filter_map(|(one, id)| Some((one.slot, id.as_deref()?)));
    let mut fixes = slot::Fixes::new(context.sources, slots);
    for (one, id) in unnamed.iter().zip(&ids) {
        let help = help(one.slot, id.as_deref());
        let said = no_id(one.span, help);
        let fix = id.as_ref().and_then(|id| fixes.fix(one.slot, id));
        sink.push(Diagnostic { fix, ..said });
    }
}

fn help(slot: &IdSlot, id: Option<&str>) -> String {
    let Some(id) = id else {
        return "give it an id, and write that one where it is spoken of".to_owned();
    };
    match slot {
        IdSlot::Cell(_) => format!("write `{id}` in its column"),
        IdSlot::Column(..) => format!("add a column `ID` to the table, and write `{id}` there"),
        IdSlot::Mark(_) | IdSlot::None => format!("end it with ` {{#{id}}}`"),
    }
}

/// Finds ids that nothing has.
struct Namer<'a> {
    archive: &'a Archive,
    /// What ids of this kind begin with: `D` for decisions.
    mark: &'static str,
    taken: HashSet<String>,
    /// What stands around a meeting's number in the ids of its series: `P` and `-`.
    habits: HashMap<&'a SeriesId, (String, String)>,
    /// What ids without their last number are of which meeting, and that number at its highest.
    stems: HashMap<String, (Option<&'a MeetingId>, u32)>,
    /// The stem that a meeting's own ids have.
    own: HashMap<&'a MeetingId, String>,
}

impl<'a> Namer<'a> {
    fn new(
        archive: &'a Archive,
        mark: &'static str,
        given: impl Iterator<Item = (&'a str, &'a Origin)>,
    ) -> Self {
        let mut namer = Self {
            archive,
            mark,
            taken: HashSet::new(),
            habits: HashMap::new(),
            stems: HashMap::new(),
            own: HashMap::new(),
        };
        let mut votes: BTreeMap<&SeriesId, BTreeMap<(String, String), usize>> = BTreeMap::new();
        for (id, origin) in given {
            namer.taken.insert(fold(id));
            let Some((stem, n)) = split(id).filter(|_| is_example(id, mark)) else { continue };
            let meeting = meeting_of(archive, origin);
            let known = namer.stems.entry(stem.to_owned()).or_default();
            *known = (known.0.or(meeting.map(|meeting| &meeting.id)), known.1.max(n));
            let Some(meeting) = meeting else { continue };
            namer.own.entry(&meeting.id).or_insert_with(|| stem.to_owned());
            if let Some(habit) = habit(stem, meeting.number) {
                *votes.entry(&meeting.series).or_default().entry(habit).or_default() += 1;
            }
        }
        namer.habits =
            votes.into_iter().filter_map(|(series, votes)| Some((series, most(votes)?))).collect();
        namer
    }

    /// The next id of a meeting.
    fn next(&mut self, origin: &Origin) -> Option<String> {
        // ids are for ever: none is given while it is not said of which series the meeting is
        let meeting = meeting_of(self.archive, origin).filter(|one| one.series.as_str() != "")?;
        let stem = self.stem(meeting);
        let known = self.stems.entry(stem.clone()).or_default();
        known.0 = Some(&meeting.id);
        loop {
            known.1 = known.1.checked_add(1)?;
            let id = format!("{stem}{}", known.1);
            if self.taken.insert(fold(&id)) {
                return Some(id);
            }
        }
    }

    /// What the ids of a meeting begin with; no other meeting's do.
    fn stem(&self, meeting: &'a Meeting) -> String {
        let label = match meeting.number {
            Some(number) => number.to_string(),
            None => meeting.date.format("%Y%m%d").to_string(),
        };
        let usual = self.habits.get(&meeting.series).filter(|_| meeting.number.is_some());
        let usual = usual.map(|(prefix, separator)| format!("{prefix}{label}{separator}"));
        let own = self.own.get(&meeting.id).cloned();
        let initial = self.initial(&meeting.series);
        let short = if self.mark.is_empty() { &initial } else { self.mark };
        let plain = format!("{short}{label}-");
        let long = format!("{}{initial}{label}-", self.mark);
        let whole = format!("{}{}-", self.mark, meeting.id);
        let is_free = |stem: &String| {
            self.stems.get(stem).is_none_or(|(of, _)| of.is_none_or(|of| *of == meeting.id))
        };
        let mut wanted = usual.into_iter().chain(own).chain([plain, long]);
        wanted.find(is_free).unwrap_or(whole)
    }

    /// The first letters of a series by which it differs from all others: `P`.
    fn initial(&self, series: &SeriesId) -> String {
        let letters: Vec<char> =
            series.as_str().chars().filter(char::is_ascii_alphabetic).collect();
        let others = self.archive.site.series.iter().filter(|other| other.id != *series);
        let others: Vec<&str> = others.map(|other| other.id.as_str()).collect();
        let heads = (1..=letters.len()).map(|n| letters[..n].iter().collect::<String>());
        let mut alone = heads.filter(|head| !others.iter().any(|other| other.starts_with(head)));
        alone.next().unwrap_or_else(|| letters.iter().collect()).to_ascii_uppercase()
    }
}

fn meeting_of<'a>(archive: &'a Archive, origin: &Origin) -> Option<&'a Meeting> {
    if let Origin::Meeting(id) = origin { archive.meetings.get(id).map(|one| &**one) } else { None }
}

/// Whether more ids may be made after one: not after one that is told as a mistake itself.
fn is_example(id: &str, mark: &str) -> bool {
    let is_plain = |c: char| c.is_ascii() || c.is_alphanumeric() && latin(c).is_none();
    is_valid(id, mark.is_empty()) && id.chars().all(is_plain)
}

/// `P15-3` as `P15-` and 3.
fn split(id: &str) -> Option<(&str, u32)> {
    let stem = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let n = id[stem.len()..].parse().ok()?;
    stem.ends_with(|c: char| !c.is_alphanumeric()).then_some((stem, n))
}

/// What stands around the meeting's number: `P` and `-` of `P15-`.
fn habit(stem: &str, number: Option<u32>) -> Option<(String, String)> {
    let head = stem.trim_end_matches(|c: char| !c.is_alphanumeric());
    let prefix = head.strip_suffix(&number?.to_string())?;
    let is_whole = !prefix.ends_with(|c: char| c.is_ascii_digit());
    is_whole.then(|| (prefix.to_owned(), stem[head.len()..].to_owned()))
}

/// What has most votes; of equals the first.
fn most(votes: BTreeMap<(String, String), usize>) -> Option<(String, String)> {
    votes.into_iter().rev().max_by_key(|(_, n)| *n).map(|(habit, _)| habit)
}
