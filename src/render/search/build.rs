//! From entries to files.

use std::cmp::Reverse;

use chrono::{Datelike, NaiveDate};
use hashbrown::HashMap;
use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{
    Entry, Kind, Ties, code,
    pack::{Packed, Packer, pack},
    words::{Folding, KEY, count, each_word, ids, key},
};
use crate::{
    model::{Address, SeriesId},
    render::{Output, Wanted},
    text::{hex, percent_encode},
};

/// About how many bytes a file of words has: a search of a few words reads one for each.
const SHARD: usize = 6_000;
/// About how many bytes a file of keys has: a search reads one, beside words.
const KEYS: usize = 4_000;
/// About how many bytes a file of ties has.
const TIES: usize = 12_000;
/// About how many bytes a file of texts has: the results of one search lie in several.
const BLOCK: usize = 10_000;
/// A file of texts begins at a multiple of so many entries, so that the list of where they begin is
/// far shorter: it is read before anything can be shown.
const GROUP: usize = 16;
/// How many bytes the entries of one word may take; of a word that is on nearly every page only
/// those are kept where it weighs most.
const COMMON: usize = 12_000;
/// How heavily a word weighs by where it stands.
const ID: u32 = 63;
/// A whole name, as the script knows by its number too.
const NAME: u32 = 62;
const TITLE: u32 = 14;
const HEADING: u32 = 7;
const OWNER: u32 = 4;
const CONTEXT: u32 = 1;

/// What tells what is in an entry's ties: ids and names, in order of ids.
pub(in crate::render) struct Names {
    pub people: Vec<(String, String)>,
    pub recommendations: Vec<(String, String)>,
    /// Of series, by id.
    pub series: Vec<(String, String)>,
}

/// The files of the index, of parts whose entries are in [`order`], from one part to the next too. The
/// entries of a part go as soon as they are counted: all of them would be the most that a build has
/// in memory.
pub(in crate::render) fn outputs<P: Send>(
    parts: Vec<P>,
    entries: impl Fn(P) -> Vec<Entry> + Sync,
    names: &Names,
    wanted: Wanted<'_>,
) -> Vec<Output> {
    let mut hand = Hand::new(wanted);
    let Counted { parts, told, texts, .. } = counted(parts, entries, &mut hand);
    let (keys, words): (Vec<String>, Vec<String>) =
        dictionary(&parts).into_iter().partition(|one| one.starts_with(KEY));
    drop(parts);
    let keys = buckets(&keys);
    let (n_keys, shards) = (keys.len(), pack(words, '|', SHARD));
    let words = beginnings(&shards);
    hand.all("keys", "key", keys);
    hand.all("words", "word", shards.into_iter().map(|shard| shard.text).collect());
    let known = Known::new(&told, names);
    let (tied, ties) = known.ties(&told);
    let first_tied = |file: &Packed| number(tied.get(file.first).copied().unwrap_or_default());
    let firsts_tied = code::rising(ties.iter().map(first_tied));
    hand.all("ties", "tie", ties.into_iter().map(|file| file.text).collect());
    let runs = serde_json::to_string(&runs(&told, names)).unwrap_or_default();
    hand.one("runs", &format!("plenarySearch.runs({runs})"));
    let version = version(&hand.digest);
    hand.index(&Manifest {
        version,
        n_entries: told.len(),
        kinds: Kind::ALL.map(Kind::name),
        series: &names.series,
        words,
        keys: n_keys,
        texts: code::rising(texts),
        group: GROUP,
        ties: firsts_tied,
        people: known.people.named(&names.people),
        recommendations: known.recommendations.named(&names.recommendations),
        folding: Folding::new(),
    })
}

/// What is left of entries when their texts have been handed on.
#[derive(Default)]
struct Counted {
    /// Their words.
    parts: Vec<Tallied>,
    told: Vec<Told>,
    /// The first group of each file of texts.
    texts: Vec<u32>,
    /// The texts of a group that is not whole yet.
    rest: Vec<String>,
}

/// So many parts at a time: enough for all cores to have some, and few to be in memory.
const AT_ONCE: usize = 16;

