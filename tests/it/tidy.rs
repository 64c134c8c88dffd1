//! Rules of the house that no linter knows.

use std::collections::BTreeMap;

use camino::Utf8PathBuf;

use crate::support::repository;

/// What each module may import from.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("time", &["text"]),
    ("error", &[]),
    ("options", &[]),
    ("source", &["error", "text"]),
    ("diagnostic", &["source", "text"]),
    ("report", &["source", "diagnostic", "text"]),
    ("syntax", &["text", "time", "source", "diagnostic"]),
    ("model", &["text", "time", "source", "diagnostic"]),
    ("content", &["text", "time", "source", "diagnostic", "syntax", "model"]),
    ("link", &["text", "time", "source", "diagnostic", "syntax", "model", "content"]),
    ("derive", &["text", "time", "source", "model"]),
    ("check", &["text", "time", "source", "diagnostic", "model", "derive"]),
    ("render", &["text", "time", "source", "diagnostic", "syntax", "model", "derive"]),
    ("redact", &["text", "source", "diagnostic", "model", "render"]),
    (
        "desk",
        &[
            "options",
            "text",
            "time",
            "source",
            "diagnostic",
            "syntax",
            "content",
            "model",
            "derive",
            "redact",
            "render",
        ],
    ),
    ("git", &["error", "source"]),
    ("publish", &["error", "options", "text", "time", "source", "model", "render"]),
    (
        "export",
        &["error", "options", "text", "source", "model", "render", "desk", "publish", "pipeline"],
    ),
    (
        "serve",
        &[
            "error",
            "options",
            "text",
            "source",
            "diagnostic",
            "model",
            "derive",
            "render",
            "publish",
            "pipeline",
        ],
    ),
    ("diff", &["error", "text", "source", "model"]),
    (
        "editions",
        &[
            "error",
            "options",
            "text",
            "source",
            "git",
            "diagnostic",
            "redact",
            "render",
            "diff",
            "publish",
            "pipeline",
        ],
    ),
];

fn sources() -> BTreeMap<Utf8PathBuf, String> {
    let files = walkdir::WalkDir::new(repository().join("src")).into_iter().map(Result::unwrap);
    let files = files.map(|entry| Utf8PathBuf::from_path_buf(entry.into_path()).unwrap());
    let rust = files.filter(|path| path.extension() == Some("rs"));
    rust.map(|path| {
        (
            path.strip_prefix(repository().join("src")).unwrap().to_owned(),
            std::fs::read_to_string(&path).unwrap(),
        )
    })
    .collect()
}

/// The code above the tests at a file's foot, comments aside.
fn code(text: &str) -> String {
    let above = text.split("#[cfg(test)]\nmod").next().unwrap();
    above.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The modules of ours that a text names: `use crate::{a::b, c}` and `crate::a::b`.
fn imports(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for after in text.split("crate::").skip(1) {
        let names = after
            .strip_prefix('{')
            .map_or_else(|| vec![after], |list| top_level(list.split(';').next().unwrap()));
        let word = |name: &str| {
            name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>()
        };
        found.extend(names.into_iter().map(word));
    }
    found
}

/// The parts of a list between commas, braces within it aside.
fn top_level(list: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        if depth < 0 {
            parts.push(&list[start..at]);
            break;
        }
    }
    parts
}

#[test]
fn imports_run_one_way() {
    for (path, text) in sources() {
        // Tests of a stage may make what goes into it by the stages before.
        if path.file_name() == Some("tests.rs") {
            continue;
        }
        let module = path.components().next().unwrap().as_str().trim_end_matches(".rs").to_owned();
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == module) else {
            continue;
        };
        for import in imports(&code(&text)) {
            let known = MAY_IMPORT.iter().any(|(name, _)| *name == import);
            assert!(
                !known || import == module || allowed.contains(&import.as_str()),
                "{path} imports {import}"
            );
        }
    }
}

#[test]
fn pure_stages_touch_no_disk_clock_environment_or_terminal() {
    let pure = [
        "text", "time", "syntax", "content", "model", "link", "derive", "check", "render", "diff",
        "desk", "redact",
    ];
    for (path, text) in sources() {
        let is_test = path.file_name() == Some("tests.rs");
        if is_test || !pure.contains(&path.components().next().unwrap().as_str()) {
            continue;
        }
        for word in [
            "std::fs",
            "std::env",
            "std::process",
            "Utc::now",
            "SystemTime",
            "Instant::now",
            "println!",
            "std::thread",
        ] {
            assert!(!code(&text).contains(word), "{path} names {word}");
        }
    }
}

#[test]
fn some_crates_have_one_door() {
    let doors = [
        ("clap::", "bin/plenary"),
        ("tera::", "render/template.rs"),
        ("toml::de::", "syntax/toml.rs"),
        ("pulldown_cmark::", "syntax/markdown.rs"),
        ("notify::", "watch.rs"),
        ("hyper::", "serve/"),
        ("tokio::", "serve/"),
    ];
    for (path, text) in sources() {
        for (name, door) in doors {
            // an error may wrap another crate's
            let is_named = code(&text).contains(name) && path != "error.rs";
            assert!(!is_named || path.as_str().starts_with(door), "{path} names {name}");
        }
    }
}

#[test]
fn every_test_module_is_listed() {
    let main = std::fs::read_to_string(repository().join("tests/it/main.rs")).unwrap();
    for entry in std::fs::read_dir(repository().join("tests/it")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let name = name.trim_end_matches(".rs");
        assert!(
            matches!(name, "main" | "snapshots") || main.contains(&format!("mod {name};")),
            "{name} is not listed"
        );
    }
}
