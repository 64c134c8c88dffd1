//! Numbers as letters: five bits a letter, lowest first, and a sixth that says that more follow.
//! Short for the small steps between sorted numbers, and safe in a script's string.

const LETTERS: [u8; 64] = *b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn letter(six_bits: u32) -> char {
    LETTERS.get(six_bits as usize).map_or('A', |&letter| char::from(letter))
}

/// Adds a number.
pub(super) fn push(mut number: u32, out: &mut String) {
    while number >= 32 {
        out.push(letter(32 | (number & 31)));
        number >>= 5;
    }
    out.push(letter(number));
}

/// Rising numbers, by the steps between them; the first from 0.
pub(super) fn rising(numbers: impl IntoIterator<Item = u32>) -> String {
    let (mut out, mut last) = (String::new(), 0);
    for number in numbers {
        push(number.saturating_sub(last), &mut out);
        last = number;
    }
    out
}

/// The numbers that [`rising`] wrote.
#[cfg(test)]
pub(super) fn read(text: &str) -> Vec<u32> {
    let (mut all, mut last, mut step, mut shift) = (Vec::new(), 0, 0_u32, 0);
    for byte in text.bytes() {
        let value = (0..64).zip(LETTERS).find(|&(_, letter)| letter == byte).unwrap().0;
        step |= (value & 31) << shift;
        shift += 5;
        if value < 32 {
            last += step;
            all.push(last);
            (step, shift) = (0, 0);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn small_steps_are_a_letter_each() {
        assert_eq!(rising([0, 1, 2, 33]), "ABBf");
        assert_eq!(rising([40]), "oB");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(mut numbers in prop::collection::vec(0_u32..2_000_000, 0..50)) {
            numbers.sort_unstable();
            prop_assert_eq!(read(&rising(numbers.iter().copied())), numbers);
        }
    }
}
