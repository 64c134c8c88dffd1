//! The names that are withheld: `[[redact]]` entries and the roster go in; texts and addresses
//! without them come out.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use super::{
    folded::Folded,
    spelling::{Found, Spelling},
    starts::Starts,
};
use crate::{
    model::{
        ActionId, Archive, BriefingId, DecisionId, GroupId, MeetingId, PageId, Person, PersonId,
        Redaction, SetId, TeamId,
    },
    source::Span,
    text::{name::fold, percent_decode, percent_encode, slug},
};

/// The names that are withheld, and what stands in their place; none where no entry asks for it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names(Arc<Known>);

#[derive(Debug, Default)]
struct Known {
    entries: Vec<Entry>,
    /// By how they begin, the longest first.
    spellings: BTreeMap<Start, Vec<Kept>>,
    /// A word of each.
    telling: Starts,
    /// The first byte of each.
    first_bytes: Bytes,
    /// The ids of people who are withheld, with the entry of each.
    people: BTreeMap<PersonId, usize>,
}

/// An entry of `[[redact]]`.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) span: Span,
    label: String,
    /// The label as ids and addresses have it; no other id has it in it.
    slug: String,
    /// The words of the name in all its spellings, folded.
    words: BTreeSet<String>,
    is_used: AtomicBool,
}

#[derive(Debug)]
struct Kept {
    spelling: Spelling,
    /// What is said before its place in an address.
    lead: &'static str,
    /// None for the longer name of somebody else, which stays.
    entry: Option<usize>,
}

/// A name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// Whether it is written as in addresses.
    is_address: bool,
    lead: &'static str,
    entry: usize,
}

impl Names {
    /// The names that an archive withholds.
    pub(crate) fn of(archive: &Archive) -> Self {
        if archive.site.redact.is_empty() {
            return Self::default();
        }
        let mut known = Known { entries: entries(archive), ..Known::default() };
        let roster = roster(archive);
        for (at, redaction) in archive.site.redact.iter().enumerate() {
            known.add(at, redaction, roster.get(&fold(&redaction.name.value)).copied());
        }
        known.sort();
        known.keep_others(archive);
        known.sort();
        Self(Arc::new(known))
    }

    /// Whether nothing is withheld.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.entries.is_empty()
    }

    /// Where names stand in a text.
    pub(super) fn hits(&self, text: &str) -> Vec<Hit> {
        let hits = self.0.hits(text);
        for entry in hits.iter().filter_map(|hit| self.entry(hit)) {
            entry.is_used.store(true, Ordering::Relaxed);
        }
        hits
    }

    /// What is to stand in the place of a name.
    pub(super) fn label(&self, hit: &Hit) -> String {
        let label = self
            .entry(hit)
            .map_or("", |entry| if hit.is_address { &entry.slug } else { &entry.label });
        format!("{}{label}", hit.lead)
    }

    /// Whether a name stands in a text, as it is or percent-encoded.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        let is_in = |text: &str| !self.hits(text).is_empty();
        is_in(text) || text.contains('%') && percent_decode(text).is_some_and(|text| is_in(&text))
    }

    /// A text with labels in place of names; none where it has no name.
    pub(crate) fn text(&self, text: &str) -> Option<String> {
        self.replaced(text, &self.hits(text))
    }

    fn replaced(&self, text: &str, hits: &[Hit]) -> Option<String> {
        let (mut out, mut done) = (String::with_capacity(text.len()), 0);
        for hit in hits {
            out.push_str(text.get(done..hit.range.start).unwrap_or_default());
            out.push_str(&self.label(hit));
            done = hit.range.end;
        }
        out.push_str(text.get(done..).unwrap_or_default());
        (!hits.is_empty()).then_some(out)
    }

    /// An id, a path or a URL with labels in place of names, each in the form of an address.
    pub(super) fn address(&self, text: &str) -> Option<String> {
        let plain = self.plain_address(text);
        let text = plain.as_deref().unwrap_or(text);
        if !text.contains('%') {
            return plain;
        }
        let parts: Vec<String> = text
            .split_inclusive(['/', '?', '&', '=', '#'])
            .map(|part| self.encoded_part(part).unwrap_or_else(|| part.to_owned()))
            .collect();
        Some(parts.concat()).filter(|whole| whole != text).or(plain)
    }

    fn plain_address(&self, text: &str) -> Option<String> {
        let hits = self.hits(text).into_iter().map(|hit| Hit { is_address: true, ..hit });
        self.replaced(text, &hits.collect::<Vec<_>>())
    }

    /// A part of a URL in which a name is percent-encoded.
    fn encoded_part(&self, part: &str) -> Option<String> {
        let plain = self.plain_address(&percent_decode(part)?)?;
        Some(percent_encode(&plain))
    }

    /// The id of a person: another one where the name is withheld.
    pub(super) fn person(&self, id: &PersonId) -> Option<PersonId> {
        Some(PersonId::new(self.entry_of(id)?.slug.as_str()))
    }

    /// The label of a person whose name is withheld.
    pub(super) fn label_of(&self, id: &PersonId) -> Option<String> {
        Some(self.entry_of(id)?.label.clone())
    }

    /// Whether a text has a word of the name of a person whose name is withheld.
    pub(super) fn shares_a_word(&self, id: &PersonId, text: &str) -> bool {
        let is_word = |entry: &Entry| fold(text).split(' ').any(|word| entry.words.contains(word));
        self.entry_of(id).is_some_and(is_word)
    }

    fn entry_of(&self, id: &PersonId) -> Option<&Entry> {
        self.0.entries.get(*self.0.people.get(id)?)
    }

    /// What somebody who knows the names asks for, as the record has it: the id of a person, and
    /// an id without names.
    pub(crate) fn asked(&self, text: &str) -> String {
        if let Some(id) = self.person(&PersonId::new(text)) {
            return id.as_str().to_owned();
        }
        self.address(text).unwrap_or_else(|| text.to_owned())
    }

    /// The entry of a hit.
    pub(super) fn entry(&self, hit: &Hit) -> Option<&Entry> {
        self.0.entries.get(hit.entry)
    }

    /// The entries that were for nothing, so far.
    pub(super) fn unused(&self) -> impl Iterator<Item = &Entry> {
        self.0.entries.iter().filter(|entry| !entry.is_used.load(Ordering::Relaxed))
    }
}

