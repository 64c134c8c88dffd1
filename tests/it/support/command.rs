//! Commands that are shown or run somewhere: whether the program has them.

use std::process::Command;

/// Fails unless the program understands the words that follow its name, up to where a shell takes
/// over.
#[track_caller]
pub(crate) fn hold_understood(words: &str, place: &str) {
    let words = words.split(['|', '>', '#']).next().unwrap_or_default();
    // help is told only after what stands before it was understood
    let asked = format!("{} --help", words.replace("--version", "").trim());
    let program = Command::new(env!("CARGO_BIN_EXE_plenary")).args(split(&asked)).output();
    let answer = program.unwrap();
    let errors = String::from_utf8_lossy(&answer.stderr);
    assert!(answer.status.success(), "{place}: `plenary {words}`: {errors}");
}

/// The words of a command; quotes keep words together.
fn split(line: &str) -> Vec<String> {
    let pieces = line.split('"').enumerate();
    pieces
        .flat_map(|(n, piece)| match n % 2 {
            0 => piece.split_whitespace().map(str::to_owned).collect(),
            _ => vec![piece.to_owned()],
        })
        .collect()
}
