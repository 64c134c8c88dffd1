//! Diagnostics for readers: a [`Report`](crate::diagnostic::Report) and the sources in, text out.

mod human;
mod json;

pub use human::human;
pub use json::json;
