//! `actions.json`.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Day, MentionEntry,
    value::{mentions, owners, url},
};
use crate::{
    derive::{ActionState, FieldChange, Step},
    model::{ActionStatus, Due, Extra, Origin, Target},
    render::Context,
    source::prose::plain,
};

/// An action item as of the day.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ActionEntry<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its page.
    pub url: String,
    /// The wording in force, as plain text.
    pub title: String,
    /// Ids of people and groups.
    pub owners: Vec<&'a str>,
    /// What it is.
    #[schemars(extend("enum" = ["open", "in-progress", "completed", "cancelled", "merged"]))]
    pub status: &'static str,
    /// The item that it was merged into, else null.
    pub merged_into: Option<&'a str>,
    /// Whether it is open and past its day.
    pub overdue: bool,
    /// The due date in force; both null where none was ever said.
    pub due: DueEntry<'a>,
    /// When and where it was opened.
    pub opened: Opened<'a>,
    /// The day it was closed.
    pub closed: Option<Day>,
    /// As said in `actions.toml`.
    pub category: Option<&'a str>,
    /// Its steps, oldest first; its opening is the first.
    pub history: Vec<StepEntry<'a>>,
    /// The first day that it was due.
    pub first_due: Option<Day>,
    /// Who mentions it.
    pub mentions: Vec<MentionEntry<'a>>,
    /// Own keys, as they stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extra: Option<&'a Extra>,
}

/// A due date.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct DueEntry<'a> {
    /// As written: "EOD Thursday".
    pub text: Option<&'a str>,
    /// The day, where the words name one.
    pub date: Option<Day>,
}

/// Where something comes from.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Opened<'a> {
    /// The day.
    pub date: Day,
    /// The meeting's id; null where it was none.
    pub meeting: Option<&'a str>,
    /// Where else, in words.
    pub source: Option<&'a str>,
}

/// A step of an item's history.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct StepEntry<'a> {
    /// The day it was recorded.
    pub date: Day,
    /// The meeting's id; null where it was none.
    pub meeting: Option<&'a str>,
    /// What changed.
    pub changes: Changes<'a>,
    /// What was noted.
    pub note: Option<String>,
}

/// What changed in a step: of each field that did, what it was before (null at the opening), and
/// after.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct Changes<'a> {
    /// The wording, as plain text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<(Option<String>, String)>,
    /// Ids of the owners.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owners: Option<(Option<Vec<&'a str>>, Vec<&'a str>)>,
    /// The due day as `YYYY-MM-DD`, or the words where they name none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<(Option<String>, Option<String>)>,
    /// The status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<(Option<&'static str>, &'static str)>,
}

/// Every item opened by the day, in order of id.
pub(crate) fn actions<'a>(ctx: &Context<'a>) -> impl Iterator<Item = ActionEntry<'a>> {
    ctx.registers.actions.values().map(|state| entry(ctx, state))
}

fn entry<'a>(ctx: &Context<'a>, state: &'a ActionState) -> ActionEntry<'a> {
    let action = ctx.archive.actions.get(&state.id);
    let target = Target::Action(state.id.clone());
    let (meeting, source) = origin(&state.origin);
    ActionEntry {
        id: state.id.as_str(),
        url: url(&target),
        title: plain(&state.title),
        owners: owners(&state.owners),
        status: state.status.name(),
        merged_into: match &state.status {
            ActionStatus::Merged(into) => Some(into.as_str()),
            _ => None,
        },
        overdue: state.is_overdue,
        due: state.due.as_ref().map(due).unwrap_or_default(),
        opened: Opened { date: Day(state.opened), meeting, source },
        closed: state.closed.map(Day),
        category: action.and_then(|action| action.category.as_deref()),
        history: state.history.iter().map(step).collect(),
        first_due: state.first_due.map(Day),
        mentions: mentions(ctx, &target),
        extra: action.map(|action| &action.extra).filter(|extra| !extra.is_empty()),
    }
}

fn due(due: &Due) -> DueEntry<'_> {
    DueEntry { text: Some(&due.text), date: due.date.map(Day) }
}

/// The meeting, or the words for anything else.
pub(super) fn origin(origin: &Origin) -> (Option<&str>, Option<&str>) {
    match origin {
        Origin::Meeting(meeting) => (Some(meeting.as_str()), None),
        Origin::Other(words) => (None, Some(words.as_str()).filter(|words| !words.is_empty())),
    }
}

fn step(step: &Step) -> StepEntry<'_> {
    StepEntry {
        date: Day(step.date),
        meeting: origin(&step.origin).0,
        changes: changes(&step.changes),
        note: step.note.as_ref().map(|note| plain(note)),
    }
}

fn changes(changes: &[FieldChange]) -> Changes<'_> {
    let mut all = Changes::default();
    for change in changes {
        match change {
            FieldChange::Title(before, after) => {
                all.title = Some((before.as_ref().map(|title| plain(title)), plain(after)));
            }
            FieldChange::Owners(before, after) => {
                all.owners = Some((before.as_deref().map(owners), owners(after)));
            }
            FieldChange::Due(before, after) => {
                all.due = Some((before.as_ref().and_then(due_word), due_word(after)));
            }
            FieldChange::Status(before, after, _) => {
                all.status = Some((before.as_ref().map(ActionStatus::name), after.name()));
            }
        }
    }
    all
}

/// The day, else the words.
fn due_word(due: &Due) -> Option<String> {
    let words = (!due.text.is_empty()).then(|| due.text.to_string());
    due.date.map(|day| day.to_string()).or(words)
}
