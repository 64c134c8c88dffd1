//! `plenary verify`: a site against its manifest.

use camino::Utf8Path;
use plenary::{Error, Verified};

use crate::{
    args::{Common, Format},
    exit::Exit,
    progress::Progress,
    terminal,
};

/// Prints what of a site is not as it was published.
pub(crate) fn verify(
    common: &Common,
    folder: &Utf8Path,
    digest: Option<&str>,
    format: Format,
) -> Result<Exit, Error> {
    let progress = Progress::begin(common, "read");
    let verified = plenary::verify(folder)?;
    drop(progress);
    terminal::print(&match format {
        Format::Json => format!("{}\n", serde_json::to_string(&verified).unwrap_or_default()),
        _ => listed(&verified),
    });
    let other = digest.filter(|digest| *digest != verified.manifest_sha256);
    if let Some(other) = other {
        let own = &verified.manifest_sha256;
        terminal::say(&format!(
            "error: this is another site: its manifest has the digest {own}, not {other}"
        ));
    }
    if !common.quiet {
        terminal::say(&summary(&verified));
    }
    Ok(if verified.is_whole() && other.is_none() { Exit::Done } else { Exit::Content })
}

/// A line a file.
fn listed(verified: &Verified) -> String {
    let Verified { changed, lost, added, .. } = verified;
    let all = [("changed", changed), ("lost", lost), ("added", added)];
    let lines = all.iter().flat_map(|(what, paths)| paths.iter().map(move |path| (what, path)));
    lines.map(|(what, path)| format!("{what:7}  {path}\n")).collect()
}

fn summary(verified: &Verified) -> String {
    let Verified { files, changed, lost, added, manifest_sha256, .. } = verified;
    if verified.is_whole() {
        return format!(
            "all {files} files are as they were published; manifest sha256 {manifest_sha256}"
        );
    }
    format!(
        "of {files} files published, {} changed and {} lost; {} added",
        changed.len(),
        lost.len(),
        added.len()
    )
}
