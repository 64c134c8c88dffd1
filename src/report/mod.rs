//! Diagnostics for readers: a [`Report`](crate::diagnostic::Report) and the sources in, text out.

mod github;
mod human;
mod json;
mod sarif;

use crate::{
    diagnostic::Diagnostic,
    source::{Sources, Span},
};

pub use github::github;
pub use human::human;
pub use json::json;
pub use sarif::sarif;

/// The message with its second places, for programs that show one.
fn message(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let place = |(span, label): &(Span, String)| {
        let file = sources.get(span.file);
        let at = file.position(span.start);
        format!(" ({label}: {}:{}:{})", file.path, at.line, at.column)
    };
    let places: String = diagnostic.related.iter().map(place).collect();
    format!("{}{places}", diagnostic.message)
}
