//! The files of a site onto disk, so that no visitor sees a link to a page that is not there.
//!
//! 1. [`press`]: takes each file as it is made, and puts new bytes beside the site.
//! 2. [`lock`]: one build at a time.
//! 3. [`manifest`](mod@manifest): what the last build wrote; a folder that holds anything else is refused.
//! 4. [`plan`]: which files are new, changed, the same, gone.
//! 5. [`write`](mod@write): all new bytes into their places: new files, changed ones, what is gone is
//!    removed, the manifest.
//! 6. [`twin`]: where much changed, what visitors see meanwhile; a first site is moved as a whole.
//!
//! A site whose [`seal`](mod@seal) says that it was made of the same content is not made again.
//!
//! Every change on disk goes through [`disk`]. [`file`](mod@file) is for single files elsewhere.
//! [`verify`](mod@verify) holds a folder to its manifest again, whoever had it in hand since.

mod disk;
mod file;
mod lock;
mod manifest;
mod plan;
mod press;
mod seal;
mod twin;
mod verify;
mod write;

pub(crate) use manifest::{is_inside, of as manifest_of};
pub use press::Press;
pub use seal::{Origin, Sealed, seal, sealed};
pub use verify::{Verified, verify};

pub(crate) use file::{create, replace};

use camino::Utf8Path;

use crate::{error::Error, render::Output, source::Revision};

/// What a publish did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Files written.
    pub n_written: usize,
    /// Files that were as they should be.
    pub n_unchanged: usize,
    /// Files removed.
    pub n_removed: usize,
    /// SHA-256 of the manifest, in hexadecimal.
    pub digest: String,
}

/// Makes `folder` hold a site that is in memory, as [`Press::publish`] does.
pub fn publish(
    outputs: &[Output],
    revision: Option<&Revision>,
    folder: &Utf8Path,
) -> Result<Published, Error> {
    Press::new(folder).publish(outputs, revision)
}

/// What is published beside the outputs of a run.
pub(crate) const MANIFEST_FILES: [&str; 2] = [manifest::DIGEST, manifest::MANIFEST];

/// The manifest of a site and its digest, as publishing it would write them.
pub(crate) fn manifest(
    outputs: &[Output],
    revision: Option<&Revision>,
) -> Result<Vec<Output>, Error> {
    let (files, _) = manifest::closing(manifest::listings(outputs)?, revision);
    Ok(files.into())
}

#[cfg(test)]
mod tests {
    use camino::Utf8PathBuf;

    use super::*;
    use crate::model::Address;

    fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(dir.path().join("public")).unwrap();
        (dir, path)
    }

    fn site(files: &[(&str, &str)]) -> Vec<Output> {
        files.iter().map(|(path, text)| Output::new(Address::new(*path), *text)).collect()
    }

    #[test]
    fn only_what_differs_is_written_and_what_is_gone_is_removed() {
        let (_dir, path) = folder();
        let first = publish(&site(&[("a.html", "one"), ("b/c.html", "two")]), None, &path).unwrap();
        assert_eq!((first.n_written, first.n_removed), (4, 0));
        let second =
            publish(&site(&[("a.html", "one"), ("d.html", "three")]), None, &path).unwrap();
        assert_eq!((second.n_written, second.n_unchanged, second.n_removed), (3, 1, 1));
        assert_eq!(std::fs::read_to_string(path.join("d.html")).unwrap(), "three");
        assert!(!path.join("b").exists());
    }

    #[test]
    fn a_second_build_of_the_same_site_writes_nothing() {
        let (_dir, path) = folder();
        let outputs = site(&[("a.html", "one")]);
        publish(&outputs, None, &path).unwrap();
        assert_eq!(publish(&outputs, None, &path).unwrap().n_written, 0);
    }

    #[test]
    fn a_folder_that_holds_anything_else_is_refused_and_left_alone() {
        let (_dir, path) = folder();
        std::fs::create_dir_all(&path).unwrap();
        std::fs::write(path.join("thesis.doc"), "mine").unwrap();
        let refused = publish(&site(&[("a.html", "one")]), None, &path);
        assert!(matches!(refused, Err(Error::ForeignOutput(_))));
        assert_eq!(std::fs::read_to_string(path.join("thesis.doc")).unwrap(), "mine");
        assert!(!path.join("a.html").exists());
    }

    #[test]
    fn foreign_files_in_our_own_folder_stay() {
        let (_dir, path) = folder();
        publish(&site(&[("a.html", "one")]), None, &path).unwrap();
        std::fs::write(path.join("CNAME"), "review.example.org").unwrap();
        publish(&site(&[("b.html", "two")]), None, &path).unwrap();
        assert_eq!(std::fs::read_to_string(path.join("CNAME")).unwrap(), "review.example.org");
    }

    #[test]
    fn a_foreign_file_in_the_way_of_a_page_is_not_overwritten() {
        let (_dir, path) = folder();
        publish(&site(&[("a.html", "one")]), None, &path).unwrap();
        std::fs::write(path.join("b.html"), "mine").unwrap();
        let refused = publish(&site(&[("b.html", "two")]), None, &path);
        assert!(matches!(refused, Err(Error::ForeignFile(_))), "{refused:?}");
        assert_eq!(std::fs::read_to_string(path.join("b.html")).unwrap(), "mine");
    }

    #[test]
    fn what_a_killed_build_left_is_ours() {
        let (_dir, path) = folder();
        publish(&site(&[("a.html", "one")]), None, &path).unwrap();
        std::fs::write(path.join(".plenary-pending"), "b.html\n").unwrap();
        std::fs::write(path.join("b.html"), "half of it").unwrap();
        publish(&site(&[("a.html", "one"), ("b.html", "two")]), None, &path).unwrap();
        assert_eq!(std::fs::read_to_string(path.join("b.html")).unwrap(), "two");
        assert!(!path.join(".plenary-pending").exists());
    }

    #[test]
    fn a_second_build_at_the_same_time_is_told() {
        let (_dir, path) = folder();
        let _lock = lock::take(&path).unwrap();
        assert!(matches!(publish(&site(&[]), None, &path), Err(Error::Locked(_))));
    }
}
