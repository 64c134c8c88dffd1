//! Addresses of the site: two of one, old ones that lead on, and those that the menu names.

use crate::support::{ArchiveTest, problems};

fn page(title: &str, front_matter: &str) -> String {
    format!("+++\ntitle = \"{title}\"\n{front_matter}+++\n")
}

/// An archive with a call, the page `about`, and this at the end of `site.toml`.
fn archive(site: &str) -> ArchiveTest {
    let head = "title = \"Team\"\nbase_url = \"https://team.example.org/\"\nas_of = 2017-09-01\n\
        [series.plenary]\nname = \"Plenary call\"\n";
    ArchiveTest::new()
        .file("content/site.toml", &format!("{head}{site}"))
        .file("content/pages/about.md", &page("About", ""))
        .call(15, "2017-06-13", "")
}

#[test]
fn a_page_may_not_have_a_registers_address() {
    let said = archive("").file("content/pages/meetings.md", &page("Meetings", "")).check();
    assert_eq!(
        said,
        "error address/collision content/pages/meetings.md:2:9 the page `meetings` and a file that \
         the site makes by itself have one address, `/meetings.html`; rename \
         `content/pages/meetings.md`\n"
    );
}

#[test]
fn a_register_that_is_empty_leaves_its_address_free() {
    let site = archive("").file("content/pages/teams.md", &page("Teams", "")).build();
    assert!(site.text("teams.html").contains("content/pages/teams.md"));
}

#[test]
fn a_page_may_not_have_a_meetings_address() {
    let said = archive("").file("content/pages/meetings/plenary-15.md", &page("Call", "")).check();
    assert_eq!(
        said,
        "error address/collision content/pages/meetings/plenary-15.md:2:9 the page \
         `meetings/plenary-15` and the meeting `plenary-15` have one address, \
         `/meetings/plenary-15.html`; rename `content/pages/meetings/plenary-15.md`\n"
    );
}

#[test]
fn files_that_differ_only_in_case_collide() {
    let said = archive("")
        .file("content/pages/forms/index.md", &page("Forms", ""))
        .file("content/pages/forms/Claim.txt", "1")
        .file("content/pages/forms/claim.txt", "2")
        .check();
    let collision = said.lines().find(|line| line.contains("address/collision")).unwrap();
    assert_eq!(
        collision,
        "error address/collision content/pages/forms/index.md:2:9 the file `Claim.txt` of the page \
         `forms` and the file `claim.txt` of the page `forms` have addresses that differ only in \
         case: `/forms/Claim.txt` and `/forms/claim.txt`; rename the file `Claim.txt`"
    );
}

#[test]
fn a_file_cannot_be_a_folder_too() {
    let said = archive("")
        .file("content/pages/forms/index.md", &page("Forms", ""))
        .file("content/pages/forms/claims", "1")
        .file("content/pages/forms/claims/travel.md", &page("Travel", ""))
        .check();
    assert!(said.contains("address/collision"), "{said}");
    assert!(
        said.contains("but `/forms/claims` is the file `claims` of the page `forms`"),
        "{said}"
    );
}

#[test]
fn a_redirect_may_not_take_the_place_of_a_page() {
    let said = archive("[redirects]\n\"/About.html\" = \"/meetings.html\"\n").check();
    assert_eq!(
        said,
        "error address/collision content/site.toml:7:1 `/About.html` is the address of the page \
         `about`; delete this redirect, or write another address\n"
    );
}

#[test]
fn an_alias_may_not_take_the_place_of_a_page() {
    let about = page("About", "aliases = [\"/meetings.html\", \"calendar\"]\n");
    let said = archive("").file("content/pages/about.md", &about).check();
    assert_eq!(
        said,
        "error address/collision content/pages/about.md:3:12 `/meetings.html` is the address of a \
         file that the site makes by itself; delete this alias, or write another address\n\
         error address/collision content/pages/about.md:3:30 `calendar`: `/calendar.html` is the \
         address of a file that the site makes by itself; delete this alias, or write another \
         address\n"
    );
}

#[test]
fn an_old_address_leads_to_one_place() {
    let about = page("About", "aliases = [\"/old.html\"]\n");
    let same = archive("[redirects]\n\"/old.html\" = \"/about.html\"\n");
    assert_eq!(same.file("content/pages/about.md", &about).check(), "");
    let other = archive("[redirects]\n\"/old.html\" = \"/meetings.html\"\n");
    assert_eq!(
        other.file("content/pages/about.md", &about).check(),
        "error address/collision content/pages/about.md:3:12 `/old.html` leads elsewhere already; \
         delete this alias, or write another address\n"
    );
}

