//! The pages of `plenary explain`, run: the archive of a page gives its code alone, at the marked
//! place, and the mended archive nothing. A page lays its files over `tests/archives/explained`.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    process::Command,
};

use camino::{Utf8Path, Utf8PathBuf};
use plenary::{Code, Entry, Options, Run, Severity, Tree, run};

use crate::support::{problems, repository};

/// Pages whose archive is not run here, and why.
const NOT_RUN: &[(&str, &str)] = &[
    ("file/encoding", "a page cannot hold bytes that are no text; below"),
    ("file/unreadable", "a page cannot hold a link; below"),
];

/// The contract: every code, how grave it is, and `!` where no setting lowers it.
const CONTRACT: &str = "\
toml/syntax error! · front-matter/missing error! · file/encoding error! · file/misplaced error ·
file/unreadable error! · key/unknown error · key/type error! · key/missing error! · key/value error! ·
id/invalid error! · id/duplicate error! · time/zone error! · time/gap error! · time/fold error! ·
time/backwards error! · time/weekday warning · time/utc-mismatch warning · time/abbreviation warning ·
agenda/overlap warning · agenda/outside-day warning · agenda/backwards warning · agenda/time warning ·
agenda/numbering warning · agenda/twice error · meeting/number warning · meeting/order warning ·
people/unknown error · people/ambiguous error · attendance/conflict error ·
attendance/repeated warning · attendance/not-a-member warning · action/owner error ·
action/status error · action/date error · action/id error! · action/no-owner warning ·
action/no-due warning · action/no-id warning · action/early-due warning · action/duplicate warning ·
action/reopened warning · action/merged error · decision/no-id warning · decision/target error ·
record/unapproved off · rec/unknown error · rec/mention warning · rec/duplicate error! ·
meeting/unknown error · link/broken error · link/ambiguous error · link/anchor error ·
link/file error · link/scheme error · attachment/unlinked warning · text/raw-html warning ·
text/lookalike warning · text/control warning · text/cells warning · text/heading warning · privacy/passcode warning · privacy/phone warning ·
redact/left error! · redact/unused warning ·
address/vanished error · address/collision error! · check/unknown warning ·
check/unused warning · theme/template error! · theme/missing error! ·
theme/contrast warning";

type Files = BTreeMap<Utf8PathBuf, String>;

/// The archive that pages are laid over: valid, and with no problem.
fn base() -> Files {
    let root = repository().join("tests/archives/explained");
    let tree = Tree::on_disk(&root).unwrap();
    let texts = tree.files().map(|(path, entry)| match entry {
        Entry::Bytes(bytes) => (path.to_owned(), String::from_utf8(bytes.to_vec()).unwrap()),
        _ => panic!("{path} is no text"),
    });
    texts.collect()
}

/// The fenced blocks of a section: the file each names, and its text.
fn blocks(page: &str, heading: &str) -> Vec<(Utf8PathBuf, String)> {
    let section = page.split_once(&format!("\n## {heading}\n")).map_or("", |(_, rest)| rest);
    let (mut found, mut open) = (Vec::new(), None);
    for line in section.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(path), None) => open = Some((Utf8PathBuf::from(path), String::new())),
            (Some(_), Some(_)) => found.extend(open.take()),
            (None, Some((_, text))) => writeln!(text, "{line}").unwrap(),
            (None, None) if line.starts_with("## ") => break,
            (None, None) => {}
        }
    }
    found
}

/// The archive with these blocks laid over it. One without front matter stands below that of the
/// file it replaces.
fn laid_over(blocks: Vec<(Utf8PathBuf, String)>) -> Files {
    let mut files = base();
    for (path, text) in blocks {
        let front = files.get(&path).and_then(|old| front_matter(old)).unwrap_or_default();
        let text = if text.starts_with("+++") { text } else { format!("{front}{text}") };
        files.insert(path, text);
    }
    files
}

fn front_matter(text: &str) -> Option<String> {
    let end = text.strip_prefix("+++\n")?.find("\n+++\n")?;
    Some(format!("{}\n", &text[..end + 9]))
}

/// Where a mistake is: file, line, first and last column.
type Place = (Utf8PathBuf, usize, usize, usize);

