//! Sentences: a text and a place in it go in, the sentence that holds the place comes out.

use std::ops::Range;

/// Words that keep their full stop in the middle of a sentence, whatever follows.
const ABBREVIATIONS: &[&str] = &[
    "approx", "cf", "dept", "dr", "eg", "esp", "hon", "ie", "messrs", "mr", "mrs", "ms", "mt",
    "prof", "rev", "st", "tel", "viz", "vs",
];

/// Words that do so before a number: `Rec. 10`, but `He said no. We agreed`.
const BEFORE_NUMBERS: &[&str] = &[
    "al", "app", "art", "ch", "ed", "fig", "no", "nos", "nr", "p", "par", "para", "pp", "rec",
    "recs", "ref", "sec", "sect", "vol",
];

/// The sentence of a text that holds a range of bytes, without the space around it.
///
/// A sentence ends at `.`, `!` or `?` before white space, or at an empty line; not after
/// `Rec.`, `Mr.`, `e.g.`, `#1.`, an initial, or where a small letter follows. A range across
/// several sentences gives all of them; one outside the text is moved to its end.
pub(crate) fn sentence_around(text: &str, range: Range<usize>) -> &str {
    let mut start = 0;
    let mut end = text.len();
    let marks = text.char_indices().filter(|&(_, c)| may_end(c));
    for (at, _) in marks {
        let Some(after) = end_at(text, at) else { continue };
        if after <= range.start.min(text.len()) {
            start = after;
        } else if after >= range.end {
            end = after;
            break;
        }
    }
    text.get(start..end).unwrap_or(text).trim()
}

/// Whether a sentence may end at a character.
fn may_end(c: char) -> bool {
    is_mark(c) || matches!(c, '\n' | '\r')
}

fn is_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。')
}

/// Where a sentence ends that has its last mark at `at`: after closing quotes and brackets.
fn end_at(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    if rest.starts_with("\n\n") || rest.starts_with("\r\n\r\n") {
        return Some(at);
    }
    let mark = rest.chars().next().filter(|c| is_mark(*c))?;
    let tail = rest[mark.len_utf8()..].trim_start_matches(is_closing);
    let next = tail.trim_start();
    let is_apart = tail.len() > next.len() || mark == '。';
    let goes_on = next.starts_with(char::is_lowercase);
    let is_stop = mark != '.' || !keeps_its_stop(&text[..at], next);
    (is_apart && !goes_on && is_stop).then(|| text.len() - tail.len())
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | ')' | ']' | '”' | '’' | '»' | '*' | '_' | '.' | '!' | '?')
}

/// Whether the full stop between two texts belongs to the word before it and ends no sentence.
fn keeps_its_stop(before: &str, after: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[')).next();
    let Some(word) = word.filter(|word| !word.is_empty()) else { return true };
    let letters: String = word.chars().filter(|c| c.is_alphabetic()).collect();
    let letters = letters.to_lowercase();
    let is_number_next = after.starts_with(|c: char| c.is_ascii_digit() || c == '#');
    is_numbering(word, before)
        || is_initial(word)
        || ABBREVIATIONS.contains(&letters.as_str())
        || is_number_next && BEFORE_NUMBERS.contains(&letters.as_str())
}

/// `#1.` anywhere, and the number of a list item: `3.` before anything else was said.
fn is_numbering(word: &str, before: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    word.strip_prefix('#').is_some_and(is_number) || (is_number(word) && before.trim() == word)
}

/// `J.` and `J.-P.` and `e.g.`: single letters between stops.
fn is_initial(word: &str) -> bool {
    let mut parts = word.split(['.', '-']).filter(|part| !part.is_empty()).peekable();
    let is_letter = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
    // `I` alone is more often the speaker at the end of a sentence than anybody's initial.
    word != "I" && parts.peek().is_some() && parts.all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn holds(text: &str, word: &str, sentence: &str) {
        let at = text.find(word).expect("the word is in the text");
        assert_eq!(sentence_around(text, at..at + word.len()), sentence);
    }

    #[test]
    fn a_sentence_ends_at_its_stop() {
        let text = "We met. We agreed on item 4! Did we? Yes.";
        holds(text, "met", "We met.");
        holds(text, "item", "We agreed on item 4!");
        holds(text, "Did", "Did we?");
        holds(text, "Yes", "Yes.");
    }

    #[test]
    fn abbreviations_initials_and_numbers_do_not_end_it() {
        for text in [
            "See Rec. 10 of the report.",
            "It was Mr. Matogoro who said so.",
            "Registries, e.g. RNIDS, agreed.",
            "Some (i.e. Two) came.",
            "Item #1. Emily is to write.",
            "It costs 3.5 Dollars.",
            "J. Gannon and J.-P. Picard came.",
            "3. Next steps were named.",
        ] {
            holds(text, text.split(' ').next_back().unwrap_or(text), text);
        }
    }

    #[test]
    fn quotes_belong_to_the_sentence_they_close() {
        let text = "He said “no.” She agreed (after all.) Done.";
        holds(text, "no", "He said “no.”");
        holds(text, "agreed", "She agreed (after all.)");
    }

    #[test]
    fn an_empty_line_ends_it() {
        holds("A title\n\nThe text", "text", "The text");
    }

    #[test]
    fn a_range_across_sentences_gives_them_all() {
        assert_eq!(sentence_around("One. Two. Three.", 1..8), "One. Two.");
    }

    proptest! {
        #[test]
        fn any_text_and_any_range_do(text in "(\\PC|\\. |\\n){0,40}", a in 0usize..60, b in 0usize..60) {
            let sentence = sentence_around(&text, a..b);
            prop_assert!(text.contains(sentence));
        }
    }
}
