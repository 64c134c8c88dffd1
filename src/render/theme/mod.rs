//! The archive's theme over the embedded one, file by file: templates, stylesheets, scripts,
//! pictures; and what its `theme.toml` sets without a template.

mod assets;
mod catalogue;
mod contrast;
mod logo;
mod settings;
mod tokens;

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use camino::{Utf8Path, Utf8PathBuf};
use rust_embed::RustEmbed;
use serde::Serialize;

pub(crate) use self::catalogue::messages;
#[cfg(test)]
pub(crate) use self::logo::ThemeView;
pub(crate) use self::settings::SHAPE;
use self::{settings::Settings, tokens::Tokens};
use super::{
    Output,
    messages::Messages,
    template::{Fault, Templates},
};
use crate::{
    diagnostic::{Diagnostic, Sink, code},
    source::{Entry, SourceFile, Sources, Span, Spanned, Tree},
    text::nearest,
};

/// The embedded theme; debug builds read the folder, so that design needs no compiler.
#[derive(RustEmbed)]
#[folder = "themes/default"]
struct Embedded;

/// A theme that is ready to show pages.
pub(crate) struct Theme {
    templates: Templates,
    /// Stylesheet, scripts, pictures.
    assets: Vec<Output>,
    is_embedded: bool,
    places: Places,
}

/// Where the theme is named, and the lines of its files that can be shown.
#[derive(Clone)]
struct Places {
    named: Span,
    lines: BTreeMap<String, Vec<Span>>,
}

impl Places {
    fn new(sources: &Sources, name: &Spanned<String>) -> Self {
        let folder = folder(&name.value);
        let own = sources.iter().filter(|(_, file)| file.path.starts_with(&folder));
        let lines = own.map(|(id, file)| {
            (file.path.to_string(), file.lines().map(|line| Span::new(id, line)).collect())
        });
        Self { named: name.span, lines: lines.collect() }
    }

    fn of(&self, fault: &Fault) -> Option<Span> {
        self.lines.get(&fault.file)?.get(fault.line.checked_sub(1)?).copied()
    }

    /// What there is to say: at the line itself or, where that cannot be shown, where the theme
    /// is named.
    fn diagnostic(&self, fault: &Fault) -> Diagnostic {
        let Fault { file, line, why, help } = fault;
        let help = help.clone();
        match self.of(fault) {
            Some(span) => Diagnostic::new(
                code::THEME_TEMPLATE,
                span,
                format!("the template cannot be used: {why}"),
            )
            .help(help.unwrap_or_else(|| "mend this line".to_owned())),
            None => {
                let message = format!("`{file}:{line}`: {why}");
                Diagnostic::new(code::THEME_TEMPLATE, self.named, message)
                    .help(help.unwrap_or_else(|| format!("mend line {line} of `{file}`")))
            }
        }
    }
}

