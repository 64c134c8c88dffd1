//! For programs: one JSON object, as `diagnostics.md` has it.

use serde::Serialize;

use crate::{
    diagnostic::{Edit, Report, Reported, Severity},
    source::{Position, Sources, Span},
};

#[derive(Serialize)]
struct Json<'a> {
    diagnostics: Vec<Entry<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'a str,
    severity: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    message: String,
    help: Option<&'a str>,
    fix: Option<Fix<'a>>,
}

#[derive(Serialize)]
struct Fix<'a> {
    title: &'a str,
    edits: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
struct Replacement<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct Summary {
    errors: usize,
    warnings: usize,
}

/// One JSON object and a line end; lines and columns count from 1, columns in characters, the end
/// is the place after the last character.
pub fn json(report: &Report, sources: &Sources) -> String {
    let json = Json {
        diagnostics: report.diagnostics.iter().map(|reported| entry(reported, sources)).collect(),
        summary: Summary {
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
        },
    };
    serde_json::to_string_pretty(&json).unwrap_or_default() + "\n"
}

fn entry<'a>(reported: &'a Reported, sources: &'a Sources) -> Entry<'a> {
    let diagnostic = &reported.diagnostic;
    let (file, start, end) = place(diagnostic.span, sources);
    Entry {
        code: diagnostic.code.name(),
        severity: reported.severity.name(),
        file,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        message: super::message(diagnostic, sources),
        help: diagnostic.help.as_deref(),
        fix: diagnostic.fix.as_ref().map(|fix| Fix {
            title: &fix.title,
            edits: fix.edits.iter().map(|edit| replacement(edit, sources)).collect(),
        }),
    }
}

fn replacement<'a>(edit: &'a Edit, sources: &'a Sources) -> Replacement<'a> {
    let (file, start, end) = place(edit.span, sources);
    Replacement {
        file,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        text: &edit.text,
    }
}

fn place(span: Span, sources: &Sources) -> (&str, Position, Position) {
    let file = sources.get(span.file);
    (file.path.as_str(), file.position(span.start), file.position(span.end))
}
