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
mod messages;
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

use std::{collections::BTreeSet, sync::Arc};

use self::{addresses::Addresses, messages::Messages, redirects::Redirects};
use crate::{
    derive::Registers,
    diagnostic::Sink,
    model::Archive,
    source::{Sources, Tree},
};

/// What a site is made from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record<'a> {
    /// The record.
    pub archive: &'a Archive,
    /// Its registers as of a day.
    pub registers: &'a Registers,
    /// Where the site will be: `--base-url`, or the site's own; ends in `/`.
    pub base_url: &'a str,
}

impl<'a> Record<'a> {
    /// The record in the words of a language.
    pub(crate) fn told_in(self, messages: &'a Messages) -> Context<'a> {
        let Self { archive, registers, base_url } = self;
        Context { archive, registers, base_url, messages }
    }
}

/// What every page and data file is made from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context<'a> {
    /// The record.
    pub archive: &'a Archive,
    /// Its registers as of a day.
    pub registers: &'a Registers,
    /// Where the site will be: `--base-url`, or the site's own; ends in `/`.
    pub base_url: &'a str,
    /// The words of the interface.
    pub messages: &'a Messages,
}

/// A site in memory.
#[derive(Debug, Default)]
pub(crate) struct Site {
    /// Every file, in order of address; none where the theme cannot be used, as is told.
    pub outputs: Vec<Output>,
    /// The addresses among them that are kept for ever.
    pub lasting: BTreeSet<String>,
}

/// The words that the site of a record is told in.
pub(crate) fn messages(
    record: Record<'_>,
    tree: &Tree,
    sources: &Sources,
    sink: &mut Sink,
) -> Option<Arc<Messages>> {
    let site = &record.archive.site;
    theme::messages(tree, sources, &site.theme.value, &site.language, sink)
}

/// Makes the site.
pub(crate) fn render(record: Record<'_>, tree: &Tree, sources: &Sources, sink: &mut Sink) -> Site {
    let mut site = files(record, tree, sources, sink).unwrap_or_default();
    site.outputs.sort_by(|one, other| one.address.cmp(&other.address));
    site
}

fn files(record: Record<'_>, tree: &Tree, sources: &Sources, sink: &mut Sink) -> Option<Site> {
    let messages = messages(record, tree, sources, sink)?;
    let name = &record.archive.site.theme;
    let mut theme = theme::Theme::load(tree, sources, name, &messages, sink)?;
    let context = &record.told_in(&messages);
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
