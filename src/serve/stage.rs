//! What is shown now, and to whom that is told.

use std::{
    process,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{SystemTime, UNIX_EPOCH},
};

use serde::Serialize;
use tokio::sync::watch;

use super::{glance::Glance, problems::Problems, site::Site};
use crate::{error::Error, options::Options, pipeline::Preview, source::Inventory};

/// Where the maker of sites puts them, for the [`Server`](super::Server) to show.
#[derive(Clone, Debug)]
pub struct Stage {
    now: watch::Sender<Now>,
    shown: Arc<AtomicU64>,
}

/// What is shown at a moment.
#[derive(Clone, Debug, Default)]
pub(super) struct Now {
    /// None while the first is being made.
    pub site: Option<Arc<Site>>,
    /// What a reader has of a large archive meanwhile.
    pub glance: Option<Arc<Glance>>,
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
    /// Whether there is a page to look at.
    pub(super) const fn can_be_seen(&self) -> bool {
        self.site.is_some() || self.glance.is_some()
    }

    /// As JSON in one line.
    pub(super) fn told(&self) -> String {
        let glance = self.glance.as_ref().map_or("", |glance| glance.version());
        let site = self.site.as_ref().map_or(glance, |site| &site.version);
        let Self { problems, is_stale, .. } = self;
        let told = Told { site, is_reading: self.site.is_none(), is_stale: *is_stale, problems };
        serde_json::to_string(&told).unwrap_or_default()
    }
}

impl Stage {
    pub(super) fn new() -> Self {
        Self { now: watch::Sender::default(), shown: Arc::default() }
    }

    /// Shows a large archive at a glance, to whoever looks at a page before there is a site.
    pub fn show_at_a_glance(&self, inventory: Inventory, options: &Options) {
        let glance = Glance::of(inventory, options, self.version()).map(Arc::new);
        self.now.send_modify(|now| now.glance = glance);
    }

    /// Shows the site of a run. One that may not be published is not shown where there was one
    /// that might have been: what is wrong is told beside that one. Says whether it is shown.
    pub fn show(&self, preview: Preview, is_publishable: bool) -> bool {
        let run = &preview.run;
        let problems = Arc::new(Problems::of(&run.report, &run.sources));
        let is_stale = !is_publishable && self.has_good_site();
        if is_stale {
            self.now.send_modify(|now| (now.problems, now.is_stale) = (problems, true));
        } else {
            let site = Site::new(preview, self.version(), is_publishable);
            let now = Now { site: Some(Arc::new(site)), glance: None, problems, is_stale };
            let last = self.now.send_replace(now);
            // a large site takes a while to be forgotten, and nobody is to wait for that
            thread::spawn(move || drop(last));
        }
        !is_stale
    }

    /// Tells what kept the archive from being read; what is shown stays.
    pub fn fail(&self, error: &Error) {
        let problems = Arc::new(Problems::of_environment(error.to_string()));
        self.now.send_modify(|now| {
            now.site.get_or_insert_with(|| Arc::new(Site::empty(self.version())));
            (now.problems, now.is_stale) = (problems, true);
        });
    }

    /// What is shown, now and from now on.
    pub(super) fn watch(&self) -> watch::Receiver<Now> {
        self.now.subscribe()
    }

    fn has_good_site(&self) -> bool {
        self.now.borrow().site.as_ref().is_some_and(|site| site.is_good)
    }

    /// A version that no page which is still open in a browser can have: that of another process
    /// has another number, or another time.
    fn version(&self) -> String {
        let n = self.shown.fetch_add(1, Ordering::Relaxed);
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        format!("{:x}-{:x}-{n}", since.as_millis(), process::id())
    }
}
