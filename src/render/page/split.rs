//! Long lists over several pages: `actions/closed.html`, `actions/closed-2.html`.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Made, ROWS,
    at::{At, Html, Link, anchor, linked},
    each,
};
use crate::{model::Address, text::number};

/// One page of a list.
pub(super) struct Part<'r, R> {
    stem: &'static str,
    title: &'static str,
    /// From 1.
    pub(super) n: usize,
    n_parts: usize,
    /// Of all pages.
    n_rows: usize,
    pub(super) rows: &'r [R],
}

impl Rows {
    /// Adds a place that has all rows in parts.
    pub(super) fn also(self, whole: &Link) -> Self {
        Self { whole: Some(anchor(whole)), ..self }
    }
}

/// A link to a page of a list: its words and where it is; none for the page itself.
#[derive(Serialize, JsonSchema)]
pub(super) struct PageLink {
    /// The words.
    text: String,
    /// Where they lead; none on the page itself.
    href: Option<String>,
}

/// Which rows of a long list stand on a page, and where all of them can be gone through.
#[derive(Serialize, JsonSchema)]
pub(super) struct Rows {
    /// The place of its first row in the list, from 1.
    first: String,
    /// The place of its last row.
    last: String,
    /// How many rows the list has.
    all: String,
    /// The search, with that kind of thing chosen.
    search: Option<Html>,
    /// Another place where all rows stand in parts that are whole.
    whole: Option<Html>,
}

/// Makes as many pages as a list needs, one at least.
pub(super) fn split<R: Sync>(
    stem: &'static str,
    title: &'static str,
    rows: &[R],
    make: impl Fn(&Part<'_, R>) -> Made + Send + Sync,
) -> Vec<Made> {
    let chunks: Vec<&[R]> = if rows.is_empty() { vec![&[]] } else { rows.chunks(ROWS).collect() };
    let n_parts = chunks.len();
    let part = |(n, chunk)| Part { stem, title, n, n_parts, n_rows: rows.len(), rows: chunk };
    let parts: Vec<Part<'_, R>> = (1..).zip(chunks).map(part).collect();
    each(&parts, make)
}

impl<R> Part<'_, R> {
    pub(super) fn address(&self) -> Address {
        self.nth_address(self.n)
    }

    /// The address of another page of the list, counted from 1.
    pub(super) fn nth_address(&self, n: usize) -> Address {
        let stem = self.stem;
        Address::new(if n <= 1 { format!("{stem}.html") } else { format!("{stem}-{n}.html") })
    }

    /// "Changes", "Changes, page 2"
    pub(super) fn title(&self) -> String {
        match self.n {
            1 => self.title.to_owned(),
            n => format!("{}, page {n}", self.title),
        }
    }

    /// Which rows the page has, of things that the search knows by this kind; none where there is
    /// one page.
    pub(super) fn rows(&self, at: &At<'_>, kind: Option<&str>) -> Option<Rows> {
        let before = (self.n - 1) * ROWS;
        let search = kind.map(|kind| {
            let href = format!("{}?kind={kind}", at.file("search.html"));
            linked(&href, at.ctx.messages.text("list.the_search"))
        });
        (self.n_parts > 1).then(|| Rows {
            first: number(before + 1),
            last: number(before + self.rows.len()),
            all: number(self.n_rows),
            search,
            whole: None,
        })
    }

    /// Links between the pages; none where there is one page.
    pub(super) fn pager(&self, at: &At<'_>) -> Vec<PageLink> {
        let link = |n: usize| PageLink {
            text: format!("Page {n}"),
            href: (n != self.n).then(|| at.href(&self.nth_address(n))),
        };
        let all = 1..=self.n_parts;
        if self.n_parts < 2 { Vec::new() } else { all.map(link).collect() }
    }
}
