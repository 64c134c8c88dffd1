//! What a series is used to: its last meetings go in; the hour, the length and the agenda that the
//! next one will likely have come out. Pure, and robust to a meeting that was odd.

use std::{collections::BTreeMap, ops::Range};

use chrono::NaiveDate;

use crate::text::name::fold;

/// So many meetings back a habit is looked for: few enough to follow a new one, and enough to
/// pass over one odd meeting.
pub(super) const N_LAST: usize = 6;

/// The commonest of some values, the latest of those that are equally common.
pub(super) fn usual<T: PartialEq>(all: impl IntoIterator<Item = T>) -> Option<T> {
    let all: Vec<T> = all.into_iter().collect();
    let count = |one: &T| all.iter().filter(|other| *other == one).count();
    let best = (0..all.len()).max_by_key(|&at| all.get(at).map(count))?;
    all.into_iter().nth(best)
}

/// The value that comes next: where the last ones take turns (06:00, 14:00, 06:00, 14:00), the one
/// whose turn it is; else the usual one.
pub(super) fn next_in_turn<T: PartialEq + Clone>(all: &[T]) -> Option<T> {
    let takes_turns = |period: &usize| {
        let turns = all.iter().zip(all.iter().skip(*period));
        all.len() >= 2 * period && turns.clone().all(|(one, next)| one == next)
    };
    let turn = (1..=3).find(takes_turns).and_then(|period| all.get(all.len() - period));
    turn.cloned().or_else(|| usual(all.iter().cloned()))
}

/// The items that stand on more than half of the agendas, in the words and at the place that they
/// usually have; no agenda is empty.
pub(super) fn standing_items(agendas: &[Vec<String>]) -> Vec<String> {
    let mut items: BTreeMap<String, Vec<(usize, &str)>> = BTreeMap::new();
    for agenda in agendas {
        let mut seen = Vec::new();
        for (at, title) in agenda.iter().enumerate() {
            let key = key(title);
            if !seen.contains(&key) {
                let place = (2 * at + 1) * 1000 / (2 * agenda.len());
                items.entry(key.clone()).or_default().push((place, title.as_str()));
                seen.push(key);
            }
        }
    }
    let is_standing = |told: &Vec<(usize, &str)>| 2 * told.len() > agendas.len();
    let mut standing: Vec<(usize, String)> = items
        .into_values()
        .filter(is_standing)
        .filter_map(|told| {
            let place = told.iter().map(|(place, _)| place).sum::<usize>() / told.len();
            Some((place, usual(told.into_iter().map(|(_, title)| title))?.to_owned()))
        })
        .collect();
    standing.sort();
    standing.into_iter().map(|(_, title)| title).collect()
}

/// By which two items are the same: case, marks and the point at the end aside.
fn key(title: &str) -> String {
    fold(title.trim_end_matches(['.', ':', ';']))
}

/// A title or an id, cut at the part that changes from one meeting to the next: `Plenary call #`,
/// a number, nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// What stands before it.
    pub before: String,
    /// What changes.
    pub mark: Mark,
    /// What stands after it.
    pub after: String,
}

/// What changes from one meeting to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Its number in the series.
    Number,
    /// Its day, written this way.
    Day(&'static str),
}

/// The ways in which days stand in titles and ids; the most exact first.
const DAYS: [&str; 6] = ["%Y-%m-%d", "%-d %B %Y", "%B %-d, %Y", "%Y-%m", "%B %Y", "%Y"];

impl Shape {
    /// Cuts a text at the meeting's number, or else at its day.
    pub(super) fn of(text: &str, number: Option<u32>, day: NaiveDate) -> Option<Self> {
        let numbered = number.and_then(|number| {
            let range = word(text, &number.to_string())?;
            Some(Self::cut(text, range, Mark::Number))
        });
        let dated = || {
            DAYS.iter().find_map(|way| {
                let range = word(text, &day.format(way).to_string())?;
                Some(Self::cut(text, range, Mark::Day(way)))
            })
        };
        numbered.or_else(dated)
    }

