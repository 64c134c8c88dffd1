//! The `+++` block of a page, and the text below it.

use std::ops::Range;

use crate::{
    diagnostic::{Diagnostic, Sink, code},
    source::{FileId, Span},
};

/// A page cut in two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FrontMatter {
    /// The opening line, where missing keys are told.
    pub opening: Range<usize>,
    /// The TOML between the two lines.
    pub toml: Range<usize>,
    /// What is below.
    pub body: Range<usize>,
}

/// Cuts a page; none where the block is not there or never ends, which is told.
pub(crate) fn cut(text: &str, file: FileId, sink: &mut Sink) -> Option<FrontMatter> {
    let start = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let mut lines = lines(text, start);
    let opening = lines.next().filter(|line| is_fence(&text[line.clone()]));
    let Some(opening) = opening else {
        let first = start..start + first_line(&text[start..]);
        let help = help(&text[first.clone()], &text[start..]);
        sink.push(absent(Span::new(file, first)).help(help));
        return None;
    };
    let Some(closing) = lines.find(|line| is_fence(&text[line.clone()])) else {
        sink.push(endless(Span::new(file, opening)));
        return None;
    };
    let after = |line: &Range<usize>| (line.end + 1).min(text.len());
    Some(FrontMatter {
        toml: after(&opening)..closing.start,
        body: after(&closing)..text.len(),
        opening,
    })
}

fn first_line(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

fn lines(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = Some(start);
    std::iter::from_fn(move || {
        let begins = at?;
        let end = begins + first_line(&text[begins..]);
        at = (end < text.len()).then_some(end + 1);
        Some(begins..end)
    })
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "+++"
}

fn absent(span: Span) -> Diagnostic {
    Diagnostic::new(code::FRONT_MATTER_MISSING, span, "this page does not begin with front matter")
}

/// What to do about front matter that does not stand on the first line.
fn help(first: &str, text: &str) -> &'static str {
    if first.trim_end() == "---" {
        return "write `+++` instead of `---`, and the keys as TOML: `title = \"…\"`";
    }
    if text.lines().find(|line| !line.trim().is_empty()).is_some_and(is_fence) {
        return "delete the lines above `+++`: it must be the first";
    }
    "begin it with a line `+++`, then keys such as `title = \"…\"`, then another line `+++`"
}

fn endless(span: Span) -> Diagnostic {
    Diagnostic::new(
        code::FRONT_MATTER_MISSING,
        span,
        "the front matter that begins here never ends",
    )
    .help("put a line `+++` below its last key")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn parts(text: &str) -> Option<(&str, &str)> {
        let cut = cut(text, FileId(0), &mut Sink::default())?;
        Some((&text[cut.toml], &text[cut.body]))
    }

    #[test]
    fn a_page_is_cut_at_its_lines_of_plus_signs() {
        assert_eq!(parts("+++\na = 1\n+++\nText."), Some(("a = 1\n", "Text.")));
        assert_eq!(parts("\u{FEFF}+++\r\na = 1\r\n+++ \r\nText."), Some(("a = 1\r\n", "Text.")));
        assert_eq!(parts("+++\n+++"), Some(("", "")));
    }

    #[test]
    fn front_matter_that_is_not_there_or_never_ends_is_told() {
        for text in ["", "Text.\n", "+++\na = 1\n", "\n+++\n+++\n"] {
            let mut sink = Sink::default();
            assert_eq!(cut(text, FileId(0), &mut sink), None, "{text:?}");
            let report = sink.finish(&BTreeMap::new());
            assert_eq!(report.diagnostics[0].diagnostic.code, code::FRONT_MATTER_MISSING);
        }
    }

    #[test]
    fn other_marks_and_lines_above_are_told_apart() {
        for (text, help) in [
            (
                "---\ntitle: A\n---\n",
                "write `+++` instead of `---`, and the keys as TOML: `title = \"…\"`",
            ),
            ("\n+++\n+++\n", "delete the lines above `+++`: it must be the first"),
        ] {
            let mut sink = Sink::default();
            cut(text, FileId(0), &mut sink);
            let report = sink.finish(&BTreeMap::new());
            assert_eq!(report.diagnostics[0].diagnostic.help.as_deref(), Some(help));
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_cut_or_told(text in "(\\+\\+\\+|\r|\n|[a-zé]){0,12}") {
            cut(&text, FileId(0), &mut Sink::default());
        }
    }
}
