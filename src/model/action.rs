//! Action items: what happened to each, in order.

use std::sync::Arc;

use chrono::NaiveDate;
use smol_str::SmolStr;

use super::{ActionId, Extra, MeetingId, Owners, Wording};
use crate::source::Span;

/// An item: its events, oldest first.
#[derive(Clone, Debug)]
pub(crate) struct Action {
    /// `P15-1`, or `plenary-15-a3` until it is given one.
    pub id: ActionId,
    /// Whether the id was given, so that it lasts.
    pub has_given_id: bool,
    /// As said in `actions.toml`.
    pub category: Option<String>,
    /// What happened, in order of day, never empty: the first opened it. Each leaves what it does
    /// not speak of.
    pub events: Vec<Event>,
    /// Own keys.
    pub extra: Extra,
}

/// A row of a table, an item of a list, or an entry of `actions.toml`.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    /// Where it stands.
    pub span: Span,
    /// Where its parts stand.
    pub places: EventPlaces,
    /// The fragment of its row on the meeting's page, made of the item's id; empty for an entry of
    /// `actions.toml`, which has none.
    pub anchor: Arc<str>,
    /// The meeting's first day, or the entry's own.
    pub date: NaiveDate,
    /// Where it comes from.
    pub origin: Origin,
    /// The wording, where it is given.
    pub title: Option<Wording>,
    /// The owners, where they are given.
    pub owners: Option<Owners>,
    /// The due date, where it is given.
    pub due: Option<Due>,
    /// The status, where it is given.
    pub status: Option<Closing>,
    /// What was noted.
    pub note: Option<Wording>,
}

/// Where the parts of an event stand: what a person would change. A part that is not there has the
/// place where it is missed: an empty cell, or else the title.
#[derive(Clone, Debug)]
pub(crate) struct EventPlaces {
    /// The id; none where none was given.
    pub id: Option<Span>,
    /// Where one can be written.
    pub id_slot: IdSlot,
    /// The wording.
    pub title: Span,
    /// The owners.
    pub owner: Span,
    /// Whether owners are named there, known or not.
    pub names_owner: bool,
    /// The due date.
    pub due: Span,
    /// Whether there is a due column or key to fill in, so that leaving it empty says nothing.
    pub has_empty_due: bool,
    /// The status.
    pub status: Span,
}

/// Where an id can be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum IdSlot {
    /// Nowhere that is safe.
    #[default]
    None,
    /// As a mark `{#…}` after this text.
    Mark(Span),
    /// In this cell, which holds none.
    Cell(Span),
    /// In a column that the table does not have yet: the rows of the table from its head on, and
    /// which of them it is.
    Column(Arc<[Span]>, usize),
}

/// Where an event comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A meeting.
    Meeting(MeetingId),
    /// Anything else, in words ("Leadership call"); empty where nothing is said.
    Other(String),
}

/// A due date: the words, and the day they mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Due {
    /// As written: "EOD Thursday", "TBD".
    pub text: SmolStr,
    /// The day, where they name one.
    pub date: Option<NaiveDate>,
}

/// A status, and the day that was written beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Closing {
    /// The status.
    pub status: ActionStatus,
    /// "completed 2 June": that day.
    pub on: Option<NaiveDate>,
}

/// What an item is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ActionStatus {
    /// Not begun, or not said.
    Open,
    /// Begun.
    InProgress,
    /// Done.
    Completed,
    /// Will not be done.
    Cancelled,
    /// Goes on as another item.
    Merged(ActionId),
}

impl ActionStatus {
    /// The word of the open data: `in-progress`.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InProgress => "in-progress",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
            Self::Merged(_) => "merged",
        }
    }

    /// Whether work is still to do.
    pub(crate) const fn is_open(&self) -> bool {
        matches!(self, Self::Open | Self::InProgress)
    }
}
