//! What staff write, as JSON Schema (draft 2020-12): with it an editor completes keys, shows what
//! they are for, and marks what `plenary check` would tell.

use serde_json::{Map, Value, json};

use crate::{
    content::keys,
    diagnostic::{Code, Severity, Sink},
    render::THEME,
    source::FileId,
    syntax::{
        shape::{Besides, Key, Kind, Shape},
        toml,
    },
    time::zone_names,
};

/// The schema of a kind of file, or of the front matter of a kind of page.
#[derive(Debug)]
pub struct EditorSchema {
    /// By which it is asked for: `people`.
    pub name: &'static str,
    /// The files that it is for, from the root of the archive: `content/people.toml`.
    pub files: &'static str,
    /// What they hold, in a sentence.
    pub about: &'static str,
    shape: &'static Shape,
}

/// The schema of every kind, in the order in which an archive is begun.
pub fn editor_schemas() -> Vec<EditorSchema> {
    let all: [(&str, &str, &Shape); 12] = [
        ("site", "content/site.toml", &keys::SITE),
        ("people", "content/people.toml", &keys::PEOPLE),
        ("teams", "content/teams.toml", &keys::TEAMS),
        ("glossary", "content/glossary.toml", &keys::GLOSSARY),
        ("actions", "content/actions.toml", &keys::ACTIONS),
        ("decisions", "content/decisions.toml", &keys::DECISIONS),
        ("recommendations", "content/recommendations/*.toml", &keys::RECOMMENDATIONS),
        ("meeting", "content/meetings/**/*.md", &keys::MEETING),
        ("agenda", "content/meetings/**/agenda.toml", &keys::AGENDA),
        ("briefing", "content/briefings/**/*.md", &keys::BRIEFING),
        ("page", "content/pages/**/*.md", &keys::PAGE),
        ("theme", "themes/*/theme.toml", &THEME),
    ];
    all.map(|(name, files, shape)| EditorSchema { name, files, about: shape.about, shape }).into()
}

impl EditorSchema {
    /// The schema itself.
    ///
    /// ```
    /// let all = plenary::editor_schemas();
    /// let people = all.iter().find(|schema| schema.name == "people").expect("a schema of it");
    /// assert!(people.json().contains("\"https://json-schema.org/draft/2020-12/schema\""));
    /// ```
    pub fn json(&self) -> String {
        let mut definitions = Map::new();
        let mut schema = object(self.shape, &mut definitions);
        schema.insert("$schema".into(), DRAFT.into());
        schema.insert("title".into(), self.name.into());
        if !definitions.is_empty() {
            schema.insert("$defs".into(), definitions.into());
        }
        format!("{:#}\n", Value::Object(schema))
    }
}

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Where schemas that stand in several places, or in themselves, are kept.
type Definitions = Map<String, Value>;

/// A table: its keys and no others.
fn object(shape: &'static Shape, definitions: &mut Definitions) -> Map<String, Value> {
    let mut properties = Map::new();
    for key in shape.keys {
        properties.insert(key.name.into(), of_key(key, definitions));
    }
    properties.insert("extra".into(), own_keys());
    let required: Vec<&str> =
        shape.keys.iter().filter(|key| key.is_required).map(|key| key.name).collect();
    let mut schema = Map::from_iter([
        ("description".to_owned(), shape.about.into()),
        ("type".to_owned(), "object".into()),
        ("properties".to_owned(), properties.into()),
        ("required".to_owned(), required.into()),
        ("additionalProperties".to_owned(), false.into()),
    ]);
    if let Some((word, keys)) = besides(shape) {
        let needed: Vec<Value> = keys.iter().map(|key| json!({ "required": [key] })).collect();
        schema.insert(word.into(), needed.into());
    }
    schema
}