/// Takes the line of carets out of the files: it marks the text above it.
fn marked(files: Files) -> (Files, Vec<Place>) {
    let mut places = Vec::new();
    let mut clean = |(path, text): (Utf8PathBuf, String)| {
        let mut kept: Vec<&str> = Vec::new();
        for line in text.lines() {
            if let Some((first, last)) = mark(line) {
                places.push((path.clone(), kept.len(), first, last));
            } else {
                kept.push(line);
            }
        }
        (path, kept.join("\n") + "\n")
    };
    (files.into_iter().map(&mut clean).collect(), places)
}

fn mark(line: &str) -> Option<(usize, usize)> {
    let carets = line.trim();
    let is_mark = !carets.is_empty() && carets.chars().all(|c| c == '^');
    is_mark.then(|| (line.find('^').unwrap() + 1, line.len()))
}

fn checked(files: Files) -> Run {
    run(&Tree::in_memory(files), &Options::default())
}

/// The code, severity and place of all that a run says.
fn told(run: &Run) -> Vec<(String, Severity, Place)> {
    let told = run.report.diagnostics.iter().map(|reported| {
        let (diagnostic, file) =
            (&reported.diagnostic, run.sources.get(reported.diagnostic.span.file));
        let (start, end) =
            (file.position(diagnostic.span.start), file.position(diagnostic.span.end));
        // a mark is a caret at least, and does not leave its line
        let line = file.text.lines().nth(start.line - 1).unwrap_or_default().chars().count();
        let last = if end.line > start.line { line } else { end.column - 1 };
        let place = (file.path.clone(), start.line, start.column, last.max(start.column));
        (diagnostic.code.name().to_owned(), reported.severity, place)
    });
    told.collect()
}

/// The severity in the archive of a page: one that is off is switched on there.
fn severity(code: Code) -> Severity {
    if code.severity() == Severity::Off { Severity::Warning } else { code.severity() }
}

fn is_run(code: Code) -> bool {
    NOT_RUN.iter().all(|(name, _)| *name != code.name())
}

/// What is wrong with a page, if anything.
fn fault(code: Code) -> Option<String> {
    let page = code.page();
    let (archive, places) = marked(laid_over(blocks(&page, "An archive that shows it")));
    let [place] = places.as_slice() else {
        return Some(format!("{} marks {} places", code.name(), places.len()));
    };
    let expected = [(code.name().to_owned(), severity(code), place.clone())];
    let found = checked(archive);
    if told(&found) != expected {
        return Some(format!("{expected:?}\n{:?}\n{}", told(&found), problems(&found)));
    }
    let mended = blocks(&page, "Mended");
    let left = problems(&checked(laid_over(mended.clone())));
    let is_mended = left.is_empty() && !mended.is_empty();
    (!is_mended).then(|| format!("{} is not mended\n{left}", code.name()))
}

#[test]
fn the_archive_below_the_pages_has_no_problem() {
    assert_eq!(problems(&checked(base())), "");
}

#[test]
fn the_archive_of_each_page_gives_its_code_at_the_mark_and_mended_nothing() {
    let faults: Vec<_> =
        Code::all().iter().copied().filter(|code| is_run(*code)).filter_map(fault).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn no_page_that_can_be_run_is_left_out() {
    for (name, reason) in NOT_RUN {
        let code = Code::named(name).unwrap();
        assert!(fault(code).is_some(), "strike {name} off NOT_RUN ({reason}): its page holds");
    }
}

/// An archive on disk: the one below the pages, and what the test adds.
fn on_disk() -> (tempfile::TempDir, Utf8PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let root = Utf8PathBuf::from_path_buf(dir.path().canonicalize().unwrap()).unwrap();
    for (path, text) in base() {
        std::fs::create_dir_all(root.join(&path).parent().unwrap()).unwrap();
        std::fs::write(root.join(&path), text).unwrap();
    }
    (dir, root)
}

fn checked_on_disk(root: &Utf8Path) -> Vec<(String, Severity, Place)> {
    told(&run(&Tree::on_disk(root).unwrap(), &Options::default()))
}

#[test]
fn text_of_an_older_encoding_is_told_at_its_first_letter_that_shows_it() {
    let (_dir, root) = on_disk();
    let path = "content/pages/thanks.md";
    let bytes = b"+++\ntitle = \"Thanks\"\n+++\n\nThanks to Zarko Keci\xE6.\n";
    std::fs::write(root.join(path), bytes).unwrap();
    let place = (path.into(), 5, 21, 21);
    assert_eq!(checked_on_disk(&root), [("file/encoding".to_owned(), Severity::Error, place)]);
}

#[cfg(unix)]
#[test]
fn a_link_that_leaves_the_archive_is_told_and_the_file_itself_is_not() {
    let (_dir, root) = on_disk();
    let elsewhere = tempfile::NamedTempFile::new().unwrap();
    let path = "content/pages/travel.md";
    let text = "+++\ntitle = \"Travel\"\n+++\n";
    std::fs::write(elsewhere.path(), text).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), root.join(path)).unwrap();
    let place = (path.into(), 1, 1, 1);
    assert_eq!(checked_on_disk(&root), [("file/unreadable".to_owned(), Severity::Error, place)]);
    std::fs::remove_file(root.join(path)).unwrap();
    std::fs::write(root.join(path), text).unwrap();
    assert_eq!(checked_on_disk(&root), []);
}

