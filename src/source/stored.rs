//! Text put away: the text of meetings is most of an archive, and a stage reads one meeting's at a
//! time. In between it lies in a few stretches of memory instead of in hundreds of pieces, which
//! take several times the room; words that are as they were typed are in their file alone.

use std::sync::Arc;

use super::{
    FileId, Span,
    prose::{
        Admonition, Alignment, Block, BlockKind, Cell, Definition, Image, Inline, InlineKind, Item,
        Row, Style,
    },
};
use crate::text::{push_varint, take_varint};

/// The kinds of blocks and of inlines, as numbers.
mod tag {
    pub(super) const HEADING: u64 = 0;
    pub(super) const PARAGRAPH: u64 = 1;
    pub(super) const LIST: u64 = 2;
    pub(super) const TABLE: u64 = 3;
    pub(super) const CODE: u64 = 4;
    pub(super) const QUOTE: u64 = 5;
    pub(super) const FOOTNOTE: u64 = 6;
    pub(super) const DEFINITIONS: u64 = 7;
    pub(super) const HTML: u64 = 8;
    pub(super) const RULE: u64 = 9;

    pub(super) const TEXT: u64 = 0;
    pub(super) const CODE_SPAN: u64 = 1;
    pub(super) const STYLED: u64 = 2;
    pub(super) const REFERENCE: u64 = 3;
    pub(super) const IMAGE: u64 = 4;
    pub(super) const FOOTNOTE_MARK: u64 = 5;
    pub(super) const SOFT_BREAK: u64 = 6;
    pub(super) const HARD_BREAK: u64 = 7;
    pub(super) const TAG: u64 = 8;
    /// Text that is as it was typed.
    pub(super) const TYPED: u64 = 9;
}

const ALIGNMENTS: [Alignment; 4] =
    [Alignment::None, Alignment::Start, Alignment::Center, Alignment::End];

const ADMONITIONS: [Admonition; 5] = [
    Admonition::Note,
    Admonition::Tip,
    Admonition::Important,
    Admonition::Warning,
    Admonition::Caution,
];

const STYLES: [Style; 3] = [Style::Emphasis, Style::Strong, Style::Strikethrough];

/// Blocks of one file, put away.
#[derive(Clone, Debug)]
pub(crate) struct Stored<R> {
    file: FileId,
    /// What that file says.
    source: Arc<str>,
    /// Kinds, places and lengths in the order of the text, each as a number.
    shape: Box<[u8]>,
    /// All words that are not as they were typed, end to end.
    words: Box<str>,
    ids: Box<[Arc<str>]>,
    references: Box<[R]>,
}

impl<R> Stored<R> {
    /// Puts blocks away, which are all of one file, that says `source`.
    pub(crate) fn new(source: &Arc<str>, blocks: Vec<Block<R>>) -> Self {
        let file = blocks.first().map_or(FileId(0), |block| block.span.file);
        let mut packer = Packer::new(source);
        packer.list(blocks, Packer::block);
        let Packer { shape, words, ids, references, .. } = packer;
        Self {
            file,
            source: Arc::clone(source),
            shape: shape.into(),
            words: words.into(),
            ids: ids.into(),
            references: references.into(),
        }
    }

    /// The fragments by which its parts can be cited, in their order.
    pub(crate) fn ids(&self) -> &[Arc<str>] {
        &self.ids
    }
}

impl<R: Clone> Stored<R> {
    /// The blocks, as they were.
    pub(crate) fn blocks(&self) -> Vec<Block<R>> {
        let Self { file, source, shape, words, ids, references } = self;
        let ids = ids.iter();
        Unpacker { file: *file, source, shape, words, ids, references }.list(Unpacker::block)
    }

    /// What becomes of the blocks, which stays of the same file.
    pub(crate) fn map<S>(&self, change: impl FnOnce(Vec<Block<R>>) -> Vec<Block<S>>) -> Stored<S> {
        Stored::new(&self.source, change(self.blocks()))
    }
}

