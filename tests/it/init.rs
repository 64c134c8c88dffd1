//! `plenary init`: an archive to begin with.

use crate::{
    docs::{hold_commands, hold_links},
    support::Folder,
};

/// 21 November 2026 and 2036, in seconds since 1970.
const NOW: &str = "1795219200";
const IN_TEN_YEARS: &str = "2110838400";

#[test]
fn what_it_makes_checks_and_builds_without_a_word() {
    let folder = Folder::new();
    folder.does(&["init"]);
    folder.is_clean();
    folder.does(&["build", "--strict"]);
    folder.does(&["build", "--strict", "--locked"]);
    assert!(folder.read("public/index.html").contains("Example Review Team"));
}

#[test]
fn nothing_in_it_goes_out_of_date() {
    for made in [NOW, IN_TEN_YEARS] {
        let folder = Folder::new();
        assert_eq!(folder.run_at(made, &["init"]).status, Some(0));
        for looked_at in [NOW, IN_TEN_YEARS] {
            let done = folder.run_at(looked_at, &["check", "--strict"]);
            assert_eq!((done.status, done.results.as_str()), (Some(0), ""));
        }
    }
}

#[test]
fn its_days_are_around_the_day_it_is_made_on_the_same_weekdays() {
    let folder = Folder::new();
    folder.run_at(NOW, &["init"]);
    let meeting = |n: u32| folder.read(&format!("content/meetings/plenary-{n}.md"));
    assert!(meeting(1).contains("\ndate = 2026-11-10\n"), "{}", meeting(1));
    assert!(meeting(2).contains("\ndate = 2026-11-24\n"), "{}", meeting(2));
    assert!(meeting(1).contains("[[2026-11-10-keeping-of-data|"));
    assert!(folder.read("content/briefings/2026-11-10-keeping-of-data.md").contains("plenary-1"));
}

#[test]
fn it_has_one_of_each_kind() {
    let folder = Folder::new();
    let printed = folder.does(&["init"]);
    let written: Vec<String> = folder.files().into_keys().collect();
    assert_eq!(printed.lines().collect::<Vec<_>>(), written, "it prints what it wrote");
    for kind in [
        "content/site.toml",
        "content/people.toml",
        "content/teams.toml",
        "content/glossary.toml",
        "content/actions.toml",
        "content/decisions.toml",
        "content/recommendations/first-review.toml",
        "content/meetings/plenary-1.md",
        "content/meetings/face-to-face-1-lisbon/index.md",
        "content/meetings/face-to-face-1-lisbon/agenda.toml",
        "content/pages/about.md",
    ] {
        assert!(written.iter().any(|path| path == kind), "{kind} is missing");
    }
    assert!(written.iter().any(|path| path.starts_with("content/briefings/")));
    for (path, bytes) in folder.files() {
        let is_text = path.ends_with(".toml") || path.ends_with(".md");
        let text = String::from_utf8(bytes).unwrap();
        assert!(!is_text || text.contains("# "), "{path} says nothing to who opens it first");
    }
}

#[test]
fn it_writes_over_nothing() {
    let folder = Folder::new();
    folder.write("content/notes.md", "Ours.\n");
    let said = folder.refuses(&["init"]);
    assert!(said.contains("`content` is there already, and nothing was written"), "{said}");
    let said = folder.refuses(&["init", "."]);
    assert!(said.contains("name a new folder: plenary init DIR"), "{said}");
}

#[test]
fn an_archive_that_is_there_gets_the_workflow_and_the_guide_alone() {
    let folder = Folder::archive();
    let before = folder.files();
    let done = folder.run(&["init", "--ci", "github", "--docs"]);
    assert_eq!(done.status, Some(0), "{}", done.said);
    assert!(done.results.lines().all(|path| path.starts_with(".git") || path.starts_with("docs/")));
    assert!(!done.said.contains("plenary new meeting"), "{}", done.said);
    let after = folder.files();
    assert!(
        before.iter().all(|(path, bytes)| after.get(path) == Some(bytes)),
        "nothing else changed"
    );
    for path in [".github/workflows/plenary.yml", "docs/format.md"] {
        assert!(after.contains_key(path), "{path}");
    }
    let said = folder.refuses(&["init", "--ci", "github"]);
    assert!(said.contains("plenary.yml` is there already"), "{said}");
}

#[test]
fn a_workflow_in_the_way_keeps_the_archive_from_being_made() {
    let folder = Folder::new();
    folder.write(".gitlab-ci.yml", "ours: true\n");
    let said = folder.refuses(&["init", "--ci", "gitlab"]);
    assert!(said.contains("`.gitlab-ci.yml` is there already"), "{said}");
    let folder = Folder::new();
    folder.write(".github", "A file, and no folder.\n");
    folder.refuses(&["init", "--ci", "github"]);
}

