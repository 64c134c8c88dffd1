//! Text into shapes with places; pure, never fails.

pub(crate) mod anchor;
mod by_hand;
pub(crate) mod fields;
pub(crate) mod front_matter;
mod html;
pub(crate) mod inline;
pub(crate) mod markdown;
mod mistake;
mod places;
mod seen;
pub(crate) mod shape;
mod silence;
pub(crate) mod toml;
pub(crate) mod url;
