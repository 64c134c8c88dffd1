//! The agenda of a meeting of several days: a list in its page, or, from a line `---` on, data in a
//! file beside it.
#![no_main]

use libfuzzer_sys::fuzz_target;

const FRONT: &str = "+++\ntitle = \"Madrid\"\nseries = \"face-to-face\"\ndate = 2017-05-14\n\
    end_date = 2017-05-15\nstart = 08:30\nend = 17:30\nzone = \"Europe/Madrid\"\n+++\n\n";

fuzz_target!(|text: &str| {
    let (list, data) = text.split_once("---\n").unwrap_or((text, ""));
    let list = if list.is_empty() { String::new() } else { format!("## Agenda\n\n{list}") };
    let page = ("content/meetings/madrid/index.md", format!("{FRONT}{list}").into_bytes());
    let data = ("content/meetings/madrid/agenda.toml", data.as_bytes().to_vec());
    let files = if data.1.is_empty() { vec![page] } else { vec![page, data] };
    plenary_fuzz::hold(&plenary_fuzz::archive(files), text.as_bytes());
});
