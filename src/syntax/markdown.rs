//! Markdown into trees of [`Block`]s with places: CommonMark with tables, strikethrough, task
//! lists, footnotes, definition lists, heading ids, admonitions, wikilinks and bare addresses.
//!
//! 1. [`pulldown_cmark`] makes events of the text.
//! 2. [`Builder`] makes a tree of the events; raw HTML stays text, and is told.
//! 3. [`inline::refine`](super::inline) finds wikilinks and bare addresses in the text.
//! 4. [`anchor::give`](super::anchor) gives the parts their fragments.

use std::{collections::HashMap, ops::Range};

use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd,
};

use super::{
    anchor,
    html::{self, Elements},
    inline::{self, Piece},
    places::Places,
    silence,
    url::is_allowed_url,
};
use crate::{
    diagnostic::{Diagnostic, Silence, Sink, code},
    source::{
        FileId, Span,
        prose::{
            Admonition, Alignment, Block, BlockKind, Cell, Definition, Image, Inline, InlineKind,
            Item, Row, Style, Written,
        },
    },
};

/// What is nested deeper than this is shown without its nesting.
const DEEPEST: usize = 48;

/// The Markdown of `text[range]`, a part of a whole file.
pub(crate) fn parse(
    text: &str,
    file: FileId,
    range: Range<usize>,
    sink: &mut Sink,
) -> Vec<Block<Written>> {
    let places = Places::Verbatim { file, offset: range.start };
    blocks(text.get(range).unwrap_or_default(), places, sink)
}

/// The Markdown of a TOML text found at `span`.
pub(crate) fn parse_at(text: &str, span: Span, sink: &mut Sink) -> Vec<Block<Written>> {
    blocks(text, Places::in_quotes(text, span), sink)
}

/// The same of a text of one line; what stands after a first paragraph is left out.
pub(crate) fn parse_line(text: &str, span: Span, sink: &mut Sink) -> Vec<Inline<Written>> {
    let blocks = parse_at(text, span, sink);
    let as_it_stands = || vec![Inline { span, kind: InlineKind::Text(text.trim().to_owned()) }];
    match <[_; 1]>::try_from(blocks) {
        Ok([Block { kind: BlockKind::Paragraph(content), .. }]) => content,
        // a title such as "1. Welcome" or "# 5" is no list and no heading
        _ => as_it_stands(),
    }
}

fn blocks(text: &str, places: Places, sink: &mut Sink) -> Vec<Block<Written>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM;
    let mut builder = Builder {
        text,
        places,
        sink,
        frames: vec![Frame::new(Open::Root, 0..text.len())],
        elements: Elements::default(),
        skipped: 0,
        link_places: HashMap::new(),
    };
    let events = Parser::new_ext(text, options).into_offset_iter();
    let definitions = events.reference_definitions().iter();
    builder.link_places =
        definitions.map(|(label, link)| (same_label(label), link.span.clone())).collect();
    for (event, range) in events {
        builder.event(event, range);
    }
    let mut blocks = builder.finish();
    anchor::give(&mut blocks);
    blocks
}

