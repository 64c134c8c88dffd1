//! `plenary rename`: a page gets another id, and nothing that led to it leads elsewhere.

use insta::assert_snapshot;
use plenary::{Entry, Error, Options, Renamed, Run, Tree, rename, run};

use crate::support::{ArchiveTest, Folder, Site, problems, sample};

/// An archive in which plenary 15 is named in every way there is.
fn named_in_all_ways() -> ArchiveTest {
    let site = "title = \"Team\"\nbase_url = \"https://team.example.org/\"\nas_of = 2017-09-01\n\
        [series.plenary]\nname = \"Plenary call\"\n[redirects]\n\
        \"/old.html\" = \"/meetings/plenary-15.html#d15-1\"\n\
        [[nav]]\ntitle = \"Fifteen\"\nurl = \"/meetings/plenary-15.html\"\n";
    let actions = "[[action]]\nid = \"A-1\"\ntitle = \"Ask, as [[plenary-15]] says.\"\nowner = \
        [\"ICANN Org\"]\nopened = 2017-06-13\ndue = \"TBD\"\nsource = \"plenary-15\"\n";
    let set = "title = \"Final report\"\nname = \"SSR1\"\n[[recommendation]]\nnumber = \"1\"\ntitle \
        = \"One\"\ntext = \"It \\\"was\\\" at [[plenary-15]].\"\nstatus = \"implemented\"\n\
        [[recommendation.update]]\ndate = 2017-06-13\nstatus = \"implemented\"\nmeeting = \
        'plenary-15'\n";
    let briefing = "+++\ntitle = \"The first\"\nmeeting = \"plenary-15\"\nrecommendations = \
        [\"ssr1/1\"]\n+++\n\n[Slides](../meetings/plenary-15/slides.txt)\n";
    let about = "+++\ntitle = \"About\"\n+++\n\n[[plenary-15]], [[Plenary-15#d15-1|the \
        decision]], [[meeting:plenary-15]],\n[plenary-15](../meetings/plenary-15/index.md#d15-1 \
        \"plenary-15\"), [site](/meetings/plenary-15.html),\n[near](meetings/plenary-15.html), \
        [by folder](../meetings/plenary-15/), [ref][one],\n[[Plenary call #15]], [[call-15]], \
        Plenary call #15, `[[plenary-15]]`, P15-1.\n\n| A | B |\n|---|---|\n| \
        [[plenary-15\\|it]] | x |\n\n[one]: ../meetings/plenary-15/index.md\n";
    let fifteen = "+++\ntitle = \"Plenary call #15\"\nseries = \"plenary\"\nnumber = 15\ndate = \
        2017-06-13\nstart = 06:00\nend = 07:00\naliases = [\"call-15\"]\n[[record]]\nkind = \
        \"slides\"\ntitle = \"Slides\"\nfile = \"slides.txt\"\n+++\n\n[Own](slides.txt), \
        [around](../plenary-15/slides.txt), [About](../../pages/about.md).\n\n## Decisions\n\n- \
        Work goes on. {#D15-1}\n\n## Action items\n\n| ID | Action | Owner | Due \
        |\n|---|---|---|---|\n| P15-1 | Post the rates. | Emily Taylor | TBD |\n";
    ArchiveTest::new()
        .file("content/site.toml", site)
        .file("content/actions.toml", actions)
        .file("content/recommendations/ssr1.toml", set)
        .file("content/briefings/first.md", briefing)
        .file("content/pages/about.md", about)
        .file("content/meetings/plenary-15/index.md", fifteen)
        .file("content/meetings/plenary-15/slides.txt", "Slides\n")
        .call(16, "2017-06-20", "See [fifteen](plenary-15/index.md).")
        .file(
            "content/meetings/plenary-17.md",
            "+++\ntitle = \"Plenary call #17\"\nseries = \"plenary\"\nnumber = 17\ndate = \
             2017-06-27\nstart = 06:00\nend = 07:00\napproved = \"plenary-15\"\ndraft = \
             true\n+++\n\n[[plenary-15]]\n",
        )
}

fn done(archive: &ArchiveTest, old: &str, new: &str) -> Result<Renamed, Error> {
    rename(&archive.tree(), &Options::default(), old, new)
}

