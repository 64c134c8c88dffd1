//! What lies in an archive that is yet to be read, and a part of it that is soon read.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashSet},
};

use camino::Utf8Path;

use super::{
    discover::{Home, Kind, discover},
    disk::{self, Found, Kept},
    tree::Tree,
};
use crate::{error::Error, text::natural};

/// The files of an archive, of which none has been read yet.
#[derive(Debug)]
pub struct Inventory {
    files: Vec<Found>,
    /// What they are, in the same order.
    kinds: Vec<Kind>,
}

impl Inventory {
    /// What lies in `content/` and `themes/` under `root`.
    pub fn on_disk(root: &Utf8Path) -> Result<Self, Error> {
        let files = disk::list(root)?;
        let paths = files.iter().map(|file| file.path.as_path());
        // what is of a theme is of no kind
        let inside = paths.map(|path| path.strip_prefix("content").unwrap_or(Utf8Path::new("_")));
        let kinds = discover(inside);
        Ok(Self { files, kinds })
    }

    /// Reads a part of the archive: about the latest `n` of its meetings, the one of an id, and
    /// all that is no meeting. None where it has no more meetings than that.
    ///
    /// Which are the latest is told by their ids: of each series, those that count highest.
    pub(crate) fn part(&self, n: usize, also: Option<&str>) -> Option<Tree> {
        let left_out = self.left_out(n, also)?;
        let is_left_out = |kind| place(kind).is_some_and(|place| left_out.contains(place));
        let files = self.files.iter().zip(&self.kinds);
        let part = files.filter(|(_, kind)| !is_left_out(kind)).map(|(file, _)| file.clone());
        Some(Tree::new(disk::read(&part.collect::<Vec<_>>(), &Kept::new()).0))
    }

    /// The places of the meetings that are not in the part.
    fn left_out(&self, n: usize, also: Option<&str>) -> Option<HashSet<&str>> {
        let mut series: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for home in self.meetings() {
            let order = natural(&home.id);
            let name = order.first().map(|(name, _)| name.clone());
            series.entry(name).or_default().push((order, home));
        }
        let mut ranked: Vec<(usize, &Home)> = Vec::new();
        for mut meetings in series.into_values() {
            meetings.sort_by_key(|(order, _)| Reverse(order.clone()));
            ranked.extend(meetings.iter().map(|(_, home)| *home).enumerate());
        }
        ranked.sort_by_key(|(rank, _)| *rank);
        let left_out = ranked.get(n..).filter(|left_out| !left_out.is_empty())?;
        let left_out = left_out.iter().map(|(_, home)| *home);
        Some(left_out.filter(|home| also != Some(home.id.as_str())).map(place_of).collect())
    }

    fn meetings(&self) -> impl Iterator<Item = &Home> {
        self.kinds.iter().filter_map(|kind| match kind {
            Kind::Meeting(home) => Some(home),
            _ => None,
        })
    }
}

/// What the files of one page have in common: its bundle or, where it is in one file, its id.
fn place(kind: &Kind) -> Option<&str> {
    match kind {
        Kind::Meeting(home) => Some(place_of(home)),
        Kind::Agenda(bundle) | Kind::Attachment(bundle, _) => Some(bundle),
        _ => None,
    }
}

fn place_of(home: &Home) -> &str {
    home.bundle.as_deref().unwrap_or(&home.id)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const FILES: &[&str] = &[
        "content/meetings/2017/madrid/agenda.toml",
        "content/meetings/2017/madrid/index.md",
        "content/meetings/2017/madrid/map.pdf",
        "content/meetings/2017/plenary-9.md",
        "content/meetings/2017/plenary-10.md",
        "content/meetings/2017/plenary-11.md",
        "content/meetings/2017/subteam-1.md",
        "content/meetings/2017/subteam-2.md",
        "content/pages/map/index.md",
        "content/pages/map/map.pdf",
        "content/site.toml",
        "themes/ours/style.css",
    ];

    /// The files of [`FILES`] that are not in a part.
    fn left_out(n: usize, also: Option<&str>) -> Option<Vec<&'static str>> {
        let dir = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(dir.path()).unwrap();
        for path in FILES {
            fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
            fs::write(root.join(path), path).unwrap();
        }
        let part = Inventory::on_disk(root).unwrap().part(n, also)?;
        Some(FILES.iter().copied().filter(|path| part.get(Utf8Path::new(path)).is_none()).collect())
    }

    #[test]
    fn the_latest_of_each_series_are_in_the_part_and_all_that_is_no_meeting() {
        let [call_9, call_10] = [FILES[3], FILES[4]];
        assert_eq!(left_out(5, None).unwrap(), [call_9]);
        assert_eq!(left_out(3, None).unwrap(), [call_9, call_10, FILES[6]]);
        assert_eq!(left_out(0, None).unwrap(), FILES[..8]);
    }

    #[test]
    fn the_meeting_that_is_asked_for_is_in_the_part_with_its_files() {
        assert_eq!(left_out(0, Some("madrid")).unwrap(), FILES[3..8]);
        assert_eq!(left_out(5, Some("plenary-9")).unwrap(), [""; 0]);
    }

    #[test]
    fn an_archive_of_few_meetings_has_no_part() {
        assert_eq!(left_out(6, None), None);
    }
}
