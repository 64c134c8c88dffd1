//! A meeting's page: the record itself.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    Made, Scope,
    at::{At, Html, Link, join},
    each,
    frame::{Frame, one_line},
    part::{self, DecisionRow, RecordRow, State},
};
use crate::{
    derive::{FieldChange, Step},
    model::{
        Action, ActionId, Address, AgendaDay, AgendaItem, Approval, Extra, ItemKind, Join, Meeting,
        MeetingStatus, Name, Part, PersonId, Target,
    },
    render::{
        head,
        html::{self, Base, Writer, times},
    },
    source::prose::BlockKind,
    text::plural,
    time::{Moment, Zone, long_day},
};

#[derive(Serialize)]
struct MeetingView {
    id: String,
    series: String,
    /// The key of `site.series`.
    series_id: String,
    number: Option<u32>,
    state: State,
    days: Html,
    start: Html,
    end: Html,
    utc: Html,
    zone: String,
    zones: Vec<ZoneRow>,
    location: Option<String>,
    chair: Html,
    description: Option<String>,
    joins: Vec<JoinRow>,
    calendar: String,
    approval: Option<Html>,
    amendments: Vec<Html>,
    moved: Vec<Html>,
    parts: Vec<PartView>,
    attendance: Vec<Group>,
    records: Vec<RecordRow>,
    attachments: Vec<RecordRow>,
    changes: Vec<Html>,
    briefings: Vec<Link>,
    aliases: Vec<String>,
    extra: Extra,
}

/// The meeting's time on the clock of a zone.
#[derive(Serialize)]
struct ZoneRow {
    zone: String,
    start: Html,
    end: Html,
    /// The day, where it is not the meeting's own.
    other_day: Option<Html>,
}

#[derive(Serialize)]
struct JoinRow {
    audience: Option<String>,
    title: String,
    href: Option<String>,
}

/// Some who took part, or did not.
#[derive(Serialize)]
struct Group {
    word: &'static str,
    count: usize,
    names: Html,
}

/// A part of the body, in its place.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum PartView {
    Prose { html: Html },
    Agenda { has_heading: bool, days: Vec<DayView> },
    Actions { label: String, rows: Vec<RowView> },
    Decisions { rows: Vec<DecisionRow> },
}

#[derive(Serialize)]
struct DayView {
    /// Made of its date, and of its place where a day comes twice.
    id: String,
    title: Option<String>,
    day: Option<Html>,
    time: Option<Html>,
    location: Option<String>,
    items: Vec<ItemView>,
}

/// An item of the agenda; nesting is told by what begins and ends after it.
#[derive(Serialize)]
struct ItemView {
    id: String,
    class: &'static str,
    time: Option<Html>,
    number: Option<String>,
    title: Html,
    presenters: Option<Html>,
    recommendations: Option<Html>,
    body: Html,
    /// Whether its own items follow.
    opens: bool,
    /// How many lists end after it.
    closes: Vec<()>,
}

/// A row of a table of items, as it stood after the meeting.
#[derive(Serialize)]
struct RowView {
    anchor: Option<String>,
    written: Option<String>,
    id: String,
    href: Option<String>,
    title: Html,
    owners: Html,
    due: Html,
    state: State,
    note: Option<Html>,
    /// What it is now, where that differs.
    now: Option<State>,
}

pub(super) fn pages(scope: &Scope<'_>) -> Vec<Made> {
    let meetings: Vec<&Meeting> = scope.ctx.archive.meetings_in_order().collect();
    each(&meetings, |meeting| page(scope, meeting))
}

fn page(scope: &Scope<'_>, meeting: &Meeting) -> Made {
    let target = Target::Meeting(meeting.id.clone());
    let at = scope.at(Address::of(&target));
    scope.show(
        "page/meeting.html",
        &frame(scope, &at, meeting, &target),
        &view(scope, &at, meeting),
    )
}

