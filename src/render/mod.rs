//! Archive and registers in, the files of the site out; touches no disk.

mod addresses;
mod data;
mod feed;
#[cfg(test)]
mod fixture;
mod head;
mod html;
mod ics;
mod ledger;
mod menu;
mod output;
mod page;
mod picture;
mod redirects;
mod search;
mod sitemap;
mod template;
mod theme;
mod typed;
mod xml;

pub use data::Register;
pub(crate) use data::{Index, Manifest, ManifestFile};
pub use output::Output;
pub(crate) use theme::{SHAPE as THEME, embedded as embedded_theme, sources as theme_sources};

use std::collections::BTreeSet;

use self::{addresses::Addresses, redirects::Redirects};
use crate::{
    derive::Registers,
    diagnostic::Sink,
    model::Archive,
    source::{Sources, Tree},
};

/// What every page and data file is made from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context<'a> {
    /// The record.
    pub archive: &'a Archive,
    /// Its registers as of a day.
    pub registers: &'a Registers,
    /// Where the site will be: `--base-url`, or the site's own; ends in `/`.
    pub base_url: &'a str,
}

/// A site in memory.
#[derive(Debug, Default)]
pub(crate) struct Site {
    /// Every file, in order of address; none where the theme cannot be used, as is told.
    pub outputs: Vec<Output>,
    /// The addresses among them that are kept for ever.
    pub lasting: BTreeSet<String>,
}

/// Makes the site.
pub(crate) fn render(
    context: &Context<'_>,
    tree: &Tree,
    sources: &Sources,
    sink: &mut Sink,
) -> Site {
    let mut site = files(context, tree, sources, sink).unwrap_or_default();
    site.outputs.sort_by(|one, other| one.address.cmp(&other.address));
    site
}

fn files(context: &Context<'_>, tree: &Tree, sources: &Sources, sink: &mut Sink) -> Option<Site> {
    let name = &context.archive.site.theme;
    let mut theme = theme::Theme::load(tree, sources, name, sink)?;
    let mut outputs = page::pages(context, &mut theme, sink)?;
    outputs.extend(sitemap::outputs(context, &outputs));
    outputs.extend(data::outputs(context));
    outputs.extend(ics::outputs(context));
    outputs.extend(feed::outputs(context));
    outputs.extend(attachments(context));
    let addresses = Addresses::new(context, &outputs);
    addresses.say_collisions(sink);
    let redirects = Redirects::new(context, &addresses, sink);
    menu::check(context, &addresses, &redirects, sink);
    ledger::check(context, &addresses, &redirects, sink);
    let lasting = ledger::lasting(context, &addresses);
    let moved = redirects.outputs(context, &outputs);
    outputs.extend(moved);
    Some(Site { outputs, lasting })
}

/// The files of bundles, as they are.
fn attachments(context: &Context<'_>) -> Vec<Output> {
    let archive = context.archive;
    let meetings = archive.meetings.values().flat_map(|meeting| &meeting.attachments);
    let briefings = archive.briefings.values().flat_map(|briefing| &briefing.attachments);
    let pages = archive.pages.values().flat_map(|page| &page.attachments);
    let all = meetings.chain(briefings).chain(pages);
    all.map(|attachment| Output {
        address: attachment.address.clone(),
        body: attachment.entry.clone(),
    })
    .collect()
}
