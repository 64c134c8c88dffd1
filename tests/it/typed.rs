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

const GROUPS: &str = "[[person]]\nname = \"Emily Taylor\"\n[[person.membership]]\nrole = \"member\"\n\n[[person]]\nname = \"Liz Liaison\"\n[[person.membership]]\nrole = \"liaison\"\n\n[[group]]\nname = \"Security and Stability Committee\"\n";

#[test]
fn a_group_whose_name_holds_an_and_is_one_owner() {
    let body = "## Action items\n\n| ID | Action | Owner | Due |\n|---|---|---|---|\n| P15-1 | Post the rates. | Emily Taylor, Security and Stability Committee | TBD |\n";
    let site =
        ArchiveTest::new().file("content/people.toml", GROUPS).call(15, "2017-06-13", body).build();
    let item = site.entry("actions", "id", "P15-1");
    assert_eq!(
        crate::support::words(&item["owners"]),
        "emily-taylor security-and-stability-committee"
    );
}

#[test]
fn a_liaison_who_is_listed_under_observers_was_there() {
    let page = "+++\ntitle = \"Call\"\nseries = \"plenary\"\ndate = 2017-06-13\nstart = 06:00\nend = 07:00\n[attendance]\nmembers = [\"Emily Taylor\"]\nobservers = [\"Liz Liaison\"]\n+++\n";
    let site = ArchiveTest::new()
        .file("content/people.toml", GROUPS)
        .file("content/meetings/plenary-15.md", page)
        .build();
    let log = &site.entry("meetings", "id", "plenary-15")["attendance"];
    assert_eq!(crate::support::words(&log["present"]), "emily-taylor liz-liaison");
    assert_eq!(crate::support::words(&log["absent"]), "");
}

#[test]
fn an_item_of_a_meeting_may_be_closed_at_another_of_the_same_day() {
    let opened = "## Action items\n\n| ID | Action | Owner | Due |\n|---|---|---|---|\n| P15-1 | Post the rates. | Emily Taylor | TBD |\n";
    let page = "+++\ntitle = \"Evening\"\nseries = \"plenary\"\ndate = 2017-06-13\nstart = 18:00\nend = 19:00\n+++\n\n## Action items\n\n| ID | Action | Status |\n|---|---|---|\n| P15-1 | | done |\n";
    let site = ArchiveTest::new()
        .call(15, "2017-06-13", opened)
        .file("content/meetings/evening.md", page)
        .build();
    assert_eq!(site.entry("actions", "id", "P15-1")["status"], "completed");
}

#[test]
fn a_number_of_another_report_is_left_alone() {
    let set =
        "title = \"SSR1\"\nname = \"SSR1\"\n[[recommendation]]\nnumber = 1\ntitle = \"One\"\n";
    let body = "Recommendation 1, and the ATRT2 report's Recommendation 1.\n\nThe CCT Review’s Recommendation 9. The SSR1 report's Recommendation 1.";
    let site = ArchiveTest::new()
        .file("content/recommendations/ssr1.toml", set)
        .file("content/site.toml", "title = \"T\"\nbase_url = \"https://t.example/\"\ndefault_recommendations = \"ssr1\"\nas_of = 2017-09-01\n[series.plenary]\nname = \"Plenary call\"\n")
        .call(15, "2017-06-13", body)
        .build();
    let page = site.text("meetings/plenary-15.html");
    assert_eq!(page.matches("recommendations/ssr1/1.html").count(), 1, "{page}");
}

#[test]
fn an_entry_of_a_file_links_to_its_meeting_and_no_row_of_it() {
    let actions = "[[action]]\nid = \"A-1\"\ntitle = \"Send the form.\"\nowner = [\"Emily Taylor\"]\ndue = \"TBD\"\nopened = 2017-06-14\nsource = \"plenary-15\"\n";
    let decisions = "[[decision]]\nid = \"L-1\"\ndate = 2017-06-14\nsource = \"plenary-15\"\ntext = \"Meet.\"\n";
    let site = ArchiveTest::new()
        .file("content/actions.toml", actions)
        .file("content/decisions.toml", decisions)
        .call(15, "2017-06-13", "")
        .build();
    assert!(!site.text("actions/a-1.html").contains("plenary-15.html#"));
    assert!(!site.text("decisions.html").contains("plenary-15.html#"));
}

#[test]
fn numbers_go_on_over_a_numbered_pause_and_count_below_an_item() {
    let body = |numbers: &str| format!("## Agenda\n\n1. Welcome\n2. Lunch\n3. Review\n{numbers}\n");
    let check = |numbers: &str| ArchiveTest::new().call(15, "2017-06-13", &body(numbers)).check();
    assert_eq!(check("   1. First\n   2. Second"), "");
    assert!(check("   1. First\n   2. Second\n   4. Fourth").contains("after 2 skips some"));
}
