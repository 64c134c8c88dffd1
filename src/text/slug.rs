//! Ids: a name or a heading goes in, text fit for an address comes out.

use deunicode::deunicode_char;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// How many characters an id may have: it becomes the name of a file.
const LONGEST: usize = 100;

/// The id made from a name: lower-case ASCII letters, digits, single hyphens between words.
///
/// `Žarko Kecić` becomes `zarko-kecic`, `O’Brien` becomes `obrien`. A text without any letter or
/// digit becomes `x`: an id is never empty. A long one is cut at [`LONGEST`].
pub(crate) fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        push_latin(c, &mut out);
    }
    out.truncate(LONGEST); // it is ASCII
    let trimmed = out.trim_end_matches('-');
    if trimmed.is_empty() { "x".to_owned() } else { trimmed.to_owned() }
}

/// The id GitHub gives a heading: lower-case, punctuation dropped but for `-` and `_`, a hyphen
/// for each space, letters of any script kept.
///
/// `What's next? (Day 2)` becomes `whats-next-day-2`. A heading of nothing but punctuation gives
/// an empty text, as it does there; who needs an id then falls back on another.
pub(crate) fn github(text: &str) -> String {
    text.trim().chars().flat_map(char::to_lowercase).filter_map(heading_char).collect()
}

/// Whether a text may stand as an id: lower-case ASCII letters, digits and hyphens, at least one
/// and no more than fit into the name of a file.
pub(crate) fn is_id(text: &str) -> bool {
    let fits = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
    !text.is_empty() && text.len() <= LONGEST && text.bytes().all(fits)
}

/// Adds what a character is called in ASCII, with a hyphen for what is no letter or digit.
fn push_latin(c: char, out: &mut String) {
    // Apostrophes belong to the word, and marks that stayed apart are silent.
    if matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{2bc}') || is_combining_mark(c) {
        return;
    }
    for latin in deunicode_char(c).unwrap_or("-").bytes() {
        if latin.is_ascii_alphanumeric() {
            out.push(char::from(latin.to_ascii_lowercase()));
        } else if latin != b'\'' && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
}

/// What a character of a heading becomes in its id.
fn heading_char(c: char) -> Option<char> {
    match c {
        '-' | '_' => Some(c),
        _ if c.is_whitespace() => Some('-'),
        _ if c.is_alphanumeric() || is_combining_mark(c) => Some(c),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_become_ids() {
        assert_eq!(slug("Žarko Kecić"), "zarko-kecic");
        assert_eq!(slug("Z\u{30c}arko"), "zarko");
        assert_eq!(slug("Kerry-Ann  Barrett"), "kerry-ann-barrett");
        assert_eq!(slug("Siobhán O’Brien, Jr."), "siobhan-obrien-jr");
        assert_eq!(slug("ICANN Org"), "icann-org");
        assert_eq!(slug("Straße & Łódź"), "strasse-lodz");
        assert_eq!(slug("Анна"), "anna");
    }

    #[test]
    fn an_id_is_never_empty() {
        assert_eq!(slug(""), "x");
        assert_eq!(slug("–––"), "x");
    }

    #[test]
    fn headings_get_the_ids_github_gives() {
        assert_eq!(github("Action items (2 of 3)"), "action-items-2-of-3");
        assert_eq!(github("What's next?"), "whats-next");
        assert_eq!(github("Day 1 – Sunday"), "day-1--sunday");
        assert_eq!(github("snake_case – Été"), "snake_case--été");
        assert_eq!(github("Повестка дня"), "повестка-дня");
    }

    #[test]
    fn ids_are_plain() {
        assert!(is_id("plenary-15"));
        assert!(!is_id(""));
        assert!(!is_id("Plenary-15"));
        assert!(!is_id("plenary_15"));
        assert!(!is_id("été"));
    }

    proptest! {
        #[test]
        fn any_slug_is_an_id_and_its_own_slug(text in "\\PC*") {
            let id = slug(&text);
            prop_assert!(is_id(&id));
            prop_assert!(!id.starts_with('-') && !id.ends_with('-') && !id.contains("--"));
            prop_assert_eq!(slug(&id), id);
        }

        #[test]
        fn any_heading_gives_an_id_without_space(text in ".*") {
            prop_assert!(!github(&text).contains(char::is_whitespace));
        }
    }
}
