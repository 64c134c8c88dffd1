//! What a person names in, two editions of the site out, compared as of one day: a folder with a
//! built site, a revision of the content in git, or the content as it lies there.

mod folder;
mod made;
mod withheld;

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use chrono::NaiveDate;

use crate::{
    diff::{Differences, Edition, Site, as_of, diff},
    error::Error,
    git,
    options::Options,
    pipeline::{Run, run},
    redact::Names,
    source::Tree,
};

/// Where an edition is to be found.
#[derive(Clone, Debug)]
pub enum Source {
    /// A folder with a built site.
    Folder(Utf8PathBuf),
    /// A revision of the archive in this folder, as git names it.
    Revision(Utf8PathBuf, String),
    /// Content at hand, with a name for it: the archive as it lies on disk.
    Tree(String, Tree),
}

/// Compares two editions. A built site keeps its own as-of day; what is made of content is made as
/// of the day that `options` ask for, else the day of the site beside it, else the newer day of the
/// two.
pub fn compare(old: &Source, new: &Source, options: &Options) -> Result<Differences, Error> {
    let (old, new) = (Found::find(old, options)?, Found::find(new, options)?);
    let day = day(&old, &new, options);
    let withheld = [old.withheld(), new.withheld()];
    let (mut old, mut new) = (old.edition(day, options)?, new.edition(day, options)?);
    if !(old.is_whole && new.is_whole) {
        // else every page would be told as gone, or as new
        (old.site, new.site) = (Site::empty(), Site::empty());
    }
    let mut differences = diff(&old, &new)?;
    for names in withheld.iter().filter(|names| !names.is_empty()) {
        withheld::take_out(names, &mut differences);
    }
    Ok(differences)
}

/// The day to compare as of.
fn day(old: &Found, new: &Found, options: &Options) -> Option<NaiveDate> {
    let built = [old, new].into_iter().filter_map(Found::built_day).max();
    options.as_of.or(built).or_else(|| old.day().max(new.day()))
}

/// An edition, as of its own day.
enum Found {
    Built(Edition, Option<NaiveDate>),
    Made(Made),
}

/// A site made of content.
struct Made {
    name: String,
    tree: Tree,
    run: Run,
}

impl Found {
    fn find(source: &Source, options: &Options) -> Result<Self, Error> {
        match source {
            Source::Folder(folder) => Self::built(folder, options),
            Source::Revision(root, name) => {
                let revision = git::read(root, name)?;
                // what cannot be known of the past of a revision is no difference of its own
                let history = git::history_at(root, &revision.commit).unwrap_or_default();
                let tree = revision.tree.with_history(Arc::new(history));
                Ok(Self::made(revision.name, tree, options))
            }
            Source::Tree(name, tree) => Ok(Self::made(name.clone(), tree.clone(), options)),
        }
    }

    fn built(folder: &Utf8Path, options: &Options) -> Result<Self, Error> {
        let edition = folder::read(folder)?;
        let day = as_of(&edition.site)?;
        match (day, options.as_of) {
            (Some(day), Some(asked)) if day != asked => {
                Err(Error::OtherDay { folder: folder.to_owned(), day })
            }
            _ => Ok(Self::Built(edition, day)),
        }
    }

    fn made(name: String, tree: Tree, options: &Options) -> Self {
        let run = run(&tree, options);
        Self::Made(Made { name, tree, run })
    }

    /// The names that an edition withholds: the other one may still have them.
    fn withheld(&self) -> Names {
        match self {
            Self::Built(..) => Names::default(),
            Self::Made(made) => made.run.withheld.clone(),
        }
    }

    const fn built_day(&self) -> Option<NaiveDate> {
        match self {
            Self::Built(_, day) => *day,
            Self::Made(_) => None,
        }
    }

    /// None where there is no archive to have a day.
    fn day(&self) -> Option<NaiveDate> {
        match self {
            Self::Built(_, day) => *day,
            Self::Made(made) => made::is_archive(&made.tree).then_some(made.run.as_of),
        }
    }

    fn edition(self, day: Option<NaiveDate>, options: &Options) -> Result<Edition, Error> {
        match self {
            Self::Built(edition, _) => Ok(edition),
            Self::Made(made) => made::edition(made, day, options),
        }
    }
}
