//! The lists of `docs/theming.md`, made from the templates, the tokens and the types of the views:
//! what is not told there, or told otherwise, fails here.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    sync::Mutex,
};

use camino::Utf8Path;
use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value};

use super::{frame::Frame, sections::SiteView};
use crate::{
    options::Options,
    pipeline::run,
    render::theme::{ThemeView, embedded},
    source::Tree,
};

type MakeSchema = fn(&mut SchemaGenerator) -> Schema;

/// The view that each template was shown with.
static SHOWN: Mutex<BTreeMap<String, MakeSchema>> = Mutex::new(BTreeMap::new());

/// Remembers the view of a template.
pub(super) fn note<V: JsonSchema>(template: &str) {
    let mut shown = SHOWN.lock().unwrap();
    shown.entry(template.to_owned()).or_insert(SchemaGenerator::subschema_for::<V>);
}

/// The repository's root.
fn root() -> &'static Utf8Path {
    Utf8Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The view of each template by its name, and the types that there are: the sample archive has a
/// page of every kind.
struct Views {
    of: BTreeMap<String, String>,
    types: Map<String, Value>,
}

impl Views {
    fn read() -> Self {
        run(&Tree::on_disk(root()).unwrap(), &Options::default());
        let mut schemas = SchemaSettings::draft2020_12().for_serialize().into_generator();
        schemas.subschema_for::<Frame>();
        schemas.subschema_for::<SiteView>();
        schemas.subschema_for::<ThemeView>();
        let shown = SHOWN.lock().unwrap();
        let of = shown.iter().map(|(template, make)| {
            (template.clone(), reference(make(&mut schemas).as_value()).unwrap().to_owned())
        });
        let of = of.collect();
        Self { of, types: schemas.definitions().clone() }
    }

    fn fields(&self, name: &str) -> Vec<(&String, &Value)> {
        let fields = self.types[name].get("properties").and_then(Value::as_object);
        fields.into_iter().flatten().collect()
    }

    /// A section a type: the pages' own first, then those that they are made of.
    fn told(&self) -> String {
        let first = ["SiteView", "ThemeView", "Frame"].map(str::to_owned);
        let views: BTreeSet<String> = self.of.values().cloned().collect();
        let rest = self.types.keys().filter(|name| *name != "Html");
        let mut told = BTreeSet::new();
        let names = first.into_iter().chain(views).chain(rest.cloned().collect::<BTreeSet<_>>());
        names.filter(|name| told.insert(name.clone())).map(|name| self.told_type(&name)).collect()
    }

    fn told_type(&self, name: &str) -> String {
        let schema = &self.types[name];
        let mut text = format!("### {name}\n\n{}\n\n", self.opening(name));
        let variants = schema.get("oneOf").and_then(Value::as_array);
        for variant in variants.into_iter().flatten() {
            let kind = variant["properties"]["kind"]["const"].as_str().unwrap();
            let _ = write!(text, "Where `kind` is `{kind}`:\n\n{}", table(&variant["properties"]));
        }
        if !self.fields(name).is_empty() {
            text.push_str(&table(&schema["properties"]));
        }
        text
    }

    /// What a type is, and where templates have it.
    fn opening(&self, name: &str) -> String {
        let what = self.types[name]["description"].as_str().unwrap_or_default();
        let what = what.replace('\n', " ");
        match name {
            "SiteView" => format!("`site` in every template. {what}"),
            "ThemeView" => format!("`theme` in every template. {what}"),
            "Frame" => format!("`frame` in every template. {what}"),
            _ => match self.templates_of(name) {
                templates if templates.is_empty() => what,
                templates => format!("`page` in {}. {what}", templates.join(", ")),
            },
        }
    }

    fn templates_of(&self, name: &str) -> Vec<String> {
        let of = self.of.iter().filter(|(_, view)| *view == name);
        of.map(|(template, _)| format!("`{template}`")).collect()
    }
}

fn reference(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str()?.rsplit('/').next()
}

fn table(fields: &Value) -> String {
    let mut text = String::from("| Field | Type | Meaning |\n|---|---|---|\n");
    for (name, schema) in fields.as_object().unwrap() {
        let meaning = schema["description"].as_str().unwrap_or_default().replace('\n', " ");
        if schema.get("const").is_none() {
            let _ = writeln!(text, "| `{name}` | {} | {meaning} |", kind(schema));
        }
    }
    text + "\n"
}

/// A type in words.
fn kind(schema: &Value) -> String {
    if let Some(name) = reference(schema) {
        let anchor = name.to_lowercase();
        return if name == "Html" { "HTML".into() } else { format!("[{name}](#{anchor})") };
    }
    if let Some([one, Value::Object(none)]) = schema["anyOf"].as_array().map(Vec::as_slice)
        && none["type"] == "null"
    {
        return format!("{}, or none", kind(one));
    }
    match &schema["type"] {
        Value::Array(kinds) => format!("{}, or none", word(&kinds[0], schema)),
        one => word(one, schema),
    }
}