/// What was put away so far.
struct Packer<'s, R> {
    source: &'s str,
    shape: Vec<u8>,
    words: String,
    ids: Vec<Arc<str>>,
    references: Vec<R>,
}

impl<'s, R> Packer<'s, R> {
    fn new(source: &'s str) -> Self {
        let (shape, words) = (Vec::new(), String::new());
        Self { source, shape, words, ids: Vec::new(), references: Vec::new() }
    }

    fn number(&mut self, number: u64) {
        push_varint(number, &mut self.shape);
    }

    fn list<T>(&mut self, list: Vec<T>, put: fn(&mut Self, T)) {
        self.number(list.len() as u64);
        list.into_iter().for_each(|one| put(self, one));
    }

    fn maybe<T>(&mut self, one: Option<T>, put: impl FnOnce(&mut Self, T)) {
        self.number(one.is_some().into());
        if let Some(one) = one {
            put(self, one);
        }
    }

    fn span(&mut self, span: Span) {
        self.number(span.start.into());
        self.number(span.range().len() as u64);
    }

    fn words(&mut self, words: &str) {
        self.number(words.len() as u64);
        self.words.push_str(words);
    }

    fn tagged(&mut self, tag: u64, words: &str) {
        self.number(tag);
        self.words(words);
    }

    fn id(&mut self, id: Option<Arc<str>>) {
        self.maybe(id, |this, id| this.ids.push(id));
    }

    fn block(&mut self, block: Block<R>) {
        let Block { span, id, kind } = block;
        self.span(span);
        self.id(id);
        match kind {
            BlockKind::Heading { level, content } => {
                self.number(tag::HEADING);
                self.number(level.into());
                self.list(content, Self::inline);
            }
            BlockKind::Paragraph(content) => {
                self.number(tag::PARAGRAPH);
                self.list(content, Self::inline);
            }
            BlockKind::List { start, tight, items } => self.items(start, tight, items),
            BlockKind::Table { alignments, head, rows } => self.table(alignments, head, rows),
            BlockKind::Code { language, text } => {
                self.tagged(tag::CODE, &language);
                self.words(&text);
            }
            BlockKind::Quote { kind, blocks } => self.quote(kind, blocks),
            BlockKind::Footnote { label, blocks } => {
                self.tagged(tag::FOOTNOTE, &label);
                self.list(blocks, Self::block);
            }
            BlockKind::Definitions(definitions) => {
                self.number(tag::DEFINITIONS);
                self.list(definitions, Self::definition);
            }
            BlockKind::Html(text) => self.tagged(tag::HTML, &text),
            BlockKind::Rule => self.number(tag::RULE),
        }
    }

    fn quote(&mut self, kind: Option<Admonition>, blocks: Vec<Block<R>>) {
        self.number(tag::QUOTE);
        self.maybe(kind, |this, kind| this.number(kind as u64));
        self.list(blocks, Self::block);
    }

    fn items(&mut self, start: Option<u64>, tight: bool, items: Vec<Item<R>>) {
        self.number(tag::LIST);
        self.maybe(start, Self::number);
        self.number(tight.into());
        self.list(items, Self::item);
    }

    fn item(&mut self, item: Item<R>) {
        let Item { span, id, checked, blocks } = item;
        self.span(span);
        self.id(id);
        self.maybe(checked, |this, checked| this.number(checked.into()));
        self.list(blocks, Self::block);
    }

    fn table(&mut self, alignments: Vec<Alignment>, head: Vec<Cell<R>>, rows: Vec<Row<R>>) {
        self.number(tag::TABLE);
        self.list(alignments, |this, one| this.number(one as u64));
        self.list(head, Self::cell);
        self.list(rows, |this, row| {
            this.span(row.span);
            this.list(row.cells, Self::cell);
        });
    }

    fn cell(&mut self, cell: Cell<R>) {
        self.span(cell.span);
        self.list(cell.content, Self::inline);
    }

