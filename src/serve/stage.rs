//! What is shown now, and to whom that is told.

use std::{
    collections::HashSet,
    process,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{SystemTime, UNIX_EPOCH},
};

use hyper::Request;
use serde::Serialize;
use tokio::sync::watch;

use super::{
    glance::{Glance, apart},
    problems::Problems,
    proof::{Edited, Proofs},
    site::Site,
};
use crate::{
    error::Error, options::Options, pipeline::Preview, source::Inventory, text::percent_decode,
};

/// Where the maker of sites puts them, for the [`Server`](super::Server) to show.
#[derive(Clone, Debug)]
pub struct Stage {
    now: watch::Sender<Now>,
    shown: Arc<AtomicU64>,
    readings: Arc<AtomicU64>,
    /// The paths of the pages that listen, each as often as it does.
    listening: Arc<Mutex<Vec<String>>>,
}

/// A page that listens, as long as it does.
#[derive(Debug)]
pub(super) struct Listening {
    path: String,
    all: Arc<Mutex<Vec<String>>>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = all.iter().position(|path| *path == self.path) {
            all.remove(at);
        }
    }
}

/// A reading of the archive, to be told what became of it; those that came later are later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reading(u64);

/// What is shown at a moment.
#[derive(Clone, Debug, Default)]
pub(super) struct Now {
    /// None while the first is being made.
    pub site: Option<Arc<Site>>,
    /// What a reader has of a large archive meanwhile.
    pub glance: Option<Arc<Glance>>,
    /// What of it was edited since.
    pub proofs: Option<Arc<Proofs>>,
    /// The last reading of the archive that is told of here.
    settled: u64,
    /// What is wrong with the content as it is.
    problems: Arc<Problems>,
    /// Whether the content could not be shown as it is, so that an older site still is.
    is_stale: bool,
}

/// What a browser is told.
#[derive(Serialize)]
struct Told<'a> {
    site: &'a str,
    /// Whether the first site is being made.
    is_reading: bool,
    is_stale: bool,
    problems: &'a Problems,
}

impl Now {
    /// The reading that is to be told of before a request can be answered: what is made of the whole
    /// record is not to be older than a page that was shown already.
    pub(super) fn awaited(&self, request: &Request<()>) -> Option<u64> {
        let (site, proofs) = (self.site.as_ref()?, self.proofs.as_ref()?);
        let path = percent_decode(request.uri().path())?;
        let is_at_hand = |address| site.is_given(address) || proofs.get(address).is_some();
        let is_awaited = !path.strip_prefix(site.base()).is_some_and(is_at_hand);
        is_awaited.then_some(proofs.reading)
    }

    /// Whether a reading has been told of.
    pub(super) const fn has_settled(&self, reading: u64) -> bool {
        self.settled >= reading
    }

    /// Whether there is a page to look at.
    pub(super) const fn can_be_seen(&self) -> bool {
        self.site.is_some() || self.glance.is_some()
    }

    /// As JSON in one line.
    pub(super) fn told(&self) -> String {
        let glance = self.glance.as_ref().map_or("", |glance| glance.version());
        let site = self.site.as_ref().map_or(glance, |site| &site.version);
        let site = self.proofs.as_ref().map_or(site, |proofs| &proofs.version);
        let Self { problems, is_stale, .. } = self;
        let told = Told { site, is_reading: self.site.is_none(), is_stale: *is_stale, problems };
        serde_json::to_string(&told).unwrap_or_default()
    }
}

impl Stage {
    pub(super) fn new() -> Self {
        Self {
            now: watch::Sender::default(),
            shown: Arc::default(),
            readings: Arc::default(),
            listening: Arc::default(),
        }
    }

    /// Shows a large archive at a glance, to whoever looks at a page before there is a site.
    pub fn show_at_a_glance(&self, inventory: Inventory, options: &Options) {
        let glance = Glance::of(inventory, options, self.version()).map(Arc::new);
        self.now.send_modify(|now| now.glance = glance);
    }

    /// Takes note that the page at a path listens.
    pub(super) fn listen(&self, path: String) -> Listening {
        let all = Arc::clone(&self.listening);
        all.lock().unwrap_or_else(PoisonError::into_inner).push(path.clone());
        Listening { path, all }
    }

