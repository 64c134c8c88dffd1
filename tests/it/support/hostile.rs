//! An archive with 200 attack strings in every field that takes text: `tests/hostile`.
//!
//! `attacks.json` has the strings. In the files of `content`, `ATTACK` stands for some of them, and
//! `URLATTACK` for those without what no URL may hold. What follows a line `# each`, and every file with
//! `NUMBER` in its name, is there once for each [`N_TOGETHER`] of them.

use camino::Utf8Path;

use super::{ArchiveTest, repository};

/// How many attacks stand in one field.
const N_TOGETHER: usize = 20;

/// The strings.
pub(crate) fn attacks() -> Vec<String> {
    let text = std::fs::read_to_string(repository().join("tests/hostile/attacks.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The archive; it has no error.
pub(crate) fn hostile() -> ArchiveTest {
    let attacks = attacks();
    let folder = repository().join("tests/hostile");
    let mut archive = ArchiveTest::default();
    for entry in walkdir::WalkDir::new(folder.join("content")).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let path = Utf8Path::from_path(entry.path()).unwrap();
            let text = std::fs::read_to_string(path).unwrap();
            let inside = path.strip_prefix(&folder).unwrap().as_str().replace('\\', "/");
            archive = with_file(archive, &inside, &text, &attacks);
        }
    }
    archive
}

fn with_file(archive: ArchiveTest, path: &str, text: &str, attacks: &[String]) -> ArchiveTest {
    let parts = (10..).zip(attacks.chunks(N_TOGETHER));
    if path.contains("NUMBER") {
        let (_, rest) = text.split_once("+++\n").unwrap();
        let (front, body) = rest.split_once("+++\n").unwrap();
        return parts.fold(archive, |archive, (number, part)| {
            let front = filled(front, number, part, in_toml);
            let body = filled(body, number, part, in_markdown);
            archive.file(
                &path.replace("NUMBER", &number.to_string()),
                &format!("+++\n{front}+++\n{body}"),
            )
        });
    }
    let (head, each) = text.split_once("# each\n").unwrap();
    let mut whole = filled(head, 0, attacks, in_toml);
    for (number, part) in parts {
        whole.push_str(&filled(each, number, part, in_toml));
    }
    archive.file(path, &whole)
}

fn filled(text: &str, number: usize, part: &[String], written: fn(&str) -> String) -> String {
    let attack = part.join(" ");
    let in_url: String = attack.chars().filter(|c| *c != '\\' && !c.is_control()).collect();
    let text = text.replace("NUMBER", &number.to_string());
    text.replace("URLATTACK", &written(&in_url)).replace("ATTACK", &written(&attack))
}

/// As it stands between the quotes of a TOML string.
fn in_toml(text: &str) -> String {
    let written = text.chars().map(|c| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
        c => c.to_string(),
    });
    written.collect()
}

/// As it stands in a line of Markdown, a cell of a table as well.
fn in_markdown(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}
