//! What runs elsewhere, where nobody sees it fail before it matters: our own workflows, their
//! scripts and the container file, and the workflows that `plenary init --ci` writes.

use std::{collections::BTreeSet, fs};

use yaml_rust2::{Yaml, YamlLoader};

use crate::support::{Folder, hold_understood, repository};

/// A text, with its path.
struct Script {
    path: String,
    text: String,
}

fn read(path: &str) -> Script {
    let text = fs::read_to_string(repository().join(path));
    Script { path: path.to_owned(), text: text.unwrap_or_else(|_| panic!("no {path}")) }
}

/// The files of a folder of the repository.
fn below(folder: &str) -> Vec<Script> {
    let entries = fs::read_dir(repository().join(folder)).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let names: BTreeSet<String> = names.collect();
    names.iter().map(|name| read(&format!("{folder}/{name}"))).collect()
}

/// Our own workflows.
fn ours() -> Vec<Script> {
    below(".github/workflows")
}

/// Those that a new archive gets.
fn templates() -> Vec<Script> {
    let folder = Folder::new();
    folder.does(&["init", "--ci", "github", "--ci", "gitlab"]);
    let paths = [".github/workflows/plenary.yml", ".gitlab-ci.yml"];
    paths.map(|path| Script { path: format!("init: {path}"), text: folder.read(path) }).into()
}

fn parsed(workflow: &Script) -> Yaml {
    let documents = YamlLoader::load_from_str(&workflow.text);
    let documents = documents.unwrap_or_else(|error| panic!("{}: {error}", workflow.path));
    assert_eq!(documents.len(), 1, "{}", workflow.path);
    documents.into_iter().next().unwrap()
}

/// The texts under a key, wherever it stands: `run` of steps, `script` of jobs, `uses`.
fn under(yaml: &Yaml, key: &str) -> Vec<String> {
    match yaml {
        Yaml::Hash(pairs) => {
            let told = pairs.iter().flat_map(|(name, value)| {
                if name.as_str() == Some(key) { texts(value) } else { under(value, key) }
            });
            told.collect()
        }
        Yaml::Array(all) => all.iter().flat_map(|one| under(one, key)).collect(),
        _ => Vec::new(),
    }
}

fn texts(yaml: &Yaml) -> Vec<String> {
    match yaml {
        Yaml::Array(all) => all.iter().flat_map(texts).collect(),
        other => other.as_str().map(str::to_owned).into_iter().collect(),
    }
}

/// What its steps tell a shell.
fn commands(workflow: &Script) -> Vec<String> {
    let yaml = parsed(workflow);
    let scripts = ["run", "script"].map(|key| under(&yaml, key)).concat();
    scripts.iter().flat_map(|script| simple_commands(script)).collect()
}

/// The simple commands of a script, each from its program on.
fn simple_commands(script: &str) -> Vec<String> {
    let lines = script.lines().filter(|line| !line.trim_start().starts_with('#'));
    let script: String = lines.flat_map(|line| [line, "\n"]).collect();
    let script =
        ["&&", "||", "|", ";", "$("].iter().fold(script, |text, sign| text.replace(sign, "\n"));
    let commands = script.lines().map(|line| line.trim().trim_end_matches(")\"").to_owned());
    commands.filter(|line| !line.is_empty()).collect()
}

/// What a command tells plenary, if it runs it: itself, by cargo, or in a container.
fn told_to_plenary(command: &str) -> Option<&str> {
    let (program, rest) = command.split_once(' ').unwrap_or((command, ""));
    match program {
        "cargo" => rest.strip_prefix("run ")?.split_once(" -- ").map(|(_, words)| words),
        "docker" => rest.strip_prefix("run ")?.split_once(" plenary ").map(|(_, words)| words),
        _ => (program == "plenary" || program.ends_with("/plenary")).then_some(rest),
    }
}

