//! The page of each owner's items.

use super::{
    Made, Scope,
    actions::{COLUMNS, in_short, rows},
    at::Html,
    each,
    frame::Frame,
    listing::{Listing, Section},
};
use crate::{
    derive::ActionState,
    model::{ActionId, Address, Archive, Extra, Name, Owner},
};

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let registers = scope.ctx.registers;
    let idle = scope
        .ctx
        .archive
        .groups
        .keys()
        .map(|id| Owner::Group(id.clone()))
        .filter(|owner| !registers.owners.contains_key(owner));
    let mut owners: Vec<(Owner, &[ActionId])> =
        registers.owners.iter().map(|(owner, items)| (owner.clone(), items.as_slice())).collect();
    owners.extend(idle.map(|owner| (owner, &[][..])));
    each(&owners, |(owner, items)| page(scope, owner, items))
}

fn page(scope: &Scope<'_>, owner: &Owner, ids: &[ActionId]) -> Made {
    let at = scope.at(Address::of_owner(owner));
    let name = scope.ctx.archive.owner_name(owner);
    let mut frame =
        Frame::new(&at, "owner", &format!("Action items of {name}")).data(&at, "data/actions.json");
    if !scope.ctx.registers.actions.is_empty() {
        frame = frame.below(&at, "actions", "Action items", "actions.html");
    }
    let stem = at.page.path().trim_end_matches(".html").to_owned();
    if scope.ctx.registers.owners.contains_key(owner) {
        frame = frame
            .also(&at, &format!("{stem}.xml"), "application/atom+xml", "These items as a feed")
            .also(&at, &format!("{stem}.ics"), "text/calendar", "Due dates as a calendar");
    }
    let items: Vec<&ActionState> =
        ids.iter().filter_map(|id| scope.ctx.registers.actions.get(id)).collect();
    let (open, closed): (Vec<&ActionState>, Vec<&ActionState>) =
        items.into_iter().partition(|item| item.status.is_open());
    let n_overdue = open.iter().filter(|item| item.is_overdue).count();
    let subscribe = |format: &str, words: &str| {
        format!("<a href=\"{}\">{words}</a>", at.file(&format!("{stem}.{format}")))
    };
    let feeds = if frame.alternates.len() > 1 {
        format!("{}, {}", subscribe("xml", "feed"), subscribe("ics", "calendar of due dates"))
    } else {
        String::new()
    };
    let view = Listing::default()
        .extra(extra(scope.ctx.archive, owner))
        .lead(in_short(open.len(), n_overdue))
        .fact("Owner", own_page(&at, owner))
        .fact("Members", members(&at, owner))
        .fact("Subscribe", Html(feeds))
        .section(Section::new("open", "Open").table(&COLUMNS, rows(&at, open)))
        .section(Section::new("closed", "Closed").table(&COLUMNS, rows(&at, closed)));
    scope.show("page/owner.html", &frame, &view)
}

fn extra<'a>(archive: &'a Archive, owner: &Owner) -> Option<&'a Extra> {
    match owner {
        Owner::Person(id) => archive.people.get(id).map(|person| &person.extra),
        Owner::Group(id) => archive.groups.get(id).map(|group| &group.extra),
    }
}

fn own_page(at: &super::at::At<'_>, owner: &Owner) -> Html {
    match owner {
        Owner::Person(id) => at.name(&Name::Person(id.clone())),
        Owner::Group(_) => Html(crate::render::html::escape(at.ctx.archive.owner_name(owner))),
    }
}

fn members(at: &super::at::At<'_>, owner: &Owner) -> Html {
    let Owner::Group(id) = owner else { return Html::default() };
    let members =
        at.ctx.archive.groups.get(id).map(|group| group.members.as_slice()).unwrap_or_default();
    super::at::join(members.iter().map(|id| at.name(&Name::Person(id.clone()))))
}
