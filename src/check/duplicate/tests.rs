//! Which rows repeat an earlier item, on the items of the sample archive and on many generated
//! ones.

use std::fmt::Write as _;

use super::truth::{EDITED, HELD_OUT, OTHERS, REWORDED, Truth, WORD_FOR_WORD};
use super::generated::{self, Generated};
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

/// How rows of a table come out: repeats found, missed and taken for another item's, and other
/// items taken for repeats.
#[derive(Debug, Default, PartialEq)]
struct Score {
    found: usize,
    missed: usize,
    wrong: usize,
}

impl Score {
    fn add(&mut self, expected: Option<&str>, said: Option<&str>) {
        match (expected, said) {
            (Some(expected), Some(said)) if expected == said => self.found += 1,
            (expected, said) => {
                self.missed += usize::from(expected.is_some());
                self.wrong += usize::from(said.is_some());
            }
        }
    }
}

/// The sample archive with one row more, at a meeting after all others.
fn score(sample: &mut Archive, rows: &[Truth]) -> Score {
    let mut score = Score::default();
    for (text, expected) in rows {
        let said = said_of(sample, text);
        if said.as_deref() != *expected {
            println!("{text}: {said:?}, not {expected:?}");
        }
        score.add(*expected, said.as_deref());
    }
    score
}

fn said_of(sample: &mut Archive, text: &str) -> Option<String> {
    let row = format!("{}\n", list(&[text]));
    let one = archive(&[&row]);
    let mut action = one.actions.values().next().expect("a row").clone();
    action.id = ActionId::new("plenary-43-a1");
    let latest = sample.meetings_in_order().next_back().expect("a meeting");
    let (id, file, date) = (latest.id.clone(), latest.file, latest.date);
    for event in &mut action.events {
        (event.origin, event.span.file, event.date) = (Origin::Meeting(id.clone()), file, date);
    }
    let id = action.id.clone();
    sample.actions.insert(id.clone(), action);
    let said = repeats(sample).get(&id).map(|repeat| repeat.earlier.id.to_string());
    sample.actions.remove(&id);
    said
}

fn sample() -> Archive {
    read(&Tree::on_disk(camino::Utf8Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the sample"))
}

#[test]
fn rows_that_repeat_the_sample_s_items_are_found() {
    let mut sample = sample();
    for rows in [WORD_FOR_WORD, EDITED, REWORDED, OTHERS, HELD_OUT] {
        println!("{} {:?}", rows.len(), score(&mut sample, rows));
    }
}

#[test]
fn generated() {
    let generated = generated::generate(std::env::var("SEED").map_or(15, |s| s.parse().unwrap()));
    let bodies: Vec<&str> = generated.bodies.iter().map(String::as_str).collect();
    let archive = archive(&bodies);
    assert_eq!(archive.actions.len(), 5_000);
    let start = std::time::Instant::now();
    let said = repeats(&archive);
    println!("{:?}", start.elapsed());
    let mut score = Score::default();
    for (row, expected) in generated.repeats.iter().enumerate() {
        let id = Generated::id(row);
        let said = said.get(&ActionId::new(id.as_str())).map(|one| one.earlier.id.to_string());
        let said = said.map(|id| generated.item_of(&id));
        let said = said.as_deref();
        let expected = expected.map(Generated::id);
        if said != expected.as_deref() {
            let text = |id: &str| plain(archive.actions[&ActionId::new(id)].events[0].title.as_ref().unwrap());
            println!("{}\n   said {:?}\n   not {:?}", text(&id), said.map(text), expected.as_deref().map(text));
        }
        score.add(expected.as_deref(), said);
    }
    println!("{score:?} of {}", generated.repeats.iter().flatten().count());
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

#[test]
fn try_seeds() {
    let Ok(path) = std::env::var("SEEDS") else { return };
    let text = std::fs::read_to_string(path).unwrap();
    let mut bodies: Vec<Vec<String>> = Vec::new();
    let mut gold = Vec::new();
    for line in text.lines() {
        if line.starts_with('#') { bodies.push(Vec::new()); continue; }
        let Some((id, rest)) = line.split_once('\t') else { continue };
        let body = bodies.last_mut().unwrap();
        body.push(rest.replace('|', "/"));
        gold.push((format!("p-{}-a{}", bodies.len(), bodies.last().unwrap().len()), id.to_owned(), rest.to_owned()));
    }
    let bodies: Vec<String> = bodies.iter().map(|rows| {
        let mut out = "## Action items\n\n| Action | Owner |\n|---|---|\n".to_owned();
        for row in rows { let (a, o) = row.split_once('\t').unwrap_or((row, "")); let _ = writeln!(out, "| {a} | {o} |"); }
        out
    }).collect();
    let archive = archive(&bodies.iter().map(String::as_str).collect::<Vec<_>>());
    let repeats = repeats(&archive);
    let of: std::collections::HashMap<_, _> = gold.iter().map(|(row, id, _)| (row.as_str(), id.as_str())).collect();
    let (mut tp, mut fp, mut missed) = (0, 0, 0);
    let mut seen: Vec<&str> = Vec::new();
    for (row, id, text) in &gold {
        let said = repeats.get(&ActionId::new(row.as_str())).map(|r| of[r.earlier.id.as_str()]);
        let want = seen.contains(&id.as_str()).then_some(id.as_str());
        match (want, said) {
            (Some(w), Some(s)) if w == s => tp += 1,
            (None, None) => {}
            (w, s) => { println!("{row} want {w:?} said {s:?}: {text}"); if s.is_some() { fp += 1 } if w.is_some() { missed += 1 } }
        }
        seen.push(id);
    }
    println!("rows {} tp {tp} fp {fp} missed {missed}", gold.len());
}
