//! What each file of `content/` is, by where it lies.

use camino::Utf8Path;
use unicode_normalization::UnicodeNormalization as _;

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
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
    Misplaced(&'static str),
}

/// Where a page lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// Its id.
    pub id: String,
    /// The folder of its bundle, below `content/`; none for a page in one file.
    pub bundle: Option<String>,
}

/// What the files are, in the order given; paths are relative to `content/`. A folder below
/// `meetings/`, `briefings/` or `pages/` that holds an `index.md` is a bundle.
pub fn discover<'a>(paths: impl IntoIterator<Item = &'a Utf8Path> + Clone) -> Vec<Kind> {
    let bundles = paths
        .clone()
        .into_iter()
        .filter(|path| is_bundle_page(path))
        .filter_map(Utf8Path::parent)
        .map(Utf8Path::as_str)
        .collect();
    paths.into_iter().map(|path| kind(path, &bundles)).collect()
}

type Bundles<'a> = std::collections::BTreeSet<&'a str>;

fn is_bundle_page(path: &Utf8Path) -> bool {
    path.file_name() == Some("index.md") && path.components().count() > 2 && section(path).is_some()
}

fn section(path: &Utf8Path) -> Option<&str> {
    let first = path.components().next()?.as_str();
    ["meetings", "briefings", "pages"].contains(&first).then_some(first)
}

fn kind(path: &Utf8Path, bundles: &Bundles<'_>) -> Kind {
    match path.as_str() {
        "site.toml" => Kind::Site,
        "people.toml" => Kind::People,
        "teams.toml" => Kind::Teams,
        "glossary.toml" => Kind::Glossary,
        "actions.toml" => Kind::Actions,
        "decisions.toml" => Kind::Decisions,
        _ => deeper(path, bundles),
    }
}

fn deeper(path: &Utf8Path, bundles: &Bundles<'_>) -> Kind {
    let parts: Vec<&str> = path.components().map(|part| part.as_str()).collect();
    if let ["recommendations", name] = parts.as_slice() {
        return name.strip_suffix(".toml").map_or(Kind::Misplaced(SETS), |id| Kind::Set(nfc(id)));
    }
    let Some(section) = section(path) else { return Kind::Misplaced(misplaced(path)) };
    match enclosing_bundle(path, bundles) {
        Some(folder) => in_bundle(path, folder, section),
        None if path.extension() == Some("md") && path.as_str() != "pages/index.md" => {
            page(path, section, None)
        }
        None => Kind::Misplaced(misplaced(path)),
    }
}

const SETS: &str =
    "a set of recommendations is one TOML file, as `content/recommendations/ssr1.toml`";

/// The outermost bundle that a file lies in.
fn enclosing_bundle<'a>(path: &'a Utf8Path, bundles: &Bundles<'_>) -> Option<&'a Utf8Path> {
    path.ancestors().skip(1).filter(|folder| bundles.contains(folder.as_str())).last()
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
    name.nfc().collect()
}

/// Where a file of no known kind could go.
fn misplaced(path: &Utf8Path) -> &'static str {
    if path.as_str() == "pages/index.md" {
        return "the home page is made by the program: call this one `content/pages/about.md`";
    }
    match (section(path), path.extension()) {
        (_, Some("md")) => {
            "pages lie in `content/meetings/`, `content/briefings/` or `content/pages/`"
        }
        (Some("meetings"), Some("toml")) => {
            "an `agenda.toml` lies beside the `index.md` of its meeting, in a folder of their own"
        }
        (Some(_), _) => {
            "a file belongs to a page when it lies beside its `index.md`, in a folder of their own"
        }
        (None, Some("toml")) => {
            "sets of recommendations lie in `content/recommendations/`; other TOML files are `site`, `people`, `teams`, `glossary`, `actions` and `decisions`"
        }
        (None, _) => {
            "put it beside the `index.md` of the page that it belongs to, in a folder of their own"
        }
    }
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
