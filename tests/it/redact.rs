//! Names that are withheld: `[[redact]]` in `site.toml` takes a name out of all that is published,
//! wherever it stands, and nothing is published while one is left.

use std::io::Read as _;

use plenary::{
    Form, Layout, Mail, Options, Press, Query, Refusal, Register, Source, Tree, compare, export,
    list, minutes, run, run_onto,
};

use crate::support::{ArchiveTest, Folder, Site, problems};

const SITE: &str = r#"title = "Team of Ana Lima"
description = "Record kept by Ana Lima."
base_url = "https://team.example.org/wiki/"
as_of = 2017-09-01
contact = "ana.lima@example.org"
repository = "https://git.example.org/ana-lima/record/"

[series.plenary]
name = "Plenary call"

[series.ana-lima]
name = "Calls with Ana Lima"

[autolink]
people = true

[redirects]
"/people/ana-lima.html" = "/people.html"
"/old-page.html" = "/people/alima.html"

[[nav]]
title = "Ana Lima"
url = "https://example.org/~ana_lima/"

[[redact]]
name = "Ana Lima"
label = "A former member"

[[redact]]
name = "Žarko Kecić"
label = "A former member"

[extra]
"Ana Lima" = ["Ana Lima", { by = "ANA LIMA" }]
"#;

const PEOPLE: &str = r#"[[person]]
name = "Ana Lima"
id = "alima"
aliases = ["A. M. Lima", "Lima-Souza"]
affiliation = "Ana Lima Consulting"
country = "BR"
links = [{ title = "Statement of Ana Lima", url = "https://example.org/soi/ana%20lima" }]
extra = { motto = "Ana Lima was here" }
[[person.membership]]
role = "member"
start = 2017-03-02

[[person]]
name = "Žarko Kecić"
[[person.membership]]
role = "co-chair, after Ana Lima"
start = 2017-03-02

[[person]]
name = "Ana Lima Duarte"
[[person.membership]]
role = "member"
start = 2017-03-02

[[person]]
name = "Emily Taylor"
[[person.membership]]
role = "member"
start = 2017-03-02

[[group]]
name = "Friends of Ana Lima"
aliases = ["FAL of Ana Lima"]
members = ["alima", "emily-taylor"]
"#;

const TEAMS: &str = r#"[[team]]
name = "Ana Lima's team"
rapporteur = ["Ana Lima"]
members = ["Emily Taylor"]
series = "ana-lima"
links = [{ title = "Ana Lima", url = "https://example.org/Ana_Lima" }]
description = "Led by *Ana* Lima."
"#;

const GLOSSARY: &str = r#"[terms]
AML = "Method of Ana Lima"
"Ana Lima rule" = { text = "Ask **Ana Lima**", page = "guests/ana-lima/ana-lima-rule" }
"#;

const ACTIONS: &str = r#"[[action]]
id = "ANA-LIMA-1"
title = "Send Ana Lima the form."
owner = ["A. M. Lima"]
due = "TBD"
opened = 2017-06-06
source = "Mail of Ana Lima"
category = "Ana Lima"
[[action.update]]
date = 2017-06-12
status = "completed"
note = "Sent to [Ana Lima](mailto:ana.lima@example.org)."
"#;

const DECISIONS: &str = r#"[[decision]]
id = "L-12"
date = 2017-06-16
source = "Ana Lima"
text = "Thank Ana Lima."
"#;

const SET: &str = r#"title = "Report of Ana Lima"
name = "First"
url = "https://example.org/AnaLima.pdf"

[[recommendation]]
number = "1"
title = "Hear Ana Lima"
text = "As ANA LIMA said."
group = "Ana Lima"
status = "in progress"
priority = "of Ana Lima"
owner = ["Ana Lima"]
deliverables = [{ title = "Paper by Ana Lima", done = true }]
[[recommendation.update]]
date = 2017-06-20
status = "in progress"
note = "Told by Ana Lima."
"#;

const MEETING: &str = r#"+++
title = "Call with Ana Lima"
series = "plenary"
number = 15
date = 2017-06-13
start = 06:00
end = 07:00
location = "Office of Ana Lima"
chair = ["Ana Lima"]
aliases = ["ana-lima-15", "/calls/ana-lima.html"]
description = "With Ana Lima."

[[moved]]
on = 2017-06-06
from = "2017-06-13 21:00"
why = "Ana Lima was ill."

