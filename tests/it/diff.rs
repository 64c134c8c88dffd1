//! What a reader would notice between two archives: one change each, and what is said of it.

use std::process::Command;

use camino::Utf8Path;
use plenary::{Differences, Options, Source, compare};
use serde_json::Value;

use crate::support::{ArchiveTest, Folder, plenary, text};

fn differences(old: &ArchiveTest, new: &ArchiveTest) -> Differences {
    let old = Source::Tree("old".into(), old.tree());
    let new = Source::Tree("new".into(), new.tree());
    compare(&old, &new, &Options::default()).unwrap()
}

/// What is told below a heading, without the heading.
#[track_caller]
fn told(differences: &Differences, heading: &str) -> String {
    let text = differences.text(100, false);
    let found = text.split("\n\n").find_map(|section| section.strip_prefix(heading));
    let found = found.unwrap_or_else(|| panic!("nothing is told of {heading} in\n{text}"));
    found.split_once('\n').map(|(_, lines)| format!("{}\n", lines.trim_end())).unwrap()
}

const ITEM: &str =
    "## Action items\n\n| ID | Action | Owner | Due | Status |\n|---|---|---|---|---|\n";

/// An archive with one call and one open item.
fn archive() -> ArchiveTest {
    ArchiveTest::new().call(
        15,
        "2017-06-13",
        &format!(
            "{ITEM}| P15-1 | Post the rates. | ICANN Org | 23 June | |\n\n## Decisions\n\n- Meet weekly. {{#D15-1}}\n"
        ),
    )
}

fn with_row(row: &str) -> ArchiveTest {
    archive().call(16, "2017-06-20", &format!("{ITEM}{row}\n"))
}

#[test]
fn the_same_content_has_no_differences() {
    let same = differences(&archive(), &archive());
    assert!(same.is_empty());
    assert_eq!(
        same.text(100, false),
        "old → new, registers as of 2017-09-01\nnothing that a reader would notice\n"
    );
}

#[test]
fn an_item_that_is_opened_is_told_with_owner_and_due_date() {
    let new = with_row("| P16-1 | Draft a plan. | Emily Taylor | 30 June | |");
    assert_eq!(
        told(&differences(&archive(), &new), "Action items"),
        "  + P16-1  opened\n    Draft a plan.\n    status: open\n    owner: Emily Taylor\n    due: 2017-06-30\n"
    );
}

#[test]
fn an_item_is_told_as_it_was_and_as_it_is() {
    let old = with_row("| P15-1 | | | | |");
    let cases = [
        ("| P15-1 | | | | done |", "closed", "status: open → completed 2017-06-20"),
        ("| P15-1 | | | 30 June | |", "re-dated", "due: 2017-06-23 → 2017-06-30"),
        ("| P15-1 | | Emily Taylor | | |", "re-owned", "owner: ICANN Org → Emily Taylor"),
        ("| P15-1 | | | | in progress |", "status", "status: open → in-progress"),
        ("| P15-1 | Post them. | | | |", "reworded", "wording: Post the rates. → Post them."),
    ];
    for (row, what, field) in cases {
        let told = told(&differences(&old, &with_row(row)), "Action items");
        assert!(told.starts_with(&format!("  ~ P15-1  {what}\n")), "{told}");
        assert!(told.contains(&format!("    {field}\n")), "{told}");
        assert!(told.contains("owner: ") && told.contains("due: "), "{told}");
    }
}

#[test]
fn an_item_that_is_open_again_is_reopened() {
    let differences =
        differences(&with_row("| P15-1 | | | | done |"), &with_row("| P15-1 | | | | |"));
    assert!(told(&differences, "Action items").starts_with("  ~ P15-1  reopened\n"));
}

#[test]
fn an_item_that_gets_its_id_is_the_same_item() {
    let new = with_row("| P16-1 | Draft a plan. | Emily Taylor | 30 June | |");
    let old = with_row("| | Draft a plan. | Emily Taylor | 30 June | |");
    let told = told(&differences(&old, &new), "Action items (1)");
    assert!(told.starts_with("  ~ P16-1  renamed\n"), "{told}");
    assert!(told.contains("id: plenary-16-a1 → P16-1"), "{told}");
}

