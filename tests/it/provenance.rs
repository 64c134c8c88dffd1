//! When pages were first published and last changed, and which revision a site was made from.

use std::process::Command;

use camino::Utf8Path;
use serde_json::Value;

use crate::support::{ArchiveTest, Folder};

/// Runs git as nobody has set it up.
#[track_caller]
fn git(folder: &Utf8Path, day: &str, args: &[&str]) -> String {
    let mut command = Command::new("git");
    for who in ["AUTHOR", "COMMITTER"] {
        command
            .env(format!("GIT_{who}_NAME"), "A")
            .env(format!("GIT_{who}_EMAIL"), "a@example.org")
            .env(format!("GIT_{who}_DATE"), format!("{day}T12:00:00Z"));
    }
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    let done = command.arg("-C").arg(folder).args(args).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap().trim().to_owned()
}

fn commit(folder: &Folder, day: &str) {
    git(&folder.path, day, &["add", "--all"]);
    git(&folder.path, day, &["commit", "--quiet", "--message=Change"]);
}

/// A call, a bundle and a page, committed on 14 June 2017.
fn committed() -> Folder {
    let folder = Folder::with(&archive());
    folder.write(".gitignore", "/public\n");
    git(&folder.path, "2017-06-14", &["init", "--quiet", "--initial-branch=main"]);
    commit(&folder, "2017-06-14");
    folder
}

fn archive() -> ArchiveTest {
    ArchiveTest::new()
        .call(15, "2017-06-13", "Notes.")
        .file(
            "content/meetings/madrid/index.md",
            "+++\ntitle = \"Madrid\"\nseries = \"plenary\"\nnumber = 14\ndate = 2017-05-14\nstart = 08:00\nend = 09:00\n+++\n\nNotes.\n",
        )
        .file("content/meetings/madrid/agenda.toml", AGENDA)
        .file("content/pages/about.md", &about("Who we are."))
}

const AGENDA: &str = "[[day]]\ndate = 2017-05-14\n[[day.item]]\ntitle = \"Opening\"\n";

fn about(text: &str) -> String {
    format!("+++\ntitle = \"About\"\n+++\n\n{text}\n")
}

/// What a page says of its days, as words.
#[track_caller]
fn said(folder: &Folder, page: &str) -> String {
    let html = folder.read(&format!("public/{page}"));
    let after = html.split_once("<p>Source: ").unwrap().1.split_once("</p>").unwrap().0;
    let days = after.split_once("<br>").map_or("", |(_, days)| days);
    days.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words)).collect()
}

fn manifest(folder: &Folder) -> Value {
    serde_json::from_str(&folder.read("public/data/manifest.json")).unwrap()
}

#[test]
fn a_page_says_when_it_was_first_published_and_last_changed() {
    let folder = committed();
    folder.write("content/pages/about.md", &about("Who we are, and why."));
    folder.write("content/meetings/madrid/agenda.toml", &AGENDA.replace("Opening", "Welcome"));
    commit(&folder, "2017-06-20");
    folder.does(&["build"]);
    assert_eq!(
        said(&folder, "about.html"),
        "First published 14 June 2017, last changed 20 June 2017."
    );
    assert_eq!(
        said(&folder, "meetings/madrid.html"),
        "First published 14 June 2017, last changed 20 June 2017."
    );
    assert_eq!(said(&folder, "meetings/plenary-15.html"), "First published 14 June 2017.");
    assert_eq!(said(&folder, "people.html"), "First published 14 June 2017.");
    let feed = folder.read("public/feed.xml");
    for entry in [
        "<id>tag:team.example.org,2017-06-20:/page/about/changed</id>\n<title>About: page changed</title>",
        "<id>tag:team.example.org,2017-06-14:/page/about/published</id>\n<title>About: page published</title>",
        "<title>Madrid: page changed</title>",
    ] {
        assert!(feed.contains(entry), "{feed}");
    }
    assert!(!feed.contains("Plenary call #15: page"), "{feed}");
    assert!(folder.read("public/changes.html").contains(">page changed</td>"));
}

