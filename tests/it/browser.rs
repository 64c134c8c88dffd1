//! The site as a reader has it: `tests/browser/*.test.mjs`, run in Chromium under Node.
//!
//! What is missing is set up: the packages of `tests/browser/package.json` by npm, Node and
//! Chromium by the system's package manager where it may. Else the test fails, and says what to
//! install; it never passes for want of a browser.

use std::env;
use std::fs::{self, File};
use std::process::{Command, Output};

use camino::{Utf8Path, Utf8PathBuf};

use crate::support::{Folder, hostile, repository};

/// The sites that the tests look at: a name, and the archive's folder in the repository.
const SITES: [(&str, &str); 4] = [
    ("sample", "."),
    ("odd-titles", "tests/archives/odd-titles"),
    ("worded", "tests/archives/worded"),
    ("own-script", "tests/archives/own-script"),
];

/// What a browser is called, where `CHROMIUM` does not name one.
const BROWSERS: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const ADVICE: &str = "The browser tests need Node 18.17 or newer with npm, and Chromium. On Debian and Ubuntu:\n  \
    apt-get install chromium nodejs npm\nelsewhere install them by hand; a Chromium that lies \
    elsewhere is named in the variable CHROMIUM.";

#[test]
fn the_site_in_a_browser() {
    let folder = scratch();
    let lock = File::create(folder.join("lock")).unwrap();
    lock.lock().unwrap(); // two runs at once would take the sites from under each other
    install_programs();
    install_packages();
    build_sites(&folder);
    run_tests(&folder);
}

/// The folder that the sites are built into, kept from run to run.
fn scratch() -> Utf8PathBuf {
    let folder = Utf8Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser");
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn install_programs() {
    let missing = missing_programs();
    if missing.is_empty() {
        return;
    }
    if is_root() && find("apt-get").is_some() {
        succeed(Command::new("apt-get").arg("update"));
        succeed(
            Command::new("apt-get")
                .args(["install", "--yes", "--no-install-recommends"])
                .args(&missing)
                .env("DEBIAN_FRONTEND", "noninteractive"),
        );
    }
    let missing = missing_programs();
    assert!(missing.is_empty(), "missing: {}.\n{ADVICE}", missing.join(", "));
}

/// The packages, as Debian calls them, of programs that are not there.
fn missing_programs() -> Vec<&'static str> {
    let programs = [("nodejs", find("node")), ("npm", find("npm")), ("chromium", chromium())];
    programs.into_iter().filter(|(_, found)| found.is_none()).map(|(name, _)| name).collect()
}

fn chromium() -> Option<Utf8PathBuf> {
    let named = env::var("CHROMIUM").ok().map(Utf8PathBuf::from).filter(|path| path.exists());
    named.or_else(|| BROWSERS.iter().find_map(|name| find(name)))
}

