//! Old addresses that lead on: a page each, which works from disk too, and `_redirects` for hosts
//! that read it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    ops::Bound,
};

use super::{Context, Output, xml::escape};
use crate::model::{Address, Target};

/// The files of redirects, and the old addresses for which there can be none.
#[derive(Debug, Default)]
pub(super) struct Redirects {
    /// A page for each old address, the script that they share, and `_redirects`.
    pub outputs: Vec<Output>,
    /// Old addresses at which something lies, or that no file can have, as they are written.
    pub clashes: Vec<String>,
}

const SCRIPT: &str = "assets/redirect.js";

/// Files that are made after the pages.
const RESERVED: [&str; 6] = [
    SCRIPT,
    "_redirects",
    "robots.txt",
    "sitemap.xml",
    "data/manifest.json",
    "data/manifest.sha256",
];

/// Redirects of `[redirects]` and of aliases. A page of the site is never replaced by one.
pub(super) fn redirects(ctx: &Context<'_>, pages: &[Output]) -> Redirects {
    let mut taken: BTreeSet<String> =
        pages.iter().map(|page| page.address.as_str().to_owned()).collect();
    taken.extend(RESERVED.map(str::to_owned));
    let mut made = Redirects::default();
    let mut rules = String::new();
    for (path, moves) in by_path(moves(ctx), &mut made.clashes) {
        if !is_free(&path, &taken) || leads_to_itself(&path, &moves) {
            made.clashes.extend(moves.into_iter().map(|one| one.written));
            continue;
        }
        push_rule(&moves, &mut rules);
        made.outputs.push(page(ctx, &path, &moves));
        taken.insert(path);
    }
    if !made.outputs.is_empty() {
        made.outputs.push(Output::new(Address::new(SCRIPT), include_str!("redirect.js")));
    }
    made.outputs.push(Output::new(Address::new("_redirects"), rules));
    made
}

/// [`redirects`] without what clashes.
pub(super) fn outputs(ctx: &Context<'_>, pages: &[Output]) -> Vec<Output> {
    redirects(ctx, pages).outputs
}

/// An old address and where it leads.
struct Move {
    /// The old address as it is written.
    written: String,
    /// Its file, its query and its fragment; none where no file can have it.
    old: Option<Old>,
    to: Destination,
}

/// An old address taken apart.
struct Old {
    /// The file that a page can lie in.
    path: String,
    /// The path that was written, without a slash before it.
    written: String,
    query: Option<String>,
    fragment: Option<String>,
}

/// Where a redirect leads.
enum Destination {
    /// A place on this site.
    Here(Address),
    /// Another site.
    Away(String),
}

impl Destination {
    /// Reads the right side of a redirect; none where it is neither a path nor a web address.
    fn read(text: &str) -> Option<Self> {
        let lower = text.to_ascii_lowercase();
        if lower.starts_with("https://") || lower.starts_with("http://") {
            return Some(Self::Away(text.to_owned()));
        }
        let (rest, fragment) = split(text, '#');
        let (path, _) = split(rest, '?');
        let has_scheme = path.split('/').next().is_some_and(|first| first.contains(':'));
        let mut path = file_path(path).filter(|_| !has_scheme)?;
        if let Some(fragment) = fragment {
            let _ = write!(path, "#{}", decode(fragment));
        }
        Some(Self::Here(Address::new(path)))
    }

    fn link_from(&self, page: &Address) -> String {
        match self {
            Self::Here(address) => address.relative_from(page),
            Self::Away(url) => url.clone(),
        }
    }

    fn absolute(&self, base_url: &str) -> String {
        match self {
            Self::Here(address) => address.absolute(base_url),
            Self::Away(url) => url.clone(),
        }
    }

    fn in_full(&self) -> String {
        match self {
            Self::Here(address) => address.from_root(),
            Self::Away(url) => url.clone(),
        }
    }
}

