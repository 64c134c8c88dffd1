//! Text: blocks as written go in, blocks whose references are looked up come out; each link is
//! noted with its sentence.

use std::{collections::HashSet, ops::Range, sync::Arc};

use chrono::NaiveDate;

use super::{
    Known,
    autolink::{Meant, Search, SetAt},
    cut::Cut,
    mentioned_times,
    passage::Passage,
};
use crate::{
    diagnostic::{Diagnostic, Sink, code},
    model::{How, Link, Owner, Prose, RecId, Reference, SetId, Target, Words},
    source::{
        Span,
        prose::{
            Block, BlockKind, Cell, Definition, Image, Inline, InlineKind, Item, Row, Written,
            plain,
        },
    },
    time::Zone,
};

/// Links the text of one page.
pub(super) struct Scribe<'a> {
    pub(super) known: &'a Known<'a>,
    /// The page.
    pub(super) from: Arc<Target>,
    /// The folder of its source, with `/` at its end.
    pub(super) folder: String,
    /// The day that times without a date are of.
    pub(super) day: Option<NaiveDate>,
    /// The zones in which abbreviations are read, the nearest first.
    pub(super) zones: Vec<Zone>,
    /// The place on the page that is being read.
    pub(super) fragment: Option<Arc<str>>,
    terms: HashSet<Arc<str>>,
    /// The links found.
    links: Vec<Link>,
    /// The sentence of the last of them: the next may stand in it too.
    sentence: Arc<str>,
    /// The files of bundles that are named.
    files: Vec<String>,
    /// The other pages whose places were asked for.
    pub(super) asked: Vec<Target>,
    /// What was said.
    pub(super) sink: Sink,
}

/// What a page's text was found to hold.
#[derive(Clone, Debug)]
pub(super) struct Finds {
    pub(super) links: Arc<[Link]>,
    pub(super) files: Vec<String>,
    /// The other pages whose places were asked for.
    pub(super) asked: Vec<Target>,
    pub(super) sink: Sink,
}

/// Text and line ends in a row, looked at as one text.
#[derive(Default)]
struct Run {
    text: String,
    nodes: Vec<(Range<usize>, Inline<Reference>)>,
}

/// A stretch of a run and what it refers to.
pub(super) struct Mark {
    pub(super) range: Range<usize>,
    pub(super) reference: Reference,
}

impl<'a> Scribe<'a> {
    /// A scribe for a page.
    pub(super) fn new(known: &'a Known<'a>, from: Target, path: &str, zone: Option<&Zone>) -> Self {
        let site = &known.contents.site;
        let mut zones: Vec<Zone> = zone.into_iter().cloned().collect();
        zones.push(site.zone.clone());
        zones.extend(site.display_zones.iter().cloned());
        let folder = path.rfind('/').map_or("", |at| &path[..=at]).to_owned();
        Self {
            known,
            from: from.into(),
            folder,
            day: None,
            zones,
            fragment: None,
            terms: HashSet::new(),
            links: Vec::new(),
            sentence: "".into(),
            files: Vec::new(),
            asked: Vec::new(),
            sink: Sink::default(),
        }
    }

    /// A scribe with the day that times without a date are of.
    pub(super) fn on(mut self, day: NaiveDate) -> Self {
        self.day = Some(day);
        self
    }

    /// Links blocks.
    pub(super) fn blocks(&mut self, blocks: Vec<Block<Written>>) -> Prose {
        blocks.into_iter().map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: Block<Written>) -> Block<Reference> {
        let Block { span, id, kind } = block;
        let outer = self.fragment.clone();
        let is_heading = matches!(kind, BlockKind::Heading { .. });
        if id.is_some() {
            self.fragment.clone_from(&id);
        }
        let kind = self.block_kind(kind);
        // What follows a heading is found below it, if it has no id of its own.
        if !is_heading {
            self.fragment = outer;
        }
        Block { span, id, kind }
    }

