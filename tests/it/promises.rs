//! What holds of any archive, held of the sample, of attacks in every field, and of the texts that
//! fuzzing found once.

use crate::support::{hold, hold_read, hostile, sample};

#[test]
fn the_sample_and_attacks_in_every_field_hold_what_is_promised_of_any_archive() {
    for tree in [sample(), hostile().tree()] {
        hold_read(&tree);
        hold(&tree);
    }
}