/// The files of the repository that commands name; what some of them make is left out.
fn files_named(commands: &[String]) -> BTreeSet<String> {
    let words = |command: &String| {
        let words = command.split(|c: char| c.is_whitespace() || "\"'=".contains(c));
        words.map(str::to_owned).collect::<Vec<_>>()
    };
    let made: BTreeSet<String> =
        commands.iter().filter_map(|one| Some(one.rsplit_once("> ")?.1.to_owned())).collect();
    let is_file = |word: &String| {
        let path = camino::Utf8Path::new(word);
        let has_end = matches!(path.extension(), Some("md" | "toml" | "yml" | "conf" | "rs"));
        let is_ours = word.starts_with(".ci/") || word.starts_with(".github/");
        let is_known = matches!(word.as_str(), "Containerfile" | "LICENSE");
        (has_end || is_ours || is_known) && !word.contains(['$', '*']) && !made.contains(word)
    };
    commands.iter().flat_map(words).filter(is_file).collect()
}

#[test]
fn every_workflow_is_yaml_with_jobs_that_can_run() {
    for workflow in ours().iter().chain(&templates()).filter(|one| !one.path.contains("gitlab")) {
        let yaml = parsed(workflow);
        let jobs =
            yaml["jobs"].as_hash().unwrap_or_else(|| panic!("{} has no jobs", workflow.path));
        for (name, job) in jobs {
            let place = format!("{}: {name:?}", workflow.path);
            assert!(!job["runs-on"].is_badvalue() || !job["uses"].is_badvalue(), "{place}");
            for needed in texts(&job["needs"]) {
                assert!(!yaml["jobs"][needed.as_str()].is_badvalue(), "{place} needs {needed}");
            }
        }
    }
    for workflow in templates().iter().filter(|one| one.path.contains("gitlab")) {
        let stages = texts(&parsed(workflow)["stages"]);
        let used: Vec<String> = under(&parsed(workflow), "stage");
        assert!(!used.is_empty() && used.iter().all(|one| stages.contains(one)), "{used:?}");
    }
}

#[test]
fn workflows_ask_for_little_and_take_no_word_from_strangers() {
    for workflow in ours().iter().chain(&templates()).filter(|one| !one.path.contains("gitlab")) {
        let yaml = parsed(workflow);
        let all = yaml["permissions"].as_hash();
        let all = all.unwrap_or_else(|| panic!("{} asks for everything", workflow.path));
        assert!(all.values().all(|one| one.as_str() == Some("read")), "{}", workflow.path);
        for action in under(&yaml, "uses") {
            let version = action.split_once("@v").map(|(_, version)| version);
            let is_pinned =
                version.is_some_and(|one| one.bytes().all(|byte| byte.is_ascii_digit()));
            assert!(is_pinned || action.starts_with("./"), "{}: {action}", workflow.path);
        }
        for script in under(&yaml, "run") {
            let inserted = script.split("${{ ").skip(1);
            for value in inserted {
                assert!(value.starts_with("matrix."), "{}: {script}", workflow.path);
            }
        }
    }
}

#[test]
fn commands_of_the_program_in_workflows_are_there() {
    let mut told: BTreeSet<String> = BTreeSet::new();
    for workflow in ours().iter().chain(&templates()) {
        for command in commands(workflow) {
            let Some(words) = told_to_plenary(&command) else { continue };
            hold_understood(words, &workflow.path);
            told.extend(words.split(' ').next().map(str::to_owned));
        }
    }
    for script in below(".ci").iter().chain([&read("Containerfile")]) {
        let text = script.text.replace("\n#   docker", "\ndocker");
        for command in simple_commands(&text) {
            let Some(words) = told_to_plenary(&command) else { continue };
            hold_understood(words, &script.path);
            told.extend(words.split(' ').next().map(str::to_owned));
        }
    }
    for name in ["check", "build", "diff", "man", "completions"] {
        assert!(told.contains(name), "no `plenary {name}` was found in {told:?}");
    }
}

