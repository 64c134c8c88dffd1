//! Sockets and connections: the site of a [`Stage`] to whoever may ask, until interrupted.

use std::{
    convert::Infallible,
    future::{Future, poll_fn},
    io,
    net::{SocketAddr, TcpListener},
    pin::pin,
    sync::Arc,
    task::Poll,
    time::Duration,
};

use hyper::{
    HeaderMap, Method, Request, Response, StatusCode, Uri,
    body::{Bytes, Incoming},
    header::{
        ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERER,
        X_CONTENT_TYPE_OPTIONS,
    },
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{net, runtime, signal, sync::mpsc, task, time};

use super::{
    answer::{self, plain, set},
    body::Body,
    guard::Guard,
    reload,
    stage::{Now, Stage},
};
use crate::{error::Error, text::percent_decode};

/// The policy that the published site works under, so that what breaks it is seen here first.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; object-src 'none'; base-uri 'none'";

/// How long a connection may take to say what it wants.
const SLOWEST_REQUEST: Duration = Duration::from_secs(10);

/// How long a reader looks at nothing before being told that the first site is being made.
const PATIENCE: Duration = Duration::from_millis(300);

/// How long a page waits for an edit that another page shows already.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// How often a page that listens hears that we are there, so that we hear when it is not.
const BEAT: Duration = Duration::from_secs(15);

/// A preview that is ready to be asked.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    house: House,
}

/// What every connection has.
#[derive(Clone, Debug)]
struct House {
    guard: Arc<Guard>,
    stage: Stage,
}

impl Server {
    /// Takes a port, any that is free for 0. On loopback only this machine can ask, and only by
    /// its own name.
    pub fn bind(host: &str, port: u16) -> Result<Self, Error> {
        let failed = |source| Error::Listen { address: format!("{host}:{port}"), source };
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let listener = TcpListener::bind((bare, port)).map_err(failed)?;
        listener.set_nonblocking(true).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let is_ours_alone = address.ip().is_loopback();
        let guard = if is_ours_alone { Guard::loopback(host) } else { Guard::open() };
        let house = House { guard: Arc::new(guard), stage: Stage::new() };
        Ok(Self { listener, address, house })
    }

    /// Where it is: `http://127.0.0.1:8000/`.
    pub fn url(&self) -> String {
        let at = self.address;
        if at.ip().is_unspecified() {
            return format!("http://localhost:{}/", at.port());
        }
        format!("http://{at}/")
    }

    /// Whether others on the network can ask too.
    pub fn is_open(&self) -> bool {
        !self.address.ip().is_loopback()
    }

    /// What it shows: nothing, until something is put there.
    pub fn stage(&self) -> Stage {
        self.house.stage.clone()
    }

    /// Answers until it is interrupted from the keyboard; `ready` is called once it is sure to
    /// answer, and to end cleanly.
    pub fn run(self, ready: impl FnOnce()) -> Result<(), Error> {
        let address = self.address.to_string();
        let failed = |source| Error::Listen { address, source };
        let runtime = match runtime::Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => runtime,
            Err(source) => return Err(failed(source)),
        };
        let ended = runtime.block_on(async {
            let listener = net::TcpListener::from_std(self.listener)?;
            task::spawn(accept(listener, self.house));
            interrupted(ready).await
        });
        runtime.shutdown_background();
        ended.map_err(failed)
    }
}

/// Waits for Ctrl-C, and calls `ready` as soon as one would be heard.
async fn interrupted(ready: impl FnOnce()) -> io::Result<()> {
    let mut interrupted = pin!(signal::ctrl_c());
    let first = poll_fn(|context| Poll::Ready(interrupted.as_mut().poll(context))).await;
    if first.is_pending() {
        ready();
        return interrupted.await;
    }
    Ok(())
}

/// Takes connections for ever; where the system has no more of them, it may have some soon.
async fn accept(listener: net::TcpListener, house: House) {
    loop {
        match listener.accept().await {
            Ok((connection, _)) => {
                task::spawn(converse(connection, house.clone()));
            }
            Err(_) => time::sleep(Duration::from_millis(50)).await,
        }
    }
}

/// Answers what is asked on a connection, one request after the other.
async fn converse(connection: net::TcpStream, house: House) {
    // small files go out at once
    let _ = connection.set_nodelay(true);
    let service = service_fn(move |request| respond(house.clone(), request));
    let conversation = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(SLOWEST_REQUEST)
        .serve_connection(TokioIo::new(connection), service);
    // who breaks off, or says what is no request, has been told or is gone
    let _ = conversation.await;
}

