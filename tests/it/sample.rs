//! The figures of the sample archive, as the team's documents have them.

use serde_json::{Value, json};

use crate::support::{problems, sample, sample_as_of, words};

const TODAY: &str = "2018-10-01";

#[test]
fn the_sample_archive_has_no_problem() {
    assert_eq!(problems(&sample_as_of(TODAY).0), "");
}

#[test]
fn madrids_items_are_two_hours_behind_in_utc() {
    let madrid = sample_as_of(TODAY).entry("meetings", "id", "f2f-2-madrid");
    assert_eq!(madrid["start"], "2017-05-14T06:30:00Z");
    assert_eq!(madrid["end"], "2017-05-15T15:30:00Z");
    assert_eq!(madrid["start_local"], "2017-05-14T08:30:00+02:00");
    let briefing = &madrid["agenda"][1];
    assert_eq!(briefing["start"], "2017-05-14T07:00:00Z");
    assert_eq!(briefing["end"], "2017-05-14T10:00:00Z");
    assert_eq!(briefing["kind"], "briefing");
    assert_eq!(
        words(&briefing["presenters"]),
        "david-conrad steve-conte john-crain david-piscitello"
    );
    assert_eq!(briefing["items"][0]["start"], "2017-05-14T08:30:00Z", "the break within it");
}

#[test]
fn every_item_of_every_agenda_is_there() {
    let site = sample_as_of(TODAY);
    let n_items = |id: &str| {
        let agenda = site.entry("meetings", "id", id)["agenda"].clone();
        (agenda.as_array().unwrap().len(), n_all(&agenda))
    };
    assert_eq!(n_items("dns-symposium-2017"), (22, 22));
    assert_eq!(n_items("f2f-2-madrid"), (17, 20));
    assert_eq!(n_items("coordination-2017-06"), (4, 6));
    assert_eq!(n_items("plenary-15"), (5, 5));
    assert_eq!(n_items("plenary-16"), (6, 11));
    assert_eq!(n_items("plenary-43"), (7, 10));
}

fn n_all(items: &Value) -> usize {
    items.as_array().unwrap().iter().map(|item| 1 + n_all(&item["items"])).sum()
}

#[test]
fn the_slips_of_the_symposiums_programme_are_mended() {
    let agenda =
        sample_as_of(TODAY).entry("meetings", "id", "dns-symposium-2017")["agenda"].clone();
    let times = |title: &str| {
        let item = agenda
            .as_array()
            .unwrap()
            .iter()
            .find(|item| item["title"].as_str().unwrap().starts_with(title));
        let item = item.unwrap_or_else(|| panic!("no {title}"));
        format!("{} {}", item["start"].as_str().unwrap(), item["end"].as_str().unwrap())
    };
    assert_eq!(times("Keynote"), "2017-05-13T07:15:00Z 2017-05-13T07:35:00Z");
    assert_eq!(times("DNSSEC Cryptographic"), "2017-05-13T12:30:00Z 2017-05-13T12:50:00Z");
    assert_eq!(times("PTI/IANA Update"), "2017-05-13T14:10:00Z 2017-05-13T14:30:00Z");
}

