//! What changed, in a line: `meetings: 1 added · action items: 2 opened, 1 re-dated`.

use crate::{
    diff::differences::{Change, Differences},
    text::plural,
};

/// The gravest first: addresses that lead nowhere now.
pub(super) fn summary(all: &Differences) -> String {
    let n_lost = all.pages.lost().count();
    let lost = (n_lost > 0)
        .then(|| format!("{} gone without a redirect", plural(n_lost, "address", "addresses")));
    let registers = all.registers();
    let registers = registers.iter().filter_map(|(name, list)| register(name, list));
    let n_moved = all.people.len() + all.months.len();
    let figures =
        (n_moved > 0).then(|| format!("attendance: {} moved", plural(n_moved, "rate", "rates")));
    let parts =
        lost.into_iter().chain(registers).chain(figures).chain(pages(all)).chain(problems(all));
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() { "nothing that a reader would notice".into() } else { parts.join(" · ") }
}

/// What comes and goes is told first.
const FIRST: [&str; 5] = ["added", "opened", "gone", "closed", "reopened"];

/// Each word with how often it is said.
fn register(name: &str, list: &[Change]) -> Option<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for what in list.iter().flat_map(|change| &change.changes) {
        match counts.iter_mut().find(|(word, _)| word == what) {
            Some((_, n)) => *n += 1,
            None => counts.push((what, 1)),
        }
    }
    counts.sort_by_key(|(word, _)| {
        FIRST.iter().position(|first| first == word).unwrap_or(FIRST.len())
    });
    let words: Vec<String> = counts.iter().map(|(word, n)| format!("{n} {}", said(word))).collect();
    (!words.is_empty()).then(|| format!("{}: {}", name.to_lowercase(), words.join(", ")))
}

/// The words that are no participle.
fn said(word: &str) -> String {
    match word {
        "status" | "briefing" | "target" => format!("with another {word}"),
        _ => word.to_owned(),
    }
}

fn pages(all: &Differences) -> Option<String> {
    let pages = &all.pages;
    let counts = [("added", &pages.added), ("changed", &pages.changed), ("gone", &pages.gone)];
    let words: Vec<String> = counts
        .iter()
        .filter(|(_, list)| !list.is_empty())
        .map(|(word, list)| format!("{} {word}", list.len()))
        .collect();
    (!words.is_empty()).then(|| format!("pages: {}", words.join(", ")))
}

fn problems(all: &Differences) -> Option<String> {
    let problems = all.problems.as_ref()?;
    let counts = [("new", &problems.came), ("gone", &problems.went)];
    let words: Vec<String> = counts
        .iter()
        .filter(|(_, list)| !list.is_empty())
        .map(|(word, list)| format!("{} {word}", list.len()))
        .collect();
    (!words.is_empty()).then(|| format!("diagnostics: {}", words.join(", ")))
}