/// The texts of a theme of the archive, to show places in.
pub(crate) fn sources(tree: &Tree, name: &str) -> Vec<SourceFile> {
    let own = own_files(tree, name).unwrap_or_default();
    let is_text = |path: &str| path.ends_with(".html") || path.ends_with(".toml");
    let mut files: Vec<SourceFile> = own
        .iter()
        .filter(|(path, _)| is_text(path))
        .map(|(path, bytes)| {
            SourceFile::new(folder(name).join(path), String::from_utf8_lossy(bytes))
        })
        .collect();
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

fn folder(name: &str) -> Utf8PathBuf {
    Utf8Path::new("themes").join(name)
}

/// What a theme sets without a template.
const SETTINGS: &str = "theme.toml";

/// Where colours, sizes and shapes are declared.
const TOKENS: &str = "css/tokens.css";

/// Every file of a theme by its path in it, the archive's own over the embedded one's.
type Files<'a> = BTreeMap<String, Cow<'a, [u8]>>;

impl Theme {
    /// Takes the theme of that name, and says what is wrong with it: it is not there, or a
    /// template of it cannot be read.
    pub(crate) fn load(
        tree: &Tree,
        sources: &Sources,
        name: &Spanned<String>,
        messages: &Arc<Messages>,
        sink: &mut Sink,
    ) -> Option<Self> {
        let Some(own) = own_files(tree, &name.value) else {
            sink.push(missing(tree, name));
            return None;
        };
        let places = Places::new(sources, name);
        let settings = settings(&own, sources, name, sink);
        let embedded = embedded_files();
        let templates = match read_templates(&embedded, &own, &name.value, messages) {
            Ok(templates) => templates,
            Err(fault) => {
                let faults = faults(&embedded, own, &name.value, messages, fault);
                sink.extend(faults.iter().map(|fault| places.diagnostic(fault)));
                return None;
            }
        };
        let parts = Parts::new(own, embedded, settings, &name.value, messages.script());
        Some(Self::of(&parts, templates, places, sink))
    }

    fn of(parts: &Parts<'_>, mut templates: Templates, places: Places, sink: &mut Sink) -> Self {
        let Parts { own, embedded, files, settings, name, .. } = parts;
        let strange = own.keys().filter(|path| is_unused(path, own, embedded));
        sink.extend(strange.map(|path| places.diagnostic(&unused(path, name, embedded))));
        let tokens = known_tokens(embedded, own);
        tokens.check(settings, sink);
        contrast::check(&tokens, settings, sink);
        templates.set("theme", &logo::view(settings, name, files, sink));
        let is_own = |path: &String| path.starts_with("templates/") || path.starts_with("i18n/");
        let is_embedded = !own.keys().any(is_own);
        let assets = assets::assets(parts, &tokens, sink);
        Self { templates, assets, is_embedded, places }
    }

    /// Whether all its templates and words are the program's own.
    pub(crate) fn is_embedded(&self) -> bool {
        self.is_embedded
    }

    /// The files that pages ask for.
    pub(crate) fn assets(&self) -> &[Output] {
        &self.assets
    }

    /// Sets what every page is shown with.
    pub(crate) fn set_site(&mut self, site: &impl Serialize) {
        self.templates.set("site", site);
    }

    /// Shows a page.
    pub(crate) fn show(
        &self,
        template: &str,
        frame: &impl Serialize,
        page: &impl Serialize,
    ) -> Result<Vec<u8>, Fault> {
        self.templates.show(template, frame, page)
    }

    /// What there is to say about a template that could not be shown.
    pub(crate) fn diagnostic(&self, fault: &Fault) -> Diagnostic {
        self.places.diagnostic(fault)
    }
}

/// What a theme is made of.
struct Parts<'a> {
    own: Files<'a>,
    embedded: Files<'static>,
    /// Those of its own over the embedded ones.
    files: Files<'a>,
    settings: Settings,
    name: &'a str,
    /// The line of a script that tells scripts their words.
    words: String,
}

impl<'a> Parts<'a> {
    fn new(
        own: Files<'a>,
        embedded: Files<'static>,
        settings: Settings,
        name: &'a str,
        words: String,
    ) -> Self {
        let mut files: Files<'a> = embedded.clone();
        files.extend(own.clone());
        Self { own, embedded, files, settings, name, words }
    }
}

fn read_templates(
    embedded: &Files<'_>,
    own: &Files<'_>,
    name: &str,
    messages: &Arc<Messages>,
) -> Result<Templates, Fault> {
    Templates::new(&texts(embedded, "default")?, &texts(own, name)?, name, messages)
}

/// The first fault, and those of the files that are left when it is put aside.
fn faults(
    embedded: &Files<'_>,
    mut own: Files<'_>,
    name: &str,
    messages: &Arc<Messages>,
    first: Fault,
) -> Vec<Fault> {
    let folder = format!("themes/{name}/");
    let mut faults = vec![first];
    while let Some(path) = faults.last().and_then(|last| last.file.strip_prefix(&folder)) {
        if own.remove(path).is_none() {
            break;
        }
        match read_templates(embedded, &own, name, messages) {
            // what was put aside is missed by others, which is no fault of theirs
            Err(fault) if !fault.why.contains("not there") => faults.push(fault),
            _ => break,
        }
    }
    faults
}

/// Whether a template of the theme's own is in `page/`, and yet no page is shown with it, nor does
/// any other template name it.
fn is_unused(path: &str, own: &Files<'_>, embedded: &Files<'_>) -> bool {
    let Some(name) = path.strip_prefix("templates/").filter(|name| name.starts_with("page/"))
    else {
        return false;
    };
    !embedded.contains_key(path) && !own.keys().any(|other| text_of(own, other).contains(name))
}