fn frame(scope: &Scope<'_>, at: &At<'_>, meeting: &Meeting, target: &Target) -> Frame {
    let (before, after) = scope.index.neighbours(&meeting.series, &meeting.id);
    let link =
        |id: Option<&crate::model::MeetingId>| id.map(|id| at.target(&Target::Meeting(id.clone())));
    let json = head::json_ld_meeting(&scope.ctx, meeting).to_string().replace('<', "\\u003c");
    let mut frame = Frame::new(at, "meeting", &meeting.title)
        .of_thing(scope, at, target)
        .below(at, "meetings", "Meetings", "meetings.html")
        .described(description(at, meeting))
        .between("in its series", [link(before), link(after)])
        .sourced(at.source(meeting.source.as_str()))
        .also(
            at,
            &format!("meetings/{}.ics", meeting.id),
            "text/calendar",
            "This meeting as a calendar event",
        )
        .data(at, "data/meetings.json");
    frame.json_ld = Some(json);
    if scope.index.is_shared(&meeting.title) {
        frame.full_title =
            format!("{}, {} · {}", meeting.title, meeting.id, at.ctx.archive.site.title);
    }
    frame
}

/// The meeting's own line, or when and where it was.
fn description(at: &At<'_>, meeting: &Meeting) -> String {
    let when = format!(
        "{}, {}, {}–{} {}",
        meeting.title,
        long_day(meeting.date),
        times::hours(&meeting.start),
        times::hours(&meeting.end),
        meeting.end.abbreviation()
    );
    match &meeting.description {
        Some(words) => format!("{when}: {words}"),
        None => format!("{when}. {}", at.ctx.archive.site.title),
    }
}

fn view(scope: &Scope<'_>, at: &At<'_>, meeting: &Meeting) -> MeetingView {
    let status = part::meeting_status(at, meeting);
    let briefings = scope.index.briefings.get(&meeting.id).map_or(&[][..], Vec::as_slice);
    MeetingView {
        id: meeting.id.to_string(),
        series: part::series_name(at, meeting),
        series_id: meeting.series.to_string(),
        number: meeting.number,
        state: State::new(status.name(), status.name()),
        days: part::days(meeting),
        start: Html(classed(&meeting.start, "dt-start")),
        end: Html(classed(&meeting.end, "dt-end")),
        utc: Html(times::utc_beside(&meeting.start, Some(&meeting.end))),
        zone: meeting.zone.name().to_owned(),
        zones: zones(at, meeting),
        location: meeting.location.clone(),
        chair: at.names(&meeting.chair),
        description: meeting.description.clone(),
        joins: meeting.joins.iter().map(join_row).collect(),
        calendar: at.file(&format!("meetings/{}.ics", meeting.id)),
        approval: approval(at, meeting, status),
        amendments: amendments(meeting),
        moved: moved(meeting),
        parts: parts(at, meeting),
        attendance: attendance(at, meeting),
        records: part::records(at, &meeting.records),
        attachments: part::attachments(at, &meeting.attachments, &meeting.records),
        changes: changes(scope, at, meeting),
        briefings: briefings.iter().map(|&id| at.target(&Target::Briefing(id.clone()))).collect(),
        aliases: names(meeting),
        extra: meeting.extra.clone(),
    }
}

/// The other ids it answers to.
fn names(meeting: &Meeting) -> Vec<String> {
    let aliases = meeting.aliases.iter().map(|alias| &alias.value);
    aliases.filter(|alias| !alias.starts_with('/')).cloned().collect()
}

/// A time of day with its abbreviation, marked for programs.
fn classed(moment: &Moment, class: &str) -> String {
    let html =
        times::instant(moment, &format!("{} {}", times::hours(moment), moment.abbreviation()));
    html.replacen('>', &format!(" class=\"{class}\">"), 1)
}

