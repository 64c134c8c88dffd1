//! `plenary minutes`: the mail after a call.

use plenary::{Mail, Options, minutes};

use crate::support::{ArchiveTest, Folder, plenary, text};

const FIRST: &str = "+++
title = \"Plenary call #15\"
series = \"plenary\"
number = 15
date = 2017-06-13
start = 08:30
end = 09:30
zone = \"Europe/Madrid\"
location = \"Adobe Connect\"
aliases = [\"meeting-15\"]

[attendance]
members = [\"Žarko Kecić\"]
partial = { \"Emily Taylor\" = \"joined 08:45\" }
apologies = [\"Boban Krsic\"]
staff = [\"Jennifer Bryce\"]
observers = [\"A visitor\"]
+++

## Action items

| ID | Action | Owner | Due |
|---|---|---|---|
| P15-1 | Post the rates of attendance on the page of the team, every month, without being asked. | Žarko Kecić | 23 June |
| P15-2 | Book rooms. | ICANN Org | TBD |

## Decisions

- Go ahead. {#D15-1}
";

fn archive() -> ArchiveTest {
    ArchiveTest::new().file("content/meetings/plenary-15.md", FIRST).call(
        16,
        "2017-07-11",
        "## Action items\n\n| ID | Action | Owner | Due | Status |\n|---|---|---|---|---|\n\
         | P15-1 | | Emily Taylor | 20 July | |\n| P15-2 | | | | completed |\n",
    )
}

fn mail(of: &str, mail: Mail) -> String {
    minutes(&archive().tree(), &Options::default(), of, mail).unwrap().text
}

#[test]
fn the_mail_tells_what_staff_tell_after_a_call() {
    insta::assert_snapshot!(mail("plenary-15", Mail::Text), @r"
    Plenary call #15
    ================
    Tuesday 13 June 2017, 08:30–09:30 CEST (06:30–07:30 UTC)
    Adobe Connect
    https://team.example.org/wiki/meetings/plenary-15.html

    Attendance
    ----------
    Present (2 of 3): Emily Taylor (joined 08:45), Žarko Kecić
    Apologies: Boban Krsic
    Staff: Jennifer Bryce
    Observers: A visitor

    Decisions
    ---------
    * D15-1: Go ahead.

    New action items
    ----------------
    * P15-1: Post the rates of attendance on the page of the team, every
      month, without being asked.
      Owner: Žarko Kecić
      Due: 23 June 2017
    * P15-2: Book rooms.
      Owner: ICANN Org
      Due: TBD

    Next meeting
    ------------
    Plenary call #16
    Tuesday 11 July 2017, 06:00–07:00 UTC
    https://team.example.org/wiki/meetings/plenary-16.html
    ");
}

#[test]
fn what_a_meeting_changed_is_told_with_what_was_before() {
    let text = mail("plenary-16", Mail::Text);
    assert!(text.contains("  Owner: Emily Taylor (was Žarko Kecić)\n"), "{text}");
    assert!(text.contains("  Due: 20 July 2017 (was 23 June 2017)\n"), "{text}");
    assert!(
        text.contains("* P15-2: Book rooms.\n  Owner: ICANN Org\n  Status: completed\n"),
        "{text}"
    );
}

#[test]
fn markdown_links_every_id_to_its_page() {
    let text = mail("meeting-15", Mail::Markdown);
    assert!(text.starts_with("# Plenary call #15\n\nTuesday 13 June 2017"), "{text}");
    assert!(
        text.contains("- [P15-2](https://team.example.org/wiki/actions/p15-2.html): Book rooms.\\\n  Owner: ICANN Org. Due: TBD\n"),
        "{text}"
    );
    assert!(text.contains("## Next meeting\n\nPlenary call #16\\\nTuesday 11 July 2017"), "{text}");
}

#[test]
fn a_meeting_that_was_called_off_says_so_and_is_no_next_meeting() {
    let off = "+++\ntitle = \"Plenary call #16\"\nseries = \"plenary\"\nnumber = 16\ndate = 2017-07-11\nstart = 06:00\nend = 07:00\nstatus = \"cancelled\"\n+++\n";
    let archive = archive().file("content/meetings/plenary-16.md", off);
    let of = |id| minutes(&archive.tree(), &Options::default(), id, Mail::Text).unwrap().text;
    assert!(of("plenary-16").contains("\nThis meeting was cancelled.\n"));
    assert!(!of("plenary-15").contains("Next meeting"));
}

#[test]
fn nobody_is_absent_while_the_roster_is_yet_to_be_ticked_off() {
    let with = |members: &str| {
        let page = format!(
            "+++\ntitle = \"Plenary call #17\"\nseries = \"plenary\"\nnumber = 17\ndate = 2017-08-08\nstart = 06:00\nend = 07:00\n[attendance]\nmembers = [{members}]\n+++\n"
        );
        let tree = archive().file("content/meetings/plenary-17.md", &page).tree();
        minutes(&tree, &Options::default(), "plenary-17", Mail::Text).unwrap().text
    };
    let ticked = with("\"Emily Taylor\"");
    assert!(ticked.contains("\nAbsent: "), "{ticked}");
    let yet_to_be = with("");
    assert!(!yet_to_be.contains("Attendance"), "{yet_to_be}");
}

#[test]
fn an_unknown_meeting_is_wrong_usage_and_the_nearest_is_named() {
    let folder = Folder::archive();
    folder.write("content/site.toml", "title = \"Team\"\nbase_url = \"https://team.example.org/\"\nas_of = 2017-09-01\n[series.plenary]\n");
    folder.write("content/meetings/plenary-15.md", "+++\ntitle = \"Call\"\nseries = \"plenary\"\ndate = 2017-10-13\nstart = 06:00\nend = 07:00\n+++\n");
    let done = plenary(&folder.path, &["minutes", "plenary-16"]);
    assert_eq!((done.status.code(), text(&done.stdout)), (Some(2), String::new()));
    assert!(text(&done.stderr).contains("did you mean `plenary-15`?"), "{}", text(&done.stderr));
    let done = plenary(&folder.path, &["minutes", "plenary-15"]);
    assert_eq!(done.status.code(), Some(0));
    assert_eq!(text(&done.stderr), "note: this meeting is still to come\n");
}
