//! Addresses as people type them: `/wiki/show?id=7#log` goes in; the file of the site, the query
//! and the fragment come out.

use crate::model::Address;

/// An address of this site taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Typed {
    /// The file that a page can lie in.
    pub path: String,
    /// The path that was written, without a slash before it.
    pub written: String,
    /// What stands behind `?`.
    pub query: Option<String>,
    /// What stands behind `#`.
    pub fragment: Option<String>,
}

impl Typed {
    /// Takes an address apart; none where no file of the site can have it.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (rest, fragment) = split(text, '#');
        let (path, query) = split(rest, '?');
        let [query, fragment] = [query, fragment].map(|part| part.map(str::to_owned));
        let written = decode(path).trim_start_matches('/').to_owned();
        Some(Self { path: file_path(path)?, written, query, fragment })
    }

    /// Whether it is a file's alone, with neither query nor fragment.
    pub(super) const fn is_plain(&self) -> bool {
        self.query.is_none() && self.fragment.is_none()
    }

    /// Where it is on the site; files know no queries.
    pub(super) fn address(&self) -> Address {
        let address = Address::new(self.path.as_str());
        match &self.fragment {
            Some(fragment) => address.with_fragment(&decode(fragment)),
            None => address,
        }
    }
}

/// The text before a mark, and what stands behind it where it is there and not empty.
fn split(text: &str, mark: char) -> (&str, Option<&str>) {
    let (before, after) = text.split_once(mark).map_or((text, None), |(a, b)| (a, Some(b)));
    (before, after.filter(|after| !after.is_empty()))
}

/// The file that is shown at a path: `/minutes-15.html`, or `index.html` of a folder. None where it
/// would leave the folder of the site, or where no file can be called so.
fn file_path(path: &str) -> Option<String> {
    let path = decode(path);
    let names: Vec<&str> =
        path.split('/').filter(|name| !name.is_empty() && *name != ".").collect();
    if !names.iter().all(|name| is_possible(name)) {
        return None;
    }
    let joined = names.join("/");
    match names.last() {
        Some(last) if has_extension(last) && !path.ends_with('/') => Some(joined),
        Some(_) => Some(joined + "/index.html"),
        None => Some("index.html".into()),
    }
}

/// Names that begin with a point are the output folder's own business.
fn is_possible(name: &str) -> bool {
    let is_hidden = name.starts_with('.') && name != ".well-known";
    !is_hidden && name.len() <= 255 && !name.contains(|c: char| c.is_control() || c == '\\')
}

/// Whether a name ends as those of files do: `.html`, but not `.2` in `v1.2`.
fn has_extension(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, extension)| {
        let is_short = (1..=5).contains(&extension.len());
        let is_word = extension.chars().all(|one| one.is_ascii_alphanumeric());
        let has_letter = extension.chars().any(|one| one.is_ascii_alphabetic());
        !stem.is_empty() && is_short && is_word && has_letter
    })
}

/// Percent-encoding undone; what is none stays as it is.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let byte = tail.get(..2).filter(|_| first == b'%').and_then(hex);
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn hex(digits: &[u8]) -> Option<u8> {
    let text = std::str::from_utf8(digits).ok()?;
    let is_hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    u8::from_str_radix(text, 16).ok().filter(|_| is_hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_address_is_a_file_or_a_folder_with_an_index() {
        let paths = ["/minutes-15.html", "/wiki/", "/wiki/v1.2", "/", "/a%20b//c.htm", "x"];
        assert_eq!(
            paths.map(|path| file_path(path).unwrap()),
            [
                "minutes-15.html",
                "wiki/index.html",
                "wiki/v1.2/index.html",
                "index.html",
                "a b/c.htm",
                "x/index.html"
            ]
        );
    }

    #[test]
    fn no_redirect_leaves_the_folder_of_the_site() {
        for path in ["/../x.html", "/a/%2e%2e/x.html", "/a\\b.html", "/.lock", "/a%00.html"] {
            assert_eq!(file_path(path), None, "{path}");
        }
    }

    #[test]
    fn an_address_is_a_file_a_query_and_a_fragment() {
        let typed = Typed::read("/wiki/show?id=7#log").unwrap();
        assert_eq!(typed.address().as_str(), "wiki/show/index.html#log");
        assert_eq!(
            (typed.query.as_deref(), typed.fragment.as_deref()),
            (Some("id=7"), Some("log"))
        );
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in ".*") {
            let _ = Typed::read(&text).map(|typed| typed.address());
        }
    }
}
