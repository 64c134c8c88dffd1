//! Pieces that several pages show: rows of registers, states told by word and class.

use std::{collections::BTreeSet, iter};

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    at::{At, Html, Link, anchor, join},
    listing::Section,
};
use crate::{
    derive::{ActionState, DecisionFate},
    model::{
        ActionStatus, Address, Attachment, Briefing, DecisionId, Meeting, MeetingStatus, Record,
        RecordPlace, Target,
    },
    render::html::{self, escape, times},
    text::{is_same_language, language_name, number, slug},
    time::long_day,
};

/// A state: the word for readers, and the class for looks.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct State {
    /// A name to style it by: `state-` and this.
    pub(super) class: String,
    /// The words for it.
    pub(super) word: String,
}

impl State {
    pub(super) fn new(class: impl Into<String>, word: impl Into<String>) -> Self {
        Self { class: class.into(), word: word.into() }
    }
}

/// An item as a row of a register.
pub(super) struct ActionRow {
    pub(super) id: String,
    pub(super) href: String,
    pub(super) title: Html,
    pub(super) owners: Html,
    pub(super) due: Html,
    pub(super) state: State,
    /// "re-dated twice, 41 days late"
    pub(super) late: String,
    pub(super) closed: Option<Html>,
    /// Where it was opened.
    pub(super) origin: Html,
}

/// An item of the register as of the day.
pub(super) fn action_row(at: &At<'_>, action: &ActionState) -> ActionRow {
    let target = Target::Action(action.id.clone());
    ActionRow {
        id: action.id.to_string(),
        href: at.href(&Address::of(&target)),
        title: at.wording(&action.title, &action.origin),
        owners: at.owners(&action.owners),
        due: At::due(action.due.as_ref()),
        state: action_state(action),
        late: lateness(action),
        closed: action.closed.map(|day| Html(times::day(day))),
        origin: at.origin(&action.origin),
    }
}

/// What an item is, overdue ones apart.
pub(super) fn action_state(action: &ActionState) -> State {
    if action.is_overdue { State::new("overdue", "overdue") } else { status(&action.status) }
}

/// A status by its words.
pub(super) fn status(status: &ActionStatus) -> State {
    let word = match status {
        ActionStatus::InProgress => "in progress".into(),
        ActionStatus::Merged(into) => format!("merged into {into}"),
        other => other.name().to_owned(),
    };
    State::new(status.name(), word)
}

/// "re-dated twice, 41 days late".
pub(super) fn lateness(action: &ActionState) -> String {
    let moved = redated(action);
    moved.into_iter().chain(days_late(action)).collect::<Vec<String>>().join(", ")
}

/// "re-dated twice"; none where its day was never moved.
pub(super) fn redated(action: &ActionState) -> Option<String> {
    match action.n_redated {
        0 => None,
        1 => Some("re-dated once".into()),
        2 => Some("re-dated twice".into()),
        n => Some(format!("re-dated {} times", number(n))),
    }
}

/// "41 days late"; none where it is not.
pub(super) fn days_late(action: &ActionState) -> Option<String> {
    let days = action.days_late.filter(|&days| days > 0)?;
    let late = if days == 1 { "1 day late".into() } else { format!("{} days late", number(days)) };
    let now = action.due.as_ref().and_then(|due| due.date);
    let first = action.first_due.filter(|first| now != Some(*first));
    Some(match first {
        Some(first) => format!("{late} by its first day, {}", long_day(first)),
        None => late,
    })
}

pub(super) fn meeting_status(at: &At<'_>, meeting: &Meeting) -> MeetingStatus {
    at.ctx.registers.statuses.get(&meeting.id).copied().unwrap_or(MeetingStatus::Scheduled)
}

pub(super) fn series_name(at: &At<'_>, meeting: &Meeting) -> String {
    let series = at.ctx.archive.site.series(&meeting.series);
    series.map_or_else(|| meeting.series.to_string(), |series| series.name.clone())
}

/// The day of a meeting, or its first and last.
pub(super) fn days(meeting: &Meeting) -> Html {
    let first = times::weekday_of(meeting.date, &meeting.start);
    if meeting.end_date == meeting.date {
        return Html(first);
    }
    Html(format!("{first} – {}", times::weekday_of(meeting.end_date, &meeting.end)))
}

