//! `plenary new`: meetings, briefings, pages and people, as staff add them.

use crate::support::{ArchiveTest, Folder, repository};

/// Three plenary calls on Tuesdays at 06:00 UTC, the last on 27 June 2017; it is 28 June.
fn calls() -> ArchiveTest {
    let agenda = |own: &str| format!("## Agenda\n\n1. Roll call\n2. {own}\n3. AOB\n");
    on("2017-06-28", "")
        .call(15, "2017-06-13", &agenda("Terms of reference"))
        .call(16, "2017-06-20", &agenda("Johannesburg"))
        .call(17, "2017-06-27", &agenda("Outreach"))
}

/// An archive that is shown as of a day, with more in its `site.toml`.
fn on(day: &str, more: &str) -> ArchiveTest {
    let site = format!(
        "title = \"Team\"\nbase_url = \"https://team.example.org/\"\nas_of = {day}\n\
         [series.plenary]\nname = \"Plenary call\"\n{more}"
    );
    ArchiveTest::new().file("content/site.toml", &site)
}

/// A meeting of another slot than the usual.
fn meeting(id: &str, number: u32, date: &str, front: &str) -> (String, String) {
    let text = format!(
        "+++\ntitle = \"Plenary call #{number}\"\nseries = \"plenary\"\nnumber = {number}\ndate = {date}\n{front}+++\n"
    );
    (format!("content/meetings/{id}.md"), text)
}

#[track_caller]
fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no `{part}` in:\n{text}");
    }
}

/// The lines of the table of open items.
fn rows(text: &str) -> Vec<&str> {
    let rows = text.lines().skip_while(|line| *line != "## Open action items");
    rows.take_while(|line| !line.starts_with("<!-- After"))
        .filter(|line| line.starts_with("| "))
        .skip(1)
        .collect()
}

#[test]
fn the_next_meeting_has_the_habits_of_its_series() {
    let folder = Folder::with(&calls());
    assert_eq!(folder.does(&["new", "meeting"]), "content/meetings/plenary-18.md\n");
    let text = folder.read("content/meetings/plenary-18.md");
    has(
        &text,
        &[
            "title = \"Plenary call #18\"\nseries = \"plenary\"\nnumber = 18\ndate = 2017-07-04\n",
            "start = 06:00\nduration = \"1h\"\nzone = \"UTC\"\n",
            "## Agenda\n\n1. Roll call\n2. AOB\n",
        ],
    );
    folder.is_clean();
    assert_eq!(folder.does(&["new", "meeting"]), "content/meetings/plenary-19.md\n");
    has(&folder.read("content/meetings/plenary-19.md"), &["date = 2017-07-11\n"]);
}

#[test]
fn an_odd_meeting_changes_no_habit() {
    let (path, text) = meeting(
        "plenary-18",
        18,
        "2017-07-06",
        "start = 20:00\nduration = \"2h\"\nzone = \"Asia/Kathmandu\"\n",
    );
    let folder = Folder::with(&calls().file(&path, &text));
    folder.does(&["new", "meeting"]);
    has(
        &folder.read("content/meetings/plenary-19.md"),
        &["date = 2017-07-11\nstart = 06:00\nduration = \"1h\"\nzone = \"UTC\"\n"],
    );
}

#[test]
fn a_call_of_every_second_week_is_in_two_weeks() {
    let archive = on("2017-07-20", "").call(1, "2017-06-13", "").call(2, "2017-06-27", "").call(
        3,
        "2017-07-11",
        "",
    );
    let folder = Folder::with(&archive);
    folder.does(&["new", "meeting"]);
    has(&folder.read("content/meetings/plenary-4.md"), &["date = 2017-07-25\n"]);
    let later = folder.run(&["new", "meeting", "--dry-run", "--as-of", "2017-08-30"]);
    has(&later.results, &["date = 2017-09-05\n"]);
}

#[test]
fn an_id_says_series_number_and_name() {
    let archive = calls().file(
        "content/site.toml",
        &on("2017-06-28", "[series.leadership]\nname = \"Leadership call\"\n").files()[1].1,
    );
    let folder = Folder::with(&archive);
    folder.does(&["new", "meeting", "plenary-21"]);
    has(
        &folder.read("content/meetings/plenary-21.md"),
        &["#21\"\nseries = \"plenary\"\nnumber = 21\n"],
    );
    folder.does(&["new", "meeting", "leadership-1"]);
    has(
        &folder.read("content/meetings/leadership-1.md"),
        &["title = \"Leadership call #1\"\nseries = \"leadership\"\nnumber = 1\n"],
    );
    folder.is_clean();
    let said = folder.refuses(&["new", "meeting", "leadershp-2"]);
    has(
        &said,
        &["no series is called `leadershp`: `leadership` may be meant", "plenary and leadership"],
    );
    let said = folder.refuses(&["new", "meeting", "--series", "plenry"]);
    has(&said, &["no series is called `plenry`: `plenary` may be meant"]);
}

