//! Pieces into files of about one size, in order.

/// A file: the number of its first piece, and the pieces joined.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Packed {
    pub(super) first: usize,
    pub(super) text: String,
}

/// Joins pieces with a letter between them for as long as they stay within so many bytes; a piece
/// that is longer has a file of its own.
pub(super) struct Packer {
    between: char,
    most: usize,
    n_pieces: usize,
    /// The file that may have room for more.
    last: Option<Packed>,
}

impl Packer {
    pub(super) const fn new(between: char, most: usize) -> Self {
        Self { between, most, n_pieces: 0, last: None }
    }

    /// Adds a piece; a file in which it has no room is whole.
    pub(super) fn push(&mut self, piece: &str) -> Option<Packed> {
        self.n_pieces += 1;
        match &mut self.last {
            Some(file) if file.text.len() + piece.len() < self.most => {
                file.text.push(self.between);
                file.text.push_str(piece);
                None
            }
            _ => {
                let mut text = String::with_capacity(self.most.max(piece.len()));
                text.push_str(piece);
                self.last.replace(Packed { first: self.n_pieces - 1, text })
            }
        }
    }

    /// The last file, where there is any.
    pub(super) fn finish(self) -> Option<Packed> {
        self.last
    }
}

/// Joins pieces as [`Packer`] does.
pub(super) fn pack(
    pieces: impl IntoIterator<Item = String>,
    between: char,
    most: usize,
) -> Vec<Packed> {
    let mut packer = Packer::new(between, most);
    let mut files: Vec<Packed> =
        pieces.into_iter().filter_map(|piece| packer.push(&piece)).collect();
    files.extend(packer.finish());
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
