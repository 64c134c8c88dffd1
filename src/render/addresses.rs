//! What lies at each address of the site: files and the things they show go in; two things with
//! one address are said, and addresses are looked up.

use std::collections::BTreeMap;

use super::{Context, Output, typed::Typed};
use crate::{
    diagnostic::{Diagnostic, Sink, code},
    model::{Address, Archive, Attachment, Briefing, Meeting, Page, Target},
    source::{Span, Spanned},
    text::nearest,
};

/// Files that are made after the pages.
const MADE_LAST: [&str; 4] =
    ["_redirects", super::redirects::NGINX, "data/manifest.json", "data/manifest.sha256"];

/// What lies at each address, by the address in lower case: file systems that do not tell letters'
/// case have but one file for `/A.pdf` and `/a.pdf`.
pub(super) struct Addresses<'a> {
    archive: &'a Archive,
    files: BTreeMap<String, Vec<&'a str>>,
    things: BTreeMap<String, Vec<Thing<'a>>>,
}

/// A thing of the archive that has a file of its own on the site.
struct Thing<'a> {
    address: Address,
    target: Target,
    /// The file of its bundle that is meant, instead of the thing itself.
    attachment: Option<&'a Attachment>,
    /// Where what is wrong with its address is said.
    span: Span,
    /// The file it was read from, where it is the only one in there.
    source: Option<&'a str>,
}

impl<'a> Addresses<'a> {
    /// Takes all files of the site, those of redirects aside.
    pub(super) fn new(ctx: &Context<'a>, outputs: &'a [Output]) -> Self {
        let made = || outputs.iter().map(|output| output.address.as_str()).chain(MADE_LAST);
        let things = || things_of(ctx.archive);
        let (files, things) = rayon::join(
            || by_address(made().map(|address| (address.to_lowercase(), address))),
            || by_address(things().map(|thing| (thing.address.path().to_lowercase(), thing))),
        );
        Self { archive: ctx.archive, files, things }
    }

    /// What has an address in any case, in words; none where it is free.
    pub(super) fn owner(&self, path: &str) -> Option<String> {
        let key = path.to_lowercase();
        self.files.contains_key(&key).then(|| self.words(path))
    }

    /// The file that would have to be a folder, or the folder that would have to be a file, were
    /// there a file of this path.
    pub(super) fn blocked(&self, path: &str) -> Option<&str> {
        let key = path.to_lowercase();
        let above = folders(&key).find_map(|folder| self.files.get(folder)?.first().copied());
        above.or_else(|| self.first_inside(&key))
    }

    /// The file that an address leads to: there now, or on another day.
    pub(super) fn find(&self, typed: &Typed) -> Option<Address> {
        let paths = [typed.path.as_str(), typed.written.as_str()];
        let path =
            paths.into_iter().find(|path| self.is_there(path) || self.comes_or_goes(path))?;
        Some(Typed { path: path.to_owned(), ..typed.clone() }.address())
    }

    /// Whether a thing of a kind lives at an address.
    pub(super) fn is_of_kind(&self, path: &str, kind: &str) -> bool {
        let mut things = self.things_at(path).iter();
        things.any(|thing| thing.attachment.is_none() && thing.target.kind() == kind)
    }

    /// What there is to say of a text that leads to an address at which nothing is; nothing where
    /// it may be in a file that could not be read.
    pub(super) fn broken(
        &self,
        ctx: &Context<'_>,
        typed: &Typed,
        text: &Spanned<String>,
    ) -> Option<Diagnostic> {
        let is_lost = ctx.archive.unreadable.may_hold(&typed.path);
        let message = format!("`{}`: no page is there", text.value);
        let help = self.near(typed).map_or_else(
            || "write the address of a page, such as `/meetings.html`".to_owned(),
            |near| format!("write `/{near}`"),
        );
        (!is_lost).then(|| Diagnostic::new(code::LINK_BROKEN, text.span, message).help(help))
    }

    /// The address that was probably meant by one at which nothing is: `/guides/`, `/abuot.html`.
    fn near(&self, typed: &Typed) -> Option<String> {
        let page = typed.path.strip_suffix("/index.html").map(|folder| format!("{folder}.html"));
        let files = self.files.values().flatten().copied();
        let page = page.filter(|page| self.is_there(page));
        page.or_else(|| nearest(&typed.path, files).map(str::to_owned))
    }

    fn is_there(&self, path: &str) -> bool {
        let files = self.files.get(&path.to_lowercase()).into_iter().flatten();
        files.into_iter().any(|file| *file == path)
    }

