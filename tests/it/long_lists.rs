//! What a reader is given of lists that are long.

use std::fmt::Write as _;

use crate::support::{ArchiveTest, Site};

/// A call that opened so many items, all of one owner.
fn opened(n_items: usize) -> Site {
    let mut body =
        "## Action items\n\n| ID | Action | Owner | Due |\n|---|---|---|---|\n".to_owned();
    for n in 1..=n_items {
        let _ = writeln!(body, "| P15-{n} | Write to the registry. | Emily Taylor | TBD |");
    }
    ArchiveTest::new().call(15, "2017-06-13", &body).build()
}

#[test]
fn a_page_of_a_long_list_says_which_rows_it_has_and_where_all_can_be_found() {
    let site = opened(1_201);
    let page = site.text("actions-2.html");
    assert!(page.contains("Rows 201 to 400 of 1,201."), "{page}");
    assert!(page.contains("<a href=\"search.html?kind=action\">search</a>"));
    assert!(page.contains("<a href=\"actions.html#s.owners\">"));
    assert!(page.contains("data-all=\"1,201\""));
    assert!(page.contains("<a href=\"actions.html\">1,201 open</a>"));
    assert!(!opened(12).text("actions.html").contains("Rows 1 to"));
}

#[test]
fn what_is_much_is_folded_away_and_stays_on_the_page() {
    let site = opened(40);
    let person = site.text("people/emily-taylor.html");
    let (seen, folded) = person.split_once("<details class=\"more\">").expect("a fold");
    assert!(seen.contains(">P15-12</a>") && !seen.contains(">P15-13</a>"));
    assert!(folded.contains("<summary>28 more items</summary>") && folded.contains(">P15-40</a>"));
    let board = site.text("actions/board.html");
    assert!(board.contains("<summary>28 more items</summary>") && board.contains(">P15-40</a>"));
    assert!(!opened(14).text("actions/board.html").contains("<details class=\"more\">"));
}

#[test]
fn the_board_leads_to_the_register_where_a_status_has_very_many() {
    let site = opened(130);
    let board = site.text("actions/board.html");
    assert!(board.contains("<a href=\"../actions.html\">30 more, in the register</a>"));
    assert!(board.contains(">P15-100</a>") && !board.contains(">P15-101</a>"));
}

#[test]
fn a_page_that_mentions_another_often_is_named_once_with_its_sentences() {
    let twice =
        "## Notes\n\nIt goes on from [[plenary-15]].\n\nAgain, see [[plenary-15]] for more.";
    let site = ArchiveTest::new().call(15, "2017-06-13", "").call(16, "2017-07-11", twice).build();
    let page = site.text("meetings/plenary-15.html");
    let (_, mentions) = page.split_once("class=\"mentions\"").expect("mentions");
    assert_eq!(
        mentions.matches(">Plenary call #16</a>").count(),
        1 + usize::from(mentions.contains("rel=\"next\""))
    );
    for sentence in ["It goes on from", "Again, see"] {
        assert!(mentions.contains(&format!("<q>{sentence}")), "{mentions}");
    }
}

#[test]
fn of_many_pages_that_mention_another_the_first_are_seen() {
    let mut archive = ArchiveTest::new().call(1, "2017-03-07", "");
    for n in 2..=14 {
        archive = archive.call(n, &format!("2017-04-{n:02}"), "## Notes\n\nAs in [[plenary-1]].");
    }
    let site = archive.build();
    let page = site.text("meetings/plenary-1.html");
    let (_, mentions) = page.split_once("class=\"mentions\"").expect("mentions");
    let (seen, folded) = mentions.split_once("<details class=\"more\">").expect("a fold");
    assert_eq!(seen.matches("<q>").count(), 10);
    assert!(folded.contains("<summary>3 more pages</summary>"));
    assert_eq!(folded.matches("<q>").count(), 3);
}

#[test]
fn a_column_with_nothing_in_it_is_left_out() {
    let site = ArchiveTest::new().build();
    let people = site.text("people.html");
    assert!(people.contains(">Role</th>"));
    for column in ["Affiliation", "Time zone", "Also called"] {
        assert!(!people.contains(&format!(">{column}</th>")), "{column}");
    }
}
