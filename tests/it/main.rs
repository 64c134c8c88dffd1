//! Every integration test, in one binary; a module a feature.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod command_line;
mod determinism;
mod duplicates;
mod sample;
mod schemas;
mod site;
mod support;
mod tidy;
mod typed;
