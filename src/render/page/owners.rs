//! The page of each owner's items.

use super::{
    Made, Scope,
    actions::{self, in_short, of_owner, section},
    at::{At, Html, linked},
    each,
    frame::Frame,
    listing::Listing,
};
use crate::{
    derive::ActionState,
    model::{Address, Archive, Extra, Owner},
    render::html::escape,
};

/// Everybody who owns an item, and every group.
pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let mut owners: Vec<Owner> = scope.ctx.registers.owners.keys().cloned().collect();
    let groups = scope.ctx.archive.groups.keys().map(|id| Owner::Group(id.clone()));
    owners.extend(groups.filter(|group| !has_items(scope, group)));
    each(&owners, |owner| page(scope, owner))
}

fn has_items(scope: &Scope<'_>, owner: &Owner) -> bool {
    scope.ctx.registers.owners.contains_key(owner)
}

fn page(scope: &Scope<'_>, owner: &Owner) -> Made {
    let at = scope.at(Address::of_owner(owner))?;
    let items = of_owner(scope, owner);
    scope.show("page/owner.html", &frame(scope, &at, owner), &view(scope, &at, owner, items))
}

fn frame(scope: &Scope<'_>, at: &At<'_>, owner: &Owner) -> Frame {
    let name = scope.ctx.archive.owner_name(owner);
    let mut frame = Frame::new(at, "owner", &at.say("actions.of_owner", &[("owner", &name)]))
        .data(at, "data/actions.json");
    if !scope.ctx.registers.actions.is_empty() {
        frame = actions::below(frame, at);
    }
    if !has_items(scope, owner) {
        return frame;
    }
    frame
        .also(at, &beside(at, "xml"), "application/atom+xml", at.word("alternates.items_feed"))
        .also(at, &beside(at, "ics"), "text/calendar", at.word("alternates.items_calendar"))
}

/// The file of another kind beside a page.
fn beside(at: &At<'_>, extension: &str) -> String {
    format!("{}.{extension}", at.page.path().trim_end_matches(".html"))
}

fn view(scope: &Scope<'_>, at: &At<'_>, owner: &Owner, items: Vec<&ActionState>) -> Listing {
    let (open, closed): (Vec<_>, Vec<_>) =
        items.into_iter().partition(|item| item.status.is_open());
    let n_overdue = open.iter().filter(|item| item.is_overdue).count();
    Listing::default()
        .extra(extra(scope.ctx.archive, owner))
        .lead(in_short(at, open.len(), n_overdue))
        .fact(at.word("columns.owner"), own_page(at, owner))
        .fact(at.word("columns.members"), members(at, owner))
        .fact(
            at.word("columns.subscribe"),
            if has_items(scope, owner) { feeds(at) } else { Html::default() },
        )
        .section(section(at, "open", at.word("actions.open"), open))
        .section(section(at, "closed", at.word("actions.closed"), closed))
}

fn feeds(at: &At<'_>) -> Html {
    let feed = linked(&at.file(&beside(at, "xml")), at.word("frame.feed"));
    let calendar = linked(&at.file(&beside(at, "ics")), at.word("actions.due_calendar"));
    at.join([feed, calendar])
}

fn extra<'a>(archive: &'a Archive, owner: &Owner) -> Option<&'a Extra> {
    match owner {
        Owner::Person(id) => archive.people.get(id).map(|person| &person.extra),
        Owner::Group(id) => archive.groups.get(id).map(|group| &group.extra),
    }
}

fn own_page(at: &At<'_>, owner: &Owner) -> Html {
    match owner {
        Owner::Person(id) => at.person(id),
        Owner::Group(_) => Html(escape(at.ctx.archive.owner_name(owner))),
    }
}

fn members(at: &At<'_>, owner: &Owner) -> Html {
    let Owner::Group(id) = owner else { return Html::default() };
    at.ctx.archive.groups.get(id).map(|group| at.people(&group.members)).unwrap_or_default()
}
