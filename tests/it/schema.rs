//! `plenary schema`, `completions`, `man`: what editors, shells and readers of manuals are told.

use std::process::{Command, Stdio};

use camino::Utf8Path;
use plenary::editor_schemas;
use serde_json::Value;

use crate::support::{ArchiveTest, Folder, plenary, repository, text};

fn validator(name: &str) -> jsonschema::Validator {
    let schemas = editor_schemas();
    let schema = schemas.iter().find(|schema| schema.name == name).unwrap();
    jsonschema::validator_for(&serde_json::from_str(&schema.json()).unwrap()).unwrap()
}

/// TOML as editors hand it to a schema: days and times are texts.
fn json(toml: &str) -> Value {
    fn of(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(moment) => moment.to_string().into(),
            toml::Value::Array(all) => all.into_iter().map(of).collect(),
            toml::Value::Table(table) => {
                Value::Object(table.into_iter().map(|(key, value)| (key, of(value))).collect())
            }
            toml::Value::String(text) => text.into(),
            toml::Value::Integer(number) => number.into(),
            toml::Value::Float(number) => number.into(),
            toml::Value::Boolean(is_true) => is_true.into(),
        }
    }
    of(toml::Value::Table(toml.parse().unwrap()))
}

/// The schema of a file of the sample archive, by where it lies.
fn kind(path: &Utf8Path) -> Option<&str> {
    let folder = path.components().next()?.as_str();
    match (folder, path.extension()?, path.file_stem()?) {
        ("meetings", "toml", "agenda") => Some("agenda"),
        ("recommendations", "toml", _) => Some("recommendations"),
        ("meetings", "md", _) => Some("meeting"),
        ("briefings", "md", _) => Some("briefing"),
        ("pages", "md", _) => Some("page"),
        (_, "toml", name) => Some(name),
        _ => None,
    }
}

#[test]
fn every_file_of_the_sample_archive_is_as_its_schema_has_it() {
    let content = repository().join("content");
    let mut n_files = 0;
    for entry in walkdir::WalkDir::new(&content) {
        let entry = entry.unwrap();
        let path = Utf8Path::from_path(entry.path()).unwrap().strip_prefix(&content).unwrap();
        let Some(name) = kind(path) else { continue };
        let file = std::fs::read_to_string(entry.path()).unwrap();
        let toml =
            if path.extension() == Some("md") { file.split("+++").nth(1).unwrap() } else { &file };
        let (json, validator) = (json(toml), validator(name));
        let wrong: Vec<_> = validator.iter_errors(&json).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{path}: {wrong:?}");
        n_files += 1;
    }
    assert!(n_files > 15, "{n_files}");
}

#[test]
fn wrong_files_are_not_as_their_schema_has_it() {
    for (name, file) in [
        ("site", "title = \"Team\""),
        ("site", "title = \"Team\"\nbase_url = \"team.example.org\""),
        ("site", "title = \"Team\"\nbase_url = \"https://a.example\"\nzone = \"Madrid\""),
        (
            "site",
            "title = \"Team\"\nbase_url = \"https://a.example\"\n[check]\n\"toml/syntax\" = \"off\"",
        ),
        ("people", "[[person]]\nnmae = \"Emily Taylor\""),
        ("people", "[[person]]\nname = \"Emily Taylor\"\ncountry = \"UK\""),
        ("people", "[[person]]\nname = \"Emily Taylor\"\n[[person.membership]]\nstart = 6"),
        ("teams", "[[team]]\nname = \"Security\"\nid = \"Security Team\""),
        ("glossary", "[terms]\nRT = 5"),
        ("actions", "[[action]]\nid = \"A-1\"\ntitle = \"Book rooms.\""),
        ("decisions", "[[decision]]\nid = \"L-1\"\ndate = \"soon\"\ntext = \"Wait.\""),
        ("recommendations", "title = \"SSR1\"\nname = \"SSR1\"\n[[recommendation]]\ntitle = \"x\""),
        ("meeting", "title = \"Call\"\nseries = \"plenary\"\ndate = 2017-06-13\nstart = 06:00:00"),
        (
            "meeting",
            "title = \"Call\"\nseries = \"plenary\"\ndate = 2017-06-13\nstart = 06:00:00\nend = 07:00:00\nstatus = \"done\"",
        ),
        (
            "agenda",
            "[[day]]\n[[day.item]]\ntitle = \"x\"\n[[day.item.item]]\nkind = \"talk\"\ntitle = \"y\"",
        ),
        ("briefing", "title = \"Compliance\""),
        (
            "briefing",
            "title = \"x\"\ndate = 2017-07-11\n[[record]]\nkind = \"slides\"\ntitle = \"x\"",
        ),
        ("page", "title = \" \""),
        ("theme", "logo = 5"),
    ] {
        assert!(!validator(name).is_valid(&json(file)), "{name}:\n{file}");
    }
}

