//! Tags of languages (BCP 47), by their form and their first part.

use super::{name::fold, nearest};

/// Whether a text is a tag: a language of ISO 639-1, or three letters of the longer lists, and
/// perhaps parts for script, region and the like: `en`, `pt-BR`, `zh-Hant`.
pub(crate) fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let is_language = parts.next().is_some_and(|first| {
        let is_long = first.len() == 3 && first.bytes().all(|byte| byte.is_ascii_alphabetic());
        is_long || CODES.split(' ').any(|code| code.eq_ignore_ascii_case(first))
    });
    let is_part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    is_language && parts.all(is_part)
}

/// The tag that was likely meant: `pt-BR` by `pt_BR`, `en` by `English`.
pub(crate) fn meant(text: &str) -> Option<String> {
    let dashed = text.trim().replace(['_', ' '], "-");
    if is_tag(&dashed) {
        return Some(dashed);
    }
    let near = nearest(text, NAMES.iter().map(|(name, _)| *name))?;
    NAMES.iter().find(|(name, _)| fold(name) == fold(near)).map(|(_, tag)| (*tag).to_owned())
}

/// The two letters of ISO 639-1.
const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co \
    cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he \
    hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku \
    kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr \
    nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq \
    sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi \
    yo za zh zu";

/// What people write instead.
const NAMES: [(&str, &str); 28] = [
    ("Arabic", "ar"),
    ("العربية", "ar"),
    ("Chinese", "zh"),
    ("中文", "zh"),
    ("Czech", "cs"),
    ("Danish", "da"),
    ("Dutch", "nl"),
    ("English", "en"),
    ("Finnish", "fi"),
    ("French", "fr"),
    ("Français", "fr"),
    ("German", "de"),
    ("Deutsch", "de"),
    ("Greek", "el"),
    ("Hebrew", "he"),
    ("Hindi", "hi"),
    ("Italian", "it"),
    ("Japanese", "ja"),
    ("Korean", "ko"),
    ("Norwegian", "no"),
    ("Polish", "pl"),
    ("Portuguese", "pt"),
    ("Russian", "ru"),
    ("Русский", "ru"),
    ("Spanish", "es"),
    ("Español", "es"),
    ("Swedish", "sv"),
    ("Turkish", "tr"),
];

#[cfg(test)]
mod tests {
    use super::{is_tag, meant};

    #[test]
    fn tags_are_known_by_form_and_language() {
        for tag in ["en", "EN", "pt-BR", "zh-Hant-TW", "sr-Latn", "haw", "es-419"] {
            assert!(is_tag(tag), "{tag}");
        }
        for text in ["English", "xx", "pt_BR", "en-", "", "e", "en-Portuguesey"] {
            assert!(!is_tag(text), "{text}");
        }
    }

    #[test]
    fn names_of_languages_and_other_marks_are_turned_into_tags() {
        for (text, tag) in [("English", "en"), ("francais", "fr"), ("pt_BR", "pt-BR")] {
            assert_eq!(meant(text).as_deref(), Some(tag));
        }
        assert_eq!(meant("long"), None);
    }
}
