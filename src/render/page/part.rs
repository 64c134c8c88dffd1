//! Pieces that several pages show: rows of registers, states told by word and class.

use std::{collections::BTreeSet, iter};

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    at::{At, Html, Link, anchor},
    listing::Section,
};
use crate::{
    derive::{ActionState, BriefingState, DecisionFate},
    model::{
        ActionStatus, Address, Attachment, Briefing, DecisionId, Meeting, MeetingStatus, Record,
        RecordKind, RecordPlace, Target,
    },
    render::html::{self, escape, times},
    text::{is_same_language, slug},
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
        due: at.due(action.due.as_ref()),
        state: action_state(at, action),
        late: lateness(at, action),
        closed: action.closed.map(|day| at.day(day)),
        origin: at.origin(&action.origin),
    }
}

/// What an item is, overdue ones apart.
pub(super) fn action_state(at: &At<'_>, action: &ActionState) -> State {
    if action.is_overdue {
        return State::new("overdue", at.word("states.overdue"));
    }
    status(at, &action.status)
}

/// A status by its words.
pub(super) fn status(at: &At<'_>, status: &ActionStatus) -> State {
    let key = match status {
        ActionStatus::Open => "states.open",
        ActionStatus::InProgress => "states.in_progress",
        ActionStatus::Completed => "states.completed",
        ActionStatus::Cancelled => "states.cancelled",
        ActionStatus::Merged(_) => "states.merged_into",
    };
    let word = match status {
        ActionStatus::Merged(into) => at.say(key, &[("item", into)]),
        _ => at.word(key).to_owned(),
    };
    State::new(status.name(), word)
}

/// "re-dated twice, 41 days late".
pub(super) fn lateness(at: &At<'_>, action: &ActionState) -> String {
    let moved = redated(at, action);
    at.ctx.messages.list(moved.into_iter().chain(days_late(at, action)))
}

/// "re-dated twice"; none where its day was never moved.
pub(super) fn redated(at: &At<'_>, action: &ActionState) -> Option<String> {
    times_over(
        at,
        action.n_redated,
        ["actions.redated_once", "actions.redated_twice", "actions.redated_times"],
    )
}

/// "handed on twice", by the messages for once, twice and more; none where it never happened.
pub(super) fn times_over(
    at: &At<'_>,
    n: impl TryInto<usize>,
    [once, twice, more]: [&str; 3],
) -> Option<String> {
    match n.try_into().unwrap_or_default() {
        0 => None,
        n @ 1 => Some(at.count(once, n)),
        n @ 2 => Some(at.count(twice, n)),
        n => Some(at.count(more, n)),
    }
}

/// "41 days late"; none where it is not.
pub(super) fn days_late(at: &At<'_>, action: &ActionState) -> Option<String> {
    let days = usize::try_from(action.days_late?).ok().filter(|&days| days > 0)?;
    let now = action.due.as_ref().and_then(|due| due.date);
    let first = action.first_due.filter(|first| now != Some(*first));
    let messages = at.ctx.messages;
    Some(match first {
        Some(first) => {
            let day = messages.day(first);
            messages.count("actions.days_late_by_first", days, &[("day", &day)])
        }
        None => at.count("actions.days_late", days),
    })
}

pub(super) fn meeting_status(at: &At<'_>, meeting: &Meeting) -> MeetingStatus {
    at.ctx.registers.statuses.get(&meeting.id).copied().unwrap_or(MeetingStatus::Scheduled)
}

/// Whether a meeting was held, is scheduled or cancelled, in words.
pub(super) fn meeting_state(at: &At<'_>, meeting: &Meeting) -> State {
    let status = meeting_status(at, meeting);
    let key = match status {
        MeetingStatus::Scheduled => "states.scheduled",
        MeetingStatus::Held => "states.held",
        MeetingStatus::Cancelled => "states.cancelled",
    };
    State::new(status.name(), at.word(key))
}

pub(super) fn series_name(at: &At<'_>, meeting: &Meeting) -> String {
    let series = at.ctx.archive.site.series(&meeting.series);
    series.map_or_else(|| meeting.series.to_string(), |series| series.name.clone())
}

/// The day of a meeting, or its first and last.
pub(super) fn days(at: &At<'_>, meeting: &Meeting) -> Html {
    let messages = at.ctx.messages;
    let first = times::weekday_of(messages, meeting.date, &meeting.start);
    if meeting.end_date == meeting.date {
        return Html(first);
    }
    let last = times::weekday_of(messages, meeting.end_date, &meeting.end);
    Html(format!("{first} – {last}"))
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
        date: at.day(decision.date),
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
    let list = |key: &str, ids: &[DecisionId]| {
        let links = at.join(ids.iter().map(|id| dated_decision(at, id)));
        (!ids.is_empty()).then(|| at.say_html(key, &[("decisions", &links)]))
    };
    let mut ties = vec![
        list("decisions.replaces", &decision.replaces),
        list("decisions.amends", &decision.amends),
        list("decisions.clarifies", &decision.clarifies),
    ];
    if let Some(fate) = fate {
        ties.push(list("decisions.replaced_by", fate.replaced_by.as_slice()));
        ties.push(list("decisions.amended_by", &fate.amended_by));
        ties.push(list("decisions.clarified_by", &fate.clarified_by));
    }
    ties.into_iter().flatten().collect()
}

fn dated_decision(at: &At<'_>, id: &DecisionId) -> Html {
    let link = at.target_html(&Target::Decision(id.clone()));
    let date = at.ctx.archive.decisions.get(id).map(|one| at.day(one.date));
    Html(date.map_or(link.0.clone(), |date| format!("{} ({date})", link.0)))
}

