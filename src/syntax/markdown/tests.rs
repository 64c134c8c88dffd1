//! Markdown and the tree that it makes: `Kind⟨source⟩`, so that every span is seen.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::{diagnostic::Severity, source::stored::Stored, syntax::inline::words};

fn read(text: &str) -> (Vec<Block<Written>>, Vec<String>) {
    let mut sink = Sink::default();
    let blocks = parse(text, FileId(0), 0..text.len(), &mut sink);
    let report = sink.finish(&std::collections::BTreeMap::new());
    let said = report.diagnostics.iter().map(|one| {
        assert_ne!(one.severity, Severity::Off);
        format!("{} {}", one.diagnostic.code.name(), &text[one.diagnostic.span.range()])
    });
    (blocks, said.collect())
}

/// What is said: the code and the text that it is said of.
fn said(text: &str) -> Vec<String> {
    read(text).1
}

/// The tree of a text.
fn tree(text: &str) -> String {
    blocks_of(&read(text).0, text)
}

/// The inlines of a text's only paragraph.
fn line(text: &str) -> String {
    let (blocks, _) = read(text);
    let [Block { kind: BlockKind::Paragraph(content), .. }] = blocks.as_slice() else {
        panic!("{blocks:?}")
    };
    inlines_of(content, text)
}

fn blocks_of(blocks: &[Block<Written>], text: &str) -> String {
    blocks.iter().map(|block| block_of(block, text)).collect::<Vec<_>>().join(" ")
}

fn block_of(block: &Block<Written>, text: &str) -> String {
    let source = &text[block.span.range()];
    match &block.kind {
        BlockKind::Heading { level, content } => format!("h{level}({})", words(content)),
        BlockKind::Paragraph(content) => format!("p({})", inlines_of(content, text)),
        BlockKind::List { start, tight, items } => {
            let items: Vec<_> = items.iter().map(|item| item_of(item, text)).collect();
            let start = start.map_or(String::new(), |start| start.to_string());
            format!("list{start}{}[{}]", if *tight { "" } else { "~" }, items.join(", "))
        }
        BlockKind::Table { head, rows, .. } => {
            let cells = |cells: &[Cell<Written>]| {
                let cells = cells.iter().map(|cell| text[cell.span.range()].to_owned());
                cells.collect::<Vec<_>>().join("|")
            };
            let rows: Vec<_> = rows.iter().map(|row| cells(&row.cells)).collect();
            format!("table({} / {})", cells(head), rows.join(" / "))
        }
        BlockKind::Code { language, text } => format!("code:{language}({})", text.trim_end()),
        BlockKind::Quote { kind, blocks } => {
            let kind = kind.map_or(String::new(), |kind| format!("{kind:?}"));
            format!("quote{kind}[{}]", blocks_of(blocks, text))
        }
        BlockKind::Footnote { label, blocks } => {
            format!("note:{label}[{}]", blocks_of(blocks, text))
        }
        BlockKind::Definitions(definitions) => {
            let each = definitions.iter().map(|one| {
                let details: Vec<_> =
                    one.details.iter().map(|detail| blocks_of(detail, text)).collect();
                format!("{}: {}", words(&one.term), details.join("; "))
            });
            format!("definitions[{}]", each.collect::<Vec<_>>().join(", "))
        }
        BlockKind::Html(html) => format!("html({})", html.trim()),
        BlockKind::Rule => format!("rule({source})"),
    }
}

fn item_of(item: &Item<Written>, text: &str) -> String {
    let mark = match item.checked {
        None => "",
        Some(true) => "☑",
        Some(false) => "☐",
    };
    format!("{mark}{}", blocks_of(&item.blocks, text))
}

fn inlines_of(content: &[Inline<Written>], text: &str) -> String {
    content.iter().map(|inline| inline_of(inline, text)).collect::<Vec<_>>().join(" ")
}