#[test]
fn other_files_of_the_folder_stay() {
    let folder = Folder::new();
    folder.write("README.md", "Ours.\n");
    folder.write(".gitignore", "/private/\n");
    folder.write(".gitattributes", "*.pdf binary\n");
    folder.write(".github/workflows/tests.yml", "on: push\n");
    std::fs::create_dir(folder.path.join("content")).unwrap();
    folder.does(&["init", "--ci", "github"]);
    assert_eq!(folder.read("README.md"), "Ours.\n");
    assert_eq!(folder.read(".gitignore"), "/private/\n");
    assert_eq!(folder.read(".gitattributes"), "*.pdf binary\n");
    assert_eq!(folder.read(".github/workflows/tests.yml"), "on: push\n");
    folder.is_clean();
}

#[test]
fn a_new_folder_is_made_with_those_above_it() {
    let folder = Folder::new();
    let done = folder.run(&["init", "our reviews/second"]);
    assert_eq!(done.status, Some(0), "{}", done.said);
    assert!(done.said.contains("cd \"our reviews/second\""), "{}", done.said);
    folder.does(&["check", "--strict", "--root", "our reviews/second"]);
    let all = folder.files();
    assert!(all.keys().all(|path| path.starts_with("our reviews/second/")), "{all:?}");
}

#[test]
fn a_folder_without_a_name_is_this_one() {
    let folder = Folder::new();
    let done = folder.run(&["init", ""]);
    assert_eq!(done.status, Some(0), "{}", done.said);
    assert!(!done.said.contains("cd "), "{}", done.said);
    folder.is_clean();
}

#[test]
fn a_workflow_comes_on_request_and_checks_and_builds() {
    let folder = Folder::new();
    folder.does(&["init", "--ci", "github", "--ci", "gitlab"]);
    for path in [".github/workflows/plenary.yml", ".gitlab-ci.yml"] {
        let text = folder.read(path);
        for part in ["cargo install plenary --locked", "plenary check", "plenary build --locked"] {
            assert!(text.contains(part), "{path} lacks {part}");
        }
    }
    assert!(folder.read(".github/workflows/plenary.yml").contains("check --format github"));
    assert!(folder.read(".github/workflows/plenary.yml").contains("gh pr comment"));
    assert!(folder.read(".gitlab-ci.yml").contains("$CI_MERGE_REQUEST_IID/notes"));
    let plain = Folder::new();
    plain.does(&["init"]);
    let is_of_git = |path: &str| [".gitattributes", ".gitignore"].contains(&path);
    assert!(plain.files().keys().all(|path| path.starts_with("content/") || is_of_git(path)));
}

#[test]
fn a_guide_comes_on_request_and_stands_by_itself() {
    let folder = Folder::new();
    let done = folder.run(&["init", "--docs", "--ci", "github"]);
    assert_eq!(done.status, Some(0), "{}", done.said);
    assert!(done.said.contains("read docs/README.md"), "{}", done.said);
    let pages = ["README.md", "checking.md", "format.md", "publishing.md"];
    let mut n_commands = 0;
    for name in pages {
        let page = folder.read(&format!("docs/{name}"));
        hold_links(&folder.path.join("docs"), name, &page);
        n_commands += hold_commands(name, &page);
    }
    assert!(n_commands > 8, "{n_commands} commands");
    let first = folder.read("docs/README.md");
    for page in &pages[1..] {
        assert!(first.contains(&format!("]({page})")), "the first page leads to {page}");
    }
    for part in ["## First steps", "## The kinds of files", "## When the check says no"] {
        assert!(first.contains(part), "{part}");
    }
    folder.is_clean();
    folder.does(&["build", "--strict"]);
    assert!(!folder.read("public/index.html").contains("docs/README.md"), "it is not published");
}

#[test]
fn the_guide_of_an_archive_names_files_that_it_has() {
    let folder = Folder::new();
    folder.does(&["init", "--docs"]);
    folder.does(&["build"]);
    let first = folder.read("docs/README.md");
    let named = first.split('`').skip(1).step_by(2).filter(|code| code.starts_with("content/"));
    let named: Vec<&str> = named.collect();
    assert!(named.len() > 8, "{named:?}");
    for path in named {
        assert!(folder.path.join(path).exists(), "{path}");
    }
}

#[test]
fn a_guide_in_the_way_keeps_the_archive_from_being_made() {
    let folder = Folder::new();
    folder.write("docs/README.md", "Ours.\n");
    let said = folder.refuses(&["init", "--docs"]);
    assert!(said.contains("`docs/README.md` is there already"), "{said}");
    folder.does(&["init"]);
}

#[test]
fn every_kind_can_be_added_to_it_at_once() {
    let folder = Folder::new();
    folder.does(&["init"]);
    for what in [
        &["meeting"][..],
        &["meeting"],
        &["meeting", "--series", "outreach"],
        &["meeting", "face-to-face-2"],
        &["briefing", "--title", "Logs", "--recommendation", "first-review/2"],
        &["page", "guides/joining"],
        &["person", "Žarko Kecić"],
    ] {
        folder.does(&[&["new"], what].concat());
        folder.is_clean();
    }
    folder.does(&["build", "--strict"]);
}
