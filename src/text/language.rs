//! Names of languages.

/// What languages of records are called, by the first part of their tags: those of the United
/// Nations and others in which public records are often kept.
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

/// The name of a language in English: `French` of `fr-CA`; the tag where we know none.
pub(crate) fn language_name(tag: &str) -> &str {
    let first = primary(tag).to_ascii_lowercase();
    NAMES.iter().find(|(known, _)| *known == first).map_or(tag, |(_, name)| name)
}

/// Whether two tags are of one language: `en` and `en-GB` are.
pub(crate) fn is_same_language(one: &str, other: &str) -> bool {
    primary(one).eq_ignore_ascii_case(primary(other))
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_by_their_names() {
        let told = ["fr", "PT-BR", "tlh"].map(language_name);
        assert_eq!(told, ["French", "Portuguese", "tlh"]);
    }

    #[test]
    fn a_country_makes_no_other_language() {
        assert!(is_same_language("en", "en-GB") && !is_same_language("en", "fr"));
    }
}