fn inline_of(inline: &Inline<Written>, text: &str) -> String {
    let source = &text[inline.span.range()];
    match &inline.kind {
        InlineKind::Text(words) if words == source => format!("⟨{words}⟩"),
        InlineKind::Text(words) => format!("{words:?}⟨{source}⟩"),
        InlineKind::Code(_) => format!("code⟨{source}⟩"),
        InlineKind::Styled(style, content) => {
            format!("{style:?}[{}]", inlines_of(content, text))
        }
        InlineKind::Reference(written, content) => {
            let to = match &**written {
                Written::Wikilink(target) => format!("wiki:{target}"),
                Written::Link { destination, .. } => format!("link:{destination}"),
            };
            format!("{to}⟨{source}⟩[{}]", inlines_of(content, text))
        }
        InlineKind::Image(image) => format!("image:{}:{}⟨{source}⟩", image.alt, image.title),
        InlineKind::FootnoteMark(label) => format!("mark:{label}⟨{source}⟩"),
        InlineKind::SoftBreak => "↵".to_owned(),
        InlineKind::HardBreak => "⏎".to_owned(),
        InlineKind::Html(html) => format!("html⟨{html}⟩"),
    }
}

/// All fragments, in order of place.
fn ids(text: &str) -> Vec<String> {
    let mut ids = Vec::new();
    push_ids(&read(text).0, &mut ids);
    ids
}

fn push_ids(blocks: &[Block<Written>], ids: &mut Vec<String>) {
    for block in blocks {
        ids.extend(block.id.as_deref().map(ToOwned::to_owned));
        match &block.kind {
            BlockKind::List { items, .. } => {
                for item in items {
                    ids.extend(item.id.as_deref().map(ToOwned::to_owned));
                    push_ids(&item.blocks, ids);
                }
            }
            BlockKind::Quote { blocks, .. } | BlockKind::Footnote { blocks, .. } => {
                push_ids(blocks, ids);
            }
            BlockKind::Definitions(definitions) => {
                definitions.iter().flat_map(|one| &one.details).for_each(|one| push_ids(one, ids));
            }
            _ => {}
        }
    }
}

#[test]
fn a_text_becomes_blocks() {
    let text = "# A *b*\n\nOne\ntwo.\n\n- x\n- y\n\n***\n\n```rust x\nlet a;\n```\n";
    assert_eq!(
        tree(text),
        "h1(A b) p(⟨One⟩ ↵ ⟨two.⟩) list[p(⟨x⟩), p(⟨y⟩)] rule(***) code:rust(let a;)"
    );
}

#[test]
fn extensions_are_read() {
    assert_eq!(tree("> [!NOTE]\n> Text.\n"), "quoteNote[p(⟨Text.⟩)]");
    assert_eq!(tree("Said.[^1]\n\n[^1]: So.\n"), "p(⟨Said.⟩ mark:1⟨[^1]⟩) note:1[p(⟨So.⟩)]");
    assert_eq!(tree("RT\n\n: Review Team\n"), "definitions[RT: p(⟨Review Team⟩)]");
    assert_eq!(line("~~old~~ new"), "Strikethrough[⟨old⟩] ⟨ new⟩");
}

#[test]
fn boxes_of_tasks_are_read_in_tight_and_loose_lists() {
    assert_eq!(tree("- [x] a\n- [ ] b\n- c\n"), "list[☑p(⟨a⟩), ☐p(⟨b⟩), p(⟨c⟩)]");
    assert_eq!(tree("- [x] a\n\n- [ ] b\n"), "list~[☑p(⟨a⟩), ☐p(⟨b⟩)]");
}

#[test]
fn cells_know_their_places_and_missing_ones_end_their_row() {
    let text = "| ID | Action |\n|---|---|\n| P1 |  Do `a\\|b`  |\n| P2 |\n|  | x |\n\nEnd.\n";
    assert_eq!(tree(text), "table(ID|Action / P1|Do `a\\|b` / P2| / |x) p(⟨End.⟩)");
    let BlockKind::Table { rows, .. } = &read(text).0[0].kind else { panic!("no table") };
    assert_eq!(&text[rows[1].span.range()], "| P2 |");
    assert_eq!(rows[1].cells[1].span.start, rows[1].span.end);
    assert_eq!(rows[2].cells[0].span.range(), 55..55);
}

