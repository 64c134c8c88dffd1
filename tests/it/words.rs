//! The words of the interface: all of them are in the catalogue, and a catalogue changes all of
//! them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use camino::{Utf8Path, Utf8PathBuf};

use crate::support::{ArchiveTest, Site, problems, repository};

/// The sections whose messages scripts ask for.
const OF_SCRIPTS: [&str; 3] = ["clock", "tools", "results"];

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
            section = name.trim_end_matches(']').to_owned();
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
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
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
    let of_script = |key: &str| OF_SCRIPTS.iter().any(|section| key.split('.').next() == Some(section));
    let idle = keys.iter().filter(|key| !asked.contains_key(*key) && !of_script(key));
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
    for (path, text) in ["md", "toml"].iter().flat_map(|ending| files(&root.join("content"), ending))
    {
        let path = path.strip_prefix(root).unwrap().as_str();
        let site = text.replace("language = \"en\"", &format!("language = \"{language}\""));
        let own = if path == "content/site.toml" { format!("theme = \"words\"\n{site}") } else { text };
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

#[test]
fn x() {
    let site = sample_in("en", &marked(&english()));
    let mut all = BTreeMap::new();
    for (address, html) in site.pages() {
        for text in told(html) {
            for o in outside(&text) {
                all.entry(o.trim().to_owned()).or_insert(address.to_owned());
            }
        }
    }
    for (k, v) in &all { println!("{v}\t{k}"); }
    panic!("{}", all.len());
}
