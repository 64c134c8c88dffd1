//! What writes into `content/`, for staff and at their word.

mod fix;

pub use fix::{Mended, fix};
