//! Rows of tables of action items, and items of such lists.

use std::sync::Arc;

use super::{
    is_none,
    line::{Line, add_line, after_label, cut_head, cut_mark, labelled, lines, span_of},
};
use crate::{
    content::written::{ActionRow, Text},
    model::IdSlot,
    source::{
        Span,
        prose::{Block, BlockKind, Cell, Inline, InlineKind, Item, Row, Written, plain_blocks},
    },
    syntax::inline::words,
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
            head.iter().map(|cell| words(&cell.content).trim().to_lowercase()).collect();
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
pub(super) fn of_table(
    table: Span,
    head: &[Cell<Written>],
    rows: &[Row<Written>],
    text: &str,
) -> Option<Vec<ActionRow>> {
    let columns = Columns::of(head)?;
    let spans: Arc<[Span]> =
        std::iter::once(table).chain(rows.iter().map(|row| row.span)).collect();
    let slot = |at: usize, row: &Row<Written>| match columns.id {
        None => IdSlot::Column(Arc::clone(&spans), at + 1),
        Some(column) => slot_in(row, column),
    };
    let rows = rows.iter().enumerate();
    let surplus = |row: &Row<Written>| surplus(text.get(row.span.range())?, head.len());
    let read = |(at, row): (usize, &Row<Written>)| {
        let read = of_row(row, &columns, slot(at, row))?;
        Some(ActionRow { surplus: surplus(row), ..read })
    };
    Some(rows.filter_map(read).collect())
}

/// How many cells a row has, where those are more than the columns: a bar in its text that was
/// meant as a bar.
fn surplus(row: &str, n_columns: usize) -> Option<(usize, usize)> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').unwrap_or(row);
    let n_cells = 1 + row.matches('|').count() - row.matches("\\|").count();
    (n_cells > n_columns).then_some((n_cells, n_columns))
}

/// The cell of a column; where the row ends before it, only the next one can be written.
fn slot_in(row: &Row<Written>, column: usize) -> IdSlot {
    let is_there = |at: usize| row.cells.get(at).is_some_and(|cell| cell.span.start < row.span.end);
    match row.cells.get(column) {
        Some(cell) if column == 0 || is_there(column - 1) => IdSlot::Cell(cell.span),
        _ => IdSlot::None,
    }
}

fn of_row(row: &Row<Written>, columns: &Columns, id_slot: IdSlot) -> Option<ActionRow> {
    let cell = |at: Option<usize>| at.and_then(|at| row.cells.get(at));
    let action = row.cells.get(columns.action)?;
    let id = cell(columns.id).and_then(text).filter(|id| !is_none(&id.value));
    let is_empty = is_none(&words(&action.content));
    if is_empty && id.is_none() {
        return None;
    }
    let (owner, due) = (cell(columns.owner), cell(columns.due));
    Some(ActionRow {
        span: row.span,
        id,
        id_slot,
        title: if is_empty { Vec::new() } else { action.content.clone() },
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
        surplus: None,
    })
}

/// The words of a cell; none where it is empty.
fn text(cell: &Cell<Written>) -> Option<Text> {
    let words = words(&cell.content).trim().to_owned();
    (!words.is_empty()).then(|| Text::new(words, cell.span))
}

/// The items of a list.
pub(super) fn of_list(items: &[Item<Written>]) -> Vec<ActionRow> {
    items.iter().filter_map(of_item).collect()
}

fn of_item(item: &Item<Written>) -> Option<ActionRow> {
    let (first, rest) = item.blocks.split_first()?;
    let mut above = lines_of(first).into_iter();
    let mut title = above.next().unwrap_or_default();
    let id_slot = match first.kind {
        BlockKind::Paragraph(_) => {
            title.last().map_or(IdSlot::None, |last| IdSlot::Mark(last.span))
        }
        _ => IdSlot::None,
    };
    let mut fields = Fields { id: cut_mark(&mut title), id_slot, ..Fields::default() };
    drop_label(&mut title);
    for line in above {
        if let Some(line) = fields.take(line) {
            add_line(&mut title, line);
        }
    }
    if is_none(&words(&title)) {
        return None;
    }
    for line in rest.iter().flat_map(lines_of) {
        if let Some(line) = fields.take(line) {
            add_line(fields.note.get_or_insert_default(), line);
        }
    }
    let span = span_of(&title);
    Some(fields.row(item.span, title, span))
}