#[test]
fn a_series_has_to_be_named_where_nothing_tells_it() {
    let two = on("2017-06-28", "[series.leadership]\nname = \"Leadership call\"\n");
    let said = Folder::with(&two).refuses(&["new", "meeting"]);
    has(&said, &["name one with --series: plenary and leadership"]);
    let one = Folder::with(&on("2017-06-28", ""));
    assert_eq!(one.does(&["new", "meeting"]), "content/meetings/plenary-1.md\n");
    one.is_clean();
}

#[test]
fn what_is_said_goes_before_what_is_learnt() {
    let folder = Folder::with(&calls());
    folder.does(&["new", "meeting", "--date", "2017-07-13", "--title", "A \"special\" call"]);
    has(
        &folder.read("content/meetings/plenary-18.md"),
        &["title = \"A \\\"special\\\" call\"\n", "date = 2017-07-13\n"],
    );
    folder.is_clean();
}

#[test]
fn an_earlier_meeting_needs_its_day_and_a_free_number() {
    let archive = on("2017-09-01", "").call(1, "2017-06-13", "").call(4, "2017-07-04", "");
    let folder = Folder::with(&archive);
    let said = folder.refuses(&["new", "meeting", "plenary-2"]);
    has(
        &said,
        &[
            "number 2 of the series belongs before plenary-4 of 4 July 2017; say the day with --date",
        ],
    );
    folder.does(&["new", "meeting", "--date", "2017-06-20"]);
    has(&folder.read("content/meetings/plenary-2.md"), &["number = 2\ndate = 2017-06-20\n"]);
    folder.is_clean();
    folder.does(&["new", "meeting", "plenary-3", "--date", "2017-06-27"]);
    let said = folder.refuses(&["new", "meeting", "--date", "2017-06-28"]);
    has(&said, &["number 4 of the series is that of plenary-4 already"]);
}

#[test]
fn nothing_is_written_over() {
    let archive = calls().file(
        "content/meetings/2016/f2f-1/index.md",
        &meeting("x", 1, "2016-06-14", "start = 06:00\nend = 07:00\n").1,
    );
    let folder = Folder::with(&archive);
    let said = folder.refuses(&["new", "meeting", "plenary-17"]);
    has(&said, &["`content/meetings/plenary-17.md` is there already"]);
    let said = folder.refuses(&["new", "meeting", "--series", "plenary", "f2f-1"]);
    has(&said, &["`content/meetings/2016/f2f-1/index.md` is there already"]);
    let said = folder.refuses(&["new", "meeting", "Plenary_18"]);
    has(&said, &["write `plenary-18`"]);
}

#[test]
fn a_dry_run_shows_the_page_and_writes_nothing() {
    let folder = Folder::with(&calls());
    let before = folder.files();
    let shown = folder.does(&["new", "meeting", "--dry-run"]);
    assert_eq!(folder.files(), before);
    folder.does(&["new", "meeting"]);
    assert_eq!(folder.read("content/meetings/plenary-18.md"), shown);
}

#[test]
fn it_lies_where_the_last_one_does() {
    let (_, text) = meeting("x", 15, "2017-12-26", "start = 06:00\nend = 07:00\n");
    let folder = Folder::with(
        &on("2017-12-27", "").file("content/meetings/calls/2017/plenary-15.md", &text),
    );
    assert_eq!(folder.does(&["new", "meeting"]), "content/meetings/calls/2018/plenary-16.md\n");
}

#[test]
fn on_the_roster_are_those_expected_on_the_day() {
    let folder = Folder::with(&calls());
    folder.does(&["new", "meeting"]);
    let text = folder.read("content/meetings/plenary-18.md");
    has(&text, &["members = [\n    # \"Emily Taylor\",\n    # \"Žarko Kecić\",\n]\n"]);
    assert!(!text.contains("Boban"), "he left on 1 July");
}

