//! The site before it is published: what a run made goes in, pages go to the browser out, from
//! memory. No path on disk is ever made of a request, and the output folder is never touched.
//!
//! - [`site`]: the files of the last good site, by address;
//! - [`glance`]: of a large archive, what is shown until there is a site;
//! - [`proof`]: of a large archive, the pages that were edited while its site is made again;
//! - [`stage`]: what is shown now, with what is wrong; the browser is told of each change;
//! - [`answer`]: a request's address, headers and conditions to a response;
//! - [`range`], [`media`]: parts of files, and their types;
//! - [`reload`]: the program's own script and stylesheet, and where a page asks for them;
//! - [`server`]: sockets and connections, until interrupted.

mod answer;
mod body;
mod file;
mod glance;
mod guard;
mod media;
mod problems;
mod proof;
mod range;
mod reload;
mod server;
mod site;
mod stage;

pub use proof::Edited;
pub use server::Server;
pub use stage::{Reading, Stage};
