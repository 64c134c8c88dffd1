//! Tags of languages (BCP 47), and their names.

use super::nearest;

/// What people write in the place of a tag: English names of languages in which public records are
/// often kept.
const NAMES: [(&str, &str); 30] = [
    ("ar", "Arabic"),
    ("bn", "Bengali"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("en", "English"),
    ("es", "Spanish"),
    ("fa", "Persian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("id", "Indonesian"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("nl", "Dutch"),
    ("no", "Norwegian"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ru", "Russian"),
    ("sr", "Serbian"),
    ("sv", "Swedish"),
    ("sw", "Swahili"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("vi", "Vietnamese"),
    ("zh", "Chinese"),
];

/// What some languages call themselves.
const OWN_NAMES: [(&str, &str); 6] = [
    ("ar", "العربية"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("zh", "中文"),
];

/// The two letters of ISO 639-1.
const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co \
    cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he \
    hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku \
    kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr \
    nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq \
    sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi \
    yo za zh zu";

/// Whether two tags are of one language: `en` and `en-GB` are.
pub(crate) fn is_same_language(one: &str, other: &str) -> bool {
    primary(one).eq_ignore_ascii_case(primary(other))
}

/// The language of a tag, without its script or country: `pt` of `pt-BR`.
pub(crate) fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

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
    let names = || NAMES.iter().chain(&OWN_NAMES);
    let near = nearest(text, names().map(|(_, name)| *name))?;
    names().find(|(_, name)| *name == near).map(|(tag, _)| (*tag).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_makes_no_other_language() {
        assert!(is_same_language("en", "en-GB") && !is_same_language("en", "fr"));
    }

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