#[test]
fn a_meeting_that_gets_another_id_is_the_same_meeting() {
    let page = |title: &str, aliases: &str| {
        format!(
            "+++\ntitle = \"{title}\"\nseries = \"plenary\"\ndate = 2017-06-27\nstart = 06:00\n\
             end = 07:00\n{aliases}+++\n"
        )
    };
    let old = archive().file("content/meetings/plenary-17.md", &page("Call", ""));
    let new = |id: &str, aliases: &str| {
        archive().file(&format!("content/meetings/{id}.md"), &page("Another call", aliases))
    };
    let renamed = new("plenary-seventeen", "aliases = [\"plenary-17\"]\n");
    let differences = differences(&old, &renamed);
    assert_eq!(
        told(&differences, "Meetings (1)"),
        "  ~ plenary-seventeen  renamed, retitled\n    Another call\n\
         \u{20}   id: plenary-17 → plenary-seventeen\n    title: Call → Another call\n"
    );
    let other = self::differences(&old, &new("plenary-18", ""));
    let told = told(&other, "Meetings (2)");
    assert!(told.contains("− plenary-17  gone"), "{told}");
}

#[test]
fn a_decision_is_added_and_another_replaced() {
    let new =
        archive().call(16, "2017-06-20", "## Decisions\n\n- Meet less. {#D16-1 replaces=D15-1}\n");
    assert_eq!(
        told(&differences(&archive(), &new), "Decisions"),
        "  ~ D15-1  replaced\n    Meet weekly.\n    replaced by: – → D16-1\n  + D16-1  added\n    Meet less.\n    date: 2017-06-20\n"
    );
}

/// A call with further lines of front matter.
fn call(date: &str, lines: &str) -> ArchiveTest {
    ArchiveTest::new().file(
        "content/meetings/plenary-15.md",
        &format!(
            "+++\ntitle = \"Plenary call #15\"\nseries = \"plenary\"\nnumber = 15\ndate = {date}\nstart = 06:00\nend = 07:00\n{lines}+++\n\nNotes.\n"
        ),
    )
}

#[test]
fn a_meeting_is_moved_cancelled_approved_and_amended() {
    let old = call("2017-06-13", "");
    let cases = [
        (
            call("2017-06-14", ""),
            "moved",
            "time: 2017-06-13 06:00–07:00 UTC → 2017-06-14 06:00–07:00 UTC",
        ),
        (call("2017-06-13", "status = \"cancelled\"\n"), "cancelled", "status: held → cancelled"),
        (call("2017-06-13", "approved = 2017-06-20\n"), "approved", "approved: – → 2017-06-20"),
        (
            call("2017-06-13", "[[amendment]]\ndate = 2017-06-20\nwhat = \"Two owners.\"\n"),
            "amended",
            "amendment: – → 2017-06-20: Two owners.",
        ),
    ];
    for (new, what, field) in cases {
        let told = told(&differences(&old, &new), "Meetings");
        assert_eq!(told, format!("  ~ plenary-15  {what}\n    Plenary call #15\n    {field}\n"));
    }
}

#[test]
fn a_meeting_that_was_to_come_is_held_on_a_later_day() {
    let old = call("2017-09-05", "").file(
        "content/site.toml",
        "title = \"Team\"\nbase_url = \"https://team.example.org/wiki/\"\nas_of = 2017-09-01\n[series.plenary]\nname = \"Plenary call\"\n",
    );
    let [before, after] = [("a", "2017-09-01"), ("b", "2017-09-10")].map(|(name, day)| {
        let folder = Folder::new();
        old.write(&folder.path);
        let done = plenary(&folder.path, &["build", "--as-of", day, "-o", name]);
        assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
        (folder.path.join(name), folder)
    });
    let done = plenary(&after.1.path, &["diff", before.0.as_str(), after.0.as_str()]);
    let out = text(&done.stdout);
    assert!(out.contains("  ~ plenary-15  held\n"), "{out}");
    assert!(out.contains("registers are as of 2017-09-01 in"), "it is said: {out}");
}

#[test]
fn rates_that_moved_are_told() {
    let log = |members: &str| format!("[attendance]\nmembers = [{members}]\n");
    let old = call("2017-06-13", &log("\"Emily Taylor\", \"Boban Krsic\", \"Žarko Kecić\""));
    let new = call("2017-06-13", &log("\"Emily Taylor\", \"Boban Krsic\""));
    let differences = differences(&old, &new);
    assert_eq!(
        told(&differences, "Attendance by person"),
        "  Žarko Kecić  100.0 % (1 of 1) → 0.0 % (0 of 1)\n"
    );
    assert_eq!(
        told(&differences, "Attendance by month"),
        "  2017-06  100.0 % (3 of 3) → 66.7 % (2 of 3)\n"
    );
}

