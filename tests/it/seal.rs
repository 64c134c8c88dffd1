//! A site that was made of the same is not made again; one that was made of anything else is, and
//! is then what a build into an empty folder makes.

use crate::support::{ArchiveTest, Folder};

const SITE: &str = "title = \"Team\"\nbase_url = \"https://team.example.org/\"\ntheme = \"ours\"\n\
    [series.plenary]\nname = \"Plenary call\"\n";

/// The day of the builds, in seconds since 1970: 1 September 2017.
const DAY: &str = "1504224000";

/// An archive that was published, and of which there was nothing to say.
fn published() -> Folder {
    let folder = Folder::with(
        &ArchiveTest::new()
            .file("content/site.toml", SITE)
            .file("themes/ours/static/mark.txt", "A mark.")
            .file(
                "content/meetings/plenary-15/index.md",
                "+++\ntitle = \"Plenary call #15\"\nseries = \"plenary\"\nnumber = 15\n\
                 date = 2017-06-13\nstart = 06:00\nend = 07:00\n+++\n\n[A map](map.txt)\n",
            )
            .file("content/meetings/plenary-15/map.txt", "A map.")
            .file("content/pages/about.md", "+++\ntitle = \"About\"\n+++\n\nWho we are.\n"),
    );
    assert!(!is_as_it_was(&folder, &[]), "the first is made");
    assert!(is_as_it_was(&folder, &[]), "the second is not");
    folder
}

/// Builds, and tells whether the site was found as it was: nothing is rendered then.
#[track_caller]
fn is_as_it_was(folder: &Folder, args: &[&str]) -> bool {
    let done = folder.run_at(DAY, &[&["build", "--verbose"], args].concat());
    assert_eq!(done.status, Some(0), "{}{}", done.results, done.said);
    let [is_compared, is_rendered] = [" compare ", " render "].map(|word| done.said.contains(word));
    assert_ne!(is_compared, is_rendered, "{}", done.said);
    is_compared
}

/// Holds the site to one that is built into an empty folder.
#[track_caller]
fn assert_as_new(folder: &Folder, args: &[&str]) {
    let done = folder.run_at(DAY, &[&["build", "-o", "new"], args].concat());
    assert_eq!(done.status, Some(0), "{}{}", done.results, done.said);
    let files = folder.files();
    let below = |top: &str| {
        let inside =
            files.iter().filter_map(|(path, bytes)| Some((path.strip_prefix(top)?, bytes)));
        inside.filter(|(path, _)| !path.starts_with(".plenary-")).collect::<Vec<_>>()
    };
    assert!(below("public/") == below("new/"), "the site is as one that is made anew");
    std::fs::remove_dir_all(folder.path.join("new")).unwrap();
}

/// Holds that a change makes the next build make the site, and the one after it not.
#[track_caller]
fn assert_made_again(folder: &Folder, args: &[&str]) {
    assert!(!is_as_it_was(folder, args), "it is made again");
    assert_as_new(folder, args);
    assert!(is_as_it_was(folder, args), "and only once");
}

#[test]
fn a_build_of_the_same_says_what_the_first_said_and_touches_nothing() {
    let folder = published();
    let before = folder.files();
    for format in ["human", "json", "github", "sarif"] {
        let found = folder.run_at(DAY, &["build", "--format", format]);
        std::fs::remove_file(folder.path.join("public/.plenary-seal")).unwrap();
        let made = folder.run_at(DAY, &["build", "--format", format]);
        assert_eq!((found.results, found.said), (made.results, made.said), "{format}");
    }
    assert!(folder.files() == before);
    assert!(is_as_it_was(&folder, &["--locked", "--strict"]));
}

#[test]
fn a_site_is_made_again_after_a_change_of_anything() {
    let folder = published();
    for (path, text) in [
        ("content/pages/about.md", "+++\ntitle = \"About\"\n+++\n\nWho we were.\n"),
        ("content/meetings/plenary-15/map.txt", "A MAP."),
        ("themes/ours/static/mark.txt", "A MARK."),
        ("content/site.toml", &SITE.replace("Team", "The team")),
    ] {
        folder.write(path, text);
        assert_made_again(&folder, &[]);
    }
    let about = folder.path.join("content/pages/about.md");
    std::fs::rename(&about, folder.path.join("content/pages/us.md")).unwrap();
    let site = folder
        .read("content/site.toml")
        .replace("[series", "[redirects]\n\"/about.html\" = \"/us.html\"\n[series");
    folder.write("content/site.toml", &site);
    assert_made_again(&folder, &[]);
}

#[test]
fn a_site_is_made_again_where_another_is_asked_for() {
    let folder = published();
    for args in [
        &["--base-url", "https://other.example.org/"][..],
        &["--drafts"],
        &["--as-of", "2017-05-01"],
        &[],
    ] {
        assert_made_again(&folder, args);
    }
    let done = folder.run_at("1504310400", &["build", "-v"]);
    assert!(done.said.contains(" render ") && done.said.contains("2017-09-02"), "{}", done.said);
}

#[test]
fn a_site_that_somebody_changed_is_made_again() {
    let folder = published();
    folder.write("public/about.html", "Nobody.");
    assert_made_again(&folder, &[]);
    std::fs::remove_file(folder.path.join("public/about.html")).unwrap();
    assert_made_again(&folder, &[]);
    let manifest = folder.read("public/data/manifest.json");
    folder.write("public/data/manifest.json", &manifest.replacen("about", "abort", 1));
    assert!(!is_as_it_was(&folder, &[]));
    folder.write("public/data/manifest.sha256", "0");
    assert_made_again(&folder, &[]);
    for seal in ["", "a\nb\nc\nd\n", "\u{0}"] {
        folder.write("public/.plenary-seal", seal);
        assert_made_again(&folder, &[]);
    }
    // what a build that was killed has left
    folder.write("public/.plenary-new/0", "half");
    assert_made_again(&folder, &[]);
    assert!(!folder.path.join("public/.plenary-new").exists());
}

#[test]
fn addresses_that_somebody_took_from_the_list_are_put_there_again() {
    let folder = published();
    let addresses = folder.read("content/.addresses");
    folder.write("content/.addresses", "");
    assert!(!is_as_it_was(&folder, &[]));
    assert_eq!(folder.read("content/.addresses"), addresses);
    assert!(is_as_it_was(&folder, &[]));
}

#[test]
fn what_is_wrong_is_told_each_time() {
    let folder = published();
    folder.write(
        "content/pages/about.md",
        "+++\ntitle = \"About\"\n+++\n\nWednesday 13 June 2017.\n",
    );
    for _ in 0..2 {
        assert!(!is_as_it_was(&folder, &[]));
        assert!(folder.run_at(DAY, &["build"]).results.contains("warning"));
    }
    assert_eq!(folder.run_at(DAY, &["build", "--strict"]).status, Some(1));
}
