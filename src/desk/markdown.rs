//! Text that Markdown shows as it stands, and a sheet as a table of it.

use super::sheet::{Kind, Sheet};

/// A table that pastes into a mail, an issue or a wiki; its head alone where it has no rows.
pub(super) fn table(sheet: &Sheet) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let head = sheet.columns.iter().map(|column| column.name.to_owned()).collect();
    let rule = |kind| if kind == Kind::Number { "---:" } else { "---" };
    let rules = sheet.columns.iter().map(|column| rule(column.kind).to_owned()).collect();
    let rows = sheet.rows.iter().map(|row| line(row.cells.iter().map(|one| cell(one)).collect()));
    line(head) + &line(rules) + &rows.collect::<String>()
}

/// A text in a cell: on one line.
fn cell(text: &str) -> String {
    escape(text).replace('|', "\\|").replace('\n', "<br>")
}

/// The text with marks of Markdown made letters; signs inside words are no marks.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    for (at, c) in text.char_indices() {
        let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
        let is_mark = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' => true,
            '_' => {
                !(before.is_some_and(char::is_alphanumeric)
                    && rest.starts_with(char::is_alphanumeric))
            }
            '&' => is_entity(rest),
            _ => false,
        };
        out.extend(is_mark.then_some('\\'));
        out.push(c);
        before = Some(c);
    }
    out
}

/// Whether `&` before this text would be shown as another character: `amp;`, `#8211;`.
fn is_entity(rest: &str) -> bool {
    rest.split_once(';').is_some_and(|(name, _)| {
        let name = name.strip_prefix('#').unwrap_or(name);
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_shown_as_they_stand() {
        assert_eq!(cell("a|b\n*c* <d> `e`"), "a\\|b<br>\\*c\\* \\<d\\> \\`e\\`");
        assert_eq!(escape("snake_case _x_ R&D AT&T &amp;"), "snake_case \\_x\\_ R&D AT&T \\&amp;");
    }
}
