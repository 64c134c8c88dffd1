//! Tokens: the custom properties of `css/tokens.css`, and those that a theme gives in their place.

use std::{collections::BTreeMap, fmt::Write as _};

use super::settings::{Given, Settings};
use crate::{
    diagnostic::{Diagnostic, Sink, code},
    source::Spanned,
    text::nearest,
};

/// Custom properties by name without the dashes, as stylesheets declare them.
#[derive(Clone, Debug, Default)]
pub(super) struct Tokens {
    /// On every page, and in the light.
    pub(super) light: BTreeMap<String, String>,
    /// In the dark, where it is another.
    pub(super) dark: BTreeMap<String, String>,
}

impl Tokens {
    /// Reads what `:root` declares in a stylesheet, and in the part of it for the dark scheme.
    pub(super) fn of(css: &str) -> Self {
        let mut tokens = Self::default();
        let (mut within, mut text) = (Vec::<String>::new(), String::new());
        for (letter, is_plain) in letters(&without_comments(css)) {
            match letter {
                '{' if is_plain => within.push(std::mem::take(&mut text)),
                '}' | ';' if is_plain => {
                    tokens.declare(&within, &text);
                    text.clear();
                    if letter == '}' {
                        within.pop();
                    }
                }
                _ => text.push(letter),
            }
        }
        tokens
    }

    fn declare(&mut self, within: &[String], text: &str) {
        let Some((name, value)) = text.trim().strip_prefix("--").and_then(|it| it.split_once(':'))
        else {
            return;
        };
        let is_dark = within.iter().any(|one| one.contains("prefers-color-scheme: dark"));
        let is_of_medium = within.iter().any(|one| one.trim_start().starts_with('@'));
        let tokens = match (is_dark, is_of_medium) {
            (true, _) => &mut self.dark,
            (false, true) => return,
            (false, false) => &mut self.light,
        };
        tokens.insert(name.trim().to_owned(), value.trim().to_owned());
    }

    /// Takes the tokens of another stylesheet, which comes later.
    pub(super) fn extend(&mut self, other: Self) {
        self.light.extend(other.light);
        self.dark.extend(other.dark);
    }

    /// Says what is wrong with the tokens that a theme gives.
    pub(super) fn check(&self, settings: &Settings, sink: &mut Sink) {
        for (name, value) in settings.tokens.iter().chain(&settings.dark) {
            if !self.light.contains_key(&name.value) {
                sink.push(self.unknown(name));
            }
            sink.extend(fault(&value.value).map(|why| {
                let message = format!("`{}` cannot be the value of a token: {why}", value.value);
                Diagnostic::new(code::THEME_TEMPLATE, value.span, message)
                    .help("write one value, such as `\"#7a1f5c\"` or `\"1.25rem\"`; for more, add a stylesheet to the theme's folder `css/`")
            }));
        }
    }

    fn unknown(&self, name: &Spanned<String>) -> Diagnostic {
        let bare = name.value.trim_start_matches("--");
        let near = nearest(bare, self.light.keys().map(String::as_str));
        let help = match near {
            Some(near) => format!("write `{near}`"),
            None => "take a name of `css/tokens.css`, as `docs/theming.md` lists them".to_owned(),
        };
        let message = format!("there is no token `{}`", name.value);
        Diagnostic::new(code::THEME_TEMPLATE, name.span, message).help(help)
    }

    /// These with what a theme gives in their place: what it says of the light holds in the dark
    /// too, unless the default has another value there.
    pub(super) fn with(&self, settings: &Settings) -> Self {
        let mut all = self.clone();
        all.light.extend(pairs(&settings.tokens));
        all.dark.extend(pairs(&settings.dark));
        all
    }

    /// The stylesheet of the tokens that a theme gives; empty where it gives none.
    pub(super) fn css(&self, settings: &Settings) -> String {
        let is_apart = |name: &str| {
            self.dark.contains_key(name) || settings.dark.iter().any(|(one, _)| one.value == name)
        };
        let (apart, always): (Vec<_>, Vec<_>) =
            pairs(&settings.tokens).partition(|(name, _)| is_apart(name));
        let dark: Vec<_> = pairs(&settings.dark).collect();
        [
            rule("", &always),
            rule("not all and (prefers-color-scheme: dark)", &apart),
            rule("(prefers-color-scheme: dark)", &dark),
        ]
        .concat()
    }
}

fn pairs(given: &Given) -> impl Iterator<Item = (String, String)> + '_ {
    given.iter().map(|(name, value)| (name.value.clone(), value.value.trim().to_owned()))
}

