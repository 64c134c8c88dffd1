//! What has to be written anew: the places that name what is called otherwise go in; edits of the
//! texts, the smallest that do, come out.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use super::{law::Reading, moves::Moves};
use crate::{
    link::{Names, Spot, joined, kind_of, way},
    model::{Address, Target},
    source::{FileId, Spanned},
    text::percent_decode,
};

/// The first byte, the byte after the last, and what comes in their place.
pub(super) type Edit = (u32, u32, String);

/// The edits of each file.
pub(super) struct Edits {
    pub(super) by_file: BTreeMap<FileId, BTreeSet<Edit>>,
}

impl Edits {
    /// Gathers them; with `is_full`, wikilinks say of which kind the page is.
    pub(super) fn new(
        moves: &Moves,
        reading: &Reading,
        aliases: &BTreeMap<FileId, Edit>,
        is_full: bool,
    ) -> Self {
        let mut edits = Self { by_file: BTreeMap::new() };
        for (&file, alias) in aliases {
            edits.by_file.entry(file).or_default().insert(alias.clone());
        }
        for spot in &reading.spots {
            let slice = reading.sources.slice(spot.span);
            for (range, text) in pieces(spot, slice, moves, reading, is_full) {
                edits.push(spot.file(), spot.span.start, range, text);
            }
        }
        edits.push_addresses(moves, reading);
        edits
    }

    fn push(&mut self, file: FileId, start: u32, range: Range<usize>, text: String) {
        let byte = |at: usize| start + u32::try_from(at).unwrap_or_default();
        let edit = (byte(range.start), byte(range.end), text);
        self.by_file.entry(file).or_default().insert(edit);
    }

    /// The menu and the right sides of redirects, which say addresses.
    fn push_addresses(&mut self, moves: &Moves, reading: &Reading) {
        let site = &reading.archive.site;
        let redirects = site.redirects.iter().map(|redirect| &redirect.to);
        for said in redirects.chain(site.nav.iter().map(|entry| &entry.url)) {
            let slice = reading.sources.slice(said.span);
            if let Some((range, text)) = address(said, slice, moves) {
                self.push(said.span.file, said.span.start, range, text);
            }
        }
    }
}

/// The pieces of a spot's text that are to be written anew.
fn pieces(
    spot: &Spot,
    slice: &str,
    moves: &Moves,
    reading: &Reading,
    is_full: bool,
) -> Vec<(Range<usize>, String)> {
    match &spot.names {
        Names::Wikilink(old) => match moves.renamed(old) {
            Some(new) => wikilinks(slice, old, new, is_full),
            None => Vec::new(),
        },
        Names::Value(old) => {
            let new = moves.renamed(old);
            new.and_then(|new| value(slice, &old.id(), &new.id())).into_iter().collect()
        }
        Names::File(typed, to) => {
            let from = reading.sources.get(spot.file()).path.as_str();
            links(slice, typed, |path| file_link(path, from, to, moves))
        }
        Names::Address(typed, page, to) => {
            links(slice, typed, |path| address_link(path, page, to, moves))
        }
    }
}

/// The names in all wikilinks of a text that say the old id.
fn wikilinks(
    slice: &str,
    old: &Target,
    new: &Target,
    is_full: bool,
) -> Vec<(Range<usize>, String)> {
    let (old_id, kind) = (old.id().to_lowercase(), old.kind());
    let mut found = Vec::new();
    for (at, _) in slice.match_indices("[[") {
        let Some(inner) = slice.get(at + 2..).and_then(|rest| rest.split("]]").next()) else {
            continue;
        };
        let (stated, rest) = kind_of(inner);
        let name = rest.split(['#', '|']).next().unwrap_or_default();
        let name = name.trim_end_matches('\\').trim();
        let is_meant = stated.is_none_or(|stated| stated == kind);
        if is_meant && name.to_lowercase() == old_id {
            let start = offset(slice, name);
            let prefix =
                if is_full && stated.is_none() { format!("{kind}:") } else { String::new() };
            found.push((start..start + name.len(), format!("{prefix}{}", new.id())));
        }
    }
    found
}

