//! What the program puts into a page that it shows: one script, and what that asks for. It is the
//! program's own, no part of a theme, and never published.

/// The script that reloads a page and shows what is wrong.
pub(super) const SCRIPT: &str = include_str!("reload.js");
/// The look of what is wrong.
pub(super) const STYLE: &str = include_str!("overlay.css");
/// The page that stands in until there is a site.
pub(super) const WAITING: &str = include_str!("waiting.html");

/// Where they are; no address of a site begins with a point.
pub(super) const SCRIPT_PATH: &str = "/.plenary/reload.js";
pub(super) const STYLE_PATH: &str = "/.plenary/overlay.css";
/// Where a page listens.
pub(super) const EVENTS_PATH: &str = "/.plenary/events";

/// A page with the script at its end, which is told the version of the site that the page is of.
pub(super) fn with_script(page: &[u8], version: &str) -> Vec<u8> {
    let script = format!("<script src=\"{SCRIPT_PATH}\" data-site=\"{version}\"></script>\n");
    let end = b"</body>";
    let at = page.windows(end.len()).rposition(|window| window == end).unwrap_or(page.len());
    let (before, after) = page.split_at(at);
    [before, script.as_bytes(), after].concat()
}

/// A page of a part of the archive, which says so where no script can.
pub(super) fn with_note(page: &[u8]) -> Vec<u8> {
    let note =
        "\n<noscript><p>The record is still being read: load this page again soon.</p></noscript>";
    let body = page.windows(5).position(|window| window == b"<body").unwrap_or(page.len());
    let rest = page.get(body..).unwrap_or_default();
    let at = body + rest.iter().position(|byte| *byte == b'>').map_or(0, |end| end + 1);
    let (before, after) = page.split_at(at);
    [before, note.as_bytes(), after].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_is_the_last_thing_of_a_page() {
        let shown = with_script(b"<body>\n<p>One</p>\n</body>\n</html>\n", "a-1");
        let script = "<script src=\"/.plenary/reload.js\" data-site=\"a-1\"></script>\n";
        let expected = format!("<body>\n<p>One</p>\n{script}</body>\n</html>\n");
        assert_eq!(String::from_utf8(shown).unwrap(), expected);
        assert_eq!(with_script(b"", "a-1"), script.as_bytes());
    }

    #[test]
    fn the_note_is_the_first_thing_of_a_page() {
        let noted = |page: &[u8]| String::from_utf8(with_note(page)).unwrap();
        let page = noted(b"<head></head>\n<body class=\"a\">\n<p>One</p>");
        assert!(page.starts_with("<head></head>\n<body class=\"a\">\n<noscript><p>The record"));
        assert!(page.ends_with("</p></noscript>\n<p>One</p>"));
        assert!(noted(b"").starts_with("\n<noscript>"));
    }
}
