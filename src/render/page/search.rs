//! The search page, and the index that its script reads: a classic script, so that it also works
//! from a disk.

use serde::Serialize;

use super::{
    Made, Scope,
    at::At,
    frame::{Frame, one_line},
    listing::Listing,
    meeting::digest,
};
use crate::{
    model::{Address, Target},
    render::{Output, html::address_of},
    source::prose::{plain, plain_blocks},
    text::name,
};

/// An entry of the index, as an array to be short: title, kind, address, folded text, folded id.
#[derive(Serialize)]
struct Entry(String, &'static str, String, String, String);

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let at = scope.at(Address::new("search.html"));
    let frame = Frame::new(&at, "search", "Search").described(
        "Search meetings, action items, decisions, recommendations, people, briefings and pages.",
    );
    vec![scope.show("page/search.html", &frame, &Listing::default()), Ok(index(scope, &at))]
}

fn index(scope: &Scope<'_>, at: &At<'_>) -> Output {
    let archive = scope.ctx.archive;
    let registers = scope.ctx.registers;
    let mut entries = Vec::new();
    let mut add = |target: Target, text: String| entries.extend(entry(at, &target, &text));
    archive.meetings_in_order().rev().for_each(|meeting| {
        add(
            Target::Meeting(meeting.id.clone()),
            format!("{} {} {}", meeting.id, meeting.date, digest(meeting)),
        );
    });
    registers
        .actions
        .values()
        .for_each(|item| add(Target::Action(item.id.clone()), plain(&item.title)));
    for id in &registers.decisions {
        let text = archive
            .decisions
            .get(id)
            .map(|decision| plain_blocks(&decision.text))
            .unwrap_or_default();
        add(Target::Decision(id.clone()), text);
    }
    for rec in archive.sets.values().flat_map(|set| &set.recommendations) {
        add(
            Target::Recommendation(rec.id.clone()),
            format!("{} {} {}", rec.id, rec.title, plain_blocks(&rec.text)),
        );
    }
    archive.people.values().for_each(|person| {
        add(
            Target::Person(person.id.clone()),
            format!(
                "{} {}",
                person.aliases.join(" "),
                person.affiliation.clone().unwrap_or_default()
            ),
        );
    });
    archive
        .briefings
        .values()
        .for_each(|one| add(Target::Briefing(one.id.clone()), plain_blocks(&one.body)));
    archive
        .teams
        .values()
        .for_each(|one| add(Target::Team(one.id.clone()), plain_blocks(&one.description)));
    archive
        .pages
        .values()
        .for_each(|one| add(Target::Page(one.id.clone()), plain_blocks(&one.body)));
    let json = serde_json::to_string(&entries).unwrap_or_else(|_| "[]".into());
    Output::new(Address::new("assets/search-index.js"), format!("window.plenarySearch = {json};\n"))
}

fn entry(at: &At<'_>, target: &Target, text: &str) -> Option<Entry> {
    let address = address_of(&at.ctx, target)?;
    let title = at.title(target);
    let text = one_line(text, 600);
    let shown = if matches!(target, Target::Action(_) | Target::Decision(_)) {
        format!("{title}: {}", one_line(&text, 160))
    } else {
        title
    };
    let folded = name::fold(&format!("{shown} {text}"));
    Some(Entry(shown, target.kind(), at.href(&address), folded, name::fold(&target.id())))
}