fn besides(shape: &Shape) -> Option<(&'static str, &'static [&'static str])> {
    match shape.besides {
        Besides::Nothing => None,
        Besides::AnyOf(keys) => Some(("anyOf", keys)),
        Besides::OneOf(keys) => Some(("oneOf", keys)),
    }
}

fn own_keys() -> Value {
    json!({
        "description": "Keys of one's own, which themes and the open data get as they stand.",
        "type": "object",
    })
}

fn of_key(key: &Key, definitions: &mut Definitions) -> Value {
    let mut schema = match of_kind(key.kind, definitions) {
        Value::Object(schema) => schema,
        other => return other,
    };
    if key.is_required && matches!(key.kind, Kind::Text) {
        schema.insert("pattern".into(), "\\S".into());
    }
    schema.insert("description".into(), key.about.into());
    if let Some(example) = example(key) {
        schema.insert("examples".into(), json!([example]));
    }
    schema.into()
}

/// The value that a key's example in TOML says.
fn example(key: &Key) -> Option<Value> {
    let text = format!("x = {}", key.example);
    let table = toml::parse(&text, FileId(0), 0..text.len(), &mut Sink::default())?;
    table.entries.first().map(|(_, value)| value.value.to_json())
}

fn of_kind(kind: Kind, definitions: &mut Definitions) -> Value {
    match kind {
        Kind::Text => json!({ "type": "string" }),
        Kind::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::Integer(least, most) => within(least, most),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Date => date(),
        Kind::Time => json!({ "type": "string", "pattern": TIME }),
        Kind::Local => json!({ "type": "string", "pattern": LOCAL }),
        Kind::Duration => json!({ "type": "string", "pattern": DURATION }),
        Kind::Zone => zone(definitions),
        Kind::Zones => json!({ "type": "array", "items": zone(definitions) }),
        Kind::Url => json!({ "type": "string", "format": "iri-reference", "pattern": URL }),
        Kind::WebAddress => json!({ "type": "string", "format": "iri", "pattern": WEB_ADDRESS }),
        Kind::Id => json!({ "type": "string", "pattern": ID }),
        Kind::OneOf(words) => json!({ "type": "string", "enum": words() }),
        Kind::Suggested(words) => json!({ "anyOf": [{ "enum": words() }, { "type": "string" }] }),
        Kind::Number => json!({ "type": ["string", "integer"] }),
        Kind::DateOrText => json!({ "anyOf": [date(), { "type": "string" }] }),
        Kind::Redirects => redirects(),
        Kind::Severities => severities(),
        Kind::TextByKey | Kind::Tokens => by_key(kind, definitions),
        Kind::Table(_)
        | Kind::Tables(_)
        | Kind::TableOrTables(_)
        | Kind::TableByKey(_)
        | Kind::TextOrTableByKey(_) => of_tables(kind, definitions),
    }
}

fn of_tables(kind: Kind, definitions: &mut Definitions) -> Value {
    let mut list = |shape| json!({ "type": "array", "items": table(shape, definitions) });
    match kind {
        Kind::Table(shape) => table(shape, definitions),
        Kind::Tables(shape) => list(shape),
        Kind::TableOrTables(shape) => {
            let list = list(shape);
            json!({ "anyOf": [table(shape, definitions), list] })
        }
        _ => by_key(kind, definitions),
    }
}

/// Tables whose keys are one's own.
fn by_key(kind: Kind, definitions: &mut Definitions) -> Value {
    let text = json!({ "type": "string" });
    match kind {
        Kind::TableByKey(shape) => json!({
            "type": "object",
            "propertyNames": { "pattern": ID },
            "additionalProperties": table(shape, definitions),
        }),
        Kind::TextOrTableByKey(shape) => json!({
            "type": "object",
            "properties": { "extra": { "description": "A term, or keys of one's own.", "type": ["string", "object"] } },
            "additionalProperties": { "anyOf": [text, table(shape, definitions)] },
        }),
        Kind::Tokens => {
            let token = json!({ "type": ["string", "number"] });
            let dark = json!({ "type": "object", "additionalProperties": token });
            let dark = json!({
                "description": "Tokens of the dark scheme.",
                "anyOf": [token, dark],
            });
            json!({
                "type": "object",
                "properties": { "dark": dark },
                "additionalProperties": token,
            })
        }
        _ => json!({ "type": "object", "additionalProperties": text }),
    }
}

/// A table in its place, or by reference where it stands in itself.
fn table(shape: &'static Shape, definitions: &mut Definitions) -> Value {
    let is_itself =
        |key: &Key| matches!(key.kind, Kind::Tables(inner) if std::ptr::eq(inner, shape));
    if !shape.keys.iter().any(is_itself) {
        return object(shape, definitions).into();
    }
    let name = shape.what.trim_start_matches("an ").replace(' ', "-");
    if !definitions.contains_key(&name) {
        definitions.insert(name.clone(), Value::Null); // so that it ends
        let schema = object(shape, definitions);
        definitions.insert(name.clone(), schema.into());
    }
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn zone(definitions: &mut Definitions) -> Value {
    let names = || json!({ "type": "string", "enum": zone_names().collect::<Vec<_>>() });
    definitions.entry("zone").or_insert_with(names);
    json!({ "allOf": [{ "$ref": "#/$defs/zone" }] })
}

/// A whole number; ends that no person would write are not said.
fn within(least: i64, most: i64) -> Value {
    let mut schema = Map::from_iter([("type".to_owned(), Value::from("integer"))]);
    if least > i64::MIN {
        schema.insert("minimum".into(), least.into());
    }
    if most < i64::MAX {
        schema.insert("maximum".into(), most.into());
    }
    schema.into()
}

fn date() -> Value {
    json!({ "type": "string", "format": "date", "pattern": "^\\d{4}-\\d{2}-\\d{2}$" })
}

const TIME: &str = "^([01]?\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.0+)?)?( ?[AaPp]\\.?[Mm]\\.?)?$";
const LOCAL: &str = "^\\d{4}-\\d{2}-\\d{2}[ T]([01]?\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?$";
const DURATION: &str = "^ *\\d+([.,:]\\d+)? *[A-Za-z]*([ ,]*\\d+([.,]\\d+)? *[A-Za-z]*)* *$";
const URL: &str = "^([Hh][Tt][Tt][Pp][Ss]?:|[Mm][Aa][Ii][Ll][Tt][Oo]:|[Tt][Ee][Ll]:|[^:/?#\\\\]*$|[^:/?#\\\\]+[/?#]|[?#]|/([^/]|$))";
const WEB_ADDRESS: &str = "^https?://[^/\\s\"<>?#\\\\`][^\\s\"<>?#\\\\`]*$";
const ID: &str = "^[a-z0-9-]+$";

fn redirects() -> Value {
    json!({
        "type": "object",
        "properties": { "extra": own_keys() },
        "propertyNames": { "pattern": "^(/|extra$)" },
        "additionalProperties": { "type": "string", "pattern": "^(https?://|/([^/]|$))" },
    })
}

fn severities() -> Value {
    let mut properties: Map<String, Value> = Code::all().iter().copied().map(severity).collect();
    properties.insert("extra".into(), own_keys());
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

/// What a code may be set to: those that are always errors, to nothing else.
fn severity(code: Code) -> (String, Value) {
    let all = [Severity::Error, Severity::Warning, Severity::Off];
    let allowed = all.iter().filter(|one| !code.is_locked() || **one == Severity::Error);
    let allowed: Vec<&str> = allowed.map(|one| one.name()).collect();
    (code.name().to_owned(), json!({ "description": code.summary(), "enum": allowed }))
}

#[cfg(test)]
mod tests;
