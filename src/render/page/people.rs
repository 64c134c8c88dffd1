//! The roster, and the page of each person.

use super::{
    Among, Made, Scope, actions,
    at::{At, Html, anchor, linked},
    attendance::{self, FIRST},
    each_among,
    frame::Frame,
    index::Presented,
    listing::{Listing, Row, Section, maybe, or_dash, words},
    part,
};
use crate::{
    model::{Address, AgendaItem, BriefingId, Group, MeetingId, Membership, Owner, Person, Target},
    source::prose::plain,
    text::name,
    time::Zone,
};

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let mut people: Vec<&Person> = scope.ctx.archive.people.values().collect();
    if people.is_empty() {
        return Vec::new();
    }
    people.sort_by_key(|person| (name::fold(&person.name), person.id.clone()));
    let mut pages = vec![index(scope, &people)];
    pages.extend(each_among(&people, |person| page(scope, person)));
    pages
}

fn target(person: &Person) -> Target {
    Target::Person(person.id.clone())
}

fn index(scope: &Scope<'_>, people: &[&Person]) -> Made {
    let at = scope.at(Address::new("people.html"))?;
    let frame = Frame::new(&at, "people", at.word("menu.people"))
        .sourced(&at, "content/people.toml")
        .data(&at, "data/people.json");
    let as_of = scope.ctx.registers.as_of;
    let (team, others): (Vec<&Person>, Vec<&Person>) =
        people.iter().partition(|person| person.is_expected_on(as_of));
    let (staff, others): (Vec<&Person>, Vec<&Person>) =
        others.into_iter().partition(|person| person.role_on(as_of) == Some("staff"));
    let groups = scope.ctx.archive.groups.values().map(|group| group_row(&at, group)).collect();
    let columns = ["columns.group", "columns.also_called", "columns.members"];
    let groups = Section::new("groups", at.word("people.groups"))
        .table(&at, &columns, groups)
        .without_empty_columns();
    let view = Listing::default()
        .section(table(&at, "team", at.word("people.team"), team))
        .section(table(&at, "staff", at.word("people.staff"), staff))
        .section(table(&at, "others", at.word("people.others"), others))
        .section(groups);
    scope.show("page/people.html", &frame, &view)
}

fn group_row(at: &At<'_>, group: &Group) -> Row {
    let name = at.owner(&Owner::Group(group.id.clone()));
    Row::new([name, words(&at.ctx.messages.list(&group.aliases)), at.people(&group.members)])
}

fn table(at: &At<'_>, id: &str, heading: &str, people: Vec<&Person>) -> Section {
    let rows = people.into_iter().map(|person| row(at, person)).collect();
    Section::new(id, heading)
        .table(
            at,
            &["columns.name", "columns.role", "columns.affiliation", "columns.time_zone"],
            rows,
        )
        .choose_by(&["role", "affiliation"])
        .without_empty_columns()
}

fn row(at: &At<'_>, person: &Person) -> Row {
    Row::new([
        at.person(&person.id),
        or_dash(role(at, person).as_deref()),
        or_dash(person.affiliation.as_deref()),
        or_dash(person.zone.as_ref().map(Zone::name)),
    ])
}

/// "co-chair", "formerly member"
fn role(at: &At<'_>, person: &Person) -> Option<String> {
    let now = person.role_on(at.ctx.registers.as_of).map(ToOwned::to_owned);
    let last = person.memberships.iter().max_by_key(|one| one.start);
    now.or_else(|| last.map(|one| at.say("people.formerly", &[("role", &one.role)])))
}

