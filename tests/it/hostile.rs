//! Content that is meant to do harm: it stays text in whatever is made of it, leads nowhere but where
//! it says, and is read in bounded time and memory.

use std::fs;

use plenary::Severity;

use crate::support::{ArchiveTest, Folder, Site, attacks, hostile, problems};

/// The site of attacks in every field, which has warnings only.
fn site() -> Site {
    let site = Site(hostile().run());
    let errors: Vec<_> =
        site.0.report.diagnostics.iter().filter(|one| one.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    site
}

/// The site's files whose name ends so, with their text.
fn ending<'a>(site: &'a Site, end: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let files = site.0.outputs.iter().filter(move |output| output.address.as_str().ends_with(end));
    files.map(|output| {
        (output.address.as_str(), std::str::from_utf8(output.bytes().unwrap()).unwrap())
    })
}

#[test]
fn there_are_two_hundred_attacks_and_the_site_shows_each_as_text() {
    let (attacks, site) = (attacks(), site());
    assert_eq!(attacks.len(), 200);
    let all: Vec<serde_json::Value> = (10..20)
        .map(|n| format!("A-{n}"))
        .map(|id| {
            let items: Vec<serde_json::Value> =
                serde_json::from_str(site.text("data/actions.json")).unwrap();
            items.into_iter().find(|item| item["id"] == id.as_str()).unwrap()["category"].clone()
        })
        .collect();
    let told: String = all.iter().map(|text| text.as_str().unwrap().to_owned() + " ").collect();
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for attack in &attacks {
        assert!(folded(&told).contains(&folded(attack)), "{attack:?} is not as it was typed");
    }
    // the syntax of templates is text like any other
    assert!(site.text("page-12.html").contains("{{ 7 * 7 }} {{ page.title }}"));
}

#[test]
fn nothing_ends_a_script_of_data() {
    for (address, text) in ending(&site(), ".html") {
        for block in text.split("<script type=\"application/ld+json\">").skip(1) {
            let block = block.split("</script>").next().unwrap();
            serde_json::from_str::<serde_json::Value>(block)
                .unwrap_or_else(|why| panic!("{address}: {why}"));
            assert!(!block.contains('<'), "{address}: {block}");
        }
    }
    for (address, text) in ending(&site(), ".json") {
        serde_json::from_str::<serde_json::Value>(text)
            .unwrap_or_else(|why| panic!("{address}: {why}"));
    }
}

#[test]
fn no_text_begins_a_line_of_a_calendar() {
    const NAMES: [&str; 20] = [
        "BEGIN",
        "END",
        "VERSION",
        "PRODID",
        "CALSCALE",
        "METHOD",
        "NAME",
        "X-WR-CALNAME",
        "X-WR-CALDESC",
        "REFRESH-INTERVAL",
        "X-PUBLISHED-TTL",
        "UID",
        "DTSTAMP",
        "SEQUENCE",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "STATUS",
        "LOCATION",
        "DESCRIPTION",
    ];
    let site = site();
    let mut n_lines = 0;
    for (address, text) in ending(&site, ".ics") {
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{address}");
        assert_eq!(text.matches('\r').count(), text.matches("\r\n").count(), "{address}");
        for line in text.split("\r\n") {
            assert!(line.len() <= 75, "{address}: {line}");
            assert!(!line.contains(|c: char| c.is_control()), "{address}: {line:?}");
        }
        for line in text.replace("\r\n ", "").split_terminator("\r\n") {
            let name = line.split([':', ';']).next().unwrap();
            let is_known =
                NAMES.contains(&name) || ["URL", "TRANSP", "SOURCE", "COLOR"].contains(&name);
            assert!(is_known, "{address}: {line}");
            n_lines += 1;
        }
    }
    assert!(n_lines > 300);
    let one = site.text("meetings/plenary-10.ics");
    assert_eq!(one.matches("BEGIN:VEVENT\r\n").count(), 1);
}

/// A meeting whose title, item and decision begin like a formula.
fn of_formulas(formula: &str, day: u32) -> String {
    format!(
        "+++\ntitle = \"{formula}\"\nseries = \"plenary\"\ndate = 2018-07-{day}\nstart = 06:00\n\
         end = 07:00\n\n[attendance]\nmembers = [\"person-10\"]\n+++\n\n## Action items\n\n\
         - {formula} to be done\n\n## Decisions\n\n- {formula}\n"
    )
}

