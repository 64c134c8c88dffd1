//! Who mentions what: links in, by target the sentences of the pages that were there by a day
//! out.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;
use hashbrown::{HashMap, HashSet};
use rayon::prelude::*;

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
    let of_things = archive.links.par_iter().map(|links| said_once(links, is_there));
    let of_things: Vec<Vec<&Link>> = of_things.collect();
    let mut mentions: HashMap<&Target, Vec<Mention>> = HashMap::new();
    for link in of_things.into_iter().flatten() {
        mentions.entry(&link.to).or_default().push(mention(link));
    }
    mentions.into_iter().map(|(target, mentions)| (target.clone(), mentions)).collect()
}

/// Of the links of one thing those that mention something, each sentence once.
fn said_once(links: &[Link], is_there: impl Fn(&Target) -> bool) -> Vec<&Link> {
    let mut seen = HashSet::new();
    let mentions = links.iter().filter(|link| is_mention(link) && is_there(&link.from));
    mentions.filter(|link| seen.insert((&link.to, &link.sentence))).collect()
}

fn is_mention(link: &Link) -> bool {
    link.how != How::Field && *link.from != link.to && !link.sentence.is_empty()
}

fn mention(link: &Link) -> Mention {
    Mention {
        from: Arc::clone(&link.from),
        fragment: link.fragment.clone(),
        text: link.sentence.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests_support::*;
    use super::*;
    use crate::model::{MeetingId, PageId, PersonId};

    fn link(from: Target, to: &str, how: How, sentence: &str) -> Link {
        let to = Target::Person(PersonId::new(to));
        Link { from: from.into(), fragment: None, to, how, sentence: sentence.into() }
    }

    fn page() -> Target {
        Target::Page(PageId::new("about"))
    }

    /// The sentences that mention Ann.
    fn texts(archive: &Archive, as_of: &str) -> Vec<String> {
        let mut mentions = on(archive, as_of).mentions;
        let found = mentions.remove(&Target::Person(PersonId::new("ann"))).unwrap_or_default();
        found.into_iter().map(|mention| mention.text.to_string()).collect()
    }

    #[test]
    fn prose_mentions_fields_do_not() {
        let archive = Archive {
            links: vec![
                [
                    link(page(), "ann", How::Wikilink, "Ann leads."),
                    link(page(), "ann", How::Field, ""),
                    link(page(), "bob", How::Link, "Bob helps."),
                ]
                .into(),
            ],
            ..archive()
        };
        assert_eq!(texts(&archive, "2017-01-01"), ["Ann leads."]);
    }

    #[test]
    fn a_sentence_mentions_once_and_nothing_mentions_itself() {
        let ann = Target::Person(PersonId::new("ann"));
        let archive = Archive {
            links: vec![
                [
                    link(page(), "ann", How::Wikilink, "Ann and Ann again."),
                    link(page(), "ann", How::Autolink, "Ann and Ann again."),
                ]
                .into(),
                [link(ann, "ann", How::Link, "I am Ann.")].into(),
            ],
            ..archive()
        };
        assert_eq!(texts(&archive, "2017-01-01"), ["Ann and Ann again."]);
    }

    #[test]
    fn items_mention_from_their_day_and_announced_meetings_at_once() {
        let mut archive = archive_of_actions(vec![action("A-1", vec![opening("2017-06-13", "")])]);
        add_meetings(&mut archive, vec![meeting("p1", "2018-01-01T06:00")]);
        archive.links = vec![
            [link(Target::Action(ActionId::new("A-1")), "ann", How::Wikilink, "Ask Ann.")].into(),
            [link(Target::Meeting(MeetingId::new("p1")), "ann", How::Wikilink, "Ann presents.")]
                .into(),
        ];
        assert_eq!(texts(&archive, "2017-06-12"), ["Ann presents."]);
        assert_eq!(texts(&archive, "2017-06-13"), ["Ask Ann.", "Ann presents."]);
    }
}
