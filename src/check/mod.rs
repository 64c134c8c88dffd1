//! Archive and registers in, diagnostics out: what a careful reader would find. Names that lead
//! nowhere are told by `link`, which looks them up; a file a family of codes here.

mod action;
mod address;
mod agenda;
mod alone;
mod duplicate;
mod ids;
mod privacy;
mod record;
mod slot;
mod text;
mod time;

use std::borrow::Cow;

use crate::{
    derive::Registers,
    diagnostic::{Code, Severity, Sink},
    model::Archive,
    source::{SourceFile, Sources},
};

/// What a check may look at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context<'a> {
    /// The record.
    pub archive: &'a Archive,
    /// Its registers.
    pub registers: &'a Registers,
    /// The text it was read from.
    pub sources: &'a Sources,
}

impl Context<'_> {
    /// Whether the archive wants to hear nothing of a code, so that it need not be looked for.
    fn is_off(&self, code: Code) -> bool {
        self.archive.site.check.get(code.name()) == Some(&Severity::Off)
    }
}

pub(crate) use alone::Memory;

/// Says what all checks find; what is found in a file by itself is in the memory until the file
/// changes.
pub(crate) fn check(context: &Context, memory: Option<&mut Memory>, sink: &mut Sink) {
    let mut of_files = Sink::default();
    rayon::join(
        || of_record(context, sink),
        || alone::check(context, memory.unwrap_or(&mut Memory::default()), &mut of_files),
    );
    sink.append(of_files);
}

/// What is found in the record as a whole; comments on it are in the sink.
fn of_record(context: &Context, sink: &mut Sink) {
    let mut of_meetings = Sink::default();
    rayon::join(
        || {
            address::check(context, sink);
            action::check(context, sink);
        },
        || {
            agenda::check(context, &mut of_meetings);
            record::check(context, &mut of_meetings);
        },
    );
    sink.append(of_meetings);
}

/// The lines of a file with the byte each begins at, code blanked out.
fn lines_of_prose(file: &SourceFile) -> impl Iterator<Item = (usize, Cow<'_, str>)> {
    let mut fence: Option<&str> = None;
    lines(file).filter_map(move |(at, line)| {
        let mark = line.trim_start().get(..3).filter(|mark| matches!(*mark, "```" | "~~~"));
        let is_code = fence.is_some() || mark.is_some();
        fence = match (fence, mark) {
            (None, mark) => mark,
            (Some(open), Some(mark)) if open == mark => None,
            (open, _) => open,
        };
        (!is_code).then(|| (at, without_code(line)))
    })
}

/// The line with spaces for what stands between backticks, so that every byte keeps its place.
fn without_code(line: &str) -> Cow<'_, str> {
    if !line.contains('`') {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find('`') {
        let marks = rest[start..].len() - rest[start..].trim_start_matches('`').len();
        let (before, inside) = rest.split_at(start + marks);
        out.push_str(before);
        rest = inside;
        if let Some(end) = inside.find(&before[start..]) {
            out.push_str(&" ".repeat(end));
            out.push_str(&before[start..]);
            rest = &inside[end + marks..];
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The lines of a file with the byte each begins at.
fn lines(file: &SourceFile) -> impl Iterator<Item = (usize, &str)> {
    let start: &str = &file.text;
    start.split('\n').scan(0, |at, line| {
        let begins = *at;
        *at += line.len() + 1;
        Some((begins, line))
    })
}