    fn block_kind(&mut self, kind: BlockKind<Written>) -> BlockKind<Reference> {
        match kind {
            BlockKind::Heading { level, content } => {
                BlockKind::Heading { level, content: self.line(content, false) }
            }
            BlockKind::Paragraph(content) => BlockKind::Paragraph(self.words(content)),
            BlockKind::List { start, tight, items } => BlockKind::List {
                start,
                tight,
                items: items.into_iter().map(|item| self.item(item)).collect(),
            },
            BlockKind::Table { alignments, head, rows } => BlockKind::Table {
                alignments,
                head: self.cells(head),
                rows: rows.into_iter().map(|row| self.row(row)).collect(),
            },
            BlockKind::Code { language, text } => BlockKind::Code { language, text },
            BlockKind::Quote { kind, blocks } => {
                BlockKind::Quote { kind, blocks: self.blocks(blocks) }
            }
            BlockKind::Footnote { label, blocks } => {
                BlockKind::Footnote { label, blocks: self.blocks(blocks) }
            }
            BlockKind::Definitions(definitions) => BlockKind::Definitions(
                definitions.into_iter().map(|definition| self.definition(definition)).collect(),
            ),
            BlockKind::Html(text) => BlockKind::Html(text),
            BlockKind::Rule => BlockKind::Rule,
        }
    }

    fn item(&mut self, item: Item<Written>) -> Item<Reference> {
        let Item { span, id, checked, blocks } = item;
        let outer = self.fragment.clone();
        if id.is_some() {
            self.fragment.clone_from(&id);
        }
        let blocks = self.blocks(blocks);
        self.fragment = outer;
        Item { span, id, checked, blocks }
    }

    fn row(&mut self, row: Row<Written>) -> Row<Reference> {
        Row { span: row.span, cells: self.cells(row.cells) }
    }

    fn cells(&mut self, cells: Vec<Cell<Written>>) -> Vec<Cell<Reference>> {
        let cell =
            |cell: Cell<Written>| Cell { span: cell.span, content: self.words(cell.content) };
        cells.into_iter().map(cell).collect()
    }

    fn definition(&mut self, definition: Definition<Written>) -> Definition<Reference> {
        let Definition { term, details } = definition;
        let term = self.words(term);
        Definition { term, details: details.into_iter().map(|one| self.blocks(one)).collect() }
    }

    /// Links a line.
    pub(super) fn words(&mut self, content: Vec<Inline<Written>>) -> Words {
        self.line(content, true)
    }

    fn line(&mut self, content: Vec<Inline<Written>>, links_by_itself: bool) -> Words {
        let resolved = self.resolved(content);
        let known = self.known;
        let text = plain(&resolved);
        let passage = Passage::new(&text, &known.vocabulary);
        self.annotated(resolved, &mut 0, &passage, links_by_itself)
    }

    /// The line with the references that people typed looked up.
    fn resolved(&mut self, content: Vec<Inline<Written>>) -> Words {
        content.into_iter().map(|inline| self.resolved_inline(inline)).collect()
    }

    fn resolved_inline(&mut self, inline: Inline<Written>) -> Inline<Reference> {
        let Inline { span, kind } = inline;
        let kind = match kind {
            InlineKind::Text(text) => InlineKind::Text(text),
            InlineKind::Code(text) => InlineKind::Code(text),
            InlineKind::Html(text) => InlineKind::Html(text),
            InlineKind::FootnoteMark(label) => InlineKind::FootnoteMark(label),
            InlineKind::SoftBreak => InlineKind::SoftBreak,
            InlineKind::HardBreak => InlineKind::HardBreak,
            InlineKind::Styled(style, content) => InlineKind::Styled(style, self.resolved(content)),
            InlineKind::Reference(written, content) => {
                let (reference, shown) = self.resolve(&written, span);
                let mut content = self.resolved(content);
                if content.is_empty() {
                    content.push(Inline { span, kind: InlineKind::Text(shown) });
                }
                InlineKind::Reference(Box::new(reference), content)
            }
            InlineKind::Image(image) => {
                let Image { reference, alt, title } = *image;
                let reference = self.resolve(&reference, span).0;
                InlineKind::Image(Box::new(Image { reference, alt, title }))
            }
        };
        Inline { span, kind }
    }

    /// The line with what is linked by itself; `at` is the place in the passage.
    fn annotated(
        &mut self,
        content: Words,
        at: &mut usize,
        passage: &Passage<'_>,
        links_by_itself: bool,
    ) -> Words {
        let mut out = Vec::with_capacity(content.len());
        let mut run = Run::default();
        for inline in content {
            if run.takes(&inline) {
                run.push(inline);
                continue;
            }
            self.finish_run(&mut run, at, passage, links_by_itself, &mut out);
            let length = plain(std::slice::from_ref(&inline)).len();
            match inline.kind {
                InlineKind::Styled(style, content) => {
                    let content = self.annotated(content, at, passage, links_by_itself);
                    out.push(Inline {
                        span: inline.span,
                        kind: InlineKind::Styled(style, content),
                    });
                    continue;
                }
                InlineKind::Reference(ref reference, _) => {
                    self.note(reference, passage.sentence(*at..*at + length));
                }
                _ => {}
            }
            *at += length;
            out.push(inline);
        }
        self.finish_run(&mut run, at, passage, links_by_itself, &mut out);
        out.shrink_to_fit();
        out
    }

