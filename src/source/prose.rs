//! Text with structure and places: what Markdown becomes before anything is looked up in it, and
//! after.
//!
//! The tree is one type for both stages; what differs is a reference. While it is only written,
//! that is a [`Written`] destination; once linked, it is what the archive found there
//! (`model::Reference`).

use std::sync::Arc;

use super::Span;

/// A block of text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Block<R> {
    /// The source it was read from.
    pub span: Span,
    /// The fragment by which it can be cited; made from its own words alone, so that it stays
    /// when other parts of the page change. Unique in its page.
    pub id: Option<Arc<str>>,
    /// What it is.
    pub kind: BlockKind<R>,
}

/// The kinds of block.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum BlockKind<R> {
    /// A heading; level 1 to 6.
    Heading { level: u8, content: Vec<Inline<R>> },
    /// A paragraph.
    Paragraph(Vec<Inline<R>>),
    /// A list; `start` is the first number of an ordered one. Items of a tight list hold their
    /// text as a paragraph that is shown without `<p>`.
    List { start: Option<u64>, tight: bool, items: Vec<Item<R>> },
    /// A table; every row has as many cells as the head.
    Table { alignments: Vec<Alignment>, head: Vec<Cell<R>>, rows: Vec<Row<R>> },
    /// Code, as it stands.
    Code { language: String, text: String },
    /// A quotation, or an admonition (`> [!NOTE]`).
    Quote { kind: Option<Admonition>, blocks: Vec<Block<R>> },
    /// The text of a footnote.
    Footnote { label: String, blocks: Vec<Block<R>> },
    /// A definition list.
    Definitions(Vec<Definition<R>>),
    /// Raw HTML, which is shown as text.
    Html(String),
    /// A thematic break.
    Rule,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item<R> {
    /// From its marker to its end.
    pub span: Span,
    /// As for [`Block::id`].
    pub id: Option<Arc<str>>,
    /// A task's box, where it has one.
    pub checked: Option<bool>,
    /// What it holds.
    pub blocks: Vec<Block<R>>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row<R> {
    /// The whole row.
    pub span: Span,
    /// Its cells, as many as the head has.
    pub cells: Vec<Cell<R>>,
}

/// A cell of a table; a cell that is not there has an empty span at the row's end.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cell<R> {
    /// The text of the cell without the white space around it.
    pub span: Span,
    /// Its text.
    pub content: Vec<Inline<R>>,
}

/// A term and what it means.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Definition<R> {
    /// The term.
    pub term: Vec<Inline<R>>,
    /// What it means, in one or more ways.
    pub details: Vec<Vec<Block<R>>>,
}

/// How the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alignment {
    /// Not said.
    None,
    /// At the start of the line.
    Start,
    /// In the middle.
    Center,
    /// At the end of the line.
    End,
}

/// The admonitions that GitHub has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Admonition {
    /// `[!NOTE]`
    Note,
    /// `[!TIP]`
    Tip,
    /// `[!IMPORTANT]`
    Important,
    /// `[!WARNING]`
    Warning,
    /// `[!CAUTION]`
    Caution,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Inline<R> {
    /// The source it was read from.
    pub span: Span,
    /// What it is.
    pub kind: InlineKind<R>,
}

/// The kinds of inline.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum InlineKind<R> {
    /// Plain text, entities and escapes resolved.
    Text(String),
    /// Code.
    Code(String),
    /// Text set apart.
    Styled(Style, Vec<Inline<R>>),
    /// A link, and the text that is shown for it. Apart, as nearly all pieces are plain text.
    Reference(Box<R>, Vec<Inline<R>>),
    /// A picture.
    Image(Box<Image<R>>),
    /// The mark of a footnote.
    FootnoteMark(String),
    /// A line end in the source.
    SoftBreak,
    /// A line end that is meant.
    HardBreak,
    /// A tag of raw HTML, which is shown as text.
    Html(String),
}