fn counted<P: Send>(
    parts: Vec<P>,
    entries: impl Fn(P) -> Vec<Entry> + Sync,
    hand: &mut Hand<'_>,
) -> Counted {
    let mut all = Counted::default();
    let mut packer = Packer::new(',', BLOCK);
    let mut parts = parts.into_iter().peekable();
    while parts.peek().is_some() {
        let some: Vec<P> = parts.by_ref().take(AT_ONCE).collect();
        let some: Vec<_> = some.into_par_iter().map(|part| Part::new(entries(part))).collect();
        let files = some.into_iter().flat_map(|part| all.take(part, &mut packer)).collect();
        all.hand_on(files, hand);
    }
    let rest = (!all.rest.is_empty()).then(|| packer.push(&all.rest.join(","))).flatten();
    all.hand_on(rest.into_iter().chain(packer.finish()).collect(), hand);
    all
}

impl Counted {
    fn take(&mut self, part: Part, packer: &mut Packer) -> Vec<Packed> {
        let Part { words, told, shown } = part;
        self.parts.push(Tallied { first: number(self.told.len()), ..words });
        self.told.extend(told);
        self.rest.extend(shown);
        let groups = self.rest.chunks_exact(GROUP);
        let n_left = groups.remainder().len();
        let files = groups.filter_map(|group| packer.push(&group.join(","))).collect();
        self.rest.drain(..self.rest.len() - n_left);
        files
    }

    /// Hands on files of texts that are whole.
    fn hand_on(&mut self, files: Vec<Packed>, hand: &mut Hand<'_>) {
        let first = self.texts.len();
        self.texts.extend(files.iter().map(|file| number(file.first)));
        let data = files.into_par_iter().map(|file| format!("[{}]", file.text));
        hand.part("texts", "text", first, data);
    }
}

/// By kind, then series, then day, the latest first; so the script tells all three by ranges.
pub(in crate::render) fn order(entry: &Entry) -> impl Ord + '_ {
    (entry.kind, order_in_kind(entry.series.as_ref(), entry.date))
}

/// The same of what has one kind.
pub(in crate::render) fn order_in_kind(
    series: Option<&SeriesId>,
    date: Option<NaiveDate>,
) -> impl Ord + '_ {
    (series, Reverse(date))
}

/// A part when its words are counted.
struct Part {
    words: Tallied,
    told: Vec<Told>,
    /// What a result shows of each entry.
    shown: Vec<String>,
}

impl Part {
    fn new(entries: Vec<Entry>) -> Self {
        let (words, shown) = (Tallied::new(&entries), entries.iter().map(shown).collect());
        Self { words, told: entries.into_iter().map(Told::new).collect(), shown }
    }
}

/// What the index tells of an entry beside its words and texts.
struct Told {
    kind: Kind,
    series: Option<SeriesId>,
    /// 0 for none.
    year: u32,
    ties: Ties,
}

impl Told {
    fn new(entry: Entry) -> Self {
        let year = entry.date.map_or(0, |date| number_of_year(date.year()));
        Self { kind: entry.kind, series: entry.series, year, ties: entry.ties }
    }
}

/// What the script reads first.
#[derive(Serialize)]
struct Manifest<'a> {
    /// Changes with the files, so that no old one is read beside a new one.
    version: String,
    n_entries: usize,
    kinds: [&'static str; 10],
    series: &'a [(String, String)],
    words: Vec<String>,
    /// How many files of keys there are.
    keys: usize,
    /// The first group of entries of each file.
    texts: String,
    /// How many entries a group has.
    group: usize,
    /// The first entry of each file.
    ties: String,
    people: Vec<&'a (String, String)>,
    recommendations: Vec<&'a (String, String)>,
    folding: Folding,
}

/// For the choices of kind, series and year, which are counted once something is shown.
///
/// The entries of a kind and a series, by year: a kind, a series (-1 for none), the first entry of
/// each year, and how many years it is before [`LAST_YEAR`]; entries of no year are last.
#[derive(Serialize)]
struct Runs(usize, i64, String, String);

/// No entry is of a later year; none is of the year 0.
const LAST_YEAR: u32 = 9999;

