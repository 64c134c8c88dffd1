//! The words of the interface: all of them are in the catalogue, and a catalogue changes all of
//! them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use camino::{Utf8Path, Utf8PathBuf};

use crate::support::{ArchiveTest, Site, problems, repository};

/// The sections whose messages scripts ask for, and the one that tags of languages ask for.
const ASKED_ELSEWHERE: [&str; 4] = ["clock", "tools", "results", "languages"];

/// Ends of names of files, which look like the names of messages: `actions.html`.
const ENDINGS: [&str; 9] = ["html", "toml", "json", "csv", "xml", "ics", "js", "css", "svg"];

/// The catalogue of the default theme.
fn english() -> String {
    fs::read_to_string(repository().join("themes/default/i18n/en.toml")).unwrap()
}

/// The keys of a catalogue: `home.overdue`.
fn keys(catalogue: &str) -> BTreeSet<String> {
    let (mut section, mut keys) = (String::new(), BTreeSet::new());
    for line in catalogue.lines() {
        if let Some(name) = line.strip_prefix('[') {
            name.trim_end_matches(']').clone_into(&mut section);
        } else if let Some((name, _)) = line.split_once(" = ")
            && !line.starts_with('#')
        {
            // a section within a section has the forms of one message
            let is_form = section.contains('.');
            keys.insert(if is_form { section.clone() } else { format!("{section}.{name}") });
        }
    }
    keys
}

/// The text of every file below a folder whose name ends so.
fn files(folder: &Utf8Path, ending: &str) -> Vec<(Utf8PathBuf, String)> {
    let mut found = Vec::new();
    for entry in folder.read_dir_utf8().unwrap() {
        let path = entry.unwrap().into_path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.as_str().ends_with(ending) {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
    found
}

/// Whether a text is `section.name`, of one of these sections.
fn is_key(text: &str, sections: &BTreeSet<&str>) -> bool {
    let Some((section, name)) = text.split_once('.') else { return false };
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let is_named = !name.is_empty() && name.chars().all(is_name);
    sections.contains(section) && is_named && !ENDINGS.contains(&name)
}

/// The keys that the program asks for, with the file of each.
fn asked(sections: &BTreeSet<&str>) -> BTreeMap<String, Utf8PathBuf> {
    let mut asked = BTreeMap::new();
    for (path, text) in files(&repository().join("src/render"), ".rs") {
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        let code: String = code.collect();
        let literals = code.split('"').filter(|text| is_key(text, sections));
        asked.extend(literals.map(|key| (key.to_owned(), path.clone())));
    }
    for (path, text) in files(&repository().join("themes/default/templates"), ".html") {
        let quoted = text.split(['"', '\'']).filter(|text| is_key(text, sections));
        let named = text.split("words.").skip(1).map(|rest| {
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'));
            rest[..end.unwrap_or(rest.len())].trim_end_matches('.')
        });
        asked.extend(quoted.chain(named).map(|key| (key.to_owned(), path.clone())));
    }
    asked
}

#[test]
fn every_message_that_is_asked_for_is_there_and_every_one_that_is_there_is_asked_for() {
    let catalogue = english();
    let keys = keys(&catalogue);
    let sections: BTreeSet<&str> = keys.iter().filter_map(|key| key.split('.').next()).collect();
    let asked = asked(&sections);
    assert!(asked.len() > 200, "the keys that are asked for can be found");
    let missing = asked.iter().filter(|(key, _)| !keys.contains(*key));
    assert_eq!(missing.collect::<Vec<_>>(), [], "add these to i18n/en.toml");
    let is_asked = |key: &String| {
        let section = key.split('.').next().unwrap_or_default();
        asked.contains_key(key) || ASKED_ELSEWHERE.contains(&section)
    };
    let idle = keys.iter().filter(|key| !is_asked(key));
    assert_eq!(idle.collect::<Vec<_>>(), [""; 0], "nobody asks for these: delete them");
}

/// The catalogue with every message in brackets, in which what it is told does not stand: what is
/// in brackets is ours, and what is not is of the record.
fn marked(catalogue: &str) -> String {
    let mut out = String::new();
    for line in catalogue.lines() {
        if !line.starts_with('#') {
            let pieces = line.split('"').enumerate();
            let pieces = pieces.map(|(n, piece)| match n % 2 {
                0 => piece.to_owned(),
                _ => format!("\"{}\"", mark(piece)),
            });
            out.extend(pieces);
        }
        out.push('\n');
    }
    out
}

/// `{n} days late` as `⟦⟧{n}⟦ days late⟧`.
fn mark(message: &str) -> String {
    format!("⟦{}⟧", message.replace('{', "⟧{").replace('}', "}⟦"))
}

/// The sample archive with a theme that has this catalogue.
fn sample_in(language: &str, catalogue: &str) -> Site {
    let root = repository();
    let mut archive = ArchiveTest::default();
    for (path, text) in
        ["md", "toml"].iter().flat_map(|ending| files(&root.join("content"), ending))
    {
        let path = path.strip_prefix(root).unwrap().as_str();
        let site = text.replace("language = \"en\"", &format!("language = \"{language}\""));
        let own =
            if path == "content/site.toml" { format!("theme = \"words\"\n{site}") } else { text };
        archive = archive.file(path, &own);
    }
    let run = archive.file(&format!("themes/words/i18n/{language}.toml"), catalogue).run();
    assert_eq!(problems(&run).lines().filter(|line| line.starts_with("error")).count(), 0);
    Site(run)
}

/// What a reader is told by a page, piece by piece: texts between tags, and attributes that are
/// read out or shown.
fn told(html: &str) -> Vec<String> {
    const READ: [&str; 8] =
        ["aria-label", "title", "placeholder", "alt", "data-label", "label", "content", "summary"];
    let mut told = Vec::new();
    for piece in without_code(html).split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        told.push(text.to_owned());
        let is_for_machines = tag.starts_with("meta") && !tag.contains("description");
        for attribute in READ.iter().filter(|_| !is_for_machines) {
            let value = tag.split(&format!(" {attribute}=\"")).nth(1);
            told.extend(value.and_then(|rest| rest.split('"').next()).map(str::to_owned));
        }
    }
    told.iter().map(|text| unescaped(text)).collect()
}

/// A page without its scripts.
fn without_code(html: &str) -> String {
    let mut parts = html.split("<script");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + part.split_once("</script>").map_or("", |(_, rest)| rest))
}

