//! Which files go where: the paths of an archive and two ids go in; what is called otherwise then
//! comes out.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use unicode_normalization::UnicodeNormalization as _;

use crate::{
    error::Error,
    model::{ActionId, Address, Archive, BriefingId, DecisionId, MeetingId, PageId, Target},
    source::{Kind, Tree, discover},
    text::{all_near, is_id, join, slug},
};

/// A page with its file.
#[derive(Clone, Debug)]
struct Page {
    target: Target,
    path: Utf8PathBuf,
    /// The folder of its bundle.
    bundle: Option<Utf8PathBuf>,
}

/// What goes where, and what is called otherwise then.
pub(super) struct Moves {
    /// The file or folder that moves.
    pub(super) from: Utf8PathBuf,
    /// Where to.
    pub(super) to: Utf8PathBuf,
    /// The pages that move, those in the folder of another among them: their files, and what they
    /// were and will be.
    pub(super) pages: Vec<(Utf8PathBuf, Target, Target)>,
    /// What gets another id: those pages, and what is numbered by a meeting's.
    targets: BTreeMap<Target, Target>,
}

impl Moves {
    /// Finds the page of the old id, and a place for the new one.
    pub(super) fn new(tree: &Tree, old: &str, new: &str) -> Result<Self, Error> {
        let paths: Vec<&Utf8Path> =
            tree.below(Utf8Path::new("content")).map(|(path, _)| path).collect();
        let all = pages(&paths);
        let page = find(&all, old)?;
        hold_to_id(&page.target, new)?;
        let from = page.bundle.clone().unwrap_or_else(|| page.path.clone());
        let to = place(page, new);
        hold_unused(&all, &page.target, new, &from, &to)?;
        let moves = Self { from, to, pages: Vec::new(), targets: BTreeMap::new() };
        let pages = moves.moved(&all, &paths)?;
        let named = pages.iter().map(|(_, old, new)| (old.clone(), new.clone()));
        let targets = named.filter(|(old, new)| old != new).collect();
        Ok(Self { pages, targets, ..moves })
    }

    /// The pages whose files move, as what they were and as what they will be read.
    fn moved(
        &self,
        all: &[Page],
        paths: &[&Utf8Path],
    ) -> Result<Vec<(Utf8PathBuf, Target, Target)>, Error> {
        let places: Vec<Utf8PathBuf> = paths.iter().map(|path| self.place(path)).collect();
        let after = pages(&places.iter().map(Utf8PathBuf::as_path).collect::<Vec<_>>());
        let after: BTreeMap<&Utf8Path, &Target> =
            after.iter().map(|page| (page.path.as_path(), &page.target)).collect();
        let moved = all.iter().filter(|page| self.path(page.path.as_str()).is_some());
        let named = moved.map(|page| {
            let target = after.get(self.place(&page.path).as_path());
            let inside = || Error::RenameInside { path: self.to.clone() };
            let new = (*target.ok_or_else(inside)?).clone();
            Ok((page.path.clone(), page.target.clone(), new))
        });
        named.collect()
    }

    /// Refuses an id that another page answers to already.
    pub(super) fn hold_free(&self, archive: &Archive) -> Result<(), Error> {
        for (old, new) in &self.targets {
            let other = archive.aliases().find(|(target, alias)| {
                alias.value == new.id() && target.kind() == new.kind() && target != old
            });
            if let Some((other, _)) = other {
                let other = format!("the {} `{}` answers to it", other.kind(), other.id());
                return Err(Error::IdTaken { id: new.id(), other });
            }
        }
        Ok(())
    }

    /// Adds the action items and decisions that are counted by their meeting's id until they are given
    /// their own.
    pub(super) fn add_passing(&mut self, archive: &Archive) {
        let meetings = self.targets.iter().filter_map(|(old, new)| match (old, new) {
            (Target::Meeting(old), Target::Meeting(new)) => Some((old.as_str(), new.as_str())),
            _ => None,
        });
        let mut passing = Vec::new();
        for (old, new) in meetings {
            let actions = archive.actions.values().filter(|one| !one.has_given_id);
            passing.extend(actions.filter_map(|one| {
                let id = counted(one.id.as_str(), old, new, "-a")?;
                Some((Target::Action(one.id.clone()), Target::Action(ActionId::new(id))))
            }));
            let decisions = archive.decisions.values().filter(|one| !one.has_given_id);
            passing.extend(decisions.filter_map(|one| {
                let id = counted(one.id.as_str(), old, new, "-d")?;
                Some((Target::Decision(one.id.clone()), Target::Decision(DecisionId::new(id))))
            }));
        }
        self.targets.extend(passing);
    }

    /// Where a file or folder goes; none where it stays.
    pub(super) fn path(&self, path: &str) -> Option<String> {
        let inside = |from: &str| {
            let rest = path.strip_prefix(from)?;
            (rest.is_empty() || rest.starts_with('/')).then(|| format!("{}{rest}", self.to))
        };
        let composed = || self.from.as_str().nfc().collect::<String>();
        inside(self.from.as_str()).or_else(|| inside(&composed()))
    }

    /// Where a file is then.
    pub(super) fn place(&self, path: &Utf8Path) -> Utf8PathBuf {
        self.path(path.as_str()).map_or_else(|| path.to_owned(), Utf8PathBuf::from)
    }

