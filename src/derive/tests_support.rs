//! A small record by hand, for the tests of the registers: each function makes one thing as
//! plain as it can be, and tests change the fields they are about.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{NaiveDate, NaiveDateTime};

use super::{Registers, derive};
use crate::{
    model::{
        Action, ActionId, ActionStatus, AgendaDay, AgendaItem, Archive, AttendanceLog, Autolink,
        Briefing, BriefingId, Closing, Decision, DecisionId, Due, Event, EventPlaces, Extra,
        GroupId, ItemKind, Meeting, MeetingId, Membership, Origin, Owner, Person, PersonId, RecId,
        RecUpdate, Recommendation, RecommendationSet, Sections, Series, SeriesId, SetId, Site,
        Team, TeamId, Words,
    },
    source::{
        FileId, Span, Spanned,
        prose::{Inline, InlineKind},
    },
    time::{Local, Moment, Zone},
};

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().expect(text)
}

/// The registers of an archive as of a day.
pub(super) fn on(archive: &Archive, as_of: &str) -> Registers {
    derive(archive, day(as_of))
}

/// A place in a file; those further down come later.
pub(super) fn at(byte: usize) -> Span {
    Span::new(FileId(0), byte..byte)
}

pub(super) fn words(text: &str) -> Words {
    vec![Inline { span: at(0), kind: InlineKind::Text(text.into()) }]
}

/// An archive of three series that has nothing else: `plenary` and `dns-calls` count towards
/// participation, `coordination` does not.
pub(super) fn archive() -> Archive {
    Archive {
        edition: crate::model::Edition::default(),
        accounts: crate::model::Edition::default(),
        site: site(),
        people: BTreeMap::new(),
        groups: BTreeMap::new(),
        teams: BTreeMap::new(),
        terms: BTreeMap::new(),
        sets: BTreeMap::new(),
        meetings: BTreeMap::new(),
        meetings_by_start: Vec::new(),
        actions: Arc::default(),
        decisions: BTreeMap::new(),
        briefings: BTreeMap::new(),
        pages: BTreeMap::new(),
        links: Vec::new(),
        ledger: Vec::new(),
        dates: BTreeMap::new(),
        unreadable: crate::model::Unreadable::default(),
    }
}

fn site() -> Site {
    let series = [("plenary", true), ("dns-calls", true), ("coordination", false)];
    Site {
        title: "Team".into(),
        description: String::new(),
        base_url: "https://team.example.org/".into(),
        language: "en".into(),
        theme: Spanned::new("default".into(), at(0)),
        zone: Zone::utc(),
        display_zones: Vec::new(),
        as_of: None,
        contact: None,
        repository: None,
        default_recommendations: None,
        series: series.map(|(id, counts)| one_series(id, counts)).into(),
        autolink: Autolink::default(),
        sections: Sections::default(),
        check: BTreeMap::new(),
        redirects: Vec::new(),
        redact: Vec::new(),
        nav: Vec::new(),
        extra: Extra::default(),
    }
}

fn one_series(id: &str, counts_attendance: bool) -> Series {
    Series { id: SeriesId::new(id), name: id.into(), counts_attendance, extra: Extra::default() }
}

/// An archive of these people and meetings.
pub(super) fn archive_of(people: Vec<Person>, meetings: Vec<Meeting>) -> Archive {
    let mut archive = archive();
    archive.people = people.into_iter().map(|person| (person.id.clone(), person)).collect();
    add_meetings(&mut archive, meetings);
    archive
}

pub(super) fn add_meetings(archive: &mut Archive, meetings: Vec<Meeting>) {
    archive
        .meetings
        .extend(meetings.into_iter().map(|meeting| (meeting.id.clone(), meeting.into())));
    archive.sort_meetings();
}

