//! Ordinary pages.

use super::{
    Made, Scope,
    briefings::described,
    each,
    frame::Frame,
    listing::{Listing, Section},
    part,
};
use crate::model::{Address, Page, Target};

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let pages: Vec<&Page> = scope.ctx.archive.pages.values().collect();
    each(&pages, |page| self::page(scope, page))
}

fn page(scope: &Scope<'_>, page: &Page) -> Made {
    let target = Target::Page(page.id.clone());
    let at = scope.at(Address::of(&target))?;
    let mut frame = Frame::new(&at, "page", &page.title)
        .of_thing(scope, &at, &target)
        .described(described(page.description.as_deref(), &page.title, &page.body))
        .sourced(&at, page.source.as_str());
    frame.section = format!("page:{}", page.id);
    let files = part::attachments(&at, &page.attachments, &[]);
    let view = Listing::default()
        .extra(&page.extra)
        .section(Section::text(at.prose(&page.body)))
        .section(part::records_section(&at, "files", at.word("records.files"), &files));
    scope.show("page/page.html", &frame, &view)
}