    /// Adds a run to `out`, and leaves it empty.
    fn finish_run(
        &mut self,
        run: &mut Run,
        at: &mut usize,
        passage: &Passage<'_>,
        links_by_itself: bool,
        out: &mut Words,
    ) {
        let start = *at;
        *at += run.text.len();
        let mut marks =
            mentioned_times::marks(self, &run.text, |range| run.span(self.known, range));
        if links_by_itself {
            self.push_mentions(run, start, passage, &mut marks);
        }
        marks.sort_by_key(|mark| mark.range.start);
        run.cut(self.known, marks, out);
    }

    /// Adds the marks of what is linked by itself, where no time stands.
    fn push_mentions(
        &mut self,
        run: &Run,
        start: usize,
        passage: &Passage<'_>,
        marks: &mut Vec<Mark>,
    ) {
        let known = self.known;
        let times: Vec<Range<usize>> = marks.iter().map(|mark| mark.range.clone()).collect();
        let set_at: SetAt<'_> = &|at| passage.set_at(start + at);
        let found = if run.text == passage.text() {
            known.search().all(passage.words(), set_at)
        } else {
            known.search().all(&Cut::new(&run.text), set_at)
        };
        for one in found {
            let next = times.partition_point(|time| time.end <= one.range.start);
            if times.get(next).is_some_and(|time| time.start < one.range.end) {
                continue;
            }
            let sentence = passage.sentence(start + one.range.start..start + one.range.end);
            let reference = match one.meant {
                Meant::Target(target) if target == *self.from => continue,
                Meant::Target(target) => {
                    Reference::Target { target, fragment: None, how: How::Autolink }
                }
                Meant::Term(term) if self.terms.insert(Arc::clone(&term)) => Reference::Term(term),
                Meant::Term(_) => continue,
                Meant::NoSuchRecommendation(..) if known.contents.unreadable.sets => continue,
                Meant::NoSuchRecommendation(set, number) => {
                    let span = run.span(known, one.range);
                    self.sink.push(no_such_mention(known, &set, &number, span));
                    continue;
                }
            };
            self.note(&reference, sentence);
            marks.push(Mark { range: one.range, reference });
        }
    }

    /// Notes a link with its sentence.
    fn note(&mut self, reference: &Reference, sentence: &str) {
        if let Reference::Target { target, how, .. } = reference {
            if *self.sentence != *sentence {
                self.sentence = sentence.into();
            }
            self.push_link(target.clone(), *how, Arc::clone(&self.sentence));
        }
    }

    fn push_link(&mut self, to: Target, how: How, sentence: Arc<str>) {
        let (from, fragment) = (Arc::clone(&self.from), self.fragment.clone());
        self.links.push(Link { from, fragment, to, how, sentence });
    }

    /// Notes that a file of a bundle is named.
    pub(super) fn file(&mut self, address: &crate::model::Address) {
        self.files.push(address.path().to_owned());
    }

    /// What was found and said.
    pub(super) fn finish(self) -> Finds {
        Finds { links: self.links.into(), files: self.files, asked: self.asked, sink: self.sink }
    }

    /// Notes a link that a field makes.
    pub(super) fn field(&mut self, to: Target) {
        self.push_link(to, How::Field, Arc::default());
    }

    /// Notes the links that owners make.
    pub(super) fn owners(&mut self, owners: &[Owner]) {
        for owner in owners {
            self.field(super::targets::of_owner(owner));
        }
    }

    /// Notes the links that people who present make.
    pub(super) fn names(&mut self, names: &[crate::model::Name]) {
        use crate::model::Name;
        for name in names {
            match name {
                Name::Person(id) => self.field(Target::Person(id.clone())),
                Name::Group(id) => self.field(Target::Group(id.clone())),
                Name::Other(_) => {}
            }
        }
    }

    /// Notes the links that a list of recommendations makes.
    pub(super) fn recommendations(&mut self, ids: &[RecId]) {
        for id in ids {
            self.field(Target::Recommendation(id.clone()));
        }
    }
}