#[test]
fn text_with_entities_and_escapes_is_one_text() {
    assert_eq!(line("A &amp; B \\* C"), "\"A & B * C\"⟨A &amp; B \\* C⟩");
}

#[test]
fn places_are_those_of_the_file() {
    let text = "+++\n+++\nŽarko: *yes*\n";
    let mut sink = Sink::default();
    let blocks = parse(text, FileId(3), 8..text.len(), &mut sink);
    assert_eq!(blocks[0].span, Span::new(FileId(3), 8..21));
    let BlockKind::Paragraph(content) = &blocks[0].kind else { panic!("no paragraph") };
    assert_eq!(content[0].span.range(), 8..16);
    assert_eq!(parse(text, FileId(3), 9..10, &mut sink), [], "a range inside a character");
}

#[test]
fn texts_of_toml_have_exact_places_unless_they_hold_escapes() {
    let place = |text: &str, source: Range<usize>| {
        let span = Span::new(FileId(0), source);
        let content = parse_line(text, span, &mut Sink::default());
        content[0].span.range()
    };
    assert_eq!(place("Talk", 10..16), 11..15, "between quotes");
    assert_eq!(place("Talk", 10..20), 13..17, "between three quotes");
    assert_eq!(place("Talk", 10..21), 14..18, "three quotes and a line end");
    assert_eq!(place("\"Talk\"", 10..20), 10..20, "escapes");
    assert_eq!(place("a\"\"\"\"b", 10..22), 10..22, "four escapes are no three quotes");
}

#[test]
fn a_line_is_no_list_and_no_heading() {
    let span = Span::new(FileId(0), 0..99);
    for text in ["1. Welcome", "# 5", "A\n\nB", ""] {
        let content = parse_line(text, span, &mut Sink::default());
        assert_eq!(words(&content), text);
    }
}

#[test]
fn wikilinks_are_found_wherever_text_stands() {
    assert_eq!(line("See [[Žarko Kecić]]."), "⟨See ⟩ wiki:Žarko Kecić⟨[[Žarko Kecić]]⟩[] ⟨.⟩");
    assert_eq!(
        line("[[about#contact|our label]]"),
        "wiki:about#contact⟨[[about#contact|our label]]⟩[⟨our label⟩]"
    );
    assert_eq!(line("[[ssr1/10]][[b]]"), "wiki:ssr1/10⟨[[ssr1/10]]⟩[] wiki:b⟨[[b]]⟩[]");
    assert_eq!(line("**[[a]]**"), "Strong[wiki:a⟨[[a]]⟩[]]");
    let table = "| A |\n|---|\n| x [[about\\|the page]] y |\n";
    let BlockKind::Table { rows, .. } = &read(table).0[0].kind else { panic!("no table") };
    assert_eq!(
        inlines_of(&rows[0].cells[0].content, table),
        "⟨x ⟩ wiki:about⟨[[about\\|the page]]⟩[⟨the page⟩] ⟨ y⟩"
    );
    let BlockKind::Heading { content, .. } = &read("## On [[a]]\n").0[0].kind else {
        panic!("no heading")
    };
    assert_eq!(content.len(), 2);
}

#[test]
fn wikilinks_run_over_line_ends_and_hold_set_apart_labels() {
    assert_eq!(line("By [[Emily\nTaylor]]."), "⟨By ⟩ wiki:Emily Taylor⟨[[Emily\nTaylor]]⟩[] ⟨.⟩");
    assert_eq!(
        line("[[about| the *new* page ]]"),
        "wiki:about⟨[[about| the *new* page ]]⟩[⟨the ⟩ Emphasis[⟨new⟩] ⟨ page⟩]"
    );
    assert_eq!(
        line("A &amp; B: [[R&amp;D|x]] \\*."),
        "\"A & B: \"⟨A &amp; B: ⟩ wiki:R&D⟨[[R&amp;D|x]]⟩[⟨x⟩] \" *.\"⟨ \\*.⟩"
    );
}

