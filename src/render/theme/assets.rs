//! What pages ask for: stylesheets and scripts, each joined to one file, and all that is published as
//! it stands.

use super::{
    Files, Parts, SETTINGS, TOKENS,
    settings::{self, Settings},
    text_of,
    tokens::Tokens,
};
use crate::{
    diagnostic::{Diagnostic, Sink},
    model::Address,
    render::Output,
    source::{FileId, Spanned},
};

/// The files that pages ask for; files of the theme's lists that there are not are said.
pub(super) fn assets(parts: &Parts<'_>, tokens: &Tokens, sink: &mut Sink) -> Vec<Output> {
    let Parts { own, embedded, files, settings, words, .. } = parts;
    let default = Settings::read(text_of(embedded, SETTINGS), FileId(0), &mut Sink::default());
    sink.extend(strangers(parts, settings.stylesheets.as_ref(), "css/"));
    sink.extend(strangers(parts, settings.scripts.as_ref(), "js/"));
    let styles = settings.stylesheets.as_ref().or(default.stylesheets.as_ref());
    let styles = joined_names("style.css", styles, own, "css/");
    let scripts = settings.scripts.as_ref().or(default.scripts.as_ref());
    let scripts = joined_names("script.js", scripts, own, "js/");
    let asset = |name: &str, bytes| Output::new(Address::new(format!("assets/{name}")), bytes);
    let style = asset("style.css", stylesheet(files, &styles, &tokens.css(settings)));
    let script = [words.as_bytes(), &joined(files, &scripts)].concat();
    let script = asset("script.js", script);
    let pictures = pictures(files).filter_map(|path| Some(asset(path, files.get(path)?.to_vec())));
    [style, script].into_iter().chain(pictures).collect()
}

/// The files of a theme's list that there are not.
fn strangers(
    parts: &Parts<'_>,
    list: Option<&Vec<Spanned<String>>>,
    folder: &str,
) -> Vec<Diagnostic> {
    let strange = list.into_iter().flatten().filter(|name| !parts.files.contains_key(&name.value));
    let there = || parts.files.keys().map(String::as_str).filter(|path| path.starts_with(folder));
    strange.map(|name| settings::not_there(name, parts.name, there())).collect()
}

/// The files to join: those of the list, then the theme's own that no list names; or the one that
/// the theme has whole.
fn joined_names(
    whole: &str,
    listed: Option<&Vec<Spanned<String>>>,
    own: &Files<'_>,
    folder: &str,
) -> Vec<String> {
    if own.contains_key(whole) {
        return vec![whole.to_owned()];
    }
    let listed = listed.map_or(&[][..], Vec::as_slice).iter();
    let mut names: Vec<String> = listed.map(|name| name.value.clone()).collect();
    let more = own.keys().filter(|path| path.starts_with(folder));
    let more: Vec<String> = more.filter(|path| !names.contains(path)).cloned().collect();
    names.extend(more);
    names
}

/// Texts one after another; a name that no theme has is told elsewhere.
fn joined(files: &Files<'_>, names: &[String]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for file in names.iter().filter_map(|name| files.get(name)) {
        bytes.extend_from_slice(file);
        bytes.push(b'\n');
    }
    bytes
}

/// The stylesheets, with the tokens that a theme gives after those of the default, so that what
/// comes later, such as the rules of print, still has the last word.
fn stylesheet(files: &Files<'_>, names: &[String], tokens: &str) -> Vec<u8> {
    let at = names.iter().position(|name| name == TOKENS).map_or(names.len(), |at| at + 1);
    let (before, after) = names.split_at(at);
    [joined(files, before), tokens.as_bytes().to_vec(), joined(files, after)].concat()
}

/// All that is neither a template nor joined.
pub(super) fn pictures<'f>(files: &'f Files<'_>) -> impl Iterator<Item = &'f str> {
    let is_other = |path: &str| {
        ![SETTINGS, "style.css", "script.js"].contains(&path)
            && !["templates/", "css/", "js/", "i18n/"].iter().any(|one| path.starts_with(one))
    };
    files.keys().map(String::as_str).filter(move |path| is_other(path))
}
