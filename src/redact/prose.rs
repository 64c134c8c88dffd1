//! Text with structure without the names that are withheld: a name is found in the words of a whole
//! line, as marks may part it: `Ana *Lima*`.

use super::{
    names::{Hit, Names},
    record::Redact,
};
use crate::{
    model::{Reference, Target, Wording},
    source::prose::{
        Block, BlockKind, Cell, Definition, Image, Inline, InlineKind, Item, Row, plain,
    },
};

impl Redact for Block<Reference> {
    fn redact(&mut self, names: &Names) {
        let Self { span: _, id, kind } = self;
        id.redact(names);
        match kind {
            BlockKind::Heading { level: _, content } | BlockKind::Paragraph(content) => {
                line(content, names);
            }
            BlockKind::List { start: _, tight: _, items } => items.redact(names),
            BlockKind::Table { alignments: _, head, rows } => {
                head.redact(names);
                rows.redact(names);
            }
            BlockKind::Code { language, text } => {
                language.redact(names);
                text.redact(names);
            }
            BlockKind::Quote { kind: _, blocks } => blocks.redact(names),
            BlockKind::Footnote { label, blocks } => {
                id_of_text(label, names);
                blocks.redact(names);
            }
            BlockKind::Definitions(definitions) => definitions.redact(names),
            BlockKind::Html(text) => text.redact(names),
            BlockKind::Rule => {}
        }
    }
}

impl Redact for Item<Reference> {
    fn redact(&mut self, names: &Names) {
        let Self { span: _, id, checked: _, blocks } = self;
        id.redact(names);
        blocks.redact(names);
    }
}

impl Redact for Row<Reference> {
    fn redact(&mut self, names: &Names) {
        self.cells.redact(names);
    }
}

impl Redact for Cell<Reference> {
    fn redact(&mut self, names: &Names) {
        line(&mut self.content, names);
    }
}

impl Redact for Definition<Reference> {
    fn redact(&mut self, names: &Names) {
        let Self { term, details } = self;
        line(term, names);
        details.redact(names);
    }
}

impl Redact for Reference {
    fn redact(&mut self, names: &Names) {
        match self {
            Self::Target { target, fragment, how: _ } => {
                target.redact(names);
                fragment.redact(names);
            }
            Self::Here(fragment) => fragment.redact(names),
            Self::External { url, title } if names.are_in(url) => {
                title.redact(names);
                *self = Self::Broken; // with another address it would lead nowhere
            }
            Self::External { url: _, title } => title.redact(names),
            Self::Attachment(address) => address.redact(names),
            Self::Term(term) => names.text(term).into_iter().for_each(|text| *term = text.into()),
            Self::Time(_) | Self::Broken => {}
        }
    }
}

/// A text that names a place, as the label of a footnote does.
fn id_of_text(text: &mut String, names: &Names) {
    names.address(text).into_iter().for_each(|id| *text = id);
}

/// A part of the words of a line, and where it begins among them.
struct Piece<'a> {
    start: usize,
    part: Part<'a>,
}

