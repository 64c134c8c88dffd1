//! Pictures: each has a name, a description and figures behind it, and none lies.

use crate::support::{ArchiveTest, Site, sample_as_of};

const TODAY: &str = "2018-10-01";

/// Every drawing of a page that is told to assistive technology.
fn drawings(html: &str) -> Vec<&str> {
    let all = html.split("<svg role=").skip(1);
    all.map(|text| text.split("</desc>").next().unwrap()).collect()
}

fn id_of<'a>(text: &'a str, attribute: &str) -> &'a str {
    text.split(&format!("{attribute}=\"")).nth(1).unwrap().split('"').next().unwrap()
}

#[track_caller]
fn assert_told(site: &Site) -> usize {
    let mut n = 0;
    for (address, html) in site.pages() {
        assert!(!html.contains("NaN") && !html.contains("Infinity"), "{address}");
        for drawing in drawings(html) {
            let name = format!("<title id=\"{}\">", id_of(drawing, "aria-labelledby"));
            let about = format!("<desc id=\"{}\">", id_of(drawing, "aria-describedby"));
            assert!(drawing.contains(&name) && drawing.contains(&about), "{address}: {drawing}");
            n += 1;
        }
        for figure in html.split("<figure class=\"picture").skip(1) {
            let (figure, after) = figure.split_once("</figure>").unwrap();
            assert!(after.contains("<table"), "{address} has no table behind {figure}");
        }
    }
    n
}

#[test]
fn every_picture_is_told_and_has_its_figures() {
    let site = sample_as_of(TODAY);
    assert!(assert_told(&site) > 10);
    for (page, title) in [
        ("recommendations/ssr1.html", "Briefings on SSR1, OCTO: recommendations 1 to 28</title>"),
        ("attendance.html", ">Attendance of each person, by month</title>"),
        ("attendance.html", ">Participation by month</title>"),
        ("attendance.html", ">Participation by the hour of the start, in UTC</title>"),
        ("attendance/2017.html", ">Attendance in 2017, person by person</title>"),
        ("actions.html", ">Open actions over time</title>"),
        ("meetings.html", ">Timeline of meetings</title>"),
    ] {
        assert!(site.text(page).contains(title), "{page} has no {title}");
    }
}

#[test]
fn the_board_has_a_hexagon_a_recommendation() {
    let site = sample_as_of(TODAY);
    let board = site.text("recommendations/ssr1.html");
    assert_eq!(board.matches("<a class=\"hex ").count(), 28);
    assert_eq!(board.matches("<a class=\"hex completed\"").count(), 11);
    assert!(board.contains("</svg> completed: 11</li>"));
}

#[test]
fn open_actions_over_time_end_with_those_that_are_open() {
    let site = sample_as_of(TODAY);
    let counts = site.data("archive")["counts"]["open_actions"].clone();
    let page = site.text("actions.html");
    assert!(page.contains(&format!("{counts} still open on 1 October 2018.")));
    assert!(page.contains(&format!("<text class=\"soft\" x=\"0\" y=\"2.4em\">{counts} now, ")));
}

#[test]
fn an_archive_of_nothing_and_of_one_meeting_has_no_picture_that_is_empty() {
    assert_eq!(assert_told(&ArchiveTest::new().build()), 0);
    let site = ArchiveTest::new().call(15, "2017-06-13", "Text.").build();
    assert_eq!(assert_told(&site), 1, "the timeline");
}
