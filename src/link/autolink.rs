//! What is linked by itself: a line's plain text goes in; recommendations, meetings, action items,
//! terms and people that it names come out, in order and apart.

use std::{collections::HashMap, ops::Range, sync::Arc};

use super::{
    people::People,
    plan::ActionPlan,
    targets::{self, Targets},
};
use crate::{
    content::written::Contents,
    model::{Autolink, MeetingId, Owner, RecId, SetId, Target},
    text::name::fold,
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

/// Names of several words, by the first of them.
type Phrases<T> = HashMap<String, Vec<(Vec<String>, T)>>;

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
                push_phrase(&mut vocabulary.sets, name, &SetId::new(set.id.as_str()));
            }
        }
        for series in &contents.site.series {
            push_phrase(&mut vocabulary.series, &series.name, &Arc::from(series.id.as_str()));
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
                push_phrase(&mut vocabulary.people, spelling, owner);
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
        self.sets_named(name).iter().any(|(_, set)| Some(set) == default)
    }

    /// The sets that a text names, and where.
    pub(super) fn sets_named(&self, text: &str) -> Vec<(usize, SetId)> {
        let words: Vec<Range<usize>> = words(text).collect();
        let named = (0..words.len()).filter_map(|at| {
            let (_, set) = longest(&self.sets, text, &words, at, str::to_lowercase)?;
            Some((words[at].start, set.clone()))
        });
        named.collect()
    }
}

fn push_phrase<T: Clone>(phrases: &mut Phrases<T>, name: &str, meant: &T) {
    let words: Vec<String> = words(name).map(|range| fold(&name[range])).collect();
    if let Some(first) = words.first() {
        phrases.entry(first.clone()).or_default().push((words, meant.clone()));
    }
}

/// The words of a text: runs of letters and digits.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let is_letter =
        |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find(is_letter)?;
        let end = text[start..].find(|c| !is_letter(c)).map_or(text.len(), |n| start + n);
        at = end;
        Some(start..end)
    })
}

/// The longest phrase that begins at a word: how many words it has, and what it means.
fn longest<'p, T>(
    phrases: &'p Phrases<T>,
    text: &str,
    words: &[Range<usize>],
    at: usize,
    key: impl Fn(&str) -> String,
) -> Option<(usize, &'p T)> {
    let first = words.get(at)?;
    let candidates = phrases.get(&key(&text[first.clone()]))?;
    let fits = |wanted: &[String]| {
        let there = words.get(at..at + wanted.len())?;
        let same = there.iter().zip(wanted).all(|(range, word)| key(&text[range.clone()]) == *word);
        let near = there.windows(2).all(|pair| joins(&text[pair[0].end..pair[1].start]));
        (same && near).then_some(wanted.len())
    };
    candidates
        .iter()
        .filter_map(|(wanted, meant)| Some((fits(wanted)?, meant)))
        .max_by_key(|(length, _)| *length)
}

/// Whether what stands between two words leaves them one name.
fn joins(gap: &str) -> bool {
    gap.len() <= 4
        && gap
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, '-' | '–' | '.' | '\'' | '’' | '&' | '‑'))
}

/// Looks for everything that is linked by itself.
pub(super) struct Search<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) targets: &'a Targets,
    pub(super) actions: &'a ActionPlan<'a>,
}

