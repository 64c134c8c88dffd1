//! Items of a list of decisions.

use super::{
    is_none,
    line::{cut_mark, is_break},
};
use crate::{
    content::written::{DecisionItem, Text},
    model::IdSlot,
    source::prose::{Block, BlockKind, Item, Written, plain_blocks},
    syntax::inline::words,
};

/// An item; none where it says that there was none.
pub(super) fn of_item(mut item: Item<Written>) -> Option<DecisionItem> {
    if is_none(&all_words(&item)) {
        return None;
    }
    let id_slot = match item.blocks.first() {
        Some(Block { kind: BlockKind::Paragraph(_), span, .. }) => IdSlot::Mark(*span),
        _ => IdSlot::None,
    };
    let mark = item.blocks.first_mut().and_then(mark);
    let mut decision = DecisionItem {
        span: item.blocks.first().map_or(item.span, |block| block.span),
        id: None,
        id_slot: if mark.is_some() { IdSlot::None } else { id_slot },
        replaces: Vec::new(),
        amends: Vec::new(),
        clarifies: Vec::new(),
        text: item.blocks,
    };
    if let Some(mark) = mark {
        take_mark(&mut decision, &mark);
    }
    Some(decision)
}

/// The words of an item, which may be a wikilink alone.
fn all_words(item: &Item<Written>) -> String {
    match item.blocks.as_slice() {
        [Block { kind: BlockKind::Paragraph(content), .. }] => words(content),
        blocks => plain_blocks(blocks),
    }
}

/// `{#…}` at the end of the first paragraph, or of its first line.
fn mark(block: &mut Block<Written>) -> Option<Text> {
    let BlockKind::Paragraph(content) = &mut block.kind else { return None };
    if let Some(mark) = cut_mark(content) {
        return Some(mark);
    }
    let rest = content.split_off(content.iter().position(is_break).unwrap_or(content.len()));
    let mark = cut_mark(content);
    content.extend(rest);
    mark
}

/// `D15-1 replaces=D12-2 amends=D9-1,D9-2`: the words after a key are its.
fn take_mark(decision: &mut DecisionItem, mark: &Text) {
    let mut open: Option<&str> = None;
    for (at, word) in mark.value.split_whitespace().enumerate() {
        let (key, targets) = match (word.split_once('='), open) {
            (Some((key, targets)), _) => (key, targets),
            (None, Some(key)) => (key, word),
            (None, None) if at == 0 => {
                decision.id = Some(part(mark, word.trim_end_matches(',')));
                continue;
            }
            (None, None) => continue,
        };
        open = Some(key);
        let list = match key {
            "replaces" => &mut decision.replaces,
            "amends" => &mut decision.amends,
            "clarifies" => &mut decision.clarifies,
            _ => continue,
        };
        let targets = targets.split(',').map(|target| target.trim_start_matches('#'));
        list.extend(targets.filter(|target| !target.is_empty()).map(|target| part(mark, target)));
    }
}

/// A word of a mark, with its place.
fn part(mark: &Text, word: &str) -> Text {
    let start = (word.as_ptr() as usize).saturating_sub(mark.value.as_ptr() as usize);
    let is_verbatim = mark.span.range().len() == mark.value.len();
    let span = if is_verbatim { mark.span.part(start..start + word.len()) } else { mark.span };
    Text::new(word.to_owned(), span)
}
