//! Letters of other scripts that look Latin.

use unicode_security::confusable_detection::skeleton;

/// Cyrillic and Greek, the scripts that share letters with Latin.
pub(crate) fn is_cyrillic_or_greek(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3FF}' | '\u{400}'..='\u{52F}')
}

/// The Latin letter that a Cyrillic or Greek one looks like.
pub(crate) fn latin(c: char) -> Option<char> {
    if !is_cyrillic_or_greek(c) {
        return None;
    }
    let mut prototype = skeleton(c.encode_utf8(&mut [0; 4])).collect::<Vec<_>>().into_iter();
    match (prototype.next(), prototype.next()) {
        (Some(letter), None) if letter.is_ascii_alphabetic() => Some(unlike_l(letter, c)),
        _ => None,
    }
}

/// The prototype of every letter that looks like `I` is `l`.
fn unlike_l(letter: char, of: char) -> char {
    if letter == 'l' && of.is_uppercase() { 'I' } else { letter }
}

/// The text with Latin letters in place of those that look so; none where it has none of them.
pub(crate) fn in_latin(text: &str) -> Option<String> {
    let has_any = !text.is_ascii() && text.chars().any(|c| latin(c).is_some());
    has_any.then(|| text.chars().map(|c| latin(c).unwrap_or(c)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_look_latin_are_put_into_latin() {
        assert_eq!(in_latin("Emily Tаylor").as_deref(), Some("Emily Taylor"));
        assert_eq!(in_latin("Žarko Kecić"), None);
        assert_eq!(in_latin("Юлия"), None);
    }
}
