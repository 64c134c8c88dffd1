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
fn a_comment_on_a_code_that_the_archive_turned_off_is_let_be() {
    let site = "title = \"Team\"\nbase_url = \"https://team.example.org/\"\n\
        [series.plenary]\nname = \"Plenary call\"\n[check]\n\"decision/no-id\" = \"off\"\n";
    let body = "## Decisions\n\n<!-- check: off decision/no-id -->\n\n- To go on.";
    assert_eq!(
        ArchiveTest::new().file("content/site.toml", site).call(15, "2017-06-13", body).check(),
        ""
    );
    let other = body.replace("decision/no-id", "time/weekday");
    let said =
        ArchiveTest::new().file("content/site.toml", site).call(15, "2017-06-13", &other).check();
    assert!(said.starts_with("warning check/unused "), "{said}");
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

const OPENED: &str = "## Action items\n\n| ID | Action | Owner | Due | Status |\n|---|---|---|---|---|\n| P15-1 | Post the rates. | ICANN Org | 23 June | |";

#[test]
fn a_wikilink_says_who_presents_and_means_somebody() {
    let agenda = |by: &str| format!("## Agenda\n\n1. Rates\n   Presenters: {by}\n");
    assert_snapshot!(said(&agenda("[[person:emily-taylr]], Somebody Else")), @"error people/unknown content/meetings/plenary-15.md:13:16 nobody of people.toml is called `emily-taylr`; write `Emily Taylor`");
    let by = "[[person:emily-taylor|Emily]] and [[Emily Taylor]], Somebody Else";
    let archive = ArchiveTest::new().call(15, "2017-06-13", &agenda(by));
    assert_eq!(archive.check(), "");
    let site = archive.build();
    let page = site.text("meetings/plenary-15.html");
    let (_, presenters) = page.split_once("<span class=\"presenters\">").unwrap();
    let emily = "<a href=\"../people/emily-taylor.html\">Emily Taylor</a>";
    assert!(presenters.starts_with(&format!("{emily}, {emily}, Somebody Else</span>")), "{page}");
}

#[test]
fn an_item_that_was_completed_does_not_move_again() {
    let done =
        "## Action items\n\n| ID | Action | Status |\n|---|---|---|\n| P15-1 | | completed |";
    let moved = "## Action items\n\n| ID | Action | Owner | Due |\n|---|---|---|---|\n| P15-1 | | ICANN Org | 3 August |";
    let listed = "## Action items\n\n| ID | Action | Owner | Due | Status |\n|---|---|---|---|---|\n| P15-1 | | ICANN Org | 3 August | done |";
    let archive = ArchiveTest::new()
        .call(15, "2017-06-13", OPENED)
        .call(16, "2017-06-20", done)
        .call(17, "2017-06-27", moved)
        .call(18, "2017-07-04", listed);
    assert_snapshot!(archive.check(), @"warning action/reopened content/meetings/plenary-17.md:14:25 P15-1 was completed on 20 June 2017, and is changed here; open a new item, or mend the id or the status");
}

#[test]
fn what_a_broken_meeting_may_hold_is_not_missed_elsewhere() {
    let update = "## Action items\n\n| ID | Action | Due |\n|---|---|---|\n| P15-1 | Post the rates. | 23 June |";
    let archive = ArchiveTest::new()
        .file("content/meetings/plenary-15.md", "+++\ntitle = \"Call\n+++\n")
        .call(16, "2017-07-11", update);
    assert_snapshot!(archive.check(), @r#"error toml/syntax content/meetings/plenary-15.md:2:9 the text that begins here is not closed; close it with `"`"#);
}

#[test]
fn a_meeting_whose_times_cannot_be_read_is_read_to_its_end() {
    let said = |times: &str| {
        let front = "+++\ntitle = \"Call\"\nseries = \"plenary\"\ndate = 2017-06-13\n";
        let rest = "[attendance]\nmembers = [\"Emily Tayler\"]\n+++\n\n## Agenda\n\n- 23:00 Welcome\n\nSee [[plenary-99]], Monday 13 June 2017.\n";
        ArchiveTest::new()
            .file("content/meetings/call.md", &format!("{front}{times}{rest}"))
            .check()
    };
    assert_snapshot!(said("start = \"6am UTC\"\nduration = \"90m\"\n"), @r"
    error key/value content/meetings/call.md:5:9 `6am UTC` is not a time of day; write `start = 06:00`, and the zone in `zone`
    error people/unknown content/meetings/call.md:8:12 nobody of people.toml is called `Emily Tayler`; write `Emily Taylor`
    error link/broken content/meetings/call.md:15:7 nothing is called `plenary-99`; name a meeting, person, item, decision, team or page
    warning time/weekday content/meetings/call.md:15:21 13 June 2017 was a Tuesday, not a `Monday`; write `Tuesday`, or mend the date
    ");
    let long = said("start = 22:00\nduration = \"long\"\n");
    assert_eq!(long.lines().count(), 4, "{long}");
    assert!(long.contains("`long` is not a length of time"), "{long}");
}

#[test]
fn weekdays_in_code_and_over_the_end_of_a_sentence_are_left_alone() {
    let body = "`Wednesday 13 June 2017` and ``a ` Wednesday 13 June 2017``.\n\n~~~\nWednesday 13 June 2017\n~~~\n\nWe met on Tuesday. 14 June is the day after, `x` Wednesday 13 June 2017.";
    assert_snapshot!(said(body), @"warning time/weekday content/meetings/plenary-15.md:16:50 13 June 2017 was a Tuesday, not a `Wednesday`; write `Tuesday`, or mend the date");
}

#[test]
fn a_foreign_letter_in_a_name_is_one_mistake() {
    let body = "## Action items\n\n| ID | Action | Owner | Due |\n|---|---|---|---|\n\
        | P15-1 | See [[Emily T\u{430}ylor]]. | \u{415}mily Taylor | 2017-06-23 |\n";
    let said = said(body);
    assert_eq!(said.lines().count(), 2, "{said}");
    assert_eq!(said.lines().filter(|line| line.contains("text/lookalike")).count(), 2, "{said}");
}

#[test]
fn an_end_before_its_start_is_told_wherever_it_is_written() {
    let teams = "[[team]]\nname = \"DNS\"\nstart = 2017-06-01\nend = 2017-05-01\n";
    let agenda = "[[day]]\ndate = 2017-05-14\nstart = 08:30\nend = 07:30\n[[day.item]]\ntitle = \"Welcome\"\nstart = 09:00\n";
    let page = "+++\ntitle = \"Madrid\"\nseries = \"plenary\"\ndate = 2017-05-14\nstart = 08:30\nend = 17:30\n+++\n";
    let archive = ArchiveTest::new()
        .file("content/teams.toml", teams)
        .file("content/meetings/f2f-2/index.md", page)
        .file("content/meetings/f2f-2/agenda.toml", agenda);
    assert_snapshot!(archive.check(), @r"
    error time/backwards content/meetings/f2f-2/agenda.toml:4:7 this day ends at 07:30, before it begins at 08:30; write a time after 08:30, or mend the start
    error time/backwards content/teams.toml:4:7 this team ends on 2017-05-01, before it begins on 2017-06-01; write a day from 2017-06-01 on, or mend `start`
    ");
}

#[test]
fn an_agenda_keeps_to_the_days_of_its_meeting() {
    let body = "## Agenda\n\n### Day 1 – 13 June 2017\n\n- Welcome\n\n### Day 2 – 15 June 2017\n\n- Farewell";
    assert_snapshot!(said(body), @"warning agenda/outside-day content/meetings/plenary-15.md:16:13 2017-06-15 is no day of the meeting; write `2017-06-13`, or give the meeting its last day: `end_date = 2017-06-15`");
}

#[test]
fn a_list_that_a_bracket_within_it_leaves_open_is_told_where_it_begins() {
    let list = "[[person]]\nname = \"A\"\naliases = [\n  \"B\",\n  [\"C [\", # }\n]\n\n[[person]]\nname = \"D\"\n";
    let said = ArchiveTest::new().file("content/people.toml", list).check();
    assert_snapshot!(said, @"error toml/syntax content/people.toml:3:11 the list that begins here is not closed; close it with `]`");
}

#[test]
fn a_long_text_that_ends_only_where_the_next_begins_is_told_where_it_begins() {
    let teams = "[[team]]\nname = \"DNS\"\nmandate = \"\"\"\nNames.\n\n[[team]]\nname = \"ICANN\"\nmandate = \"\"\"\n- Security, and\n- stability\n\"\"\"\n";
    let said = ArchiveTest::new().file("content/teams.toml", teams).check();
    assert_snapshot!(said, @r#"error toml/syntax content/teams.toml:3:11 the text that begins here is not closed; close it with `"""`"#);
}

#[test]
fn a_forgotten_header_is_one_mistake() {
    let teams = "[[team]]\nid = \"dns\"\nname = \"DNS\"\n\nid = \"icann\"\nname = \"ICANN\"\n";
    let said = ArchiveTest::new().file("content/teams.toml", teams).check();
    assert_snapshot!(said, @"error toml/syntax content/teams.toml:5:1 `id` is given twice; write `[[team]]` before this line, or keep one of the two");
}

#[test]
fn a_day_in_another_language_or_order_is_answered_with_the_form_of_days() {
    let said = |date: &str| {
        ArchiveTest::new()
            .file("content/meetings/call.md", &format!("+++\ndate = {date}\n+++\n"))
            .check()
    };
    assert_snapshot!(said("13 Juni 2017"), @r#"error toml/syntax content/meetings/call.md:2:8 `13 Juni 2017` is text without quotes; write `"13 Juni 2017"`; a day is written as year, month and day: `2017-06-13`"#);
    assert_snapshot!(said("13.06.2017"), @r#"error toml/syntax content/meetings/call.md:2:8 `13.06.2017` is not a number; write `"13.06.2017"` if it is text; a day is written as year, month and day: `2017-06-13`"#);
    assert!(!said("Review of 2017").contains("a day is"));
    let english = said("13 June 2017");
    assert!(english.contains("write `2017-06-13`") && !english.contains("a day is"), "{english}");
}

#[test]
fn one_slip_in_toml_is_one_mistake() {
    let check = |people: &str| ArchiveTest::new().file("content/people.toml", people).check();
    assert_snapshot!(check("[[person]]\nname = \"A\"\naliases = [\"B\", \"C]\n\n[[person]]\nname = \"D\"\n"), @r#"error toml/syntax content/people.toml:3:17 the text that begins here is not closed; close it with `"`"#);
    assert_snapshot!(check("[person]]\nname = \"A\"\n\n[[person]]\nname = \"D\"\n"), @"error toml/syntax content/people.toml:1:9 `]` stands after the end of the value; delete it, or begin it with `#`");
}

#[cfg(unix)]
#[test]
fn a_linked_folder_that_leaves_the_archive_is_told_and_not_followed() {
    use std::os::unix::fs::symlink;
    let dir = tempfile::tempdir().unwrap();
    let root = camino::Utf8Path::from_path(dir.path()).unwrap().join("archive");
    std::fs::create_dir_all(root.join("content/pages")).unwrap();
    std::fs::create_dir_all(dir.path().join("out")).unwrap();
    std::fs::write(dir.path().join("out/secret.md"), "+++\ntitle = \"Secret\"\n+++\n").unwrap();
    let site = "title = \"T\"\nbase_url = \"https://team.example.org/\"\n";
    std::fs::write(root.join("content/site.toml"), site).unwrap();
    symlink("../../../out", root.join("content/pages/ext")).unwrap();
    symlink(".", root.join("content/pages/loop")).unwrap();
    let run = plenary::run(&plenary::Tree::on_disk(&root).unwrap(), &plenary::Options::default());
    assert_snapshot!(crate::support::problems(&run), @r"
    error file/unreadable content/pages/ext:1:1 this file cannot be read: it is a link to `../../../out`, which is not in the archive; put the file itself here
    error file/unreadable content/pages/loop:1:1 this file cannot be read: its links go round in a circle; put the file itself here
    ");
}

#[cfg(unix)]
#[test]
fn an_attachment_whose_link_leads_nowhere_is_one_mistake() {
    let dir = tempfile::tempdir().unwrap();
    let root = camino::Utf8Path::from_path(dir.path()).unwrap();
    std::fs::create_dir_all(root.join("content/pages/about")).unwrap();
    let site = "title = \"T\"\nbase_url = \"https://team.example.org/\"\n";
    std::fs::write(root.join("content/site.toml"), site).unwrap();
    let about = "+++\ntitle = \"About\"\n+++\n";
    std::fs::write(root.join("content/pages/about/index.md"), about).unwrap();
    let link = root.join("content/pages/about/x.pdf");
    std::os::unix::fs::symlink("../nowhere.pdf", link).unwrap();
    let run = plenary::run(&plenary::Tree::on_disk(root).unwrap(), &plenary::Options::default());
    let said = crate::support::problems(&run);
    assert!(said.starts_with("error file/unreadable content/pages/about/x.pdf:1:1 "), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[test]
fn a_file_of_another_encoding_is_one_mistake() {
    let utf16: Vec<u8> =
        "[[person]]\nname = \"A\"\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let text = String::from_utf8(utf16).unwrap();
    let archive = ArchiveTest::new().file("content/people.toml", &text);
    assert_snapshot!(archive.check(), @"error file/encoding content/people.toml:1:1 this file is not UTF-8; save it as UTF-8; this is the first character that is not");
}

#[test]
fn a_foreign_letter_in_a_key_is_told_with_the_key_that_was_meant() {
    let about = "+++\ntitl\u{435} = \"About\"\n+++\n";
    let archive = ArchiveTest::new().file("content/pages/about.md", about);
    assert_eq!(
        archive.check(),
        "error key/unknown content/pages/about.md:2:1 a page has no key `titl\u{435}`; write `title`\n"
    );
}

#[test]
fn a_character_that_nobody_sees_is_told_as_such_wherever_it_stands() {
    let text = "+++\ntitle = \"About\"\nnav = 1\u{200B}\n+++\n\nA zero\u{0} byte.\n";
    assert_snapshot!(ArchiveTest::new().file("content/pages/about.md", text).check(), @r"
    warning text/control content/pages/about.md:3:8 an invisible character: U+200B; delete it
    warning text/control content/pages/about.md:6:7 an invisible character: U+0000; delete it
    ");
}

#[test]
fn weekdays_in_data_are_held_against_their_dates() {
    let actions = "[[action]]\nid = \"A-1\"\ntitle = \"Meet on Wednesday 13 June 2017.\"\nowner = [\"ICANN Org\"]\ndue = \"TBD\"\nopened = 2017-06-01\n";
    let said = ArchiveTest::new().file("content/actions.toml", actions).check();
    assert_snapshot!(said, @"warning time/weekday content/actions.toml:3:18 13 June 2017 was a Tuesday, not a `Wednesday`; write `Tuesday`, or mend the date");
}

/// A call with a chair and a log.
fn call_with(front: &str) -> String {
    let text = format!(
        "+++\ntitle = \"Call\"\nseries = \"plenary\"\ndate = 2017-06-13\nstart = 06:00\nend = 07:00\n{front}+++\n"
    );
    ArchiveTest::new().file("content/meetings/call.md", &text).check()
}

#[test]
fn a_chair_is_of_the_roster_or_from_elsewhere_but_not_nearly_of_the_roster() {
    assert_eq!(call_with("chair = [\"Jane Doe\", \"Emily Taylor\", \"ICANN Org\"]\n"), "");
    assert_snapshot!(call_with("chair = [\"Emily Tayler\"]\n"), @"error people/unknown content/meetings/call.md:7:10 nobody of people.toml is called `Emily Tayler`; write `Emily Taylor`");
}

#[test]
fn who_took_part_from_afar_was_present() {
    let log = "[attendance]\nmembers = [\"Emily Taylor\"]\nguests = [\"Jane Doe\"]\n";
    assert_eq!(call_with(&format!("{log}remote = [\"jane doe\", \"Emily Taylor\"]\n")), "");
    assert_snapshot!(call_with(&format!("{log}remote = [\"Jane Dow\", \"Emily Tailor\"]\n")), @r"
    error people/unknown content/meetings/call.md:10:11 nobody of people.toml is called `Jane Dow`; add `Jane Dow` to people.toml
    error people/unknown content/meetings/call.md:10:23 nobody of people.toml is called `Emily Tailor`; write `Emily Taylor`
    ");
}

#[test]
fn a_record_says_its_language_and_length_in_a_way_that_others_can_read() {
    let record = |more: &str| {
        call_with(&format!(
            "[[record]]\nkind = \"audio\"\ntitle = \"Audio\"\nurl = \"https://a.example/\"\n{more}"
        ))
    };
    assert_eq!(record("language = \"pt-BR\"\nlength = \"1h 20m\"\n"), "");
    assert_snapshot!(record("language = \"English\"\nlength = \"long\"\n"), @r"
    error key/value content/meetings/call.md:11:12 `English` is no tag of a language; write `en`
    error key/value content/meetings/call.md:12:10 `long` is not a length of time; write minutes and seconds, as in `53:40`, or `1h 20m`
    ");
}

#[test]
fn a_row_that_is_no_repetition_as_a_comment_says_still_needs_an_id() {
    let again = "## Action items\n\n<!-- check: off action/duplicate A second time. -->\n\n| ID | Action | Owner | Due |\n|---|---|---|---|\n| | Post the rates of the last half year. | ICANN Org | TBD |";
    let first = "## Action items\n\n| ID | Action | Owner | Due |\n|---|---|---|---|\n| P15-1 | Post the rates of the last half year. | ICANN Org | TBD |";
    let archive = ArchiveTest::new().call(15, "2017-06-13", first).call(16, "2017-06-20", again);
    assert_snapshot!(archive.check(), @"warning action/no-id content/meetings/plenary-16.md:16:5 this action item has no id; write `P16-1` in its column");
}

#[test]
fn while_the_archives_own_file_is_broken_nothing_hangs_on_how_it_takes_each_code() {
    let call = "## Action items\n\n| Action | Owner |\n|---|---|\n| Ask. | Emily Taylor |\n";
    let archive = ArchiveTest::new().call(15, "2017-06-13", call);
    assert!(archive.check().contains("warning"), "{}", archive.check());
    let broken = archive.file("content/site.toml", "title = \"Team\"\n[[nav\n");
    let told = broken.check();
    assert!(told.starts_with("error toml/syntax content/site.toml:2:"), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
}

#[test]
fn what_else_is_wrong_is_told_of_a_meeting_whose_series_is_mistyped() {
    let page = "+++\ntitle = \"Plenary call #15\"\nseires = \"plenary\"\nnumber = 15\ndate = 2017-06-13\n\
        start = 06:00\nend = 07:00\n+++\n\nSee [[plenary-99]] at 2pm.\n\n## Action items\n\n\
        | Action | Owner | Due |\n|---|---|---|\n| Post the rates. | Somebody | 2017-06-20 |\n";
    let archive = ArchiveTest::new().file("content/meetings/plenary-15.md", page);
    assert_snapshot!(archive.check(), @r"
    error key/unknown content/meetings/plenary-15.md:3:1 a meeting has no key `seires`; write `series`
    error link/broken content/meetings/plenary-15.md:10:7 nothing is called `plenary-99`; write `plenary-15`
    warning action/no-id content/meetings/plenary-15.md:16:3 this action item has no id; give it an id, and write that one where it is spoken of
    error action/owner content/meetings/plenary-15.md:16:21 no owner of people.toml is called `Somebody`; add `Somebody` to people.toml
    ");
}

#[test]
fn what_else_is_wrong_is_told_of_a_page_with_a_line_that_is_no_toml() {
    let page = "+++\ntitle = \"Plenary call #15\"\ndescription = \"Rates\nseries = \"plenary\"\nnumber = 15\ndate = 2017-06-13\n\
        start = 06:00\nend = 07:00\nchairs = [\"Emily Taylor\"]\n+++\n\nSee [[plenary-99]].\n\n\
        ## Action items\n\n- Emily Taylor to post the rates by 20 June.\n";
    let archive = ArchiveTest::new().file("content/meetings/plenary-15.md", page);
    assert_snapshot!(archive.check(), @r#"
    error toml/syntax content/meetings/plenary-15.md:3:15 the text that begins here is not closed; close it with `"`
    error key/unknown content/meetings/plenary-15.md:9:1 a meeting has no key `chairs`; write `chair`
    error link/broken content/meetings/plenary-15.md:12:7 nothing is called `plenary-99`; write `plenary-15`
    warning action/no-id content/meetings/plenary-15.md:16:3 this action item has no id; end it with ` {#P15-1}`
    "#);
}

#[test]
fn nothing_is_said_of_what_a_line_that_is_no_toml_may_say() {
    let page = |keys: &str, text: &str| {
        format!(
            "+++\ntitle = \"Plenary call #15\"\nseries = \"plenary\"\nnumber = 15\n\
             start = 06:00\nend = 07:00\n{keys}+++\n\n{text}\n"
        )
    };
    let check = |keys: &str, text: &str| {
        let about = "+++\ntitle = \"About\"\n+++\n\nSee [[fifteen]].\n";
        let archive = ArchiveTest::new().file("content/pages/about.md", about);
        archive.file("content/meetings/plenary-15.md", &page(keys, text)).check()
    };
    let alias = check("date = 2017-06-13\naliases = [\"fifteen]\n", "");
    assert_snapshot!(alias, @r#"error toml/syntax content/meetings/plenary-15.md:8:12 the text that begins here is not closed; close it with `"`"#);
    let day = check("date = 2017-06-31\naliases = [\"fifteen\"]\n", "By 30 June, 2pm UTC.");
    assert_snapshot!(day, @"error toml/syntax content/meetings/plenary-15.md:7:8 `2017-06-31` is not a date; write a day of the calendar as year, month and day: `2017-06-13`");
    let clock = check(
        "date = 2017-06-13\naliases = [\"fifteen\"]\nzone = \"Asia/Tokyo\n",
        "At 06:00 JST | 21:00 UTC.",
    );
    assert_snapshot!(clock, @r#"error toml/syntax content/meetings/plenary-15.md:9:8 the text that begins here is not closed; close it with `"`"#);
    let rows = "[[attendance]]\nday = 2017-06-13\nmembers = [\"Ann\", \"Bob\"]\n\nday = 2017-06-14\napologies = [\"Bob\"]\n";
    let rows = check(&format!("date = 2017-06-13\naliases = [\"fifteen\"]\n{rows}"), "");
    assert_snapshot!(rows, @"error toml/syntax content/meetings/plenary-15.md:13:1 `day` is given twice; keep one of the two lines");
    let draft =
        check("date = 2017-06-13\naliases = [\"fifteen\"]\ndraft = yes\n", "See [[nowhere]].");
    assert_snapshot!(draft, @"error toml/syntax content/meetings/plenary-15.md:9:9 `yes` is text without quotes; write `true`");
}

#[test]
fn what_else_is_wrong_is_told_of_a_page_whose_title_is_not_closed() {
    let about = "+++\ntitle = \"About\nnavv = 1\n+++\n\nSee [[nowhere]].\n";
    assert_snapshot!(ArchiveTest::new().file("content/pages/about.md", about).check(), @r#"
    error toml/syntax content/pages/about.md:2:9 the text that begins here is not closed; close it with `"`
    error key/unknown content/pages/about.md:3:1 a page has no key `navv`; write `nav`
    error link/broken content/pages/about.md:6:7 nothing is called `nowhere`; name a meeting, person, item, decision, team or page
    "#);
}
