use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::{
    model::{How, MeetingId},
    render::fixture::{self, Fixture},
    render::messages::Messages,
    source::{
        FileId, Span,
        prose::{Admonition, Alignment, Cell, Image, Item, Row},
    },
    time::{Moment, Zone},
};

fn span() -> Span {
    Span::new(FileId(0), 0..0)
}

fn inline(kind: InlineKind<Reference>) -> Inline<Reference> {
    Inline { span: span(), kind }
}

fn text(words: &str) -> Inline<Reference> {
    inline(InlineKind::Text(words.into()))
}

fn link(reference: Reference, words: &str) -> Inline<Reference> {
    inline(InlineKind::Reference(Box::new(reference), vec![text(words)]))
}

fn block(kind: BlockKind<Reference>) -> Block<Reference> {
    Block { span: span(), id: None, kind }
}

fn paragraph(words: &str) -> Block<Reference> {
    block(BlockKind::Paragraph(vec![text(words)]))
}

fn time(utc: &str, zone: &str, words: &str) -> Inline<Reference> {
    let zone = Zone::named(zone).expect("a zone");
    let moment: Moment = zone.moment(utc.parse().expect("an instant"));
    link(Reference::Time(moment), words)
}

fn external(url: &str) -> Reference {
    Reference::External { url: url.into(), title: String::new() }
}

fn shown(blocks: &[Block<Reference>]) -> String {
    let Fixture { archive, registers } = &fixture::record();
    let ctx = Context {
        archive,
        registers,
        base_url: "https://ssr2.example.org/wiki/",
        messages: Messages::english(),
    };
    let page = Address::new("meetings/plenary-15.html");
    prose(&ctx, &blocks.to_vec(), &Base::Page(&page))
}

fn line(content: Vec<Inline<Reference>>) -> String {
    shown(&[block(BlockKind::Paragraph(content))])
}

#[test]
fn a_heading_is_never_the_first_of_the_page() {
    let heading = |level| block(BlockKind::Heading { level, content: vec![text("Notes")] });
    assert_eq!(shown(&[heading(1), heading(3)]), "<h2>Notes</h2>\n<h3>Notes</h3>\n");
}

#[test]
fn places_that_can_be_cited_have_their_ids_once() {
    let cited = Block { id: Some(Arc::from("p-1")), ..paragraph("One") };
    assert_eq!(shown(&[cited.clone(), cited]), "<p id=\"p-1\">One</p>\n<p id=\"p-1-2\">One</p>\n");
}

#[test]
fn raw_html_is_shown_as_text() {
    let html = shown(&[block(BlockKind::Html("<script>alert(1)</script>".into()))]);
    assert_eq!(html, "<p class=\"raw\">&lt;script&gt;alert(1)&lt;/script&gt;</p>\n");
}

#[test]
fn a_link_of_another_scheme_is_its_text() {
    assert_eq!(line(vec![link(external("javascript:alert(1)"), "here")]), "<p>here</p>\n");
}

#[test]
fn links_are_relative_to_the_page() {
    let target = Target::Meeting(MeetingId::new("f2f-2-madrid"));
    let reference = Reference::Target { target, fragment: None, how: How::Wikilink };
    let html = line(vec![link(reference, "Madrid")]);
    assert_eq!(html, "<p><a href=\"f2f-2-madrid.html\">Madrid</a></p>\n");
}

#[test]
fn what_is_not_there_by_the_day_is_its_text() {
    let target = Target::Action(crate::model::ActionId::new("Z99-9"));
    let reference = Reference::Target { target, fragment: None, how: How::Autolink };
    assert_eq!(line(vec![link(reference, "Z99-9")]), "<p>Z99-9</p>\n");
}

#[test]
fn a_picture_of_another_site_is_a_link() {
    let image = Image {
        reference: external("https://elsewhere.example/a.png"),
        alt: "A chart".into(),
        title: String::new(),
    };
    let html = line(vec![inline(InlineKind::Image(Box::new(image)))]);
    assert!(!html.contains("<img") && html.contains(">A chart</a>"), "{html}");
}

#[test]
fn utc_stands_after_a_time_and_after_a_span_of_times_once() {
    let html = line(vec![time("2017-05-14T06:30:00Z", "Europe/Madrid", "08:30 CEST")]);
    assert_eq!(
        html,
        "<p><time datetime=\"2017-05-14T06:30:00Z\" data-zone=\"Europe/Madrid\">08:30 CEST</time> \
         <span class=\"utc\">(06:30 UTC)</span></p>\n"
    );
    let html = line(vec![
        time("2017-05-14T06:30:00Z", "Europe/Madrid", "08:30"),
        text("–"),
        time("2017-05-14T15:30:00Z", "Europe/Madrid", "17:30 CEST"),
    ]);
    assert_eq!(html.matches("UTC").count(), 1, "{html}");
    assert!(html.contains("(06:30–15:30 UTC)"), "{html}");
}

