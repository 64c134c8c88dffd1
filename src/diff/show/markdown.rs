//! Differences as a comment on a change: the summary first, what is long folded, never longer than
//! such a comment may be.

use super::{by_kind, line, line::Sign};
use crate::{
    diff::differences::{Change, Differences, Field, Moved, Page, Problem},
    text::printable,
};

/// A platform's comment holds 65,536 characters; some are left for what others write around it.
const LONGEST: usize = 60_000;

/// How many of a list are told, tried in turn until the whole is short enough.
const LISTS: [usize; 6] = [200, 100, 40, 15, 5, 0];

/// Lists up to this long are not folded.
const LONGEST_OPEN: usize = 5;

/// Writes all differences.
pub(super) fn markdown(all: &Differences) -> String {
    let whole = |n_shown| written(all, n_shown);
    let short = LISTS.into_iter().map(whole).find(|text| text.chars().count() <= LONGEST);
    short.unwrap_or_else(|| head(all).chars().take(LONGEST).collect())
}

fn written(all: &Differences, n_shown: usize) -> String {
    let registers = all.registers();
    let registers = registers
        .iter()
        .map(|(heading, list)| folded(heading, list.len(), n_shown, list.iter().map(change)));
    let figures = all.figures();
    let figures = figures
        .iter()
        .map(|(heading, list)| folded(heading, list.len(), n_shown, list.iter().map(moved)));
    let problems = all.problems.iter().flat_map(|problems| {
        [("Diagnostics that came", &problems.came), ("Diagnostics that went", &problems.went)]
    });
    let problems = problems
        .map(|(heading, list)| folded(heading, list.len(), n_shown, list.iter().map(problem)));
    let sections = registers.chain(figures).chain(pages(all, n_shown)).chain(problems);
    head(all) + &lost(all, n_shown) + &sections.collect::<String>()
}

fn head(all: &Differences) -> String {
    let day = all.new.as_of.filter(|day| all.old.as_of == Some(*day));
    let day = day.map(|day| format!(", registers as of {day}")).unwrap_or_default();
    let names = format!("{} → {}", escape(&all.old.name), escape(&all.new.name));
    let mut head = format!("**{}**\n\n{names}{day}\n", escape(&capital(&all.summary())));
    let note = |note: String| format!("\n> Note: {}\n", escape(&note));
    head.extend(all.notes().into_iter().map(note));
    head
}

/// What leads nowhere now is never folded.
fn lost(all: &Differences, n_shown: usize) -> String {
    let lost: Vec<&Page> = all.pages.lost().collect();
    if lost.is_empty() {
        return String::new();
    }
    format!(
        "\n### Gone without a redirect\n\n{}",
        list(lost.len(), n_shown, lost.iter().map(|one| page(one)))
    )
}

fn pages(all: &Differences, n_shown: usize) -> impl Iterator<Item = String> {
    let gone = all.pages.gone.iter().filter(|page| page.redirect.is_some()).cloned().collect();
    let groups: [(&str, Vec<Page>); 3] = [
        ("Pages added", all.pages.added.clone()),
        ("Pages gone, with a redirect", gone),
        ("Pages changed", all.pages.changed.clone()),
    ];
    groups.into_iter().map(move |(heading, pages)| {
        let lines = by_kind(&pages).flat_map(|(_, pages)| pages).map(page);
        folded(heading, pages.len(), n_shown, lines)
    })
}

/// A heading with its list, folded where that is long; nothing where it is empty.
fn folded(heading: &str, n: usize, n_shown: usize, lines: impl Iterator<Item = String>) -> String {
    let list = list(n, n_shown, lines);
    match n {
        0 => String::new(),
        1..=LONGEST_OPEN => format!("\n### {heading}\n\n{list}"),
        _ => format!("\n<details>\n<summary>{heading} ({n})</summary>\n\n{list}\n</details>\n"),
    }
}

fn list(n: usize, n_shown: usize, lines: impl Iterator<Item = String>) -> String {
    let shown = lines.take(n_shown).map(|line| format!("- {line}\n"));
    let more = (n > n_shown).then(|| format!("- … and {} more\n", n - n_shown));
    shown.chain(more).collect()
}

fn change(change: &Change) -> String {
    let sign = Sign::of(change);
    let field = |field: &Field| format!("{}: {}", field.name, escape(&line::value(field, sign)));
    let fields: Vec<String> = line::fields(change).map(field).collect();
    let fields =
        if fields.is_empty() { String::new() } else { format!("<br>{}", fields.join(" · ")) };
    let title = escape(&line::short(&change.title));
    format!("**{}** {} — {title}{fields}", escape(&change.id), line::what(change))
}

fn moved(moved: &Moved) -> String {
    format!("{}: {}", escape(&moved.name), line::moved(moved))
}

fn page(page: &Page) -> String {
    format!("{} {}", escape(&page.url), escape(&line::page(page)))
}

fn problem(problem: &Problem) -> String {
    format!("{} {}", escape(&line::place(problem)), escape(&line::problem(problem)))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Plain text in Markdown. What a platform would take for a person, a team, an issue or a change
/// (`@name`, `#15`, `!3`) is broken by a space that nobody sees, since escapes do not keep it from
/// ringing them.
fn escape(text: &str) -> String {
    let mut out = String::new();
    let text = printable(text);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\n' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '>' | '#' | '!' | '$' => {
                out.extend(['\\', letter]);
            }
            _ => out.push(letter),
        }
        if letters.peek().is_some_and(|next| rings(&out, letter, *next)) {
            out.push('\u{200b}');
        }
    }
    out
}

/// Whether what was written ends in a letter that, with the next, begins what a platform would take
/// for something of its own; so is a bare address (`https://…/issues/15`) and `GH-15`.
fn rings(written: &str, letter: char, next: char) -> bool {
    match letter {
        '@' | '#' | '!' | '$' | '%' | '~' | '&' => !next.is_whitespace(),
        ':' => next == '/',
        '-' => {
            next.is_ascii_digit()
                && written.len() >= 3
                && written
                    .get(written.len() - 3..)
                    .is_some_and(|end| end.eq_ignore_ascii_case("gh-"))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_people_and_issues_ring_nobody() {
        assert_eq!(escape("call #15 of @emily"), "call \\#\u{200b}15 of @\u{200b}emily");
        assert_eq!(escape("50 % & more"), "50 % &amp; more");
        assert_eq!(escape("gh-15: P2-15, a: b"), "gh-\u{200b}15: P2-15, a: b");
        assert_eq!(escape("see https://a.org/issues/15"), "see https:\u{200b}//a.org/issues/15");
    }

    #[test]
    fn marks_are_letters() {
        assert_eq!(escape("a|b <i> `c` *d*\n_e_"), "a\\|b &lt;i\\> \\`c\\` \\*d\\* \\_e\\_");
    }
}
