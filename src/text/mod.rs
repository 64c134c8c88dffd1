//! Words, knowing nothing of archives: names compared, ids made, lists split and joined.
//!
//! What goes in is text as a person wrote it; what comes out is text, or ranges of it in bytes.

mod braces;
mod hex;
pub(crate) mod language;
pub(crate) mod list;
pub(crate) mod lookalike;
pub(crate) mod name;
pub(crate) mod natural;
pub(crate) mod nearest;
mod number;
mod percent;
pub(crate) mod sentence;
pub(crate) mod slug;
mod varint;
mod width;

pub(crate) use braces::{Given, filled, names};
pub(crate) use hex::hex;
pub(crate) use language::{is_same_language, primary};
pub(crate) use list::{join, plural, split_names};
pub(crate) use natural::natural;
pub(crate) use nearest::{Candidates, all_near, nearest};
pub(crate) use number::number;
pub(crate) use percent::{percent_decode, percent_encode, push_percent_encoded};
pub(crate) use sentence::sentence_around;
pub(crate) use slug::{github, is_id, slug};
pub(crate) use varint::{push_varint, take_varint};
pub(crate) use width::{printable, width, wrap};
