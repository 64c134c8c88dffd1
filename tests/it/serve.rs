//! `plenary serve`: what a browser, a careless client and a hostile one get, while the content
//! changes.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use camino::{Utf8Path, Utf8PathBuf};
use chrono::{Days, NaiveDate};
use serde_json::Value;

/// How long something may take that has to happen, on the slowest machine.
const AT_LAST: Duration = Duration::from_mins(2);

const SITE: &str =
    "title = \"Team\"\nbase_url = \"https://team.example.org/\"\nas_of = 2017-09-01\n";

/// An archive in a folder that goes when the test is over.
struct Archive {
    _dir: tempfile::TempDir,
    path: Utf8PathBuf,
}

impl Archive {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(dir.path().canonicalize().unwrap()).unwrap();
        let archive = Self { _dir: dir, path };
        archive.write("content/site.toml", SITE);
        archive.page("about", "Who we are.");
        archive
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn page(&self, id: &str, text: &str) {
        let page = format!("+++\ntitle = \"The page {id}\"\n+++\n\n{text}\n");
        self.write(&format!("content/pages/{id}.md"), page);
    }

    /// A page with a file beside it, and the file's bytes.
    fn bundle(&self) -> Vec<u8> {
        let bytes: Vec<u8> = (0..600_000_u32).map(|n| (n % 251) as u8).collect();
        self.write(
            "content/pages/map/index.md",
            "+++\ntitle = \"Map\"\n+++\n\n[The map](Žarko%20map.pdf)\n",
        );
        self.write("content/pages/map/Žarko map.pdf", &bytes);
        bytes
    }

    /// Calls, one more than the preview shows at a glance.
    fn large(&self) {
        self.calls(61);
    }

    /// So many weekly calls.
    fn calls(&self, n: u64) {
        self.write("content/site.toml", format!("{SITE}[series.plenary]\nname = \"Call\"\n"));
        for n in 0..n {
            self.call(n, "Call", &format!("## Notes\n\nThe notes of call {n}."));
        }
    }

    /// A call with this title and text.
    fn call(&self, n: u64, title: &str, text: &str) {
        let day = NaiveDate::from_ymd_opt(2010, 1, 5).unwrap() + Days::new(7 * n);
        let head =
            format!("title = \"{title}\"\nseries = \"plenary\"\ndate = {day}\nstart = 06:00\n");
        let text = format!("+++\n{head}end = 07:00\n+++\n\n{text}\n");
        self.write(&format!("content/meetings/plenary-{n}.md"), text);
    }

    /// The files of a clean build of the content as it is, by address.
    fn built(&self) -> BTreeMap<String, Vec<u8>> {
        let copy = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(copy.path()).unwrap();
        for folder in ["content", "themes"] {
            copy_folder(&self.path, folder, root);
        }
        let built = plenary(root, &["build"]).output().unwrap();
        let told = String::from_utf8_lossy(&built.stdout).into_owned();
        assert_eq!(built.status.code(), Some(0), "{told}");
        let public = root.join("public");
        let files = walkdir::WalkDir::new(&public).into_iter().map(Result::unwrap);
        let files = files.filter(|entry| entry.file_type().is_file());
        files
            .map(|entry| {
                let path = Utf8Path::from_path(entry.path()).unwrap();
                let address = path.strip_prefix(&public).unwrap().as_str().replace('\\', "/");
                (address, fs::read(path).unwrap())
            })
            .filter(|(address, _)| !address.starts_with('.'))
            .collect()
    }
}

fn copy_folder(from: &Utf8Path, folder: &str, to: &Utf8Path) {
    for entry in walkdir::WalkDir::new(from.join(folder)).into_iter().flatten() {
        let copy = to.as_std_path().join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(copy).unwrap();
        } else {
            fs::copy(entry.path(), copy).unwrap();
        }
    }
}