    fn definition(&mut self, definition: Definition<R>) {
        self.list(definition.term, Self::inline);
        self.list(definition.details, |this, blocks| this.list(blocks, Self::block));
    }

    fn inline(&mut self, inline: Inline<R>) {
        self.span(inline.span);
        match inline.kind {
            InlineKind::Text(text) if self.source.get(inline.span.range()) == Some(&text) => {
                self.number(tag::TYPED);
            }
            InlineKind::Text(text) => self.tagged(tag::TEXT, &text),
            InlineKind::Code(text) => self.tagged(tag::CODE_SPAN, &text),
            InlineKind::Styled(style, content) => {
                self.number(tag::STYLED);
                self.number(style as u64);
                self.list(content, Self::inline);
            }
            InlineKind::Reference(reference, content) => {
                self.number(tag::REFERENCE);
                self.references.push(*reference);
                self.list(content, Self::inline);
            }
            InlineKind::Image(image) => {
                let Image { reference, alt, title } = *image;
                self.references.push(reference);
                self.tagged(tag::IMAGE, &alt);
                self.words(&title);
            }
            InlineKind::FootnoteMark(label) => self.tagged(tag::FOOTNOTE_MARK, &label),
            InlineKind::SoftBreak => self.number(tag::SOFT_BREAK),
            InlineKind::HardBreak => self.number(tag::HARD_BREAK),
            InlineKind::Html(text) => self.tagged(tag::TAG, &text),
        }
    }
}

/// What is yet to be read of a text, in the order in which it was put away.
struct Unpacker<'p, R> {
    file: FileId,
    source: &'p str,
    shape: &'p [u8],
    words: &'p str,
    ids: std::slice::Iter<'p, Arc<str>>,
    references: &'p [R],
}

