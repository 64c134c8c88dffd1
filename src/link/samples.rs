//! A small archive for tests, built by hand; every text stands in one file, so that places can be
//! shown.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{NaiveDate, NaiveTime};

use super::link;
use crate::{
    content::written::{
        ActionEntry, ActionRow, AgendaDayEntry, AgendaItemEntry, BriefingFile, Contents,
        DecisionItem, Ends, GroupEntry, LogEntry, MeetingFile, PageFile, PersonEntry, RecEntry,
        Section, SetFile, TermEntry, Text,
    },
    diagnostic::Sink,
    model::{Archive, Autolink, Extra, Membership, Sections, Series, SeriesId, SetId, Site},
    source::{
        Dates, FileId, SourceFile, Sources, Span, Spanned,
        prose::{Block, BlockKind, Inline, InlineKind, Written},
        stored::Stored,
    },
    time::Zone,
};

/// The sample archive on its own.
pub(super) fn contents() -> Contents {
    Sample::new().contents
}

/// The sample archive, to which a test adds what it needs.
pub(super) struct Sample {
    pub(super) text: String,
    pub(super) contents: Contents,
}

/// What linking said, and what came of it.
pub(super) struct Linked {
    pub(super) archive: Archive,
    /// `code: message @ place; help`
    pub(super) said: Vec<String>,
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn clock(text: &str) -> NaiveTime {
    format!("{text}:00").parse().unwrap()
}

impl Sample {
    /// Two people and a group, a series, two sets, a page, and Plenary call #15 of 13 June 2017.
    pub(super) fn new() -> Self {
        let mut sample = Self { text: String::new(), contents: nothing() };
        for name in ["Emily Taylor", "James Gannon", "Žarko Kecić"] {
            let person = sample.person(name);
            sample.contents.people.push(person);
        }
        let group = GroupEntry {
            id: sample.typed("smith-and-sons"),
            name: sample.typed("Smith and Sons"),
            aliases: Vec::new(),
            members: Vec::new(),
            extra: Extra::new(),
        };
        sample.contents.groups.push(group);
        sample.set("ssr1", "SSR1", &["1", "4", "5", "10", "28"]);
        sample.set("cct", "CCT", &["1", "2", "3"]);
        let octo = sample.typed("OCTO");
        sample.contents.terms.push(TermEntry { term: octo, text: "Office".into(), page: None });
        let about = sample.page("about", "About");
        sample.contents.pages.push(about);
        let mut meeting = sample.meeting("plenary-15", 15, "2017-06-13");
        let row = sample.row(Some("P15-1"), "Draft the text", Some("Emily Taylor"), None, None);
        meeting.body.push(Section::Actions(vec![row]));
        sample.contents.meetings.push(meeting.into());
        sample
    }

    pub(super) fn span(&mut self, text: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(text);
        self.text.push('\n');
        Span::new(FileId(0), start..start + text.len())
    }

    pub(super) fn typed(&mut self, text: &str) -> Text {
        Text::new(text.to_owned(), self.span(text))
    }

    pub(super) fn typed_all(&mut self, texts: &[&str]) -> Vec<Text> {
        texts.iter().map(|text| self.typed(text)).collect()
    }

    pub(super) fn at<T>(&mut self, value: T, text: &str) -> Spanned<T> {
        Spanned::new(value, self.span(text))
    }

    pub(super) fn words(&mut self, text: &str) -> Vec<Inline<Written>> {
        vec![Inline { span: self.span(text), kind: InlineKind::Text(text.into()) }]
    }

    pub(super) fn wikilink(&mut self, text: &str) -> Inline<Written> {
        let span = self.span(&format!("[[{text}]]"));
        Inline {
            span,
            kind: InlineKind::Reference(Box::new(Written::Wikilink(text.into())), Vec::new()),
        }
    }

    pub(super) fn link(&mut self, destination: &str) -> Inline<Written> {
        let content = self.words("here");
        let span = self.span(&format!("[here]({destination})"));
        let written = Written::Link {
            destination: destination.into(),
            title: String::new(),
            defined_at: None,
        };
        Inline { span, kind: InlineKind::Reference(Box::new(written), content) }
    }

    pub(super) fn paragraph(content: Vec<Inline<Written>>) -> Block<Written> {
        let span = content[0].span;
        Block { span, id: None, kind: BlockKind::Paragraph(content) }
    }

    pub(super) fn heading(&mut self, text: &str, id: &str) -> Block<Written> {
        let content = self.words(text);
        let kind = BlockKind::Heading { level: 2, content };
        Block { span: self.span(text), id: Some(id.into()), kind }
    }