#[test]
fn files_that_workflows_and_the_container_name_are_there() {
    let mut commands: Vec<String> = ours().iter().flat_map(commands).collect();
    commands.extend(below(".ci").iter().flat_map(|script| simple_commands(&script.text)));
    let copies = read("Containerfile").text;
    let copies = copies.lines().filter_map(|line| line.strip_prefix("COPY "));
    let copied = copies.filter(|line| !line.starts_with("--from"));
    let copied = copied.flat_map(|line| line.split(' ').rev().skip(1)).map(str::to_owned);
    let called = ours().iter().flat_map(|one| under(&parsed(one), "uses")).collect::<Vec<_>>();
    let called = called.iter().filter_map(|one| one.strip_prefix("./")).map(str::to_owned);
    let named: BTreeSet<String> =
        files_named(&commands).into_iter().chain(copied).chain(called).collect();
    for path in &named {
        assert!(repository().join(path).exists(), "there is no {path}");
    }
    for path in [".ci/run", ".ci/pack", ".ci/notes", "Containerfile", "CHANGELOG.md"] {
        assert!(named.contains(path), "no command with {path} was found in {named:?}");
    }
}

/// The scripts of `.ci/`, which Linux runs.
#[cfg(unix)]
mod scripts {
    use std::process::{Command, Output};

    use super::{Folder, fs, repository};

    /// A repository with them.
    fn scripts() -> Folder {
        let folder = Folder::new();
        for path in [".ci/notes", ".ci/pack", "Cargo.toml", "README.md", "CHANGELOG.md", "LICENSE"]
        {
            let to = folder.path.join(path);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(repository().join(path), to).unwrap();
        }
        folder
    }

    fn run(folder: &Folder, script: &str, word: &str) -> Output {
        let mut command = Command::new(folder.path.join(script));
        command.arg(word).env("CARGO_TARGET_DIR", folder.path.join("target")).output().unwrap()
    }

    #[test]
    fn a_release_tells_what_is_new_in_its_version() {
        let folder = scripts();
        let version = env!("CARGO_PKG_VERSION");
        let tag = format!("v{version}");
        folder.write("CHANGELOG.md", "# Changelog\n\n## Unreleased\n\n- One.\n");
        assert!(!run(&folder, ".ci/notes", &tag).status.success(), "nothing is said of it");
        let told = format!("## {version} (1 May 2026)\n\n- Two.\n\n## 0.0.1\n\n- Three.\n");
        folder.write("CHANGELOG.md", &format!("# Changelog\n\n## Unreleased\n\n- One.\n\n{told}"));
        let notes = run(&folder, ".ci/notes", &tag);
        assert_eq!(String::from_utf8_lossy(&notes.stdout).trim(), "- Two.");
        let other = run(&folder, ".ci/notes", "v99.0.0");
        let said = String::from_utf8_lossy(&other.stderr).into_owned();
        assert!(!other.status.success() && said.contains("the tag is v99.0.0"), "{said}");
    }

    #[test]
    fn a_packed_program_has_its_manual_and_completions() {
        let folder = scripts();
        let program = format!("#!/bin/sh\nexec '{}' \"$@\"\n", env!("CARGO_BIN_EXE_plenary"));
        folder.write("target/any-target/release/plenary", &program);
        let path = folder.path.join("target/any-target/release/plenary");
        fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        let packed = run(&folder, ".ci/pack", "any-target");
        let path = String::from_utf8_lossy(&packed.stdout).trim().to_owned();
        let name = format!("plenary-{}-any-target", env!("CARGO_PKG_VERSION"));
        assert_eq!(path, format!("dist/{name}.tar.gz"));
        let list = Command::new("tar").arg("-tzf").arg(folder.path.join(path)).output().unwrap();
        let list = String::from_utf8_lossy(&list.stdout).into_owned();
        for file in [
            "plenary",
            "plenary.1",
            "completions/plenary.bash",
            "completions/_plenary",
            "completions/plenary.fish",
            "LICENSE",
        ] {
            assert!(list.lines().any(|one| one == format!("{name}/{file}")), "{file} in:\n{list}");
        }
    }
}
