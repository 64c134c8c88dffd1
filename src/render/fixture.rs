//! A small record for the tests of what is made from it.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;

use super::{Context, Output, messages::Messages};
use crate::{
    derive::{
        ActionState, Attendance, Change, ChangeKind, DecisionFate, FieldChange, Mark, Marks,
        MeetingAttendance, Mention, PersonAttendance, Registers, Session, Step, Tally,
    },
    model::{
        Action, ActionId, ActionStatus, Address, AgendaDay, AgendaItem, Archive, Autolink,
        Decision, DecisionId, Due, Extra, How, ItemKind, Link, Meeting, MeetingId, MeetingStatus,
        Membership, Name, Origin, Owner, PageId, Part, Person, PersonId, Record, RecordKind,
        RecordPlace, Redirect, Sections, Series, SeriesId, Site, Target, Term, Unreadable, Words,
    },
    source::{
        Entry, FileId, Span, Spanned,
        prose::{Block, BlockKind, Inline, InlineKind},
    },
    time::{Local, Moment, Zone},
};

pub(crate) struct Fixture {
    pub(crate) archive: Archive,
    pub(crate) registers: Registers,
}

impl Fixture {
    pub(crate) fn ctx(&self) -> Context<'_> {
        Context {
            archive: &self.archive,
            registers: &self.registers,
            base_url: "https://ssr2.example.org/wiki/",
            messages: Messages::english(),
        }
    }
}

/// The text of a file.
#[track_caller]
pub(crate) fn text<'o>(outputs: &'o [Output], path: &str) -> &'o str {
    let found = outputs.iter().find(|output| output.address.as_str() == path);
    match &found.expect(path).body {
        Entry::Bytes(bytes) => std::str::from_utf8(bytes).unwrap(),
        _ => panic!("{path} is on disk"),
    }
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn span() -> Span {
    Span::new(FileId(0), 0..0)
}

fn words(text: &str) -> Words {
    vec![Inline { span: span(), kind: InlineKind::Text(text.into()) }]
}

fn moment(local: &str, zone: &Zone) -> Moment {
    match zone.at(local.parse().unwrap()) {
        Local::Unique(moment) => moment,
        other => panic!("{other:?}"),
    }
}

/// One meeting in Madrid with one item, one decision, one record and a log of one person.
pub(crate) fn record() -> Fixture {
    Fixture { archive: archive(), registers: registers() }
}

fn archive() -> Archive {
    let meeting = Arc::new(meeting());
    Archive {
        edition: crate::model::Edition::default(),
        accounts: crate::model::Edition::default(),
        site: site(),
        people: [(emily(), person())].into(),
        groups: [].into(),
        teams: [].into(),
        terms: [(Arc::from("OCTO"), term())].into(),
        sets: [].into(),
        meetings_by_start: vec![Arc::clone(&meeting)],
        meetings: [(meeting.id.clone(), meeting)].into(),
        actions: Arc::new([(p15_1(), action().into())].into()),
        decisions: [(d15_1(), decision().into())].into(),
        briefings: [].into(),
        pages: [].into(),
        links: vec![
            [Link {
                from: Target::Meeting(madrid()).into(),
                fragment: None,
                to: Target::Action(p15_1()),
                how: How::Wikilink,
                sentence: "See P15-1.".into(),
            }]
            .into(),
        ],
        ledger: Vec::new(),
        dates: BTreeMap::new(),
        unreadable: Unreadable::default(),
    }
}

pub(crate) fn madrid() -> MeetingId {
    MeetingId::new("f2f-2-madrid")
}

fn emily() -> PersonId {
    PersonId::new("emily-taylor")
}

fn p15_1() -> ActionId {
    ActionId::new("P15-1")
}

fn d15_1() -> DecisionId {
    DecisionId::new("D15-1")
}

