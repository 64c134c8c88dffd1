//! Rows of action items that say an earlier item again.

use crate::support::ArchiveTest;

const HEAD: &str = "## Action items\n\n| ID | Action | Owner |\n|---|---|---|\n";

fn opened() -> ArchiveTest {
    let row = format!("{HEAD}| P15-3 | Share all discussions on outreach so far. | ICANN Org |\n");
    ArchiveTest::new().call(15, "2017-06-13", &row)
}

#[test]
fn a_row_that_repeats_an_item_is_told_its_id_and_nothing_else() {
    let row = format!("{HEAD}| | Share all discussions on outreach so far. | |\n");
    let said = opened().call(16, "2017-07-11", &row).check();
    insta::assert_snapshot!(said, @"warning action/duplicate content/meetings/plenary-16.md:14:5 this repeats `P15-3` of plenary-15; write `P15-3` in the column `ID`, or an id of its own if it is another item");
}

#[test]
fn an_item_of_a_list_is_told_how_to_end() {
    let list = "## Action items\n\n- ICANN Org to distribute discussions on outreach so far\n";
    let said = opened().call(16, "2017-07-11", list).check();
    insta::assert_snapshot!(said, @"warning action/duplicate content/meetings/plenary-16.md:12:3 this nearly repeats `P15-3` of plenary-15; end it with ` {#P15-3}`, or an id of its own if it is another item");
}

#[test]
fn a_closed_item_may_be_done_again() {
    let done =
        "## Action items\n\n- Share the agenda {#A-1}\n  Status: cancelled\n  Owner: ICANN Org\n";
    let again =
        "## Action items\n\n- ICANN Org to share the agenda\n- ICANN Org to share the agenda\n";
    let said =
        ArchiveTest::new().call(15, "2017-06-13", done).call(16, "2017-07-11", again).check();
    insta::assert_snapshot!(said, @"
    warning action/duplicate content/meetings/plenary-16.md:12:3 this repeats `A-1` of plenary-15, cancelled on 13 June 2017; end it with ` {#A-1}`, or an id of its own if it is to be done again
    warning action/duplicate content/meetings/plenary-16.md:13:3 this repeats `plenary-16-a1` of this meeting; end both with ` {#plenary-16-a1}`, or an id of its own if it is another item
    ");
}

#[test]
fn where_nobody_wants_to_be_told_the_row_lacks_an_id_like_any_other() {
    let row = format!("{HEAD}| | Share all discussions on outreach so far. | ICANN Org |\n");
    let site = "title = \"Team\"\nbase_url = \"https://team.example.org/\"\nas_of = 2017-09-01\n\
        [series.plenary]\nname = \"Plenary call\"\n[check]\n\"action/duplicate\" = \"off\"\n";
    let said = opened().call(16, "2017-07-11", &row).file("content/site.toml", site).check();
    insta::assert_snapshot!(said, @"warning action/no-id content/meetings/plenary-16.md:14:5 this action item has no id; write `P16-1` in its column");
}
