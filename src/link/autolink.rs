//! What is linked by itself: a line's plain text goes in; recommendations, meetings, action items,
//! terms and people that it names come out, in order and apart.

use std::{ops::Range, sync::Arc};

use hashbrown::HashMap;

use super::{
    cut::{Cut, Reading, words},
    people::People,
    plan::ActionPlan,
    targets::{self, Targets},
};
use crate::{
    content::written::Contents,
    model::{Autolink, MeetingId, Owner, RecId, SetId, Target},
};

/// The names that are looked for, by their first word.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    switches: Autolink,
    default_set: Option<SetId>,
    sets: Phrases<SetId>,
    series: Phrases<Arc<str>>,
    numbered: HashMap<(Arc<str>, u32), MeetingId>,
    terms: HashMap<String, Vec<Arc<str>>>,
    people: Phrases<Owner>,
}

/// Names of several words, by the first of them, each as words are read.
#[derive(Debug)]
struct Phrases<T>(HashMap<String, Vec<(Vec<String>, T)>>);

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T> Phrases<T> {
    fn push(&mut self, name: &str, reading: Reading, meant: T) {
        let cut = Cut::new(name);
        let words: Vec<String> =
            (0..cut.n_words()).map(|at| cut.read(at, reading).to_owned()).collect();
        if let Some(first) = words.first() {
            self.0.entry(first.clone()).or_default().push((words, meant));
        }
    }

    /// The longest phrase that begins at a word: how many words it has, and what it means.
    fn longest(&self, cut: &Cut<'_>, at: usize, reading: Reading) -> Option<(usize, &T)> {
        let candidates = self.0.get(cut.read(at, reading))?;
        let fits = |wanted: &[String]| {
            let mut places = (at..).zip(wanted);
            places.all(|(at, word)| cut.read(at, reading) == word)
                && (at + 1..at + wanted.len()).all(|next| cut.is_joined(next))
        };
        let there = candidates.iter().filter(|(wanted, _)| fits(wanted));
        there.map(|(wanted, meant)| (wanted.len(), meant)).max_by_key(|(length, _)| *length)
    }
}

/// What a stretch of text was found to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// A thing of the archive.
    Target(Target),
    /// A term of the glossary.
    Term(Arc<str>),
    /// A recommendation that the set does not have.
    NoSuchRecommendation(SetId, String),
}

/// A stretch of text that means something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) range: Range<usize>,
    pub(super) meant: Meant,
    /// In "recommendations 4 to 6", the number before the last one's dash.
    after: Option<String>,
}

impl Match {
    const fn new(range: Range<usize>, meant: Meant) -> Self {
        Self { range, meant, after: None }
    }
}

/// Which set a bare "Recommendation 10" belongs to, by its place in the text.
pub(super) type SetAt<'f> = &'f dyn Fn(usize) -> Option<SetId>;

impl Vocabulary {
    /// Gathers the names.
    pub(super) fn new(contents: &Contents, targets: &Targets, people: &People) -> Self {
        let default = contents.site.default_recommendations.as_ref();
        let mut vocabulary = Self {
            switches: contents.site.autolink,
            default_set: default.and_then(|set| targets.set(set.value.as_str())).cloned(),
            ..Self::default()
        };
        for set in &contents.sets {
            for name in [&set.name.value, &set.id] {
                vocabulary.sets.push(name, Reading::Lower, SetId::new(set.id.as_str()));
            }
        }
        for series in &contents.site.series {
            let id = Arc::from(series.id.as_str());
            vocabulary.series.push(&series.name, Reading::Lower, id);
        }
        for meeting in &contents.meetings {
            if let Some(number) = &meeting.number {
                let key = (Arc::from(meeting.series.value.as_str()), number.value);
                vocabulary
                    .numbered
                    .entry(key)
                    .or_insert_with(|| MeetingId::new(meeting.id.as_str()));
            }
        }
        vocabulary.enter_terms(contents);
        for (spelling, owner) in people.spellings() {
            if matches!(people.find(spelling), super::people::Found::One(_)) {
                vocabulary.people.push(spelling, Reading::Folded, owner.clone());
            }
        }
        vocabulary
    }

