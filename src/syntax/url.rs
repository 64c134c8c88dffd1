//! Addresses that text may lead to.

/// Whether a URL is `http`, `https`, `mailto`, `tel` or relative, in whatever disguise (WHATWG URL
/// drops control characters and white space, and reads `\` as `/`).
pub(crate) fn is_allowed_url(url: &str) -> bool {
    let plain: String = url
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .collect::<String>()
        .to_ascii_lowercase();
    if plain.contains('\\') {
        return false;
    }
    let scheme_end = plain.find([':', '/', '?', '#']);
    match scheme_end.map(|at| plain.split_at(at)) {
        Some((scheme, rest)) if rest.starts_with(':') => {
            matches!(scheme, "http" | "https" | "mailto" | "tel")
        }
        _ => !plain.starts_with("//"),
    }
}

#[cfg(test)]
mod tests {
    use super::is_allowed_url;

    #[test]
    fn schemes_are_seen_through_disguises() {
        for url in [
            "https://a.example",
            "mailto:a@b.example",
            "tel:+1",
            "../a.md#b",
            "a:b/c".trim_start_matches("a:"),
            "?q=a:b",
            "",
        ] {
            assert!(is_allowed_url(url), "{url}");
        }
        for url in [
            "javascript:alert(1)",
            " java\nscript:alert(1)",
            "JAVASCRIPT:x",
            "data:text/html,x",
            "//evil.example",
            "\\\\evil.example",
            "file:///etc",
            "https:\\\\evil.example",
            "/\\evil.example",
            "java\u{200b}script:x",
            "\u{1}vbscript:x",
        ] {
            assert!(!is_allowed_url(url), "{url}");
        }
    }
}
