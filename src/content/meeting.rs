//! A meeting's page: its front matter and body.

use std::collections::BTreeSet;

use chrono::{Duration, NaiveDate, NaiveTime};

use super::{
    agenda_file, body, keys,
    page::{self, Opened},
    places::{SourceText, records, value},
    written::{ApprovedEntry, Ends, LogEntry, MeetingFile, MovedEntry, Text},
};
use crate::{
    diagnostic::{Diagnostic, Sink, code},
    model::{Amendment, Join, MeetingStatus, Site},
    source::{Span, Spanned},
    syntax::{
        fields::Fields,
        toml::{Table, Value},
    },
};

/// What a meeting needs besides its title.
struct When {
    date: Spanned<NaiveDate>,
    end_date: Option<Spanned<NaiveDate>>,
    start: Spanned<NaiveTime>,
    ends: Ends,
}

/// Reads a page and the `agenda.toml` beside it; none where it says too little to be a meeting,
/// which is told.
pub(super) fn read(
    opened: &Opened<'_>,
    id: &str,
    agenda: Option<&SourceText<'_>>,
    site: &Site,
    sink: &mut Sink,
) -> Option<MeetingFile> {
    let mut fields = Fields::new(opened.table.clone(), &keys::MEETING, sink).at(opened.header());
    let Told { mut meeting, is_dated } = told(opened, id, site, &mut fields);
    if is_dated {
        known_days(&meeting, &mut fields);
    }
    fields.finish();
    // Dates of the body are read by the meeting's: without one they would be read wrong.
    if is_dated {
        read_body(&mut meeting, opened, agenda, site, sink);
    }
    is_dated.then_some(meeting)
}

/// What the front matter tells, with stand-ins for what it leaves out.
struct Told {
    meeting: MeetingFile,
    is_dated: bool,
}

fn told(opened: &Opened<'_>, id: &str, site: &Site, fields: &mut Fields<'_>) -> Told {
    let title = fields.required_text("title");
    let series = fields.required_text("series");
    // numbers count within a series
    let number = number(fields).filter(|_| series.is_some());
    let header = opened.header();
    let when = when(fields, header);
    let zone = fields.zone("zone").unwrap_or_else(|| site.zone.clone());
    let is_dated = when.is_some();
    let when = when.unwrap_or_else(|| When::unknown(header));
    let records = records(fields);
    let meeting = MeetingFile {
        has_lost_title: opened.has_lost_title(),
        id: id.to_owned(),
        file: opened.source.id,
        body_at: opened.body.start,
        path: opened.path.to_owned(),
        title: title.unwrap_or_else(|| Spanned::new(id.to_owned(), header)),
        series: series.unwrap_or_else(|| Spanned::new(String::new(), header)),
        number,
        date: when.date,
        end_date: when.end_date,
        start: when.start,
        ends: when.ends,
        takes_later_fold: fold(fields),
        location: value(fields.text("location")),
        status: fields.one_of("status", &STATUSES),
        aliases: page::aliases(fields),
        chair: fields.texts("chair"),
        description: value(fields.text("description")),
        is_draft: fields.flag("draft").unwrap_or(false),
        dates: page::dates(fields),
        approved: approved(fields),
        moved: moved(fields),
        amendments: amendments(fields),
        attendance: attendance(fields),
        records: records.value,
        has_lost_record: !records.is_whole,
        joins: joins(fields),
        agenda: Vec::new(),
        has_agenda_file: false,
        body: Vec::new(),
        attachments: Vec::new(),
        extra: fields.extra(),
        zone,
    };
    Told { meeting, is_dated }
}

/// Holds the days of a log to the days of the meeting.
fn known_days(meeting: &MeetingFile, fields: &mut Fields<'_>) {
    let first = meeting.date.value;
    let last = meeting.end_date.as_ref().map_or(first, |day| day.value);
    let mut seen = BTreeSet::new();
    for day in meeting.attendance.iter().filter_map(|log| log.day.as_ref()) {
        if !(first..=last).contains(&day.value) {
            let message = format!("{} is no day of the meeting", day.value);
            fields.say(code::KEY_VALUE, day.span, message, days(first, last));
        } else if !seen.insert(day.value) {
            let message = format!("there is a log of {} already", day.value);
            fields.say(code::KEY_VALUE, day.span, message, "put both into one table".into());
        }
    }
}