#[test]
fn no_cell_is_a_formula() {
    let formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\\t=1", "\\r=1", "＝1"];
    let archive = formulas.iter().zip(10..).fold(hostile(), |archive, (formula, day)| {
        archive.file(&format!("content/meetings/formula-{day}.md"), &of_formulas(formula, day))
    });
    let site = Site(archive.run());
    let mut n_cells = 0;
    for (address, text) in ending(&site, ".csv") {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        for row in reader.records().map(Result::unwrap) {
            for cell in &row {
                let first = cell.chars().next();
                let runs = first.is_some_and(|c| "=+-@\t\r\n＝＋－＠".contains(c));
                assert!(!runs, "{address}: {cell}");
                n_cells += 1;
            }
        }
    }
    assert!(n_cells > 100);
}

/// Schemes that run something, or lead out of the site, and how they hide.
const SCHEMES: [&str; 14] = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\\tscript:alert(1)",
    "java\\nscript:alert(1)",
    "\\u0001javascript:alert(1)",
    "java\\u200Bscript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:https://evil.example/x",
    "//evil.example/",
    "\\\\\\\\evil.example",
    "view-source:x",
];

#[test]
fn no_field_takes_a_scheme_that_runs_in_whatever_disguise() {
    for scheme in SCHEMES {
        let fields = [
            (
                "content/people.toml",
                format!(
                    "[[person]]\nname = \"Emily Taylor\"\nlinks = [{{ title = \"x\", url = \"{scheme}\" }}]\n"
                ),
            ),
            (
                "content/teams.toml",
                format!(
                    "[[team]]\nname = \"DNS\"\nlinks = [{{ title = \"x\", url = \"{scheme}\" }}]\n"
                ),
            ),
            (
                "content/recommendations/ssr1.toml",
                format!("title = \"x\"\nname = \"SSR1\"\nurl = \"{scheme}\"\n"),
            ),
            (
                "content/meetings/x.md",
                meeting(
                    &format!("[[record]]\nkind = \"slides\"\ntitle = \"x\"\nurl = \"{scheme}\"\n"),
                    "",
                ),
            ),
            (
                "content/meetings/x.md",
                meeting(&format!("[[join]]\ntitle = \"x\"\nurl = \"{scheme}\"\n"), ""),
            ),
            ("content/site.toml", format!("{SITE}[[nav]]\ntitle = \"x\"\nurl = \"{scheme}\"\n")),
            ("content/site.toml", format!("repository = \"{scheme}\"\n{SITE}")),
            ("content/site.toml", format!("{SITE}[redirects]\n\"/a.html\" = \"{scheme}\"\n")),
        ];
        for (path, text) in fields {
            let said = ArchiveTest::new().file(path, &text).check();
            assert!(said.starts_with("error "), "{scheme} in {path}:\n{text}\n{said}");
        }
    }
}

const SITE: &str = "title = \"Team\"\nbase_url = \"https://team.example.org/\"\n[series.plenary]\nname = \"Plenary call\"\n";

fn meeting(keys: &str, body: &str) -> String {
    format!(
        "+++\ntitle = \"x\"\nseries = \"plenary\"\ndate = 2017-06-13\nstart = 06:00\nend = 07:00\n{keys}+++\n\n{body}\n"
    )
}

#[test]
fn no_link_of_a_text_takes_a_scheme_that_runs() {
    for text in [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](<java\tscript:alert(1)>)",
        "[x](&#106;avascript:alert(1))",
        "[x](javascript&colon;alert(1))",
        "[x](java&Tab;script:alert(1))",
        "[x](data:text/html,x)",
        "[x](vbscript:x)",
        "[x](//evil.example)",
        "[x](\\\\\\\\evil.example)",
        "[x](/\\\\evil.example)",
        "![x](javascript:alert(1))",
        "![x](data:image/svg+xml,x)",
        "<javascript:alert(1)>",
        "[x][y]\n\n[y]: javascript:alert(1)",
        "[[about|x]](javascript:alert(1))\n\n[x](file:///etc/passwd)",
    ] {
        let archive =
            ArchiveTest::new().file("content/pages/about.md", "+++\ntitle = \"About\"\n+++\n");
        let run = archive.call(15, "2017-06-13", text).run();
        let said = problems(&run);
        assert!(
            said.contains("error link/scheme content/meetings/plenary-15.md"),
            "{text}\n{said}"
        );
        let site = Site(run);
        let page = site.text("meetings/plenary-15.html").to_lowercase();
        for scheme in ["javascript", "data:", "vbscript", "file:", "//evil"] {
            assert!(!page.contains(&format!("=\"{scheme}")), "{text}: {scheme}");
        }
    }
}

