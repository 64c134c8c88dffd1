//! The type of a file, by its address.

/// The media type that a file is sent as; text is always UTF-8.
pub(super) fn media_type(address: &str) -> &'static str {
    let name = address.rsplit('/').next().unwrap_or_default();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "xml" if is_feed(address) => "application/atom+xml; charset=utf-8",
        _ if matches!(address, "_redirects" | "_redirects.nginx") => "text/plain; charset=utf-8",
        extension => by_extension(extension),
    }
}

/// The feeds of the site, and those of owners.
fn is_feed(address: &str) -> bool {
    address == "feed.xml" || address.ends_with("/feed.xml") || address.starts_with("owners/")
}

fn by_extension(extension: &str) -> &'static str {
    let found = TYPES.iter().find(|(one, _)| *one == extension);
    found.map_or("application/octet-stream", |(_, media_type)| media_type)
}

/// What the site is made of, and what people attach.
const TYPES: &[(&str, &str)] = &[
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("csv", "text/csv; charset=utf-8"),
    ("ics", "text/calendar; charset=utf-8"),
    ("xml", "application/xml; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("sha256", "text/plain; charset=utf-8"),
    ("md", "text/markdown; charset=utf-8"),
    ("vtt", "text/vtt; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("ico", "image/x-icon"),
    ("woff", "font/woff"),
    ("woff2", "font/woff2"),
    ("ttf", "font/ttf"),
    ("otf", "font/otf"),
    ("wasm", "application/wasm"),
    ("pdf", "application/pdf"),
    ("zip", "application/zip"),
    ("doc", "application/msword"),
    ("xls", "application/vnd.ms-excel"),
    ("ppt", "application/vnd.ms-powerpoint"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odp", "application/vnd.oasis.opendocument.presentation"),
    ("mp3", "audio/mpeg"),
    ("m4a", "audio/mp4"),
    ("ogg", "audio/ogg"),
    ("wav", "audio/wav"),
    ("mp4", "video/mp4"),
    ("webm", "video/webm"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_are_told_from_other_xml_and_capitals_do_not_matter() {
        assert_eq!(media_type("decisions/feed.xml"), "application/atom+xml; charset=utf-8");
        assert_eq!(media_type("owners/icann-org.xml"), "application/atom+xml; charset=utf-8");
        assert_eq!(media_type("sitemap.xml"), "application/xml; charset=utf-8");
        assert_eq!(media_type("meetings/f2f/Slides.PDF"), "application/pdf");
        assert_eq!(media_type("_redirects"), "text/plain; charset=utf-8");
        assert_eq!(media_type("_redirects.nginx"), "text/plain; charset=utf-8");
        assert_eq!(media_type("meetings/f2f/notes"), "application/octet-stream");
    }
}
