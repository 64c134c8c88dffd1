//! `plenary export`: the archive goes in; one file comes out that holds the site as it is published,
//! what it was made from, and the minutes as plain text, for the day when nobody has this program or
//! a browser. The same content, version and as-of day make the same bytes on any machine.
//!
//! 1. [`payload`]: which files there are, and where they lie.
//! 2. [`bag`]: the files that make a bag of them (`BagIt`, RFC 8493).
//! 3. [`pack`]: all of it into a zip file, one file after the other, whole or not at all.

mod bag;
mod pack;
mod payload;

use camino::Utf8Path;

use self::payload::About;
use crate::{
    desk,
    error::Error,
    options::Options,
    pipeline::{Run, run_beside},
    publish,
    render::Output,
    source::{Entry, Tree},
};

/// In what form the archive is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The site, which reads from disk with no server, and the minutes.
    Zip,
    /// A bag (`BagIt`, RFC 8493): the same, and the sources, with the digest of every file.
    Bag,
}

/// An archive that may be kept.
#[derive(Debug)]
pub struct Export {
    /// What became of the archive: with errors, it is not to be kept.
    pub run: Run,
    about: About,
    /// The plain text of each meeting, by its id.
    minutes: Vec<(String, String)>,
    /// The files of content and themes, drafts aside, by path.
    sources: Vec<(String, Entry)>,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// How many files it holds, those about the bag aside.
    pub n_files: usize,
    /// Their bytes.
    pub n_bytes: u64,
    /// SHA-256 of the site's manifest, as a build of the same content says it.
    pub digest: String,
}

/// Makes the site and all that is kept beside it, in memory; attachments are read when it is
/// written.
///
/// ```
/// use plenary::{Form, Options, Tree, export};
/// let tree = Tree::in_memory([
///     ("content/site.toml", "title = \"Team\"\nbase_url = \"https://team.example.org/\"\n"),
/// ]);
/// let folder = tempfile::tempdir()?;
/// let path = camino::Utf8PathBuf::try_from(folder.path().join("team.zip"))?;
/// let export = export(&tree, &Options::default());
/// assert!(export.run.is_publishable(false));
/// export.write(Form::Bag, &path)?;
/// assert!(path.exists());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn export(tree: &Tree, options: &Options) -> Export {
    let (run, (about, minutes, sources)) = run_beside(tree, options, |record| {
        let sources = payload::sources(tree, record.archive);
        (About::new(record), desk::all_minutes(record), sources)
    });
    Export { run, about, minutes, sources }
}

impl Export {
    /// Whether names are withheld, so that the sources, which hold them, are left out.
    pub fn withholds_names(&self) -> bool {
        !self.run.withheld.is_empty()
    }

    /// Writes it, whole or not at all. A file that is there is replaced only if an export wrote it.
    pub fn write(&self, form: Form, path: &Utf8Path) -> Result<Exported, Error> {
        let manifest = publish::manifest(&self.run.outputs, self.run.revision.as_ref())?;
        let digest = digest(&manifest);
        let files = payload::files(self, form, &manifest, &digest);
        let (n_files, n_bytes) = pack::write(path, |pack| match form {
            Form::Zip => payload::put(&files, &self.about.folder(), pack),
            Form::Bag => bag::put(&files, &self.about, &digest, pack),
        })?;
        Ok(Exported { n_files, n_bytes, digest })
    }
}

/// What `data/manifest.sha256` says.
fn digest(manifest: &[Output]) -> String {
    let files = manifest.iter().filter(|file| file.address.as_str().ends_with(".sha256"));
    let texts = files.filter_map(|file| std::str::from_utf8(file.bytes()?).ok());
    texts.filter_map(|text| text.split_whitespace().next()).collect()
}