/// A picture within a line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Image<R> {
    /// Where it is.
    pub reference: R,
    /// What it shows, in words.
    pub alt: String,
    /// What is said beside it.
    pub title: String,
}

/// How text is set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// `*…*`
    Emphasis,
    /// `**…**`
    Strong,
    /// `~~…~~`
    Strikethrough,
}

/// A reference as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// A Markdown link: its destination and title, and where the text defines them if that is
    /// elsewhere: `[label]: destination`.
    Link { destination: String, title: String, defined_at: Option<Span> },
    /// `[[target|label]]`: what stands before the bar. Without a label the content is empty.
    Wikilink(String),
}

impl<R> Inline<R> {
    /// Adds the words of this piece to `out`, without marks.
    fn push_plain(&self, out: &mut String) {
        match &self.kind {
            InlineKind::Text(text) | InlineKind::Code(text) | InlineKind::Html(text) => {
                out.push_str(text)
            }
            InlineKind::Styled(_, content) | InlineKind::Reference(_, content) => {
                content.iter().for_each(|inline| inline.push_plain(out));
            }
            InlineKind::Image(image) => out.push_str(&image.alt),
            InlineKind::FootnoteMark(_) => {}
            InlineKind::SoftBreak | InlineKind::HardBreak => out.push(' '),
        }
    }
}

/// Whether two lines are the same but for the places that they were read from.
pub(crate) fn read_alike<R: PartialEq>(one: &[Inline<R>], other: &[Inline<R>]) -> bool {
    let mut pairs = one.iter().zip(other);
    let is_alike = |(one, other): (&Inline<R>, &Inline<R>)| match (&one.kind, &other.kind) {
        (InlineKind::Styled(style, one), InlineKind::Styled(same, other)) => {
            style == same && read_alike(one, other)
        }
        (InlineKind::Reference(to, one), InlineKind::Reference(same, other)) => {
            to == same && read_alike(one, other)
        }
        (one, other) => one == other,
    };
    one.len() == other.len() && pairs.all(is_alike)
}

/// The words of a line without its marks: `**Draft** of [[about]]` is `Draft of ` and the link's
/// label; an unlinked wikilink without a label has no words yet.
pub(crate) fn plain<R>(content: &[Inline<R>]) -> String {
    let mut out = String::with_capacity(about(content));
    content.iter().for_each(|inline| inline.push_plain(&mut out));
    out
}

/// About how many bytes the words of a line have.
pub(crate) fn about<R>(content: &[Inline<R>]) -> usize {
    let bytes = |inline: &Inline<R>| match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => text.len(),
        _ => inline.span.range().len(),
    };
    content.iter().map(bytes).sum()
}

/// The words of blocks, a line a block.
pub(crate) fn plain_blocks<R>(blocks: &[Block<R>]) -> String {
    let mut lines = Vec::new();
    push_lines(blocks, &mut lines);
    lines.join("\n")
}

fn push_lines<R>(blocks: &[Block<R>], lines: &mut Vec<String>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                lines.push(plain(content))
            }
            BlockKind::List { items, .. } => {
                items.iter().for_each(|item| push_lines(&item.blocks, lines))
            }
            BlockKind::Table { head, rows, .. } => {
                lines.push(plain_cells(head));
                lines.extend(rows.iter().map(|row| plain_cells(&row.cells)));
            }
            BlockKind::Code { text, .. } | BlockKind::Html(text) => lines.push(text.clone()),
            BlockKind::Quote { blocks, .. } | BlockKind::Footnote { blocks, .. } => {
                push_lines(blocks, lines)
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    lines.push(plain(&definition.term));
                    definition.details.iter().for_each(|detail| push_lines(detail, lines));
                }
            }
            BlockKind::Rule => {}
        }
    }
}

fn plain_cells<R>(cells: &[Cell<R>]) -> String {
    cells.iter().map(|cell| plain(&cell.content)).collect::<Vec<_>>().join(" · ")
}
