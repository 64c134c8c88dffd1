//! Words, knowing nothing of archives: names compared, ids made, lists split and joined.
//!
//! What goes in is text as a person wrote it; what comes out is text, or ranges of it in bytes.

pub mod list;
pub mod name;
pub mod nearest;
mod percent;
pub mod sentence;
pub mod slug;

pub use list::{join, plural, split_names};
pub use nearest::{all_near, nearest};
pub use percent::percent_encode;
pub use sentence::sentence_around;
pub use slug::{github, is_id, slug};
