//! `content/.addresses`: a text goes in, the addresses that were published once come out.

use super::{places::SourceText, written::Text};
use crate::{
    diagnostic::{Diagnostic, Sink, code},
    source::{Span, Spanned},
};

/// An address a line, with its place; a line that can be none is told.
pub(super) fn read(source: &SourceText<'_>, sink: &mut Sink) -> Vec<Text> {
    let mut addresses = Vec::new();
    let mut start = 0;
    for line in source.text.split_inclusive('\n') {
        let text = line.trim();
        let at = start + line.len() - line.trim_start().len();
        start += line.len();
        let span = Span::new(source.id, at..at + text.len());
        if text.starts_with('/') {
            addresses.push(Spanned::new(text.to_owned(), span));
        } else if !text.is_empty() {
            sink.push(no_address(text, span));
        }
    }
    addresses
}

/// What a merge leaves behind, for one.
fn no_address(text: &str, span: Span) -> Diagnostic {
    let message = format!("`{text}` is no address of the site");
    Diagnostic::new(code::KEY_VALUE, span, message)
        .help("delete this line; an address is one line that begins with `/`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn addresses(text: &str) -> (Vec<Text>, usize) {
        let mut sink = Sink::default();
        let read = read(&SourceText { id: FileId(0), text: &text.into() }, &mut sink);
        (read, sink.finish(&std::collections::BTreeMap::new()).diagnostics.len())
    }

    #[test]
    fn an_address_stands_on_a_line_of_its_own() {
        let (read, n_said) = addresses("/a.html\r\n\n  /decisions.html#d1-1\n");
        let texts: Vec<&str> = read.iter().map(|one| one.value.as_str()).collect();
        assert_eq!((texts, n_said), (vec!["/a.html", "/decisions.html#d1-1"], 0));
        assert_eq!(read[1].span.start, 12);
    }

    #[test]
    fn what_a_merge_leaves_behind_is_told() {
        let (read, n_said) = addresses("<<<<<<< ours\n/a.html\n=======\n/b.html\n>>>>>>> theirs\n");
        assert_eq!((read.len(), n_said), (2, 3));
    }
}
