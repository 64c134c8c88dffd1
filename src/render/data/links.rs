//! `links.json`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    model::{How, Link},
    render::Context,
};

/// A link from one thing of the archive to another.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct LinkEntry {
    /// The id of the page that holds it.
    pub from: String,
    /// The id of what it leads to.
    pub to: String,
    /// The kind of what it leads to.
    #[schemars(extend("enum" = [
        "meeting", "person", "group", "action", "decision", "recommendation", "set", "team",
        "briefing", "page",
    ]))]
    pub kind: &'static str,
    /// The kind of the page that holds it.
    pub from_kind: &'static str,
    /// How it was written: in brackets, as a Markdown link, linked by itself, or said in a field.
    #[schemars(extend("enum" = ["wikilink", "link", "autolink", "field"]))]
    pub how: &'static str,
}

/// Every internal link, in order of source.
pub(crate) fn links(ctx: &Context<'_>) -> impl Iterator<Item = LinkEntry> {
    ctx.archive.all_links().map(link)
}

fn link(link: &Link) -> LinkEntry {
    LinkEntry {
        from: link.from.id(),
        to: link.to.id(),
        kind: link.to.kind(),
        from_kind: link.from.kind(),
        how: match link.how {
            How::Wikilink => "wikilink",
            How::Link => "link",
            How::Autolink => "autolink",
            How::Field => "field",
        },
    }
}
