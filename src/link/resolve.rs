//! References as people type them: a wikilink or a link's destination goes in, what it leads to
//! comes out.

use std::sync::Arc;

use camino::Utf8Path;
use unicode_normalization::UnicodeNormalization;

use super::{
    place,
    prose::Scribe,
    spots::Names,
    targets::{in_full, kind_of},
};
use crate::{
    diagnostic::{Code, Diagnostic, code},
    model::{Address, How, Owner, Reference, Target},
    source::{Span, prose::Written},
    text::all_near,
};

impl Scribe<'_> {
    /// What a reference leads to, and what is shown for it where it has no text of its own.
    pub(super) fn resolve(&mut self, written: &Written, span: Span) -> (Reference, String) {
        let (reference, shown) = match written {
            Written::Wikilink(text) => self.wikilink(text, span),
            Written::Link { destination, title, defined_at } => {
                let span = defined_at.unwrap_or(span);
                (self.link(destination, title, span), destination.clone())
            }
        };
        if let Reference::Attachment(address) = &reference {
            self.file(address);
        }
        (reference, shown)
    }

    fn wikilink(&mut self, text: &str, span: Span) -> (Reference, String) {
        let text = text.trim();
        let (kind, name) = kind_of(text);
        let whole = self.known.lookup().find(kind, name);
        let (name, fragment) = match name.split_once('#') {
            Some((name, fragment)) if whole.is_empty() => (name.trim(), Some(fragment.trim())),
            _ => (name, None),
        };
        if let (true, Some(fragment)) = (name.is_empty(), fragment) {
            return (self.here(fragment, span), text.to_owned());
        }
        let found = if whole.is_empty() { self.known.lookup().find(kind, name) } else { whole };
        match found.as_slice() {
            [] => {
                self.say_not_found(kind, name, span);
                (Reference::Broken, text.to_owned())
            }
            [target] => {
                self.known.note(span, || Names::Wikilink(target.clone()));
                let shown = self.known.targets.shown(target, &self.known.people);
                (self.target(target.clone(), fragment, How::Wikilink, span), shown)
            }
            many => {
                let ambiguous = ambiguous(name, many, self.typed(name, span));
                self.sink.push(ambiguous);
                (Reference::Broken, text.to_owned())
            }
        }
    }

    /// The place of what was typed inside of a reference: the smallest text one would change.
    fn typed(&self, text: &str, span: Span) -> Span {
        match self.known.sources.slice(span).find(text) {
            Some(at) if !text.is_empty() => span.part(at..at + text.len()),
            _ => span,
        }
    }

    /// A target with a place on its page, which has to be there.
    fn target(
        &mut self,
        target: Target,
        fragment: Option<&str>,
        how: How,
        span: Span,
    ) -> Reference {
        let fragment = fragment.filter(|fragment| !fragment.is_empty());
        let fragment = fragment.and_then(|fragment| {
            let is_there = self.has_anchor(&target, fragment, span);
            is_there.then(|| Arc::from(fragment))
        });
        Reference::Target { target, fragment, how }
    }

    fn here(&mut self, fragment: &str, span: Span) -> Reference {
        let target = Target::clone(&self.from);
        if self.has_anchor(&target, fragment, span) {
            Reference::Here(Arc::from(fragment))
        } else {
            Reference::Broken
        }
    }

    fn has_anchor(&mut self, target: &Target, fragment: &str, span: Span) -> bool {
        let known = self.known;
        if *target != *self.from && !self.asked.contains(target) {
            self.asked.push(target.clone());
        }
        let Some(anchors) = known.anchors.of(target) else { return true };
        if anchors.contains(fragment) {
            return true;
        }
        let mut sorted: Vec<&str> = anchors.iter().collect();
        sorted.sort_unstable();
        sorted.dedup();
        let near = all_near(fragment, sorted.iter().copied());
        let near: Vec<String> = near.into_iter().map(str::to_owned).collect();
        let message = format!("`{}` has no place `#{fragment}`", target.id());
        let said = Diagnostic::new(code::LINK_ANCHOR, self.typed(fragment, span), message);
        self.sink.push(place::hint(said, &near, Some(places_of(&sorted))));
        false
    }

    fn say_not_found(&mut self, kind: Option<&str>, name: &str, span: Span) {
        let known = self.known;
        let span = self.typed(name, span);
        if let Some((set, number)) = known.targets.set_of(name) {
            let message = format!("`{set}` has no recommendation `{number}`");
            let said = Diagnostic::new(code::REC_UNKNOWN, span, message);
            self.sink.push(said.maybe_help(known.extent_help(set)));
            return;
        }
        if known.may_be_unread(kind, name) {
            return;
        }
        let message = format!("nothing is called `{name}`");
        let said = Diagnostic::new(code::LINK_BROKEN, span, message);
        let near = known.lookup().near(name);
        let help = place::write_one_of(&near)
            .unwrap_or_else(|| "name a meeting, person, item, decision, team or page".to_owned());
        self.sink.push(said.help(help));
    }

    fn link(&mut self, destination: &str, title: &str, span: Span) -> Reference {
        if let Some(scheme) = scheme_of(destination) {
            return self.external(scheme, destination, title, span);
        }
        if destination.starts_with("//") {
            return self.external("//", destination, title, span);
        }
        let (path, fragment) = match destination.split_once('#') {
            Some((path, fragment)) => (path, Some(decoded(fragment))),
            None => (destination, None),
        };
        let path = path.split('?').next().unwrap_or_default();
        match (path, fragment.as_deref()) {
            ("", Some("") | None) => Reference::Broken,
            ("", Some(fragment)) => self.here(fragment, span),
            (path, fragment) if path.starts_with('/') => {
                self.address(&decoded(path), fragment, destination, span)
            }
            (path, fragment) => self.relative(&decoded(path), fragment, destination, span),
        }
    }

    fn external(&mut self, scheme: &str, url: &str, title: &str, span: Span) -> Reference {
        let scheme = scheme.to_ascii_lowercase();
        if ["http", "https", "mailto", "tel"].contains(&scheme.as_str()) {
            return Reference::External { url: url.to_owned(), title: title.to_owned() };
        }
        let message = match scheme.as_str() {
            "//" => format!("`{url}` names no scheme"),
            _ => format!("links with `{scheme}:` are not allowed"),
        };
        let said = Diagnostic::new(code::LINK_SCHEME, self.typed(url, span), message);
        self.sink
            .push(said.help("link with `https:`, `http:`, `mailto:`, `tel:`, or a relative path"));
        Reference::Broken
    }

    /// A link to a file of the archive, by the way there from this one.
    fn relative(
        &mut self,
        path: &str,
        fragment: Option<&str>,
        typed: &str,
        span: Span,
    ) -> Reference {
        let Some(full) = joined(&self.folder, path) else {
            self.say_broken(code::LINK_BROKEN, typed, &[], span);
            return Reference::Broken;
        };
        let known = self.known;
        let names = || Names::File(typed.to_owned(), full.clone());
        if let Some(target) = known.targets.file(&full) {
            known.note(span, names);
            return self.target(target.clone(), fragment, How::Link, span);
        }
        if let Some(address) = known.targets.attachment(&full) {
            known.note(span, names);
            return Reference::Attachment(address.clone());
        }
        let page = Address::of(&self.from);
        let folder = page.path().rfind('/').map_or("", |at| &page.path()[..=at]);
        if path.contains('@') && !path.contains('/') {
            return self.external("mailto", &format!("mailto:{path}"), "", span);
        }
        let on_site = joined(folder, path)
            .and_then(|address| self.at_address(&address, fragment, typed, span));
        on_site.unwrap_or_else(|| self.no_file(&full, path, typed, span))
    }

    fn no_file(&mut self, full: &str, path: &str, typed: &str, span: Span) -> Reference {
        let known = self.known;
        let last = full.rsplit('/').next().unwrap_or_default();
        let stem = last.strip_suffix(".md").unwrap_or(last);
        let folder = full.strip_suffix("/index.md").and_then(|folder| folder.rsplit('/').next());
        if known.is_unread(stem) || folder.is_some_and(|folder| known.is_unread(folder)) {
            return Reference::Broken;
        }
        let is_page = stem != last || !last.contains('.') || last.contains(".html");
        let code = if is_page { code::LINK_BROKEN } else { code::LINK_FILE };
        let near = known.targets.near_paths(full);
        near.iter()
            .filter_map(|near| known.targets.attachment(near))
            .for_each(|file| self.file(file));
        let near: Vec<String> = near.iter().map(|near| way(&self.folder, near)).collect();
        let is_page_path =
            |one: &String| Utf8Path::new(one).extension().is_none_or(|kind| kind == "md");
        let fits = |one: &String| one != path && (is_page || !is_page_path(one));
        let near: Vec<String> = near.into_iter().filter(fits).collect();
        self.say_broken(code, typed, &near, span);
        Reference::Broken
    }

    /// A link to an address of the site, from its root.
    fn address(
        &mut self,
        path: &str,
        fragment: Option<&str>,
        typed: &str,
        span: Span,
    ) -> Reference {
        let path = path.trim_start_matches('/');
        let path = if path.is_empty() { "index.html" } else { path };
        if let Some(found) = self.at_address(path, fragment, typed, span) {
            return found;
        }
        let id = path.rsplit('/').next().and_then(|last| last.strip_suffix(".html"));
        if !id.is_some_and(|id| self.known.is_unread(id)) {
            self.say_broken(code::LINK_BROKEN, typed, &[], span);
        }
        Reference::Broken
    }

    fn at_address(
        &mut self,
        path: &str,
        fragment: Option<&str>,
        typed: &str,
        span: Span,
    ) -> Option<Reference> {
        let known = self.known;
        let names = || Names::Address(typed.to_owned(), Target::clone(&self.from), path.to_owned());
        if let Some(target) = self.thing_at(path, fragment) {
            known.note(span, names);
            let is_decision = matches!(target, Target::Decision(_));
            let fragment = fragment.filter(|_| !is_decision);
            return Some(self.target(target, fragment, How::Link, span));
        }
        known.targets.is_other_address(path).then(|| {
            known.note(span, names);
            let address = Address::new(path);
            Reference::Attachment(match fragment {
                Some(fragment) => address.with_fragment(fragment),
                None => address,
            })
        })
    }

    fn thing_at(&self, path: &str, fragment: Option<&str>) -> Option<Target> {
        let known = self.known;
        let id = |folder: &str| path.strip_prefix(folder)?.strip_suffix(".html");
        if let Some(target) = known.targets.address(path) {
            return Some(target.clone());
        }
        if path == "decisions.html" {
            return known.decisions.find(fragment?).cloned().map(Target::Decision);
        }
        if let Some(action) = id("actions/").and_then(|id| known.actions.find(id)) {
            return Some(Target::Action(action.clone()));
        }
        let owner = id("people/").or_else(|| id("owners/"))?;
        let found = known.people.by_id(owner)?;
        if path.starts_with("people/") && matches!(found, Owner::Group(_)) {
            return None;
        }
        Some(super::targets::of_owner(found))
    }

    fn say_broken(&mut self, code: Code, typed: &str, near: &[String], span: Span) {
        let what =
            if code == code::LINK_FILE { "no such file is there" } else { "no page is there" };
        let said = Diagnostic::new(code, self.typed(typed, span), format!("`{typed}`: {what}"));
        let otherwise = || match typed.rsplit(['/', '\\']).next() {
            Some(name) if code == code::LINK_FILE => self.put_beside(name),
            _ => {
                "link to a page by the way to its file, as in `../plenary-16.md`, or to an address"
                    .to_owned()
            }
        };
        let help = place::write_one_of(near).unwrap_or_else(otherwise);
        self.sink.push(said.help(help));
    }

    /// Where a file that is linked to has to lie: in the folder of the page's `index.md`.
    fn put_beside(&self, name: &str) -> String {
        let path = self.known.targets.path_of(&self.from);
        match path.map(|path| path.strip_suffix("/index.md").ok_or(path)) {
            Some(Ok(folder)) => format!("put `{name}` into `{folder}/`, or mend its name"),
            Some(Err(path)) => {
                let folder = path.trim_end_matches(".md");
                format!("make the page `{folder}/index.md`, and put `{name}` beside it")
            }
            None => format!("link to `{name}` where it is, beside the `index.md` of a page"),
        }
    }
}

