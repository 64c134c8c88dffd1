//! A folder on disk, and the program run in it as a person would.

use std::{collections::BTreeMap, process::Command};

use camino::{Utf8Path, Utf8PathBuf};

use super::ArchiveTest;

/// A folder that goes when the test is over.
pub(crate) struct Folder {
    _dir: tempfile::TempDir,
    pub(crate) path: Utf8PathBuf,
}

/// How a command ended.
pub(crate) struct Done {
    pub(crate) status: Option<i32>,
    pub(crate) results: String,
    pub(crate) said: String,
}

impl Folder {
    pub(crate) fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(dir.path().canonicalize().unwrap()).unwrap();
        Self { _dir: dir, path }
    }

    /// An archive of one page.
    pub(crate) fn archive() -> Self {
        let folder = Self::new();
        folder.write(
            "content/site.toml",
            "title = \"Team\"\nbase_url = \"https://team.example.org/\"\nas_of = 2017-09-01\n",
        );
        folder.write("content/pages/about.md", "+++\ntitle = \"About\"\n+++\n\nWho we are.\n");
        folder
    }

    /// A folder with the files of an archive.
    pub(crate) fn with(archive: &ArchiveTest) -> Self {
        let folder = Self::new();
        archive.files().iter().for_each(|(path, text)| folder.write(path.as_str(), text));
        folder
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    #[track_caller]
    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path.join(path)).unwrap_or_else(|_| panic!("no {path}"))
    }

    /// Every file below, with its bytes.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let all = walkdir::WalkDir::new(&self.path).into_iter().map(Result::unwrap);
        all.filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let path = Utf8Path::from_path(entry.path()).unwrap();
                let inside = path.strip_prefix(&self.path).unwrap().to_string();
                (inside, std::fs::read(path).unwrap())
            })
            .collect()
    }

    /// Runs the program here.
    pub(crate) fn run(&self, args: &[&str]) -> Done {
        self.run_at("", args)
    }

    /// Runs the program here at a time, in seconds since 1970; empty: now.
    pub(crate) fn run_at(&self, epoch: &str, args: &[&str]) -> Done {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
        command.args(args).current_dir(&self.path).env("NO_COLOR", "1");
        command.env_remove("SOURCE_DATE_EPOCH");
        if !epoch.is_empty() {
            command.env("SOURCE_DATE_EPOCH", epoch);
        }
        let output = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Done {
            status: output.status.code(),
            results: text(&output.stdout),
            said: text(&output.stderr),
        }
    }

    /// Runs the program, which must do what it is told; what it printed.
    #[track_caller]
    pub(crate) fn does(&self, args: &[&str]) -> String {
        let done = self.run(args);
        assert_eq!(done.status, Some(0), "{args:?}: {}{}", done.results, done.said);
        done.results
    }

    /// Runs the program, which must refuse with exit status 2 and leave every file as it was; what
    /// it said.
    #[track_caller]
    pub(crate) fn refuses(&self, args: &[&str]) -> String {
        let before = self.files();
        let done = self.run(args);
        assert_eq!(done.status, Some(2), "{args:?}: {}{}", done.results, done.said);
        assert_eq!(self.files(), before, "{args:?} changed files");
        done.said
    }

    /// The archive must have no problem at all.
    #[track_caller]
    pub(crate) fn is_clean(&self) {
        assert_eq!(self.does(&["check", "--strict"]), "");
    }
}