#[test]
fn a_first_line_that_names_the_schema_is_a_comment_to_us() {
    let people = "#:schema ../schema/people.json\n[[person]]\nname = \"Emily Taylor\"\n";
    let page = "+++\n#:schema ../../schema/page.json\ntitle = \"About\"\n+++\n\nWho we are.\n";
    let archive =
        ArchiveTest::new().file("content/people.toml", people).file("content/pages/about.md", page);
    assert_eq!(archive.check(), "");
}

#[test]
fn a_schema_is_printed_and_all_of_them_are_written_where_editors_find_them() {
    let folder = Folder::new();
    let list = text(&plenary(&folder.path, &["schema"]).stdout);
    assert!(list.contains("people           content/people.toml "), "{list}");
    let people = plenary(&folder.path, &["schema", "people"]);
    let schema: Value = serde_json::from_slice(&people.stdout).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let done = plenary(&folder.path, &["schema", "-o", "editor/schema"]);
    assert_eq!(text(&done.stderr), "wrote 12 schemas to `editor/schema`\n");
    let written = std::fs::read(folder.path.join("editor/schema/people.json")).unwrap();
    assert_eq!(text(&written), text(&people.stdout));
    let unknown = plenary(&folder.path, &["schema", "peple"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("'people'"), "{}", text(&unknown.stderr));
}

#[test]
fn completions_are_scripts_of_their_shells() {
    let folder = Folder::new();
    for (shell, word) in [
        ("bash", "complete -F _plenary"),
        ("zsh", "#compdef plenary"),
        ("fish", "complete -c plenary"),
        ("powershell", "Register-ArgumentCompleter"),
        ("elvish", "edit:completion:arg-completer"),
    ] {
        let done = plenary(&folder.path, &["completions", shell]);
        let script = text(&done.stdout);
        assert!(script.contains(word), "{shell}:\n{script}");
        assert!(script.contains("recommendations"), "{shell} knows the registers");
    }
}

#[test]
fn bash_reads_its_completions() {
    let folder = Folder::new();
    let script = plenary(&folder.path, &["completions", "bash"]).stdout;
    let checked = Command::new("bash").arg("-n").stdin(Stdio::piped()).spawn();
    let Ok(mut bash) = checked else { return };
    std::io::Write::write_all(&mut bash.stdin.take().unwrap(), &script).unwrap();
    assert!(bash.wait().unwrap().success());
}

#[test]
fn the_manual_page_has_every_command_with_its_options_and_examples() {
    let page = text(&plenary(repository(), &["man"]).stdout);
    for part in [
        ".TH plenary 1",
        ".SH NAME",
        ".SH SYNOPSIS",
        ".SS plenary list\n",
        ".SS plenary theme export\n",
        "\\fB\\-\\-overdue\\fR",
        "  plenary minutes plenary\\-15 ",
        ".SH \"EXIT STATUS\"",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(!page.contains('\u{1b}'));
    let is_request = |line: &str| {
        let known = ["TH", "SH", "SS", "TP", "PP", "nf", "fi", "br", "RS", "RE", "IP", "ie", "el"];
        known.iter().any(|name| line[1..].starts_with(name))
    };
    assert!(page.lines().filter(|line| line.starts_with('.')).all(is_request), "{page}");
}

#[test]
fn the_help_of_every_command_has_examples() {
    for command in [
        &["build"][..],
        &["check"],
        &["fix"],
        &["explain"],
        &["theme"],
        &["theme", "export"],
        &["list"],
        &["minutes"],
        &["schema"],
        &["completions"],
        &["man"],
    ] {
        let done = plenary(repository(), &[command, &["--help"]].concat());
        assert!(text(&done.stdout).contains("\nExample"), "{command:?}");
    }
}