/// Where a part of a text begins in it.
fn offset(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

/// A value that is the old id and no more.
fn value(slice: &str, old: &str, new: &str) -> Option<(Range<usize>, String)> {
    let inner = slice.trim_matches(['"', '\'']).trim();
    let start = offset(slice, inner);
    (inner == old).then(|| (start..start + inner.len(), new.to_owned()))
}

/// The paths in the destinations of links, where `changed` has another for them.
fn links(
    slice: &str,
    typed: &str,
    changed: impl Fn(&str) -> Option<String>,
) -> Vec<(Range<usize>, String)> {
    let Some(new) = changed(path_of(typed)) else { return Vec::new() };
    let places = destinations(slice, typed).into_iter();
    let piece = |range: Range<usize>| {
        let is_bracketed = slice[..range.start].ends_with('<');
        let path = path_of(&slice[range.clone()]).len();
        (range.start..range.start + path, encoded(&new, is_bracketed))
    };
    places.map(piece).collect()
}

/// A destination without its query and fragment.
fn path_of(destination: &str) -> &str {
    destination.split(['?', '#']).next().unwrap_or_default()
}

/// Where a destination stands in the text of links: behind `](` and white space. One that was typed
/// with escapes is the last there is.
fn destinations(slice: &str, typed: &str) -> Vec<Range<usize>> {
    let starts = slice.match_indices("](").chain(slice.match_indices("]:"));
    let starts: Vec<usize> = starts.map(|(at, _)| begin(slice, at + 2)).collect();
    let exact = |start: &usize| slice[*start..].strip_prefix(typed).is_some_and(ends);
    let found: Vec<Range<usize>> =
        starts.iter().copied().filter(exact).map(|start| start..start + typed.len()).collect();
    if !found.is_empty() {
        return found;
    }
    // the place of a definition is its destination alone
    let is_link = slice.starts_with(['[', '!']);
    let is_definition = !slice.starts_with(['"', '\'']);
    let start =
        if is_link { starts.last().copied() } else { is_definition.then(|| begin(slice, 0)) };
    start.map(|start| start..start + length(&slice[start..])).into_iter().collect()
}

/// The first byte of a destination behind its mark.
fn begin(slice: &str, at: usize) -> usize {
    let rest = &slice[at..];
    let rest = rest.trim_start();
    offset(slice, rest.strip_prefix('<').unwrap_or(rest))
}

/// Whether a destination ends before this text.
fn ends(rest: &str) -> bool {
    rest.chars().next().is_none_or(|next| next.is_whitespace() || ")>\"'".contains(next))
}

/// How long a destination is that was typed with escapes.
fn length(rest: &str) -> usize {
    let mut is_escaped = false;
    let end = rest.find(|c: char| {
        let is_end = !is_escaped && (c.is_whitespace() || c == ')' || c == '>');
        is_escaped = c == '\\' && !is_escaped;
        is_end
    });
    end.unwrap_or(rest.len())
}

/// The way from a file to another, once either has moved; none where the old way still leads there.
fn file_link(typed: &str, from: &str, to: &str, moves: &Moves) -> Option<String> {
    let new_from = moves.path(from);
    let new_to = moves.path(to);
    if new_from.is_none() && new_to.is_none() {
        return None;
    }
    let folder = folder_of(new_from.as_deref().unwrap_or(from)).to_owned();
    other_way(typed, &folder, new_to.as_deref().unwrap_or(to))
}

/// The link to an address of the site, once either end has moved.
fn address_link(typed: &str, page: &Target, to: &str, moves: &Moves) -> Option<String> {
    let to = moves.address(to).unwrap_or_else(|| to.to_owned());
    if typed.starts_with('/') {
        let is_same = percent_decode(typed.trim_start_matches('/')).as_deref() == Some(to.as_str());
        return (!is_same && moves.address(path_of(typed.trim_start_matches('/'))).is_some())
            .then(|| format!("/{to}"));
    }
    let page = Address::of(&moves.target(page));
    other_way(typed, folder_of(page.path()), &to)
}

/// The way from a folder to a path, where what was typed does not lead there.
fn other_way(typed: &str, folder: &str, to: &str) -> Option<String> {
    let decoded = percent_decode(typed).unwrap_or_else(|| typed.to_owned());
    if joined(folder, &decoded).as_deref() == Some(to) {
        return None;
    }
    let slash = if typed.ends_with('/') { "/" } else { "" };
    Some(way(folder, to) + slash)
}

/// The folder of a path, with `/` at its end.
fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..=at])
}

