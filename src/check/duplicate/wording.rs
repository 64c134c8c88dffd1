//! The text of an action item, taken apart for comparing: words go in; terms with what they weigh
//! come out.

use std::{
    collections::BTreeSet,
    hash::{DefaultHasher, Hash, Hasher},
};

use chrono::NaiveDate;

use super::vocabulary as say;
use crate::{
    model::Archive,
    text::name::fold,
    time::{Due, find_days, read_due},
};

/// What an item says, as it is compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Wording {
    /// Every word, folded; owners before it and the due date behind it aside.
    pub(super) exact: String,
    /// The words of the owners it begins with: "Emily Taylor to …".
    pub(super) lead: BTreeSet<String>,
    /// What counts in it.
    pub(super) terms: Vec<Term>,
    /// What counts in its first sentence, brackets aside, where that is less.
    pub(super) short: Option<Vec<Term>>,
}

/// A word that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// The word it stands for.
    pub(super) key: Key,
    /// The word itself, in the singular.
    pub(super) word: String,
    /// What kind of word it is.
    pub(super) kind: Kind,
    /// Whether it stands in brackets.
    pub(super) is_aside: bool,
    /// Whether it tells the subject: `phishing` of "findings on phishing".
    pub(super) is_subject: bool,
}

/// A word that stands for others, with a number by which it is quickly compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// The same for the same word, in every run.
    pub(super) hash: u64,
    word: String,
}

impl Key {
    fn new(word: String) -> Self {
        let mut hasher = DefaultHasher::new();
        word.hash(&mut hasher);
        Self { hash: hasher.finish(), word }
    }

    /// The word.
    pub(super) fn as_str(&self) -> &str {
        &self.word
    }
}

/// What kind of word a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// `not`: items of which one has it are never the same.
    Negation,
    /// A number or a day: items that differ in one are never the same.
    Number,
    /// A name, an abbreviation, `SSR1`, `second`: one in place of another makes another item.
    Name,
    /// Any other word.
    Plain,
    /// A word that says little: `team`, `relevant`.
    Vague,
}

impl Term {
    /// What it adds to the likeness of two texts, in tenths of a plain word.
    pub(super) fn weight(&self) -> u32 {
        let weight = match self.kind {
            Kind::Vague | Kind::Negation => 3,
            Kind::Plain | Kind::Number => 10,
            Kind::Name => 12,
        };
        if self.is_aside { weight / 2 } else { weight }
    }
}

/// The names that an archive knows, by their words.
#[derive(Debug, Default)]
pub(super) struct Names {
    people: BTreeSet<String>,
    bodies: BTreeSet<String>,
    title: BTreeSet<String>,
}

impl Names {
    /// The names of people, groups and teams, and the archive's own.
    pub(super) fn new(archive: &Archive) -> Self {
        let people = archive.people.values();
        let people = people.flat_map(|one| one.aliases.iter().chain([&one.name]));
        let groups = archive.groups.values();
        let groups = groups.flat_map(|one| one.aliases.iter().chain([&one.name]));
        let teams = archive.teams.values().map(|team| &team.name);
        Self {
            people: people.flat_map(|name| words_of(name)).collect(),
            bodies: groups.chain(teams).flat_map(|name| words_of(name)).collect(),
            title: words_of(&archive.site.title).collect(),
        }
    }

    fn is_owner(&self, word: &str) -> bool {
        self.people.contains(word)
            || self.bodies.contains(word)
            || self.title.contains(word)
            || say::is_body(word)
    }
}

fn words_of(text: &str) -> impl Iterator<Item = String> {
    split(text).into_iter().map(|word| word.folded)
}

impl Wording {
    /// Takes a text apart; days without a year are read by `day`.
    pub(super) fn new(text: &str, day: NaiveDate, names: &Names) -> Self {
        let text = with_plain_days(without_due(text, day), day);
        let mut words = split(&text);
        drop_deadlines(&mut words);
        let lead = cut_lead(&mut words, names);
        let exact: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
        let first = words.iter().filter(|word| word.sentence == 0 && !word.is_aside);
        let first: Vec<&Word> = first.collect();
        let short = (first.len() < words.len()).then(|| terms(&first, names));
        let all: Vec<&Word> = words.iter().collect();
        Self { exact: exact.join(" "), lead, terms: terms(&all, names), short }
    }