/// Keys in files by their [`bucket`]: none has to be told where a key is.
fn buckets(keys: &[String]) -> Vec<String> {
    let n_bytes: usize = keys.iter().map(|key| key.len() + 1).sum();
    let mut files = vec![String::new(); n_bytes.div_ceil(KEYS).max(1)];
    let n_files = files.len();
    for one in keys {
        let key = one.split(' ').next().unwrap_or_default();
        if let Some(file) = files.get_mut(bucket(key, n_files)) {
            file.push_str(if file.is_empty() { "" } else { "|" });
            file.push_str(one);
        }
    }
    files
}

/// In which of so many files a key is.
fn bucket(key: &str, n_files: usize) -> usize {
    let add = |sum: u32, unit| sum.wrapping_mul(31).wrapping_add(u32::from(unit));
    key.encode_utf16().fold(0, add) as usize % n_files
}

/// What tells in which file a word is: the shortest beginning of the first word of each that comes
/// after the last word of the file before.
fn beginnings(shards: &[Packed]) -> Vec<String> {
    let word = |piece: &str| piece.split(' ').next().unwrap_or_default().to_owned();
    let last = |shard: &Packed| word(shard.text.rsplit('|').next().unwrap_or_default());
    let lasts = std::iter::once(String::new()).chain(shards.iter().map(last));
    lasts.zip(shards).map(|(last, shard)| beginning(&word(&shard.text), &last).to_owned()).collect()
}

/// The shortest beginning of a word that comes after another one, which comes before the word.
fn beginning<'w>(word: &'w str, after: &str) -> &'w str {
    let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
    let mut beginnings = ends.filter_map(|end| word.get(..end));
    beginnings.find(|start| *start > after).unwrap_or(word)
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Where kind, series and year change.
fn runs(entries: &[Told], names: &Names) -> Vec<Runs> {
    let mut at = 0;
    let mut all = Vec::new();
    for part in
        entries.chunk_by(|one, other| (one.kind, &one.series) == (other.kind, &other.series))
    {
        let (mut firsts, mut years) = (Vec::new(), Vec::new());
        for of_year in part.chunk_by(|one, other| one.year == other.year) {
            firsts.push(number(at));
            years.push(LAST_YEAR - of_year.first().map_or(0, |first| first.year));
            at += of_year.len();
        }
        all.extend(part.first().map(|first| {
            let (firsts, years) = (code::rising(firsts), code::rising(years));
            Runs(first.kind as usize, place_of_series(first, names), firsts, years)
        }));
    }
    all
}

fn number_of_year(year: i32) -> u32 {
    u32::try_from(year).unwrap_or_default().min(LAST_YEAR)
}

/// -1 for none.
fn place_of_series(entry: &Told, names: &Names) -> i64 {
    let id = entry.series.as_ref();
    let place = id.and_then(|id| names.series.iter().position(|(one, _)| one == id.as_str()));
    place.and_then(|n| i64::try_from(n).ok()).unwrap_or(-1)
}

/// A name of more words is no key.
const LONGEST_NAME: usize = 12;

/// Where a word stands in an entry, and how often. There is one for each word of each entry, so
/// that it is small.
#[derive(Clone, Copy, Default)]
struct Tally {
    /// A bit each.
    places: u8,
    n_in_text: u16,
}

/// Where a word can stand but the text.
#[derive(Clone, Copy)]
enum Place {
    Id,
    Name,
    Title,
    Heading,
    Owners,
    Context,
}

impl Tally {
    fn count(&mut self) {
        self.n_in_text = self.n_in_text.saturating_add(1);
    }

    fn add(&mut self, place: Place) {
        self.places |= 1 << place as u8;
    }

    const fn is_in(self, place: Place) -> bool {
        self.places & (1 << place as u8) != 0
    }
}

/// How many words an entry has.
#[derive(Clone, Copy, Default)]
struct Length {
    heading: u32,
    text: u32,
}

/// The words of a part of the entries.
struct Tallied {
    /// The number of its first entry, from which its own go on.
    first: u32,
    /// Of each entry.
    lengths: Vec<Length>,
    /// The entries that have a word, in order.
    words: HashMap<String, Vec<(u32, Tally)>>,
}

impl Tallied {
    fn new(entries: &[Entry]) -> Self {
        let lengths = Vec::with_capacity(entries.len());
        let mut all = Self { first: 0, lengths, words: HashMap::new() };
        for (n, entry) in (0..).zip(entries) {
            let length = Tallying { words: &mut all.words, n }.entry(entry);
            all.lengths.push(length);
        }
        all
    }

