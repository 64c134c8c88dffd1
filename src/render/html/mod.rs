//! Linked text in, HTML out: every byte that is not a tag of ours is escaped.

mod blocks;
mod escape;
mod inlines;
pub(crate) mod times;

pub(crate) use escape::id_of_words;
pub(crate) use escape::{escape, push_escaped, safe_url};

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use crate::{
    model::{Address, Archive, Owner, Prose, Reference, Target},
    render::Context,
    source::prose::{Block, BlockKind, Inline, InlineKind},
};

/// Where the text will stand, which decides how its links are written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Base<'a> {
    /// On its own page.
    Page(&'a Address),
    /// On another page than its own: its ids and footnotes stay at home, and its links to places
    /// of its own page lead there.
    Quoted {
        /// The page it is shown on.
        on: &'a Address,
        /// The page it belongs to.
        home: &'a Address,
    },
    /// Away from the site, in a feed or the open data: links are absolute.
    Absolute,
}

/// The HTML of blocks of text.
pub(crate) fn prose(ctx: &Context<'_>, blocks: &Prose, base: &Base<'_>) -> String {
    let mut writer = Writer::new(*ctx, *base);
    writer.expect(blocks);
    writer.blocks(blocks)
}

/// The HTML of a line of text.
pub(crate) fn words(ctx: &Context<'_>, words: &[Inline<Reference>], base: &Base<'_>) -> String {
    Writer::new(*ctx, *base).words(words)
}

/// The link from the base to an address of the site, escaped for an attribute.
pub(crate) fn href(ctx: &Context<'_>, address: &Address, base: &Base<'_>) -> String {
    match base {
        Base::Page(page) | Base::Quoted { on: page, .. } => escape(&address.relative_from(page)),
        Base::Absolute => escape(&address.absolute(ctx.base_url)),
    }
}

/// The address of a thing, where it has a page as of the day: an item that was opened later has
/// none yet.
pub(crate) fn address_of(ctx: &Context<'_>, target: &Target) -> Option<Address> {
    let (archive, registers) = (ctx.archive, ctx.registers);
    let is_there = match target {
        Target::Action(id) => registers.actions.contains_key(id),
        Target::Decision(id) => registers.decision_fates.contains_key(id),
        Target::Group(id) => archive.groups.contains_key(id),
        Target::Meeting(id) => archive.meetings.contains_key(id),
        Target::Person(id) => archive.people.contains_key(id),
        Target::Recommendation(id) => archive.recommendation(id).is_some(),
        Target::Set(id) => archive.sets.contains_key(id),
        Target::Team(id) => archive.teams.contains_key(id),
        Target::Briefing(id) => archive.briefings.contains_key(id),
        Target::Page(id) => archive.pages.contains_key(id),
    };
    is_there.then(|| Address::of(target))
}

/// The page of an owner's items, where there is one: groups always have theirs.
pub(crate) fn address_of_owner(ctx: &Context<'_>, owner: &Owner) -> Option<Address> {
    let is_there = ctx.registers.owners.contains_key(owner)
        || matches!(owner, Owner::Group(id) if ctx.archive.groups.contains_key(id));
    is_there.then(|| Address::of_owner(owner))
}

