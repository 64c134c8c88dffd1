//! Lines that may be dates, times and zones, each in all the places that take one.
#![no_main]

use libfuzzer_sys::fuzz_target;

/// As a string of TOML.
fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7F}', "\\u007F")
}

/// A cell of a table, in which a bar would be its end.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fuzz_target!(|text: &str| {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let quoted = string(first);
    let mut body =
        format!("{first}\n\n## Action items\n\n| Action | Owner | Due | Status |\n|--|--|--|--|\n");
    for line in std::iter::once(first).chain(lines) {
        body.push_str(&format!("| Post it. | ICANN Org | {0} | done {0} |\n", cell(line)));
    }
    body.push_str(&format!("\n## Agenda\n\n### Day 1 – {first}\n\n- {first} Welcome\n- Close ({first})\n\n## Decisions\n\n"));
    text.lines().for_each(|line| {
        body.push_str(&format!("- To meet at {line}\n\n- Emily Taylor to post it by {line}\n\n"))
    });
    let front = format!(
        "+++\ntitle = \"Plenary call #15\"\nseries = \"plenary\"\nnumber = 15\ndate = 2017-06-13\n\
         start = 06:00\nend = 07:00\n[[moved]]\non = 2017-06-06\nfrom = {quoted}\n+++\n\n{body}"
    );
    let stated = format!(
        "+++\ntitle = \"Plenary call #16\"\nseries = \"plenary\"\ndate = {quoted}\nstart = {quoted}\n\
         duration = {quoted}\nzone = {quoted}\n+++\n\nAt {first}.\n"
    );
    let actions = format!(
        "[[action]]\nid = \"A-1\"\ntitle = \"Post it.\"\nowner = [\"ICANN Org\"]\ndue = {quoted}\nopened = {quoted}\n"
    );
    let tree = plenary_fuzz::archive([
        ("content/meetings/plenary-15.md", front.into_bytes()),
        ("content/meetings/plenary-16.md", stated.into_bytes()),
        ("content/actions.toml", actions.into_bytes()),
    ]);
    plenary_fuzz::hold(&tree, text.as_bytes());
});
