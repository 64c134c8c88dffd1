//! `plenary serve`: the site in a browser, as the content is written.

use std::{
    process::{Command, Stdio},
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::Instant,
};

use camino::Utf8PathBuf;
use plenary::{
    Burst, Edited, Error, History, Inventory, Memory, Reader, Reading, Server, Stage, Tree, Watch,
    preview,
};

use super::{history, tell, tell_timings};
use crate::{
    args::{Common, Preview},
    exit::Exit,
    terminal,
};

/// Serves the site from memory until it is interrupted, and makes it again at every change.
pub(crate) fn serve(common: &Common, preview: &Preview) -> Result<Exit, Error> {
    let root = common.root()?;
    let watch = Watch::begin(&root)?;
    let server = Server::bind(&preview.host, preview.port)?;
    let (common, stage) = (common.clone(), server.stage());
    let (readings, read) = channel();
    let maker = Maker { common: common.clone(), stage: stage.clone(), memory: Memory::default() };
    let (reader, history) = (Reader::new(&root), Arc::default());
    let desk = Desk { common: common.clone(), root, reader, history, stage, last: None, readings };
    thread::spawn(move || maker.keep(&read));
    thread::spawn(move || desk.keep(watch));
    let (url, is_open) = (server.url(), server.is_open());
    server.run(|| welcome(&url, is_open, &common, preview))?;
    Ok(Exit::Done)
}

/// Says where the site is, and opens it where that is asked for.
fn welcome(url: &str, is_open: bool, common: &Common, preview: &Preview) {
    if !common.quiet {
        terminal::say(&format!("serving {url} until Ctrl-C"));
    }
    if is_open {
        terminal::say("others on the network can read it too, what is not published yet as well");
    }
    if preview.open {
        open(url);
    }
}

/// Reads the content whenever it has changed.
struct Desk {
    common: Common,
    root: Utf8PathBuf,
    reader: Reader,
    /// What was committed when it began: git is not asked again at every edit.
    history: Arc<History>,
    stage: Stage,
    /// What was read last.
    last: Option<Arc<Tree>>,
    readings: Sender<Read>,
}

/// The content, or what kept it from being read.
type Read = (Reading, Result<Arc<Tree>, Error>);

impl Desk {
    fn keep(mut self, mut watch: Watch) {
        // what cannot be listed is told below
        if let Ok(inventory) = Inventory::on_disk(&self.root) {
            self.stage.show_at_a_glance(inventory, &self.common.options());
        }
        self.history = history(&self.common, &self.root);
        let mut burst = Some(Burst::Anywhere);
        while let Some(now) = burst {
            self.read(&now);
            burst = watch.wait();
        }
    }

    fn read(&mut self, burst: &Burst) {
        let tree = match (&self.last, burst) {
            (Some(last), Burst::At(paths)) => self.reader.read_again(last, paths),
            _ => self.reader.read(),
        };
        let tree = tree.map(|tree| Arc::new(tree.with_history(Arc::clone(&self.history))));
        let last = std::mem::replace(&mut self.last, tree.as_ref().ok().cloned());
        // a file may be saved as it was, or is not read
        if last.is_none() || last != self.last {
            let reading = self.stage.take_up(self.edited(burst));
            // the maker is gone only when all is
            let _ = self.readings.send((reading, tree));
        }
    }

    /// What was edited, where that is known.
    fn edited<'a>(&'a self, burst: &'a Burst) -> Option<Edited<'a>> {
        let Burst::At(changed) = burst else { return None };
        let (tree, options) = (self.last.as_deref()?, self.common.options());
        Some(Edited { tree, changed, options, denies_warnings: self.common.denies_warnings() })
    }
}

/// Keeps what is shown as the content is.
struct Maker {
    common: Common,
    stage: Stage,
    /// What the stages made last.
    memory: Memory,
}

impl Maker {
    fn keep(mut self, read: &Receiver<Read>) {
        while let Ok(next) = read.recv() {
            // what came meanwhile is newer
            let (reading, tree) = read.try_iter().last().unwrap_or(next);
            match tree {
                Ok(tree) => self.show(reading, &tree),
                Err(error) => {
                    terminal::say(&format!("error: {error}"));
                    self.stage.fail(reading, &error);
                }
            }
        }
    }

    fn show(&mut self, reading: Reading, tree: &Tree) {
        let begun = Instant::now();
        let preview = preview(tree, &self.common.options(), &mut self.memory);
        tell(&preview.run.report, &preview.run.sources, &self.common);
        tell_timings(&preview.run, &self.common);
        let is_publishable = preview.run.is_publishable(self.common.denies_warnings());
        let is_empty = preview.run.outputs.is_empty();
        let is_shown = self.stage.show(reading, preview, is_publishable);
        if !self.common.quiet {
            let took = begun.elapsed().as_secs_f64();
            terminal::say(&match (is_publishable, is_shown) {
                (true, _) => format!("the site is shown as it is now ({took:.2} s)"),
                (false, true) if is_empty => "there is nothing to show until that is mended".into(),
                (false, true) => "the site is shown as far as it could be made".to_owned(),
                (false, false) => "the site is shown as it was before".to_owned(),
            });
        }
    }
}

/// Opens a browser; where there is none, the address has been said.
fn open(url: &str) {
    let (program, first): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(first).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if command.spawn().is_err() {
        terminal::say(&format!("no browser could be opened; go to {url}"));
    }
}