fn plenary(folder: &Utf8Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
    command
        .args(args)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env_remove("SOURCE_DATE_EPOCH")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// A preview that runs, and ends with the test.
struct Preview {
    program: Child,
    port: u16,
    /// All that it has said, on both streams.
    said: Arc<Mutex<String>>,
}

impl Preview {
    fn of(archive: &Archive) -> Self {
        Self::with(archive, &[])
    }

    #[track_caller]
    fn with(archive: &Archive, args: &[&str]) -> Self {
        Self::run(&mut plenary(&archive.path, &[&["serve", "--port", "0"], args].concat()))
    }

    #[track_caller]
    fn run(command: &mut Command) -> Self {
        let mut program = command.spawn().unwrap();
        let mut errors = BufReader::new(program.stderr.take().unwrap());
        let mut first = String::new();
        errors.read_line(&mut first).unwrap();
        let port = first
            .split("http://")
            .nth(1)
            .and_then(|url| url.split('/').next()?.rsplit(':').next()?.parse().ok());
        let port = port.unwrap_or_else(|| panic!("it says where it is: {first}"));
        let said = Arc::new(Mutex::new(first));
        listen(errors, said.clone());
        listen(BufReader::new(program.stdout.take().unwrap()), said.clone());
        Self { program, port, said }
    }

    fn connect(&self) -> TcpStream {
        let connection = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        connection.set_read_timeout(Some(AT_LAST)).unwrap();
        connection
    }

    /// Sends the text of a request and reads to the end.
    fn send(&self, request: &str) -> Answer {
        let mut connection = self.connect();
        connection.write_all(request.as_bytes()).unwrap();
        Answer::read(connection)
    }

    fn ask(&self, method: &str, path: &str, headers: &str) -> Answer {
        self.send(&format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\n{headers}Connection: close\r\n\r\n"
        ))
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "")
    }

    /// What a page that listens is told from now on.
    fn events(&self) -> Events {
        let mut connection = self.connect();
        let request = "GET /.plenary/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
        connection.write_all(request.as_bytes()).unwrap();
        Events(BufReader::new(connection))
    }

    /// Waits until a page shows a text.
    #[track_caller]
    fn until_shown(&self, path: &str, text: &str) {
        let shown = || self.get(path).text().contains(text).then_some(());
        at_last(shown, || format!("{path} shows `{text}`; said: {}", self.said()));
    }

    /// Waits until it has said something.
    #[track_caller]
    fn until_said(&self, text: &str) {
        at_last(|| self.said().contains(text).then_some(()), || format!("`{text}` is said"));
    }

    fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// Waits until every file is that of a clean build, and there is no other page.
    #[track_caller]
    fn until_as_built(&self, archive: &Archive) {
        let built = archive.built();
        let differs = || built.iter().find(|(address, bytes)| !self.has(address, bytes));
        let same = || differs().is_none().then_some(());
        at_last(same, || format!("{:?} is as built", differs().map(|(address, _)| address)));
    }

    fn has(&self, address: &str, bytes: &[u8]) -> bool {
        let path: String = address.bytes().map(encoded).collect();
        let answer = self.get(&format!("/{path}"));
        answer.status == 200 && answer.published() == bytes
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn encoded(byte: u8) -> String {
    let is_plain = byte.is_ascii_alphanumeric() || b"-._/".contains(&byte);
    if is_plain { char::from(byte).into() } else { format!("%{byte:02X}") }
}

fn listen(stream: impl std::io::Read + Send + 'static, said: Arc<Mutex<String>>) {
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            said.lock().unwrap().push_str(&(line + "\n"));
        }
    });
}

/// Tries again until something is there, and fails where it never is.
#[track_caller]
fn at_last<T>(mut found: impl FnMut() -> Option<T>, expected: impl Fn() -> String) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = found() {
            return found;
        }
        assert!(begun.elapsed() < AT_LAST, "not yet: {}", expected());
        thread::sleep(Duration::from_millis(20));
    }
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn read(mut connection: impl std::io::Read) -> Self {
        let mut bytes = Vec::new();
        connection.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a whole head");
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Self { status, head, body: bytes[end + 4..].to_vec() }
    }

    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(one, _)| one.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body without the line that the preview puts into a page.
    fn published(&self) -> Vec<u8> {
        let html = self.header("content-type").is_some_and(|kind| kind.starts_with("text/html"));
        if !html {
            return self.body.clone();
        }
        let text = self.text();
        let (before, rest) = text.split_once("<script src=\"/.plenary/reload.js\"").unwrap();
        let (_, after) = rest.split_once("</script>\n").unwrap();
        format!("{before}{after}").into_bytes()
    }
}

/// What a page that listens is told.
struct Events(BufReader<TcpStream>);

impl Events {
    fn next(&mut self) -> Value {
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the stream goes on");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).unwrap();
            }
        }
    }

    /// The next state of which something holds.
    fn until(&mut self, holds: impl Fn(&Value) -> bool) -> Value {
        loop {
            let state = self.next();
            if holds(&state) {
                return state;
            }
        }
    }
}

#[test]
fn a_site_is_served_from_memory_and_the_output_folder_is_left_alone() {
    let archive = Archive::new();
    archive.write("public/about.html", "as it was");
    let preview = Preview::of(&archive);
    let page = preview.get("/about.html");
    assert_eq!(page.status, 200);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'self'; script-src 'self' 'wasm-unsafe-eval';"));
    assert!(page.text().contains("Who we are."));
    assert_eq!(preview.get("/").published(), preview.get("/index.html").published());
    archive.page("about", "Who we were.");
    preview.until_shown("/about.html", "Who we were.");
    let public = fs::read_dir(archive.path.join("public")).unwrap();
    assert_eq!(public.count(), 1, "nothing is written");
    assert!(!archive.path.join("content/.addresses").exists());
    assert_eq!(fs::read_to_string(archive.path.join("public/about.html")).unwrap(), "as it was");
}

