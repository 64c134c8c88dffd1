//! A meeting's page: its front matter and body.

use chrono::NaiveDate;

use super::{
    agenda_file, body,
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
    time::Zone,
};

/// What a meeting needs besides its title.
struct When {
    date: Spanned<NaiveDate>,
    start: Spanned<chrono::NaiveTime>,
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
    let mut fields = Fields::new(opened.table.clone(), "a meeting", sink).at(opened.header());
    let title = fields.required_text("title", "\"Plenary call #15\"");
    let series = fields.required_text("series", "\"plenary\"");
    let number = number(&mut fields);
    let end_date = fields.date("end_date");
    let when = when(&mut fields, end_date.as_ref());
    let own_zone = fields.zone("zone");
    let zone = own_zone.unwrap_or_else(|| site.zone.clone());
    let mut meeting = MeetingFile {
        id: id.to_owned(),
        file: opened.source.id,
        path: opened.path.to_owned(),
        title: title.clone().unwrap_or_else(|| Spanned::new(String::new(), opened.header())),
        series: series.clone().unwrap_or_else(|| Spanned::new(String::new(), opened.header())),
        number,
        date: when.as_ref().map_or_else(
            || Spanned::new(NaiveDate::default(), opened.header()),
            |when| when.date.clone(),
        ),
        end_date,
        start: when.as_ref().map_or_else(
            || Spanned::new(chrono::NaiveTime::default(), opened.header()),
            |when| when.start.clone(),
        ),
        ends: Ends::After(Spanned::new(chrono::Duration::hours(1), opened.header())),
        takes_later_fold: fold(&mut fields),
        location: value(fields.text("location")),
        status: fields.one_of("status", &STATUSES),
        aliases: page::aliases(&mut fields),
        chair: fields.texts("chair"),
        description: value(fields.text("description")),
        is_draft: fields.flag("draft").unwrap_or(false),
        approved: approved(&mut fields),
        moved: moved(&mut fields),
        amendments: amendments(&mut fields),
        attendance: attendance(&mut fields),
        records: records(&mut fields),
        joins: joins(&mut fields),
        agenda: Vec::new(),
        has_agenda_file: false,
        body: Vec::new(),
        attachments: Vec::new(),
        extra: fields.extra(),
        zone,
    };
    fields.finish();
    read_body(&mut meeting, opened, agenda, site, sink);
    meeting.ends = when?.ends;
    (title.is_some() && series.is_some()).then_some(meeting)
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
    let Some(file) = agenda else { return };
    meeting.has_agenda_file = true;
    if let Some(span) = body.agenda_span {
        sink.push(twice(span, file.span(0..0)));
    }
    meeting.agenda = agenda_file::read(file, sink).unwrap_or_default();
}

const STATUSES: [(&str, MeetingStatus); 3] = [
    ("scheduled", MeetingStatus::Scheduled),
    ("held", MeetingStatus::Held),
    ("cancelled", MeetingStatus::Cancelled),
];

fn number(fields: &mut Fields<'_>) -> Option<Spanned<u32>> {
    let found = fields.integer("number")?;
    match u32::try_from(found.value) {
        Ok(number) => Some(Spanned::new(number, found.span)),
        Err(_) => {
            let message = format!("`{}` is no number of a meeting", found.value);
            fields.say(code::KEY_VALUE, found.span, message, "write a whole number from 0".into());
            None
        }
    }
}

/// Date, start and end; all that is wrong with them is told.
fn when(fields: &mut Fields<'_>, end_date: Option<&Spanned<NaiveDate>>) -> Option<When> {
    let date = if fields.has("date", "2017-06-13") { fields.date("date") } else { None };
    let start = if fields.has("start", "06:00") { fields.time("start") } else { None };
    let end = fields.time("end");
    let duration = fields.duration("duration");
    if !fields.was_written(&["end", "duration"]) {
        let header = fields.header();
        let missing =
            Diagnostic::new(code::KEY_MISSING, header, "a meeting needs `end` or `duration`");
        fields.sink().push(missing.help("add a line `end = 07:00`, or `duration = \"1h\"`"));
    }
    if let (Some(date), Some(end_date)) = (&date, end_date)
        && end_date.value < date.value
    {
        let message =
            format!("the meeting ends on {}, before it begins on {}", end_date.value, date.value);
        fields.say(
            code::TIME_BACKWARDS,
            end_date.span,
            message,
            format!("write a day from {} on", date.value),
        );
        return None;
    }
    let is_of_one_day = end_date
        .is_none_or(|end_date| date.as_ref().is_some_and(|date| date.value == end_date.value));
    if let (Some(start), Some(end)) = (&start, &end)
        && is_of_one_day
        && end.value < start.value
    {
        fields.say(
            code::TIME_BACKWARDS,
            end.span,
            backwards(start, end),
            across_midnight(start, end),
        );
        return None;
    }
    let ends = end.map(Ends::At).or_else(|| duration.map(Ends::After))?;
    Some(When { date: date?, start: start?, ends })
}

fn backwards(start: &Spanned<chrono::NaiveTime>, end: &Spanned<chrono::NaiveTime>) -> String {
    format!(
        "the meeting ends at {}, before it begins at {}",
        end.value.format("%H:%M"),
        start.value.format("%H:%M")
    )
}

fn across_midnight(start: &Spanned<chrono::NaiveTime>, end: &Spanned<chrono::NaiveTime>) -> String {
    let minutes = (end.value - start.value).num_minutes() + 24 * 60;
    format!("mend the time, or write `duration = \"{minutes}m\"` for a meeting across midnight")
}

fn fold(fields: &mut Fields<'_>) -> bool {
    let Some(found) = fields.integer("fold") else { return false };
    if !matches!(found.value, 0 | 1) {
        let message = format!("`{}` is no `fold`", found.value);
        fields.say(
            code::KEY_VALUE,
            found.span,
            message,
            "write `fold = 1` for the later of the two".into(),
        );
    }
    found.value == 1
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
        let mut fields = Fields::new(table, "`[[moved]]`", sink);
        let on = if fields.has("on", "2017-06-06") { fields.date("on") } else { None };
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
        let mut fields = Fields::new(table, "`[[amendment]]`", sink);
        let date = if fields.has("date", "2017-06-20") { fields.date("date") } else { None };
        let what = fields.required_text("what", "\"Two owners were exchanged.\"");
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
    let span = table.span;
    let mut fields = Fields::new(table, "`[attendance]`", sink);
    let log = LogEntry {
        span,
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
        let mut fields = Fields::new(table, "`[[join]]`", sink);
        let audience = value(fields.text("audience"));
        let title = fields.required_text("title", "\"Observers' room\"");
        let url = value(fields.url("url"));
        fields.extra();
        fields.finish();
        Some(Join { audience, title: title?.value, url })
    };
    tables.into_iter().filter_map(|table| read(table, fields.sink())).collect()
}

/// Tells an agenda that stands twice: in `agenda.toml` and as a section.
fn twice(span: Span, agenda_file: Span) -> Diagnostic {
    Diagnostic::new(code::AGENDA_TWICE, span, "the agenda stands here and in `agenda.toml`")
        .help("keep one of the two: delete this section, or the file")
        .related(agenda_file, "the other agenda")
}