    fn cut(text: &str, range: Range<usize>, mark: Mark) -> Self {
        let part = |range: Range<usize>| text.get(range).unwrap_or_default().to_owned();
        Self { before: part(0..range.start), mark, after: part(range.end..text.len()) }
    }

    /// The usual shape of some texts; what follows the mark in one of them alone ("…, Madrid") is
    /// not.
    pub(super) fn usual(shapes: &[Self]) -> Option<Self> {
        let shape = usual(shapes.iter().cloned())?;
        let is_alone = shapes.iter().filter(|other| **other == shape).count() < 2;
        let after = if is_alone { String::new() } else { shape.after };
        Some(Self { after, ..shape })
    }

    /// The text for another meeting; none where it needs a number, and there is none.
    pub(super) fn fill(&self, number: Option<u32>, day: NaiveDate) -> Option<String> {
        let mark = match self.mark {
            Mark::Number => number?.to_string(),
            Mark::Day(way) => day.format(way).to_string(),
        };
        Some(format!("{}{mark}{}", self.before, self.after))
    }
}

/// The last place where a word stands by itself in a text, not within a longer number or word.
fn word(text: &str, word: &str) -> Option<Range<usize>> {
    let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_digit());
    let (at, _) = text.rmatch_indices(word).find(|(at, _)| {
        let before = text.get(..*at).and_then(|text| text.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|text| text.chars().next());
        is_apart(before) && is_apart(after)
    })?;
    Some(at..at + word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_commonest_is_usual_and_of_equals_the_latest() {
        assert_eq!(usual([1, 2, 1, 3]), Some(1));
        assert_eq!(usual([1, 1, 2, 2]), Some(2));
        assert_eq!(usual([0; 0]), None);
    }

    #[test]
    fn hours_that_take_turns_go_on_taking_turns() {
        assert_eq!(next_in_turn(&[6, 14, 6, 14]), Some(6));
        assert_eq!(next_in_turn(&[6, 14, 20, 6, 14, 20]), Some(6));
        assert_eq!(next_in_turn(&[14, 14, 6, 14]), Some(14));
        assert_eq!(next_in_turn(&[14, 6, 14]), Some(14));
        assert_eq!(next_in_turn(&[6, 14]), Some(14));
    }

    #[test]
    fn items_of_more_than_half_of_the_agendas_stand_in_their_usual_order() {
        let agenda = |items: &[&str]| items.iter().map(|item| (*item).to_owned()).collect();
        let agendas = [
            agenda(&["Roll call", "Terms of reference", "Action items", "AOB"]),
            agenda(&["roll call.", "Action items", "Johannesburg", "AOB"]),
            agenda(&["Roll call", "AOB", "Confirm decisions"]),
        ];
        assert_eq!(standing_items(&agendas), ["Roll call", "Action items", "AOB"]);
        assert_eq!(standing_items(&agendas[..1]), agendas[0]);
        assert!(standing_items(&[]).is_empty());
    }

    #[test]
    fn titles_and_ids_are_cut_at_number_or_day() {
        let on = day("2017-06-07");
        let again = |text, number, next| {
            Shape::of(text, number, on).and_then(|shape| shape.fill(next, day("2018-10-02")))
        };
        let title = again("Plenary call #15", Some(15), Some(16));
        assert_eq!(title.as_deref(), Some("Plenary call #16"));
        assert_eq!(again("plenary-15", Some(15), Some(16)).as_deref(), Some("plenary-16"));
        let title = again("Coordination call, June 2017", None, None);
        assert_eq!(title.as_deref(), Some("Coordination call, October 2018"));
        assert_eq!(again("call-2017-06-07", None, None).as_deref(), Some("call-2018-10-02"));
        assert_eq!(again("Plenary call #155", Some(15), Some(16)), None);
    }

    #[test]
    fn what_one_title_alone_ends_with_is_left_out() {
        let shape = |text| Shape::of(text, Some(2), day("2017-05-14")).unwrap();
        let usual = Shape::usual(&[shape("Meeting #2, Madrid")]).unwrap();
        let title = usual.fill(Some(3), day("2017-05-14"));
        assert_eq!(title.as_deref(), Some("Meeting #3"));
    }
}
