//! Every integration test, in one binary; a module a feature.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod addresses;
mod browser;
mod checks;
mod command_line;
mod determinism;
mod diff;
mod docs;
mod duplicates;
mod explain;
mod export;
mod fix;
mod hostile;
mod hosting;
mod init;
mod kept_addresses;
mod list;
mod long_lists;
mod minutes;
mod mutations;
mod new;
mod own_keys;
mod pictures;
mod promises;
mod provenance;
mod publishing;
mod redact;
mod rename;
mod reports;
mod sample;
mod schema;
mod schemas;
mod seal;
mod search;
mod security;
mod serve;
mod site;
mod support;
mod theming;
mod tidy;
mod typed;
mod verify;
mod words;
mod workflows;