/// The kinds of pages that the id of a person has.
const LEADS: [&str; 2] = ["people/", "owners/"];

fn entries(archive: &Archive) -> Vec<Entry> {
    let (ids, mut n_of) = (all_ids(archive), BTreeMap::new());
    let mut entry = |one: &Redaction| {
        let slug = free_slug(&one.label.value, &ids, &mut n_of);
        Entry {
            name: one.name.value.clone(),
            span: one.name.span,
            label: one.label.value.clone(),
            slug,
            words: BTreeSet::new(),
            is_used: AtomicBool::new(false),
        }
    };
    archive.site.redact.iter().map(&mut entry).collect()
}

/// Every id of the archive, a line each: what two of them become must not be one.
fn all_ids(archive: &Archive) -> String {
    let ids = [
        archive.people.keys().map(PersonId::as_str).collect::<Vec<_>>(),
        archive.groups.keys().map(GroupId::as_str).collect(),
        archive.teams.keys().map(TeamId::as_str).collect(),
        archive.sets.keys().map(SetId::as_str).collect(),
        archive.meetings.keys().map(MeetingId::as_str).collect(),
        archive.actions.keys().map(ActionId::as_str).collect(),
        archive.decisions.keys().map(DecisionId::as_str).collect(),
        archive.briefings.keys().map(BriefingId::as_str).collect(),
        archive.pages.keys().map(PageId::as_str).collect(),
    ];
    ids.concat().join("\n").to_lowercase()
}

/// The label as an id that is in no other: numbered where it has been taken, as `n_of` tells.
fn free_slug(label: &str, ids: &str, n_of: &mut BTreeMap<String, u32>) -> String {
    let slug = Some(slug(label)).filter(|slug| slug != "x").unwrap_or_else(|| "withheld".into());
    let n = n_of.entry(slug.clone()).or_default();
    loop {
        *n += 1;
        let one = if *n == 1 { slug.clone() } else { format!("{slug}-{n}") };
        if !ids.contains(&one) {
            return one;
        }
    }
}

/// Everybody by every spelling, folded, and by id; of two who are called the same, the first.
fn roster(archive: &Archive) -> BTreeMap<String, &Person> {
    let mut roster = BTreeMap::new();
    let people = || archive.people.values();
    let named = people().flat_map(|one| spellings_of(one).map(move |name| (fold(name), one)));
    let by_id = people().map(|one| (fold(one.id.as_str()), one));
    for (name, one) in by_id.chain(named) {
        roster.entry(name).or_insert(one);
    }
    roster
}

fn spellings_of(person: &Person) -> impl Iterator<Item = &str> {
    std::iter::once(&person.name).chain(&person.aliases).map(String::as_str)
}

/// `Lima, Ana Maria` of `Ana Maria Lima`.
fn family_first(name: &str) -> Option<String> {
    let (first, family) = name.trim().rsplit_once(char::is_whitespace)?;
    (!name.contains(',')).then(|| format!("{family}, {first}"))
}

impl Known {
    /// Adds what an entry withholds: the name, those of the roster, and the ids made of them.
    fn add(&mut self, at: usize, redaction: &Redaction, person: Option<&Person>) {
        let stated = std::iter::once(&redaction.name.value).chain(&redaction.aliases);
        let mut names: BTreeSet<&str> = stated.map(String::as_str).collect();
        if let Some(person) = person {
            // it may be named by its id, which is no name in a text
            names.remove(person.id.as_str());
            names.extend(spellings_of(person));
            let slugs: BTreeSet<String> = names.iter().map(|name| slug(name)).collect();
            self.add_id(at, &person.id, &slugs);
        }
        for name in names {
            self.add_name(name, Some(at));
            if let Some(entry) = self.entries.get_mut(at) {
                entry.words.extend(fold(name).split(' ').map(str::to_owned));
            }
        }
    }

