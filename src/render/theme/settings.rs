//! `theme.toml` in, what it sets out: which files are joined, the logo, tokens. What is wrong with
//! it is said at its line.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Diagnostic, Sink, code},
    model::Extra,
    source::{FileId, Spanned},
    syntax::{
        fields::Fields,
        shape::{Besides, Key, Kind, Shape},
        toml::{self, Table, Value},
    },
    text::nearest,
};

/// `theme.toml`.
pub(crate) static SHAPE: Shape = Shape {
    what: "a theme",
    about: "What a theme sets without a template.",
    keys: &[
        Key::new(
            "stylesheets",
            Kind::Texts,
            "[\"css/tokens.css\", \"css/ours.css\"]",
            "The stylesheets that are joined, in order; default: the default theme's, then the theme's own.",
        ),
        Key::new(
            "scripts",
            Kind::Texts,
            "[\"js/clock.js\"]",
            "The scripts that are joined, in order; likewise.",
        ),
        Key::new(
            "logo",
            Kind::Text,
            "\"logo.svg\"",
            "A picture of the theme, shown before the site's title.",
        ),
        Key::new("logo_dark", Kind::Text, "\"logo-dark.svg\"", "The logo on a dark page."),
        Key::new("logo_says_title", Kind::Flag, "false", "Whether the logo has the title in it."),
        Key::new(
            "tokens",
            Kind::Tokens,
            "{ accent = \"#7a1f5c\", dark = { accent = \"#e39ac9\" } }",
            "Colours, sizes and shapes by the names of their tokens; those of the dark scheme in `dark`.",
        ),
    ],
    besides: Besides::Nothing,
};

/// What a theme sets without a template.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// The stylesheets that are joined, in order; those of the default theme where not said.
    pub(super) stylesheets: Option<Vec<Spanned<String>>>,
    /// The scripts that are joined, likewise.
    pub(super) scripts: Option<Vec<Spanned<String>>>,
    /// A picture of the theme, shown before the site's title.
    pub(super) logo: Option<Spanned<String>>,
    /// The logo on a dark page.
    pub(super) logo_dark: Option<Spanned<String>>,
    /// Whether the logo has the title in it, so that the words beside it would say it twice.
    pub(super) logo_says_title: bool,
    /// Tokens by their names without the dashes.
    pub(super) tokens: Given,
    /// Those of the dark scheme.
    pub(super) dark: Given,
    /// The theme's own keys, for its templates.
    pub(super) extra: Extra,
}

/// Tokens that a theme gives: names and values, in the order of the file.
pub(super) type Given = Vec<(Spanned<String>, Spanned<String>)>;

impl Settings {
    /// Reads `theme.toml`.
    pub(super) fn read(text: &str, file: FileId, sink: &mut Sink) -> Self {
        let mut local = Sink::default();
        let table = toml::parse(text, file, 0..text.len(), &mut local);
        let settings = table.map(|table| Self::of_table(table, &mut local)).unwrap_or_default();
        let said = local.finish(&BTreeMap::new()).diagnostics.into_iter();
        sink.extend(said.map(|one| Diagnostic {
            code: code::THEME_TEMPLATE,
            fix: None,
            ..one.diagnostic
        }));
        settings
    }

    fn of_table(table: Table, sink: &mut Sink) -> Self {
        let mut fields = Fields::new(table, &SHAPE, sink);
        let mut settings = Self {
            stylesheets: fields.given_texts("stylesheets"),
            scripts: fields.given_texts("scripts"),
            logo: fields.text("logo"),
            logo_dark: fields.text("logo_dark"),
            logo_says_title: fields.flag("logo_says_title").unwrap_or_default(),
            extra: fields.extra(),
            ..Self::default()
        };
        let tokens = fields.table("tokens");
        fields.finish();
        (settings.tokens, settings.dark) = tokens.map(|one| given(one, sink)).unwrap_or_default();
        settings
    }
}

/// The tokens of a table, and those of the table `dark` in it.
fn given(table: Table, sink: &mut Sink) -> (Given, Given) {
    let (mut tokens, mut dark) = (Given::new(), Given::new());
    for (name, value) in table.entries {
        match value.value {
            Value::Table(inner) if name.value == "dark" => {
                let inner = inner.entries.into_iter();
                dark.extend(inner.filter_map(|(name, value)| token(name, value, sink)));
            }
            _ => tokens.extend(token(name, value, sink)),
        }
    }
    (tokens, dark)
}

fn token(
    name: Spanned<String>,
    value: Spanned<Value>,
    sink: &mut Sink,
) -> Option<(Spanned<String>, Spanned<String>)> {
    let text = match value.value {
        Value::Text(text) => text,
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        other => {
            let message = format!("a token must be a text, and this is {}", other.kind());
            let wrong = Diagnostic::new(code::THEME_TEMPLATE, value.span, message);
            sink.push(wrong.help(format!("write `{} = \"…\"`", name.value)));
            return None;
        }
    };
    Some((name, Spanned::new(text, value.span)))
}

/// A file that a theme names and does not have.
pub(super) fn not_there<'f>(
    name: &Spanned<String>,
    theme: &str,
    files: impl Iterator<Item = &'f str>,
) -> Diagnostic {
    let message = format!("`{}` is not a file of this theme", name.value);
    let help = match nearest(&name.value, files) {
        Some(near) => format!("write `{near}`"),
        None => format!("put the file at `themes/{theme}/{}`", name.value),
    };
    Diagnostic::new(code::THEME_TEMPLATE, name.span, message).help(help)
}
