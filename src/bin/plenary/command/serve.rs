//! `plenary serve`: the site in a browser, as the content is written.

use std::{
    process::{Command, Stdio},
    sync::Arc,
    thread,
    time::Instant,
};

use camino::Utf8PathBuf;
use plenary::{
    Burst, Error, History, Inventory, Memory, Reader, Server, Stage, Tree, Watch, preview,
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
    let desk = Desk {
        common: common.clone(),
        reader: Reader::new(&root),
        root,
        history: Arc::default(),
        stage: server.stage(),
        last: None,
        memory: Memory::default(),
    };
    thread::spawn(move || desk.keep(watch));
    let (url, is_open) = (server.url(), server.is_open());
    server.run(|| welcome(&url, is_open, common, preview))?;
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

/// Keeps what is shown as the content is.
struct Desk {
    common: Common,
    root: Utf8PathBuf,
    reader: Reader,
    /// What was committed when it began: git is not asked again at every edit.
    history: Arc<History>,
    stage: Stage,
    /// What the last site was made of.
    last: Option<Tree>,
    /// What the stages made of it.
    memory: Memory,
}

impl Desk {
    fn keep(mut self, mut watch: Watch) {
        // what cannot be listed is told below
        if let Ok(inventory) = Inventory::on_disk(&self.root) {
            self.stage.show_at_a_glance(inventory, &self.common.options());
        }
        self.history = history(&self.common, &self.root);
        let mut burst = Burst::Anywhere;
        loop {
            let tree = match (&self.last, &burst) {
                (Some(last), Burst::At(paths)) => self.reader.read_again(last, paths),
                _ => self.reader.read(),
            };
            match tree.map(|tree| tree.with_history(Arc::clone(&self.history))) {
                // a file was saved as it was, or one that is not read
                Ok(tree) if self.last.as_ref() == Some(&tree) => {}
                Ok(tree) => self.show(tree),
                Err(error) => self.fail(&error),
            }
            match watch.wait() {
                Some(next) => burst = next,
                None => return,
            }
        }
    }

    fn show(&mut self, tree: Tree) {
        let begun = Instant::now();
        let preview = preview(&tree, &self.common.options(), &mut self.memory);
        self.last = Some(tree);
        tell(&preview.run.report, &preview.run.sources, &self.common);
        tell_timings(&preview.run, &self.common);
        let is_publishable = preview.run.is_publishable(self.common.denies_warnings());
        let is_empty = preview.run.outputs.is_empty();
        let is_shown = self.stage.show(preview, is_publishable);
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

    fn fail(&mut self, error: &Error) {
        self.last = None;
        terminal::say(&format!("error: {error}"));
        self.stage.fail(error);
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
