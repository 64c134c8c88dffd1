//! The words of a text and where they stand: what the readers of dates look at.

use chrono::Weekday;
use std::ops::Range;

/// A run of letters and digits.
#[derive(Clone, Debug)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    pub(super) range: Range<usize>,
    /// What stands between the word before, or the beginning, and this one.
    pub(super) gap: &'a str,
}

/// The words of a text, in order.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::with_capacity(text.len() / 5);
    let mut end = 0;
    while let Some(start) = text[end..].find(char::is_alphanumeric).map(|at| end + at) {
        let length = text[start..].find(|c: char| !c.is_alphanumeric());
        let range = start..length.map_or(text.len(), |length| start + length);
        words.push(Word {
            text: &text[range.clone()],
            gap: &text[end..start],
            range: range.clone(),
        });
        end = range.end;
    }
    words
}

/// Whose names of months and weekdays count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// In prose: `May` is a month, `may` is a verb.
    Capital,
    /// In a cell that holds a date and little else.
    Any,
}

impl Word<'_> {
    /// The number of a month, 1 to 12, by its name or the usual short form.
    pub(super) fn month(&self, case: Case) -> Option<u32> {
        let names = MONTHS.iter().zip(1..);
        names.filter(|(name, _)| self.is_name(name, case, &["sept"])).map(|(_, n)| n).next()
    }

    /// A weekday, by its name or a usual short form.
    pub(super) fn weekday(&self, case: Case) -> Option<Weekday> {
        let short = ["tues", "weds", "thur", "thurs"];
        WEEKDAYS.iter().find(|(name, _)| self.is_name(name, case, &short)).map(|(_, day)| *day)
    }

    /// The number of a day of some month: `23`, `3rd`. Not `06:00`, whose hours look like one.
    pub(super) fn day(&self) -> Option<u32> {
        let digits = self.text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = &self.text[digits.len()..];
        let endings = ["", "st", "nd", "rd", "th"];
        let is_ordinal = endings.iter().any(|ending| suffix.eq_ignore_ascii_case(ending));
        number(digits, 1..=2).filter(|_| is_ordinal)
    }

    /// The number of a year, in four digits, of the centuries an archive may speak of. `0600`
    /// and `1430` are clock times more often than years.
    pub(super) fn year(&self) -> Option<i32> {
        let year = i32::try_from(number(self.text, 4..=4)?).ok()?;
        (1900..2200).contains(&year).then_some(year)
    }

    /// Whether the word is this one, in any case.
    pub(super) fn is(&self, other: &str) -> bool {
        self.text.eq_ignore_ascii_case(other)
    }

    /// Whether it may be the first of a date: a number or a name. Nearly no word of a text is.
    pub(super) fn may_begin(&self, case: Case) -> bool {
        let first = self.text.bytes().next().unwrap_or_default();
        first.is_ascii_digit()
            || first.is_ascii_uppercase()
            || case == Case::Any && first.is_ascii_lowercase()
    }

    /// Whether only white space, or a comma or full stop and white space, stands before the word.
    pub(super) fn follows(&self) -> bool {
        !self.gap.is_empty() && matches!(self.gap.trim(), "" | "," | ".")
    }

    /// Whether the word is a name, its first three letters, or one of the other short forms of it.
    fn is_name(&self, name: &str, case: Case, short: &[&str]) -> bool {
        let (Some(first), Some(initial)) = (self.text.bytes().next(), name.bytes().next()) else {
            return false;
        };
        // Nearly every word of every text ends here.
        let fits_case = case == Case::Any || first.is_ascii_uppercase();
        if !fits_case || !first.eq_ignore_ascii_case(&initial) {
            return false;
        }
        let is_short = self.text.len() == 3 || short.iter().any(|short| self.is(short));
        // `Weds` is no beginning of its name.
        let stem = if self.is("weds") { "wed" } else { self.text };
        let head = name.get(..stem.len());
        self.is(name) || is_short && head.is_some_and(|head| head.eq_ignore_ascii_case(stem))
    }
}

/// Whether a text may name a weekday, as few do.
pub(crate) fn may_name_weekday(text: &str) -> bool {
    let begins = |letters: &[u8]| {
        let mut names = WEEKDAYS.iter().filter_map(|(name, _)| name.as_bytes().get(..3));
        letters.first().is_some_and(u8::is_ascii_uppercase)
            && names.any(|name| name.eq_ignore_ascii_case(letters))
    };
    text.as_bytes().windows(3).any(begins)
}

/// A number of so many ASCII digits.
pub(super) fn number(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let is_number = digits.contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

/// The name of a month, by its number.
pub(crate) fn month_name(month: u32) -> &'static str {
    let at = usize::try_from(month).ok().and_then(|month| month.checked_sub(1));
    at.and_then(|at| MONTH_NAMES.get(at)).copied().unwrap_or("month")
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const MONTH_NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn word(text: &str) -> Word<'_> {
        words(text).remove(0)
    }

    #[test]
    fn months_and_weekdays_have_short_forms() {
        assert_eq!(word("Sept.").month(Case::Any), Some(9));
        assert_eq!(word("jun").month(Case::Any), Some(6));
        assert_eq!(word("Thurs").weekday(Case::Any), Some(Weekday::Thu));
        assert_eq!(word("Weds").weekday(Case::Any), Some(Weekday::Wed));
        assert_eq!(word("Ju").month(Case::Any), None);
        assert_eq!(word("Juni").month(Case::Any), None);
        assert_eq!(word("Money").weekday(Case::Any), None);
    }

    #[test]
    fn in_prose_names_begin_with_a_capital() {
        assert_eq!(word("may").month(Case::Capital), None);
        assert_eq!(word("May").month(Case::Capital), Some(5));
    }

    #[test]
    fn days_and_years_are_numbers_of_their_kind() {
        assert_eq!(word("23rd").day(), Some(23));
        assert_eq!(word("23x").day(), None);
        assert_eq!(word("0600").year(), None);
        assert_eq!(word("2017").year(), Some(2017));
    }

    proptest! {
        #[test]
        fn a_text_with_a_weekday_may_name_one(
            pieces in prop::collection::vec(
                prop::sample::select(vec!["Mon", "Tuesday", "WEDS", "Thurs", "fri", "day", " ", "é", "3"]),
                0..6,
            ),
        ) {
            let text = pieces.concat();
            let is_named = words(&text).iter().any(|word| word.weekday(Case::Capital).is_some());
            prop_assert!(!is_named || may_name_weekday(&text));
        }

        #[test]
        fn words_and_gaps_make_up_the_text(text in ".*") {
            let mut end = 0;
            for word in words(&text) {
                prop_assert_eq!(&text[end..word.range.start], word.gap);
                prop_assert_eq!(&text[word.range.clone()], word.text);
                end = word.range.end;
                let _ = (word.month(Case::Any), word.weekday(Case::Any), word.day(), word.year());
            }
        }
    }
}
