//! The body of a meeting: agenda, decisions, action items, notes.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &str| plenary_fuzz::hold(&plenary_fuzz::call(body), body.as_bytes()));
