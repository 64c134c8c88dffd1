//! The site as a reader's browser meets it: links, anchors, marks, addresses.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{ArchiveTest, Site, sample_as_of};

/// The values of an attribute in a page.
fn values<'a>(html: &'a str, attribute: &str) -> impl Iterator<Item = &'a str> {
    let mark = format!(" {attribute}=\"");
    html.match_indices(&mark)
        .map(|(at, _)| at + mark.len())
        .map(|at| html[at..].split('"').next().unwrap_or_default())
        .collect::<Vec<_>>()
        .into_iter()
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let hex = |byte: Option<u8>| byte.and_then(|byte| (byte as char).to_digit(16)).unwrap_or(0);
        bytes.push(if byte == b'%' {
            u8::try_from(hex(rest.next()) * 16 + hex(rest.next())).unwrap()
        } else {
            byte
        });
    }
    String::from_utf8(bytes).unwrap()
}

/// Follows a relative link from a page, as a browser would.
fn resolve(page: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()?),
            "." => {}
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[track_caller]
fn assert_links_resolve(site: &Site) {
    let files: BTreeSet<&str> = site
        .0
        .outputs
        .iter()
        .map(|output| output.address.as_str())
        .chain(["data/manifest.json"])
        .collect();
    let ids: BTreeMap<&str, BTreeSet<String>> = site
        .pages()
        .map(|(address, html)| (address, values(html, "id").map(decode).collect()))
        .collect();
    let mut broken = Vec::new();
    for (address, html) in site.pages() {
        for link in values(html, "href").chain(values(html, "src")) {
            let link = link.replace("&amp;", "&");
            // The page of addresses that are not there tells its links from the host's root.
            let link = match (address, link.strip_prefix("/wiki/")) {
                ("404.html", Some(path)) => path.to_owned(),
                _ => link,
            };
            if ["https:", "http:", "mailto:", "tel:", "data:"]
                .iter()
                .any(|scheme| link.starts_with(scheme))
            {
                continue;
            }
            let (path, fragment) = link
                .split_once('#')
                .map_or((link.as_str(), None), |(path, id)| (path, Some(decode(id))));
            let path = path.split('?').next().unwrap_or_default();
            // the page for addresses that are not there is shown at any depth
            let from_root = path.strip_prefix("/wiki/").filter(|_| address == "404.html");
            let path = from_root.unwrap_or(path);
            let target = if path.is_empty() {
                Some(address.to_owned())
            } else {
                resolve(address, &decode(path))
            };
            let is_there = target.as_deref().is_some_and(|target| {
                let has_id = |id: &String| {
                    id.is_empty() || ids.get(target).is_some_and(|ids| ids.contains(id))
                };
                files.contains(target) && fragment.as_ref().is_none_or(has_id)
            });
            if !is_there {
                broken.push(format!("{address}: {link}"));
            }
        }
    }
    assert!(broken.is_empty(), "{} broken links:\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn every_link_and_anchor_of_the_sample_leads_somewhere() {
    assert_links_resolve(&sample_as_of("2018-10-01"));
    assert_links_resolve(&sample_as_of("2017-06-20"));
}

#[test]
fn no_id_stands_twice_on_a_page() {
    for (address, html) in sample_as_of("2018-10-01").pages() {
        let mut seen = BTreeSet::new();
        for id in values(html, "id") {
            assert!(seen.insert(id), "{address} has id {id} twice");
        }
    }
}

#[test]
fn pages_hold_no_script_or_style_of_their_own() {
    for (address, html) in sample_as_of("2018-10-01").pages() {
        assert!(!html.contains(" style=") && !html.contains("<style"), "{address} has a style");
        assert!(
            !html.contains(" onclick") && !html.contains("javascript:"),
            "{address} has a handler"
        );
        for tag in html.split("<script").skip(1) {
            let head = tag.split('>').next().unwrap();
            assert!(
                head.contains(" src=") || head.contains("application/ld+json"),
                "{address}: <script{head}>"
            );
        }
    }
}

#[test]
fn every_page_has_one_heading_of_the_first_level_and_its_landmarks() {
    for (address, html) in sample_as_of("2018-10-01").pages() {
        if html.contains("http-equiv=\"refresh\"") {
            continue; // a redirect
        }
        assert_eq!(html.matches("<h1").count(), 1, "{address}");
        for mark in [
            "<main",
            "<header",
            "<nav",
            "<footer",
            "<title>",
            "rel=\"canonical\"",
            "lang=\"en\"",
            "property=\"og:title\"",
        ] {
            assert!(html.contains(mark), "{address} lacks {mark}");
        }
    }
}

#[test]
fn the_addresses_of_the_contract_are_there() {
    let site = sample_as_of("2018-10-01");
    let wanted = [
        "index.html",
        "meetings.html",
        "meetings/plenary-15.html",
        "meetings/plenary-15.ics",
        "actions.html",
        "actions/p15-1.html",
        "actions/closed.html",
        "actions/board.html",
        "owners/icann-org.html",
        "owners/icann-org.xml",
        "owners/icann-org.ics",
        "decisions.html",
        "recommendations.html",
        "recommendations/ssr1.html",
        "recommendations/ssr1/10.html",
        "briefings.html",
        "briefings/2017-07-11-ssr1-rec-10.html",
        "attendance.html",
        "attendance/2017.html",
        "people.html",
        "people/emily-taylor.html",
        "teams.html",
        "teams/dns-security.html",
        "about.html",
        "glossary.html",
        "search.html",
        "changes.html",
        "404.html",
        "calendar.html",
        "calendar.ics",
        "calendar/plenary.ics",
        "feed.xml",
        "actions/feed.xml",
        "decisions/feed.xml",
        "data/archive.json",
        "data/meetings.json",
        "data/actions.json",
        "data/actions.csv",
        "data/decisions.json",
        "data/decisions.csv",
        "data/attendance.json",
        "data/attendance.csv",
        "data/recommendations.json",
        "data/people.json",
        "data/teams.json",
        "data/briefings.json",
        "data/glossary.json",
        "data/links.json",
        "sitemap.xml",
        "robots.txt",
        "_redirects",
    ];
    let missing: Vec<_> = wanted.iter().filter(|address| !site.has(address)).collect();
    assert!(missing.is_empty(), "missing: {missing:?}");
}

#[test]
fn empty_kinds_have_no_page() {
    let site = crate::support::ArchiveTest::new().build();
    for address in
        ["briefings.html", "teams.html", "recommendations.html", "glossary.html", "decisions.html"]
    {
        assert!(!site.has(address), "{address} is empty");
    }
    assert_links_resolve(&site);
}

#[test]
fn times_say_their_zone_and_utc() {
    let site = sample_as_of("2018-10-01");
    let page = site.text("meetings/f2f-2-madrid.html");
    assert!(
        page.contains(r#"<time datetime="2017-05-14T07:00:00Z" data-zone="Europe/Madrid""#),
        "no mark for the briefing"
    );
    assert!(page.contains("CEST"));
    for zone in ["America/New_York", "Asia/Kathmandu", "Africa/Dar_es_Salaam"] {
        assert!(page.contains(zone), "no {zone} in the table of zones");
    }
}

#[test]
fn a_day_of_an_agenda_that_does_not_say_its_own_is_the_one_after_the_day_above() {
    let meeting = "+++\ntitle = \"Madrid\"\nseries = \"plenary\"\ndate = 2017-05-14\nend_date = 2017-05-16\n\
        start = 08:30\nend = 17:00\n+++\n";
    let agenda = "[[day]]\n[[day.item]]\ntitle = \"Welcome\"\nstart = 09:00\n\
        [[day]]\n[[day.item]]\ntitle = \"Rates\"\nstart = 09:00\n";
    let site = ArchiveTest::new()
        .file("content/meetings/madrid/index.md", meeting)
        .file("content/meetings/madrid/agenda.toml", agenda)
        .build();
    let page = site.text("meetings/madrid.html");
    for time in ["2017-05-14T09:00:00Z", "2017-05-15T09:00:00Z"] {
        assert!(page.contains(&format!("datetime=\"{time}\"")), "{time}");
    }
}