    fn length(&self, entry: u32) -> Length {
        self.lengths.get(entry as usize).copied().unwrap_or_default()
    }

    fn n_words(&self) -> u64 {
        self.lengths.iter().map(|length| u64::from(length.text)).sum()
    }

    /// Its words, in no order, with the entries that have them.
    fn postings(&self) -> Vec<(&str, Postings<'_>)> {
        let words = self.words.iter();
        words.map(|(word, found)| (word.as_str(), Postings { of: self, found })).collect()
    }
}

/// Notes the words of an entry.
struct Tallying<'a> {
    words: &'a mut HashMap<String, Vec<(u32, Tally)>>,
    /// The number of the entry.
    n: u32,
}

impl Tallying<'_> {
    fn entry(&mut self, entry: &Entry) -> Length {
        entry.ids.iter().for_each(|id| self.word(&key(id), |tally| tally.add(Place::Id)));
        let heading = self.heading(entry);
        self.each(&entry.owners, |tally| tally.add(Place::Owners));
        let text = self.each(&entry.text, Tally::count);
        self.ids_in(&entry.text, Tally::count);
        Length { heading, text }
    }

    /// What an entry is called; how many words that has.
    fn heading(&mut self, entry: &Entry) -> u32 {
        if entry.heading.is_empty() {
            self.names(entry);
            return self.each(&entry.title, |tally| tally.add(Place::Title));
        }
        self.ids_in(&entry.heading, |tally| tally.add(Place::Heading));
        self.each(&entry.title, |tally| tally.add(Place::Context));
        self.each(&entry.heading, |tally| tally.add(Place::Heading))
    }

    /// The title in full, each side of its first colon ("SSR1 recommendation 10: Zone review"),
    /// and what else it is called.
    fn names(&mut self, entry: &Entry) {
        let (before, after) = entry.title.split_once(": ").unwrap_or_default();
        let names = [&entry.title, before, after].into_iter();
        for name in names.chain(entry.names.iter().map(String::as_str)) {
            if (1..=LONGEST_NAME).contains(&count(name)) {
                self.word(&key(name), |tally| tally.add(Place::Name));
            }
        }
    }

    /// Notes what looks like an id or a day in a text, as one word.
    fn ids_in(&mut self, text: &str, note: impl Fn(&mut Tally)) {
        ids(text).for_each(|id| self.word(&key(id), &note));
    }

    /// Notes every word of a text; how many there are.
    fn each(&mut self, text: &str, note: impl Fn(&mut Tally)) -> u32 {
        let mut n = 0;
        each_word(text, |word| {
            n += 1;
            self.word(word, &note);
        });
        n
    }

    /// Notes a word in its tally of this entry.
    fn word(&mut self, word: &str, note: impl Fn(&mut Tally)) {
        let entries = self.words.entry_ref(word).or_default();
        match entries.last_mut() {
            Some((last, tally)) if *last == self.n => note(tally),
            _ => {
                let mut tally = Tally::default();
                note(&mut tally);
                entries.push((self.n, tally));
            }
        }
    }
}

/// What a word weighs in an entry of that length: short titles and texts weigh more, and the
/// second time less than the first.
fn weight(tally: Tally, length: Length, average: f64) -> u32 {
    if tally.is_in(Place::Id) {
        return ID;
    }
    if tally.is_in(Place::Name) {
        return NAME;
    }
    let of_heading = |weight: u32| (weight * 24).div_ceil(18 + length.heading).max(2);
    let mut weight = of_text(tally.n_in_text.into(), f64::from(length.text) / average);
    weight += if tally.is_in(Place::Title) { of_heading(TITLE) } else { 0 };
    weight += if tally.is_in(Place::Heading) { of_heading(HEADING) } else { 0 };
    weight += if tally.is_in(Place::Owners) { OWNER } else { 0 };
    weight += if tally.is_in(Place::Context) { CONTEXT } else { 0 };
    weight.min(NAME - 1)
}

/// 1 to 3 for words of the text, as usual for texts of that length beside the average.
fn of_text(n: u32, length: f64) -> u32 {
    let n = f64::from(n);
    let damped = 2.2 * n / (n + 1.2 * (0.25 + 0.75 * length));
    match damped * 1.5 {
        _ if n == 0.0 => 0,
        small if small < 1.5 => 1,
        middle if middle < 2.5 => 2,
        _ => 3,
    }
}

