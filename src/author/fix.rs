//! `plenary fix`: an archive goes in, its files with the safe mends made come out.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use camino::{Utf8Path, Utf8PathBuf};

use crate::{
    diagnostic::{Code, Edit, Report, code},
    error::Error,
    options::Options,
    pipeline::{Run, run},
    publish,
    source::{Entry, FileId, Sources, Tree},
};

/// Mends may make room for others, as where two of them meet; so often at most.
const MOST_ROUNDS: usize = 8;

/// An archive with the mends made.
#[derive(Debug)]
pub struct Mended {
    /// The files that are no longer as they were, by path: their text before and after.
    pub files: BTreeMap<Utf8PathBuf, (String, String)>,
    /// What was done, in order of file and place: the path, the line, and the mend's title
    /// ("write `Žarko Kecić`").
    pub mends: Vec<(Utf8PathBuf, usize, String)>,
    /// What is left to be told.
    pub left: Run,
}

/// Makes every mend that diagnostics offer, and again until none is left, in memory; every byte
/// that no mend is about stays as it was.
///
/// ```
/// use plenary::{Options, Tree, fix};
/// let tree = Tree::in_memory([
///     ("content/site.toml", "tittle = \"Team\"\nbase_url = \"https://team.example.org/\"\n"),
/// ]);
/// let mended = fix(&tree, &Options::default());
/// assert!(mended.files["content/site.toml".as_ref() as &camino::Utf8Path].1.starts_with("title"));
/// assert!(mended.left.report.diagnostics.is_empty());
/// ```
pub fn fix(tree: &Tree, options: &Options) -> Mended {
    let mut tree = tree.clone();
    let mut files: BTreeMap<Utf8PathBuf, (String, String)> = BTreeMap::new();
    let mut mends = Vec::new();
    let mut left = run(&tree, options);
    for _ in 0..MOST_ROUNDS {
        let chosen = Chosen::next(&left.report, &left.sources);
        if chosen.edits.is_empty() {
            break;
        }
        mends.extend(chosen.titles);
        for (file, edits) in &chosen.edits {
            let source = left.sources.get(*file);
            let (before, after) = (source.text.to_string(), applied(&source.text, edits));
            tree.replace(&source.path, after.as_bytes());
            files.entry(source.path.clone()).or_insert((before, String::new())).1 = after;
        }
        left = run(&tree, options);
    }
    mends.sort();
    Mended { files, mends, left }
}

impl Mended {
    /// Writes the mended files below `root`, each whole or not at all; a mark of UTF-8 at the
    /// beginning of a file stays.
    pub fn write(&self, tree: &Tree, root: &Utf8Path) -> Result<(), Error> {
        for (path, (_, after)) in &self.files {
            let mark = "\u{FEFF}".as_bytes();
            let is_marked =
                matches!(tree.get(path), Some(Entry::Bytes(bytes)) if bytes.starts_with(mark));
            let mark: &[u8] = if is_marked { mark } else { b"" };
            rewrite(&root.join(path), &[mark, after.as_bytes()].concat())?;
        }
        Ok(())
    }
}

/// Puts other bytes in place of a file's; a link stays one, and permissions stay as they are.
pub(super) fn rewrite(path: &Utf8Path, bytes: &[u8]) -> Result<(), Error> {
    let failed = |source| Error::Write { path: path.to_owned(), source };
    let real = path.canonicalize_utf8().map_err(failed)?;
    let permissions = fs::metadata(&real).map_err(failed)?.permissions();
    publish::replace(&real, bytes)?;
    fs::set_permissions(&real, permissions).map_err(failed)
}

/// The mends that can be made together.
struct Chosen {
    edits: BTreeMap<FileId, BTreeSet<(u32, u32, String)>>,
    titles: Vec<(Utf8PathBuf, usize, String)>,
}

impl Chosen {
    /// Words first, then ids: a row that repeats another is given none, and its words tell.
    fn next(report: &Report, sources: &Sources) -> Self {
        let of_words = Self::of(report, sources, &|code| !gives_id(code));
        if of_words.edits.is_empty() { Self::of(report, sources, &gives_id) } else { of_words }
    }

    /// Takes each mend none of whose edits meets one that was taken; the same edit twice is one.
    fn of(report: &Report, sources: &Sources, is_meant: &dyn Fn(Code) -> bool) -> Self {
        let mut chosen = Self { edits: BTreeMap::new(), titles: Vec::new() };
        let meant = report.diagnostics.iter().filter(|one| is_meant(one.diagnostic.code));
        for reported in meant {
            let diagnostic = &reported.diagnostic;
            let Some(fix) = &diagnostic.fix else { continue };
            if !fix.edits.iter().all(|edit| chosen.has_room(edit)) {
                continue;
            }
            fix.edits.iter().for_each(|edit| chosen.take(edit));
            let source = sources.get(diagnostic.span.file);
            let line = source.position(diagnostic.span.start).line;
            chosen.titles.push((source.path.clone(), line, fix.title.clone()));
        }
        chosen
    }

    fn has_room(&self, edit: &Edit) -> bool {
        let Some(taken) = self.edits.get(&edit.span.file) else { return true };
        let (start, end) = (edit.span.start, edit.span.end);
        if taken.contains(&(start, end, edit.text.clone())) {
            return true;
        }
        let before = taken.range(..=(end, u32::MAX, String::new())).next_back();
        before.is_none_or(|(_, before, _)| *before < start)
    }

    fn take(&mut self, edit: &Edit) {
        let edits = self.edits.entry(edit.span.file).or_default();
        edits.insert((edit.span.start, edit.span.end, edit.text.clone()));
    }
}

/// Whether mends of a code give an id.
fn gives_id(code: Code) -> bool {
    code == code::ACTION_NO_ID || code == code::DECISION_NO_ID
}

/// The text with the edits made, which stand in order and apart.
pub(super) fn applied(text: &str, edits: &BTreeSet<(u32, u32, String)>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (start, end, new) in edits {
        let (start, end) = (*start as usize, *end as usize);
        out.push_str(text.get(at..start).unwrap_or_default());
        out.push_str(new);
        at = end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}
