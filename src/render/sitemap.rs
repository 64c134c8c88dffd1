//! What search engines are told: `sitemap.xml` and `robots.txt`.

use std::fmt::Write;

use super::{Context, Output, xml::escape};
use crate::model::Address;

/// The most addresses that one sitemap may hold.
const MAX_ADDRESSES: usize = 50_000;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// `sitemap.xml` of all these pages but `404.html`, with parts where there are very many, and
/// `robots.txt`. Pages that only lead on from an old address do not belong to `pages`.
pub fn outputs(ctx: &Context<'_>, pages: &[Output]) -> Vec<Output> {
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
