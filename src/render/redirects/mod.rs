//! Old addresses that lead on: a page each, which works from disk too, and for hosts `_redirects` and
//! a map that nginx reads.

mod chain;
mod moves;
mod page;
mod rules;

use std::collections::BTreeMap;

pub(super) use rules::NGINX;

use super::{Context, Output, addresses::Addresses, typed::Typed};
use crate::{diagnostic::Sink, model::Address};

const SCRIPT: &str = "assets/redirect.js";

/// An old address, and where it leads in the end.
struct Redirect {
    old: Typed,
    to: End,
}

/// Where a redirect leads in the end.
#[derive(Clone, Debug, PartialEq, Eq)]
enum End {
    /// A place on this site.
    Here(Address),
    /// Another site.
    Away(String),
}

impl End {
    fn link_from(&self, page: &Address) -> String {
        match self {
            Self::Here(address) => address.relative_from(page),
            Self::Away(url) => url.clone(),
        }
    }

    fn absolute(&self, base_url: &str) -> String {
        match self {
            Self::Here(address) => address.absolute(base_url),
            Self::Away(url) => url.clone(),
        }
    }

    fn in_full(&self) -> String {
        match self {
            Self::Here(address) => address.from_root(),
            Self::Away(url) => url.clone(),
        }
    }
}

/// The addresses that lead on, and their pages.
pub(super) struct Redirects {
    by_path: BTreeMap<String, Vec<Redirect>>,
}

impl Redirects {
    /// Takes `[redirects]` and the aliases of meetings, briefings and pages, and says those that
    /// cannot be: a page of the site is never replaced by one, and none leads nowhere.
    pub(super) fn new(ctx: &Context<'_>, addresses: &Addresses<'_>, sink: &mut Sink) -> Self {
        let moves = moves::moves(ctx.archive, addresses, sink);
        let ends = chain::ends(&moves, ctx, addresses, sink);
        let mut by_path: BTreeMap<String, Vec<Redirect>> = BTreeMap::new();
        for (one, end) in moves.into_iter().zip(ends) {
            if let Some(to) = end {
                by_path
                    .entry(one.old.path.clone())
                    .or_default()
                    .push(Redirect { old: one.old, to });
            }
        }
        by_path.values_mut().for_each(|all| all.sort_by_key(|one| rank(&one.old)));
        Self { by_path }
    }

    /// Whether an address leads on.
    pub(super) fn has(&self, typed: &Typed) -> bool {
        self.by_path.contains_key(&typed.path)
    }

    /// A page for each old address, the script that they share, `_redirects` and the map for nginx. An old address
    /// of a file that is no page has that file, as no page can be shown there.
    pub(super) fn outputs(&self, ctx: &Context<'_>, files: &[Output]) -> Vec<Output> {
        let files = if self.by_path.is_empty() { &[] } else { files };
        let by_address: BTreeMap<&str, &Output> =
            files.iter().map(|file| (file.address.as_str(), file)).collect();
        let pages = self.by_path.iter().map(|(path, all)| {
            moved_file(path, all, &by_address).unwrap_or_else(|| page::page(ctx, path, all))
        });
        let mut outputs: Vec<Output> = pages.collect();
        if !outputs.is_empty() {
            outputs.push(Output::new(Address::new(SCRIPT), include_str!("redirect.js")));
        }
        let rules: String = self.by_path.values().filter_map(|all| rules::line(all)).collect();
        outputs.push(Output::new(Address::new("_redirects"), rules));
        let pages = self.by_path.iter().filter(|(path, all)| !is_file(path, all, &by_address));
        let map = rules::nginx(pages.map(|(_, all)| all.as_slice()));
        outputs.push(Output::new(Address::new(rules::NGINX), map));
        outputs
    }
}

/// Whether the file itself is at its old address, where nobody has to be led on.
fn is_file(path: &str, all: &[Redirect], files: &BTreeMap<&str, &Output>) -> bool {
    moved_file(path, all, files).is_some()
}

/// The file that an old address of its kind leads to, at that address.
fn moved_file(path: &str, all: &[Redirect], files: &BTreeMap<&str, &Output>) -> Option<Output> {
    let [Redirect { to: End::Here(to), .. }] = all else { return None };
    let extension = |path: &str| path.rsplit_once('.').map(|(_, last)| last.to_lowercase());
    let is_page = extension(path).is_none_or(|extension| extension == "html");
    let file = files.get(to.path()).filter(|_| !is_page && extension(path) == extension(to.path()));
    file.map(|file| Output { address: Address::new(path), body: file.body.clone() })
}

/// The more of an old address is told apart, the earlier it is tried.
const fn rank(old: &Typed) -> u8 {
    match (&old.query, &old.fragment) {
        (Some(_), Some(_)) => 0,
        (Some(_), None) => 1,
        (None, Some(_)) => 2,
        (None, None) => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::fixture::{record, text};

    fn made() -> Vec<Output> {
        let record = record();
        let ctx = record.ctx();
        let pages =
            ["index.html", "attendance.html"].map(|path| Output::new(Address::new(path), ""));
        let addresses = Addresses::new(&ctx, &pages);
        Redirects::new(&ctx, &addresses, &mut Sink::default()).outputs(&ctx, &pages)
    }

    #[test]
    fn a_page_stands_at_the_old_address() {
        assert_eq!(
            text(&made(), "minutes-15.html"),
            "<!DOCTYPE html>\n\
             <html lang=\"en\">\n\
             <head>\n\
             <meta charset=\"utf-8\">\n\
             <title>This page has moved</title>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"robots\" content=\"noindex\">\n\
             <link rel=\"canonical\" \
             href=\"https://ssr2.example.org/wiki/meetings/f2f-2-madrid.html\">\n\
             <noscript><meta http-equiv=\"refresh\" \
             content=\"0; url=meetings/f2f-2-madrid.html\"></noscript>\n\
             <script src=\"assets/redirect.js\" defer></script>\n\
             </head>\n\
             <body>\n\
             <main>\n\
             <h1>This page has moved</h1>\n\
             <p><a data-moved href=\"meetings/f2f-2-madrid.html\">\
             https://ssr2.example.org/wiki/meetings/f2f-2-madrid.html</a></p>\n\
             </main>\n\
             </body>\n\
             </html>\n"
        );
    }

    #[test]
    fn one_path_may_lead_to_several_places() {
        let made = made();
        let page = text(&made, "wiki/show/index.html");
        assert!(page.contains("href=\"../../decisions.html\" data-query=\"id=7\">"));
        assert!(page.contains("href=\"../../attendance.html\" data-fragment=\"log\">"));
        assert!(page.contains("content=\"0; url=../../decisions.html\""));
    }

    #[test]
    fn nginx_is_told_the_same_as_a_map() {
        assert_eq!(
            text(&made(), "_redirects.nginx"),
            "# old addresses and where they lead, for a `map $uri` of nginx\n\
             \"/meetings/madrid.html\" \"/meetings/f2f-2-madrid.html\";\n\
             \"/minutes-15.html\" \"/meetings/f2f-2-madrid.html\";\n\
             \"/old/madrid/\" \"/meetings/f2f-2-madrid.html\";\n"
        );
    }

    #[test]
    fn hosts_are_told_of_paths_that_lead_to_one_place() {
        assert_eq!(
            text(&made(), "_redirects"),
            "/meetings/madrid.html /meetings/f2f-2-madrid.html 301\n\
             /minutes-15.html /meetings/f2f-2-madrid.html 301\n\
             /old/madrid/ /meetings/f2f-2-madrid.html 301\n"
        );
    }
}
