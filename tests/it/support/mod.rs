//! Archives in the test, and what they come to.

mod command;
mod folder;
mod hostile;
mod promises;

use std::process::{Command, Output};

use camino::{Utf8Path, Utf8PathBuf};
pub(crate) use command::hold_understood;
pub(crate) use folder::Folder;
pub(crate) use hostile::{attacks, hostile};
use plenary::{Options, Run, Severity, Tree, run};
pub(crate) use promises::{hold, hold_read, markup};
use serde_json::Value;

/// The repository.
pub(crate) fn repository() -> &'static Utf8Path {
    Utf8Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The sample archive.
pub(crate) fn sample() -> Tree {
    Tree::on_disk(repository()).expect("the sample archive can be read")
}

/// The sample archive as of a day.
pub(crate) fn sample_as_of(day: &str) -> Site {
    Site(run(&sample(), &options(Some(day))))
}

fn options(as_of: Option<&str>) -> Options {
    Options { as_of: as_of.map(|day| day.parse().expect("a day")), ..Options::default() }
}

/// An archive in the test: a site, a roster of three and a series come for nothing.
#[derive(Clone, Default)]
pub(crate) struct ArchiveTest {
    files: Vec<(Utf8PathBuf, String)>,
}

const SITE: &str = "title = \"Team\"\nbase_url = \"https://team.example.org/wiki/\"\nas_of = 2017-09-01\n\
    [series.plenary]\nname = \"Plenary call\"\n";

const PEOPLE: &str = r#"[[person]]
name = "Emily Taylor"
[[person.membership]]
role = "co-chair"
start = 2017-03-02

[[person]]
name = "Žarko Kecić"
[[person.membership]]
role = "member"
start = 2017-03-02

[[person]]
name = "Boban Krsic"
[[person.membership]]
role = "member"
start = 2017-03-02
end = 2017-07-01

[[group]]
name = "ICANN Org"
"#;

impl ArchiveTest {
    pub(crate) fn new() -> Self {
        Self::default().file("content/site.toml", SITE).file("content/people.toml", PEOPLE)
    }

    /// Adds a file, or replaces it.
    pub(crate) fn file(mut self, path: &str, text: &str) -> Self {
        self.files.retain(|(other, _)| other != path);
        self.files.push((path.into(), text.into()));
        self
    }

    /// Adds a plenary call of an hour at 06:00 UTC, with this body.
    pub(crate) fn call(self, number: u32, date: &str, body: &str) -> Self {
        let text = format!(
            "+++\ntitle = \"Plenary call #{number}\"\nseries = \"plenary\"\nnumber = {number}\ndate = {date}\nstart = 06:00\nend = 07:00\n+++\n\n{body}\n"
        );
        self.file(&format!("content/meetings/plenary-{number}.md"), &text)
    }

    /// The files, in the order in which they were added.
    pub(crate) fn files(&self) -> &[(Utf8PathBuf, String)] {
        &self.files
    }

    /// Writes it to a folder.
    pub(crate) fn write(&self, folder: &Utf8Path) {
        for (path, text) in &self.files {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
    }

    pub(crate) fn tree(&self) -> Tree {
        Tree::in_memory(self.files.iter().map(|(path, text)| (path.clone(), text.clone())))
    }

    pub(crate) fn run(&self) -> Run {
        run(&self.tree(), &options(None))
    }

    /// What is wrong, a line each: `severity code file:line:column message`.
    pub(crate) fn check(&self) -> String {
        problems(&self.run())
    }

    /// The site, which must have no problem.
    #[track_caller]
    pub(crate) fn build(&self) -> Site {
        let site = Site(self.run());
        assert_eq!(problems(&site.0), "", "the archive of this test has problems");
        site
    }
}

/// The problems of a run, a line each.
pub(crate) fn problems(run: &Run) -> String {
    let lines = run.report.diagnostics.iter().map(|reported| {
        let diagnostic = &reported.diagnostic;
        let file = run.sources.get(diagnostic.span.file);
        let place = file.position(diagnostic.span.start);
        let severity = if reported.severity == Severity::Error { "error" } else { "warning" };
        let help = diagnostic.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
        let (code, message) = (diagnostic.code.name(), &diagnostic.message);
        format!("{severity} {code} {}:{}:{} {message}{help}\n", file.path, place.line, place.column)
    });
    lines.collect()
}

/// A site in memory.
pub(crate) struct Site(pub(crate) Run);

impl Site {
    /// The text of a file.
    #[track_caller]
    pub(crate) fn text(&self, address: &str) -> &str {
        let output = self.0.outputs.iter().find(|output| output.address.as_str() == address);
        let bytes = output
            .unwrap_or_else(|| panic!("the site has no {address}"))
            .bytes()
            .expect("made in memory");
        std::str::from_utf8(bytes).expect("UTF-8")
    }

    /// Whether it has a file.
    pub(crate) fn has(&self, address: &str) -> bool {
        self.0.outputs.iter().any(|output| output.address.as_str() == address)
    }

    /// A file of `data/`.
    #[track_caller]
    pub(crate) fn data(&self, name: &str) -> Value {
        serde_json::from_str(self.text(&format!("data/{name}.json"))).expect("JSON")
    }

    /// The entry of a list in `data/` whose key has that value.
    #[track_caller]
    pub(crate) fn entry(&self, name: &str, key: &str, value: &str) -> Value {
        let list = self.data(name);
        let found = list.as_array().expect("a list").iter().find(|entry| entry[key] == value);
        found.unwrap_or_else(|| panic!("{name}.json has no entry with {key} = {value}")).clone()
    }

    /// The pages, with their addresses.
    pub(crate) fn pages(&self) -> impl Iterator<Item = (&str, &str)> {
        let pages =
            self.0.outputs.iter().filter(|output| output.address.as_str().ends_with(".html"));
        pages.map(|output| (output.address.as_str(), self.text(output.address.as_str())))
    }
}

/// The texts of a JSON list, joined by spaces.
pub(crate) fn words(list: &Value) -> String {
    let texts = list.as_array().map(Vec::as_slice).unwrap_or_default().iter();
    texts.map(|one| one.as_str().unwrap_or("?")).collect::<Vec<_>>().join(" ")
}

/// Runs the program in a folder, as on a pipe.
pub(crate) fn plenary(folder: &Utf8Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_plenary"))
        .args(args)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .unwrap()
}

/// What a stream held.
pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
