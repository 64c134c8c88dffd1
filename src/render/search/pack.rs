//! Pieces into files of about one size, in order.

/// A file: the number of its first piece, and the pieces joined.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Packed {
    pub(super) first: usize,
    pub(super) text: String,
}

/// Joins pieces with a letter between them for as long as they stay within so many bytes; a piece
/// that is longer has a file of its own.
pub(super) fn pack(
    pieces: impl IntoIterator<Item = String>,
    between: char,
    most: usize,
) -> Vec<Packed> {
    let mut files: Vec<Packed> = Vec::new();
    for (first, piece) in pieces.into_iter().enumerate() {
        match files.last_mut() {
            Some(file) if file.text.len() + piece.len() < most => {
                file.text.push(between);
                file.text.push_str(&piece);
            }
            _ => files.push(Packed { first, text: piece }),
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn files_hold_every_piece_in_order_and_keep_their_size(
            pieces in prop::collection::vec("[a-z]{1,30}", 0..80),
            most in 1_usize..200,
        ) {
            let files = pack(pieces.clone(), '|', most);
            let all: Vec<&str> = files.iter().flat_map(|file| file.text.split('|')).collect();
            prop_assert_eq!(&all, &pieces);
            for file in &files {
                prop_assert!(file.text.len() <= most || !file.text.contains('|'));
                prop_assert!(file.text.starts_with(&pieces[file.first]));
            }
            // two neighbours do not fit into one
            for two in files.windows(2) {
                let next = two[1].text.split('|').next().unwrap();
                prop_assert!(two[0].text.len() + next.len() >= most);
            }
        }
    }
}