fn unescaped(text: &str) -> String {
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    named.iter().fold(text.to_owned(), |text, (name, letter)| text.replace(name, letter))
}

/// What is left of a text without what is in brackets.
fn outside(text: &str) -> Vec<&str> {
    let mut parts = text.split('⟦');
    let first = parts.next();
    let rest = parts.map(|part| part.split_once('⟧').map_or(part, |(_, rest)| rest));
    first.into_iter().chain(rest).filter(|text| text.contains(char::is_alphabetic)).collect()
}

/// The words of a text, without what stands between them.
fn words(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(" ".to_owned(), |all, word| all + word + " ")
}

/// What the record says: its words in their order, and what stands alone between its marks; and
/// what messages say in a word.
struct Said {
    words: String,
    alone: BTreeSet<String>,
    ours: BTreeSet<String>,
}

impl Said {
    fn by_the_record() -> Self {
        let texts = ["md", "toml"].map(|ending| files(&repository().join("content"), ending));
        let texts: Vec<String> = texts.into_iter().flatten().map(|(_, text)| text).collect();
        let all = unescaped(&texts.join("\n"));
        let marks = |c: char| "\"'|*_[](){}#:;,.!?\n`/“”".contains(c);
        let alone = all.split(marks).map(|text| text.trim().to_owned()).collect();
        let ours = english().split('"').map(str::to_owned).collect();
        Self { words: words(&all), alone, ours }
    }

    /// Whether a piece of a page is of the record: its words stand there in their order; a word that
    /// a message says too stands there alone.
    fn has(&self, piece: &str) -> bool {
        let words = words(piece);
        self.words.contains(&words)
            && (!self.ours.contains(words.trim()) || self.alone.contains(words.trim()))
    }
}

/// What pages tell that is neither ours nor, as it stands, of the record.
fn is_neither(piece: &str, said: &Said) -> bool {
    const TIMES: [&str; 5] = ["UTC", "CEST", "EDT", "EAT", "h"];
    // a file of the record, an address of the site, the version of the time zone database
    let is_version = piece.trim().starts_with("20") && piece.trim().len() == "2017c".len();
    if piece.contains("content/") || piece.contains("://") || is_version {
        return false;
    }
    let parts = piece.split([':', '·', ',', '.', '(', ')', '–', '“', '”', '…', '?', ';']);
    let clauses = parts.filter(|part| part.contains(char::is_alphabetic));
    let mut clauses = clauses.filter(|part| {
        let mut words = part.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        !words.all(|word| TIMES.contains(&word))
    });
    !said.has(piece) && clauses.any(|part| !said.has(part))
}

/// Pieces of the record that are put together otherwise than they were written there: links that
/// are told by the titles of what they lead to, as in sentences that mention a page.
const LINKED: [&str; 11] = [
    "Plenary call #",
    "Face-to-face meeting #",
    "Taking part",
    "On a call",
    "Further reading",
    "work items of",
    "ICANN DNS Symposium",
    "coordination call",
    "see ",
    "In mid-2017 the team was led by",
    "and the symposium before",
];

/// Where a word of the record that is a message too stands before a term of the glossary.
const BEFORE_A_TERM: [(&str, &str); 1] = [("briefings/2017-07-11-ssr1-rec-10.html", "What")];

#[test]
fn a_catalogue_words_all_that_is_not_of_the_record() {
    let (site, said) = (sample_in("en", &marked(&english())), Said::by_the_record());
    let mut left = BTreeMap::new();
    for (address, html) in site.pages() {
        for text in told(html) {
            for piece in outside(&text).into_iter().filter(|piece| is_neither(piece, &said)) {
                let is_linked = LINKED.iter().any(|title| piece.contains(title));
                if !is_linked && !BEFORE_A_TERM.contains(&(address, piece.trim())) {
                    left.insert(piece.trim().to_owned(), address);
                }
            }
        }
    }
    assert_eq!(left.into_iter().collect::<Vec<_>>(), [], "no message says these");
}