    fn enter_terms(&mut self, contents: &Contents) {
        for entry in &contents.terms {
            if let Some(first) = words(&entry.term.value).next() {
                let key = entry.term.value[first].to_owned();
                self.terms.entry(key).or_default().push(Arc::from(entry.term.value.as_str()));
            }
        }
        // The longest term first: "DNS OPS" before "DNS".
        self.terms
            .values_mut()
            .for_each(|terms| terms.sort_by_key(|term| std::cmp::Reverse(term.len())));
    }

    /// The set that a bare number belongs to.
    pub(super) fn default_set(&self) -> Option<&SetId> {
        self.default_set.as_ref()
    }

    /// Whether a name is that of the set that bare numbers belong to.
    pub(super) fn is_default_set(&self, name: &str) -> bool {
        let default = self.default_set();
        self.sets_named(&Cut::new(name)).any(|(_, set)| Some(set) == default)
    }

    /// The sets that a text names, and where.
    pub(super) fn sets_named<'v>(
        &'v self,
        cut: &'v Cut<'_>,
    ) -> impl Iterator<Item = (usize, &'v SetId)> {
        let named = |at| Some((cut.start(at), self.sets.longest(cut, at, Reading::Lower)?.1));
        (0..cut.n_words()).filter_map(named)
    }
}

/// Looks for everything that is linked by itself.
pub(super) struct Search<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) targets: &'a Targets,
    pub(super) actions: &'a ActionPlan<'a>,
}

