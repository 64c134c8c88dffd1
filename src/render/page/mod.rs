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
mod split;
mod teams;
#[cfg(test)]
mod tests;
mod wiki;

use std::collections::BTreeSet;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use self::{
    at::{At, Link},
    frame::Frame,
    index::Index,
};
use super::{Context, Outlet, Output, template::Fault, theme::Theme};
use crate::{
    diagnostic::Sink,
    model::{Address, Target},
};

/// A page, or why there is none.
type Made = Result<Output, Unmade>;

/// Why a page was not made.
enum Unmade {
    /// Its template cannot be shown.
    Faulty(Fault),
    /// It is not wanted now; where it would be.
    Left(Address),
}

impl From<Fault> for Unmade {
    fn from(fault: Fault) -> Self {
        Self::Faulty(fault)
    }
}

/// Which files are made, and where they go. A page begins with its place, so that those that are
/// left cost no more than their address.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'a> {
    which: Which<'a>,
    /// None: they stay in memory.
    outlet: Option<&'a dyn Outlet>,
}

#[derive(Clone, Copy, Debug)]
enum Which<'a> {
    /// All of them, and the index of the search.
    All,
    /// None: their addresses are.
    Addresses,
    /// The one at this address.
    One(&'a str),
}

/// What every page is made with.
struct Scope<'a> {
    ctx: Context<'a>,
    theme: &'a Theme,
    index: Index<'a>,
    wanted: Wanted<'a>,
}

/// How many rows a page holds before its list is split.
const ROWS: usize = 200;

