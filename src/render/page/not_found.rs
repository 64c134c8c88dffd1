//! The page that is shown at an address that is not there. Its links begin at the host's root, as it may
//! be shown at any depth.

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
    let root = root(scope.ctx.base_url);
    frame.root.clone_from(&root);
    frame.crumbs.clear();
    let link = |path: &str, words: &str| {
        Html(format!("<a href=\"{}\">{words}</a>", escape(&(root.clone() + path))))
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

/// The path of the site on its host, from its first slash: `/wiki/`.
fn root(base_url: &str) -> String {
    let path = base_url.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
    format!("/{}", path.map(|(_, path)| path).unwrap_or_default())
}
