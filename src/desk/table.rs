//! A sheet set for the terminal: columns by what a terminal shows, lines that end between words.

use super::sheet::{Column, Kind, Row, Sheet};
use crate::text::{width, wrap};

/// Between two columns.
const GAP: usize = 2;
/// The least that a column of words is left, unless its words are shorter.
const LEAST: usize = 16;
/// The most that a column of words takes while others want room; then the last has the first say.
const MOST: usize = 24;

/// Sets a sheet in so many columns; nothing where it has no rows. Where not even a table of narrow
/// columns without those that can be spared has room, each entry stands by itself, a line a field.
pub(super) fn set(sheet: &Sheet, columns: usize, is_styled: bool) -> String {
    if sheet.rows.is_empty() {
        return String::new();
    }
    if let Some(widths) = widths(sheet, columns) {
        return in_columns(sheet, &widths, is_styled);
    }
    let less = sheet.clone().without_spare();
    let set = less.and_then(|less| Some(in_columns(&less, &widths(&less, columns)?, is_styled)));
    set.unwrap_or_else(|| one_by_one(sheet, columns, is_styled))
}

/// How wide each column is, where all have room.
fn widths(sheet: &Sheet, room: usize) -> Option<Vec<usize>> {
    let wanted: Vec<usize> = (0..sheet.columns.len()).map(|at| widest(sheet, at, width)).collect();
    let last = sheet.columns.len().checked_sub(1)?;
    let least = |at: usize, wanted: usize| match sheet.columns.get(at) {
        Some(Column { kind: Kind::Words, name }) if at == last => {
            wanted.min(LEAST.max(width(name)))
        }
        Some(Column { kind: Kind::Words | Kind::Spare, .. }) => widest(sheet, at, longest_word),
        _ => wanted,
    };
    let mut widths: Vec<usize> =
        wanted.iter().enumerate().map(|(at, wanted)| least(at, *wanted)).collect();
    let taken = widths.iter().sum::<usize>() + GAP * last;
    let mut left = room.checked_sub(taken)?;
    // the text first, then the others, then whoever wants more
    let mut share =
        |widths: &mut Vec<usize>, order: &mut dyn Iterator<Item = usize>, most: usize| {
            for at in order {
                if let (Some(given), Some(wanted)) = (widths.get_mut(at), wanted.get(at)) {
                    let more = left.min((*wanted).min(most).saturating_sub(*given));
                    *given += more;
                    left -= more;
                }
            }
        };
    let of_text = widest(sheet, last, longest_word).max(MOST);
    share(&mut widths, &mut std::iter::once(last), of_text);
    share(&mut widths, &mut (0..last), MOST);
    share(&mut widths, &mut (0..=last).rev(), usize::MAX);
    Some(widths)
}

fn widest(sheet: &Sheet, at: usize, measure: fn(&str) -> usize) -> usize {
    let cells = sheet.rows.iter().filter_map(|row| row.cells.get(at)).map(String::as_str);
    let name = sheet.columns.get(at).map(|column| column.name);
    cells.flat_map(str::lines).chain(name).map(measure).max().unwrap_or_default()
}

fn longest_word(text: &str) -> usize {
    wrap(text, 1).iter().map(|word| width(word)).max().unwrap_or_default()
}

const BOLD: &str = "\u{1b}[1m";
const RED: &str = "\u{1b}[31m";
const RESET: &str = "\u{1b}[0m";

fn styled(text: &str, style: &str, is_styled: bool) -> String {
    if is_styled { format!("{style}{text}{RESET}") } else { text.to_owned() }
}

fn in_columns(sheet: &Sheet, widths: &[usize], is_styled: bool) -> String {
    let names: Vec<String> = sheet.columns.iter().map(|column| column.name.to_owned()).collect();
    let rules: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
    let mut out = String::new();
    for line in lines(sheet, widths, &names) {
        push_line(&mut out, &styled(&line, BOLD, is_styled));
    }
    push_line(&mut out, &rules.join(&" ".repeat(GAP)));
    for row in &sheet.rows {
        for line in lines(sheet, widths, &row.cells) {
            push_line(&mut out, &styled(&line, RED, is_styled && row.is_pressing));
        }
    }
    out
}