#[test]
fn brackets_that_are_code_or_escaped_or_empty_are_no_wikilinks() {
    assert_eq!(line("`[[a]]`"), "code⟨`[[a]]`⟩");
    for text in ["\\[[a]]", "[\\[a]]", "&#91;[a]]", "[[]]", "[[ | b]]", "[[a", "[[a `]]`"] {
        assert!(!line(text).contains("wiki:"), "{text}");
    }
    assert_eq!(line("\\\\[[a]]"), "⟨\\⟩ wiki:a⟨[[a]]⟩[]");
    assert_eq!(line("[[[a]]"), "⟨[⟩ wiki:a⟨[[a]]⟩[]");
    assert_eq!(line("[x [[a]]](b.md)"), "link:b.md⟨[x [[a]]](b.md)⟩[⟨x [[a]]⟩]");
}

#[test]
fn bare_addresses_become_links_without_the_marks_after_them() {
    let link = |url: &str| format!("link:{url}⟨{url}⟩[⟨{url}⟩]");
    for (text, url) in [
        ("https://a.example/b.", "https://a.example/b"),
        ("(https://a.example)", "https://a.example"),
        ("https://a.example/x_(y), z", "https://a.example/x_(y)"),
        ("at http://a.example/a_b_c?d=1#e!", "http://a.example/a_b_c?d=1#e"),
        ("<https://a.example>x", "https://a.example"),
        ("HTTPS://a.example;", "HTTPS://a.example"),
    ] {
        let text = line(text).replace("<https://a.example>", "https://a.example");
        assert!(text.contains(&link(url)), "{text}");
    }
    for text in ["https://", "xhttps://a", "ftp://a.example", "://", "`https://a.example`"] {
        assert!(!line(text).contains("link:"), "{text}");
    }
    assert!(line("<team@a.example>").starts_with("link:mailto:team@a.example"));
}

#[test]
fn schemes_that_are_not_allowed_are_told_where_they_stand() {
    for (text, told) in [
        ("[x](javascript:alert(1)) y", "javascript:alert(1)"),
        ("[x](JaVaScRiPt:a \"t\")", "JaVaScRiPt:a"),
        ("[x](&#106;avascript:a)", "&#106;avascript:a"),
        ("[x](<java&Tab;script:a b> 't')", "<java&Tab;script:a b>"),
        ("<javascript:a>", "javascript:a"),
        ("![x](data:image/png;base64,AA)", "data:image/png;base64,AA"),
        ("[x](//evil.example)", "//evil.example"),
        ("[x](\\\\\\\\evil.example)", "\\\\\\\\evil.example"),
        ("[x](file:///etc/passwd)", "file:///etc/passwd"),
        ("[x][r]\n\n[r]: vbscript:a", "vbscript:a"),
    ] {
        assert_eq!(said(text), [format!("link/scheme {told}")]);
        assert!(!tree(text).contains("link:") && !tree(text).contains("image:"), "{text}");
    }
    assert_eq!(line("a [*x*](data:y) b"), "⟨a ⟩ Emphasis[⟨x⟩] ⟨ b⟩");
    for text in ["[x](../a.md#b)", "[x](tel:+1)", "[x](mailto:a@b.c)", "[x](?a:b)", "[x](#a)"] {
        assert_eq!(said(text), [""; 0], "{text}");
    }
}

#[test]
fn raw_html_is_text_and_told_once_an_element() {
    assert_eq!(line("a <b>x</b>"), "⟨a ⟩ html⟨<b>⟩ ⟨x⟩ html⟨</b>⟩");
    assert_eq!(said("a <b>x</b> <br>"), ["text/raw-html <b>", "text/raw-html <br>"]);
    assert_eq!(
        tree("<div\n class=\"x\">\n\nText\n\n</div>\n"),
        "html(<div\n class=\"x\">) p(⟨Text⟩) html(</div>)"
    );
    assert_eq!(said("<div\n class=\"x\">\n\nText\n\n</div>\n"), ["text/raw-html <div"]);
    assert_eq!(said("`<b>`\n\n```\n<b>\n```\n\n1 < 2"), [""; 0]);
}

