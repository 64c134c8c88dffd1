//! Where a thing lives on the site.

use std::{borrow::Cow, fmt, sync::Arc};

use serde::Serialize;

use super::{DecisionId, Owner, PageId, RecId, Target};
use crate::text::{percent_encode, push_percent_encoded};

/// The path of a file of the site, from its root with no slash before it: `meetings/plenary-15.html`.
/// Lower case where it is made of an id; may end in a fragment (`decisions.html#d15-1`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Address(Arc<str>);

impl Address {
    /// Takes a path without a slash before it; characters that a URL cannot hold are kept as they
    /// are until the address is printed.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        Self(path.into())
    }

    /// The page of a thing, with the fragment where it is a part of a page.
    pub(crate) fn of(target: &Target) -> Self {
        match target {
            Target::Meeting(id) => Self::page("meetings", id.as_str()),
            Target::Person(id) => Self::page("people", id.as_str()),
            Target::Group(id) => Self::page("owners", id.as_str()),
            Target::Action(id) => Self::page("actions", id.as_str()),
            Target::Decision(id) => Self::of_decision(id),
            Target::Recommendation(id) => Self::of_recommendation(id),
            Target::Set(id) => Self::page("recommendations", id.as_str()),
            Target::Team(id) => Self::page("teams", id.as_str()),
            Target::Briefing(id) => Self::page("briefings", id.as_str()),
            Target::Page(id) => Self::of_page(id),
        }
    }

    /// The page of an owner's items.
    pub(crate) fn of_owner(owner: &Owner) -> Self {
        Self::page("owners", owner.as_str())
    }

    fn page(folder: &str, id: &str) -> Self {
        Self::new([folder, "/", &lower_case(id), ".html"].concat())
    }

    fn of_decision(id: &DecisionId) -> Self {
        Self::new(format!("decisions.html#{}", id.as_str().to_lowercase()))
    }

    fn of_recommendation(id: &RecId) -> Self {
        Self::new(format!("recommendations/{}/{}.html", id.set, id.number.to_lowercase()))
    }

    fn of_page(id: &PageId) -> Self {
        Self::new(format!("{id}.html"))
    }

    /// The whole, fragment included.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file's path, without a fragment.
    pub fn path(&self) -> &str {
        self.0.split('#').next().unwrap_or_default()
    }

    /// This address with another fragment.
    #[must_use]
    pub fn with_fragment(&self, fragment: &str) -> Self {
        Self::new(format!("{}#{fragment}", self.path()))
    }

    /// From the root of the site, as the open data says it: `/meetings/plenary-15.html`.
    pub fn from_root(&self) -> String {
        format!("/{}", percent_encode(&self.0))
    }

    /// In full, below a base URL that may or may not end in `/`.
    pub fn absolute(&self, base_url: &str) -> String {
        format!("{}/{}", base_url.trim_end_matches('/'), percent_encode(&self.0))
    }

    /// The link to this address from a page: `../meetings/plenary-15.html`; a place on the same
    /// page is its fragment alone.
    pub fn relative_from(&self, page: &Self) -> String {
        let (from, to) = (page.path(), &*self.0);
        if let Some(fragment) = to.strip_prefix(from).filter(|rest| rest.starts_with('#')) {
            return percent_encode(fragment);
        }
        let shared = shared_folders(from, to);
        let mut link = String::with_capacity(to.len() + 6);
        let n_up = from.bytes().skip(shared).filter(|byte| *byte == b'/').count();
        (0..n_up).for_each(|_| link.push_str("../"));
        if link.is_empty() && is_like_a_scheme(&to[shared..]) {
            link.push_str("./");
        }
        push_percent_encoded(&to[shared..], &mut link);
        link
    }
}

/// How many bytes at the beginning of two paths name folders that hold both.
fn shared_folders(one: &str, other: &str) -> usize {
    let alike = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b);
    let last = alike.enumerate().filter(|(_, (byte, _))| *byte == b'/').last();
    last.map_or(0, |(at, _)| at + 1)
}

/// Whether a browser would take the beginning of a path for the scheme of a URL.
fn is_like_a_scheme(path: &str) -> bool {
    path.split(['/', '#']).next().is_some_and(|name| name.contains(':'))
}

/// Most ids are in lower case as they are.
fn lower_case(id: &str) -> Cow<'_, str> {
    let is_lower = id.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(id) } else { Cow::Owned(id.to_lowercase()) }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(from: &str, to: &str) -> String {
        Address::new(to).relative_from(&Address::new(from))
    }

    #[test]
    fn links_are_relative_to_the_page_they_stand_on() {
        assert_eq!(link("index.html", "meetings/plenary-15.html"), "meetings/plenary-15.html");
        assert_eq!(
            link("meetings/plenary-15.html", "meetings/plenary-16.html#notes"),
            "plenary-16.html#notes"
        );
        assert_eq!(link("recommendations/ssr1/10.html", "index.html"), "../../index.html");
        assert_eq!(link("meetings/a.html", "meetings/a/slides.pdf"), "a/slides.pdf");
    }

    #[test]
    fn a_place_on_the_same_page_is_its_fragment() {
        assert_eq!(link("decisions.html", "decisions.html#d15-1"), "#d15-1");
    }

    #[test]
    fn folders_with_one_beginning_are_apart() {
        assert_eq!(link("meetings/a.html", "meetings-old/a.html"), "../meetings-old/a.html");
        assert_eq!(link("a/bc/d.html", "a/bd/d.html#x/y"), "../bd/d.html#x/y");
    }

    #[test]
    fn a_name_with_a_colon_is_no_scheme() {
        assert_eq!(link("a/b.html", "a/javascript:x.txt"), "./javascript:x.txt");
        assert_eq!(link("index.html", "a/javascript:x.txt"), "a/javascript:x.txt");
        assert_eq!(link("a/b.html", "c:d.txt"), "../c:d.txt");
    }

    #[test]
    fn what_a_url_cannot_hold_is_encoded() {
        assert_eq!(
            link("index.html", "meetings/a/Žarko 1?.pdf"),
            "meetings/a/%C5%BDarko%201%3F.pdf"
        );
    }
}
