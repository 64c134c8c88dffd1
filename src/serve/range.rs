//! The part of a file that a request asks for: the text of a `Range` header in, bytes out
//! (RFC 9110, section 14).

use std::ops::Range;

/// What of a file is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it: what the header asks for cannot be read, or is several parts, for which a server
    /// may send the whole.
    Whole,
    /// These bytes.
    Bytes(Range<u64>),
    /// None: the part begins past the end.
    Unsatisfiable,
}

impl Part {
    /// Reads a header such as `bytes=0-499`, `bytes=500-` or `bytes=-500`, for a file of `length`
    /// bytes.
    pub(super) fn asked(header: &str, length: u64) -> Self {
        let Some((unit, range)) = header.split_once('=') else { return Self::Whole };
        if !unit.trim().eq_ignore_ascii_case("bytes") {
            return Self::Whole;
        }
        match range.trim().split_once('-') {
            Some(("", last)) => last_bytes(last, length),
            Some((first, "")) => number(first).map_or(Self::Whole, |first| from(first, length)),
            Some((first, last)) => between(first, last, length),
            None => Self::Whole,
        }
    }
}

/// The last so many bytes; the whole file where it is shorter.
fn last_bytes(n: &str, length: u64) -> Part {
    match number(n) {
        None => Part::Whole,
        Some(0) => Part::Unsatisfiable,
        Some(n) => from(length.saturating_sub(n), length),
    }
}

fn between(first: &str, last: &str, length: u64) -> Part {
    match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => {
            from(first, length).ending_by(last.saturating_add(1))
        }
        _ => Part::Whole,
    }
}

fn from(first: u64, length: u64) -> Part {
    if first < length { Part::Bytes(first..length) } else { Part::Unsatisfiable }
}

impl Part {
    fn ending_by(self, end: u64) -> Self {
        match self {
            Self::Bytes(bytes) => Self::Bytes(bytes.start..bytes.end.min(end)),
            other => other,
        }
    }
}

/// Digits alone: `+5` is none. What is too large for us is past any end.
fn number(digits: &str) -> Option<u64> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn parts_are_counted_from_either_end_and_cut_at_the_end() {
        for (header, part) in [
            ("bytes=0-0", 0..1),
            ("bytes=2-4", 2..5),
            ("bytes=2-400", 2..10),
            ("bytes=9-", 9..10),
            ("bytes=-3", 7..10),
            ("bytes=-300", 0..10),
            ("Bytes = 0-1", 0..2),
            ("bytes=0-99999999999999999999999", 0..10),
        ] {
            assert_eq!(Part::asked(header, 10), Part::Bytes(part), "{header}");
        }
    }

    #[test]
    fn what_begins_past_the_end_cannot_be_had() {
        for header in ["bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99999999999999999999999-"] {
            assert_eq!(Part::asked(header, 10), Part::Unsatisfiable, "{header}");
        }
        assert_eq!(Part::asked("bytes=0-", 0), Part::Unsatisfiable);
    }

    #[test]
    fn what_cannot_be_read_or_is_several_parts_is_the_whole() {
        for header in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "lines=0-1",
            "bytes=4-2",
            "bytes=+1-2",
            "bytes=0-1,3-4",
        ] {
            assert_eq!(Part::asked(header, 10), Part::Whole, "{header}");
        }
    }

    proptest! {
        #[test]
        fn a_part_lies_within_the_file_and_holds_something(header in "bytes=[0-9]{0,3}-[0-9]{0,3}", length in 0_u64..500) {
            if let Part::Bytes(bytes) = Part::asked(&header, length) {
                prop_assert!(bytes.start < bytes.end && bytes.end <= length);
            }
        }
    }
}
