//! Pages and files added, changed, gone.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rayon::prelude::*;

use super::{
    data::Data,
    differences::{Page, Pages},
    html,
    site::Site,
};
use crate::{error::Error, model::Address};

/// What became of one address.
enum Fate {
    Added(Page),
    Changed(Page),
    Gone(Page),
    SameText,
    Same,
}

/// Compares what lies at every address that people go to.
pub(super) fn compare(
    old: (&Site, &Data),
    new: (&Site, &Data),
    redirects: &BTreeMap<String, String>,
) -> Result<Pages, Error> {
    let paths: BTreeSet<&str> = old.0.paths().chain(new.0.paths()).collect();
    let paths: Vec<&str> = paths.into_iter().filter(|path| !old.0.shares(path, new.0)).collect();
    let kinds = Kinds::new(old.1, new.1);
    let sites = Sites { old: old.0, new: new.0, kinds: &kinds, redirects };
    let fates: Result<Vec<Fate>, Error> = paths.par_iter().map(|path| sites.fate(path)).collect();
    Ok(gather(fates?))
}

fn gather(fates: Vec<Fate>) -> Pages {
    let mut pages = Pages::default();
    for fate in fates {
        match fate {
            Fate::Added(page) => pages.added.push(page),
            Fate::Changed(page) => pages.changed.push(page),
            Fate::Gone(page) => pages.gone.push(page),
            Fate::SameText => pages.n_same_text += 1,
            Fate::Same => {}
        }
    }
    // by address within each, as the sort is stable
    pages.gone.sort_by_key(|page| page.redirect.is_some());
    pages
}

struct Sites<'a> {
    old: &'a Site,
    new: &'a Site,
    kinds: &'a Kinds<'a>,
    redirects: &'a BTreeMap<String, String>,
}

impl Sites<'_> {
    fn fate(&self, path: &str) -> Result<Fate, Error> {
        match self.kinds.of(path) {
            None => Ok(Fate::Same),
            Some("feeds") => Ok(self.fate_of_feed(path)),
            Some("files") => Ok(self.fate_of_file(path)),
            Some(kind) => self.fate_of_page(path, kind),
        }
    }

    /// What subscribers hold is told where it is gone, and the page that it belongs to is not.
    fn fate_of_feed(&self, path: &str) -> Fate {
        let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        let page = format!("{stem}.html");
        let is_page_gone = self.old.has(&page) && !self.new.has(&page);
        let is_told = !self.new.has(path) && !is_page_gone;
        if is_told { Fate::Gone(self.gone(path, "feeds", String::new())) } else { Fate::Same }
    }

    fn fate_of_file(&self, path: &str) -> Fate {
        let title = path.rsplit('/').next().unwrap_or_default().to_owned();
        match (self.old.has(path), self.new.has(path)) {
            (true, false) => Fate::Gone(self.gone(path, "files", title)),
            (false, _) => Fate::Added(page(path, "files", title)),
            (true, true) => Fate::Changed(page(path, "files", title)),
        }
    }

    fn fate_of_page(&self, path: &str, kind: &'static str) -> Result<Fate, Error> {
        let (before, after) = (text(self.old, path)?, text(self.new, path)?);
        let is_page =
            |html: &Option<String>| html.as_ref().is_some_and(|html| !html::is_redirect(html));
        Ok(match (is_page(&before), is_page(&after)) {
            (true, true) => {
                both(path, kind, &before.unwrap_or_default(), &after.unwrap_or_default())
            }
            (false, true) => Fate::Added(page(path, kind, title(after.as_deref()))),
            (true, false) => {
                let moved = after.as_deref().and_then(html::moved_to);
                let gone = self.gone(path, kind, title(before.as_deref()));
                Fate::Gone(Page { redirect: gone.redirect.or(moved), ..gone })
            }
            (false, false) if after.is_none() => {
                Fate::Gone(self.gone(path, "redirects", String::new()))
            }
            (false, false) => Fate::Same,
        })
    }

    fn gone(&self, path: &str, kind: &'static str, title: String) -> Page {
        let page = page(path, kind, title);
        Page { redirect: self.redirects.get(&page.url).cloned(), ..page }
    }
}

fn both(path: &str, kind: &'static str, before: &str, after: &str) -> Fate {
    let (was, is) = (html::read(before), html::read(after));
    if was == is {
        return Fate::SameText;
    }
    let title_before = (was.title != is.title).then_some(was.title);
    Fate::Changed(Page { title_before, ..page(path, kind, is.title) })
}

fn text(site: &Site, path: &str) -> Result<Option<String>, Error> {
    site.has(path).then(|| site.text(path)).transpose()
}

fn title(html: Option<&str>) -> String {
    html.map(|html| html::read(html).title).unwrap_or_default()
}

fn page(path: &str, kind: &'static str, title: String) -> Page {
    let url = Address::new(Arc::from(path)).from_root();
    Page { url, title, title_before: None, kind, redirect: None }
}

/// Where addresses lead, by `_redirects`: the old one, the new one.
pub(super) fn redirects(site: &Site) -> Result<BTreeMap<String, String>, Error> {
    let text = site.text("_redirects")?;
    let line = |line: &str| {
        let mut words = line.split_whitespace().map(str::to_owned);
        Some((words.next()?, words.next()?))
    };
    Ok(text.lines().filter_map(line).collect())
}

/// What lies at an address, as both sites' open data have it.
struct Kinds<'a>(BTreeMap<&'a str, &'static str>);

impl<'a> Kinds<'a> {
    fn new(old: &'a Data, new: &'a Data) -> Self {
        Self([old, new].into_iter().flat_map(named).collect())
    }

    /// None for what nobody goes to: styles, scripts, the open data and what is made for engines.
    fn of(&self, path: &str) -> Option<&'static str> {
        let url = Address::new(Arc::from(path)).from_root();
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        match (folder, name) {
            _ if path.starts_with("data/") || path.starts_with("assets/") => None,
            ("", "robots.txt" | "sitemap.xml" | "_redirects" | "_redirects.nginx") => None,
            _ if is_feed(folder, name, extension) => Some("feeds"),
            _ if extension != "html" => Some("files"),
            ("owners", _) => Some("owners"),
            _ => Some(self.0.get(url.as_str()).copied().unwrap_or("lists")),
        }
    }
}

fn is_feed(folder: &str, name: &str, extension: &str) -> bool {
    matches!(
        (folder, name, extension),
        ("", "calendar.ics", _)
            | ("" | "actions" | "decisions", "feed.xml", _)
            | ("calendar" | "meetings" | "owners", _, "ics")
            | ("owners", _, "xml")
    )
}

fn named(data: &Data) -> impl Iterator<Item = (&str, &'static str)> {
    let meetings = data.meetings.iter().map(|one| (one.url.as_str(), "meetings"));
    let actions = data.actions.iter().map(|one| (one.url.as_str(), "action items"));
    let recommendations = data.recommendations.iter().map(|one| one.url.as_str());
    let sets = data.archive.sets.iter().map(|one| one.url.as_str());
    let recommendations = recommendations.chain(sets).map(|url| (url, "recommendations"));
    let briefings = data.briefings.iter().map(|one| (one.url.as_str(), "briefings"));
    let pages = data.archive.pages.iter().map(|one| (one.url.as_str(), "pages"));
    let people = data.people.people.iter().map(|one| (one.url.as_str(), "people"));
    let teams = data.teams.iter().map(|one| (one.url.as_str(), "teams"));
    let things = meetings.chain(actions).chain(recommendations).chain(briefings);
    things.chain(pages).chain(people).chain(teams)
}
