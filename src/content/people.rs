//! `people.toml`, `teams.toml`, `glossary.toml`.

use std::cell::Cell;

use super::{
    keys,
    places::{SourceText, Whole, end_after, entries, id_or_slug, links, memberships, value},
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
    let mut fields = Fields::new(source.table(sink)?, &keys::PEOPLE, sink);
    let is_one_lost = Cell::new(false);
    let people = entries(&mut fields, "person", |table, sink| person(table, &is_one_lost, sink));
    let groups = entries(&mut fields, "group", group);
    let is_all_known = fields.finish();
    let is_whole = people.is_whole && groups.is_whole && is_all_known && !is_one_lost.get();
    Some(Whole { value: (people.value, groups.value), is_whole })
}

fn person(table: Table, is_one_lost: &Cell<bool>, sink: &mut Sink) -> Option<PersonEntry> {
    let mut fields = Fields::new(table, &keys::PERSON, sink);
    let name = fields.required_text("name");
    let id = id_or_slug(&mut fields, name.as_ref(), "a person");
    let entry = (
        fields.texts("aliases"),
        value(fields.text("affiliation")),
        country(&mut fields),
        fields.zone("zone"),
    );
    let (links, memberships, extra) =
        (links(&mut fields), memberships(&mut fields), fields.extra());
    is_one_lost.set(is_one_lost.get() || !memberships.is_whole);
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
        memberships: memberships.value,
        extra,
    })
}

fn country(fields: &mut Fields<'_>) -> Option<String> {
    let found = fields.text("country")?;
    if COUNTRIES.split(' ').any(|code| code == found.value) {
        return Some(found.value);
    }
    let message = format!("`{}` is not a country's two letters", found.value);
    let capitals = found.value.trim().to_ascii_uppercase();
    let help = match capitals.as_str() {
        "UK" => "write `GB`, as ISO 3166-1 has it".to_owned(),
        known if COUNTRIES.split(' ').any(|code| code == known) => format!("write `{known}`"),
        _ => "write the two capital letters that ISO 3166-1 has for it, as in `RS`".to_owned(),
    };
    fields.say(code::KEY_VALUE, found.span, message, help);
    None
}

/// The codes of ISO 3166-1 alpha-2 that are assigned, and XK, which is in use.
pub(super) const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI \
    BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY \
    CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN \
    GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH \
    KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO \
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL \
    PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV \
    SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN \
    VU WF WS XK YE YT ZA ZM ZW";

fn group(table: Table, sink: &mut Sink) -> Option<GroupEntry> {
    let mut fields = Fields::new(table, &keys::GROUP, sink);
    let name = fields.required_text("name");
    let id = id_or_slug(&mut fields, name.as_ref(), "a group");
    let (aliases, members, extra) =
        (fields.texts("aliases"), fields.texts("members"), fields.extra());
    fields.finish();
    Some(GroupEntry { id: id?, name: name?, aliases, members, extra })
}

/// The sub-teams; none where the file is broken.
pub(super) fn teams(source: &SourceText<'_>, sink: &mut Sink) -> Option<Whole<Vec<TeamEntry>>> {
    let mut fields = Fields::new(source.table(sink)?, &keys::TEAMS, sink);
    let teams = entries(&mut fields, "team", team);
    fields.finish();
    Some(teams)
}

fn team(table: Table, sink: &mut Sink) -> Option<TeamEntry> {
    let mut fields = Fields::new(table, &keys::TEAM, sink);
    let name = fields.required_text("name");
    let id = id_or_slug(&mut fields, name.as_ref(), "a team");
    let (rapporteurs, members, series) =
        (fields.texts("rapporteur"), fields.texts("members"), fields.text("series"));
    let start = fields.date("start");
    let end = end_after(&mut fields, start.as_ref(), "this team");
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
    let mut fields = Fields::new(source.table(sink)?, &keys::GLOSSARY, sink);
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
            let mut fields = Fields::new(table, &keys::TERM, sink);
            let text = fields.required_text("text");
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
