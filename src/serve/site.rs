//! The files of a site in memory, by address.

use std::collections::BTreeMap;

use crate::{
    pipeline::{Past, Preview},
    publish,
    render::{Demand, Output},
    source::{Entry, Revision},
    text::percent_decode,
};

/// A site that is shown.
#[derive(Debug)]
pub(super) struct Site {
    /// Told apart from every other that this or another process shows.
    pub version: String,
    /// Whether it has no errors, so that a later one with errors is not to take its place.
    pub is_good: bool,
    /// Whether it is of a part of the archive.
    pub is_part: bool,
    /// The path that its pages lie below, decoded: `/`, or `/wiki/`.
    base: String,
    /// In order of address; pages that are yet to be made are empty.
    outputs: Vec<Output>,
    /// Makes them.
    demand: Option<Demand>,
    /// What they are made of; none where there is nothing.
    past: Option<Past>,
    revision: Option<Revision>,
}

impl Site {
    /// The site that a run made.
    pub(super) fn new(preview: Preview, version: String, is_good: bool) -> Self {
        let Preview { run, demand, past } = preview;
        let (base, past, revision) = (base(&run.base_url), Some(past), run.revision);
        let outputs = run.outputs;
        Self { version, is_good, is_part: false, base, outputs, demand, past, revision }
    }

    /// The same, of a part of the archive.
    pub(super) fn into_part(self) -> Self {
        Self { is_part: true, ..self }
    }