#[test]
fn utc_that_is_written_is_not_written_again() {
    let html = line(vec![
        time("2017-05-14T06:30:00Z", "Europe/Madrid", "08:30 CEST"),
        text(" | "),
        time("2017-05-14T06:30:00Z", "UTC", "06:30 UTC"),
    ]);
    assert!(!html.contains("class=\"utc\""), "{html}");
}

#[test]
fn a_table_can_be_scrolled_and_its_columns_are_named() {
    let cell = |words: &str| Cell { span: span(), content: vec![text(words)] };
    let table = BlockKind::Table {
        alignments: vec![Alignment::None, Alignment::End],
        head: vec![cell("For"), cell("")],
        rows: vec![Row { span: span(), cells: vec![cell("Staff"), cell("12")] }],
    };
    let html = shown(&[block(table)]);
    assert!(html.contains("role=\"region\" tabindex=\"0\" aria-label=\"Table: For, \""), "{html}");
    assert!(html.contains("<th scope=\"col\">For</th><td></td>"), "{html}");
    assert!(html.contains("<td class=\"at-end\">12</td>"), "{html}");
}

#[test]
fn a_task_has_its_box_named_by_its_text() {
    let item =
        Item { span: span(), id: None, checked: Some(true), blocks: vec![paragraph("Write")] };
    let html = shown(&[block(BlockKind::List { start: None, tight: true, items: vec![item] })]);
    assert!(
        html.contains("<label><input type=\"checkbox\" disabled checked> Write</label>"),
        "{html}"
    );
}

#[test]
fn a_footnote_and_its_mark_lead_to_each_other() {
    let mark = || inline(InlineKind::FootnoteMark("a b".into()));
    let note =
        block(BlockKind::Footnote { label: "a b".into(), blocks: vec![paragraph("Said so.")] });
    let html = shown(&[block(BlockKind::Paragraph(vec![mark(), mark()])), note]);
    assert_eq!(html.matches("id=\"fnref.a_20_b\"").count(), 1, "{html}");
    assert_eq!(html.matches("id=\"fn.a_20_b\"").count(), 1, "{html}");
    assert!(html.contains("href=\"#fnref.a_20_b\""), "{html}");
}

#[test]
fn away_from_home_text_has_no_ids_and_leads_back() {
    let Fixture { archive, registers } = &fixture::record();
    let ctx = Context {
        archive,
        registers,
        base_url: "https://ssr2.example.org/wiki/",
        messages: Messages::english(),
    };
    let (on, home) = (Address::new("decisions.html"), Address::new("meetings/a.html"));
    let content = vec![link(Reference::Here("notes".into()), "notes")];
    let said = Block { id: Some("p-1".into()), ..block(BlockKind::Paragraph(content)) };
    let html = prose(&ctx, &vec![said], &Base::Quoted { on: &on, home: &home });
    assert_eq!(html, "<p><a href=\"meetings/a.html#notes\">notes</a></p>\n");
}

#[test]
fn an_admonition_says_what_it_is() {
    let quote =
        BlockKind::Quote { kind: Some(Admonition::Warning), blocks: vec![paragraph("Read this.")] };
    assert!(shown(&[block(quote)]).contains("<p class=\"admonition-word\">Warning</p>"));
}

/// What is left of HTML once the tags that we write are taken away.
fn without_tags(html: &str) -> String {
    let mut rest = html.to_owned();
    for tag in ["<p>", "</p>", "<p class=\"raw\">", "<code>", "</code>", "<pre>", "</pre>", "</a>"]
    {
        rest = rest.replace(tag, "");
    }
    rest
}

proptest! {
    #[test]
    fn no_text_becomes_markup(words in ".*") {
        let html = shown(&[
            paragraph(&words),
            block(BlockKind::Html(words.clone())),
            block(BlockKind::Code { language: String::new(), text: words.clone() }),
            block(BlockKind::Paragraph(vec![inline(InlineKind::Html(words.clone())), inline(InlineKind::Code(words))])),
        ]);
        prop_assert!(!without_tags(&html).contains(['<', '>']), "{}", html);
    }

    #[test]
    fn no_link_runs_a_script(scheme in "[ \\x00-\\x20]*(?i)javascript[ \\x00-\\x20]*:", rest in ".*") {
        let html = line(vec![link(external(&format!("{scheme}{rest}")), "here")]);
        prop_assert!(!html.contains("href"), "{}", html);
    }
}
