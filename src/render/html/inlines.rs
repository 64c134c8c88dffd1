//! Pieces of a line: text, links, times and terms.

use std::fmt::Write;

use super::{
    Base, Writer, address_of,
    escape::{escape, id_of_words, push_escaped, safe_url},
    times,
};
use crate::{
    model::{Address, Reference},
    render::messages::Messages,
    source::prose::{Image, Inline, InlineKind, Style, plain},
    time::Moment,
};

type Piece = Inline<Reference>;

impl Writer<'_> {
    pub(super) fn push_inlines(&mut self, content: &[Piece], out: &mut String) {
        for (at, inline) in content.iter().enumerate() {
            match (&inline.kind, time_of(inline)) {
                (InlineKind::Reference(_, words), Some(moment)) => {
                    let words = self.words(words);
                    out.push_str(&times::element(moment, &words));
                    out.push_str(&utc_after(self.ctx.messages, content, at, moment));
                }
                (kind, _) => self.push_inline(kind, out),
            }
        }
    }

    fn push_inline(&mut self, kind: &InlineKind<Reference>, out: &mut String) {
        match kind {
            InlineKind::Text(text) | InlineKind::Html(text) => push_escaped(text, out),
            InlineKind::Code(text) => {
                out.push_str("<code>");
                push_escaped(text, out);
                out.push_str("</code>");
            }
            InlineKind::Styled(style, content) => {
                let tag = tag(*style);
                let _ = write!(out, "<{tag}>");
                self.push_inlines(content, out);
                let _ = write!(out, "</{tag}>");
            }
            InlineKind::Reference(reference, content) => {
                self.push_reference(reference, content, out);
            }
            InlineKind::Image(image) => self.push_image(image, out),
            InlineKind::FootnoteMark(label) => self.push_mark(label, out),
            InlineKind::SoftBreak => out.push('\n'),
            InlineKind::HardBreak => out.push_str("<br>\n"),
        }
    }

    fn push_reference(&mut self, reference: &Reference, content: &[Piece], out: &mut String) {
        if let Reference::Term(term) = reference {
            return self.push_term(term, content, out);
        }
        let Some((href, attributes)) = self.destination(reference) else {
            return self.push_inlines(content, out);
        };
        let _ = write!(out, "<a href=\"{href}\"{attributes}>");
        let before = out.len();
        self.push_inlines(content, out);
        if out[before..].trim().is_empty() {
            out.push_str(&href);
        }
        out.push_str("</a>");
    }

    /// Where a link leads, escaped, and its further attributes; nothing where it leads nowhere.
    fn destination(&self, reference: &Reference) -> Option<(String, String)> {
        let href = match reference {
            Reference::Target { target, fragment, .. } => {
                let address = address_of(&self.ctx, target)?;
                self.href(
                    &fragment.as_ref().map_or(address.clone(), |one| address.with_fragment(one)),
                )
            }
            Reference::Here(fragment) => self.here(fragment)?,
            Reference::External { url, title } => {
                let title = if title.is_empty() {
                    String::new()
                } else {
                    format!(" title=\"{}\"", escape(title))
                };
                let rel = if url.starts_with("http") { " rel=\"external noopener\"" } else { "" };
                return Some((escape(&safe_url(url)?), format!("{rel}{title}")));
            }
            Reference::Attachment(address) => self.href(address),
            Reference::Time(_) | Reference::Term(_) | Reference::Broken => return None,
        };
        Some((href, String::new()))
    }

    /// A place on the text's own page.
    fn here(&self, fragment: &str) -> Option<String> {
        match self.base {
            Base::Page(page) | Base::Quoted { home: page, .. } => {
                Some(self.href(&page.with_fragment(fragment)))
            }
            Base::Absolute => None,
        }
    }

    /// A term of the glossary: its meaning at hand, and its entry a link away.
    fn push_term(&mut self, term: &str, content: &[Piece], out: &mut String) {
        let Some(entry) = self.archive().terms.get(term) else {
            return self.push_inlines(content, out);
        };
        let address = Address::new("glossary.html").with_fragment(&id_of_words(term));
        let _ = write!(out, "<a class=\"term\" href=\"{}\"><abbr title=\"", self.href(&address));
        push_escaped(&entry.text, out);
        out.push_str("\">");
        self.push_inlines(content, out);
        out.push_str("</abbr></a>");
    }

    /// A picture of the bundle. One of another site is not loaded, as a page asks no other host
    /// for anything: it is a link.
    fn push_image(&mut self, image: &Image<Reference>, out: &mut String) {
        let Image { reference, alt, title } = image;
        if let Reference::Attachment(address) = reference {
            let _ = write!(out, "<img src=\"{}\" alt=\"", self.href(address));
            push_escaped(alt, out);
            out.push('"');
            if !title.is_empty() {
                out.push_str(" title=\"");
                push_escaped(title, out);
                out.push('"');
            }
            out.push_str(" loading=\"lazy\">");
        } else if let Some((href, attributes)) = self.destination(reference) {
            let unnamed = self.ctx.messages.text("text.picture");
            let words = if alt.trim().is_empty() { unnamed } else { alt };
            let _ = write!(out, "<a href=\"{href}\"{attributes}>");
            push_escaped(words, out);
            out.push_str("</a>");
        } else {
            push_escaped(alt, out);
        }
    }

    /// The mark of a footnote that stands on this page; no mark elsewhere.
    fn push_mark(&mut self, label: &str, out: &mut String) {
        if !self.notes.contains(label) {
            return;
        }
        let number = self.note_number(label);
        let id = id_of_words(label);
        let is_first = match self.numbers.get_mut(label) {
            Some((_, marks)) => std::mem::replace(marks, *marks + 1) == 0,
            None => false,
        };
        let anchor = if is_first { format!(" id=\"fnref.{id}\"") } else { String::new() };
        let words = self.ctx.messages.html("text.footnote", &[("n", &number)]);
        let _ = write!(
            out,
            "<sup{anchor}><a href=\"#fn.{id}\" aria-label=\"{words}\">{number}</a></sup>"
        );
    }
}

