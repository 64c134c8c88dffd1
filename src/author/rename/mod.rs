//! `plenary rename`: an archive and two ids go in; the files as they are to be, each link mended and
//! the old address kept, come out. Nothing is written until [`Renamed::write`].
//!
//! 1. [`moves`]: which files go where, and which things are called otherwise then.
//! 2. [`edits`]: what has to be written in the texts that name them; [`alias`]: what leads from the
//!    old address to the new one.
//! 3. [`law`]: the archive is read again as it would be: everything leads where it led before, and
//!    nothing is told that was not told before. Else nothing is done.
//! 4. [`disk`]: all of it, or nothing.

mod alias;
mod disk;
mod edits;
mod law;
mod moves;

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use self::{edits::Edits, law::Reading, moves::Moves};
use crate::{author::fix::applied, error::Error, options::Options, source::Tree};

/// An archive in which a page has got another name.
#[derive(Clone, Debug)]
pub struct Renamed {
    /// What moves: a page's file, or its folder with all that lies in it.
    pub from: Utf8PathBuf,
    /// Where it goes.
    pub to: Utf8PathBuf,
    /// Every file that moves, and where to; in order of path.
    pub moved: Vec<(Utf8PathBuf, Utf8PathBuf)>,
    /// The files whose text changes, by the path that they have before: their text before and after.
    pub files: BTreeMap<Utf8PathBuf, (String, String)>,
    /// What is written in them, in order of file and place: the path before, the line, and the text.
    pub mends: Vec<(Utf8PathBuf, usize, String)>,
}

/// Gives a meeting, a briefing or a page another id: its file, or the folder of its bundle, moves;
/// every text that names it names it anew; its front matter says which id it had, so that its old
/// address, its calendar file and the files beside it are found as before.
///
/// ```
/// use plenary::{Options, Tree, rename};
/// let tree = Tree::in_memory([
///     ("content/site.toml", "title = \"Team\"\nbase_url = \"https://team.example.org/\"\n"),
///     ("content/pages/about.md", "+++\ntitle = \"About\"\n+++\n\nSee [[travel]].\n"),
///     ("content/pages/travel.md", "+++\ntitle = \"Travel\"\n+++\n"),
/// ]);
/// let renamed = rename(&tree, &Options::default(), "travel", "journeys")?;
/// let after = |path: &str| &renamed.files[camino::Utf8Path::new(path)].1;
/// assert_eq!(renamed.to, "content/pages/journeys.md");
/// assert!(after("content/pages/about.md").contains("See [[journeys]]."));
/// assert!(after("content/pages/travel.md").contains("aliases = [\"travel\"]"));
/// # Ok::<(), plenary::Error>(())
/// ```
pub fn rename(tree: &Tree, options: &Options, old: &str, new: &str) -> Result<Renamed, Error> {
    let mut moves = Moves::new(tree, old, new)?;
    let reading = Reading::new(tree);
    moves.hold_free(&reading.archive)?;
    moves.add_passing(&reading.archive);
    let aliases = alias::edits(&moves, &reading.sources)?;
    // as it is to be published: a view is not held to the addresses that are kept
    let options = Options { as_of: None, drafts: false, ..options.clone() };
    let mut law = law::Law::new(tree, &options, &moves, &reading);
    let mut attempt = |is_full| {
        let edits = Edits::new(&moves, &reading, &aliases, is_full);
        let renamed = renamed(tree, &moves, &reading, &edits);
        law.hold(&renamed.tree(tree)).map(|()| renamed)
    };
    // where something else is called so, `[[meeting:plenary-15]]` tells which is meant
    attempt(false).or_else(|refused| attempt(true).map_err(|_| refused))
}

/// The files with the edits made.
fn renamed(tree: &Tree, moves: &Moves, reading: &Reading, edits: &Edits) -> Renamed {
    let mut files = BTreeMap::new();
    let mut mends = Vec::new();
    for (&file, made) in &edits.by_file {
        let source = reading.sources.get(file);
        let (before, after) = (source.text.to_string(), applied(&source.text, made));
        for (start, _, text) in made {
            let line = source.position(*start).line;
            let text = text.trim_start_matches(", ").trim_end();
            mends.push((source.path.clone(), line, text.to_owned()));
        }
        files.insert(source.path.clone(), (before, after));
    }
    let paths = tree.files().map(|(path, _)| path);
    let moved = paths.filter_map(|path| Some((path.to_owned(), moves.path(path.as_str())?.into())));
    let moved = moved.collect();
    Renamed { from: moves.from.clone(), to: moves.to.clone(), moved, files, mends }
}

impl Renamed {
    /// The archive as it is to be.
    fn tree(&self, before: &Tree) -> Tree {
        let moved: BTreeMap<&Utf8Path, &Utf8Path> =
            self.moved.iter().map(|(from, to)| (from.as_path(), to.as_path())).collect();
        let place = |path: &Utf8Path| moved.get(path).map_or(path, |to| *to).to_owned();
        let mut tree = Tree::of(before.files().map(|(path, entry)| (place(path), entry.clone())));
        for (path, (_, after)) in &self.files {
            tree.replace(&place(path), after.as_bytes());
        }
        tree
    }

    /// Moves and writes it below `root`: all of it, or nothing.
    pub fn write(&self, tree: &Tree, root: &Utf8Path) -> Result<(), Error> {
        disk::write(self, tree, root)
    }
}
