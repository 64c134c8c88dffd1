//! Files as text, and places in them: paths go in, [`SourceFile`]s and [`Span`]s come out.

mod bytes;
mod discover;
mod disk;
mod file;
mod history;
mod inventory;
mod part;
pub(crate) mod prose;
mod span;
pub(crate) mod stored;
mod tree;

pub use bytes::SharedBytes;
pub(crate) use discover::{Home, Kind, discover};
pub use file::{FileId, Position, SourceFile, Sources};
pub use history::{Dates, History, Revision};
pub use inventory::Inventory;
pub(crate) use part::Layout;
pub use span::Span;
pub(crate) use span::Spanned;
pub use tree::{Entry, Reader, Tree};
pub(crate) use tree::{LEDGER, is_ignored};
