//! The logo that a theme names: a picture of it, shown before the site's title.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Files,
    assets::pictures,
    settings::{Settings, not_there},
};
use crate::{
    diagnostic::{Diagnostic, Sink, code},
    model::{Address, Extra},
    source::Spanned,
};

/// What `theme.toml` sets, and is no list of files or tokens.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct ThemeView {
    /// The picture before the site's title.
    logo: Option<Logo>,
    /// The keys of `[extra]` in `theme.toml`.
    extra: Extra,
}

/// The picture before the site's title.
#[derive(Debug, Serialize, JsonSchema)]
struct Logo {
    /// From the site's root.
    path: String,
    /// The picture for dark pages, from the site's root.
    dark: Option<String>,
    /// Whether the title is in the picture, which is then its text.
    says_title: bool,
    /// In its own units, so that its place is kept while it is loaded.
    width: Option<u32>,
    /// Likewise.
    height: Option<u32>,
}

/// What pictures may be, by the end of their names.
const KINDS: [&str; 7] = ["svg", "png", "webp", "avif", "jpg", "jpeg", "gif"];

/// Takes the settings for templates, and says what is wrong with the logo.
pub(super) fn view(
    settings: &Settings,
    theme: &str,
    files: &Files<'_>,
    sink: &mut Sink,
) -> ThemeView {
    let mut path = |name: &Option<Spanned<String>>| {
        let name = name.as_ref()?;
        match fault(name, theme, files) {
            Some(fault) => {
                sink.push(fault);
                None
            }
            None => Some(address(&name.value)),
        }
    };
    let dark = path(&settings.logo_dark);
    let logo = path(&settings.logo).map(|path| {
        let bytes = settings.logo.as_ref().and_then(|name| files.get(&name.value));
        let (width, height) = bytes.and_then(|bytes| size(bytes)).unzip();
        Logo { path, dark, says_title: settings.logo_says_title, width, height }
    });
    ThemeView { logo, extra: settings.extra.clone() }
}

fn address(name: &str) -> String {
    let address = Address::new(format!("assets/{name}"));
    address.from_root().trim_start_matches('/').to_owned()
}

fn fault(name: &Spanned<String>, theme: &str, files: &Files<'_>) -> Option<Diagnostic> {
    if !pictures(files).any(|path| path == name.value) {
        return Some(not_there(name, theme, pictures(files)));
    }
    let kind = name.value.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let wrong = Diagnostic::new(
        code::THEME_TEMPLATE,
        name.span,
        format!("`{}` is no picture that a page can show", name.value),
    );
    let is_picture = KINDS.contains(&kind.as_str());
    (!is_picture).then(|| wrong.help("name an SVG or PNG file of the theme"))
}

/// Width and height of an SVG or PNG picture.
fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        let number = |at: usize| {
            let four = bytes.get(at..at + 4)?;
            Some(u32::from_be_bytes(four.try_into().ok()?))
        };
        return Some((number(16)?, number(20)?));
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let tag = text.split_once("<svg")?.1.split_once('>')?.0;
    let view = tag.split_once("viewBox=")?.1;
    let quote = view.chars().next()?;
    let numbers: Vec<f64> = view[1..]
        .split(quote)
        .next()?
        .split([' ', ','])
        .filter(|one| !one.is_empty())
        .filter_map(|one| one.parse().ok())
        .collect();
    match numbers.as_slice() {
        [_, _, width, height] => Some((whole(*width)?, whole(*height)?)),
        _ => None,
    }
}

/// A length as a whole number.
fn whole(length: f64) -> Option<u32> {
    format!("{:.0}", length.ceil()).parse().ok().filter(|&whole| whole > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_say_how_large_they_are() {
        assert_eq!(size(b"<svg xmlns='x' viewBox='0 0 32.5 16'/>"), Some((33, 16)));
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend([0, 0, 1, 0, 0, 0, 0, 64]);
        assert_eq!(size(&png), Some((256, 64)));
        assert_eq!(size(b"<svg/>"), None);
        assert_eq!(size(b"\x89PNG\r\n\x1a\n"), None);
    }
}
