//! What lies in an archive that is yet to be read, and a part of it that is soon read.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashSet},
};

use camino::Utf8Path;

use super::{
    discover::Home,
    disk::{self, Found, Kept},
    part::Layout,
    tree::Tree,
};
use crate::{error::Error, text::natural};

/// The files of an archive, of which none has been read yet.
#[derive(Debug)]
pub struct Inventory {
    files: Vec<Found>,
    /// What they are, in the same order.
    layout: Layout,
}

impl Inventory {
    /// What lies in `content/` and `themes/` under `root`.
    pub fn on_disk(root: &Utf8Path) -> Result<Self, Error> {
        let files = disk::list(root)?;
        let layout = Layout::of(files.iter().map(|file| file.path.as_path()));
        Ok(Self { files, layout })
    }

    /// Whether there is a meeting of an id.
    pub(crate) fn has_meeting(&self, id: &str) -> bool {
        self.layout.meetings().any(|home| home.id == id)
    }

    /// Reads a part of the archive: about the latest `n` of its meetings, the one of an id, and
    /// all that is no meeting. None where it has no more meetings than that.
    ///
    /// Which are the latest is told by their ids: of each series, those that count highest.
    pub(crate) fn part(&self, n: usize, also: Option<&str>) -> Option<Tree> {
        let latest = self.latest(n)?;
        let is_wanted =
            |home: &Home| latest.contains(home.place()) || also == Some(home.id.as_str());
        let files = self.files.iter().zip(self.layout.part(is_wanted));
        let part = files.filter(|(_, is_in)| *is_in).map(|(file, _)| file.clone());
        Some(Tree::new(disk::read(&part.collect::<Vec<_>>(), &Kept::new()).0))
    }

    /// The places of the latest meetings; none where those are all.
    fn latest(&self, n: usize) -> Option<HashSet<&str>> {
        let mut series: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for home in self.layout.meetings() {
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
        let is_part = ranked.len() > n;
        let latest = ranked.into_iter().take(n).map(|(_, home)| home.place());
        is_part.then(|| latest.collect())
    }
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