#[test]
fn a_correction_that_is_told_in_words_is_not_told_twice() {
    let folder = committed();
    let call = folder.read("content/meetings/plenary-15.md");
    let amendment =
        "\n[[amendment]]\ndate = 2017-06-20\nwhat = \"Two owners were exchanged.\"\n+++\n\nN";
    folder.write("content/meetings/plenary-15.md", &call.replace("\n+++\n\nN", amendment));
    commit(&folder, "2017-06-20");
    folder.does(&["build"]);
    let page = folder.read("public/meetings/plenary-15.html");
    assert!(page.contains("20 June 2017</time>: Two owners were exchanged."), "{page}");
    let feed = folder.read("public/feed.xml");
    assert!(feed.contains("corrected: Two owners were exchanged."), "{feed}");
    assert!(!feed.contains("page changed"), "{feed}");
}

#[test]
fn what_was_changed_after_the_as_of_day_is_no_news_of_that_day() {
    let folder = committed();
    folder.write("content/pages/about.md", &about("Who we are, and why."));
    commit(&folder, "2017-09-02");
    folder.does(&["build"]);
    assert!(!folder.read("public/feed.xml").contains("page changed"));
    assert!(said(&folder, "about.html").ends_with("last changed 2 September 2017."));
}

#[test]
fn a_page_that_was_renamed_keeps_its_days() {
    let folder = committed();
    git(&folder.path, "2017-06-20", &["mv", "content/pages/about.md", "content/pages/us.md"]);
    commit(&folder, "2017-06-20");
    // another takes the name, and has days of its own
    folder.write("content/pages/about.md", &about("What this is: another page."));
    commit(&folder, "2017-06-21");
    folder.does(&["build"]);
    assert!(said(&folder, "us.html").starts_with("First published 14 June 2017, last changed 20"));
    assert_eq!(said(&folder, "about.html"), "First published 21 June 2017.");
}

#[test]
fn an_archive_that_was_moved_within_its_work_tree_keeps_its_days() {
    let folder = committed();
    std::fs::create_dir(folder.path.join("site of ours")).unwrap();
    git(&folder.path, "2017-06-20", &["mv", "content", "site of ours/content"]);
    commit(&folder, "2017-06-20");
    folder.does(&["build", "--root", "site of ours", "-o", "public"]);
    let days = "First published 14 June 2017, last changed 20 June 2017.";
    assert_eq!(said(&folder, "meetings/plenary-15.html"), days);
}

#[test]
fn what_a_merge_brought_has_the_days_of_its_own_commits() {
    let folder = committed();
    git(&folder.path, "2017-06-15", &["checkout", "--quiet", "-b", "side"]);
    folder.write("content/pages/side.md", "+++\ntitle = \"Side\"\n+++\n\nOne.\n");
    commit(&folder, "2017-06-15");
    git(&folder.path, "2017-06-16", &["checkout", "--quiet", "main"]);
    folder.write("content/pages/about.md", &about("More."));
    commit(&folder, "2017-06-16");
    git(&folder.path, "2017-06-20", &["merge", "--quiet", "--message=Merge", "side"]);
    folder.does(&["build"]);
    assert_eq!(said(&folder, "side.html"), "First published 15 June 2017.");
    assert!(said(&folder, "about.html").ends_with("last changed 16 June 2017."));
}

#[test]
fn the_manifest_tells_the_revision_and_whether_the_content_was_as_committed() {
    let folder = committed();
    folder.does(&["build"]);
    let revision = git(&folder.path, "2017-06-14", &["rev-parse", "HEAD"]);
    assert_eq!(manifest(&folder)["revision"], *revision);
    assert_eq!(manifest(&folder)["clean"], true);
    let first = folder.read("public/data/manifest.json");
    folder.does(&["build"]); // the addresses that the first has noted are no content of the site
    assert_eq!(folder.read("public/data/manifest.json"), first);
    folder.write("content/_notes.md", "Names like this are ignored.");
    folder.write("elsewhere.txt", "Not of the archive.");
    folder.does(&["build"]);
    assert_eq!(folder.read("public/data/manifest.json"), first);
    folder.does(&["verify", "public"]);
    for (path, text) in
        [("content/pages/about.md", about("Changed.")), ("content/pages/new.md", about("New."))]
    {
        folder.write(path, &text);
        folder.does(&["build"]);
        assert_eq!(manifest(&folder)["clean"], false, "{path}");
        assert_eq!(manifest(&folder)["revision"], *revision);
        git(&folder.path, "2017-06-14", &["checkout", "--quiet", "--", "content"]);
        folder.does(&["verify", "public"]);
    }
}

