//! Ids written into the text: a place for one and the id go in, the edits come out.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use crate::{
    diagnostic::{Edit, Fix},
    model::IdSlot,
    source::{Sources, Span},
};

/// A column is offered with each row of its table, unless there are more than this: then with the
/// first only, as all of it is written again with each.
const MOST_ROWS: usize = 60;

/// Ways to write ids, those of a table's new column together.
pub(super) struct Fixes<'a> {
    sources: &'a Sources,
    columns: HashMap<*const Span, Column<'a>>,
}

/// A column that a table does not have yet.
struct Column<'a> {
    rows: &'a [Span],
    /// What is written in which row.
    ids: BTreeMap<usize, &'a str>,
    n_offered: usize,
}

impl<'a> Fixes<'a> {
    /// Takes the places and ids of everything that gets one.
    pub(super) fn new(
        sources: &'a Sources,
        slots: impl Iterator<Item = (&'a IdSlot, &'a str)>,
    ) -> Self {
        let mut columns: HashMap<*const Span, Column<'a>> = HashMap::new();
        for (slot, id) in slots {
            if let IdSlot::Column(rows, at) = slot {
                let empty = || Column { rows, ids: BTreeMap::new(), n_offered: 0 };
                columns.entry(Arc::as_ptr(rows).cast()).or_insert_with(empty).ids.insert(*at, id);
            }
        }
        Self { sources, columns }
    }

    /// The mend that writes an id, where that is safe.
    pub(super) fn fix(&mut self, slot: &IdSlot, id: &str) -> Option<Fix> {
        match slot {
            IdSlot::None => None,
            IdSlot::Mark(span) => self.mark(*span, id),
            IdSlot::Cell(span) => self.cell(*span, id),
            IdSlot::Column(rows, _) => self.column(Arc::as_ptr(rows).cast()),
        }
    }

    /// ` {#D15-1}` at the end of a line.
    fn mark(&self, span: Span, id: &str) -> Option<Fix> {
        let rest = self.sources.get(span.file).text.get(span.end as usize..)?;
        let rest = rest.lines().next().unwrap_or_default().trim();
        let end = Span { start: span.end, ..span };
        let is_end = rest.is_empty() || rest == "\\";
        is_end.then(|| Fix::replace(format!("write ` {{#{id}}}`"), end, format!(" {{#{id}}}")))
    }

    /// The id in its cell, as wide as it was if there is room.
    fn cell(&self, span: Span, id: &str) -> Option<Fix> {
        let title = format!("write `{id}`");
        let text = &self.sources.get(span.file).text;
        let (before, after) = (text.get(..span.start as usize)?, text.get(span.end as usize..)?);
        let line = after.lines().next().unwrap_or_default();
        if span.start == span.end && line.trim().is_empty() {
            // the row ends before this cell
            let new = if before.ends_with('|') { format!(" {id} |") } else { format!(" | {id}") };
            return Some(Fix::replace(title, span, new));
        }
        let is_space = |c: char| c == ' ' || c == '\t';
        let start = before.trim_end_matches(is_space).len();
        let end = text.len() - after.trim_start_matches(is_space).len();
        let room = text.get(start..end)?.chars().count().saturating_sub(2);
        let lead = if before[..start].ends_with('|') { " " } else { "" };
        let new = format!("{lead}{id:<room$} ");
        Some(Fix::replace(title, Span::new(span.file, start..end), new))
    }

    fn column(&mut self, table: *const Span) -> Option<Fix> {
        let sources = self.sources;
        let column = self.columns.get_mut(&table)?;
        column.n_offered += 1;
        let is_offered = column.n_offered == 1 || column.rows.len() <= MOST_ROWS;
        is_offered.then(|| column.fix(sources)).flatten()
    }
}

impl Column<'_> {
    /// The column before all others, in the head, below it, and in each row.
    fn fix(&self, sources: &Sources) -> Option<Fix> {
        let (head, rows) = self.rows.split_first()?;
        let text = &*sources.get(head.file).text;
        let width = self.ids.values().map(|id| id.chars().count()).max().unwrap_or(2).max(2);
        let at = |span: &Span| lead(text, span.start as usize);
        let mut edits = vec![cell(head, at(head), text, "ID", width), line(head, text, width)?];
        for (n, row) in (1..).zip(rows) {
            let id = self.ids.get(&n).copied().unwrap_or_default();
            edits.push(cell(row, at(row), text, id, width));
        }
        Some(Fix { title: "add a column `ID`".to_owned(), edits })
    }
}

/// A first cell before the one that begins at a place.
fn cell(row: &Span, at: usize, text: &str, word: &str, width: usize) -> Edit {
    let has_pipe = text.get(at..).is_some_and(|rest| rest.starts_with('|'));
    let new = match (has_pipe, word) {
        (true, _) => format!("| {word:<width$} "),
        // without its own pipe, an empty cell would be none
        (false, "") => format!("| {word:<width$} | "),
        (false, _) => format!("{word:<width$} | "),
    };
    Edit { span: Span::new(row.file, at..at), text: new }
}

/// The cell of the line below the head.
fn line(head: &Span, text: &str, width: usize) -> Option<Edit> {
    let start = head.start as usize;
    let line_start = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let next = start + text.get(start..)?.find('\n')? + 1;
    let before = &text[line_start..start];
    let is_quoted = text[next..].starts_with(before);
    let at = lead(text, if is_quoted { next + before.len() } else { next });
    let rest = &text[at..];
    let new = match rest.strip_prefix('|') {
        Some(rest) if rest.starts_with(' ') => format!("| {:-<width$} ", ""),
        Some(_) => format!("|{:-<1$}", "", width + 2),
        None => format!("{:-<width$} | ", ""),
    };
    let is_rule = rest.starts_with(['|', '-', ':']);
    is_rule.then(|| Edit { span: Span::new(head.file, at..at), text: new })
}

/// Past the spaces that stand at a place.
fn lead(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + (rest.len() - rest.trim_start_matches([' ', '\t']).len())
}