fn site() -> Site {
    Site {
        title: "SSR2 & friends".into(),
        description: "Archive.".into(),
        base_url: "https://ssr2.example.org/wiki/".into(),
        language: "en".into(),
        theme: Spanned::new("default".into(), span()),
        zone: Zone::utc(),
        display_zones: vec![],
        as_of: None,
        contact: None,
        repository: None,
        default_recommendations: None,
        series: vec![Series {
            id: SeriesId::new("face-to-face"),
            name: "Face-to-face meeting".into(),
            counts_attendance: true,
            extra: Extra::default(),
        }],
        autolink: Autolink::default(),
        sections: Sections::default(),
        check: BTreeMap::default(),
        redirects: vec![
            redirect("/minutes-15.html", "/meetings/f2f-2-madrid.html"),
            redirect("/wiki/show?id=7", "/decisions.html"),
            redirect("/wiki/show#log", "/attendance.html"),
            redirect("/index.html", "/meetings.html"),
        ],
        redact: vec![],
        nav: vec![],
        extra: Extra::default(),
    }
}

fn redirect(from: &str, to: &str) -> Redirect {
    Redirect { from: spanned(from), to: spanned(to) }
}

fn spanned(text: &str) -> Spanned<String> {
    Spanned::new(text.to_owned(), span())
}

fn person() -> Person {
    Person {
        id: emily(),
        span: span(),
        name: "Emily Taylor".into(),
        aliases: vec![],
        affiliation: None,
        country: Some("GB".into()),
        zone: Some(Zone::named("Europe/London").unwrap()),
        links: vec![("Statement".into(), "https://example.org/".into())],
        memberships: vec![Membership {
            role: "co-chair".into(),
            start: None,
            end: None,
            extra: crate::model::Extra::default(),
        }],
        extra: Extra::default(),
    }
}

fn term() -> Term {
    Term {
        term: "OCTO".into(),
        span: span(),
        text: "Office of the CTO".into(),
        page: Some(PageId::new("about")),
    }
}

fn meeting() -> Meeting {
    let zone = Zone::named("Europe/Madrid").unwrap();
    Meeting {
        id: madrid(),
        first_id: madrid(),
        file: FileId(0),
        source: "content/meetings/f2f-2-madrid/index.md".into(),
        span: span(),
        title: "Face-to-face meeting #2".into(),
        series: SeriesId::new("face-to-face"),
        number: Some(2),
        number_span: span(),
        date: day("2017-05-14"),
        end_date: day("2017-05-15"),
        start: moment("2017-05-14T08:30:00", &zone),
        end: moment("2017-05-15T17:30:00", &zone),
        agenda: vec![agenda_day(&zone)],
        zone,
        location: Some("Salon Edinburgo, Madrid".into()),
        stated_status: None,
        aliases: ["madrid", "/old/madrid/"].map(spanned).into(),
        chair: vec![],
        description: None,
        is_draft: false,
        approved: None,
        moved: vec![],
        amendments: vec![],
        attendance: vec![],
        records: vec![Record {
            extra: crate::model::Extra::default(),
            kind: RecordKind::Slides,
            title: "Slides".into(),
            place: RecordPlace::File {
                address: Address::new("meetings/f2f-2-madrid/slides 1.pdf"),
                bytes: 7,
            },
            language: None,
            length: None,
        }],
        joins: vec![],
        parts: vec![Part::Actions(vec![(p15_1(), 0)]), Part::Decisions(vec![d15_1()])],
        attachments: vec![],
        extra: [("room".to_owned(), 4.into())].into_iter().collect(),
    }
}

fn agenda_day(zone: &Zone) -> AgendaDay {
    let item = AgendaItem {
        extra: crate::model::Extra::default(),
        span: span(),
        time_span: span(),
        end_span: span(),
        number_span: None,
        id: "welcome".into(),
        start: Some(moment("2017-05-14T08:30:00", zone)),
        end: None,
        number: Some("1".into()),
        title: words("Welcome"),
        kind: ItemKind::Session,
        presenters: vec![Name::Person(emily()), Name::Other("A guest".into())],
        recommendations: vec![],
        body: vec![],
        items: vec![],
    };
    AgendaDay {
        span: span(),
        date: day("2017-05-14"),
        title: None,
        start: None,
        end: None,
        location: None,
        items: vec![item],
    }
}

fn action() -> Action {
    Action {
        id: p15_1(),
        has_given_id: true,
        category: None,
        events: vec![],
        extra: Extra::default(),
    }
}

