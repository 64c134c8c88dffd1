//! From entries to files.

use std::cmp::Reverse;

use chrono::NaiveDate;
use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{
    Entry, Kind, code,
    count::{Tallied, dictionary},
    number,
    pack::{Packed, pack},
    place::{beginnings, buckets},
    told::{Choices, Run, Told, Used},
    words::{Folding, KEY},
};
use crate::{
    model::{Address, SeriesId},
    render::{Output, Wanted},
    text::{hex, percent_encode},
};

/// About how many bytes a file of words has: a search of a few words reads one for each.
const SHARD: usize = 6_000;
/// About how many bytes a file of texts has: the results of one search lie in several.
const BLOCK: usize = 10_000;
/// A file of texts begins at a multiple of so many entries, so that the list of where they begin is
/// far shorter: it is read before anything can be shown.
const GROUP: usize = 16;

/// What tells what is in an entry's ties: ids and names, in order of ids.
pub(in crate::render) struct Names {
    pub people: Vec<(String, String)>,
    pub recommendations: Vec<(String, String)>,
    /// Of series, by id.
    pub series: Vec<(String, String)>,
}

/// The files of the index, of parts whose entries are in [`order`], from one part to the next too; a
/// kind, series and year is in one part. The entries of a part go as soon as they are counted: all
/// of them would be the most that a build has in memory.
pub(in crate::render) fn outputs<P: Send>(
    parts: Vec<P>,
    entries: impl Fn(P) -> Vec<Entry> + Sync,
    names: &Names,
    wanted: Wanted<'_>,
) -> Vec<Output> {
    let mut hand = Hand::new(wanted);
    let Counted { parts, told, texts } = counted(parts, entries, &mut hand);
    let all = dictionary(&parts);
    drop(parts);
    let (keys, words) = hand.words(all);
    let used = Used::new(&told, names);
    let ties = hand.ties(&used, &told);
    hand.runs(&told.choices(names));
    let manifest = Manifest {
        version: version(&hand.digest),
        n_entries: told.n_entries(),
        kinds: Kind::ALL.map(Kind::name),
        series: &names.series,
        words,
        keys,
        texts: code::rising(texts),
        group: GROUP,
        ties,
        people: used.people.named(&names.people),
        recommendations: used.recommendations.named(&names.recommendations),
        folding: Folding::new(),
    };
    hand.index(&manifest);
    hand.outputs
}

/// What is left of entries when their texts have been handed on.
#[derive(Default)]
struct Counted {
    /// Their words.
    parts: Vec<Tallied>,
    told: Told,
    /// The first group of each file of texts.
    texts: Vec<u32>,
}

fn counted<P: Send>(
    parts: Vec<P>,
    entries: impl Fn(P) -> Vec<Entry> + Sync,
    hand: &mut Hand<'_>,
) -> Counted {
    let mut all = Counted::default();
    // so many at a time: enough for all cores to have some, and few to be in memory
    let at_once = 4 * rayon::current_num_threads();
    let mut parts = parts.into_iter().peekable();
    while parts.peek().is_some() {
        let some: Vec<P> = parts.by_ref().take(at_once).collect();
        let some: Vec<_> = some.into_par_iter().map(|part| Part::new(&entries(part))).collect();
        let files: Vec<_> = some.into_iter().flat_map(|part| all.take(part)).collect();
        all.texts.extend(files.iter().map(|file| number(file.first)));
        let data = files.into_par_iter().map(|file| (file.first, format!("[{}]", file.text)));
        hand.files("texts", "text", data);
    }
    all
}

impl Counted {
    /// Takes a part after all others; its texts, by the number of their first group.
    fn take(&mut self, part: Part) -> impl Iterator<Item = Packed> + use<> {
        let Part { words, told, texts } = part;
        let first = self.told.next();
        self.parts.push(words.from(first));
        self.told.append(told);
        let first = first as usize / GROUP;
        texts.into_iter().map(move |file| Packed { first: first + file.first, ..file })
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
    told: Told,
    /// What a result shows of each entry, by groups.
    texts: Vec<Packed>,
}

impl Part {
    fn new(entries: &[Entry]) -> Self {
        let told = Told::new(entries);
        let (words, texts) = (Tallied::new(told.numbers().zip(entries)), texts(entries, &told));
        Self { words, told, texts }
    }
}

/// Files of texts; a kind, series or year begins another.
fn texts(entries: &[Entry], told: &Told) -> Vec<Packed> {
    let mut rest = entries;
    let of_run = |run: &Run| {
        let (these, after) = rest.split_at(run.n_entries as usize);
        rest = after;
        let group = |group: &[Entry]| group.iter().map(shown).collect::<Vec<_>>().join(",");
        let first = run.first as usize / GROUP;
        let files = pack(these.chunks(GROUP).map(group), ',', BLOCK).into_iter();
        files.map(move |file| Packed { first: first + file.first, ..file })
    };
    told.runs().iter().flat_map(of_run).collect()
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

/// What a result shows of an entry.
fn shown(entry: &Entry) -> String {
    let date = entry.date.map(|date| date.to_string()).unwrap_or_default();
    let href = percent_encode(entry.address.as_str());
    let kind = (entry.kind as usize).to_string();
    let all = [&*entry.title, &entry.heading, &href, &date, &entry.owners, &entry.text, &kind];
    safe(serde_json::to_string(&all).unwrap_or_else(|_| "[]".into()))
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

    /// Words and keys; how many files of keys there are, and what each file of words begins with.
    fn words(&mut self, all: Vec<String>) -> (usize, Vec<String>) {
        let (keys, words): (Vec<String>, Vec<String>) =
            all.into_iter().partition(|one| one.starts_with(KEY));
        let (keys, shards) = (buckets(&keys), pack(words, '|', SHARD));
        let (n_keys, firsts) = (keys.len(), beginnings(&shards));
        self.all("keys", "key", keys);
        self.all("words", "word", shards.into_iter().map(|shard| shard.text).collect());
        (n_keys, firsts)
    }

    /// Ties; the first entry of each file.
    fn ties(&mut self, used: &Used, told: &Told) -> String {
        let (tied, files) = used.ties(told);
        let first = |file: &Packed| tied.get(file.first).copied().unwrap_or_default();
        let firsts = code::rising(files.iter().map(first));
        self.all("ties", "tie", files.into_iter().map(|file| file.text).collect());
        firsts
    }

    fn runs(&mut self, runs: &[Choices]) {
        let json = serde_json::to_string(runs).unwrap_or_default();
        self.one("runs", &format!("plenarySearch.runs({json})"));
    }

    /// All files of a folder, in order.
    fn all(&mut self, folder: &str, call: &str, files: Vec<String>) {
        let files = files.into_par_iter().enumerate();
        self.files(folder, call, files.map(|(n, text)| (n, format!("\"{text}\""))));
    }

    /// Files with their numbers: a call with its number each.
    fn files(
        &mut self,
        folder: &str,
        call: &str,
        files: impl IndexedParallelIterator<Item = (usize, String)>,
    ) {
        let wanted = self.wanted;
        let script = |(n, data): (usize, String)| {
            let text = format!("plenarySearch.{call}({n},{data})");
            script(wanted, &format!("{folder}/{n}"), &text)
        };
        let made: Vec<(Output, Digested)> = files.map(script).collect();
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
    fn index(&mut self, manifest: &Manifest<'_>) {
        let json = serde_json::to_string(manifest).unwrap_or_default();
        self.one("index", &format!("plenarySearch.index({})", safe(json)));
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
