//! What holds of any archive, held of the sample, of attacks in every field, and of the texts that
//! fuzzing found once.

use crate::support::{ArchiveTest, hold, hold_read, hostile, sample};

#[test]
fn the_sample_and_attacks_in_every_field_hold_what_is_promised_of_any_archive() {
    for tree in [sample(), hostile().tree()] {
        hold_read(&tree);
        hold(&tree);
    }
}

/// Every promise, held of an archive with this file.
#[track_caller]
fn hold_with(path: &str, text: &str) {
    let tree = ArchiveTest::new().file(path, text).tree();
    hold_read(&tree);
    hold(&tree);
}

#[test]
fn what_a_terminal_obeys_is_drawn_in_helps_too() {
    for command in ['\u{1B}', '\u{19}', '\u{9B}'] {
        hold_with("content/people.toml", &format!("[[person.membership]{command}]\n"));
    }
}
