//! What each file of `content/` is, by where it lies.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;
use unicode_normalization::UnicodeNormalization as _;

use super::tree::LEDGER;
use crate::text::{is_id, nearest, slug};

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `site.toml`
    Site,
    /// `people.toml`
    People,
    /// `teams.toml`
    Teams,
    /// `glossary.toml`
    Glossary,
    /// `actions.toml`
    Actions,
    /// `decisions.toml`
    Decisions,
    /// `.addresses`
    Ledger,
    /// `recommendations/<id>.toml`
    Set(String),
    /// A meeting's page.
    Meeting(Home),
    /// A briefing's page.
    Briefing(Home),
    /// An ordinary page.
    Page(Home),
    /// The `agenda.toml` of the bundle in this folder.
    Agenda(String),
    /// A file of the bundle in this folder, by its path below it.
    Attachment(String, String),
    /// None of these; where it could go.
    Misplaced(String),
    /// A name that begins with `.` or `_`, or lies in a folder of such a name.
    Ignored,
}

/// Where a page lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Home {
    /// Its id.
    pub id: String,
    /// The folder of its bundle, below `content/`; none for a page in one file.
    pub bundle: Option<String>,
}

/// What the files are, in the order given; paths are relative to `content/`. A folder below
/// `meetings/`, `briefings/` or `pages/` that holds an `index.md` is a bundle.
pub(crate) fn discover<'a>(paths: impl IntoIterator<Item = &'a Utf8Path> + Clone) -> Vec<Kind> {
    let mut folders = Folders::default();
    for path in paths.clone() {
        folders.enter(path);
    }
    paths.into_iter().map(|path| kind(path, &folders)).collect()
}

/// What is known of the folders before any file is told.
#[derive(Default)]
struct Folders<'a> {
    /// Those of bundles.
    bundles: BTreeSet<&'a str>,
    /// A page in one file for each folder that has some, as an example.
    pages: BTreeMap<&'a str, &'a str>,
}

impl<'a> Folders<'a> {
    fn enter(&mut self, path: &'a Utf8Path) {
        let Some(folder) = path.parent().map(Utf8Path::as_str) else { return };
        if is_bundle_page(path) {
            self.bundles.insert(folder);
        } else if section(path).is_some() && path.extension() == Some("md") {
            let stem = path.file_stem().unwrap_or_default();
            self.pages.entry(folder).or_insert(stem);
        }
    }
}

fn is_bundle_page(path: &Utf8Path) -> bool {
    path.file_name() == Some("index.md") && path.components().count() > 2 && section(path).is_some()
}

fn section(path: &Utf8Path) -> Option<&str> {
    let first = path.components().next()?.as_str();
    ["meetings", "briefings", "pages"].contains(&first).then_some(first)
}

fn kind(path: &Utf8Path, folders: &Folders<'_>) -> Kind {
    match path.as_str() {
        LEDGER => Kind::Ledger,
        _ if path.components().any(|part| part.as_str().starts_with(['.', '_'])) => Kind::Ignored,
        "site.toml" => Kind::Site,
        "people.toml" => Kind::People,
        "teams.toml" => Kind::Teams,
        "glossary.toml" => Kind::Glossary,
        "actions.toml" => Kind::Actions,
        "decisions.toml" => Kind::Decisions,
        _ => deeper(path, folders),
    }
}

fn deeper(path: &Utf8Path, folders: &Folders<'_>) -> Kind {
    let parts: Vec<&str> = path.components().map(|part| part.as_str()).collect();
    if let ["recommendations", name] = parts.as_slice() {
        let set = name.strip_suffix(".toml").map(|id| Kind::Set(nfc(id)));
        return set.unwrap_or_else(|| Kind::Misplaced(no_set(path)));
    }
    let Some(section) = section(path) else { return Kind::Misplaced(misplaced(path, folders)) };
    match enclosing_bundle(path, folders) {
        Some(folder) => in_bundle(path, folder, section),
        None if path.extension() == Some("md") && path.as_str() != "pages/index.md" => {
            page(path, section, None)
        }
        None => Kind::Misplaced(misplaced(path, folders)),
    }
}

/// What lies among the sets of recommendations and is none.
fn no_set(path: &Utf8Path) -> String {
    let stem = slug(path.file_stem().unwrap_or_default());
    format!(
        "a set of recommendations is one TOML file: write it as `content/recommendations/{stem}.toml`"
    )
}

/// The innermost bundle that a file lies in: a page within a bundle's folder is no attachment.
fn enclosing_bundle<'a>(path: &'a Utf8Path, folders: &Folders<'_>) -> Option<&'a Utf8Path> {
    path.ancestors().skip(1).find(|folder| folders.bundles.contains(folder.as_str()))
}