fn unused(path: &str, theme: &str, embedded: &Files<'_>) -> Fault {
    let near = nearest(path, embedded.keys().map(String::as_str));
    let help = match near {
        Some(near) => format!("rename it to `{near}`"),
        None => "give it the name of the page's template in the default theme".to_owned(),
    };
    let why = "no page of the site is shown with a template of that name";
    Fault { help: Some(help), ..Fault::new(format!("themes/{theme}/{path}"), 1, why) }
}

/// The default theme's files by their paths in it.
pub(crate) fn embedded() -> impl Iterator<Item = (String, Vec<u8>)> {
    embedded_files().into_iter().map(|(path, bytes)| (path, bytes.into_owned()))
}

/// The files of `themes/<name>/`; none of them for the embedded theme, nothing at all where there
/// is no such folder.
fn own_files<'a>(tree: &'a Tree, name: &str) -> Option<Files<'a>> {
    if name == "default" {
        return Some(Files::new());
    }
    let folder = format!("themes/{name}");
    let is_a_name = is_a_name(name);
    let files: Files<'a> = tree
        .files()
        .filter(|_| is_a_name)
        .filter_map(|(path, entry)| {
            let inside = path.strip_prefix(Utf8Path::new(&folder)).ok()?;
            match entry {
                Entry::Bytes(bytes) => Some((inside.to_string(), Cow::Borrowed(bytes.as_ref()))),
                Entry::OnDisk { .. } | Entry::Unreadable(_) => None,
            }
        })
        .collect();
    (!files.is_empty()).then_some(files)
}

/// Whether a text can be the name of a folder of `themes/`, and leads nowhere else.
fn is_a_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(['/', '\\']) && !name.starts_with('.')
}

fn embedded_files() -> Files<'static> {
    Embedded::iter()
        .filter_map(|path| Some((path.to_string(), Embedded::get(&path)?.data)))
        .collect()
}

/// The templates by their path below `templates/`.
fn texts<'f>(files: &'f Files<'_>, theme: &str) -> Result<Vec<(&'f str, &'f str)>, Fault> {
    let named = files.iter().filter_map(|(path, bytes)| {
        path.strip_prefix("templates/").map(|name| (name, bytes.as_ref()))
    });
    named
        .map(|(name, bytes)| {
            let text = std::str::from_utf8(bytes).map_err(|error| {
                let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
                let line = 1 + before.matches('\n').count();
                Fault::new(format!("themes/{theme}/templates/{name}"), line, "it is not UTF-8")
            })?;
            Ok((name, text))
        })
        .collect()
}

/// What the theme's own `theme.toml` sets.
fn settings(
    own: &Files<'_>,
    sources: &Sources,
    name: &Spanned<String>,
    sink: &mut Sink,
) -> Settings {
    let path = folder(&name.value).join(SETTINGS);
    let Some((bytes, (file, source))) =
        own.get(SETTINGS).zip(sources.iter().find(|(_, file)| file.path == path))
    else {
        return Settings::default();
    };
    if std::str::from_utf8(bytes).is_err() {
        let message = "this file is not UTF-8";
        let wrong = Diagnostic::new(code::THEME_TEMPLATE, Span::new(file, 0..0), message);
        sink.push(wrong.help("save it in the encoding UTF-8"));
        return Settings::default();
    }
    Settings::read(&source.text, file, sink)
}

fn text_of<'f>(files: &'f Files<'_>, path: &str) -> &'f str {
    files.get(path).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
}

/// The tokens of the default theme, with those of the theme's own `css/tokens.css`.
fn known_tokens(embedded: &Files<'_>, own: &Files<'_>) -> Tokens {
    let mut tokens = Tokens::of(text_of(embedded, TOKENS));
    tokens.extend(Tokens::of(text_of(own, TOKENS)));
    tokens
}

