//! The page of a file that was just edited, made of that file and what has to do with it. A reader
//! has it while the whole of a large archive is made again.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};
use hashbrown::HashSet;

use super::site::Site;
use crate::{
    derive::near,
    diagnostic::Severity,
    model::{Address, Archive, BriefingId, MeetingId, PageId, Target},
    options::Options,
    pipeline::{self, Past},
    render::Output,
    source::{Entry, Home, Kind, Layout, Tree},
};

/// An archive of so few files more is as soon made as a part of it.
const FEW: usize = 300;

/// More meetings have to do with more than a page or two.
const MANY: usize = 200;

/// More files than that are not written by hand at once.
const MOST: usize = 8;

/// So many pages that are looked at are made before all others.
const FEW_PAGES: usize = 2;

/// What was edited.
#[derive(Clone, Debug)]
pub struct Edited<'a> {
    /// The archive as it is now.
    pub tree: &'a Tree,
    /// The files that may have changed, from the root.
    pub changed: &'a BTreeSet<Utf8PathBuf>,
    /// How the site is made.
    pub options: Options,
    /// Whether one with warnings is not published.
    pub denies_warnings: bool,
}

impl Edited<'_> {
    /// The pages that were edited, and of those at the addresses that are looked at what is soon made.
    /// None where the whole is as soon made, or something is wrong.
    pub(super) fn proofs(&self, past: &Past, looked_at: &[String]) -> Option<Vec<Output>> {
        if self.changed.len() > MOST || !self.is_of_the_record() {
            return None;
        }
        let looked_at = looked_at.iter().filter_map(|address| thing_at(address, &past.archive));
        let looked_at: Vec<Target> = looked_at.take(FEW_PAGES).collect();
        let layout = self.tree.layout();
        let pages = self.pages(&layout, &looked_at);
        let near = near_all(past, &pages);
        let can_be_made = !pages.is_empty() && near.len() <= MANY;
        can_be_made.then(|| self.made_near(&layout, &pages, &near)).flatten()
    }

    /// Whether it is of the record alone: a theme, or the site's own file, may change what pages are
    /// shown with.
    fn is_of_the_record(&self) -> bool {
        self.changed.iter().all(|path| path.starts_with("content") && path != "content/site.toml")
    }

    /// Pages as a part of the archive has them.
    fn made_near(
        &self,
        layout: &Layout,
        pages: &[(Target, String)],
        near: &HashSet<MeetingId>,
    ) -> Option<Vec<Output>> {
        let part = self.tree.part(layout, |home| near.contains(home.id.as_str()));
        if self.tree.files().count() < part.files().count() + FEW {
            return None;
        }
        self.made_of(&part, pages)
    }

    fn made_of(&self, part: &Tree, pages: &[(Target, String)]) -> Option<Vec<Output>> {
        let addresses: Vec<Address> = pages.iter().map(|(page, _)| Address::of(page)).collect();
        let options = Options { on_stage: None, ..self.options.clone() };
        pipeline::pages(part, &options, &addresses, |path, severity| {
            let is_fatal = severity == Severity::Error || self.denies_warnings;
            !(is_fatal && self.changed.contains(path))
        })
    }

    /// The pages that were edited or are looked at, and their texts.
    fn pages(&self, layout: &Layout, looked_at: &[Target]) -> Vec<(Target, String)> {
        let files = self.tree.files().zip(layout.kinds());
        let files = files.filter_map(|((path, entry), kind)| {
            let (page, home) = page(kind)?;
            let agenda = home.bundle.as_ref().map(|bundle| format!("content/{bundle}/agenda.toml"));
            let agenda = agenda.as_deref().map(Utf8Path::new);
            let is_edited =
                self.changed.contains(path) || agenda.is_some_and(|one| self.changed.contains(one));
            (is_edited || looked_at.contains(&page)).then(|| {
                let agenda = agenda.and_then(|agenda| self.tree.get(agenda));
                (page, text(entry) + &agenda.map(text).unwrap_or_default())
            })
        });
        let items = looked_at.iter().filter(|one| matches!(one, Target::Action(_)));
        files.chain(items.map(|item| (item.clone(), String::new()))).collect()
    }
}

