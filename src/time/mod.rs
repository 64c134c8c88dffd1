//! Days and clocks, knowing nothing of archives: no clock is read here, nor the machine's zone.
//!
//! What goes in is text as a person wrote it, a day to read it by, and the zones it may be told
//! in; what comes out is days, clock times, and instants that know their zone.

pub mod abbreviation;
pub mod as_of;
pub mod clock;
pub mod date;
pub mod due;
pub mod mention;
pub mod zone;
pub mod zone_text;

mod words;

pub use abbreviation::{Abbreviation, is_abbreviation, read_abbreviation, read_offset};
pub use as_of::as_of;
pub use clock::{
    Span, inner_span, leading_span, parse_clock, parse_duration, trailing_span, unreadable_time,
};
pub use date::{Written, WrittenDay, find_days, long_day, parse_day, weekday_name};
pub use due::{Due, read_due};
pub use mention::{Moments, TimeMention, find_times, moments, moments_near};
pub use zone::{Change, Local, Moment, TZDB_VERSION, UnknownZone, Zone, zone_names};
pub use zone_text::{ZoneText, zone_after};