/// The archive after a rename.
fn after(tree: &Tree, renamed: &Renamed) -> Tree {
    let files = tree.files().map(|(path, entry)| {
        let bytes = match entry {
            Entry::Bytes(bytes) => bytes.to_vec(),
            Entry::OnDisk { path, .. } => std::fs::read(path).unwrap(),
            Entry::Unreadable(why) => panic!("{path}: {why}"),
        };
        let text = renamed.files.get(path).map(|(_, after)| after.clone().into_bytes());
        let to = renamed.moved.iter().find(|(from, _)| from == path).map(|(_, to)| to.clone());
        (to.unwrap_or_else(|| path.to_owned()), text.unwrap_or(bytes))
    });
    Tree::in_memory(files)
}

/// The lines that a rename changes, as they are then.
fn changed(renamed: &Renamed) -> String {
    let lines = renamed.files.iter().flat_map(|(path, (before, after))| {
        let old: Vec<&str> = before.lines().collect();
        let new = after.lines().filter(move |line| !old.contains(line));
        new.map(move |line| format!("{path}: {line}\n"))
    });
    lines.collect()
}

#[test]
fn every_way_to_name_it_is_mended_and_what_names_it_by_title_or_alias_stays() {
    let renamed = done(&named_in_all_ways(), "plenary-15", "fifteen").unwrap();
    assert_eq!(renamed.to, "content/meetings/fifteen");
    assert_snapshot!(changed(&renamed), @r#"
    content/actions.toml: title = "Ask, as [[fifteen]] says."
    content/actions.toml: source = "fifteen"
    content/briefings/first.md: meeting = "fifteen"
    content/briefings/first.md: [Slides](../meetings/fifteen/slides.txt)
    content/meetings/plenary-15/index.md: aliases = ["call-15", "plenary-15"]
    content/meetings/plenary-15/index.md: [Own](slides.txt), [around](slides.txt), [About](../../pages/about.md).
    content/meetings/plenary-16.md: See [fifteen](fifteen/index.md).
    content/meetings/plenary-17.md: approved = "fifteen"
    content/meetings/plenary-17.md: [[fifteen]]
    content/pages/about.md: [[fifteen]], [[fifteen#d15-1|the decision]], [[meeting:fifteen]],
    content/pages/about.md: [plenary-15](../meetings/fifteen/index.md#d15-1 "plenary-15"), [site](/meetings/fifteen.html),
    content/pages/about.md: [near](meetings/fifteen.html), [by folder](../meetings/fifteen/), [ref][one],
    content/pages/about.md: | [[fifteen\|it]] | x |
    content/pages/about.md: [one]: ../meetings/fifteen/index.md
    content/recommendations/ssr1.toml: text = "It \"was\" at [[fifteen]]."
    content/recommendations/ssr1.toml: meeting = 'fifteen'
    content/site.toml: "/old.html" = "/meetings/fifteen.html#d15-1"
    content/site.toml: url = "/meetings/fifteen.html"
    "#);
}

#[test]
fn old_addresses_lead_on_and_calendars_know_the_meeting_again() {
    let first = run(&named_in_all_ways().tree(), &Options::default());
    let lines: Vec<&str> = first.ledger.addresses.iter().map(String::as_str).collect();
    let archive = named_in_all_ways().file("content/.addresses", &(lines.join("\n") + "\n"));
    let renamed = done(&archive, "plenary-15", "fifteen").unwrap();
    let site = Site(run(&after(&archive.tree(), &renamed), &Options::default()));
    assert_eq!(problems(&site.0), "");
    assert!(site.text("meetings/plenary-15.html").contains("href=\"fifteen.html\""));
    assert_eq!(site.text("meetings/plenary-15/slides.txt"), "Slides\n");
    let uid = "UID:plenary-15@team.example.org\r\n";
    assert!(Site(first).text("meetings/plenary-15.ics").contains(uid));
    assert!(site.text("meetings/plenary-15.ics").contains(uid));
    assert!(site.text("meetings/fifteen.ics").contains(uid));
    assert!(site.text("calendar.ics").contains(uid));
    let tag = "<id>tag:team.example.org,2017-06-13:/meeting/plenary-15/held</id>";
    assert!(site.text("feed.xml").contains(tag), "{}", site.text("feed.xml"));
    let as_of = Options { as_of: "2017-07-01".parse().ok(), ..Options::default() };
    let view = Site(run(&after(&archive.tree(), &renamed), &as_of));
    assert!(view.text("calendar.ics").contains(uid));
}

#[test]
fn feeds_know_briefings_and_pages_again() {
    let archive = ArchiveTest::new()
        .call(15, "2017-06-13", "Hello.")
        .file(
            "content/briefings/compliance.md",
            "+++\ntitle = \"Compliance\"\nmeeting = \"plenary-15\"\n+++\n\nHow.\n",
        )
        .file(
            "content/pages/team/travel.md",
            "+++\ntitle = \"Travel\"\npublished = 2017-06-15\n+++\n\nWhere.\n",
        );
    let first = run(&archive.tree(), &Options::default());
    let lines: Vec<&str> = first.ledger.addresses.iter().map(String::as_str).collect();
    let archive = archive.file("content/.addresses", &(lines.join("\n") + "\n"));
    let tags = [
        "<id>tag:team.example.org,2017-06-13:/briefing/compliance/given</id>",
        "<id>tag:team.example.org,2017-06-15:/page/team/travel/published</id>",
    ];
    let renamed = done(&archive, "compliance", "contracts").unwrap();
    let once = after(&archive.tree(), &renamed);
    let again = rename(&once, &Options::default(), "team/travel", "journeys").unwrap();
    for tree in [archive.tree(), after(&once, &again)] {
        let site = Site(run(&tree, &Options::default()));
        assert_eq!(problems(&site.0), "");
        for tag in tags {
            assert!(site.text("feed.xml").contains(tag), "{tag} in {}", site.text("feed.xml"));
        }
    }
}

#[test]
fn a_meeting_that_only_answers_to_another_id_keeps_its_own_in_calendars() {
    let site = named_in_all_ways().build();
    assert!(site.text("meetings/plenary-15.ics").contains("UID:plenary-15@"));
}

/// The open data: JSON and CSV.
fn data(run: &Run) -> Vec<(String, String)> {
    let is_data = |path: &str| path.starts_with("data/") && !path.ends_with(".map");
    let data = run.outputs.iter().filter(|one| is_data(one.address.as_str()));
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    data.map(|one| (one.address.to_string(), text(one.bytes().unwrap()))).collect()
}

#[test]
fn the_law_holds_of_every_page_of_the_sample_archive() {
    let tree = sample();
    let before = run(&tree, &Options::default());
    let pages = tree.files().filter_map(|(path, _)| {
        let inside = path.strip_prefix("content").ok()?;
        let is_page = ["meetings", "briefings", "pages"].iter().any(|one| inside.starts_with(one));
        let place =
            path.as_str().strip_suffix("/index.md").or_else(|| path.as_str().strip_suffix(".md"));
        place.filter(|_| is_page).and_then(|place| place.rsplit('/').next())
    });
    for id in pages {
        let new = format!("{id}-zz");
        let renamed = rename(&tree, &Options::default(), id, &new).unwrap();
        let run = run(&after(&tree, &renamed), &Options::default());
        assert_eq!(problems(&run), problems(&before), "{id}");
        let back = |(path, text): (String, String)| (path, text.replace(&new, id));
        let now: Vec<_> = data(&run).into_iter().map(back).collect();
        for (now, before) in now.iter().zip(&data(&before)) {
            assert_eq!(now, before, "{id}");
        }
        let site = Site(run);
        for address in &before.ledger.addresses {
            let path = address.trim_start_matches('/').split('#').next().unwrap();
            assert!(site.has(path), "{id}: {address}");
        }
    }
}

#[test]
fn a_rename_undone_is_as_it_was_but_for_an_alias() {
    let archive = named_in_all_ways();
    let there = done(&archive, "plenary-15", "fifteen").unwrap();
    let tree = after(&archive.tree(), &there);
    let back = rename(&tree, &Options::default(), "fifteen", "plenary-15").unwrap();
    let tree = after(&tree, &back);
    for (path, entry) in archive.tree().files() {
        let texts = [Some(entry), tree.get(path)].map(|one| match one {
            Some(Entry::Bytes(bytes)) => String::from_utf8(bytes.to_vec()).unwrap(),
            other => panic!("{path}: {other:?}"),
        });
        let [before, after] = texts;
        // the way around by its own folder is the short one then
        let before = before.replace("../plenary-15/slides.txt", "slides.txt");
        let before = before.replace("[[Plenary-15#", "[[plenary-15#");
        assert_eq!(before, after.replace("[\"call-15\", \"fifteen\"]", "[\"call-15\"]"), "{path}");
    }
}

#[test]
fn where_something_else_is_called_so_the_kind_is_written_too() {
    let archive = ArchiveTest::new()
        .file("content/pages/notes.md", "+++\ntitle = \"Notes\"\n+++\n\n[[plenary-15]]\n")
        .file("content/pages/madrid.md", "+++\ntitle = \"City\"\n+++\n\nA city.\n")
        .call(15, "2017-06-13", "");
    let renamed = done(&archive, "plenary-15", "madrid").unwrap();
    assert!(changed(&renamed).contains("[[meeting:madrid]]"), "{}", changed(&renamed));
}

#[test]
fn a_rename_that_would_change_what_a_link_means_is_refused() {
    let archive = ArchiveTest::new()
        .file("content/pages/notes.md", "+++\ntitle = \"Notes\"\n+++\n\n[[City]]\n")
        .file("content/pages/madrid.md", "+++\ntitle = \"City\"\n+++\n\nA city.\n")
        .call(15, "2017-06-13", "");
    let refused = done(&archive, "plenary-15", "city").unwrap_err().to_string();
    assert_snapshot!(refused, @"nothing was renamed: before it was true that `content/pages/notes.md` names `madrid`, and after it would not be; choose another id");
}

#[test]
fn items_counted_by_their_meeting_go_with_it_where_links_name_them() {
    let body = "## Action items\n\n| Action | Owner | Due |\n|---|---|---|\n| Ask. | Emily Taylor | \
        TBD |\n\n## Decisions\n\n- Go on.\n";
    let archive = ArchiveTest::new().call(15, "2017-06-13", body).call(
        16,
        "2017-06-20",
        "[[plenary-15-a1]] and [[plenary-15-d1]]",
    );
    let renamed = done(&archive, "plenary-15", "fifteen").unwrap();
    assert!(changed(&renamed).contains("[[fifteen-a1]] and [[fifteen-d1]]"));
    let updates = "## Action items\n\n| ID | Action | Owner | Due |\n|---|---|---|---|\n| \
        plenary-15-a1 | Ask. | Emily Taylor | TBD |\n";
    let refused = done(&archive.call(17, "2017-06-27", updates), "plenary-15", "fifteen");
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("`plenary fix` gives an id"), "{refused}");
}

#[test]
fn a_page_may_go_to_another_folder_with_its_own_links() {
    let page = "+++\ntitle = \"Joining\"\n+++\n\n[About](../about.md), [call](../../meetings/plenary-15.md)\n";
    let archive = ArchiveTest::new()
        .file("content/pages/guides/joining.md", page)
        .file(
            "content/pages/about.md",
            "+++\ntitle = \"About\"\n+++\n\n[Join](guides/joining.md)\n",
        )
        .call(15, "2017-06-13", "");
    let renamed = done(&archive, "guides/joining", "how/to/join").unwrap();
    assert_eq!(renamed.to, "content/pages/how/to/join.md");
    assert_snapshot!(changed(&renamed), @r#"
    content/pages/about.md: [Join](how/to/join.md)
    content/pages/guides/joining.md: aliases = ["guides/joining"]
    content/pages/guides/joining.md: [About](../../about.md), [call](../../../meetings/plenary-15.md)
    "#);
}

#[test]
fn the_pages_in_a_bundle_go_with_it() {
    let page = |title: &str, text: &str| format!("+++\ntitle = \"{title}\"\n+++\n\n{text}\n");
    let archive = ArchiveTest::new()
        .file("content/pages/guides/index.md", &page("Guides", "[[guides/joining]]"))
        .file("content/pages/guides/joining/index.md", &page("Joining", "[Up](../index.md)"));
    let renamed = done(&archive, "guides", "handbook").unwrap();
    assert_snapshot!(changed(&renamed), @r#"
    content/pages/guides/index.md: aliases = ["guides"]
    content/pages/guides/index.md: [[handbook/joining]]
    content/pages/guides/joining/index.md: aliases = ["guides/joining"]
    "#);
}

#[test]
fn every_line_end_and_mark_stays_as_it_is() {
    let folder = Folder::with(&named_in_all_ways());
    let page = "\u{FEFF}+++\r\ntitle = \"Travel\" # and more\r\n+++\r\n\r\n[[travel]], [[Emily Taylor]]\r\n";
    folder.write("content/pages/travel.md", page);
    folder.does(&["rename", "travel", "journeys"]);
    let mended = "\u{FEFF}+++\r\ntitle = \"Travel\" # and more\r\naliases = [\"travel\"]\r\n+++\r\n\r\n[[journeys]], [[Emily Taylor]]\r\n";
    assert_eq!(folder.read("content/pages/journeys.md"), mended);
    assert!(!folder.path.join("content/pages/travel.md").exists());
}

#[test]
fn a_dry_run_shows_what_git_can_apply_and_writes_nothing() {
    let [one, other] = [(); 2].map(|()| Folder::with(&named_in_all_ways()));
    let before = one.files();
    let diff = one.does(&["rename", "plenary-15", "fifteen", "--dry-run"]);
    assert_eq!(one.files(), before);
    one.does(&["rename", "plenary-15", "fifteen"]);
    other.write("rename.diff", &diff);
    let mut apply = std::process::Command::new("git");
    apply.args(["apply", "rename.diff"]).current_dir(&other.path);
    if apply.status().is_ok_and(|status| status.success()) {
        std::fs::remove_file(other.path.join("rename.diff")).unwrap();
        assert_eq!(other.files(), one.files());
    } else {
        assert!(std::process::Command::new("git").arg("--version").status().is_err());
    }
}

#[test]
fn what_cannot_be_renamed_is_refused_with_help_and_nothing_is_touched() {
    let folder = Folder::with(&named_in_all_ways());
    folder.write("content/meetings/hidden/.keep", "");
    folder.write("content/pages/plenary-16.md", "+++\ntitle = \"Sixteen\"\n+++\n");
    folder.write("content/pages/torn.md", "+++\ntitle = \n+++\n");
    let none = |old: &str| format!("no meeting, briefing or page is called `{old}`");
    let refused = [
        ("plenary-51", "x", format!("{}: did you mean `plenary-15`", none("plenary-51"))),
        ("person:emily", "x", none("person:emily")),
        ("plenary-17", "call-15", "the meeting `plenary-15` answers to it".into()),
        (
            "plenary-16",
            "x",
            "`plenary-16` is the id of several pages; say which is meant: `meeting:plenary-16` and `page:plenary-16`".into(),
        ),
        ("about", "old", "`/old.html` is the address of the page `old`".into()),
        ("torn", "mended", "the front matter of `content/pages/torn.md` cannot be read".into()),
    ];
    let to_no_id = [
        (
            "Fif teen",
            "`Fif teen` cannot be an id: lower-case letters, digits and hyphens can; write `fif-teen`",
        ),
        ("a/b", "write `a-b`"),
        ("", "cannot be an id"),
        ("../x", "cannot be an id"),
        ("plenary-17", "`content/meetings/plenary-17.md` has it"),
        ("plenary-15", "it is called so"),
        ("hidden", "`content/meetings/hidden` is there already"),
    ];
    let to_no_id = to_no_id.map(|(new, help)| ("plenary-15", new, help.to_owned()));
    for (old, new, help) in refused.into_iter().chain(to_no_id) {
        let said = folder.refuses(&["rename", old, new]);
        assert!(said.contains(&help), "{old} {new}: {said}");
    }
}

#[test]
fn a_build_that_is_locked_tells_the_new_address_and_one_that_is_not_adds_it() {
    let folder = Folder::with(&named_in_all_ways());
    folder.does(&["build"]);
    folder.does(&["rename", "plenary-15", "fifteen"]);
    let locked = folder.run(&["build", "--locked"]);
    assert_eq!(locked.status, Some(1));
    assert!(locked.said.contains("lacks 2 addresses"), "{}", locked.said);
    folder.does(&["build"]);
    let ledger = folder.read("content/.addresses");
    assert!(
        ledger.contains("/meetings/fifteen.html\n")
            && ledger.contains("/meetings/plenary-15.html\n")
    );
    folder.does(&["build", "--locked"]);
}

#[test]
fn a_file_that_was_edited_meanwhile_is_left_alone() {
    let folder = Folder::with(&named_in_all_ways());
    let tree = Tree::on_disk(&folder.path).unwrap();
    let renamed = rename(&tree, &Options::default(), "plenary-15", "fifteen").unwrap();
    folder.write("content/actions.toml", "# edited\n");
    let before = folder.files();
    assert!(matches!(renamed.write(&tree, &folder.path), Err(Error::Changed(_))));
    assert_eq!(folder.files(), before);
}
