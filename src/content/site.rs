//! `site.toml`.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    keys,
    places::{SourceText, Whole, entries, language},
};
use crate::{
    diagnostic::{Code, Diagnostic, Severity, Sink, code},
    model::{Autolink, NavEntry, Redaction, Redirect, Sections, Series, SeriesId, SetId, Site},
    source::{FileId, Span, Spanned},
    syntax::{
        fields::Fields,
        toml::{Table, Value},
        url::is_allowed_url,
    },
    time::Zone,
};

/// Reads the archive's own file; what is missing or wrong is told and takes its default, so that
/// the rest of the archive is read all the same. It is whole where every name that is to be withheld
/// is known. None where the file is broken.
pub(super) fn read(source: &SourceText<'_>, sink: &mut Sink) -> Option<Whole<Site>> {
    let mut fields = Fields::new(source.table(sink)?, &keys::SITE, sink);
    let redact = entries(&mut fields, "redact", redaction);
    let site = Site {
        title: fields.required_text("title").map_or_else(|| UNTITLED.into(), |text| text.value),
        description: fields.text("description").map(|text| text.value).unwrap_or_default(),
        base_url: base_url(&mut fields),
        language: language(&mut fields).unwrap_or_else(|| "en".into()),
        theme: fields.text("theme").unwrap_or_else(|| default_theme(source.id)),
        zone: fields.zone("zone").unwrap_or_else(Zone::utc),
        display_zones: display_zones(&mut fields),
        as_of: fields.date("as_of").map(|date| date.value),
        contact: fields.text("contact").map(|text| text.value),
        repository: repository(&mut fields),
        default_recommendations: fields
            .text("default_recommendations")
            .map(|text| text.map(SetId::new)),
        series: series(&mut fields),
        autolink: autolink(&mut fields),
        sections: sections(&mut fields),
        check: check(&mut fields),
        redirects: redirects(&mut fields),
        redact: redact.value,
        nav: nav(&mut fields),
        extra: fields.extra(),
    };
    fields.finish();
    Some(Whole { value: site, is_whole: redact.is_whole })
}

/// Whether a file that could not be read may withhold names.
pub(super) fn may_redact(source: &SourceText<'_>) -> bool {
    source.text.contains("redact")
}

/// The series that the archive speaks of, for one whose own file cannot be read: nothing is said
/// about series then.
pub(super) fn stand_in<'a>(written: impl Iterator<Item = &'a Spanned<String>>) -> Vec<Series> {
    let ids: BTreeSet<&str> = written.map(|text| text.value.as_str()).collect();
    ids.into_iter().map(stand_in_series).collect()
}

/// The title of an archive that does not say its own.
const UNTITLED: &str = "Untitled archive";
/// Where an archive stands that does not say where.
const NOWHERE: &str = "https://example.org/";

/// A site of defaults, for an archive whose own file cannot be read.
pub(super) fn fallback(file: FileId) -> Site {
    Site {
        title: UNTITLED.into(),
        description: String::new(),
        base_url: NOWHERE.into(),
        language: "en".into(),
        theme: default_theme(file),
        zone: Zone::utc(),
        display_zones: Vec::new(),
        as_of: None,
        contact: None,
        repository: None,
        default_recommendations: None,
        series: Vec::new(),
        autolink: Autolink::default(),
        sections: Sections::default(),
        check: BTreeMap::new(),
        redirects: Vec::new(),
        redact: Vec::new(),
        nav: Vec::new(),
        extra: serde_json::Map::new(),
    }
}

fn default_theme(file: FileId) -> Spanned<String> {
    Spanned::new("default".into(), Span::new(file, 0..0))
}

fn with_slash(url: &str) -> String {
    format!("{}/", url.trim_end_matches('/'))
}

fn base_url(fields: &mut Fields<'_>) -> String {
    let example = "https://ssr2.example.org/wiki/";
    let Some(found) = fields.required_text("base_url") else {
        return NOWHERE.into();
    };
    if is_absolute(&found.value) {
        return with_slash(&found.value);
    }
    let message = format!("`{}` is not an absolute web address", found.value);
    fields.say(code::KEY_VALUE, found.span, message, format!("write it in full, as `{example}`"));
    NOWHERE.into()
}

