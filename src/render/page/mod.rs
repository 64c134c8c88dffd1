//! One file a kind of page: a view, which says all that its template shows, and the function that
//! makes it. Templates decide nothing; links are made relative here.

mod actions;
mod at;
mod attendance;
mod briefings;
mod calendar;
mod changes;
mod decisions;
mod frame;
mod glossary;
mod home;
mod index;
mod listing;
mod meeting;
mod meetings;
mod not_found;
mod owners;
mod part;
mod people;
mod recommendations;
mod search;
mod sections;
mod teams;
mod wiki;

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde::Serialize;

use self::{at::At, frame::Frame, index::Index};
use super::{Context, Output, template::Fault, theme::Theme};
use crate::{diagnostic::Sink, model::Address};

/// A page, or what is wrong with its template.
type Made = Result<Output, Fault>;

/// What every page is made with.
struct Scope<'a> {
    ctx: Context<'a>,
    theme: &'a Theme,
    index: Index<'a>,
}

/// How many rows a page holds before its list is split.
const ROWS: usize = 500;

type Kind = fn(&Scope<'_>) -> Vec<Made>;

/// Every kind of page of the site, in the order in which they are told.
const KINDS: [Kind; 18] = [
    home::pages,
    meetings::pages,
    meeting::pages,
    actions::pages,
    owners::pages,
    decisions::pages,
    recommendations::pages,
    briefings::pages,
    attendance::pages,
    people::pages,
    teams::pages,
    wiki::pages,
    glossary::pages,
    search::pages,
    changes::pages,
    calendar::pages,
    not_found::pages,
    |scope| scope.theme.assets().iter().cloned().map(Ok).collect(),
];

/// Every page of the site, with the stylesheet and scripts they ask for; none where a template of
/// the theme cannot be used, as is told.
pub(crate) fn pages(ctx: &Context<'_>, theme: &mut Theme, sink: &mut Sink) -> Option<Vec<Output>> {
    theme.set_site(&sections::site(ctx));
    let scope = Scope { ctx: *ctx, theme, index: Index::new(ctx) };
    let made: Vec<Made> = KINDS.par_iter().flat_map(|kind| kind(&scope)).collect();
    let (outputs, faults): (Vec<Made>, Vec<Made>) = made.into_iter().partition(Result::is_ok);
    let faults: BTreeSet<Fault> = faults.into_iter().filter_map(Result::err).collect();
    sink.extend(faults.iter().map(|fault| scope.theme.diagnostic(fault)));
    faults.is_empty().then(|| outputs.into_iter().flatten().collect())
}

impl<'a> Scope<'a> {
    /// The place of a page, from which its links are made.
    fn at(&self, address: Address) -> At<'a> {
        At::new(self.ctx, address)
    }

    fn show(&self, template: &str, frame: &Frame, view: &impl Serialize) -> Made {
        let bytes = self.theme.show(template, frame, view)?;
        Ok(Output::new(frame.address.clone(), bytes))
    }
}

/// Makes a page of each thing, at once; in order.
fn each<T: Sync>(things: &[T], make: impl Fn(&T) -> Made + Sync + Send) -> Vec<Made> {
    things.par_iter().map(make).collect()
}