fn days(first: NaiveDate, last: NaiveDate) -> String {
    if first == last {
        return format!("write `day = {first}`, or delete the line");
    }
    format!("write a day from {first} to {last}")
}

impl When {
    /// Stands in for what the page does not say; nobody gets to see it.
    fn unknown(header: Span) -> Self {
        Self {
            date: Spanned::new(NaiveDate::default(), header),
            end_date: None,
            start: Spanned::new(NaiveTime::default(), header),
            ends: Ends::After(Spanned::new(Duration::hours(1), header)),
        }
    }
}

fn read_body(
    meeting: &mut MeetingFile,
    opened: &Opened<'_>,
    agenda: Option<&SourceText<'_>>,
    site: &Site,
    sink: &mut Sink,
) {
    let (source, range) = (&opened.source, opened.body.clone());
    let body =
        body::read(source.text, source.id, range, meeting.date.value, site, &meeting.zone, sink);
    meeting.body = body.sections;
    meeting.agenda = body.agenda;
    read_agenda_file(meeting, agenda, body.agenda_span, sink);
    hold_days(meeting, sink);
}

/// Tells days of the agenda on which the meeting is not held.
fn hold_days(meeting: &MeetingFile, sink: &mut Sink) {
    let first = meeting.date.value;
    let stated = meeting.end_date.as_ref().map_or(first, |day| day.value);
    let length =
        if let Ends::After(length) = &meeting.ends { length.value } else { Duration::zero() };
    let end = first.and_time(meeting.start.value).checked_add_signed(length);
    let last = end.map_or(stated, |end| end.date().max(stated));
    let is_outside = |day: &&Spanned<NaiveDate>| !(first..=last).contains(&day.value);
    for day in meeting.agenda.iter().filter_map(|day| day.date.as_ref()).filter(is_outside) {
        let code = if meeting.has_agenda_file { code::KEY_VALUE } else { code::AGENDA_OUTSIDE_DAY };
        let message = format!("{} is no day of the meeting", day.value);
        let help = if first == last {
            format!("write `{first}`, or give the meeting its last day: `end_date = {}`", day.value)
        } else {
            format!("write a day from {first} to {last}, or mend the meeting's own")
        };
        sink.push(Diagnostic::new(code, day.span, message).help(help));
    }
}

fn read_agenda_file(
    meeting: &mut MeetingFile,
    agenda: Option<&SourceText<'_>>,
    section: Option<Span>,
    sink: &mut Sink,
) {
    let Some(file) = agenda else { return };
    let days = agenda_file::read(file, sink);
    // A file that says nothing is no agenda; a broken one may be.
    if days.as_ref().is_some_and(Vec::is_empty) {
        return;
    }
    meeting.has_agenda_file = true;
    if let Some(span) = section {
        sink.push(twice(span, file.span(0..0)));
    }
    meeting.agenda = days.unwrap_or_default();
}

pub(super) const STATUSES: [(&str, MeetingStatus); 3] = [
    ("scheduled", MeetingStatus::Scheduled),
    ("held", MeetingStatus::Held),
    ("cancelled", MeetingStatus::Cancelled),
];

fn number(fields: &mut Fields<'_>) -> Option<Spanned<u32>> {
    let found = fields.integer("number")?;
    if let Ok(number @ 1..) = u32::try_from(found.value) {
        return Some(Spanned::new(number, found.span));
    }
    let message = format!("`{}` is no number of a meeting", found.value);
    fields.say(code::KEY_VALUE, found.span, message, "write a whole number from 1".into());
    None
}