enum Part<'a> {
    Text(&'a mut String),
    /// A line end, which is one character.
    Break(&'a mut InlineKind<Reference>),
}

/// Takes the names out of the words of a line, and leaves no mark without words.
pub(super) fn line(content: &mut Vec<Inline<Reference>>, names: &Names) {
    content.iter_mut().for_each(|inline| references(inline, names));
    let (mut words, mut pieces) = (String::new(), Vec::new());
    content.iter_mut().for_each(|inline| take_apart(inline, &mut words, &mut pieces));
    let hits = names.hits(&words);
    if hits.is_empty() {
        return;
    }
    for Piece { start, part } in pieces {
        match part {
            Part::Text(text) => put_labels(text, start, &hits, names),
            Part::Break(kind) => {
                let at = hits.partition_point(|hit| hit.range.end <= start);
                if hits.get(at).is_some_and(|hit| hit.range.start < start) {
                    *kind = InlineKind::Text(String::new());
                }
            }
        }
    }
    drop_empty(content);
}

/// Lines that may not be there.
pub(super) fn lines(content: &mut Option<Wording>, names: &Names) {
    if let Some(content) = content {
        let mut words = content.to_vec();
        line(&mut words, names);
        *content = words.into();
    }
}

/// Redacts what is no word of the line.
fn references(inline: &mut Inline<Reference>, names: &Names) {
    match &mut inline.kind {
        InlineKind::Styled(_, content) => {
            content.iter_mut().for_each(|inline| references(inline, names));
        }
        InlineKind::Reference(reference, content) => {
            rename_link(reference, content, names);
            reference.redact(names);
            content.iter_mut().for_each(|inline| references(inline, names));
        }
        InlineKind::Image(image) => {
            let Image { reference, alt: _, title } = &mut **image;
            reference.redact(names);
            title.redact(names);
        }
        InlineKind::FootnoteMark(label) => id_of_text(label, names),
        InlineKind::Text(_)
        | InlineKind::Code(_)
        | InlineKind::Html(_)
        | InlineKind::SoftBreak
        | InlineKind::HardBreak => {}
    }
}

/// A link to a person that has a part of the name for its words, such as `[[Ana Lima|Ana]]`, tells
/// whose it is.
fn rename_link(reference: &Reference, content: &mut Vec<Inline<Reference>>, names: &Names) {
    let Reference::Target { target: Target::Person(id), .. } = reference else { return };
    let Some((first, label)) = content.first().zip(names.label_of(id)) else { return };
    if names.shares_a_word(id, &plain(content)) {
        *content = vec![Inline { span: first.span, kind: InlineKind::Text(label) }];
    }
}

/// The words of a piece, and the texts that they are made of.
fn take_apart<'a>(
    inline: &'a mut Inline<Reference>,
    words: &mut String,
    pieces: &mut Vec<Piece<'a>>,
) {
    match &mut inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) | InlineKind::Html(text) => {
            take_text(text, words, pieces);
        }
        InlineKind::Image(image) => take_text(&mut image.alt, words, pieces),
        InlineKind::Styled(_, content) | InlineKind::Reference(_, content) => {
            content.iter_mut().for_each(|inline| take_apart(inline, words, pieces));
        }
        kind @ (InlineKind::SoftBreak | InlineKind::HardBreak) => {
            pieces.push(Piece { start: words.len(), part: Part::Break(kind) });
            words.push('\n');
        }
        InlineKind::FootnoteMark(_) => {}
    }
}

fn take_text<'a>(text: &'a mut String, words: &mut String, pieces: &mut Vec<Piece<'a>>) {
    let start = words.len();
    words.push_str(text);
    pieces.push(Piece { start, part: Part::Text(text) });
}

/// Puts the label where a name begins, and nothing where it goes on.
fn put_labels(text: &mut String, start: usize, hits: &[Hit], names: &Names) {
    let end = start + text.len();
    let first = hits.partition_point(|hit| hit.range.end <= start);
    let (mut out, mut done) = (String::new(), 0);
    for hit in hits.iter().skip(first).take_while(|hit| hit.range.start < end) {
        let from = hit.range.start.saturating_sub(start);
        out.push_str(text.get(done..from).unwrap_or_default());
        if hit.range.start >= start {
            out.push_str(&names.label(hit));
        }
        done = hit.range.end.min(end) - start;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    *text = out;
}

/// Drops the marks whose words have all gone.
fn drop_empty(content: &mut Vec<Inline<Reference>>) {
    content.retain_mut(|inline| match &mut inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => !text.is_empty(),
        InlineKind::Styled(_, content) | InlineKind::Reference(_, content) => {
            drop_empty(content);
            !content.is_empty()
        }
        _ => true,
    });
}