/// A label of a link as labels are compared: without regard to case or the amount of white space.
fn same_label(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// What is open while events come in.
enum Open {
    Root,
    Paragraph,
    Heading(u8, Option<String>),
    Quote(Option<Admonition>),
    Code(String),
    Html,
    List(Option<u64>),
    Item,
    Footnote(String),
    Definitions,
    Term,
    Detail,
    Table(Vec<Alignment>),
    Head,
    Row,
    Cell,
    Styled(Style),
    Link(Written),
    /// A link whose scheme is not allowed: its text stays.
    BrokenLink,
    Image(Written, String),
}

/// Something open, and what it holds so far.
struct Frame {
    open: Open,
    range: Range<usize>,
    blocks: Vec<Block<Written>>,
    inlines: Vec<Inline<Written>>,
    pieces: Vec<Piece>,
    items: Vec<Item<Written>>,
    rows: Vec<Row<Written>>,
    cells: Vec<Cell<Written>>,
    definitions: Vec<Definition<Written>>,
    text: String,
    checked: Option<bool>,
    is_loose: bool,
    /// What comments silence in the next block.
    silences: Vec<Silence>,
}

impl Frame {
    fn new(open: Open, range: Range<usize>) -> Self {
        Self {
            open,
            range,
            blocks: Vec::new(),
            inlines: Vec::new(),
            pieces: Vec::new(),
            items: Vec::new(),
            rows: Vec::new(),
            cells: Vec::new(),
            definitions: Vec::new(),
            text: String::new(),
            checked: None,
            is_loose: false,
            silences: Vec::new(),
        }
    }

    /// Gives back the room that nothing came into: most lists are of one or two, and a text is in
    /// memory for as long as the build takes.
    fn give_back(&mut self) {
        self.blocks.shrink_to_fit();
        self.inlines.shrink_to_fit();
        self.items.shrink_to_fit();
        self.rows.shrink_to_fit();
        self.cells.shrink_to_fit();
    }
}

struct Builder<'a> {
    text: &'a str,
    places: Places,
    sink: &'a mut Sink,
    frames: Vec<Frame>,
    elements: Elements,
    /// How many open tags have no frame, being too deep.
    skipped: usize,
    /// Where the links of references are defined, by their labels.
    link_places: HashMap<String, Range<usize>>,
}

