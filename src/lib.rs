//! Publishes the record of a review team.

pub mod text;
pub mod time;
