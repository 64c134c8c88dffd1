//! `people.toml`, `teams.toml`, `glossary.toml`.

use super::{
    places::{SourceText, Whole, entries, id_or_slug, links, memberships, value},
    written::{GroupEntry, PersonEntry, TeamEntry, TermEntry},
};
use crate::{
    diagnostic::{Diagnostic, Sink, code},
    source::Spanned,
    syntax::{
        fields::Fields,
        markdown,
        toml::{Table, Value},
    },
};

/// The roster and the groups; none where the file is broken.
pub(super) fn people(
    source: &SourceText<'_>,
    sink: &mut Sink,
) -> Option<Whole<(Vec<PersonEntry>, Vec<GroupEntry>)>> {
    let mut fields = Fields::new(source.table(sink)?, "`people.toml`", sink);
    let people = entries(&mut fields, "person", person);
    let groups = entries(&mut fields, "group", group);
    fields.finish();
    let is_whole = people.is_whole && groups.is_whole;
    Some(Whole { value: (people.value, groups.value), is_whole })
}

fn person(table: Table, sink: &mut Sink) -> Option<PersonEntry> {
    let mut fields = Fields::new(table, "a person", sink);
    let name = fields.required_text("name", "\"Emily Taylor\"");
    let id = id_or_slug(&mut fields, name.as_ref(), "a person");
    let entry = (
        fields.texts("aliases"),
        value(fields.text("affiliation")),
        country(&mut fields),
        fields.zone("zone"),
    );
    let (links, memberships, extra) =
        (links(&mut fields), memberships(&mut fields), fields.extra());
    fields.finish();
    let (aliases, affiliation, country, zone) = entry;
    Some(PersonEntry {
        id: id?,
        name: name?,
        aliases,
        affiliation,
        country,
        zone,
        links,
        memberships,
        extra,
    })
}

fn country(fields: &mut Fields<'_>) -> Option<String> {
    let found = fields.text("country")?;
    if found.value.len() == 2 && found.value.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Some(found.value);
    }
    let message = format!("`{}` is not a country's two letters", found.value);
    fields.say(
        code::KEY_VALUE,
        found.span,
        message,
        "write the two capitals that ISO 3166-1 has for it, as in `RS` for Serbia".into(),
    );
    None
}

fn group(table: Table, sink: &mut Sink) -> Option<GroupEntry> {
    let mut fields = Fields::new(table, "a group", sink);
    let name = fields.required_text("name", "\"ICANN Org\"");
    let id = id_or_slug(&mut fields, name.as_ref(), "a group");
    let (aliases, members, extra) =
        (fields.texts("aliases"), fields.texts("members"), fields.extra());
    fields.finish();
    Some(GroupEntry { id: id?, name: name?, aliases, members, extra })
}

/// The sub-teams; none where the file is broken.
pub(super) fn teams(source: &SourceText<'_>, sink: &mut Sink) -> Option<Whole<Vec<TeamEntry>>> {
    let mut fields = Fields::new(source.table(sink)?, "`teams.toml`", sink);
    let teams = entries(&mut fields, "team", team);
    fields.finish();
    Some(teams)
}

fn team(table: Table, sink: &mut Sink) -> Option<TeamEntry> {
    let mut fields = Fields::new(table, "a team", sink);
    let name = fields.required_text("name", "\"DNS Security\"");
    let id = id_or_slug(&mut fields, name.as_ref(), "a team");
    let (rapporteurs, members, series) =
        (fields.texts("rapporteur"), fields.texts("members"), fields.text("series"));
    let (start, end) = (fields.date("start"), fields.date("end"));
    let (links, description, extra) =
        (links(&mut fields), fields.text("description"), fields.extra());
    let description = description
        .map(|text| markdown::parse_at(&text.value, text.span, fields.sink()))
        .unwrap_or_default();
    fields.finish();
    let (start, end) = (start.map(|day| day.value), end.map(|day| day.value));
    Some(TeamEntry {
        id: id?,
        name: name?,
        rapporteurs,
        members,
        series,
        start,
        end,
        links,
        description,
        extra,
    })
}

/// The glossary; none where the file is broken.
pub(super) fn terms(source: &SourceText<'_>, sink: &mut Sink) -> Option<Whole<Vec<TermEntry>>> {
    let mut fields = Fields::new(source.table(sink)?, "`glossary.toml`", sink);
    let table = fields.table("terms");
    let entries = table.map(|table| table.entries).unwrap_or_default();
    let entries: Vec<_> = entries.into_iter().filter(|entry| !is_extra(entry)).collect();
    let n_entries = entries.len();
    let terms: Vec<TermEntry> = entries
        .into_iter()
        .filter_map(|(key, meaning)| term(key, meaning, fields.sink()))
        .collect();
    fields.finish();
    Some(Whole { is_whole: terms.len() == n_entries, value: terms })
}

/// Whether an entry is the `[terms.extra]` of own keys, and not a term: terms have a `text`.
fn is_extra((key, value): &(Spanned<String>, Spanned<Value>)) -> bool {
    let Value::Table(table) = &value.value else { return false };
    key.value == "extra" && !table.entries.iter().any(|(key, _)| key.value == "text")
}

fn term(term: Spanned<String>, meaning: Spanned<Value>, sink: &mut Sink) -> Option<TermEntry> {
    match meaning.value {
        Value::Text(text) => Some(TermEntry { term, text, page: None }),
        Value::Table(table) => {
            let mut fields = Fields::new(table, "a term", sink);
            let text = fields.required_text("text", "\"Review Team\"");
            let page = fields.text("page");
            fields.extra();
            fields.finish();
            Some(TermEntry { term, text: text?.value, page })
        }
        other => {
            let message = format!("`{}` must be a text, and this is {}", term.value, other.kind());
            sink.push(
                Diagnostic::new(code::KEY_TYPE, meaning.span, message)
                    .help("write what the term means, in quotes"),
            );
            None
        }
    }
}
