//! Bodies and what is read of them, every place as the text that stands there.

use proptest::prelude::*;

use super::*;
use crate::{
    content::{
        site,
        written::{ActionRow, AgendaItemEntry, DecisionItem, Text},
    },
    source::{Spanned, prose::Inline},
};

fn read_on(text: &str, near: &str, zone: &str) -> (Body, Vec<String>) {
    let mut site = site::fallback(FileId(0));
    site.sections.actions.push("open requests".into());
    let (mut sink, zone) = (Sink::default(), Zone::named(zone).unwrap());
    let near = near.parse().unwrap();
    let body = read(&text.into(), FileId(0), 0..text.len(), near, &site, &zone, &mut sink);
    let report = sink.finish(&std::collections::BTreeMap::new());
    let said = report
        .diagnostics
        .iter()
        .map(|one| format!("{:?} {}", one.diagnostic.code, &text[one.diagnostic.span.range()]));
    (body, said.collect())
}

fn body(text: &str) -> Body {
    read_on(text, "2017-06-13", "UTC").0
}

/// A value, and the text at its place where that is another.
fn shown(found: &Text, text: &str) -> String {
    let source = &text[found.span.range()];
    if source == found.value { source.to_owned() } else { format!("{}⟨{source}⟩", found.value) }
}

fn maybe(found: Option<&Text>, text: &str) -> String {
    found.map_or("·".into(), |found| shown(found, text))
}

fn parts(body: &Body, text: &str) -> Vec<String> {
    let part = |section: &Section| match section {
        Section::Prose(prose) => format!("prose {}", prose.blocks().len()),
        Section::Agenda => "agenda".into(),
        Section::Actions(rows) => {
            rows.iter().map(|row| action(row, text)).collect::<Vec<_>>().join("\n")
        }
        Section::Decisions(items) => {
            items.iter().map(|item| decision(item, text)).collect::<Vec<_>>().join("\n")
        }
    };
    body.sections.iter().map(part).collect()
}

fn action(row: &ActionRow, text: &str) -> String {
    let note = row.note.as_ref().map_or("·".into(), |note| words(note));
    let fields = [&row.id, &row.owner, &row.due, &row.status].map(|one| maybe(one.as_ref(), text));
    let [id, owner, due, status] = fields;
    format!("{id}: {} | {owner} | {due} | {status} | {note}", words(&row.title))
}

fn decision(item: &DecisionItem, text: &str) -> String {
    let list = |targets: &[Text]| {
        targets.iter().map(|target| shown(target, text)).collect::<Vec<_>>().join(",")
    };
    let words = crate::source::prose::plain_blocks(&item.text);
    format!(
        "{}: {words} | {} | {} | {}",
        maybe(item.id.as_ref(), text),
        list(&item.replaces),
        list(&item.amends),
        list(&item.clarifies)
    )
}

fn actions(text: &str) -> Vec<String> {
    let text = format!("## Action items\n\n{text}");
    parts(&body(&text), &text).split_off(1)
}

fn decisions(text: &str) -> Vec<String> {
    let text = format!("## Decisions\n\n{text}");
    parts(&body(&text), &text).split_off(1)
}

/// The agenda, an item a line, indented by its depth.
fn agenda(text: &str) -> Vec<String> {
    let text = format!("## Agenda\n\n{text}");
    let mut lines = Vec::new();
    for day in body(&text).agenda {
        push_items(&day.items, 0, &text, &mut lines);
    }
    lines
}

fn push_items(items: &[AgendaItemEntry], depth: usize, text: &str, lines: &mut Vec<String>) {
    for item in items {
        let number = item
            .number
            .as_ref()
            .map_or(String::new(), |number| format!("{} ", shown(number, text)));
        let time = item
            .start
            .as_ref()
            .map_or(String::new(), |start| format!(" @{}", &text[start.span.range()]));
        let zone = item.zone.as_ref().map_or(String::new(), |zone| format!(" {}", zone.name()));
        let by: Vec<_> = item.presenters.iter().map(|name| shown(name, text)).collect();
        let by = if by.is_empty() { String::new() } else { format!(" by {}", by.join("+")) };
        let rest = crate::source::prose::plain_blocks(&item.body);
        let rest = if rest.is_empty() { rest } else { format!(" / {rest}") };
        lines.push(format!(
            "{}{number}{}{time}{zone}{by}{rest}",
            "  ".repeat(depth),
            words(&item.title)
        ));
        push_items(&item.items, depth + 1, text, lines);
    }
}