fn repository(fields: &mut Fields<'_>) -> Option<String> {
    let found = fields.url("repository")?;
    if is_absolute(&found.value) {
        return Some(with_slash(&found.value));
    }
    let message = format!("`{}` is not an absolute web address", found.value);
    let help = "write it in full, as `https://github.com/example/ssr2/blob/main/`";
    fields.say(code::KEY_VALUE, found.span, message, help.into());
    None
}

fn is_absolute(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let is_plain = |c: char| {
        !c.is_whitespace()
            && !c.is_control()
            && !matches!(c, '"' | '<' | '>' | '?' | '#' | '\\' | '`')
    };
    rest.is_some_and(|rest| {
        !rest.is_empty() && !rest.starts_with('/') && rest.chars().all(is_plain)
    })
}

fn display_zones(fields: &mut Fields<'_>) -> Vec<Zone> {
    let names = fields.texts("display_zones");
    names.iter().filter_map(|name| fields.zone_named(name)).collect()
}

fn series(fields: &mut Fields<'_>) -> Vec<Series> {
    let Some(table) = fields.table("series") else { return Vec::new() };
    table.entries.into_iter().map(|(key, value)| one_series(&key, value, fields.sink())).collect()
}

/// A series; one whose id or table is wrong stays, so that its meetings are known.
fn one_series(key: &Spanned<String>, value: Spanned<Value>, sink: &mut Sink) -> Series {
    super::places::is_id(key, "a series", sink);
    let Value::Table(table) = value.value else {
        let message = format!(
            "the series `{}` must be a table, and this is {}",
            key.value,
            value.value.kind()
        );
        sink.push(
            Diagnostic::new(code::KEY_TYPE, value.span, message)
                .help(format!("write `[series.{}]` and below it `name = \"…\"`", key.value)),
        );
        return stand_in_series(&key.value);
    };
    let mut fields = Fields::new(table, &keys::SERIES, sink);
    let series = Series {
        id: SeriesId::new(key.value.as_str()),
        name: fields.text("name").map_or_else(|| key.value.clone(), |text| text.value),
        counts_attendance: fields.flag("attendance").unwrap_or(true),
        extra: fields.extra(),
    };
    fields.finish();
    series
}

/// A series of which only the id is known.
pub(super) fn stand_in_series(id: &str) -> Series {
    Series {
        id: SeriesId::new(id),
        name: id.to_owned(),
        counts_attendance: true,
        extra: serde_json::Map::new(),
    }
}

fn autolink(fields: &mut Fields<'_>) -> Autolink {
    let default = Autolink::default();
    let Some(table) = fields.table("autolink") else { return default };
    let mut fields = Fields::new(table, &keys::AUTOLINK, fields.sink());
    let autolink = Autolink {
        recommendations: fields.flag("recommendations").unwrap_or(default.recommendations),
        meetings: fields.flag("meetings").unwrap_or(default.meetings),
        actions: fields.flag("actions").unwrap_or(default.actions),
        glossary: fields.flag("glossary").unwrap_or(default.glossary),
        people: fields.flag("people").unwrap_or(default.people),
    };
    fields.finish();
    autolink
}

fn sections(fields: &mut Fields<'_>) -> Sections {
    let Some(table) = fields.table("sections") else { return Sections::default() };
    let mut fields = Fields::new(table, &keys::SECTIONS, fields.sink());
    let mut words = |key| {
        fields
            .texts(key)
            .into_iter()
            .map(|text| text.value.trim().to_lowercase())
            .filter(|text| !text.is_empty())
            .collect()
    };
    let sections = Sections {
        agenda: words("agenda"),
        actions: words("actions"),
        decisions: words("decisions"),
    };
    fields.finish();
    sections
}

