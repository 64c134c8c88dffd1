//! `plenary list`: the registers on the terminal and in files.

use plenary::{Layout, Listing, Options, Query, Refusal, Register, list};
use serde_json::{Value, json};

use crate::support::{ArchiveTest, Folder, plenary, repository, text};

/// Two calls: items of several owners in several states, decisions.
fn archive() -> ArchiveTest {
    ArchiveTest::new()
        .call(
            15,
            "2017-06-13",
            "## Action items\n\n\
             | ID | Action | Owner | Due | Status |\n|---|---|---|---|---|\n\
             | P15-1 | Post the rates. | Žarko Kecić | 23 June | |\n\
             | P15-2 | Write \\| draw it. | Emily Taylor, ICANN Org | TBD | |\n\
             | P15-3 | Book rooms. | Boban Krsic | 20 June | completed |\n\n\
             ## Decisions\n\n- Go *ahead*. {#D15-1}\n",
        )
        .call(
            16,
            "2017-07-11",
            "## Action items\n\n| ID | Action | Status |\n|---|---|---|\n| P15-1 | | in progress |\n\n\
             ## Decisions\n\n- Wait. {#D16-1 replaces=D15-1}\n",
        )
}

fn ask(register: Register, query: &Query, layout: Layout) -> Result<Listing, Refusal> {
    list(&archive().tree(), &Options::default(), register, query, layout)
}

#[track_caller]
fn ids(register: Register, query: &Query) -> String {
    let listing = ask(register, query, Layout::Json).unwrap();
    let json: Value = serde_json::from_str(&listing.text).unwrap();
    let entries = json.as_array().unwrap_or_else(|| json["people"].as_array().unwrap());
    entries.iter().map(|one| one["id"].as_str().unwrap()).collect::<Vec<_>>().join(" ")
}

fn owned_by(name: &str) -> Query {
    Query { owner: Some(name.into()), ..Query::default() }
}

fn since(day: &str) -> Query {
    Query { since: day.parse().ok(), ..Query::default() }
}

const TABLE: Layout = Layout::Table { columns: 60, is_styled: false };

#[test]
fn a_table_lists_what_presses_first_and_what_is_closed_last() {
    let listing = ask(Register::Actions, &Query::default(), TABLE).unwrap();
    insta::assert_snapshot!(listing.text, @r"
    ID     Due         Status     Owner         Action
    ─────  ──────────  ─────────  ────────────  ────────────────
    P15-1  2017-06-23  overdue    Žarko Kecić   Post the rates.
    P15-2  TBD         open       Emily         Write | draw it.
                                  Taylor,
                                  ICANN Org
    P15-3  2017-06-20  completed  Boban Krsic   Book rooms.
    ");
}

#[test]
fn markdown_keeps_its_columns_whatever_the_text_holds() {
    let listing = ask(Register::Actions, &owned_by("ICANN Org"), Layout::Markdown).unwrap();
    insta::assert_snapshot!(listing.text, @r"
    | ID | Due | Status | Owner | Action |
    | --- | --- | --- | --- | --- |
    | P15-2 | TBD | open | Emily Taylor, ICANN Org | Write \| draw it. |
    ");
}

#[test]
fn without_filters_json_and_csv_are_the_open_data_of_the_site() {
    let site = archive().build();
    for register in Register::ALL {
        let json = ask(register, &Query::default(), Layout::Json).unwrap().text;
        assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), site.data(register.name()));
    }
    for register in [Register::Actions, Register::Decisions, Register::Attendance] {
        let csv = ask(register, &Query::default(), Layout::Csv).unwrap().text;
        assert_eq!(csv, site.text(&format!("data/{}.csv", register.name())));
    }
}

#[test]
fn filters_leave_what_is_asked_for() {
    let open = Query { open: true, ..Query::default() };
    let overdue = Query { overdue: true, ..Query::default() };
    let series = Query { series: Some("plenary call".into()), ..Query::default() };
    assert_eq!(ids(Register::Actions, &open), "P15-1 P15-2");
    assert_eq!(ids(Register::Actions, &overdue), "P15-1");
    assert_eq!(ids(Register::Actions, &since("2017-07-01")), "P15-1", "changed then");
    assert_eq!(ids(Register::Actions, &series), "P15-1 P15-2 P15-3");
    assert_eq!(ids(Register::Decisions, &since("2017-07-01")), "D16-1");
    assert_eq!(ids(Register::Meetings, &since("2017-06-13")), "plenary-15 plenary-16");
    assert_eq!(ids(Register::Meetings, &since("2017-06-14")), "plenary-16");
    assert_eq!(ids(Register::Attendance, &owned_by("Emily Taylor")), "emily-taylor");
}

#[test]
fn an_owner_is_found_by_name_alias_and_id_without_regard_to_accents() {
    for name in ["Žarko Kecić", "zarko  KECIC", "zarko-kecic"] {
        assert_eq!(ids(Register::Actions, &owned_by(name)), "P15-1", "{name}");
    }
    let refusal = ask(Register::Actions, &owned_by("Zarko Kekic"), TABLE).unwrap_err();
    assert!(refusal.to_string().ends_with("did you mean `Žarko Kecić`?"), "{refusal}");
}