    /// Whether both begin with owners and have none in common.
    pub(super) fn has_other_lead(&self, other: &Self) -> bool {
        !self.lead.is_empty() && !other.lead.is_empty() && self.lead.is_disjoint(&other.lead)
    }
}

/// A text without the due date at its end: `by 23 June`, `before next meeting.`.
fn without_due(text: &str, day: NaiveDate) -> &str {
    let words = text.trim_end().trim_end_matches('.');
    let last = [" by ", " due ", " before ", " (due ", " (by "]
        .iter()
        .filter_map(|word| words.rfind(word).map(|at| (at, at + word.len())))
        .max();
    let Some((at, end)) = last else { return text };
    let due = words[end..].trim_end_matches(')').trim();
    // "before 23 June" is read, "by the team at its next meeting" is not: few words are a date.
    let is_due = due.split_whitespace().count() <= 6
        && !matches!(read_due(due, day), Due::Empty | Due::Unreadable);
    if is_due { &words[..at] } else { text }
}

/// A text in which every day is written in one way, the year apart: `=0625 =y2017`. A year that
/// is left out is the nearest, and at a later meeting that may be another.
fn with_plain_days(text: &str, day: NaiveDate) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for found in find_days(text, day) {
        let Some(before) = text.get(from..found.range.start) else { continue };
        out.push_str(before);
        out.push_str(
            &found.day.format(if found.has_year { " =%m%d =y%Y " } else { " =%m%d " }).to_string(),
        );
        from = found.range.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

/// A word where it stands.
#[derive(Clone, Debug)]
struct Word {
    text: String,
    folded: String,
    /// The place of its sentence.
    sentence: usize,
    begins_sentence: bool,
    is_aside: bool,
    is_day: bool,
    ends_with_colon: bool,
}

impl Word {
    /// Whether it is the year of the day before it, which may be left out.
    fn is_year(&self) -> bool {
        self.is_day && self.folded.starts_with('y')
    }
}

/// The words of a text; addresses of the web are none.
fn split(text: &str) -> Vec<Word> {
    let mut reader = Reader::default();
    text.split_whitespace().filter(|chunk| !is_url(chunk)).for_each(|chunk| reader.read(chunk));
    reader.words
}

fn is_url(chunk: &str) -> bool {
    chunk.contains("://") || chunk.starts_with("www.")
}

/// Reads words, knowing what stood before.
#[derive(Default)]
struct Reader {
    words: Vec<Word>,
    sentence: usize,
    is_inside: bool,
    brackets: usize,
}

impl Reader {
    fn read(&mut self, chunk: &str) {
        let n_before = self.words.len();
        self.brackets += chunk.matches(['(', '[']).count();
        let is_day = chunk.starts_with('=');
        for part in parts(chunk) {
            self.push(&part, is_day);
        }
        self.brackets = self.brackets.saturating_sub(chunk.matches([')', ']']).count());
        let end = chunk.trim_end_matches(['"', '\'', ')', ']', '”', '’', '»']);
        if self.words.len() > n_before {
            if let Some(last) = self.words.last_mut() {
                last.ends_with_colon = end.ends_with(':');
            }
            if end.ends_with(['.', '?', '!']) && ends_sentence(end) && self.brackets == 0 {
                self.sentence += 1;
                self.is_inside = false;
            }
        }
    }

    fn push(&mut self, part: &str, is_day: bool) {
        let folded = fold(part);
        let folded = folded.strip_suffix("'s").unwrap_or(&folded).replace('\'', "");
        if folded.is_empty() {
            return;
        }
        self.words.push(Word {
            text: part.to_owned(),
            folded,
            sentence: self.sentence,
            begins_sentence: !self.is_inside,
            is_aside: self.brackets > 0,
            is_day,
            ends_with_colon: false,
        });
        self.is_inside = true;
    }
}

/// Whether a chunk with a full stop behind it ends a sentence: not `Mr.`, `rec.` or `J.`.
fn ends_sentence(chunk: &str) -> bool {
    !chunk.ends_with('.') || chunk.trim_end_matches('.').chars().count() > 3
}

/// The words of a chunk between two spaces: `and/or` is two, `06:00` and `e-mail` are one.
fn parts(chunk: &str) -> Vec<String> {
    if chunk.find('@').is_some_and(|at| at > 0) {
        return vec![chunk.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()];
    }
    let letters: Vec<char> = chunk.chars().collect();
    let mut parts: Vec<String> = vec![String::new()];
    for (at, &c) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied();
        let after = letters.get(at + 1).copied();
        if is_inner(c, before, after) {
            parts.last_mut().map(|part| part.push(c)).unwrap_or_default();
        } else if is_hyphen(c) && parts.last().is_some_and(|part| joins(part, after)) {
            // `e-mail` is `email`, and `P15-3` is not `3`.
        } else {
            parts.push(String::new());
        }
    }
    parts.retain(|part| part.chars().any(char::is_alphanumeric));
    parts
}