/// A path as a link's destination: what would end it, or be read otherwise, is encoded.
fn encoded(path: &str, is_bracketed: bool) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        let is_odd = c.is_control() || "%?#<>\\\"|`*_[]".contains(c) && c != '_';
        let is_odd = is_odd || !is_bracketed && (c.is_whitespace() || "()".contains(c));
        if is_odd {
            let mut bytes = [0; 4];
            let bytes = c.encode_utf8(&mut bytes).bytes();
            out.extend(bytes.map(|byte| format!("%{byte:02X}")));
        } else {
            out.push(c);
        }
    }
    out
}

/// An address of the site as a value.
fn address(said: &Spanned<String>, slice: &str, moves: &Moves) -> Option<(Range<usize>, String)> {
    let path = path_of(&said.value).strip_prefix('/')?;
    let new = moves.address(path)?;
    let start = slice.find(path)?;
    Some((start..start + path.len(), new))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::MeetingId;

    fn meeting(id: &str) -> Target {
        Target::Meeting(MeetingId::new(id))
    }

    fn written(slice: &str, mut pieces: Vec<(Range<usize>, String)>) -> String {
        pieces.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        let mut out = slice.to_owned();
        for (range, text) in pieces {
            out.replace_range(range, &text);
        }
        out
    }

    #[test]
    fn the_name_alone_of_a_wikilink_is_written_anew() {
        for (old, new) in [
            ("[[call-1]]", "[[call-2]]"),
            ("[[Call-1#d1|call-1]]", "[[call-2#d1|call-1]]"),
            ("[[ meeting: call-1 \\| it ]]", "[[ meeting: call-2 \\| it ]]"),
            ("[[page:call-1]] [[call-1]]", "[[page:call-1]] [[call-2]]"),
            ("[[call-1", "[[call-2"),
        ] {
            let pieces = wikilinks(old, &meeting("call-1"), &meeting("call-2"), false);
            assert_eq!(written(old, pieces), new);
        }
        let pieces = wikilinks("[[call-1]]", &meeting("call-1"), &meeting("call-2"), true);
        assert_eq!(written("[[call-1]]", pieces), "[[meeting:call-2]]");
    }

    #[test]
    fn the_path_alone_of_a_link_is_written_anew() {
        for (typed, old, new) in [
            ("call-1.md", "[call-1.md](call-1.md)", "[call-1.md](b c.md)"),
            ("call-1.md#d1", "![x]( <call-1.md#d1> \"t\")", "![x]( <b c.md#d1> \"t\")"),
            ("call-1.md", "call-1.md", "b c.md"),
            ("call-1.md", "<call-1.md>", "<b c.md>"),
            ("call-1.md#a", "[x](call\\-1.md#a)", "[x](b c.md#a)"),
            (
                "call-1.md",
                "\"See [a](call-1.md) and [b](call-1.md#x)\"",
                "\"See [a](b c.md) and [b](call-1.md#x)\"",
            ),
        ] {
            let pieces = links(old, typed, |_| Some("b c.md".to_owned()));
            let decoded = written(old, pieces).replace("%20", " ");
            assert_eq!(decoded, new);
        }
    }

    #[test]
    fn a_path_with_spaces_stays_one_destination() {
        assert_eq!(encoded("a b/(c).pdf", false), "a%20b/%28c%29.pdf");
        assert_eq!(encoded("a b/Ž.pdf", true), "a b/Ž.pdf");
    }
}