/// The places of a page, as far as anyone would read them.
fn places_of(all: &[&str]) -> String {
    // those of paragraphs are made of their words, and say nothing to anyone
    let sorted: Vec<&str> = all.iter().copied().filter(|place| !place.starts_with("p-")).collect();
    let shown: Vec<String> =
        sorted.iter().take(MOST_PLACES).map(|place| format!("`#{place}`")).collect();
    match sorted.len().saturating_sub(MOST_PLACES) {
        _ if sorted.is_empty() => "link to the page itself: it has no headings".to_owned(),
        0 => format!("the page has {}", crate::text::join(&shown)),
        n => format!("the page has {}, and {n} more", shown.join(", ")),
    }
}

/// So many places of a page are named.
const MOST_PLACES: usize = 8;

fn ambiguous(name: &str, many: &[Target], span: Span) -> Diagnostic {
    let ways: Vec<String> = many.iter().map(in_full).collect();
    let kinds: Vec<String> = many.iter().map(|one| format!("a {}", one.kind())).collect();
    let message = format!("`{name}` is {}", crate::text::join(&kinds));
    Diagnostic::new(code::LINK_AMBIGUOUS, span, message).maybe_help(place::write_one_of(&ways))
}

/// The scheme of a destination that has one.
fn scheme_of(destination: &str) -> Option<&str> {
    let (scheme, _) = destination.split_once(':')?;
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let is_scheme =
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(fits);
    is_scheme.then_some(scheme)
}

