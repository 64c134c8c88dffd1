//! `docs/examples/nginx.conf` and `Caddyfile`, read by a real nginx and a real Caddy: what a visitor
//! of a published site is sent. Where there is none, these tests say that they were left out.

use std::{
    env, fs,
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    sync::Once,
    thread,
    time::{Duration, Instant},
};

use camino::{Utf8Path, Utf8PathBuf};
use plenary::{Run, publish};

use crate::support::{ArchiveTest, Folder, repository, sample_as_of};

/// How long a server may take to answer at first, on the slowest machine.
const AT_LAST: Duration = Duration::from_mins(1);

/// The policy that every page of the site works under.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; object-src 'none'; base-uri 'none'";

/// The lines that Debian's and Ubuntu's own configuration has where ours is read.
const DISTRIBUTION: &str = "sendfile on;\ntcp_nopush on;\ntypes_hash_max_size 2048;\ngzip on;\n";

/// The published sample archive, served as the example says.
struct Host {
    folder: Folder,
    program: Child,
    port: u16,
}

/// What a visitor is sent.
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Host {
    /// None where there is no nginx.
    fn start() -> Option<Self> {
        Self::nginx(&sample_as_of("2018-10-01").0)
    }

    fn nginx(run: &Run) -> Option<Self> {
        Some(Self::of(run, &nginx()?))
    }

    fn of(run: &Run, nginx: &Utf8PathBuf) -> Self {
        let folder = Folder::new();
        publish(&run.outputs, None, &folder.path.join("public")).unwrap();
        let port = free_port();
        configure(&folder, nginx, port, DISTRIBUTION);
        let program = command(nginx, &folder).stderr(Stdio::null()).spawn().unwrap();
        let mut host = Self { folder, program, port };
        host.await_it();
        host
    }

    /// As [`Host::start`], of Caddy.
    fn caddy(run: &Run) -> Option<Self> {
        let caddy = program("caddy", &CADDY_MISSED)?;
        let folder = Folder::new();
        publish(&run.outputs, None, &folder.path.join("public")).unwrap();
        let port = free_port();
        let example = fs::read_to_string(repository().join("docs/examples/Caddyfile")).unwrap();
        let site =
            put(&example, "review.example.org {", &format!("http://:{port} {{\n\tbind 127.0.0.1"));
        let site = put(&site, "* /srv/review/public", &format!("* \"{}/public\"", folder.path));
        folder.write("Caddyfile", &format!("{{\n\tadmin off\n}}\n{site}"));
        let file = folder.path.join("Caddyfile");
        let program = Command::new(caddy)
            .args(["run", "--adapter", "caddyfile", "--config", file.as_str()])
            .env("HOME", &folder.path)
            .env("XDG_DATA_HOME", &folder.path)
            .env("XDG_CONFIG_HOME", &folder.path)
            .stderr(fs::File::create(folder.path.join("error.log")).unwrap())
            .spawn()
            .unwrap();
        let mut host = Self { folder, program, port };
        host.await_it();
        Some(host)
    }

    /// Each server that is there.
    fn all() -> impl Iterator<Item = Self> {
        Self::each_of(&sample_as_of("2018-10-01").0).into_iter()
    }

    /// The same, of another site.
    fn each_of(run: &Run) -> Vec<Self> {
        [Self::nginx, Self::caddy].into_iter().filter_map(|start| start(run)).collect()
    }

    fn await_it(&mut self) {
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            let is_over = self.program.try_wait().unwrap().is_some();
            assert!(!is_over && begun.elapsed() < AT_LAST, "{}", self.folder.read("error.log"));
            thread::sleep(Duration::from_millis(10));
        }
    }

    fn get(&self, address: &str) -> Answer {
        self.ask("GET", address, "")
    }

    /// Sends a request, with more lines in its head.
    fn ask(&self, method: &str, address: &str, more: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let head = format!("{method} {address} HTTP/1.1\r\nHost: review.example.org\r\n");
        write!(stream, "{head}Connection: close\r\n{more}\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        Answer::read(&bytes)
    }

    /// The addresses of all files of the site.
    fn addresses(&self) -> Vec<String> {
        let files = self.folder.files().into_keys();
        let addresses = files.filter_map(|path| Some(path.strip_prefix("public")?.to_owned()));
        addresses.filter(|address| !address.contains("/.")).collect()
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

impl Answer {
    fn read(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let (first, lines) = head.split_once("\r\n").unwrap();
        let headers = lines.lines().filter_map(|line| line.split_once(": "));
        Self {
            status: first.split(' ').nth(1).unwrap().parse().unwrap(),
            headers: headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect(),
            body: bytes[end + 4..].to_vec(),
        }
    }

    /// A header's value; empty where it was not sent.
    fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(other, _)| other == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

static NGINX_MISSED: Once = Once::new();
static CADDY_MISSED: Once = Once::new();

fn nginx() -> Option<Utf8PathBuf> {
    program("nginx", &NGINX_MISSED)
}

/// A server; where it is not there, that is said once, past the test harness, which would keep it
/// to itself.
fn program(name: &str, missed: &Once) -> Option<Utf8PathBuf> {
    let path = env::var("PATH").unwrap_or_default();
    let folders = env::split_paths(&path).filter_map(|path| Utf8PathBuf::from_path_buf(path).ok());
    let folders = folders.chain(["/usr/sbin".into(), "/usr/local/sbin".into()]);
    let found = folders.map(|folder| folder.join(name)).find(|path| path.is_file());
    if found.is_none() {
        missed.call_once(|| {
            let left_out = format!("docs/examples was NOT tried with {name}: there is none here");
            let _ = writeln!(std::io::stderr(), "\n{left_out}");
        });
    }
    found
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Writes the example, with this folder and port for those of its marked lines, and the
/// configuration around it, as a system has one.
fn configure(folder: &Folder, nginx: &Utf8Path, port: u16, around: &str) {
    let example = fs::read_to_string(repository().join("docs/examples/nginx.conf")).unwrap();
    let root = format!("root \"{}/public\";", folder.path);
    let server = put(&example, "listen 80;", &format!("listen 127.0.0.1:{port};"));
    let server = put(&server, "root /srv/review/public;", &root);
    let map = format!("include \"{}/public/_redirects.nginx\";", folder.path);
    folder.write("site.conf", &put(&server, "include /srv/review/public/_redirects.nginx;", &map));
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path \"{}/{name}\";\n", folder.path))
        .concat();
    let text = format!(
        "daemon off;\nmaster_process off;\npid \"{0}/pid\";\nerror_log \"{0}/error.log\";\nevents {{}}\n\
         http {{\n{around}include \"{1}\";\ndefault_type application/octet-stream;\naccess_log off;\n\
         {temporary}include \"{0}/site.conf\";\n}}\n",
        folder.path,
        types(nginx),
    );
    folder.write("nginx.conf", &text);
}

fn put(text: &str, old: &str, new: &str) -> String {
    assert!(text.contains(old), "the example has no `{old}`");
    text.replace(old, new)
}

/// The system's table of types, beside its configuration.
fn types(nginx: &Utf8Path) -> Utf8PathBuf {
    let told = Command::new(nginx).arg("-V").output().unwrap();
    let told = String::from_utf8_lossy(&told.stderr).into_owned();
    let path = told.split_whitespace().find_map(|word| word.strip_prefix("--conf-path="));
    Utf8Path::new(path.unwrap_or("/etc/nginx/nginx.conf")).with_file_name("mime.types")
}

fn command(nginx: &Utf8Path, folder: &Folder) -> Command {
    let mut command = Command::new(nginx);
    command.args(["-p", folder.path.as_str(), "-c", folder.path.join("nginx.conf").as_str()]);
    command
}

#[test]
fn the_example_is_read_whatever_stands_around_it() {
    let Some(nginx) = nginx() else { return };
    for around in ["", DISTRIBUTION] {
        let folder = Folder::new();
        folder.write("public/_redirects.nginx", "");
        configure(&folder, &nginx, free_port(), around);
        let tried = command(&nginx, &folder).arg("-t").output().unwrap();
        let said = String::from_utf8_lossy(&tried.stderr).into_owned();
        assert!(tried.status.success() && !said.contains("[warn]"), "{said}");
    }
}

#[test]
fn every_file_has_its_type_and_the_headers_of_the_site() {
    Host::all().for_each(|host| hold_types_and_headers(&host));
}

fn hold_types_and_headers(host: &Host) {
    let addresses = host.addresses();
    let map = host.folder.read("public/_redirects.nginx");
    for address in addresses.iter().filter(|one| !map.contains(&format!("\"{one}\" "))) {
        let answer = host.ask("HEAD", address, "");
        assert_eq!(answer.status, 200, "{address}");
        assert!(answer.header("content-security-policy").starts_with(POLICY), "{address}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(answer.header("cache-control"), "no-cache", "{address}");
        assert_eq!(answer.header("referrer-policy"), "strict-origin-when-cross-origin");
        let types = types_of(address);
        assert!(types.contains(&answer.header("content-type")), "{address}: {:?}", answer.headers);
    }
    for ending in [".html", ".css", ".js", ".json", ".csv", ".ics", "feed.xml", ".svg", ".txt"] {
        assert!(addresses.iter().any(|one| one.ends_with(ending)), "no {ending} was looked at");
    }
    assert!(addresses.iter().any(|one| one.starts_with("/owners/") && one.ends_with(".xml")));
}

/// What a file may be sent as.
fn types_of(address: &str) -> &'static [&'static str] {
    let is_feed = address.ends_with("/feed.xml") || address.starts_with("/owners/");
    match Utf8Path::new(address).extension() {
        Some("html") => &["text/html; charset=utf-8"],
        Some("css") => &["text/css; charset=utf-8"],
        Some("js") => &["application/javascript; charset=utf-8", "text/javascript; charset=utf-8"],
        Some("json") => &["application/json; charset=utf-8", "application/json"],
        Some("csv") => &["text/csv; charset=utf-8"],
        Some("ics") => &["text/calendar; charset=utf-8"],
        Some("xml") if is_feed => &["application/atom+xml; charset=utf-8"],
        Some("xml") => &["text/xml; charset=utf-8", "application/xml; charset=utf-8"],
        Some("svg") => &["image/svg+xml"],
        Some("txt") => &["text/plain; charset=utf-8"],
        // Caddy says nothing of what it does not know
        _ => &["application/octet-stream", ""],
    }
}

#[test]
fn what_is_not_there_is_a_404_with_the_page_that_says_so() {
    Host::all().for_each(|host| hold_missing(&host));
}

fn hold_missing(host: &Host) {
    let page = host.folder.read("public/404.html");
    for address in [
        "/nowhere",
        "/meetings/nowhere.html",
        "/a/b/c.ics",
        // folders: they are not listed, and have no address
        "/data/",
        "/data",
        "/meetings/",
        // what the program keeps for itself, and what somebody left there
        "/.plenary-lock",
        "/.git/config",
    ] {
        let answer = host.get(address);
        assert_eq!((answer.status, answer.text()), (404, page.clone()), "{address}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{address}");
        assert!(answer.header("content-security-policy").starts_with(POLICY), "{address}");
    }
    for address in
        ["/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/data/..%2f..%2fsite.conf"]
    {
        let answer = host.get(address);
        assert!((400..500).contains(&answer.status), "{address}: {}", answer.status);
    }
    assert_eq!(host.ask("POST", "/index.html", "Content-Length: 0\r\n").status, 405);
}

#[test]
fn home_and_old_addresses_lead_where_they_should() {
    let Some(host) = Host::start() else { return };
    for address in ["/", "/?from=mail"] {
        let answer = host.get(address);
        assert_eq!((answer.status, answer.text()), (200, host.folder.read("public/index.html")));
    }
    let old = host.get("/meetings/meeting-15.html?from=mail");
    assert_eq!(old.status, 301);
    assert!(old.header("location").ends_with("/meetings/plenary-15.html"), "{:?}", old.headers);
    let page = host.folder.read("public/meetings/meeting-15.html");
    assert!(page.contains("http-equiv=\"refresh\""), "the site's own page leads on, too");
}

#[test]
fn an_old_address_with_a_query_leads_to_its_page_with_it() {
    let site = "title = \"Team\"\nbase_url = \"https://team.example.org/\"\n[redirects]\n\
        \"/pages/viewpage.action?pageId=15\" = \"/about.html\"\n";
    let archive = ArchiveTest::new()
        .file("content/site.toml", site)
        .file("content/pages/about.md", "+++\ntitle = \"About\"\n+++\n");
    Host::each_of(&archive.run()).into_iter().for_each(|host| {
        let answer = host.get("/pages/viewpage.action?pageId=15");
        assert!([301, 308].contains(&answer.status), "{}", answer.status);
        let to = answer.header("location");
        assert!(to.ends_with("/pages/viewpage.action/?pageId=15"), "{to}");
        let page = host.get("/pages/viewpage.action/?pageId=15");
        assert_eq!(page.status, 200);
        assert!(page.text().contains("/about.html"), "{}", page.text());
        assert_eq!(host.get("/data?x").status, 404);
    });
}

#[test]
fn every_redirect_is_read_whatever_is_in_it() {
    let Some(nginx) = nginx() else { return };
    let long = format!("/{}.html", "a".repeat(250));
    let site = "title = \"Team\"\nbase_url = \"https://team.example.org/\"\nas_of = 2017-09-01\n\
        [redirects]\n\"/A $x \\\"q\\\" ; {b}.html\" = \"/about.html#$y\"\n\"/a%20b/Ž/\" = \
        \"https://x.example.org/?a=$b;c\"\n\"/default.html\" = \"/about.html\"\n\"/Old.html\" = \
        \"/about.html\"\n\"/old.html\" = \"/about.html\"\n\"/~x.html\" = \"/about.html\"\n";
    let site = format!("{site}\"{long}\" = \"/about.html\"\n");
    let archive = ArchiveTest::new()
        .file("content/site.toml", &site)
        .file("content/pages/about.md", "+++\ntitle = \"About\"\n+++\n");
    let host = Host::of(&archive.run(), &nginx);
    for (old, new) in [
        ("/A%20$x%20%22q%22%20;%20%7Bb%7D.html", "/about.html#%24y"),
        ("/a%20b/%C5%BD/", "https://x.example.org/?a=%24b;c"),
        ("/default.html", "/about.html"),
        ("/old.html", "/about.html"),
        ("/OLD.html", "/about.html"),
        ("/~x.html", "/about.html"),
        (&long, "/about.html"),
    ] {
        let answer = host.get(old);
        assert_eq!(answer.status, 301, "{old}");
        assert!(answer.header("location").ends_with(new), "{old}: {:?}", answer.headers);
    }
    assert_eq!(host.get("/about.html").status, 200);
}

#[test]
fn a_certificate_can_be_asked_for() {
    let Some(host) = Host::start() else { return };
    host.folder.write("public/.well-known/acme-challenge/token", "answer");
    let answer = host.get("/.well-known/acme-challenge/token");
    assert_eq!((answer.status, answer.text().as_str()), (200, "answer"));
}

#[test]
fn a_copy_that_is_still_the_same_is_not_sent_again() {
    Host::all().for_each(|host| hold_copies(&host));
}

fn hold_copies(host: &Host) {
    for coding in ["", "Accept-Encoding: gzip\r\n"] {
        let first = host.ask("GET", "/meetings.html", coding);
        let known = format!("{coding}If-None-Match: {}\r\n", first.header("etag"));
        let again = host.ask("GET", "/meetings.html", &known);
        assert_eq!((first.status, again.status, again.body.len()), (200, 304, 0), "{coding}");
    }
    host.folder.write("public/meetings.html", "Another page.");
    let known = "If-None-Match: \"0-0\"\r\n";
    assert_eq!(host.ask("GET", "/meetings.html", known).text(), "Another page.");
}

#[test]
fn text_is_sent_compressed_to_who_can_read_it_so() {
    let Some(host) = Host::start() else { return };
    for ending in [".html", ".css", ".js", ".json", ".csv", ".ics", "feed.xml"] {
        let address = host.addresses().into_iter().find(|one| one.ends_with(ending)).unwrap();
        let packed = host.ask("GET", &address, "Accept-Encoding: gzip\r\n");
        assert_eq!(packed.header("content-encoding"), "gzip", "{address}");
        assert_eq!(packed.header("vary"), "Accept-Encoding", "{address}");
        assert_eq!(host.get(&address).header("content-encoding"), "", "{address}");
    }
    let part = host.ask("GET", "/data/meetings.json", "Range: bytes=0-9\r\n");
    assert_eq!((part.status, part.body.len()), (206, 10));
}
