//! Schemas against readers: a file is made of each, with a value for every key, and spoilt at every
//! place; what the one refuses the other must refuse.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use super::*;
use crate::{
    diagnostic::Report,
    options::Options,
    pipeline::{gather, run},
    source::{Sources, Tree},
};

/// A value in the making.
#[derive(Clone)]
enum Doc {
    Leaf(String),
    Table(Vec<(String, Doc)>),
    List(Vec<Doc>),
}

impl fmt::Display for Doc {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Leaf(text) => out.write_str(text),
            Self::List(all) => {
                let all: Vec<String> = all.iter().map(ToString::to_string).collect();
                write!(out, "[{}]", all.join(", "))
            }
            Self::Table(entries) => {
                let entry = |(key, value): &(String, Self)| format!("{key:?} = {value}");
                write!(out, "{{ {} }}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// The lines of a file.
fn lines(doc: &Doc) -> String {
    let Doc::Table(entries) = doc else { panic!("a file is a table") };
    entries.iter().map(|(key, value)| format!("{key} = {value}\n")).collect()
}

/// Of keys that go one by one, those that are not chosen.
fn left_out(shape: &Shape, chosen: Option<&str>) -> Vec<&'static str> {
    let Some((_, keys)) = besides(shape) else { return Vec::new() };
    let chosen = keys.iter().find(|key| Some(**key) == chosen).unwrap_or(&keys[0]);
    keys.iter().copied().filter(|key| key != chosen).collect()
}

/// A table with a value for every key; of those that go one by one, the chosen or the first.
fn fullest(shape: &'static Shape, chosen: Option<&str>, depth: usize) -> Doc {
    let left_out = left_out(shape, chosen);
    let keys = shape.keys.iter().filter(|key| !left_out.contains(&key.name));
    let keys = keys.filter(|key| depth < 4 || !matches!(key.kind, Kind::Tables(_)));
    let mut entries: Vec<_> =
        keys.map(|key| (key.name.to_owned(), full_value(key, depth))).collect();
    entries.push(("extra".into(), Doc::Leaf("{ mood = \"good\" }".into())));
    Doc::Table(entries)
}

fn full_value(key: &Key, depth: usize) -> Doc {
    let table = |shape| fullest(shape, None, depth + 1);
    match key.kind {
        Kind::Table(shape) | Kind::TableOrTables(shape) => table(shape),
        Kind::Tables(shape) => Doc::List(vec![table(shape)]),
        Kind::TableByKey(shape) => Doc::Table(vec![("plenary".into(), table(shape))]),
        Kind::TextOrTableByKey(shape) => Doc::Table(vec![
            ("RT".into(), table(shape)),
            ("OCTO".into(), Doc::Leaf("\"Office\"".into())),
        ]),
        _ => Doc::Leaf(key.example.into()),
    }
}

/// A value that no reader takes for a kind.
fn wrong(kind: Kind) -> &'static str {
    match kind {
        Kind::Integer(..) | Kind::Flag => "\"x\"",
        Kind::Date | Kind::Time | Kind::Local | Kind::Duration => "\"soon\"",
        Kind::Zone => "\"Nowhere/Here\"",
        Kind::Zones => "[\"Nowhere/Here\"]",
        Kind::Url => "\"javascript:x\"",
        Kind::WebAddress => "\"nowhere\"",
        Kind::Id => "\"No id\"",
        Kind::OneOf(_) => "\"zzz\"",
        Kind::Number => "true",
        Kind::Redirects => "{ x = \"y\" }",
        Kind::Severities => "{ \"no/code\" = \"off\" }",
        _ => "5",
    }
}

/// Every way to spoil a table, with whether it is spoilt by it, and how that is told in a failure.
fn spoilt(shape: &'static Shape, depth: usize) -> Vec<(String, bool, Doc)> {
    let mut all = vec![("nothing".to_owned(), false, fullest(shape, None, depth))];
    let mut add = |how: String, is_wrong: bool, doc: Doc| all.push((how, is_wrong, doc));
    let Doc::Table(mut with_unknown) = fullest(shape, None, depth) else { return all };
    with_unknown.push(("zzzqqq".into(), Doc::Leaf("1".into())));
    add("an unknown key".into(), true, Doc::Table(with_unknown));
    if let Some((_, keys)) = besides(shape) {
        let Doc::Table(mut without) = fullest(shape, None, depth) else { return all };
        without.retain(|(name, _)| !keys.contains(&name.as_str()));
        all.push((format!("none of {keys:?}"), true, Doc::Table(without)));
    }
    for key in shape.keys {
        let chosen = Some(key.name);
        let Doc::Table(entries) = fullest(shape, chosen, depth) else { continue };
        let with = |value: Option<Doc>| {
            let mut entries = entries.clone();
            match value {
                None => entries.retain(|(name, _)| name != key.name),
                Some(value) => {
                    let entry = entries.iter_mut().find(|(name, _)| name == key.name);
                    entry.unwrap_or_else(|| panic!("{} is there", key.name)).1 = value;
                }
            }
            Doc::Table(entries)
        };
        let bad = with(Some(Doc::Leaf(wrong(key.kind).into())));
        all.push((format!("`{}` wrong", key.name), true, bad));
        if besides(shape).is_none_or(|(_, keys)| !keys.contains(&key.name)) {
            all.push((format!("no `{}`", key.name), key.is_required, with(None)));
        }
        let inner = match key.kind {
            Kind::Table(inner)
            | Kind::Tables(inner)
            | Kind::TableOrTables(inner)
            | Kind::TableByKey(inner)
            | Kind::TextOrTableByKey(inner)
                if !std::ptr::eq(inner, shape) =>
            {
                inner
            }
            _ => continue,
        };
        for (how, is_wrong, doc) in spoilt(inner, depth + 1) {
            let value = match key.kind {
                Kind::Tables(_) => Doc::List(vec![doc]),
                Kind::TableByKey(_) | Kind::TextOrTableByKey(_) => {
                    Doc::Table(vec![("plenary".into(), doc)])
                }
                _ => doc,
            };
            all.push((format!("{}: {how}", key.name), is_wrong, with(Some(value))));
        }
    }
    all
}

/// Where a file of each kind lies here, and what stands beside it.
fn archive(name: &str, text: &str) -> (String, Tree) {
    let site = "title = \"Team\"\nbase_url = \"https://team.example.org/\"\ntheme = \"default\"\n[series.plenary]\n";
    let bundle = "+++\ntitle = \"Call\"\nseries = \"plenary\"\ndate = 2017-05-14\nstart = 06:00\nend = 18:00\n+++\n";
    let page = format!("+++\n{text}+++\n\nText.\n");
    let (path, text) = match name {
        "recommendations" => ("content/recommendations/ssr1.toml".to_owned(), text.to_owned()),
        "meeting" => ("content/meetings/plenary-15.md".into(), page),
        "briefing" | "page" => (format!("content/{name}s/one.md"), page),
        "agenda" => ("content/meetings/call/agenda.toml".into(), text.to_owned()),
        "theme" => ("themes/ours/theme.toml".into(), text.to_owned()),
        _ => (format!("content/{name}.toml"), text.to_owned()),
    };
    let own = site.replace("\"default\"", "\"ours\"");
    let beside = [
        ("content/site.toml", if name == "theme" { own.as_str() } else { site }),
        ("content/meetings/call/index.md", bundle),
        ("content/recommendations/ssr1.toml", "title = \"SSR1\"\nname = \"SSR1\"\n"),
        ("themes/ours/logo.svg", "<svg/>"),
        ("themes/ours/logo-dark.svg", "<svg/>"),
        ("themes/ours/css/ours.css", ""),
    ];
    let mut tree = Tree::in_memory(beside);
    tree.replace(path.as_str().into(), text.as_bytes());
    (path, tree)
}

/// What the reader says of the file itself: not of what it names elsewhere.
fn told(name: &str, text: &str) -> BTreeSet<String> {
    let (path, tree) = archive(name, text);
    let (report, sources) = said(&tree, name == "theme");
    let of_file = report.diagnostics.iter().filter(|one| {
        sources.get(one.diagnostic.span.file).path == path && one.severity == Severity::Error
    });
    let of_itself = of_file.filter(|one| {
        let code = one.diagnostic.code.name();
        let families = ["key/", "toml/", "front-matter/", "id/invalid", "time/zone", "link/scheme"];
        families.iter().any(|family| code.starts_with(family)) || code == "theme/template"
    });
    of_itself
        .map(|one| format!("{} {}", one.diagnostic.code.name(), one.diagnostic.message))
        .collect()
}

/// What is said of an archive; a theme is only read where pages are made.
fn said(tree: &Tree, is_shown: bool) -> (Report, Sources) {
    if is_shown {
        let run = run(tree, &Options::default());
        return (run.report, run.sources);
    }
    let gathered = gather(tree, &Options::default());
    (gathered.sink.finish(&BTreeMap::new()), gathered.sources)
}

fn json_of(text: &str) -> Value {
    let mut sink = Sink::default();
    let table = toml::parse(text, FileId(0), 0..text.len(), &mut sink);
    Value::Object(table.unwrap_or_else(|| panic!("broken TOML: {text}")).to_json())
}

#[test]
fn schemas_and_readers_refuse_the_same() {
    let mut apart = Vec::new();
    for kind in editor_schemas() {
        let schema: Value = serde_json::from_str(&kind.json()).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        for (how, is_wrong, doc) in spoilt(kind.shape, 0) {
            let text = lines(&doc);
            let told = told(kind.name, &text);
            let is_valid = validator.is_valid(&json_of(&text));
            let name = kind.name;
            if told.is_empty() == is_wrong {
                apart.push(format!("the reader of {name}, {how}: {told:?}"));
            }
            if is_valid == is_wrong {
                apart.push(format!("the schema of {name}, {how}"));
            }
        }
    }
    assert!(apart.is_empty(), "{apart:#?}");
}

#[test]
fn every_key_says_what_it_is_for() {
    fn hold(schema: &Value, path: &str) {
        let properties = schema["properties"].as_object().into_iter().flatten();
        for (key, value) in properties {
            let about = value["description"].as_str().unwrap_or_default();
            assert!(about.ends_with('.'), "{path}.{key}: `{about}`");
            for inner in [value, &value["items"], &value["additionalProperties"]] {
                hold(inner, &format!("{path}.{key}"));
            }
        }
    }
    for kind in editor_schemas() {
        hold(&serde_json::from_str(&kind.json()).unwrap(), kind.name);
    }
}
