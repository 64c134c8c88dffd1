//! The roster, and the page of each person.

use super::{
    Made, Scope,
    actions::{COLUMNS, rows},
    at::{At, Html, anchor},
    attendance::{marks, tally_row},
    each,
    frame::Frame,
    index::Presented,
    listing::{Listing, Row, Section, or_dash, words},
    part::{self, links},
};
use crate::{
    derive::ActionState,
    model::{Address, Membership, Name, Owner, Person, Target},
    render::html::{escape, times},
    source::prose::plain,
};

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let mut people: Vec<&Person> = scope.ctx.archive.people.values().collect();
    if people.is_empty() {
        return Vec::new();
    }
    people.sort_by_key(|person| (crate::text::name::fold(&person.name), person.id.clone()));
    let mut pages = vec![index(scope, &people)];
    let numbered: Vec<(usize, &Person)> = people.iter().copied().enumerate().collect();
    pages.extend(each(&numbered, |&(n, person)| page(scope, &people, n, person)));
    pages
}

fn index(scope: &Scope<'_>, people: &[&Person]) -> Made {
    let at = scope.at(Address::new("people.html"));
    let frame = Frame::new(&at, "people", "People")
        .sourced(at.source("content/people.toml"))
        .data(&at, "data/people.json");
    let as_of = scope.ctx.registers.as_of;
    let (team, others): (Vec<&Person>, Vec<&Person>) =
        people.iter().copied().partition(|person| person.is_expected_on(as_of));
    let (staff, others): (Vec<&Person>, Vec<&Person>) =
        others.into_iter().partition(|person| person.role_on(as_of) == Some("staff"));
    let groups = scope.ctx.archive.groups.iter().map(|(id, group)| {
        let owner = at.owner(&Owner::Group(id.clone()));
        let members =
            super::at::join(group.members.iter().map(|id| at.name(&Name::Person(id.clone()))));
        Row::new([owner, words(&group.aliases.join(", ")), members])
    });
    let columns = ["Name", "Role", "Affiliation", "Time zone"];
    let table = |people: Vec<&Person>| people.into_iter().map(|person| row(&at, person)).collect();
    let view = Listing::default()
        .section(Section::new("team", "Team").table(&columns, table(team)))
        .section(Section::new("staff", "Staff").table(&columns, table(staff)))
        .section(Section::new("others", "Others").table(&columns, table(others)))
        .section(
            Section::new("groups", "Groups")
                .table(&["Group", "Also called", "Members"], groups.collect()),
        );
    scope.show("page/people.html", &frame, &view)
}

fn row(at: &At<'_>, person: &Person) -> Row {
    let as_of = at.ctx.registers.as_of;
    let last = person.memberships.iter().max_by_key(|one| one.start);
    let role = person
        .role_on(as_of)
        .map(ToOwned::to_owned)
        .or_else(|| last.map(|one| format!("formerly {}", one.role)));
    let zone = person.zone.as_ref().map(|zone| zone.name().to_owned());
    Row::new([
        at.name(&Name::Person(person.id.clone())),
        or_dash(role.as_deref()),
        or_dash(person.affiliation.as_deref()),
        or_dash(zone.as_deref()),
    ])
}

fn page(scope: &Scope<'_>, people: &[&Person], n: usize, person: &Person) -> Made {
    let target = Target::Person(person.id.clone());
    let at = scope.at(Address::of(&target));
    let neighbour = |n: Option<usize>| {
        n.and_then(|n| people.get(n)).map(|one| at.target(&Target::Person(one.id.clone())))
    };
    let frame = Frame::new(&at, "person", &person.name)
        .of_thing(scope, &at, &target)
        .below(&at, "people", "People", "people.html")
        .described(format!(
            "{}: memberships, attendance, action items, presentations.",
            person.name
        ))
        .between("by name", neighbour(n.checked_sub(1)), neighbour(Some(n + 1)))
        .sourced(at.source("content/people.toml"))
        .data(&at, "data/people.json");
    scope.show("page/person.html", &frame, &view(scope, &at, person))
}

fn view(scope: &Scope<'_>, at: &At<'_>, person: &Person) -> Listing {
    let registers = scope.ctx.registers;
    let owner = Owner::Person(person.id.clone());
    let items = registers.owners.get(&owner).map(Vec::as_slice).unwrap_or_default();
    let items: Vec<&ActionState> =
        items.iter().filter_map(|id| registers.actions.get(id)).collect();
    let attendance = registers.attendance.people.get(&person.id);
    let rates = attendance
        .filter(|one| one.tally.eligible > 0)
        .map(|one| tally_row(words("All meetings"), one.tally))
        .into_iter();
    let months = attendance
        .into_iter()
        .flat_map(|one| &one.months)
        .map(|(month, tally)| tally_row(words(month), *tally));
    let teams = scope.index.teams.get(&person.id).map(Vec::as_slice).unwrap_or_default();
    let teams = super::at::join(teams.iter().map(|&id| at.target_html(&Target::Team(id.clone()))));
    let presented = scope.index.presented.get(&person.id).map(Vec::as_slice).unwrap_or_default();
    let more = super::at::join(links(&person.links).iter().map(anchor));
    Listing::default()
        .extra(&person.extra)
        .fact("Affiliation", person.affiliation.as_deref().map(words).unwrap_or_default())
        .fact("Country", person.country.as_deref().map(words).unwrap_or_default())
        .fact("Time zone", person.zone.as_ref().map(|zone| words(zone.name())).unwrap_or_default())
        .fact("Also written", words(&person.aliases.join(", ")))
        .fact("Teams", teams)
        .fact("Links", more)
        .section(Section::new("memberships", "Memberships").table(
            &["Role", "From", "Until"],
            person.memberships.iter().map(membership_row).collect(),
        ))
        .section(
            Section::new("attendance", "Attendance")
                .table(&super::attendance::columns("When"), rates.chain(months).collect()),
        )
        .section(
            Section::new("meetings", "Meeting by meeting")
                .table(&["Meeting", "Day", "Mark"], marks(at, &person.id)),
        )
        .section(Section::new("actions", "Action items").table(&COLUMNS, rows(at, items)))
        .section(
            Section::new("presented", "Presented")
                .list(presented.iter().filter_map(|one| presented_line(at, one)).collect()),
        )
}

fn membership_row(membership: &Membership) -> Row {
    let day = |day: Option<chrono::NaiveDate>, otherwise: &str| {
        Html(day.map_or_else(|| otherwise.to_owned(), times::day))
    };
    Row::new([
        words(&membership.role),
        day(membership.start, "the beginning"),
        day(membership.end, "today"),
    ])
}

fn presented_line(at: &At<'_>, presented: &Presented<'_>) -> Option<Html> {
    match presented {
        Presented::Item(id, item) => {
            let meeting = at.ctx.archive.meetings.get(*id)?;
            let address = Address::of(&Target::Meeting(meeting.id.clone())).with_fragment(&item.id);
            let title = plain(&item.title);
            let link =
                format!("<a href=\"{}\">{}</a>", escape(&at.href(&address)), escape(title.trim()));
            Some(Html(format!(
                "{link}, {}, {}",
                at.target_html(&Target::Meeting(meeting.id.clone())).0,
                part::days(meeting).0
            )))
        }
        Presented::Briefing(id) => {
            let briefing = at.ctx.archive.briefings.get(*id)?;
            Some(Html(format!(
                "{}, {}",
                at.target_html(&Target::Briefing((*id).clone())).0,
                times::day(briefing.date)
            )))
        }
    }
}
