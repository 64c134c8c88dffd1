//! Archive and registers in, the open data out: JSON with a schema a file, and CSV.

pub(super) mod actions;
pub(super) mod archive;
pub(super) mod attendance;
pub(super) mod briefings;
mod csv;
pub(super) mod decisions;
pub(super) mod glossary;
pub(super) mod links;
pub(super) mod manifest;
pub(super) mod meetings;
pub(super) mod people;
pub(super) mod recommendations;
mod register;
pub(super) mod teams;
mod value;

use rayon::prelude::*;
use schemars::{JsonSchema, Schema, generate::SchemaSettings};
use serde::{Serialize, Serializer as _};
use serde_json::Value;

pub(crate) use manifest::{Manifest, ManifestFile};
pub(crate) use meetings::Index;
pub use register::Register;
pub(super) use value::{Day, Instant, LocalTime, MentionEntry, NamedLink, RecordEntry};

use super::{Context, Output, Wanted};

/// Every file below `data/`, schemas included; `manifest.json` itself aside, which can only be
/// made once all other files are.
pub(super) fn outputs(ctx: &Context<'_>, wanted: Wanted<'_>) -> Vec<Output> {
    let files = FILES.par_iter().flat_map_iter(|make| make(ctx, wanted));
    let mut outputs: Vec<Output> = files.collect();
    outputs.push(schema_file::<Manifest>(wanted, "manifest", manifest::ABOUT));
    outputs.extend(csv::outputs(ctx, wanted));
    outputs
}

/// Makes a file and its schema.
type Make = fn(&Context<'_>, Wanted<'_>) -> [Output; 2];

const FILES: [Make; 11] = [
    |ctx, wanted| file(wanted, "archive", "The archive itself.", || archive::archive(ctx)),
    |ctx, wanted| {
        list(wanted, "meetings", "Meetings, in order of start.", || meetings::meetings(ctx))
    },
    |ctx, wanted| {
        list(wanted, "actions", "Action items, in order of id.", || actions::actions(ctx))
    },
    |ctx, wanted| {
        list(wanted, "decisions", "Decisions, newest first.", || decisions::decisions(ctx))
    },
    |ctx, wanted| file(wanted, "attendance", "Participation.", || attendance::attendance(ctx)),
    |ctx, wanted| {
        let all = || recommendations::recommendations(ctx);
        file(wanted, "recommendations", "Recommendations, by set and number.", all)
    },
    |ctx, wanted| file(wanted, "people", "The roster, and groups.", || people::people(ctx)),
    |ctx, wanted| file(wanted, "teams", "Sub-teams.", || teams::teams(ctx)),
    |ctx, wanted| {
        file(wanted, "briefings", "Briefings, in order of day.", || briefings::briefings(ctx))
    },
    |ctx, wanted| file(wanted, "glossary", "Acronyms.", || glossary::glossary(ctx)),
    |ctx, wanted| {
        list(wanted, "links", "Every internal link of the archive.", || links::links(ctx))
    },
];

/// A JSON file of a list, and its schema; the entries are written as they are made, as there may be
/// very many.
fn list<T: Serialize + JsonSchema, I: Iterator<Item = T>>(
    wanted: Wanted<'_>,
    name: &str,
    about: &str,
    entries: impl FnOnce() -> I,
) -> [Output; 2] {
    let write = || {
        let mut bytes = Vec::new();
        let mut json = serde_json::Serializer::new(&mut bytes);
        let written = json.collect_seq(entries());
        with_line_end(written.map(|()| bytes))
    };
    let data = wanted.file(&format!("data/{name}.json"), write);
    [data, schema_file::<Vec<T>>(wanted, name, about)]
}

/// A JSON file and its schema.
fn file<T: Serialize + JsonSchema>(
    wanted: Wanted<'_>,
    name: &str,
    about: &str,
    value: impl FnOnce() -> T,
) -> [Output; 2] {
    let data = wanted.file(&format!("data/{name}.json"), || json(&value()));
    [data, schema_file::<T>(wanted, name, about)]
}

fn schema_file<T: JsonSchema>(wanted: Wanted<'_>, name: &str, about: &str) -> Output {
    let path = format!("data/schema/{name}.json");
    wanted.file(&path, || pretty(&schema::<T>(name, about)))
}

/// The JSON Schema (draft 2020-12) of a file of the open data.
fn schema<T: JsonSchema>(name: &str, about: &str) -> Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("title".into(), Value::from(name));
    schema.insert("description".into(), Value::from(about));
    schema
}

/// Compact, as these files grow with the record, with a line end at the end.
fn json<T: Serialize>(value: &T) -> Vec<u8> {
    with_line_end(serde_json::to_vec(value))
}

fn pretty<T: Serialize>(value: &T) -> Vec<u8> {
    with_line_end(serde_json::to_vec_pretty(value))
}

/// Our types have text for keys and know no failing fields, so that writing them always works.
fn with_line_end(bytes: serde_json::Result<Vec<u8>>) -> Vec<u8> {
    let mut bytes = bytes.unwrap_or_else(|_| b"null".to_vec());
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests;