/// What `[redirects]` says, in the order of the file, then the aliases of meetings, briefings and
/// pages in order of id.
fn moves(ctx: &Context<'_>) -> Vec<Move> {
    let archive = ctx.archive;
    let mut moves: Vec<Move> = archive.site.redirects.iter().filter_map(stated).collect();
    for meeting in archive.meetings.values() {
        let target = Target::Meeting(meeting.id.clone());
        moves.extend(meeting.aliases.iter().map(|alias| of_alias(alias, "/meetings/", &target)));
    }
    for briefing in archive.briefings.values() {
        let target = Target::Briefing(briefing.id.clone());
        moves.extend(briefing.aliases.iter().map(|alias| of_alias(alias, "/briefings/", &target)));
    }
    for page in archive.pages.values() {
        let target = Target::Page(page.id.clone());
        moves.extend(page.aliases.iter().map(|alias| of_alias(alias, "/", &target)));
    }
    moves
}

fn stated(redirect: &crate::model::Redirect) -> Option<Move> {
    let (from, to) = (&redirect.from.value, &redirect.to.value);
    let old = Old::read(from).filter(|_| !from.contains("://"));
    Some(Move { written: from.clone(), old, to: Destination::read(to)? })
}

/// An alias is an old address, or another id of its kind.
fn of_alias(alias: &str, folder: &str, target: &Target) -> Move {
    let from = if alias.starts_with('/') {
        alias.to_owned()
    } else {
        format!("{folder}{}.html", alias.to_lowercase())
    };
    let old = Old::read(&from);
    Move { written: alias.to_owned(), old, to: Destination::Here(Address::of(target)) }
}

impl Old {
    /// Takes an old address apart; none where no file of the site can have it.
    fn read(text: &str) -> Option<Self> {
        let (rest, fragment) = split(text, '#');
        let (path, query) = split(rest, '?');
        let [query, fragment] = [query, fragment].map(|part| part.map(str::to_owned));
        let written = decode(path).trim_start_matches('/').to_owned();
        Some(Self { path: file_path(path)?, written, query, fragment })
    }

    /// The more of an old address is told apart, the earlier it is tried.
    fn rank(&self) -> u8 {
        match (&self.query, &self.fragment) {
            (Some(_), Some(_)) => 0,
            (Some(_), None) => 1,
            (None, Some(_)) => 2,
            (None, None) => 3,
        }
    }
}

/// The text before a mark, and what stands behind it where it is there and not empty.
fn split(text: &str, mark: char) -> (&str, Option<&str>) {
    let (before, after) = text.split_once(mark).map_or((text, None), |(a, b)| (a, Some(b)));
    (before, after.filter(|after| !after.is_empty()))
}

/// The file that is shown at a path: `/minutes-15.html`, or `index.html` of a folder. None where it
/// would leave the folder of the site, or where no file can be called so.
fn file_path(path: &str) -> Option<String> {
    let path = decode(path);
    let names: Vec<&str> =
        path.split('/').filter(|name| !name.is_empty() && *name != ".").collect();
    if !names.iter().all(|name| is_possible(name)) {
        return None;
    }
    let joined = names.join("/");
    match names.last() {
        Some(last) if has_extension(last) && !path.ends_with('/') => Some(joined),
        Some(_) => Some(joined + "/index.html"),
        None => Some("index.html".into()),
    }
}

/// Names that begin with a point are the output folder's own business.
fn is_possible(name: &str) -> bool {
    let is_hidden = name.starts_with('.') && name != ".well-known";
    !is_hidden && name.len() <= 255 && !name.contains(|c: char| c.is_control() || c == '\\')
}

/// Whether a name ends as those of files do: `.html`, but not `.2` in `v1.2`.
fn has_extension(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, extension)| {
        let is_short = (1..=5).contains(&extension.len());
        let is_word = extension.chars().all(|one| one.is_ascii_alphanumeric());
        let has_letter = extension.chars().any(|one| one.is_ascii_alphabetic());
        !stem.is_empty() && is_short && is_word && has_letter
    })
}

/// Percent-encoding undone; what is none stays as it is.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let byte = tail.get(..2).filter(|_| first == b'%').and_then(hex);
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn hex(digits: &[u8]) -> Option<u8> {
    let text = std::str::from_utf8(digits).ok()?;
    let is_hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    u8::from_str_radix(text, 16).ok().filter(|_| is_hex)
}

