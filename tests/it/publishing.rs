//! A publish that is stopped at each of its steps, and folders that it cannot or must not write to.

use std::{
    collections::BTreeMap,
    fs,
    process::{Child, Command, Stdio},
};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use crate::support::{ArchiveTest, Folder};

type Files = BTreeMap<String, Vec<u8>>;

/// A site before and after a change of its content that has it all: pages that come, change, go and
/// are redirected, an attachment that becomes a folder, and a folder that becomes an attachment.
struct Change {
    folder: Folder,
    old: Files,
    new: Files,
}

const SITE: &str = "title = \"Team\"\nbase_url = \"https://team.example.org/\"\nas_of = 2017-09-01\n\
    [series.plenary]\nname = \"Plenary call\"\n";

const CALL: &str = "+++\ntitle = \"Plenary call #15\"\nseries = \"plenary\"\nnumber = 15\n\
    date = 2017-06-13\nstart = 06:00\nend = 07:00\n+++\n\n";

fn old() -> ArchiveTest {
    ArchiveTest::new()
        .file("content/site.toml", SITE)
        .file("content/pages/about.md", "+++\ntitle = \"About\"\n+++\n\nSee [[gone]], [[moved]].\n")
        .file("content/pages/kept.md", "+++\ntitle = \"Kept\"\n+++\n\nAs it is.\n")
        .file("content/pages/gone.md", "+++\ntitle = \"Gone\"\n+++\n\nSee [[about]].\n")
        .file("content/pages/moved.md", "+++\ntitle = \"Moved\"\n+++\n\nSee [[gone]].\n")
        .file(
            "content/meetings/plenary-15/index.md",
            &format!("{CALL}[Notes](notes), [a map](maps/madrid.txt)\n"),
        )
        .file("content/meetings/plenary-15/notes", "Notes.\n")
        .file("content/meetings/plenary-15/maps/madrid.txt", "A map.\n")
}

fn new() -> ArchiveTest {
    let redirects = "[redirects]\n\"/moved.html\" = \"/came.html\"\n";
    ArchiveTest::new()
        .file("content/site.toml", &format!("{SITE}{redirects}"))
        .file("content/pages/about.md", "+++\ntitle = \"About\"\n+++\n\nSee [[came]], [[other]].\n")
        .file("content/pages/kept.md", "+++\ntitle = \"Kept\"\n+++\n\nAs it is.\n")
        .file("content/pages/came.md", "+++\ntitle = \"Came\"\n+++\n\nSee [[other]].\n")
        .file("content/pages/other.md", "+++\ntitle = \"Other\"\n+++\n\nSee [[came]].\n")
        .file(
            "content/meetings/plenary-15/index.md",
            &format!("{CALL}[Notes](notes/one.txt), [maps](maps)\n"),
        )
        .file("content/meetings/plenary-15/notes/one.txt", "Notes.\n")
        .file("content/meetings/plenary-15/maps", "Maps.\n")
}

impl Change {
    /// Both sites, and the content of the new one.
    fn new() -> Self {
        let folder = Folder::new();
        let mut sites = [("old", old()), ("new", new())].map(|(name, archive)| {
            archive.write(&folder.path.join(name));
            folder.does(&["build", "-q", "--root", name]);
            files(&folder.path.join(name).join("public"))
        });
        let [old, new] = sites.each_mut().map(std::mem::take);
        assert!(old.len() > 40 && new.len() > 40);
        Self { folder, old, new }
    }

    /// The new site, where there was none before.
    fn first() -> Self {
        Self { old: Files::new(), ..Self::new() }
    }

