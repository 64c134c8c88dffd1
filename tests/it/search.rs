//! What the search finds is there, at the place where it leads.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::support::{Site, sample_as_of};

/// Of every entry: title, heading, address, day, owners, text, kind.
fn entries(site: &Site) -> Vec<[String; 7]> {
    let files = site.0.outputs.iter();
    let texts = files.filter(|file| file.address.as_str().starts_with("assets/search/texts/"));
    texts
        .flat_map(|file| {
            let text = std::str::from_utf8(file.bytes().unwrap()).unwrap();
            let (_, json) = text.split_once(',').unwrap();
            serde_json::from_str::<Vec<[String; 7]>>(json.trim_end_matches(");\n")).unwrap()
        })
        .collect()
}

fn ids(html: &str) -> BTreeSet<&str> {
    html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_place_that_is_found_is_there() {
    let site = sample_as_of("2018-10-01");
    let pages: BTreeMap<&str, BTreeSet<&str>> =
        site.pages().map(|(address, html)| (address, ids(html))).collect();
    let entries = entries(&site);
    assert!(entries.len() > 100);
    let lost: Vec<&str> = entries
        .iter()
        .map(|[_, _, address, ..]| address.as_str())
        .filter(|address| {
            let (page, fragment) = address.split_once('#').unwrap_or((address, ""));
            let Some(ids) = pages.get(page) else { return true };
            !fragment.is_empty() && !ids.contains(fragment)
        })
        .collect();
    assert_eq!(lost, [""; 0]);
}

#[test]
fn every_page_of_the_record_is_found() {
    let site = sample_as_of("2018-10-01");
    let found: BTreeSet<String> = entries(&site)
        .into_iter()
        .map(|[_, _, address, ..]| address.split('#').next().unwrap().to_owned())
        .collect();
    let folders =
        ["meetings/", "actions/p", "recommendations/ssr1/", "people/", "briefings/", "teams/"];
    let missing: Vec<&str> = site
        .pages()
        .filter(|(_, html)| html.contains("<body class=\"page-")) // redirects are no pages
        .map(|(address, _)| address)
        .filter(|page| folders.iter().any(|folder| page.starts_with(folder)))
        .filter(|page| !found.contains(*page))
        .collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn an_address_is_found_once() {
    let site = sample_as_of("2018-10-01");
    let mut seen = BTreeSet::new();
    let all: Vec<String> = entries(&site).into_iter().map(|[_, _, address, ..]| address).collect();
    let twice: Vec<&String> = all.iter().filter(|address| !seen.insert(*address)).collect();
    assert_eq!(twice, [""; 0]);
}

#[test]
fn registers_are_found() {
    let site = sample_as_of("2018-10-01");
    let found: BTreeMap<String, String> =
        entries(&site).into_iter().map(|[title, _, address, ..]| (address, title)).collect();
    let wanted = ["Glossary", "Attendance", "Recommendations", "Calendar", "Decisions", "Changes"];
    for title in wanted {
        let address = format!("{}.html", title.to_lowercase());
        assert_eq!(found.get(&address).map(String::as_str), Some(title));
    }
}

#[test]
fn files_of_the_index_are_light() {
    let site = sample_as_of("2018-10-01");
    for file in &site.0.outputs {
        let address = file.address.as_str();
        if address.starts_with("assets/search/") {
            let n = file.bytes().unwrap().len();
            assert!(n < 65_000, "{address} has {n} bytes");
            assert_eq!(std::str::from_utf8(file.bytes().unwrap()).unwrap().lines().count(), 1);
        }
    }
    let index = site.text("assets/search/index.js");
    let json = index.strip_prefix("plenarySearch.index(").unwrap().trim_end_matches(");\n");
    let manifest: Value = serde_json::from_str(json).unwrap();
    assert_eq!(manifest["n_entries"], entries(&site).len());
}