/// The moves of each file, the most particular first, and none twice.
fn by_path(moves: Vec<Move>, clashes: &mut Vec<String>) -> BTreeMap<String, Vec<Move>> {
    let mut by_path: BTreeMap<String, Vec<Move>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for one in moves {
        let Some(old) = &one.old else {
            clashes.push(one.written);
            continue;
        };
        if seen.insert((old.path.clone(), old.query.clone(), old.fragment.clone())) {
            by_path.entry(old.path.clone()).or_default().push(one);
        }
    }
    let rank = |one: &Move| one.old.as_ref().map_or(u8::MAX, Old::rank);
    for moves in by_path.values_mut() {
        moves.sort_by_key(rank);
    }
    by_path
}

/// Whether a file can lie at a path: nothing else lies there, and no file is a folder.
fn is_free(path: &str, taken: &BTreeSet<String>) -> bool {
    let mut folders = path.match_indices('/').map(|(at, _)| &path[..at]);
    let below = format!("{path}/");
    let mut after = taken.range::<str, _>((Bound::Included(below.as_str()), Bound::Unbounded));
    !taken.contains(path)
        && !folders.any(|folder| taken.contains(folder))
        && !after.next().is_some_and(|other| other.starts_with(&below))
}

/// Whether a page would send its readers round and round.
fn leads_to_itself(path: &str, moves: &[Move]) -> bool {
    moves.iter().any(|one| matches!(&one.to, Destination::Here(to) if to.path() == path))
}

/// The move for whoever comes without query and fragment: the plain one, else the first.
fn default(moves: &[Move]) -> Option<&Move> {
    let is_plain = |one: &&Move| one.old.as_ref().is_some_and(|old| old.rank() == 3);
    moves.iter().find(is_plain).or_else(|| moves.first())
}

/// A rule for hosts, which see no fragments, and among which some match no queries: only where one
/// path leads to one place.
fn push_rule(moves: &[Move], rules: &mut String) {
    let [one] = moves else { return };
    let Some(old) = one.old.as_ref().filter(|old| old.rank() == 3) else { return };
    let from = Address::new(old.written.as_str()).from_root();
    let is_space = |one: char| one.is_whitespace() || one.is_control();
    let to = one.to.in_full().replace(is_space, "%20");
    let _ = writeln!(rules, "{from} {to} 301");
}

/// The page at an old address. Without JavaScript it leads to the default, and lists the others;
/// with it, the script chooses, and the fragment comes along.
fn page(ctx: &Context<'_>, path: &str, moves: &[Move]) -> Output {
    let address = Address::new(path);
    let mut out = String::from("<!DOCTYPE html>\n");
    let _ = writeln!(out, "<html lang=\"{}\">", escape(&ctx.archive.site.language));
    out.push_str("<head>\n<meta charset=\"utf-8\">\n<title>This page has moved</title>\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str("<meta name=\"robots\" content=\"noindex\">\n");
    if let Some(default) = default(moves) {
        let canonical = escape(&default.to.absolute(ctx.base_url));
        let link = escape(&default.to.link_from(&address));
        let _ = writeln!(out, "<link rel=\"canonical\" href=\"{canonical}\">");
        out.push_str("<noscript><meta http-equiv=\"refresh\" ");
        let _ = writeln!(out, "content=\"0; url={link}\"></noscript>");
    }
    let script = escape(&Address::new(SCRIPT).relative_from(&address));
    let _ = writeln!(out, "<script src=\"{script}\" defer></script>\n</head>");
    out.push_str("<body>\n<main>\n<h1>This page has moved</h1>\n");
    push_links(ctx, &address, moves, &mut out);
    out.push_str("</main>\n</body>\n</html>\n");
    Output::new(address, out)
}

/// The links in the order in which the script tries them; where none fits, it takes the first.
fn push_links(ctx: &Context<'_>, page: &Address, moves: &[Move], out: &mut String) {
    for one in moves {
        let link = escape(&one.to.link_from(page));
        let attributes = one.old.as_ref().map(attributes).unwrap_or_default();
        let words = escape(&one.to.absolute(ctx.base_url));
        let _ = writeln!(out, "<p><a data-moved href=\"{link}\"{attributes}>{words}</a></p>");
    }
}