#[test]
fn the_table_of_codes_is_the_contracts() {
    let row = |code: &Code| {
        let lock = if code.is_locked() { "!" } else { "" };
        format!("{} {}{lock}", code.name(), code.severity().name())
    };
    let table: Vec<String> = Code::all().iter().map(row).collect();
    let contract: Vec<&str> = CONTRACT.split('·').map(str::trim).collect();
    assert_eq!(table, contract);
}

#[test]
fn every_page_has_its_code_and_every_code_its_page() {
    let folder = repository().join("src/diagnostic/explain");
    let files = walkdir::WalkDir::new(&folder).into_iter().map(Result::unwrap);
    let pages = files.filter(|entry| entry.file_type().is_file()).map(|entry| {
        let inside = entry.path().strip_prefix(&folder).unwrap().with_extension("");
        inside.to_str().unwrap().replace('\\', "/")
    });
    let pages: BTreeSet<String> = pages.collect();
    let codes: BTreeSet<String> = Code::all().iter().map(|code| code.name().to_owned()).collect();
    assert_eq!(pages, codes);
}

#[test]
fn every_page_has_a_sentence_for_the_list_and_the_same_parts_in_order() {
    for code in Code::all() {
        let (page, summary) = (code.page(), code.summary());
        assert!(page.starts_with(&format!("# {}\n\n{summary}\n\n", code.name())), "{code:?}");
        assert!(summary.ends_with('.') && summary.chars().count() <= 100, "{code:?}: {summary}");
        let headings: Vec<&str> = unfenced(&page).filter(|line| line.starts_with("## ")).collect();
        assert_eq!(headings, HEADINGS, "{code:?}");
    }
}

const HEADINGS: [&str; 5] = [
    "## What is said",
    "## Why it matters",
    "## An archive that shows it",
    "## Mended",
    "## Severity",
];

/// The lines of a page outside its fenced blocks.
fn unfenced(page: &str) -> impl Iterator<Item = &str> {
    page.split("```").step_by(2).flat_map(str::lines)
}

#[test]
fn pages_fit_a_terminal() {
    for code in Code::all() {
        for line in unfenced(&code.page()).filter(|line| *line != code.summary()) {
            assert!(line.chars().count() <= 80, "{code:?}: {line}");
        }
    }
}

fn explain(args: &[&str]) -> (Option<i32>, String, String) {
    let elsewhere = tempfile::tempdir().unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_plenary"))
        .arg("explain")
        .args(args)
        .current_dir(elsewhere.path())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (done.status.code(), text(done.stdout), text(done.stderr))
}

#[test]
fn a_code_is_explained_without_an_archive_and_without_colour_on_a_pipe() {
    let page = Code::named("time/weekday").unwrap().page();
    assert_eq!(explain(&["time/weekday"]), (Some(0), page, String::new()));
}

#[test]
fn without_a_code_all_are_listed_with_their_severity() {
    let (status, list, _) = explain(&[]);
    assert_eq!(status, Some(0));
    assert_eq!(list.lines().count(), Code::all().len());
    for (code, line) in Code::all().iter().zip(list.lines()) {
        let words: Vec<&str> = line.split_whitespace().take(2).collect();
        assert_eq!(words, [code.name(), code.severity().name()]);
        assert!(line.ends_with(&code.summary()), "{line}");
    }
}

#[test]
fn a_code_that_there_is_not_is_answered_with_the_nearest() {
    let (status, page, said) = explain(&["time/wekday"]);
    assert_eq!((status, page.as_str()), (Some(2), ""));
    assert!(said.contains("write `time/weekday`"), "{said}");
    let (status, _, said) = explain(&["nonsense"]);
    assert_eq!(status, Some(2));
    assert!(said.contains("`plenary explain` lists them all"), "{said}");
}
