//! `plenary verify`: a site, and copies of it that somebody had their hands on.

use std::{fs, process::Command};

use camino::{Utf8Path, Utf8PathBuf};
use insta::assert_snapshot;

use crate::support::ArchiveTest;

/// A built site in a folder of its own.
struct Built {
    _dir: tempfile::TempDir,
    folder: Utf8PathBuf,
    digest: String,
}

impl Built {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let folder = Utf8Path::from_path(dir.path()).unwrap().join("site");
        let run = ArchiveTest::new().call(15, "2017-06-13", "Notes.").run();
        let published = plenary::publish(&run.outputs, None, &folder).unwrap();
        Self { _dir: dir, folder, digest: published.digest }
    }

    fn path(&self, path: &str) -> Utf8PathBuf {
        self.folder.join(path)
    }

    /// The status, standard output, and standard error with the digest named.
    fn verify(&self, args: &[&str]) -> (Option<i32>, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
        let done = command.args(["verify", self.folder.as_str()]).args(args).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap().replace(&self.digest, "DIGEST");
        (done.status.code(), text(done.stdout), text(done.stderr))
    }
}

#[test]
fn a_site_as_it_was_published_is_whole() {
    let built = Built::new();
    let n_files = plenary::verify(&built.folder).unwrap().files;
    let whole = format!("all {n_files} files are as they were published; manifest sha256 DIGEST\n");
    assert_eq!(built.verify(&[]), (Some(0), String::new(), whole.clone()));
    let digest = built.digest.to_uppercase();
    assert_eq!(built.verify(&["--digest", &digest]), (Some(0), String::new(), whole));
    assert_eq!(built.verify(&["-q"]), (Some(0), String::new(), String::new()));
}

#[test]
fn what_was_changed_lost_and_added_is_told() {
    let built = Built::new();
    fs::write(built.path("meetings/plenary-15.html"), "other minutes").unwrap();
    fs::remove_file(built.path("people.html")).unwrap();
    fs::create_dir_all(built.path("extra/folder")).unwrap();
    fs::write(built.path("extra/folder/page.html"), "mine").unwrap();
    fs::create_dir(built.path(".git")).unwrap();
    fs::write(built.path(".git/config"), "theirs").unwrap();
    let (status, out, err) = built.verify(&[]);
    assert_snapshot!(out, @r"
    changed  meetings/plenary-15.html
    lost     people.html
    added    extra/folder/page.html
    ");
    assert!(err.ends_with("files published, 1 changed and 1 lost; 1 added\n"), "{err}");
    assert_eq!(status, Some(1));
}

#[test]
fn a_manifest_that_was_written_anew_is_another() {
    let built = Built::new();
    let manifest = built.path("data/manifest.json");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replace("people.html", "people2.html")).unwrap();
    let (status, out, _) = built.verify(&[]);
    assert_eq!(status, Some(1));
    assert_snapshot!(out, @r"
    changed  data/manifest.sha256
    lost     people2.html
    added    people.html
    ");
    // whoever mends the digest beside it as well is found out by the one that was kept elsewhere
    let other = "0".repeat(64);
    let (status, _, err) = Built::new().verify(&["--digest", &other]);
    assert_eq!(status, Some(1));
    assert!(err.starts_with("error: this is another site: its manifest has the digest"), "{err}");
}

#[test]
fn a_manifest_cannot_have_files_read_that_are_not_of_the_site() {
    let built = Built::new();
    fs::write(built.folder.with_file_name("secret"), "secret").unwrap();
    let manifest = built.path("data/manifest.json");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replace("\"people.html\"", "\"../secret\"")).unwrap();
    let verified = plenary::verify(&built.folder).unwrap();
    assert_eq!(verified.lost, ["../secret"]);
}

#[test]
fn programs_get_json() {
    let built = Built::new();
    fs::remove_file(built.path("people.html")).unwrap();
    let (_, out, _) = built.verify(&["--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["lost"], serde_json::json!(["people.html"]));
    assert_eq!(json["manifest_sha256"], "DIGEST");
    assert!(json["files"].as_u64() > Some(10) && json["added"] == serde_json::json!([]));
}

#[test]
fn a_folder_that_is_no_site_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
    let done = command.arg("verify").arg(dir.path()).output().unwrap();
    let err = String::from_utf8(done.stderr).unwrap();
    assert!(err.contains("is no built site: it has no `data/manifest.json`"), "{err}");
    assert_eq!(done.status.code(), Some(2));
}