[[amendment]]
date = 2017-06-20
what = "The name of Ana Lima was corrected."

[attendance]
members = ["Žarko Kecić", "emily-taylor"]
apologies = []
staff = ["Lima, Ana"]
observers = ["Ana Lima's mother"]
guests = ["Dr. Ana Lima"]
partial = { "Ana Lima" = "Ana Lima joined 06:20" }
remote = ["alima"]

[[record]]
kind = "recording"
title = "Ana Lima speaks"
url = "https://example.org/recordings/ana-lima.mp4"

[[record]]
kind = "slides"
title = "Slides"
file = "Ana Lima.pdf"

[[record]]
kind = "document"
title = "Notes"
file = "notes_ana-lima_2017.txt"

[[join]]
audience = "friends of Ana Lima"
title = "Room of Ana Lima"
url = "https://example.org/rooms/AnaLima"

[extra]
by = "Ana Lima"
+++

Ana *Lima* opened; so did **Ana** Lima, Ana&nbsp;Lima, Ana&#32;L&iacute;ma, ANA LIMA, Ana
Lima, A&#x301;na Lima, ana_lima and [[Ana Lima]]. [[alima|Ana]] and [*Ana* `Lima`](../people.toml.md).

## About Ana Lima {#ana-lima}

See [above](#ana-lima), [her page](https://example.org/ana-lima), <https://example.org/Ana%20Lima>,
![Ana Lima](ana-lima.png "Ana Lima") and the note[^ana-lima].

[^ana-lima]: By Ana Lima, `Ana Lima` and Žarko Kecić.

```ana-lima
Ana Lima
```

> [!NOTE]
> Ana Lima

| Ana Lima | b |
|---|---|
| c | Ana ~~Lima~~ |

Ana Lima
: Ana Lima

Ana Lima Duarte is somebody else, and so is Ana Limaverde.

## Agenda

1. Welcome by Ana Lima (06:00–06:05)
   Presenter: Ana Lima
   - Thanks to *Ana Lima*
2. Briefing on Recommendation 1 by Ana Lima (06:05–06:50)
   Presenter: Ana Lima, Žarko Kecić

## Decisions

- Ana Lima goes to Lima. {#D-ANA-LIMA}

## Action items

| ID | Action | Owner | Due | Note |
|---|---|---|---|---|
| P15-1 | Ask Ana **Lima**. | Ana Lima and Žarko Kecić | 23 June | Ana Lima knows |
"#;

/// An archive that has two names in every field, and in every form.
fn full() -> ArchiveTest {
    ArchiveTest::new()
        .file("content/site.toml", SITE)
        .file("content/people.toml", PEOPLE)
        .file("content/teams.toml", TEAMS)
        .file("content/glossary.toml", GLOSSARY)
        .file("content/actions.toml", ACTIONS)
        .file("content/decisions.toml", DECISIONS)
        .file("content/recommendations/ana-lima.toml", SET)
        .file("content/meetings/call-ana-lima/index.md", &MEETING.replace("[*Ana* `Lima`](../people.toml.md)", "[*Ana* `Lima`](#ana-lima)"))
        .file("content/meetings/call-ana-lima/Ana Lima.pdf", "%PDF-1.4")
        .file("content/meetings/call-ana-lima/notes_ana-lima_2017.txt", "Notes.")
        .file("content/meetings/call-ana-lima/ana-lima.png", "PNG")
        .file(
            "content/briefings/talk-by-ana-lima.md",
            "+++\ntitle = \"Talk by Ana Lima\"\nmeeting = \"call-ana-lima\"\npresenters = [\"Ana Lima\"]\nrecommendations = [\"ana-lima/1\"]\n+++\n\nAna Lima.\n",
        )
        .file(
            "content/pages/guests/ana-lima/ana-lima-rule.md",
            "+++\ntitle = \"Rule of Ana Lima\"\ndescription = \"Ana Lima\"\naliases = [\"/lima/ana-lima\"]\n+++\n\n[[call-ana-lima]], [[ana-lima/1]], Ana Lima rule.\n",
        )
        .file("content/.addresses", "/people/alima.html\n/meetings/call-ana-lima.html\n/owners/alima.html\n")
}

/// What of the names is in a text, in the plainest form: without anything between letters.
fn held(text: &str) -> Vec<String> {
    let plain: String = text.to_lowercase().replace("í", "i").replace("ž", "z").replace("ć", "c");
    let plain: String = plain.chars().filter(|c| c.is_alphanumeric() || *c == '\n').collect();
    let found = ["analima", "limaana", "amlima", "limasouza", "alima", "zarkokecic"];
    let others =
        plain.replace("analimaduarte", "").replace("analimaverde", "").replace("amember", "");
    found.into_iter().filter(|name| others.contains(name)).map(str::to_owned).collect()
}

#[test]
fn a_name_is_in_nothing_that_is_published() {
    let made = full().run();
    assert_eq!(problems(&made), "");
    for output in &made.outputs {
        let (address, bytes) = (output.address.as_str(), output.bytes().unwrap());
        assert_eq!(held(address), [""; 0], "in the address {address}");
        let text = String::from_utf8_lossy(bytes);
        let text = text.replace("\r\n ", "");
        for line in text.lines() {
            assert_eq!(held(line), [""; 0], "in {address}: {line}");
        }
    }
}

#[test]
fn nothing_is_put_near_a_public_folder_before_the_last_look() {
    let folder = Folder::new();
    let press = Press::new(folder.path.join("public"));
    let made = run_onto(&full().tree(), &Options::default(), &press);
    assert!(made.outputs.iter().all(|output| output.bytes().is_some()));
    assert!(!folder.path.join("public").exists());
}

#[test]
fn labels_stand_where_names_stood() {
    let site = Site(full().run());
    let page = site.text("meetings/call-a-former-member.html");
    let opening = page.split("<p ").find(|text| text.contains("member opened;")).unwrap();
    let opening = opening.split("</p>").next().unwrap();
    let link = "<a href=\"../people/a-former-member.html\">A former member</a>";
    let expected = format!(
        "A former member opened; so did <strong>A former member</strong>, {link}, {link}, {link}, {link}, \
         {link}, a-former-member and {link}. {link} and <a href=\"#a-former-member\"><em>A former member</em></a>."
    );
    assert!(opening.ends_with(&expected), "{opening}");
    assert!(page.contains(">Ana Lima Duarte</a> is somebody else, and so is Ana Limaverde."));
    assert!(page.contains("her page, https"), "a link that would lead nowhere is none");
    assert!(site.has("meetings/call-a-former-member/notes_a-former-member_2017.txt"));
    let people = site.data("people");
    let ids: Vec<_> = people["people"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    assert_eq!(ids, ["a-former-member", "a-former-member-2", "ana-lima-duarte", "emily-taylor"]);
    for id in ["a-former-member", "a-former-member-2"] {
        assert!(site.text(&format!("people/{id}.html")).contains("<h1>A former member</h1>"));
    }
    assert_eq!(site.text("_redirects"), "/old-page.html /people/a-former-member.html 301\n");
}

#[test]
fn what_is_counted_and_what_is_wrong_stay_as_they_were() {
    let with = full().call(
        16,
        "2017-06-20",
        "Ana Limma was\n[[nobody]] there, Ana Lima, 13 June at 06:00 CET.",
    );
    let entries = SITE.find("[[redact]]").unwrap()..SITE.find("[extra]").unwrap();
    let mut bare = SITE.to_owned();
    bare.replace_range(entries, &"\n".repeat(SITE[..].matches("[[redact]]").count() * 4));
    let without = with.clone().file("content/site.toml", &bare);
    assert_eq!(with.check(), without.check());
    let rates = |archive: &ArchiveTest| -> Vec<_> {
        let data = Site(archive.run()).data("attendance");
        let mut rates: Vec<_> =
            data["people"].as_array().unwrap().iter().map(|one| one["rate"].to_string()).collect();
        rates.sort();
        rates
    };
    assert_eq!(rates(&with), rates(&without));
}

/// An archive with one name withheld, and a file beside its meeting.
fn with_file(name: &str, bytes: &[u8]) -> Tree {
    let meeting = format!(
        "+++\ntitle = \"Call\"\nseries = \"plenary\"\ndate = 2017-06-13\nstart = 06:00\nend = 07:00\n[[record]]\nkind = \"other\"\ntitle = \"File\"\nfile = \"{name}\"\n+++\n\nŽarko Kecić was there.\n"
    );
    let texts = [
        ("content/site.toml".to_owned(), WITH_ONE.as_bytes().to_vec()),
        (
            "content/people.toml".to_owned(),
            b"[[person]]\nname = \"\xc5\xbdarko Keci\xc4\x87\"\n".to_vec(),
        ),
        ("content/meetings/call/index.md".to_owned(), meeting.into_bytes()),
        (format!("content/meetings/call/{name}"), bytes.to_vec()),
    ];
    Tree::in_memory(texts)
}

const WITH_ONE: &str = "title = \"Team\"\nbase_url = \"https://team.example.org/\"\nas_of = 2017-09-01\n[series.plenary]\nname = \"Plenary call\"\n[[redact]]\nname = \"Žarko Kecić\"\nlabel = \"A former member\"\n";

#[test]
fn a_name_in_an_attached_file_keeps_the_site_from_being_published() {
    let wide: Vec<u8> = "Žarko Kecić".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let padded = [&[0xff, 0xd8, 0xff][..], "\nauthor=zarko  KECIC;".as_bytes()].concat();
    let files: [(&str, &[u8], &str); 10] = [
        ("chat.txt", "Hello.\nŽarko Kecić: Hi.".as_bytes(), ", in line 2"),
        ("cue.vtt", "<v Žarko>Žarko <i>Kecić</i>".as_bytes(), ""),
        ("page.html", "<p>&Zcaron;arko&nbsp;Keci&#x107;".as_bytes(), ""),
        ("data.json", br#"["\u017darko\u0020Keci\u0107"]"#, ""),
        ("links.csv", b"https://a.example/%C5%BDarko%20Keci%C4%87", ""),
        ("call.ics", "SUMMARY:Žarko Ke\r\n cić".as_bytes(), ""),
        ("mail.txt", b"zarko.kecic@example.org", ", in line 1"),
        ("photo.jpg", &padded, ""),
        ("report.doc", &wide, ""),
        ("form.txt", b"KECIC, Zarko", ", in line 1"),
    ];
    for (name, bytes, line) in files {
        let made = run(&with_file(name, bytes), &Options::default());
        let expected = format!(
            "error redact/left content/meetings/call/{name}:1:1 this file holds the name `Žarko Kecić`, which is withheld{line}; take the name out of the file, or the file out of the archive\n"
        );
        assert_eq!(problems(&made), expected);
        assert!(!made.is_publishable(false));
    }
    let innocent = run(
        &with_file("notes.txt", "Žarko and Kecić; Žarkov Kecićev".as_bytes()),
        &Options::default(),
    );
    assert_eq!(problems(&innocent), "");
}

#[test]
fn a_name_in_a_theme_is_told_once() {
    let archive = ArchiveTest::new()
        .file("content/site.toml", &format!("theme = \"ours\"\n{WITH_ONE}"))
        .file("themes/ours/i18n/en.toml", "[frame]\nas_of = \"By Zarko Kecic, as of {day}\"\n")
        .call(15, "2017-06-13", "Hello.");
    let said = archive.check();
    assert_eq!(
        said.matches("redact/left content/site.toml:8:8 `Žarko Kecić` is still in").count(),
        1,
        "{said}"
    );
    assert!(said.contains(" other files of the site; take it out of the theme"), "{said}");
}

#[test]
fn entries_that_help_nobody_are_told() {
    let said = |entry: &str| {
        let site = WITH_ONE.split("[[redact]]").next().unwrap();
        ArchiveTest::new().file("content/site.toml", &format!("{site}{entry}")).check()
    };
    assert_eq!(
        said("[[redact]]\nname = \"Emily Tailor\"\nlabel = \"A\"\n"),
        "warning redact/unused content/site.toml:7:8 `Emily Tailor` stands nowhere in the record; write `Emily Taylor` if that is who is meant, or delete the entry\n"
    );
    assert_eq!(
        said("[[redact]]\nname = \"Emily Taylor\"\nlabel = \"E. Taylor (Taylor, Emily)\"\n"),
        "error key/value content/site.toml:8:9 the label `E. Taylor (Taylor, Emily)` holds a name that is withheld; write a label that tells no name, such as `A former member`\n"
    );
    assert_eq!(
        said("[[redact]]\nname = \"?\"\nlabel = \"A\"\n"),
        "error key/value content/site.toml:7:8 `?` is no name; write the name as it stands in the record\n"
    );
}

#[test]
fn what_staff_print_has_labels_too() {
    let tree = full().tree();
    let options = Options::default();
    for register in Register::ALL {
        for layout in [
            Layout::Table { columns: 200, is_styled: false },
            Layout::Json,
            Layout::Csv,
            Layout::Markdown,
        ] {
            let listed = list(&tree, &options, register, &Query::default(), layout).unwrap();
            for line in listed.text.lines() {
                assert_eq!(held(line), [""; 0], "{line}");
            }
        }
    }
    for asked in ["call-ana-lima", "call-a-former-member"] {
        let mail = minutes(&tree, &options, asked, Mail::Text).unwrap();
        assert!(mail.text.contains("A former member"), "{}", mail.text);
        assert_eq!(held(&mail.text.replace('\n', " ")), [""; 0], "{}", mail.text);
    }
    let query = Query { owner: Some("Ana Lima".into()), ..Query::default() };
    let hers = list(&tree, &options, Register::Actions, &query, Layout::Csv).unwrap();
    assert_eq!(hers.n_entries, 2, "staff ask by the name they know");
}

#[test]
fn nothing_is_shown_while_it_is_not_known_which_names_are_withheld() {
    for (typed, slip) in [
        ("[[redact]]", "[[redact]"),
        ("[[redact]]", "zone = UTC\n[[redact]]"),
        ("label = ", "labl = "),
        ("name = \"Ana Lima\"", "nam = \"Ana Lima\""),
        (
            "label = \"A former member\"",
            "label = \"A former member\"\nalias = [\"Lima the elder\"]",
        ),
        ("\"A former member\"", "\"Not Ana Lima\""),
    ] {
        assert!(SITE.contains(typed), "{typed}");
        let archive = full().file("content/site.toml", &SITE.replace(typed, slip));
        let (tree, options) = (archive.tree(), Options::default());
        for register in Register::ALL {
            let listed = list(&tree, &options, register, &Query::default(), Layout::Json);
            assert_eq!(listed.unwrap_err(), Refusal::Withheld, "{slip}");
        }
        let mail = minutes(&tree, &options, "call-ana-lima", Mail::Text);
        assert_eq!(mail.unwrap_err(), Refusal::Withheld, "{slip}");
        let run = archive.run();
        assert!(run.report.has_errors() && run.outputs.is_empty(), "{slip}");
    }
    let people = PEOPLE.replace("aliases = [\"A. M. Lima\"", "alias = [\"A. M. Lima\"");
    assert_ne!(people, PEOPLE);
    let archive = full().file("content/people.toml", &people);
    let mail = minutes(&archive.tree(), &Options::default(), "call-ana-lima", Mail::Text);
    assert_eq!(mail.unwrap_err(), Refusal::Withheld, "her other names are not known");
    assert!(archive.run().outputs.is_empty());
    let folder =
        Folder::with(&full().file("content/site.toml", &SITE.replace("[[redact]]", "[[redact]")));
    let done = folder.run(&["list", "attendance"]);
    assert_eq!((done.status, done.results.as_str()), (Some(1), ""));
    assert!(done.said.contains("nothing is printed until `plenary check`"), "{}", done.said);
}

#[test]
fn a_comparison_with_the_time_before_has_labels_too() {
    let site = SITE.split("[[redact]]").next().unwrap();
    let before = full().file("content/site.toml", site).call(16, "2017-06-20", "[[Ana Lima]]");
    let [old, new] = [before.tree(), full().tree()].map(|tree| Source::Tree("x".into(), tree));
    let text = compare(&old, &new, &Options::default()).unwrap().json();
    assert!(text.contains("A former member"));
    for line in text.lines() {
        assert_eq!(held(line), [""; 0], "{line}");
    }
}

#[test]
fn a_bag_leaves_the_sources_out() {
    let folder = Folder::new();
    let path = folder.path.join("kept.zip");
    let kept = export(&full().tree(), &Options::default());
    assert!(kept.withholds_names());
    kept.write(Form::Bag, &path).unwrap();
    let mut archive = zip::ZipArchive::new(std::fs::File::open(&path).unwrap()).unwrap();
    assert!(archive.len() > 50);
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        assert!(!name.contains("/source/"), "{name}");
        assert_eq!(held(&name), [""; 0], "{name}");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).replace("\r\n ", "").replace("\n  ", " ");
        for line in text.lines() {
            assert_eq!(held(line), [""; 0], "{name}: {line}");
        }
    }
}
