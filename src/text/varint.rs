//! Small numbers in few bytes, as LEB128 has them: seven bits a byte, lowest first, and an eighth
//! that says that more follow.

/// Adds a number.
pub(crate) fn push_varint(number: u64, out: &mut Vec<u8>) {
    let mut rest = number;
    while rest > 0x7f {
        out.push(rest.to_le_bytes()[0] | 0x80);
        rest >>= 7;
    }
    out.push(rest.to_le_bytes()[0]);
}

/// Takes the number that bytes begin with off them; 0 where there are no more.
pub(crate) fn take_varint(bytes: &mut &[u8]) -> u64 {
    let (mut number, mut shift) = (0, 0);
    while let Some((&byte, rest)) = bytes.split_first() {
        *bytes = rest;
        number |= u64::from(byte & 0x7f).wrapping_shl(shift);
        if byte < 0x80 {
            break;
        }
        shift += 7;
    }
    number
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn small_numbers_are_a_byte_each() {
        let mut out = Vec::new();
        [0, 127, 128].into_iter().for_each(|number| push_varint(number, &mut out));
        assert_eq!(out, [0, 0x7f, 0x80, 1]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(numbers in prop::collection::vec(any::<u64>(), 0..20)) {
            let mut out = Vec::new();
            numbers.iter().for_each(|&number| push_varint(number, &mut out));
            let mut rest = &*out;
            let read: Vec<u64> = numbers.iter().map(|_| take_varint(&mut rest)).collect();
            prop_assert_eq!(read, numbers);
            prop_assert!(rest.is_empty());
        }

        #[test]
        fn any_bytes_are_numbers(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let mut rest = &*bytes;
            while !rest.is_empty() {
                let before = rest.len();
                take_varint(&mut rest);
                prop_assert!(rest.len() < before);
            }
            prop_assert_eq!(take_varint(&mut rest), 0);
        }
    }
}