/// The entries of one word in a part.
#[derive(Clone, Copy)]
struct Postings<'a> {
    of: &'a Tallied,
    found: &'a [(u32, Tally)],
}

impl Postings<'_> {
    /// Each entry with what the word weighs in it.
    fn weighed(&self, average: f64) -> impl Iterator<Item = (u32, u32)> {
        let weight =
            move |&(n, tally)| (self.of.first + n, weight(tally, self.of.length(n), average));
        self.found.iter().map(weight)
    }
}

/// Every word with its entries, in order of words.
fn dictionary(parts: &[Tallied]) -> Vec<String> {
    let n_words: u64 = parts.iter().map(Tallied::n_words).sum();
    let n_words = f64::from(u32::try_from(n_words).unwrap_or(u32::MAX));
    let n_entries = parts.iter().map(|part| part.lengths.len()).sum();
    let average = (n_words / f64::from(number(n_entries).max(1))).max(1.0);
    let mut words: Vec<(&str, Postings<'_>)> =
        parts.par_iter().flat_map(Tallied::postings).collect();
    words.par_sort_by_key(|(word, _)| *word);
    let words: Vec<_> = words.chunk_by(|(one, _), (other, _)| one == other).collect();
    words.par_iter().map(|same| spelled(same, average)).collect()
}

/// A word, of which all parts have been brought together, as the script reads it.
fn spelled(same: &[(&str, Postings<'_>)], average: f64) -> String {
    let word = same.first().map_or("", |(word, _)| *word);
    let found = same.iter().flat_map(|(_, postings)| postings.weighed(average));
    format!("{word} {}", encoded(found.collect()))
}

/// Weight and entries, heaviest first, a comma between two weights. A `!` before them says that
/// the word is in more entries.
fn encoded(mut found: Vec<(u32, u32)>) -> String {
    found.sort_by_key(|&(_, weight)| Reverse(weight));
    let mut out = String::new();
    for same in found.chunk_by(|(_, one), (_, other)| one == other) {
        let weight = same.first().map_or(0, |&(_, weight)| weight);
        if !out.is_empty() {
            out.push(',');
        }
        code::push(weight & 31, &mut out);
        code::push(weight >> 5, &mut out);
        out.push_str(&code::rising(same.iter().map(|&(entry, _)| entry)));
        if out.len() > COMMON {
            return format!("!{}", cut(&out));
        }
    }
    out
}

/// The beginning of postings, cut after a whole number.
fn cut(text: &str) -> &str {
    let ends = |letter: u8| letter.is_ascii_uppercase() || matches!(letter, b'a'..=b'f');
    let end = text.bytes().take(COMMON).rposition(ends);
    text.get(..end.map_or(0, |end| end + 1)).unwrap_or_default()
}

/// What a result shows of an entry.
fn shown(entry: &Entry) -> String {
    let date = entry.date.map(|date| date.to_string()).unwrap_or_default();
    let href = percent_encode(entry.address.as_str());
    let kind = (entry.kind as usize).to_string();
    let all = [&*entry.title, &entry.heading, &href, &date, &entry.owners, &entry.text, &kind];
    safe(serde_json::to_string(&all).unwrap_or_else(|_| "[]".into()))
}

/// The people and recommendations that entries concern, numbered.
struct Known {
    people: Numbers,
    recommendations: Numbers,
}

impl Known {
    fn new(entries: &[Told], names: &Names) -> Self {
        let ties = || entries.iter().map(|entry| &entry.ties);
        let people = ties().flat_map(|ties| &ties.people);
        let recommendations = ties().flat_map(|ties| &ties.recommendations);
        Self {
            people: Numbers::new(names.people.len(), people),
            recommendations: Numbers::new(names.recommendations.len(), recommendations),
        }
    }

    /// Which entries have ties, and the files of them: the entry, its people, its recommendations.
    fn ties(&self, entries: &[Told]) -> (Vec<usize>, Vec<Packed>) {
        let tied =
            entries.iter().enumerate().filter_map(|(n, entry)| Some((n, self.tie(n, entry)?)));
        let (numbers, pieces): (Vec<usize>, Vec<String>) = tied.unzip();
        (numbers, pack(pieces, ';', TIES))
    }

    fn tie(&self, n: usize, entry: &Told) -> Option<String> {
        let people = self.people.rising(&entry.ties.people);
        let recs = self.recommendations.rising(&entry.ties.recommendations);
        let is_tied = !people.is_empty() || !recs.is_empty();
        is_tied.then(|| format!("{}.{people}.{recs}", code::rising([number(n)])))
    }
}

/// The numbers of those of a list that are used, in its order.
struct Numbers(Vec<Option<u32>>);

impl Numbers {
    fn new<'a>(n_all: usize, used: impl Iterator<Item = &'a u32>) -> Self {
        let mut numbers = vec![None; n_all];
        for &place in used {
            if let Some(number) = numbers.get_mut(place as usize) {
                *number = Some(0);
            }
        }
        numbers.iter_mut().flatten().zip(0..).for_each(|(number, n)| *number = n);
        Self(numbers)
    }

    /// The numbers of some, as text.
    fn rising(&self, places: &[u32]) -> String {
        let number = |&place: &u32| *self.0.get(place as usize)?;
        let mut numbers: Vec<u32> = places.iter().filter_map(number).collect();
        numbers.sort_unstable();
        code::rising(numbers)
    }

    /// Those of the list that are used.
    fn named<'n>(&self, all: &'n [(String, String)]) -> Vec<&'n (String, String)> {
        all.iter()
            .zip(&self.0)
            .filter_map(|(one, number)| number.is_some().then_some(one))
            .collect()
    }
}

