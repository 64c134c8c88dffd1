//! Mends: what is written, and that nothing else is.

use std::collections::BTreeMap;

use insta::assert_snapshot;
use plenary::{Options, Tree, fix};
use proptest::prelude::*;

use crate::support::{ArchiveTest, problems, repository};

/// The text of plenary 15 below its front matter, once mended.
#[track_caller]
fn mended(body: &str) -> String {
    let archive = ArchiveTest::new().call(15, "2017-06-13", body);
    let mended = fix(&archive.tree(), &Options::default());
    let (_, after) = &mended.files["content/meetings/plenary-15.md".as_ref() as &camino::Utf8Path];
    after.split_once("+++\n\n").unwrap().1.trim_end().to_owned()
}

#[test]
fn rows_get_a_column_for_their_ids_where_there_is_none() {
    let body = "## Action items

| Action                | Owner      | Due     |
|-----------------------|------------|---------|
| Post the rates.       | ICANN Org  | 23 June |
| None                  |            |         |
| Ask the board.        | ICANN Org  | TBD     |";
    assert_snapshot!(mended(body), @r"
    ## Action items

    | ID    | Action                | Owner      | Due     |
    |-------|-----------------------|------------|---------|
    | P15-1 | Post the rates.       | ICANN Org  | 23 June |
    |       | None                  |            |         |
    | P15-2 | Ask the board.        | ICANN Org  | TBD     |
    ");
}

#[test]
fn a_table_without_outer_pipes_keeps_its_ways() {
    let body = "## Action items\n\nAction | Owner | Due\n--- | :---: | ---\nPost the rates. | ICANN Org | 23 June";
    assert_snapshot!(mended(body), @r"
    ## Action items

    ID    | Action | Owner | Due
    ----- | --- | :---: | ---
    P15-1 | Post the rates. | ICANN Org | 23 June
    ");
}

#[test]
fn an_empty_cell_gets_the_next_id_and_stays_as_wide_as_it_was() {
    let body = "## Action items

| Action          | ID       | Owner     | Due |
|-----------------|----------|-----------|-----|
| Post the rates. | P15-7    | ICANN Org | TBD |
| Ask the board.  |          | ICANN Org | TBD |
| Ask the chair.  ||         ICANN Org | TBD |
| Ask everybody.  | –        | ICANN Org | TBD |";
    assert_snapshot!(mended(body), @r"
    ## Action items

    | Action          | ID       | Owner     | Due |
    |-----------------|----------|-----------|-----|
    | Post the rates. | P15-7    | ICANN Org | TBD |
    | Ask the board.  | P15-8    | ICANN Org | TBD |
    | Ask the chair.  | P15-9 |         ICANN Org | TBD |
    | Ask everybody.  | P15-10   | ICANN Org | TBD |
    ");
}

#[test]
fn entries_of_lists_get_a_mark() {
    let body = "## Decisions

- The *Madrid* meeting is **public**.
- A decision
  over two lines.

  And a word more.

## Action items

- Action: Emily Taylor to post the rates by 23 June
  Note: with the form
- Žarko Kecić to ask [the board](https://example.org/board) by 24 June (in progress)";
    assert_snapshot!(mended(body), @r"
    ## Decisions

    - The *Madrid* meeting is **public**. {#D15-1}
    - A decision
      over two lines. {#D15-2}

      And a word more.

    ## Action items

    - Action: Emily Taylor to post the rates by 23 June {#P15-1}
      Note: with the form
    - Žarko Kecić to ask [the board](https://example.org/board) by 24 June (in progress) {#P15-2}
    ");
}

#[test]
fn ids_go_on_as_the_series_has_them() {
    let given = "## Action items\n\n| ID | Action | Owner | Due |\n|--|--|--|--|\n| AI-14.1 | Post the rates. | ICANN Org | TBD |\n\n## Decisions\n\n- One. {#DEC/14/1}";
    let fresh =
        "## Action items\n\n- Emily Taylor to ask the board by 20 June\n\n## Decisions\n\n- Two.";
    let archive = ArchiveTest::new().call(14, "2017-06-06", given).call(15, "2017-06-13", fresh);
    let mended = fix(&archive.tree(), &Options::default());
    let titles: Vec<&str> = mended.mends.iter().map(|(_, _, title)| title.as_str()).collect();
    assert_eq!(titles, ["write ` {#AI-15.1}`", "write ` {#DEC/15/1}`"]);
    assert_eq!(problems(&mended.left), "");
}

#[test]
fn an_item_that_is_spoken_of_by_its_passing_id_is_left_to_people() {
    let body = "## Action items\n\n- Emily Taylor to ask the board by 20 June\n\n## Notes\n\nSee [[plenary-15-a1]].";
    let archive = ArchiveTest::new().call(15, "2017-06-13", body);
    let mended = fix(&archive.tree(), &Options::default());
    assert!(mended.files.is_empty());
    assert_snapshot!(problems(&mended.left), @"warning action/no-id content/meetings/plenary-15.md:12:3 this action item has no id; give it an id, and write that one where it is spoken of");
}

#[test]
fn what_stands_beside_a_comment_is_kept() {
    let archive = ArchiveTest::new().call(
        15,
        "2017-06-13",
        "<!-- x --> | 14:00 CET\n\n<!-- x --> a 9:00 CET <!-- y --> b\n",
    );
    let mended = fix(&archive.tree(), &Options::default());
    let (_, after) = mended.files.values().next().unwrap();
    assert!(after.contains("<!-- x --> | 14:00 CEST\n\n<!-- x --> a 9:00 CET <!-- y --> b"));
    // where the text is in pieces its letters have no places of their own, and nothing is changed
    assert_snapshot!(problems(&mended.left), @"warning time/abbreviation content/meetings/plenary-15.md:12:1 `CET` was not in force in `Europe/Brussels` on 13 June 2017; write `CEST`");
}

#[test]
fn an_id_that_is_none_is_no_example_for_others() {
    let body = "## Action items\n\nID | Action | Owner\n---|---|---\nOwner: D15-1 | Post it | Emily Taylor\n\n- Emily Taylor to ask the board";
    let mended = fix(&ArchiveTest::new().call(15, "2017-06-13", body).tree(), &Options::default());
    let (_, after) = mended.files.values().next().unwrap();
    assert!(after.trim_end().ends_with("ask the board {#P15-1}"), "{after}");
}

#[test]
fn keys_names_days_and_letters_are_mended_at_once() {
    let page = "+++\r\ntitle = \"Call\"\r\nseries = \"plenary\"\r\nnumber = 15\r\ndate = \"13 June 2017\"\r\nstart = 06:00\r\nend = 07:00\r\nlocaton = \"Adobe Connect\"\r\n[attendance]\r\nmembers = [\"Emily Tailor\"]\r\n+++\r\n\r\nОCTO at 14:00 CET.\r\n";
    let site = "title = \"Team\"\nbase_url = \"https://team.example.org/\"\nzone = \"Europe/Madrid\"\n[series.plenary]\nname = \"Plenary call\"\n";
    let archive = ArchiveTest::new()
        .file("content/site.toml", site)
        .file("content/meetings/plenary-15.md", page);
    let mended = fix(&archive.tree(), &Options::default());
    assert_eq!(problems(&mended.left), "");
    let (_, after) = mended.files.values().next().unwrap();
    let expected = page
        .replace("\"13 June 2017\"", "2017-06-13")
        .replace("locaton", "location")
        .replace("Tailor", "Taylor")
        .replace("ОCTO", "OCTO")
        .replace("CET", "CEST");
    assert_eq!(*after, expected);
}

/// The archive with what is mended in it.
fn with(tree: &Tree, files: &BTreeMap<camino::Utf8PathBuf, (String, String)>) -> Tree {
    Tree::in_memory(tree.files().filter_map(|(path, entry)| {
        let plenary::Entry::Bytes(bytes) = entry else { return None };
        let mended = files.get(path).map(|(_, after)| after.as_bytes());
        Some((path.to_owned(), mended.unwrap_or(bytes).to_vec()))
    }))
}

/// How many diagnostics there are of each code.
fn counts(run: &plenary::Run) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for reported in &run.report.diagnostics {
        *counts.entry(reported.diagnostic.code.name()).or_default() += 1;
    }
    counts
}

/// A line of a page with slips, or without.
fn line() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Emily Taylor",
        "Emily Tailor",
        "Zarko Kecic",
        "ОCTO",
        "a\u{200B}b",
        "14:00 CET",
        "`x`",
        "**bold**",
        "13 June 2017",
        "Wednesday 13 June",
        "{#P15-1}",
        "[[Emily Taylr]]",
        "|",
        "\\|",
        "[[people/emily-taylor]]",
        "<!-- x -->",
        "*",
        "к",
        "[a](b.md)",
        "D15-1",
        "None",
        "/",
    ]);
    let frame = prop::sample::select(vec![
        "@",
        "- @",
        "- @ to @ by 23 June",
        "  @",
        "| @ | @ | 23 June |",
        "| | @ | Emily Taylor |",
        "> - @",
        "1. @",
        "| Action | Owner | Due |\n|---|---|---|",
        "\n## Action items\n",
        "\n## Decisions\n",
        "ID | Action | Owner\n---|---|---",
        "| @",
        "@ | @",
        "\n",
        "  Owner: @",
    ]);
    (frame, prop::collection::vec(word, 4)).prop_map(|(frame, words)| {
        words.iter().fold(frame.to_owned(), |line, word| line.replacen('@', word, 1))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// The law: what was mended is gone, nothing else has come, and there is nothing more to mend.
    #[test]
    fn mends_leave_nothing_to_mend_and_bring_nothing_new(lines in prop::collection::vec(line(), 0..14)) {
        let archive = ArchiveTest::new().call(15, "2017-06-13", &lines.join("\n"));
        let tree = archive.tree();
        let before = counts(&archive.run());
        let mended = fix(&tree, &Options::default());
        for (code, n) in counts(&mended.left) {
            prop_assert!(n <= before.get(code).copied().unwrap_or_default(), "{code} has come");
        }
        let is_mendable = |reported: &plenary::Reported| reported.diagnostic.fix.is_some();
        prop_assert!(!mended.left.report.diagnostics.iter().any(is_mendable));
        let again = fix(&with(&tree, &mended.files), &Options::default());
        prop_assert!(again.files.is_empty());
    }
}

#[test]
fn ids_are_given_once_words_are_mended() {
    let items = "## Action items\n\n1. 14:00 CET\n14:00 CET\n- | to 14:00 CET by 23 June\n";
    let archive = ArchiveTest::new().call(15, "2017-06-13", items);
    let mended = fix(&archive.tree(), &Options::default());
    let (_, after) = mended.files.values().next().unwrap();
    let expected = items.replace("1. 14:00 CET", "1. 14:00 CET {#P15-1}").replace("CET", "CEST");
    assert!(after.contains(&expected), "{after}");
    let is_repeated = problems(&mended.left).contains("action/duplicate");
    assert!(is_repeated, "the second item is the first one once more, before and after");
}

#[test]
fn the_sample_needs_no_mend() {
    let tree = Tree::on_disk(repository()).unwrap();
    assert!(fix(&tree, &Options::default()).files.is_empty());
}

#[test]
fn the_command_shows_a_diff_or_writes_the_files() {
    let dir = tempfile::tempdir().unwrap();
    let root = camino::Utf8Path::from_path(dir.path()).unwrap();
    std::fs::create_dir_all(root.join("content")).unwrap();
    let path = root.join("content/site.toml");
    let text = "\u{FEFF}tittle = \"Team\"\nbase_url = \"https://team.example.org/\"\n";
    std::fs::write(&path, text).unwrap();
    let command = |args: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_plenary"));
        let done = command.args(args).args(["--root", root.as_str()]).output().unwrap();
        (
            done.status.code(),
            String::from_utf8(done.stdout).unwrap(),
            String::from_utf8(done.stderr).unwrap(),
        )
    };
    let (status, out, err) = command(&["fix", "--dry-run"]);
    assert_snapshot!(out, @r#"
    --- a/content/site.toml
    +++ b/content/site.toml
    @@ -1,2 +1,2 @@
    -tittle = "Team"
    +title = "Team"
     base_url = "https://team.example.org/"
    "#);
    assert_eq!((status, err.as_str()), (Some(0), "1 problem can be mended, none is left\n"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    let (status, out, _) = command(&["fix"]);
    assert_eq!((status, out.as_str()), (Some(0), "content/site.toml:1: write `title`\n"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text.replace("tittle", "title"));
    assert_eq!(command(&["fix"]).2, "no problems found\n");
}