/// The meeting's own clock, then UTC and the display zones, each once.
fn zones(at: &At<'_>, meeting: &Meeting) -> Vec<ZoneRow> {
    let utc = Zone::utc();
    let all = [&meeting.zone, &utc].into_iter().chain(&at.ctx.archive.site.display_zones);
    let mut seen = BTreeSet::new();
    let once = all.filter(|zone| seen.insert(zone.name().to_owned()));
    once.map(|zone| zone_row(meeting, zone)).collect()
}

fn zone_row(meeting: &Meeting, zone: &Zone) -> ZoneRow {
    let (start, end) = (meeting.start.in_zone(zone), meeting.end.in_zone(zone));
    let clock = |moment: &Moment, own: &Moment| {
        let words = format!("{} {}", times::hours(moment), moment.abbreviation());
        let day = (moment.day() != own.day()).then(|| format!("{}, ", long_day(moment.day())));
        Html(times::instant(moment, &(day.unwrap_or_default() + &words)))
    };
    let other_day = (start.day() != meeting.start.day()).then(|| Html(times::weekday(start.day())));
    ZoneRow {
        zone: zone.name().to_owned(),
        end: clock(&end, &start),
        start: clock(&start, &start),
        other_day,
    }
}

fn join_row(join: &Join) -> JoinRow {
    JoinRow {
        audience: join.audience.clone(),
        title: join.title.clone(),
        href: join.url.as_deref().and_then(html::safe_url),
    }
}

/// What is known of the minutes; nothing of a meeting that was not held.
fn approval(at: &At<'_>, meeting: &Meeting, status: MeetingStatus) -> Option<Html> {
    let as_of = at.ctx.registers.as_of;
    let approved = match &meeting.approved {
        Some(Approval::At(id)) => at.ctx.archive.meetings.get(id).map(|other| {
            let link = at.target_html(&Target::Meeting(id.clone())).0;
            (other.date, format!("Approved at {link} on {}.", times::day(other.date)))
        }),
        Some(Approval::On(day)) => Some((*day, format!("Approved on {}.", times::day(*day)))),
        None => None,
    };
    let words = approved.filter(|(day, _)| *day <= as_of).map(|(_, words)| words);
    let not_yet = (status == MeetingStatus::Held).then(|| "Not approved yet.".to_owned());
    words.or(not_yet).map(Html)
}

fn amendments(meeting: &Meeting) -> Vec<Html> {
    let line = |one: &crate::model::Amendment| {
        Html(format!("{}: {}", times::day(one.date), html::escape(&one.what)))
    };
    meeting.amendments.iter().map(line).collect()
}

fn moved(meeting: &Meeting) -> Vec<Html> {
    let line = |one: &crate::model::Moved| {
        let mut line = format!("Moved on {}", times::day(one.on));
        if let Some(from) = one.from {
            let _ = write!(line, ", from {} {}", long_day(from.date()), from.format("%H:%M"));
        }
        if let Some(why) = &one.why {
            let _ = write!(line, ": {}", html::escape(why));
        }
        Html(line)
    };
    meeting.moved.iter().map(line).collect()
}

/// The body, in order; an agenda that has no place in it stands before.
fn parts(at: &At<'_>, meeting: &Meeting) -> Vec<PartView> {
    let mut body = Body::new(at, meeting);
    let mut views = Vec::new();
    let has_place = meeting.parts.iter().any(|part| matches!(part, Part::Agenda));
    if !has_place {
        views.extend(body.agenda(true));
    }
    let mut after_heading = false;
    for part in &meeting.parts {
        match part {
            Part::Prose(blocks) => {
                after_heading = matches!(
                    blocks.last().map(|block| &block.kind),
                    Some(BlockKind::Heading { .. })
                );
                views.push(PartView::Prose { html: Html(body.writer.blocks(blocks)) });
            }
            Part::Agenda => views.extend(body.agenda(!after_heading)),
            Part::Actions(rows) => views.push(body.actions(rows)),
            Part::Decisions(ids) => views.push(body.decisions(ids)),
        }
    }
    views
}

