//! The program as it is typed: streams, exit statuses, and what is left on disk.

use std::process::Command;

use crate::support::{Folder, plenary, repository, text};

#[test]
fn build_finds_the_archive_from_a_folder_inside_it() {
    let folder = Folder::archive();
    let done = plenary(&folder.path.join("content/pages"), &["build"]);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    assert!(folder.path.join("public/about.html").exists());
    assert_eq!(text(&done.stdout), "", "results only");
}

#[test]
fn build_remembers_addresses_and_a_locked_build_wants_them_committed() {
    let folder = Folder::archive();
    let locked = plenary(&folder.path, &["build", "--locked"]);
    assert_eq!(locked.status.code(), Some(1));
    assert!(text(&locked.stderr).contains("content/.addresses lacks 1 address of this site"));
    assert!(!folder.path.join("public").exists());
    assert_eq!(plenary(&folder.path, &["build"]).status.code(), Some(0));
    let ledger = std::fs::read_to_string(folder.path.join("content/.addresses")).unwrap();
    assert_eq!(ledger, "/about.html\n");
    assert_eq!(plenary(&folder.path, &["build", "--locked"]).status.code(), Some(0));
}

#[test]
fn views_and_checks_leave_the_list_of_addresses_alone() {
    let folder = Folder::archive();
    for args in [&["build", "--as-of", "2017-08-01"][..], &["build", "--drafts"], &["check"]] {
        assert_eq!(plenary(&folder.path, args).status.code(), Some(0));
        assert!(!folder.path.join("content/.addresses").exists(), "{args:?}");
    }
}

#[test]
fn content_with_errors_publishes_nothing_and_leaves_the_old_site() {
    let folder = Folder::archive();
    assert_eq!(plenary(&folder.path, &["build"]).status.code(), Some(0));
    let before = std::fs::read(folder.path.join("public/about.html")).unwrap();
    folder.write("content/pages/about.md", "+++\ntitel = \"About\"\n+++\n\nSee [[nowhere]].\n");
    let done = plenary(&folder.path, &["build"]);
    assert_eq!(done.status.code(), Some(1));
    let told = text(&done.stdout);
    assert!(told.contains("key/unknown") && told.contains("content/pages/about.md:2:1"), "{told}");
    assert_eq!(std::fs::read(folder.path.join("public/about.html")).unwrap(), before);
}