#[test]
fn an_id_that_two_things_have_is_said_once() {
    let said = archive("")
        .file("content/pages/more.md", &page("More", "aliases = [\"about\", \"rest\"]\n"))
        .file("content/pages/rest.md", &page("Rest", ""))
        .check();
    assert_eq!(said.matches("id/duplicate").count(), 2, "{said}");
    assert!(!said.contains("address/collision"), "{said}");
}

#[test]
fn a_redirect_leads_to_a_page_that_is_there() {
    let said =
        archive("[redirects]\n\"/x.html\" = \"/abuot.html\"\n\"/y/\" = \"/about/\"\n").check();
    assert_eq!(
        said,
        "error link/broken content/site.toml:7:13 `/abuot.html`: no page is there; write \
         `/about.html`\n\
         error link/broken content/site.toml:8:9 `/about/`: no page is there; write \
         `/about.html`\n"
    );
}

#[test]
fn a_redirect_may_lead_to_what_is_not_there_on_the_day() {
    let archive = archive("[redirects]\n\"/x.html\" = \"/actions.html\"\n\"/y.html\" = \"/owners/emily-taylor.html\"\n")
        .file(
            "content/actions.toml",
            "[[action]]\nid = \"A-1\"\ntitle = \"Do\"\nowner = [\"Emily Taylor\"]\ndue = \"TBD\"\nopened = 2018-06-13\n",
        );
    assert_eq!(archive.check(), "");
}

#[test]
fn a_page_that_could_not_be_read_is_not_missed() {
    let said = archive("[redirects]\n\"/x.html\" = \"/about.html\"\n[[nav]]\ntitle = \"About\"\nurl = \"/about.html\"\n")
        .file("content/pages/about.md", "no front matter")
        .check();
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[test]
fn a_chain_of_redirects_is_followed_to_its_end() {
    let site = archive(
        "[redirects]\n\"/a.html\" = \"/b.html#top\"\n\"/b.html\" = \"/c.html\"\n\
         \"/c.html\" = \"/about.html\"\n\"/d.html\" = \"/e.html\"\n\
         \"/e.html\" = \"https://example.org/\"\n",
    )
    .build();
    assert_eq!(
        site.text("_redirects"),
        "/a.html /about.html#top 301\n/b.html /about.html 301\n/c.html /about.html 301\n\
         /d.html https://example.org/ 301\n/e.html https://example.org/ 301\n"
    );
}

#[test]
fn redirects_in_a_circle_are_said_once() {
    let said = archive(
        "[redirects]\n\"/x.html\" = \"/a.html\"\n\"/a.html\" = \"/b.html\"\n\
         \"/b.html\" = \"/a.html\"\n\"/s.html\" = \"/s.html\"\n",
    )
    .check();
    assert_eq!(
        said,
        "error link/broken content/site.toml:8:13 `/b.html` leads back to `/a.html`; write where \
         the page is now\n\
         error link/broken content/site.toml:10:13 `/s.html` leads to itself; write where the page \
         is now\n"
    );
}

#[test]
fn the_menu_leads_to_pages_that_are_there() {
    let entry = |url: &str| format!("[[nav]]\ntitle = \"T\"\nurl = \"{url}\"\n");
    let good =
        ["/", "/about.html#top", "/old.html", "https://example.org/", "mailto:a@example.org"];
    let redirect = "[redirects]\n\"/old.html\" = \"/about.html\"\n";
    let site: String = good.iter().map(|url| entry(url)).collect();
    assert_eq!(archive(&(redirect.to_owned() + &site)).check(), "");
    let bad: String = ["/abuot.html", "about.html"].iter().map(|url| entry(url)).collect();
    assert_eq!(
        archive(&bad).check(),
        "error link/broken content/site.toml:8:7 `/abuot.html`: no page is there; write \
         `/about.html`\n\
         error link/broken content/site.toml:11:7 `about.html`: no page is there; write \
         `/about.html`\n"
    );
}

#[test]
fn a_theme_that_fails_is_said_alone() {
    let archive = archive("[redirects]\n\"/x.html\" = \"/about.html\"\n")
        .file("themes/own/templates/page/page.html", "{{ nothing.there }}");
    let site = archive.file(
        "content/site.toml",
        "title = \"Team\"\nbase_url = \"https://team.example.org/\"\ntheme = \"own\"\n\
         [series.plenary]\nname = \"Plenary call\"\n[redirects]\n\"/x.html\" = \"/about.html\"\n",
    );
    let said = problems(&site.run());
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.starts_with("error theme/template"), "{said}");
}