/// A decision as it is shown.
#[derive(Serialize, JsonSchema)]
pub(super) struct DecisionRow {
    /// The decision's id.
    pub(super) id: String,
    /// Lower case, as in the address.
    pub(super) anchor: Option<String>,
    /// The id as it was written, where its case differs.
    pub(super) written: Option<String>,
    /// Its place in the register.
    pub(super) href: Option<String>,
    /// What was decided.
    pub(super) text: Html,
    /// When.
    pub(super) date: Html,
    /// The meeting, or what else it comes from.
    pub(super) origin: Html,
    /// Whether no later one replaced it.
    pub(super) stands: bool,
    /// What it did to earlier ones, and later ones to it.
    pub(super) ties: Vec<Html>,
}

/// A decision; `text` is its HTML, as that depends on the page.
pub(super) fn decision_row(at: &At<'_>, id: &DecisionId, text: String) -> Option<DecisionRow> {
    let decision = at.ctx.archive.decisions.get(id)?;
    let fate = at.ctx.registers.decision_fates.get(id);
    let written = (decision.anchor.as_ref() != id.as_str()).then(|| id.to_string());
    Some(DecisionRow {
        id: id.to_string(),
        anchor: Some(decision.anchor.to_string()),
        written,
        href: fate.map(|_| at.href(&Address::of(&Target::Decision(id.clone())))),
        text: Html(text),
        date: Html(times::day(decision.date)),
        origin: at.origin_at(&decision.origin, row_on_page(at, decision)),
        stands: fate.is_none_or(|fate| fate.replaced_by.is_none()),
        ties: ties(at, decision, fate),
    })
}

/// The fragment of a decision on its meeting's page; nothing for an entry of `decisions.toml`.
fn row_on_page<'d>(at: &At<'_>, decision: &'d crate::model::Decision) -> &'d str {
    let meeting = match &decision.origin {
        crate::model::Origin::Meeting(id) => at.ctx.archive.meetings.get(id),
        crate::model::Origin::Other(_) => None,
    };
    let is_there = meeting.is_some_and(|meeting| meeting.file == decision.span.file);
    if is_there { &decision.anchor } else { "" }
}

fn ties(at: &At<'_>, decision: &crate::model::Decision, fate: Option<&DecisionFate>) -> Vec<Html> {
    let list = |word: &str, ids: &[DecisionId]| {
        let links = ids.iter().map(|id| dated_decision(at, id));
        (!ids.is_empty()).then(|| Html(format!("{word} {}", join(links).0)))
    };
    let mut ties = vec![
        list("Replaces", &decision.replaces),
        list("Amends", &decision.amends),
        list("Clarifies", &decision.clarifies),
    ];
    if let Some(fate) = fate {
        ties.push(list("Replaced by", fate.replaced_by.as_slice()));
        ties.push(list("Amended by", &fate.amended_by));
        ties.push(list("Clarified by", &fate.clarified_by));
    }
    ties.into_iter().flatten().collect()
}

fn dated_decision(at: &At<'_>, id: &DecisionId) -> Html {
    let link = at.target_html(&Target::Decision(id.clone()));
    let date = at.ctx.archive.decisions.get(id).map(|one| times::day(one.date));
    Html(date.map_or(link.0.clone(), |date| format!("{} ({date})", link.0)))
}

/// What a meeting or briefing left behind, or a file that lies beside it.
#[derive(Serialize, JsonSchema)]
pub(super) struct RecordRow {
    /// What it is: "recording", "slides", "file".
    pub(super) kind: &'static str,
    /// What it is called.
    pub(super) title: String,
    /// Where it is.
    pub(super) href: Option<String>,
    /// "1.2 MB", "French", "53:40".
    pub(super) notes: Vec<String>,
    /// The language, as a tag: `fr`.
    pub(super) language: Option<String>,
    /// Whether it is another site's.
    pub(super) is_external: bool,
}

pub(super) fn records(at: &At<'_>, records: &[Record]) -> Vec<RecordRow> {
    records.iter().map(|record| record_row(at, record)).collect()
}

fn record_row(at: &At<'_>, record: &Record) -> RecordRow {
    let (href, bytes) = match &record.place {
        RecordPlace::Url(url) => (html::safe_url(url), None),
        RecordPlace::File { address, bytes } => (Some(at.href(address)), Some(size(*bytes))),
    };
    let length = record.length.clone();
    let own = &at.ctx.archive.site.language;
    let other = record.language.as_ref().filter(|tag| !is_same_language(tag, own));
    let language = other.map(|tag| format!("in {}", language_name(tag)));
    RecordRow {
        kind: record.kind.name(),
        title: record.title.clone(),
        href,
        is_external: bytes.is_none(),
        notes: [length, bytes, language].into_iter().flatten().collect(),
        language: record.language.clone(),
    }
}

