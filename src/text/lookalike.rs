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

/// The text as it looks: Latin letters in place of those that look so, and nothing where nobody
/// sees anything; none where it has neither.
pub(crate) fn as_it_looks(text: &str) -> Option<String> {
    let has_any = !text.is_ascii() && text.chars().any(|c| latin(c).is_some() || is_never_seen(c));
    let seen = |c: char| (!is_never_seen(c)).then(|| latin(c).unwrap_or(c));
    has_any.then(|| text.chars().filter_map(seen).collect())
}

/// Spaces of no width, soft hyphens, marks of direction.
fn is_never_seen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_taken_as_it_looks() {
        assert_eq!(as_it_looks("Emily Tаylor").as_deref(), Some("Emily Taylor"));
        assert_eq!(as_it_looks("Žarko Kecić"), None);
        assert_eq!(as_it_looks("Юлия"), None);
        assert_eq!(as_it_looks("Em\u{200B}ily").as_deref(), Some("Emily"));
    }
}
