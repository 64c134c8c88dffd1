//! Rows of tables of action items, and items of such lists.

use super::{
    is_none,
    line::{Line, after_label, cut_head, cut_mark, labelled, lines, span_of},
};
use crate::{
    content::written::{ActionRow, Text},
    source::{
        Span,
        prose::{BlockKind, Cell, Inline, InlineKind, Item, Row, Written, plain},
    },
};

/// The columns of a table of action items.
struct Columns {
    action: usize,
    id: Option<usize>,
    owner: Option<usize>,
    due: Option<usize>,
    status: Option<usize>,
    note: Option<usize>,
}

impl Columns {
    fn of(head: &[Cell<Written>]) -> Option<Self> {
        let names: Vec<String> =
            head.iter().map(|cell| plain(&cell.content).trim().to_lowercase()).collect();
        let named = |words: &[&str]| names.iter().position(|name| words.contains(&name.as_str()));
        let begins = |words: &[&str]| {
            names.iter().position(|name| words.iter().any(|word| name.starts_with(word)))
        };
        Some(Self {
            action: named(&["action"]).or_else(|| begins(&["action", "open action"]))?,
            id: named(&["id", "#", "no.", "no"]),
            owner: named(&["owner", "owners", "owner(s)"]),
            due: named(&["due", "due date", "due by", "deadline"]),
            status: named(&["status", "state"]),
            note: named(&["note", "notes", "comment", "comments"]),
        })
    }
}

/// The rows of a table with a column `Action`; none where it has no such column.
pub(super) fn of_table(head: &[Cell<Written>], rows: &[Row<Written>]) -> Option<Vec<ActionRow>> {
    let columns = Columns::of(head)?;
    Some(rows.iter().filter_map(|row| of_row(row, &columns)).collect())
}

fn of_row(row: &Row<Written>, columns: &Columns) -> Option<ActionRow> {
    let cell = |at: Option<usize>| at.and_then(|at| row.cells.get(at));
    let action = row.cells.get(columns.action)?;
    let id = cell(columns.id).and_then(text);
    if is_none(&plain(&action.content)) && id.is_none() {
        return None;
    }
    let (owner, due) = (cell(columns.owner), cell(columns.due));
    Some(ActionRow {
        span: row.span,
        id,
        title: if is_none(&plain(&action.content)) { Vec::new() } else { action.content.clone() },
        title_span: action.span,
        is_spoken: false,
        owner: owner.and_then(text),
        due: due.and_then(text),
        status: cell(columns.status).and_then(text),
        note: cell(columns.note)
            .filter(|cell| text(cell).is_some())
            .map(|cell| cell.content.clone()),
        owner_place: owner.map_or(action.span, |cell| cell.span),
        due_place: due.map_or(action.span, |cell| cell.span),
        has_empty_due: due.is_some_and(|cell| text(cell).is_none()),
    })
}

/// The words of a cell; none where it is empty.
fn text(cell: &Cell<Written>) -> Option<Text> {
    let words = plain(&cell.content).trim().to_owned();
    (!words.is_empty()).then(|| Text::new(words, cell.span))
}

/// The items of a list.
pub(super) fn of_list(items: &[Item<Written>]) -> Vec<ActionRow> {
    items.iter().filter_map(of_item).collect()
}

fn of_item(item: &Item<Written>) -> Option<ActionRow> {
    let mut blocks = item.blocks.iter();
    let Some(BlockKind::Paragraph(content)) = blocks.next().map(|block| &block.kind) else {
        return None;
    };
    let mut all = lines(content.clone());
    let mut first = if all.is_empty() { Line::new() } else { all.remove(0) };
    let mut fields = Fields { id: cut_mark(&mut first), ..Fields::default() };
    drop_label(&mut first);
    let mut title = first;
    all.into_iter().for_each(|line| fields.take(line, &mut title));
    for block in blocks {
        if let BlockKind::List { items, .. } = &block.kind {
            items.iter().flat_map(lines_of).for_each(|line| fields.take(line, &mut title));
        }
    }
    if is_none(&plain(&title)) {
        return None;
    }
    let span = span_of(&title);
    Some(fields.row(item.span, title, span))
}

fn lines_of(item: &Item<Written>) -> Vec<Line> {
    let paragraphs = item.blocks.iter().filter_map(|block| {
        if let BlockKind::Paragraph(content) = &block.kind { Some(content.clone()) } else { None }
    });
    paragraphs.flat_map(lines).collect()
}

/// `ACTION ITEM:`, `Action:`, `Action item 3:` before an item are dropped.
fn drop_label(line: &mut Line) {
    let Some(Inline { kind: InlineKind::Text(text), .. }) = line.first() else { return };
    let Some((label, rest)) = text.split_once(':') else { return };
    let words = label.trim().to_lowercase();
    let words = words.trim_end_matches(|c: char| c.is_ascii_digit() || c == '#' || c == ' ');
    if matches!(words, "action" | "action item" | "ai") {
        let n_bytes = text.len() - rest.trim_start().len();
        cut_head(line, n_bytes);
    }
}

/// What the lines below an item say of it.
#[derive(Default)]
struct Fields {
    id: Option<Text>,
    owner: Option<Text>,
    due: Option<Text>,
    status: Option<Text>,
    note: Option<Line>,
    has_empty_due: bool,
}

impl Fields {
    /// A line that says something of the item; any other goes on with its text.
    fn take(&mut self, mut line: Line, title: &mut Line) {
        if self.id.is_none() {
            self.id = cut_mark(&mut line);
        }
        let words = plain(&line);
        let some = |text: Text| (!text.value.is_empty()).then_some(text);
        if let Some(owner) = labelled(&line, &["owner", "owners"]) {
            self.owner = some(owner);
        } else if let Some(due) = labelled(&line, &["due", "due date"]) {
            self.has_empty_due = due.value.is_empty();
            self.due = some(due);
        } else if let Some(status) = labelled(&line, &["status"]) {
            self.status = some(status);
        } else if let Some(rest) = after_label(&words, &["note", "notes"]) {
            cut_head(&mut line, words.len() - rest.len());
            self.note = Some(line);
        } else if !line.is_empty() {
            let before = span_of(&line).part(0..0);
            title.push(Inline { span: before, kind: InlineKind::SoftBreak });
            title.extend(line);
        }
    }

    fn row(self, span: Span, title: Line, title_span: Span) -> ActionRow {
        ActionRow {
            span,
            id: self.id,
            title,
            title_span,
            is_spoken: true,
            owner: self.owner,
            due: self.due,
            status: self.status,
            note: self.note,
            owner_place: title_span,
            due_place: title_span,
            has_empty_due: self.has_empty_due,
        }
    }
}