    /// The old site in a folder of its own, with files of others.
    fn published(&self, foreign: &Files) -> Folder {
        let folder = Folder::new();
        for (path, bytes) in self.old.iter().chain(foreign) {
            let path = folder.path.join("public").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        folder
    }

    /// The program, about to publish the new site over it, one step after the other.
    fn build(&self, published: &Folder, fault: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
        command.args(["build", "--jobs", "1", "--root", self.folder.path.join("new").as_str()]);
        command.arg("--output").arg(published.path.join("public"));
        command.env("PLENARY_FAULT", fault).env("NO_COLOR", "1").env_remove("SOURCE_DATE_EPOCH");
        command
    }

    /// The next build has to end with exactly the new site and what others have there.
    #[track_caller]
    fn mend(&self, published: &Folder, foreign: &Files, place: &str) {
        let done = self.build(published, "").output().unwrap();
        assert!(done.status.success(), "{place}: {}", String::from_utf8_lossy(&done.stderr));
        let mut expected = self.new.clone();
        expected.extend(foreign.clone());
        same(&files(&published.path.join("public")), &expected, place);
        let beside: Vec<_> = published.path.read_dir_utf8().unwrap().flatten().collect();
        assert_eq!(beside.len(), 1, "{place}: left beside the site: {beside:?}");
    }

    /// Every file has to be whole: as it was, or as it will be.
    #[track_caller]
    fn hold_whole(&self, published: &Folder, foreign: &Files, place: &str) {
        let found = files(&published.path.join("public"));
        for (path, bytes) in foreign {
            assert_eq!(found.get(path), Some(bytes), "{place}: {path} is somebody else's");
        }
        for (path, bytes) in found.iter().filter(|(path, _)| !foreign.contains_key(*path)) {
            let is_own = path.starts_with(".plenary-");
            let whole = [self.old.get(path), self.new.get(path)];
            assert!(is_own || whole.contains(&Some(bytes)), "{place}: {path} is neither");
        }
    }
}

/// The files below a folder, the lock aside.
fn files(folder: &Utf8Path) -> Files {
    if !folder.exists() {
        return Files::new();
    }
    let all = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = all.filter(|entry| !entry.file_type().is_dir());
    let files = files.map(|entry| Utf8PathBuf::from_path_buf(entry.into_path()).unwrap());
    let read = |path: Utf8PathBuf| {
        let inside = path.strip_prefix(folder).unwrap().as_str().replace('\\', "/");
        (inside, fs::read(path).unwrap())
    };
    let own = [".plenary-lock", ".plenary-seal"];
    files.map(read).filter(|(path, _)| !own.contains(&path.as_str())).collect()
}

#[track_caller]
fn same(found: &Files, expected: &Files, place: &str) {
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(found), names(expected), "{place}");
    for (path, bytes) in found {
        assert!(expected[path] == *bytes, "{place}: {path} differs");
    }
}

/// The files of the site that a page links to.
fn links(page: &str, text: &str) -> Vec<String> {
    let marks = [" href=\"", " src=\""];
    let after = marks.iter().flat_map(|mark| text.split(mark).skip(1));
    let targets = after.map(|rest| rest.split(['"', '#', '?']).next().unwrap());
    let inner = targets.filter(|target| !target.is_empty() && !target.contains(':'));
    inner.map(|target| resolve(page, target)).collect()
}

fn resolve(page: &str, target: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    if target.starts_with('/') {
        parts.clear(); // as the 404 page has it
    }
    for part in target.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

fn text<'a>(site: &'a Files, page: &str) -> &'a str {
    std::str::from_utf8(&site[page]).unwrap()
}

fn is_page(path: &str) -> bool {
    path.ends_with(".html")
}

/// Every page of the site, whether or not one leads there, has to find all that it links to.
#[track_caller]
fn hold_all_links(site: &Files, place: &str) {
    for page in site.keys().filter(|path| is_page(path)) {
        for target in links(page, text(site, page)) {
            assert!(site.contains_key(&target), "{place}: {page} links to {target}");
        }
    }
}

/// Every page that a visitor gets to has to find the pages that it links to.
#[track_caller]
fn hold_visitors_links(site: &Files, place: &str) {
    let (mut seen, mut next) = (vec!["index.html".to_owned()], 0);
    while let Some(page) = seen.get(next).cloned() {
        next += 1;
        for target in links(&page, text(site, &page)).into_iter().filter(|path| is_page(path)) {
            assert!(site.contains_key(&target), "{place}: {page} links to {target}");
            if !seen.contains(&target) {
                seen.push(target);
            }
        }
    }
}

/// How a stopped publish ended, and what it left.
struct Stopped<'a> {
    place: &'a str,
    status: Option<i32>,
    said: &'a str,
    site: &'a Files,
    change: &'a Change,
}

