//! The words of a text as they are sought: folded as names are, and cut where a script has no
//! spaces.
//!
//! The page's script does the same by the tables that [`Folding`] gives it.

use serde::Serialize;
use unicode_normalization::char::is_combining_mark;

use super::code;
use crate::text::name;

/// How many letters of a word count.
const LONGEST: usize = 32;

/// Scripts that are written without spaces: Thai, Lao, Myanmar, Khmer, Han with kana.
const UNSPACED: [(u32, u32); 9] = [
    (0xe00, 0xeff),
    (0x1000, 0x109f),
    (0x1780, 0x17ff),
    (0x2e80, 0x2fdf),
    (0x3040, 0x30ff),
    (0x31f0, 0x31ff),
    (0x3400, 0x4dbf),
    (0x4e00, 0x9fff),
    (0xf900, 0xfaff),
];
const UNSPACED_BEYOND: u32 = 0x20000;

/// Takes every word of a text, in order. Where words have no spaces between them, every two
/// neighbouring letters are one, and the last of them by itself.
pub(super) fn each_word(text: &str, mut take: impl FnMut(&str)) {
    let mut word = String::new();
    for piece in text.split_ascii_whitespace() {
        if piece.is_ascii() {
            plain_words(piece, &mut word, &mut take);
        } else {
            cut(&name::fold(piece), &mut word, &mut take);
        }
    }
}

/// The words of ASCII letters.
fn plain_words(piece: &str, word: &mut String, take: &mut impl FnMut(&str)) {
    for run in piece.split(|c: char| !c.is_ascii_alphanumeric()).filter(|run| !run.is_empty()) {
        let run = run.get(..LONGEST).unwrap_or(run);
        if run.bytes().any(|byte| byte.is_ascii_uppercase()) {
            word.clear();
            word.push_str(run);
            word.make_ascii_lowercase();
            take(word);
        } else {
            take(run);
        }
    }
    word.clear();
}

/// The words of a folded text.
fn cut(folded: &str, word: &mut String, take: &mut impl FnMut(&str)) {
    let mut is_unspaced = false;
    for c in folded.chars() {
        if !is_of_word(c) {
            end(word, is_unspaced, take);
            continue;
        }
        if !word.is_empty() && is_unspaced != self::is_unspaced(c) {
            end(word, is_unspaced, take);
        }
        is_unspaced = self::is_unspaced(c);
        word.push(c);
    }
    end(word, is_unspaced, take);
}

/// How many words a text has.
pub(super) fn count(text: &str) -> usize {
    let mut n = 0;
    each_word(text, |_| n += 1);
    n
}

/// What a key begins with, and no word does.
pub(super) const KEY: char = '=';

/// The key of an id: its words, whatever stood between them (`SSR1/3` is `=ssr1-3`).
pub(super) fn key(id: &str) -> String {
    let mut out = String::from(KEY);
    each_word(id, |word| {
        if out.len() > 1 {
            out.push('-');
        }
        out.push_str(word);
    });
    out
}

/// What looks like an id or a day: parts with a digit among them, joined by `-` or `/`.
pub(super) fn ids(text: &str) -> impl Iterator<Item = &str> {
    let joins = ['-', '/'];
    let is_id =
        move |piece: &str| piece.contains(joins) && piece.bytes().any(|c| c.is_ascii_digit());
    text.split_ascii_whitespace()
        .filter(move |piece| is_id(piece))
        .flat_map(move |piece| {
            piece.split(move |c: char| !(c.is_alphanumeric() || joins.contains(&c)))
        })
        .map(move |piece| piece.trim_matches(joins))
        .filter(move |piece| piece.len() <= LONGEST && is_id(piece))
}

/// Takes what was gathered of a word, and empties it.
fn end(word: &mut String, is_unspaced: bool, take: &mut impl FnMut(&str)) {
    if is_unspaced {
        neighbours(word).for_each(take);
    } else if !word.is_empty() {
        let longest = word.char_indices().nth(LONGEST).map_or(word.len(), |(at, _)| at);
        take(&word[..longest]);
    }
    word.clear();
}