fn in_bundle(path: &Utf8Path, folder: &Utf8Path, section: &str) -> Kind {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    match inside.as_str() {
        "index.md" => page(path, section, Some(folder)),
        "agenda.toml" if section == "meetings" => Kind::Agenda(folder.to_string()),
        other => Kind::Attachment(folder.to_string(), nfc(other)),
    }
}

fn page(path: &Utf8Path, section: &str, bundle: Option<&Utf8Path>) -> Kind {
    let place = bundle.map_or_else(|| path.with_extension(""), ToOwned::to_owned);
    let id = if section == "pages" {
        place.strip_prefix("pages").unwrap_or(&place).as_str()
    } else {
        place.file_name().unwrap_or_default()
    };
    let home = Home { id: nfc(id), bundle: bundle.map(ToString::to_string) };
    match section {
        "meetings" => Kind::Meeting(home),
        "briefings" => Kind::Briefing(home),
        _ => Kind::Page(home),
    }
}

/// macOS writes names decomposed.
fn nfc(name: &str) -> String {
    if name.is_ascii() { name.to_owned() } else { name.nfc().collect() }
}

/// The files that stand alone, and the folders.
const FILES: [&str; 6] =
    ["site.toml", "people.toml", "teams.toml", "glossary.toml", "actions.toml", "decisions.toml"];
const FOLDERS: [&str; 4] = ["meetings", "briefings", "pages", "recommendations"];

/// Where a file of no known kind could go.
fn misplaced(path: &Utf8Path, folders: &Folders<'_>) -> String {
    let name = path.file_name().unwrap_or_default();
    if path.as_str() == "pages/index.md" {
        return "the home page is made by the program: call this one `content/pages/about.md`"
            .into();
    }
    if FILES.contains(&name) {
        return format!("move it to `content/{name}`");
    }
    match (section(path), path.extension().map(str::to_lowercase).as_deref()) {
        (Some(section), Some("md" | "markdown")) => {
            format!("call it `{}`", beside(path, section, &page_name(path)))
        }
        (Some(section), _) => beside_page(path, section, folders),
        (None, Some("md" | "markdown")) => page_elsewhere(path),
        (None, Some("toml")) => table_elsewhere(path, name),
        (None, _) => no_text(path, name),
    }
}

/// The name of a page's file with which its id can be had.
fn page_name(path: &Utf8Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    let stem = if is_id(stem) { stem.to_owned() } else { slug(stem) };
    format!("{stem}.md")
}

/// The same folder with another name; in a section's own folder when that is where it lies.
fn beside(path: &Utf8Path, section: &str, name: &str) -> String {
    let folder = path.parent().map_or(section, Utf8Path::as_str);
    format!("content/{folder}/{name}")
}

/// A file of a page that has no bundle; pages that lie in one file in the same folder stay what
/// they are.
fn beside_page(path: &Utf8Path, section: &str, folders: &Folders<'_>) -> String {
    let folder = path.parent().map_or(section, Utf8Path::as_str);
    let name = path.file_name().unwrap_or_default();
    let (bundle, page) = match folders.pages.get(folder) {
        Some(page) => (format!("{folder}/{page}"), format!("make `{page}.md`, say,")),
        None if folder == section => (format!("{section}/<id>"), "make the page".to_owned()),
        None => (folder.to_owned(), "make the page".to_owned()),
    };
    format!(
        "a file lies beside the `index.md` of its page: {page} `content/{bundle}/index.md`, and this `content/{bundle}/{name}`"
    )
}

/// A page outside the folders of pages, perhaps in one whose name holds a slip.
fn page_elsewhere(path: &Utf8Path) -> String {
    match near_folder(path) {
        Some(moved) => format!("move it to `{moved}`"),
        None => format!(
            "move it to `content/pages/{}`, or to `content/meetings/` or `content/briefings/`",
            page_name(path)
        ),
    }
}

fn table_elsewhere(path: &Utf8Path, name: &str) -> String {
    if let Some(near) = near_file(path) {
        return format!("call it `content/{near}`");
    }
    near_folder(path).map_or_else(
        || format!("a set of recommendations lies at `content/recommendations/{name}`"),
        |moved| format!("move it to `{moved}`"),
    )
}

/// What is neither a page nor TOML.
fn no_text(path: &Utf8Path, name: &str) -> String {
    let is_data = ["yaml", "yml", "json", "txt"].iter().any(|kind| path.extension() == Some(kind));
    match near_file(path).filter(|_| is_data) {
        Some(near) => format!("write it as TOML, and call it `content/{near}`"),
        None => format!(
            "put it beside the `index.md` of the page that it belongs to, as `content/pages/about/{name}`"
        ),
    }
}