#[test]
fn files_have_their_types_and_names_may_be_encoded() {
    let archive = Archive::new();
    let bytes = archive.bundle();
    let preview = Preview::of(&archive);
    for (path, kind) in [
        ("/assets/style.css", "text/css; charset=utf-8"),
        ("/assets/script.js", "text/javascript; charset=utf-8"),
        ("/data/archive.json", "application/json"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/map/%C5%BDarko%20map.pdf", "application/pdf"),
    ] {
        let answer = preview.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(kind)), "{path}");
        assert_eq!(answer.header("content-length"), Some(&*answer.body.len().to_string()));
    }
    assert!(preview.get("/map/%C5%BDarko%20map.pdf").body == bytes);
}

#[test]
fn what_is_not_there_is_the_sites_own_page_with_status_404() {
    let archive = Archive::new();
    let preview = Preview::of(&archive);
    for path in ["/nowhere.html", "/about", "/about.html/", "/meetings/", "/ABOUT.html"] {
        let answer = preview.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.text().contains("<h1"), "{path}");
    }
    assert_eq!(preview.get("/%zz").status, 400);
    assert_eq!(preview.get("/%ff").status, 400);
}

#[test]
fn no_request_reaches_a_file_outside_the_site() {
    let archive = Archive::new();
    archive.write("secret.txt", "root:secret");
    archive.write("content/pages/_drafts/secret.txt", "root:secret");
    let preview = Preview::of(&archive);
    let up = "..";
    for dots in [up, "%2e%2e", "%2E.", ".%2e", "%252e%252e", "..%00", "%c0%ae%c0%ae", "\u{2025}"] {
        for slash in ["/", "\\", "%2f", "%5c", "%252f", "//", "/./"] {
            for target in ["etc/passwd", "secret.txt", "content/site.toml"] {
                for n in [1, 3, 12] {
                    let climb = format!("{dots}{slash}").repeat(n);
                    for path in [format!("/{climb}{target}"), format!("/assets/{climb}{target}")] {
                        let answer = preview.get(&path);
                        assert!((400..500).contains(&answer.status), "{path}: {}", answer.head);
                        assert!(!answer.text().contains("root:"), "{path}");
                        assert!(!answer.text().contains("base_url"), "{path}");
                    }
                }
            }
        }
    }
    for path in [
        "//etc/passwd",
        "/etc/passwd",
        "/file:///etc/passwd",
        "/pages/_drafts/secret.txt",
        "/_drafts/secret.txt",
        "/content/site.toml",
        "/C:/Windows/win.ini",
        "/about.html%00.txt",
    ] {
        assert_eq!(preview.get(path).status, 404, "{path}");
    }
    for target in ["etc/passwd", "../etc/passwd", "file:///etc/passwd", "*", ""] {
        assert!((400..500).contains(&preview.get(target).status), "{target}");
    }
    assert_eq!(preview.get("/about.html").status, 200);
}

#[test]
fn half_and_slow_requests_hold_nobody_up() {
    let archive = Archive::new();
    let preview = Preview::of(&archive);
    let half: Vec<TcpStream> = (0..50)
        .map(|_| {
            let mut connection = preview.connect();
            connection.write_all(b"GET /about.html HTTP/1.1\r\nHo").unwrap();
            connection
        })
        .collect();
    let mut slow = preview.connect();
    for piece in
        ["GET /abo", "ut.html HTTP/1.1\r", "\nHost: loc", "alhost\r\nConnection: close\r\n"]
    {
        slow.write_all(piece.as_bytes()).unwrap();
        assert_eq!(preview.get("/about.html").status, 200);
    }
    slow.write_all(b"\r\n").unwrap();
    assert_eq!(Answer::read(slow).status, 200);
    drop(half);
    for nonsense in ["\r\n\r\n\r\n", "GET\r\n\r\n", "\u{0}\u{1}\r\n\r\n", "GET / HTTP/9.9\r\n\r\n"]
    {
        let mut connection = preview.connect();
        connection.write_all(nonsense.as_bytes()).unwrap();
        drop(connection);
    }
    let long = format!(
        "GET /{} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "a".repeat(9000)
    );
    assert!((400..500).contains(&preview.send(&long).status));
    assert_eq!(preview.get("/about.html").status, 200);
}

#[test]
fn a_connection_that_never_says_what_it_wants_is_ended() {
    let archive = Archive::new();
    let preview = Preview::of(&archive);
    let mut idle = preview.connect();
    idle.write_all(b"GET / HTTP/1.1\r\nHost: local").unwrap();
    let mut rest = Vec::new();
    idle.read_to_end(&mut rest).unwrap();
    assert!(!String::from_utf8_lossy(&rest).contains(" 200 "));
}

