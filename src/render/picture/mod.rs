//! Registers in, pictures out: inline SVG with a name, a description and a table behind it.
//!
//! Every picture is HTML that stands in a section of a page, or nothing where there is nothing to
//! show. Two ways of drawing keep text readable on a phone: what is a plot has no view box of its
//! own but measures its width in percent and its height in `em`, so that words never shrink; what
//! is a grid has cells of a fixed size, and wraps or scrolls sideways. No sign is a colour alone.

mod actions;
mod board;
mod figure;
mod heat_map;
mod participation;
mod period;
mod plot;
mod timeline;

pub(crate) use actions::actions_over_time;
pub(crate) use board::board;
pub(crate) use heat_map::{heat_map, heat_map_of_year};
pub(crate) use participation::{participation_by_month, participation_by_slot};
pub(crate) use timeline::timeline;