#[test]
fn what_the_catalogue_says_is_in_brackets_wherever_a_reader_looks() {
    let site = sample_in("en", &marked(&english()));
    for (page, piece) in [
        ("index.html", "<h2 id=\"s.overdue\">⟦Overdue action items⟧</h2>"),
        ("actions.html", "<th scope=\"col\" data-choice>⟦Owner⟧</th>"),
        ("actions.html", "<td data-label=\"⟦Owner⟧\" data-column=\"owner\">"),
        ("meetings/plenary-15.html", "<span class=\"state state-held\">⟦held⟧</span>"),
        ("calendar.html", "<abbr title=\"⟦Monday⟧\">⟦Mon⟧</abbr>"),
        ("404.html", "<h1>⟦No such page⟧</h1>"),
    ] {
        assert!(site.text(page).contains(piece), "{page} has no {piece}");
    }
}

/// A few words in Russian, whose plurals have three forms for whole numbers.
const RUSSIAN: &str = r#"[menu]
meetings = "Встречи"

[days]
day = "{day} {month} {year} г."

[months]
june = "июня"

[months_alone]
june = "Июнь"

[columns]
owner = "Ответственный"

[numbers]
thousands = " "

[recommendations]
name = "Рекомендация {number} ({set})"

[actions.n_open_items]
one = "{n} открытое действие"
few = "{n} открытых действия"
many = "{n} открытых действий"
other = "{n} открытого действия"

[meetings.n]
one = "{n} встреча"
few = "{n} встречи"
many = "{n} встреч"
other = "{n} встречи"
"#;

/// An archive in Russian with so many action items, and as many owners' pages as have an item.
fn in_russian(n_items: usize) -> Site {
    let rows = (1..=n_items).map(|n| format!("| P15-{n} | Write | Emily Taylor | | open |\n"));
    let table = "| ID | Action | Owner | Due | Status |\n|---|---|---|---|---|\n".to_owned();
    let body = format!("## Action items\n\n{}", table + &rows.collect::<String>());
    let site = "title = \"Обзор\"\nbase_url = \"https://team.example.org/\"\nlanguage = \"ru\"\n\
        theme = \"ours\"\nas_of = 2017-09-01\n[series.plenary]\nname = \"Пленарная\"\n";
    let archive = ArchiveTest::new().file("content/site.toml", site);
    let run = archive.call(15, "2017-06-13", &body).file("themes/ours/i18n/ru.toml", RUSSIAN).run();
    Site(run)
}

#[test]
fn another_language_is_a_file() {
    let site = in_russian(5);
    let meeting = site.text("meetings/plenary-15.html");
    assert!(meeting.contains("<html lang=\"ru\" dir=\"ltr\">"), "{meeting}");
    assert!(meeting.contains("13 июня 2017 г."), "{meeting}");
    assert!(meeting.contains(">Встречи</a>"), "{meeting}");
    assert!(site.text("calendar.html").contains(">Июнь 2017</h2>"), "a month alone");
    let register = site.text("actions.html");
    assert!(register.contains("data-label=\"Ответственный\" data-column=\"owner\""), "{register}");
    assert!(register.contains(">What</th>"), "English where the language says nothing");
}

#[test]
fn plurals_are_those_of_the_language() {
    for (n, words) in [
        (1, "1 открытое действие"),
        (2, "2 открытых действия"),
        (5, "5 открытых действий"),
        (21, "21 открытое действие"),
    ] {
        let site = in_russian(n);
        let owner = site.text("owners/emily-taylor.html");
        assert!(owner.contains(&format!(">{words}<")), "{owner}");
    }
}

#[test]
fn a_bare_link_to_a_recommendation_is_worded_by_the_catalogue_and_answers_to_english_too() {
    let site = "title = \"Обзор\"\nbase_url = \"https://team.example.org/\"\nlanguage = \"ru\"\n\
        theme = \"ours\"\nas_of = 2017-09-01\n[series.plenary]\nname = \"Пленарная\"\n";
    let set = "title = \"Первый обзор\"\nname = \"SSR1\"\n\
        [[recommendation]]\nnumber = \"10\"\ntitle = \"Мониторинг\"\n";
    let body = "## Notes\n\nSee [[ssr1/10]], [[SSR1 Recommendation 10]] and [[ssr1/10|that]].\n";
    let archive = ArchiveTest::new().file("content/site.toml", site);
    let archive = archive.file("content/recommendations/ssr1.toml", set);
    let run = archive.call(15, "2017-06-13", body).file("themes/ours/i18n/ru.toml", RUSSIAN).run();
    assert_eq!(problems(&run), "");
    let meeting = Site(run).text("meetings/plenary-15.html").to_owned();
    let link = |words: &str| format!("<a href=\"../recommendations/ssr1/10.html\">{words}</a>");
    let words = link("Рекомендация 10 (SSR1)");
    let said = format!("See {words}, {words} and {}.", link("that"));
    assert!(meeting.contains(&said), "{meeting}");
}