/// The lines of a block, and of the lists in it; of any other its words.
fn lines_of(block: &Block<Written>) -> Vec<Line> {
    match &block.kind {
        BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
            lines(content.clone())
        }
        BlockKind::List { items, .. } => {
            items.iter().flat_map(|item| item.blocks.iter().flat_map(lines_of)).collect()
        }
        BlockKind::Quote { blocks, .. } => blocks.iter().flat_map(lines_of).collect(),
        _ => {
            let words = plain_blocks(std::slice::from_ref(block)).trim().to_owned();
            vec![vec![Inline { span: block.span, kind: InlineKind::Text(words) }]]
        }
    }
}

/// `ACTION ITEM:`, `Action:`, `**Action item 3:**` before an item are dropped.
fn drop_label(line: &mut Line) {
    let all = words(line);
    let Some((label, rest)) = all.split_once(':') else { return };
    let label = label.trim().to_lowercase();
    let label = label.trim_end_matches(|c: char| c.is_ascii_digit() || c == '#' || c == ' ');
    if matches!(label, "action" | "action item" | "ai") {
        cut_head(line, all.len() - rest.trim_start().len());
    }
}

/// What the lines below an item say of it.
#[derive(Default)]
struct Fields {
    id: Option<Text>,
    id_slot: IdSlot,
    owner: Option<Text>,
    due: Option<Text>,
    status: Option<Text>,
    note: Option<Line>,
    has_empty_due: bool,
}

impl Fields {
    /// Takes a line that says something of the item; gives back any other.
    fn take(&mut self, mut line: Line) -> Option<Line> {
        if self.id.is_none() {
            self.id = cut_mark(&mut line);
        }
        let all = words(&line);
        let some = |text: Text| (!text.value.is_empty()).then_some(text);
        if let Some(owner) = labelled(&line, &["owner", "owners"]) {
            self.owner = some(owner);
        } else if let Some(due) = labelled(&line, &["due", "due date"]) {
            self.has_empty_due = due.value.is_empty();
            self.due = some(due);
        } else if let Some(status) = labelled(&line, &["status"]) {
            self.status = some(status);
        } else if let Some(rest) = after_label(&all, &["note", "notes"]) {
            let n_bytes = (rest.as_ptr() as usize).saturating_sub(all.as_ptr() as usize);
            cut_head(&mut line, n_bytes);
            add_line(self.note.get_or_insert_default(), line);
        } else {
            return Some(line);
        }
        None
    }

    fn row(self, span: Span, title: Line, title_span: Span) -> ActionRow {
        ActionRow {
            span,
            id: self.id.map(|mark| first_word(&mark)),
            id_slot: self.id_slot,
            title,
            title_span,
            is_spoken: true,
            owner: self.owner,
            due: self.due,
            status: self.status,
            note: self.note.filter(|note| !note.is_empty()),
            owner_place: title_span,
            due_place: title_span,
            has_empty_due: self.has_empty_due,
            surplus: None,
        }
    }
}

/// The id of a mark, whatever else stands in it.
fn first_word(mark: &Text) -> Text {
    let word = mark.value.split_whitespace().next().unwrap_or_default();
    let start = mark.value.len() - mark.value.trim_start().len();
    let is_verbatim = mark.span.range().len() == mark.value.len();
    let span = if is_verbatim { mark.span.part(start..start + word.len()) } else { mark.span };
    Text::new(word.to_owned(), span)
}

#[cfg(test)]
mod tests {
    use super::surplus;

    #[test]
    fn cells_beyond_the_columns_are_counted_and_bars_meant_as_bars_are_none() {
        assert_eq!(surplus("| P15-1 | a | b. | Emily |", 3), Some((4, 3)));
        assert_eq!(surplus("P15-1 | a | b. | Emily", 3), Some((4, 3)));
        assert_eq!(surplus("| P15-1 | a \\| b. | Emily |", 3), None);
        assert_eq!(surplus("| P15-1 |", 3), None);
    }
}
