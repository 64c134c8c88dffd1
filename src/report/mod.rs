//! Diagnostics for readers: people, programs.