#[test]
fn sections_begin_with_their_words_and_end_at_the_next_heading() {
    for heading in [
        "Action items",
        "OPEN  action ITEMS",
        "Action items (2 of 3)",
        "Action items: June",
        "Open requests {#x}",
    ] {
        let text = format!("## {heading}\n\n- Do.\n");
        assert_eq!(parts(&body(&text), &text), ["prose 1", "·: Do. | · | · | · | ·"], "{heading}");
    }
    for heading in [
        "# Action items",
        "### Action items",
        "## Actions",
        "## Action itemsets",
        "## Agendas past",
        "## Our decisions",
    ] {
        let text = format!("{heading}\n\n- Do.\n");
        assert_eq!(parts(&body(&text), &text), ["prose 2"], "{heading}");
    }
    let text =
        "Opening.\n\n## Decisions made\n\nSo:\n\n- A.\n\n### More\n\n- B.\n\n## Notes\n\n- C.\n";
    assert_eq!(
        parts(&body(text), text),
        ["prose 3", "·: A. |  |  | ", "prose 1", "·: B. |  |  | ", "prose 2"]
    );
}

#[test]
fn rows_are_read_by_their_columns_in_any_order() {
    assert_eq!(
        actions(
            "| Status | due date | Action Item | OWNERS | ID | Room |\n|---|---|---|---|---|---|\n| done | 23 June | Do *it*. | [[Emily Taylor]] & B | `P15-1` | 4 |\n|  | TBD | See [[about]]. | | |\n"
        ),
        [
            "P15-1⟨`P15-1`⟩: Do it. | Emily Taylor & B⟨[[Emily Taylor]] & B⟩ | 23 June | done | ·\n·: See about. | · | TBD | · | ·"
        ]
    );
    assert_eq!(
        actions("| Open Action Item / Request | Note |\n|---|---|\n| A | *b* &amp; c |\n"),
        ["·: A | · | · | · | b & c"]
    );
    assert_eq!(actions("| What | Who |\n|---|---|\n| A | B |\n"), ["prose 1"][1..], "");
}

#[test]
fn places_of_empty_cells_are_theirs() {
    let text = "## Action items\n\n| Action | Owner | Due |\n|---|---|---|\n| Do. |  |  |\n";
    let body = body(text);
    let Some(Section::Actions(rows)) = body.sections.last() else { panic!("no actions") };
    assert_eq!(rows[0].owner_place.range(), 63..63);
    assert_eq!(&text[rows[0].span.range()], "| Do. |  |  |");
    assert!(rows[0].has_empty_due && !rows[0].is_spoken);
}

#[test]
fn entries_that_say_there_is_none_are_no_entries() {
    for none in ["/", "None", "none.", "N/A", "-", "–", "*None.*"] {
        let table = format!("| ID | Action |\n|---|---|\n| {none} | {none} |\n| P1 | x |\n");
        assert_eq!(actions(&table), ["P1: x | · | · | · | ·"], "{none}");
    }
    assert_eq!(actions("- None.\n"), [""; 0], "shown as written, beside the heading");
    assert_eq!(decisions("- N/A\n- So.\n"), ["·: So. |  |  | "]);
    assert_eq!(decisions("1. –\n"), [""; 0]);
    assert_eq!(parts(&body("## Decisions\n\n- None\n"), ""), ["prose 2"]);
    assert_eq!(actions("- [[about]]\n"), ["·: about | · | · | · | ·"]);
}

#[test]
fn items_of_lists_are_read_with_their_lines() {
    assert_eq!(
        actions("- ACTION ITEM: Emily to *draft* it by 23 June (complete) {#P15-4}\n"),
        ["P15-4: Emily to draft it by 23 June (complete) | · | · | · | ·"]
    );
    for label in ["Action:", "Action item 3:", "**Action item:**", "**ACTION**:", "AI #2:"] {
        assert_eq!(actions(&format!("* {label} Do it: now\n")), ["·: Do it: now | · | · | · | ·"]);
    }
    assert_eq!(
        actions(
            "1. Do it {#P1}\n   Owner: Emily, B\n   due: 23 June\n   and more\n2. Go\n   - Status: done\n   - Note: as *said*\n   - Other\n"
        ),
        ["P1: Do it and more | Emily, B | 23 June | · | ·\n·: Go | · | · | done | as said Other"]
    );
    assert_eq!(
        actions("- Do it\n\n  Owner: Emily\n\n  > So.\n"),
        ["·: Do it | Emily | · | · | So."]
    );
    assert_eq!(actions("- ```\n  code\n  ```\n"), ["·: code | · | · | · | ·"]);
    assert_eq!(
        actions("- Do it {#P1 x=y}\n- Go {#}\n"),
        ["P1: Do it | · | · | · | ·\n·: Go {#} | · | · | · | ·"]
    );
}