    pub(super) fn person(&mut self, name: &str) -> PersonEntry {
        let membership = Membership {
            role: "member".into(),
            start: None,
            end: None,
            extra: crate::model::Extra::default(),
        };
        PersonEntry {
            id: self.typed(&crate::text::slug(name)),
            name: self.typed(name),
            aliases: Vec::new(),
            affiliation: None,
            country: None,
            zone: None,
            links: Vec::new(),
            memberships: vec![membership],
            extra: Extra::new(),
        }
    }

    fn set(&mut self, id: &str, name: &str, numbers: &[&str]) {
        let recommendations = numbers
            .iter()
            .map(|number| RecEntry {
                number: self.typed(number),
                title: self.typed("A recommendation"),
                text: Vec::new(),
                group: None,
                status: None,
                priority: None,
                owners: Vec::new(),
                target: None,
                deliverables: Vec::new(),
                updates: Vec::new(),
                extra: Extra::new(),
            })
            .collect();
        let set = SetFile {
            id: id.into(),
            file: FileId(0),
            title: self.typed(&format!("{name} report")),
            name: self.typed(name),
            issued: None,
            url: None,
            statuses: Vec::new(),
            recommendations,
            extra: Extra::new(),
        };
        self.contents.sets.push(set);
    }

    pub(super) fn page(&mut self, id: &str, title: &str) -> PageFile {
        PageFile {
            id: id.into(),
            file: FileId(0),
            body_at: 0,
            path: format!("content/pages/{id}.md").into(),
            title: self.typed(title),
            nav: None,
            description: None,
            aliases: Vec::new(),
            is_draft: false,
            dates: Dates::default(),
            body: vec![self.heading("Contact", "contact")],
            attachments: Vec::new(),
            extra: Extra::new(),
        }
    }