impl Builder<'_> {
    fn finish(mut self) -> Vec<Block<Written>> {
        while self.frames.len() > 1 {
            self.close();
        }
        self.flush();
        let Some(root) = self.frames.pop() else { return Vec::new() };
        root.silences.into_iter().for_each(|silence| self.sink.silence(silence));
        root.blocks
    }

    fn top(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::new(Open::Root, 0..self.text.len()));
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(end),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text, range);
            }
            Event::Code(code) => self.inline(InlineKind::Code(code.to_string()), range),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html, range),
            Event::FootnoteReference(label) => {
                self.inline(InlineKind::FootnoteMark(label.to_string()), range)
            }
            Event::SoftBreak => self.inline(InlineKind::SoftBreak, range),
            Event::HardBreak => self.inline(InlineKind::HardBreak, range),
            Event::Rule => self.block(BlockKind::Rule, range),
            Event::TaskListMarker(is_checked) => self.check(is_checked),
        }
    }

    /// The box of a task stands in the item, or in the item's first paragraph.
    fn check(&mut self, is_checked: bool) {
        let mut frames = self.frames.iter_mut().rev();
        if let Some(item) = frames.find(|frame| matches!(frame.open, Open::Item)) {
            item.checked = Some(is_checked);
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if self.skipped > 0 || self.frames.len() > DEEPEST && !is_within(&tag) {
            self.skipped += 1;
            return;
        }
        let open = self.open(tag, &range);
        if is_block(&open) {
            self.flush();
        }
        self.frames.push(Frame::new(open, range));
    }

    fn open(&mut self, tag: Tag<'_>, range: &Range<usize>) -> Open {
        match tag {
            Tag::Paragraph | Tag::MetadataBlock(_) => Open::Paragraph,
            Tag::Heading { level, id, .. } => {
                Open::Heading(level as u8, id.map(|id| id.to_string()))
            }
            Tag::BlockQuote(kind) => Open::Quote(kind.map(admonition)),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                Open::Code(info.split_whitespace().next().unwrap_or_default().to_owned())
            }
            Tag::CodeBlock(CodeBlockKind::Indented) => Open::Code(String::new()),
            Tag::HtmlBlock => Open::Html,
            Tag::List(start) => Open::List(start),
            Tag::Item => Open::Item,
            Tag::FootnoteDefinition(label) => Open::Footnote(label.to_string()),
            Tag::DefinitionList => Open::Definitions,
            Tag::DefinitionListTitle => Open::Term,
            Tag::DefinitionListDefinition => Open::Detail,
            Tag::Table(alignments) => Open::Table(alignments.into_iter().map(alignment).collect()),
            Tag::TableHead => Open::Head,
            Tag::TableRow => Open::Row,
            Tag::TableCell => Open::Cell,
            Tag::Emphasis | Tag::Superscript | Tag::Subscript => Open::Styled(Style::Emphasis),
            Tag::Strong => Open::Styled(Style::Strong),
            Tag::Strikethrough => Open::Styled(Style::Strikethrough),
            Tag::Link { link_type, dest_url, title, id } => {
                let is_email = link_type == LinkType::Email;
                let destination =
                    if is_email { format!("mailto:{dest_url}") } else { dest_url.to_string() };
                let definition = self.definition(link_type, &id);
                self.link(destination, title.to_string(), range, definition)
                    .map_or(Open::BrokenLink, Open::Link)
            }
            Tag::Image { link_type, dest_url, title, id } => {
                let words = title.to_string();
                let definition = self.definition(link_type, &id);
                self.link(dest_url.to_string(), String::new(), range, definition)
                    .map_or(Open::BrokenLink, |link| Open::Image(link, words))
            }
        }
    }

    /// Where a link's destination is defined, if not in the link itself.
    fn definition(&self, kind: LinkType, label: &str) -> Option<Range<usize>> {
        let is_elsewhere =
            matches!(kind, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut);
        is_elsewhere.then(|| self.link_places.get(&same_label(label)).cloned()).flatten()
    }

    /// A destination of an allowed scheme; any other is told.
    fn link(
        &mut self,
        destination: String,
        title: String,
        range: &Range<usize>,
        definition: Option<Range<usize>>,
    ) -> Option<Written> {
        let range = definition.as_ref().unwrap_or(range);
        let source = self.text.get(range.clone()).unwrap_or_default();
        let at = destination_in(source, &destination);
        let place = self.places.span(range.start + at.start..range.start + at.end);
        if is_allowed_url(&destination) {
            let defined_at = definition.map(|_| place);
            return Some(Written::Link { destination, title, defined_at });
        }
        let shown: String = destination.chars().filter(|c| !c.is_control()).take(60).collect();
        let wrong = Diagnostic::new(
            code::LINK_SCHEME,
            place,
            format!("`{shown}` is no address that text may lead to"),
        );
        self.sink.push(wrong.help("write an address that begins with `https://`, `http://`, `mailto:` or `tel:`, or one of this archive"));
        None
    }

    fn end(&mut self, end: TagEnd) {
        if self.skipped > 0 {
            self.skipped -= 1;
            // pieces of what is shown without its nesting must not run into each other
            if matches!(
                end,
                TagEnd::Paragraph | TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::TableCell
            ) {
                self.flush();
            }
            return;
        }
        self.close();
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        let frame = self.top();
        if matches!(frame.open, Open::Code(_) | Open::Html) {
            frame.text.push_str(text);
            return;
        }
        let gap = match frame.inlines.last() {
            Some(Inline { kind: InlineKind::Text(_), span }) => Some(span.end),
            _ => None,
        };
        let span = self.places.span(range.clone());
        let joins = gap.is_some_and(|end| self.is_contiguous(end, span, &range));
        let frame = self.top();
        let before = match frame.inlines.last_mut() {
            Some(Inline { kind: InlineKind::Text(before), span: whole }) if joins => {
                let from = before.len();
                before.push_str(text);
                whole.end = span.end.max(whole.end);
                from
            }
            _ => {
                frame.inlines.push(Inline { span, kind: InlineKind::Text(text.to_owned()) });
                0
            }
        };
        let words = before..before + text.len();
        let inline = frame.inlines.len() - 1;
        frame.pieces.push(Piece { inline, words, source: range });
    }

    /// Whether a text goes on where another ended, a backslash or an entity's marks aside.
    fn is_contiguous(&self, end: u32, span: Span, range: &Range<usize>) -> bool {
        let gap = span.start.saturating_sub(end) as usize;
        let between =
            range.start.checked_sub(gap).and_then(|from| self.text.get(from..range.start));
        matches!(self.places, Places::Whole(_))
            || between.is_some_and(|between| between.is_empty() || between == "\\")
    }

    fn inline(&mut self, kind: InlineKind<Written>, range: Range<usize>) {
        let span = self.places.span(range);
        self.top().inlines.push(Inline { span, kind });
    }

    /// Says which lines of a paragraph are headings but for the space behind `##`.
    fn near_headings(&mut self, range: Range<usize>) {
        let lines = self.text.get(range.clone()).unwrap_or_default().split_inclusive('\n');
        let mut at = range.start;
        for line in lines {
            if let Some((marks, title)) = near_heading(line.trim()) {
                let start = at + line.len() - line.trim_start().len();
                let span = self.places.span(start..start + marks.len());
                let message = format!("a heading has a space behind `{marks}`");
                let wrong = Diagnostic::new(code::TEXT_HEADING, span, message);
                self.sink.push(wrong.help(format!("write `{marks} {title}`")));
            }
            at += line.len();
        }
    }

    /// Raw HTML is kept as text; comments are for staff, and dropped.
    fn html(&mut self, html: &str, range: Range<usize>) {
        let read = self.elements.read(html);
        for tag in read.elements {
            let span =
                self.places.span(range.start + tag.start..(range.start + tag.end).min(range.end));
            let name = html.get(tag).unwrap_or_default();
            let wrong = Diagnostic::new(
                code::TEXT_RAW_HTML,
                span,
                format!("`{}` is raw HTML, and is shown as text", name.trim()),
            );
            self.sink.push(wrong.help(html::instead(name)));
        }
        if matches!(self.top().open, Open::Html) {
            self.top().text.push_str(&read.shown);
        } else {
            self.elements.end_block();
            self.comments(range.clone());
            if !read.shown.is_empty() {
                self.inline(InlineKind::Html(read.shown), range);
            }
        }
    }

    fn block(&mut self, kind: BlockKind<Written>, range: Range<usize>) {
        self.flush();
        let span = self.places.span(self.trimmed(range));
        self.push(Block { span, id: None, kind });
    }

    /// Adds a block, which is what the comments before it speak of.
    fn push(&mut self, block: Block<Written>) {
        for silence in std::mem::take(&mut self.top().silences) {
            self.sink.silence(Silence { block: Some(block.span), ..silence });
        }
        self.top().blocks.push(block);
    }

    /// Takes in the comments of a piece of HTML that are for the checks.
    fn comments(&mut self, range: Range<usize>) {
        let html = self.text.get(range.clone()).unwrap_or_default();
        for (comment, name) in silence::comments(html) {
            let within = |part: Range<usize>| range.start + part.start..range.start + part.end;
            let place = if name.is_empty() { comment } else { name.clone() };
            let span = self.places.span(within(place));
            match silence::code_named(&html[name.clone()]) {
                Some(code) => self.top().silences.push(Silence { code, span, block: None }),
                None => self.sink.push(silence::wrong(&html[name], span)),
            }
        }
    }

    /// A range without the white space at its end.
    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let len = self.text.get(range.clone()).map_or(range.len(), |text| text.trim_end().len());
        range.start..range.start + len
    }

    /// Text that stands in no paragraph of its own, as in a tight list, becomes one.
    fn flush(&mut self) {
        let places = self.places;
        let frame = self.top();
        if frame.inlines.is_empty() || holds_inlines(&frame.open) {
            return;
        }
        let (inlines, pieces) =
            (std::mem::take(&mut frame.inlines), std::mem::take(&mut frame.pieces));
        let content = inline::refine(inlines, &pieces, self.text, places);
        let (Some(first), Some(last)) = (content.first(), content.last()) else { return };
        let span = Span { end: last.span.end.max(first.span.start), ..first.span };
        self.push(Block { span, id: None, kind: BlockKind::Paragraph(content) });
    }

    fn close(&mut self) {
        self.flush();
        if self.frames.len() < 2 {
            return;
        }
        let Some(mut frame) = self.frames.pop() else { return };
        frame.give_back();
        frame.silences.drain(..).for_each(|silence| self.sink.silence(silence));
        let content = std::mem::take(&mut frame.inlines);
        let is_in_link =
            self.frames.iter().any(|frame| matches!(frame.open, Open::Link(_) | Open::Image(..)));
        let is_link = matches!(frame.open, Open::Link(_) | Open::Image(..)) || is_in_link;
        let content = if is_link { content } else { self.refined(content, &frame.pieces) };
        self.put(frame, content);
    }

    fn refined(&self, content: Vec<Inline<Written>>, pieces: &[Piece]) -> Vec<Inline<Written>> {
        inline::refine(content, pieces, self.text, self.places)
    }

    /// Puts what was closed into what holds it.
    fn put(&mut self, frame: Frame, content: Vec<Inline<Written>>) {
        let range = frame.range.clone();
        match frame.open {
            Open::Root => {}
            Open::Paragraph => {
                self.top().is_loose = true;
                self.near_headings(range.clone());
                self.block(BlockKind::Paragraph(content), range);
            }
            Open::Heading(level, id) => {
                self.block(BlockKind::Heading { level, content }, range);
                if let Some(block) = self.top().blocks.last_mut() {
                    block.id = id.filter(|id| !id.is_empty()).map(Into::into);
                }
            }
            Open::Quote(kind) => self.block(BlockKind::Quote { kind, blocks: frame.blocks }, range),
            Open::Code(language) => {
                self.block(BlockKind::Code { language, text: frame.text }, range)
            }
            Open::Html => self.html_block(&frame.text, range),
            Open::List(start) => {
                let tight = !frame.is_loose;
                self.block(BlockKind::List { start, tight, items: frame.items }, range);
            }
            Open::Item => self.item(frame),
            Open::Footnote(label) => {
                self.block(BlockKind::Footnote { label, blocks: frame.blocks }, range)
            }
            Open::Definitions => self.block(BlockKind::Definitions(frame.definitions), range),
            Open::Term => {
                self.top().definitions.push(Definition { term: content, details: Vec::new() })
            }
            Open::Detail => self.detail(frame.blocks),
            Open::Table(alignments) => {
                let head = frame.cells;
                self.block(BlockKind::Table { alignments, head, rows: frame.rows }, range);
            }
            Open::Head => self.top().cells = frame.cells,
            Open::Row => self.row(frame.cells, range),
            Open::Cell => {
                let span = self.places.span(self.cell(range));
                self.top().cells.push(Cell { span, content });
            }
            Open::Styled(style) => self.inline(InlineKind::Styled(style, content), range),
            Open::Link(link) => {
                self.inline(InlineKind::Reference(Box::new(link), content), range);
            }
            Open::BrokenLink => self.top().inlines.extend(content),
            Open::Image(reference, title) => {
                let image = Image { reference, alt: inline::words(&content), title };
                self.inline(InlineKind::Image(Box::new(image)), range);
            }
        }
    }

    fn html_block(&mut self, text: &str, range: Range<usize>) {
        self.elements.end_block();
        self.html_words(text, range.clone());
        self.comments(range);
    }

    /// What of a block of HTML is shown.
    fn html_words(&mut self, text: &str, range: Range<usize>) {
        let words = text.trim();
        if words.is_empty() {
            return;
        }
        if words.contains('<') {
            return self.block(BlockKind::Html(text.to_owned()), range);
        }
        // what stands beside a comment on its line is text like any other
        let source = self.text.get(range.clone()).unwrap_or_default();
        let place = source.find(words).map(|at| range.start + at..range.start + at + words.len());
        let span = self.places.span(place.unwrap_or_else(|| self.trimmed(range.clone())));
        let content = vec![Inline { span, kind: InlineKind::Text(words.to_owned()) }];
        self.block(BlockKind::Paragraph(content), range);
    }

    /// A cell that is not there is at the end of its row, not of its line.
    fn row(&mut self, mut cells: Vec<Cell<Written>>, range: Range<usize>) {
        let range = self.trimmed(range);
        let end = self.places.span(range.end..range.end);
        let span = self.places.span(range);
        for cell in cells.iter_mut().filter(|cell| cell.span.start > end.start) {
            cell.span = end;
        }
        self.top().rows.push(Row { span, cells });
    }

    fn item(&mut self, frame: Frame) {
        let span = self.places.span(self.trimmed(frame.range));
        let list = self.top();
        list.is_loose |= frame.is_loose;
        list.items.push(Item { span, id: None, checked: frame.checked, blocks: frame.blocks });
    }

    fn detail(&mut self, blocks: Vec<Block<Written>>) {
        if let Some(definition) = self.top().definitions.last_mut() {
            definition.details.push(blocks);
        }
    }

    /// The text of a cell without the white space around it.
    fn cell(&self, range: Range<usize>) -> Range<usize> {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let lead = text.len() - text.trim_start().len();
        if lead == text.len() {
            return range.start..range.start;
        }
        self.trimmed(range.start + lead..range.end)
    }
}

