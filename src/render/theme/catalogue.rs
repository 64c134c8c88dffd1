//! The catalogues of a theme, `i18n/<language>.toml`: those of the archive's theme over the
//! embedded ones, and English for what a language does not say.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, OnceLock},
};

use super::{Files, embedded_files, folder, own_files, text_of};
use crate::{
    diagnostic::{Diagnostic, Sink, code},
    render::messages::{FORMS, Message, Messages, OTHER},
    source::{FileId, Sources, Span, Spanned, Tree},
    syntax::toml::{self, Table, Value},
    text::{join, names, nearest},
};

/// The language in which every message is said.
const ENGLISH: &str = "en";

/// A catalogue as it is read: messages by key, with the places of their keys.
type Read = Vec<(Spanned<String>, Message)>;

/// The words of the interface in the site's language; what is wrong with a catalogue of the
/// archive's theme is said.
pub(crate) fn messages(
    tree: &Tree,
    sources: &Sources,
    theme: &str,
    language: &str,
    sink: &mut Sink,
) -> Arc<Messages> {
    static ENGLISH_ALONE: OnceLock<Arc<Messages>> = OnceLock::new();
    let own = own_files(tree, theme).unwrap_or_default();
    let has_own = own.keys().any(|path| path.starts_with("i18n/"));
    let read = |sink: &mut Sink| read_all(&own, sources, theme, language, sink);
    if language == ENGLISH && !has_own {
        // most archives need nothing else, and ask for it at every edit
        return Arc::clone(ENGLISH_ALONE.get_or_init(|| read(sink)));
    }
    read(sink)
}

/// The embedded catalogues with those of the archive's theme over them.
fn read_all(
    own: &Files<'_>,
    sources: &Sources,
    theme: &str,
    language: &str,
    sink: &mut Sink,
) -> Arc<Messages> {
    let embedded = embedded_files();
    let english = read(text_of(&embedded, &path(ENGLISH)), FileId(0), &mut Sink::default());
    let english: BTreeMap<String, Message> = by_key(english);
    let mut all = english.clone();
    for language in languages(language) {
        let path = path(&language);
        all.extend(by_key(read(text_of(&embedded, &path), FileId(0), &mut Sink::default())));
        all.extend(own_messages(own, sources, theme, &path, &english, sink));
    }
    Arc::new(Messages::new(language, all))
}

/// The messages of a catalogue of the archive's theme, where it has one.
fn own_messages(
    own: &Files<'_>,
    sources: &Sources,
    theme: &str,
    path: &str,
    english: &BTreeMap<String, Message>,
    sink: &mut Sink,
) -> BTreeMap<String, Message> {
    let whole = folder(theme).join(path);
    let source = sources.iter().find(|(_, source)| source.path == whole);
    let Some((file, source)) = source.filter(|_| own.contains_key(path)) else {
        return BTreeMap::new();
    };
    let mut said = Sink::default();
    let mut read = read(&source.text, file, &mut said);
    read.retain(|(key, message)| is_sound(key, message, english, &mut said));
    let said = said.finish(&BTreeMap::new()).diagnostics.into_iter();
    sink.extend(said.map(|one| Diagnostic {
        code: code::THEME_TEMPLATE,
        fix: None,
        ..one.diagnostic
    }));
    by_key(read)
}

fn path(language: &str) -> String {
    format!("i18n/{language}.toml")
}

/// The languages to ask, the last of which is heard: `en`, `pt`, `pt-BR`.
fn languages(language: &str) -> Vec<String> {
    let plain = language.split('-').next().unwrap_or_default();
    let mut all = vec![ENGLISH.to_owned()];
    for language in [plain, language] {
        let is_name = !language.is_empty() && !language.contains(['/', '\\', '.']);
        if is_name && !all.iter().any(|one| one == language) {
            all.push(language.to_owned());
        }
    }
    all
}

fn by_key(read: Read) -> BTreeMap<String, Message> {
    read.into_iter().map(|(key, message)| (key.value, message)).collect()
}

/// Reads a catalogue; what is no message is said.
fn read(text: &str, file: FileId, sink: &mut Sink) -> Read {
    let Some(table) = toml::parse(text, file, 0..text.len(), sink) else { return Vec::new() };
    let mut all = Vec::new();
    for (section, value) in table.entries {
        match value.value {
            Value::Table(table) => all.extend(of_section(&section.value, table, sink)),
            _ => sink.push(strange(
                section.span,
                &format!("`{}` stands in no section", section.value),
                "put it below the line of its section, such as `[home]`",
            )),
        }
    }
    all
}

fn of_section(section: &str, table: Table, sink: &mut Sink) -> Read {
    let mut all = Vec::new();
    for (name, value) in table.entries {
        let key = Spanned::new(format!("{section}.{}", name.value), name.span);
        match value.value {
            Value::Text(text) => all.push((key, Message::Text(text))),
            Value::Table(table) => all.extend(counted(table, sink).map(|message| (key, message))),
            other => sink.push(strange(
                value.span,
                &format!("a message must be a text, and this is {}", other.kind()),
                &format!("write `{} = \"…\"`", name.value),
            )),
        }
    }
    all
}

