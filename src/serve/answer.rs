//! A request for a file of the site in, the response out.

use std::sync::Arc;

use hyper::{
    HeaderMap, Method, Request, Response, StatusCode,
    body::Bytes,
    header::{
        ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG,
        HeaderName, HeaderValue, IF_NONE_MATCH, IF_RANGE, LOCATION, RANGE,
    },
};

use super::{
    body::Body, file::File, glance::Glance, media::media_type, proof::Proofs, range::Part, reload,
    site::Site,
};
use crate::{
    source::Entry,
    text::{percent_decode, percent_encode},
};

const HTML: &str = "text/html; charset=utf-8";

/// Answers a request for a file of the site.
pub(super) fn answer(request: &Request<()>, site: &Site) -> Response<Body> {
    let Some(path) = percent_decode(request.uri().path()) else {
        return plain(StatusCode::BAD_REQUEST, "This address is not percent-encoded UTF-8.\n");
    };
    match path.strip_prefix(site.base()) {
        Some(address) => below_base(request, site, address),
        None => elsewhere(request, site, &path),
    }
}

/// Answers a request for a file of the site, or of a page that is newer.
pub(super) fn answer_newest(
    request: &Request<()>,
    site: &Site,
    proofs: Option<&Proofs>,
) -> Response<Body> {
    let page = || {
        let (path, proofs) = (percent_decode(request.uri().path())?, proofs?);
        let Entry::Bytes(page) = proofs.get(path.strip_prefix(site.base())?)? else { return None };
        let page = reload::with_script(page, &proofs.version);
        Some(File::of_bytes(HTML, page.into()))
    };
    page().map_or_else(|| answer(request, site), |page| conditional(request, &page))
}

/// Answers a request for a page while there is no site; with the page that stands in where it is
/// not in the part of the archive that there is a glance at.
pub(super) fn answer_at_a_glance(request: &Request<()>, glance: &Glance) -> Response<Body> {
    let found = |site: Arc<Site>| {
        Some(answer(request, &site)).filter(|answer| answer.status() != StatusCode::NOT_FOUND)
    };
    let first = found(glance.site());
    let meeting = request.uri().path().rsplit_once("meetings/").map(|(_, name)| name);
    let meeting = meeting.and_then(|name| percent_decode(name.strip_suffix(".html")?));
    let with = || meeting.and_then(|id| found(glance.site_with(&id)));
    first.or_else(with).unwrap_or_else(|| waiting(glance.version()))
}

/// Whether a page is asked for, or what it needs to be seen. Data, calendars and feeds have no place
/// to say that they are of a part.
pub(super) fn is_of_a_page(request: &Request<()>) -> bool {
    let path = request.uri().path();
    let kind = if path.ends_with('/') { HTML } else { media_type(path) };
    ["text/html", "text/css", "text/javascript", "image/", "font/"]
        .iter()
        .any(|one| kind.starts_with(one))
}

fn below_base(request: &Request<()>, site: &Site, address: &str) -> Response<Body> {
    let is_folder = address.is_empty() || address.ends_with('/');
    let address = if is_folder { &format!("{address}index.html") } else { address };
    match site.get(address).and_then(|entry| file(site, address, entry)) {
        Some(file) => conditional(request, &file),
        // an old address with a query has its page in a folder of its name
        None if site.has(&format!("{address}/index.html")) => {
            found(request, &format!("{}{address}/", site.base()))
        }
        None => missing(site),
    }
}

/// A path that is not below the base URL's: what it may have meant is there.
fn elsewhere(request: &Request<()>, site: &Site, path: &str) -> Response<Body> {
    let address = path.trim_start_matches('/');
    let is_base = address.is_empty() || site.base() == format!("/{address}/");
    if !is_base && !site.has(address) {
        return missing(site);
    }
    let inside = if is_base { "" } else { address };
    found(request, &format!("{}{inside}", site.base()))
}

/// The same query at another path.
fn found(request: &Request<()>, path: &str) -> Response<Body> {
    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    let to = percent_encode(path) + &query;
    let mut response = plain(StatusCode::FOUND, &format!("The site is at {to}\n"));
    set(&mut response, LOCATION, &to);
    response
}

