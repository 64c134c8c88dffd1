//! Text set in columns: how wide a terminal shows it, and where its lines may end.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many columns a terminal takes to show a text: two for a wide letter, none for a mark that
/// stands on another.
pub(crate) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// The text without what a terminal would obey instead of showing: control characters, and the
/// marks that turn the direction of the rest of the line. Line ends stay.
pub(crate) fn printable(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\t', " ");
    text.chars().filter(|&c| c == '\n' || !(c.is_control() || turns_direction(c))).collect()
}

const fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The lines of a text that is set in a column so wide, at least one; line ends of the text stay.
///
/// Lines end between words, or between wide letters. A word that is wider than the column stays
/// whole: an id or an address can be copied from any terminal.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    text.split('\n').flat_map(|line| wrap_line(line, columns)).collect()
}

fn wrap_line(text: &str, columns: usize) -> Vec<String> {
    let (mut lines, mut line, mut taken) = (Vec::new(), String::new(), 0);
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        let mut gap = usize::from(!line.is_empty());
        for piece in pieces(word) {
            let wanted = width(piece);
            if !line.is_empty() && taken + gap + wanted > columns {
                lines.push(std::mem::take(&mut line));
                (taken, gap) = (0, 0);
            }
            line.extend(std::iter::repeat_n(' ', gap));
            line.push_str(piece);
            taken += gap + wanted;
            gap = 0;
        }
    }
    lines.push(line);
    lines
}

/// White space at which a line may end: a space that keeps words together is none.
fn is_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

/// The parts of a word between which a line may end: before and after each wide letter.
fn pieces(word: &str) -> impl Iterator<Item = &str> {
    let mut starts = vec![0];
    let mut before = None;
    for (at, c) in word.char_indices() {
        if before.is_some_and(|before| may_end_between(before, c)) {
            starts.push(at);
        }
        before = Some(c);
    }
    starts.push(word.len());
    (1..starts.len()).filter_map(move |n| word.get(*starts.get(n - 1)?..*starts.get(n)?))
}

fn may_end_between(before: char, after: char) -> bool {
    let is_wide = |c: char| c.width() == Some(2);
    let is_joined = before == '\u{200d}' || after.width() == Some(0) || is_closing(after);
    (is_wide(before) || is_wide(after)) && !is_joined && !is_opening(before)
}

const fn is_closing(c: char) -> bool {
    matches!(
        c,
        '、' | '。'
            | '，'
            | '．'
            | '：'
            | '；'
            | '！'
            | '？'
            | '）'
            | '」'
            | '』'
            | '】'
            | ','
            | '.'
            | ')'
            | ':'
            | ';'
            | '!'
            | '?'
    )
}

const fn is_opening(c: char) -> bool {
    matches!(c, '（' | '「' | '『' | '【' | '(')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn width_is_what_a_terminal_shows() {
        assert_eq!(["Kecić", "Kec\u{69}c\u{301}", "会議", "Пётр"].map(width), [5, 5, 4, 4]);
    }

    #[test]
    fn lines_end_between_words_and_between_wide_letters() {
        assert_eq!(wrap("Post the rates every month", 10), ["Post the", "rates", "every", "month"]);
        assert_eq!(wrap("次の会議で報告する。", 8), ["次の会議", "で報告す", "る。"]);
        assert_eq!(wrap("one\n\ntwo", 9), ["one", "", "two"]);
    }

    #[test]
    fn a_word_wider_than_the_column_stays_whole() {
        assert_eq!(
            wrap("see coordination-2017-06-a12 now", 8),
            ["see", "coordination-2017-06-a12", "now"]
        );
        assert_eq!(wrap("23\u{a0}June 2017", 4), ["23\u{a0}June", "2017"]);
    }

    #[test]
    fn what_a_terminal_would_obey_is_left_out() {
        assert_eq!(printable("\u{1b}[31mred\u{202e}\tx\r\ny"), "[31mred x\ny");
    }

    proptest! {
        #[test]
        fn wrapping_loses_no_letter(text in "\\PC{0,60}", columns in 1_usize..30) {
            let bare = |text: &str| text.chars().filter(|c| !is_space(*c)).collect::<String>();
            let lines = wrap(&text, columns);
            prop_assert_eq!(bare(&lines.concat()), bare(&text));
            prop_assert!(lines.iter().all(|line| line.trim_end_matches(is_space) == line));
        }
    }
}
