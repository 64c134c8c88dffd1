//! The page at an old address.

use std::fmt::Write;

use super::{Redirect, SCRIPT};
use crate::{
    model::Address,
    render::{Context, Output, typed::Typed, xml::escape},
};

/// The page at an old address. Without JavaScript it leads to the default, and lists the others;
/// with it, the script chooses, and the fragment comes along.
pub(super) fn page(ctx: &Context<'_>, path: &str, all: &[Redirect]) -> Output {
    let address = Address::new(path);
    let mut out = String::from("<!DOCTYPE html>\n");
    let _ = writeln!(out, "<html lang=\"{}\">", escape(&ctx.archive.site.language));
    let title = escape(ctx.messages.text("moved.title"));
    let _ = writeln!(out, "<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str("<meta name=\"robots\" content=\"noindex\">\n");
    if let Some(default) = default(all) {
        let canonical = escape(&default.to.absolute(ctx.base_url));
        let link = escape(&default.to.link_from(&address));
        let _ = writeln!(out, "<link rel=\"canonical\" href=\"{canonical}\">");
        out.push_str("<noscript><meta http-equiv=\"refresh\" ");
        let _ = writeln!(out, "content=\"0; url={link}\"></noscript>");
    }
    let script = escape(&Address::new(SCRIPT).relative_from(&address));
    let _ = writeln!(out, "<script src=\"{script}\" defer></script>\n</head>");
    let _ = writeln!(out, "<body>\n<main>\n<h1>{title}</h1>");
    push_links(ctx, &address, all, &mut out);
    out.push_str("</main>\n</body>\n</html>\n");
    Output::new(address, out)
}

/// The links in the order in which the script tries them; where none fits, it takes the first.
fn push_links(ctx: &Context<'_>, page: &Address, all: &[Redirect], out: &mut String) {
    for one in all {
        let link = escape(&one.to.link_from(page));
        let attributes = attributes(&one.old);
        let words = escape(&one.to.absolute(ctx.base_url));
        let _ = writeln!(out, "<p><a data-moved href=\"{link}\"{attributes}>{words}</a></p>");
    }
}

/// The query and fragment by which the script knows a link.
fn attributes(old: &Typed) -> String {
    let attribute = |name: &str, value: &Option<String>| {
        let value = value.as_ref().map(|value| format!(" data-{name}=\"{}\"", escape(value)));
        value.unwrap_or_default()
    };
    attribute("query", &old.query) + &attribute("fragment", &old.fragment)
}

/// The one for whoever comes without query and fragment: the plain one, else the first.
fn default(all: &[Redirect]) -> Option<&Redirect> {
    all.iter().find(|one| one.old.is_plain()).or_else(|| all.first())
}