/// What a meeting or briefing left behind, or a file that lies beside it.
#[derive(Serialize, JsonSchema)]
pub(super) struct RecordRow {
    /// What it is: "recording", "slides", "file".
    pub(super) kind: String,
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
        RecordPlace::File { address, bytes } => (Some(at.href(address)), Some(size(at, *bytes))),
    };
    let length = record.length.clone();
    let own = &at.ctx.archive.site.language;
    let other = record.language.as_ref().filter(|tag| !is_same_language(tag, own));
    let language = other.map(|tag| {
        let language = at.ctx.messages.language(tag);
        at.say("records.in_language", &[("language", &language)])
    });
    RecordRow {
        kind: record_kind(at, record.kind).to_owned(),
        title: record.title.clone(),
        href,
        is_external: bytes.is_none(),
        notes: [length, bytes, language].into_iter().flatten().collect(),
        language: record.language.clone(),
    }
}

fn record_kind<'a>(at: &At<'a>, kind: RecordKind) -> &'a str {
    at.word(match kind {
        RecordKind::Recording => "records.recording",
        RecordKind::Audio => "records.audio",
        RecordKind::Transcript => "records.transcript",
        RecordKind::Chat => "records.chat",
        RecordKind::Slides => "records.slides",
        RecordKind::Report => "records.report",
        RecordKind::Document => "records.document",
        RecordKind::Reading => "records.reading",
        RecordKind::Map => "records.map",
        RecordKind::Other => "records.other",
    })
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
        kind: at.word("records.file").to_owned(),
        title: file.name.to_string(),
        href: Some(at.href(&file.address)),
        notes: vec![size(at, file.bytes())],
        language: None,
        is_external: false,
    };
    others.map(row).collect()
}

/// Records as a section of a page.
pub(super) fn records_section(
    at: &At<'_>,
    id: &str,
    heading: &str,
    records: &[RecordRow],
) -> Section {
    Section::new(id, heading).list(records.iter().map(|record| record_line(at, record)).collect())
}

fn record_line(at: &At<'_>, record: &RecordRow) -> Html {
    let title = Link { text: record.title.clone(), href: record.href.clone() };
    let notes = at.ctx.messages.list(iter::once(&record.kind).chain(&record.notes));
    Html(format!("{} ({})", anchor(&title).0, escape(&notes)))
}

/// A size as people say it: `1.2 MB`.
fn size(at: &At<'_>, bytes: u64) -> String {
    match bytes {
        0..1000 => at.say("units.bytes", &[("n", &at.number(bytes))]),
        1000..1_000_000 => at.say("units.kilobytes", &[("n", &at.number((bytes + 500) / 1000))]),
        _ => {
            let tenths = (bytes * 10 + 500_000) / 1_000_000;
            let (whole, part) = (at.number(tenths / 10), tenths % 10);
            let n = at.say("numbers.decimal", &[("whole", &whole), ("part", &part)]);
            at.say("units.megabytes", &[("n", &n)])
        }
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
        date: at.day(briefing.date),
        meeting,
        presenters: at.names(&briefing.presenters),
        recommendations: at.recs(&briefing.recommendations),
        is_to_come: briefing.date > at.ctx.registers.as_of,
    }
}

/// A day that is still to come, as that of a briefing.
pub(super) fn to_come(at: &At<'_>, day: &Html) -> Html {
    at.say_html("briefings.to_come", &[("day", day)])
}

/// The status of a recommendation: its words, and a class made of them.
pub(super) fn rec_status(at: &At<'_>, status: Option<&str>) -> State {
    match status {
        Some(words) => State::new(slug(words), words),
        None => State::new("unstated", at.word("states.not_stated")),
    }
}

/// "completed", "scheduled", "not presented".
pub(super) fn briefing_state(at: &At<'_>, state: BriefingState) -> State {
    let key = match state {
        BriefingState::Completed => "states.completed",
        BriefingState::Scheduled => "states.scheduled",
        BriefingState::NotPresented => "states.not_presented",
    };
    State::new(state.name(), at.word(key))
}

/// Titles and addresses of other sites.
pub(super) fn links(links: &[(String, String)]) -> Vec<Link> {
    links
        .iter()
        .map(|(title, url)| Link { text: title.clone(), href: html::safe_url(url) })
        .collect()
}

/// A rate as people say it: `86 %`; a dash where nobody was expected.
pub(super) fn rate(at: &At<'_>, present: u32, eligible: u32) -> String {
    let (present, eligible) = (u64::from(present), u64::from(eligible));
    let share = (present * 200 + eligible).checked_div(2 * eligible);
    let share = share.and_then(|share| u32::try_from(share).ok());
    share.map_or_else(|| "–".into(), |share| at.ctx.messages.percent(share))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::fixture::record;

    #[test]
    fn sizes_are_said_as_people_say_them() {
        let record = record();
        let at = At::new(record.ctx(), Address::new("index.html"));
        assert_eq!(size(&at, 12), "12 B");
        assert_eq!(size(&at, 81_920), "82 kB");
        assert_eq!(size(&at, 1_250_000), "1.3 MB");
    }

    #[test]
    fn rates_are_rounded() {
        let record = record();
        let at = At::new(record.ctx(), Address::new("index.html"));
        assert_eq!(rate(&at, 2, 3), "67 %");
        assert_eq!(rate(&at, 0, 0), "–");
    }
}