/// A person with memberships `(role, start, end)`; an empty day is not said.
pub(super) fn person(id: &str, memberships: &[(&str, &str, &str)]) -> Person {
    let bound = |text: &str| (!text.is_empty()).then(|| day(text));
    let membership = |&(role, start, end): &(&str, &str, &str)| Membership {
        extra: crate::model::Extra::default(),
        role: role.into(),
        start: bound(start),
        end: bound(end),
    };
    Person {
        id: PersonId::new(id),
        span: at(0),
        name: id.into(),
        aliases: Vec::new(),
        affiliation: None,
        country: None,
        zone: None,
        links: Vec::new(),
        memberships: memberships.iter().map(membership).collect(),
        extra: Extra::default(),
    }
}

/// A member from the beginning.
pub(super) fn member(id: &str) -> Person {
    person(id, &[("member", "", "")])
}

pub(super) fn moment(local: NaiveDateTime, zone: &Zone) -> Moment {
    match zone.at(local) {
        Local::Unique(moment) => moment,
        other => panic!("{other:?}"),
    }
}

/// A plenary call of an hour, in UTC: `meeting("plenary-15", "2017-06-13T06:00")`.
pub(super) fn meeting(id: &str, start: &str) -> Meeting {
    meeting_in(id, start, &Zone::utc())
}

pub(super) fn meeting_in(id: &str, start: &str, zone: &Zone) -> Meeting {
    let start: NaiveDateTime = format!("{start}:00").parse().expect(start);
    Meeting {
        id: MeetingId::new(id),
        first_id: MeetingId::new(id),
        file: FileId(0),
        source: format!("content/meetings/{id}.md").into(),
        span: at(0),
        title: id.into(),
        series: SeriesId::new("plenary"),
        number: None,
        number_span: at(0),
        date: start.date(),
        end_date: start.date(),
        start: moment(start, zone),
        end: moment(start + chrono::TimeDelta::hours(1), zone),
        zone: zone.clone(),
        location: None,
        stated_status: None,
        aliases: Vec::new(),
        chair: Vec::new(),
        description: None,
        is_draft: false,
        approved: None,
        moved: Vec::new(),
        amendments: Vec::new(),
        attendance: Vec::new(),
        records: Vec::new(),
        joins: Vec::new(),
        agenda: Vec::new(),
        parts: Vec::new(),
        attachments: Vec::new(),
        extra: Extra::default(),
    }
}

pub(super) fn people(ids: &[&str]) -> Vec<PersonId> {
    ids.iter().map(|&id| PersonId::new(id)).collect()
}

/// A log of these members and apologies.
pub(super) fn log(members: &[&str], apologies: &[&str]) -> AttendanceLog {
    AttendanceLog {
        members: people(members),
        apologies: people(apologies),
        ..AttendanceLog::default()
    }
}

pub(super) fn team(id: &str, series: &str, members: &[&str]) -> Team {
    Team {
        id: TeamId::new(id),
        span: at(0),
        name: id.into(),
        rapporteurs: Vec::new(),
        members: people(members),
        series: Some(SeriesId::new(series)),
        start: None,
        end: None,
        links: Vec::new(),
        description: Vec::new(),
        extra: Extra::default(),
    }
}

pub(super) fn action(id: &str, events: Vec<Event>) -> Action {
    Action {
        id: ActionId::new(id),
        has_given_id: true,
        category: None,
        events,
        extra: Extra::default(),
    }
}

/// An event of a leadership call that says nothing.
pub(super) fn event(date: &str) -> Event {
    let places = EventPlaces {
        id_slot: crate::model::IdSlot::None,
        id: None,
        title: at(0),
        owner: at(0),
        due: at(0),
        names_owner: false,
        has_empty_due: false,
        status: at(0),
    };
    Event {
        span: at(0),
        places,
        anchor: "a".into(),
        date: day(date),
        origin: Origin::Other("Leadership call".into()),
        title: None,
        owners: None,
        due: None,
        status: None,
        note: None,
    }
}

/// The event that opens an item, of an owner, due on a day or in words.
pub(super) fn opening(date: &str, due: &str) -> Event {
    Event {
        title: Some(words("Circulate the form.").into()),
        owners: Some([group("staff")].into()),
        due: (!due.is_empty()).then(|| self::due(due)),
        ..event(date)
    }
}

pub(super) fn group(id: &str) -> Owner {
    Owner::Group(GroupId::new(id))
}