impl Search<'_> {
    /// The matches of a text, in order and apart.
    pub(super) fn all(&self, text: &str, set_at: SetAt<'_>) -> Vec<Match> {
        matches(text, |words, at| self.any_at(text, words, at, set_at))
    }

    /// The recommendations that a text names.
    pub(super) fn recommendations(&self, text: &str, set_at: SetAt<'_>) -> Vec<RecId> {
        let found = matches(text, |words, at| self.recommendations_at(text, words, at, set_at));
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

    fn any_at(
        &self,
        text: &str,
        words: &[Range<usize>],
        at: usize,
        set_at: SetAt<'_>,
    ) -> Option<Vec<Match>> {
        let on = self.vocabulary.switches;
        let or = |is_on: bool, find: &dyn Fn() -> Option<Match>| is_on.then(find).flatten();
        if on.recommendations
            && let Some(found) = self.recommendations_at(text, words, at, set_at)
        {
            return Some(found);
        }
        or(on.meetings, &|| self.meeting_at(text, words, at))
            .or_else(|| or(on.actions, &|| self.action_at(text, words, at)))
            .or_else(|| or(on.glossary, &|| self.term_at(text, words, at)))
            .or_else(|| or(on.people, &|| self.person_at(text, words, at)))
            .map(|one| vec![one])
    }

    /// "SSR1 Recommendation 10", "Rec. 10", "recommendations 4, 5 and 14", "rec. 16 in the CCT
    /// report".
    fn recommendations_at(
        &self,
        text: &str,
        words: &[Range<usize>],
        at: usize,
        set_at: SetAt<'_>,
    ) -> Option<Vec<Match>> {
        let before = longest(&self.vocabulary.sets, text, words, at, str::to_lowercase);
        let n_before = before.map_or(0, |(n, _)| n);
        let word = at + n_before;
        let mention = Mention::read(text, words, word)?;
        if n_before > 0 && !joins(&text[words[word - 1].end..words[word].start]) {
            return None;
        }
        let set = match before {
            Some((_, set)) => Some(set.clone()),
            None if is_acronym_before(text, words, at) => None,
            None => self.set_after(text, mention.end, || set_at(words[at].start)),
        }?;
        Some(self.linked(&set, words[at].start, mention.numbers))
    }

    /// The set said after the number: "in (the) CCT report"; an unknown one is no set of ours.
    fn set_after(
        &self,
        text: &str,
        end: usize,
        otherwise: impl Fn() -> Option<SetId>,
    ) -> Option<SetId> {
        let tail: Vec<Range<usize>> =
            words(&text[end..]).take(8).map(|range| end + range.start..end + range.end).collect();
        let word = |at: usize| tail.get(at).map_or("", |range| &text[range.clone()]);
        let touches = tail.first().is_some_and(|first| text[end..first.start].trim().is_empty());
        if !touches || !["in", "of", "from"].contains(&word(0).to_lowercase().as_str()) {
            return otherwise();
        }
        let at = if word(1).eq_ignore_ascii_case("the") { 2 } else { 1 };
        if let Some((_, set)) = longest(&self.vocabulary.sets, text, &tail, at, str::to_lowercase) {
            return Some(set.clone());
        }
        let is_report =
            |at: usize| ["report", "review", "final"].contains(&word(at).to_lowercase().as_str());
        if is_acronym(word(at)) && is_report(at + 1) { None } else { otherwise() }
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
    fn meeting_at(&self, text: &str, words: &[Range<usize>], at: usize) -> Option<Match> {
        let (n_words, series) =
            longest(&self.vocabulary.series, text, words, at, str::to_lowercase)?;
        let end = words.get(at + n_words - 1)?.end;
        let Number { range, text: number, .. } = number_after(text, end)?;
        let key = (Arc::clone(series), number.parse().ok()?);
        let meeting = self.vocabulary.numbered.get(&key)?;
        let target = Target::Meeting(meeting.clone());
        Some(Match::new(words[at].start..range.end, Meant::Target(target)))
    }

    fn action_at(&self, text: &str, words: &[Range<usize>], at: usize) -> Option<Match> {
        const LONGEST: usize = 64;
        let start = words[at].start;
        if text[..start].ends_with(['-', '_', '@', '‑']) {
            return None;
        }
        let is_id = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        let length = text[start..].char_indices().find(|&(n, c)| !is_id(c) || n > LONGEST);
        let end = length.map_or(text.len(), |(n, _)| start + n);
        let chunk = text[start..end].trim_end_matches(['-', '_', '.']);
        // A bare number or word is no id that anybody would recognise in a sentence.
        let is_telling =
            chunk.contains(|c: char| c.is_ascii_digit()) && chunk.contains(char::is_alphabetic);
        let id = self.actions.find(chunk).filter(|_| is_telling)?;
        let target = Target::Action(id.clone());
        Some(Match::new(start..start + chunk.len(), Meant::Target(target)))
    }

    fn term_at(&self, text: &str, words: &[Range<usize>], at: usize) -> Option<Match> {
        let first = words[at].clone();
        let candidates = self.vocabulary.terms.get(&text[first.clone()])?;
        candidates.iter().find_map(|term| {
            let lead = term.find(&text[first.clone()])?;
            let start = first.start.checked_sub(lead)?;
            let rest = text.get(start..)?.strip_prefix(&**term)?;
            let is_whole = !rest.starts_with(char::is_alphanumeric);
            let range = start..start + term.len();
            is_whole.then(|| Match::new(range, Meant::Term(Arc::clone(term))))
        })
    }

    fn person_at(&self, text: &str, words: &[Range<usize>], at: usize) -> Option<Match> {
        let (n_words, owner) = longest(&self.vocabulary.people, text, words, at, fold)?;
        let end = words.get(at + n_words - 1)?.end;
        let meant = Meant::Target(targets::of_owner(owner));
        Some(Match::new(words[at].start..end, meant))
    }
}

/// What is found word by word, in order and apart.
fn matches(
    text: &str,
    at_word: impl Fn(&[Range<usize>], usize) -> Option<Vec<Match>>,
) -> Vec<Match> {
    let words: Vec<Range<usize>> = words(text).collect();
    let mut found: Vec<Match> = Vec::new();
    let mut end = 0;
    for at in 0..words.len() {
        if words[at].start < end {
            continue;
        }
        let here = at_word(&words, at).unwrap_or_default();
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
    fn read(text: &str, words: &[Range<usize>], at: usize) -> Option<Self> {
        let word = words.get(at)?;
        let name = text[word.clone()].to_lowercase();
        let is_list = match name.as_str() {
            "recommendations" | "recs" | "rec" => true,
            "recommendation" => false,
            _ => return None,
        };
        let is_short = name.starts_with("rec") && name.len() < 5;
        let rest = &text[word.end..];
        let end = word.end + usize::from(is_short && rest.starts_with('.'));
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

fn is_acronym_before(text: &str, words: &[Range<usize>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|at| words.get(at)) else { return false };
    let gap = &text[before.end..words[at].start];
    is_acronym(&text[before.clone()]) && gap.len() <= 2 && gap.chars().all(char::is_whitespace)
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
        let found = search.all(text, &|_| vocabulary.default_set().cloned());
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