impl Search<'_> {
    /// The matches of a text, in order and apart.
    pub(super) fn all(&self, cut: &Cut<'_>, set_at: SetAt<'_>) -> Vec<Match> {
        matches(cut, |at| self.any_at(cut, at, set_at))
    }

    /// The recommendations that a text names.
    pub(super) fn recommendations(&self, cut: &Cut<'_>, set_at: SetAt<'_>) -> Vec<RecId> {
        let found = matches(cut, |at| self.recommendations_at(cut, at, set_at));
        let mut ids = Vec::new();
        for one in found {
            if let Meant::Target(Target::Recommendation(id)) = one.meant {
                self.push_between(one.after.as_deref(), &id, &mut ids);
                ids.push(id);
            }
        }
        ids
    }

    /// Adds the recommendations of "4 to 6" that stand between the two.
    fn push_between(&self, first: Option<&str>, last: &RecId, ids: &mut Vec<RecId>) {
        const MOST: u32 = 200;
        let number = |text: &str| text.parse::<u32>().ok();
        let (Some(first), Some(end)) = (first.and_then(number), number(&last.number)) else {
            return;
        };
        if end.saturating_sub(first) < MOST {
            let keys = (first + 1..end).map(|number| format!("{}/{number}", last.set));
            ids.extend(keys.filter_map(|key| self.targets.recommendation(&key).cloned()));
        }
    }

    fn any_at(&self, cut: &Cut<'_>, at: usize, set_at: SetAt<'_>) -> Option<Vec<Match>> {
        let on = self.vocabulary.switches;
        let or = |is_on: bool, find: &dyn Fn() -> Option<Match>| is_on.then(find).flatten();
        if on.recommendations
            && let Some(found) = self.recommendations_at(cut, at, set_at)
        {
            return Some(found);
        }
        or(on.meetings, &|| self.meeting_at(cut, at))
            .or_else(|| or(on.actions, &|| self.action_at(cut, at)))
            .or_else(|| or(on.glossary, &|| self.term_at(cut, at)))
            .or_else(|| or(on.people, &|| self.person_at(cut, at)))
            .map(|one| vec![one])
    }

    /// "SSR1 Recommendation 10", "Rec. 10", "recommendations 4, 5 and 14", "rec. 16 in the CCT
    /// report".
    fn recommendations_at(
        &self,
        cut: &Cut<'_>,
        at: usize,
        set_at: SetAt<'_>,
    ) -> Option<Vec<Match>> {
        let before = self.vocabulary.sets.longest(cut, at, Reading::Lower);
        let word = at + before.map_or(0, |(n, _)| n);
        let mention = Mention::read(cut, word)?;
        if word > at && !cut.is_joined(word) {
            return None;
        }
        let start = cut.start(at);
        let set = match before {
            Some((_, set)) => Some(set.clone()),
            None if is_acronym_before(cut, at) => None,
            None => self.set_after(cut, mention.end, || set_at(start)),
        }?;
        Some(self.linked(&set, start, mention.numbers))
    }

    /// The set said after the number: "in (the) CCT report"; an unknown one is no set of ours.
    fn set_after(
        &self,
        cut: &Cut<'_>,
        end: usize,
        otherwise: impl Fn() -> Option<SetId>,
    ) -> Option<SetId> {
        let next = cut.next_word(end);
        let lower = |at: usize| cut.read(at, Reading::Lower);
        let touches = next < cut.n_words() && cut.text[end..cut.start(next)].trim().is_empty();
        if !touches || !["in", "of", "from"].contains(&lower(next)) {
            return otherwise();
        }
        let at = next + if lower(next + 1) == "the" { 2 } else { 1 };
        if let Some((_, set)) = self.vocabulary.sets.longest(cut, at, Reading::Lower) {
            return Some(set.clone());
        }
        let is_report = ["report", "review", "final"].contains(&lower(at + 1));
        if is_acronym(cut.word(at)) && is_report { None } else { otherwise() }
    }

    fn linked(&self, set: &SetId, start: usize, numbers: Vec<Number>) -> Vec<Match> {
        let mut from = Some(start);
        let mut before: Option<String> = None;
        let each = numbers.into_iter().map(|one| {
            let known = self.targets.recommendation(&format!("{set}/{}", one.text));
            let after = before.replace(one.text.clone()).filter(|_| one.ends_range);
            let meant = match known {
                Some(id) => Meant::Target(Target::Recommendation(id.clone())),
                None => Meant::NoSuchRecommendation(set.clone(), one.text),
            };
            Match { range: from.take().unwrap_or(one.range.start)..one.range.end, meant, after }
        });
        each.collect()
    }

    /// "Plenary call #15"
    fn meeting_at(&self, cut: &Cut<'_>, at: usize) -> Option<Match> {
        let (n_words, series) = self.vocabulary.series.longest(cut, at, Reading::Lower)?;
        let Number { range, text: number, .. } = number_after(cut.text, cut.end(at + n_words - 1))?;
        let key = (Arc::clone(series), number.parse().ok()?);
        let meeting = self.vocabulary.numbered.get(&key)?;
        let target = Target::Meeting(meeting.clone());
        Some(Match::new(cut.start(at)..range.end, Meant::Target(target)))
    }

    fn action_at(&self, cut: &Cut<'_>, at: usize) -> Option<Match> {
        const LONGEST: usize = 64;
        let (before, rest) = cut.text.split_at(cut.start(at));
        if before.ends_with(['-', '_', '@', '‑']) {
            return None;
        }
        let is_id = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        let length = rest.char_indices().find(|&(n, c)| !is_id(c) || n > LONGEST);
        let chunk = length.map_or(rest, |(n, _)| &rest[..n]).trim_end_matches(['-', '_', '.']);
        // A bare number or word is no id that anybody would recognise in a sentence.
        let is_telling =
            chunk.contains(|c: char| c.is_ascii_digit()) && chunk.contains(char::is_alphabetic);
        let id = is_telling.then(|| self.actions.find(chunk)).flatten()?;
        let (start, target) = (before.len(), Target::Action(id.clone()));
        Some(Match::new(start..start + chunk.len(), Meant::Target(target)))
    }

    fn term_at(&self, cut: &Cut<'_>, at: usize) -> Option<Match> {
        let first = cut.word(at);
        let candidates = self.vocabulary.terms.get(first)?;
        candidates.iter().find_map(|term| {
            let start = cut.start(at).checked_sub(term.find(first)?)?;
            let rest = cut.text.get(start..)?.strip_prefix(&**term)?;
            let is_whole = !rest.starts_with(char::is_alphanumeric);
            let range = start..start + term.len();
            is_whole.then(|| Match::new(range, Meant::Term(Arc::clone(term))))
        })
    }

    fn person_at(&self, cut: &Cut<'_>, at: usize) -> Option<Match> {
        let (n_words, owner) = self.vocabulary.people.longest(cut, at, Reading::Folded)?;
        let meant = Meant::Target(targets::of_owner(owner));
        Some(Match::new(cut.start(at)..cut.end(at + n_words - 1), meant))
    }
}