#[test]
fn a_recommendation_has_another_status() {
    let set = |status: &str| {
        ArchiveTest::new().file(
            "content/recommendations/ssr1.toml",
            &format!("title = \"SSR1 report\"\nname = \"SSR1\"\n[[recommendation]]\nnumber = \"10\"\ntitle = \"Contracts\"\nstatus = \"{status}\"\n"),
        )
    };
    assert_eq!(
        told(&differences(&set("pending"), &set("implemented")), "Recommendations"),
        "  ~ ssr1/10  status\n    Contracts\n    status: pending → implemented\n"
    );
}

fn page(path: &str, lines: &str, body: &str) -> ArchiveTest {
    ArchiveTest::new().file(
        &format!("content/pages/{path}.md"),
        &format!("+++\ntitle = \"About\"\n{lines}+++\n\n{body}\n"),
    )
}

#[test]
fn a_page_that_is_gone_without_a_redirect_is_the_first_thing_told() {
    let (old, new) = (page("about", "", "Who we are."), page("team", "", "Who we are."));
    let differences = differences(&old, &new);
    assert!(differences.summary().starts_with("1 address gone without a redirect · "));
    assert_eq!(
        told(&differences, "Gone without a redirect"),
        "  pages (1)\n    − /about.html  About\n"
    );
}

#[test]
fn a_page_that_is_gone_with_a_redirect_says_where_it_leads() {
    let old = page("about", "", "Who we are.");
    let new = page("team", "aliases = [\"about\"]\n", "Who we are.");
    let differences = differences(&old, &new);
    assert_eq!(differences.pages.lost().count(), 0);
    assert_eq!(
        told(&differences, "Pages gone, with a redirect"),
        "  pages (1)\n    − /about.html  About → /team.html\n"
    );
}

#[test]
fn a_page_is_changed_where_a_link_leads_elsewhere() {
    let with = |target: &str| page("about", "", &format!("[The charter]({target})"));
    let pages = differences(&with("https://a.example/1"), &with("https://a.example/2")).pages;
    assert_eq!(pages.changed[0].url, "/about.html");
    assert_eq!((pages.changed.len(), pages.n_same_text), (1, 0));
}

#[test]
fn a_page_is_changed_by_its_text_and_no_other_words() {
    let old = page("about", "", "Who we are.");
    let new = page("about", "", "Who we were.");
    let changed = |new: &ArchiveTest| {
        let pages = differences(&old, new).pages;
        pages.changed.iter().map(|page| page.url.clone()).collect::<Vec<_>>()
    };
    assert_eq!(changed(&new), ["/about.html"]);
    let other_footer = page("about", "", "Who we are.").file(
        "content/site.toml",
        "title = \"Team\"\nbase_url = \"https://team.example.org/wiki/\"\nas_of = 2017-09-01\ncontact = \"a@example.org\"\n[series.plenary]\nname = \"Plenary call\"\n",
    );
    let differences = differences(&old, &other_footer);
    assert!(differences.is_empty(), "{}", differences.text(100, false));
    assert!(differences.pages.n_same_text > 0);
}

#[test]
fn a_file_to_download_is_changed_by_its_bytes() {
    let bundle = |bytes: &str| {
        page("forms/index", "", "[Form](form.csv)").file("content/pages/forms/form.csv", bytes)
    };
    let differences = differences(&bundle("a"), &bundle("b"));
    assert_eq!(
        told(&differences, "Pages changed"),
        "  files (1)\n    ~ /forms/form.csv  form.csv\n"
    );
}

#[test]
fn diagnostics_came_and_went_whatever_line_they_are_on() {
    let old = page("about", "", "One.\n\nA <b>bold</b> word.\n\nSee [[nowhere]].");
    let new = page("about", "", "A <b>bold</b> word.\n\nSee [[elsewhere]].");
    let differences = differences(&old, &new);
    assert_eq!(
        told(&differences, "Diagnostics that came (1)"),
        "  + content/pages/about.md:7\n    error[link/broken]: nothing is called `elsewhere`\n"
    );
    let text = differences.text(100, false);
    assert!(
        text.contains("note: old: the content has 1 error, so it would not be published"),
        "{text}"
    );
}

#[test]
fn a_theme_that_cannot_be_used_is_not_told_as_the_loss_of_every_page() {
    let old = page("about", "", "Who we are.");
    let new = page("about", "", "Who we are.").file(
        "content/site.toml",
        "title = \"Team\"\nbase_url = \"https://team.example.org/wiki/\"\ntheme = \"none\"\nas_of = 2017-09-01\n",
    );
    let text = differences(&old, &new).text(200, false);
    assert!(text.contains("only diagnostics are compared"), "{text}");
    assert!(text.contains("error[theme/missing]") && !text.contains("gone"), "{text}");
}