#[test]
fn all_problems_are_told_as_json_in_one_run() {
    let folder = Folder::archive();
    folder.write("content/pages/about.md", "+++\ntitle = 5\n+++\n");
    folder.write("content/pages/more.md", "+++\ntitle = \"More\"\n+++\n\nSee [[abuot]].\n");
    let done = plenary(&folder.path, &["check", "--format", "json"]);
    assert_eq!(done.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    let found: Vec<_> = json["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["code"].as_str().unwrap(),
                one["file"].as_str().unwrap(),
                one["line"].as_u64().unwrap(),
                one["column"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("key/type", "content/pages/about.md", 2, 9),
            ("link/broken", "content/pages/more.md", 5, 7)
        ]
    );
    assert_eq!(json["summary"], serde_json::json!({ "errors": 2, "warnings": 0 }));
}

#[test]
fn warnings_stop_a_build_only_where_they_are_denied() {
    let folder = Folder::archive();
    folder.write("content/pages/about.md", "+++\ntitle = \"About\"\n+++\n\nA <b>bold</b> word.\n");
    assert_eq!(plenary(&folder.path, &["check"]).status.code(), Some(0));
    assert_eq!(plenary(&folder.path, &["build", "--deny", "warnings"]).status.code(), Some(1));
    assert!(!folder.path.join("public/index.html").exists());
    assert_eq!(plenary(&folder.path, &["check", "--strict"]).status.code(), Some(1));
}

#[test]
fn no_archive_and_wrong_usage_are_status_2() {
    let folder = Folder::new();
    let done = plenary(&folder.path, &["build"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(text(&done.stderr).contains("content/site.toml"), "{}", text(&done.stderr));
    assert_eq!(plenary(&folder.path, &["bild"]).status.code(), Some(2));
}

#[test]
fn a_foreign_output_folder_is_refused() {
    let folder = Folder::archive();
    folder.write("thesis/chapter.txt", "mine");
    let done = plenary(&folder.path, &["build", "-o", "thesis"]);
    assert_eq!(done.status.code(), Some(2));
    assert_eq!(std::fs::read_to_string(folder.path.join("thesis/chapter.txt")).unwrap(), "mine");
}

#[test]
fn a_second_build_changes_no_file() {
    let folder = Folder::archive();
    plenary(&folder.path, &["build"]);
    let done = plenary(&folder.path, &["build"]);
    assert!(text(&done.stderr).contains(" 0 written"), "{}", text(&done.stderr));
}

#[test]
fn a_watched_archive_is_built_again_at_a_change() {
    let folder = Folder::archive();
    let mut watching = Command::new(env!("CARGO_BIN_EXE_plenary"))
        .args(["build", "--watch", "--quiet"])
        .current_dir(&folder.path)
        .spawn()
        .unwrap();
    let page = folder.path.join("public/about.html");
    let shows = |word: &str| std::fs::read_to_string(&page).is_ok_and(|text| text.contains(word));
    assert!(within_a_minute(|| shows("Who we are.")));
    folder.write("content/pages/about.md", "+++\ntitle = \"About\"\n+++\n\nSomething new.\n");
    let was_built_again = within_a_minute(|| shows("Something new."));
    watching.kill().unwrap();
    watching.wait().unwrap();
    assert!(was_built_again);
}

/// Whether something comes true before a bound that only a hanging program reaches.
fn within_a_minute(is_true: impl Fn() -> bool) -> bool {
    let begun = std::time::Instant::now();
    while begun.elapsed().as_secs() < 60 {
        if is_true() {
            return true;
        }
        std::thread::yield_now();
    }
    false
}

#[test]
fn the_readmes_help_is_the_programs() {
    let readme = std::fs::read_to_string(repository().join("README.md")).unwrap();
    let shown =
        readme.split("<!-- help -->\n").nth(1).unwrap().split("<!-- /help -->").next().unwrap();
    let help = text(&plenary(repository(), &["--help"]).stdout);
    let expected = format!("```text\n{}\n```\n", help.trim_end());
    assert!(shown == expected, "put this between the marks of README.md:\n{expected}");
}

#[test]
fn problems_stand_at_their_lines_where_the_archive_is_a_folder_of_the_repository() {
    let folder = Folder::new();
    folder.write("docs/review/content/site.toml", "titel = \"Team\"\n");
    let checked = |format: &str, folders: [&str; 2]| {
        let [workspace, place] = folders.map(|path| folder.path.join(path));
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_plenary"));
        command.args(["check", "--format", format]).current_dir(place);
        let output = command.env("GITHUB_WORKSPACE", workspace).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let told = checked("github", ["", "docs/review"]);
    assert!(told.starts_with("::error file=docs/review/content/site.toml,line=1,"), "{told}");
    let told = checked("sarif", ["", "docs/review"]);
    assert!(told.contains("\"uri\": \"docs/review/content/site.toml\""), "{told}");
    let told = checked("github", ["docs/review", "docs/review"]);
    assert!(told.starts_with("::error file=content/site.toml,line=1,"), "{told}");
    let told = checked("github", ["elsewhere", "docs/review"]);
    assert!(told.starts_with("::error file=content/site.toml,line=1,"), "{told}");
}

#[cfg(target_os = "linux")]
#[test]
fn results_that_cannot_be_written_are_an_error_of_the_environment() {
    let folder = Folder::archive();
    for args in
        [&["list", "meetings", "--format", "json"][..], &["check", "--format", "json"], &["man"]]
    {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_plenary"));
        let done = command.args(args).current_dir(&folder.path).stdout(full).output().unwrap();
        let said = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(2), "{args:?}: {said}");
        assert!(said.contains("error: cannot write to standard output"), "{said}");
    }
}
