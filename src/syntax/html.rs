//! Tags of raw HTML, and which of them make one element.

use std::ops::Range;

/// The elements that are open, so that a closing tag is not told again.
#[derive(Debug, Default)]
pub(super) struct Elements {
    open: Vec<String>,
}

/// More open elements than this are no text that anybody wrote.
const MOST: usize = 1_000;

impl Elements {
    /// The tags of `html` that begin an element, or end one that was never begun: one place an
    /// element.
    pub(super) fn unmatched(&mut self, html: &str) -> Vec<Range<usize>> {
        tags(html).into_iter().filter(|tag| self.is_news(&html[tag.clone()])).collect()
    }

    fn is_news(&mut self, tag: &str) -> bool {
        let name: String = tag
            .trim_start_matches(['<', '/'])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
            .collect::<String>()
            .to_ascii_lowercase();
        if tag.starts_with("</") {
            let at = self.open.iter().rposition(|open| *open == name);
            return at.map(|at| self.open.remove(at)).is_none();
        }
        if !tag.ends_with("/>") && self.open.len() < MOST {
            self.open.push(name);
        }
        true
    }
}

/// Where tags stand in a piece of HTML, comments aside.
fn tags(html: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = html[at..].find('<').map(|next| at + next) {
        let rest = &html[start..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            at = comment.find("-->").map_or(html.len(), |end| start + 4 + end + 3);
            continue;
        }
        let end = rest.find('>').map_or(html.len(), |end| start + end + 1);
        let is_tag = rest[1..]
            .starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        if is_tag {
            found.push(start..end);
        }
        at = if is_tag { end } else { start + 1 };
    }
    found
}
