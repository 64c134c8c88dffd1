//! What staff type, and what is said when they slip.

use crate::support::ArchiveTest;

#[test]
fn a_small_archive_has_no_problem() {
    let body = "## Action items\n\n| ID | Action | Owner | Due |\n|---|---|---|---|\n| P15-1 | Post the rates. | ICANN Org | 23 June |\n";
    assert_eq!(ArchiveTest::new().call(15, "2017-06-13", body).check(), "");
}

#[test]
fn an_item_is_not_told_to_merge_into_itself() {
    let body = "## Action items\n\n| ID | Action | Owner | Due | Status |\n|---|---|---|---|---|\n\
        | P15-1 | Post the rates. | ICANN Org | 23 June | |\n\
        | P15-2 | Post them again. | ICANN Org | 23 June | merged into P15-7 |\n";
    assert_eq!(
        ArchiveTest::new().call(15, "2017-06-13", body).check(),
        "error action/merged content/meetings/plenary-15.md:15:64 no action item is called `P15-7`; write `P15-1`\n"
    );
}
