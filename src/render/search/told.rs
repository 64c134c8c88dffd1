//! What the index tells of entries beside their words and texts: of what kind, series and year they
//! are, and whom and what they concern.

use chrono::Datelike;
use serde::Serialize;

use super::{
    Entry, Kind, Ties,
    build::Names,
    code,
    pack::{Packed, pack},
};
use crate::{
    model::SeriesId,
    text::{push_varint, take_varint},
};

/// About how many bytes a file of ties has.
const TIES: usize = 12_000;

/// No entry is of a later year; none is of the year 0.
const LAST_YEAR: u32 = 9999;

/// The entries of a kind, series and year begin at a number that is a multiple of this: a few more
/// of them leave the numbers of all others, and with these the files, as they were.
const ROOM: u32 = 256;

/// What is told of entries in [`order`](super::build::order). There are hundreds of thousands, so
/// that nothing of one is kept apart.
#[derive(Default)]
pub(super) struct Told {
    runs: Vec<Run>,
    /// Of each entry how many people it has, these, how many recommendations, and these.
    ties: Vec<u8>,
}

/// Entries next to each other of one kind, series and year.
#[derive(PartialEq, Eq)]
pub(super) struct Run {
    kind: Kind,
    series: Option<SeriesId>,
    /// 0 for none.
    year: u32,
    /// The number of the first entry.
    pub(super) first: u32,
    pub(super) n_entries: u32,
}

impl Run {
    fn new(entry: &Entry, first: u32) -> Self {
        let year = entry.date.map_or(0, |date| number_of_year(date.year()));
        Self { kind: entry.kind, series: entry.series.clone(), year, first, n_entries: 1 }
    }

    fn is_of(&self, other: &Self) -> bool {
        self.kind == other.kind && self.series == other.series
    }

    fn numbers(&self) -> std::ops::Range<u32> {
        self.first..self.first + self.n_entries
    }
}

impl Told {
    pub(super) fn new(entries: &[Entry]) -> Self {
        let mut told = Self::default();
        for entry in entries {
            let run = Run::new(entry, told.next());
            match told.runs.last_mut() {
                Some(last) if last.is_of(&run) && last.year == run.year => last.n_entries += 1,
                _ => told.runs.push(run),
            }
            for list in [&entry.ties.people, &entry.ties.recommendations] {
                push_varint(list.len() as u64, &mut told.ties);
                list.iter().for_each(|&place| push_varint(place.into(), &mut told.ties));
            }
        }
        told
    }

    /// The number at which a kind, series or year after these begins.
    pub(super) fn next(&self) -> u32 {
        self.runs.last().map_or(0, |last| last.numbers().end.next_multiple_of(ROOM))
    }

    /// Adds those of a part that comes after, in which another kind, series or year begins.
    pub(super) fn append(&mut self, after: Self) {
        let first = self.next();
        let runs = after.runs.into_iter();
        self.runs.extend(runs.map(|run| Run { first: first + run.first, ..run }));
        self.ties.extend(after.ties);
    }

    pub(super) fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// The number of each entry.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> {
        self.runs.iter().flat_map(Run::numbers)
    }

    pub(super) fn n_entries(&self) -> usize {
        self.runs.iter().map(|run| run.numbers().len()).sum()
    }

    /// The number of each entry, and its ties.
    fn ties(&self) -> impl Iterator<Item = (u32, Ties)> {
        let mut rest = &*self.ties;
        self.numbers()
            .map(move |n| (n, Ties { people: list(&mut rest), recommendations: list(&mut rest) }))
    }

    /// The choices of kind, series and year.
    pub(super) fn choices(&self, names: &Names) -> Vec<Choices> {
        let of_series = |runs: &[Run]| {
            let firsts = code::rising(runs.iter().map(|run| run.first));
            let years = code::rising(runs.iter().map(|run| LAST_YEAR - run.year));
            let first = runs.first()?;
            Some(Choices(
                first.kind as usize,
                place_of(first.series.as_ref(), names),
                firsts,
                years,
            ))
        };
        self.runs.chunk_by(Run::is_of).filter_map(of_series).collect()
    }
}

fn list(rest: &mut &[u8]) -> Vec<u32> {
    let n = take_varint(rest);
    (0..n).map(|_| u32::try_from(take_varint(rest)).unwrap_or(u32::MAX)).collect()
}

/// For the choices of kind, series and year, which are counted once something is shown.
///
/// The entries of a kind and a series, by year: a kind, a series (-1 for none), the first entry of
/// each year, and how many years it is before [`LAST_YEAR`]; entries of no year are last.
#[derive(Serialize)]
pub(super) struct Choices(usize, i64, String, String);

fn number_of_year(year: i32) -> u32 {
    u32::try_from(year).unwrap_or_default().min(LAST_YEAR)
}

/// -1 for none.
fn place_of(series: Option<&SeriesId>, names: &Names) -> i64 {
    let place = series.and_then(|id| names.series.iter().position(|(one, _)| one == id.as_str()));
    place.and_then(|n| i64::try_from(n).ok()).unwrap_or(-1)
}

/// The people and recommendations that entries concern, numbered.
pub(super) struct Used {
    pub(super) people: Numbers,
    pub(super) recommendations: Numbers,
}

impl Used {
    pub(super) fn new(told: &Told, names: &Names) -> Self {
        let mut people = Numbers::new(names.people.len());
        let mut recommendations = Numbers::new(names.recommendations.len());
        for (_, ties) in told.ties() {
            people.note(&ties.people);
            recommendations.note(&ties.recommendations);
        }
        people.give();
        recommendations.give();
        Self { people, recommendations }
    }

    /// Which entries have ties, and the files of them: the entry, its people, its recommendations.
    pub(super) fn ties(&self, told: &Told) -> (Vec<u32>, Vec<Packed>) {
        let tied = told.ties().filter_map(|(n, ties)| Some((n, self.tie(n, &ties)?)));
        let (numbers, pieces): (Vec<u32>, Vec<String>) = tied.unzip();
        (numbers, pack(pieces, ';', TIES))
    }

    fn tie(&self, n: u32, ties: &Ties) -> Option<String> {
        let people = self.people.rising(&ties.people);
        let recs = self.recommendations.rising(&ties.recommendations);
        let is_tied = !people.is_empty() || !recs.is_empty();
        is_tied.then(|| format!("{}.{people}.{recs}", code::rising([n])))
    }
}

/// The numbers of those of a list that are used, in its order.
pub(super) struct Numbers(Vec<Option<u32>>);

impl Numbers {
    fn new(n_all: usize) -> Self {
        Self(vec![None; n_all])
    }

    /// Notes that some are used.
    fn note(&mut self, places: &[u32]) {
        for &place in places {
            if let Some(number) = self.0.get_mut(place as usize) {
                *number = Some(0);
            }
        }
    }

    /// Numbers those that are used.
    fn give(&mut self) {
        self.0.iter_mut().flatten().zip(0..).for_each(|(number, n)| *number = n);
    }

    /// The numbers of some, as text.
    fn rising(&self, places: &[u32]) -> String {
        let number = |&place: &u32| *self.0.get(place as usize)?;
        let mut numbers: Vec<u32> = places.iter().filter_map(number).collect();
        numbers.sort_unstable();
        code::rising(numbers)
    }

    /// Those of the list that are used.
    pub(super) fn named<'n>(&self, all: &'n [(String, String)]) -> Vec<&'n (String, String)> {
        all.iter()
            .zip(&self.0)
            .filter_map(|(one, number)| number.is_some().then_some(one))
            .collect()
    }
}
