//! Items of a list of decisions.

use super::{
    is_none,
    line::{cut_mark, lines},
};
use crate::{
    content::written::{DecisionItem, Text},
    source::prose::{Block, BlockKind, InlineKind, Item, Written, plain_blocks},
};

/// An item; none where it says that there was none.
pub(super) fn of_item(mut item: Item<Written>) -> Option<DecisionItem> {
    if is_none(&plain_blocks(&item.blocks)) {
        return None;
    }
    let mark = item.blocks.first_mut().and_then(mark);
    let mut decision = DecisionItem {
        span: item.blocks.first().map_or(item.span, |block| block.span),
        id: None,
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

/// `{#…}` at the end of the first paragraph, or of its first line.
fn mark(block: &mut Block<Written>) -> Option<Text> {
    let BlockKind::Paragraph(content) = &mut block.kind else { return None };
    if let Some(mark) = cut_mark(content) {
        return Some(mark);
    }
    let mut all = lines(std::mem::take(content));
    let mark = all.first_mut().and_then(cut_mark);
    *content = joined(all);
    mark
}

fn joined(lines: Vec<super::line::Line>) -> super::line::Line {
    let mut content = Vec::new();
    for line in lines {
        if let Some(first) = line.first().filter(|_| !content.is_empty()) {
            content.push(crate::source::prose::Inline {
                span: first.span.part(0..0),
                kind: InlineKind::SoftBreak,
            });
        }
        content.extend(line);
    }
    content
}

/// `D15-1 replaces=D12-2 amends=D9-1,D9-2`
fn take_mark(decision: &mut DecisionItem, mark: &Text) {
    for (at, word) in mark.value.split_whitespace().enumerate() {
        let start = word.as_ptr() as usize - mark.value.as_ptr() as usize;
        let Some((key, targets)) = word.split_once('=') else {
            if at == 0 {
                decision.id = Some(part(mark, start, word));
            }
            continue;
        };
        let list = match key {
            "replaces" => &mut decision.replaces,
            "amends" => &mut decision.amends,
            "clarifies" => &mut decision.clarifies,
            _ => continue,
        };
        let of = |target: &str| {
            part(
                mark,
                target.as_ptr() as usize - mark.value.as_ptr() as usize,
                target.trim_start_matches('#'),
            )
        };
        list.extend(targets.split(',').map(str::trim).filter(|target| !target.is_empty()).map(of));
    }
}

fn part(mark: &Text, start: usize, word: &str) -> Text {
    let is_verbatim = mark.span.range().len() == mark.value.len();
    let span = if is_verbatim { mark.span.part(start..start + word.len()) } else { mark.span };
    Text::new(word.to_owned(), span)
}