#[test]
fn comments_are_dropped_and_nothing_said() {
    let silent = |text: &str| {
        assert_eq!(said(text), [""; 0], "{text}");
        tree(text)
    };
    assert_eq!(silent("<!-- check this with James -->\n\nText\n"), "p(⟨Text⟩)");
    assert_eq!(silent("<!-- a\n<b>\n\nc -->\nText\n"), "p(⟨Text⟩)");
    assert_eq!(silent("a <!-- b --> c"), "p(⟨a ⟩ ⟨ c⟩)");
    assert_eq!(silent("> <!-- a\n> <b> -->\n> x\n"), "quote[p(⟨x⟩)]");
    assert_eq!(silent("<!-- a --> Text <!-- b -->\n"), "p(⟨Text⟩)");
    assert_eq!(silent("<!-- never closed\n\nx"), "");
    assert_eq!(said("<!-- a --><i>x</i>"), ["text/raw-html <i>"]);
}

#[test]
fn a_heading_without_its_space_is_told_at_its_marks() {
    for text in ["##Decisions\n", "Text\n  ##Decisions\n", "> ##Decisions\n"] {
        assert_eq!(said(text), ["text/heading ##"], "{text}");
    }
    for text in ["#12 and #hashtag\n", "## Decisions\n", "```\n##Decisions\n```\n", "##\n"] {
        assert_eq!(said(text), [""; 0], "{text}");
    }
}

#[test]
fn headings_have_their_own_ids_or_those_of_github() {
    assert_eq!(
        ids("# Notes {#top .x onclick=alert(1)}\n# What's next?\n# Notes\n# Notes\n# !\n"),
        ["top", "whats-next", "notes", "notes-1", "section"]
    );
    assert_eq!(ids("# A\n# B {#a}\n# C {#a}\n"), ["a-2", "a", "a-1"], "what is written stays");
    assert_eq!(ids("> # A\n\n- # A\n"), ["a", ids("- # A\n")[0].as_str(), "a-1"]);
}

#[test]
fn paragraphs_and_items_have_ids_of_their_own_words() {
    let alone = ids("The call opened.");
    assert_eq!(alone[0].len(), "p-".len() + 8);
    let among = ids("# New\n\nOther.\n\n- x\n\nThe call\n**opened**.\n\n- The  call OPENED.\n");
    assert_eq!(among[3], alone[0], "the same words elsewhere");
    assert_eq!(among[4], format!("{}-2", alone[0]), "a repeat");
    assert_eq!(ids("- a\n  - b\n\n    c\n").len(), 3, "items and what stands below their text");
    assert_eq!(ids("- Do. {#P15-1}\n"), ids("- Do.\n"), "an id moves nothing");
    assert_ne!(ids("See [[a]]."), ids("See [[b]]."), "wikilinks are words");
    assert!(ids("- [[a]]\n-\n- ![](b.png)\n").len() == 3);
}

#[test]
fn what_is_nested_too_deep_keeps_its_text() {
    for text in [
        format!("{}end", "> ".repeat(100)),
        format!("{}end", "- ".repeat(100)),
        format!("{}end", "1. ".repeat(100)),
        format!("{}end{}", "*a ".repeat(100), " b*".repeat(100)),
        format!("{}| end |\n{}|---|\n", "> ".repeat(46), "> ".repeat(46)),
        format!("{}- end\n", "> ".repeat(48)),
    ] {
        let plain = crate::source::prose::plain_blocks(&read(&text).0);
        assert!(plain.contains("end"), "{text}");
    }
}

#[test]
fn bombs_are_read_to_their_end() {
    let table =
        format!("| a | b |\n|---|---|\n{}", "| x | [[y]] https://z.example |\n".repeat(10_000));
    let bombs = [
        ">".repeat(100_000),
        "- ".repeat(10_000),
        "*".repeat(100_000),
        "*a ".repeat(20_000),
        "[[".repeat(50_000),
        format!("{}]]", "[[".repeat(50_000)),
        format!("[[{}", " https://a.example/(b)".repeat(20_000)),
        format!("https://a.example/{}", ")".repeat(100_000)),
        "[a](b) ".repeat(50_000),
        "[[a]] ".repeat(50_000),
        "a &amp; \\[[b]] ".repeat(20_000),
        "<b>".repeat(30_000),
        "<!--".repeat(30_000),
        "![".repeat(30_000),
        "# a\n".repeat(20_000),
        "- a\n".repeat(20_000),
        table,
    ];
    for bomb in bombs {
        let (blocks, _) = read(&bomb);
        let head: String = bomb.chars().take(24).collect();
        let is_inside = |block: &Block<Written>| block.span.range().end <= bomb.len();
        assert!(blocks.iter().all(is_inside), "{head}");
    }
}