/// The body while it is written: footnotes are counted and ids kept apart through all its parts.
struct Body<'a> {
    at: &'a At<'a>,
    meeting: &'a Meeting,
    writer: Writer<'a>,
    has_agenda: bool,
    n_tables: usize,
    /// How many days of the agenda have had a date so far.
    days: BTreeMap<NaiveDate, usize>,
}

impl<'a> Body<'a> {
    fn new(at: &'a At<'a>, meeting: &'a Meeting) -> Self {
        let mut writer = Writer::new(at.ctx, Base::Page(&at.page));
        for part in &meeting.parts {
            if let Part::Prose(blocks) = part {
                writer.expect(blocks);
            }
        }
        let items = meeting.agenda.iter().flat_map(|day| &day.items);
        items.for_each(|item| expect_item(&mut writer, item));
        Self { at, meeting, writer, has_agenda: false, n_tables: 0, days: BTreeMap::new() }
    }

    /// An id, where it was not given before.
    fn once(&mut self, id: &str) -> Option<String> {
        (!id.is_empty() && self.writer.gives(id)).then(|| id.to_owned())
    }

    /// The agenda, the first time it is asked for.
    fn agenda(&mut self, has_heading: bool) -> Option<PartView> {
        let meeting = self.meeting;
        if std::mem::replace(&mut self.has_agenda, true) || meeting.agenda.is_empty() {
            return None;
        }
        let days = meeting.agenda.iter().map(|day| self.day(day)).collect();
        Some(PartView::Agenda { has_heading, days })
    }

    fn day(&mut self, day: &AgendaDay) -> DayView {
        let is_one_of_several = self.meeting.agenda.len() > 1 || day.date != self.meeting.date;
        let mut items = Vec::new();
        self.push_items(&day.items, &mut items);
        DayView {
            id: self.day_id(day),
            title: day.title.clone(),
            day: (is_one_of_several || day.title.is_some()).then(|| Html(times::weekday(day.date))),
            time: day.start.as_ref().map(|start| Html(times::clock_span(start, day.end.as_ref()))),
            location: day.location.clone(),
            items,
        }
    }

    fn day_id(&mut self, day: &AgendaDay) -> String {
        let n = self.days.entry(day.date).or_insert(0);
        *n += 1;
        if *n == 1 { format!("day-{}", day.date) } else { format!("day-{}-{n}", day.date) }
    }

    fn push_items(&mut self, items: &[AgendaItem], out: &mut Vec<ItemView>) {
        for item in items {
            let view = self.item(item);
            out.push(view);
            self.push_items(&item.items, out);
            if let (false, Some(last)) = (item.items.is_empty(), out.last_mut()) {
                last.closes.push(());
            }
        }
    }

    fn item(&mut self, item: &AgendaItem) -> ItemView {
        let time = match (&item.start, &item.end) {
            (Some(start), end) => Some(times::clock_span(start, end.as_ref())),
            (None, Some(end)) => Some(format!("until {}", times::clock(end))),
            (None, None) => None,
        };
        let recs = self.at.recs(&item.recommendations);
        ItemView {
            id: self.once(&item.id).unwrap_or_default(),
            class: item.kind.name(),
            time: time.map(Html),
            number: item.number.clone(),
            title: Html(self.writer.words(&item.title)),
            presenters: (!item.presenters.is_empty()).then(|| self.at.names(&item.presenters)),
            recommendations: (item.kind == ItemKind::Briefing && !recs.0.is_empty())
                .then_some(recs),
            body: Html(self.writer.blocks(&item.body)),
            opens: !item.items.is_empty(),
            closes: Vec::new(),
        }
    }