#[test]
fn two_hundred_connections_are_answered_at_once() {
    let archive = Archive::new();
    let preview = Preview::of(&archive);
    let request = "GET /about.html HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let mut all: Vec<TcpStream> = (0..200).map(|_| preview.connect()).collect();
    all.iter_mut().for_each(|one| one.write_all(request.as_bytes()).unwrap());
    for one in all {
        let answer = Answer::read(one);
        assert_eq!(answer.status, 200);
        assert!(answer.text().contains("Who we are."));
    }
}

#[test]
fn parts_of_a_file_can_be_asked_for() {
    let archive = Archive::new();
    let on_disk = archive.bundle();
    let preview = Preview::of(&archive);
    let in_memory = preview.get("/assets/style.css").body;
    for (path, bytes) in [("/map/%C5%BDarko%20map.pdf", on_disk), ("/assets/style.css", in_memory)]
    {
        let n = bytes.len();
        let part = |range: &str| preview.ask("GET", path, &format!("Range: bytes={range}\r\n"));
        for (range, from, to) in [
            ("0-0".to_owned(), 0, 1),
            ("100-199".to_owned(), 100, 200),
            ("-10".to_owned(), n - 10, n),
            (format!("{}-", n - 5), n - 5, n),
            (format!("0-{}", n * 9), 0, n),
        ] {
            let answer = part(&range);
            assert_eq!(answer.status, 206, "{range}");
            let told = format!("bytes {from}-{}/{n}", to - 1);
            assert_eq!(answer.header("content-range"), Some(&*told));
            assert!(answer.body == bytes[from..to], "{range}");
        }
        for range in [format!("{n}-"), "-0".to_owned(), "999999999999999999999-".to_owned()] {
            let answer = part(&range);
            assert_eq!(answer.status, 416, "{range}");
            assert_eq!(answer.header("content-range"), Some(&*format!("bytes */{n}")));
        }
        for range in ["0-1,5-6", "5-2", "x-y", ""] {
            let answer = part(range);
            assert!(answer.status == 200 && answer.body == bytes, "{range}");
        }
    }
}

#[test]
fn what_a_browser_has_is_not_sent_again() {
    let archive = Archive::new();
    let preview = Preview::of(&archive);
    let first = preview.get("/about.html");
    let tag = first.header("etag").unwrap();
    for tags in [tag.to_owned(), format!("\"other\", W/{tag}"), "*".to_owned()] {
        let again = preview.ask("GET", "/about.html", &format!("If-None-Match: {tags}\r\n"));
        assert_eq!((again.status, again.body.len()), (304, 0), "{tags}");
        assert_eq!(again.header("etag"), Some(tag));
    }
    let other = preview.ask("GET", "/about.html", "If-None-Match: \"other\"\r\n");
    assert_eq!(other.status, 200);
    let part = |tag: &str| {
        preview
            .ask("GET", "/about.html", &format!("Range: bytes=0-4\r\nIf-Range: {tag}\r\n"))
            .status
    };
    assert_eq!((part(tag), part("\"other\"")), (206, 200));
}

