//! Archive and registers in, the files of the site out; touches no disk.

mod data;
mod feed;
#[cfg(test)]
mod fixture;
mod head;
mod html;
mod ics;
mod output;
mod page;
mod redirects;
mod sitemap;
mod template;
mod theme;
mod xml;

pub(crate) use data::{Manifest, ManifestFile};
pub use output::Output;

use crate::{derive::Registers, diagnostic::Sink, model::Archive, source::Tree};

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

/// Every file of the site, in order of address.
pub(crate) fn render(context: &Context<'_>, tree: &Tree, sink: &mut Sink) -> Vec<Output> {
    let mut outputs = pages(context, tree, sink);
    let sitemap = sitemap::outputs(context, &outputs);
    outputs.extend(data::outputs(context));
    outputs.extend(ics::outputs(context));
    outputs.extend(feed::outputs(context));
    outputs.extend(attachments(context));
    let redirects = redirects::outputs(context, &outputs);
    outputs.extend(sitemap);
    outputs.extend(redirects);
    outputs.sort_by(|one, other| one.address.cmp(&other.address));
    outputs
}

/// The pages; none where the theme cannot be used, as is told.
fn pages(context: &Context<'_>, tree: &Tree, sink: &mut Sink) -> Vec<Output> {
    let theme = theme::Theme::load(tree, &context.archive.site.theme, sink);
    theme.map(|mut theme| page::pages(context, &mut theme, sink)).unwrap_or_default()
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