    fn actions(&mut self, rows: &[(ActionId, usize)]) -> PartView {
        self.n_tables += 1;
        let label = match self.n_tables {
            1 => "Action items".into(),
            n => format!("Action items, table {n}"),
        };
        let rows = rows.iter().filter_map(|(id, event)| self.row(id, *event)).collect();
        PartView::Actions { label, rows }
    }

    /// An item as it stood after its `n`th event.
    fn row(&mut self, id: &ActionId, n: usize) -> Option<RowView> {
        let archive = self.at.ctx.archive;
        let action = archive.actions.get(id)?;
        let event = action.events.get(n)?;
        let stood = Stood::after(action, n);
        let register = self.at.ctx.registers.actions.get(id);
        let state = part::status(&stood.status);
        let now = register.map(part::action_state).filter(|now| now.class != state.class);
        let anchor = self.once(&event.anchor);
        let written =
            (id.as_str() != event.anchor.as_ref()).then(|| self.once(id.as_str())).flatten();
        let words =
            |writer: &mut Writer<'_>, words: &crate::model::Words| Html(writer.words(words));
        Some(RowView {
            written: written.filter(|_| anchor.is_some()),
            anchor,
            id: id.to_string(),
            href: register.map(|_| self.at.href(&Address::of(&Target::Action(id.clone())))),
            title: stood.title.map(|title| words(&mut self.writer, title)).unwrap_or_default(),
            owners: self.at.owners(stood.owners),
            due: At::due(stood.due),
            state,
            note: event.note.as_ref().map(|note| words(&mut self.writer, note)),
            now,
        })
    }

    fn decisions(&mut self, ids: &[crate::model::DecisionId]) -> PartView {
        let rows = ids.iter().filter_map(|id| {
            let decision = self.at.ctx.archive.decisions.get(id)?;
            self.writer.expect(&decision.text);
            let text = self.writer.blocks(&decision.text);
            let mut row = part::decision_row(self.at, id, text)?;
            row.anchor = row.anchor.and_then(|anchor| self.once(&anchor));
            row.written = row.written.and_then(|written| self.once(&written));
            Some(row)
        });
        PartView::Decisions { rows: rows.collect() }
    }
}

fn expect_item(writer: &mut Writer<'_>, item: &AgendaItem) {
    writer.expect(&item.body);
    item.items.iter().for_each(|item| expect_item(writer, item));
}

/// What an item was after one of its events: each leaves what it does not speak of.
struct Stood<'a> {
    title: Option<&'a crate::model::Words>,
    owners: &'a [crate::model::Owner],
    due: Option<&'a crate::model::Due>,
    status: crate::model::ActionStatus,
}

impl<'a> Stood<'a> {
    fn after(action: &'a Action, n: usize) -> Self {
        let before = || action.events.iter().take(n + 1).rev();
        let status = before().find_map(|event| event.status.as_ref());
        Self {
            title: before().find_map(|event| event.title.as_ref()),
            owners: before().find_map(|event| event.owners.as_deref()).unwrap_or_default(),
            due: before().find_map(|event| event.due.as_ref()),
            status: status.map_or(crate::model::ActionStatus::Open, |one| one.status.clone()),
        }
    }
}

/// Who was there, who was excused, who was missing.
fn attendance(at: &At<'_>, meeting: &Meeting) -> Vec<Group> {
    let Some(log) = at.ctx.registers.attendance.meetings.get(&meeting.id) else {
        return Vec::new();
    };
    let person = |id: &PersonId| at.name(&Name::Person(id.clone()));
    let present = |id: &PersonId| {
        let part = log.partial.iter().find(|(who, _)| who == id).map(|(_, how)| how.as_str());
        let is_remote =
            log.remote.iter().any(|name| matches!(name, Name::Person(who) if who == id));
        noted(person(id), part, is_remote)
    };
    let others = |names: &[Name]| (names.len(), at.names(names));
    let people = |ids: &[PersonId]| (ids.len(), join(ids.iter().map(person)));
    let groups = [
        ("Present", (log.present.len(), join(log.present.iter().map(present)))),
        ("Apologies", people(&log.apologies)),
        ("Absent", people(&log.absent)),
        ("Also present", (log.others.len(), join(log.others.iter().map(present)))),
        ("Staff", others(&log.staff)),
        ("Observers", others(&log.observers)),
        ("Guests", others(&log.guests)),
    ];
    let some = groups.into_iter().filter(|(_, (count, _))| *count > 0);
    some.map(|(word, (count, names))| Group { word, count, names }).collect()
}

