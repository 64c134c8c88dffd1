//! `plenary export`: one file that holds the site, its minutes and, in a bag, its sources.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    io::{Read as _, Write as _},
    process::Command,
};

use camino::Utf8Path;
use sha2::{Digest, Sha256};

use crate::support::{ArchiveTest, Folder};

/// An archive with names that are hard to carry, a draft, and a call to come.
fn archive() -> Folder {
    let bundle = "+++\ntitle = \"Forms\"\n+++\n\n[1](<100% of it.txt>), [2](Звіт.txt), \
        [3](deep/er/%C5%BD.txt)\n";
    let draft = "+++\ntitle = \"Secret\"\ndraft = true\n+++\n\n[x](plan.txt)\n";
    let body = "## Decisions\n\n- Work goes on. {#D15-1}\n";
    let folder = Folder::with(
        &ArchiveTest::new()
            .file("content/pages/forms/index.md", bundle)
            .file("content/pages/forms/100% of it.txt", "All of it.\n")
            .file("content/pages/forms/Звіт.txt", "Звіт\n")
            .file("content/pages/forms/deep/er/Ž.txt", "")
            .file("content/pages/secret/index.md", draft)
            .file("content/pages/secret/plan.txt", "The plan.\n")
            .call(15, "2017-06-13", body)
            .call(99, "2019-06-13", ""),
    );
    folder.does(&["build"]);
    folder
}

/// The files of a zip file; names that stand twice, folders and links are none of ours.
fn unpacked(path: &Utf8Path) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        assert!(file.is_file() && !file.is_symlink(), "{name}");
        assert!(file.enclosed_name().is_some(), "{name}");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        assert_eq!(files.insert(name.clone(), bytes), None, "{name}");
    }
    files
}