/// A path with its `%C5%BD` read, in NFC.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        if let (b'%', Some((byte, after))) = (first, hex_pair(tail)) {
            bytes.push(byte);
            rest = after;
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes).nfc().collect()
}

fn hex_pair(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let [high, low, rest @ ..] = bytes else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some((digit(*high)? * 16 + digit(*low)?, rest))
}

/// A path from a folder, its `.` and `..` followed; none where it leaves the root.
pub(crate) fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            other => parts.push(other),
        }
    }
    Some(parts.join("/").nfc().collect())
}

/// The way from a folder to a path.
pub(crate) fn way(folder: &str, path: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    "../".repeat(from.len() - shared) + &to[shared..].join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paths_are_followed() {
        assert_eq!(
            joined("content/meetings/2017/", "../plenary-16.md").unwrap(),
            "content/meetings/plenary-16.md"
        );
        assert_eq!(joined("content/", "../../x.md"), None);
        assert_eq!(way("content/meetings/2017/", "content/pages/about.md"), "../../pages/about.md");
    }

    #[test]
    fn schemes_are_told_from_paths() {
        assert_eq!(scheme_of("javascript:alert(1)"), Some("javascript"));
        assert_eq!(scheme_of("a/b:c"), None);
        assert_eq!(decoded("%C5%BDarko%20x%"), "Žarko x%");
    }

    proptest! {
        #[test]
        fn any_path_does(folder in "[a-z/.]{0,12}", path in "[a-z/.%]{0,12}") {
            let _ = joined(&folder, &decoded(&path));
            let _ = way(&folder, &path);
        }
    }
}