#[test]
fn head_is_get_without_the_body_and_nothing_can_be_sent() {
    let archive = Archive::new();
    archive.bundle();
    let preview = Preview::of(&archive);
    for path in ["/about.html", "/nowhere.html", "/map/%C5%BDarko%20map.pdf"] {
        let (head, get) = (preview.ask("HEAD", path, ""), preview.get(path));
        assert_eq!((head.status, head.body.len()), (get.status, 0), "{path}");
        assert_eq!(head.header("content-length"), Some(&*get.body.len().to_string()), "{path}");
        assert_eq!(head.header("etag"), get.header("etag"));
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
        let answer = preview.ask(method, "/about.html", "Content-Length: 0\r\n");
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
}

#[test]
fn on_loopback_only_names_of_this_machine_are_answered() {
    let archive = Archive::new();
    let preview = Preview::of(&archive);
    let ask = |hosts: &str| {
        preview.send(&format!("GET /about.html HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n"))
    };
    for host in ["localhost", "127.0.0.1:8000", "[::1]:9000"] {
        assert_eq!(ask(&format!("Host: {host}\r\n")).status, 200, "{host}");
    }
    for hosts in ["Host: evil.example.org\r\n", "", "Host: localhost\r\nHost: evil.example.org\r\n"]
    {
        let answer = ask(hosts);
        assert!((400..500).contains(&answer.status), "{hosts}");
        assert!(!answer.text().contains("Who we are."), "{hosts}");
    }
    let events = preview.send(
        "GET /.plenary/events HTTP/1.1\r\nHost: evil.example.org\r\nConnection: close\r\n\r\n",
    );
    assert_eq!(events.status, 421);
}

#[test]
fn a_site_with_a_path_is_served_there_and_other_addresses_lead_to_it() {
    let archive = Archive::new();
    archive.write("content/site.toml", SITE.replace("example.org/", "example.org/wiki/"));
    let preview = Preview::of(&archive);
    assert_eq!(preview.get("/wiki/about.html").status, 200);
    for (path, to) in [
        ("/", "/wiki/"),
        ("/wiki", "/wiki/"),
        ("/about.html", "/wiki/about.html"),
        ("/search.html?q=a", "/wiki/search.html?q=a"),
    ] {
        let answer = preview.get(path);
        assert_eq!((answer.status, answer.header("location")), (302, Some(to)), "{path}");
    }
    assert_eq!(preview.get("/nowhere.html").status, 404);
    assert_eq!(preview.get("//evil.example.org/about.html").status, 404);
    let own = Preview::with(&archive, &["--base-url", "https://example.org/"]);
    assert_eq!(own.get("/about.html").status, 200);
}

#[test]
fn an_old_address_with_a_query_leads_to_the_folder_of_its_page() {
    let archive = Archive::new();
    let old = "[redirects]\n\"/pages/viewpage.action?pageId=15\" = \"/about.html\"\n";
    archive.write("content/site.toml", format!("{SITE}{old}"));
    let preview = Preview::of(&archive);
    let answer = preview.get("/pages/viewpage.action?pageId=15");
    assert_eq!(
        (answer.status, answer.header("location")),
        (302, Some("/pages/viewpage.action/?pageId=15"))
    );
    assert!(preview.get("/pages/viewpage.action/?pageId=15").text().contains("/about.html"));
}

#[test]
fn a_port_that_is_taken_is_told_with_what_to_do() {
    let archive = Archive::new();
    let preview = Preview::of(&archive);
    let port = preview.port.to_string();
    let second = plenary(&archive.path, &["serve", "--port", &port]).output().unwrap();
    assert_eq!(second.status.code(), Some(2));
    let told = String::from_utf8(second.stderr).unwrap();
    assert!(told.contains(&format!("127.0.0.1:{port}")) && told.contains("--port"), "{told}");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_cleanly_even_while_a_page_listens() {
    let archive = Archive::new();
    let mut preview = Preview::of(&archive);
    let mut events = preview.events();
    events.next();
    let id = preview.program.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert_eq!(preview.program.wait().unwrap().code(), Some(0));
}

#[test]
fn an_edit_is_told_to_the_page_and_shown() {
    let archive = Archive::new();
    let preview = Preview::of(&archive);
    let mut events = preview.events();
    let before = events.until(|state| state["site"] != "")["site"].clone();
    let page = preview.get("/about.html").text();
    assert!(page.contains(&format!("data-site={before}")), "a page knows what it is of");
    archive.page("about", "Who we were.");
    let after = events.until(|state| state["site"] != before);
    assert_eq!(after["problems"]["errors"], 0);
    assert!(preview.get("/about.html").text().contains("Who we were."));
}

#[test]
fn in_a_large_archive_whoever_has_seen_an_edit_sees_it_on_every_page() {
    let archive = Archive::new();
    archive.calls(320);
    let preview = Preview::of(&archive);
    preview.until_shown("/meetings.html", "plenary-319.html");
    let table =
        "## Action items\n\n| ID | Action | Owner | Due | Status |\n|---|---|---|---|---|\n";
    for (expected, n, title, text) in [
        ("none", 309, "Another title", "Nothing.".to_owned()),
        ("open", 20, "Call", format!("{table}| P1-1 | Post the rates. | | | open |\n")),
        (
            "done",
            30,
            "Call",
            format!("{table}| P1-1 | | | | done |\n\n## Decisions\n\n- To stop. {{#D1}}\n"),
        ),
        ("done", 320, "The next call", "Of [[plenary-309]] and P1-1.".to_owned()),
        ("open", 30, "Call", "Nothing is done.".to_owned()),
        ("none", 20, "Call", "Nor is there anything to do.".to_owned()),
    ] {
        archive.call(n, title, &format!("{text}\n\nOf {n}: {expected}."));
        preview
            .until_shown(&format!("/meetings/plenary-{n}.html"), &format!("Of {n}: {expected}."));
        assert!(preview.get("/meetings.html").text().contains(title), "{title}");
        let items = preview.get("/data/actions.json").text();
        let status = match (items.contains("completed"), items.contains("P1-1")) {
            (true, _) => "done",
            (false, true) => "open",
            (false, false) => "none",
        };
        assert_eq!(status, expected, "{n}: {items}");
    }
    preview.until_as_built(&archive);
}

#[test]
fn a_page_that_is_open_shows_an_edit_of_data() {
    let archive = Archive::new();
    archive.calls(320);
    archive.call(9, "Call", "Chaired by [[person:ann]].");
    let person = |name: &str| format!("[[person]]\nid = \"ann\"\nname = \"{name}\"\n");
    archive.write("content/people.toml", person("Ann One"));
    let preview = Preview::of(&archive);
    preview.until_shown("/meetings/plenary-9.html", "Ann One");
    let mut connection = preview.connect();
    let referer = format!("Referer: http://localhost:{}/meetings/plenary-9.html\r\n", preview.port);
    let request = format!("GET /.plenary/events HTTP/1.1\r\nHost: localhost\r\n{referer}\r\n");
    connection.write_all(request.as_bytes()).unwrap();
    let mut events = Events(BufReader::new(connection));
    let before = events.next()["site"].clone();
    archive.write("content/people.toml", person("Ann Two"));
    events.until(|state| state["site"] != before);
    assert!(preview.get("/meetings/plenary-9.html").text().contains("Ann Two"));
    preview.until_as_built(&archive);
}

/// A preview that makes its first site when the file `go` is there: git says nothing before.
#[cfg(unix)]
fn held_up(archive: &Archive) -> Preview {
    use std::os::unix::fs::PermissionsExt as _;
    archive.write("bin/git", "#!/bin/sh\nuntil [ -e go ]; do sleep 0.05; done\nexit 1\n");
    let git = archive.path.join("bin/git");
    fs::set_permissions(git, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", archive.path.join("bin"), std::env::var("PATH").unwrap());
    Preview::run(plenary(&archive.path, &["serve", "--port", "0"]).env("PATH", path))
}

#[cfg(unix)]
#[test]
fn pages_of_a_large_archive_are_there_before_its_site_is() {
    const READER: &str = "Accept: text/html,*/*;q=0.8\r\n";
    let archive = Archive::new();
    archive.large();
    let preview = held_up(&archive);
    let reads = |path: &str| preview.ask("GET", path, READER);
    let home = || Some(reads("/")).filter(|page| page.status == 200);
    let home = at_last(home, || "a home page".to_owned());
    assert!(home.text().contains("meetings/plenary-60.html\""), "{}", home.text());
    let told = preview.events().next();
    assert_eq!(told["is_reading"], true);
    assert!(home.text().contains(&format!("data-site={}", told["site"])), "it is of no site yet");
    for n in [1, 60, 0] {
        let page = reads(&format!("/meetings/plenary-{n}.html"));
        assert!(page.text().contains(&format!("The notes of call {n}.")), "{n}: {}", page.text());
    }
    assert_eq!(preview.ask("GET", "/assets/style.css", "Accept: text/css\r\n").status, 200);
    assert!(home.text().contains("<noscript><p>The record is still being read"));
    assert_eq!(reads("/meetings/plenary-300.html").status, 503);
    assert_eq!(reads("/nowhere.html").status, 503);
    // a program is given no part for the whole, nor a reader data that cannot say so
    let waits = |request: String| {
        let mut waiting = preview.connect();
        waiting.write_all(request.as_bytes()).unwrap();
        waiting.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
        assert!(waiting.peek(&mut [0]).is_err(), "there is no answer yet");
        waiting
    };
    let end = "Host: localhost\r\nConnection: close\r\n\r\n";
    waits(format!("GET /data/meetings.json HTTP/1.1\r\n{READER}{end}"));
    let waiting = waits(format!("GET / HTTP/1.1\r\n{end}"));
    archive.write("go", "");
    waiting.set_read_timeout(Some(AT_LAST)).unwrap();
    assert_eq!(Answer::read(waiting).published(), archive.built()["index.html"]);
    preview.until_as_built(&archive);
    assert_eq!(reads("/nowhere.html").status, 404);
    assert_eq!(preview.events().next()["is_reading"], false);
    assert_ne!(preview.events().next()["site"], told["site"]);
}

#[test]
fn a_file_that_is_saved_as_it_was_reloads_nothing() {
    let archive = Archive::new();
    let preview = Preview::of(&archive);
    let mut events = preview.events();
    let before = events.until(|state| state["site"] != "")["site"].clone();
    archive.page("about", "Who we are.");
    archive.write("content/pages/.about.md.swp", "of an editor");
    archive.write("content/pages/more.md", "+++\ntitel = \"More\"\n+++\n");
    let next = events.next();
    assert_eq!(next["site"], before, "the first thing that is told is the broken page");
    assert_ne!(next["problems"]["errors"], 0);
}

#[test]
fn with_errors_the_last_good_site_stays_and_they_are_told_until_they_are_mended() {
    let archive = Archive::new();
    let preview = Preview::of(&archive);
    let mut events = preview.events();
    let before = events.until(|state| state["site"] != "")["site"].clone();
    archive.write("content/pages/about.md", "+++\ntitel = \"About\"\n+++\n\nBroken.\n");
    let broken = events.until(|state| state["problems"]["errors"] != 0);
    assert_eq!((&broken["site"], &broken["is_stale"]), (&before, &Value::from(true)));
    let problem = &broken["problems"]["listed"][0];
    assert_eq!(problem["code"], "key/unknown");
    assert_eq!(problem["place"], "content/pages/about.md:2:1");
    assert_eq!(problem["line"], serde_json::json!(["", "titel", " = \"About\""]));
    assert!(problem["help"].as_str().unwrap().contains("title"));
    assert!(preview.get("/about.html").text().contains("Who we are."));
    preview.until_said("content/pages/about.md:2:1");
    preview.until_said("as it was before");
    archive.page("about", "Mended.");
    let mended = events.until(|state| state["problems"]["errors"] == 0);
    assert_eq!(
        (&mended["is_stale"], &mended["problems"]["listed"]),
        (&Value::from(false), &serde_json::json!([]))
    );
    assert!(preview.get("/about.html").text().contains("Mended."));
}

#[test]
fn warnings_are_told_beside_the_site_unless_they_are_denied() {
    let archive = Archive::new();
    let preview = Preview::of(&archive);
    let strict = Preview::with(&archive, &["--deny", "warnings"]);
    for preview in [&preview, &strict] {
        preview.until_shown("/about.html", "Who we are.");
    }
    archive.page("about", "Wednesday 13 June 2017 it was.");
    preview.until_shown("/about.html", "it was.");
    let state = preview.events().next();
    assert_eq!((&state["problems"]["warnings"], &state["is_stale"]), (&1.into(), &false.into()));
    strict.until_said("as it was before");
    assert!(strict.get("/about.html").text().contains("Who we are."));
}

#[test]
fn content_that_was_never_good_is_shown_as_far_as_it_goes() {
    let archive = Archive::new();
    archive.page("more", "See [[nowhere]].");
    let preview = Preview::of(&archive);
    assert!(preview.get("/about.html").text().contains("Who we are."));
    archive.page("about", "Who we were.");
    preview.until_shown("/about.html", "Who we were.");
    assert_eq!(preview.events().next()["problems"]["errors"], 1);
}

#[test]
fn an_archive_without_a_theme_shows_a_page_that_says_so() {
    let archive = Archive::new();
    archive.write("content/site.toml", format!("theme = \"nowhere\"\n{SITE}"));
    let preview = Preview::of(&archive);
    let page = preview.get("/");
    assert_eq!(page.status, 503);
    assert!(page.text().contains("This page is not there yet"));
    assert_eq!(preview.events().next()["problems"]["listed"][0]["code"], "theme/missing");
    archive.write("content/site.toml", SITE);
    preview.until_shown("/about.html", "Who we are.");
}

#[test]
fn a_file_that_is_saved_by_renaming_is_seen() {
    let archive = Archive::new();
    let preview = Preview::of(&archive);
    for text in ["Once.", "Twice."] {
        archive
            .write("content/pages/about.md~", format!("+++\ntitle = \"About\"\n+++\n\n{text}\n"));
        let pages = archive.path.join("content/pages");
        fs::rename(pages.join("about.md~"), pages.join("about.md")).unwrap();
        preview.until_shown("/about.html", text);
    }
}

#[test]
fn folders_may_go_and_come_back() {
    let archive = Archive::new();
    archive.page("deep/one/two", "Far down.");
    let preview = Preview::of(&archive);
    preview.until_shown("/deep/one/two.html", "Far down.");
    fs::remove_dir_all(archive.path.join("content/pages/deep")).unwrap();
    at_last(|| (preview.get("/deep/one/two.html").status == 404).then_some(()), String::new);
    archive.page("deep/one/two", "Back again.");
    preview.until_shown("/deep/one/two.html", "Back again.");
    archive.page("deep/one/two", "And edited.");
    preview.until_shown("/deep/one/two.html", "And edited.");
}

#[test]
fn a_folder_that_is_moved_away_is_gone() {
    let archive = Archive::new();
    archive.bundle();
    let preview = Preview::of(&archive);
    preview.until_shown("/map.html", "The map");
    let elsewhere = tempfile::tempdir().unwrap();
    let map = archive.path.join("content/pages/map");
    fs::rename(&map, elsewhere.path().join("map")).unwrap();
    let is_gone = || (preview.get("/map.html").status == 404).then_some(());
    at_last(is_gone, || "the page is gone".to_owned());
    fs::rename(elsewhere.path().join("map"), &map).unwrap();
    preview.until_shown("/map.html", "The map");
}

#[test]
fn the_whole_content_may_go_and_come_back() {
    let archive = Archive::new();
    let preview = Preview::of(&archive);
    preview.until_shown("/about.html", "Who we are.");
    for text in ["Back again.", "And again."] {
        let mut events = preview.events();
        fs::remove_dir_all(archive.path.join("content")).unwrap();
        let gone = events.until(|state| state["problems"]["errors"] != 0);
        assert_eq!(gone["is_stale"], true);
        assert_eq!(preview.get("/about.html").status, 200, "the last good site stays");
        archive.write("content/site.toml", SITE);
        archive.page("about", text);
        preview.until_shown("/about.html", text);
        archive.page("about", "Edited.");
        preview.until_shown("/about.html", "Edited.");
    }
}

#[test]
fn themes_may_be_made_and_edited() {
    let archive = Archive::new();
    let preview = Preview::of(&archive);
    preview.until_shown("/about.html", "Who we are.");
    archive.write("themes/ours/ours.css", "body { color: #123456 }\n");
    archive.write("themes/ours/theme.toml", "stylesheets = [\"ours.css\"]\n");
    archive.write("content/site.toml", format!("theme = \"ours\"\n{SITE}"));
    preview.until_shown("/assets/style.css", "#123456");
    archive.write("themes/ours/ours.css", "body { color: #654321 }\n");
    preview.until_shown("/assets/style.css", "#654321");
    archive.write(
        "themes/ours/templates/page/wiki.html",
        "{% extends \"default/page/wiki.html\" %}\n{% block nowhere %}{% endblock %}\n",
    );
    preview.until_said("theme/template");
    assert!(preview.get("/about.html").text().contains("Who we are."));
    fs::remove_dir_all(archive.path.join("themes/ours/templates")).unwrap();
    archive.page("about", "Who we were.");
    preview.until_shown("/about.html", "Who we were.");
}

#[test]
fn a_thousand_changes_at_once_come_to_what_a_clean_build_makes() {
    let archive = Archive::new();
    let preview = Preview::of(&archive);
    preview.until_shown("/about.html", "Who we are.");
    for n in 0..1000 {
        archive.page(&format!("many/p{n}"), &format!("Page {n}."));
    }
    preview.until_shown("/many/p999.html", "Page 999.");
    fs::remove_dir_all(archive.path.join("content/pages/many")).unwrap();
    archive.page("about", "Who we were.");
    preview.until_shown("/about.html", "Who we were.");
    assert_eq!(preview.get("/many/p0.html").status, 404);
    preview.until_as_built(&archive);
}

#[test]
fn after_any_edits_every_file_is_that_of_a_clean_build() {
    let archive = Archive::new();
    archive.bundle();
    archive.write(
        "content/people.toml",
        "[[person]]\nname = \"Emily Taylor\"\n[[person.membership]]\nrole = \"member\"\nstart = 2017-01-01\n",
    );
    let meeting = |date: &str, body: &str| {
        format!(
            "+++\ntitle = \"Call\"\nseries = \"plenary\"\ndate = {date}\nstart = 06:00\nend = 07:00\n\
             [attendance]\nmembers = [\"Emily Taylor\"]\n+++\n\n{body}\n"
        )
    };
    archive.write("content/site.toml", format!("{SITE}[series.plenary]\nname = \"Call\"\n"));
    let preview = Preview::of(&archive);
    preview.until_as_built(&archive);
    let actions = "## Action items\n\n| ID | Action | Owner | Due |\n|---|---|---|---|\n\
        | P1-1 | Post the rates. | Emily Taylor | 23 June |\n";
    archive.write("content/meetings/plenary-1.md", meeting("2017-06-13", actions));
    preview.until_as_built(&archive);
    archive.write("content/meetings/plenary-2.md", meeting("2017-06-20", "See [[plenary-1]]."));
    archive.write("content/meetings/plenary-1.md", "+++\nbroken\n");
    archive.page("about", "See [[plenary-2]] and [[P1-1]].");
    archive.write("content/meetings/plenary-1.md", meeting("2017-06-14", actions));
    archive.write("content/glossary.toml", "[terms]\nRT = \"Review team\"\n");
    preview.until_as_built(&archive);
    fs::remove_file(archive.path.join("content/glossary.toml")).unwrap();
    fs::rename(archive.path.join("content/pages/map"), archive.path.join("content/pages/another"))
        .unwrap();
    archive.write("content/pages/another/Žarko map.pdf", "shorter");
    preview.until_as_built(&archive);
    for address in ["glossary.html", "map.html", "map/%C5%BDarko%20map.pdf"] {
        assert_eq!(preview.get(&format!("/{address}")).status, 404, "{address}");
    }
}