impl Stopped<'_> {
    /// The site, without what a build keeps for the next.
    fn own(&self) -> Files {
        let own = self.site.iter().filter(|(path, _)| !path.starts_with(".plenary-"));
        own.map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
    }
}

/// Publishes once for each of its steps, with a fault at that one, and looks at what is left; the
/// next build has to mend it.
#[track_caller]
fn at_every_step(
    change: &Change,
    fault: &str,
    foreign: &Files,
    look: impl Fn(&Stopped<'_>) + Sync,
) {
    let n_steps = n_steps(change, foreign);
    assert!(n_steps > 50, "a publish has more than {n_steps} steps");
    (1..=n_steps).into_par_iter().for_each(|step| {
        let published = change.published(foreign);
        let done = change.build(&published, &format!("{fault}:{step}")).output().unwrap();
        let place = &format!("{fault} at step {step} of {n_steps}");
        change.hold_whole(&published, foreign, place);
        let site = &files(&published.path.join("public"));
        let said = &String::from_utf8_lossy(&done.stderr);
        look(&Stopped { place, status: done.status.code(), said, site, change });
        change.mend(&published, foreign, place);
    });
}

/// How many steps a publish has: at the one after the last, nothing dies.
fn n_steps(change: &Change, foreign: &Files) -> usize {
    let is_beyond = |step: usize| {
        let published = change.published(foreign);
        change.build(&published, &format!("abort:{step}")).output().unwrap().status.success()
    };
    let (mut within, mut beyond) = (0, 4096);
    assert!(is_beyond(beyond));
    while beyond - within > 1 {
        let middle = usize::midpoint(within, beyond);
        if is_beyond(middle) { beyond = middle } else { within = middle }
    }
    within
}

fn nobody() -> Files {
    Files::new()
}

/// Files that staff put into the output folder themselves.
fn somebody() -> Files {
    let files = [("CNAME", "team.example.org"), ("meetings/plenary-15/own.txt", "Mine.")];
    files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into()
}

#[test]
fn killed_at_any_step_the_old_site_is_there_or_the_new_one() {
    at_every_step(&Change::new(), "abort", &nobody(), |left| {
        assert_eq!(left.status, None, "{}: {}", left.place, left.said);
        let found = left.own();
        hold_all_links(&found, left.place);
        let is_new = found["index.html"] == left.change.new["index.html"];
        same(&found, if is_new { &left.change.new } else { &left.change.old }, left.place);
    });
}

#[test]
fn killed_at_any_step_a_first_site_is_there_whole_or_not_at_all() {
    at_every_step(&Change::first(), "abort", &nobody(), |left| {
        assert_eq!(left.status, None, "{}: {}", left.place, left.said);
        let found = left.own();
        if !found.is_empty() {
            same(&found, &left.change.new, left.place);
        }
    });
}

#[test]
fn a_step_of_a_first_publish_that_fails_leaves_the_whole_site_or_none() {
    at_every_step(&Change::first(), "full", &nobody(), |left| {
        let found = left.own();
        if !found.is_empty() {
            same(&found, &left.change.new, left.place);
        }
        hold_told(left, "no storage space");
    });
}

#[test]
fn killed_at_any_step_among_files_of_others_no_visitor_is_led_astray() {
    at_every_step(&Change::new(), "abort", &somebody(), |left| {
        assert_eq!(left.status, None, "{}: {}", left.place, left.said);
        hold_visitors_links(left.site, left.place);
    });
}

#[test]
fn a_step_that_fails_is_told_with_its_cause_and_the_site_is_there() {
    at_every_step(&Change::new(), "full", &nobody(), |left| {
        hold_all_links(&left.own(), left.place);
        hold_told(left, "no storage space");
    });
    at_every_step(&Change::new(), "denied", &somebody(), |left| {
        hold_visitors_links(left.site, left.place);
        hold_told(left, "permission denied");
    });
}

/// The cause is told, with exit status 2; or the publish has found another way.
#[track_caller]
fn hold_told(left: &Stopped<'_>, cause: &str) {
    let Stopped { place, status, said, site, change } = left;
    match status {
        Some(0) => change.new.iter().for_each(|(path, bytes)| {
            assert!(site.get(path) == Some(bytes), "{place}: {path} is not as it should be");
        }),
        Some(2) => {
            assert!(said.starts_with("error: cannot write `"), "{place}: {said}");
            assert!(said.contains(cause), "{place}: {said}");
        }
        _ => panic!("{place}: {status:?} {said}"),
    }
}

#[test]
fn a_lock_that_a_killed_build_held_holds_nobody_up() {
    let change = Change::new();
    let published = change.published(&nobody());
    let killed = change.build(&published, "abort:40").output().unwrap();
    assert_eq!(killed.status.code(), None);
    assert!(published.path.join("public/.plenary-lock").exists());
    change.mend(&published, &nobody(), "after a build that was killed");
}

#[test]
fn eight_builds_at_once_leave_one_whole_site() {
    let change = Change::new();
    for n_builds in [2, 8] {
        let published = change.published(&nobody());
        let start = |_| {
            let mut build = change.build(&published, "");
            build.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
        };
        let builds: Vec<Child> = (0..n_builds).map(start).collect();
        let done: Vec<_> = builds.into_iter().map(|one| one.wait_with_output().unwrap()).collect();
        assert!(done.iter().any(|one| one.status.success()), "{n_builds} builds");
        for one in done.iter().filter(|one| !one.status.success()) {
            let said = String::from_utf8_lossy(&one.stderr);
            assert_eq!(one.status.code(), Some(2), "{said}");
            assert!(said.contains("another build is writing to"), "{said}");
        }
        same(&files(&published.path.join("public")), &change.new, &format!("{n_builds} builds"));
        assert_eq!(published.path.read_dir_utf8().unwrap().count(), 1);
    }
}

#[test]
fn a_folder_of_others_is_refused_and_nothing_is_left_in_it() {
    let folder = Folder::archive();
    folder.write("public/thesis.doc", "Mine.");
    folder.write("other/data/manifest.json", "{\"name\": \"An app of somebody else's\"}");
    for output in ["public", "other"] {
        let said = folder.refuses(&["build", "--output", output]);
        assert!(said.contains("holds files that no build of plenary wrote"), "{said}");
    }
}

#[test]
fn errors_that_show_when_pages_are_made_leave_the_folder_as_it_was() {
    let late = "[redirects]\n\"/old.html\" = \"/nowhere.html\"\n";
    let folder = Folder::with(&old());
    folder.write("content/site.toml", &format!("{SITE}{late}"));
    assert!(folder.run(&["build"]).results.contains("link/broken"));
    assert!(!folder.path.join("public").exists());
    folder.write("content/site.toml", SITE);
    folder.does(&["build", "-q"]);
    let published = files(&folder.path.join("public"));
    folder.write("content/site.toml", &format!("{SITE}{late}"));
    folder.write("content/pages/about.md", "+++\ntitle = \"About us\"\n+++\n\nChanged.\n");
    assert!(folder.run(&["build"]).results.contains("link/broken"));
    same(&files(&folder.path.join("public")), &published, "after a refusal");
}

#[test]
fn addresses_that_are_not_to_come_yet_leave_no_folder() {
    let folder = Folder::with(&old());
    assert!(folder.run(&["build", "--locked"]).said.contains("lacks"));
    assert!(!folder.path.join("public").exists());
}

#[test]
fn a_folder_with_hidden_names_alone_is_taken() {
    let folder = Folder::archive();
    folder.write("public/.gitkeep", "");
    folder.does(&["build", "-q"]);
    assert_eq!(folder.read("public/.gitkeep"), "");
}

#[test]
fn a_file_in_place_of_the_folder_is_told() {
    let folder = Folder::archive();
    folder.write("public", "A file.");
    let said = folder.refuses(&["build"]);
    assert!(said.starts_with("error: cannot ") && said.contains("public`"), "{said}");
}

#[test]
fn a_folder_that_vanished_is_made_anew() {
    let folder = Folder::archive();
    folder.does(&["build", "-q"]);
    let first = files(&folder.path.join("public"));
    fs::remove_dir_all(folder.path.join("public")).unwrap();
    folder.does(&["build", "-q"]);
    same(&files(&folder.path.join("public")), &first, "anew");
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_is_a_link_stays_one() {
    let change = Change::new();
    let published = change.published(&nobody());
    fs::rename(published.path.join("public"), published.path.join("disk")).unwrap();
    std::os::unix::fs::symlink("disk", published.path.join("public")).unwrap();
    assert!(change.build(&published, "").status().unwrap().success());
    assert!(published.path.join("public").is_symlink());
    same(&files(&published.path.join("disk")), &change.new, "behind a link");
    assert_eq!(published.path.read_dir_utf8().unwrap().count(), 2);
}

#[cfg(unix)]
#[test]
fn a_link_of_somebody_else_in_the_way_of_a_page_is_not_followed() {
    let folder = Folder::archive();
    folder.does(&["build", "-q"]);
    folder.write("secret", "Mine.");
    folder.write("content/pages/more.md", "+++\ntitle = \"More\"\n+++\n");
    for target in ["../secret", "../nowhere"] {
        std::os::unix::fs::symlink(target, folder.path.join("public/more.html")).unwrap();
        let said = folder.refuses(&["build"]);
        assert!(said.contains("more.html` was not written by a build of plenary"), "{said}");
        fs::remove_file(folder.path.join("public/more.html")).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn the_folder_is_the_same_one_after_a_build() {
    use std::os::unix::fs::MetadataExt;
    let change = Change::new();
    let published = change.published(&nobody());
    let folder = || published.path.join("public").metadata().unwrap().ino();
    let kept = || published.path.join("public/kept.html").metadata().unwrap();
    let before = (folder(), kept().ino(), kept().modified().unwrap());
    assert!(change.build(&published, "").status().unwrap().success());
    assert_eq!((folder(), kept().ino(), kept().modified().unwrap()), before);
}

/// What becomes of a site on disks of its own, that only some users may mount: on a small one that
/// is full, and on one that may only be read. The steps that fail show the same everywhere.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_and_one_that_is_only_read_leave_the_old_site() {
    const SCRIPT: &str = "set -e; cd $1; mkdir -p disk; mount -t tmpfs -o size=640k tmpfs disk\n\
        $0 build -q --root old --output disk/site\n\
        head -c 90k /dev/zero > new/content/pages/files/big.txt\n\
        head -c 900k /dev/urandom > disk/filler 2> /dev/null || true\n\
        $0 build -q --root new --output disk/site && exit 9 || echo full $?\n\
        $0 verify -q disk/site && echo whole; ls -A disk; ls -A disk/site | grep plenary\n\
        rm disk/filler; mount -o remount,ro disk\n\
        $0 build -q --root new --output disk/site && exit 9 || echo only read $?\n\
        $0 verify -q disk/site && echo whole";
    let folder = Folder::new();
    let may_mount = "mkdir -p m && mount -t tmpfs tmpfs m";
    let unshare = |script: &str| {
        let mut shell = Command::new("unshare");
        shell.args(["--mount", "--map-root-user", "sh", "-c", script]);
        shell.args([env!("CARGO_BIN_EXE_plenary"), folder.path.as_str()]);
        shell.current_dir(&folder.path).output()
    };
    if !unshare(may_mount).is_ok_and(|done| done.status.success()) {
        return;
    }
    old().write(&folder.path.join("old"));
    old()
        .file("content/pages/files/index.md", "+++\ntitle = \"Files\"\n+++\n\n[a](big.txt)\n")
        .write(&folder.path.join("new"));
    let done = unshare(SCRIPT).unwrap();
    let [told, said] = [done.stdout, done.stderr].map(|text| String::from_utf8(text).unwrap());
    assert_eq!(
        told, "full 2\nwhole\nfiller\nsite\n.plenary-lock\n.plenary-seal\nonly read 2\nwhole\n",
        "{said}"
    );
    let reasons: Vec<_> = said.lines().filter(|line| line.starts_with("error: ")).collect();
    assert!(reasons[0].contains("No space left on device"), "{said}");
    assert!(reasons[1].contains("Read-only file system"), "{said}");
}