impl Known<'_> {
    /// What looks for things that are linked by themselves.
    pub(super) fn search(&self) -> Search<'_> {
        Search { vocabulary: &self.vocabulary, targets: &self.targets, actions: &self.actions }
    }
}

fn no_such_mention(known: &Known<'_>, set: &SetId, number: &str, span: Span) -> Diagnostic {
    let message = format!("`{set}` has no recommendation `{number}`");
    Diagnostic::new(code::REC_MENTION, span, message).maybe_help(known.extent_help(set))
}

impl Run {
    fn takes(&self, inline: &Inline<Reference>) -> bool {
        match inline.kind {
            InlineKind::Text(_) => true,
            InlineKind::SoftBreak => !self.nodes.is_empty(),
            _ => false,
        }
    }

    fn push(&mut self, inline: Inline<Reference>) {
        let start = self.text.len();
        match &inline.kind {
            InlineKind::Text(text) => self.text.push_str(text),
            _ => self.text.push(' '),
        }
        self.nodes.push((start..self.text.len(), inline));
    }

    /// The source of a stretch of the run.
    fn span(&self, known: &Known<'_>, range: Range<usize>) -> Span {
        let first = self.nodes.partition_point(|(place, _)| place.end <= range.start);
        let Some((place, inline)) = self.nodes.get(first) else {
            return self.nodes.last().map_or(
                Span { file: crate::source::FileId(0), start: 0, end: 0 },
                |(_, inline)| inline.span,
            );
        };
        let start = piece_span(known, inline, place, &range);
        let last = self.nodes.partition_point(|(place, _)| place.end < range.end);
        match self.nodes.get(last) {
            Some((place, inline)) if last > first => {
                Span { end: piece_span(known, inline, place, &range).end, ..start }
            }
            _ => start,
        }
    }

    /// Adds the nodes of the run to `out`, those of a mark inside its reference.
    fn cut(&mut self, known: &Known<'_>, marks: Vec<Mark>, out: &mut Words) {
        if marks.is_empty() {
            out.extend(self.nodes.drain(..).map(|(_, inline)| inline));
        } else {
            self.cut_at(known, marks, out);
            self.nodes.clear();
        }
        self.text.clear();
    }

    fn cut_at(&self, known: &Known<'_>, marks: Vec<Mark>, out: &mut Words) {
        let mut from = 0;
        let mut node = 0;
        for mark in marks {
            if mark.range.start < from {
                continue;
            }
            self.push_pieces(known, from..mark.range.start, &mut node, out);
            let span = self.span(known, mark.range.clone());
            let mut content = Vec::new();
            self.push_pieces(known, mark.range.clone(), &mut node, &mut content);
            content.shrink_to_fit();
            let kind = InlineKind::Reference(Box::new(mark.reference), content);
            out.push(Inline { span, kind });
            from = mark.range.end;
        }
        self.push_pieces(known, from..self.text.len(), &mut node, out);
    }

    /// Adds the parts of the nodes that lie in a range; `node` is the first that may.
    fn push_pieces(
        &self,
        known: &Known<'_>,
        range: Range<usize>,
        node: &mut usize,
        out: &mut Words,
    ) {
        while let Some((place, inline)) = self.nodes.get(*node) {
            let (start, end) = (place.start.max(range.start), place.end.min(range.end));
            if start < end {
                out.push(self.piece(known, inline, place, start..end));
            }
            if place.end > range.end {
                break;
            }
            *node += 1;
        }
    }

    fn piece(
        &self,
        known: &Known<'_>,
        inline: &Inline<Reference>,
        place: &Range<usize>,
        range: Range<usize>,
    ) -> Inline<Reference> {
        if range == *place {
            return inline.clone();
        }
        let span = piece_span(known, inline, place, &range);
        let text = self.text.get(range).unwrap_or_default().to_owned();
        Inline { span, kind: InlineKind::Text(text) }
    }
}

/// The source of a part of a node: exact where the source holds the text as it was read.
fn piece_span(
    known: &Known<'_>,
    inline: &Inline<Reference>,
    place: &Range<usize>,
    range: &Range<usize>,
) -> Span {
    let InlineKind::Text(text) = &inline.kind else { return inline.span };
    if inline.span.range().len() != text.len() || known.sources.slice(inline.span) != text {
        return inline.span;
    }
    let (start, end) = (range.start.max(place.start), range.end.min(place.end));
    inline.span.part(start - place.start..end.max(start) - place.start)
}
