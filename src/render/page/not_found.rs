//! The page that is shown at an address that is not there. Its links are absolute, as it may be
//! shown anywhere.

use super::{
    Made, Scope,
    at::Html,
    frame::Frame,
    listing::{Listing, Section},
};
use crate::{model::Address, render::html::escape};

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let at = scope.at(Address::new("404.html"));
    let mut frame = Frame::new(&at, "not-found", "No such page");
    scope.ctx.base_url.clone_into(&mut frame.root);
    frame.crumbs.clear();
    let link = |path: &str, words: &str| {
        Html(format!(
            "<a href=\"{}\">{words}</a>",
            escape(&Address::new(path).absolute(scope.ctx.base_url))
        ))
    };
    let ways = vec![
        link("index.html", "The home page"),
        link("search.html", "Search"),
        link("changes.html", "What changed"),
    ];
    let view = Listing::default()
        .lead(Html("There is no page at this address. It may have been mistyped; pages that moved lead on by themselves.".into()))
        .section(Section::new("ways", "Ways on").list(ways));
    vec![scope.show("page/not_found.html", &frame, &view)]
}