#[test]
fn nothing_of_a_bundle_reaches_out_of_it() {
    for path in [
        "../../../../etc/passwd",
        "/etc/passwd",
        "..",
        "../../site.toml",
        "..\\\\..\\\\site.toml",
        "%2e%2e/%2e%2e/site.toml",
    ] {
        let record = format!("[[record]]\nkind = \"slides\"\ntitle = \"x\"\nfile = \"{path}\"\n");
        let said =
            ArchiveTest::new().file("content/meetings/x/index.md", &meeting(&record, "")).check();
        assert!(said.contains("error link/file"), "{path}: {said}");
        let link = format!("[x]({path})");
        let said =
            ArchiveTest::new().file("content/meetings/x/index.md", &meeting("", &link)).check();
        assert!(said.contains("error link/"), "{path}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn names_of_files_stay_names() {
    let odd = [
        "-rf.txt",
        "con",
        "a\"b.txt",
        "a'b.txt",
        "a b.txt",
        "<img src=x onerror=pwned()>.txt",
        "a%2fb.txt",
        "%2e%2e",
        "#x.txt",
        "?q.txt",
        "=cmd.csv",
        "a&b.txt",
        "{{7*7}}.txt",
        "\u{202e}gnp.exe",
        "😀.txt",
        "index.html",
    ];
    let folder = Folder::archive();
    for name in odd.into_iter().chain([&*"x".repeat(250)]) {
        folder.write(&format!("content/pages/files/{name}"), "An attachment.");
    }
    folder.write(
        "content/pages/files/index.md",
        "+++\ntitle = \"Files\"\n+++\n\nSee [one](-rf.txt).\n",
    );
    folder.does(&["build", "-q"]);
    for name in odd {
        assert_eq!(folder.read(&format!("public/files/{name}")), "An attachment.");
    }
}

#[cfg(unix)]
#[test]
fn names_that_climb_or_command_a_terminal_are_refused() {
    let folder = Folder::archive();
    folder.write("content/pages/files/index.md", "+++\ntitle = \"Files\"\n+++\n");
    for name in
        ["x\\..\\..\\..\\..\\evil.txt", "\u{1b}[31mred.txt", "a\nerror: b.txt", "bell\u{7}.md"]
    {
        let path = folder.path.join("content/pages/files").join(name);
        fs::write(&path, "x").unwrap();
        let done = folder.run(&["build", "--color", "always"]);
        assert_eq!(done.status, Some(1), "{name:?}: {}{}", done.results, done.said);
        assert!(done.results.contains("file/unreadable"), "{}", done.results);
        let commands = name.chars().any(char::is_control);
        assert!(!commands || !done.results.contains(name), "{name:?} is shown as it is");
        fs::remove_file(path).unwrap();
    }
    assert!(!folder.path.join("public").exists());
}

#[cfg(unix)]
#[test]
fn what_is_neither_a_file_nor_a_folder_holds_nobody_up() {
    let folder = Folder::archive();
    let path = folder.path.join("content/pages/pipe.md");
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    let done = folder.run(&["build"]);
    let told =
        "error[file/unreadable]: this file cannot be read: it is neither a file nor a folder";
    assert_eq!(done.status, Some(1), "{}", done.said);
    assert!(done.results.starts_with(told), "{}", done.results);
}

#[test]
fn a_text_that_nobody_typed_is_not_read() {
    let folder = Folder::archive();
    let file = fs::File::create(folder.path.join("content/pages/big.md")).unwrap();
    file.set_len(100_000_000).unwrap();
    let done = folder.run(&["build"]);
    assert_eq!(done.status, Some(1), "{}", done.said);
    let told = "error[file/unreadable]: this file cannot be read: it is longer than 20 MB";
    assert!(done.results.starts_with(told), "{}", done.results);
}

#[test]
fn a_name_too_long_for_a_file_is_cut_in_its_address() {
    let name = "Anna ".repeat(10_000);
    let archive = ArchiveTest::new()
        .file("content/people.toml", &format!("[[person]]\nname = \"{}\"\n", name.trim()));
    let run = archive.run();
    let longest = run.outputs.iter().map(|output| output.address.as_str().len()).max();
    assert!(longest < Some(150), "{longest:?}");
    let id = "a".repeat(300);
    let said = ArchiveTest::new()
        .file("content/people.toml", &format!("[[person]]\nname = \"Anna\"\nid = \"{id}\"\n"))
        .check();
    assert!(said.starts_with("error id/invalid content/people.toml:3:"), "{said}");
}

#[test]
fn each_problem_of_a_long_line_is_drawn_with_its_place() {
    let folder = Folder::archive();
    let line = "[[nobody]] ".repeat(3000);
    folder.write("content/pages/long.md", &format!("+++\ntitle = \"Long\"\n+++\n\n{line}\n"));
    let drawn = folder.run(&["check"]).results;
    assert_eq!(drawn.matches("error[link/broken]").count(), 3000);
    assert!(
        drawn.contains("--> content/pages/long.md:5:32992\n"),
        "{}",
        &drawn[drawn.len() - 600..]
    );
    assert!(drawn.len() < 3000 * 600, "{}", drawn.len());
}

#[test]
fn bombs_are_answered() {
    let page = |body: &str| format!("+++\ntitle = \"About\"\n+++\n\n{body}\n");
    let rows = "|x".repeat(100) + "|\n";
    let bombs = [
        (
            "a table of many cells",
            "content/pages/about.md",
            page(&format!("{}{}{}", rows, "|-".repeat(100) + "|\n", rows.repeat(2_000))),
        ),
        ("quotes in quotes", "content/pages/about.md", page(&">".repeat(100_000))),
        (
            "lists in lists",
            "content/pages/about.md",
            page(&(0..500).map(|n| "  ".repeat(n) + "- a\n").collect::<String>()),
        ),
        ("brackets", "content/pages/about.md", page(&"[".repeat(100_000))),
        ("emphasis", "content/pages/about.md", page(&"*a **b ".repeat(10_000))),
        ("one word", "content/pages/about.md", page(&"a".repeat(500_000))),
        (
            "footnotes in a circle",
            "content/pages/about.md",
            page(
                &(0..1000)
                    .map(|n| format!("[^{n}]: [^{}]\n\n", (n + 1) % 1000))
                    .collect::<String>(),
            ),
        ),
        (
            "lists of TOML",
            "content/people.toml",
            format!("a = {}{}\n", "[".repeat(100_000), "]".repeat(100_000)),
        ),
        (
            "tables of TOML",
            "content/people.toml",
            format!("a = {}1{}\n", "{a=".repeat(50_000), "}".repeat(50_000)),
        ),
        ("dotted keys", "content/people.toml", format!("a{} = 1\n", ".a".repeat(100_000))),
        ("dotted tables", "content/people.toml", format!("[a{}]\n", ".a".repeat(100_000))),
        (
            "numbers",
            "content/meetings/x.md",
            meeting(
                "number = 99999999999999999999\n",
                "Recommendation 99999999999999999999 at 99999:61 UTC+99999",
            ),
        ),
        ("days", "content/meetings/x.md", meeting("", "").replace("2017-06-13", "99999-99-99")),
        (
            "the last day",
            "content/meetings/x.md",
            meeting("", "## Action items\n\n- Do it by 31 December 9999\n- Do it by next Tuesday")
                .replace("2017-06-13", "9999-12-31"),
        ),
        (
            "the first day",
            "content/meetings/x.md",
            meeting("", "## Action items\n\n- Do it by next Tuesday")
                .replace("2017-06-13", "0001-01-01"),
        ),
    ];
    for (name, path, text) in bombs {
        let run = ArchiveTest::new().file(path, &text).run();
        let said = problems(&run);
        assert!(said.len() < 2_000_000, "{name}: told at the length of {}", said.len());
        assert!(
            run.outputs.iter().any(|output| output.address.as_str() == "index.html")
                || !said.is_empty(),
            "{name}"
        );
    }
}
