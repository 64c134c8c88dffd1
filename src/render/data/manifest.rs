//! `manifest.json`: filled once every other file of the site is made.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(super) const ABOUT: &str =
    "Every file of the site in order of path; the manifest itself and its digest aside.";

/// What the site consists of.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Manifest {
    /// The commit that the content was at, in full; absent where it is in no work tree of git.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("pattern" = "^[0-9a-f]{40,64}$"))]
    pub revision: Option<String>,
    /// Whether the content was as committed there; absent where there is no revision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clean: Option<bool>,
    /// Every file in order of path; `data/manifest.json` and `data/manifest.sha256` aside.
    pub files: Vec<ManifestFile>,
}

/// A file of the site.
#[derive(Clone, Default, serde::Deserialize, Debug, Serialize, JsonSchema)]
pub(crate) struct ManifestFile {
    /// Its path from the root of the site, with no slash before it.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// The SHA-256 digest of its content, in lower-case hexadecimal digits.
    #[schemars(extend("pattern" = "^[0-9a-f]{64}$"))]
    pub sha256: String,
}

impl Manifest {
    /// The file's content.
    pub(crate) fn to_json(&self) -> Vec<u8> {
        super::json(self)
    }
}
