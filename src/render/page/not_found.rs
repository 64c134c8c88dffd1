//! The page that is shown at an address that is not there. Its links are told from the host's root,
//! as it may be shown anywhere; the host is left out, so that it works on a copy of the site too.

use super::{
    Made, Scope,
    at::linked,
    frame::Frame,
    listing::{Listing, Section, words},
};
use crate::model::Address;

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    vec![page(scope)]
}

fn page(scope: &Scope<'_>) -> Made {
    let at = scope.at(Address::new("404.html"))?;
    let root = path_of(scope.ctx.base_url);
    let ways = [
        ("index.html", "not_found.home"),
        ("search.html", "menu.search"),
        ("changes.html", "home.changed"),
    ];
    let ways = ways.map(|(path, key)| linked(&Address::new(path).absolute(&root), at.word(key)));
    let mut frame = Frame::new(&at, "not-found", at.word("not_found.title"));
    frame.root = root;
    frame.crumbs.clear();
    let view = Listing::default()
        .lead(words(at.word("not_found.lead")))
        .section(Section::new("ways", at.word("not_found.ways")).list(ways.into()));
    scope.show("page/not_found.html", &frame, &view)
}

/// The path of a base URL, from `/` to `/`.
fn path_of(base_url: &str) -> String {
    let after_scheme = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    let path = after_scheme.split_once('/').map_or("", |(_, path)| path);
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
    if path.is_empty() { "/".into() } else { format!("/{path}/") }
}

#[cfg(test)]
mod tests {
    use super::path_of;

    #[test]
    fn links_of_a_page_shown_anywhere_begin_at_the_hosts_root() {
        assert_eq!(path_of("https://ssr2.example.org/wiki/"), "/wiki/");
        assert_eq!(path_of("https://ssr2.example.org"), "/");
        assert_eq!(path_of("https://ssr2.example.org/a/b"), "/a/b/");
    }
}
