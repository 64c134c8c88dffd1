//! What is found, as people and programs get it.

use insta::assert_snapshot;
use plenary::{github, human, json, sarif};
use serde_json::Value;

use crate::support::{ArchiveTest, repository};

const PAGE: &str = "+++\ntitle = \"Again\"\nseries = \"plenary\"\ndate = 2017-06-20\nstart = 06:00\nend = 07:00\n+++\n";

/// An archive with an error that has a second place, a warning with a fix, and one of many edits.
fn archive() -> ArchiveTest {
    let body = "## Action items\n\n| Action | Owner | Due |\n|---|---|---|\n| Post the rates, ОCTO. | Emily Tailor | 100% |\n";
    ArchiveTest::new()
        .file("content/meetings/a b/plenary-16.md", PAGE)
        .file("content/meetings/plenary-16.md", PAGE)
        .call(15, "2017-06-13", body)
}

#[test]
fn sarif_is_as_its_standard_has_it() {
    let run = archive().run();
    let log: Value = serde_json::from_str(&sarif(&run.report, &run.sources)).unwrap();
    let path = repository().join("tests/schemas/sarif-2.1.0.json");
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(&log).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let results = log["runs"][0]["results"].as_array().unwrap();
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    for result in results {
        assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]));
    }
    assert!(results.iter().any(|result| result["fixes"].is_array()));
    assert!(results.iter().any(|result| result["relatedLocations"].is_array()));
}

#[test]
fn json_has_the_keys_of_the_contract_and_both_places() {
    let run = archive().run();
    let log: Value = serde_json::from_str(&json(&run.report, &run.sources)).unwrap();
    let first = &log["diagnostics"][0];
    let keys: Vec<&String> = first.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "code",
            "column",
            "end_column",
            "end_line",
            "file",
            "fix",
            "help",
            "line",
            "message",
            "severity"
        ]
    );
    assert_eq!(log["summary"], serde_json::json!({ "errors": 3, "warnings": 2 }));
    let twice =
        log["diagnostics"].as_array().unwrap().iter().find(|one| one["code"] == "id/duplicate");
    assert_snapshot!(twice.unwrap()["message"].as_str().unwrap(), @r"`plenary-16` is the id of `content/meetings/a b/plenary-16.md` too (the same id: content/meetings/a b/plenary-16.md:1:1)");
}

#[test]
fn workflow_commands_escape_what_would_end_them() {
    let run = archive().run();
    assert_snapshot!(github(&run.report, &run.sources), @r"
    ::warning file=content/meetings/plenary-15.md,line=14,endLine=14,col=3,endColumn=24,title=action/no-id::this action item has no id%0Aadd a column `ID` to the table, and write `P15-1` there
    ::warning file=content/meetings/plenary-15.md,line=14,endLine=14,col=19,endColumn=23,title=text/lookalike::`ОCTO` has Cyrillic letters that look Latin (`О` is U+041E)%0Atype `OCTO`
    ::error file=content/meetings/plenary-15.md,line=14,endLine=14,col=27,endColumn=39,title=action/owner::no owner of people.toml is called `Emily Tailor`%0Awrite `Emily Taylor`
    ::error file=content/meetings/plenary-15.md,line=14,endLine=14,col=42,endColumn=46,title=action/date::`100%25` names no day%0Awrite a day as `2017-06-23`, or `TBD`
    ::error file=content/meetings/plenary-16.md,line=1,endLine=1,col=1,endColumn=1,title=id/duplicate::`plenary-16` is the id of `content/meetings/a b/plenary-16.md` too (the same id: content/meetings/a b/plenary-16.md:1:1)%0Arename one of the two: an id is the file's name, or its folder's, wherever that lies
    ");
}

#[test]
fn people_see_the_line_the_help_and_the_mend() {
    let run = archive().run();
    assert_snapshot!(human(&run.report, &run.sources, false), @r"
    warning[action/no-id]: this action item has no id
      --> content/meetings/plenary-15.md:14:3
       |
    14 | | Post the rates, ОCTO. | Emily Tailor | 100% |
       |   ^^^^^^^^^^^^^^^^^^^^^
       |
       = note: a later meeting can only speak of it by its id
    help: add a column `ID` to the table, and write `P15-1` there
       |
    12 ~ | ID    | Action | Owner | Due |
    13 ~ |-------|---|---|---|
    14 ~ | P15-1 | Post the rates, ОCTO. | Emily Tailor | 100% |
       |

    warning[text/lookalike]: `ОCTO` has Cyrillic letters that look Latin (`О` is U+041E)
      --> content/meetings/plenary-15.md:14:19
       |
    14 | | Post the rates, ОCTO. | Emily Tailor | 100% |
       |                   ^^^^
       |
       = note: search and links do not find it
    help: type `OCTO`
       |
    14 - | Post the rates, ОCTO. | Emily Tailor | 100% |
    14 + | Post the rates, OCTO. | Emily Tailor | 100% |
       |

    error[action/owner]: no owner of people.toml is called `Emily Tailor`
      --> content/meetings/plenary-15.md:14:27
       |
    14 | | Post the rates, ОCTO. | Emily Tailor | 100% |
       |                           ^^^^^^^^^^^^
       |
    help: write `Emily Taylor`
       |
    14 - | Post the rates, ОCTO. | Emily Tailor | 100% |
    14 + | Post the rates, ОCTO. | Emily Taylor | 100% |
       |

    error[action/date]: `100%` names no day
      --> content/meetings/plenary-15.md:14:42
       |
    14 | | Post the rates, ОCTO. | Emily Tailor | 100% |
       |                                          ^^^^
       |
       = help: write a day as `2017-06-23`, or `TBD`

    error[id/duplicate]: `plenary-16` is the id of `content/meetings/a b/plenary-16.md` too
     --> content/meetings/plenary-16.md:1:1
      |
    1 | +++
      | ^
      |
     ::: content/meetings/a b/plenary-16.md:1:1
      |
    1 | +++
      | - the same id
      |
      = help: rename one of the two: an id is the file's name, or its folder's, wherever that lies

    3 errors, 2 warnings
    ");
}