/// What is found word by word, in order and apart.
fn matches(cut: &Cut<'_>, at_word: impl Fn(usize) -> Option<Vec<Match>>) -> Vec<Match> {
    let mut found: Vec<Match> = Vec::new();
    let mut end = 0;
    for at in 0..cut.n_words() {
        if cut.start(at) < end {
            continue;
        }
        let here = at_word(at).unwrap_or_default();
        end = here.last().map_or(end, |last| last.range.end);
        found.extend(here);
    }
    found
}

/// A number and where it stands.
struct Number {
    range: Range<usize>,
    text: String,
    /// Whether a dash or "to" stands before it.
    ends_range: bool,
}

/// "Recommendations 4, 5 and 14", from its word on.
struct Mention {
    numbers: Vec<Number>,
    end: usize,
}

impl Mention {
    fn read(cut: &Cut<'_>, at: usize) -> Option<Self> {
        let name = cut.read(at, Reading::Lower);
        let is_list = match name {
            "recommendations" | "recs" | "rec" => true,
            "recommendation" => false,
            _ => return None,
        };
        let is_short = name.starts_with("rec") && name.len() < 5;
        let (text, end) = (cut.text, cut.end(at));
        let end = end + usize::from(is_short && text[end..].starts_with('.'));
        let first = number_after(text, end)?;
        let mut end = first.range.end;
        let mut numbers = vec![first];
        while let Some(next) = is_list.then(|| next_number(text, end)).flatten() {
            end = next.range.end;
            numbers.push(next);
        }
        Some(Self { numbers, end })
    }
}

/// The number that follows, after white space and `#` or `No.`.
fn number_after(text: &str, at: usize) -> Option<Number> {
    let rest = text.get(at..)?;
    let gap = rest.len() - rest.trim_start().len();
    let rest = rest.trim_start();
    let mark = ["#", "No. ", "no. ", "Nos. ", "nos. ", "number "]
        .into_iter()
        .find(|mark| rest.starts_with(mark))
        .unwrap_or_default();
    if gap == 0 && mark.is_empty() || gap > 4 {
        return None;
    }
    number_at(text, at + gap + mark.len())
}

fn number_at(text: &str, at: usize) -> Option<Number> {
    let rest = text.get(at..)?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '.';
    let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let number = rest[..length].trim_end_matches('.');
    let lead = usize::from(number.starts_with(|c: char| c.is_ascii_uppercase()));
    let is_number =
        number.get(lead..)?.starts_with(|c: char| c.is_ascii_digit()) && number.len() < 12;
    // `10th` is an order, `4G` a name; one small letter may follow a number: `10a`.
    let n_letters = number[lead..].chars().filter(char::is_ascii_alphabetic).count();
    let goes_on = rest[length..].starts_with(char::is_alphanumeric);
    (is_number && n_letters <= 1 && !goes_on).then(|| Number {
        range: at..at + number.len(),
        text: number.to_owned(),
        ends_range: false,
    })
}

