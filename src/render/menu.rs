//! The menu's own entries: that an address of `[[nav]]` is nowhere on the site is said.

use super::{Context, addresses::Addresses, redirects::Redirects, typed::Typed};
use crate::diagnostic::Sink;

/// Says the entries that lead nowhere.
pub(super) fn check(
    ctx: &Context<'_>,
    addresses: &Addresses<'_>,
    redirects: &Redirects,
    sink: &mut Sink,
) {
    let is_there = |typed: &Typed| addresses.find(typed).is_some() || redirects.has(typed);
    for entry in &ctx.archive.site.nav {
        let url = entry.url.value.trim();
        let typed = Typed::read(url).filter(|_| is_here(url));
        // Without a slash before it, an address means another place on each page.
        if let Some(typed) = typed.filter(|typed| !(url.starts_with('/') && is_there(typed))) {
            sink.extend(addresses.broken(ctx, &typed, &entry.url));
        }
    }
}

/// Whether an entry leads to this site: it names no scheme.
fn is_here(url: &str) -> bool {
    !url.split('/').next().is_some_and(|first| first.contains(':'))
}
