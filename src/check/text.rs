//! `text/lookalike`, `text/control`: letters that are not what they look like, and characters that
//! nobody sees.

use std::{collections::HashSet, ops::Range};

use super::lines;
use crate::{
    diagnostic::{Diagnostic, Fix, Sink, code},
    source::{FileId, SourceFile, Sources, Span},
    text::lookalike::{is_cyrillic_or_greek, latin},
};

/// What is said of a file, and where its words are that may be disguised.
pub(super) fn of_file(id: FileId, file: &SourceFile) -> (Vec<Diagnostic>, Vec<Span>) {
    let (mut said, mut disguised) = (Vec::new(), Vec::new());
    // most files have no such character, and cost one look
    if !file.text.is_ascii() || file.text.bytes().any(is_ascii_control) {
        for (at, line) in lines(file) {
            controls(id, at, line, &mut said);
            lookalikes(id, at, line, &mut disguised, &mut said);
        }
    }
    (said, disguised)
}

fn is_ascii_control(byte: u8) -> bool {
    byte.is_ascii_control() && !matches!(byte, b'\n' | b'\r' | b'\t')
}

/// A run of unseen characters is one mistake.
fn controls(file: FileId, at: usize, line: &str, said: &mut Vec<Diagnostic>) {
    let mut rest = 0;
    while let Some(range) = next_run(line, rest) {
        rest = range.end;
        said.push(control(Span::new(file, at + range.start..at + range.end), &line[range]));
    }
}

fn next_run(line: &str, from: usize) -> Option<Range<usize>> {
    let start = from
        + line[from..]
            .char_indices()
            .find(|&(at, c)| is_unseen(c, line, from + at))
            .map(|(at, _)| at)?;
    let len = line[start..]
        .char_indices()
        .find(|&(at, c)| !is_unseen(c, line, start + at))
        .map(|(at, _)| at);
    Some(start..start + len.unwrap_or(line.len() - start))
}

/// Control and format characters; a carriage return at the line's end, a byte order mark at the
/// file's start and joiners inside words of scripts that need them are none.
fn is_unseen(c: char, line: &str, at: usize) -> bool {
    match c {
        '\t' => false,
        '\r' => at + 1 < line.len(),
        '\u{200C}' | '\u{200D}' => line[..at]
            .chars()
            .next_back()
            .is_none_or(|before| before.is_ascii() || before.is_whitespace()),
        '\u{AD}'
        | '\u{200B}'
        | '\u{2060}'..='\u{2064}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}' => true,
        '\u{FEFF}' => at > 0,
        '\u{200E}' | '\u{200F}' => !line.chars().any(is_right_to_left),
        _ => c.is_control(),
    }
}

/// Hebrew, Arabic and their neighbours.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

fn control(span: Span, run: &str) -> Diagnostic {
    let names: Vec<String> = run.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
    let (what, them) = if names.len() == 1 {
        ("an invisible character", "it")
    } else {
        ("invisible characters", "them")
    };
    Diagnostic::new(code::TEXT_CONTROL, span, format!("{what}: {}", names.join(", ")))
        .help(format!("delete {them}"))
        .why("search and links do not find words that hold one")
        .fix(Fix::replace(format!("delete {them}"), span, ""))
}

/// Tells words of mixed letters; those that may be disguised are put aside.
fn lookalikes(
    file: FileId,
    at: usize,
    line: &str,
    disguised: &mut Vec<Span>,
    said: &mut Vec<Diagnostic>,
) {
    if line.is_ascii() {
        return;
    }
    let words: Vec<(usize, &str)> = words(line).collect();
    let is_foreign = words.iter().any(|(_, word)| is_plainly_foreign(word));
    for (start, word) in words {
        let span = Span::new(file, at + start..at + start + word.len());
        if is_mixed(word) {
            said.push(lookalike(span, word));
        } else if !is_foreign && is_disguise(word) {
            disguised.push(span);
        }
    }
}

/// Tells the words written in look-alikes alone that the archive has in Latin letters elsewhere,
/// and those with a digit; any other may be what it is, as `СССР`.
pub(super) fn disguises(sources: &Sources, disguised: &[Span], sink: &mut Sink) {
    if disguised.is_empty() {
        return;
    }
    let word = |span: &Span| sources.slice(*span);
    let wanted: HashSet<String> = disguised.iter().map(|span| in_latin(word(span))).collect();
    let words =
        sources.iter().flat_map(|(_, file)| file.text.split(|c: char| !c.is_alphanumeric()));
    let known: HashSet<&str> = words.filter(|word| wanted.contains(*word)).collect();
    for span in disguised {
        let word = word(span);
        let has_digit = word.contains(|c: char| c.is_ascii_digit());
        if has_digit || known.contains(in_latin(word).as_str()) {
            sink.push(lookalike(*span, word));
        }
    }
}

