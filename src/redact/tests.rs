use proptest::prelude::*;

use super::names::Names;
use crate::{diagnostic::Sink, link, model::Archive, source::Tree};

/// The archive of a site whose entries and roster are these.
fn archive(entries: &str, people: &str) -> Archive {
    let site = format!("title = \"T\"\nbase_url = \"https://a.example/\"\n{entries}");
    let files = [("content/site.toml", site), ("content/people.toml", people.to_owned())];
    let mut sink = Sink::default();
    let (sources, contents) = crate::content::read(&Tree::in_memory(files), &mut sink);
    link::link(contents, &sources, &mut sink)
}

fn entry(name: &str, label: &str) -> String {
    format!("[[redact]]\nname = \"{name}\"\nlabel = \"{label}\"\n")
}

fn names(name: &str, aliases: &[&str]) -> Names {
    let person = format!("[[person]]\nname = \"{name}\"\naliases = {aliases:?}\n");
    Names::of(&archive(&entry(name, "X Y"), &person))
}

#[track_caller]
fn assert_found(names: &Names, texts: &[&str]) {
    for text in texts {
        let without = names.text(text);
        assert!(without.is_some_and(|text| names.text(&text).is_none()), "{text}");
    }
}

#[track_caller]
fn assert_not_found(names: &Names, texts: &[&str]) {
    for text in texts {
        assert_eq!(names.text(text), None, "{text}");
    }
}

#[test]
fn a_name_is_found_however_it_is_written() {
    let names = names("Žarko O’Neill-Kecić", &["Z. Kecic"]);
    assert_found(
        &names,
        &[
            "Žarko O’Neill-Kecić",
            "ZARKO O'NEILL-KECIC",
            "Z\u{30c}arko\u{a0}O'Neill\u{2011}Kecic\u{301}",
            "Žarko\n  O’Neill\tKecić",
            "zarko-oneill-kecic",
            "Zarko_ONeill_Kecic.pdf",
            "O’Neill-Kecić, Žarko",
            "Ža\u{ad}rko O\u{200b}'Neill-Kecić",
            "Z. Kecić",
            "Z.Kecić",
            "Z Kecic",
            "(Z. Kecic)",
            "“Z. Kecić’s”",
            "z.kecic@example.org",
            "Kecic, Z.",
        ],
    );
    assert_not_found(&names, &["Z. Kecicova", "Žarko", "Kecić", "AZ. Kecic", ""]);
}

#[test]
fn a_name_ends_where_a_word_ends() {
    let names = names("Ana Lima", &[]);
    assert_not_found(
        &names,
        &["Ana Limaverde", "Diana Lima", "Ana. Lima is a town", "Ana, Lima", "Ana | Lima"],
    );
    assert_found(&names, &["Ana Lima2", "AnaLima.pdf", "x_Ana_Lima_x", "ana%20lima", "ana+lima"]);
}

#[test]
fn letters_of_other_scripts_are_names_too() {
    for (name, text) in [
        ("Анна Лима", "АННА ЛИМА сказала"),
        ("王小明", "这是王小明的"),
        ("김철수", "김철수는"),
        ("أحمد علي", "وأحمد علي"),
        ("राम शर्मा", "राम शर्मा ने"),
    ] {
        assert_found(&names(name, &[]), &[text]);
    }
    assert_not_found(&names("가나", &[]), &["가난"]);
    assert_not_found(&names("राम शर्मा", &[]), &["रोम शर्मा"]);
}

#[test]
fn an_abbreviation_is_no_word_in_small_letters() {
    let names = names("Ana Lima", &["AL"]);
    assert_found(&names, &["AL said", "(AL)"]);
    assert_not_found(&names, &["et al.", "Al"]);
}

#[test]
fn a_longer_name_is_somebody_else() {
    let people = "[[person]]\nname = \"Ana Lima\"\n[[person]]\nname = \"Ana Lima Duarte\"\n";
    let names = Names::of(&archive(&entry("Ana Lima", "X Y"), people));
    assert_eq!(names.text("Ana Lima Duarte, Ana Lima").as_deref(), Some("Ana Lima Duarte, X Y"));
    assert_not_found(&names, &["people/ana-lima-duarte.html", "Duarte, Ana Lima"]);
}

#[test]
fn addresses_get_the_label_as_an_id_that_is_in_no_other() {
    let people = "[[person]]\nname = \"Ana Lima\"\n[[person]]\nname = \"Bo Lund\"\nid = \"bo\"\n[[person]]\nname = \"Former\"\n";
    let entries = [entry("Ana Lima", "Former"), entry("bo", "Former")].concat();
    let names = Names::of(&archive(&entries, people));
    let without = |text: &str| names.address(text);
    assert_eq!(
        without("meetings/call-ana-lima.html").as_deref(),
        Some("meetings/call-former-2.html")
    );
    assert_eq!(without("/people/bo.html#top").as_deref(), Some("/people/former-3.html#top"));
    assert_eq!(without("/owners/bo.ics").as_deref(), Some("/owners/former-3.ics"));
    assert_eq!(
        without("https://a.example/Ana%20Lima?a=%C3%A9").as_deref(),
        Some("https://a.example/former-2?a=%C3%A9")
    );
    assert_eq!(without("people/bo-other.html"), None);
    assert_eq!(without("pages/bo.html"), None);
    assert_eq!(names.text("Ana Lima and Bo Lund").as_deref(), Some("Former and Former"));
}

proptest! {
    #[test]
    fn no_text_holds_a_name_afterwards(
        parts in prop::collection::vec("Ana|Lima|[ \u{a0}\n.,_-]|[a-zÀ-ž]{1,3}|\\PC", 0..30),
    ) {
        let names = names("Ana Lima", &["A. Lima"]);
        let text: String = parts.concat();
        if let Some(without) = names.text(&text) {
            prop_assert_eq!(names.text(&without), None);
        }
    }
}
