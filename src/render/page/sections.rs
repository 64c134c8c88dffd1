//! The menu, and what else is the same on every page.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::at::Html;
use crate::{
    model::{Address, Extra, Series},
    render::{Context, html::times, messages::Messages},
    time::TZDB_VERSION,
};

/// What every page is shown with.
#[derive(Serialize, JsonSchema)]
pub(super) struct SiteView {
    /// The site's title.
    title: String,
    /// One line on the site.
    description: String,
    /// The language, as a tag: `en`.
    language: String,
    /// `ltr` or `rtl`: which way the language is written.
    dir: &'static str,
    /// An address of e-mail.
    contact: Option<String>,
    /// The day that registers are shown as of.
    as_of: Html,
    /// The version of the time zone database.
    tzdb: &'static str,
    /// The program and its version.
    generator: String,
    /// The menu.
    nav: Vec<Section>,
    /// Every section, for the foot of the page.
    sections: Vec<Section>,
    /// Feeds and calendars of the whole site.
    feeds: Vec<Section>,
    /// Whether it has a search.
    has_search: bool,
    /// By id.
    series: BTreeMap<String, SeriesView>,
    /// Own keys of `site.toml`, as they stand.
    extra: Extra,
}

/// A series of meetings.
#[derive(Serialize, JsonSchema)]
struct SeriesView {
    /// What it is called.
    name: String,
    /// Own keys of the series, as they stand.
    extra: Extra,
}

/// An entry of the menu.
#[derive(Clone, Serialize, JsonSchema)]
#[schemars(rename = "MenuEntry")]
pub(super) struct Section {
    /// The sections' own name, by which a page says where it belongs.
    key: String,
    /// The words of the entry.
    title: String,
    /// From the site's root; none where it is another site's.
    path: Option<String>,
    /// The address of another site.
    url: Option<String>,
    /// The media type, of a feed.
    media: &'static str,
}

impl Section {
    fn new(key: &str, title: &str, path: &str) -> Self {
        let path = Address::new(path).from_root().trim_start_matches('/').to_owned();
        Self { key: key.into(), title: title.into(), path: Some(path), url: None, media: "" }
    }
}

/// What every page is shown with.
pub(super) fn site(ctx: &Context<'_>) -> SiteView {
    let site = &ctx.archive.site;
    let nav = if site.nav.is_empty() { menu(ctx) } else { own_menu(ctx) };
    SiteView {
        title: site.title.clone(),
        description: site.description.clone(),
        language: site.language.clone(),
        dir: direction(&site.language),
        contact: site.contact.clone(),
        as_of: Html(times::day(ctx.messages, ctx.registers.as_of)),
        tzdb: TZDB_VERSION,
        generator: format!("plenary {}", env!("CARGO_PKG_VERSION")),
        nav,
        sections: sections(ctx),
        feeds: feeds(ctx),
        has_search: true,
        series: site.series.iter().map(series).collect(),
        extra: site.extra.clone(),
    }
}

fn series(series: &Series) -> (String, SeriesView) {
    let view = SeriesView { name: series.name.clone(), extra: series.extra.clone() };
    (series.id.to_string(), view)
}

/// Whether each register has anything to show.
pub(super) fn has_attendance(ctx: &Context<'_>) -> bool {
    !ctx.registers.attendance.sessions.is_empty()
}

/// The usual menu: what is not empty, then pages in the order they ask for. The search has a form
/// of its own beside it.
fn menu(ctx: &Context<'_>) -> Vec<Section> {
    let mut menu = registers(ctx);
    let archive = ctx.archive;
    let mut pages: Vec<_> =
        archive.pages.values().filter_map(|page| Some((page.nav?, &page.title, page))).collect();
    pages.sort_by_key(|(nav, title, page)| (*nav, (*title).clone(), page.id.clone()));
    menu.extend(pages.iter().map(|(_, title, page)| {
        Section::new(&format!("page:{}", page.id), title, &format!("{}.html", page.id))
    }));
    if !archive.meetings.is_empty() {
        menu.push(section(ctx.messages, "calendar", "menu.calendar"));
    }
    menu
}