#[test]
fn an_unticked_roster_counts_nobody_and_a_ticked_one_does() {
    let folder = Folder::with(&calls());
    folder.does(&["new", "meeting"]);
    let path = "content/meetings/plenary-18.md";
    let marks = |folder: &Folder| {
        folder.does(&["build", "--strict", "--as-of", "2017-08-01"]);
        let data: serde_json::Value =
            serde_json::from_str(&folder.read("public/data/attendance.json")).unwrap();
        let people = data["people"].as_array().unwrap().iter();
        people.map(|one| format!("{} {}\n", one["id"], one["marks"])).collect::<String>()
    };
    assert!(!marks(&folder).contains("plenary-18"), "long after the call");
    let text = folder.read(path).replace("# \"Emily Taylor\"", "\"Emily Taylor\"");
    folder.write(path, &text.replace("status = \"scheduled\"", "status = \"held\""));
    has(
        &marks(&folder),
        &[
            "\"emily-taylor\" {\"plenary-18\":\"present\"}",
            "\"zarko-kecic\" {\"plenary-18\":\"absent\"}",
        ],
    );
}

const ITEMS: &str = "## Action items\n\n\
    | ID | Action | Owner | Due | Status |\n|---|---|---|---|---|\n\
    | P17-1 | Draft a *plan* \\| budget, see [[plenary-15]]. | Emily Taylor, ICANN Org | 7 July | |\n\
    | P17-2 | Publish the blog. | ICANN Org | TBD | in progress |\n\
    | P17-3 | Book the room. | ICANN Org | next meeting | |\n\
    | P17-4 | Thank the hosts. | ICANN Org | 28 June | done |\n";

#[test]
fn open_items_are_put_up_for_review_and_nothing_of_them_changes() {
    let actions = "[[action]]\nid = \"A-1\"\ntitle = \"Circulate the form.\"\nowner = [\"Žarko Kecić\"]\nopened = 2017-06-20\ndue = 2017-06-26\n";
    let archive = calls().call(17, "2017-06-27", ITEMS).file("content/actions.toml", actions);
    let folder = Folder::with(&archive);
    let items = |folder: &Folder| {
        folder.does(&["build", "--as-of", "2017-07-20"]);
        let data = folder.read("public/data/actions.json");
        let mut data: serde_json::Value = serde_json::from_str(&data).unwrap();
        for item in data.as_array_mut().unwrap() {
            let held = item.as_object_mut().unwrap();
            held.remove("history");
            held.remove("mentioned_by");
        }
        data
    };
    folder.does(&["new", "meeting", "--actions", "none"]);
    let before = items(&folder);
    std::fs::remove_file(folder.path.join("content/meetings/plenary-18.md")).unwrap();
    folder.does(&["new", "meeting"]);
    let text = folder.read("content/meetings/plenary-18.md");
    assert_eq!(
        rows(&text),
        [
            "| A-1 | Circulate the form. | Žarko Kecić | 2017-06-26 | | |",
            "| P17-1 | Draft a plan \\| budget, see Plenary call #15. | Emily Taylor, ICANN Org | 7 July | | |",
            "| P17-2 | Publish the blog. | ICANN Org | TBD | in progress | |",
            "| P17-3 | Book the room. | ICANN Org | | | |",
        ]
    );
    folder.is_clean();
    assert_eq!(items(&folder), before);
}

#[test]
fn words_that_would_be_wrong_on_the_new_day_are_left_out() {
    let items = "## Action items\n\n| ID | Action | Owner | Due |\n|---|---|---|---|\n\
        | P1-1 | Meet on Tuesday 13 June. | ICANN Org | TBD |\n\
        | P1-2 | Meet the hosts. | ICANN Org | TBD |\n";
    let folder = Folder::with(&on("2018-06-01", "").call(1, "2017-06-06", items));
    folder.is_clean();
    folder.does(&["new", "meeting"]);
    let text = folder.read("content/meetings/plenary-2.md");
    assert_eq!(
        rows(&text),
        ["| P1-1 | | | | | |", "| P1-2 | Meet the hosts. | ICANN Org | TBD | | |",]
    );
    folder.is_clean();
}

#[test]
fn items_without_an_id_are_told_of() {
    let bare =
        "## Action items\n\n- ICANN Org to book the *room* -- or a hall --> soon by 7 July\n";
    let folder = Folder::with(&calls().call(17, "2017-06-27", bare));
    let said = folder.run(&["new", "meeting"]).said;
    has(&said, &["1 open item has no id yet, and is in a comment alone; `plenary fix` names it"]);
    let text = folder.read("content/meetings/plenary-18.md");
    has(
        &text,
        &[
            "<!-- Open too, but without an id yet",
            "`plenary fix` gives ids:\n- ICANN Org to book the room – or a hall –> soon",
        ],
    );
    folder.does(&["build"]);
    assert!(!folder.read("public/meetings/plenary-18.html").contains("Open too"));
    folder.does(&["fix"]);
    folder.does(&["new", "meeting", "plenary-19"]);
    let text = folder.read("content/meetings/plenary-19.md");
    assert_eq!(rows(&text).len(), 1, "it has an id now: {text}");
    assert!(!text.contains("Open too"));
}