/// Every letter with the one behind it.
fn neighbours(word: &str) -> impl Iterator<Item = &str> {
    let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
    let ends = ends.skip(1).chain([word.len()]);
    word.char_indices().zip(ends).filter_map(|((start, _), end)| word.get(start..end))
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

fn is_unspaced(c: char) -> bool {
    let code = u32::from(c);
    code >= UNSPACED_BEYOND || UNSPACED.iter().any(|&(from, to)| (from..=to).contains(&code))
}

/// How texts are folded and cut, for the page's script.
#[derive(Serialize)]
pub(super) struct Folding {
    /// Marks that are left out: from and to, rising, as [`code`] has it.
    marks: String,
    /// Letters that Unicode does not take apart, each followed by its plain form, in turns.
    letters: Vec<String>,
    /// As `marks`; the last range has no end.
    unspaced: String,
    longest: usize,
}

impl Folding {
    pub(super) fn new() -> Self {
        Self {
            marks: code::rising(marks()),
            letters: letters(),
            unspaced: code::rising(
                UNSPACED.iter().flat_map(|&(from, to)| [from, to]).chain([UNSPACED_BEYOND]),
            ),
            longest: LONGEST,
        }
    }
}

/// The ends of every run of marks that are left out; none lies beyond the second plane.
fn marks() -> Vec<u32> {
    let mut ends: Vec<u32> = Vec::new();
    for c in ('\u{300}'..'\u{20000}').filter(|&c| name::is_diacritic(c)).map(u32::from) {
        match ends.last_mut() {
            Some(last) if *last + 1 == c => *last = c,
            _ => ends.extend([c, c]),
        }
    }
    ends
}

fn letters() -> Vec<String> {
    let mut plain = String::new();
    let changed = ('\u{80}'..'\u{10000}').filter_map(|c| {
        plain.clear();
        name::push_plain(c, &mut plain);
        plain.chars().ne([c]).then(|| [c.to_string(), plain.clone()])
    });
    changed.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> String {
        let mut all = Vec::new();
        each_word(text, |word| all.push(word.to_owned()));
        all.join(" ")
    }

    #[test]
    fn words_are_folded() {
        assert_eq!(joined("Žarko KECIĆ’s Łódź, Straße"), "zarko kecic s lodz strasse");
        assert_eq!(joined("Œuvre Þór Æsir Ðorđe"), "oeuvre thor aesir dorde");
        assert_eq!(joined("ΟΔΟΣ Ελλάς Й ё"), "οδοσ ελλασ и е");
        assert_eq!(joined("P15-1, (SSR1/10)"), "p15 1 ssr1 10");
    }

    #[test]
    fn scripts_without_spaces_are_cut_in_twos() {
        assert_eq!(joined("第15回会議"), "第 15 回会 会議 議");
        assert_eq!(joined("한국 회의"), "한국 회의");
        assert_eq!(joined("مراجعة الأمن"), "مراجعة الامن");
    }

    #[test]
    fn ids_are_one_key_however_they_are_cut() {
        assert_eq!(key("SSR1/3"), "=ssr1-3");
        assert_eq!(key("plenary 15"), key("Plenary-15"));
        assert_ne!(key("P15-1"), key("P1-51"));
    }

    #[test]
    fn ids_and_days_are_seen_in_texts() {
        let seen: Vec<&str> =
            ids("See P15-1, (SSR1/10) of 2017-06-13: well-known, 15 - 16.").collect();
        assert_eq!(seen, ["P15-1", "SSR1/10", "2017-06-13"]);
    }

    #[test]
    fn the_tables_name_what_folding_does() {
        let folding = Folding::new();
        let marks = code::read(&folding.marks);
        let is_mark = |c: char| marks.chunks(2).any(|run| (run[0]..=run[1]).contains(&c.into()));
        assert!(is_mark('\u{301}') && is_mark('\u{5b0}') && is_mark('\u{64b}'));
        assert!(!is_mark('\u{93c}') && !is_mark('\u{94d}') && !is_mark('\u{93e}'));
        assert!(!('\u{20000}'..=char::MAX).any(name::is_diacritic));
        let all = folding.letters.chunks(2).collect::<Vec<_>>();
        assert!(all.contains(&["ß".to_owned(), "ss".to_owned()].as_slice()));
        assert!(all.contains(&["ς".to_owned(), "σ".to_owned()].as_slice()));
    }
}