fn push_line(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

/// The lines of a row: as many as its longest cell has.
fn lines(sheet: &Sheet, widths: &[usize], cells: &[String]) -> Vec<String> {
    let set: Vec<Vec<String>> =
        cells.iter().zip(widths).map(|(cell, width)| wrap(cell, *width)).collect();
    let n_lines = set.iter().map(Vec::len).max().unwrap_or_default();
    (0..n_lines).map(|at| line(sheet, widths, &set, at)).collect()
}

fn line(sheet: &Sheet, widths: &[usize], set: &[Vec<String>], at: usize) -> String {
    let gap = " ".repeat(GAP);
    let parts = set.iter().zip(widths).zip(&sheet.columns).map(|((cell, room), column)| {
        let text = cell.get(at).map(String::as_str).unwrap_or_default();
        let space = " ".repeat(room.saturating_sub(width(text)));
        if column.kind == Kind::Number {
            format!("{space}{text}")
        } else {
            format!("{text}{space}")
        }
    });
    parts.collect::<Vec<_>>().join(&gap).trim_end().to_owned()
}

/// Each entry by itself: the name of a field, and beside it what it says.
fn one_by_one(sheet: &Sheet, columns: usize, is_styled: bool) -> String {
    let names = sheet.columns.iter().map(|column| width(column.name)).max().unwrap_or_default();
    let entries = sheet.rows.iter().map(|row| entry(sheet, row, names, columns, is_styled));
    entries.collect::<Vec<_>>().join("\n")
}

fn entry(sheet: &Sheet, row: &Row, names: usize, columns: usize, is_styled: bool) -> String {
    let room = columns.saturating_sub(names + GAP).max(1);
    let mut out = String::new();
    for (column, cell) in sheet.columns.iter().zip(&row.cells).filter(|(_, cell)| !cell.is_empty())
    {
        for (at, text) in wrap(cell, room).iter().enumerate() {
            let name = if at == 0 { column.name } else { "" };
            let space = " ".repeat(names + GAP - width(name));
            let line = format!("{name}{space}{text}");
            let is_head = out.is_empty();
            let style = if row.is_pressing { RED } else { BOLD };
            push_line(&mut out, &styled(&line, style, is_styled && (is_head || row.is_pressing)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 3] = [
        Column { name: "ID", kind: Kind::Whole },
        Column { name: "Owner", kind: Kind::Words },
        Column { name: "Action", kind: Kind::Words },
    ];

    fn sheet(rows: &[[&str; 3]]) -> Sheet {
        let row = |cells: &[&str; 3]| Row {
            cells: cells.map(str::to_owned).to_vec(),
            is_pressing: false,
        };
        Sheet { columns: COLUMNS.to_vec(), rows: rows.iter().map(row).collect() }
    }

    #[test]
    fn columns_stand_below_each_other_whatever_the_script() {
        let sheet = sheet(&[["P1", "Žarko Kec\u{69}c\u{301}", "One"], ["P2", "会議 Пётр", "Two"]]);
        assert_eq!(
            set(&sheet, 80, false),
            "ID  Owner        Action\n\
             ──  ───────────  ──────\n\
             P1  Žarko Kec\u{69}c\u{301}  One\n\
             P2  会議 Пётр    Two\n"
        );
    }

    #[test]
    fn the_text_is_set_in_the_room_that_is_left() {
        let sheet = sheet(&[["P1", "Emily", "Post the rates to the wiki every month."]]);
        assert_eq!(
            set(&sheet, 30, false),
            "ID  Owner  Action\n\
             ──  ─────  ───────────────────\n\
             P1  Emily  Post the rates to\n           the wiki every\n           month.\n"
        );
    }

    #[test]
    fn where_a_table_has_no_room_each_entry_stands_by_itself() {
        let sheet =
            sheet(&[["coordination-2017-06-a12", "Emily", "Post the rates."], ["P2", "", "Two"]]);
        assert_eq!(
            set(&sheet, 24, false),
            "ID      coordination-2017-06-a12\nOwner   Emily\nAction  Post the rates.\n\
             \nID      P2\nAction  Two\n"
        );
    }

    #[test]
    fn what_another_column_says_too_gives_way_to_a_table() {
        let mut sheet = sheet(&[["08:00–09:00 CEST", "06:00–07:00", "Call"]]);
        sheet.columns[1] = Column { name: "UTC", kind: Kind::Spare };
        assert_eq!(
            set(&sheet, 24, false),
            "ID                Action\n────────────────  ──────\n08:00–09:00 CEST  Call\n"
        );
        assert!(set(&sheet, 40, false).contains("06:00–07:00"));
        assert!(
            set(&sheet, 20, false).contains("UTC     06:00–07:00"),
            "where entries stand alone"
        );
    }

    #[test]
    fn nothing_is_set_as_nothing() {
        assert_eq!(set(&sheet(&[]), 80, false), "");
    }
}
