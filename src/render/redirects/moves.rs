//! What `[redirects]` and aliases say: old addresses go in; those that are free come out, each
//! once, and the others are said.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagnostic::{Diagnostic, Sink, code},
    model::{Address, Archive, Redirect, Target},
    render::{addresses::Addresses, typed::Typed},
    source::Spanned,
};

/// An old address and where it is said to lead.
#[derive(Clone)]
pub(super) struct Move<'a> {
    pub(super) from: &'a Spanned<String>,
    pub(super) old: Typed,
    pub(super) to: Destination,
    /// Its right side; none of an alias, which leads to its own page.
    pub(super) stated_to: Option<&'a Spanned<String>>,
    /// The kind of thing whose other id it is: two things of a kind with one id have been said.
    id_of: Option<&'static str>,
}

/// Where a redirect is said to lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// A place on this site.
    Here(Typed),
    /// Another site.
    Away(String),
}

impl Destination {
    /// The path on this site; empty for another's.
    fn path(&self) -> &str {
        if let Self::Here(to) = self { &to.path } else { "" }
    }

    /// Reads the right side of a redirect; none where it is neither a path nor a web address.
    fn read(text: &str) -> Option<Self> {
        let lower = text.to_ascii_lowercase();
        if lower.starts_with("https://") || lower.starts_with("http://") {
            return Some(Self::Away(text.to_owned()));
        }
        let has_scheme = text.split('/').next().is_some_and(|first| first.contains(':'));
        Typed::read(text).filter(|_| !has_scheme).map(Self::Here)
    }
}

/// The redirects of the file in its order, then the aliases in order of id; those alone whose old
/// address is free.
pub(super) fn moves<'a>(
    archive: &'a Archive,
    addresses: &Addresses<'_>,
    sink: &mut Sink,
) -> Vec<Move<'a>> {
    let stated = archive.site.redirects.iter().map(stated);
    let mut free = Free { addresses, taken: BTreeMap::new(), moves: Vec::new() };
    let beside = files_beside(archive).chain(calendars(archive));
    for read in stated.chain(aliases(archive)).chain(beside) {
        match read.and_then(|one| free.keep(one)) {
            Ok(()) => {}
            Err(said) => sink.extend(said.map(|said| *said)),
        }
    }
    free.moves
}

/// What there is to say of a move that cannot be; nothing where it has been said elsewhere.
type Unsaid = Option<Box<Diagnostic>>;

fn stated(redirect: &Redirect) -> Result<Move<'_>, Unsaid> {
    let (from, to) = (&redirect.from, &redirect.to);
    let old = Typed::read(&from.value).ok_or_else(|| Some(impossible(from)))?;
    let destination = Destination::read(&to.value).ok_or_else(|| Some(impossible(to)))?;
    Ok(Move { from, old, to: destination, stated_to: Some(to), id_of: None })
}

fn impossible(text: &Spanned<String>) -> Box<Diagnostic> {
    let message = format!("no file of the site can have the address `{}`", text.value);
    let said = Diagnostic::new(code::KEY_VALUE, text.span, message);
    Box::new(said.help("write an address such as `/minutes-15.html`"))
}

fn aliases(archive: &Archive) -> impl Iterator<Item = Result<Move<'_>, Unsaid>> {
    archive.aliases().map(|(target, from)| alias(from, &target))
}

/// The files that lay beside a page under its other id, and were published there: each leads to the
/// file of its name beside the page.
fn files_beside(archive: &Archive) -> impl Iterator<Item = Result<Move<'_>, Unsaid>> {
    let ledger: BTreeSet<&str> = archive.ledger.iter().map(|one| one.value.as_str()).collect();
    let all = aliases(archive).filter_map(|alias| alias.ok().filter(|one| one.id_of.is_some()));
    all.flat_map(move |alias| {
        let [old, new] = [alias.old.path.as_str(), alias.to.path()].map(folder_of);
        let from = old.clone();
        let files = ledger.range(old.as_str()..).take_while(move |file| file.starts_with(&from));
        let files: Vec<String> = files.map(|file| file[old.len()..].to_owned()).collect();
        let to = move |file: &str| {
            let typed =
                Typed::read(&format!("{old}{file}")).zip(Typed::read(&format!("{new}{file}")));
            typed.map(|(old, to)| Move { old, to: Destination::Here(to), ..alias.clone() })
        };
        files.into_iter().filter_map(move |file| to(&file)).map(Ok).collect::<Vec<_>>()
    })
}

