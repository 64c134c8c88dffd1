//! Fragments by which the parts of a page can be cited.

use std::sync::Arc;

use hashbrown::{HashMap, HashSet};

use crate::{
    source::prose::{Block, BlockKind, Inline, Item, Written, plain_blocks},
    syntax::inline::words,
    text::github,
};

/// The fragments of one page: each is given once.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    taken: HashSet<Arc<str>>,
    /// How often those were wanted that are wanted again, so that a word wanted a thousand times is not tried a thousand
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
        if self.taken.insert(Arc::clone(&wanted)) {
            return wanted;
        }
        let n = self.repeats.entry(Arc::clone(&wanted)).or_insert(first);
        loop {
            let given: Arc<str> = format!("{wanted}-{n}").into();
            *n += 1;
            if self.taken.insert(Arc::clone(&given)) {
                return given;
            }
        }
    }
}

/// Gives every heading, paragraph and list item of a page its fragment. Those of headings are
/// theirs or GitHub's; those of others come from their own words, so that they stay when other
/// parts change.
pub(crate) fn give(blocks: &mut [Block<Written>]) {
    let mut anchors = Anchors::default();
    // what a person wrote stays as written, wherever it stands
    each(blocks, &mut |part| given(part, &mut anchors));
    each(blocks, &mut |part| heading(part, &mut anchors));
    each(blocks, &mut |part| by_own_words(part, &mut anchors));
}

/// A part of a page that can be cited.
enum Part<'a> {
    Heading(&'a mut Option<Arc<str>>, &'a [Inline<Written>]),
    Paragraph(&'a mut Option<Arc<str>>, &'a [Inline<Written>]),
    Item(&'a mut Item<Written>),
}

/// Visits every part, in order of place.
fn each(blocks: &mut [Block<Written>], visit: &mut dyn FnMut(Part<'_>)) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Heading { content, .. } => visit(Part::Heading(&mut block.id, content)),
            BlockKind::Paragraph(content) => visit(Part::Paragraph(&mut block.id, content)),
            BlockKind::List { items, .. } => {
                for item in items {
                    visit(Part::Item(item));
                    let below = usize::from(begins_with_text(item));
                    each(&mut item.blocks[below..], visit);
                }
            }
            BlockKind::Quote { blocks, .. } | BlockKind::Footnote { blocks, .. } => {
                each(blocks, visit);
            }
            BlockKind::Definitions(definitions) => {
                let details = definitions.iter_mut().flat_map(|one| &mut one.details);
                details.for_each(|detail| each(detail, visit));
            }
            _ => {}
        }
    }
}

/// An item's first paragraph needs no fragment beside the item's.
fn begins_with_text(item: &Item<Written>) -> bool {
    item.blocks.first().is_some_and(|block| matches!(block.kind, BlockKind::Paragraph(_)))
}

fn given(part: Part<'_>, anchors: &mut Anchors) {
    if let Part::Heading(id, _) = part {
        *id = id.take().map(|id| anchors.take(&id));
    }
}

fn heading(part: Part<'_>, anchors: &mut Anchors) {
    if let Part::Heading(id, content) = part {
        id.get_or_insert_with(|| {
            let slug = github(&words(content));
            anchors.take(if slug.is_empty() { "section" } else { &slug })
        });
    }
}

fn by_own_words(part: Part<'_>, anchors: &mut Anchors) {
    match part {
        Part::Heading(..) => {}
        Part::Paragraph(id, content) => *id = Some(by_words(&words(content), anchors)),
        Part::Item(item) => {
            // its own words are those of its first block
            let words = match item.blocks.first() {
                Some(Block { kind: BlockKind::Paragraph(content), .. }) => words(content),
                Some(first) => plain_blocks(std::slice::from_ref(first)),
                None => String::new(),
            };
            item.id = Some(by_words(&words, anchors));
        }
    }
}

/// `p-` and a digest of the words, space and case aside; and without a mark such as `{#P15-4}`,
/// so that giving an item its id moves nothing.
fn by_words(words: &str, anchors: &mut Anchors) -> Arc<str> {
    let words = words.trim_end();
    let mark = words.rfind("{#").filter(|_| words.ends_with('}'));
    let mut plain = String::with_capacity(words.len());
    for word in words[..mark.unwrap_or(words.len())].split_whitespace() {
        plain.push_str(if plain.is_empty() { "" } else { " " });
        plain.push_str(word);
    }
    if plain.is_ascii() {
        plain.make_ascii_lowercase();
    } else {
        plain = plain.to_lowercase();
    }
    anchors.take_from(&digest(&plain), 2)
}

/// `p-` and eight letters and digits of FNV-1a: short enough to cite, and the same for ever.
fn digest(words: &str) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let hash = words.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let letters =
        (0..8).map(|n| char::from(LETTERS[usize::try_from((hash >> (5 * n)) & 31).unwrap_or(0)]));
    let mut digest = String::with_capacity(10);
    digest.push_str("p-");
    digest.extend(letters);
    digest
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
        assert_eq!(digest("the call opened at 06:00 utc."), "p-gxaabrmb");
    }
}
