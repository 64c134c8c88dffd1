//! For people: the line with the text underlined, the second place, what to type instead.

use std::fmt::Write as _;

use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin, Patch, Renderer, Snippet,
    normalize_untrusted_str,
};

use crate::{
    diagnostic::{Diagnostic, Report, Reported, Severity},
    source::{SourceFile, Sources, Span},
    text::plural,
};

/// Draws every diagnostic, and says at the end how many there are; empty where there is none.
/// `is_styled` colours it for a terminal.
pub fn human(report: &Report, sources: &Sources, is_styled: bool) -> String {
    let renderer = if is_styled { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for reported in &report.diagnostics {
        out.push_str(&unheard(&renderer.render(&groups(reported, sources))));
        out.push_str("\n\n");
    }
    if !report.diagnostics.is_empty() {
        let (n_errors, n_warnings) =
            (report.count(Severity::Error), report.count(Severity::Warning));
        let _ = writeln!(
            out,
            "{}, {}",
            plural(n_errors, "error", "errors"),
            plural(n_warnings, "warning", "warnings")
        );
    }
    out
}

/// Without the later commands of terminals, U+0080 to U+009F, which the renderer knows nothing of.
fn unheard(drawn: &str) -> String {
    drawn.replace(|c| matches!(c, '\u{80}'..='\u{9F}'), "\u{FFFD}")
}

/// A diagnostic as the parts that are drawn: the finding, then why, help and fix.
fn groups<'a>(reported: &'a Reported, sources: &'a Sources) -> Vec<Group<'a>> {
    let diagnostic = &reported.diagnostic;
    let level = if reported.severity == Severity::Error { Level::ERROR } else { Level::WARNING };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.name());
    let related = diagnostic.related.iter();
    let places = primary(diagnostic, sources)
        .into_iter()
        .chain(related.flat_map(|(span, label)| second(*span, label, sources)));
    let mut finding = title.elements(places);
    if let Some(why) = diagnostic.why {
        finding = finding.element(Level::NOTE.message(why));
    }
    // where there is a mend, it is drawn below its help
    if let Some(help) = diagnostic.help.as_ref().filter(|_| diagnostic.fix.is_none()) {
        finding = finding.element(Level::HELP.message(normalize_untrusted_str(help)));
    }
    std::iter::once(finding).chain(fix(diagnostic, sources)).collect()
}

fn primary<'a>(diagnostic: &Diagnostic, sources: &'a Sources) -> Vec<Element<'a>> {
    let excerpt = Excerpt::of(sources.get(diagnostic.span.file), diagnostic.span);
    excerpt.drawn(AnnotationKind::Primary.span(excerpt.span.clone()))
}

fn second<'a>(span: Span, label: &str, sources: &'a Sources) -> Vec<Element<'a>> {
    let excerpt = Excerpt::of(sources.get(span.file), span);
    let label = normalize_untrusted_str(label);
    excerpt.drawn(AnnotationKind::Context.span(excerpt.span.clone()).label(label))
}

fn fix<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Option<Group<'a>> {
    let fix = diagnostic.fix.as_ref()?;
    let (first, last) = (fix.edits.first()?, fix.edits.last()?);
    let all = Span { end: last.span.end.max(first.span.end), ..first.span };
    let excerpt = Excerpt::of(sources.get(all.file), all);
    let start = excerpt.span.start;
    let patches = fix.edits.iter().filter_map(|edit| {
        let at = start + edit.span.start.checked_sub(all.start)? as usize;
        let end = at + edit.span.range().len();
        let is_drawn = edit.span.file == all.file && end <= excerpt.text.len();
        is_drawn.then(|| Patch::new(at..end, edit.text.as_str()))
    });
    let title = normalize_untrusted_str(diagnostic.help.as_deref().unwrap_or(&fix.title));
    Some(Level::HELP.secondary_title(title).element(excerpt.snippet().patches(patches)))
}

/// The lines that a span touches, so that drawing costs no more in a long file than in a short one.
struct Excerpt<'a> {
    file: &'a SourceFile,
    text: &'a str,
    line: usize,
    /// The column, where `text` does not begin with its line.
    column: Option<usize>,
    /// In bytes from the start of `text`.
    span: std::ops::Range<usize>,
}

/// A span of more lines is drawn as far as this, and a line that is longer before it from here on.
const LONGEST_EXCERPT: usize = 2_000;

impl<'a> Excerpt<'a> {
    fn of(file: &'a SourceFile, span: Span) -> Self {
        let whole: &str = &file.text;
        let at = (span.start as usize).min(whole.len());
        let end = (span.end as usize).clamp(at, whole.len());
        let start = whole.as_bytes()[..at]
            .iter()
            .rposition(|&byte| byte == b'\n')
            .map_or(0, |before| before + 1);
        let is_cut = at - start > LONGEST_EXCERPT;
        let start = if is_cut { boundary(whole, at - LONGEST_EXCERPT / 4) } else { start };
        let after = whole.as_bytes()[end..]
            .iter()
            .position(|&byte| byte == b'\n')
            .map_or(whole.len(), |n| end + n);
        let last = after.min(start + LONGEST_EXCERPT.max(at - start)).max(at);
        let last = boundary(whole, last).max(at);
        let text = file.slice(Span::new(span.file, start..last));
        let inside = |byte: usize| byte.min(last).saturating_sub(start);
        let place = file.position(span.start);
        let column = is_cut.then_some(place.column);
        Self { file, text, line: place.line, column, span: inside(at)..inside(end) }
    }

    /// With a mark; where the line is cut, its place is said apart.
    fn drawn(&self, mark: Annotation<'a>) -> Vec<Element<'a>> {
        let snippet = self.snippet().annotation(mark);
        let path = self.file.path.as_str();
        let place =
            self.column.map(|column| Origin::path(path).line(self.line).char_column(column));
        place.map(Element::from).into_iter().chain([snippet.into()]).collect()
    }

    fn snippet<T: Clone>(&self) -> Snippet<'a, T> {
        let snippet = Snippet::source(self.text).line_start(self.line);
        if self.column.is_some() { snippet } else { snippet.path(self.file.path.as_str()) }
    }
}

/// The place itself, or the start of the character that it is inside of.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&byte| text.is_char_boundary(byte)).unwrap_or(0)
}
