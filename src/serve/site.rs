//! The files of a site in memory, by address.

use crate::{publish, render::Output, source::Entry, text::percent_decode};

/// A site that is shown.
#[derive(Debug)]
pub(super) struct Site {
    /// Told apart from every other that this or another process shows.
    pub version: String,
    /// Whether it has no errors, so that a later one with errors is not to take its place.
    pub is_good: bool,
    /// The path that its pages lie below, decoded: `/`, or `/wiki/`.
    base: String,
    /// In order of address.
    outputs: Vec<Output>,
}

impl Site {
    /// The site that a run made.
    pub(super) fn new(
        outputs: Vec<Output>,
        base_url: &str,
        version: String,
        is_good: bool,
    ) -> Self {
        Self { version, is_good, base: base(base_url), outputs }
    }

    /// The path that its pages lie below; begins and ends with `/`.
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    /// Whether there is nothing to show.
    pub(super) fn is_empty(&self) -> bool {
        self.outputs.is_empty()
    }

    /// The file at an address, if there is one.
    pub(super) fn get(&self, address: &str) -> Option<Entry> {
        let found = self.outputs.binary_search_by(|output| output.address.as_str().cmp(address));
        match found {
            Ok(at) => self.outputs.get(at).map(|output| output.body.clone()),
            Err(_) => self.manifest(address),
        }
    }

    /// The manifest and its digest are made when they are asked for: all files have to be.
    fn manifest(&self, address: &str) -> Option<Entry> {
        if !publish::MANIFEST_FILES.contains(&address) {
            return None;
        }
        let files = publish::manifest(&self.outputs).ok()?;
        files.into_iter().find(|file| file.address.as_str() == address).map(|file| file.body)
    }
}

/// The path of a URL, decoded, with a slash at both ends.
fn base(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.split_once('/').map_or("", |(_, path)| path).trim_matches('/');
    let path = percent_decode(path).unwrap_or_default();
    if path.is_empty() { "/".to_owned() } else { format!("/{path}/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_lie_below_the_path_of_the_base_url() {
        for (url, path) in [
            ("https://team.example.org/", "/"),
            ("https://team.example.org", "/"),
            ("https://team.example.org/wiki/", "/wiki/"),
            ("https://team.example.org/a%20b/c", "/a b/c/"),
        ] {
            assert_eq!(base(url), path, "{url}");
        }
    }
}
