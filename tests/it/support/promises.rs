//! What holds of any archive, whatever is typed in it. The fuzz targets (`fuzz/`) hold it of text
//! that a machine thinks of, and this suite of archives that are known.

use std::collections::BTreeSet;

use plenary::{
    Diagnostic, Layout, Options, Query, Register, Report, Run, Sources, Span, Tree, fix, github,
    human, json, list, run, sarif,
};
use serde_json::Value;

#[path = "markup.rs"]
pub(crate) mod markup;

/// Fails where one of the promises is not held, of what is read or of what is made of it.
pub(crate) fn hold(tree: &Tree) {
    let made = run(tree, &Options::default());
    told(&made.report, &made.sources);
    site(&made);
    same_again(tree, &made);
    if made.report.diagnostics.iter().any(|one| one.diagnostic.fix.is_some()) {
        mends(tree);
    }
}

/// Fails where one of those is not held that are about what is read. It takes a tenth of the time,
/// as no page is made.
pub(crate) fn hold_read(tree: &Tree) {
    let listing =
        list(tree, &Options::default(), Register::Actions, &Query::default(), Layout::Json);
    let listing = listing.expect("nothing is asked for that there may not be");
    told(&listing.report, &listing.sources);
    let entries: Value = serde_json::from_str(&listing.text).expect("JSON");
    assert_eq!(entries.as_array().map(Vec::len), Some(listing.n_entries));
}

/// Each diagnostic points to what is there, and each form of report tells it.
fn told(report: &Report, sources: &Sources) {
    report.diagnostics.iter().for_each(|one| places(&one.diagnostic, sources));
    reports(report, sources);
}

/// Each place of a diagnostic lies in its file, on the edges of characters; edits stand in order
/// and apart.
fn places(diagnostic: &Diagnostic, sources: &Sources) {
    let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
    let related = diagnostic.related.iter().map(|(span, _)| *span);
    let all = std::iter::once(diagnostic.span).chain(related).chain(edits.map(|edit| edit.span));
    all.for_each(|span| place(span, sources, diagnostic));
    assert!(!diagnostic.message.is_empty(), "{diagnostic:?} says nothing");
    if let Some(fix) = &diagnostic.fix {
        let apart = |pair: &[plenary::Edit]| {
            let [one, next] = pair else { return true };
            one.span.file != next.span.file || one.span.end <= next.span.start
        };
        assert!(!fix.edits.is_empty(), "{diagnostic:?} has a mend that does nothing");
        assert!(fix.edits.windows(2).all(apart), "{diagnostic:?} has edits that meet");
    }
}

fn place(span: Span, sources: &Sources, diagnostic: &Diagnostic) {
    let text = &sources.get(span.file).text;
    let (start, end) = (span.start as usize, span.end as usize);
    assert!(start <= end && end <= text.len(), "{span:?} is not in its file: {diagnostic:?}");
    let is_edge = |byte| text.is_char_boundary(byte);
    assert!(is_edge(start) && is_edge(end), "{span:?} is inside a character: {diagnostic:?}");
}

/// Each form of report tells each diagnostic, is what it says it is, and commands no terminal.
fn reports(report: &Report, sources: &Sources) {
    let n = report.diagnostics.len();
    let drawn = human(report, sources, false);
    assert!(!drawn.contains(|c: char| c.is_control() && c != '\n'), "a terminal obeys {drawn:?}");
    let length = |value: &Value| value.as_array().map(Vec::len);
    let told: Value = serde_json::from_str(&json(report, sources)).expect("JSON");
    assert_eq!(length(&told["diagnostics"]), Some(n));
    let log: Value = serde_json::from_str(&sarif(report, sources)).expect("SARIF is JSON");
    assert_eq!(length(&log["runs"][0]["results"]), Some(n));
    let lines = github(report, sources);
    assert_eq!(lines.lines().count(), n, "a line each: {lines}");
    let is_command = |line: &str| line.starts_with("::error ") || line.starts_with("::warning ");
    assert!(lines.lines().all(is_command), "{lines}");
}

/// Each file of the site is what its name says, at an address of its own, and there is not more of
/// it than the text gives reason for.
fn site(made: &Run) {
    let mut addresses = BTreeSet::new();
    let mut size = 0;
    for output in &made.outputs {
        let address = output.address.as_str();
        assert!(addresses.insert(address), "two files are at {address}");
        assert!(!address.starts_with('/') && !address.contains("//"), "{address}");
        assert!(!address.split('/').any(|name| [".", "..", ""].contains(&name)), "{address}");
        let bytes = output.bytes().unwrap_or_default();
        size += bytes.len();
        if let Some((_, end)) = address.rsplit_once('.').filter(|(_, end)| TEXTS.contains(end)) {
            let text = std::str::from_utf8(bytes).expect("the site is UTF-8");
            file(address, end, text);
        }
    }
    let typed: usize = made.sources.iter().map(|(_, file)| file.text.len()).sum();
    assert!(size < 4_000_000 + 1_000 * typed, "{size} bytes are made of {typed}");
}

const TEXTS: [&str; 7] = ["html", "xml", "svg", "json", "csv", "ics", "txt"];

fn file(address: &str, end: &str, text: &str) {
    match end {
        "html" => markup::hold_page(address, text),
        "xml" | "svg" => markup::hold_xml(address, text),
        "json" => {
            serde_json::from_str::<Value>(text).unwrap_or_else(|why| panic!("{address}: {why}"));
        }
        "csv" => cells(address, text),
        "ics" => lines(address, text),
        _ => {}
    }
}

/// Rows are of one length, and no cell is a formula.
fn cells(address: &str, text: &str) {
    for row in csv::Reader::from_reader(text.as_bytes()).records() {
        let row = row.unwrap_or_else(|why| panic!("{address}: {why}"));
        for cell in &row {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{address}: {cell:?}");
        }
    }
}

/// Lines of a calendar are short, end as they ought to, and none is begun by a text.
fn lines(address: &str, text: &str) {
    assert_eq!(text.matches(['\r', '\n']).count(), 2 * text.matches("\r\n").count(), "{address}");
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{address}: {line}");
        assert!(!line.contains(char::is_control), "{address}: {line:?}");
    }
    let whole = text.replace("\r\n ", "");
    for line in whole.split_terminator("\r\n") {
        let name = line.split([':', ';']).next().unwrap_or_default();
        let is_name = name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-');
        assert!(is_name && line.len() > name.len(), "{address}: {line:?}");
    }
    let count = |what: &str| whole.matches(what).count();
    assert_eq!(count("\r\nBEGIN:VEVENT\r\n"), count("\r\nUID:"), "{address}");
}

/// The same archive makes the same report and the same bytes.
fn same_again(tree: &Tree, made: &Run) {
    let again = run(tree, &Options::default());
    assert_eq!(made.report, again.report, "another report the second time");
    assert_eq!(made.outputs.len(), again.outputs.len(), "another site the second time");
    for (one, other) in made.outputs.iter().zip(&again.outputs) {
        assert_eq!(one.address, other.address);
        assert!(one.body == other.body, "another {} the second time", one.address);
    }
}

/// Mends are made until none is left, and every file that they touched is another than it was.
fn mends(tree: &Tree) {
    let mended = fix(tree, &Options::default());
    for (path, (before, after)) in &mended.files {
        assert_ne!(before, after, "{path} is mended into what it was");
    }
    assert!(!mended.files.is_empty(), "a mend is offered, and none is made");
    for one in &mended.left.report.diagnostics {
        assert!(one.diagnostic.fix.is_none(), "is still to be mended: {:?}", one.diagnostic);
    }
}
