//! The files of a site in memory, by address.

use std::collections::BTreeMap;

use crate::{
    pipeline::Preview,
    publish,
    render::{Demand, Output},
    source::Entry,
    text::percent_decode,
};

/// A site that is shown.
#[derive(Debug)]
pub(super) struct Site {
    /// Told apart from every other that this or another process shows.
    pub version: String,
    /// Whether it has no errors, so that a later one with errors is not to take its place.
    pub is_good: bool,
    /// The path that its pages lie below, decoded: `/`, or `/wiki/`.
    base: String,
    /// In order of address; pages that are yet to be made are empty.
    outputs: Vec<Output>,
    /// Makes them.
    demand: Option<Demand>,
}

impl Site {
    /// The site that a run made.
    pub(super) fn new(preview: Preview, version: String, is_good: bool) -> Self {
        let Preview { run, demand } = preview;
        Self { version, is_good, base: base(&run.base_url), outputs: run.outputs, demand }
    }

    /// A site of nothing.
    pub(super) fn empty(version: String) -> Self {
        Self { version, is_good: false, base: "/".to_owned(), outputs: Vec::new(), demand: None }
    }

    /// The path that its pages lie below; begins and ends with `/`.
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    /// Whether there is nothing to show.
    pub(super) fn is_empty(&self) -> bool {
        self.outputs.is_empty()
    }

    /// Whether there is a file at an address; the manifest and the scripts of the search aside,
    /// which nobody asks for by hand.
    pub(super) fn has(&self, address: &str) -> bool {
        self.find(address).is_some()
    }

    /// The file at an address, if there is one.
    pub(super) fn get(&self, address: &str) -> Option<Entry> {
        let on_demand = || Some(self.demand.as_ref()?.file(address)?.body);
        match self.find(address) {
            Some(output) if is_empty(output) => on_demand().or_else(|| Some(output.body.clone())),
            Some(output) => Some(output.body.clone()),
            None if publish::MANIFEST_FILES.contains(&address) => self.manifest(address),
            None => on_demand(),
        }
    }

    fn find(&self, address: &str) -> Option<&Output> {
        let found = self.outputs.binary_search_by(|output| output.address.as_str().cmp(address));
        found.ok().and_then(|at| self.outputs.get(at))
    }

    /// The manifest and its digest are made when they are asked for: all files have to be.
    fn manifest(&self, address: &str) -> Option<Entry> {
        let made = self.demand.as_ref().map(Demand::all).unwrap_or_default();
        let all = self.outputs.iter().cloned().chain(made);
        // of a page that was yet to be made, the one that is made now
        let all: BTreeMap<_, _> = all.map(|output| (output.address.clone(), output)).collect();
        let files = publish::manifest(&all.into_values().collect::<Vec<_>>()).ok()?;
        files.into_iter().find(|file| file.address.as_str() == address).map(|file| file.body)
    }
}

fn is_empty(output: &Output) -> bool {
    output.bytes().is_some_and(<[u8]>::is_empty)
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
    use camino::Utf8Path;

    use super::*;
    use crate::{
        options::Options,
        pipeline::{preview, run},
        source::Tree,
    };

    #[test]
    fn what_is_made_on_demand_is_what_a_whole_run_makes() {
        let tree = Tree::on_disk(Utf8Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
        let (whole, preview) =
            (run(&tree, &Options::default()), preview(&tree, &Options::default()));
        assert_eq!(preview.run.report, whole.report);
        assert_eq!(preview.run.ledger, whole.ledger);
        assert!(preview.run.outputs.iter().any(is_empty), "pages are yet to be made");
        let manifest = publish::manifest(&whole.outputs).unwrap();
        let site = Site::new(preview, String::new(), true);
        for output in whole.outputs.iter().chain(&manifest) {
            assert!(site.get(output.address.as_str()).as_ref() == Some(&output.body), "{output:?}");
        }
    }

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
