//! What writes into `content/`, for staff and at their word.

mod fix;
mod ledger;

pub use fix::{Mended, fix};
pub use ledger::write_ledger;
