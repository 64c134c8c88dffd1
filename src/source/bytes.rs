//! Bytes of files that several hold at once.

use std::{ops::Deref, sync::Arc};

/// Bytes that are shared. Those that are UTF-8 are held as text, so that a page and its text are in
/// memory once.
///
/// ```
/// use plenary::SharedBytes;
/// let bytes = SharedBytes::from(b"+++\n".to_vec());
/// assert_eq!(bytes.text().map(|text| text.len()), Some(4));
/// assert_eq!(*bytes, *b"+++\n");
/// ```
#[derive(Clone, Debug)]
pub struct SharedBytes(Held);

#[derive(Clone, Debug)]
enum Held {
    Text(Arc<str>),
    Other(Arc<[u8]>),
}

impl SharedBytes {
    /// The text that they are; none where they are not UTF-8.
    pub const fn text(&self) -> Option<&Arc<str>> {
        match &self.0 {
            Held::Text(text) => Some(text),
            Held::Other(_) => None,
        }
    }
}

impl Default for SharedBytes {
    fn default() -> Self {
        Self(Held::Text(Arc::default()))
    }
}

impl From<Vec<u8>> for SharedBytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(match String::from_utf8(bytes) {
            Ok(text) => Held::Text(text.into()),
            Err(error) => Held::Other(error.into_bytes().into()),
        })
    }
}

impl From<&[u8]> for SharedBytes {
    fn from(bytes: &[u8]) -> Self {
        Self(match std::str::from_utf8(bytes) {
            Ok(text) => Held::Text(text.into()),
            Err(_) => Held::Other(bytes.into()),
        })
    }
}

impl Deref for SharedBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match &self.0 {
            Held::Text(text) => text.as_bytes(),
            Held::Other(bytes) => bytes,
        }
    }
}

impl AsRef<[u8]> for SharedBytes {
    fn as_ref(&self) -> &[u8] {
        self
    }
}

impl PartialEq for SharedBytes {
    fn eq(&self, other: &Self) -> bool {
        // the same bytes need no second look
        self.as_ptr_range() == other.as_ptr_range() || **self == **other
    }
}

impl Eq for SharedBytes {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_has_its_bytes_alone() {
        let (owned, borrowed) =
            (SharedBytes::from(vec![0xff, 0]), SharedBytes::from(&[0xff, 0][..]));
        assert_eq!(owned.text(), None);
        assert_eq!(owned, borrowed);
        assert_eq!(owned.as_ref(), [0xff, 0]);
    }

    #[test]
    fn copies_have_one_text() {
        let bytes = SharedBytes::from(&b"P15-1"[..]);
        let copy = bytes.clone();
        assert!(Arc::ptr_eq(bytes.text().unwrap(), copy.text().unwrap()));
        assert_eq!(bytes, copy);
    }
}