    pub(super) fn briefing(&mut self, id: &str, meeting: &str) -> BriefingFile {
        BriefingFile {
            id: id.into(),
            file: FileId(0),
            body_at: 0,
            path: format!("content/briefings/{id}.md").into(),
            title: self.typed("A briefing"),
            description: None,
            meeting: Some(self.typed(meeting)),
            date: None,
            presenters: self.typed_all(&["David Conrad"]),
            recommendations: self.typed_all(&["ssr1/10"]),
            records: Vec::new(),
            has_lost_record: false,
            aliases: Vec::new(),
            is_draft: false,
            dates: Dates::default(),
            body: Vec::new(),
            attachments: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// A meeting, to be changed.
    pub(super) fn meeting_at(&mut self, at: usize) -> &mut MeetingFile {
        Arc::get_mut(&mut self.contents.meetings[at]).unwrap()
    }

    pub(super) fn meeting(&mut self, id: &str, number: u32, date: &str) -> MeetingFile {
        MeetingFile {
            has_lost_title: false,
            id: id.into(),
            file: FileId(0),
            body_at: 0,
            path: format!("content/meetings/2017/{id}.md").into(),
            title: self.typed(&format!("Plenary call #{number}")),
            series: self.typed("plenary"),
            number: Some(self.at(number, "number")),
            date: self.at(day(date), date),
            end_date: None,
            start: self.at(clock("06:00"), "06:00"),
            ends: Ends::At(self.at(clock("07:00"), "07:00")),
            zone: Zone::utc(),
            takes_later_fold: None,
            location: None,
            status: None,
            aliases: Vec::new(),
            chair: Vec::new(),
            description: None,
            is_draft: false,
            dates: Dates::default(),
            approved: None,
            moved: Vec::new(),
            amendments: Vec::new(),
            attendance: Vec::new(),
            records: Vec::new(),
            has_lost_record: false,
            joins: Vec::new(),
            agenda: Vec::new(),
            has_agenda_file: false,
            body: Vec::new(),
            attachments: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// A log by lists: members, apologies, partial.
    pub(super) fn log(
        &mut self,
        members: &[&str],
        apologies: &[&str],
        partial: &[&str],
    ) -> LogEntry {
        let partial = self.typed_all(partial);
        LogEntry {
            day: None,
            members: self.typed_all(members),
            staff: Vec::new(),
            observers: Vec::new(),
            guests: Vec::new(),
            apologies: self.typed_all(apologies),
            partial: partial.into_iter().map(|name| (name, "late".to_owned())).collect(),
            remote: Vec::new(),
        }
    }

    pub(super) fn row(
        &mut self,
        id: Option<&str>,
        title: &str,
        owner: Option<&str>,
        due: Option<&str>,
        status: Option<&str>,
    ) -> ActionRow {
        let title = self.words(title);
        let title_span = title[0].span;
        ActionRow {
            id_slot: crate::model::IdSlot::None,
            span: self.span("row"),
            id: id.map(|id| self.typed(id)),
            title,
            title_span,
            is_spoken: false,
            owner: owner.map(|owner| self.typed(owner)),
            due: due.map(|due| self.typed(due)),
            status: status.map(|status| self.typed(status)),
            note: None,
            owner_place: title_span,
            due_place: title_span,
            has_empty_due: false,
            surplus: None,
        }
    }

    pub(super) fn entry(&mut self, id: &str, opened: &str) -> ActionEntry {
        let title = self.words("An entry");
        ActionEntry {
            id: self.typed(id),
            title_span: title[0].span,
            title,
            owners: Vec::new(),
            due: None,
            opened: self.at(day(opened), opened),
            source: None,
            category: None,
            status: None,
            note: None,
            updates: Vec::new(),
            extra: Extra::new(),
        }
    }

    pub(super) fn decision(&mut self, id: Option<&str>, replaces: &[&str]) -> DecisionItem {
        let text = self.words("We decide.");
        DecisionItem {
            id_slot: crate::model::IdSlot::None,
            span: text[0].span,
            id: id.map(|id| self.typed(id)),
            replaces: self.typed_all(replaces),
            amends: Vec::new(),
            clarifies: Vec::new(),
            text: vec![Self::paragraph(text)],
        }
    }

    pub(super) fn agenda_day(items: Vec<AgendaItemEntry>) -> AgendaDayEntry {
        AgendaDayEntry {
            span: items[0].span,
            date: None,
            title: None,
            start: None,
            end: None,
            zone: None,
            location: None,
            items,
        }
    }

    pub(super) fn agenda_item(
        &mut self,
        title: &str,
        items: Vec<AgendaItemEntry>,
    ) -> AgendaItemEntry {
        let title = self.words(title);
        AgendaItemEntry {
            extra: crate::model::Extra::default(),
            span: title[0].span,
            start: None,
            end: None,
            zone: None,
            number: None,
            title,
            kind: None,
            presenters: Vec::new(),
            recommendations: None,
            body: Vec::new(),
            items,
        }
    }

    /// Links it all.
    pub(super) fn link_all(self) -> Linked {
        let sources = Sources::new(vec![SourceFile::new("content/all", self.text)]);
        let mut sink = Sink::default();
        let archive = link(self.contents, &sources, &mut sink);
        let report = sink.finish(&std::collections::BTreeMap::new());
        let said = report.diagnostics.into_iter().map(|one| {
            let one = one.diagnostic;
            let help = one.help.map_or_else(String::new, |help| format!("; {help}"));
            format!("{}: {} @ {}{help}", one.code.name(), one.message, sources.slice(one.span))
        });
        Linked { archive, said: said.collect() }
    }

    /// Adds paragraphs of text to Plenary call #15.
    pub(super) fn say(&mut self, content: Vec<Inline<Written>>) {
        let prose = Stored::new(&self.text.as_str().into(), vec![Self::paragraph(content)]);
        self.meeting_at(0).body.push(Section::Prose(prose));
    }
}

fn nothing() -> Contents {
    Contents {
        site: site(),
        people: Vec::new(),
        groups: Vec::new(),
        teams: Vec::new(),
        terms: Vec::new(),
        actions: Vec::new(),
        decisions: Vec::new(),
        sets: Vec::new(),
        meetings: Vec::new(),
        briefings: Vec::new(),
        pages: Vec::new(),
        ledger: Vec::new(),
        dates: BTreeMap::new(),
        unreadable: crate::model::Unreadable::default(),
    }
}

fn site() -> Site {
    let nowhere = Span::new(FileId(0), 0..0);
    let series = Series {
        id: SeriesId::new("plenary"),
        name: "Plenary call".into(),
        counts_attendance: true,
        extra: Extra::new(),
    };
    Site {
        title: "Team".into(),
        description: String::new(),
        base_url: "https://example.org/".into(),
        language: "en".into(),
        theme: Spanned::new("default".into(), nowhere),
        zone: Zone::utc(),
        display_zones: Vec::new(),
        as_of: None,
        contact: None,
        repository: None,
        default_recommendations: Some(Spanned::new(SetId::new("ssr1"), nowhere)),
        series: vec![series],
        autolink: Autolink::default(),
        sections: Sections::default(),
        check: std::collections::BTreeMap::new(),
        redirects: Vec::new(),
        redact: Vec::new(),
        nav: Vec::new(),
        extra: Extra::new(),
    }
}