/// The meetings that have to do with pages.
fn near_all(past: &Past, pages: &[(Target, String)]) -> HashSet<MeetingId> {
    let near = |(page, text): &(Target, String)| near(&past.archive, &past.registers, page, text);
    pages.iter().flat_map(near).collect()
}

/// What the page at an address is of, where that page is made of a few meetings.
fn thing_at(address: &str, archive: &Archive) -> Option<Target> {
    let path = address.strip_suffix(".html")?;
    let Some((folder, id)) = path.rsplit_once('/') else {
        return Some(Target::Page(archive.pages.get_key_value(path)?.0.clone()));
    };
    // the ids of items are given in upper case or, where they are made, in lower case
    let item = || archive.actions.get_key_value(id);
    match folder {
        "meetings" => Some(Target::Meeting(archive.meetings.get_key_value(id)?.0.clone())),
        "briefings" => Some(Target::Briefing(archive.briefings.get_key_value(id)?.0.clone())),
        "actions" => {
            let given = id.to_uppercase();
            let (id, _) = archive.actions.get_key_value(given.as_str()).or_else(item)?;
            Some(Target::Action(id.clone()))
        }
        _ => Some(Target::Page(archive.pages.get_key_value(path)?.0.clone())),
    }
}

/// What a page is, and where it lives.
fn page(kind: &Kind) -> Option<(Target, &Home)> {
    match kind {
        Kind::Meeting(home) => Some((Target::Meeting(MeetingId::new(home.id.as_str())), home)),
        Kind::Briefing(home) => Some((Target::Briefing(BriefingId::new(home.id.as_str())), home)),
        Kind::Page(home) => Some((Target::Page(PageId::new(home.id.as_str())), home)),
        _ => None,
    }
}

fn text(entry: &Entry) -> String {
    match entry {
        Entry::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Entry::OnDisk { .. } | Entry::Unreadable(_) => String::new(),
    }
}

/// Pages that are newer than the site.
#[derive(Clone, Debug, Default)]
pub(super) struct Proofs {
    /// Told apart from that of every site without them.
    pub version: String,
    /// The reading of the archive that the newest of them is of.
    pub reading: u64,
    /// Each with its reading.
    pages: BTreeMap<Address, (u64, Entry)>,
    /// What was given under this version, and is no newer than the site any more.
    given: Vec<(Address, Entry)>,
}

impl Proofs {
    /// What these are with those of an edit, of which all who have a page are told.
    pub(super) fn with(&self, version: String, reading: u64, pages: Vec<Output>) -> Self {
        let pages = pages.into_iter().map(|page| (page.address, (reading, page.body)));
        let pages = self.pages.clone().into_iter().chain(pages).collect();
        Self { version, reading, pages, given: Vec::new() }
    }

    /// The page at an address.
    pub(super) fn get(&self, address: &str) -> Option<&Entry> {
        self.pages.get(&Address::new(address)).map(|(_, page)| page)
    }

    /// Those that are newer than a reading; none where there are none.
    pub(super) fn after(&self, reading: u64) -> Option<Self> {
        let (pages, older): (BTreeMap<_, _>, BTreeMap<_, _>) =
            self.pages.clone().into_iter().partition(|(_, (of, _))| *of > reading);
        let older = older.into_iter().map(|(at, (_, page))| (at, page));
        let given = self.given.iter().cloned().chain(older).collect();
        let (version, reading) = (self.version.clone(), self.reading);
        (!pages.is_empty()).then_some(Self { version, reading, pages, given })
    }