#[test]
fn plenary_15_had_six_present_one_excused_five_staff() {
    let site = sample_as_of(TODAY);
    let attendance = site.entry("meetings", "id", "plenary-15")["attendance"].clone();
    let mut present: Vec<_> =
        attendance["present"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    present.sort_unstable();
    let expected = [
        "alain-aina",
        "emily-taylor",
        "james-gannon",
        "kaveh-ranjbar",
        "ram-krishna-pariyar",
        "zarko-kecic",
    ];
    assert_eq!(present, expected);
    assert_eq!(words(&attendance["apologies"]), "boban-krsic");
    assert_eq!(attendance["staff"].as_array().unwrap().len(), 5);
    assert_eq!(attendance["expected"].as_array().unwrap().len(), 16);
    assert_eq!(attendance["absent"].as_array().unwrap().len(), 9);
    let data = site.data("attendance");
    assert_eq!(
        data["meetings"],
        json!([{ "id": "plenary-15", "day": "2017-06-13", "expected": 16, "present": 6, "rate": 0.375 }])
    );
    assert_eq!(
        data["months"],
        json!([{ "month": "2017-06", "eligible": 16, "present": 6, "rate": 0.375 }])
    );
    assert_eq!(
        data["slots"],
        json!([{ "slot": "06:00", "meetings": 1, "eligible": 16, "present": 6, "rate": 0.375 }])
    );
}

#[test]
fn every_action_item_has_its_owner_and_due_date() {
    let list = sample_as_of(TODAY).data("actions");
    let lines: String =
        list.as_array().unwrap().iter().map(|item| format!("{}\n", item_line(item))).collect();
    insta::assert_snapshot!(lines);
}

fn item_line(item: &Value) -> String {
    let due = item["due"]["date"].as_str().or(item["due"]["text"].as_str()).unwrap_or("never");
    let first = item["first_due"]
        .as_str()
        .filter(|first| *first != due)
        .map(|first| format!(" (first {first})"));
    let overdue = if item["overdue"] == true { " overdue" } else { "" };
    let (id, owners) = (item["id"].as_str().unwrap(), words(&item["owners"]));
    let (opened, status) =
        (item["opened"]["date"].as_str().unwrap(), item["status"].as_str().unwrap());
    format!(
        "{id}: {owners}, opened {opened}, due {due}{}, {status}{overdue}",
        first.unwrap_or_default()
    )
}

#[test]
fn every_action_item_has_its_history() {
    let list = sample_as_of(TODAY).data("actions");
    let lines: String = list.as_array().unwrap().iter().map(history_lines).collect();
    insta::assert_snapshot!(lines);
}

fn history_lines(item: &Value) -> String {
    let steps = item["history"].as_array().unwrap().iter().map(|step| {
        let place = step["meeting"].as_str().or(step["source"].as_str()).unwrap_or("elsewhere");
        let changes = step["changes"].as_object().unwrap().iter();
        let changes = changes
            .filter(|(_, change)| !change[0].is_null())
            .map(|(field, change)| format!("; {field} {} → {}", change[0], change[1]));
        format!("  {} {place}{}\n", step["date"].as_str().unwrap(), changes.collect::<String>())
    });
    format!("{}\n{}", item["id"].as_str().unwrap(), steps.collect::<String>())
}

#[test]
fn what_is_overdue_depends_on_the_day() {
    let overdue = |day: &str| {
        let list = sample_as_of(day).data("actions");
        let late = list.as_array().unwrap().iter().filter(|item| item["overdue"] == true);
        late.map(|item| item["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(overdue("2017-06-20"), ["C1-12", "C1-13", "P15-3"]);
    assert_eq!(overdue("2017-07-20").len(), 20);
    assert_eq!(overdue(TODAY).len(), 24);
}

#[test]
fn registers_of_an_earlier_day_know_nothing_of_later_ones() {
    let counts = |day: &str| {
        let counts = sample_as_of(day).data("archive")["counts"].clone();
        (
            counts["actions"].as_u64().unwrap(),
            counts["open_actions"].as_u64().unwrap(),
            counts["overdue_actions"].as_u64().unwrap(),
        )
    };
    assert_eq!(counts("2017-06-20"), (25, 24, 3));
    assert_eq!(counts("2017-07-20"), (35, 34, 20));
    assert_eq!(counts(TODAY), (35, 34, 24));
}

#[test]
fn there_are_twenty_eight_recommendations_and_one_of_another_set() {
    let list = sample_as_of(TODAY).data("recommendations");
    let of = |set: &str| list.as_array().unwrap().iter().filter(|one| one["set"] == set).count();
    assert_eq!((of("ssr1"), of("cct")), (28, 1));
}

#[test]
fn cct_16_is_not_ssr1_16() {
    let site = sample_as_of(TODAY);
    let list = site.data("recommendations");
    let sixteen = |set: &str| {
        let found =
            list.as_array().unwrap().iter().find(|one| one["set"] == set && one["number"] == "16");
        found.unwrap_or_else(|| panic!("no {set}/16")).clone()
    };
    assert_eq!(sixteen("ssr1")["briefing"], "completed");
    assert_eq!(sixteen("cct")["briefing"], "not-presented");
    let is_mentioned = |one: &Value| {
        let list = one["mentions"].as_array().unwrap().iter();
        list.filter(|mention| mention["from"] == "plenary-43")
            .any(|mention| mention["text"].as_str().unwrap().contains("rec. 16 in the CCT report"))
    };
    assert!(is_mentioned(&sixteen("cct")));
    assert!(!is_mentioned(&sixteen("ssr1")));
}

#[test]
fn the_briefing_board_fills_as_briefings_are_held() {
    let briefed = |day: &str| {
        let list = sample_as_of(day).data("recommendations");
        let done = list.as_array().unwrap().iter().filter(|one| one["briefing"] == "completed");
        done.map(|one| one["number"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(briefed("2017-05-01"), "");
    assert_eq!(briefed("2017-07-01"), "1 4 5 14 15 16 18 19 24 28");
    assert_eq!(briefed("2017-09-01"), "1 4 5 10 14 15 16 18 19 24 28");
}

#[test]
fn a_briefing_to_come_is_scheduled() {
    let ten = |day: &str| {
        let list = sample_as_of(day).data("recommendations");
        list.as_array()
            .unwrap()
            .iter()
            .find(|one| one["set"] == "ssr1" && one["number"] == "10")
            .unwrap()["briefing"]
            .clone()
    };
    assert_eq!(ten("2017-07-10"), "scheduled");
    assert_eq!(ten("2017-07-11"), "completed");
}

#[test]
fn recommendation_10_has_twelve_deliverables_all_done() {
    let list = sample_as_of(TODAY).data("recommendations");
    let ten = list
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["set"] == "ssr1" && one["number"] == "10")
        .unwrap();
    let deliverables = ten["deliverables"].as_array().unwrap();
    assert_eq!(deliverables.len(), 12);
    assert!(deliverables.iter().all(|one| one["done"] == true));
}

#[test]
fn the_decision_of_plenary_15_stands() {
    let decision = sample_as_of(TODAY).entry("decisions", "id", "D15-1");
    assert_eq!(
        (&decision["meeting"], &decision["date"]),
        (&json!("plenary-15"), &json!("2017-06-13"))
    );
    assert_eq!(decision["replaced_by"], Value::Null);
}

#[test]
fn five_teams_have_their_volunteers() {
    let teams = sample_as_of(TODAY).data("teams");
    let sizes = teams.as_array().unwrap().iter().map(|team| {
        (team["id"].as_str().unwrap().to_owned(), team["members"].as_array().unwrap().len())
    });
    let mut sizes: Vec<_> = sizes.collect();
    sizes.sort();
    let expected = [
        ("dns-security", 11),
        ("future-challenges", 6),
        ("iana-transition", 4),
        ("icann-ssr", 7),
        ("ssr1-implementation", 4),
    ];
    assert_eq!(sizes, expected.map(|(id, n)| (id.to_owned(), n)));
}

#[test]
fn neither_passcodes_nor_telephone_numbers_are_typed() {
    for (path, entry) in sample().files().filter(|(path, _)| path.starts_with("content")) {
        let plenary::Entry::Bytes(bytes) = entry else { continue };
        let text = String::from_utf8_lossy(bytes).replace([' ', '-', '(', ')', '+'], "");
        let longest =
            text.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or_default();
        assert!(longest <= 8, "{path} has a number of {longest} digits");
    }
}

#[test]
fn letters_that_only_look_latin_are_mended() {
    for (address, text) in sample_as_of(TODAY).pages() {
        assert!(
            !text.chars().any(|c| ('\u{400}'..'\u{500}').contains(&c)),
            "{address} has Cyrillic letters"
        );
    }
}
