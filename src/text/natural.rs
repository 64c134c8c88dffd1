//! Ids in the order in which people count: `P16-9` before `P16-10`.

/// What an id is sorted by: its letters and its numbers in turn.
pub(crate) fn natural(id: &str) -> Vec<(String, u64)> {
    let mut parts = Vec::new();
    let mut rest = id;
    while !rest.is_empty() {
        let words = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(words);
        let digits = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
        let (number, tail) = tail.split_at(digits);
        // a number beyond all counting is the last
        parts.push((
            word.to_lowercase(),
            number.parse().unwrap_or(if number.is_empty() { 0 } else { u64::MAX }),
        ));
        rest = tail;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count() {
        let mut ids = ["P16-10", "C1-2", "P16-9", "C1-10", "C1-1", "A"];
        ids.sort_by_key(|id| natural(id));
        assert_eq!(ids, ["A", "C1-1", "C1-2", "C1-10", "P16-9", "P16-10"]);
    }
}
