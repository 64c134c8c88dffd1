//! Tells when the content or a theme has changed.

use std::{
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

/// A watch on an archive's `content/` and `themes/`.
#[derive(Debug)]
pub struct Watch {
    root: Utf8PathBuf,
    watcher: RecommendedWatcher,
    events: Receiver<()>,
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
        let folders = folders(&root);
        let handler = move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| concerns(&event, &folders)) {
                // the receiver is gone only when the watch is over
                let _ = sender.send(());
            }
        };
        let mut watcher = notify::recommended_watcher(handler).map_err(failed)?;
        watcher.watch(root.as_std_path(), RecursiveMode::NonRecursive).map_err(failed)?;
        let mut watch = Self { root, watcher, events };
        watch.take_up_folders();
        Ok(watch)
    }

    /// Waits for the next change and for the end of its burst; false when there can be none.
    pub fn wait(&mut self) -> bool {
        if self.events.recv().is_err() {
            return false;
        }
        loop {
            match self.events.recv_timeout(QUIET) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
        self.take_up_folders();
        true
    }

    /// Watches the folders that are there; one that is watched already stays so, one that is not
    /// there will be taken up when it appears in the root.
    fn take_up_folders(&mut self) {
        for folder in folders(&self.root) {
            let _ = self.watcher.watch(folder.as_std_path(), RecursiveMode::Recursive);
        }
    }
}

fn folders(root: &Utf8Path) -> [Utf8PathBuf; 2] {
    ["content", "themes"].map(|name| root.join(name))
}

/// Whether an event is of our folders. Reading a file is one too for the system, and our own build
/// reads all of them: that must not start the next.
fn concerns(event: &Event, folders: &[Utf8PathBuf]) -> bool {
    !matches!(event.kind, EventKind::Access(_))
        && event.paths.iter().any(|path| folders.iter().any(|folder| path.starts_with(folder)))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use notify::event::{AccessKind, CreateKind};

    use super::*;

    fn event(kind: EventKind, path: &str) -> bool {
        let event = Event {
            kind,
            paths: vec![PathBuf::from(path)],
            attrs: notify::event::EventAttributes::default(),
        };
        concerns(&event, &folders(Utf8Path::new("/archive")))
    }

    #[test]
    fn only_changes_of_content_and_themes_count() {
        let made = EventKind::Create(CreateKind::File);
        assert!(event(made, "/archive/content/pages/about.md"));
        assert!(event(made, "/archive/themes/mine/base.html"));
        assert!(!event(made, "/archive/public/about.html"));
        assert!(!event(EventKind::Access(AccessKind::Read), "/archive/content/pages/about.md"));
    }
}