fn is_inner(c: char, before: Option<char>, after: Option<char>) -> bool {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    c.is_alphanumeric()
        || matches!(c, '\'' | '’')
        || unicode_normalization::char::is_combining_mark(c)
        || matches!(c, '.' | ':' | ',') && is_digit(before) && is_digit(after)
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Whether a part before a hyphen makes one word with what comes after it.
fn joins(part: &str, after: Option<char>) -> bool {
    let lower = part.to_lowercase();
    let is_code =
        part.chars().any(char::is_alphabetic) && after.is_some_and(|c| c.is_ascii_digit());
    let is_letter = part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
    is_code || is_letter || say::is_prefix(&lower)
}

/// Drops `by 23 June` wherever it stands: an item whose due date was moved is the same.
fn drop_deadlines(words: &mut Vec<Word>) {
    let is_before_day = |at: usize, words: &[Word]| {
        words.get(at + 1).is_some_and(|next| next.is_day)
            && matches!(words[at].folded.as_str(), "by" | "before" | "until" | "due")
    };
    let mut at = 0;
    while at < words.len() {
        if is_before_day(at, words) {
            let n_days = words[at + 1..].iter().take(2).take_while(|word| word.is_day).count();
            words.drain(at..=at + n_days);
        } else {
            at += 1;
        }
    }
}

/// Cuts the owners off that a text begins with, as in "Emily Taylor and staff to …", "ICANN will …"
/// and "Staff: …"; gives their words.
fn cut_lead(words: &mut Vec<Word>, names: &Names) -> BTreeSet<String> {
    let Some((n_names, end)) = lead(words, names) else { return BTreeSet::new() };
    let lead = words[..n_names].iter().map(|word| word.folded.clone());
    let lead = lead.filter(|word| !say::is_tie(word)).collect();
    words.drain(..end);
    if let Some(first) = words.first_mut() {
        first.begins_sentence = true;
    }
    lead
}

/// How many words name owners, and where the text goes on after them.
fn lead(words: &[Word], names: &Names) -> Option<(usize, usize)> {
    let is_name = |word: &Word| names.is_owner(&word.folded);
    let mut n_names = 0;
    while let Some(word) = words.get(n_names).filter(|word| is_name(word) || joins_names(word)) {
        n_names += 1;
        if word.ends_with_colon {
            break;
        }
    }
    let (owners, rest) = words.split_at(n_names);
    let is_labelled = owners.last().is_some_and(|word| word.ends_with_colon);
    let n_verbs = rest.iter().take(2).take_while(|word| is_duty(word)).count();
    let end = n_names + n_verbs;
    let is_lead = owners.iter().any(is_name) && (is_labelled || n_verbs > 0) && end < words.len();
    is_lead.then_some((n_names, end))
}

fn joins_names(word: &Word) -> bool {
    matches!(word.folded.as_str(), "and" | "the" | "all" | "each" | "of")
}

fn is_duty(word: &Word) -> bool {
    matches!(
        word.folded.as_str(),
        "to" | "will"
            | "shall"
            | "should"
            | "must"
            | "is"
            | "are"
            | "needs"
            | "need"
            | "has"
            | "have"
    )
}

/// What counts among words, each once, in order.
fn terms(words: &[&Word], names: &Names) -> Vec<Term> {
    let mut seen = BTreeSet::new();
    let mut terms = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let around =
            Around { before: at.checked_sub(1).map(|at| words[at]), after: &words[at + 1..] };
        let Some(term) = term(word, &around, names) else { continue };
        if seen.insert(term.key.clone()) {
            terms.push(term);
        }
    }
    terms
}

