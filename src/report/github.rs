//! For GitHub Actions: a workflow command a diagnostic, which it shows beside the changed line.

use std::fmt::Write as _;

use crate::{
    diagnostic::{Report, Reported, Severity},
    source::Sources,
};

/// A line a diagnostic: `::error file=…,line=…,col=…,title=time/weekday::…`. Paths are those of
/// `sources`, which are to be from the repository's root.
pub fn github(report: &Report, sources: &Sources) -> String {
    report.diagnostics.iter().map(|reported| line(reported, sources)).collect()
}

fn line(reported: &Reported, sources: &Sources) -> String {
    let diagnostic = &reported.diagnostic;
    let file = sources.get(diagnostic.span.file);
    let (start, end) = (file.position(diagnostic.span.start), file.position(diagnostic.span.end));
    let command = if reported.severity == Severity::Error { "error" } else { "warning" };
    let mut out = format!("::{command} file={},line={}", property(file.path.as_str()), start.line);
    let _ = write!(out, ",endLine={}", end.line);
    if start.line == end.line {
        // columns of a place of several lines would be of different lines, which GitHub refuses
        let _ = write!(out, ",col={},endColumn={}", start.column, end.column);
    }
    let help = diagnostic.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    let _ = writeln!(
        out,
        ",title={}::{}",
        property(diagnostic.code.name()),
        text(&format!("{}{help}", super::message(diagnostic, sources)))
    );
    out
}

/// Escapes the text of a command.
fn text(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property of a command, in which `:` and `,` mean something too.
fn property(value: &str) -> String {
    text(value).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::{
        diagnostic::{Diagnostic, Sink, code},
        source::{FileId, SourceFile, Span},
    };

    #[test]
    fn a_diagnostic_is_a_line_with_its_place_escaped() {
        let sources = Sources::new(vec![SourceFile::new("content/a,b.md", "one\ntwo 100%\n")]);
        let mut sink = Sink::default();
        let span = Span::new(FileId(0), 4..7);
        sink.push(
            Diagnostic::new(code::LINK_BROKEN, span, "no page is called `two: 100%`")
                .help("write `one`"),
        );
        assert_eq!(
            github(&sink.finish(&BTreeMap::new()), &sources),
            "::error file=content/a%2Cb.md,line=2,endLine=2,col=1,endColumn=4,title=link/broken::no page is called `two: 100%25`%0Awrite `one`\n"
        );
    }
}
