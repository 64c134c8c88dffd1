//! Text made safe to stand in HTML, and addresses made safe to stand in a link.

use std::fmt::Write as _;

/// A text as it may stand between tags and in quoted attributes: nothing of it is markup.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    push_escaped(text, &mut out);
    out
}

/// Adds a text as [`escape`] gives it.
pub(crate) fn push_escaped(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(is_doubtful) {
        let (before, doubtful) = rest.split_at(at);
        out.push_str(before);
        let end = doubtful.bytes().position(|byte| !is_doubtful(byte)).unwrap_or(doubtful.len());
        let (doubtful, after) = doubtful.split_at(end);
        for c in doubtful.chars() {
            match instead(c) {
                Some(instead) => out.push_str(instead),
                None => out.push(c),
            }
        }
        rest = after;
    }
    out.push_str(rest);
}

/// Whether a byte belongs to a character that may not stand as it is.
fn is_doubtful(byte: u8) -> bool {
    const DOUBTFUL: [bool; 256] = {
        let (mut all, mut byte) = ([true; 256], b' ');
        while byte <= b'~' {
            all[byte as usize] = matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'');
            byte += 1;
        }
        all
    };
    DOUBTFUL[usize::from(byte)]
}

/// What is written for a character that cannot stand as it is.
fn instead(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        ' '..='~' | '\n' | '\t' => None,
        // HTML has no place for control characters and noncharacters.
        _ if c.is_control() || is_noncharacter(c) => Some("\u{fffd}"),
        _ => None,
    }
}

fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    code & 0xfffe == 0xfffe || (0xfdd0..=0xfdef).contains(&code)
}

/// An address of another site as it may stand in a link, its escapes kept; nothing where its
/// scheme is not one that a reader can safely follow.
///
/// The record's readers refuse other schemes before; this is the last door.
pub(crate) fn safe_url(url: &str) -> Option<String> {
    let url: String = url.trim().chars().filter(|c| !c.is_control()).collect();
    let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase())?;
    let is_allowed = matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel");
    is_allowed.then(|| percent_encode(&url))
}

/// Percent-encodes what a URL cannot hold; what is encoded already stays.
fn percent_encode(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    let mut has_fragment = false;
    for (at, byte) in url.bytes().enumerate() {
        let fits = match byte {
            b'%' => is_escape(&url.as_bytes()[at + 1..]),
            b'#' => !std::mem::replace(&mut has_fragment, true),
            _ => byte.is_ascii_alphanumeric() || b"-._~:/?@!$&'()*+,;=".contains(&byte),
        };
        if fits {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.extend([byte >> 4, byte & 15].map(|digit| {
                char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase()
            }));
        }
    }
    out
}

fn is_escape(rest: &[u8]) -> bool {
    matches!(rest, [first, second, ..] if first.is_ascii_hexdigit() && second.is_ascii_hexdigit())
}

/// The id of a glossary term, and of anything else that is known by its words: letters and digits
/// stay, the rest is told by number, so that no two share one.
pub(crate) fn id_of_words(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if c.is_ascii_alphanumeric() || c == '-' {
            out.push(c);
        } else {
            let _ = write!(out, "_{:x}_", u32::from(c));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn markup_becomes_text() {
        assert_eq!(escape("<b a=\"1\">&'</b>"), "&lt;b a=&quot;1&quot;&gt;&amp;&#39;&lt;/b&gt;");
        assert_eq!(escape("a\u{0}b"), "a\u{fffd}b");
    }

    #[test]
    fn only_known_schemes_are_followed() {
        assert_eq!(safe_url("javascript:alert(1)"), None);
        assert_eq!(safe_url(" JaVa\nScript:alert(1)"), None);
        assert_eq!(safe_url("//elsewhere.example/"), None);
        assert_eq!(safe_url("https://a.example/b c"), Some("https://a.example/b%20c".into()));
    }

    #[test]
    fn escapes_of_a_url_stay() {
        assert_eq!(safe_url("http://a/%41%zz#x#y"), Some("http://a/%41%25zz#x%23y".into()));
    }

    #[test]
    fn terms_that_differ_have_ids_that_differ() {
        assert_eq!(id_of_words("SO/AC"), "SO_2f_AC");
        assert_ne!(id_of_words("SO-AC"), id_of_words("SO/AC"));
    }

    proptest! {
        #[test]
        fn nothing_of_a_text_is_markup(text in ".*") {
            prop_assert!(!escape(&text).contains(['<', '>', '"', '\'']));
        }

        #[test]
        fn any_url_is_safe_in_an_attribute(text in ".*") {
            if let Some(url) = safe_url(&text) {
                prop_assert!(url.is_ascii() && !url.contains(['<', '>', '"', ' ']));
                prop_assert!(!url.to_ascii_lowercase().starts_with("javascript"));
            }
        }
    }
}
