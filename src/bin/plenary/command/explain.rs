//! `plenary explain`: what a diagnostic means.

use plenary::Code;

use crate::{exit::Exit, terminal};

/// Prints the page of a code; without one, the list of all codes.
pub(crate) fn explain(code: Option<Code>) -> Exit {
    let text = code.map_or_else(list, |code| set(&code.page()));
    terminal::print(&text);
    Exit::Done
}

/// A line a code: its name, how grave it is, what it is about.
fn list() -> String {
    let codes = Code::all();
    let width = codes.iter().map(|code| code.name().len()).max().unwrap_or_default();
    let line = |code: &Code| {
        let (name, severity) = (code.name(), code.severity().name());
        format!("{name:width$}  {severity:7}  {}\n", code.summary())
    };
    codes.iter().map(line).collect()
}

/// Sets a page for the terminal: its headings and the marks under mistakes stand out. Where there
/// are no colours, printing leaves them away.
fn set(page: &str) -> String {
    let mut is_fenced = false;
    let line = |line: &str| {
        is_fenced ^= line.starts_with("```");
        match style(line, is_fenced) {
            Some(style) => format!("{style}{line}{RESET}\n"),
            None => format!("{line}\n"),
        }
    };
    page.lines().map(line).collect()
}

const BOLD: &str = "\u{1b}[1m";
const RED: &str = "\u{1b}[1;31m";
const DIM: &str = "\u{1b}[2m";
const RESET: &str = "\u{1b}[0m";

/// Headings of the archive shown are text like any other.
fn style(line: &str, is_fenced: bool) -> Option<&'static str> {
    match line.trim_start().chars().next() {
        Some('#') if !is_fenced => Some(BOLD),
        Some('^') if is_fenced => Some(RED),
        Some('`') if line.starts_with("```") => Some(DIM),
        _ => None,
    }
}
