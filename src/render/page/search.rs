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
    model::{Address, Archive, Target},
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
    let texts = meetings(scope)
        .chain(actions(scope))
        .chain(decisions(scope))
        .chain(recommendations(archive))
        .chain(people(archive))
        .chain(bodies(archive));
    let entries: Vec<Entry> =
        texts.filter_map(|(target, text)| entry(at, &target, &text)).collect();
    let json = serde_json::to_string(&entries).unwrap_or_else(|_| "[]".into());
    Output::new(Address::new("assets/search-index.js"), format!("window.plenarySearch = {json};\n"))
}

/// A thing, and what it can be found by besides its title.
type Text = (Target, String);

fn meetings<'a>(scope: &Scope<'a>) -> impl Iterator<Item = Text> + 'a {
    scope.ctx.archive.meetings_in_order().rev().map(|meeting| {
        let text = format!("{} {} {}", meeting.id, meeting.date, digest(meeting));
        (Target::Meeting(meeting.id.clone()), text)
    })
}

fn actions<'a>(scope: &Scope<'a>) -> impl Iterator<Item = Text> + 'a {
    let items = scope.ctx.registers.actions.values();
    items.map(|item| (Target::Action(item.id.clone()), plain(&item.title)))
}

fn decisions<'a>(scope: &Scope<'a>) -> impl Iterator<Item = Text> + 'a {
    let archive = scope.ctx.archive;
    scope.ctx.registers.decisions.iter().map(|id| {
        let text = archive.decisions.get(id).map(|decision| plain_blocks(&decision.text));
        (Target::Decision(id.clone()), text.unwrap_or_default())
    })
}

fn recommendations(archive: &Archive) -> impl Iterator<Item = Text> {
    let recs = archive.sets.values().flat_map(|set| &set.recommendations);
    recs.map(|rec| {
        let text = format!("{} {} {}", rec.id, rec.title, plain_blocks(&rec.text));
        (Target::Recommendation(rec.id.clone()), text)
    })
}

fn people(archive: &Archive) -> impl Iterator<Item = Text> {
    archive.people.values().map(|person| {
        let affiliation = person.affiliation.as_deref().unwrap_or_default();
        let text = format!("{} {affiliation}", person.aliases.join(" "));
        (Target::Person(person.id.clone()), text)
    })
}

/// What is found by its text.
fn bodies(archive: &Archive) -> impl Iterator<Item = Text> {
    let briefings = archive.briefings.values();
    let briefings = briefings.map(|one| (Target::Briefing(one.id.clone()), &one.body));
    let teams = archive.teams.values();
    let teams = teams.map(|one| (Target::Team(one.id.clone()), &one.description));
    let pages = archive.pages.values();
    let pages = pages.map(|one| (Target::Page(one.id.clone()), &one.body));
    let all = briefings.chain(teams).chain(pages);
    all.map(|(target, body)| (target, plain_blocks(body)))
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