#[test]
fn what_is_not_committed_has_no_later_day() {
    let folder = committed();
    folder.write("content/pages/about.md", &about("Changed since."));
    folder.write("content/pages/new.md", "+++\ntitle = \"New\"\n+++\n\nNew.\n");
    folder.does(&["build"]);
    assert_eq!(said(&folder, "about.html"), "First published 14 June 2017.");
    assert_eq!(said(&folder, "new.html"), "");
}

#[test]
fn without_a_history_front_matter_tells_the_days() {
    let stated = |keys: &str| format!("+++\ntitle = \"About\"\n{keys}+++\n\nWho we are.\n");
    for (keys, words) in [
        ("", ""),
        ("published = 2017-06-01\n", "First published 1 June 2017."),
        ("updated = 2017-06-02\n", "Last changed 2 June 2017."),
        (
            "published = 2017-06-01\nupdated = \"2017-06-02\"\n",
            "First published 1 June 2017, last changed 2 June 2017.",
        ),
        ("published = 2017-06-01\nupdated = 2017-06-01\n", "First published 1 June 2017."),
    ] {
        let folder = Folder::with(&archive().file("content/pages/about.md", &stated(keys)));
        folder.does(&["build"]);
        assert_eq!(said(&folder, "about.html"), words, "{keys}");
    }
    let folder = committed();
    folder.write("content/pages/about.md", &stated("published = 2001-01-01\n"));
    folder.does(&["build"]);
    assert_eq!(said(&folder, "about.html"), "First published 14 June 2017.", "git knows better");
}

#[test]
fn in_a_shallow_clone_no_page_has_a_day_and_it_is_said_once() {
    let folder = committed();
    folder.write("content/pages/about.md", &about("More."));
    commit(&folder, "2017-06-20");
    let clone = Folder::new();
    let from = format!("file://{}", folder.path);
    git(&clone.path, "2017-06-20", &["clone", "--quiet", "--depth=1", &from, "."]);
    let done = clone.run(&["build"]);
    assert_eq!(done.status, Some(0));
    assert_eq!(done.said.matches("shallow clone").count(), 1, "{}", done.said);
    assert_eq!(said(&clone, "about.html"), "");
    assert_eq!(manifest(&clone)["clean"], true);
    assert!(!clone.read("public/changes.html").contains("page published"));
}

/// The files of a site, its manifest and digest aside.
fn pages(folder: &Folder) -> Vec<(String, Vec<u8>)> {
    let files = folder.files().into_iter().filter(|(path, _)| path.starts_with("public/"));
    files.filter(|(path, _)| !path.contains("manifest.") && !path.contains("lock")).collect()
}

#[test]
fn where_there_is_no_history_all_is_as_without_git() {
    let bare = Folder::with(&archive());
    let done = bare.run(&["build"]);
    assert!(!done.said.contains("git") && !done.said.contains("cannot"), "{}", done.said);
    assert_eq!(manifest(&bare).as_object().unwrap().keys().collect::<Vec<_>>(), ["files"]);
    // an archive that nobody committed, in a work tree of something else; and one before its first
    let within = Folder::with(&archive());
    git(&within.path, "2017-06-14", &["init", "--quiet"]);
    assert_eq!(
        within.run(&["build"]).said.replace(within.path.as_str(), bare.path.as_str()),
        done.said
    );
    within.write("other.txt", "Theirs.");
    git(&within.path, "2017-06-14", &["add", "other.txt"]);
    git(&within.path, "2017-06-14", &["commit", "--quiet", "--message=Theirs"]);
    within.does(&["build"]);
    assert!(pages(&within) == pages(&bare));
    assert_eq!(within.read("public/data/manifest.json"), bare.read("public/data/manifest.json"));
}

/// The program in an environment of its own.
fn build(folder: &Folder, variables: &[(&str, &str)]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
    command.arg("build").current_dir(&folder.path).envs(variables.iter().copied());
    let done = command.output().unwrap();
    (done.status.code(), String::from_utf8(done.stderr).unwrap())
}

