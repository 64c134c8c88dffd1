//! Archive and registers in, the files of the site out; touches no disk.

mod addresses;
mod data;
mod demand;
mod feed;
#[cfg(test)]
mod fixture;
mod head;
mod html;
mod ics;
mod ledger;
mod memory;
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
pub(crate) use demand::Demand;
pub(crate) use memory::{Memory, files_again};
pub(crate) use messages::Messages;
pub(crate) use output::Outlet;
pub use output::Output;
pub(crate) use page::Wanted;
pub(crate) use theme::{SHAPE as THEME, embedded as embedded_theme, sources as theme_sources};

use std::{collections::BTreeSet, sync::Arc};

use rayon::prelude::*;

use self::{addresses::Addresses, redirects::Redirects, theme::Theme};
use crate::{
    derive::Registers,
    diagnostic::Sink,
    model::{self, Archive},
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
    /// The addresses among them that are kept for ever; none where not all is wanted.
    pub lasting: BTreeSet<String>,
}

/// The words that a site is told in; its theme is to be among the sources already.
pub(crate) fn messages(
    site: &model::Site,
    tree: &Tree,
    sources: &Sources,
    sink: &mut Sink,
) -> Arc<Messages> {
    theme::messages(tree, sources, &site.theme.value, &site.language, sink)
}

/// What pages are shown with: the theme, and the words of the interface.
pub(crate) struct Look {
    theme: Theme,
    messages: Arc<Messages>,
}

impl Look {
    /// Takes the theme that the site names, and says what is wrong with it.
    pub(crate) fn load(
        record: Record<'_>,
        messages: Arc<Messages>,
        tree: &Tree,
        sources: &Sources,
        sink: &mut Sink,
    ) -> Option<Self> {
        let mut theme = Theme::load(tree, sources, &record.archive.site.theme, &messages, sink)?;
        page::set_site(&record.told_in(&messages), &mut theme);
        Some(Self { theme, messages })
    }

    /// Whether its templates and words are the program's own, so that no page fails to be made.
    pub(crate) fn is_embedded(&self) -> bool {
        self.theme.is_embedded()
    }
}

/// The files of the site with those of the search's [`index`], in order of address. What is not wanted
/// is empty. None where a template cannot be used, as is told.
pub(crate) fn files(
    record: Record<'_>,
    look: &Look,
    index: Vec<Output>,
    wanted: Wanted<'_>,
    sink: &mut Sink,
) -> Option<Site> {
    let context = &record.told_in(&look.messages);
    let mut made = made(context, look, wanted, sink)?;
    made.others.extend(index);
    Some(listed(context, made, wanted, sink))
}

/// The index of the search, which is made of the whole record; nothing where not all is wanted.
pub(crate) fn index(record: Record<'_>, look: &Look, wanted: Wanted<'_>) -> Vec<Output> {
    page::search_scripts(&record.told_in(&look.messages), wanted)
}

/// What is made of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Made {
    pages: Vec<Output>,
    others: Vec<Output>,
}

fn made(context: &Context<'_>, look: &Look, wanted: Wanted<'_>, sink: &mut Sink) -> Option<Made> {
    let (pages, others) =
        rayon::join(|| page::pages(context, &look.theme, wanted, sink), || others(context, wanted));
    let pages = pages?;
    let left = pages.left.into_iter().map(|address| Output::new(address, []));
    Some(Made { pages: pages.made.into_iter().chain(left).collect(), others })
}

/// All files, once it is known which are made of the record; what leads nowhere among them is told.
fn listed(context: &Context<'_>, made: Made, wanted: Wanted<'_>, sink: &mut Sink) -> Site {
    let Made { pages: mut outputs, others } = made;
    outputs.extend(sitemap::outputs(context, &outputs));
    outputs.extend(others);
    outputs.extend(attachments(context));
    let addresses = Addresses::new(context, &outputs);
    let redirects = Redirects::new(context, &addresses, sink);
    let mut vanished = Sink::default();
    rayon::join(
        || {
            addresses.say_collisions(sink);
            menu::check(context, &addresses, &redirects, sink);
        },
        || ledger::check(context, &addresses, &redirects, &mut vanished),
    );
    sink.append(vanished);
    let lasting =
        if wanted.is_all() { ledger::lasting(context, &addresses) } else { BTreeSet::new() };
    let moved = redirects.outputs(context, &outputs);
    outputs.extend(moved);
    outputs.sort_by(|one, other| one.address.cmp(&other.address));
    Site { outputs, lasting }
}

/// What is made of the record alone, pages aside.
fn others(context: &Context<'_>, wanted: Wanted<'_>) -> Vec<Output> {
    let all = [data::outputs, ics::outputs, feed::outputs];
    all.par_iter().flat_map_iter(|outputs| outputs(context, wanted)).collect()
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
