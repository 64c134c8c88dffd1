//! Decisions.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{DecisionId, Extra, IdSlot, Origin, Prose};
use crate::source::Span;

/// A decision of a meeting, or of `decisions.toml`.
#[derive(Clone, Debug)]
pub(crate) struct Decision {
    /// `D15-1`, or `plenary-15-d1` until it is given one.
    pub id: DecisionId,
    /// Whether the id was given, so that it lasts.
    pub has_given_id: bool,
    /// Where it stands.
    pub span: Span,
    /// Where an id can be written.
    pub id_slot: IdSlot,
    /// Its fragment on the meeting's page and in the register; made of its id, lower case.
    pub anchor: Arc<str>,
    /// The meeting's first day, or the entry's own.
    pub date: NaiveDate,
    /// Where it was taken.
    pub origin: Origin,
    /// What was decided.
    pub text: Prose,
    /// Decisions it replaces.
    pub replaces: Vec<DecisionId>,
    /// Decisions it amends.
    pub amends: Vec<DecisionId>,
    /// Decisions it clarifies.
    pub clarifies: Vec<DecisionId>,
    /// Where it names the decisions that it speaks of.
    pub tie_places: Vec<(DecisionId, Span)>,
    /// Own keys.
    pub extra: Extra,
}

impl Decision {
    /// Whether the register has it as it has another: what it says itself and where it stands aside.
    pub(crate) fn tells_as(&self, other: &Self) -> bool {
        (&self.id, self.has_given_id, &self.anchor)
            == (&other.id, other.has_given_id, &other.anchor)
            && (self.date, &self.origin) == (other.date, &other.origin)
            && (&self.replaces, &self.amends, &self.clarifies)
                == (&other.replaces, &other.amends, &other.clarifies)
    }
}
