use chrono::Datelike;
use proptest::prelude::*;

use super::{
    super::{count::COMMON, place::bucket, words::each_word},
    *,
};
use crate::{model::SeriesId, render::fixture::text};

fn entry(title: &str, heading: &str, said: &str) -> Entry {
    let mut entry = Entry::new(Kind::Page, Address::new("page.html"), title);
    heading.clone_into(&mut entry.heading);
    entry.say(said);
    entry
}

fn no_names() -> Names {
    Names { people: Vec::new(), recommendations: Vec::new(), series: Vec::new() }
}

/// The files of entries, which come in a part for each kind, series and year.
fn made(mut entries: Vec<Entry>, names: &Names) -> Vec<Output> {
    entries.sort_by(|one, other| order(one).cmp(&order(other)));
    let run = |one: &Entry| (one.kind, one.series.clone(), one.date.map(|date| date.year()));
    let parts = entries.chunk_by(|one, other| run(one) == run(other)).collect();
    outputs(parts, <[Entry]>::to_vec, names, Wanted::ALL)
}

/// The string that a file hands over.
fn handed(file: &str) -> &str {
    file.split('"').nth(1).unwrap()
}

fn manifest(files: &[Output]) -> serde_json::Value {
    let index = text(files, "assets/search/index.js");
    let json = index.strip_prefix("plenarySearch.index(").unwrap().strip_suffix(");\n").unwrap();
    serde_json::from_str(json).unwrap()
}

/// What stands for a word in the file that the table of first words leads to.
fn found(files: &[Output], word: &str) -> Option<String> {
    let manifest = manifest(files);
    let firsts = manifest["words"].as_array().unwrap();
    let below = firsts.iter().take_while(|first| first.as_str().unwrap() <= word).count();
    let n_keys = usize::try_from(manifest["keys"].as_u64().unwrap()).unwrap();
    let file = if word.starts_with(KEY) {
        format!("assets/search/keys/{}.js", bucket(word, n_keys))
    } else {
        format!("assets/search/words/{}.js", below.checked_sub(1)?)
    };
    let file = text(files, &file);
    let mut pieces = handed(file).split('|').filter_map(|piece| piece.split_once(' '));
    pieces.find(|(one, _)| *one == word).map(|(_, found)| found.to_owned())
}

fn weight(files: &[Output], word: &str) -> u32 {
    let found = found(files, word).expect(word);
    let digits = code::read(&found[..1]).into_iter().chain(code::read(&found[1..2]));
    digits.zip([1, 32]).map(|(digit, worth)| digit * worth).sum()
}

#[test]
fn an_id_weighs_more_than_a_title_and_a_title_more_than_a_heading() {
    let mut page = entry("Madrid", "", "plain plain");
    page.ids.push("P15-1".into());
    page.owners = "Emily".into();
    let files = made(vec![page, entry("Madrid", "Quorum", "")], &no_names());
    let weights = ["=p15-1", "madrid", "quorum", "emily", "plain"].map(|word| weight(&files, word));
    assert!(weights.windows(2).all(|two| two[0] > two[1]), "{weights:?}");
}

#[test]
fn kind_series_and_year_are_told_by_runs() {
    let dated = |series: &str, day: &str| {
        let mut one = entry("A", "", "");
        one.series = Some(SeriesId::new(series));
        one.date = Some(day.parse().unwrap());
        one
    };
    let names =
        Names { series: vec![("b".into(), "B".into()), ("a".into(), "A".into())], ..no_names() };
    let all = vec![
        dated("b", "2017-01-01"),
        dated("a", "2016-01-01"),
        dated("a", "2017-05-01"),
        dated("a", "2017-06-01"),
    ];
    let files = made(all, &names);
    let runs = text(&files, "assets/search/runs.js");
    let years = |all: [u32; 2]| code::rising(all.map(|year| 9999 - year));
    let of_a = format!("[5,1,\"{}\",\"{}\"]", code::rising([0, 256]), years([2017, 2016]));
    let of_b = format!("[5,0,\"{}\",\"{}\"]", code::rising([512]), code::rising([9999 - 2017]));
    assert_eq!(runs, format!("plenarySearch.runs([{of_a},{of_b}]);\n"));
}

#[test]
fn one_more_entry_leaves_the_texts_of_other_series_as_they_were() {
    let of = |series: &str, said: &str| {
        let series = Some(SeriesId::new(series));
        Entry { series, ..entry("Call", "", said) }
    };
    let said = "The team thanked staff for the minutes of the last call. ".repeat(9);
    let mut all: Vec<Entry> = ["a", "b"].iter().flat_map(|id| vec![of(id, &said); 99]).collect();
    let before = made(all.clone(), &no_names());
    all.push(of("a", "One more."));
    let after = made(all, &no_names());
    let of_b = |files: &[Output]| {
        let n = |file: &Output| {
            file.address
                .as_str()
                .strip_prefix("assets/search/texts/")?
                .strip_suffix(".js")?
                .parse()
                .ok()
        };
        let files = files.iter().filter(|file| n(file).is_some_and(|n: usize| n * GROUP >= 256));
        files.cloned().collect::<Vec<_>>()
    };
    assert!(of_b(&before).len() > 3, "{before:?}");
    assert_eq!(of_b(&before), of_b(&after));
}

#[test]
fn line_ends_that_older_scripts_refuse_are_escaped() {
    let files = made(vec![entry("A", "", "one\u{2028}two</script>")], &no_names());
    let texts = text(&files, "assets/search/texts/0.js");
    assert!(texts.contains("one\\u2028two</script>"), "{texts}");
}

#[test]
fn an_archive_of_nothing_has_an_index() {
    assert_eq!(manifest(&made(Vec::new(), &no_names()))["n_entries"], 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_word_is_found_where_the_table_leads(
        texts in prop::collection::vec("[a-zA-ZčéßÆа-яα-ω會議ก-ด ]{0,200}", 0..40),
    ) {
        let of = |(n, text): (usize, &String)| {
            let series = Some(SeriesId::new(format!("s{:02}", n / 3)));
            Entry { series, ..entry("", "", text) }
        };
        let entries: Vec<Entry> = texts.iter().enumerate().map(of).collect();
        let whole = outputs(vec![entries.clone()], |all| all, &no_names(), Wanted::ALL);
        let files = made(entries, &no_names());
        prop_assert_eq!(text(&files, "assets/search/index.js"), text(&whole, "assets/search/index.js"));
        for (n, text) in texts.iter().enumerate() {
            let mut words = Vec::new();
            each_word(text, |word| words.push(word.to_owned()));
            for word in words {
                let found = found(&files, &word).unwrap_or_default();
                let all = found.split(',').flat_map(|group| code::read(&group[2..]));
                prop_assert!(all.into_iter().any(|entry| entry as usize == n / 3 * 256 + n % 3), "{word}");
            }
        }
        for file in files.iter().filter(|file| file.address.as_str().contains("/words/")) {
            prop_assert!(file.bytes().unwrap().len() <= SHARD + COMMON + 100);
        }
    }
}
