//! A page of a site in, what a person reads on it out.

/// What a page says, as it is compared and named.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// Its first heading.
    pub title: String,
    /// The text of its main content, navigation aside.
    pub text: String,
    /// Where its links out of the site lead, in order.
    pub targets: Vec<String>,
}

/// Elements whose content is no text of the page: links to what stands before and after it are not
/// what it says.
const UNREAD: [&str; 5] = ["nav", "script", "style", "template", "head"];

/// Reads the main content of a page; all of it where it has none.
pub(super) fn read(html: &str) -> Said {
    let main = element(html, "main").unwrap_or(html);
    let title = element(main, "h1").unwrap_or_default();
    Said { title: text(title), text: text(main), targets: targets(main) }
}

/// Whether a page only leads elsewhere.
pub(super) fn is_redirect(html: &str) -> bool {
    moved_to(html).is_some()
}

/// Where such a page leads: the words of its first link.
pub(super) fn moved_to(html: &str) -> Option<String> {
    let after = html.split_once("<a data-moved ")?.1;
    let words = after.split_once('>')?.1.split('<').next()?;
    Some(text(words))
}

/// What stands inside the first element of a name, to its first end or that of the text.
fn element<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = html;
    loop {
        let (_, tag, after) = next_tag(rest)?;
        if tag_name(tag) == name {
            return after.split(&format!("</{name}")).next();
        }
        rest = after;
    }
}

/// The text between tags, white space collapsed.
fn text(html: &str) -> String {
    let (mut out, mut rest) = (String::new(), html);
    while let Some((before, tag, after)) = next_tag(rest) {
        out.push_str(before);
        let name = tag_name(tag);
        if !is_within_words(name) {
            out.push(' ');
        }
        rest = if !tag.starts_with('/') && UNREAD.contains(&name) {
            beyond(after, name)
        } else {
            after
        };
    }
    out.push_str(rest);
    decode(&out.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The addresses, with a scheme, that links lead to.
fn targets(html: &str) -> Vec<String> {
    let (mut out, mut rest) = (Vec::new(), html);
    while let Some((_, tag, after)) = next_tag(rest) {
        let name = tag_name(tag);
        out.extend((name == "a").then(|| target(tag)).flatten());
        let is_unread = !tag.starts_with('/') && UNREAD.contains(&name);
        rest = if is_unread { beyond(after, name) } else { after };
    }
    out
}

fn target(tag: &str) -> Option<String> {
    let target = tag.split_once(" href=\"")?.1.split('"').next()?;
    let is_outside = target.split(['/', '?', '#']).next()?.contains(':');
    is_outside.then(|| decode(target))
}

/// The text before the next tag or comment, that tag without its brackets, and the text after it.
fn next_tag(html: &str) -> Option<(&str, &str, &str)> {
    let (before, from) = html.split_once('<')?;
    if let Some(comment) = from.strip_prefix("!--") {
        return Some((before, "!--", comment.split_once("-->").map_or("", |(_, after)| after)));
    }
    let end = tag_end(from);
    Some((before, from.get(..end)?, from.get(end + 1..).unwrap_or_default()))
}

/// Where a tag ends: a bracket within quotes is part of an attribute.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    tag.len()
}

fn tag_name(tag: &str) -> &str {
    let name = tag.trim_start_matches('/');
    let end = name.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(name.len());
    name.get(..end).unwrap_or_default()
}

/// Whether an element stands within a line, and may stand within a word.
fn is_within_words(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "code"
            | "del"
            | "em"
            | "i"
            | "q"
            | "s"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "wbr"
            | "!--"
    )
}

/// What follows the end of an element that was begun.
fn beyond<'a>(html: &'a str, name: &str) -> &'a str {
    let end = html.find(&format!("</{name}")).unwrap_or(html.len());
    html.get(end..).unwrap_or_default()
}

/// The characters that a page must not hold bare.
fn decode(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let entities =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'")];
    let decoded = entities.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    decoded.replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_person_reads_in_the_main_content_is_text() {
        let page = "<!doctype html><head><title>A · Site</title></head><body><nav>Menu</nav>\
            <main id=\"x\"><h1>Call <a title=\"a > b\">#15</a></h1><nav>Next</nav>\
            <!-- <p>no --><p>It&#39;s <b>bo</b>ld&amp;\n new.</p><script>let a;</script>\
            <p>More.</p><nav>Last</nav></main>\
            <footer>As of today</footer>";
        let said = read(page);
        assert_eq!(said.title, "Call #15");
        assert_eq!(said.text, "Call #15 It's bold& new. More.");
    }

    #[test]
    fn where_links_out_of_the_site_lead_is_read() {
        let page = "<main><nav><a href=\"https://a.org/\">A</a></nav><a href=\"b.html\">B</a>\
            <p><a class=\"x\" href=\"mailto:c@d.org?subject=a&amp;b\">C</a></p></main>";
        assert_eq!(read(page).targets, ["mailto:c@d.org?subject=a&b"]);
    }

    #[test]
    fn broken_pages_are_read_to_their_end() {
        assert_eq!(read("<main><p>One <").text, "One");
        assert_eq!(read("no tag at all").text, "no tag at all");
        assert_eq!(read("<main><nav>never ends").text, "");
    }

    #[test]
    fn a_page_that_only_leads_elsewhere_is_known() {
        let page = "<main><p><a data-moved href=\"b.html\">https://x.org/b.html</a></p></main>";
        assert_eq!(moved_to(page).as_deref(), Some("https://x.org/b.html"));
        assert!(!is_redirect("<main><a href=\"b.html\">b</a></main>"));
    }
}