fn in_latin(word: &str) -> String {
    word.chars().map(|c| latin(c).unwrap_or(c)).collect()
}

fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_ascii()).map(move |word| {
        let start = word.as_ptr() as usize - line.as_ptr() as usize;
        (start, word)
    })
}

/// A word in which both a Latin letter and one that only looks Latin stand.
fn is_mixed(word: &str) -> bool {
    word.chars().any(|c| c.is_ascii_alphabetic())
        && word.chars().any(|c| latin(c).is_some())
        && word.chars().all(|c| !is_cyrillic_or_greek(c) || latin(c).is_some())
}

/// A word of two letters or more that is written in such letters alone.
fn is_disguise(word: &str) -> bool {
    word.chars().nth(1).is_some() && word.chars().all(|c| c.is_ascii_digit() || latin(c).is_some())
}

/// A word that nobody takes for Latin, so that the line is in that script.
fn is_plainly_foreign(word: &str) -> bool {
    word.chars().any(|c| is_cyrillic_or_greek(c) && latin(c).is_none())
}

fn lookalike(span: Span, word: &str) -> Diagnostic {
    let right = in_latin(word);
    let odd = word.chars().find(|&c| latin(c).is_some()).unwrap_or(' ');
    let script = if ('\u{400}'..).contains(&odd) { "Cyrillic" } else { "Greek" };
    Diagnostic::new(
        code::TEXT_LOOKALIKE,
        span,
        format!(
            "`{word}` has {script} letters that look Latin (`{odd}` is U+{:04X})",
            u32::from(odd)
        ),
    )
    .help(format!("type `{right}`"))
    .why("search and links do not find it")
    .fix(Fix::replace(format!("write `{right}` in Latin letters"), span, right))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Report;

    fn report(text: &str) -> Report {
        let sources = Sources::new(vec![SourceFile::new("content/a.md", text)]);
        let (said, disguised) = of_file(FileId(0), sources.get(FileId(0)));
        let mut sink = Sink::default();
        sink.extend(said);
        disguises(&sources, &disguised, &mut sink);
        sink.finish(&std::collections::BTreeMap::new())
    }

    fn found(text: &str) -> Vec<String> {
        report(text).diagnostics.into_iter().map(|one| one.diagnostic.message).collect()
    }

    #[test]
    fn a_word_in_letters_that_look_latin_is_told_with_its_latin_spelling() {
        let report = report("ask the ОСТО team\nthe OCTO team");
        assert_eq!(report.diagnostics[0].diagnostic.help.as_deref(), Some("type `OCTO`"));
        assert_eq!(report.diagnostics[0].diagnostic.span.range(), 8..16);
    }

    #[test]
    fn a_word_that_is_nowhere_in_latin_letters_is_what_it_is() {
        assert_eq!(found("СССР\n\nThe CCCPs met."), [""; 0]);
        assert_eq!(found("merged into Р15-2").len(), 1, "ids have digits");
    }

    #[test]
    fn one_foreign_letter_in_a_latin_word_is_told() {
        assert_eq!(
            found("Recоmmendation"),
            ["`Recоmmendation` has Cyrillic letters that look Latin (`о` is U+043E)"]
        );
    }

    #[test]
    fn a_line_in_cyrillic_is_none_of_our_business() {
        assert_eq!(found("Отчёт о работе: как есть, оса"), [""; 0]);
        assert_eq!(found("Žarko Kecić, Ελλάδα"), [""; 0]);
    }

    #[test]
    fn a_run_of_invisible_characters_is_one_mistake() {
        assert_eq!(found("a\u{200B}\u{200B}b"), ["invisible characters: U+200B, U+200B"]);
        assert_eq!(
            found("a\u{202E}b\u{7}"),
            ["an invisible character: U+202E", "an invisible character: U+0007"]
        );
    }

    #[test]
    fn line_ends_and_joiners_of_other_scripts_stay() {
        assert_eq!(found("a\tb\r\nمی\u{200C}خواهم\r\n"), [""; 0]);
    }
}