#[test]
fn markdown_rings_nobody_and_is_no_markup() {
    let new = with_row("| P16-1 | Ask @emily about #15 \\| `x` *y* | ICANN Org | 30 June | |");
    let markdown = differences(&archive(), &new).markdown();
    assert!(markdown.starts_with("**Meetings: 1 added · action items: 1 opened"), "{markdown}");
    assert!(markdown.contains("Ask @\u{200b}emily about \\#\u{200b}15"), "{markdown}");
    assert!(!markdown.contains("@emily") && !markdown.contains("#15"), "{markdown}");
}

#[test]
fn markdown_is_never_longer_than_a_comment_may_be() {
    let rows: String = (1..1500)
        .map(|n| {
            format!("| P16-{n} | Item {n}: {} | ICANN Org | 30 June | |\n", "words ".repeat(30))
        })
        .collect();
    let markdown = differences(&archive(), &with_row(&rows)).markdown();
    assert!(markdown.chars().count() < 65_536);
    assert!(markdown.contains("<summary>Action items (1499)</summary>"));
    assert!(markdown.contains(" more\n"), "what is left out is counted");
}

#[test]
fn text_keeps_to_the_width_and_has_colour_only_where_it_is_asked_for() {
    let new =
        with_row("| P16-1 | 次の会議で報告する。次の会議で報告する。 | ICANN Org | 30 June | |");
    let differences = differences(&archive(), &new);
    let narrow = differences.text(30, false);
    assert!(narrow.contains("    次の会議で報告する。次の会\n    議で報告する。\n"), "{narrow}");
    assert!(!narrow.contains('\u{1b}'));
    assert!(differences.text(30, true).contains("\u{1b}[32m+\u{1b}[0m"));
}

/// An archive that is the top of a git repository, with one commit on `main`.
fn repository() -> Folder {
    let folder = Folder::archive();
    git(&folder.path, &["init", "--quiet", "--initial-branch=main"]);
    commit(&folder.path);
    folder
}

fn commit(folder: &Utf8Path) {
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--message=Change"]);
}

#[track_caller]
fn git(folder: &Utf8Path, args: &[&str]) {
    let mut command = Command::new("git");
    for who in ["AUTHOR", "COMMITTER"] {
        command
            .env(format!("GIT_{who}_NAME"), "A")
            .env(format!("GIT_{who}_EMAIL"), "a@example.org");
        command.env(format!("GIT_{who}_DATE"), "2017-09-01T00:00:00Z");
    }
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    let done = command.arg("-C").arg(folder).args(args).output().unwrap();
    assert!(done.status.success(), "{}", text(&done.stderr));
}

fn diff(folder: &Utf8Path, args: &[&str]) -> String {
    let done = plenary(folder, &[&["diff"], args].concat());
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    text(&done.stdout)
}

#[test]
fn a_revision_is_compared_with_the_work_tree_and_with_another() {
    let folder = repository();
    folder.write("content/pages/about.md", "+++\ntitle = \"About us\"\n+++\n\nWho we are.\n");
    folder.write("content/pages/added.md", "+++\ntitle = \"Added\"\n+++\n\nNew.\n");
    let here = diff(&folder.path, &["main"]);
    assert!(here.contains(") → the work tree, registers as of 2017-09-01\n"), "{here}");
    assert!(here.contains("~ /about.html  About us (before: About)\n"), "{here}");
    assert!(here.contains("+ /added.html  Added\n"), "{here}");
    assert!(diff(&folder.path, &["main", "HEAD"]).contains("nothing that a reader would notice"));
    commit(&folder.path);
    let committed = diff(&folder.path, &["HEAD^", "HEAD"]);
    assert!(committed.contains("+ /added.html  Added\n"), "{committed}");
    assert!(!folder.path.join("public").exists());
}

#[test]
fn a_revision_is_what_its_files_are_on_disk() {
    let folder = repository();
    folder.write("content/_drafts/left-out.md", "not read");
    folder
        .write("content/pages/forms/index.md", "+++\ntitle = \"Forms\"\n+++\n\n[Form](form.csv)\n");
    folder.write("content/pages/forms/form.csv", "a,b\r\n");
    folder.write("content/.addresses", "/about.html\n/forms.html\n/forms/form.csv\n");
    folder.write("themes/unused/theme.toml", "");
    commit(&folder.path);
    let told = diff(&folder.path, &["HEAD"]);
    assert!(told.contains("nothing that a reader would notice"), "{told}");
}