fn decision() -> Decision {
    let text = BlockKind::Paragraph(words("Meet & decide."));
    Decision {
        id_slot: crate::model::IdSlot::None,
        id: d15_1(),
        has_given_id: true,
        span: span(),
        anchor: "d15-1".into(),
        date: day("2017-05-14"),
        origin: Origin::Meeting(madrid()),
        text: vec![Block { span: span(), id: None, kind: text }],
        replaces: vec![],
        amends: vec![],
        tie_places: Vec::new(),
        clarifies: vec![],
        extra: Extra::default(),
    }
}

fn registers() -> Registers {
    let owner = Owner::Person(emily());
    let change = |target, what| Change { date: day("2017-05-14"), target, what };
    Registers {
        as_of: day("2017-06-01"),
        statuses: [(madrid(), MeetingStatus::Held)].into(),
        actions: [(p15_1(), state(&owner))].into(),
        steps: [(madrid(), vec![(p15_1(), 0)])].into(),
        open_actions: vec![p15_1()],
        closed_actions: vec![],
        owners: [(owner, vec![p15_1()])].into(),
        decisions: vec![d15_1()],
        decision_fates: [(d15_1(), DecisionFate::default())].into(),
        attendance: attendance().into(),
        recommendations: [].into(),
        mentions: [(Target::Action(p15_1()), vec![mention()])].into(),
        changes: vec![
            change(Target::Decision(d15_1()), ChangeKind::DecisionTaken),
            change(Target::Action(p15_1()), ChangeKind::ActionUpdated),
            change(Target::Action(p15_1()), ChangeKind::ActionUpdated),
            change(Target::Meeting(madrid()), ChangeKind::MeetingHeld),
        ],
    }
}

fn mention() -> Mention {
    Mention { from: Target::Meeting(madrid()).into(), fragment: None, text: "See P15-1.".into() }
}

fn state(owner: &Owner) -> ActionState {
    let due = Due { text: "26 May".into(), date: Some(day("2017-05-26")) };
    let origin = Origin::Meeting(madrid());
    let changes = vec![
        FieldChange::Title(None, words("=Circulate the form.").into()),
        FieldChange::Owners(None, [owner.clone()].into()),
        FieldChange::Due(None, due.clone()),
        FieldChange::Status(None, ActionStatus::Open, None),
    ];
    ActionState {
        id: p15_1(),
        title: words("=Circulate the form.").into(),
        owners: [owner.clone()].into(),
        status: ActionStatus::Open,
        first_due: due.date,
        due: Some(due),
        n_redated: 0,
        is_overdue: true,
        days_late: Some(6),
        opened: day("2017-05-14"),
        origin: origin.clone(),
        closed: None,
        history: vec![Step {
            date: day("2017-05-14"),
            origin,
            anchor: "p15-1".into(),
            changes,
            note: Some(words("By e-mail.").into()),
        }],
    }
}

fn attendance() -> Attendance {
    let tally = Tally { eligible: 1, present: 1, ..Tally::default() };
    let session = |day| Session {
        meeting: madrid(),
        day,
        is_daily: true,
        marks: Marks { people: [emily()].into(), marks: [Mark::Partial].into() },
        tally,
    };
    let whole = MeetingAttendance {
        expected: [emily()].into(),
        present: vec![emily()],
        partial: vec![(emily(), "left early".into())],
        guests: vec![Name::Other("A guest".into())],
        ..MeetingAttendance::default()
    };
    let person = PersonAttendance {
        tally,
        months: [("2017-05".into(), tally)].into(),
        quarters: [("2017-Q2".into(), tally)].into(),
        series: [(SeriesId::new("face-to-face"), tally)].into(),
        marks: vec![(0, Mark::Partial)],
    };
    Attendance {
        sessions: vec![session(day("2017-05-14")), session(day("2017-05-15"))],
        meetings: [(madrid(), whole)].into(),
        people: [(emily(), person)].into(),
        months: [("2017-05".into(), tally)].into(),
        slots: [("06:00".into(), (2, tally))].into(),
    }
}