fn page(scope: &Scope<'_>, among: &Among<&Person>) -> Made {
    let person = among.one;
    let at = scope.at(Address::of(&target(person)))?;
    let frame = Frame::new(&at, "person", &person.name)
        .of_thing(scope, &at, &target(person))
        .below(&at, "people", at.word("menu.people"), "people.html")
        .described(at.say("people.described", &[("name", &person.name)]))
        .between(
            ["neighbours.previous_by_name", "neighbours.next_by_name"].map(|key| at.word(key)),
            among.links(&at, target),
        )
        .sourced(&at, "content/people.toml")
        .data(&at, "data/people.json");
    let view = facts(scope, &at, person).sections(sections(scope, &at, person));
    scope.show("page/person.html", &frame, &view)
}

fn facts(scope: &Scope<'_>, at: &At<'_>, person: &Person) -> Listing {
    let teams = scope.index.teams.get(&person.id).into_iter().flatten();
    let teams = teams.map(|&id| at.target_html(&Target::Team(id.clone())));
    Listing::default()
        .extra(&person.extra)
        .fact(at.word("columns.affiliation"), maybe(person.affiliation.as_deref()))
        .fact(at.word("columns.country"), maybe(person.country.as_deref()))
        .fact(at.word("columns.time_zone"), maybe(person.zone.as_ref().map(Zone::name)))
        .fact(at.word("columns.also_written"), words(&at.ctx.messages.list(&person.aliases)))
        .fact(at.word("columns.teams"), at.join(teams))
        .fact(at.word("columns.links"), at.join(part::links(&person.links).iter().map(anchor)))
}

fn sections(scope: &Scope<'_>, at: &At<'_>, person: &Person) -> [Section; 5] {
    let memberships = person.memberships.iter().map(|one| membership_row(at, one)).collect();
    let marks = attendance::marks(at, &person.id);
    let items = actions::of_owner(scope, &Owner::Person(person.id.clone()));
    let presented = scope.index.presented(&scope.ctx, &person.id).iter();
    let mut presented: Vec<Html> = presented.filter_map(|one| presented_line(at, one)).collect();
    presented.reverse(); // newest first, as all that is folded away
    [
        Section::new("memberships", at.word("people.memberships")).table(
            at,
            &["columns.role", "columns.from", "columns.until"],
            memberships,
        ),
        actions::section(at, "actions", at.word("actions.action_items"), items).fold(
            at,
            FIRST,
            "folded.more_items",
        ),
        Section::new("presented", at.word("people.presented")).list(presented).fold(
            at,
            FIRST,
            "folded.more_presentations",
        ),
        attendance::of_person(at, &person.id),
        Section::new("meetings", at.word("attendance.meeting_by_meeting"))
            .html(attendance::older_marks(at, &person.id))
            .table(at, &["columns.meeting", "columns.day", "columns.mark"], marks)
            .fold(at, FIRST, "folded.more_meetings"),
    ]
}

fn membership_row(at: &At<'_>, membership: &Membership) -> Row {
    let start = membership.start.map(|day| at.day(day));
    Row::new([
        words(&membership.role),
        start.unwrap_or_else(|| words(at.word("people.the_beginning"))),
        at.day_or_dash(membership.end),
    ])
}

fn presented_line(at: &At<'_>, presented: &Presented<'_>) -> Option<Html> {
    match presented {
        Presented::Item(id, item) => item_line(at, id, item),
        Presented::Briefing(id) => briefing_line(at, id),
    }
}

fn item_line(at: &At<'_>, id: &MeetingId, item: &AgendaItem) -> Option<Html> {
    let meeting = at.ctx.archive.meetings.get(id)?;
    let target = Target::Meeting(id.clone());
    let place = at.href(&Address::of(&target).with_fragment(&item.id));
    let link = linked(&place, plain(&item.title).trim());
    Some(at.join([link, at.target_html(&target), part::days(at, meeting)]))
}

fn briefing_line(at: &At<'_>, id: &BriefingId) -> Option<Html> {
    let briefing = at.ctx.archive.briefings.get(id)?;
    let link = at.target_html(&Target::Briefing(id.clone()));
    Some(at.join([link, at.day(briefing.date)]))
}