#[test]
fn a_built_site_is_compared_with_a_revision_as_of_its_own_day() {
    let folder = repository();
    let done = plenary(&folder.path, &["build", "--as-of", "2017-08-01"]);
    assert_eq!(done.status.code(), Some(0));
    let told = diff(&folder.path, &["public", "main"]);
    assert!(told.contains("registers as of 2017-08-01\nnothing"), "{told}");
    let done = plenary(&folder.path, &["diff", "public", "main", "--as-of", "2017-07-01"]);
    assert_eq!(done.status.code(), Some(2), "a built site has one day");
    assert!(text(&done.stderr).contains("holds registers as of 2017-08-01"));
}

#[test]
fn an_archive_below_the_top_of_the_repository_is_read() {
    let folder = Folder::new();
    folder.write(
        "site/content/site.toml",
        "title = \"T\"\nbase_url = \"https://t.example.org/\"\nas_of = 2017-09-01\n",
    );
    folder.write("content/pages/other.md", "not of this archive");
    git(&folder.path, &["init", "--quiet", "--initial-branch=main"]);
    commit(&folder.path);
    let told = diff(&folder.path.join("site"), &["main"]);
    assert!(told.contains("nothing that a reader would notice"), "{told}");
}

#[test]
fn a_revision_without_an_archive_is_said_to_be_one() {
    let folder = Folder::new();
    folder.write("README", "soon");
    git(&folder.path, &["init", "--quiet", "--initial-branch=main"]);
    commit(&folder.path);
    folder.write(
        "content/site.toml",
        "title = \"T\"\nbase_url = \"https://t.example.org/\"\nas_of = 2017-09-01\n",
    );
    let told = diff(&folder.path, &["main"]);
    assert!(told.contains("there is no archive yet") && told.contains("+ /index.html"), "{told}");
}

#[test]
fn what_cannot_be_compared_is_said_with_what_to_do() {
    let folder = repository();
    let elsewhere = Folder::archive();
    let cases = [
        (&folder, &["diff", "nowhere"][..], "neither a folder nor a revision"),
        (&folder, &["diff", "--", "--output=x"], "neither a folder nor a revision"),
        (&folder, &["diff", "content"], "is no built site"),
        (&folder, &["diff"], "Usage"),
        (&elsewhere, &["diff", "main"], "it is in no work tree of git"),
    ];
    for (folder, args, why) in cases {
        let done = plenary(&folder.path, args);
        assert_eq!(done.status.code(), Some(2), "{args:?}");
        assert!(text(&done.stderr).contains(why), "{args:?}: {}", text(&done.stderr));
        assert_eq!(text(&done.stdout), "");
    }
}

#[test]
fn without_git_it_says_so() {
    let folder = repository();
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
    let done = command.args(["diff", "main"]).current_dir(&folder.path).env("PATH", "").output();
    let done = done.unwrap();
    assert_eq!(done.status.code(), Some(2));
    assert!(text(&done.stderr).contains("git is not installed"), "{}", text(&done.stderr));
}

#[test]
fn a_manifest_that_leads_out_of_its_folder_is_not_followed() {
    let folder = Folder::new();
    folder.write("secret.html", "<main>secret</main>");
    for (name, hash) in [("a", "0"), ("b", "1")] {
        let file = format!(
            "{{\"path\":\"../secret.html\",\"bytes\":1,\"sha256\":\"{}\"}}",
            hash.repeat(64)
        );
        folder.write(&format!("{name}/data/manifest.json"), &format!("{{\"files\":[{file}]}}"));
    }
    assert!(diff(&folder.path, &["a", "b"]).contains("nothing that a reader would notice"));
}

#[test]
fn json_is_sorted_and_names_its_sides() {
    let new = with_row("| P16-1 | Draft a plan. | Emily Taylor | 30 June | |");
    let differences = differences(&archive(), &new);
    let json: Value = serde_json::from_str(&differences.json()).unwrap();
    assert_eq!(json["old"]["name"], "old");
    assert_eq!(json["new"]["as_of"], "2017-09-01");
    assert_eq!(
        json["actions"],
        serde_json::json!([{
            "id": "P16-1", "url": "/actions/p16-1.html", "title": "Draft a plan.",
            "changes": ["opened"],
            "fields": [
                { "name": "status", "before": null, "after": "open" },
                { "name": "owner", "before": null, "after": "Emily Taylor" },
                { "name": "due", "before": null, "after": "2017-06-30" },
            ],
        }])
    );
    let urls = |list: &Value| {
        list.as_array().unwrap().iter().map(|page| page["url"].to_string()).collect::<Vec<_>>()
    };
    assert!(urls(&json["pages"]["changed"]).is_sorted());
    assert_eq!(json["problems"], serde_json::json!({ "came": [], "went": [] }));
}