#[test]
fn a_monthly_call_is_on_the_same_weekday_of_the_next_month() {
    let call = |archive: ArchiveTest, number, day| archive.call(number, day, "");
    let first = [(1, "2017-04-04"), (2, "2017-05-02"), (3, "2017-06-06"), (4, "2017-07-04")];
    let archive = first.into_iter().fold(on("2017-07-05", ""), |a, (n, day)| call(a, n, day));
    let folder = Folder::with(&archive);
    has(&folder.does(&["new", "meeting", "--dry-run"]), &["date = 2017-08-01\n"]);
    let later = folder.does(&["new", "meeting", "--dry-run", "--as-of", "2017-09-05"]);
    has(&later, &["date = 2017-10-03\n"]);
    let last = [(1, "2017-05-30"), (2, "2017-06-27"), (3, "2017-07-25")];
    let archive = last.into_iter().fold(on("2017-07-26", ""), |a, (n, day)| call(a, n, day));
    let folder = Folder::with(&archive);
    has(&folder.does(&["new", "meeting", "--dry-run"]), &["date = 2017-08-29\n"]);
}

#[test]
fn a_teams_call_has_its_people_and_its_items() {
    let team = "[[team]]\nname = \"DNS\"\nrapporteur = [\"Žarko Kecić\"]\nseries = \"dns\"\n";
    let call = "+++\ntitle = \"DNS call 1\"\nseries = \"dns\"\nnumber = 1\ndate = 2017-06-21\nstart = 09:00\nend = 09:30\n+++\n\n\
        ## Action items\n\n| ID | Action | Owner | Due |\n|---|---|---|---|\n| N1-1 | List the zones. | Žarko Kecić | TBD |\n";
    let site = on("2017-06-28", "[series.dns]\nname = \"DNS team\"\n").files()[1].1.clone();
    let archive = calls().call(17, "2017-06-27", ITEMS).file("content/site.toml", &site);
    let folder = Folder::with(
        &archive.file("content/teams.toml", team).file("content/meetings/dns-1.md", call),
    );
    folder.does(&["new", "meeting", "dns-2"]);
    let text = folder.read("content/meetings/dns-2.md");
    has(
        &text,
        &[
            "title = \"DNS call 2\"\n",
            "date = 2017-07-05\nstart = 09:00\nduration = \"30m\"\n",
            "members = [\n    # \"Žarko Kecić\",\n]\n",
        ],
    );
    assert_eq!(rows(&text), ["| N1-1 | List the zones. | Žarko Kecić | TBD | | |"]);
    folder.is_clean();
    let all = folder.does(&["new", "meeting", "dns-3", "--actions", "all", "--dry-run"]);
    assert_eq!(rows(&all).len(), 4);
}

#[test]
fn a_series_that_does_not_count_has_no_roster() {
    let archive =
        calls().file("content/site.toml", &on("2017-06-28", "attendance = false\n").files()[1].1);
    let folder = Folder::with(&archive);
    let text = folder.does(&["new", "meeting", "--dry-run"]);
    assert!(!text.contains("[attendance]") && !text.contains("status ="), "{text}");
}

#[test]
fn a_time_that_the_clocks_skip_or_have_twice_is_seen_to() {
    let night = |date| {
        meeting(
            "plenary-1",
            1,
            date,
            "start = 02:30\nduration = \"1h\"\nzone = \"Europe/Madrid\"\n",
        )
    };
    let (path, text) = night("2017-03-19");
    let skipped = Folder::with(&on("2017-03-20", "").file(&path, &text));
    let done = skipped.run(&["new", "meeting"]);
    has(&done.said, &["the clocks skip the usual 02:30 on that day; it is moved by as much"]);
    has(&skipped.read("content/meetings/plenary-2.md"), &["date = 2017-03-26\nstart = 03:30 "]);
    skipped.is_clean();
    let (path, text) = night("2017-10-22");
    let twice = Folder::with(&on("2017-10-23", "").file(&path, &text));
    twice.does(&["new", "meeting"]);
    has(
        &twice.read("content/meetings/plenary-2.md"),
        &["date = 2017-10-29\nstart = 02:30\n", "fold = 0 "],
    );
    twice.is_clean();
}

