//! A line of text with links in it, where links are read: in prose, a table, a heading, a list and
//! the Markdown of a data file.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let line = text.replace(['\r', '\n'], " ");
    let body = format!(
        "{text}\n\n# {line}\n\n| a | b |\n|--|--|\n| {line} | b |\n\n## Decisions\n\n- {line} {{#D15-1}}\n"
    );
    let team = format!(
        "[[team]]\nid = \"dns-security\"\nname = \"DNS Security\"\ndescription = {}\n",
        serde_json::Value::from(text).to_string().replace('\u{7F}', "\\u007F")
    );
    let tree = plenary_fuzz::archive([
        ("content/meetings/plenary-15.md", plenary_fuzz::meeting("2017-06-13", &body).into_bytes()),
        ("content/teams.toml", team.into_bytes()),
    ]);
    plenary_fuzz::hold(&tree, text.as_bytes());
});
