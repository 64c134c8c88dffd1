//! What writes into an archive, for staff and at their word.

mod fix;
mod ledger;
mod schema;
mod theme;

pub use fix::{Mended, fix};
pub use ledger::write_ledger;
pub use schema::write_schemas;
pub use theme::export_theme;