/// What stands before and after a word.
struct Around<'a> {
    before: Option<&'a Word>,
    after: &'a [&'a Word],
}

impl Around<'_> {
    fn next(&self) -> &str {
        self.after.first().map_or("", |word| &word.folded)
    }

    /// Whether the team's name goes on: `review` of "Review Team", `SSR2` of "SSR2 RT".
    fn is_in_team(&self) -> bool {
        let mut next = self.after.iter().map(|word| word.folded.as_str());
        match next.next() {
            Some("team" | "rt") => true,
            Some("review") => next.next() == Some("team"),
            _ => false,
        }
    }
}

fn term(word: &Word, around: &Around<'_>, names: &Names) -> Option<Term> {
    let folded = word.folded.as_str();
    let is_aside = word.is_aside || word.is_year();
    let (stem, kind) = if is_negation(word, around) {
        ("not".to_owned(), Kind::Negation)
    } else if let Some(number) = number(word) {
        (number, Kind::Number)
    } else if word.is_year() || is_letter(word, around) || folded.contains('@') {
        (folded.to_owned(), Kind::Name)
    } else if say::is_tie(folded) || is_team_name(word, around, names) {
        return None;
    } else {
        let stem = say::stem(folded);
        let kind = kind(word, &stem, names);
        (stem, kind)
    };
    let word = folded.strip_suffix('s').unwrap_or(folded).to_owned();
    let is_subject = around.before.is_some_and(|before| say::leads_to_subject(&before.folded));
    Some(Term { key: Key::new(say::meaning(&stem)), word, kind, is_aside, is_subject })
}

fn is_negation(word: &Word, around: &Around<'_>) -> bool {
    let is_fixed =
        matches!(around.next(), "later") || around.before.is_some_and(|one| one.folded == "or");
    let is_short = word.text.ends_with("n't") || word.text.ends_with("n’t");
    is_short || say::is_negation(&word.folded) && !is_fixed
}

/// A number without the marks around it: `06:00` is `6:00`, `1,000` is `1000`, `2nd` is `2`.
fn number(word: &Word) -> Option<String> {
    let bare = ["st", "nd", "rd", "th"].iter().find_map(|end| word.folded.strip_suffix(end));
    let digits = bare.unwrap_or(&word.folded).replace(',', "");
    let is_number = digits.chars().all(|c| c.is_numeric() || matches!(c, '.' | ':'));
    let short = digits.trim_start_matches('0');
    (is_number && !digits.is_empty())
        .then(|| if short.is_empty() { digits.clone() } else { short.into() })
}

/// A letter that is a name: `b` of "part b", `A` of "Annex A".
fn is_letter(word: &Word, around: &Around<'_>) -> bool {
    let mut letters = word.text.chars();
    let is_one = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    let is_labelled = around.before.is_some_and(|before| say::is_label(&before.folded));
    is_one && (is_labelled || !matches!(word.folded.as_str(), "a" | "i"))
}

/// Whether a word only says which team: the archive's own.
fn is_team_name(word: &Word, around: &Around<'_>, names: &Names) -> bool {
    let is_own = names.title.contains(&word.folded) || word.folded == "review";
    is_own && !word.begins_sentence && around.is_in_team()
}

fn kind(word: &Word, stem: &str, names: &Names) -> Kind {
    let n_capitals = word.text.chars().filter(|c| c.is_uppercase()).count();
    let begins_small = word.text.starts_with(char::is_lowercase);
    let is_code = word.text.chars().any(char::is_numeric);
    let is_capital = n_capitals > 0 && !word.begins_sentence;
    let is_short_form = n_capitals > 1 || (n_capitals == 1 && begins_small);
    if is_code || say::is_counted(&word.folded) || names.people.contains(&word.folded) {
        Kind::Name
    } else if say::is_vague(stem) {
        Kind::Vague
    } else if is_capital || is_short_form {
        Kind::Name
    } else {
        Kind::Plain
    }
}
