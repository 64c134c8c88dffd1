//! The guide in `docs/` is right: its archives say what they are said to, its commands are there, its
//! links lead somewhere. A block below a line `<!-- file: content/site.toml -->` is that file of the
//! page's archive; `<!-- says: action/owner -->` is what the archive says, by which it is shown.

use std::{fs, process::Command};

use camino::{Utf8Path, Utf8PathBuf};
use plenary::{Options, Tree, run};

use crate::support::{hold_understood, repository};

/// The pages of the guide, by name.
fn pages() -> Vec<(String, String)> {
    let mut pages: Vec<(String, String)> = fs::read_dir(repository().join("docs"))
        .unwrap()
        .map(|entry| Utf8PathBuf::try_from(entry.unwrap().path()).unwrap())
        .filter(|path| path.extension() == Some("md"))
        .map(|path| (path.file_name().unwrap().to_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    pages.sort();
    pages
}

/// A fenced block: the notes right above it, its language, and its text.
struct Block {
    notes: Vec<(String, String)>,
    language: String,
    text: String,
}

impl Block {
    fn note(&self, name: &str) -> Option<&str> {
        self.notes.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

fn blocks(page: &str) -> Vec<Block> {
    let (mut blocks, mut notes, mut open): (_, _, Option<Block>) = (Vec::new(), Vec::new(), None);
    for line in page.lines() {
        match (line.strip_prefix("```"), open.take()) {
            (Some(_), Some(block)) => blocks.push(block),
            (Some(language), None) => {
                let language = language.to_owned();
                open = Some(Block {
                    notes: std::mem::take(&mut notes),
                    language,
                    text: String::new(),
                });
            }
            (None, Some(block)) => open = Some(Block { text: block.text + line + "\n", ..block }),
            (None, None) => match note(line) {
                Some(note) => notes.push(note),
                None => notes.clear(),
            },
        }
    }
    blocks
}

fn note(line: &str) -> Option<(String, String)> {
    let (name, value) = line.strip_prefix("<!-- ")?.strip_suffix(" -->")?.split_once(": ")?;
    Some((name.to_owned(), value.to_owned()))
}

/// What the archive of a page says wrong, and what it is said to.
fn said(page: &str) -> (Vec<String>, Vec<String>) {
    let blocks = blocks(page);
    let files = blocks.iter().filter_map(|block| Some((block.note("file")?, block.text.as_str())));
    let run = run(&Tree::in_memory(files), &Options::default());
    let codes = run.report.diagnostics.iter().map(|one| one.diagnostic.code.name().to_owned());
    let meant = blocks.iter().filter_map(|block| block.note("says").map(str::to_owned));
    (codes.collect(), meant.collect())
}

#[test]
fn the_archives_of_the_guide_say_what_they_are_said_to() {
    let has_files = |page: &str| blocks(page).iter().any(|block| block.note("file").is_some());
    let pages: Vec<_> = pages().into_iter().filter(|(_, page)| has_files(page)).collect();
    let names: Vec<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["checking.md", "format.md"]);
    for (name, page) in &pages {
        let (codes, meant) = said(page);
        assert_eq!(codes, meant, "{name}");
    }
}

#[test]
fn commands_of_the_guide_are_there() {
    let n_commands: usize = pages().iter().map(|(name, page)| hold_commands(name, page)).sum();
    assert!(n_commands > 10, "{n_commands} commands");
}

/// Holds the commands that a page tells to type to those of the program; how many there are.
pub(crate) fn hold_commands(name: &str, page: &str) -> usize {
    let shell = blocks(page).into_iter().filter(|block| block.language == "sh");
    let lines: String = shell.map(|block| block.text).collect();
    let commands = lines.lines().filter_map(|line| line.strip_prefix("plenary "));
    commands.map(|words| hold_understood(words, name)).count()
}

#[test]
fn what_the_check_answers_in_the_guide_is_what_it_answers() {
    let (_, page) = pages().into_iter().find(|(name, _)| name == "checking.md").unwrap();
    let blocks = blocks(&page);
    let folder = tempfile::tempdir().unwrap();
    let root = Utf8Path::from_path(folder.path()).unwrap();
    for (path, text) in blocks.iter().filter_map(|one| Some((one.note("file")?, &one.text))) {
        fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        fs::write(root.join(path), text).unwrap();
    }
    let check = ["check", "--root", root.as_str(), "--color", "never"];
    let answer = Command::new(env!("CARGO_BIN_EXE_plenary")).args(check).output().unwrap();
    let shown = blocks.iter().find(|one| one.language == "text").unwrap();
    let answer = String::from_utf8_lossy(&answer.stdout).into_owned()
        + &String::from_utf8_lossy(&answer.stderr);
    assert!(answer.contains(shown.text.trim_end()), "it answers:\n{answer}");
}

#[test]
fn links_of_the_guide_lead_somewhere() {
    for (name, page) in pages() {
        hold_links(&repository().join("docs"), &name, &page);
    }
}

/// Holds the links of a page of a folder to what is there.
pub(crate) fn hold_links(folder: &Utf8Path, name: &str, page: &str) {
    for link in links(page) {
        let (path, fragment) = link.split_once('#').unwrap_or((&link, ""));
        let file = folder.join(if path.is_empty() { name } else { path });
        assert!(file.exists(), "{name}: `{link}`");
        let is_there =
            || fs::read_to_string(&file).unwrap().lines().any(|line| slug(line) == fragment);
        assert!(fragment.is_empty() || is_there(), "{name}: `{link}` has no such heading");
    }
}

/// The links of a page that lead to files of the repository, code left out.
fn links(page: &str) -> Vec<String> {
    let mut is_code = false;
    let prose = page.lines().filter(|line| {
        is_code ^= line.starts_with("```");
        !is_code
    });
    let prose: String = prose.flat_map(|line| line.split('`').step_by(2).chain(["\n"])).collect();
    let ends = prose.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
    let ends = ends.map(|(link, _)| link.to_owned());
    ends.filter(|link| !link.contains("://")).collect()
}

/// The fragment of a heading, as hosts of repositories make it; of another line, nothing.
fn slug(line: &str) -> String {
    let Some(words) = line.strip_prefix('#') else { return String::new() };
    let words = words.trim_start_matches('#').trim().to_lowercase();
    let kept = words.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}
