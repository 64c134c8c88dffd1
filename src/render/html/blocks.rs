//! Blocks: headings, paragraphs, lists, tables and what else a text is made of.

use std::fmt::Write;

use super::{
    Writer,
    escape::{id_of_words, push_escaped},
};
use crate::{
    model::Reference,
    source::prose::{
        Admonition, Alignment, Block, BlockKind, Cell, Definition, Inline, Item, Row, plain,
    },
};

type Blocks<'b> = &'b [Block<Reference>];

impl Writer<'_> {
    pub(super) fn push_blocks(&mut self, blocks: Blocks<'_>, out: &mut String) {
        for block in blocks {
            self.push_block(block, out);
        }
    }

    fn push_block(&mut self, block: &Block<Reference>, out: &mut String) {
        let id = self.id(block.id.as_deref());
        match &block.kind {
            BlockKind::Heading { level, content } => self.push_heading(&id, *level, content, out),
            BlockKind::Paragraph(content) => {
                let _ = write!(out, "<p{id}>");
                self.push_inlines(content, out);
                out.push_str("</p>\n");
            }
            BlockKind::List { start, tight, items } => {
                self.push_list(&id, *start, *tight, items, out);
            }
            BlockKind::Table { alignments, head, rows } => {
                self.push_table(&id, alignments, head, rows, out);
            }
            BlockKind::Code { language, text } => push_code(&id, language, text, out),
            BlockKind::Quote { kind, blocks } => self.push_quote(&id, *kind, blocks, out),
            BlockKind::Footnote { label, blocks } => self.push_note(label, blocks, out),
            BlockKind::Definitions(definitions) => self.push_definitions(&id, definitions, out),
            BlockKind::Html(text) => {
                let _ = write!(out, "<p class=\"raw\"{id}>");
                push_escaped(text, out);
                out.push_str("</p>\n");
            }
            BlockKind::Rule => out.push_str("<hr>\n"),
        }
    }

    /// A heading that says something; the page's title is its only h1.
    fn push_heading(
        &mut self,
        id: &str,
        level: u8,
        content: &[Inline<Reference>],
        out: &mut String,
    ) {
        if !content.is_empty() {
            let level = level.clamp(2, 6);
            let _ = write!(out, "<h{level}{id}>");
            self.push_inlines(content, out);
            self.push_self_link(id, &plain(content), out);
            let _ = writeln!(out, "</h{level}>");
        }
    }

    /// The attribute, with a space before it.
    fn id(&mut self, id: Option<&str>) -> String {
        let Some(id) = id.filter(|id| self.has_ids() && !id.is_empty()) else {
            return String::new();
        };
        let mut attribute = String::with_capacity(id.len() + " id=\"\"".len());
        attribute.push_str(" id=\"");
        push_escaped(&self.unlike_others(id), &mut attribute);
        attribute.push('"');
        attribute
    }

    fn push_list(
        &mut self,
        id: &str,
        start: Option<u64>,
        tight: bool,
        items: &[Item<Reference>],
        out: &mut String,
    ) {
        let tag = if start.is_some() { "ol" } else { "ul" };
        let is_tasks = items.iter().any(|item| item.checked.is_some());
        let class = if is_tasks { " class=\"tasks\"" } else { "" };
        // A browser counts in 32 bits.
        let start = start.filter(|&start| start != 1).map(|start| start.min(999_999_999));
        let start = start.map(|start| format!(" start=\"{start}\"")).unwrap_or_default();
        let _ = writeln!(out, "<{tag}{id}{class}{start}>");
        for item in items {
            self.push_item(item, tight, out);
        }
        let _ = writeln!(out, "</{tag}>");
    }

    fn push_item(&mut self, item: &Item<Reference>, tight: bool, out: &mut String) {
        let _ = write!(out, "<li{}>", self.id(item.id.as_deref()));
        let mut blocks = item.blocks.as_slice();
        if let Some(is_done) = item.checked {
            blocks = self.push_task(is_done, blocks, out);
        }
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(content) if tight => self.push_tight(block, content, out),
                _ => self.push_block(block, out),
            }
        }
        out.push_str("</li>\n");
    }

    /// A paragraph of a tight list: shown without `<p>`, its id kept where the item has none.
    fn push_tight(
        &mut self,
        block: &Block<Reference>,
        content: &[Inline<Reference>],
        out: &mut String,
    ) {
        let id = self.id(block.id.as_deref());
        if id.is_empty() {
            self.push_inlines(content, out);
        } else {
            let _ = write!(out, "<span{id}>");
            self.push_inlines(content, out);
            out.push_str("</span>");
        }
    }

    /// A task's box, named by the text that follows it; gives back what else the item holds.
    fn push_task<'b>(&mut self, is_done: bool, blocks: Blocks<'b>, out: &mut String) -> Blocks<'b> {
        let checked = if is_done { " checked" } else { "" };
        if let Some((Block { kind: BlockKind::Paragraph(content), .. }, rest)) =
            blocks.split_first()
        {
            let _ = write!(out, "<label><input type=\"checkbox\" disabled{checked}> ");
            self.push_inlines(content, out);
            out.push_str("</label>\n");
            return rest;
        }
        let word = self.ctx.messages.text(if is_done { "text.done" } else { "text.to_do" });
        let _ = write!(out, "<input type=\"checkbox\" disabled{checked} aria-label=\"");
        push_escaped(word, out);
        out.push_str("\"> ");
        blocks
    }

    fn push_table(
        &mut self,
        id: &str,
        alignments: &[Alignment],
        head: &[Cell<Reference>],
        rows: &[Row<Reference>],
        out: &mut String,
    ) {
        let names: Vec<String> = head.iter().map(|cell| plain(&cell.content)).collect();
        let label = self.table_label(&names.join(", "));
        out.push_str("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"");
        push_escaped(&label, out);
        let _ = writeln!(out, "\"><table{id}>\n<thead><tr>");
        for (at, cell) in head.iter().enumerate() {
            self.push_head_cell(cell, alignment(alignments, at), out);
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        for row in rows {
            out.push_str("<tr>");
            for (at, cell) in row.cells.iter().enumerate() {
                let _ = write!(out, "<td{}>", alignment(alignments, at));
                self.push_inlines(&cell.content, out);
                out.push_str("</td>");
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table></div>\n");
    }

    /// A head cell without words heads nothing.
    fn push_head_cell(&mut self, cell: &Cell<Reference>, class: &str, out: &mut String) {
        if plain(&cell.content).trim().is_empty() {
            out.push_str("<td></td>");
            return;
        }
        let _ = write!(out, "<th scope=\"col\"{class}>");
        self.push_inlines(&cell.content, out);
        out.push_str("</th>");
    }

    /// Regions of a page have names that differ.
    fn table_label(&mut self, names: &str) -> String {
        let n = self.labels.entry(names.to_owned()).or_default();
        *n += 1;
        let messages = self.ctx.messages;
        match *n {
            1 => messages.with("text.table", &[("columns", &names)]),
            n => messages.with("text.nth_table", &[("n", &n), ("columns", &names)]),
        }
    }

    fn push_quote(
        &mut self,
        id: &str,
        kind: Option<Admonition>,
        blocks: Blocks<'_>,
        out: &mut String,
    ) {
        let Some(kind) = kind else {
            let _ = writeln!(out, "<blockquote{id}>");
            self.push_blocks(blocks, out);
            out.push_str("</blockquote>\n");
            return;
        };
        let (class, key) = admonition(kind);
        let word = super::escape(self.ctx.messages.text(key));
        let _ = writeln!(out, "<div class=\"admonition {class}\" role=\"note\"{id}>");
        let _ = writeln!(out, "<p class=\"admonition-word\">{word}</p>");
        self.push_blocks(blocks, out);
        out.push_str("</div>\n");
    }

    /// A link of a heading to itself, given its attribute ` id="…"`; shown to those who look for it.
    fn push_self_link(&self, id: &str, words: &str, out: &mut String) {
        if let Some(id) = id.strip_prefix(" id=\"") {
            let words = self.ctx.messages.with("frame.link_to", &[("what", &words)]);
            let _ = write!(out, "<a class=\"self\" href=\"#{id} aria-label=\"");
            push_escaped(&words, out);
            out.push_str("\"></a>");
        }
    }

    /// A footnote's text, with the way back to its mark; only where it is at home.
    fn push_note(&mut self, label: &str, blocks: Blocks<'_>, out: &mut String) {
        if !self.has_ids() {
            return;
        }
        let (number, id) = (self.note_number(label), id_of_words(label));
        let is_first = self.told.insert(label.to_owned());
        let anchor = if is_first { format!(" id=\"fn.{id}\"") } else { String::new() };
        let _ =
            writeln!(out, "<div class=\"footnote\"{anchor}><p class=\"footnote-number\">{number}.");
        if self.marked.contains(label) {
            let words = self.ctx.messages.html("text.back_to_mark", &[("n", &number)]);
            let _ = write!(out, " <a href=\"#fnref.{id}\" aria-label=\"{words}\">↑</a>");
        }
        out.push_str("</p>\n");
        self.push_blocks(blocks, out);
        out.push_str("</div>\n");
    }

    /// The number of a footnote, counted where it is first spoken of.
    pub(super) fn note_number(&mut self, label: &str) -> usize {
        let next = self.numbers.len() + 1;
        self.numbers.entry(label.to_owned()).or_insert((next, 0)).0
    }

    fn push_definitions(
        &mut self,
        id: &str,
        definitions: &[Definition<Reference>],
        out: &mut String,
    ) {
        let _ = writeln!(out, "<dl{id}>");
        for definition in definitions {
            out.push_str("<dt>");
            self.push_inlines(&definition.term, out);
            out.push_str("</dt>\n");
            for detail in &definition.details {
                out.push_str("<dd>");
                self.push_blocks(detail, out);
                out.push_str("</dd>\n");
            }
        }
        out.push_str("</dl>\n");
    }
}

fn push_code(id: &str, language: &str, text: &str, out: &mut String) {
    let _ = write!(out, "<pre{id}><code");
    let language = language.split_whitespace().next().unwrap_or_default();
    if !language.is_empty() {
        out.push_str(" class=\"language-");
        push_escaped(language, out);
        out.push('"');
    }
    out.push('>');
    push_escaped(text, out);
    out.push_str("</code></pre>\n");
}

fn alignment(alignments: &[Alignment], column: usize) -> &'static str {
    match alignments.get(column) {
        Some(Alignment::Start) => " class=\"at-start\"",
        Some(Alignment::Center) => " class=\"at-center\"",
        Some(Alignment::End) => " class=\"at-end\"",
        Some(Alignment::None) | None => "",
    }
}

/// The class of a box, and the key of its word.
fn admonition(kind: Admonition) -> (&'static str, &'static str) {
    match kind {
        Admonition::Note => ("note", "text.note"),
        Admonition::Tip => ("tip", "text.tip"),
        Admonition::Important => ("important", "text.important"),
        Admonition::Warning => ("warning", "text.warning"),
        Admonition::Caution => ("caution", "text.caution"),
    }
}
