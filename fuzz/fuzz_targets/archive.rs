//! A whole small archive: files, each below a line `-- content/people.toml --`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    plenary_fuzz::hold(&plenary::Tree::in_memory(plenary_fuzz::unpacked(text)), text.as_bytes());
});