/// Date, start and end; all that is wrong with them is told. A meeting with a day is read to its
/// end whatever its times are, so that all of it is told at once: where they cannot be read, it
/// lasts as long as its days, within which any item of its agenda lies.
fn when(fields: &mut Fields<'_>, header: Span) -> Option<When> {
    let date = if fields.has("date") { fields.date("date") } else { None };
    let end_date = end_date(fields, date.as_ref());
    let start = if fields.has("start") { fields.time("start") } else { None };
    fields.has_one_of(&["end", "duration"]);
    let (end, length) = (fields.time("end"), fields.duration("duration"));
    let date = date?;
    let n_nights = end_date.as_ref().map_or(Duration::zero(), |last| last.value - date.value);
    let is_of_one_day = n_nights.is_zero();
    let ends = start.as_ref().and_then(|start| ends(fields, start, end, length, is_of_one_day));
    let whole_days = n_nights + Duration::minutes(24 * 60 - 1);
    let ends = ends.unwrap_or_else(|| Ends::After(Spanned::new(whole_days, header)));
    let start = start.unwrap_or_else(|| Spanned::new(NaiveTime::default(), header));
    Some(When { date, end_date, start, ends })
}

/// When it ends. Times that run backwards are read as across midnight.
fn ends(
    fields: &mut Fields<'_>,
    start: &Spanned<NaiveTime>,
    end: Option<Spanned<NaiveTime>>,
    length: Option<Spanned<Duration>>,
    is_of_one_day: bool,
) -> Option<Ends> {
    Some(match (end, length) {
        (Some(end), None) if is_of_one_day && end.value < start.value => {
            let help = across_midnight(start, &end);
            fields.say(code::TIME_BACKWARDS, end.span, backwards(start, &end), help);
            let length = end.value - start.value + Duration::days(1);
            Ends::After(Spanned::new(length, end.span))
        }
        (Some(end), Some(length)) if is_of_one_day && end.value - start.value != length.value => {
            let message = "`duration` and `end` tell two different ends".to_owned();
            fields.say(code::KEY_VALUE, length.span, message, "delete one of the two".into());
            Ends::After(length)
        }
        (Some(end), _) => Ends::At(end),
        (None, length) => Ends::After(length?),
    })
}

/// The last day, where it is not before the first.
fn end_date(
    fields: &mut Fields<'_>,
    date: Option<&Spanned<NaiveDate>>,
) -> Option<Spanned<NaiveDate>> {
    let end_date = fields.date("end_date")?;
    let Some(date) = date.filter(|date| end_date.value < date.value) else {
        return Some(end_date);
    };
    let message =
        format!("the meeting ends on {}, before it begins on {}", end_date.value, date.value);
    let help = format!("write a day from {} on", date.value);
    fields.say(code::TIME_BACKWARDS, end_date.span, message, help);
    None
}

fn backwards(start: &Spanned<NaiveTime>, end: &Spanned<NaiveTime>) -> String {
    format!(
        "the meeting ends at {}, before it begins at {}",
        end.value.format("%H:%M"),
        start.value.format("%H:%M")
    )
}

fn across_midnight(start: &Spanned<NaiveTime>, end: &Spanned<NaiveTime>) -> String {
    let minutes = (end.value - start.value).num_minutes() + 24 * 60;
    format!("mend the time, or write `duration = \"{minutes}m\"` for a meeting across midnight")
}

/// Whether the later of two readings is taken, where a meeting says which.
fn fold(fields: &mut Fields<'_>) -> Option<bool> {
    let found = fields.integer("fold")?;
    if !matches!(found.value, 0 | 1) {
        let message = format!("`{}` is no `fold`", found.value);
        fields.say(
            code::KEY_VALUE,
            found.span,
            message,
            "write `fold = 1` for the later of the two, `fold = 0` for the earlier".into(),
        );
    }
    Some(found.value == 1)
}

