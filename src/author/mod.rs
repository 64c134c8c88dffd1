//! What writes into an archive, for staff and at their word.

mod fix;
mod init;
mod ledger;
mod new;
mod rename;
mod schema;
mod theme;

pub use fix::{Mended, fix};
pub use init::{Host, NewArchive, init};
pub use ledger::write_ledger;
pub use new::{Draft, NewBriefing, NewMeeting, NewPage, NewPerson, Review};
pub use rename::{Renamed, rename};
pub use schema::write_schemas;
pub use theme::export_theme;