#[test]
fn decisions_are_tied_by_their_marks() {
    assert_eq!(
        decisions(
            "- So. {#D15-1}\n- Now. {#D15-2 replaces=D12-2 amends=D9-1,#D9-2 clarifies=D1, D2}\n"
        ),
        ["D15-1: So. |  |  | \nD15-2: Now. | D12-2 | D9-1,D9-2 | D1,D2"]
    );
    assert_eq!(
        decisions(
            "- So. {#D1}\n\n  For this reason.\n  - A\n- One  \n  two\n- Go. {#D2}\n  More.\n"
        ),
        ["D1: So.\nFor this reason.\nA |  |  | \n·: One two |  |  | \nD2: Go. More. |  |  | "]
    );
    assert_eq!(decisions("- A {#D3, replaces = D1}\n"), ["D3: A |  |  | "]);
}

#[test]
fn items_of_an_agenda_are_read() {
    assert_eq!(
        agenda(
            "1. Roll call (06:00–06:10)\n2. 06:10-06:50: Plans {#plans}\n   Presenters: Žarko Kecić, Emily Taylor\n   Please read.\n   - a) First\n   - Presenter: [[James Gannon]]\n   - 2.1 Second – [07:00 to 07:10]\n\n- Break (10:00) Salon\n"
        ),
        [
            "1 Roll call @06:00–06:10",
            "2 Plans @06:10-06:50 by Žarko Kecić+Emily Taylor+James Gannon⟨[[James Gannon]]⟩ / Please read.",
            "  a First",
            "  2.1 Second @07:00 to 07:10",
            "Break Salon @10:00"
        ]
    );
    assert_eq!(
        agenda(
            "- **08:30–09:00** | Welcome\n- *Lunch (12:00)*\n- Talk – (08:30 CEST)\n- 14:30 Europe/Madrid Tea\n"
        ),
        [
            "Welcome @08:30–09:00",
            "Lunch @12:00",
            "Talk @08:30 Europe/Brussels",
            "Tea @14:30 Europe/Madrid"
        ]
    );
    assert_eq!(agenda("- Wrong (25:10)\n- 14301450 Talk\n"), ["Wrong (25:10)", "14301450 Talk"]);
}

#[test]
fn an_item_keeps_all_that_stands_below_it() {
    assert_eq!(
        agenda(
            "- Talk\n\n  Presenter: A\n  Presenter: B\n  Words.\n\n  > Said.\n\n  1. One\n  2. Two\n- ### Head\n- > Quote\n-\n"
        ),
        ["Talk by A+B / Words.\nSaid.", "  1 One", "  2 Two", "Head", "Quote"]
    );
    assert_eq!(agenda("1. A\n1. B\n"), ["A", "B"], "numbers that Markdown counts are nobody's");
    assert_eq!(agenda("3. A\n4. B\n"), ["3 A", "4 B"]);
}

#[test]
fn headings_with_a_date_begin_a_day() {
    let text = "## Agenda\n\n- Before\n\n### Day 1 – Sunday 14 May 2017 | 08:30–17:30 CEST | 06:30–15:30 UTC\n\n1. A\n\nNote.\n\n### Remarks\n\n- B\n\n### 15 May: 06:30–15:30 UTC\n\n### Day 3 (16 May), 09:00–17:00\n";
    let (body, said) = read_on(text, "2017-05-14", "Europe/Madrid");
    assert_eq!(said, [""; 0]);
    assert_eq!(parts(&body, text), ["prose 1", "agenda", "prose 2"]);
    let show = |time: &Option<Spanned<chrono::NaiveTime>>| {
        time.as_ref().map_or("·".into(), |time| {
            format!("{}⟨{}⟩", time.value.format("%H:%M"), &text[time.span.range()])
        })
    };
    let days: Vec<String> = body
        .agenda
        .iter()
        .map(|day| {
            let date = day.date.as_ref().map_or("·".into(), |date| {
                format!("{}⟨{}⟩", date.value, &text[date.span.range()])
            });
            format!(
                "{date} {:?} {} {} {:?} {}",
                day.title.as_deref(),
                show(&day.start),
                show(&day.end),
                day.zone,
                day.items.len()
            )
        })
        .collect();
    assert_eq!(
        days,
        [
            "· None · · None 1",
            "2017-05-14⟨Sunday 14 May 2017⟩ Some(\"Day 1\") 08:30⟨08:30⟩ 17:30⟨17:30⟩ None 2",
            "2017-05-15⟨15 May⟩ None 08:30⟨06:30⟩ 17:30⟨15:30⟩ None 0",
            "2017-05-16⟨16 May⟩ Some(\"Day 3\") 09:00⟨09:00–17:00⟩ 17:00⟨09:00–17:00⟩ None 0",
        ]
    );
    assert_eq!(&text[body.agenda_span.unwrap().range()], "## Agenda");
}