#[test]
fn a_name_of_several_is_not_guessed() {
    let people = "[[person]]\nname = \"Emily Taylor\"\naliases = [\"ET\"]\n\n\
                  [[person]]\nname = \"Eric Toth\"\naliases = [\"ET\"]\n";
    let tree = ArchiveTest::new().file("content/people.toml", people).tree();
    let asked = list(&tree, &Options::default(), Register::Actions, &owned_by("ET"), TABLE);
    let refusal = asked.unwrap_err().to_string();
    assert!(refusal.ends_with("write the id of one: emily-taylor and eric-toth"), "{refusal}");
}

#[test]
fn attendance_is_counted_anew_for_the_days_and_series_asked_for() {
    let attendance = "[attendance]\nmembers = [\"Emily Taylor\"]\n";
    let call = |n: u32, date: &str, log: &str| {
        format!(
            "+++\ntitle = \"Call {n}\"\nseries = \"plenary\"\nnumber = {n}\ndate = {date}\nstart = 06:00\nend = 07:00\n{log}+++\n"
        )
    };
    let tree = ArchiveTest::new()
        .file("content/meetings/plenary-1.md", &call(1, "2017-06-01", attendance))
        .file(
            "content/meetings/plenary-2.md",
            &call(2, "2017-06-08", "[attendance]\napologies = [\"Emily Taylor\"]\n"),
        )
        .tree();
    let rates = |query: &Query| {
        let listing =
            list(&tree, &Options::default(), Register::Attendance, query, Layout::Json).unwrap();
        let json: Value = serde_json::from_str(&listing.text).unwrap();
        let of = |one: &Value| json!([one["eligible"], one["present"]]);
        json["people"].as_array().unwrap().iter().find(|one| one["id"] == "emily-taylor").map(of)
    };
    assert_eq!(rates(&Query::default()), Some(json!([2, 1])));
    assert_eq!(rates(&since("2017-06-02")), Some(json!([1, 0])));
}

#[test]
fn filters_that_make_no_sense_are_refused() {
    let overdue = Query { overdue: true, ..Query::default() };
    let refusal = ask(Register::Decisions, &overdue, TABLE).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "`--overdue` makes no sense for decisions, which can be narrowed by `--series` and `--since`"
    );
    assert!(ask(Register::Meetings, &owned_by("Emily Taylor"), TABLE).is_err());
    let series = Query { series: Some("plenry".into()), ..Query::default() };
    let refusal = ask(Register::Actions, &series, TABLE).unwrap_err();
    assert_eq!(refusal.to_string(), "there is no series `plenry`; did you mean `plenary`?");
}

#[test]
fn nothing_is_an_empty_list_and_a_head_alone() {
    let nobody = owned_by("Boban Krsic");
    let open = Query { open: true, ..nobody };
    let of = |layout| ask(Register::Actions, &open, layout).unwrap().text;
    assert_eq!(of(Layout::Json), "[]\n");
    assert_eq!(of(TABLE), "");
    assert!(of(Layout::Csv).starts_with("id,title,owners,"));
    assert_eq!(of(Layout::Csv).lines().count(), 1);
    assert_eq!(of(Layout::Markdown).lines().count(), 2);
}

#[test]
fn a_table_is_as_wide_as_it_is_told_and_no_id_is_cut() {
    for columns in ["40", "79", "132"] {
        let done = std::process::Command::new(env!("CARGO_BIN_EXE_plenary"))
            .args(["list", "actions"])
            .current_dir(repository())
            .env("COLUMNS", columns)
            .output()
            .unwrap();
        let (table, columns) = (text(&done.stdout), columns.parse().unwrap());
        let is_set = |line: &str| line.chars().count() <= columns || !line.trim().contains(' ');
        assert!(table.lines().all(is_set), "{columns}:\n{table}");
        assert!(table.contains("P15-3"), "{table}");
    }
}

#[test]
fn results_and_remarks_are_apart_and_statuses_tell_what_happened() {
    let folder = Folder::archive();
    let done = plenary(&folder.path, &["list", "actions", "--format", "csv"]);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    assert!(text(&done.stdout).starts_with("id,title"), "{}", text(&done.stdout));
    assert!(text(&done.stderr).starts_with("nothing to list"), "{}", text(&done.stderr));
    for args in [
        &["list", "actions", "--format", "github"][..],
        &["--format", "github", "list", "actions"],
        &["list", "decisions", "--open"],
        &["list", "votes"],
        &["list"],
    ] {
        let done = plenary(&folder.path, args);
        assert_eq!((done.status.code(), text(&done.stdout)), (Some(2), String::new()), "{args:?}");
    }
    let before = plenary(&folder.path, &["--format", "json", "list", "decisions"]);
    assert_eq!(text(&before.stdout), "[]\n", "the option may stand before the command");
}

#[test]
fn an_archive_with_errors_is_listed_as_far_as_it_could_be_read() {
    let folder = Folder::archive();
    folder.write(
        "content/actions.toml",
        "[[action]]\nid = \"A-1\"\ntitle = \"Book rooms.\"\nopened = 2017-06-01\n\n[[action]]\nid = \"A-2\"\n",
    );
    let done = plenary(&folder.path, &["list", "actions"]);
    assert_eq!(done.status.code(), Some(1));
    assert!(text(&done.stdout).contains("A-1"), "{}", text(&done.stdout));
    assert!(text(&done.stderr).contains("key/missing"), "{}", text(&done.stderr));
    assert!(!text(&done.stderr).contains("action/no-owner"), "warnings are for `check`");
}
