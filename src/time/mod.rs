//! Days and clocks, knowing nothing of archives: no clock is read here, nor the machine's zone.
//!
//! What goes in is text as a person wrote it, a day to read it by, and the zones it may be told
//! in; what comes out is days, clock times, and instants that know their zone.

pub mod abbreviation;
pub mod as_of;
pub mod date;
pub mod zone;

mod words;

pub use abbreviation::{Abbreviation, is_abbreviation, read_abbreviation, read_offset};
pub use as_of::as_of;
pub use date::{Written, WrittenDay, find_days, long_day, parse_day, weekday_name};
pub use zone::{Change, Local, Moment, TZDB_VERSION, UnknownZone, Zone, zone_names};