/// The file that stands alone and was likely meant.
fn near_file(path: &Utf8Path) -> Option<&'static str> {
    let stems = FILES.map(|file| file.trim_end_matches(".toml"));
    let is_top = path.components().count() == 1;
    let near = nearest(path.file_stem()?, stems).filter(|_| is_top)?;
    FILES.into_iter().find(|file| file.strip_suffix(".toml") == Some(near))
}

/// The path with the folder that was likely meant.
fn near_folder(path: &Utf8Path) -> Option<String> {
    let (first, rest) = path.as_str().split_once('/')?;
    let near = nearest(first, FOLDERS).filter(|folder| *folder != first)?;
    Some(format!("content/{near}/{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(paths: &[&'static str]) -> Vec<Kind> {
        discover(paths.iter().map(|path| Utf8Path::new(*path)))
    }

    fn home(id: &str, bundle: Option<&str>) -> Home {
        Home { id: id.into(), bundle: bundle.map(Into::into) }
    }

    #[test]
    fn pages_are_files_or_bundles_and_folders_above_only_sort() {
        let found = kinds(&[
            "meetings/2017/plenary-15.md",
            "meetings/a/f2f/index.md",
            "meetings/a/f2f/agenda.toml",
            "meetings/a/f2f/img/map.png",
            "pages/guides/joining.md",
        ]);
        let bundle = "meetings/a/f2f";
        assert_eq!(found[0], Kind::Meeting(home("plenary-15", None)));
        assert_eq!(found[1], Kind::Meeting(home("f2f", Some(bundle))));
        assert_eq!(found[2], Kind::Agenda(bundle.into()));
        assert_eq!(found[3], Kind::Attachment(bundle.into(), "img/map.png".into()));
        assert_eq!(found[4], Kind::Page(home("guides/joining", None)));
    }

    #[test]
    fn a_page_within_a_bundle_is_a_page() {
        let found = kinds(&["pages/guides/index.md", "pages/guides/joining/index.md"]);
        assert_eq!(found[1], Kind::Page(home("guides/joining", Some("pages/guides/joining"))));
    }

    #[test]
    fn names_are_compared_composed() {
        let found = kinds(&["meetings/a/index.md", "meetings/a/Z\u{30c}.pdf"]);
        assert_eq!(found[1], Kind::Attachment("meetings/a".into(), "\u{17d}.pdf".into()));
    }

    #[test]
    fn names_that_begin_with_a_point_or_underscore_are_ignored() {
        assert_eq!(kinds(&[".addresses", "meetings/_drafts/a.md"]), [Kind::Ledger, Kind::Ignored]);
    }

    #[test]
    fn help_names_the_place() {
        for (path, help) in [
            (
                "notes.md",
                "move it to `content/pages/notes.md`, or to `content/meetings/` or `content/briefings/`",
            ),
            ("metings/2017/a.md", "move it to `content/meetings/2017/a.md`"),
            ("poeple.toml", "call it `content/people.toml`"),
            ("meetings/people.toml", "move it to `content/people.toml`"),
            (
                "meetings/slides.pdf",
                "a file lies beside the `index.md` of its page: make the page `content/meetings/<id>/index.md`, and this `content/meetings/<id>/slides.pdf`",
            ),
            (
                "README.md",
                "move it to `content/pages/readme.md`, or to `content/meetings/` or `content/briefings/`",
            ),
            ("people.yaml", "write it as TOML, and call it `content/people.toml`"),
            (
                "recommendations/old/ssr0.toml",
                "a set of recommendations lies at `content/recommendations/ssr0.toml`",
            ),
            (
                "recommendations/SSR1.xls",
                "a set of recommendations is one TOML file: write it as `content/recommendations/ssr1.toml`",
            ),
            ("ssr1.toml", "a set of recommendations lies at `content/recommendations/ssr1.toml`"),
            ("meetings/Notes.MD", "call it `content/meetings/notes.md`"),
        ] {
            assert_eq!(kinds(&[path]), [Kind::Misplaced(help.into())], "{path}");
        }
    }

    #[test]
    fn a_file_among_pages_is_told_of_one_of_them() {
        let found = kinds(&["meetings/2017/agenda.toml", "meetings/2017/plenary-15.md"]);
        let help = "a file lies beside the `index.md` of its page: make `plenary-15.md`, say, `content/meetings/2017/plenary-15/index.md`, and this `content/meetings/2017/plenary-15/agenda.toml`";
        assert_eq!(found[0], Kind::Misplaced(help.into()));
    }

    #[test]
    fn what_belongs_nowhere_is_told_where_it_could_go() {
        for path in [
            "notes.md",
            "meetings/slides.pdf",
            "pages/index.md",
            "recommendations/a/b.toml",
            "budget.toml",
            "meetings/agenda.toml",
        ] {
            assert!(matches!(kinds(&[path])[0], Kind::Misplaced(_)), "{path}");
        }
    }
}
