//! Publishes the record of a review team.

pub mod check;
pub mod content;
pub mod derive;
pub mod diagnostic;
mod error;
pub mod link;
pub mod model;
pub mod options;
pub mod publish;
pub mod render;
pub mod report;
pub mod source;
pub mod syntax;
pub mod text;
pub mod time;

pub use error::Error;
pub use source::Tree;