type Kind = fn(&Scope<'_>) -> Vec<Made>;

/// Every kind of page of the site, in the order in which they are told, and how all their addresses
/// begin: none of a kind has to be looked at for an address that it cannot have.
const KINDS: [(&str, Kind); 18] = [
    ("index.html", home::pages),
    ("meetings", meetings::pages),
    ("meetings/", meeting::pages),
    ("actions", actions::pages),
    ("owners/", owners::pages),
    ("decisions", decisions::pages),
    ("recommendations", recommendations::pages),
    ("briefings", briefings::pages),
    ("attendance", attendance::pages),
    ("people", people::pages),
    ("teams", teams::pages),
    ("", wiki::pages),
    ("glossary.html", glossary::pages),
    ("search.html", search::pages),
    ("changes", changes::pages),
    ("calendar", calendar::pages),
    ("404.html", not_found::pages),
    ("", |scope| scope.theme.assets().iter().cloned().map(Ok).collect()),
];

/// The pages of the site, with the stylesheet and scripts they ask for.
pub(crate) struct Pages {
    /// Those that were made.
    pub made: Vec<Output>,
    /// Where the others will be.
    pub left: Vec<Address>,
}

/// The pages that are wanted; none where a template of the theme cannot be used, as is told.
pub(crate) fn pages(
    ctx: &Context<'_>,
    theme: &Theme,
    wanted: Wanted<'_>,
    sink: &mut Sink,
) -> Option<Pages> {
    let scope = Scope { ctx: *ctx, theme, index: Index::new(ctx), wanted };
    let kinds = KINDS.par_iter().filter(|(start, _)| wanted.may_be_below(start));
    let all: Vec<Made> = kinds.flat_map(|(_, kind)| kind(&scope)).collect();
    let (mut pages, mut faults) = (Pages { made: Vec::new(), left: Vec::new() }, BTreeSet::new());
    for one in all {
        match one {
            Ok(output) => pages.made.push(output),
            Err(Unmade::Left(address)) => pages.left.push(address),
            Err(Unmade::Faulty(fault)) => {
                faults.insert(fault);
            }
        }
    }
    sink.extend(faults.iter().map(|fault| theme.diagnostic(fault)));
    faults.is_empty().then_some(pages)
}

/// What is shown on every page.
pub(crate) fn set_site(ctx: &Context<'_>, theme: &mut Theme) {
    theme.set_site(&sections::site(ctx));
}

/// The scripts of the search, where all is wanted.
pub(crate) fn search_scripts(ctx: &Context<'_>, wanted: Wanted<'_>) -> Vec<Output> {
    if wanted.is_all() { search::scripts(ctx, wanted) } else { Vec::new() }
}

impl<'a> Wanted<'a> {
    /// All files, in memory.
    pub(crate) const ALL: Self = Self { which: Which::All, outlet: None };
    /// No file but its address.
    pub(crate) const ADDRESSES: Self = Self { which: Which::Addresses, outlet: None };

    /// The file at an address.
    pub(crate) const fn one(address: &'a str) -> Self {
        Self { which: Which::One(address), outlet: None }
    }

    /// The same files, handed on as they are made.
    pub(crate) const fn to(self, outlet: &'a dyn Outlet) -> Self {
        Self { outlet: Some(outlet), ..self }
    }

    /// The same files, kept in memory unless they may be handed on.
    pub(crate) fn kept_unless(self, can_go: impl FnOnce() -> bool) -> Self {
        Self { outlet: self.outlet.filter(|_| can_go()), ..self }
    }

    /// Whether nothing is left out.
    pub(crate) const fn is_all(self) -> bool {
        matches!(self.which, Which::All)
    }

    /// The file at a path, empty where it is not wanted.
    pub(super) fn file<B: Into<Vec<u8>>>(self, path: &str, make: impl FnOnce() -> B) -> Output {
        let address = Address::new(path);
        if self.holds(&address) { self.made(address, make()) } else { Output::new(address, []) }
    }

    /// A file that was made.
    pub(super) fn made(self, address: Address, bytes: impl Into<Vec<u8>>) -> Output {
        match self.outlet {
            Some(outlet) => outlet.take(address, bytes.into()),
            None => Output::new(address, bytes),
        }
    }

    /// Whether a file may be wanted whose address begins so.
    fn may_be_below(self, start: &str) -> bool {
        match self.which {
            Which::All | Which::Addresses => true,
            Which::One(one) => one.starts_with(start),
        }
    }

    fn holds(self, address: &Address) -> bool {
        match self.which {
            Which::All => true,
            Which::Addresses => false,
            Which::One(one) => address.as_str() == one,
        }
    }
}

impl<'a> Scope<'a> {
    /// The place of a page, from which its links are made, where that page is wanted.
    fn at(&self, address: Address) -> Result<At<'a>, Unmade> {
        if self.wanted.holds(&address) {
            Ok(At::new(self.ctx, address))
        } else {
            Err(Unmade::Left(address))
        }
    }

    /// A frame whose window is told from that of another thing with the same title.
    fn told_apart(&self, frame: Frame, id: &str) -> Frame {
        if !self.index.is_shared(&frame.title) {
            return frame;
        }
        let full_title = format!("{}, {id} · {}", frame.title, self.ctx.archive.site.title);
        Frame { full_title, ..frame }
    }

    fn show<V: Serialize + JsonSchema>(&self, template: &str, frame: &Frame, view: &V) -> Made {
        #[cfg(test)]
        tests::note::<V>(template);
        let bytes = self.theme.show(template, frame, view)?;
        Ok(self.wanted.made(frame.address.clone(), bytes))
    }
}

/// A thing among those of its kind, in their order.
struct Among<T> {
    one: T,
    before: Option<T>,
    after: Option<T>,
}

impl<T: Copy> Among<T> {
    /// Links to what stands before and after it.
    fn links(&self, at: &At<'_>, target: impl Fn(T) -> Target) -> [Option<Link>; 2] {
        [self.before, self.after].map(|other| other.map(|other| at.target(&target(other))))
    }
}

/// Makes the page of each thing, which knows what stands before and after it.
fn each_among<T: Copy + Send + Sync>(
    things: &[T],
    make: impl Fn(&Among<T>) -> Made + Send + Sync,
) -> Vec<Made> {
    let nth = |n: Option<usize>| n.and_then(|n| things.get(n)).copied();
    let among = |(n, &one): (usize, &T)| Among {
        one,
        before: nth(n.checked_sub(1)),
        after: nth(n.checked_add(1)),
    };
    things.par_iter().enumerate().map(|numbered| make(&among(numbered))).collect()
}

/// Makes a page of each thing, at once; in order.
fn each<T: Sync>(things: &[T], make: impl Fn(&T) -> Made + Sync + Send) -> Vec<Made> {
    things.par_iter().map(make).collect()
}