fn check(fields: &mut Fields<'_>) -> BTreeMap<&'static str, Severity> {
    let Some(table) = fields.table("check") else { return BTreeMap::new() };
    let entries = table.entries.iter().filter(|entry| !is_extra(entry));
    entries.filter_map(|(key, value)| severity(key, value, fields.sink())).collect()
}

/// Whether an entry of a table with free keys is its `[extra]`.
fn is_extra((key, value): &(Spanned<String>, Spanned<Value>)) -> bool {
    key.value == "extra" && matches!(value.value, Value::Table(_))
}

const SEVERITIES: &str = "write `\"error\"`, `\"warning\"` or `\"off\"`";

fn severity(
    key: &Spanned<String>,
    value: &Spanned<Value>,
    sink: &mut Sink,
) -> Option<(&'static str, Severity)> {
    let Some(code) = Code::named(&key.value) else {
        let help = Code::nearest(&key.value).map_or_else(
            || "write a code as it is told with a problem, such as `action/no-due`".into(),
            |near| format!("write `{}`", near.name()),
        );
        sink.push(
            Diagnostic::new(
                code::KEY_UNKNOWN,
                key.span,
                format!("there is no diagnostic `{}`", key.value),
            )
            .help(help),
        );
        return None;
    };
    let Value::Text(word) = &value.value else {
        let message = format!("`{}` must be a text, and this is {}", key.value, value.value.kind());
        sink.push(Diagnostic::new(code::KEY_TYPE, value.span, message).help(SEVERITIES));
        return None;
    };
    let severity = [Severity::Error, Severity::Warning, Severity::Off]
        .into_iter()
        .find(|severity| severity.name() == word);
    match severity {
        None => sink.push(
            Diagnostic::new(code::KEY_VALUE, value.span, format!("`{word}` is no severity"))
                .help(SEVERITIES),
        ),
        Some(severity) if code.is_locked() && severity != Severity::Error => {
            sink.push(
                Diagnostic::new(
                    code::KEY_VALUE,
                    value.span,
                    format!("`{}` is always an error", key.value),
                )
                .help("delete the line"),
            );
        }
        Some(severity) => return Some((code.name(), severity)),
    }
    None
}

fn redirects(fields: &mut Fields<'_>) -> Vec<Redirect> {
    let Some(table) = fields.table("redirects") else { return Vec::new() };
    let entries = table.entries.into_iter().filter(|entry| !is_extra(entry));
    entries.filter_map(|(from, to)| redirect(from, to, fields.sink())).collect()
}

fn redirect(from: Spanned<String>, to: Spanned<Value>, sink: &mut Sink) -> Option<Redirect> {
    let Value::Text(text) = to.value else {
        sink.push(
            Diagnostic::new(code::KEY_TYPE, to.span, "a redirect must lead to an address")
                .help("write it as `\"/meetings/plenary-15.html\"`"),
        );
        return None;
    };
    if !from.value.starts_with('/') {
        let message = format!("`{}` is not an address of this site", from.value);
        sink.push(
            Diagnostic::new(code::KEY_VALUE, from.span, message)
                .help(format!("begin it with a slash: `\"/{}\"`", from.value)),
        );
        return None;
    }
    if !is_allowed_url(&text) {
        let message = format!("`{text}` has a scheme that is not allowed");
        sink.push(
            Diagnostic::new(code::LINK_SCHEME, to.span, message)
                .help("begin it with `/` or `https://`"),
        );
        return None;
    }
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    if !(is_web || text.starts_with('/') && !text.starts_with("//")) {
        let message = format!("`{text}` is neither an address of this site nor a web address");
        sink.push(
            Diagnostic::new(code::KEY_VALUE, to.span, message)
                .help("begin it with `/` or `https://`"),
        );
        return None;
    }
    Some(Redirect { from, to: Spanned::new(text, to.span) })
}

fn redaction(table: Table, sink: &mut Sink) -> Option<Redaction> {
    let mut fields = Fields::new(table, &keys::REDACT, sink);
    let (name, label) = (fields.required_text("name"), fields.required_text("label"));
    let aliases = fields.texts("aliases");
    fields.extra();
    let mut is_name = |text: &Spanned<String>| {
        let is_name = text.value.contains(char::is_alphanumeric);
        if !is_name {
            let message = format!("`{}` is no name", text.value);
            fields.say(code::KEY_VALUE, text.span, message, NO_LETTER.into());
        }
        is_name
    };
    let name = name.filter(&mut is_name);
    let aliases = aliases.into_iter().filter(is_name).map(|alias| alias.value).collect();
    fields.finish();
    Some(Redaction { name: name?, aliases, label: label? })
}

/// What to write in place of a name that is none.
const NO_LETTER: &str = "write the name as it stands in the record";

fn nav(fields: &mut Fields<'_>) -> Vec<NavEntry> {
    let tables = fields.tables("nav");
    tables.into_iter().filter_map(|table| nav_entry(table, fields.sink())).collect()
}

fn nav_entry(table: Table, sink: &mut Sink) -> Option<NavEntry> {
    let mut fields = Fields::new(table, &keys::NAV, sink);
    let title = fields.required_text("title");
    let url = if fields.has("url") { fields.url("url") } else { None };
    fields.finish();
    Some(NavEntry { title: title?.value, url: url? })
}