    /// What a thing is called then; none where it keeps its name.
    pub(super) fn renamed(&self, target: &Target) -> Option<&Target> {
        self.targets.get(target)
    }

    /// What a thing is called then.
    pub(super) fn target(&self, target: &Target) -> Target {
        self.renamed(target).unwrap_or(target).clone()
    }

    /// Where what lies at an address of the site is then; none where it stays.
    pub(super) fn address(&self, path: &str) -> Option<String> {
        self.targets.iter().find_map(|(old, new)| {
            let [old, new] = [old, new].map(|target| Address::of(target).as_str().to_owned());
            if path == old {
                return Some(new);
            }
            let beside = path.strip_prefix(old.strip_suffix(".html")?)?;
            beside.starts_with('/').then(|| format!("{}{beside}", new.trim_end_matches(".html")))
        })
    }
}

/// Every page with its file.
fn pages(paths: &[&Utf8Path]) -> Vec<Page> {
    let content = Utf8Path::new("content");
    let inside = paths.iter().filter_map(|path| path.strip_prefix(content).ok());
    let inside: Vec<&Utf8Path> = inside.collect();
    let kinds = discover(inside.iter().copied());
    let page = |(path, kind): (&Utf8Path, Kind)| {
        let (target, bundle) = match kind {
            Kind::Meeting(home) => (Target::Meeting(MeetingId::new(home.id)), home.bundle),
            Kind::Briefing(home) => (Target::Briefing(BriefingId::new(home.id)), home.bundle),
            Kind::Page(home) => (Target::Page(PageId::new(home.id)), home.bundle),
            _ => return None,
        };
        let bundle = bundle.map(|folder| content.join(folder));
        Some(Page { target, path: content.join(path), bundle })
    };
    inside.into_iter().zip(kinds).filter_map(page).collect()
}

/// The one page that is called so; `meeting:`, `briefing:` or `page:` before it tell which is meant.
fn find<'p>(all: &'p [Page], old: &str) -> Result<&'p Page, Error> {
    let (kind, id) = match old.split_once(':') {
        Some((kind, id)) => (Some(kind), id),
        None => (None, old),
    };
    let fits = |page: &&Page| kind.is_none_or(|kind| kind == page.target.kind());
    let found: Vec<&Page> = all.iter().filter(fits).filter(|page| page.target.id() == id).collect();
    match found.as_slice() {
        [page] => Ok(page),
        [] => Err(Error::NoPage { id: old.to_owned(), help: near(all, id) }),
        many => {
            let way = |page: &&Page| format!("`{}:{id}`", page.target.kind());
            let ways: Vec<String> = many.iter().map(way).collect();
            Err(Error::WhichPage { id: id.to_owned(), ways: join(&ways) })
        }
    }
}

/// What may have been meant.
fn near(all: &[Page], id: &str) -> String {
    let ids: Vec<String> = all.iter().map(|page| page.target.id()).collect();
    let near = all_near(id, ids.iter().map(String::as_str));
    let near: Vec<String> = near.into_iter().take(3).map(|id| format!("`{id}`")).collect();
    if near.is_empty() {
        return "name it by its file without `.md`, or by its folder; `plenary list meetings` lists those of meetings"
            .to_owned();
    }
    format!("did you mean {}?", near.join(" or "))
}

/// Refuses what is no id; that of a page may name folders.
fn hold_to_id(target: &Target, new: &str) -> Result<(), Error> {
    let has_folders = matches!(target, Target::Page(_));
    let is_id = if has_folders { new.split('/').all(is_id) } else { is_id(new) };
    let slugs =
        || new.split('/').map(slug).collect::<Vec<_>>().join(if has_folders { "/" } else { "-" });
    if is_id { Ok(()) } else { Err(Error::NoId { id: new.to_owned(), slug: slugs() }) }
}

/// Where the file or folder of a page goes: the folders above a page are part of its id, those above
/// others only sort.
fn place(page: &Page, new: &str) -> Utf8PathBuf {
    let from = page.bundle.as_ref().unwrap_or(&page.path);
    let above = match page.target {
        Target::Page(_) => Utf8Path::new("content/pages"),
        _ => from.parent().unwrap_or_else(|| Utf8Path::new("content")),
    };
    let name = if page.bundle.is_some() { new.to_owned() } else { format!("{new}.md") };
    above.join(name)
}

/// Refuses an id that a page of its kind has.
fn hold_unused(
    all: &[Page],
    target: &Target,
    new: &str,
    from: &Utf8Path,
    to: &Utf8Path,
) -> Result<(), Error> {
    if target.id() == new {
        return Err(Error::IdTaken { id: new.to_owned(), other: "it is called so".to_owned() });
    }
    let mut same = all.iter().filter(|page| page.target.kind() == target.kind());
    if let Some(other) = same.find(|page| page.target.id() == new) {
        let other = format!("`{}` has it", other.path);
        return Err(Error::IdTaken { id: new.to_owned(), other });
    }
    if to != from && to.starts_with(from) {
        return Err(Error::RenameInside { path: to.to_owned() });
    }
    Ok(())
}

/// `plenary-15-a3` by another meeting's id.
fn counted(id: &str, old: &str, new: &str, mark: &str) -> Option<String> {
    let number = id.strip_prefix(old)?.strip_prefix(mark)?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| format!("{new}{mark}{number}"))
}
