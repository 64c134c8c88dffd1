//! An edition made of content, in memory.

use std::{collections::BTreeMap, fs};

use camino::Utf8Path;
use chrono::NaiveDate;
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::Made;
use crate::{
    diff::{Edition, Problem, Site},
    error::Error,
    options::Options,
    pipeline::{Run, run},
    render::Output,
    source::{Entry, SharedBytes, Tree},
    text::{hex, plural},
};

/// Whether a tree holds an archive at all; an early revision may not.
pub(super) fn is_archive(tree: &Tree) -> bool {
    tree.get(Utf8Path::new("content/site.toml")).is_some()
}

/// The site as of a day, with the diagnostics that `plenary check` has for the content.
pub(super) fn edition(
    made: Made,
    day: Option<NaiveDate>,
    options: &Options,
) -> Result<Edition, Error> {
    let Made { name, tree, run: own } = made;
    if !is_archive(&tree) {
        let notes = vec!["there is no archive yet, as `content/site.toml` is not there".to_owned()];
        let (site, problems) = (Site::empty(), Some(Vec::new()));
        return Ok(Edition { name, site, problems, notes, is_whole: true });
    }
    let (problems, notes) = (Some(problems(&own)), notes(&own));
    let is_whole = !own.outputs.is_empty();
    let outputs = match day.filter(|day| *day != own.as_of) {
        Some(day) => run(&tree, &Options { as_of: Some(day), ..options.clone() }).outputs,
        None => own.outputs,
    };
    Ok(Edition { name, site: site(outputs)?, problems, notes, is_whole })
}

fn problems(run: &Run) -> Vec<Problem> {
    let problem = |reported: &crate::diagnostic::Reported| {
        let file = run.sources.get(reported.diagnostic.span.file);
        Problem {
            file: file.path.to_string(),
            line: file.position(reported.diagnostic.span.start).line,
            severity: reported.severity.name(),
            code: reported.diagnostic.code.name(),
            message: reported.diagnostic.message.clone(),
        }
    };
    run.report.diagnostics.iter().map(problem).collect()
}

fn notes(run: &Run) -> Vec<String> {
    let n_errors = run.report.count(crate::diagnostic::Severity::Error);
    let errors = plural(n_errors, "error", "errors");
    let compared = if run.outputs.is_empty() {
        "no page could be made of it: only diagnostics are compared"
    } else {
        "what could be read was compared"
    };
    let note = format!("the content has {errors}, so it would not be published; {compared}");
    (n_errors > 0).then_some(note).into_iter().collect()
}

/// The outputs as a map from address to bytes; attachments on disk are read for their digests, and
/// where they are asked for.
fn site(outputs: Vec<Output>) -> Result<Site, Error> {
    let digests: Result<Vec<_>, Error> = outputs.par_iter().map(digest).collect();
    let digests = digests?.into_iter().flatten().collect();
    let path = |output: &Output| output.address.as_str().to_owned();
    let bodies: BTreeMap<String, Entry> =
        outputs.into_iter().map(|output| (path(&output), output.body)).collect();
    Ok(Site::new(
        digests,
        Box::new(move |path| bodies.get(path).map_or(Ok(SharedBytes::default()), bytes)),
    ))
}

fn digest(output: &Output) -> Result<Option<(String, String)>, Error> {
    if matches!(output.body, Entry::Unreadable(_)) {
        return Ok(None);
    }
    let digest = hex(&Sha256::digest(bytes(&output.body)?));
    Ok(Some((output.address.as_str().to_owned(), digest)))
}

fn bytes(body: &Entry) -> Result<SharedBytes, Error> {
    match body {
        Entry::Bytes(bytes) => Ok(bytes.clone()),
        Entry::OnDisk { path, .. } => fs::read(path)
            .map(SharedBytes::from)
            .map_err(|source| Error::Read { path: path.clone(), source }),
        Entry::Unreadable(_) => Ok(SharedBytes::default()),
    }
}
