//! Data files, each below a line `-- content/people.toml --`, among files that are well.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut files = plenary_fuzz::unpacked(text);
    files.retain(|(path, _)| path.extension() == Some("toml"));
    plenary_fuzz::hold(&plenary_fuzz::with(files), text.as_bytes());
});