fn missing(tree: &Tree, name: &Spanned<String>) -> Diagnostic {
    let mut names: Vec<&str> = tree
        .files()
        .filter_map(|(path, _)| path.strip_prefix("themes").ok()?.components().next())
        .map(|part| part.as_str())
        .chain(["default"])
        .collect();
    names.sort_unstable();
    names.dedup();
    let help = match nearest(&name.value, names.iter().copied()) {
        Some(near) => format!("write `{near}`"),
        None if is_a_name(&name.value) => {
            format!("write `default`, or make the folder `themes/{}`", name.value)
        }
        None => "write `default`, or the name of a folder of `themes/` without its path".to_owned(),
    };
    Diagnostic::new(
        code::THEME_MISSING,
        name.span,
        format!("there is no theme `{}`: no folder of `themes/` has that name", name.value),
    )
    .help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn load(files: &[(&str, &str)], name: &str) -> (Option<Theme>, Vec<String>) {
        let tree = Tree::in_memory(files.iter().copied());
        let name = Spanned::new(name.to_owned(), Span::new(FileId(0), 0..0));
        let mut sink = Sink::default();
        let sources = Sources::new(sources(&tree, &name.value));
        let messages = messages(&tree, &sources, &name.value, "en", &mut sink);
        let theme = Theme::load(&tree, &sources, &name, &messages, &mut sink);
        let report = sink.finish(&BTreeMap::new());
        let said = |one: &crate::diagnostic::Reported| {
            let one = &one.diagnostic;
            let file = sources.iter().find(|(id, _)| *id == one.span.file);
            let line = file.map_or(0, |(_, file)| file.position(one.span.start).line);
            format!("{line} {}: {}", one.code.name(), one.message)
        };
        (theme, report.diagnostics.iter().map(said).collect())
    }

    fn asset(theme: &Theme, address: &str) -> String {
        let found = theme.assets().iter().find(|one| one.address.as_str() == address);
        match found.map(|one| &one.body) {
            Some(Entry::Bytes(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
            _ => String::new(),
        }
    }

    #[test]
    fn the_embedded_theme_is_sound() {
        let (theme, said) = load(&[], "default");
        assert!(said.is_empty(), "{said:?}");
        assert!(asset(&theme.expect("a theme"), "assets/style.css").contains("--"));
    }

    #[test]
    fn a_theme_that_is_not_there_is_told() {
        let (theme, said) = load(&[("themes/river/theme.toml", "")], "rivr");
        assert!(theme.is_none());
        assert_eq!(
            said,
            ["0 theme/missing: there is no theme `rivr`: no folder of `themes/` has that name"]
        );
    }

    #[test]
    fn a_template_that_cannot_be_read_names_its_file_and_line() {
        let (_, said) = load(&[("themes/river/templates/base.html", "<p>\n{% if %}")], "river");
        assert!(said[0].starts_with("2 theme/template: the template cannot be used: "), "{said:?}");
    }

    #[test]
    fn a_block_that_the_embedded_theme_does_not_have_names_its_file_and_line() {
        let own = "{% extends \"default/base.html\" %}\n{% block foot %}Ours{% endblock %}";
        let (_, said) = load(&[("themes/river/templates/base.html", own)], "river");
        assert_eq!(
            said,
            [
                "2 theme/template: the template cannot be used: block `foot` is not defined in any parent template"
            ]
        );
    }

    #[test]
    fn each_broken_template_is_told() {
        let broken = [
            ("themes/river/templates/base.html", "{% if %}"),
            ("themes/river/templates/page/page.html", "\n\n{{ x | }}"),
        ];
        let (_, said) = load(&broken, "river");
        let lines: Vec<&str> = said.iter().filter_map(|one| one.split(' ').next()).collect();
        assert_eq!(lines, ["1", "3"], "{said:?}");
    }

    #[test]
    fn a_template_may_extend_the_embedded_one_of_its_own_name() {
        let own = "{% extends \"default/base.html\" %}{% block footer %}Ours{% endblock %}";
        let (theme, said) = load(&[("themes/river/templates/base.html", own)], "river");
        assert!(theme.is_some(), "{said:?}");
    }

    #[test]
    fn a_stylesheet_takes_the_place_of_its_namesake() {
        let (theme, _) = load(&[("themes/river/css/tokens.css", ":root{--river:1}")], "river");
        let css = asset(&theme.expect("a theme"), "assets/style.css");
        assert!(css.starts_with(":root{--river:1}\n"));
        assert!(css.len() > 1000);
    }

    #[test]
    fn a_whole_stylesheet_of_a_theme_takes_the_place_of_the_joined_one() {
        let files = [("themes/ours/style.css", "body { color: teal }")];
        let theme = load(&files, "ours").0;
        let theme = theme.expect("a theme");
        let styles = theme.assets().iter().filter(|one| one.address.as_str() == "assets/style.css");
        assert_eq!(styles.count(), 1);
        assert!(asset(&theme, "assets/style.css").contains("teal"));
    }
}
