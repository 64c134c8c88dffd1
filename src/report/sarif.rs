//! SARIF 2.1.0 (OASIS): for code scanning services and editors.

use serde_json::{Value, json};

use crate::{
    diagnostic::{Code, Edit, Fix, Report, Reported, Severity, code},
    source::{Sources, Span},
};

/// One run with its rules, results and fixes; columns count characters, paths are relative to the
/// archive's root.
pub fn sarif(report: &Report, sources: &Sources) -> String {
    let results: Vec<Value> =
        report.diagnostics.iter().map(|reported| result(reported, sources)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "plenary",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": code::ALL.iter().map(|&code| rule(code)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.name(),
        "shortDescription": { "text": code.summary() },
        "help": { "text": format!("plenary explain {}", code.name()) },
        "defaultConfiguration": { "level": level(code.severity()) },
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Off => "none",
    }
}

fn result(reported: &Reported, sources: &Sources) -> Value {
    let diagnostic = &reported.diagnostic;
    let help = diagnostic.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    let mut result = json!({
        "ruleId": diagnostic.code.name(),
        "level": level(reported.severity),
        "message": { "text": format!("{}{help}", diagnostic.message) },
        "locations": [{ "physicalLocation": location(diagnostic.span, sources) }],
    });
    if !diagnostic.related.is_empty() {
        let related = diagnostic.related.iter().map(|(span, label)| {
            json!({ "physicalLocation": location(*span, sources), "message": { "text": label } })
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(fix) = &diagnostic.fix {
        result["fixes"] = json!([mend(fix, sources)]);
    }
    result
}

fn location(span: Span, sources: &Sources) -> Value {
    json!({ "artifactLocation": artifact(span, sources), "region": region(span, sources) })
}

fn artifact(span: Span, sources: &Sources) -> Value {
    let path = crate::text::percent_encode(sources.get(span.file).path.as_str());
    json!({ "uri": path, "uriBaseId": "%SRCROOT%" })
}

fn region(span: Span, sources: &Sources) -> Value {
    let file = sources.get(span.file);
    let (start, end) = (file.position(span.start), file.position(span.end));
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

fn mend(fix: &Fix, sources: &Sources) -> Value {
    let changes: Vec<Value> = fix.edits.iter().map(|edit| change(edit, sources)).collect();
    json!({ "description": { "text": fix.title }, "artifactChanges": changes })
}

fn change(edit: &Edit, sources: &Sources) -> Value {
    json!({
        "artifactLocation": artifact(edit.span, sources),
        "replacements": [{ "deletedRegion": region(edit.span, sources), "insertedContent": { "text": edit.text } }],
    })
}
