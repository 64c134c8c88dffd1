//! Tags of languages.

/// Whether two tags are of one language: `en` and `en-GB` are.
pub(crate) fn is_same_language(one: &str, other: &str) -> bool {
    primary(one).eq_ignore_ascii_case(primary(other))
}

/// The language of a tag, without its script or country: `pt` of `pt-BR`.
pub(crate) fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_makes_no_other_language() {
        assert!(is_same_language("en", "en-GB") && !is_same_language("en", "fr"));
    }
}
