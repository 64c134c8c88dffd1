//! Fragments by which the parts of a page can be cited.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use crate::{
    source::prose::{Block, BlockKind, Item, Written, plain, plain_blocks},
    text::github,
};

/// The fragments of one page: each is given once.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    taken: HashSet<Arc<str>>,
    /// How often each was wanted, so that a word wanted a thousand times is not tried a thousand
    /// times each.
    repeats: HashMap<Arc<str>, usize>,
}

impl Anchors {
    /// The fragment wanted, or with `-1`, `-2`… where it is taken, as GitHub does for headings.
    pub(crate) fn take(&mut self, wanted: &str) -> Arc<str> {
        self.take_from(wanted, 1)
    }

    fn take_from(&mut self, wanted: &str, first: usize) -> Arc<str> {
        let wanted: Arc<str> = wanted.into();
        let mut n = self.repeats.get(&wanted).copied().unwrap_or(first);
        let mut given = wanted.clone();
        while self.taken.contains(&given) {
            given = format!("{wanted}-{n}").into();
            n += 1;
        }
        self.repeats.insert(wanted, n);
        self.taken.insert(given.clone());
        given
    }
}

/// Gives every heading, paragraph and list item of a page its fragment. Those of headings are
/// theirs or GitHub's; those of others come from their own words, so that they stay when other
/// parts change.
pub(crate) fn give(blocks: &mut [Block<Written>]) {
    let mut anchors = Anchors::default();
    headings(blocks, &mut anchors);
    others(blocks, &mut anchors);
}

fn headings(blocks: &mut [Block<Written>], anchors: &mut Anchors) {
    for block in blocks {
        let BlockKind::Heading { content, .. } = &block.kind else { continue };
        let slug = match &block.id {
            Some(id) => id.to_string(),
            None => github(&plain(content)),
        };
        block.id = Some(anchors.take(if slug.is_empty() { "section" } else { &slug }));
    }
}

fn others(blocks: &mut [Block<Written>], anchors: &mut Anchors) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Paragraph(content) => block.id = by_words(&plain(content), anchors),
            BlockKind::List { items, .. } => {
                items.iter_mut().for_each(|item| of_item(item, anchors))
            }
            BlockKind::Quote { blocks, .. } | BlockKind::Footnote { blocks, .. } => {
                others(blocks, anchors)
            }
            BlockKind::Definitions(definitions) => {
                definitions
                    .iter_mut()
                    .flat_map(|one| &mut one.details)
                    .for_each(|detail| others(detail, anchors));
            }
            _ => {}
        }
    }
}

/// An item's own words are those of its first block; that needs no fragment beside the item's.
fn of_item(item: &mut Item<Written>, anchors: &mut Anchors) {
    let words = plain_blocks(&item.blocks[..item.blocks.len().min(1)]);
    item.id = by_words(&words, anchors);
    let is_text =
        item.blocks.first().is_some_and(|block| matches!(block.kind, BlockKind::Paragraph(_)));
    others(&mut item.blocks[usize::from(is_text)..], anchors);
}

fn by_words(words: &str, anchors: &mut Anchors) -> Option<Arc<str>> {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    (!words.is_empty()).then(|| anchors.take_from(&format!("p-{}", digest(&words)), 2))
}

/// Eight letters and digits of FNV-1a: short enough to cite, and the same for ever.
fn digest(words: &str) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let hash = words.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (0..8)
        .map(|n| char::from(LETTERS[usize::try_from((hash >> (5 * n)) & 31).unwrap_or(0)]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fragment_is_given_once() {
        let mut anchors = Anchors::default();
        let given =
            ["notes", "notes", "notes-1", "notes"].map(|wanted| anchors.take(wanted).to_string());
        assert_eq!(given, ["notes", "notes-1", "notes-1-1", "notes-2"]);
    }

    #[test]
    fn the_digest_of_words_is_fixed_for_ever() {
        assert_eq!(digest("the call opened at 06:00 utc."), "gxaabrmb");
    }
}
