//! The roster, and the page of each person.

use super::{
    Among, Made, Scope, actions,
    at::{At, Html, anchor, join, linked},
    attendance::{self, FIRST},
    each_among,
    frame::Frame,
    index::Presented,
    listing::{Listing, Row, Section, maybe, or_dash, words},
    part,
};
use crate::{
    model::{Address, AgendaItem, BriefingId, Group, MeetingId, Membership, Owner, Person, Target},
    render::html::times,
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
    let at = scope.at(Address::new("people.html"));
    let frame = Frame::new(&at, "people", "People")
        .sourced(at.source("content/people.toml"))
        .data(&at, "data/people.json");
    let as_of = scope.ctx.registers.as_of;
    let (team, others): (Vec<&Person>, Vec<&Person>) =
        people.iter().partition(|person| person.is_expected_on(as_of));
    let (staff, others): (Vec<&Person>, Vec<&Person>) =
        others.into_iter().partition(|person| person.role_on(as_of) == Some("staff"));
    let groups = scope.ctx.archive.groups.values().map(|group| group_row(&at, group)).collect();
    let columns = ["Group", "Also called", "Members"];
    let groups = Section::new("groups", "Groups").table(&columns, groups).without_empty_columns();
    let view = Listing::default()
        .section(table(&at, "team", "Team", team))
        .section(table(&at, "staff", "Staff", staff))
        .section(table(&at, "others", "Others", others))
        .section(groups);
    scope.show("page/people.html", &frame, &view)
}

fn group_row(at: &At<'_>, group: &Group) -> Row {
    let name = at.owner(&Owner::Group(group.id.clone()));
    Row::new([name, words(&group.aliases.join(", ")), at.people(&group.members)])
}

fn table(at: &At<'_>, id: &str, heading: &str, people: Vec<&Person>) -> Section {
    let rows = people.into_iter().map(|person| row(at, person)).collect();
    Section::new(id, heading)
        .table(&["Name", "Role", "Affiliation", "Time zone"], rows)
        .choose_by(&["Role", "Affiliation"])
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
    now.or_else(|| last.map(|one| format!("formerly {}", one.role)))
}

fn page(scope: &Scope<'_>, among: &Among<&Person>) -> Made {
    let person = among.one;
    let at = scope.at(Address::of(&target(person)));
    let what = "memberships, attendance, action items, presentations";
    let frame = Frame::new(&at, "person", &person.name)
        .of_thing(scope, &at, &target(person))
        .below(&at, "people", "People", "people.html")
        .described(format!("{}: {what}.", person.name))
        .between("by name", among.links(&at, target))
        .sourced(at.source("content/people.toml"))
        .data(&at, "data/people.json");
    let view = facts(scope, &at, person).sections(sections(scope, &at, person));
    scope.show("page/person.html", &frame, &view)
}

fn facts(scope: &Scope<'_>, at: &At<'_>, person: &Person) -> Listing {
    let teams = scope.index.teams.get(&person.id).into_iter().flatten();
    let teams = teams.map(|&id| at.target_html(&Target::Team(id.clone())));
    Listing::default()
        .extra(&person.extra)
        .fact("Affiliation", maybe(person.affiliation.as_deref()))
        .fact("Country", maybe(person.country.as_deref()))
        .fact("Time zone", maybe(person.zone.as_ref().map(Zone::name)))
        .fact("Also written", words(&person.aliases.join(", ")))
        .fact("Teams", join(teams))
        .fact("Links", join(part::links(&person.links).iter().map(anchor)))
}

fn sections(scope: &Scope<'_>, at: &At<'_>, person: &Person) -> [Section; 5] {
    let memberships = person.memberships.iter().map(membership_row).collect();
    let marks = attendance::marks(at, &person.id);
    let items = actions::of_owner(scope, &Owner::Person(person.id.clone()));
    let presented = scope.index.presented.get(&person.id).into_iter().flatten();
    let mut presented: Vec<Html> = presented.filter_map(|one| presented_line(at, one)).collect();
    presented.reverse(); // newest first, as all that is folded away
    [
        Section::new("memberships", "Memberships").table(&["Role", "From", "Until"], memberships),
        actions::section(at, "actions", "Action items", items).fold(FIRST, "item", "items"),
        Section::new("presented", "Presented").list(presented).fold(
            FIRST,
            "presentation",
            "presentations",
        ),
        attendance::of_person(scope, &person.id),
        Section::new("meetings", "Meeting by meeting")
            .html(attendance::older_marks(at, &person.id))
            .table(&["Meeting", "Day", "Mark"], marks)
            .fold(FIRST, "meeting", "meetings"),
    ]
}

fn membership_row(membership: &Membership) -> Row {
    let day = |day: Option<chrono::NaiveDate>, otherwise: &str| {
        Html(day.map_or_else(|| otherwise.to_owned(), times::day))
    };
    Row::new([
        words(&membership.role),
        day(membership.start, "the beginning"),
        day(membership.end, "–"),
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
    let days = part::days(meeting);
    Some(Html(format!("{}, {}, {}", link.0, at.target_html(&target).0, days.0)))
}

fn briefing_line(at: &At<'_>, id: &BriefingId) -> Option<Html> {
    let briefing = at.ctx.archive.briefings.get(id)?;
    let link = at.target_html(&Target::Briefing(id.clone()));
    Some(Html(format!("{}, {}", link.0, times::day(briefing.date))))
}