/// The same without the one folder that holds all.
fn inside(path: &Utf8Path) -> BTreeMap<String, Vec<u8>> {
    let cut = |(path, bytes): (String, Vec<u8>)| {
        let inside = path.strip_prefix("team/").unwrap_or_else(|| panic!("{path}"));
        (inside.to_owned(), bytes)
    };
    unpacked(path).into_iter().map(cut).collect()
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The digests and paths of a manifest, read as RFC 8493 (section 2.1.3) writes them.
fn manifest(text: &[u8]) -> BTreeMap<String, String> {
    let text = std::str::from_utf8(text).unwrap();
    assert!(text.ends_with('\n') && !text.contains('\r'));
    let line = |line: &str| {
        let (digest, path) = line.split_once(' ').unwrap();
        let path = path.trim_start_matches([' ', '\t']);
        assert!(!path.starts_with('/') && !path.contains(".."), "{path}");
        let path = path.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%");
        (path, digest.to_owned())
    };
    let lines: Vec<_> = text.lines().map(line).collect();
    let read: BTreeMap<String, String> = lines.iter().cloned().collect();
    assert_eq!(read.len(), lines.len(), "a path stands twice");
    read
}

#[test]
fn a_bag_is_complete_and_valid_as_rfc_8493_has_it() {
    let folder = archive();
    folder.does(&["export", "--bagit", "team.zip"]);
    let files = inside(&folder.path.join("team.zip"));
    assert_eq!(files["bagit.txt"], b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    let payload: BTreeMap<_, _> = files
        .iter()
        .filter(|(path, _)| path.starts_with("data/"))
        .map(|(path, bytes)| (path.clone(), sha256(bytes)))
        .collect();
    assert_eq!(manifest(&files["manifest-sha256.txt"]), payload);
    let tags: BTreeMap<_, _> = ["bag-info.txt", "bagit.txt", "manifest-sha256.txt"]
        .map(|name| (name.to_owned(), sha256(&files[name])))
        .into();
    assert_eq!(manifest(&files["tagmanifest-sha256.txt"]), tags);
    assert_eq!(files.len(), payload.len() + tags.len() + 1, "nothing lies beside");
    let n_bytes: usize =
        files.iter().filter(|(path, _)| path.starts_with("data/")).map(|(_, b)| b.len()).sum();
    let info = String::from_utf8(files["bag-info.txt"].clone()).unwrap();
    let oxum = format!("Payload-Oxum: {n_bytes}.{}\n", payload.len());
    assert!(info.contains(&oxum), "{info}");
    assert!(info.lines().all(|line| line.split_once(": ").is_some()), "{info}");
}

#[test]
fn a_bag_is_valid_to_the_reference_tool() {
    let folder = archive();
    // the tool does not decode the percent sign, which the format wants encoded
    std::fs::remove_file(folder.path.join("content/pages/forms/100% of it.txt")).unwrap();
    let page = folder.read("content/pages/forms/index.md").replace("[1](<100% of it.txt>), ", "");
    folder.write("content/pages/forms/index.md", &page);
    folder.write("content/.addresses", "");
    folder.does(&["export", "--bagit", "team.zip"]);
    for (path, bytes) in unpacked(&folder.path.join("team.zip")) {
        let path = folder.path.join("unpacked").join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let python = std::env::var("BAGIT_PYTHON").unwrap_or_else(|_| "python3".into());
    let has_tool = Command::new(&python).args(["-c", "import bagit"]).output();
    if !has_tool.is_ok_and(|done| done.status.success()) {
        let left_out = "the bag was NOT tried: there is no Python with the package bagit here";
        let _ = writeln!(std::io::stderr(), "\n{left_out}");
        return;
    }
    let mut tool = Command::new(&python);
    tool.args(["-m", "bagit", "--validate", "--quiet", "unpacked/team"]);
    let done = tool.current_dir(&folder.path).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn the_site_in_it_is_the_one_that_is_published_and_can_be_proved() {
    let folder = archive();
    let built = folder.run(&["build"]).said;
    for args in [["--zip", "team.zip"], ["--bagit", "team-bag.zip"]] {
        folder.does(&["export", args[0], args[1]]);
        let files = inside(&folder.path.join(args[1]));
        let data = if args[0] == "--bagit" { "data/" } else { "" };
        let site = files.iter().filter_map(|(path, bytes)| {
            Some((path.strip_prefix(data)?.strip_prefix("site/")?, bytes))
        });
        let site: Vec<_> = site.collect();
        for (path, bytes) in &site {
            assert_eq!(**bytes, std::fs::read(folder.path.join("public").join(path)).unwrap());
            let kept = folder.path.join("copy").join(path);
            std::fs::create_dir_all(kept.parent().unwrap()).unwrap();
            std::fs::write(kept, bytes).unwrap();
        }
        let digest = sha256(&files[&format!("{data}site/data/manifest.json")]);
        assert!(built.contains(&digest), "{built}");
        folder.does(&["verify", "copy", "--digest", &digest]);
        std::fs::remove_dir_all(folder.path.join("copy")).unwrap();
    }
}

#[test]
fn it_holds_the_minutes_of_the_calls_that_were_and_no_drafts() {
    let folder = archive();
    folder.does(&["export", "--zip", "team.zip", "--bagit", "bag.zip"]);
    let files = inside(&folder.path.join("team.zip"));
    let minutes = folder.does(&["minutes", "plenary-15"]);
    assert_eq!(String::from_utf8_lossy(&files["minutes/plenary-15.txt"]), minutes);
    let beside: BTreeSet<&str> =
        files.keys().map(String::as_str).filter(|path| !path.starts_with("site/")).collect();
    assert_eq!(beside, BTreeSet::from(["README.txt", "minutes/plenary-15.txt"]));
    let bag = inside(&folder.path.join("bag.zip"));
    let source = bag.keys().filter_map(|path| path.strip_prefix("data/source/"));
    assert_eq!(
        source.collect::<Vec<_>>(),
        [
            "content/.addresses",
            "content/meetings/plenary-15.md",
            "content/meetings/plenary-99.md",
            "content/pages/forms/100% of it.txt",
            "content/pages/forms/deep/er/Ž.txt",
            "content/pages/forms/index.md",
            "content/pages/forms/Звіт.txt",
            "content/people.toml",
            "content/site.toml",
        ]
    );
}

#[test]
fn the_same_content_makes_the_same_bytes() {
    let [one, other] = [archive(), archive()];
    one.does(&["export", "--zip", "a.zip", "--bagit", "a-bag.zip", "--jobs", "1"]);
    let mut elsewhere = Command::new(env!("CARGO_BIN_EXE_plenary"));
    elsewhere
        .args(["export", "--root", other.path.as_str(), "--zip", "b.zip", "--bagit", "b-bag.zip"])
        .env("TZ", "Asia/Kathmandu")
        .env("LC_ALL", "tr_TR.UTF-8")
        .current_dir(&other.path);
    assert!(elsewhere.output().unwrap().status.success());
    let read = |folder: &Folder, name: &str| std::fs::read(folder.path.join(name)).unwrap();
    assert_eq!(read(&one, "a.zip"), read(&other, "b.zip"));
    assert_eq!(read(&one, "a-bag.zip"), read(&other, "b-bag.zip"));
}

#[test]
fn an_export_is_replaced_and_nothing_else_is() {
    let folder = archive();
    folder.write("thesis.zip", "mine");
    folder.write("out/.keep", "");
    for (args, help) in [
        (&["export", "--zip", "thesis.zip"][..], "`thesis.zip` was not written by an export"),
        (&["export", "--bagit", "out"], "`out` was not written by an export"),
        (&["export", "--zip", "no/where/a.zip"], "cannot write `no/where/a.zip`"),
        (&["export", "--zip", "thesis.zip/a.zip"], "cannot write `thesis.zip/a.zip`"),
        (&["export", "--zip", "a.zip", "--bagit", "a.zip"], "name two"),
        (&["export"], "--bagit"),
    ] {
        let said = folder.refuses(args);
        assert!(said.contains(help), "{args:?}: {said}");
    }
    folder.does(&["export", "--zip", "a.zip"]);
    let first = std::fs::read(folder.path.join("a.zip")).unwrap();
    folder.write("content/pages/about.md", "+++\ntitle = \"About\"\n+++\n");
    folder.does(&["export", "--zip", "a.zip"]);
    assert!(unpacked(&folder.path.join("a.zip")).contains_key("team/site/about.html"));
    assert_ne!(std::fs::read(folder.path.join("a.zip")).unwrap(), first);
}

#[test]
fn content_with_errors_is_told_and_not_exported() {
    let folder = archive();
    folder.does(&["export", "--zip", "a.zip"]);
    folder.write("content/pages/about.md", "+++\ntitle = \"About\"\n+++\n\n[[nowhere]]\n");
    let before = folder.files();
    let done = folder.run(&["export", "--zip", "a.zip", "--bagit", "b.zip"]);
    assert_eq!(done.status, Some(1));
    assert!(done.results.contains("link/broken") && done.said.contains("nothing was exported"));
    assert_eq!(folder.files(), before);
}