/// A name, with how they were there in brackets: "joined 06:20, remote".
fn noted(name: Html, part: Option<&str>, is_remote: bool) -> Html {
    let part = part.map(|how| if how.is_empty() { "in part" } else { how });
    let notes: Vec<&str> = part.into_iter().chain(is_remote.then_some("remote")).collect();
    if notes.is_empty() {
        name
    } else {
        Html(format!("{} ({})", name.0, html::escape(&notes.join(", "))))
    }
}

/// What the meeting changed in the registers, a line a kind.
fn changes(scope: &Scope<'_>, at: &At<'_>, meeting: &Meeting) -> Vec<Html> {
    let index = &scope.index;
    let steps = index.steps.get(&meeting.id).map_or(&[][..], Vec::as_slice);
    let of = |is_wanted: &dyn Fn(&Step, bool) -> bool| -> Vec<Target> {
        let wanted = steps.iter().filter(|(_, step, opens)| is_wanted(step, *opens));
        wanted.map(|(id, ..)| Target::Action((*id).clone())).collect()
    };
    let closes = |step: &Step| {
        step.changes
            .iter()
            .any(|change| matches!(change, FieldChange::Status(_, to, _) if !to.is_open()))
    };
    let decisions = index.decisions.get(&meeting.id).map_or(&[][..], Vec::as_slice);
    let decided = decisions.iter().map(|&id| Target::Decision(id.clone())).collect();
    let approved = index.approvals.get(&meeting.id).map_or(&[][..], Vec::as_slice);
    let approved = approved.iter().map(|&id| Target::Meeting(id.clone())).collect();
    let lines = [
        ("action item opened", "action items opened", of(&|_, opens| opens)),
        ("action item closed", "action items closed", of(&|step, opens| !opens && closes(step))),
        (
            "action item updated",
            "action items updated",
            of(&|step, opens| !opens && !closes(step) && !step.changes.is_empty()),
        ),
        ("decision taken", "decisions taken", decided),
        ("record approved", "records approved", approved),
    ];
    let mut lines: Vec<Html> = lines
        .into_iter()
        .filter(|(.., targets)| !targets.is_empty())
        .map(|(one, many, targets)| told(at, one, many, &targets))
        .collect();
    let updates = index.updates.get(&meeting.id).map_or(&[][..], Vec::as_slice);
    lines.extend(updates.iter().filter_map(|(id, update)| {
        let status = html::escape(update.status.as_deref()?);
        let rec = at.target_html(&Target::Recommendation((*id).clone()));
        Some(Html(format!("{}: {status}", rec.0)))
    }));
    lines
}

fn told(at: &At<'_>, one: &str, many: &str, targets: &[Target]) -> Html {
    let links = join(targets.iter().map(|target| at.target_html(target)));
    Html(format!("{}: {}", plural(targets.len(), one, many), links.0))
}

/// What a meeting's page says, for the search.
pub(super) fn digest(meeting: &Meeting) -> String {
    let mut text = String::new();
    for day in &meeting.agenda {
        for item in &day.items {
            let _ = write!(text, "{}. ", crate::source::prose::plain(&item.title));
        }
    }
    for part in &meeting.parts {
        if let Part::Prose(blocks) = part {
            text.push_str(&crate::source::prose::plain_blocks(blocks));
            text.push(' ');
        }
    }
    one_line(&text, 600)
}