/// The next number of a list: after a comma, "and", a dash.
fn next_number(text: &str, at: usize) -> Option<Number> {
    let rest = text.get(at..)?;
    let mut left = rest.trim_start();
    let mut is_joined = false;
    let mut ends_range = false;
    loop {
        let marks = [",", ";", "&", "/", "–", "-", "and ", "or ", "to ", "through "];
        let Some(mark) = marks.iter().find(|mark| left.starts_with(**mark)) else { break };
        is_joined = true;
        ends_range |= ["–", "-", "to ", "through "].contains(mark);
        left = left[mark.len()..].trim_start();
        if rest.len() - left.len() > 16 {
            return None;
        }
    }
    let left = left.strip_prefix('#').unwrap_or(left);
    if !is_joined {
        return None;
    }
    let number = number_at(text, text.len() - left.len())?;
    Some(Number { ends_range, ..number })
}

fn is_acronym_before(cut: &Cut<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let gap = &cut.text[cut.end(before)..cut.start(at)];
    is_acronym(cut.word(before)) && gap.len() <= 2 && gap.chars().all(char::is_whitespace)
}

/// `CCT`, `SSR2`: letters, all capitals, and digits.
fn is_acronym(word: &str) -> bool {
    let n_letters = word.chars().filter(|c| c.is_uppercase()).count();
    n_letters > 1 && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn search(text: &str) -> Vec<(String, String)> {
        let contents = super::super::samples::contents();
        let mut sink = crate::diagnostic::Sink::default();
        let people = People::new(&contents, &mut sink);
        let table = super::super::plan::Timetable::new(&contents, &mut sink);
        let actions = ActionPlan::new(&contents, &table, &mut sink);
        let targets = Targets::new(&contents, &table, crate::link::ENGLISH, &mut sink);
        let vocabulary = Vocabulary::new(&contents, &targets, &people);
        let search = Search { vocabulary: &vocabulary, targets: &targets, actions: &actions };
        let found = search.all(&Cut::new(text), &|_| vocabulary.default_set().cloned());
        let shown = found.into_iter().map(|one| {
            let meant = match one.meant {
                Meant::Target(target) => target.id(),
                Meant::Term(term) => format!("term {term}"),
                Meant::NoSuchRecommendation(set, number) => format!("no {set}/{number}"),
            };
            (text[one.range].to_owned(), meant)
        });
        shown.collect()
    }

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    }

    #[test]
    fn recommendations_are_found_the_ways_people_write_them() {
        assert_eq!(search("See Recommendation #10."), pairs(&[("Recommendation #10", "ssr1/10")]));
        assert_eq!(search("Rec. 10 is old"), pairs(&[("Rec. 10", "ssr1/10")]));
        assert_eq!(search("SSR1 rec. 4"), pairs(&[("SSR1 rec. 4", "ssr1/4")]));
        assert_eq!(
            search("recommendations 4, 5 and 10"),
            pairs(&[("recommendations 4", "ssr1/4"), ("5", "ssr1/5"), ("10", "ssr1/10")])
        );
        assert_eq!(search("rec. 3 in the CCT report"), pairs(&[("rec. 3", "cct/3")]));
        assert_eq!(search("rec. 3 in the ATRT report"), []);
        assert_eq!(search("ATRT Recommendation 4"), []);
        assert_eq!(search("Recommendation 99"), pairs(&[("Recommendation 99", "no ssr1/99")]));
        assert_eq!(search("the recommendation of 10 people"), []);
    }

    #[test]
    fn a_series_name_with_a_number_is_a_meeting() {
        assert_eq!(search("At Plenary call #15 we"), pairs(&[("Plenary call #15", "plenary-15")]));
        assert_eq!(search("plenary call 15"), pairs(&[("plenary call 15", "plenary-15")]));
        assert_eq!(search("Plenary call #99"), []);
    }

    #[test]
    fn action_ids_and_terms_are_whole_words() {
        assert_eq!(search("see P15-1, not XP15-1 or P15-1-2"), pairs(&[("P15-1", "P15-1")]));
        assert_eq!(search("OCTO but not OCTOPUS"), pairs(&[("OCTO", "term OCTO")]));
        assert_eq!(search("octo"), []);
    }

    proptest! {
        #[test]
        fn any_text_gives_matches_that_stand_apart(text in "(\\PC|Recs? |#1|, |Plenary call |P15-1|OCTO){0,30}") {
            let _ = search(&text);
        }
    }
}
