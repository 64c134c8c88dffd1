//! Names as they are compared: a name goes in, the key that all its spellings share comes out.

use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

/// The key by which names are compared: without regard to Unicode form, white space, case and
/// diacritics.
///
/// `Zarko  Kecic` is `Žarko Kecić`, `O’Brien` is `O'Brien`; but letters stay in their script, so
/// a Cyrillic `Анна` is no Latin `Anna`. Folding twice is folding once.
pub(crate) fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
        push_folded(word, &mut out);
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// Adds a word without white space; nothing of what stands beside it bears on its key.
fn push_folded(word: &str, out: &mut String) {
    if word.is_ascii() {
        out.extend(word.chars().map(|letter| letter.to_ascii_lowercase()));
        return;
    }
    let bare = bare(word.chars()).flat_map(char::to_lowercase);
    let mut plain = String::with_capacity(word.len());
    // Lower-casing can bring marks back (`İ` gives an i with a dot above), so they go again.
    self::bare(bare).for_each(|letter| push_plain(letter, &mut plain));
    let folded: String = plain.nfc().collect();
    // taken apart, some characters have white space in them
    collapse(&folded, out);
}

/// Whether two spellings are one name.
pub(crate) fn same(a: &str, b: &str) -> bool {
    a == b || fold(a) == fold(b)
}

/// The text taken apart, without its diacritics.
fn bare(text: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    text.nfkd().filter(|&c| !is_diacritic(c))
}

/// Whether a character is a mark that may be left out without making another word.
///
/// Classes 6 to 9 hold the nukta, the kana voicing marks and the virama: without them a Hindi or
/// a Japanese name would become somebody else's.
pub(crate) fn is_diacritic(c: char) -> bool {
    !matches!(canonical_combining_class(c), 0 | 6..=9)
}

/// Adds a letter of small case in its plain form, as [`fold`] has it: those that Unicode does not
/// take apart, by hand.
pub(crate) fn push_plain(letter: char, out: &mut String) {
    match letter {
        'ł' => out.push('l'),
        'ø' => out.push('o'),
        'đ' | 'ð' => out.push('d'),
        'ħ' => out.push('h'),
        'ı' => out.push('i'),
        'ŧ' => out.push('t'),
        'ŋ' => out.push('n'),
        'ς' => out.push('σ'),
        'ß' => out.push_str("ss"),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'þ' => out.push_str("th"),
        '\u{2018}' | '\u{2019}' | '\u{2bc}' | '`' => out.push('\''),
        '\u{2010}'..='\u{2014}' | '\u{2212}' => out.push('-'),
        // Invisible: soft hyphens, zero-width spaces and joiners, direction marks, the BOM.
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
        other => out.push(other),
    }
}

/// Adds the words of a text, one space between two of them.
fn collapse(text: &str, out: &mut String) {
    for (n, word) in text.split_whitespace().enumerate() {
        if n > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn diacritics_case_and_space_do_not_matter() {
        assert!(same("Zarko Kecic", "Žarko Kecić"));
        assert!(same("  EMILY\u{a0}\tTaylor ", "Emily Taylor"));
        assert!(same("Lukasz Goralski", "Łukasz Góralski"));
        assert!(same("Strasse", "Straße"));
        assert!(same("Soren Aerø", "Søren Aero"));
        assert!(same("ISTANBUL", "İstanbul"));
        assert!(same("Kerry‑Ann O’Brien", "Kerry-Ann O'Brien"));
    }

    #[test]
    fn composed_and_decomposed_are_one() {
        assert!(same("Z\u{30c}arko", "\u{17d}arko"));
        assert_eq!(fold("한국"), fold("\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}"));
    }

    #[test]
    fn scripts_stay_apart() {
        assert!(!same("Анна", "Anna"));
        assert!(!same("\u{410}", "A"));
        assert!(!same("Β", "B"), "Greek beta is no Latin B");
    }

    #[test]
    fn marks_that_make_another_word_stay() {
        assert!(!same("राम", "रोम"));
        assert!(!same("が", "か"));
    }

    #[test]
    fn different_names_stay_different() {
        assert!(!same("Emily Taylor", "Emily Tailor"));
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(name in ".*") {
            let once = fold(&name);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn words_fold_each_by_itself(one in "\\PC{0,10}", other in "\\PC{0,10}") {
            let both = format!("{} {}", fold(&one), fold(&other));
            prop_assert_eq!(fold(&format!("{one} {other}")), both.trim());
        }

        #[test]
        fn latin_names_fold_once_too(name in "[ A-Za-zÀ-ſƀ-ɏ’ḀỿΑ-ώА-я\u{300}-\u{36f}]{0,20}") {
            let once = fold(&name);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
