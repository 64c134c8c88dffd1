//! Agendas.

use std::sync::Arc;

use chrono::NaiveDate;
use smol_str::SmolStr;

use super::{Extra, Name, Prose, RecId, Words};
use crate::{source::Span, time::Moment};

/// A day of an agenda.
#[derive(Clone, Debug)]
pub(crate) struct AgendaDay {
    /// Where its heading or table stands; the meeting's title where it has neither.
    pub span: Span,
    /// The day; the meeting's first where nothing else is said.
    pub date: NaiveDate,
    /// Its heading, as words: "Day 1".
    pub title: Option<String>,
    /// When it begins, where that is said.
    pub start: Option<Moment>,
    /// When it ends, where that is said.
    pub end: Option<Moment>,
    /// Where.
    pub location: Option<String>,
    /// Its items, in the order of the file.
    pub items: Vec<AgendaItem>,
}

impl AgendaDay {
    /// Whether it has the same briefings on recommendations as another.
    pub(crate) fn tells_as(&self, other: &Self) -> bool {
        self.date == other.date && tell_alike(&self.items, &other.items)
    }
}

fn tell_alike(items: &[AgendaItem], others: &[AgendaItem]) -> bool {
    let mut pairs = items.iter().zip(others);
    items.len() == others.len()
        && pairs.all(|(one, other)| {
            (one.kind, &one.id, &one.recommendations)
                == (other.kind, &other.id, &other.recommendations)
                && tell_alike(&one.items, &other.items)
        })
}

/// An item of an agenda.
#[derive(Clone, Debug)]
pub(crate) struct AgendaItem {
    /// Where it stands.
    pub span: Span,
    /// Where its times stand; the item where it has none.
    pub time_span: Span,
    /// Where its end stands; where it has none, as above.
    pub end_span: Span,
    /// Where its number stands, if that was written.
    pub number_span: Option<Span>,
    /// The fragment by which it can be cited, made of its title; unique in the meeting.
    pub id: Arc<str>,
    /// When it begins.
    pub start: Option<Moment>,
    /// When it ends.
    pub end: Option<Moment>,
    /// Its number, given or counted, breaks aside: `2`, `5.a`; absent for breaks and social items.
    pub number: Option<SmolStr>,
    /// Its title, time and id aside.
    pub title: Words,
    /// What it is.
    pub kind: ItemKind,
    /// Who presents.
    pub presenters: Vec<Name>,
    /// For a briefing, the recommendations it is on.
    pub recommendations: Vec<RecId>,
    /// What stands below it.
    pub body: Prose,
    /// Items within it.
    pub items: Vec<AgendaItem>,
    /// Own keys.
    pub extra: Extra,
}

/// The kinds of agenda item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum ItemKind {
    /// Work.
    Session,
    /// The team is told about something.
    Briefing,
    /// A pause.
    Break,
    /// A dinner or reception.
    Social,
}

impl ItemKind {
    /// The word of the format.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Briefing => "briefing",
            Self::Break => "break",
            Self::Social => "social",
        }
    }
}
