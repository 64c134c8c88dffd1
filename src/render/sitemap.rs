//! What search engines are told: `sitemap.xml` and `robots.txt`.

use std::fmt::Write;

use super::{Context, Output, xml::escape};
use crate::model::Address;

/// The most addresses that one sitemap may hold.
const MAX_ADDRESSES: usize = 50_000;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// `sitemap.xml` of all these pages but `404.html`, with parts where there are very many, and
/// `robots.txt`. Pages that only lead on from an old address do not belong to `pages`.
pub(super) fn outputs(ctx: &Context<'_>, pages: &[Output]) -> Vec<Output> {
    let mut addresses: Vec<&Address> = pages.iter().map(|page| &page.address).collect();
    addresses.retain(|address| is_listed(address.as_str()));
    addresses.sort();
    addresses.dedup();
    let mut outputs = sitemaps(ctx, &addresses, MAX_ADDRESSES);
    let sitemap = Address::new("sitemap.xml").absolute(ctx.base_url);
    let robots = format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n");
    outputs.push(Output::new(Address::new("robots.txt"), robots));
    outputs
}

fn is_listed(path: &str) -> bool {
    let is_page = camino::Utf8Path::new(path).extension() == Some("html");
    is_page && path != "404.html"
}

/// One file, or several and an index of them.
fn sitemaps(ctx: &Context<'_>, addresses: &[&Address], max: usize) -> Vec<Output> {
    if addresses.len() <= max {
        return vec![list(ctx, "sitemap.xml", ("urlset", "url"), addresses.iter().copied())];
    }
    let parts = addresses.chunks(max).enumerate();
    let mut outputs: Vec<Output> = parts
        .map(|(at, part)| {
            let path = format!("sitemap-{}.xml", at + 1);
            list(ctx, &path, ("urlset", "url"), part.iter().copied())
        })
        .collect();
    let names = outputs.iter().map(|output| &output.address);
    let index = list(ctx, "sitemap.xml", ("sitemapindex", "sitemap"), names);
    outputs.push(index);
    outputs
}

fn list<'a>(
    ctx: &Context<'_>,
    path: &str,
    (root, element): (&str, &str),
    addresses: impl Iterator<Item = &'a Address>,
) -> Output {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let _ = writeln!(out, "<{root} xmlns=\"{NAMESPACE}\">");
    for address in addresses {
        let address = escape(&address.absolute(ctx.base_url));
        let _ = writeln!(out, "<{element}><loc>{address}</loc></{element}>");
    }
    let _ = writeln!(out, "</{root}>");
    Output::new(Address::new(path), out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::fixture::{record, text};

    #[test]
    fn pages_are_listed_in_full_and_in_order() {
        let record = record();
        let page = |path| Output::new(Address::new(path), "");
        let pages = ["index.html", "404.html", "feed.xml", "about.html"].map(page);
        let outputs = outputs(&record.ctx(), &pages);
        assert_eq!(
            text(&outputs, "sitemap.xml"),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
             <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
             <url><loc>https://ssr2.example.org/wiki/about.html</loc></url>\n\
             <url><loc>https://ssr2.example.org/wiki/index.html</loc></url>\n\
             </urlset>\n"
        );
        assert_eq!(
            text(&outputs, "robots.txt"),
            "User-agent: *\nAllow: /\n\nSitemap: https://ssr2.example.org/wiki/sitemap.xml\n"
        );
    }

    #[test]
    fn very_many_pages_are_told_in_parts() {
        let record = record();
        let addresses = ["a.html", "b.html", "c.html"].map(Address::new);
        let outputs = sitemaps(&record.ctx(), &addresses.iter().collect::<Vec<_>>(), 2);
        let paths: Vec<_> = outputs.iter().map(|output| output.address.as_str()).collect();
        assert_eq!(paths, ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
        assert!(text(&outputs, "sitemap.xml").contains("/wiki/sitemap-2.xml</loc></sitemap>"));
    }
}