fn registers(ctx: &Context<'_>) -> Vec<Section> {
    let (archive, registers) = (ctx.archive, ctx.registers);
    let all = [
        (!archive.meetings.is_empty(), "meetings", "menu.meetings"),
        (!registers.actions.is_empty(), "actions", "menu.actions"),
        (!registers.decisions.is_empty(), "decisions", "menu.decisions"),
        (!archive.sets.is_empty(), "recommendations", "menu.recommendations"),
        (!archive.briefings.is_empty(), "briefings", "menu.briefings"),
        (has_attendance(ctx), "attendance", "menu.attendance"),
        (!archive.people.is_empty(), "people", "menu.people"),
        (!archive.teams.is_empty(), "teams", "menu.teams"),
    ];
    let there = all.into_iter().filter(|(is_there, ..)| *is_there);
    there.map(|(_, name, words)| section(ctx.messages, name, words)).collect()
}

/// A section of ours, by its name and the message that is its title.
fn section(messages: &Messages, name: &str, words: &str) -> Section {
    Section::new(name, messages.text(words), &format!("{name}.html"))
}

/// Every section, the menu's and those that are sought less.
fn sections(ctx: &Context<'_>) -> Vec<Section> {
    let mut all = menu(ctx);
    all.push(section(ctx.messages, "search", "menu.search"));
    if !ctx.archive.terms.is_empty() {
        all.push(section(ctx.messages, "glossary", "menu.glossary"));
    }
    all.push(section(ctx.messages, "changes", "menu.changes"));
    all
}

/// The title and address of every page that lists things of a kind.
pub(super) fn lists(ctx: &Context<'_>) -> Vec<(String, String)> {
    let is_list = |one: &Section| one.key != "search" && !one.key.starts_with("page:");
    let all = sections(ctx).into_iter().filter(is_list);
    all.filter_map(|one| Some((one.title, one.path?))).collect()
}

fn own_menu(ctx: &Context<'_>) -> Vec<Section> {
    let entry = |one: &crate::model::NavEntry| {
        let url = one.url.value.trim();
        match url.strip_prefix('/') {
            Some("") => Section::new("home", &one.title, "index.html"),
            Some(path) => {
                let key = path.split(".html").next().unwrap_or_default();
                let is_page = ctx.archive.pages.contains_key(key);
                let key = if is_page { format!("page:{key}") } else { key.to_owned() };
                Section::new(&key, &one.title, path)
            }
            None => Section {
                key: String::new(),
                title: one.title.clone(),
                path: None,
                url: crate::render::html::safe_url(url),
                media: "",
            },
        }
    };
    ctx.archive.site.nav.iter().map(entry).collect()
}

fn feeds(ctx: &Context<'_>) -> Vec<Section> {
    let atom = "application/atom+xml";
    let all = [
        (true, "home.all_changes", "feed.xml", atom),
        (!ctx.registers.actions.is_empty(), "actions.action_items", "actions/feed.xml", atom),
        (!ctx.registers.decisions.is_empty(), "menu.decisions", "decisions/feed.xml", atom),
        (!ctx.archive.meetings.is_empty(), "menu.calendar", "calendar.ics", "text/calendar"),
    ];
    let there = all.into_iter().filter(|(is_there, ..)| *is_there);
    there
        .map(|(_, words, path, media)| Section {
            media,
            ..Section::new("", ctx.messages.text(words), path)
        })
        .collect()
}

/// Which way a language is written: the script where it is said, else that of the language.
fn direction(language: &str) -> &'static str {
    let mut tags = language.split('-');
    let first = tags.next().unwrap_or_default().to_ascii_lowercase();
    let script = tags.find(|tag| tag.len() == 4).map(str::to_ascii_lowercase);
    let is_rtl = match script.as_deref() {
        Some(script) => ["arab", "hebr", "syrc", "thaa", "nkoo", "adlm"].contains(&script),
        None => {
            ["ar", "he", "fa", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"].contains(&first.as_str())
        }
    };
    if is_rtl { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests {
    use super::direction;

    #[test]
    fn languages_know_their_direction() {
        assert_eq!(direction("ar-EG"), "rtl");
        assert_eq!(direction("az-Arab-IR"), "rtl");
        assert_eq!(direction("en"), "ltr");
        assert_eq!(direction("ar-Latn"), "ltr");
    }
}