#[test]
fn an_abbreviation_not_in_force_is_told_where_it_stands() {
    let said = |text: &str| read_on(text, "2017-05-14", "Europe/Madrid").1;
    assert_eq!(said("## Agenda\n\n- Talk (08:30–09:00 CET)\n"), ["time/abbreviation CET"]);
    assert_eq!(
        said("## Agenda\n\n### 14 May 2017 | 08:30 CET\n\n- A\n"),
        ["time/abbreviation CET"]
    );
    let winter = "## Agenda\n\n### 14 November 2017\n\n- Talk (08:30–09:00 CET)\n";
    assert_eq!(said(winter), [""; 0], "by the day that the item is on");
}

#[test]
fn long_bodies_are_read_whole() {
    let rows = "| P | Do [[x]]. | A | B |\n".repeat(10_000);
    body(&format!("## Action items\n\n| ID | Action | Owner | Due |\n|---|---|---|---|\n{rows}"));
    body(&format!("## Agenda\n\n{}", "1. A (08:30)\n   Presenter: B\n".repeat(10_000)));
    body(&format!("## Action items\n\n- Do\n{}", "  Owner: B\n  more\n".repeat(10_000)));
    let long = body(&format!("## Decisions\n\n- Do {{#D1 amends={}}}\n", "a,".repeat(20_000)));
    assert!(!long.sections.is_empty());
}

fn line_is_inside(line: &[Inline<Written>], text: &str) -> bool {
    line.iter().all(|inline| text.get(inline.span.range()).is_some())
}

fn item_is_inside(item: &AgendaItemEntry, text: &str) -> bool {
    let times = item.start.iter().chain(&item.end).map(|time| time.span);
    let names = item.presenters.iter().chain(&item.number).map(|name| name.span);
    times.chain(names).chain([item.span]).all(|span| text.get(span.range()).is_some())
        && line_is_inside(&item.title, text)
        && item.items.iter().all(|item| item_is_inside(item, text))
}

fn is_inside(body: &Body, text: &str) -> bool {
    let fits = |one: &Text| text.get(one.span.range()).is_some();
    let sections = body.sections.iter().all(|section| match section {
        Section::Actions(rows) => rows.iter().all(|row| {
            [&row.id, &row.owner, &row.due, &row.status].into_iter().flatten().all(fits)
                && text.get(row.title_span.range()).is_some()
                && line_is_inside(&row.title, text)
                && row.note.as_ref().is_none_or(|note| line_is_inside(note, text))
        }),
        Section::Decisions(items) => items.iter().all(|item| {
            let targets = item.replaces.iter().chain(&item.amends).chain(&item.clarifies);
            targets.chain(&item.id).all(fits) && text.get(item.span.range()).is_some()
        }),
        _ => true,
    });
    sections && body.agenda.iter().flat_map(|day| &day.items).all(|item| item_is_inside(item, text))
}

proptest! {
    #[test]
    fn any_body_is_read_with_places_inside_it(
        heading in "(Agenda|Action items|Decisions)",
        text in "([a-zé ]|\n|\n\n|- |  - |1\\. |a\\) |\\*\\*|\\[\\[a\\]\\]|&amp;|\\\\|\\(08:30 CET\\)|08:30–09:00 |Presenter: |Owner: |Note: |Action: |ACTION ITEM:| \\{#a r=b, c\\}|\n### 14 May 2017 |\\| Action \\| ID \\|\n\\|---\\|---\\|\n\\||\\||\n  |None|: |> ){0,40}",
    ) {
        let text = format!("## {heading}\n\n{text}\n");
        prop_assert!(is_inside(&body(&text), &text));
    }
}
