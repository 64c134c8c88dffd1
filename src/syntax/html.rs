//! Tags of raw HTML, which of them make one element, and comments, which are for staff.

use std::ops::Range;

/// The elements that are open, so that a closing tag is not told again.
#[derive(Debug, Default)]
pub(super) struct Elements {
    open: Vec<String>,
    /// Whether a comment goes on in the next line.
    is_in_comment: bool,
}

/// A piece of raw HTML.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Html {
    /// Where tags stand in it that begin an element, or end one that was never begun: one place
    /// an element.
    pub(super) elements: Vec<Range<usize>>,
    /// The piece without its comments.
    pub(super) shown: String,
}

/// More open elements than this are no text that anybody wrote.
const MOST: usize = 1_000;

/// Elements that hold nothing, and have no closing tag.
const EMPTY: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements whose text is no HTML.
const TEXT: [&str; 2] = ["script", "style"];

impl Elements {
    /// Reads a piece of HTML; what is open stays open for the next.
    pub(super) fn read(&mut self, html: &str) -> Html {
        let mut read = Html::default();
        let mut at = 0;
        while let Some(rest) = html.get(at..).filter(|rest| !rest.is_empty()) {
            if self.is_in_comment {
                let end = rest.find("-->");
                self.is_in_comment = end.is_none();
                at += end.map_or(rest.len(), |end| end + 3);
                continue;
            }
            let length = self.token(rest, at, &mut read);
            at += length.max(1);
        }
        read
    }

    /// A comment never goes on beyond the block that it stands in.
    pub(super) fn end_block(&mut self) {
        self.is_in_comment = false;
    }

    /// Reads a tag, or the text up to the next, or the head of a comment: how long it is.
    fn token(&mut self, rest: &str, at: usize, read: &mut Html) -> usize {
        if rest.starts_with("<!--") {
            self.is_in_comment = !(rest.starts_with("<!-->") || rest.starts_with("<!--->"));
            return if self.is_in_comment { 4 } else { rest.find('>').map_or(4, |end| end + 1) };
        }
        let is_tag = rest.strip_prefix('<').is_some_and(|name| {
            name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
        });
        let end = if is_tag {
            rest.find('>').map_or(rest.len(), |end| end + 1)
        } else {
            rest.char_indices().skip(1).find(|(_, c)| *c == '<').map_or(rest.len(), |(end, _)| end)
        };
        let token = &rest[..end];
        read.shown.push_str(token);
        if is_tag && self.is_news(token) {
            read.elements.push(at..at + token.trim_end().len());
        }
        end
    }

    fn is_news(&mut self, tag: &str) -> bool {
        let name = name(tag);
        if tag.starts_with("</") {
            let at = self.open.iter().rposition(|open| *open == name);
            return at.map(|at| self.open.remove(at)).is_none();
        }
        let is_text = self.open.last().is_some_and(|open| TEXT.contains(&open.as_str()));
        let holds = !name.is_empty() && !tag.ends_with("/>") && !EMPTY.contains(&name.as_str());
        if !is_text && holds && self.open.len() < MOST {
            self.open.push(name);
        }
        !is_text
    }
}

/// What to write in place of a tag.
pub(super) fn instead(tag: &str) -> &'static str {
    match name(tag).as_str() {
        "b" | "strong" => "write `**…**`",
        "i" | "em" => "write `*…*`",
        "s" | "del" | "strike" => "write `~~…~~`",
        "code" | "tt" | "kbd" => "write it between backticks",
        "a" => "write `[text](https://…)`",
        "img" => "write `![what it shows](picture.png)`",
        "br" => "end the line with a backslash, or leave a line empty",
        "hr" => "write `---` on a line of its own",
        "p" | "div" | "span" | "center" | "font" => "leave the tags out",
        "ul" | "ol" | "li" => "begin each item with `- ` or `1. `",
        "table" | "tr" | "td" | "th" | "thead" | "tbody" => "write a table of `| … | … |` rows",
        "blockquote" => "begin each line with `> `",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "begin the line with `## `",
        _ => "write it in Markdown, or put it between backticks to show it",
    }
}

/// The name of a tag's element.
fn name(tag: &str) -> String {
    let name = tag.trim_start_matches(['<', '/']).chars();
    let name: String = name.take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    name.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{Elements, instead};

    #[test]
    fn help_says_what_to_write() {
        assert_eq!(instead("<B>"), "write `**…**`");
        assert_eq!(instead("<td align=x>"), instead("<table>"));
        assert!(instead("<!DOCTYPE x>").contains("backticks"));
    }

    /// The tags told of, and the text shown.
    fn read(pieces: &[&str]) -> (Vec<String>, String) {
        let mut elements = Elements::default();
        let (mut told, mut shown) = (Vec::new(), String::new());
        for piece in pieces {
            let html = elements.read(piece);
            told.extend(html.elements.into_iter().map(|range| piece[range].to_owned()));
            shown.push_str(&html.shown);
        }
        (told, shown)
    }

    #[test]
    fn an_element_is_told_once_at_its_opening_tag() {
        assert_eq!(read(&["<b>", "</b>"]).0, ["<b>"]);
        assert_eq!(read(&["<div><p>", "</p>", "</div>"]).0, ["<div>", "<p>"]);
        assert_eq!(read(&["a<br>b<br/>", "</i>"]).0, ["<br>", "<br/>", "</i>"]);
        assert_eq!(read(&["<b><i>x</b></i>"]).0, ["<b>", "<i>"]);
    }

    #[test]
    fn the_text_of_a_script_holds_no_elements() {
        assert_eq!(read(&["<script>a<b>c</script><i>"]).0, ["<script>", "<i>"]);
    }

    #[test]
    fn comments_are_not_shown_even_over_lines() {
        assert_eq!(read(&["<!-- a\n", "<b>\n", "--> c"]), (vec![], " c".to_owned()));
        assert_eq!(read(&["a<!-->b<!---->c"]).1, "abc");
        assert_eq!(read(&["1 < 2 <!-- x"]), (vec![], "1 < 2 ".to_owned()));
    }
}