/// The files of a bundle that no record names.
pub(super) fn attachments(at: &At<'_>, files: &[Attachment], records: &[Record]) -> Vec<RecordRow> {
    let named: BTreeSet<&Address> = records
        .iter()
        .filter_map(|record| match &record.place {
            RecordPlace::File { address, .. } => Some(address),
            RecordPlace::Url(_) => None,
        })
        .collect();
    let others = files.iter().filter(|file| !named.contains(&file.address));
    let row = |file: &Attachment| RecordRow {
        kind: "file",
        title: file.name.to_string(),
        href: Some(at.href(&file.address)),
        notes: vec![size(file.bytes())],
        language: None,
        is_external: false,
    };
    others.map(row).collect()
}

/// Records as a section of a page.
pub(super) fn records_section(id: &str, heading: &str, records: &[RecordRow]) -> Section {
    Section::new(id, heading).list(records.iter().map(record_line).collect())
}

fn record_line(record: &RecordRow) -> Html {
    let title = Link { text: record.title.clone(), href: record.href.clone() };
    let notes = record.notes.iter().map(|note| escape(note));
    let notes: Vec<String> = iter::once(record.kind.to_owned()).chain(notes).collect();
    Html(format!("{} ({})", anchor(&title).0, notes.join(", ")))
}

/// A size as people say it: `1.2 MB`.
fn size(bytes: u64) -> String {
    let tenths = |unit: u64| (bytes * 10 + unit / 2) / unit;
    match bytes {
        0..1000 => format!("{bytes} B"),
        1000..1_000_000 => format!("{} kB", (bytes + 500) / 1000),
        _ => format!("{}.{} MB", tenths(1_000_000) / 10, tenths(1_000_000) % 10),
    }
}

/// A briefing as a row of a list.
pub(super) struct BriefingRow {
    pub(super) title: String,
    pub(super) href: String,
    pub(super) date: Html,
    pub(super) meeting: Option<Html>,
    pub(super) presenters: Html,
    pub(super) recommendations: Html,
    pub(super) is_to_come: bool,
}

pub(super) fn briefing_row(at: &At<'_>, briefing: &Briefing) -> BriefingRow {
    let meeting = briefing.meeting.clone().map(|id| at.target_html(&Target::Meeting(id)));
    BriefingRow {
        title: briefing.title.clone(),
        href: at.href(&Address::of(&Target::Briefing(briefing.id.clone()))),
        date: Html(times::day(briefing.date)),
        meeting,
        presenters: at.names(&briefing.presenters),
        recommendations: at.recs(&briefing.recommendations),
        is_to_come: briefing.date > at.ctx.registers.as_of,
    }
}

/// The status of a recommendation: its words, and a class made of them.
pub(super) fn rec_status(status: Option<&str>) -> State {
    match status {
        Some(words) => State::new(slug(words), words),
        None => State::new("unstated", "not stated"),
    }
}

/// "completed", "scheduled", "not presented".
pub(super) fn briefing_state(state: crate::derive::BriefingState) -> State {
    State::new(state.name(), state.name().replace('-', " "))
}

/// Titles and addresses of other sites.
pub(super) fn links(links: &[(String, String)]) -> Vec<Link> {
    links
        .iter()
        .map(|(title, url)| Link { text: title.clone(), href: html::safe_url(url) })
        .collect()
}

/// A rate as people say it: `86 % (6 of 7)`; a dash where nobody was expected.
pub(super) fn rate(present: u32, eligible: u32) -> String {
    if eligible == 0 {
        return "–".into();
    }
    format!("{} %", (u64::from(present) * 200 + u64::from(eligible)) / (2 * u64::from(eligible)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_as_people_say_them() {
        assert_eq!(size(12), "12 B");
        assert_eq!(size(81_920), "82 kB");
        assert_eq!(size(1_250_000), "1.3 MB");
    }

    #[test]
    fn rates_are_rounded() {
        assert_eq!(rate(2, 3), "67 %");
        assert_eq!(rate(0, 0), "–");
    }
}
