//! `content/.addresses`: what was published once stays to be found.

use crate::support::ArchiveTest;

const LEDGER: &str = "content/.addresses";

/// The archive with a page, a call with an action item and a decision, and a ledger of these lines.
fn archive(ledger: &[&str]) -> ArchiveTest {
    let body = "## Action items\n\n| ID | Action | Owner | Due |\n|---|---|---|---|\n\
        | P15-1 | Post the rates. | Emily Taylor | 2017-06-23 |\n| | Book a room. | Emily Taylor | \
        2017-06-23 |\n\n## Decisions\n\n- Work goes on. {#D15-1}";
    let site = "title = \"Team\"\nbase_url = \"https://team.example.org/\"\nas_of = 2017-09-01\n\
        [series.plenary]\nname = \"Plenary call\"\n[check]\n\"action/no-id\" = \"off\"\n";
    ArchiveTest::new()
        .file("content/site.toml", site)
        .file("content/pages/about.md", "+++\ntitle = \"About\"\n+++\n")
        .file(LEDGER, &(ledger.join("\n") + "\n"))
        .call(15, "2017-06-13", body)
}

fn with_redirect(archive: ArchiveTest, redirect: &str) -> ArchiveTest {
    let site = format!(
        "title = \"Team\"\nbase_url = \"https://team.example.org/\"\nas_of = 2017-09-01\n\
        [series.plenary]\nname = \"Plenary call\"\n[check]\n\"action/no-id\" = \"off\"\n\
        [redirects]\n{redirect}\n"
    );
    archive.file("content/site.toml", &site)
}

#[test]
fn things_last_and_registers_and_passing_ids_do_not() {
    let site = archive(&[]).build();
    let addresses: Vec<&str> = site.0.ledger.addresses.iter().map(String::as_str).collect();
    assert_eq!(
        addresses,
        [
            "/about.html",
            "/actions/p15-1.html",
            "/decisions.html#d15-1",
            "/meetings/plenary-15.html",
            "/owners/emily-taylor.html",
            "/owners/icann-org.html",
            "/people/boban-krsic.html",
            "/people/emily-taylor.html",
            "/people/zarko-kecic.html",
        ]
    );
}

#[test]
fn each_address_that_leads_nowhere_is_said_with_the_mend() {
    let gone = ["/actions/p14-2.html", "/decisions.html#d14-1", "/travel.html"];
    assert_eq!(
        archive(&gone).check(),
        "error address/vanished content/.addresses:1:1 `/actions/p14-2.html` was published, and \
         nothing is there now; write `\"/actions/p14-2.html\" = \"/…\"` under `[redirects]` in \
         `site.toml`\n\
         error address/vanished content/.addresses:2:1 `/decisions.html#d14-1` was published, and \
         nothing is there now; give the decision its id `d14-1` again, or write \
         `\"/decisions.html#d14-1\" = \"/decisions.html#…\"` under `[redirects]` in `site.toml`\n\
         error address/vanished content/.addresses:3:1 `/travel.html` was published, and nothing \
         is there now; write `aliases = [\"travel\"]` in the page that took its place, or write \
         `\"/travel.html\" = \"/…\"` under `[redirects]` in `site.toml`\n"
    );
}

#[test]
fn a_redirect_keeps_an_address() {
    let gone = archive(&["/actions/p14-2.html"]);
    let site = with_redirect(gone, "\"/actions/p14-2.html\" = \"/actions/p15-1.html\"").build();
    assert!(site.text("actions/p14-2.html").contains("href=\"p15-1.html\""));
    assert!(site.0.ledger.addresses.contains("/actions/p14-2.html"));
}

#[test]
fn a_decision_answers_to_the_fragment_that_it_had() {
    let gone = archive(&["/decisions.html#d14-1"]);
    let redirect = "\"/decisions.html#d14-1\" = \"/decisions.html#d15-1\"";
    let site = with_redirect(gone, redirect).build();
    assert!(site.text("decisions.html").contains("<span id=\"d14-1\"></span>"));
}

#[test]
fn a_decision_answers_to_every_fragment_that_led_to_it_in_a_chain() {
    let gone = archive(&["/decisions.html#d13-1", "/decisions.html#d14-1"]);
    let redirects = "\"/decisions.html#d13-1\" = \"/decisions.html#d14-1\"\n\
        \"/decisions.html#d14-1\" = \"/decisions.html#d15-1\"";
    let site = with_redirect(gone, redirects).build();
    for old in ["d13-1", "d14-1"] {
        assert!(site.text("decisions.html").contains(&format!("<span id=\"{old}\"></span>")));
    }
}

#[test]
fn a_redirect_to_no_decision_is_said_once_where_it_stands() {
    let gone = archive(&["/decisions.html#d14-1"]);
    let said = with_redirect(gone.clone(), "\"/decisions.html#d14-1\" = \"/decisions.html#d99\"");
    assert_eq!(
        said.check(),
        "error link/anchor content/site.toml:9:27 no decision is called `d99`; write the id of the \
         decision that took its place, in lower case\n"
    );
    let round = "\"/decisions.html#d14-1\" = \"/decisions.html#d13-1\"\n\
        \"/decisions.html#d13-1\" = \"/decisions.html#d14-1\"";
    assert_eq!(with_redirect(gone, round).check().matches("link/anchor").count(), 2);
}

#[test]
fn the_files_of_a_page_that_moved_are_where_they_were() {
    let moved = "+++\ntitle = \"Forms\"\naliases = [\"papers\"]\n+++\n\n[The claim](claim.txt)\n";
    let site = archive(&["/papers.html", "/papers/claim.txt"])
        .file("content/pages/forms/index.md", moved)
        .file("content/pages/forms/claim.txt", "Claim")
        .build();
    assert_eq!(site.text("papers/claim.txt"), "Claim");
}

#[test]
fn the_files_of_a_page_that_is_gone_are_not_told_beside_it() {
    let said = archive(&["/papers.html", "/papers/claim.txt"]).check();
    assert_eq!(said.matches("address/vanished").count(), 1, "{said}");
}

#[test]
fn what_a_broken_file_may_hold_has_not_vanished() {
    let said = archive(&["/meetings/plenary-14.html", "/actions/p14-1.html"])
        .file("content/meetings/plenary-14.md", "+++\ntitle = \n+++\n")
        .check();
    assert!(!said.contains("address/vanished"), "{said}");
}

#[test]
fn a_view_of_another_day_is_not_held_to_the_list_and_adds_nothing() {
    let tree = archive(&["/travel.html"]).tree();
    let options =
        plenary::Options { as_of: "2017-06-01".parse().ok(), ..plenary::Options::default() };
    let run = plenary::run(&tree, &options);
    assert!(run.report.diagnostics.is_empty());
    assert_eq!(run.ledger.n_new, 0);
}
