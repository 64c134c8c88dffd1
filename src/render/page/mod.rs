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

/// Every page of the site, with the stylesheet and scripts they ask for; what is wrong with the
/// theme's templates goes into the sink.
pub(crate) fn pages(ctx: &Context<'_>, theme: &mut Theme, sink: &mut Sink) -> Vec<Output> {
    theme.set_site(&sections::site(ctx));
    let scope = Scope { ctx: *ctx, theme, index: Index::new(ctx) };
    let made: Vec<Vec<Made>> = KINDS.par_iter().map(|kind| kind(&scope)).collect();
    let (mut outputs, mut faults) = (Vec::new(), BTreeSet::new());
    for one in made.into_iter().flatten() {
        match one {
            Ok(output) => outputs.push(output),
            Err(fault) => {
                faults.insert(fault);
            }
        }
    }
    for fault in &faults {
        sink.push(scope.theme.diagnostic(fault));
    }
    outputs
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
