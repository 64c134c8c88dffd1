//! `id/invalid`: ids of action items and decisions that no address can hold.

use super::Context;
use crate::{
    diagnostic::{Diagnostic, Sink, code},
    source::Span,
};

/// Reads the id of every item and decision that was given one.
pub(super) fn check(context: &Context, sink: &mut Sink) {
    for action in context.archive.actions.values().filter(|one| one.has_given_id) {
        let place = action.events.first().map(|event| event.places.id.unwrap_or(event.span));
        say(action.id.as_str(), place, ITEM, sink);
    }
    for decision in context.archive.decisions.values().filter(|one| one.has_given_id) {
        say(decision.id.as_str(), Some(decision.span), "a decision", sink);
    }
}

const ITEM: &str = "an action item";

fn say(id: &str, place: Option<Span>, what: &str, sink: &mut Sink) {
    if let Some(place) = place.filter(|_| !is_valid(id, what == ITEM)) {
        let message = format!(
            "`{id}` is no id for {what}: it becomes part of an address, and can have letters, \
             digits, hyphens, points and underscores"
        );
        let said = Diagnostic::new(code::ID_INVALID, place, message);
        sink.push(said.help(format!("write `{}`", mended(id))));
    }
}

/// Whether an item or a decision can have this id. A decision is a place on a page, which may be
/// called `DEC/15/1`; an item has a file.
pub(super) fn is_valid(id: &str, is_item: bool) -> bool {
    id.split('/').all(can_be_addressed) && !(is_item && id.contains('/'))
}

/// Whether an id can be a file's name and a fragment as it stands.
fn can_be_addressed(id: &str) -> bool {
    // what nobody sees, and what only looks like a letter, is told as such
    let fits = |c: char| {
        c.is_alphanumeric() || matches!(c, '-' | '_' | '.') || !c.is_ascii() && !c.is_whitespace()
    };
    !id.starts_with('.') && id.len() <= 100 && id.chars().all(fits)
}

/// The id with hyphens for what it cannot have: `P15-1` for `P15/1`, `12` for `#12`.
fn mended(id: &str) -> String {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let parts: Vec<&str> = id.split(|c| !fits(c)).filter(|part| !part.is_empty()).collect();
    let mended: String = parts.join("-").trim_start_matches('.').chars().take(40).collect();
    if mended.is_empty() { "A-1".to_owned() } else { mended }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_can_be_file_names() {
        for id in ["P15-1", "plenary-15-a3", "П15-1", "A.2_b"] {
            assert!(can_be_addressed(id), "{id}");
        }
        for (id, meant) in
            [("#12", "12"), ("P15/1", "P15-1"), ("A 7", "A-7"), (".a", "a"), ("%", "A-1")]
        {
            assert!(!can_be_addressed(id), "{id}");
            assert_eq!(mended(id), meant);
        }
    }
}
