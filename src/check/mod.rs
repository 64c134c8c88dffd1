//! Archive and registers in, diagnostics out: what a careful reader would find. Names that lead
//! nowhere are told by `link`, which looks them up; a file a family of codes here.

mod action;
mod agenda;
mod duplicate;
mod privacy;
mod record;
mod text;
mod time;

use crate::{
    derive::Registers,
    diagnostic::Sink,
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

/// Every check.
const CHECKS: &[fn(&Context, &mut Sink)] =
    &[agenda::check, action::check, record::check, text::check, time::check, privacy::check];

/// Says what all checks find.
pub(crate) fn check(context: &Context, sink: &mut Sink) {
    CHECKS.iter().for_each(|check| check(context, sink));
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
