//! `actions.toml` and `decisions.toml`: what happened outside meetings.

use super::{
    keys,
    places::{SourceText, Whole, entries, value},
    written::{ActionEntry, ActionUpdate, DecisionEntry, Text},
};
use crate::{
    diagnostic::Sink,
    source::{Spanned, prose::Inline, prose::Written},
    syntax::{
        fields::Fields,
        markdown,
        toml::{Table, Value},
    },
};

/// The items; none where the file is broken.
pub(super) fn actions(source: &SourceText<'_>, sink: &mut Sink) -> Option<Whole<Vec<ActionEntry>>> {
    let mut fields = Fields::new(source.table(sink)?, &keys::ACTIONS, sink);
    let actions = entries(&mut fields, "action", action);
    fields.finish();
    Some(actions)
}

fn action(table: Table, sink: &mut Sink) -> Option<ActionEntry> {
    let mut fields = Fields::new(table, &keys::ACTION, sink);
    let id = fields.required_text("id");
    let title = fields.required_text("title");
    let opened = if fields.has("opened") { fields.date("opened") } else { None };
    let (owners, due, source) =
        (fields.given_texts("owner"), due(&mut fields), fields.text("source"));
    let (category, status, note) =
        (value(fields.text("category")), fields.text("status"), fields.text("note"));
    let note = note.map(|note| line(&note, &mut fields));
    let updates = fields.tables("update");
    let updates = updates.into_iter().filter_map(|table| update(table, fields.sink())).collect();
    let extra = fields.extra();
    let words = title.as_ref().map(|title| line(title, &mut fields));
    fields.finish();
    let title_span = title?.span;
    let owners = owners.unwrap_or_default();
    Some(ActionEntry {
        id: id?,
        title: words?,
        title_span,
        owners,
        due,
        opened: opened?,
        source,
        category,
        status,
        note,
        updates,
        extra,
    })
}

fn update(table: Table, sink: &mut Sink) -> Option<ActionUpdate> {
    let span = table.span;
    let mut fields = Fields::new(table, &keys::ACTION_UPDATE, sink);
    let date = if fields.has("date") { fields.date("date") } else { None };
    let (title, owners, due) =
        (fields.text("title"), fields.given_texts("owner"), due(&mut fields));
    let (status, note, source) =
        (fields.text("status"), fields.text("note"), fields.text("source"));
    let title = title.map(|title| line(&title, &mut fields));
    let note = note.map(|note| line(&note, &mut fields));
    fields.extra();
    fields.finish();
    Some(ActionUpdate { span, date: date?, title, owners, due, status, note, source })
}

/// A date, or words as in a table's cell.
fn due(fields: &mut Fields<'_>) -> Option<Text> {
    if let Some(Value::Moment(Some(_), None, _)) = fields.peek("due") {
        return fields.date("due").map(|day| day.map(|day| day.to_string()));
    }
    fields.text("due")
}

fn line(text: &Spanned<String>, fields: &mut Fields<'_>) -> Vec<Inline<Written>> {
    markdown::parse_line(&text.value, text.span, fields.sink())
}

/// The decisions; none where the file is broken.
pub(super) fn decisions(
    source: &SourceText<'_>,
    sink: &mut Sink,
) -> Option<Whole<Vec<DecisionEntry>>> {
    let mut fields = Fields::new(source.table(sink)?, &keys::DECISIONS, sink);
    let decisions = entries(&mut fields, "decision", decision);
    fields.finish();
    Some(decisions)
}

fn decision(table: Table, sink: &mut Sink) -> Option<DecisionEntry> {
    let mut fields = Fields::new(table, &keys::DECISION, sink);
    let id = fields.required_text("id");
    let date = if fields.has("date") { fields.date("date") } else { None };
    let text = fields.required_text("text");
    let source = fields.text("source");
    let (replaces, amends, clarifies) =
        (fields.texts("replaces"), fields.texts("amends"), fields.texts("clarifies"));
    let extra = fields.extra();
    let blocks =
        text.as_ref().map(|text| markdown::parse_at(&text.value, text.span, fields.sink()));
    fields.finish();
    let text_span = text?.span;
    Some(DecisionEntry {
        id: id?,
        date: date?,
        source,
        text: blocks?,
        text_span,
        replaces,
        amends,
        clarifies,
        extra,
    })
}
