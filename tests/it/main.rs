//! Every integration test, in one binary; a module a feature.

mod command_line;
mod determinism;
mod sample;
mod schemas;
mod site;
mod support;
mod tidy;
mod typed;