fn rule(medium: &str, tokens: &[(String, String)]) -> String {
    let mut rule = String::from(":root {");
    for (name, value) in tokens {
        let _ = write!(rule, " --{name}: {value};");
    }
    rule.push_str(" }");
    match (tokens.is_empty(), medium) {
        (true, _) => String::new(),
        (false, "") => format!("{rule}\n"),
        (false, medium) => format!("@media {medium} {{ {rule} }}\n"),
    }
}

/// The letters of a stylesheet, and whether each stands outside quotes and brackets.
fn letters(css: &str) -> impl Iterator<Item = (char, bool)> + '_ {
    let (mut quote, mut depth) = (None, 0_usize);
    css.chars().map(move |letter| {
        let is_plain = quote.is_none() && depth == 0;
        match (quote, letter) {
            (Some(open), _) if letter == open => quote = None,
            (None, '"' | '\'') => quote = Some(letter),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        (letter, is_plain)
    })
}

fn without_comments(css: &str) -> String {
    let mut parts = css.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once("*/").map_or("", |(_, rest)| rest))
}

/// Why a text cannot stand as the value of a declaration, if it cannot.
fn fault(value: &str) -> Option<String> {
    let breaks = |c: &char| matches!(c, ';' | '{' | '}' | '<' | '\\' | '!') || c.is_control();
    if value.trim().is_empty() {
        return Some("it is empty".into());
    }
    if let Some(c) = value.chars().find(breaks) {
        return Some(format!("`{}` would end it, or hide what it says", c.escape_default()));
    }
    if value.contains("/*") || !is_closed(value) {
        return Some("a quote, bracket or comment of it is not closed".into());
    }
    reaches_out(value).then(|| "it asks another host, and a page asks only its own".into())
}

/// Whether every quote and bracket is closed.
fn is_closed(value: &str) -> bool {
    let after = format!("{value} ");
    // a bracket that closes nothing stands outside; the space after all does if nothing is open
    !letters(value).any(|(letter, is_plain)| letter == ')' && is_plain)
        && letters(&after).last().is_some_and(|(_, is_plain)| is_plain)
}

/// Whether a value names another host: in `url(…)`, or in a text that a function takes for one.
fn reaches_out(value: &str) -> bool {
    let lower = value.to_lowercase();
    lower.match_indices("//").any(|(at, _)| {
        let open = lower[..at].rfind(['(', '"', '\'', ' ', ',']).map_or(0, |open| open + 1);
        let opened = lower[..at].rfind("url(").map_or("", |open| &lower[open + 4..]);
        let is_data = opened.trim_start_matches(['"', '\'', ' ']).starts_with("data:");
        !is_data && !lower[open..at].starts_with("data:")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSS: &str = ":root { --a: 1px; /* ; --c: 2 */ --b: url(\"data:x;y{z}\"); }\n\
        @media (prefers-color-scheme: dark) { :root { --a: 3px } }\n\
        @media print { :root { --b: 9 } }";

    #[test]
    fn tokens_are_read_with_those_of_the_dark() {
        let tokens = Tokens::of(CSS);
        let names: Vec<_> = tokens.light.iter().collect();
        assert_eq!(
            names,
            [(&"a".into(), &"1px".into()), (&"b".into(), &"url(\"data:x;y{z}\")".into())]
        );
        assert_eq!(tokens.dark["a"], "3px");
    }

    #[test]
    fn a_value_stays_within_its_declaration() {
        for value in [
            "",
            "red; color: blue",
            "red } body {",
            "</style>",
            "url(x",
            "x)",
            "\"x",
            "red !important",
            "red /* ",
            "\\75rl(x)",
        ] {
            assert!(fault(value).is_some(), "{value}");
        }
    }

    #[test]
    fn a_value_asks_no_other_host() {
        for value in [
            "url(https://example.org/x.png)",
            "url( //example.org/x.png )",
            "URL(\"HTTP://example.org\")",
            "image-set(\"https://example.org/x.png\" 1x)",
            "url(data:,x), url(//example.org)",
        ] {
            assert!(fault(value).is_some(), "{value}");
        }
    }

    #[test]
    fn values_as_people_write_them_are_taken() {
        for value in [
            "#7a1f5c",
            "1.25rem",
            "clamp(1rem, 2vw, 2rem)",
            "\"Source Serif\", Georgia, serif",
            "var(--link)",
            "url(paper.png)",
            "url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E\")",
        ] {
            assert_eq!(fault(value), None, "{value}");
        }
    }
}
