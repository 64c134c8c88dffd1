//! Days and clocks, knowing nothing of archives: no clock is read here, nor the machine's zone.
//!
//! What goes in is text as a person wrote it, a day to read it by, and the zones it may be told
//! in; what comes out is days, clock times, and instants that know their zone.

pub(crate) mod abbreviation;
pub(crate) mod as_of;
pub(crate) mod clock;
pub(crate) mod date;
pub(crate) mod due;
pub(crate) mod mention;
pub(crate) mod zone;
pub(crate) mod zone_text;

mod words;

pub(crate) use as_of::as_of;

pub(crate) use abbreviation::Abbreviation;
pub(crate) use clock::{
    inner_span, leading_span, meant_time, parse_clock, parse_duration, unreadable_time,
};
pub(crate) use date::{find_days, long_day, weekday_name};
pub(crate) use due::{Due, read_due};
pub(crate) use mention::{Moments, TimeMention, find_times, moments, moments_near};
pub(crate) use words::may_name_weekday;
pub(crate) use zone::{Local, Moment, TZDB_VERSION, Zone, zone_names};
pub(crate) use zone_text::ZoneText;
