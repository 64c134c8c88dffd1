//! A whole file, front matter first, as a meeting, a briefing and a page at once.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let paths =
        ["content/meetings/plenary-15.md", "content/briefings/octo.md", "content/pages/welcome.md"];
    plenary_fuzz::hold(&plenary_fuzz::archive(paths.map(|path| (path, bytes.to_vec()))), bytes);
});