    /// Every page and file of a thing that is there and whose address lasts, as [`Address::from_root`]
    /// has it.
    pub(super) fn lasting(&self) -> impl Iterator<Item = String> {
        let owners = self.files.range("owners/".to_owned().."owners0".to_owned());
        let owners = owners.filter(|(key, _)| key.ends_with(".html"));
        let owners = owners.filter_map(|(_, files)| Some(Address::new(*files.first()?)));
        let things = self.things.values().flatten().filter(|thing| thing.lasts(self.archive));
        let things = things.map(|thing| thing.address.clone());
        let things = things.filter(|address| self.is_there(address.path()));
        owners.chain(things).map(|address| address.from_root())
    }

    /// Whether an address has its page on some days only: things that were not there on the as-of
    /// day, and registers that were empty.
    fn comes_or_goes(&self, path: &str) -> bool {
        let archive = self.archive;
        match path {
            "actions.html" | "actions/board.html" | "actions/feed.xml" => {
                !archive.actions.is_empty()
            }
            "decisions.html" | "decisions/feed.xml" => !archive.decisions.is_empty(),
            _ if path.starts_with("actions/closed") => !archive.actions.is_empty(),
            _ if path.starts_with("attendance") => !archive.meetings.is_empty(),
            _ => self.is_thing(path) || self.is_owner(path),
        }
    }

    fn is_thing(&self, path: &str) -> bool {
        self.things_at(path).iter().any(|thing| thing.address.path() == path)
    }

    /// Whether an address is that of an owner's items, who may have none on the day.
    fn is_owner(&self, path: &str) -> bool {
        let file = path.strip_prefix("owners/").and_then(|file| file.rsplit_once('.'));
        let is_known =
            |id: &str| self.archive.people.contains_key(id) || self.archive.groups.contains_key(id);
        file.is_some_and(|(id, kind)| ["html", "xml", "ics"].contains(&kind) && is_known(id))
    }

    fn things_at(&self, path: &str) -> &[Thing<'a>] {
        self.things.get(&path.to_lowercase()).map(Vec::as_slice).unwrap_or_default()
    }

    /// What lies at an address, in words.
    fn words(&self, path: &str) -> String {
        self.things_at(path).first().map_or_else(|| MADE.to_owned(), Thing::words)
    }

    /// Says each address that two files have, and each file that would have to be a folder.
    pub(super) fn say_collisions(&self, sink: &mut Sink) {
        for (key, files) in &self.files {
            if let [first, second, ..] = files[..] {
                sink.extend(self.shared(first, second));
            }
            if let Some(inside) = self.first_inside(key) {
                sink.extend(self.folder(key, inside));
            }
        }
    }

    /// The first file of a folder.
    fn first_inside(&self, folder: &str) -> Option<&str> {
        let folder = format!("{}/", folder.to_lowercase());
        let (key, files) = self.files.range(folder.clone()..).next()?;
        files.first().filter(|_| key.starts_with(&folder)).copied()
    }

    /// What there is to say of two files with one address, at the thing that is moved most easily.
    fn shared(&self, first: &str, second: &str) -> Option<Diagnostic> {
        let things = self.things_at(first);
        let thing = things.first()?;
        let other = things.get(1).map_or_else(|| MADE.to_owned(), Thing::words);
        let both = format!("{} and {other}", thing.words());
        Some(thing.collision(if first == second {
            format!("{both} have one address, `/{first}`")
        } else {
            format!("{both} have addresses that differ only in case: `/{first}` and `/{second}`")
        }))
    }

    /// What there is to say of a file that would have to be a folder too.
    fn folder(&self, file: &str, inside: &str) -> Option<Diagnostic> {
        let thing = self.things_at(inside).first().or_else(|| self.things_at(file).first())?;
        let (words, other) = (self.words(inside), self.words(file));
        Some(
            thing.collision(format!(
                "{words} has the address `/{inside}`, but `/{file}` is {other}"
            )),
        )
    }
}

const MADE: &str = "a file that the site makes by itself";

/// The folders of a path, from the outermost.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