    /// A site of nothing.
    pub(super) fn empty(version: String) -> Self {
        Self {
            version,
            is_good: false,
            is_part: false,
            base: "/".to_owned(),
            outputs: Vec::new(),
            demand: None,
            past: None,
            revision: None,
        }
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

    /// What it is made of; none where there is nothing.
    pub(super) fn past(&self) -> Option<&Past> {
        self.past.as_ref()
    }

    /// Whether the file at an address is no page and not made of the record: an attachment, or of the
    /// theme. Neither is older for an edit of the record.
    pub(super) fn is_given(&self, address: &str) -> bool {
        let is_of_theme = address.starts_with("assets/") && !address.starts_with("assets/search/");
        let is_attached = |one: &Output| matches!(one.body, Entry::OnDisk { .. });
        let is_page = address.ends_with(".html");
        !is_page && (is_of_theme || self.find(address).is_some_and(is_attached))
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
        let all: Vec<Output> = all.into_values().collect();
        let files = publish::manifest(&all, self.revision.as_ref()).ok()?;
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
    use proptest::prelude::*;

    use super::*;
    use crate::{
        options::Options,
        pipeline::{Memory, preview, run},
        source::Tree,
    };

    /// Holds what is made of a tree with a memory to what a whole run makes.
    fn assert_as_whole(tree: &Tree, memory: &mut Memory) {
        let whole = run(tree, &Options::default());
        let preview = preview(tree, &Options::default(), memory);
        assert_eq!(preview.run.report, whole.report);
        assert!(preview.run.outputs.iter().any(is_empty), "pages are yet to be made");
        let manifest = publish::manifest(&whole.outputs, None).unwrap();
        let site = Site::new(preview, String::new(), true);
        for output in whole.outputs.iter().chain(&manifest) {
            assert!(site.get(output.address.as_str()).as_ref() == Some(&output.body), "{output:?}");
        }
    }

    #[test]
    fn what_is_made_on_demand_is_what_a_whole_run_makes() {
        let tree = Tree::on_disk(Utf8Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
        assert_as_whole(&tree, &mut Memory::default());
    }

    /// Each file of a small archive, and what it may hold; nothing where it may be away. Pages speak
    /// of one another in every way that there is.
    const VERSIONS: &[(&str, &[&str])] = &[
        (
            "content/site.toml",
            &[
                "title = \"Team\"\nbase_url = \"https://team.example.org/\"\n[series.plenary]\nname = \"Call\"\n",
                "title = \"Team\"\nbase_url = \"https://team.example.org/\"\nzone = \"Europe/Madrid\"\n[series.plenary]\nname = \"Call\"\n",
            ],
        ),
        (
            "content/people.toml",
            &[
                "[[person]]\nname = \"Emily Taylor\"\n[[person.membership]]\nrole = \"member\"\nstart = 2017-01-01\n",
                "[[person]]\nname = \"Emily Taylor\"\n[[person]]\nname = \"Žarko Kecić\"\n",
                "",
            ],
        ),
        (
            "content/actions.toml",
            &["", "[[action]]\nid = \"P2-1\"\ntitle = \"Ask.\"\nopened = 2017-06-13\n"],
        ),
        ("content/meetings/plenary-1.md", &CALLS),
        ("content/meetings/plenary-2.md", &CALLS),
        ("content/meetings/plenary-3/index.md", &CALLS),
        (
            "content/meetings/plenary-3/agenda.toml",
            &["", "[[day]]\n[[day.item]]\nitem = \"Rates\"\n"],
        ),
        ("content/meetings/plenary-3/map.pdf", &["", "map"]),
        (
            "content/pages/about.md",
            &[
                "+++\ntitle = \"About\"\n+++\n\nOf [[plenary-1#rates]], [[P2-1]] and Emily Taylor.\n",
                "+++\ntitle = \"Rates\"\n+++\n\n## Who\n\n[[rates]] [map](../meetings/plenary-3/map.pdf)\n",
                "",
            ],
        ),
    ];

    const CALLS: [&str; 11] = [
        "",
        "+++\ntitle = \"Call\"\nseries = \"plenary\"\ndate = 2017-06-13\nstart = 06:00\nend = 07:00\n+++\n\n## Notes\n\nNothing.\n",
        "+++\nbroken\n",
        "+++\ntitle = \"Call\"\nseries = \"plenary\"\ndate = 2017-06-13\nstart = 06:00\nend = 07:00\n+++\n\n## Rates\n\nSee [[plenary-2#rates]], [[plenary-3]], [[P1-1]], P2-1 and [[about#who]] at 14:00 CET.\n",
        "+++\ntitle = \"Call\"\nseries = \"plenary\"\ndate = 2017-06-13\nstart = 06:00\nend = 07:00\n+++\n\n## Notes\n\nSee [[plenary-1#rates]] [[plenary-2#notes]].\n\n## Decisions\n\n- To go on. {#D1}\n",
        "+++\ntitle = \"Call\"\nseries = \"plenary\"\ndate = 2017-06-14\nstart = 06:00\nend = 07:00\n[attendance]\nmembers = [\"Emily Taylor\"]\n+++\n\n## Action items\n\n| ID | Action | Owner | Due |\n|---|---|---|---|\n| P1-1 | Post the rates. | Emily Taylor | next call |\n| P2-1 | Ask. | Žarko Kecić | 23 June |\n",
        "+++\ntitle = \"Call\"\nseries = \"plenary\"\ndate = 2017-06-14\nstart = 06:00\nend = 07:00\n[attendance]\nmembers = [\"Žarko Kecić\", \"Emily Taylor\"]\napologies = []\n+++\n\n## Action items\n\n| ID | Action | Owner | Due |\n|---|---|---|---|\n| P1-1 | Post the rates. | Emily Taylor | next call |\n| P2-1 | Ask. | Žarko Kecić | 23 June |\n",
        "+++\ntitle = \"Call\"\nseries = \"plenary\"\ndate = 2017-06-14\nstart = 06:00\nend = 07:00\n[attendance]\nmembers = [\"Emily Taylor\"]\n+++\n\n## Notes\n\nThe same, further down.\n\n## Action items\n\n| ID | Action | Owner | Due |\n|---|---|---|---|\n| P1-1 | Post the rates. | Emily Taylor | next call |\n| P2-1 | Ask. | Žarko Kecić | 23 June |\n",
        "+++\ntitle = \"Call\"\nseries = \"plenary\"\ndate = 2017-06-14\nstart = 06:00\nend = 07:00\n[attendance]\nmembers = [\"Emily Taylor\"]\n+++\n\n## Action items\n\n| ID | Action | Owner | Due |\n|---|---|---|---|\n| P1-1 | Post the rates. | Emily Taylor | next call |\n| P2-1 | Ask *them*. | Žarko Kecić | 23 June |\n",
        "+++\ntitle = \"Call\"\nseries = \"plenary\"\ndate = 2017-06-14\nstart = 06:00\nend = 07:00\naliases = [\"call\"]\n+++\n\n## Action items\n\n| ID | Action | Status |\n|---|---|---|\n| P1-1 | Post the rates. | done |\n\n## Decisions\n\n- To stop; supersedes [[D1]]. {#D2}\n",
        "+++\ntitle = \"Rates\"\nseries = \"plenary\"\ndate = 2017-06-21\nstart = 06:00\nend = 07:00\n+++\n\n## Rates\n\nOf [[call]] and [map](../plenary-3/map.pdf); Emily Taylor, About.\n",
    ];

    /// The archive with these versions.
    fn tree_of(versions: &[usize]) -> Tree {
        let files =
            VERSIONS.iter().zip(versions).map(|((path, texts), n)| (*path, texts[n % texts.len()]));
        Tree::in_memory(files.filter(|(_, text)| !text.is_empty()))
    }

    #[test]
    fn after_each_edit_of_each_file_all_is_as_if_it_were_made_anew() {
        let mut memory = Memory::default();
        let mut versions = [0, 0, 0, 3, 4, 5, 0, 1, 0];
        for (file, (_, texts)) in VERSIONS.iter().enumerate() {
            let usual = versions[file];
            for version in (0..texts.len()).flat_map(|version| [version, usual]) {
                versions[file] = version;
                assert_as_whole(&tree_of(&versions), &mut memory);
            }
        }
    }

    /// Calls a week apart with these texts.
    fn calls(texts: &[&str]) -> Tree {
        let site = VERSIONS[0].1[0].to_owned();
        let call = |(n, text): (usize, &&str)| {
            let day = 6 + 7 * n;
            let head = format!("title = \"Call\"\nseries = \"plenary\"\ndate = 2017-06-{day:02}\n");
            let text = format!("+++\n{head}start = 06:00\nend = 07:00\n+++\n\n{text}\n");
            (format!("content/meetings/plenary-{n}.md"), text)
        };
        let all = texts.iter().enumerate().map(call);
        Tree::in_memory(all.chain([("content/site.toml".to_owned(), site)]))
    }

    #[test]
    fn ids_that_come_and_go_are_seen_wherever_they_are_named() {
        const TABLE: &str = "## Action items\n\n| ID | Action | Status |\n|---|---|---|\n";
        let opened = format!("{TABLE}| P1-1 | Ask them. | open |\n");
        let done = format!("{TABLE}| P1-1 | Ask them. | done |\n");
        let edited = [
            "Nothing.".to_owned(),
            format!("{TABLE}| P2-1 | Book rooms. | open |\n"),
            format!("{TABLE}| P1-1 | Ask them. | in progress |\n"),
            "## Decisions\n\n- To stop. {#D7}\n".to_owned(),
            "## Decisions\n\n- To stop. {#P2-1}\n".to_owned(),
            format!("{TABLE}| | Without an id. | open |\n"),
        ];
        let mut memory = Memory::default();
        for last in &edited {
            for text in [last, &edited[0], last, &edited[1]] {
                let named = [
                    "Of P2-1, as p 2-1, and plenary-1-a1.",
                    "Of [[D7]].",
                    "As was said in P2‑1 and P2-1.",
                ];
                let texts: Vec<&str> =
                    [&[opened.as_str(), text.as_str(), done.as_str()][..], &named].concat();
                assert_as_whole(&calls(&texts[..4]), &mut memory);
                assert_as_whole(&calls(&texts), &mut memory);
            }
        }
        for text in edited.iter().chain(edited.iter().rev()) {
            let texts = [&opened, text.as_str(), &done, "Of P2-1 and plenary-1-a1.", "No id."];
            assert_as_whole(&calls(&texts), &mut memory);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5))]

        #[test]
        fn after_any_edits_all_is_as_if_it_were_made_anew(
            mut versions in prop::collection::vec(0_usize..48, VERSIONS.len()),
            edits in prop::collection::vec((0..VERSIONS.len(), 0_usize..48), 1..7),
        ) {
            let mut memory = Memory::default();
            assert_as_whole(&tree_of(&versions), &mut memory);
            for (file, version) in edits {
                versions[file] = version;
                assert_as_whole(&tree_of(&versions), &mut memory);
            }
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
