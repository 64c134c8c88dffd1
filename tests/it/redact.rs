//! Names that are withheld: `[[redact]]` in `site.toml` takes a name out of all that is published,
//! wherever it stands, and nothing is published while one is left.

use std::io::Read as _;

use camino::Utf8Path;
use plenary::{
    Form, Layout, Mail, Options, Query, Register, Source, Tree, compare, export, list, minutes, run,
};

use crate::support::{ArchiveTest, Folder, Site, plenary, problems, text};

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
"Ana Lima rule" = { text = "Ask **Ana Lima**", page = "ana-lima-rule" }
"#;

const ACTIONS: &str = r#"[[action]]
id = "ANA-LIMA-1"
title = "Send Ana Lima the form."
owner = ["A. M. Lima"]
due = "when Ana Lima is back, TBD"
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
    let others = plain.replace("analimaduarte", "").replace("analimaverde", "").replace("amember", "");
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