    fn add_name(&mut self, name: &str, entry: Option<usize>) {
        let turned = family_first(name);
        self.push(Spelling::name(name), "", entry);
        self.push(turned.and_then(|turned| Spelling::name(&turned)), "", entry);
        let slug = slug(name);
        if slug.contains('-') {
            // "Ana Lima's notes" has the id `ana-limas-notes`
            let of_possessive = format!("{slug}s");
            self.push(Spelling::id(&slug), "", entry);
            self.push(Spelling::id(&of_possessive), "", entry);
        }
    }

    /// An id is withheld where it is a person's; elsewhere only if it is of two words or more.
    fn add_id(&mut self, at: usize, id: &PersonId, slugs: &BTreeSet<String>) {
        self.people.entry(id.clone()).or_insert(at);
        if let Some(entry) = self.entries.get(at) {
            entry.is_used.store(true, Ordering::Relaxed);
        }
        for lead in LEADS {
            self.push(Spelling::page(&format!("{lead}{id}")), lead, Some(at));
        }
        if id.as_str().contains('-') && !slugs.contains(id.as_str()) {
            self.push(Spelling::id(id.as_str()), "", Some(at));
        }
    }

    fn push(&mut self, spelling: Option<Spelling>, lead: &'static str, entry: Option<usize>) {
        let Some(spelling) = spelling else { return };
        let start = start(spelling.first_word().as_bytes(), LONGEST_START);
        self.telling.add(spelling.telling_word());
        start.iter().take(1).for_each(|byte| self.first_bytes.add(*byte));
        self.spellings.entry(start).or_default().push(Kept { spelling, lead, entry });
    }

    /// The longest first: of two names at one place, it is the longer one.
    fn sort(&mut self) {
        for kept in self.spellings.values_mut() {
            kept.sort_by_key(|one| (std::cmp::Reverse(one.spelling.len()), one.entry));
        }
    }

    /// Other people of the roster whose longer names have a withheld one in them keep theirs.
    fn keep_others(&mut self, archive: &Archive) {
        let others = archive.people.values().filter(|one| !self.people.contains_key(&one.id));
        let names: Vec<&str> = others
            .flat_map(spellings_of)
            .filter(|name| self.hits(name).iter().any(|hit| hit.range.len() < name.trim().len()))
            .collect();
        for name in names {
            self.add_name(name, None);
        }
    }

    fn hits(&self, text: &str) -> Vec<Hit> {
        if self.entries.is_empty() || !self.telling.may_be_in(text) {
            return Vec::new();
        }
        let folded = Folded::new(text);
        let (mut hits, mut at) = (Vec::new(), 0);
        while let Some(byte) = folded.text.as_bytes().get(at) {
            let longest = || self.longest(text, &folded, at);
            let Some((kept, found)) = self.first_bytes.contains(*byte).then(longest).flatten()
            else {
                at += 1;
                continue;
            };
            hits.extend(kept.entry.map(|entry| Hit {
                range: folded.place(at)..folded.place(found.end),
                is_address: found.is_address,
                lead: kept.lead,
                entry,
            }));
            at = found.end.max(at + 1);
        }
        hits
    }

    /// The longest name that stands at a place.
    fn longest(&self, text: &str, folded: &Folded, at: usize) -> Option<(&Kept, Found)> {
        if folded.is_amid_word(at) {
            return None;
        }
        let rest = folded.text.as_bytes().get(at..)?;
        let starts = (1..=LONGEST_START.min(rest.len())).map(|length| start(rest, length));
        let found = starts.filter_map(|start| {
            let mut kept = self.spellings.get(&start)?.iter();
            kept.find_map(|one| Some((one, one.spelling.found(text, folded, at)?)))
        });
        found.max_by_key(|(kept, _)| kept.spelling.len())
    }
}

/// The first bytes of a first word; zeros where it is shorter.
type Start = [u8; LONGEST_START];

const LONGEST_START: usize = 3;

/// So many bytes of a word, at the most.
fn start(word: &[u8], length: usize) -> Start {
    let mut start = [0; LONGEST_START];
    start.iter_mut().zip(word).take(length).for_each(|(to, from)| *to = *from);
    start
}

/// Some of the 256 bytes.
#[derive(Debug, Default)]
struct Bytes([u128; 2]);

impl Bytes {
    fn add(&mut self, byte: u8) {
        self.0[usize::from(byte >> 7)] |= 1 << (byte & 0x7f);
    }

    fn contains(&self, byte: u8) -> bool {
        self.0[usize::from(byte >> 7)] >> (byte & 0x7f) & 1 == 1
    }
}
