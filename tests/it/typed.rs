//! What staff type, and what is said when they slip.

use crate::support::ArchiveTest;

#[test]
fn a_small_archive_has_no_problem() {
    let body = "## Action items\n\n| ID | Action | Owner | Due |\n|---|---|---|---|\n| P15-1 | Post the rates. | ICANN Org | 23 June |\n";
    assert_eq!(ArchiveTest::new().call(15, "2017-06-13", body).check(), "");
}
