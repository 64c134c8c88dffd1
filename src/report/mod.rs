//! Diagnostics for readers: a [`Report`](crate::diagnostic::Report) and the sources in, text out.

mod github;
mod human;
mod json;
mod sarif;

pub use github::github;
pub use human::human;
pub use json::json;
pub use sarif::sarif;
