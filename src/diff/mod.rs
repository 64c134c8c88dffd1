//! Two sites in, what a reader would notice between them out; touches no disk of its own.
//!
//! A [`Site`] is a map from addresses to bytes, whatever it was read from (see `editions`). Registers
//! are compared by the open data of both sites, pages by the text of their main content, so that
//! neither a new footer nor a new script makes a page another. What comes out is [`Differences`],
//! which are [shown](Differences::text) on a terminal, as Markdown or as JSON.

mod actions;
mod attendance;
mod data;
mod decisions;
mod differences;
mod html;
mod meetings;
mod pages;
mod problems;
mod recommendations;
mod register;
mod show;
mod site;

pub use differences::{
    Change, Differences, Field, Figure, Moved, Page, Pages, Problem, Problems, Told,
};
pub use site::{Edition, Site};

pub(crate) use data::as_of;

use self::data::Data;
use crate::error::Error;

/// Compares two editions of a site.
///
/// Fails where a file of either cannot be read, or is not what a build writes.
pub fn diff(old: &Edition, new: &Edition) -> Result<Differences, Error> {
    let (before, after) = (Data::read(&old.site)?, Data::read(&new.site)?);
    let redirects = pages::redirects(&new.site)?;
    Ok(Differences {
        old: old.told(before.archive.as_of),
        new: new.told(after.archive.as_of),
        meetings: meetings::compare(&before, &after, &redirects),
        decisions: decisions::compare(&before, &after),
        actions: actions::compare(&before, &after),
        recommendations: recommendations::compare(&before, &after),
        people: attendance::people(&before, &after),
        months: attendance::months(&before, &after),
        pages: pages::compare((&old.site, &before), (&new.site, &after), &redirects)?,
        problems: problems::compare(old.problems.as_deref(), new.problems.as_deref()),
    })
}