/// Writes the texts of one page; footnotes and tables are counted through all of them.
pub(crate) struct Writer<'a> {
    pub(super) ctx: Context<'a>,
    pub(super) base: Base<'a>,
    /// Footnotes that stand on this page, and those that something points to.
    notes: BTreeSet<String>,
    marked: BTreeSet<String>,
    /// The number of each footnote in order of its first mark, and its marks so far.
    numbers: BTreeMap<String, (usize, usize)>,
    told: BTreeSet<String>,
    labels: BTreeMap<String, usize>,
    /// The ids that were written, as none may stand twice on a page.
    given: BTreeSet<String>,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(ctx: Context<'a>, base: Base<'a>) -> Self {
        Self {
            ctx,
            base,
            notes: BTreeSet::new(),
            marked: BTreeSet::new(),
            numbers: BTreeMap::new(),
            told: BTreeSet::new(),
            labels: BTreeMap::new(),
            given: BTreeSet::new(),
        }
    }

    /// Takes note of a text that will be written, so that its footnotes and their marks know of
    /// each other wherever they stand on the page.
    pub(crate) fn expect(&mut self, blocks: &[Block<Reference>]) {
        if matches!(self.base, Base::Page(_)) {
            note_blocks(blocks, &mut self.notes, &mut self.marked);
        }
    }

    /// Whether an id is written for the first time on this page.
    pub(crate) fn gives(&mut self, id: &str) -> bool {
        self.given.insert(id.to_owned())
    }

    /// An id that was not written yet: itself, or with a number. Texts that were typed apart, as in
    /// an agenda of its own, know nothing of each other's.
    fn unlike_others<'i>(&mut self, id: &'i str) -> Cow<'i, str> {
        if !self.given.contains(id) {
            self.given.insert(id.to_owned());
            return Cow::Borrowed(id);
        }
        let mut numbered = (2..).map(|n| format!("{id}-{n}"));
        numbered.find(|id| self.given.insert(id.clone())).unwrap_or_default().into()
    }

    /// The HTML of blocks.
    pub(crate) fn blocks(&mut self, blocks: &[Block<Reference>]) -> String {
        let mut out = String::new();
        self.push_blocks(blocks, &mut out);
        out
    }

    /// The HTML of a line.
    pub(crate) fn words(&mut self, words: &[Inline<Reference>]) -> String {
        let mut out = String::new();
        self.push_inlines(words, &mut out);
        out
    }

    fn archive(&self) -> &'a Archive {
        self.ctx.archive
    }

    fn href(&self, address: &Address) -> String {
        href(&self.ctx, address, &self.base)
    }

    /// Whether ids are written: only where the text is at home.
    fn has_ids(&self) -> bool {
        matches!(self.base, Base::Page(_))
    }
}

fn note_blocks(
    blocks: &[Block<Reference>],
    notes: &mut BTreeSet<String>,
    marked: &mut BTreeSet<String>,
) {
    for block in blocks {
        if let BlockKind::Footnote { label, .. } = &block.kind {
            notes.insert(label.clone());
        }
        lines_of(&block.kind).for_each(|line| note_marks(line, marked));
        blocks_in(&block.kind).for_each(|blocks| note_blocks(blocks, notes, marked));
    }
}

/// The lines of a block itself, those of blocks within it aside.
fn lines_of(kind: &BlockKind<Reference>) -> Box<dyn Iterator<Item = &[Inline<Reference>]> + '_> {
    match kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
            Box::new(std::iter::once(content.as_slice()))
        }
        BlockKind::Table { head, rows, .. } => {
            let cells = head.iter().chain(rows.iter().flat_map(|row| &row.cells));
            Box::new(cells.map(|cell| cell.content.as_slice()))
        }
        BlockKind::Definitions(all) => Box::new(all.iter().map(|one| one.term.as_slice())),
        _ => Box::new(std::iter::empty()),
    }
}

/// The lists of blocks within a block.
fn blocks_in(kind: &BlockKind<Reference>) -> Box<dyn Iterator<Item = &[Block<Reference>]> + '_> {
    match kind {
        BlockKind::List { items, .. } => Box::new(items.iter().map(|item| item.blocks.as_slice())),
        BlockKind::Quote { blocks, .. } | BlockKind::Footnote { blocks, .. } => {
            Box::new(std::iter::once(blocks.as_slice()))
        }
        BlockKind::Definitions(all) => {
            Box::new(all.iter().flat_map(|one| &one.details).map(Vec::as_slice))
        }
        _ => Box::new(std::iter::empty()),
    }
}

fn note_marks(content: &[Inline<Reference>], marked: &mut BTreeSet<String>) {
    for inline in content {
        match &inline.kind {
            InlineKind::FootnoteMark(label) => {
                marked.insert(label.clone());
            }
            InlineKind::Styled(_, content) | InlineKind::Reference(_, content) => {
                note_marks(content, marked);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