impl Thing<'_> {
    /// "the page `about`", "the file `slides.pdf` of the meeting `plenary-15`"
    fn words(&self) -> String {
        let words = format!("the {} `{}`", self.target.kind(), self.target.id());
        match self.attachment {
            Some(attachment) => format!("the file `{}` of {words}", attachment.name),
            None => words,
        }
    }

    /// Whether its address is kept for ever: not that of a register, and not one that an item has
    /// only until it is given its id.
    fn lasts(&self, archive: &Archive) -> bool {
        match &self.target {
            Target::Action(id) => archive.actions.get(id).is_some_and(|one| one.has_given_id),
            Target::Set(_) => false,
            _ => true,
        }
    }

    fn collision(&self, message: String) -> Diagnostic {
        Diagnostic::new(code::ADDRESS_COLLISION, self.span, message).help(self.help())
    }

    fn help(&self) -> String {
        match (self.attachment, self.source) {
            (Some(attachment), _) => format!("rename the file `{}`", attachment.name),
            (None, Some(source)) => {
                format!("rename `{}`", source.strip_suffix("/index.md").unwrap_or(source))
            }
            (None, None) => format!("give {} another id", self.words()),
        }
    }
}

/// What lies at each address, in order.
fn by_address<T>(all: impl Iterator<Item = (String, T)>) -> BTreeMap<String, Vec<T>> {
    let mut by_address: BTreeMap<String, Vec<T>> = BTreeMap::new();
    all.for_each(|(address, one)| by_address.entry(address).or_default().push(one));
    by_address
}

/// Everything that has a file of its own, what is most easily moved first.
fn things_of(archive: &Archive) -> impl Iterator<Item = Thing<'_>> {
    pages(archive)
        .chain(briefings(archive))
        .chain(attachments(archive))
        .chain(actions(archive))
        .chain(recommendations(archive))
        .chain(teams_and_people(archive))
        .chain(meetings(archive))
}

fn thing(target: Target, span: Span, source: Option<&str>) -> Thing<'_> {
    Thing { address: Address::of(&target), target, attachment: None, span, source }
}

fn pages(archive: &Archive) -> impl Iterator<Item = Thing<'_>> {
    let target = |page: &Page| Target::Page(page.id.clone());
    archive
        .pages
        .values()
        .map(move |page| thing(target(page), page.span, Some(page.source.as_str())))
}

fn briefings(archive: &Archive) -> impl Iterator<Item = Thing<'_>> {
    let target = |one: &Briefing| Target::Briefing(one.id.clone());
    archive
        .briefings
        .values()
        .map(move |one| thing(target(one), one.span, Some(one.source.as_str())))
}

fn meetings(archive: &Archive) -> impl Iterator<Item = Thing<'_>> {
    let target = |one: &Meeting| Target::Meeting(one.id.clone());
    archive
        .meetings
        .values()
        .map(move |one| thing(target(one), one.span, Some(one.source.as_str())))
}

fn attachments(archive: &Archive) -> impl Iterator<Item = Thing<'_>> {
    let of_pages = archive
        .pages
        .values()
        .map(|page| (Target::Page(page.id.clone()), page.span, page.attachments.as_slice()));
    let of_briefings = archive.briefings.values().map(|briefing| {
        (Target::Briefing(briefing.id.clone()), briefing.span, briefing.attachments.as_slice())
    });
    let of_meetings = archive.meetings.values().map(|meeting| {
        (Target::Meeting(meeting.id.clone()), meeting.span, meeting.attachments.as_slice())
    });
    of_pages.chain(of_briefings).chain(of_meetings).flat_map(|(target, span, files)| {
        files.iter().map(move |file| Thing {
            address: file.address.clone(),
            attachment: Some(file),
            ..thing(target.clone(), span, None)
        })
    })
}

fn actions(archive: &Archive) -> impl Iterator<Item = Thing<'_>> {
    archive.actions.values().filter_map(|action| {
        let opening = action.events.first()?;
        let span = opening.places.id.unwrap_or(opening.span);
        Some(thing(Target::Action(action.id.clone()), span, None))
    })
}

fn recommendations(archive: &Archive) -> impl Iterator<Item = Thing<'_>> {
    archive.sets.values().flat_map(|set| {
        let all = set.recommendations.iter();
        let all = all.map(|one| thing(Target::Recommendation(one.id.clone()), one.span, None));
        std::iter::once(thing(Target::Set(set.id.clone()), set.span, None)).chain(all)
    })
}

fn teams_and_people(archive: &Archive) -> impl Iterator<Item = Thing<'_>> {
    let teams = archive.teams.values();
    let teams = teams.map(|team| thing(Target::Team(team.id.clone()), team.span, None));
    let groups = archive.groups.values();
    let groups = groups.map(|group| thing(Target::Group(group.id.clone()), group.span, None));
    let people = archive.people.values();
    let people = people.map(|person| thing(Target::Person(person.id.clone()), person.span, None));
    teams.chain(groups).chain(people)
}
