//! "A, B and C": lists of names taken apart into places in the text, and lists put together.

use std::ops::Range;

use super::number;

/// The names of a list and where each stands, in bytes: apart at commas, `and`, `&` and `;`.
///
/// `Denise Michel, Kerry-Ann Barrett and ICANN Org` are three. Space around a name is not part of
/// it, and a separator too many makes no name.
pub(crate) fn split_names(text: &str) -> Vec<(Range<usize>, &str)> {
    let mut names = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if let Some(length) = separator(&text[at..], c, text[..at].chars().next_back()) {
            push_trimmed(text, start..at, &mut names);
            start = at + length;
        }
    }
    push_trimmed(text, start..text.len(), &mut names);
    names
}

/// The items as a person lists them: `A`, `A and B`, `A, B and C`.
pub(crate) fn join<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// A count with its noun: `1 meeting`, `2,000 meetings`.
pub(crate) fn plural(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

/// How many bytes the separator at the head of `rest` takes, if one stands there.
fn separator(rest: &str, first: char, before: Option<char>) -> Option<usize> {
    match first {
        ',' | ';' | '&' => Some(1),
        'a' | 'A' => {
            let is_and = rest.get(..3)?.eq_ignore_ascii_case("and");
            let ends = rest[3..].chars().next().is_none_or(char::is_whitespace);
            (is_and && ends && before.is_none_or(|c| c.is_whitespace() || c == ',')).then_some(3)
        }
        _ => None,
    }
}

fn push_trimmed<'a>(text: &'a str, range: Range<usize>, names: &mut Vec<(Range<usize>, &'a str)>) {
    // `and` may begin inside a stretch already taken; there is nothing left to add then.
    let Some(piece) = text.get(range.clone()) else { return };
    let name = piece.trim();
    if !name.is_empty() {
        let start = range.start + (piece.len() - piece.trim_start().len());
        names.push((start..start + name.len(), name));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn names(text: &str) -> Vec<&str> {
        split_names(text).into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn owners_are_apart_at_commas_and_ampersands_and_semicolons() {
        assert_eq!(
            names("Emily, James and Žarko & Eric; Alain"),
            ["Emily", "James", "Žarko", "Eric", "Alain"]
        );
        assert_eq!(names("A, and B,,C"), ["A", "B", "C"]);
        assert_eq!(names("A AND B"), ["A", "B"]);
        assert_eq!(names(" , "), Vec::<&str>::new());
    }

    #[test]
    fn and_inside_a_name_is_no_separator() {
        assert_eq!(names("Andrea Sandy, Brand"), ["Andrea Sandy", "Brand"]);
        assert_eq!(names("Randand"), ["Randand"]);
    }

    #[test]
    fn names_know_their_places() {
        let text = "Žarko,  Emily ";
        assert_eq!(split_names(text)[1].0, 9..14);
    }

    #[test]
    fn lists_are_joined_as_people_say_them() {
        assert_eq!(join::<&str>(&[]), "");
        assert_eq!(join(&["A"]), "A");
        assert_eq!(join(&["A", "B"]), "A and B");
        assert_eq!(join(&["A", "B", "C"]), "A, B and C");
    }

    #[test]
    fn one_is_singular_and_all_else_is_not() {
        assert_eq!(plural(1, "meeting", "meetings"), "1 meeting");
        assert_eq!(plural(0, "meeting", "meetings"), "0 meetings");
        assert_eq!(plural(2000, "meeting", "meetings"), "2,000 meetings");
    }

    proptest! {
        #[test]
        fn every_name_stands_where_it_says(text in "(\\PC|,|&| and |;){0,30}") {
            let mut end = 0;
            for (range, name) in split_names(&text) {
                prop_assert!(range.start >= end);
                prop_assert_eq!(&text[range.clone()], name);
                end = range.end;
            }
        }
    }
}