async fn respond(house: House, request: Request<Incoming>) -> Result<Response<Body>, Infallible> {
    let (parts, _) = request.into_parts();
    let request = Request::from_parts(parts, ());
    let is_head = request.method() == Method::HEAD;
    let mut response = admitted(&house, request).await;
    set(&mut response, CONTENT_SECURITY_POLICY, POLICY);
    set(&mut response, X_CONTENT_TYPE_OPTIONS, "nosniff");
    if is_head {
        *response.body_mut() = Body::Whole(Bytes::new());
    }
    Ok(response)
}

/// Answers those who may ask, what may be asked.
async fn admitted(house: &House, request: Request<()>) -> Response<Body> {
    if !house.guard.admits(request.uri(), request.headers()) {
        let why = "This is a preview on somebody's own machine: ask for it as localhost, or start \
            it with --host and the name that you use.\n";
        return plain(StatusCode::MISDIRECTED_REQUEST, why);
    }
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "This site can only be read.\n");
        set(&mut response, ALLOW, "GET, HEAD");
        return response;
    }
    match request.uri().path() {
        reload::EVENTS_PATH => events(&house.stage, &request),
        reload::SCRIPT_PATH => {
            answer::own(&request, "text/javascript; charset=utf-8", reload::SCRIPT)
        }
        reload::STYLE_PATH => answer::own(&request, "text/css; charset=utf-8", reload::STYLE),
        _ => file(&house.stage, request).await,
    }
}

/// A file of the site, once there is one. Who looks at a page has it of a part of the archive
/// until then, or is soon told that there is none yet.
async fn file(stage: &Stage, request: Request<()>) -> Response<Body> {
    let Some(now) = when_answerable(stage, &request).await else { return answer::waiting("") };
    let made = task::spawn_blocking(move || match (now.site, now.glance) {
        (Some(site), _) => answer::answer_newest(&request, &site, now.proofs.as_deref()),
        (None, Some(glance)) => answer::answer_at_a_glance(&request, &glance),
        (None, None) => answer::waiting(""),
    });
    let failed = || plain(StatusCode::INTERNAL_SERVER_ERROR, "This page cannot be made.\n");
    made.await.unwrap_or_else(|_| failed())
}

/// What is shown as soon as a request can be answered from it; none where nothing is.
async fn when_answerable(stage: &Stage, request: &Request<()>) -> Option<Now> {
    let mut now = stage.watch();
    let seen = if is_looking(request.headers()) && answer::is_of_a_page(request) {
        within(PATIENCE, now.wait_for(Now::can_be_seen)).await
    } else {
        now.wait_for(|now| now.site.is_some()).await.ok()
    };
    let seen = seen?.clone();
    let Some(reading) = seen.awaited(request) else { return Some(seen) };
    let settled = within(LONGEST_WAIT, now.wait_for(|now| now.has_settled(reading))).await;
    settled.map(|now| now.clone()).or(Some(seen))
}

/// Whether somebody looks at a page: it is asked for, or by a browser what it needs to be seen.
/// Programs are not to be given a part for the whole.
fn is_looking(headers: &HeaderMap) -> bool {
    let asks = |name: &str, kinds: &[&str]| {
        let value = headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        kinds.iter().any(|kind| value.contains(kind))
    };
    asks("accept", &["text/html", "text/css", "image/"])
        || asks("sec-fetch-dest", &["script", "font"])
}

async fn within<T, E>(limit: Duration, coming: impl Future<Output = Result<T, E>>) -> Option<T> {
    time::timeout(limit, coming).await.ok()?.ok()
}

/// What is shown and what is wrong, now and at every change, as server-sent events.
fn events(stage: &Stage, request: &Request<()>) -> Response<Body> {
    let (sender, pieces) = mpsc::channel(1);
    if request.method() == Method::GET {
        if let Some(listening) = page_of(request.headers()).map(|path| stage.listen(path)) {
            let page = sender.clone();
            task::spawn(async move {
                page.closed().await;
                drop(listening);
            });
        }
        task::spawn(tell(stage.clone(), sender));
    }
    let mut response = Response::new(Body::Pieces(pieces));
    set(&mut response, CONTENT_TYPE, "text/event-stream");
    set(&mut response, CACHE_CONTROL, "no-store");
    response
}

/// The path of the page that a request is made from, which browsers say.
fn page_of(headers: &HeaderMap) -> Option<String> {
    let url: Uri = headers.get(REFERER)?.to_str().ok()?.parse().ok()?;
    percent_decode(url.path())
}

/// Tells a page that listens, until it is gone.
async fn tell(stage: Stage, page: mpsc::Sender<Bytes>) {
    let mut now = stage.watch();
    let mut said = format!("retry: 500\ndata: {}\n\n", now.borrow_and_update().told());
    while page.send(said.into()).await.is_ok() {
        said = match time::timeout(BEAT, now.changed()).await {
            Ok(Ok(())) => format!("data: {}\n\n", now.borrow_and_update().told()),
            Ok(Err(_)) => return,
            Err(_) => ":\n\n".to_owned(),
        };
    }
}
