//! What stands round every page: head, breadcrumbs, neighbours, mentions, source.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    ROWS, Scope,
    at::{At, Html, Link},
};
use crate::{
    derive::Mention,
    model::{Address, Target},
    render::html::address_of,
};

/// What stands round a page's view.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct Frame {
    #[serde(skip)]
    pub(super) address: Address,
    /// What leads to the site's root: `../`.
    pub(super) root: String,
    /// The heading.
    pub(super) title: String,
    /// The title of the window.
    pub(super) full_title: String,
    /// One line on the page, for search engines and links to it.
    pub(super) description: String,
    /// Absolute; none on the page that is shown at any address.
    pub(super) canonical: Option<String>,
    /// What kind of page it is.
    pub(super) kind: &'static str,
    /// "article" for the page of one thing, else "website".
    pub(super) og_type: &'static str,
    /// The entry of the menu it belongs to.
    pub(super) section: String,
    /// From the home page down to the one above this.
    pub(super) crumbs: Vec<Link>,
    /// What comes before it in its series or register.
    pub(super) previous: Option<Link>,
    /// What comes after it.
    pub(super) next: Option<Link>,
    /// What `previous` is: "Previous in its series".
    pub(super) previous_is: String,
    /// What `next` is: "Next in its series".
    pub(super) next_is: String,
    /// The pages that speak of it.
    pub(super) mentions: Vec<Mentioned>,
    /// More such pages, folded away where they are many.
    pub(super) mentions_rest: Vec<Mentioned>,
    /// How many more sentences there are, beyond those listed.
    pub(super) n_more_mentions: usize,
    /// The file of the record that it is made from; none where it is made from many.
    pub(super) source: Option<Link>,
    /// When that file was first published and last changed, in words; empty where it is not known.
    pub(super) dates: Html,
    /// The same as data, feed or calendar.
    pub(super) alternates: Vec<Alternate>,
    /// What search engines read of a meeting.
    pub(super) json_ld: Option<String>,
}

/// A page that speaks of this one.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct Mentioned {
    /// The page; where one sentence of it does so, that place on it.
    pub(super) from: Link,
    /// What kind of thing it is, whatever the language: "meeting", "briefing" and so on.
    pub(super) kind: &'static str,
    /// The sentences that speak of it.
    pub(super) sentences: Vec<Sentence>,
}

/// A sentence that speaks of this page.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct Sentence {
    /// The sentence; empty where a list does so.
    pub(super) text: String,
    /// Its place.
    pub(super) href: Option<String>,
}

/// More pages that speak of one than this are folded away.
const MENTIONS: usize = 10;

/// The same thing for programs.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct Alternate {
    /// The address.
    pub(super) href: String,
    /// The media type.
    pub(super) media: &'static str,
    /// What it is called.
    pub(super) title: String,
}

impl Frame {
    /// The frame of a page of that title, below the home page.
    pub(super) fn new(at: &At<'_>, kind: &'static str, title: &str) -> Self {
        let site = &at.ctx.archive.site;
        let crumbs = vec![at.link(at.word("frame.home"), Some(&Address::new("index.html")))];
        Self {
            address: at.page.clone(),
            root: "../".repeat(at.page.path().matches('/').count()),
            title: title.to_owned(),
            full_title: format!("{title} · {}", site.title),
            description: format!("{title}. {}", site.description).trim().to_owned(),
            canonical: Some(at.page.absolute(at.ctx.base_url)),
            kind,
            og_type: "website",
            section: kind.to_owned(),
            crumbs,
            previous: None,
            next: None,
            previous_is: String::new(),
            next_is: String::new(),
            mentions: Vec::new(),
            mentions_rest: Vec::new(),
            n_more_mentions: 0,
            source: None,
            dates: Html::default(),
            alternates: Vec::new(),
            json_ld: None,
        }
    }

    /// The page of one thing: it belongs to a section, and other places speak of it.
    pub(super) fn of_thing(mut self, scope: &Scope<'_>, at: &At<'_>, target: &Target) -> Self {
        self.og_type = "article";
        let mentions = scope.ctx.registers.mentions.get(target).map_or(&[][..], Vec::as_slice);
        self.n_more_mentions = mentions.len().saturating_sub(ROWS);
        self.mentions = by_page(at, mentions.iter().take(ROWS));
        if self.mentions.len() > MENTIONS + 1 {
            self.mentions_rest = self.mentions.split_off(MENTIONS);
        }
        self
    }

    /// Puts the page below another.
    pub(super) fn below(mut self, at: &At<'_>, section: &str, title: &str, path: &str) -> Self {
        section.clone_into(&mut self.section);
        self.crumbs.push(at.link(title, Some(&Address::new(path))));
        self
    }

    pub(super) fn described(mut self, description: impl Into<String>) -> Self {
        self.description = one_line(&description.into(), 300);
        self
    }

    /// What comes before and after, with the words for the one and the other.
    pub(super) fn between(mut self, words: [&str; 2], links: [Option<Link>; 2]) -> Self {
        [self.previous_is, self.next_is] = words.map(str::to_owned);
        [self.previous, self.next] = links;
        self
    }

    /// Says which file of the record the page is made from, and when that was published.
    pub(super) fn sourced(mut self, at: &At<'_>, path: &str) -> Self {
        self.source = Some(at.source(path));
        self.dates = at.dates(path);
        self
    }

    /// Adds what programs may read instead.
    pub(super) fn also(
        mut self,
        at: &At<'_>,
        path: &str,
        media: &'static str,
        title: &str,
    ) -> Self {
        self.alternates.push(Alternate { href: at.file(path), media, title: title.to_owned() });
        self
    }

    /// Adds the open data of its kind.
    pub(super) fn data(self, at: &At<'_>, path: &str) -> Self {
        match path.rsplit('.').next() {
            Some("csv") => self.also(at, path, "text/csv", at.word("alternates.as_csv")),
            _ => self.also(at, path, "application/json", at.word("alternates.as_json")),
        }
    }
}

/// The pages that mention one, in the order of their first sentences, each once.
fn by_page<'m>(at: &At<'_>, mentions: impl Iterator<Item = &'m Mention>) -> Vec<Mentioned> {
    let mut pages: Vec<Mentioned> = Vec::new();
    let mut places: BTreeMap<&Target, usize> = BTreeMap::new();
    for mention in mentions {
        let from = place(at, &mention.from, mention.fragment.as_deref());
        let sentence = Sentence { text: mention.text.to_string(), href: from.href.clone() };
        let known = places.get(&*mention.from).and_then(|n| pages.get_mut(*n));
        if let Some(page) = known {
            page.from = place(at, &mention.from, None);
            page.sentences.push(sentence);
        } else {
            places.insert(&*mention.from, pages.len());
            let kind = mention.from.kind();
            pages.push(Mentioned { from, kind, sentences: vec![sentence] });
        }
    }
    pages
}

/// A place on a page of the site; parts of registers have their own already.
fn place(at: &At<'_>, from: &Target, fragment: Option<&str>) -> Link {
    let address = address_of(&at.ctx, from).map(|address| match (from, fragment) {
        (Target::Decision(_) | Target::Action(_), _) | (_, None) => address,
        (_, Some(fragment)) => address.with_fragment(fragment),
    });
    at.link(at.title(from), address.as_ref())
}

/// A text in one line, cut at a word where it is long.
pub(super) fn one_line(text: &str, most: usize) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if out.len() + word.len() > most && !out.is_empty() {
            out.push('…');
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().take(most));
    }
    out
}
