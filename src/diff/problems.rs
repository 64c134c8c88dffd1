//! Diagnostics that came, and that went.

use std::collections::BTreeMap;

use super::differences::{Problem, Problems};

/// Those of one side alone. A problem that only stands on another line is the same; of two alike in
/// one file, each is one.
pub(super) fn compare(old: Option<&[Problem]>, new: Option<&[Problem]>) -> Option<Problems> {
    let (old, new) = (old?, new?);
    Some(Problems { came: beyond(new, old), went: beyond(old, new) })
}

/// The problems that others do not match, in order of file and line.
fn beyond(these: &[Problem], others: &[Problem]) -> Vec<Problem> {
    let mut matched: BTreeMap<_, usize> = BTreeMap::new();
    for other in others {
        *matched.entry(sign(other)).or_default() += 1;
    }
    let mut beyond: Vec<Problem> =
        these.iter().filter(|one| !take(&mut matched, &sign(one))).cloned().collect();
    beyond.sort();
    beyond
}

fn sign(one: &Problem) -> (&str, &str, &str, &str) {
    (one.severity, one.code, &one.file, &one.message)
}

fn take<K: Ord>(left: &mut BTreeMap<K, usize>, key: &K) -> bool {
    let Some(n) = left.get_mut(key).filter(|n| **n > 0) else { return false };
    *n -= 1;
    true
}
