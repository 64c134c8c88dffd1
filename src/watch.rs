//! Tells when the content or a theme has changed.

use std::{
    collections::BTreeSet,
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::Duration,
};

use camino::{Utf8Path, Utf8PathBuf};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::error::Error;

/// How long nothing must happen before a burst of changes (a `git checkout`, an editor that saves
/// by renaming) counts as over. What comes later is the next burst, so that a short wait costs but
/// a run of which nobody sees much.
const QUIET: Duration = Duration::from_millis(20);

/// What is watched of an archive.
const FOLDERS: [&str; 2] = ["content", "themes"];

/// A watch on an archive's `content/` and `themes/`.
#[derive(Debug)]
pub struct Watch {
    root: Utf8PathBuf,
    watcher: RecommendedWatcher,
    events: Receiver<Burst>,
}

/// Where something may have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Burst {
    /// Anywhere.
    Anywhere,
    /// At these paths, from the root.
    At(BTreeSet<Utf8PathBuf>),
}

impl Burst {
    /// What an event tells of our folders; none where it is not of them. Reading a file is an event
    /// too for the system, and our own build reads all of them: that must not start the next.
    fn of(event: &Event, root: &Utf8Path) -> Option<Self> {
        if event.need_rescan() {
            return Some(Self::Anywhere);
        }
        if matches!(event.kind, EventKind::Access(_)) {
            return None;
        }
        let ours = |path: &Utf8Path| FOLDERS.iter().any(|folder| path.starts_with(folder));
        let inside = event.paths.iter().filter_map(|path| path.strip_prefix(root).ok());
        let inside: Option<BTreeSet<Utf8PathBuf>> =
            inside.map(|path| Utf8PathBuf::from_path_buf(path.to_owned()).ok()).collect();
        let Some(inside) = inside else { return Some(Self::Anywhere) };
        let at: BTreeSet<_> = inside.into_iter().filter(|path| ours(path)).collect();
        (!at.is_empty()).then_some(Self::At(at))
    }

    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::At(mut all), Self::At(more)) => {
                all.extend(more);
                Self::At(all)
            }
            _ => Self::Anywhere,
        }
    }

    /// Whether one of our folders may have been made or taken away.
    fn is_of_folders(&self) -> bool {
        match self {
            Self::Anywhere => true,
            Self::At(paths) => FOLDERS.iter().any(|name| paths.contains(Utf8Path::new(name))),
        }
    }
}

impl Watch {
    /// Begins to watch the archive at `root`. The root itself is watched too, so that a folder that
    /// is deleted and made again is taken up.
    pub fn begin(root: &Utf8Path) -> Result<Self, Error> {
        let failed = |source| Error::Watch { path: root.to_owned(), source };
        let root = root
            .canonicalize_utf8()
            .map_err(|source| Error::Read { path: root.to_owned(), source })?;
        let (sender, events) = channel();
        let top = root.clone();
        let handler = move |event: notify::Result<Event>| {
            if let Some(burst) = event.ok().and_then(|event| Burst::of(&event, &top)) {
                // the receiver is gone only when the watch is over
                let _ = sender.send(burst);
            }
        };
        let mut watcher = notify::recommended_watcher(handler).map_err(failed)?;
        watcher.watch(root.as_std_path(), RecursiveMode::NonRecursive).map_err(failed)?;
        let mut watch = Self { root, watcher, events };
        watch.take_up_folders();
        Ok(watch)
    }

    /// Waits for the next change and for the end of its burst; none when there can be none.
    pub fn wait(&mut self) -> Option<Burst> {
        let mut burst = self.events.recv().ok()?;
        loop {
            match self.events.recv_timeout(QUIET) {
                Ok(more) => burst = burst.and(more),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        if burst.is_of_folders() {
            self.take_up_folders();
        }
        Some(burst)
    }

    /// Watches the folders that are there; one that is watched already stays so, one that is not
    /// there will be taken up when it appears in the root.
    fn take_up_folders(&mut self) {
        for folder in FOLDERS {
            let folder = self.root.join(folder);
            let _ = self.watcher.watch(folder.as_std_path(), RecursiveMode::Recursive);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use notify::event::{AccessKind, CreateKind, Flag};
    use proptest::prelude::*;

    use super::*;

    fn told(kind: EventKind, path: &str) -> Option<Burst> {
        let event = Event::new(kind).add_path(PathBuf::from(path));
        Burst::of(&event, Utf8Path::new("/archive"))
    }

    fn at(paths: &[&str]) -> Burst {
        Burst::At(paths.iter().map(Utf8PathBuf::from).collect())
    }

    #[test]
    fn only_changes_of_content_and_themes_count() {
        let made = EventKind::Create(CreateKind::File);
        let page = "/archive/content/pages/about.md";
        assert_eq!(told(made, page), Some(at(&["content/pages/about.md"])));
        assert_eq!(told(made, "/archive/themes/a.html"), Some(at(&["themes/a.html"])));
        assert_eq!(told(made, "/archive/public/about.html"), None);
        assert_eq!(told(EventKind::Access(AccessKind::Read), page), None);
    }

    #[test]
    fn what_the_system_lost_count_of_may_be_anything() {
        let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        let burst = Burst::of(&lost, Utf8Path::new("/archive")).unwrap();
        assert_eq!(at(&["content/a.md"]).and(burst), Burst::Anywhere);
    }

    proptest! {
        #[test]
        fn a_burst_is_of_all_that_its_events_are_of(
            paths in prop::collection::vec("content(/[a-z]{1,3}){0,2}", 1..6),
        ) {
            let bursts = paths.iter().map(|path| at(&[path.as_str()]));
            let burst = bursts.reduce(Burst::and).unwrap();
            let all: Vec<&str> = paths.iter().map(String::as_str).collect();
            prop_assert_eq!(&burst, &at(&all));
            prop_assert_eq!(burst.is_of_folders(), all.contains(&"content"));
        }
    }
}
