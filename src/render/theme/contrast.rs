//! Whether text can be read on its ground: the colours that a theme gives, by WCAG 2.2.

use std::collections::BTreeMap;

use super::{settings::Settings, tokens::Tokens};
use crate::{
    diagnostic::{Diagnostic, Sink, code},
    source::{Span, Spanned},
};

/// What text must have against its ground (WCAG 2.2, 1.4.3).
const LEAST: f64 = 4.5;

/// The tokens of text, each with those that it stands on.
const PAIRS: [(&str, &[&str]); 9] = [
    ("ink", &["paper", "paper-raised", "paper-marked"]),
    ("ink-soft", &["paper", "paper-raised"]),
    ("link", &["paper", "paper-raised", "paper-marked"]),
    ("link-pointed", &["paper", "paper-raised"]),
    ("on-accent", &["accent"]),
    ("late", &["late-paper", "paper"]),
    ("good", &["good-paper", "paper"]),
    ("wait", &["wait-paper", "paper"]),
    ("calm", &["calm-paper", "paper"]),
];

/// Says the colours that a theme gives and that text could not be read in, or on.
pub(super) fn check(tokens: &Tokens, settings: &Settings, sink: &mut Sink) {
    let all = tokens.with(settings);
    let dark: BTreeMap<String, String> =
        all.light.clone().into_iter().chain(all.dark.clone()).collect();
    let light = Scheme { word: "", tokens: &all.light, given: spans(&[], settings) };
    let given = spans(&settings.dark, settings);
    let dark = Scheme { word: " in the dark", tokens: &dark, given };
    sink.extend(light.faults().into_iter().chain(dark.faults_apart(tokens)));
}

/// Where each token is given; those of the dark before the others.
fn spans(
    dark: &[(Spanned<String>, Spanned<String>)],
    settings: &Settings,
) -> BTreeMap<String, Span> {
    let all = settings.tokens.iter().chain(dark);
    all.map(|(name, value)| (name.value.clone(), value.span)).collect()
}

/// The colours of a scheme.
struct Scheme<'a> {
    word: &'static str,
    tokens: &'a BTreeMap<String, String>,
    given: BTreeMap<String, Span>,
}

impl Scheme<'_> {
    /// The worst pair of each colour that a theme gives.
    fn faults(&self) -> Vec<Diagnostic> {
        let mut worst: BTreeMap<Span, (f64, &str, &str)> = BTreeMap::new();
        let pairs = PAIRS.iter().flat_map(|(text, on)| on.iter().map(move |on| (*text, *on)));
        for (text, on) in pairs {
            let Some((ratio, span)) = self.pair(text, on).filter(|(ratio, _)| *ratio < LEAST)
            else {
                continue;
            };
            let found = worst.entry(span).or_insert((ratio, text, on));
            if ratio < found.0 {
                *found = (ratio, text, on);
            }
        }
        worst
            .into_iter()
            .map(|(span, (ratio, text, on))| self.said(span, ratio, text, on))
            .collect()
    }

    /// Those of the dark: a token that the default has for the light alone is not theirs.
    fn faults_apart(mut self, tokens: &Tokens) -> Vec<Diagnostic> {
        self.given.retain(|name, _| self.tokens.get(name) != tokens.dark.get(name));
        self.faults()
    }

    /// The contrast of two tokens, and which of them the theme gives.
    fn pair(&self, text: &str, on: &str) -> Option<(f64, Span)> {
        let (text_colour, mut names) = self.colour(text)?;
        let (ground, more) = self.colour(on)?;
        names.extend(more);
        let span = names.iter().find_map(|name| self.given.get(*name))?;
        Some((contrast(text_colour, ground), *span))
    }

    /// The colour of a token, and the tokens by whose names it was found.
    fn colour<'n>(&'n self, name: &'n str) -> Option<(Colour, Vec<&'n str>)> {
        let mut names = vec![name];
        while let Some(value) = names.last().and_then(|name| self.tokens.get(*name)) {
            let inner = value.strip_prefix("var(--").and_then(|rest| rest.strip_suffix(')'));
            match inner {
                Some(inner) if names.len() < 9 => names.push(inner.trim()),
                _ => return Some((colour(value)?, names)),
            }
        }
        None
    }

    fn said(&self, span: Span, ratio: f64, text: &str, on: &str) -> Diagnostic {
        let ratio = (ratio * 10.0).floor() / 10.0;
        let message = format!(
            "`{text}` on `{on}`{} has a contrast of {ratio:.1} to 1, and text needs 4.5 to 1",
            self.word
        );
        let which =
            if self.word.is_empty() { "this colour" } else { "a colour for `[tokens.dark]`" };
        Diagnostic::new(code::THEME_CONTRAST, span, message)
            .help(format!("choose {which} that is further from its ground, darker or lighter"))
    }
}

