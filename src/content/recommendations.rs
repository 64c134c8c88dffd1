//! `recommendations/`: a file a set.

use super::{
    keys,
    places::{SourceText, Whole, entries, value},
    written::{RecEntry, RecUpdateEntry, SetFile, Text},
};
use crate::{
    diagnostic::{Sink, code},
    model::Deliverable,
    source::Spanned,
    syntax::{
        fields::Fields,
        markdown,
        toml::{Table, Value},
    },
    text::name,
};

/// The words of status of a set that has none of its own.
pub(super) const STATUSES: [&str; 8] = [
    "pending",
    "not accepted",
    "not started",
    "in progress",
    "partially implemented",
    "implemented",
    "closed (not implemented)",
    "superseded",
];

/// A set; none where the file is broken or says too little.
pub(super) fn set(source: &SourceText<'_>, id: &str, sink: &mut Sink) -> Option<Whole<SetFile>> {
    let mut fields = Fields::new(source.table(sink)?, &keys::RECOMMENDATIONS, sink);
    let title = fields.required_text("title");
    let name = fields.required_text("name");
    let (issued, url) = (fields.date("issued"), fields.url("url"));
    let statuses: Vec<String> =
        fields.texts("statuses").into_iter().map(|text| text.value).collect();
    let recommendations = entries(&mut fields, "recommendation", |table, sink| {
        recommendation(table, &statuses, sink)
    });
    let extra = fields.extra();
    fields.finish();
    let (issued, url) = (issued.map(|day| day.value), value(url));
    let set = SetFile {
        id: id.to_owned(),
        file: source.id,
        title: title?,
        name: name?,
        issued,
        url,
        statuses,
        recommendations: recommendations.value,
        extra,
    };
    Some(Whole { value: set, is_whole: recommendations.is_whole })
}

fn recommendation(table: Table, statuses: &[String], sink: &mut Sink) -> Option<RecEntry> {
    let mut fields = Fields::new(table, &keys::RECOMMENDATION, sink);
    let number = number(&mut fields);
    let title = fields.required_text("title");
    let (text, group, status) =
        (fields.text("text"), value(fields.text("group")), status(&mut fields, statuses));
    let (priority, owners, target) =
        (value(fields.text("priority")), fields.texts("owner"), fields.date("target"));
    let deliverables = fields.tables("deliverables");
    let deliverables =
        deliverables.into_iter().filter_map(|table| deliverable(table, fields.sink())).collect();
    let updates = fields.tables("update");
    let updates =
        updates.into_iter().filter_map(|table| update(table, statuses, fields.sink())).collect();
    let extra = fields.extra();
    let text = text
        .map(|text| markdown::parse_at(&text.value, text.span, fields.sink()))
        .unwrap_or_default();
    fields.finish();
    let target = target.map(|day| day.value);
    Some(RecEntry {
        number: number?,
        title: title?,
        text,
        group,
        status,
        priority,
        owners,
        target,
        deliverables,
        updates,
        extra,
    })
}

/// `"10"`, `"3.2"`, `"A4"`; an integer is taken too.
fn number(fields: &mut Fields<'_>) -> Option<Text> {
    if !fields.has("number") {
        return None;
    }
    let found = match fields.peek("number") {
        Some(Value::Integer(_)) => fields.integer("number")?.map(|number| number.to_string()),
        _ => fields.text("number")?,
    };
    let is_number = !found.value.is_empty()
        && found.value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    if is_number && !found.value.starts_with('.') {
        return Some(found);
    }
    let message = format!("`{}` is no number of a recommendation", found.value);
    fields.say(
        code::KEY_VALUE,
        found.span,
        message,
        "write letters, digits and points, as `\"3.2\"` or `\"A4\"`".into(),
    );
    None
}

/// The status in the set's own spelling.
fn status(fields: &mut Fields<'_>, statuses: &[String]) -> Option<Text> {
    let found = fields.text("status")?;
    let words: Vec<&str> = if statuses.is_empty() {
        STATUSES.to_vec()
    } else {
        statuses.iter().map(String::as_str).collect()
    };
    let word = words.iter().find(|word| name::same(word, &found.value));
    if word.is_none() {
        fields.not_one_of("status", &found, &words);
    }
    word.map(|word| Spanned::new((*word).to_owned(), found.span))
}

fn deliverable(table: Table, sink: &mut Sink) -> Option<Deliverable> {
    let mut fields = Fields::new(table, &keys::DELIVERABLE, sink);
    let title = fields.required_text("title");
    let is_done = fields.flag("done").unwrap_or(false);
    let extra = fields.extra();
    fields.finish();
    Some(Deliverable { title: title?.value, is_done, extra })
}

fn update(table: Table, statuses: &[String], sink: &mut Sink) -> Option<RecUpdateEntry> {
    let mut fields = Fields::new(table, &keys::RECOMMENDATION_UPDATE, sink);
    let date = if fields.has("date") { fields.date("date") } else { None };
    let (status, target, meeting, note) = (
        status(&mut fields, statuses),
        fields.date("target"),
        fields.text("meeting"),
        value(fields.text("note")),
    );
    let extra = fields.extra();
    fields.finish();
    let target = target.map(|day| day.value);
    Some(RecUpdateEntry { date: date?, status, target, meeting, note, extra })
}
