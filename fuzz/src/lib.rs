//! Fuzzing: small archives with one part of them made of whatever the fuzzer thinks of. Each target
//! in `fuzz_targets/` says where its text goes in an archive; [`hold`] is what holds of any archive,
//! whatever is typed, and is held by the program's own tests too.

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};
use plenary::Tree;

#[path = "../../tests/it/support/promises.rs"]
mod promises;

/// One in so many archives is made into a site, mended, and all that again. The others are read only,
/// so that there can be many more of them.
const ONE_IN: u32 = 64;

/// Fails where a promise is not held of an archive; `text` is what the fuzzer thought of.
pub fn hold(tree: &Tree, text: &[u8]) {
    promises::hold_read(tree);
    let sum =
        text.iter().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add((*byte).into()));
    if (sum >> 7) % ONE_IN == 0 {
        promises::hold(tree);
    }
}

/// The archive that a target's text is put into: a call before, a roster, a page, a set of
/// recommendations, a glossary.
const BASE: &str = include_str!("base.txt");

/// Files by their paths.
pub type Files = Vec<(Utf8PathBuf, Vec<u8>)>;

/// The archive with files of one's own, which take the place of those that are there.
pub fn archive(files: impl IntoIterator<Item = (&'static str, Vec<u8>)>) -> Tree {
    with(files.into_iter().map(|(path, bytes)| (path.into(), bytes)).collect())
}

/// The same, of files from a text.
pub fn with(files: Files) -> Tree {
    Tree::in_memory(unpacked(BASE).into_iter().chain(files))
}

/// The second plenary call, with this body.
pub fn call(body: &str) -> Tree {
    archive([("content/meetings/plenary-15.md", meeting("2017-06-13", body).into_bytes())])
}

/// A call of an hour, with this body.
pub fn meeting(date: &str, body: &str) -> String {
    format!(
        "+++\ntitle = \"Plenary call #15\"\nseries = \"plenary\"\nnumber = 15\ndate = {date}\n\
         start = 06:00\nend = 07:00\nzone = \"UTC\"\n+++\n\n{body}\n"
    )
}

/// The files in a text: each begins with a line `-- content/site.toml --`. Those are left out that
/// no folder could hold, or that are published as they were sent.
pub fn unpacked(text: &str) -> Files {
    let mut files = Files::new();
    for line in text.split_inclusive('\n') {
        let name = line.trim_end().strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --"));
        match (name, files.last_mut()) {
            (Some(path), _) => files.push((path.into(), Vec::new())),
            (None, Some((_, bytes))) => bytes.extend_from_slice(line.as_bytes()),
            (None, None) => {}
        }
    }
    files.retain(|(path, _)| is_possible(path));
    let folders: Vec<Utf8PathBuf> = files
        .iter()
        .flat_map(|(path, _)| path.ancestors().skip(1))
        .map(Utf8Path::to_owned)
        .collect();
    files.retain(|(path, _)| !folders.contains(path));
    files
}

/// Whether content can lie at a path, and is read.
fn is_possible(path: &Utf8Path) -> bool {
    let is_named = |part: Utf8Component<'_>| {
        let name = part.as_str();
        let is_plain = matches!(part, Utf8Component::Normal(_)) && name.len() < 200;
        is_plain
            && !name.starts_with(['.', '_'])
            && !name.contains(['\\'])
            && !name.contains(char::is_control)
    };
    let is_read = matches!(path.extension(), Some("md" | "toml" | "txt"));
    is_read
        && path.starts_with("content")
        && path.components().all(is_named)
        && !path.as_str().contains("//")
}
