//! `agenda.toml`: an agenda as data.

use chrono::NaiveTime;

use super::{
    keys,
    places::{SourceText, value},
    written::{AgendaDayEntry, AgendaItemEntry},
};
use crate::{
    diagnostic::{Diagnostic, Sink, code},
    model::ItemKind,
    source::Spanned,
    syntax::{
        fields::Fields,
        markdown,
        toml::{Table, Value},
    },
};

/// Its days; none where the file is broken.
pub(super) fn read(source: &SourceText<'_>, sink: &mut Sink) -> Option<Vec<AgendaDayEntry>> {
    let mut fields = Fields::new(source.table(sink)?, &keys::AGENDA, sink);
    let tables = fields.tables("day");
    let days = tables.into_iter().map(|table| day(table, fields.sink())).collect();
    fields.extra();
    fields.finish();
    Some(days)
}

fn day(table: Table, sink: &mut Sink) -> AgendaDayEntry {
    let span = table.span;
    let mut fields = Fields::new(table, &keys::AGENDA_DAY, sink);
    let (date, title) = (fields.date("date"), value(fields.text("title")));
    let (start, mut end, zone) = (fields.time("start"), fields.time("end"), fields.zone("zone"));
    let location = value(fields.text("location"));
    let items = items(&mut fields);
    fields.extra();
    fields.finish();
    if let Some(wrong) = backwards(start.as_ref(), end.as_ref()) {
        sink.push(wrong);
        end = None;
    }
    AgendaDayEntry { span, date, title, start, end, zone, location, items }
}

/// A day that ends before it begins; midnight is its end.
pub(super) fn backwards(
    start: Option<&Spanned<NaiveTime>>,
    end: Option<&Spanned<NaiveTime>>,
) -> Option<Diagnostic> {
    let (start, end) = start.zip(end)?;
    let is_backwards = end.value < start.value && end.value != NaiveTime::MIN;
    let clock = |time: &Spanned<NaiveTime>| time.value.format("%H:%M").to_string();
    is_backwards.then(|| {
        let message =
            format!("this day ends at {}, before it begins at {}", clock(end), clock(start));
        let help = format!("write a time after {}, or mend the start", clock(start));
        Diagnostic::new(code::TIME_BACKWARDS, end.span, message).help(help)
    })
}

/// Items, nested as deeply as the TOML reader allows.
fn items(fields: &mut Fields<'_>) -> Vec<AgendaItemEntry> {
    let tables = fields.tables("item");
    tables.into_iter().filter_map(|table| item(table, fields.sink())).collect()
}

pub(super) const KINDS: [(&str, ItemKind); 4] = [
    ("session", ItemKind::Session),
    ("briefing", ItemKind::Briefing),
    ("break", ItemKind::Break),
    ("social", ItemKind::Social),
];

fn item(table: Table, sink: &mut Sink) -> Option<AgendaItemEntry> {
    let span = table.span;
    let mut fields = Fields::new(table, &keys::AGENDA_ITEM, sink);
    let (start, end) = (fields.time("start"), fields.time("end"));
    let number = match fields.peek("number") {
        Some(Value::Integer(_)) => {
            fields.integer("number").map(|number| number.map(|number| number.to_string()))
        }
        _ => fields.text("number"),
    };
    let title = fields.required_text("title");
    let kind = fields.one_of("kind", &KINDS);
    let presenters = fields.texts("presenters");
    let recommendations = fields.given_texts("recommendations");
    let body = fields.text("body");
    let items = items(&mut fields);
    let body = body
        .map(|text| markdown::parse_at(&text.value, text.span, fields.sink()))
        .unwrap_or_default();
    let words =
        title.as_ref().map(|title| markdown::parse_line(&title.value, title.span, fields.sink()));
    let extra = fields.extra();
    fields.finish();
    let span = title.as_ref().map_or(span, |title| title.span);
    Some(AgendaItemEntry {
        span,
        start,
        end,
        zone: None,
        number,
        title: words?,
        kind,
        presenters,
        recommendations,
        body,
        items,
        extra,
    })
}