/// Hands the files of the index on, one by one.
struct Hand<'a> {
    wanted: Wanted<'a>,
    /// Of the digests of all that was handed on.
    digest: Sha256,
    outputs: Vec<Output>,
}

impl<'a> Hand<'a> {
    fn new(wanted: Wanted<'a>) -> Self {
        Self { wanted, digest: Sha256::new(), outputs: Vec::new() }
    }

    /// All files of a folder, in order.
    fn all(&mut self, folder: &str, call: &str, files: Vec<String>) {
        let data = files.into_par_iter().map(|text| format!("\"{text}\""));
        self.part(folder, call, 0, data);
    }

    /// Files of a part of the index, numbered from the first on: a call with its number each.
    fn part(
        &mut self,
        folder: &str,
        call: &str,
        first: usize,
        data: impl IndexedParallelIterator<Item = String>,
    ) {
        let wanted = self.wanted;
        let script = |(at, data): (usize, String)| {
            let n = first + at;
            let text = format!("plenarySearch.{call}({n},{data})");
            script(wanted, &format!("{folder}/{n}"), &text)
        };
        let made: Vec<(Output, Digested)> = data.enumerate().map(script).collect();
        for (output, digest) in made {
            self.digest.update(digest);
            self.outputs.push(output);
        }
    }

    /// A file that is one of its kind.
    fn one(&mut self, name: &str, call: &str) {
        let (output, digest) = script(self.wanted, name, call);
        self.digest.update(digest);
        self.outputs.push(output);
    }

    /// What leads to all others comes last, and is the end.
    fn index(mut self, manifest: &Manifest<'_>) -> Vec<Output> {
        let json = serde_json::to_string(manifest).unwrap_or_default();
        self.one("index", &format!("plenarySearch.index({})", safe(json)));
        self.outputs
    }
}

/// The SHA-256 digest of a file.
type Digested = [u8; 32];

/// A file of the index, which is a call.
fn script(wanted: Wanted<'_>, name: &str, call: &str) -> (Output, Digested) {
    let address = Address::new(format!("assets/search/{name}.js"));
    let text = format!("{call};\n");
    let digest = Sha256::digest(&text).into();
    (wanted.made(address, text), digest)
}

/// JSON as a script may hold it: two ends of lines are none in older scripts' strings.
fn safe(json: String) -> String {
    if json.contains(['\u{2028}', '\u{2029}']) {
        return json.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    }
    json
}

/// A short sum of the files' bytes.
fn version(digest: &Sha256) -> String {
    hex(&digest.clone().finalize()[..6])
}

#[cfg(test)]
mod tests;