#[test]
fn a_meeting_of_several_days_is_followed_by_one_of_as_many() {
    let (path, text) = meeting(
        "f2f-2-madrid",
        2,
        "2017-05-14",
        "end_date = 2017-05-15\nstart = 08:30\nend = 17:30\nzone = \"Europe/Madrid\"\n",
    );
    let text = text.replace("Plenary call #2", "Face-to-face meeting #2, Madrid");
    let folder = Folder::with(&on("2017-06-28", "").file(&path, &text));
    folder.does(&["new", "meeting", "--date", "2017-10-05"]);
    has(
        &folder.read("content/meetings/f2f-3.md"),
        &[
            "title = \"Face-to-face meeting #3\"\n",
            "date = 2017-10-05\nend_date = 2017-10-06\nstart = 08:30\nend = 17:30\nzone = \"Europe/Madrid\"\n",
        ],
    );
    folder.is_clean();
}

#[test]
fn ids_that_begin_with_a_day_are_read_and_written() {
    let call = |day: &str, number| {
        let (_, text) = meeting("x", number, day, "start = 06:00\nend = 07:00\n");
        (format!("content/meetings/{day}-call.md"), text)
    };
    let ((one, first), (two, second)) = (call("2017-06-13", 4), call("2017-06-20", 5));
    let folder = Folder::with(&on("2017-06-21", "").file(&one, &first).file(&two, &second));
    assert_eq!(folder.does(&["new", "meeting"]), "content/meetings/2017-06-27-call.md\n");
    folder.does(&["new", "meeting", "2017-07-06-call"]);
    has(&folder.read("content/meetings/2017-07-06-call.md"), &["number = 7\ndate = 2017-07-06\n"]);
    folder.is_clean();
}

#[test]
fn a_page_that_cannot_be_read_is_not_written_over_and_is_told_of() {
    let folder = Folder::with(&calls());
    folder.write("content/meetings/plenary-18.md", "No front matter.\n");
    has(
        &folder.refuses(&["new", "meeting"]),
        &["`content/meetings/plenary-18.md` is there already"],
    );
    let done = folder.run(&["new", "meeting", "plenary-19"]);
    has(&done.said, &["content has errors, so that not all of it could be read"]);
}

#[test]
fn drafts_count_as_meetings() {
    let (path, text) =
        meeting("plenary-18", 18, "2017-07-04", "start = 06:00\nend = 07:00\ndraft = true\n");
    let folder = Folder::with(&calls().file(&path, &text));
    assert_eq!(folder.does(&["new", "meeting"]), "content/meetings/plenary-19.md\n");
}

#[test]
fn the_sample_archive_takes_a_meeting_of_each_series_without_a_word() {
    let folder = Folder::new();
    for entry in walkdir::WalkDir::new(repository().join("content")) {
        let path = camino::Utf8PathBuf::from_path_buf(entry.unwrap().into_path()).unwrap();
        if path.is_file() {
            let inside = path.strip_prefix(repository()).unwrap();
            folder.write(inside.as_str(), &std::fs::read_to_string(&path).unwrap());
        }
    }
    for series in ["plenary", "face-to-face", "coordination", "symposium"] {
        folder.does(&["new", "meeting", "--series", series]);
    }
    folder.is_clean();
    let text = folder.read("content/meetings/2018/plenary-44.md");
    has(&text, &["date = 2018-10-02\nstart = 14:00\nduration = \"1h\"\n", "\n| P15-1 | "]);
}

