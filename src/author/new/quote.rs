//! Texts as they stand in files: words go in; TOML strings and Markdown that say just those words
//! come out.

use std::fmt::Write as _;

/// A TOML string.
pub(super) fn toml(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // writing to a string cannot fail
            c if c.is_control() => drop(write!(out, "\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A TOML list of strings.
pub(super) fn toml_list<S: AsRef<str>>(texts: &[S]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| toml(text.as_ref())).collect();
    format!("[{}]", texts.join(", "))
}

/// One line of Markdown, also in the cell of a table, with nothing in it that is set apart or
/// linked.
pub(super) fn markdown(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        if is_markup(before, c, next) || begins_block(&out, c, next) {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

/// Whether a character would be read as markup between its neighbours.
fn is_markup(before: char, c: char, next: char) -> bool {
    match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' => true,
        // within a word it is none
        '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
        '&' => next.is_alphanumeric() || next == '#',
        '{' => next == '#',
        _ => false,
    }
}

/// Whether a character makes a heading, a list or the like of the text that it ends the beginning
/// of.
fn begins_block(so_far: &str, c: char, next: char) -> bool {
    let is_number = !so_far.is_empty() && so_far.bytes().all(|byte| byte.is_ascii_digit());
    match c {
        '#' | '+' | '-' | '>' | '=' => so_far.is_empty(),
        '.' | ')' => is_number && next == ' ',
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn toml_says_the_same_words() {
        for text in ["Žarko \"Z\" Kecić", "a\\b", "two\nlines\u{7}", "עברית"] {
            let table: toml::Table = format!("x = {}", toml(text)).parse().unwrap();
            assert_eq!(table["x"].as_str(), Some(text));
        }
        assert_eq!(toml_list(&["a", "b"]), "[\"a\", \"b\"]");
    }

    #[test]
    fn markdown_sets_nothing_apart() {
        assert_eq!(markdown("a | b_c  *d* [e] `f`"), "a \\| b_c \\*d\\* \\[e\\] \\`f\\`");
        assert_eq!(markdown("R&D, AT&T & co."), "R\\&D, AT\\&T & co.");
        assert_eq!(markdown("2017. Budget"), "2017\\. Budget");
        assert_eq!(markdown("# 1"), "\\# 1");
        assert_eq!(markdown("A plain sentence: 06:00 UTC."), "A plain sentence: 06:00 UTC.");
    }
}
