//! Ordinary pages.

use super::{
    Made, Scope,
    at::Html,
    briefings::record_line,
    each,
    frame::{Frame, one_line},
    listing::{Listing, Section},
    part,
};
use crate::{
    model::{Address, Page, Target},
    render::html::{self, Base},
    source::prose::plain_blocks,
};

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let pages: Vec<&Page> = scope.ctx.archive.pages.values().collect();
    each(&pages, |page| self::page(scope, page))
}

fn page(scope: &Scope<'_>, page: &Page) -> Made {
    let target = Target::Page(page.id.clone());
    let at = scope.at(Address::of(&target));
    let described = page
        .description
        .clone()
        .unwrap_or_else(|| format!("{}. {}", page.title, one_line(&plain_blocks(&page.body), 200)));
    let mut frame = Frame::new(&at, "page", &page.title)
        .of_thing(scope, &at, &target)
        .described(described)
        .sourced(at.source(page.source.as_str()));
    frame.section = format!("page:{}", page.id);
    let files = part::attachments(&at, &page.attachments, &[]);
    let view = Listing::default()
        .extra(&page.extra)
        .section(Section::new("", "").html(Html(html::prose(
            &at.ctx,
            &page.body,
            &Base::Page(&at.page),
        ))))
        .section(Section::new("files", "Files").list(files.iter().map(record_line).collect()));
    scope.show("page/page.html", &frame, &view)
}
