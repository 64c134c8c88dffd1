//! Which rows repeat an earlier item, on the items of the sample archive and on many generated
//! ones.

use std::fmt::Write as _;

use super::*;
use crate::{content, diagnostic::Sink, link, source::Tree};

const SITE: &str = "title = \"SSR2 Review Team\"\nbase_url = \"https://ssr2.example.org/\"\n\
    [series.plenary]\nname = \"Plenary call\"\n";

const PEOPLE: &str = "[[person]]\nname = \"Emily Taylor\"\naliases = [\"Emily\"]\n\
    [[person]]\nname = \"James Gannon\"\naliases = [\"James\"]\n\
    [[group]]\nid = \"icann-org\"\nname = \"ICANN Org\"\n\
    [[group]]\nid = \"staff\"\nname = \"Staff\"\n";

/// An archive of calls, a week apart, with these bodies.
fn archive(bodies: &[&str]) -> Archive {
    let mut files = vec![
        ("content/site.toml".to_owned(), SITE.to_owned()),
        ("content/people.toml".to_owned(), PEOPLE.to_owned()),
    ];
    for (at, body) in bodies.iter().enumerate() {
        let date = NaiveDate::default() + chrono::Days::new(17_318 + 7 * at as u64);
        let front = format!(
            "+++\ntitle = \"Call\"\nseries = \"plenary\"\ndate = {date}\nstart = 06:00\nend = 07:00\n+++"
        );
        files.push((format!("content/meetings/p-{}.md", at + 1), format!("{front}\n\n{body}\n")));
    }
    read(&Tree::in_memory(files))
}

fn read(tree: &Tree) -> Archive {
    let mut sink = Sink::default();
    let (sources, contents) = content::read(tree, &mut sink);
    link::link(contents, &sources, &mut sink)
}

/// What each row without an id repeats, a line each.
fn found(archive: &Archive) -> String {
    let mut lines = String::new();
    for (row, repeat) in repeats(archive) {
        let _ = writeln!(lines, "{row} = {}", repeat.earlier.id);
    }
    lines
}

fn list(items: &[&str]) -> String {
    let lines: String = items.iter().map(|item| format!("- {item}\n")).collect();
    format!("## Action items\n\n{lines}")
}

/// What a row repeats of one earlier item.
fn repeats_item(earlier: &str, row: &str) -> bool {
    let bodies = [list(&[&format!("{earlier} {{#P1-1}}")]), list(&[row])];
    let archive = archive(&[&bodies[0], &bodies[1]]);
    !found(&archive).is_empty()
}

#[test]
fn try_private() {
    let Ok(path) = std::env::var("TRUTH") else { return };
    let text = std::fs::read_to_string(path).unwrap();
    let sample = read(&Tree::on_disk(camino::Utf8Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap());
    for line in text.lines() {
        let Some((a, b)) = line.split_once('|') else { continue };
        let names = Names::new(&sample);
        let day = "2017-06-13".parse().unwrap();
        let (a, b) = (Wording::new(a.trim(), day, &names), Wording::new(b.trim(), day, &names));
        println!("{:?}\n   {}\n   {}", likeness(&a, &b), a.exact, b.exact);
        if std::env::var("V").is_ok() { println!("{:?}\n{:?}", a.terms, b.terms) }
    }
    let _ = repeats_item("a", "b");
}