fn tag(style: Style) -> &'static str {
    match style {
        Style::Emphasis => "em",
        Style::Strong => "strong",
        Style::Strikethrough => "del",
    }
}

/// UTC for readers without scripts, after a time or after the end of a span of times; nothing
/// where the line says it itself.
fn utc_after(messages: &Messages, content: &[Piece], at: usize, moment: &Moment) -> String {
    let is_said = content.iter().filter_map(time_of).any(|other| {
        other.utc == moment.utc && other.zone != moment.zone && other.abbreviation() == "UTC"
    });
    if is_said || ends_in_span(content, at) {
        return String::new();
    }
    match span_start(content, at) {
        Some(start) => times::utc_beside(messages, start, Some(moment)),
        None => times::utc_beside(messages, moment, None),
    }
}

fn time_of(inline: &Piece) -> Option<&Moment> {
    let InlineKind::Reference(reference, _) = &inline.kind else { return None };
    let Reference::Time(moment) = &**reference else { return None };
    Some(moment)
}

/// Whether a text does no more than join two times.
fn joins(inline: Option<&Piece>) -> bool {
    let words = inline.map(|inline| plain(std::slice::from_ref(inline))).unwrap_or_default();
    matches!(words.trim(), "-" | "–" | "—" | "to" | "until")
}

fn ends_in_span(content: &[Piece], at: usize) -> bool {
    joins(content.get(at + 1)) && content.get(at + 2).and_then(time_of).is_some()
}

fn span_start(content: &[Piece], at: usize) -> Option<&Moment> {
    let before = at.checked_sub(2)?;
    let start = content.get(before).and_then(time_of)?;
    joins(content.get(at - 1)).then_some(start)
}
