//! Whether markup is what it was meant to be, whatever text stands in it: every tag that is opened
//! is closed, and nothing in it runs.

/// Elements of HTML that hold nothing, and have no closing tag.
const EMPTY: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// What attributes that lead somewhere are called.
const LINKS: [&str; 5] = ["href", "src", "action", "poster", "data"];

/// Schemes that a page may lead to.
const SCHEMES: [&str; 6] = ["http", "https", "mailto", "tel", "webcal", "data"];

/// Fails unless a page is well-formed, and no script but the theme's is in it.
pub(crate) fn hold_page(address: &str, text: &str) {
    Markup { address, rest: text, open: Vec::new(), is_html: true }.read();
}

/// Fails unless a feed or a picture is well-formed.
pub(crate) fn hold_xml(address: &str, text: &str) {
    let unfit = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{80}'..='\u{9F}');
    assert!(
        !text.contains(|c| unfit(c) || matches!(c, '\u{FFFE}' | '\u{FFFF}')),
        "{address} holds a character that no XML may"
    );
    Markup { address, rest: text, open: Vec::new(), is_html: false }.read();
}

struct Markup<'a> {
    address: &'a str,
    rest: &'a str,
    open: Vec<&'a str>,
    is_html: bool,
}

impl<'a> Markup<'a> {
    fn read(mut self) {
        while let Some(at) = self.rest.find('<') {
            self.text(at);
            self.tag();
        }
        self.text(self.rest.len());
        assert!(self.open.is_empty(), "{}: {:?} are never closed", self.address, self.open);
    }

    /// The text before a tag: every `&` in it begins a reference.
    fn text(&mut self, length: usize) {
        let text = self.take(length);
        self.hold_references(text);
    }

    fn hold_references(&self, text: &str) {
        for after in text.split('&').skip(1) {
            let name = after.split(';').next().unwrap_or_default();
            let is_reference = after.len() > name.len()
                && !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#');
            assert!(is_reference, "{}: a bare & in {text:?}", self.address);
        }
    }

    fn tag(&mut self) {
        if self.rest.starts_with("<!--") {
            self.through("-->");
        } else if self.rest.starts_with("<!") || self.rest.starts_with("<?") {
            self.through(">");
        } else if self.rest.starts_with("</") {
            let tag = self.through(">");
            let name = tag.trim_start_matches("</").trim_end_matches('>');
            assert_eq!(self.open.pop(), Some(name), "{}: {tag}", self.address);
        } else {
            self.opening();
        }
    }

    fn opening(&mut self) {
        self.take(1);
        let name = self.name();
        assert!(!name.is_empty(), "{}: a bare < before {:?}", self.address, self.shown());
        let attributes = self.attributes();
        let is_closed = self.rest.starts_with("/>");
        self.through(">");
        if name == "script" {
            return self.script(&attributes);
        }
        if !(is_closed || self.is_html && EMPTY.contains(&name)) {
            self.open.push(name);
        }
    }

    /// A script is one of the theme's, or data.
    fn script(&mut self, attributes: &[(&str, &str)]) {
        let held = self.through("</script>");
        let held = held.trim_end_matches("</script>");
        if attributes.contains(&("type", "application/ld+json")) {
            let read = serde_json::from_str::<serde_json::Value>(held);
            assert!(read.is_ok() && !held.contains('<'), "{}: {held}", self.address);
            return;
        }
        let is_ours = attributes.iter().any(|(name, path)| {
            let is_theirs = path.contains(':') || path.starts_with("//");
            *name == "src" && !is_theirs && path.rsplit('/').nth(1) == Some("assets")
        });
        assert!(is_ours && held.is_empty(), "{}: a script {attributes:?} {held}", self.address);
    }

    fn attributes(&mut self) -> Vec<(&'a str, &'a str)> {
        let mut all: Vec<(&str, &str)> = Vec::new();
        loop {
            self.take(self.rest.len() - self.rest.trim_start().len());
            let name = self.name();
            if name.is_empty() {
                break;
            }
            let value = self.value();
            self.attribute(name, value);
            assert!(all.iter().all(|(other, _)| *other != name), "{}: two {name}", self.address);
            all.push((name, value));
        }
        let is_over = self.rest.starts_with('>') || self.rest.starts_with("/>");
        assert!(is_over, "{}: a tag goes on with {:?}", self.address, self.shown());
        all
    }

    fn value(&mut self) -> &'a str {
        if !self.rest.starts_with('=') {
            return "";
        }
        self.take(1);
        let quote = self.take(1);
        assert!(["\"", "'"].contains(&quote), "{}: a value without quotes", self.address);
        self.through(quote).trim_end_matches(quote)
    }

    fn attribute(&self, name: &str, value: &str) {
        let is_handler = self.is_html && (name.starts_with("on") || name == "style");
        assert!(!is_handler, "{}: {name}={value:?}", self.address);
        assert!(!value.contains('<'), "{}: {name}={value:?}", self.address);
        self.hold_references(value);
        if LINKS.contains(&name) {
            let head = value.split(['/', '?', '#']).next().unwrap_or_default();
            let scheme = head.split_once(':').map(|(scheme, _)| scheme.trim().to_lowercase());
            let is_safe = scheme.is_none_or(|scheme| SCHEMES.contains(&&*scheme));
            assert!(is_safe, "{}: {name}={value:?}", self.address);
        }
    }

    fn name(&mut self) -> &'a str {
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '_');
        let length = self.rest.find(|c| !is_name(c)).unwrap_or(self.rest.len());
        self.take(length)
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    /// Up to the end of what ends it.
    fn through(&mut self, end: &str) -> &'a str {
        let at = self.rest.find(end);
        let at =
            at.unwrap_or_else(|| panic!("{}: no {end} after {:?}", self.address, self.shown()));
        self.take(at + end.len())
    }

    fn shown(&self) -> String {
        self.rest.chars().take(60).collect()
    }
}