/// Red, green, blue from 0 to 1.
type Colour = [f64; 3];

/// A colour as it is written: `#7a1f5c`, `rgb(122, 31, 92)`, `hsl(320 59% 30%)`, a simple name;
/// nothing for what cannot be judged by itself, such as one that is seen through.
fn colour(text: &str) -> Option<Colour> {
    let text = text.trim().to_ascii_lowercase();
    if let Some(digits) = text.strip_prefix('#') {
        return hex(digits);
    }
    if let Some((function, inside)) = text.strip_suffix(')').and_then(|one| one.split_once('(')) {
        let parts: Vec<&str> = inside.split([',', ' ']).filter(|one| !one.is_empty()).collect();
        let [a, b, c] = parts.as_slice() else { return None };
        return match function {
            "rgb" | "rgba" => Some([share(a, 255.0)?, share(b, 255.0)?, share(c, 255.0)?]),
            "hsl" | "hsla" => {
                Some(hsl(a.trim_end_matches("deg").parse().ok()?, share(b, 1.0)?, share(c, 1.0)?))
            }
            _ => None,
        };
    }
    NAMES.iter().find(|(name, _)| *name == text).and_then(|(_, digits)| hex(digits))
}

/// The first names that there were for colours.
const NAMES: [(&str, &str); 16] = [
    ("black", "000"),
    ("silver", "c0c0c0"),
    ("gray", "808080"),
    ("grey", "808080"),
    ("white", "fff"),
    ("maroon", "800000"),
    ("red", "f00"),
    ("purple", "800080"),
    ("green", "008000"),
    ("lime", "0f0"),
    ("olive", "808000"),
    ("yellow", "ff0"),
    ("navy", "000080"),
    ("blue", "00f"),
    ("teal", "008080"),
    ("orange", "ffa500"),
];

fn hex(digits: &str) -> Option<Colour> {
    let wide: String = match digits.len() {
        3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        6 => digits.to_owned(),
        _ => return None,
    };
    let number = u32::from_str_radix(&wide, 16).ok()?;
    let part = |shift: u32| f64::from((number >> shift) & 0xff) / 255.0;
    Some([part(16), part(8), part(0)])
}

/// A number out of `whole`, or per cent.
fn share(text: &str, whole: f64) -> Option<f64> {
    let number = |text: &str| text.parse::<f64>().ok();
    let share = match text.strip_suffix('%') {
        Some(percent) => number(percent)? / 100.0,
        None => number(text)? / whole,
    };
    Some(share.clamp(0.0, 1.0))
}

fn hsl(hue: f64, saturation: f64, lightness: f64) -> Colour {
    let reach = saturation * lightness.min(1.0 - lightness);
    [0.0, 8.0, 4.0].map(|turn| {
        let at = (turn + hue / 30.0).rem_euclid(12.0);
        lightness - reach * (at - 3.0).min(9.0 - at).clamp(-1.0, 1.0)
    })
}

/// The contrast of two colours, from 1 to 21.
fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance([red, green, blue]: Colour) -> f64 {
    let linear = |part: f64| {
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_on_white_is_21_to_1() {
        let ratio = contrast(colour("#000").expect("black"), colour("white").expect("white"));
        assert!((ratio - 21.0).abs() < 1e-9, "{ratio}");
    }

    #[test]
    fn a_colour_is_the_same_however_it_is_written() {
        let wanted = colour("#7a1f5c").expect("a colour");
        for text in ["rgb(122, 31, 92)", "rgb(122 31 92)", " #7A1F5C ", "hsl(320 59.48% 30%)"] {
            let found = colour(text).expect(text);
            for (one, other) in wanted.iter().zip(found) {
                assert!((one - other).abs() < 0.005, "{text}: {found:?}");
            }
        }
    }

    #[test]
    fn what_is_seen_through_is_not_judged() {
        assert_eq!(colour("#00000080"), None);
        assert_eq!(colour("rgb(0 0 0 / 50%)"), None);
        assert_eq!(colour("currentcolor"), None);
    }
}