fn word(one: &Value, schema: &Value) -> String {
    match one.as_str().unwrap_or_default() {
        "string" => "text".into(),
        "integer" | "number" => "number".into(),
        "boolean" => "true or false".into(),
        "null" => "nothing".into(),
        "array" => format!("list of {}", kind(&schema["items"])),
        "object" if schema["additionalProperties"].is_object() => {
            format!("table of {}", kind(&schema["additionalProperties"]))
        }
        "object" => "table".into(),
        other => panic!("no word for {other} of {schema}"),
    }
}

/// The templates of the default theme, by name.
fn templates() -> BTreeMap<String, String> {
    let templates = embedded().filter_map(|(path, bytes)| {
        let name = path.strip_prefix("templates/")?.to_owned();
        Some((name, String::from_utf8(bytes).unwrap()))
    });
    templates.collect()
}

/// What stands after `{% word ` in a template, each time.
fn said<'t>(template: &'t str, word: &str) -> Vec<&'t str> {
    let tags = template.split("{% ").skip(1).filter_map(|tag| tag.split(" %}").next());
    tags.filter_map(|tag| tag.strip_prefix(word))
        .map(|rest| rest.trim().trim_matches('"'))
        .collect()
}

/// A row a template: what it extends, its blocks, what it is shown with.
fn told_templates(views: &Views) -> String {
    let mut text =
        String::from("| Template | Extends | Blocks of its own | `page` |\n|---|---|---|---|\n");
    for (name, template) in &templates() {
        let code = |names: Vec<&str>| {
            names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
        };
        let view = views
            .of
            .get(name)
            .map_or(String::new(), |view| format!("[{view}](#{})", view.to_lowercase()));
        let (extends, blocks) = (code(said(template, "extends ")), code(said(template, "block ")));
        let _ = writeln!(text, "| `{name}` | {extends} | {blocks} | {view} |");
    }
    text
}

/// A row a token, under the words that `css/tokens.css` has above it.
fn told_tokens() -> String {
    let css = embedded().find(|(path, _)| path == "css/tokens.css").unwrap().1;
    let css = String::from_utf8(css).unwrap();
    let (light, dark) = css.split_once("@media").unwrap();
    let dark: BTreeMap<&str, &str> = dark.split(';').filter_map(declared).collect();
    let mut text = String::new();
    for group in light.split("/*").skip(2) {
        let (words, rest) = group.split_once("*/").unwrap();
        let words: Vec<&str> = words.split_whitespace().collect();
        let _ =
            write!(text, "{}\n\n| Token | Value | In the dark |\n|---|---|---|\n", words.join(" "));
        for (name, value) in rest.split(";\n").filter_map(declared) {
            let dark = dark.get(name).map_or(String::new(), |value| format!("`{value}`"));
            let value =
                if value.starts_with("url(") { "a picture".into() } else { format!("`{value}`") };
            let _ = writeln!(text, "| `{name}` | {value} | {dark} |");
        }
        text.push('\n');
    }
    text
}

fn declared(line: &str) -> Option<(&str, &str)> {
    let (before, value) = line.split_once("--")?.1.split_once(':')?;
    Some((before.trim(), value.trim().trim_end_matches(';')))
}

/// The text with what stands between two marks replaced.
fn renewed(text: &str, mark: &str, told: &str) -> String {
    let (open, close) = (format!("<!-- {mark} -->\n"), format!("<!-- /{mark} -->"));
    let (before, rest) = text.split_once(&open).unwrap();
    let (_, after) = rest.split_once(&close).unwrap();
    format!("{before}{open}\n{}\n\n{close}{after}", told.trim())
}

#[test]
fn the_lists_of_the_documentation_are_those_of_the_program() {
    let views = Views::read();
    let path = root().join("docs/theming.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let new = renewed(&text, "templates", &told_templates(&views));
    let new = renewed(&new, "tokens", &told_tokens());
    let new = renewed(&new, "views", &views.told());
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &new).unwrap();
    } else {
        assert!(
            text == new,
            "docs/theming.md is out of date: run `UPDATE_DOCS=1 cargo test --lib`"
        );
    }
}

#[test]
fn every_page_template_is_shown_by_the_sample_archive() {
    let views = Views::read();
    let templates = templates();
    let pages: Vec<&String> = templates.keys().filter(|name| name.starts_with("page/")).collect();
    let shown: Vec<&String> = views.of.keys().filter(|name| name.starts_with("page/")).collect();
    assert_eq!(shown, pages);
}

#[test]
fn every_field_of_a_view_says_what_it_means() {
    let views = Views::read();
    let mut silent = Vec::new();
    for (name, schema) in &views.types {
        let variants = schema["oneOf"].as_array().into_iter().flatten();
        for properties in variants.chain([schema]).filter_map(|one| one["properties"].as_object()) {
            let fields = properties.iter().filter(|(_, field)| field.get("const").is_none());
            let fields = fields.filter(|(_, field)| field["description"].is_null());
            silent.extend(fields.map(|(field, _)| format!("{name}.{field}")));
        }
    }
    assert!(silent.is_empty(), "add a doc comment to {}", silent.join(", "));
}