/// A program on the path.
fn find(name: &str) -> Option<Utf8PathBuf> {
    let path = env::var_os("PATH")?;
    let folders = env::split_paths(&path).filter_map(|path| Utf8PathBuf::from_path_buf(path).ok());
    let endings = ["", ".exe", ".cmd"];
    let files =
        folders.flat_map(|folder| endings.map(|ending| folder.join(format!("{name}{ending}"))));
    files.into_iter().find(|file| file.is_file())
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// The npm packages, anew where the lock changed since they were installed.
fn install_packages() {
    let folder = repository().join("tests/browser");
    let lock = fs::read(folder.join("package-lock.json")).unwrap();
    let installed = folder.join("node_modules/.installed-lock");
    if fs::read(&installed).is_ok_and(|bytes| bytes == lock) {
        return;
    }
    succeed(
        Command::new(find("npm").unwrap())
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
            .current_dir(&folder),
    );
    fs::write(installed, lock).unwrap();
}

/// Every site twice: to be served at `/`, and below `/wiki/`; those with long lists and
/// attacks at `/` alone.
fn build_sites(folder: &Utf8Path) {
    for (name, archive) in SITES {
        build(archive, &folder.join(name), "https://team.example.org/");
        build(archive, &folder.join(format!("{name}.wiki")), "https://team.example.org/wiki/");
    }
    build_long(&folder.join("long"));
    build_hostile(&folder.join("hostile"));
}

/// Builds a copy: a build keeps its ledger beside the content, which is not for a test to change.
fn build(archive: &str, output: &Utf8Path, base_url: &str) {
    let copy = tempfile::tempdir().unwrap();
    let folder = Utf8Path::from_path(copy.path()).unwrap();
    copy_archive(&repository().join(archive), folder);
    build_there(folder, output, base_url);
}

fn build_there(folder: &Utf8Path, output: &Utf8Path, base_url: &str) {
    succeed(
        Command::new(env!("CARGO_BIN_EXE_plenary"))
            .args(["build", "--quiet", "--base-url", base_url, "--output", output.as_str()])
            .current_dir(folder)
            .env("NO_COLOR", "1")
            .env_remove("SOURCE_DATE_EPOCH"),
    );
}

/// A record of attacks in every field.
fn build_hostile(output: &Utf8Path) {
    let archive = Folder::with(&hostile());
    build_there(&archive.path, output, "https://team.example.org/");
}

/// Two calls in two years: registers that are split over pages, chosen from, folded away.
fn build_long(output: &Utf8Path) {
    let content = tempfile::tempdir().unwrap();
    let folder = Utf8Path::from_path(content.path()).unwrap();
    fs::create_dir_all(folder.join("content/meetings")).unwrap();
    fs::write(folder.join("content/site.toml"), LONG_SITE).unwrap();
    fs::write(folder.join("content/people.toml"), "[[person]]\nname = \"Emily Taylor\"\n").unwrap();
    for (number, date, n_items) in [(1, "2017-06-13", 150), (2, "2018-06-12", 101)] {
        let name = format!("content/meetings/plenary-{number}.md");
        fs::write(folder.join(name), long_call(number, date, n_items)).unwrap();
    }
    build_there(folder, output, "https://team.example.org/");
}

const LONG_SITE: &str = "title = \"Team\"\nbase_url = \"https://team.example.org/\"\n\
    as_of = 2018-09-01\n[series.plenary]\nname = \"Plenary call\"\n";

fn long_call(number: u32, date: &str, n_items: u32) -> String {
    let items: String = (1..=n_items)
        .map(|n| format!("| P{number}-{n} | Write letter {n}. | Emily Taylor | TBD |\n"))
        .collect();
    let decisions: String =
        (1..=8).map(|n| format!("- Letter {n} is sent. {{#D{number}-{n}}}\n")).collect();
    format!(
        "+++\ntitle = \"Plenary call #{number}\"\nseries = \"plenary\"\nnumber = {number}\ndate = {date}\n\
         start = 06:00\nend = 07:00\n+++\n\n## Decisions\n\n{decisions}\n## Action items\n\n\
         | ID | Action | Owner | Due |\n|---|---|---|---|\n{items}"
    )
}

/// The record of an archive, and its themes; those of the repository are in the program.
fn copy_archive(from: &Utf8Path, to: &Utf8Path) {
    let themes = (from != repository()).then(|| from.join("themes"));
    let folders = themes.into_iter().filter(|folder| folder.exists()).chain([from.join("content")]);
    for entry in folders.flat_map(walkdir::WalkDir::new) {
        let entry = entry.unwrap();
        let copy = to.as_std_path().join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(copy).unwrap();
        } else {
            fs::copy(entry.path(), copy).unwrap();
        }
    }
}

fn run_tests(folder: &Utf8Path) {
    let run = Command::new(find("node").unwrap())
        .arg("--test")
        .args(test_files())
        .current_dir(repository())
        .env("PLENARY_SITES", folder)
        .env("PLENARY_PROGRAM", env!("CARGO_BIN_EXE_plenary"))
        .env("CHROMIUM", chromium().unwrap())
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", told(&run));
}

/// The test files, in order; `PLENARY_BROWSER_TESTS=clock` takes those with that in their name.
fn test_files() -> Vec<Utf8PathBuf> {
    let wanted = env::var("PLENARY_BROWSER_TESTS").unwrap_or_default();
    let entries = repository().join("tests/browser").read_dir_utf8().unwrap();
    let paths = entries.map(|entry| entry.unwrap().into_path());
    let mut files: Vec<_> = paths
        .filter(|path| path.as_str().ends_with(".test.mjs"))
        .filter(|path| path.file_name().is_some_and(|name| name.contains(&wanted)))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no test in tests/browser has `{wanted}` in its name");
    files
}

/// Runs a command that has to succeed.
#[track_caller]
fn succeed(command: &mut Command) {
    let run = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}\n{ADVICE}"));
    assert!(run.status.success(), "{command:?}\n{}\n{ADVICE}", told(&run));
}

fn told(run: &Output) -> String {
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    text(&run.stdout) + &text(&run.stderr)
}
