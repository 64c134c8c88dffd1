//! Keys of one's own under `[extra]` reach themes and the open data as they stand.

use serde_json::json;

use crate::support::ArchiveTest;

/// An archive in which everything has a key of its own, and a theme that shows it.
fn archive() -> ArchiveTest {
    let site = "title = \"Team\"\nbase_url = \"https://team.example.org/\"\nas_of = 2017-09-01\n\
        theme = \"own\"\n[extra]\nof = \"site\"\n\
        [series.plenary]\nname = \"Plenary call\"\n[series.plenary.extra]\nof = \"series\"\n";
    let people = "[[person]]\nname = \"Emily Taylor\"\nextra = { of = \"person\" }\n\
        [[group]]\nname = \"ICANN Org\"\nextra = { of = \"group\" }\n";
    let set = "title = \"SSR1\"\nname = \"SSR1\"\nextra = { of = \"set\" }\n\
        [[recommendation]]\nnumber = 1\ntitle = \"One\"\nextra = { of = \"recommendation\" }\n";
    let meeting = "+++\ntitle = \"Call\"\nseries = \"plenary\"\ndate = 2017-06-13\nstart = 06:00\n\
        end = 07:00\nextra = { of = \"meeting\" }\n+++\n";
    ArchiveTest::new()
        .file("content/site.toml", site)
        .file("content/people.toml", people)
        .file("content/teams.toml", "[[team]]\nname = \"DNS\"\nextra = { of = \"team\" }\n")
        .file("content/recommendations/ssr1.toml", set)
        .file("content/meetings/call.md", meeting)
        .file(
            "content/briefings/brief.md",
            "+++\ntitle = \"Brief\"\ndate = 2017-06-13\nextra = { of = \"briefing\" }\n+++\n",
        )
        .file("content/pages/about.md", "+++\ntitle = \"About\"\nextra = { of = \"page\" }\n+++\n")
        .file(
            "content/actions.toml",
            "[[action]]\nid = \"A-1\"\ntitle = \"Do\"\nowner = [\"ICANN Org\"]\ndue = \"TBD\"\n\
             opened = 2017-06-13\nextra = { of = \"action\" }\n",
        )
        .file(
            "content/decisions.toml",
            "[[decision]]\nid = \"L-1\"\ndate = 2017-06-13\ntext = \"Meet.\"\n\
             extra = { of = \"decision\" }\n",
        )
        .file("themes/own/templates/base.html", THEME)
}

const THEME: &str = "{% extends \"default/base.html\" %}{% block footer %}<i>{{ site.extra.of }} {% if page.extra.of %}{{ page.extra.of }}{% endif %}\
    {% if page.series_id %}{{ site.series[page.series_id].extra.of }}{% endif %}\
    {% if page.sections %}{% for section in page.sections %}{% if section.table %}\
    {% for row in section.table.rows %}{% if row.extra.of %}[{{ row.extra.of }}]{% endif %}\
    {% endfor %}{% endif %}{% endfor %}{% endif %}</i>{% endblock %}";

#[test]
fn templates_get_the_own_keys_of_everything() {
    let site = archive().build();
    let shown = [
        ("about.html", "site page"),
        ("actions/a-1.html", "site action"),
        ("briefings/brief.html", "site briefing"),
        ("decisions.html", "site [decision]"),
        ("meetings/call.html", "site meetingseries"),
        ("owners/icann-org.html", "site group"),
        ("people/emily-taylor.html", "site person"),
        ("recommendations/ssr1.html", "site set"),
        ("recommendations/ssr1/1.html", "site recommendation"),
        ("teams/dns.html", "site team"),
    ];
    let own = |page| site.text(page).split("<i>").nth(1).unwrap().split("</i>").next();
    assert_eq!(shown.map(|(page, _)| (page, own(page).unwrap())), shown);
}

#[test]
fn the_open_data_has_the_own_keys_of_everything() {
    let site = archive().build();
    let own = |name: &str, path: &str| {
        site.data(name).pointer(&format!("{path}/extra/of")).cloned().unwrap_or_default()
    };
    let found = [
        own("archive", ""),
        own("archive", "/series/0"),
        own("archive", "/sets/0"),
        own("actions", "/0"),
        own("briefings", "/0"),
        own("decisions", "/0"),
        own("meetings", "/0"),
        own("archive", "/pages/0"),
        own("people", "/people/0"),
        own("people", "/groups/0"),
        own("recommendations", "/0"),
        own("teams", "/0"),
    ];
    let expected = [
        "site",
        "series",
        "set",
        "action",
        "briefing",
        "decision",
        "meeting",
        "page",
        "person",
        "group",
        "recommendation",
        "team",
    ];
    assert_eq!(json!(found), json!(expected));
}

#[test]
fn tables_within_tables_keep_their_own_keys() {
    let people = "[[person]]\nname = \"Emily Taylor\"\n[[person.membership]]\nrole = \"member\"\n[person.membership.extra]\nseat = 4\n";
    let set = "title = \"SSR1\"\nname = \"SSR1\"\n[[recommendation]]\nnumber = 1\ntitle = \"One\"\n[[recommendation.update]]\ndate = 2017-06-01\nstatus = \"implemented\"\nextra = { by = \"mail\" }\n";
    let page = "+++\ntitle = \"Madrid\"\nseries = \"plenary\"\ndate = 2017-05-14\nstart = 08:30\nend = 17:30\n[[record]]\nkind = \"map\"\ntitle = \"Map\"\nurl = \"https://example.org/\"\nextra = { scale = 2 }\n+++\n";
    let agenda =
        "[[day]]\ndate = 2017-05-14\n[[day.item]]\ntitle = \"Welcome\"\nextra = { room = 1 }\n";
    let site = ArchiveTest::new()
        .file("content/people.toml", people)
        .file("content/recommendations/ssr1.toml", set)
        .file("content/meetings/f2f-2/index.md", page)
        .file("content/meetings/f2f-2/agenda.toml", agenda)
        .build();
    assert_eq!(site.data("people")["people"][0]["memberships"][0]["extra"]["seat"], 4);
    assert_eq!(site.data("recommendations")[0]["history"][0]["extra"]["by"], "mail");
    let meeting = site.entry("meetings", "id", "f2f-2");
    assert_eq!(meeting["records"][0]["extra"]["scale"], 2);
    assert_eq!(meeting["agenda"][0]["extra"]["room"], 1);
}