fn spans(blocks: &[Block<Written>], found: &mut Vec<Span>) {
    for block in blocks {
        found.push(block.span);
        match &block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                line_spans(content, found);
            }
            BlockKind::List { items, .. } => {
                for item in items {
                    found.push(item.span);
                    spans(&item.blocks, found);
                }
            }
            BlockKind::Table { head, rows, .. } => {
                found.extend(rows.iter().map(|row| row.span));
                for cell in head.iter().chain(rows.iter().flat_map(|row| &row.cells)) {
                    found.push(cell.span);
                    line_spans(&cell.content, found);
                }
            }
            BlockKind::Quote { blocks, .. } | BlockKind::Footnote { blocks, .. } => {
                spans(blocks, found);
            }
            BlockKind::Definitions(definitions) => {
                for one in definitions {
                    line_spans(&one.term, found);
                    one.details.iter().for_each(|detail| spans(detail, found));
                }
            }
            _ => {}
        }
    }
}

fn line_spans(content: &[Inline<Written>], found: &mut Vec<Span>) {
    for inline in content {
        found.push(inline.span);
        if let InlineKind::Styled(_, content) | InlineKind::Reference(_, content) = &inline.kind {
            line_spans(content, found);
        }
    }
}

/// Texts in which the marks of Markdown are likelier than letters.
const MARKS: &str = "([a-zé ]|\n|\n\n|\\PC|- |1\\. |> |# |[*_~`|:\\\\()<>!]|\\[\\[|\\]\\]|\\]\\(|\\[\\^1\\]|&amp;|https://a|<b>|</b>|<!--|-->|\\{#a\\}|    |\\|---\\|\n|: |\\[ \\] |```){0,40}";

proptest! {
    #[test]
    fn any_text_is_read_with_places_inside_it_and_ids_given_once(text in MARKS, head in "\\PC{0,3}") {
        let whole = format!("{head}{text}");
        let mut sink = Sink::default();
        let blocks = parse(&whole, FileId(0), head.len()..whole.len(), &mut sink);
        let mut found = Vec::new();
        spans(&blocks, &mut found);
        let report = sink.finish(&std::collections::BTreeMap::new());
        found.extend(report.diagnostics.iter().map(|one| one.diagnostic.span));
        for span in found {
            prop_assert!(whole.get(span.range()).is_some(), "{:?}", span);
            prop_assert!(span.range().start >= head.len());
        }
        let mut ids = Vec::new();
        push_ids(&blocks, &mut ids);
        prop_assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    }

    #[test]
    fn any_text_is_put_away_as_it_is(text in MARKS) {
        let blocks = parse(&text, FileId(7), 0..text.len(), &mut Sink::default());
        let stored = Stored::new(&text.into(), blocks.clone());
        let mut ids = Vec::new();
        push_ids(&blocks, &mut ids);
        let kept: BTreeSet<&str> = stored.ids().iter().map(|id| &**id).collect();
        prop_assert_eq!(kept, ids.iter().map(String::as_str).collect());
        prop_assert_eq!(stored.blocks(), blocks);
    }

    #[test]
    fn any_text_of_toml_is_read(text in MARKS, more in 0_usize..9) {
        let span = Span::new(FileId(0), 5..5 + text.len() + more);
        let mut found = Vec::new();
        spans(&parse_at(&text, span, &mut Sink::default()), &mut found);
        line_spans(&parse_line(&text, span, &mut Sink::default()), &mut found);
        for found in found {
            prop_assert!(found.start >= span.start && found.end <= span.end);
        }
    }
}