/// The query and fragment by which the script knows a link.
fn attributes(old: &Old) -> String {
    let attribute = |name: &str, value: &Option<String>| {
        let value = value.as_ref().map(|value| format!(" data-{name}=\"{}\"", escape(value)));
        value.unwrap_or_default()
    };
    attribute("query", &old.query) + &attribute("fragment", &old.fragment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::fixture::{record, text as output_text};

    #[test]
    fn an_old_address_is_a_file_or_a_folder_with_an_index() {
        let paths = ["/minutes-15.html", "/wiki/", "/wiki/v1.2", "/", "/a%20b//c.htm", "x"];
        assert_eq!(
            paths.map(|path| file_path(path).unwrap()),
            [
                "minutes-15.html",
                "wiki/index.html",
                "wiki/v1.2/index.html",
                "index.html",
                "a b/c.htm",
                "x/index.html"
            ]
        );
    }

    #[test]
    fn no_redirect_leaves_the_folder_of_the_site() {
        for path in ["/../x.html", "/a/%2e%2e/x.html", "/a\\b.html", "/.lock", "/a%00.html"] {
            assert_eq!(file_path(path), None, "{path}");
        }
    }

    #[test]
    fn a_file_is_never_a_folder_too() {
        let taken = ["a.html", "b/c.html"].map(str::to_owned).into();
        let free = ["a.html", "a.html/x.html", "b", "b/d.html", "bc"];
        assert_eq!(free.map(|path| is_free(path, &taken)), [false, false, false, true, true]);
    }

    #[test]
    fn only_the_web_and_this_site_are_led_to() {
        let to = |text| Destination::read(text).map(|to| to.in_full());
        assert_eq!(
            to("/meetings/plenary-15.html#notes").unwrap(),
            "/meetings/plenary-15.html#notes"
        );
        assert_eq!(to("https://example.org/?a=1").unwrap(), "https://example.org/?a=1");
        assert_eq!(to("javascript:alert(1)"), None);
        assert_eq!(to("../../etc/passwd"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in ".*") {
            let _ = (Old::read(&text), Destination::read(&text));
        }
    }

    fn made() -> Redirects {
        let page = Output::new(Address::new("index.html"), "");
        redirects(&record().ctx(), &[page])
    }

    #[test]
    fn a_page_stands_at_the_old_address() {
        assert_eq!(
            output_text(&made().outputs, "minutes-15.html"),
            "<!DOCTYPE html>\n\
             <html lang=\"en\">\n\
             <head>\n\
             <meta charset=\"utf-8\">\n\
             <title>This page has moved</title>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"robots\" content=\"noindex\">\n\
             <link rel=\"canonical\" \
             href=\"https://ssr2.example.org/wiki/meetings/f2f-2-madrid.html\">\n\
             <noscript><meta http-equiv=\"refresh\" \
             content=\"0; url=meetings/f2f-2-madrid.html\"></noscript>\n\
             <script src=\"assets/redirect.js\" defer></script>\n\
             </head>\n\
             <body>\n\
             <main>\n\
             <h1>This page has moved</h1>\n\
             <p><a data-moved href=\"meetings/f2f-2-madrid.html\">\
             https://ssr2.example.org/wiki/meetings/f2f-2-madrid.html</a></p>\n\
             </main>\n\
             </body>\n\
             </html>\n"
        );
    }

    #[test]
    fn one_path_may_lead_to_several_places() {
        let made = made();
        let page = output_text(&made.outputs, "wiki/show/index.html");
        assert!(page.contains("href=\"../../decisions.html\" data-query=\"id=7\">"));
        assert!(page.contains("href=\"../../attendance.html\" data-fragment=\"log\">"));
        assert!(page.contains("content=\"0; url=../../decisions.html\""));
    }

    #[test]
    fn a_page_of_the_site_is_never_replaced() {
        assert_eq!(made().clashes, ["/index.html"]);
    }

    #[test]
    fn hosts_are_told_of_paths_that_lead_to_one_place() {
        assert_eq!(
            output_text(&made().outputs, "_redirects"),
            "/meetings/madrid.html /meetings/f2f-2-madrid.html 301\n\
             /minutes-15.html /meetings/f2f-2-madrid.html 301\n\
             /old/madrid/ /meetings/f2f-2-madrid.html 301\n"
        );
    }
}