#[test]
fn a_briefing_is_tied_to_its_meeting() {
    let set = "title = \"First\"\nname = \"SSR1\"\n[[recommendation]]\nnumber = 10\ntitle = \"Compliance\"\n";
    let archive = calls().file("content/recommendations/ssr1.toml", set);
    let folder = Folder::with(&archive.call(18, "2017-07-04", ""));
    let path = folder.does(&[
        "new",
        "briefing",
        "--title",
        "Contract compliance",
        "--presenter",
        "Maguy Serad",
        "--recommendation",
        "ssr1/10",
    ]);
    assert_eq!(path, "content/briefings/2017-07-04-contract-compliance.md\n");
    has(
        &folder.read(path.trim()),
        &[
            "title = \"Contract compliance\"\nmeeting = \"plenary-18\"\npresenters = [\"Maguy Serad\"]\nrecommendations = [\"ssr1/10\"]",
        ],
    );
    folder.does(&["new", "briefing", "2017-06-20-dns-abuse"]);
    has(
        &folder.read("content/briefings/2017-06-20-dns-abuse.md"),
        &["title = \"Dns abuse\"\nmeeting = \"plenary-16\"\n"],
    );
    folder.does(&["new", "briefing", "2017-06-22-by-mail"]);
    has(&folder.read("content/briefings/2017-06-22-by-mail.md"), &["\ndate = 2017-06-22\n"]);
    folder.is_clean();
    has(&folder.refuses(&["new", "briefing", "2017-06-20-dns-abuse"]), &["is there already"]);
    has(
        &folder.refuses(&["new", "briefing", "--recommendation", "ssr1/11"]),
        &["`ssr1` has no recommendation `11`"],
    );
    has(
        &folder.refuses(&["new", "briefing", "--meeting", "plenary-81"]),
        &["no meeting is called `plenary-81`", "plenary-18"],
    );
}

#[test]
fn a_page_has_its_title_and_place() {
    let folder = Folder::with(&calls());
    assert_eq!(
        folder.does(&["new", "page", "guides/how-to-join", "--nav", "3"]),
        "content/pages/guides/how-to-join.md\n"
    );
    has(
        &folder.read("content/pages/guides/how-to-join.md"),
        &["title = \"How to join\"\nnav = 3\n"],
    );
    folder.is_clean();
    has(&folder.refuses(&["new", "page", "guides/how-to-join"]), &["is there already"]);
    folder.does(&["new", "page", "guides/Why we pre-register"]);
    has(&folder.read("content/pages/guides/why-we-pre-register.md"), &["\"Why we pre-register\""]);
    has(&folder.refuses(&["new", "page", "../site"]), &["cannot be an id"]);
    for taken in ["meetings", "search", "people/emily-taylor"] {
        has(&folder.refuses(&["new", "page", taken]), &["address/collision"]);
    }
}

#[test]
fn a_person_is_added_at_the_end_and_no_other_byte_changes() {
    let folder = Folder::with(&calls());
    let before = folder.read("content/people.toml");
    let people = before.replace('\n', "\r\n");
    folder.write("content/people.toml", &format!("\u{FEFF}{}", people.trim_end()));
    folder.does(&[
        "new",
        "person",
        "Kerry-Ann Barrett",
        "--role",
        "liaison",
        "--start",
        "2017-07-01",
        "--zone",
        "America/New_York",
    ]);
    let after = folder.read("content/people.toml");
    let added =
        after.strip_prefix(&format!("\u{FEFF}{}", people.trim_end())).expect("only the end is new");
    assert_eq!(
        added.replace("\r\n", "\n"),
        "\n\n[[person]]\nname = \"Kerry-Ann Barrett\"\nid = \"kerry-ann-barrett\"\nzone = \"America/New_York\"\n[[person.membership]]\nrole = \"liaison\"\nstart = 2017-07-01\n"
    );
    assert!(!added.replace("\r\n", "").contains('\n'), "its lines end as the others do");
    folder.is_clean();
}

#[test]
fn nobody_is_on_the_roster_twice() {
    let folder = Folder::with(&calls());
    has(
        &folder.refuses(&["new", "person", "zarko  KECIC"]),
        &["`zarko  KECIC` is in content/people.toml already, at line 8"],
    );
    has(&folder.refuses(&["new", "person", "ICANN Org"]), &["is in content/people.toml already"]);
    has(
        &folder.refuses(&["new", "person", "Emily T.", "--id", "emily-taylor"]),
        &["`emily-taylor` is in"],
    );
    has(&folder.refuses(&["new", "person", "A B", "--country", "UK"]), &["write `GB`"]);
    has(&folder.refuses(&["new", "person", "A B", "--zone", "Madrid"]), &["Europe/Madrid"]);
}

#[test]
fn the_first_person_makes_the_roster() {
    let folder = Folder::new();
    folder.write(
        "content/site.toml",
        "title = \"Team\"\nbase_url = \"https://team.example.org/\"\nas_of = 2017-06-28\n",
    );
    folder.does(&["new", "person", "Žarko Kecić"]);
    has(
        &folder.read("content/people.toml"),
        &[
            "name = \"Žarko Kecić\"\nid = \"zarko-kecic\"\n",
            "role = \"member\"\nstart = 2017-06-28\n",
        ],
    );
    folder.is_clean();
}