#[test]
fn neither_the_settings_of_a_repository_nor_the_environment_change_a_byte() {
    let folder = committed();
    folder.does(&["build"]);
    let first = folder.files().into_iter().filter(|(path, _)| path.starts_with("public/"));
    let first: Vec<_> = first.collect();
    for (key, value) in [
        ("core.quotepath", "true"),
        ("core.pager", "false"),
        ("core.fsmonitor", "touch was-run; false"),
        ("log.showSignature", "true"),
        ("log.showRoot", "false"),
        ("log.follow", "true"),
        ("log.diffMerges", "off"),
        ("diff.renames", "false"),
        ("diff.relative", "true"),
        ("diff.external", "touch was-run"),
        ("diff.noprefix", "true"),
        ("color.ui", "always"),
        ("format.pretty", "oneline"),
        ("alias.log", "!touch was-run"),
        ("status.showUntrackedFiles", "no"),
        ("status.branch", "true"),
        ("gpg.program", "touch was-run"),
    ] {
        git(&folder.path, "2017-06-14", &["config", key, value]);
    }
    let elsewhere = committed();
    elsewhere.write("content/pages/about.md", &about("Elsewhere."));
    commit(&elsewhere, "2016-01-01");
    let other = elsewhere.path.join(".git");
    let variables = [
        ("GIT_DIR", other.as_str()),
        ("GIT_WORK_TREE", elsewhere.path.as_str()),
        ("GIT_INDEX_FILE", "/nowhere/index"),
        ("GIT_LITERAL_PATHSPECS", "1"),
        ("GIT_PAGER", "false"),
        ("GIT_TRACE", "1"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("TZ", "Pacific/Kiritimati"),
    ];
    std::fs::remove_dir_all(folder.path.join("public")).unwrap();
    let (status, told) = build(&folder, &variables);
    assert_eq!(status, Some(0), "{told}");
    let again = folder.files().into_iter().filter(|(path, _)| path.starts_with("public/"));
    for ((path, bytes), (other, others)) in first.iter().zip(again) {
        assert!(*path == other && *bytes == others, "{path} differs");
    }
    assert!(!folder.path.join("was-run").exists());
}

#[cfg(unix)]
#[test]
fn a_file_that_is_called_like_an_option_is_a_file() {
    let folder = committed();
    for name in ["content/meetings/madrid/--output=x", "content/meetings/madrid/\"é\tq", "a\nb"] {
        folder.write(name, "Odd.");
    }
    commit(&folder, "2017-06-20");
    folder.run(&["build"]);
    assert!(!folder.path.join("x").exists());
    std::fs::remove_file(folder.path.join("content/meetings/madrid/\"é\tq")).unwrap();
    commit(&folder, "2017-06-21");
    folder.does(&["build"]);
    assert_eq!(said(&folder, "about.html"), "First published 14 June 2017.");
    assert_eq!(manifest(&folder)["clean"], true);
}

/// A program called `git` in a folder of its own.
#[cfg(unix)]
fn impostor(script: &str) -> Folder {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    folder.write("git", &format!("#!/bin/sh\n{script}\n"));
    let path = folder.path.join("git");
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

#[cfg(unix)]
#[test]
fn git_that_fails_keeps_nothing_from_being_published() {
    let folder = committed();
    for (script, why) in [
        ("echo 'fatal: detected dubious ownership in repository at x' >&2; exit 128", "dubious"),
        ("echo 'fatal: a \u{1b}[2Jterminal' >&2; exit 1", "a \u{FFFD}[2Jterminal"),
        ("kill -9 $$", "git gives no reason"),
    ] {
        let others = impostor(script);
        let (status, told) = build(&folder, &[("PATH", others.path.as_str())]);
        assert_eq!(status, Some(0), "{told}");
        assert_eq!(told.matches("cannot be known").count(), 1, "{told}");
        assert!(told.contains(why), "{told}");
        assert_eq!(said(&folder, "about.html"), "");
    }
    let nothing = Folder::new();
    let (status, told) = build(&folder, &[("PATH", nothing.path.as_str())]);
    assert_eq!(status, Some(0), "{told}");
    assert!(!told.contains("git"), "{told}");
    assert_eq!(manifest(&folder).as_object().unwrap().keys().collect::<Vec<_>>(), ["files"]);
    for script in ["echo nonsense", "head -c 100000 /dev/urandom", "exit 0"] {
        let others = impostor(script);
        let path = format!("{}:/usr/bin:/bin", others.path);
        let (status, told) = build(&folder, &[("PATH", &path)]);
        assert_eq!(status, Some(0), "{told}");
    }
}