pub(super) fn due(text: &str) -> Due {
    Due { text: text.into(), date: text.parse().ok() }
}

/// A status, and the day beside it; an empty day is not said.
pub(super) fn closing(status: ActionStatus, on: &str) -> Closing {
    Closing { status, on: (!on.is_empty()).then(|| day(on)) }
}

/// An archive of these items.
pub(super) fn archive_of_actions(actions: Vec<Action>) -> Archive {
    let actions = actions.into_iter().map(|action| (action.id.clone(), action.into()));
    Archive { actions: Arc::new(actions.collect()), ..archive() }
}

pub(super) fn decision(id: &str, date: &str, origin: Origin) -> Decision {
    Decision {
        id_slot: crate::model::IdSlot::None,
        id: DecisionId::new(id),
        has_given_id: true,
        span: at(0),
        anchor: id.to_lowercase().into(),
        date: day(date),
        origin,
        text: Vec::new(),
        replaces: Vec::new(),
        amends: Vec::new(),
        tie_places: Vec::new(),
        clarifies: Vec::new(),
        extra: Extra::default(),
    }
}

/// `rec("ssr1/10")`
pub(super) fn rec(id: &str) -> RecId {
    let (set, number) = id.split_once('/').expect(id);
    RecId::new(SetId::new(set), number)
}

pub(super) fn recommendation(id: &str) -> Recommendation {
    Recommendation {
        id: rec(id),
        span: at(0),
        title: id.into(),
        text: Vec::new(),
        group: None,
        status: None,
        priority: None,
        owners: Vec::new(),
        target: None,
        deliverables: Vec::new(),
        updates: Vec::new(),
        extra: Extra::default(),
    }
}

/// An update of the status; an empty one is not said.
pub(super) fn update(date: &str, status: &str) -> RecUpdate {
    RecUpdate {
        extra: crate::model::Extra::default(),
        date: day(date),
        status: (!status.is_empty()).then(|| status.to_owned()),
        target: None,
        meeting: None,
        note: None,
    }
}

/// Adds recommendations, each to its set.
pub(super) fn add_recommendations(archive: &mut Archive, all: Vec<Recommendation>) {
    for one in all {
        let set = archive.sets.entry(one.id.set.clone()).or_insert_with(|| RecommendationSet {
            id: one.id.set.clone(),
            span: at(0),
            title: one.id.set.to_string(),
            name: one.id.set.to_string(),
            issued: None,
            url: None,
            statuses: Vec::new(),
            recommendations: Vec::new(),
            extra: Extra::default(),
        });
        set.recommendations.push(one);
    }
}

/// A briefing's page at a meeting, or at none.
pub(super) fn briefing(id: &str, date: &str, meeting: Option<&str>, recs: &[&str]) -> Briefing {
    Briefing {
        id: BriefingId::new(id),
        first_id: BriefingId::new(id),
        file: FileId(0),
        source: format!("content/briefings/{id}.md").into(),
        span: at(0),
        title: id.into(),
        description: None,
        meeting: meeting.map(MeetingId::new),
        date: day(date),
        presenters: Vec::new(),
        recommendations: recs.iter().map(|id| rec(id)).collect(),
        records: Vec::new(),
        aliases: Vec::new(),
        is_draft: false,
        body: Vec::new(),
        attachments: Vec::new(),
        extra: Extra::default(),
    }
}

pub(super) fn agenda(date: &str, items: Vec<AgendaItem>) -> AgendaDay {
    AgendaDay {
        span: at(0),
        date: day(date),
        title: None,
        start: None,
        end: None,
        location: None,
        items,
    }
}

pub(super) fn item(id: &str, kind: ItemKind, recs: &[&str]) -> AgendaItem {
    AgendaItem {
        extra: crate::model::Extra::default(),
        span: at(0),
        time_span: at(0),
        end_span: at(0),
        number_span: None,
        id: id.into(),
        start: None,
        end: None,
        number: None,
        title: words(id),
        kind,
        presenters: Vec::new(),
        recommendations: recs.iter().map(|id| rec(id)).collect(),
        body: Vec::new(),
        items: Vec::new(),
    }
}