/// The site's own page for what is not there, or the one that is shown before there is any site.
fn missing(site: &Site) -> Response<Body> {
    if site.is_empty() {
        return waiting(&site.version);
    }
    let page = site.get("404.html").and_then(|entry| file(site, "404.html", entry));
    page.map_or_else(
        || plain(StatusCode::NOT_FOUND, "There is nothing at this address.\n"),
        |page| whole(StatusCode::NOT_FOUND, &page),
    )
}

/// The page that stands in until there is a site.
pub(super) fn waiting(version: &str) -> Response<Body> {
    let page = reload::with_script(reload::WAITING.as_bytes(), version);
    let mut response = whole(StatusCode::SERVICE_UNAVAILABLE, &File::of_bytes(HTML, page.into()));
    set(&mut response, hyper::header::RETRY_AFTER, "1");
    response
}

/// A file of the program's own.
pub(super) fn own(
    request: &Request<()>,
    media_type: &'static str,
    text: &'static str,
) -> Response<Body> {
    conditional(request, &File::of_bytes(media_type, Bytes::from_static(text.as_bytes())))
}

/// A word to whoever asked, where no page can be shown.
pub(super) fn plain(status: StatusCode, text: &str) -> Response<Body> {
    let text = Bytes::copy_from_slice(text.as_bytes());
    whole(status, &File::of_bytes("text/plain; charset=utf-8", text))
}

/// The file of an entry, pages with the script that reloads them; none where it is gone from disk.
fn file(site: &Site, address: &str, entry: Entry) -> Option<File> {
    let media_type = media_type(address);
    match entry {
        Entry::Bytes(bytes) if media_type == HTML => {
            let noted = site.is_part.then(|| reload::with_note(&bytes));
            let page = reload::with_script(noted.as_deref().unwrap_or(&bytes), &site.version);
            Some(File::of_bytes(media_type, page.into()))
        }
        Entry::Bytes(bytes) => Some(File::of_bytes(media_type, Bytes::from_owner(bytes))),
        Entry::OnDisk { path, .. } => File::on_disk(media_type, &path),
        Entry::Unreadable(_) => None,
    }
}

/// The file, the part of it that is asked for, or that it is what the asker has.
fn conditional(request: &Request<()>, file: &File) -> Response<Body> {
    if has_it(request.headers(), &file.etag) {
        return head(StatusCode::NOT_MODIFIED, file);
    }
    match part(request, file) {
        Part::Whole => whole(StatusCode::OK, file),
        Part::Bytes(bytes) => {
            let mut response = head(StatusCode::PARTIAL_CONTENT, file);
            let range = format!("bytes {}-{}/{}", bytes.start, bytes.end - 1, file.length);
            set(&mut response, CONTENT_RANGE, &range);
            send(response, file, bytes)
        }
        Part::Unsatisfiable => {
            let mut response = plain(StatusCode::RANGE_NOT_SATISFIABLE, "There is no such part.\n");
            set(&mut response, CONTENT_RANGE, &format!("bytes */{}", file.length));
            response
        }
    }
}

/// Whether the asker has a copy that is the same.
fn has_it(headers: &HeaderMap, etag: &str) -> bool {
    let tags = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut tags = tags.flat_map(|tags| tags.split(',')).map(str::trim);
    tags.any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

/// The part that is asked for; a part of another version of the file is of no use.
fn part(request: &Request<()>, file: &File) -> Part {
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    let is_same = header(IF_RANGE).is_none_or(|tag| tag == file.etag);
    match header(RANGE).filter(|_| is_same && request.method() == Method::GET) {
        Some(range) => Part::asked(range, file.length),
        None => Part::Whole,
    }
}

fn whole(status: StatusCode, file: &File) -> Response<Body> {
    send(head(status, file), file, 0..file.length)
}

fn send(mut response: Response<Body>, file: &File, bytes: std::ops::Range<u64>) -> Response<Body> {
    set(&mut response, CONTENT_LENGTH, &(bytes.end - bytes.start).to_string());
    *response.body_mut() = file.body(bytes);
    response
}

/// A response without its body.
fn head(status: StatusCode, file: &File) -> Response<Body> {
    let mut response = Response::new(Body::Whole(Bytes::new()));
    *response.status_mut() = status;
    set(&mut response, CONTENT_TYPE, file.media_type);
    set(&mut response, ETAG, &file.etag);
    set(&mut response, ACCEPT_RANGES, "bytes");
    set(&mut response, CACHE_CONTROL, "no-cache");
    response
}

/// Sets a header; all that we say can stand in one.
pub(super) fn set(response: &mut Response<Body>, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
