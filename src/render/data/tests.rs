//! Tests of the open data as a whole.

use serde_json::{Value, json};

use super::outputs;
use crate::render::{
    Output, Wanted,
    fixture::{record, text},
};

fn read(outputs: &[Output], path: &str) -> Value {
    serde_json::from_str(text(outputs, path)).unwrap()
}

#[test]
fn every_file_holds_to_its_schema() {
    let record = record();
    let outputs = outputs(&record.ctx(), Wanted::ALL);
    let mut n_files = 0;
    for output in &outputs {
        let path = output.address.as_str();
        let Some(name) = path.strip_prefix("data/schema/") else { continue };
        let schema = read(&outputs, path);
        let options = jsonschema::draft202012::options().should_validate_formats(true);
        let validator = options.build(&schema).unwrap();
        if name != "manifest.json" {
            let file = read(&outputs, &format!("data/{name}"));
            let errors: Vec<String> = validator
                .iter_errors(&file)
                .map(|error| format!("{name}: {error} at {}", error.instance_path()))
                .collect();
            assert_eq!(errors, Vec::<String>::new());
            n_files += 1;
        }
    }
    assert_eq!(n_files, 11);
}

#[test]
fn a_meeting_is_told_in_utc_and_on_its_own_clock() {
    let record = record();
    let meetings = read(&outputs(&record.ctx(), Wanted::ALL), "data/meetings.json");
    assert_eq!(
        meetings[0],
        json!({
            "id": "f2f-2-madrid",
            "url": "/meetings/f2f-2-madrid.html",
            "title": "Face-to-face meeting #2",
            "series": "face-to-face",
            "number": 2,
            "status": "held",
            "zone": "Europe/Madrid",
            "start": "2017-05-14T06:30:00Z",
            "end": "2017-05-15T15:30:00Z",
            "start_local": "2017-05-14T08:30:00+02:00",
            "end_local": "2017-05-15T17:30:00+02:00",
            "location": "Salon Edinburgo, Madrid",
            "attendance": {
                "expected": ["emily-taylor"], "present": ["emily-taylor"],
                "partial": ["emily-taylor"], "remote": [], "apologies": [], "absent": [],
                "staff": [], "observers": [], "guests": ["A guest"], "others": [],
            },
            "agenda": [{
                "day": "2017-05-14", "start": "2017-05-14T06:30:00Z", "end": null, "number": "1",
                "title": "Welcome", "kind": "session", "presenters": ["emily-taylor", "A guest"],
                "recommendations": [], "items": [],
            }],
            "actions": ["P15-1"],
            "decisions": ["D15-1"],
            "approved": null,
            "amendments": [],
            "moved": [],
            "records": [{
                "kind": "slides", "title": "Slides",
                "url": "/meetings/f2f-2-madrid/slides%201.pdf", "bytes": 7,
            }],
            "source": "content/meetings/f2f-2-madrid/index.md",
            "extra": { "room": 4 },
        })
    );
}

#[test]
fn the_opening_of_an_item_is_the_first_step_of_its_history() {
    let record = record();
    let actions = read(&outputs(&record.ctx(), Wanted::ALL), "data/actions.json");
    assert_eq!(
        actions[0]["history"],
        json!([{
            "date": "2017-05-14",
            "meeting": "f2f-2-madrid",
            "changes": {
                "title": [null, "=Circulate the form."],
                "owners": [null, ["emily-taylor"]],
                "due": [null, "2017-05-26"],
                "status": [null, "open"],
            },
            "note": "By e-mail.",
        }])
    );
    assert_eq!(actions[0]["due"], json!({ "text": "26 May", "date": "2017-05-26" }));
    assert_eq!(actions[0]["mentions"], json!([{ "from": "f2f-2-madrid", "text": "See P15-1." }]));
}

#[test]
fn a_day_of_its_own_log_is_a_session_of_its_own() {
    let record = record();
    let outputs = outputs(&record.ctx(), Wanted::ALL);
    let attendance = read(&outputs, "data/attendance.json");
    assert_eq!(attendance["people"][0]["marks"], json!({ "f2f-2-madrid/2017-05-14": "partial" }));
    assert_eq!(
        attendance["slots"],
        json!([{ "slot": "06:00", "meetings": 2, "eligible": 1, "present": 1, "rate": 1.0 }])
    );
    assert_eq!(
        text(&outputs, "data/attendance.csv"),
        "Person,Name,f2f-2-madrid/2017-05-14,f2f-2-madrid/2017-05-15\r\n\
         emily-taylor,Emily Taylor,p,\r\n"
    );
}

#[test]
fn no_cell_of_the_items_is_a_formula() {
    let record = record();
    let outputs = outputs(&record.ctx(), Wanted::ALL);
    let row = text(&outputs, "data/actions.csv").lines().nth(1).unwrap();
    assert_eq!(
        row,
        "P15-1,'=Circulate the form.,emily-taylor,Emily Taylor,open,true,2017-05-26,26 May,\
         2017-05-26,2017-05-14,f2f-2-madrid,,,"
    );
}
