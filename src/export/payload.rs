//! What is kept: an archive goes in; its files and where they lie come out.

use std::collections::BTreeSet;

use camino::Utf8Path;
use chrono::NaiveDate;

use super::{
    Export, Form,
    pack::{Pack, Sum},
};
use crate::{
    error::Error,
    model::Archive,
    render::{Output, Record},
    source::{Entry, Kind, Tree, discover},
    text::slug,
};

/// What there is to say of the archive itself.
#[derive(Clone, Debug)]
pub(super) struct About {
    pub(super) title: String,
    pub(super) description: String,
    pub(super) base_url: String,
    pub(super) contact: Option<String>,
    pub(super) as_of: NaiveDate,
}

impl About {
    pub(super) fn new(record: Record<'_>) -> Self {
        let site = &record.archive.site;
        Self {
            title: site.title.clone(),
            description: site.description.clone(),
            base_url: record.base_url.to_owned(),
            contact: site.contact.clone(),
            as_of: record.registers.as_of,
        }
    }

    /// The folder that all of it unpacks into.
    pub(super) fn folder(&self) -> String {
        let slug: String = slug(&self.title).chars().take(60).collect();
        if slug.is_empty() { "archive".to_owned() } else { slug }
    }
}

/// Every file with its path below the payload, in order of path.
pub(super) fn files(
    export: &Export,
    form: Form,
    manifest: &[Output],
    digest: &str,
) -> Vec<(String, Entry)> {
    let text = |text: &str| Entry::Bytes(text.as_bytes().into());
    let mut files = vec![("README.txt".to_owned(), text(&readme(export, form, digest)))];
    let minutes = export.minutes.iter();
    files.extend(minutes.map(|(id, minutes)| (format!("minutes/{id}.txt"), text(minutes))));
    let site = export.run.outputs.iter().chain(manifest);
    files.extend(site.map(|one| (format!("site/{}", one.address), one.body.clone())));
    if form == Form::Bag {
        let sources = export.sources.iter();
        files.extend(sources.map(|(path, entry)| (format!("source/{path}"), entry.clone())));
    }
    files.sort_by(|(one, _), (other, _)| one.cmp(other));
    files
}

/// What the site was made from: the files of content and themes, those of drafts aside, as they are
/// not published. None of an archive that withholds names, as its sources hold them.
pub(super) fn sources(tree: &Tree, archive: &Archive) -> Vec<(String, Entry)> {
    if !archive.site.redact.is_empty() {
        return Vec::new();
    }
    let content = Utf8Path::new("content");
    let published = published(archive);
    let inside: Vec<(&Utf8Path, &Entry)> = tree.below(content).collect();
    let paths = inside.iter().filter_map(|(path, _)| path.strip_prefix(content).ok());
    let kinds = discover(paths.collect::<Vec<_>>());
    let kept = inside.iter().zip(kinds).filter(|((path, _), kind)| match kind {
        Kind::Meeting(_) | Kind::Briefing(_) | Kind::Page(_) => published.contains(*path),
        Kind::Agenda(folder) | Kind::Attachment(folder, _) => {
            published.contains(content.join(folder).join("index.md").as_path())
        }
        _ => true,
    });
    let kept = kept.map(|((path, entry), _)| (path.to_string(), (*entry).clone()));
    let themes = tree.below(Utf8Path::new("themes"));
    kept.chain(themes.map(|(path, entry)| (path.to_string(), entry.clone()))).collect()
}

/// The files of pages that are published.
fn published(archive: &Archive) -> BTreeSet<&Utf8Path> {
    let meetings = archive.meetings.values().map(|one| one.source.as_path());
    let briefings = archive.briefings.values().map(|one| one.source.as_path());
    let pages = archive.pages.values().map(|one| one.source.as_path());
    meetings.chain(briefings).chain(pages).collect()
}

/// Puts all of it into a folder of a zip file.
pub(super) fn put(
    files: &[(String, Entry)],
    folder: &str,
    pack: &mut Pack,
) -> Result<Vec<(String, Sum)>, Error> {
    let put = |(path, entry): &(String, Entry)| {
        Ok((path.clone(), pack.put(&format!("{folder}/{path}"), entry)?))
    };
    files.iter().map(put).collect()
}

/// What whoever opens it should know.
fn readme(export: &Export, form: Form, digest: &str) -> String {
    let About { title, base_url, as_of, .. } = &export.about;
    let source = match form {
        Form::Zip => "",
        Form::Bag if export.withholds_names() => {
            "\nSome names are withheld. What the site was made from holds them, and is not here.\n"
        }
        Form::Bag => {
            "source/          What the site was made from: text files, and what was attached to them.\n"
        }
    };
    format!(
        "{title}\n\nThe public record as of {as_of}, as published at {base_url}\n\n\
         site/index.html  Open it in a browser; no server is needed.\n\
         site/data/       The same record as data: JSON and CSV.\n\
         minutes/         The minutes of each meeting as plain text.\n{source}\n\
         SHA-256 of site/data/manifest.json, which lists every file of the site with its own:\n{digest}\n",
    )
}