impl<R: Clone> Unpacker<'_, R> {
    fn number(&mut self) -> u64 {
        take_varint(&mut self.shape)
    }

    fn length(&mut self) -> usize {
        usize::try_from(self.number()).unwrap_or_default()
    }

    fn list<T>(&mut self, take: fn(&mut Self) -> T) -> Vec<T> {
        (0..self.length()).map(|_| take(self)).collect()
    }

    fn maybe<T>(&mut self, take: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.number() > 0).then(|| take(self))
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.length()]
    }

    fn span(&mut self) -> Span {
        let start = self.length();
        Span::new(self.file, start..start + self.length())
    }

    fn words(&mut self) -> String {
        let (words, rest) = self.words.split_at(self.length());
        self.words = rest;
        words.to_owned()
    }

    fn id(&mut self) -> Option<Arc<str>> {
        self.maybe(|this| this.ids.next().cloned()).flatten()
    }

    fn reference(&mut self) -> R {
        let (first, rest) = (self.references[0].clone(), &self.references[1..]);
        self.references = rest;
        first
    }

    fn block(&mut self) -> Block<R> {
        Block { span: self.span(), id: self.id(), kind: self.block_kind() }
    }

    fn block_kind(&mut self) -> BlockKind<R> {
        match self.number() {
            tag::HEADING => {
                let level = u8::try_from(self.number()).unwrap_or(u8::MAX);
                BlockKind::Heading { level, content: self.list(Self::inline) }
            }
            tag::PARAGRAPH => BlockKind::Paragraph(self.list(Self::inline)),
            tag::LIST => BlockKind::List {
                start: self.maybe(Self::number),
                tight: self.number() > 0,
                items: self.list(Self::item),
            },
            tag::TABLE => BlockKind::Table {
                alignments: self.list(|this| this.one_of(&ALIGNMENTS)),
                head: self.list(Self::cell),
                rows: self.list(Self::row),
            },
            tag::CODE => BlockKind::Code { language: self.words(), text: self.words() },
            tag::QUOTE => BlockKind::Quote {
                kind: self.maybe(|this| this.one_of(&ADMONITIONS)),
                blocks: self.list(Self::block),
            },
            tag::FOOTNOTE => {
                BlockKind::Footnote { label: self.words(), blocks: self.list(Self::block) }
            }
            tag::DEFINITIONS => BlockKind::Definitions(self.list(Self::definition)),
            tag::HTML => BlockKind::Html(self.words()),
            _ => BlockKind::Rule,
        }
    }

    fn item(&mut self) -> Item<R> {
        Item {
            span: self.span(),
            id: self.id(),
            checked: self.maybe(|this| this.number() > 0),
            blocks: self.list(Self::block),
        }
    }

    fn row(&mut self) -> Row<R> {
        Row { span: self.span(), cells: self.list(Self::cell) }
    }

    fn cell(&mut self) -> Cell<R> {
        Cell { span: self.span(), content: self.list(Self::inline) }
    }

    fn definition(&mut self) -> Definition<R> {
        let term = self.list(Self::inline);
        Definition { term, details: self.list(|this| this.list(Self::block)) }
    }

    fn inline(&mut self) -> Inline<R> {
        let span = self.span();
        Inline { span, kind: self.inline_kind(span) }
    }

    fn inline_kind(&mut self, span: Span) -> InlineKind<R> {
        match self.number() {
            tag::TYPED => InlineKind::Text(self.source[span.range()].to_owned()),
            tag::TEXT => InlineKind::Text(self.words()),
            tag::CODE_SPAN => InlineKind::Code(self.words()),
            tag::STYLED => InlineKind::Styled(self.one_of(&STYLES), self.list(Self::inline)),
            tag::REFERENCE => {
                InlineKind::Reference(self.reference().into(), self.list(Self::inline))
            }
            tag::IMAGE => {
                let (reference, alt, title) = (self.reference(), self.words(), self.words());
                InlineKind::Image(Image { reference, alt, title }.into())
            }
            tag::FOOTNOTE_MARK => InlineKind::FootnoteMark(self.words()),
            tag::HARD_BREAK => InlineKind::HardBreak,
            tag::TAG => InlineKind::Html(self.words()),
            _ => InlineKind::SoftBreak,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        diagnostic::Sink,
        source::prose::{Written, plain_blocks},
        syntax::markdown,
    };

    /// Something of every kind.
    const TEXT: &str = r#"
## Report of the chair {#report}

Laurin **agreed** with *Žarko*, ~~not~~ with `[[about]]`[^1], see [[about|the page]]\
and ![a map](map.png "Where we met") <br> of
the place.

7. Budget
8. Travel

   - [x] booked
   - [ ] paid

| Who | Days | Rest |
|:----|:----:|-----:|
| Ana | 3    | [x](https://example.org "why") |

> [!WARNING]
> Not yet approved.

Quorum
: Half of the members.
: And the chair.

```text
as it stands
```

<aside>raw</aside>

---

[^1]: As ever.
"#;

    fn parsed(text: &str) -> Vec<Block<Written>> {
        markdown::parse(text, FileId(3), 0..text.len(), &mut Sink::default())
    }

    #[test]
    fn text_of_every_kind_is_as_it_was() {
        let blocks = parsed(TEXT);
        let stored = Stored::new(&TEXT.into(), blocks.clone());
        assert_eq!(stored.blocks(), blocks);
        let kinds: Vec<_> =
            blocks.iter().map(|block| std::mem::discriminant(&block.kind)).collect();
        assert_eq!(kinds.len(), 10, "{blocks:#?}");
    }

    #[test]
    fn ids_are_in_order_and_shared() {
        let stored = Stored::new(&TEXT.into(), parsed(TEXT));
        let first = stored.blocks().remove(0).id.unwrap();
        assert_eq!(&*first, "report");
        assert!(Arc::ptr_eq(&first, &stored.ids()[0]));
    }

    #[test]
    fn text_without_blocks_is_empty() {
        assert_eq!(plain_blocks(&Stored::new(&"".into(), parsed("")).blocks()), "");
    }
}