fn approved(fields: &mut Fields<'_>) -> Option<ApprovedEntry> {
    if let Some(Value::Moment(..)) = fields.peek("approved") {
        return fields.date("approved").map(|day| ApprovedEntry::On(day.value));
    }
    let found = fields.text("approved")?;
    Some(found.value.parse().map_or(ApprovedEntry::At(found), ApprovedEntry::On))
}

fn moved(fields: &mut Fields<'_>) -> Vec<MovedEntry> {
    let tables = fields.tables("moved");
    let read = |table: Table, sink: &mut Sink| {
        let mut fields = Fields::new(table, &keys::MOVED, sink);
        let on = if fields.has("on") { fields.date("on") } else { None };
        let (from, why) = (fields.local("from"), value(fields.text("why")));
        fields.extra();
        fields.finish();
        Some(MovedEntry { on: on?, from, why })
    };
    tables.into_iter().filter_map(|table| read(table, fields.sink())).collect()
}

fn amendments(fields: &mut Fields<'_>) -> Vec<Amendment> {
    let tables = fields.tables("amendment");
    let read = |table: Table, sink: &mut Sink| {
        let mut fields = Fields::new(table, &keys::AMENDMENT, sink);
        let date = if fields.has("date") { fields.date("date") } else { None };
        let what = fields.required_text("what");
        fields.extra();
        fields.finish();
        Some(Amendment { date: date?.value, what: what?.value })
    };
    tables.into_iter().filter_map(|table| read(table, fields.sink())).collect()
}

/// `[attendance]`, or `[[attendance]]` for a log a day.
fn attendance(fields: &mut Fields<'_>) -> Vec<LogEntry> {
    let is_one = matches!(fields.peek("attendance"), Some(Value::Table(_)));
    let tables = if is_one {
        fields.table("attendance").into_iter().collect()
    } else {
        fields.tables("attendance")
    };
    tables.into_iter().map(|table| log(table, fields.sink())).collect()
}

fn log(table: Table, sink: &mut Sink) -> LogEntry {
    let mut fields = Fields::new(table, &keys::ATTENDANCE, sink);
    let log = LogEntry {
        day: fields.date("day"),
        members: fields.texts("members"),
        staff: fields.texts("staff"),
        observers: fields.texts("observers"),
        guests: fields.texts("guests"),
        apologies: fields.texts("apologies"),
        partial: partial(&mut fields),
        remote: fields.texts("remote"),
    };
    fields.extra();
    fields.finish();
    log
}

/// Names and in what way each was there: the keys are free, so any name may be one.
fn partial(fields: &mut Fields<'_>) -> Vec<(Text, String)> {
    let entries = fields.table("partial").map(|table| table.entries).unwrap_or_default();
    let mut read = Vec::with_capacity(entries.len());
    for (name, way) in entries {
        if let Value::Text(way) = way.value {
            read.push((name, way));
        } else {
            let message = format!(
                "`partial` must say how `{}` was there, and this is {}",
                name.value,
                way.value.kind()
            );
            fields.say(
                code::KEY_TYPE,
                way.span,
                message,
                format!("write `{{ \"{}\" = \"joined 06:20\" }}`", name.value),
            );
        }
    }
    read
}

fn joins(fields: &mut Fields<'_>) -> Vec<Join> {
    let tables = fields.tables("join");
    let read = |table: Table, sink: &mut Sink| {
        let mut fields = Fields::new(table, &keys::JOIN, sink);
        let audience = value(fields.text("audience"));
        let title = value(fields.text("title")).unwrap_or_else(|| "Join".to_owned());
        let url = value(fields.url("url"));
        fields.extra();
        fields.finish();
        Some(Join { audience, title, url })
    };
    tables.into_iter().filter_map(|table| read(table, fields.sink())).collect()
}

/// Tells an agenda that stands twice: in `agenda.toml` and as a section.
fn twice(span: Span, agenda_file: Span) -> Diagnostic {
    Diagnostic::new(code::AGENDA_TWICE, span, "the agenda stands here and in `agenda.toml`")
        .help("keep one of the two: delete this section, or the file")
        .related(agenda_file, "the other agenda")
}