/// The calendar files that meetings had under their other ids, and were published there.
fn calendars(archive: &Archive) -> impl Iterator<Item = Result<Move<'_>, Unsaid>> {
    let ledger: BTreeSet<&str> = archive.ledger.iter().map(|one| one.value.as_str()).collect();
    let all = aliases(archive).filter_map(|alias| alias.ok().filter(|one| one.id_of.is_some()));
    let of_meetings = all.filter(|one| one.to.path().starts_with("meetings/"));
    of_meetings.filter_map(move |alias| {
        let [old, new] = [alias.old.path.as_str(), alias.to.path()];
        let was_there = ledger.contains(Address::new(old).from_root().as_str());
        let file = |page: &str| Typed::read(&format!("/{}.ics", page.strip_suffix(".html")?));
        let (old, to) = file(old).zip(file(new)).filter(|_| was_there)?;
        Some(Ok(Move { old, to: Destination::Here(to), ..alias.clone() }))
    })
}

/// The folder of the files beside a page, as the ledger has it: `/meetings/plenary-15/`.
fn folder_of(page: &str) -> String {
    Address::new(format!("{}/", page.strip_suffix(".html").unwrap_or(page))).from_root()
}

/// An alias is an old address, or another id of its kind.
fn alias<'a>(from: &'a Spanned<String>, target: &Target) -> Result<Move<'a>, Unsaid> {
    let is_address = from.value.starts_with('/');
    let page = Address::of(target).from_root();
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let folder = if matches!(target, Target::Page(_)) { "" } else { folder };
    let id = from.value.to_lowercase();
    let text = if is_address { from.value.clone() } else { format!("{folder}/{id}.html") };
    let typed = Typed::read(&text).zip(Typed::read(&page));
    let (old, to) = typed.ok_or_else(|| Some(impossible(from)))?;
    let id_of = (!is_address).then_some(target.kind());
    Ok(Move { from, old, to: Destination::Here(to), stated_to: None, id_of })
}

/// Old addresses that are still free.
struct Free<'a, 's> {
    addresses: &'s Addresses<'s>,
    /// The moves by old path, in lower case.
    taken: BTreeMap<String, Vec<usize>>,
    moves: Vec<Move<'a>>,
}

impl<'a> Free<'a, '_> {
    /// Keeps a move if its old address is free, or says by what it is taken.
    fn keep(&mut self, one: Move<'a>) -> Result<(), Unsaid> {
        self.check_files(&one)?;
        self.check_moves(&one)?;
        self.taken.entry(one.old.path.to_lowercase()).or_default().push(self.moves.len());
        self.moves.push(one);
        Ok(())
    }

    /// A page's own address with a query stays that page's, as a file cannot tell.
    fn check_files(&self, one: &Move<'_>) -> Result<(), Unsaid> {
        let path = &one.old.path;
        if let Some(owner) = self.addresses.owner(path) {
            let is_said = one.id_of.is_some_and(|kind| self.addresses.is_of_kind(path, kind));
            let is_news = one.old.is_plain() && !is_said;
            return Err(is_news.then(|| collision(one, &format!("is the address of {owner}"))));
        }
        match self.addresses.blocked(path) {
            Some(other) => {
                Err(Some(collision(one, &format!("would share a path with `/{other}`"))))
            }
            None => Ok(()),
        }
    }

    fn check_moves(&self, one: &Move<'_>) -> Result<(), Unsaid> {
        let same = self.taken.get(&one.old.path.to_lowercase()).into_iter().flatten();
        let mut same = same.filter_map(|&at| self.moves.get(at)).filter(|other| {
            (&other.old.query, &other.old.fragment) == (&one.old.query, &one.old.fragment)
        });
        let Some(other) = same.next() else { return Ok(()) };
        if other.to == one.to && other.old.path != one.old.path {
            return Ok(());
        }
        let is_said = other.to == one.to || one.id_of.is_some() && one.id_of == other.id_of;
        let said = collision(one, "leads elsewhere already");
        Err((!is_said).then(|| Box::new(said.related(other.from.span, "it is said here"))))
    }
}

fn collision(one: &Move<'_>, what: &str) -> Box<Diagnostic> {
    let text = &one.from.value;
    let message = match one.id_of {
        Some(_) => format!("`{text}`: `/{}` {what}", one.old.path),
        None => format!("`{text}` {what}"),
    };
    let kind = if one.stated_to.is_some() { "redirect" } else { "alias" };
    let said = Diagnostic::new(code::ADDRESS_COLLISION, one.from.span, message);
    Box::new(said.help(format!("delete this {kind}, or write another address")))
}
