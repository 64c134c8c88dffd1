//! Differences in lines of so many columns.

use super::{by_kind, line, line::Sign};
use crate::{
    diff::differences::{Change, Differences, Moved, Page, Problem},
    text::{plural, printable, width, wrap},
};

/// How many of a list are told.
const LONGEST_LIST: usize = 40;
/// How many pages of a kind.
const LONGEST_KIND: usize = 10;

const BOLD: &str = "\u{1b}[1m";
const DIM: &str = "\u{1b}[2m";
const RED: &str = "\u{1b}[31m";
const GREEN: &str = "\u{1b}[32m";
const YELLOW: &str = "\u{1b}[33m";
const RESET: &str = "\u{1b}[0m";

/// Sets all differences.
pub(super) fn text(all: &Differences, columns: usize, is_styled: bool) -> String {
    let mut paper = Paper { out: String::new(), columns: columns.max(20), is_styled };
    paper.head(all);
    paper.lost(all);
    for (heading, list) in all.registers() {
        paper.register(heading, list);
    }
    for (heading, list) in all.figures() {
        paper.figures(heading, list);
    }
    let gone: Vec<Page> =
        all.pages.gone.iter().filter(|page| page.redirect.is_some()).cloned().collect();
    paper.pages("Pages added", Sign::Plus, &all.pages.added);
    paper.pages("Pages gone, with a redirect", Sign::Minus, &gone);
    paper.pages("Pages changed", Sign::Other, &all.pages.changed);
    if let Some(problems) = &all.problems {
        paper.problems("Diagnostics that came", Sign::Plus, &problems.came);
        paper.problems("Diagnostics that went", Sign::Minus, &problems.went);
    }
    paper.out
}

struct Paper {
    out: String,
    columns: usize,
    is_styled: bool,
}

impl Paper {
    fn head(&mut self, all: &Differences) {
        let day = all.new.as_of.filter(|day| all.old.as_of == Some(*day));
        let day = day.map(|day| format!(", registers as of {day}")).unwrap_or_default();
        self.lines("", &format!("{} → {}{day}", all.old.name, all.new.name), "");
        self.lines("", &all.summary(), BOLD);
        for note in all.notes() {
            self.lines("note: ", &note, YELLOW);
        }
        if all.pages.n_same_text > 0 {
            let pages = plural(all.pages.n_same_text, "page says", "pages say");
            let words =
                format!("{pages} the same in other bytes (a footer's day, a link, a script)");
            self.lines("", &words, DIM);
        }
    }

    fn lost(&mut self, all: &Differences) {
        let lost: Vec<Page> = all.pages.lost().cloned().collect();
        self.pages("Gone without a redirect", Sign::Minus, &lost);
    }

    fn register(&mut self, heading: &str, list: &[Change]) {
        self.heading(heading, list.len());
        for change in list.iter().take(LONGEST_LIST) {
            let sign = Sign::of(change);
            let id = self.styled(BOLD, &printable(&change.id));
            let what = self.styled(colour(sign), &line::what(change));
            self.line(&format!("{}{id}  {what}", self.mark(sign)));
            self.lines("    ", &line::short(&change.title), "");
            for field in line::fields(change) {
                let name = format!("    {}: ", field.name);
                self.lines(&name, &line::value(field, sign), "");
            }
        }
        self.more("  ", list.len(), LONGEST_LIST);
    }

    fn figures(&mut self, heading: &str, list: &[Moved]) {
        self.heading(heading, list.len());
        let shown = || list.iter().take(LONGEST_LIST);
        let widest = shown().map(|one| width(&printable(&one.name))).max().unwrap_or_default();
        for moved in shown() {
            let name = printable(&moved.name);
            let gap = " ".repeat(widest - width(&name).min(widest) + 2);
            self.lines(&format!("  {name}{gap}"), &line::moved(moved), "");
        }
        self.more("  ", list.len(), LONGEST_LIST);
    }

    fn pages(&mut self, heading: &str, sign: Sign, pages: &[Page]) {
        self.heading(heading, pages.len());
        for (kind, list) in by_kind(pages) {
            self.lines("  ", &format!("{kind} ({})", list.len()), "");
            for page in list.iter().take(LONGEST_KIND) {
                self.page(&format!("  {}{}", self.mark(sign), printable(&page.url)), page);
            }
            self.more("    ", list.len(), LONGEST_KIND);
        }
    }

    /// The heading stands beside the address where there is room.
    fn page(&mut self, address: &str, page: &Page) {
        let words = printable(&line::page(page));
        if shown_width(address) + 2 + width(&words) <= self.columns {
            self.line(&format!("{address}  {words}"));
        } else {
            self.line(address);
            self.lines("      ", &words, "");
        }
    }

    fn problems(&mut self, heading: &str, sign: Sign, list: &[Problem]) {
        self.heading(heading, list.len());
        for problem in list.iter().take(LONGEST_LIST) {
            self.lines(&self.mark(sign), &line::place(problem), "");
            self.lines("    ", &line::problem(problem), "");
        }
        self.more("  ", list.len(), LONGEST_LIST);
    }

    /// A heading with an empty line before it; none above an empty list.
    fn heading(&mut self, heading: &str, n: usize) {
        if n > 0 {
            self.out.push('\n');
            self.lines("", &format!("{heading} ({n})"), BOLD);
        }
    }

    fn more(&mut self, indent: &str, n: usize, n_shown: usize) {
        if n > n_shown {
            self.lines(indent, &format!("… and {} more", n - n_shown), DIM);
        }
    }

    fn mark(&self, sign: Sign) -> String {
        format!("  {} ", self.styled(colour(sign), sign.mark()))
    }

    fn styled(&self, style: &str, text: &str) -> String {
        if self.is_styled && !style.is_empty() {
            format!("{style}{text}{RESET}")
        } else {
            text.into()
        }
    }

    /// A text after a lead on its first line; further lines stand under its beginning, as far as
    /// there is room.
    fn lines(&mut self, lead: &str, text: &str, style: &str) {
        let indent = shown_width(lead).min(self.columns / 3);
        let room = self.columns.saturating_sub(shown_width(lead)).max(self.columns / 2);
        for (n, words) in wrap(&printable(text), room).into_iter().enumerate() {
            let lead = if n == 0 { lead.to_owned() } else { " ".repeat(indent) };
            self.line(&format!("{lead}{}", self.styled(style, &words)));
        }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }
}

const fn colour(sign: Sign) -> &'static str {
    match sign {
        Sign::Plus => GREEN,
        Sign::Minus => RED,
        Sign::Other => YELLOW,
    }
}

/// The columns of a text without its colours.
fn shown_width(text: &str) -> usize {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().map_or(0, width);
    first
        + parts
            .filter_map(|part| part.split_once('m'))
            .map(|(_, shown)| width(shown))
            .sum::<usize>()
}
