//! `<!-- check: off CODE reason -->`: what staff write before a block whose oddity is meant.

use std::ops::Range;

use crate::{
    diagnostic::{Code, Diagnostic, Fix, code},
    source::Span,
    text,
};

/// The comments of a piece of HTML that begin with `check: off`: where each stands, and its code.
pub(super) fn comments(html: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = html[at..].find("<!--").map(|start| at + start) {
        let Some(length) = html[start + 4..].find("-->") else { break };
        let end = start + 4 + length;
        found.extend(code_in(html, start + 4..end).map(|code| (start..end + 3, code)));
        at = end + 3;
    }
    found
}

/// Where the inside of a comment names a code to silence; empty where it should.
fn code_in(html: &str, inside: Range<usize>) -> Option<Range<usize>> {
    let words = html[inside.clone()].trim_start().strip_prefix("check:")?.trim_start();
    let words = words.strip_prefix("off")?;
    let is_word = words.is_empty() || words.starts_with(char::is_whitespace);
    let words = words.trim_start();
    let start = inside.end - words.len();
    let code = words.split_whitespace().next().unwrap_or_default();
    is_word.then(|| start..start + code.len())
}

/// The code that a comment names, if it can be silenced.
pub(super) fn code_named(name: &str) -> Option<Code> {
    Code::named(name).filter(|code| !code.is_locked())
}

/// What is wrong with the name of a code that cannot be silenced.
pub(super) fn wrong(name: &str, span: Span) -> Diagnostic {
    if Code::named(name).is_some() { always_told(name, span) } else { unknown(name, span) }
}

fn always_told(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(code::CHECK_UNKNOWN, span, format!("`{name}` cannot be silenced"))
        .help("mend what it tells of, and delete this comment")
        .why("what cannot be read must not be published")
}

fn unknown(name: &str, span: Span) -> Diagnostic {
    if name.is_empty() {
        let message = "this comment names no code to silence";
        return Diagnostic::new(code::CHECK_UNKNOWN, span, message)
            .help("write `<!-- check: off time/weekday As announced. -->`, with the code that is told and why it is meant");
    }
    let wrong = Diagnostic::new(code::CHECK_UNKNOWN, span, format!("`{name}` is no code"));
    match text::nearest(name, code::ALL.iter().map(|code| code.name())) {
        Some(near) => {
            let help = format!("write `{near}`");
            wrong.help(help.clone()).fix(Fix::replace(help, span, near))
        }
        None => wrong.help("write the code as it is told, such as `time/weekday`"),
    }
}

#[cfg(test)]
mod tests {
    use super::comments;

    fn codes(html: &str) -> Vec<&str> {
        comments(html).into_iter().map(|(_, code)| &html[code]).collect()
    }

    #[test]
    fn the_code_of_a_comment_is_read_however_it_is_spaced() {
        assert_eq!(codes("<!-- check: off time/weekday As announced. -->"), ["time/weekday"]);
        assert_eq!(codes("<!--check:off a/b-->x<!-- check: off\n c/d why\n-->"), ["a/b", "c/d"]);
        assert_eq!(codes("<!-- check: off -->"), [""]);
    }

    #[test]
    fn other_comments_are_for_staff() {
        assert_eq!(
            codes("<!-- check: ask James --><!-- check: offline --><!-- off a/b -->"),
            [""; 0]
        );
        assert_eq!(codes("<!-- check: off a/b"), [""; 0]);
    }
}