/// A message with a form for each plural.
fn counted(table: Table, sink: &mut Sink) -> Option<Message> {
    let header = table.span;
    let mut forms = BTreeMap::new();
    for (name, value) in table.entries {
        match value.value {
            Value::Text(text) if FORMS.contains(&name.value.as_str()) => {
                forms.insert(name.value, text);
            }
            _ => sink.push(strange(
                name.span,
                &format!("`{}` is no form of a plural", name.value),
                &format!("write a text for each of {} that the language has", join(&FORMS)),
            )),
        }
    }
    if forms.contains_key(OTHER) {
        return Some(Message::Counted(forms));
    }
    sink.push(strange(header, "the form `other` is missing", "write `other = \"…\"` too"));
    None
}

/// Whether a message is one of the interface, and speaks of what the interface tells it.
fn is_sound(
    key: &Spanned<String>,
    message: &Message,
    english: &BTreeMap<String, Message>,
    sink: &mut Sink,
) -> bool {
    let Some(meant) = english.get(&key.value) else {
        sink.push(unknown(key, english));
        return false;
    };
    let told: BTreeSet<&str> = meant.forms().flat_map(names).collect();
    let asked: BTreeSet<&str> = message.forms().flat_map(names).collect();
    let Some(strange_name) = asked.difference(&told).next() else { return true };
    let names: Vec<String> = told.iter().map(|name| format!("`{{{name}}}`")).collect();
    let help = match names.as_slice() {
        [] => "leave it out: this message is told nothing".to_owned(),
        _ => format!("this message is told {}", join(&names)),
    };
    sink.push(strange(key.span, &format!("there is no `{{{strange_name}}}` here"), &help));
    false
}

fn unknown(key: &Spanned<String>, english: &BTreeMap<String, Message>) -> Diagnostic {
    let near = nearest(&key.value, english.keys().map(String::as_str));
    let name = |key: &str| key.split_once('.').map_or(key.to_owned(), |(_, name)| name.to_owned());
    let same_section = |near: &&str| near.split('.').next() == key.value.split('.').next();
    let help = match near {
        Some(near) if same_section(&near) => format!("write `{}`", name(near)),
        Some(near) => format!("the nearest is `{near}`"),
        None => "see `i18n/en.toml` of the default theme for all there are".to_owned(),
    };
    strange(key.span, &format!("the interface has no message `{}`", key.value), &help)
}

fn strange(span: Span, message: &str, help: &str) -> Diagnostic {
    Diagnostic::new(code::THEME_TEMPLATE, span, message.to_owned()).help(help.to_owned())
}

#[cfg(test)]
impl Messages {
    /// The words of the default theme.
    pub(crate) fn english() -> &'static Self {
        static ENGLISH: std::sync::LazyLock<Arc<Messages>> = std::sync::LazyLock::new(|| {
            let sources = Sources::default();
            messages(&Tree::default(), &sources, "default", "en", &mut Sink::default())
        });
        &ENGLISH
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a catalogue of a theme says wrong.
    fn said(text: &str) -> Vec<String> {
        let tree = Tree::in_memory([("themes/ours/i18n/en.toml", text)]);
        load(&tree, "en").1
    }

    fn load(tree: &Tree, language: &str) -> (Arc<Messages>, Vec<String>) {
        let sources = Sources::new(super::super::sources(tree, "ours"));
        let mut sink = Sink::default();
        let messages = messages(tree, &sources, "ours", language, &mut sink);
        let found = sink.finish(&BTreeMap::new()).diagnostics.into_iter();
        let words = found.map(|one| {
            let line = sources.get(one.diagnostic.span.file).position(one.diagnostic.span.start);
            let help = one.diagnostic.help.clone().unwrap_or_default();
            format!("{}: {} ({help})", line.line, one.diagnostic.message)
        });
        (messages, words.collect())
    }

    #[test]
    fn a_theme_words_the_interface_over_the_default_one() {
        let own = "[months]\nmay = \"Floréal\"\n[numbers]\nthousands = \" \"\n";
        let tree = Tree::in_memory([("themes/ours/i18n/fr.toml", own)]);
        let (messages, said) = load(&tree, "fr-CH");
        assert_eq!(said, [""; 0]);
        assert_eq!(messages.month(5), "Floréal");
        assert_eq!(messages.month(6), "June", "English where the language says nothing");
        assert_eq!(messages.number(1_234_567), "1 234 567");
    }

    #[test]
    fn another_language_is_not_heard() {
        let tree = Tree::in_memory([("themes/ours/i18n/fr.toml", "[months]\nmay = \"mai\"\n")]);
        assert_eq!(load(&tree, "en").0.month(5), "May");
    }

    #[test]
    fn what_is_wrong_with_a_catalogue_is_told_at_its_line() {
        assert_eq!(
            said("[months]\nmayy = \"Mai\"\n"),
            ["2: the interface has no message `months.mayy` (write `may`)"]
        );
        assert_eq!(
            said("[days]\nday = \"{day}.{moon}\"\n"),
            ["2: there is no `{moon}` here (this message is told `{day}`, `{month}` and `{year}`)"]
        );
        assert_eq!(
            said("[months]\nmay = 5\n"),
            ["2: a message must be a text, and this is a number (write `may = \"…\"`)"]
        );
        assert_eq!(
            said("may = \"Mai\"\n"),
            [
                "1: `may` stands in no section (put it below the line of its section, such as `[home]`)"
            ]
        );
    }
}