    /// The addresses of the pages that listen, that which began last first.
    fn looked_at(&self, site: &Site) -> Vec<String> {
        let all = self.listening.lock().unwrap_or_else(PoisonError::into_inner);
        let mut seen = HashSet::new();
        let addresses = all.iter().rev().filter_map(|path| path.strip_prefix(site.base()));
        addresses.filter(|one| seen.insert(*one)).map(str::to_owned).collect()
    }

    /// Takes note that the archive was read again. Of a large one the pages that were edited are
    /// shown at once, where only pages were edited, and the site as it was is good.
    pub fn take_up(&self, edited: Option<Edited<'_>>) -> Reading {
        let reading = self.readings.fetch_add(1, Ordering::Relaxed) + 1;
        let good = self.good_site();
        let past = good.as_ref().and_then(|site| site.past());
        let looked_at = good.as_ref().map(|site| self.looked_at(site)).unwrap_or_default();
        let pages =
            edited.zip(past).and_then(|(edited, past)| apart(|| edited.proofs(past, &looked_at)));
        if let Some(pages) = pages.filter(|pages| !pages.is_empty()) {
            self.now.send_modify(|now| {
                // meanwhile the content before this may have been found wrong
                if !now.is_stale {
                    let last = now.proofs.take().unwrap_or_default();
                    now.proofs = Some(Arc::new(last.with(self.version(), reading, pages)));
                }
            });
        }
        Reading(reading)
    }

    /// Shows the site of a run. One that may not be published is not shown where there was one
    /// that might have been: what is wrong is told beside that one. Says whether it is shown.
    pub fn show(&self, reading: Reading, preview: Preview, is_publishable: bool) -> bool {
        let run = &preview.run;
        let problems = Arc::new(Problems::of(&run.report, &run.sources));
        let is_stale = !is_publishable && self.has_good_site();
        if is_stale {
            self.settle(reading, |now| (now.problems, now.is_stale) = (problems, true));
        } else {
            let site = Site::new(preview, self.version(), is_publishable);
            let last = self.put(reading, site, problems);
            // a large site takes a while to be forgotten, and nobody is to wait for that
            thread::spawn(move || drop(last));
        }
        !is_stale
    }

    /// Puts a site in the place of the last. Who has been shown all that is new in it need not be
    /// told of another: it goes under the version of what was shown. Where some of what was shown is
    /// newer still, that keeps its version, unless what was shown of this site was not as it is; who
    /// is given a page of this site meanwhile is told of the newer one.
    fn put(&self, reading: Reading, site: Site, problems: Arc<Problems>) -> Option<Arc<Site>> {
        let proofs = self.now.borrow().proofs.clone();
        let is_seen = proofs.as_ref().is_some_and(|proofs| proofs.are_in(&site, reading.0));
        let mut site = site;
        let mut last = None;
        self.settle(reading, |now| {
            match (&proofs, &mut now.proofs) {
                (Some(proofs), None) if is_seen => site.version.clone_from(&proofs.version),
                (_, Some(newer)) if !is_seen => Arc::make_mut(newer).version = self.version(),
                _ => {}
            }
            last = now.site.replace(Arc::new(site));
            (now.glance, now.problems, now.is_stale) = (None, problems, false);
        });
        last
    }

    /// Tells what kept the archive from being read; what is shown stays.
    pub fn fail(&self, reading: Reading, error: &Error) {
        let problems = Arc::new(Problems::of_environment(error.to_string()));
        self.settle(reading, |now| {
            now.site.get_or_insert_with(|| Arc::new(Site::empty(self.version())));
            (now.problems, now.is_stale) = (problems, true);
        });
    }

    /// Tells what became of a reading; what was shown of it before is of no more use.
    fn settle(&self, reading: Reading, tell: impl FnOnce(&mut Now)) {
        self.now.send_modify(|now| {
            now.settled = reading.0;
            now.proofs =
                now.proofs.as_ref().and_then(|proofs| proofs.after(reading.0)).map(Arc::new);
            tell(now);
        });
    }

