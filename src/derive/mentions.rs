//! Who mentions what: links in, by target the sentences of the pages that were there by a day
//! out.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{ActionState, Mention};
use crate::model::{ActionId, Archive, How, Link, Target};

/// Mentions in prose by what they mention, in order of source; a sentence of a page once.
///
/// The page of a meeting to come is there, as it is announced; an item or a decision is there
/// only from its own day.
pub(super) fn mentions(
    archive: &Archive,
    actions: &BTreeMap<ActionId, ActionState>,
    as_of: NaiveDate,
) -> BTreeMap<Target, Vec<Mention>> {
    let is_there = |from: &Target| match from {
        Target::Action(id) => actions.contains_key(id),
        Target::Decision(id) => archive.decisions.get(id).is_some_and(|one| one.date <= as_of),
        _ => true,
    };
    let mut seen = BTreeSet::new();
    let mut mentions: BTreeMap<Target, Vec<Mention>> = BTreeMap::new();
    for link in archive.links.iter().filter(|link| is_mention(link) && is_there(&link.from)) {
        if seen.insert((&link.to, &link.from, &link.sentence)) {
            mentions.entry(link.to.clone()).or_default().push(mention(link));
        }
    }
    mentions
}

fn is_mention(link: &Link) -> bool {
    link.how != How::Field && link.from != link.to && !link.sentence.is_empty()
}

fn mention(link: &Link) -> Mention {
    Mention {
        from: link.from.clone(),
        fragment: link.fragment.clone(),
        text: link.sentence.clone(),
    }
}
