//! Text as XML and HTML hold it.

/// The text for an element or a quoted attribute: marks escaped, and characters that XML cannot
/// hold left out.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(character),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if character.is_control() => {}
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_escaped_and_control_characters_left_out() {
        assert_eq!(escape("a<b> & \"c\"\u{0}\u{1b}\u{85}'"), "a&lt;b&gt; &amp; &quot;c&quot;&#39;");
    }
}
