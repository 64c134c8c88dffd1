//! Good files with one character changed: nothing panics, and what breaks a file is told there.

use plenary::{Options, Tree, run};
use proptest::prelude::*;

use crate::support::sample;

/// The text files of the sample, which is good.
fn files() -> Vec<(camino::Utf8PathBuf, Vec<u8>)> {
    let tree = sample();
    let texts = tree.files().filter_map(|(path, entry)| {
        let plenary::Entry::Bytes(bytes) = entry else { return None };
        path.starts_with("content").then(|| (path.to_owned(), bytes.to_vec()))
    });
    texts.collect()
}

/// What takes the place of a character: marks of TOML and Markdown, letters alike, unseen ones.
const MARKS: &[&str] = &[
    "", "\"", "'", "[", "]", "{", "}", "#", "=", ",", "|", "\\", "`", "*", "<", ">", "+", "\n",
    "0", "9", "\u{0}", "\u{200B}", "\u{430}", "\u{FEFF}", "é",
];

/// The sample with one character of one file replaced, and the line it stood on.
fn mutated(file: usize, at: usize, mark: &str) -> (Tree, camino::Utf8PathBuf, usize) {
    let mut files = files();
    let n_files = files.len();
    let (path, bytes) = &mut files[file % n_files];
    let text = String::from_utf8(bytes.clone()).unwrap();
    let n_chars = text.chars().count().max(1);
    let (start, old) = text.char_indices().nth(at % n_chars).unwrap_or((0, ' '));
    let after = text.get(start + old.len_utf8()..).unwrap_or_default();
    let line = text[..start].matches('\n').count() + 1;
    *bytes = format!("{}{mark}{after}", &text[..start]).into_bytes();
    let path = path.clone();
    (Tree::in_memory(files), path, line)
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 0, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn a_changed_character_panics_nowhere_and_is_told_where_it_breaks_the_file(
        file in 0_usize..1000,
        at in 0_usize..20_000,
        mark in prop::sample::select(MARKS),
    ) {
        let (tree, path, line) = mutated(file, at, mark);
        let run = run(&tree, &Options::default());
        let broken = run.report.diagnostics.iter().find(|one| {
            ["toml/syntax", "front-matter/missing", "file/encoding"].contains(&one.diagnostic.code.name())
        });
        if let Some(one) = broken {
            let source = run.sources.get(one.diagnostic.span.file);
            let told = source.position(one.diagnostic.span.start).line;
            prop_assert_eq!(&source.path, &path);
            // a text of several lines that is no longer closed is told where it begins
            prop_assert!(told <= line + 1, "{path}:{line} is told at line {told}");
        }
    }
}