    /// What is shown, now and from now on.
    pub(super) fn watch(&self) -> watch::Receiver<Now> {
        self.now.subscribe()
    }

    fn has_good_site(&self) -> bool {
        self.now.borrow().site.as_ref().is_some_and(|site| site.is_good)
    }

    /// The site, where nothing is wrong with the content.
    fn good_site(&self) -> Option<Arc<Site>> {
        let now = self.now.borrow();
        now.site.clone().filter(|site| site.is_good && !now.is_stale)
    }

    /// A version that no page which is still open in a browser can have: that of another process
    /// has another number, or another time.
    fn version(&self) -> String {
        let n = self.shown.fetch_add(1, Ordering::Relaxed);
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        format!("{:x}-{:x}-{n}", since.as_millis(), process::id())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use camino::Utf8PathBuf;

    use super::{
        super::{
            answer::answer_newest,
            body::Body,
            proof::tests::{calls, page_of_call, path},
        },
        *,
    };
    use crate::{
        pipeline::{Memory, preview},
        source::Tree,
    };

    /// A stage, and an archive that is edited call by call.
    struct Play {
        stage: Stage,
        tree: Tree,
        memory: Memory,
    }

    impl Play {
        fn begin() -> Self {
            let mut play =
                Self { stage: Stage::new(), tree: calls(&[]), memory: Memory::default() };
            let reading = play.stage.take_up(None);
            assert!(play.show(reading));
            play
        }

        /// Writes a call's page.
        fn edit(&mut self, n: usize, title: &str, text: &str) -> Reading {
            self.tree.replace(&path(n), page_of_call(n, title, text).as_bytes());
            self.take_up(&[path(n)])
        }

        fn take_up(&self, changed: &[Utf8PathBuf]) -> Reading {
            let changed: BTreeSet<_> = changed.iter().cloned().collect();
            let (tree, options) = (&self.tree, Options::default());
            let edited = Edited { tree, changed: &changed, options, denies_warnings: false };
            self.stage.take_up(Some(edited))
        }

        /// Shows the archive as it is now.
        fn show(&mut self, reading: Reading) -> bool {
            let preview = preview(&self.tree, &Options::default(), &mut self.memory);
            let is_good = preview.run.is_publishable(false);
            self.stage.show(reading, preview, is_good)
        }

        fn now(&self) -> Now {
            self.stage.watch().borrow().clone()
        }

        /// The version that pages which listen are told.
        fn told(&self) -> String {
            let told: serde_json::Value = serde_json::from_str(&self.now().told()).unwrap();
            told["site"].as_str().unwrap().to_owned()
        }

        /// A page; none where it has to wait.
        fn page(&self, address: &str) -> Option<String> {
            let (now, request) = (self.now(), Request::get(format!("/{address}")).body(()));
            let request = request.unwrap();
            if now.awaited(&request).is_some() {
                return None;
            }
            let answer = answer_newest(&request, now.site.as_ref()?, now.proofs.as_deref());
            let Body::Whole(bytes) = answer.into_body() else { panic!("a page is in memory") };
            Some(String::from_utf8(bytes.to_vec()).unwrap())
        }

        fn shows(&self, n: usize, text: &str) -> bool {
            self.page(&format!("meetings/plenary-{n}.html")).unwrap().contains(text)
        }
    }

    #[test]
    fn an_edited_page_is_shown_before_its_site_and_loaded_once() {
        let mut play = Play::begin();
        let before = play.told();
        let reading = play.edit(300, "Another title", "The rates are posted.");
        let told = play.told();
        assert_ne!(told, before);
        assert!(play.shows(300, "The rates are posted.") && play.shows(300, &told));
        assert_eq!(play.page("meetings.html"), None, "what is made of the whole waits for it");
        assert!(play.page("assets/style.css").is_some(), "what pages look like does not");
        assert!(play.show(reading));
        assert_eq!(play.told(), told, "there is nothing new to load");
        assert!(play.page("meetings.html").unwrap().contains("Another title"));
    }

    #[test]
    fn a_page_that_the_whole_makes_otherwise_is_loaded_again() {
        let mut play = Play::begin();
        let reading = play.edit(7, "Call", "The rates are posted.");
        let told = play.told();
        // what the program could not foresee: another file is not as it was
        play.tree.replace(&path(6), page_of_call(6, "Another title", "").as_bytes());
        assert!(play.show(reading));
        assert_ne!(play.told(), told);
        assert!(play.shows(7, "Another title"));
    }

    #[test]
    fn an_edit_during_another_is_shown_beside_it() {
        let mut play = Play::begin();
        let first = play.edit(7, "Call", "One.");
        let second = play.edit(100, "Call", "Two.");
        assert!(play.shows(7, "One.") && play.shows(100, "Two."));
        assert!(play.show(first));
        assert!(play.shows(100, "Two."), "what is newer stays");
        assert_eq!(play.page("meetings.html"), None);
        let third = play.edit(7, "Call", "Three.");
        assert!(play.show(second));
        assert!(play.shows(7, "Three."));
        assert!(play.show(third));
        assert!(play.shows(7, "Three.") && play.now().proofs.is_none());
        assert!(play.page("meetings.html").is_some());
    }

    #[test]
    fn what_was_shown_during_another_edit_is_held_to_the_last() {
        let mut play = Play::begin();
        let first = play.edit(7, "Call", "One.");
        let before = play.tree.clone();
        let second = play.edit(100, "Call", "Of [[plenary-7]].");
        let told = play.told();
        assert!(play.shows(7, &told) && !play.shows(7, "plenary-100"));
        let after = std::mem::replace(&mut play.tree, before);
        assert!(play.show(first));
        assert_eq!(play.told(), told);
        play.tree = after;
        assert!(play.show(second));
        assert_ne!(play.told(), told, "the other page is mentioned now");
        assert!(play.shows(7, "plenary-100"));
    }

    #[test]
    fn what_is_at_no_address_of_the_site_waits_too() {
        let mut play = Play::begin();
        let site = Utf8PathBuf::from("content/site.toml");
        let text = "title = \"Team\"\nbase_url = \"https://team.example.org/wiki/\"\n\
            [series.plenary]\nname = \"Call\"\n";
        play.tree.replace(&site, text.as_bytes());
        let reading = play.take_up(&[site]);
        assert!(play.now().proofs.is_none(), "the site's own file is of all pages");
        assert!(play.show(reading));
        play.edit(7, "Call", "One.");
        assert!(play.page("wiki/meetings/plenary-7.html").unwrap().contains("One."));
        assert_eq!(play.page("elsewhere.html"), None);
    }

    #[test]
    fn what_cannot_be_published_is_shown_neither_before_nor_after() {
        let mut play = Play::begin();
        let before = play.told();
        let reading = play.edit(7, "Call", "Of [[nothing]].");
        assert!(play.now().proofs.is_none());
        assert!(!play.show(reading));
        assert_eq!(play.told(), before);
        let mended = play.edit(7, "Call", "Of nothing.");
        assert!(play.now().proofs.is_none(), "while something is wrong, all waits for the whole");
        assert!(play.show(mended) && play.shows(7, "Of nothing."));
        // an edit that takes away what another page needs
        play.edit(80, "Call", "See [the call](plenary-7.md#notes).");
        let reading = play.edit(7, "Call", "## Notes\n\nSome.");
        assert!(play.show(reading));
        let reading = play.edit(7, "Call", "None.");
        assert!(play.shows(7, "None."));
        assert!(!play.show(reading), "the page that needed it is told");
        assert!(play.shows(7, "Some.") && play.page("meetings.html").is_some());
    }

    #[test]
    fn what_listens_is_looked_at() {
        let play = Play::begin();
        let people = Utf8PathBuf::from("content/people.toml");
        let listening = play.stage.listen("/meetings/plenary-7.html".into());
        play.take_up(std::slice::from_ref(&people));
        let has = |play: &Play| play.now().proofs.is_some();
        assert!(has(&play));
        let error = Error::Read { path: people.clone(), source: std::io::Error::other("gone") };
        play.stage.fail(play.stage.take_up(None), &error);
        assert!(!has(&play));
        drop(listening);
        play.take_up(&[people]);
        assert!(!has(&play));
    }
}