/// `##Decisions` as `##` and its title. One mark alone may be a number or a word that is marked.
fn near_heading(line: &str) -> Option<(&str, &str)> {
    let title = line.trim_start_matches('#');
    let marks = &line[..line.len() - title.len()];
    let is_title = title.starts_with(char::is_alphanumeric) && (2..=6).contains(&marks.len());
    is_title.then_some((marks, title))
}

/// Where the destination stands in the source of a link: in `](…)`, or in `<…>`; the whole link
/// where it stands elsewhere.
fn destination_in(source: &str, destination: &str) -> Range<usize> {
    let Some(at) = source.rfind("](").map(|at| at + 2) else {
        let at = source.rfind(destination).filter(|_| !destination.is_empty());
        return at.map_or(0..source.len(), |at| at..at + destination.len());
    };
    let at = source.len() - source[at..].trim_start().len();
    let rest = &source[at..];
    let end = match rest.strip_prefix('<') {
        Some(inside) => inside.find('>').map(|end| end + 2),
        None => rest.find(char::is_whitespace).or_else(|| rest.rfind(')')),
    };
    at..at + end.unwrap_or(rest.len())
}

/// What is the inside of something that has a frame, and would be lost without its own.
fn is_within(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Item
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
    )
}

fn is_block(open: &Open) -> bool {
    !matches!(open, Open::Styled(_) | Open::Link(_) | Open::BrokenLink | Open::Image(..))
}

/// What holds a line, and not blocks.
fn holds_inlines(open: &Open) -> bool {
    matches!(
        open,
        Open::Paragraph
            | Open::Heading(..)
            | Open::Term
            | Open::Cell
            | Open::Styled(_)
            | Open::Link(_)
            | Open::BrokenLink
            | Open::Image(..)
    )
}

fn admonition(kind: BlockQuoteKind) -> Admonition {
    match kind {
        BlockQuoteKind::Note => Admonition::Note,
        BlockQuoteKind::Tip => Admonition::Tip,
        BlockQuoteKind::Important => Admonition::Important,
        BlockQuoteKind::Warning => Admonition::Warning,
        BlockQuoteKind::Caution => Admonition::Caution,
    }
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None => Alignment::None,
        pulldown_cmark::Alignment::Left => Alignment::Start,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::End,
    }
}

#[cfg(test)]
mod tests;
