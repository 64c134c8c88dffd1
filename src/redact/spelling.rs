//! One way to write a name: a folded text and a place in it go in, whether the name stands there
//! and how far it reaches comes out.

use unicode_normalization::char::is_combining_mark;

use super::folded::Folded;

/// A way to write a name.
#[derive(Debug)]
pub(super) struct Spelling {
    words: Vec<Word>,
    /// The name as it was spelt where it counts only in its own capitals: `AL` is not "et al.".
    exact: Option<String>,
    kind: Kind,
}

/// What is spelt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A name, with words that may be parted in many ways.
    Name,
    /// An id, which is written in one way.
    Id,
    /// The address of a page: no other has it for its beginning.
    Page,
}

#[derive(Debug)]
struct Word {
    text: String,
    /// What parts it from the next word where the name is spelt out: `. ` of `Z. Kecic`.
    joint: String,
    /// Whether the next word may follow at once, as in `AnaLima.pdf`.
    may_touch: bool,
}

/// A name that was found at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The byte of the folded text after its last.
    pub(super) end: usize,
    /// Whether its words are joined as those of addresses are: `ana-lima`.
    pub(super) is_address: bool,
}

/// With how many letters each, words that touch are no other word by chance.
const TOUCHING: usize = 3;
/// How many letters an abbreviation has that may be a word of the language in small letters.
const SHORTEST: usize = 4;

impl Spelling {
    /// A spelling of a name; none where it has no letters.
    pub(super) fn name(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_short = text.chars().count() <= SHORTEST;
        let is_abbreviation = is_short && text.chars().all(char::is_uppercase);
        let exact = is_abbreviation.then(|| text.to_owned());
        Self::new(text, exact, Kind::Name)
    }

    /// An id as it stands in addresses.
    pub(super) fn id(id: &str) -> Option<Self> {
        Self::new(id, None, Kind::Id)
    }

    /// The address of a page, without its ending.
    pub(super) fn page(path: &str) -> Option<Self> {
        Self::new(path, None, Kind::Page)
    }

    fn new(text: &str, exact: Option<String>, kind: Kind) -> Option<Self> {
        let mut words = words(&Folded::new(text).text);
        let can_touch =
            kind == Kind::Name && words.iter().all(|word| word.text.chars().count() >= TOUCHING);
        for word in &mut words {
            word.may_touch = can_touch || word.joint == "'";
        }
        (!words.is_empty()).then_some(Self { words, exact, kind })
    }

    /// The word that it begins with, folded.
    pub(super) fn first_word(&self) -> &str {
        self.words.first().map_or("", |word| &word.text)
    }

    /// The longest of its words, folded, the kind of a page aside: a text without it does not have
    /// the name.
    pub(super) fn telling_word(&self) -> &str {
        let kind = usize::from(self.kind == Kind::Page);
        let words = self.words.iter().skip(kind).map(|word| word.text.as_str());
        words.max_by_key(|word| word.len()).unwrap_or_default()
    }

    /// How long it is: of two names that stand at one place the longer is meant.
    pub(super) fn len(&self) -> usize {
        self.words.iter().map(|word| word.text.len() + 1).sum()
    }

    /// Whether it stands at a place, as a word of its own. `typed` is what was folded.
    pub(super) fn found(&self, typed: &str, folded: &Folded, at: usize) -> Option<Found> {
        let first = self.words.first()?.text.chars().next()?;
        if !folded.begins(at) || is_inside(folded.letter_before(at), first) {
            return None;
        }
        let (end, is_address) = self.reach(folded, at)?;
        let last = folded.letter_before(end)?;
        let next = folded.rest(end).chars().next();
        let goes_on = self.kind == Kind::Page && next.is_some_and(|c| is_letter(c) || c == '-');
        if !folded.begins(end) || is_inside(next, last) || goes_on {
            return None;
        }
        let as_typed = typed.get(folded.place(at)..folded.place(end));
        let is_it = self.exact.as_deref().is_none_or(|exact| as_typed == Some(exact));
        is_it.then_some(Found { end, is_address: is_address || self.kind != Kind::Name })
    }

    /// How far its words reach from a place, and whether they are joined as in addresses.
    fn reach(&self, folded: &Folded, mut at: usize) -> Option<(usize, bool)> {
        let mut is_address = false;
        for (n, word) in self.words.iter().enumerate() {
            at += folded.rest(at).starts_with(&word.text).then_some(word.text.len())?;
            if n + 1 < self.words.len() {
                let (length, is_of_address) = self.joint(word, folded.rest(at))?;
                at += length;
                is_address |= is_of_address;
            }
        }
        Some((at, is_address))
    }

    /// How long that is which parts a word from the next, and whether it is of an address.
    fn joint(&self, word: &Word, rest: &str) -> Option<(usize, bool)> {
        if rest.starts_with(&word.joint) && !word.joint.is_empty() {
            return Some((word.joint.len(), false));
        }
        if self.kind != Kind::Name {
            return None;
        }
        let has_point = word.joint.contains('.');
        if has_point && rest.starts_with(". ") {
            return Some((2, false));
        }
        if rest.starts_with(' ') {
            return Some((1, false));
        }
        if rest.starts_with("%20") {
            return Some((3, true));
        }
        let is_parted = rest.starts_with(['-', '_', '.', '+', '\'']);
        (is_parted || word.may_touch).then_some((usize::from(is_parted), true))
    }
}

/// The words of a folded name, each with what parts it from the next.
fn words(name: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut is_in_word = false;
    for letter in name.chars() {
        if is_letter(letter) {
            if !is_in_word {
                words.push(Word { text: String::new(), joint: String::new(), may_touch: false });
            }
            words.iter_mut().last().into_iter().for_each(|word| word.text.push(letter));
        } else {
            words.iter_mut().last().into_iter().for_each(|word| word.joint.push(letter));
        }
        is_in_word = is_letter(letter);
    }
    words
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// Whether a neighbour makes a name a part of another word. Scripts without capitals mostly write
/// particles, or all words, without a space between.
fn is_inside(neighbour: Option<char>, edge: char) -> bool {
    let Some(neighbour) = neighbour else { return false };
    if edge.is_numeric() {
        return neighbour.is_numeric();
    }
    edge.is_lowercase() && neighbour.is_alphabetic()
}