    /// Whether a site has all that was given as it was, but what is newer than a reading.
    pub(super) fn are_in(&self, site: &Site, reading: u64) -> bool {
        let older = self.pages.iter().filter(|(_, (of, _))| *of <= reading);
        let given = self.given.iter().map(|(at, page)| (at, page));
        let mut all = older.map(|(at, (_, page))| (at, page)).chain(given);
        all.all(|(at, page)| site.get(at.as_str()).as_ref() == Some(page))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::pipeline::{Memory, preview};

    /// More weekly calls than a part of them is worth making for, one of a date each; some of them
    /// with this text.
    pub(in crate::serve) fn calls(texts: &[(usize, &str)]) -> Tree {
        let mut tree = Tree::in_memory([
            (
                "content/site.toml",
                "title = \"Team\"\nbase_url = \"https://team.example.org/\"\nas_of = 2018-01-01\n\
                 [series.plenary]\nname = \"Call\"\n",
            ),
            (
                "content/people.toml",
                "[[person]]\nname = \"Emily Taylor\"\n[[person.membership]]\nrole = \"member\"\n\
                 start = 2010-01-01\n",
            ),
        ]);
        for n in 0..=330 {
            let text = texts.iter().find(|(at, _)| *at == n).map_or("Nothing.", |(_, text)| text);
            tree.replace(&path(n), page_of_call(n, &format!("Call {n}"), text).as_bytes());
        }
        tree
    }

    pub(in crate::serve) fn path(n: usize) -> Utf8PathBuf {
        format!("content/meetings/plenary-{n}.md").into()
    }

    pub(in crate::serve) fn page_of_call(n: usize, title: &str, text: &str) -> String {
        let first = chrono::NaiveDate::from_ymd_opt(2010, 1, 5).unwrap();
        let day = first + chrono::Days::new(7 * u64::try_from(n).unwrap());
        format!(
            "+++\ntitle = \"{title}\"\nseries = \"plenary\"\ndate = {day}\nstart = 06:00\n\
             end = 07:00\n[attendance]\nmembers = [\"Emily Taylor\"]\n+++\n\n{text}\n"
        )
    }

    fn site_of(tree: &Tree) -> Site {
        let preview = preview(tree, &Options::default(), &mut Memory::default());
        assert!(!preview.run.report.has_errors(), "{:?}", preview.run.report);
        Site::new(preview, String::new(), true)
    }

    fn edited<'a>(tree: &'a Tree, changed: &'a BTreeSet<Utf8PathBuf>) -> Edited<'a> {
        Edited { tree, changed, options: Options::default(), denies_warnings: false }
    }

    /// The addresses of what is made of an edit, each of which is to be as the whole has it.
    fn proofs(last: &Tree, tree: &Tree, changed: &[&str], looked_at: &[&str]) -> Vec<String> {
        let (past, whole) = (site_of(last), site_of(tree));
        let changed = changed.iter().map(Utf8PathBuf::from).collect();
        let looked_at: Vec<String> = looked_at.iter().map(ToString::to_string).collect();
        let made = edited(tree, &changed).proofs(past.past().unwrap(), &looked_at);
        let made = made.unwrap_or_default();
        for page in &made {
            let body = whole.get(page.address.as_str()).unwrap();
            let (body, made) = (text(&body), text(&page.body));
            let differs = body.lines().zip(made.lines()).find(|(one, other)| one != other);
            assert_eq!(differs, None, "{:?} is that of the whole", page.address);
            assert!(body == made, "{:?}", page.address);
        }
        made.into_iter().map(|page| page.address.to_string()).collect()
    }

    #[test]
    fn every_page_of_the_sample_is_made_of_what_is_near_as_of_the_whole() {
        let tree = Tree::on_disk(Utf8Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
        let (whole, layout) = (site_of(&tree), tree.layout());
        let past = whole.past().unwrap();
        let pages = layout.kinds().filter_map(|kind| Some(page(kind)?.0));
        let items = past.archive.actions.keys().map(|id| Target::Action(id.clone()));
        for one in pages.chain(items) {
            let address = Address::of(&one);
            assert_eq!(thing_at(address.as_str(), &past.archive).as_ref(), Some(&one));
            let changed = BTreeSet::new();
            let edited = edited(&tree, &changed);
            let pages = edited.pages(&layout, &[one]);
            let near = near_all(past, &pages);
            let part = tree.part(&layout, |home| near.contains(home.id.as_str()));
            let made = edited.made_of(&part, &pages).unwrap();
            let [made] = made.as_slice() else { panic!("{address:?} is made") };
            assert!(whole.get(address.as_str()).as_ref() == Some(&made.body), "{address:?}");
        }
    }

    const TABLE: &str =
        "## Action items\n\n| ID | Action | Owner | Due | Status |\n|---|---|---|---|---|\n";

    /// Calls that have to do with one another.
    fn intertwined() -> Tree {
        let row = |status: &str| {
            format!("{TABLE}| P1-1 | Ask [[plenary-9]]. | Emily Taylor | 1 May | {status} |\n")
        };
        let sentence = "The rates of [[plenary-20]] and of [[plenary-120]] differ.";
        let decision = "## Decisions\n\n- To stop, as [[D1]] is past; supersedes [[D1]]. {#D2}\n";
        calls(&[
            (3, &row("open")),
            (20, "## Decisions\n\n- To go on. {#D1}\n"),
            (50, &row("in progress")),
            (70, sentence),
            (100, decision),
            (150, &row("done")),
        ])
    }

    #[test]
    fn an_edited_page_is_made_at_once() {
        let last = intertwined();
        let hold = |n: usize, title: &str, text: &str| {
            let mut tree = last.clone();
            tree.replace(&path(n), page_of_call(n, title, text).as_bytes());
            let made = proofs(&last, &tree, &[path(n).as_str()], &[]);
            assert_eq!(made, [format!("meetings/plenary-{n}.html")], "{title}: {text}");
        };
        hold(80, "Call 80", "Of [[plenary-9]], P1-1 and [[D1]].");
        hold(20, "Another title", "## Decisions\n\n- To go on. {#D1}\n\n- To rest. {#D3}\n");
        hold(80, "Call 79", &format!("{TABLE}| P1-1 | | | | done |\n| P2-1 | Go. | | | |\n"));
        hold(81, "Call 81", "## Decisions\n\n- Not to stop; supersedes [[D2]]. {#D4}\n");
        hold(331, "A new call", "## Notes\n\nOf P1-1.\n");
    }

    #[test]
    fn a_page_that_is_looked_at_is_made_at_once_whatever_was_edited() {
        let last = intertwined();
        let mut tree = last.clone();
        let people = "[[person]]\nname = \"Emily Taylor\"\n[[person]]\nname = \"Žarko Kecić\"\n";
        tree.replace(Utf8Path::new("content/people.toml"), people.as_bytes());
        let pages = ["index.html", "meetings/plenary-20.html", "actions/p1-1.html"];
        assert_eq!(proofs(&last, &tree, &["content/people.toml"], &pages), pages[1..]);
        assert!(proofs(&last, &tree, &["content/people.toml"], &[]).is_empty());
    }

    #[test]
    fn what_is_wrong_or_soon_made_is_not_made_at_once() {
        let last = calls(&[]);
        let made = |text: &str, denies_warnings: bool, n: usize| {
            let mut tree = last.clone();
            tree.replace(&path(n), text.as_bytes());
            let changed = BTreeSet::from([path(n)]);
            let edited = Edited { denies_warnings, ..edited(&tree, &changed) };
            edited.proofs(site_of(&last).past().unwrap(), &[]).map(|pages| pages.len())
        };
        assert_eq!(made(&page_of_call(7, "Call", "Of [[plenary-6]]."), true, 7), Some(1));
        assert_eq!(made(&page_of_call(7, "Call", "Of [[nothing]]."), false, 7), None);
        assert_eq!(made("+++\nbroken\n", false, 7), None);
        let undated = format!("{TABLE}| P1-1 | Ask. | Emily Taylor | | |\n");
        assert_eq!(made(&page_of_call(7, "Call", &undated), false, 7), Some(1));
        assert_eq!(made(&page_of_call(7, "Call", &undated), true, 7), None);
        let few = last.part(&last.layout(), |home| home.id.len() < "plenary-100".len());
        let changed = BTreeSet::from([path(0)]);
        assert!(edited(&few, &changed).proofs(site_of(&few).past().unwrap(), &[]).is_none());
        for path in ["content/site.toml", "themes/ours/theme.toml"] {
            let changed = BTreeSet::from([self::path(7), path.into()]);
            let made = edited(&last, &changed).proofs(site_of(&last).past().unwrap(), &[]);
            assert!(made.is_none(), "{path} may change what pages are shown with");
        }
        let many = (0..9).map(path).collect();
        assert!(edited(&last, &many).proofs(site_of(&last).past().unwrap(), &[]).is_none());
    }
}
