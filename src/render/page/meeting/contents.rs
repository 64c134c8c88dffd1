//! The contents of a meeting's page: its headings, in their order.

use schemars::JsonSchema;
use serde::Serialize;

use super::{MeetingView, body::PartView};
use crate::render::{
    html::escape,
    page::at::{At, Html},
};

/// A heading of the page.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ContentsEntry")]
pub(super) struct Entry {
    /// The id of the heading.
    id: String,
    /// Without its marks and links.
    text: Html,
    /// 2 or 3.
    level: u8,
}

/// A page with fewer headings than this is seen at a glance.
const FEW: usize = 3;
/// A page with more shows those of the first level alone.
const MANY: usize = 30;

/// What the page has headings for; nothing where that is little.
pub(super) fn contents(at: &At<'_>, view: &MeetingView, is_mentioned: bool) -> Vec<Entry> {
    let before = [
        (!view.joins.is_empty(), "s.taking-part", "meeting.taking_part"),
        (!view.changes.is_empty(), "s.what-it-changed", "meeting.changed"),
    ];
    let has_records = !(view.records.is_empty() && view.attachments.is_empty());
    let after = [
        (!view.attendance.is_empty(), "s.attendance", "meeting.attendance"),
        (has_records, "s.records", "meeting.records"),
        (is_mentioned, "s.mentioned-in", "frame.mentioned_in"),
    ];
    let body = view.parts.iter().flat_map(|part| of_part(at, part));
    let all: Vec<Entry> = ours(at, &before).chain(body).chain(ours(at, &after)).collect();
    let is_long = all.len() > MANY;
    let entries: Vec<Entry> =
        all.into_iter().filter(|entry| !is_long || entry.level == 2).collect();
    if entries.len() < FEW { Vec::new() } else { entries }
}

/// Headings that are not of the record: whether there is one, its id and its message.
fn ours(at: &At<'_>, all: &[(bool, &'static str, &'static str)]) -> impl Iterator<Item = Entry> {
    let there = all.iter().filter(|(is_there, ..)| *is_there);
    there.map(|(_, id, key)| entry(2, id, escape(at.word(key))))
}

fn entry(level: u8, id: &str, text: String) -> Entry {
    Entry { id: id.to_owned(), text: Html(text), level }
}

fn of_part(at: &At<'_>, part: &PartView) -> Vec<Entry> {
    match part {
        PartView::Prose { html } => headings(&html.0).collect(),
        PartView::Agenda { has_heading: true, .. } => {
            vec![entry(2, "s.the-agenda", escape(at.word("meeting.agenda")))]
        }
        PartView::Agenda { .. } | PartView::Actions { .. } | PartView::Decisions { .. } => {
            Vec::new()
        }
    }
}

/// The headings of HTML that we wrote, of the first two levels.
fn headings(html: &str) -> impl Iterator<Item = Entry> {
    html.split("<h").skip(1).filter_map(heading)
}

fn heading(rest: &str) -> Option<Entry> {
    let level = match rest.as_bytes().first()? {
        b'2' => 2,
        b'3' => 3,
        _ => return None,
    };
    let (tag, rest) = rest.split_once('>')?;
    let (_, id) = tag.split_once(" id=\"")?;
    let (id, _) = id.split_once('"')?;
    let (inside, _) = rest.split_once("</h")?;
    Some(entry(level, id, without_tags(inside)))
}

fn without_tags(html: &str) -> String {
    let texts = html.split('<').enumerate();
    let texts = texts.map(|(n, piece)| match piece.split_once('>') {
        Some((_, text)) if n > 0 => text,
        _ => piece,
    });
    texts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_told_without_their_marks() {
        let html =
            "<hr>\n<h2 id=\"a-b\">A &lt; <a href=\"#x\">b</a></h2><p>1</p><h4 id=\"c\">C</h4>";
        let found: Vec<Entry> = headings(html).collect();
        assert_eq!(found, [entry(2, "a-b", "A &lt; b".into())]);
    }
}
