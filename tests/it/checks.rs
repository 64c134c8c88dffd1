//! What a careful reader finds, said where staff would change it.

use insta::assert_snapshot;

use crate::support::ArchiveTest;

/// What is said of plenary 15, a call at 06:00 UTC on 13 June 2017, with this body.
fn said(body: &str) -> String {
    ArchiveTest::new().call(15, "2017-06-13", body).check()
}

#[test]
fn a_comment_silences_a_code_for_the_next_block() {
    let body = "<!-- check: off time/weekday As announced. -->\nOn Monday 13 June 2017.\n\nOn Monday 13 June 2017.";
    assert_snapshot!(said(body), @"warning time/weekday content/meetings/plenary-15.md:13:4 13 June 2017 was a Tuesday, not a `Monday`; write `Tuesday`, or mend the date");
}

#[test]
fn a_comment_before_a_table_silences_a_code_for_its_rows() {
    let body = "## Action items\n\n<!-- check: off action/no-id They get ids next week. -->\n<!-- check: off action/no-due -->\n\n| Action | Owner | Due |\n|---|---|---|\n| Post the rates. | ICANN Org | |\n| Ask the board. | ICANN Org | TBD |\n";
    assert_eq!(said(body), "");
}

#[test]
fn a_comment_in_an_item_silences_a_code_for_the_block_after_it() {
    let body = "- One.\n\n  <!-- check: off time/weekday As said. -->\n  On Monday 13 June 2017.\n";
    assert_eq!(said(body), "");
}

#[test]
fn a_comment_that_silences_nothing_is_told() {
    let body = "<!-- check: off time/weekday As announced. -->\nOn Tuesday 13 June 2017.\n\n<!-- check: off time/weekday -->";
    assert_snapshot!(said(body), @r"
    warning check/unused content/meetings/plenary-15.md:10:17 nothing in the next block gives `time/weekday`; delete the comment, or put it right before the block that it is for
    warning check/unused content/meetings/plenary-15.md:13:17 no block follows this comment on `time/weekday`; put it on a line of its own, before the block that it is for
    ");
}

#[test]
fn a_comment_names_a_code_that_can_be_silenced() {
    let body = "<!-- check: off time/weekdy -->\nOne.\n\n<!-- check: off id/duplicate -->\nTwo.\n\n<!-- check: off -->\nThree.";
    assert_snapshot!(said(body), @r"
    warning check/unknown content/meetings/plenary-15.md:10:17 `time/weekdy` is no code; write `time/weekday`
    warning check/unknown content/meetings/plenary-15.md:13:17 `id/duplicate` cannot be silenced; mend what it tells of, and delete this comment
    warning check/unknown content/meetings/plenary-15.md:16:1 this comment names no code to silence; write `<!-- check: off time/weekday As announced. -->`, with the code that is told and why it is meant
    ");
}

#[test]
fn a_time_that_the_clock_beside_it_does_not_bear_out_is_told() {
    let body = "Held 08:30–17:30 CEST | 07:30–15:30 UTC, then 09:00–10:00 CEST (07:00–08:30 UTC).\n\nHeld 21:00 EDT / 01:00 UTC and 06:00 (07:00 CEST).";
    assert_snapshot!(said(body), @r"
    warning time/utc-mismatch content/meetings/plenary-15.md:10:25 `07:30–15:30 UTC` is not the same time as `08:30–17:30 CEST`; write `06:30`, or mend `08:30–17:30 CEST`
    warning time/utc-mismatch content/meetings/plenary-15.md:10:71 `07:00–08:30 UTC` is not the same time as `09:00–10:00 CEST`; write `08:00`, or mend `09:00–10:00 CEST`
    warning time/utc-mismatch content/meetings/plenary-15.md:12:39 `07:00 CEST` is not the same time as `06:00`; write `08:00`, or mend `06:00`
    ");
}

#[test]
fn times_that_the_clock_beside_them_bears_out_are_not_told() {
    let body = "08:30–17:30 CEST | 06:30–15:30 UTC | 02:30–11:30 EDT. 06:00 (08:00 CEST), 06:00 UTC = 11:45 Asia/Kathmandu.\n\n### Tuesday 13 June 2017 | 08:30–17:30 CEST | 06:30–15:30 UTC";
    assert_eq!(said(body), "");
}

#[test]
fn the_hours_of_a_day_and_of_an_item_are_held_against_utc() {
    let text = "+++\ntitle = \"Madrid\"\nseries = \"plenary\"\ndate = 2017-05-14\nstart = 08:30\nend = 17:30\nzone = \"Europe/Madrid\"\n+++\n\n## Agenda\n\n### Day 1 – Sunday 14 May 2017 | 08:30–17:30 CEST | 07:30–15:30 UTC\n\n- Welcome (08:30–09:00 CEST | 06:30–07:30 UTC)\n- Review (09:00–10:00 | 07:00–09:00 UTC)\n";
    let archive = ArchiveTest::new().file("content/meetings/f2f-2.md", text);
    assert_snapshot!(archive.check(), @r"
    warning time/utc-mismatch content/meetings/f2f-2.md:12:53 `07:30–15:30 UTC` is not the same time as `08:30–17:30 CEST`; write `06:30`, or mend `08:30–17:30 CEST`
    warning time/utc-mismatch content/meetings/f2f-2.md:14:37 `06:30–07:30 UTC` is not the same time as `08:30–09:00 CEST`; write `07:00`, or mend `08:30–09:00 CEST`
    warning time/utc-mismatch content/meetings/f2f-2.md:15:31 `07:00–09:00 UTC` is not the same time as `09:00–10:00`; write `08:00`, or mend `09:00–10:00`
    ");
}

/// A meeting with two files beside it, and this body.
fn bundle(record: &str, body: &str) -> ArchiveTest {
    let page = format!(
        "+++\ntitle = \"Madrid\"\nseries = \"plenary\"\ndate = 2017-05-14\nstart = 08:30\nend = 17:30\n{record}+++\n\n{body}\n"
    );
    ArchiveTest::new()
        .file("content/meetings/f2f-2/index.md", &page)
        .file("content/meetings/f2f-2/slides.pdf", "%PDF")
        .file("content/meetings/f2f-2/pictures/room.jpg", "JFIF")
}

#[test]
fn a_file_that_nothing_names_is_told() {
    assert_snapshot!(bundle("", "").check(), @r#"
    warning attachment/unlinked content/meetings/f2f-2/pictures/room.jpg:1:1 nothing names `pictures/room.jpg`, which lies beside `content/meetings/f2f-2/index.md`; name it in a `[[record]]` with `file = "pictures/room.jpg"`, link to it with `[text](pictures/room.jpg)`, or delete it
    warning attachment/unlinked content/meetings/f2f-2/slides.pdf:1:1 nothing names `slides.pdf`, which lies beside `content/meetings/f2f-2/index.md`; name it in a `[[record]]` with `file = "slides.pdf"`, link to it with `[text](slides.pdf)`, or delete it
    "#);
}

#[test]
fn a_file_is_named_by_a_record_a_picture_or_another_page() {
    let record = "[[record]]\nkind = \"slides\"\ntitle = \"Slides\"\nfile = \"slides.pdf\"\n";
    assert_eq!(bundle(record, "![The room](pictures/room.jpg)").check(), "");
    let about = "+++\ntitle = \"About\"\n+++\n\nSee the [slides](../meetings/f2f-2/slides.pdf#page=2) and\nthe [room](/meetings/f2f-2/pictures/room.jpg).\n";
    assert_eq!(bundle("", "").file("content/pages/about.md", about).check(), "");
}
