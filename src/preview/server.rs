//! The server: wires between browsers, the rules and the generation shown.
//!
//! In: generations and problems from the builder's thread. Out: answers to browsers, each made
//! from one state that is fetched once; who comes before the first book waits for it a while.
//! Never: a lock held while answering, a wait for open streams at the end.

use std::{
    convert::Infallible,
    fmt, io,
    net::{Ipv4Addr, TcpListener},
    sync::Arc,
    time::Duration,
};

use hyper::{
    Request, Response, StatusCode,
    body::{Bytes, Incoming},
    header::{self, HeaderName, HeaderValue},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    runtime::{Builder, Runtime},
    sync::{mpsc, watch},
    time::timeout,
};

use super::{
    address::{Meaning, resolve},
    guard::{Refusal, admit},
    page::{SCRIPT, STYLE, dressed, plain},
    problem::{Problem, Standing, panel},
    reply::{HTML, Reply, kind_of, sealed, sentence},
};
use crate::output::Generation;

/// Where to serve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The path of the book's address, like `/repo/`; slashes at the ends are added.
    pub base_path: String,
    /// The port; if it is taken, the next free one after it. 0 is any free one.
    pub port: u16,
    /// How long a request waits for the first book before it gets a page that says so.
    pub first_wait: Duration,
}

/// Why the preview cannot be served.
#[derive(Debug)]
pub struct PreviewError(io::Error);

impl fmt::Display for PreviewError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "The preview cannot be served: {}.", self.0)
    }
}

impl std::error::Error for PreviewError {}

impl From<io::Error> for PreviewError {
    fn from(error: io::Error) -> Self {
        Self(error)
    }
}

/// What is shown at one moment.
#[derive(Clone)]
struct Shown {
    /// The path of the book's address; begins and ends with a slash.
    base: Arc<str>,
    generation: Option<Generation>,
    /// HTML; empty while all is well.
    panel: Arc<str>,
    /// Counts panels, to tell states with the same generation apart.
    panels: u64,
}

impl Shown {
    /// Names the state: equal books without problems have equal names, also after a restart.
    fn id(&self) -> String {
        let stamp = self.generation.as_ref().map(|g| g.stamp().to_string()).unwrap_or_default();
        if self.panel.is_empty() { stamp } else { format!("{stamp}-{}", self.panels) }
    }

    /// Whether there is neither a book nor a reason why there is none.
    fn is_awaited(&self) -> bool {
        self.generation.is_none() && self.panel.is_empty()
    }
}

/// A running preview. Ends at once when dropped.
pub struct Server {
    shown: watch::Sender<Arc<Shown>>,
    runtime: Option<Runtime>,
    port: u16,
}

impl Server {
    /// Starts to serve on 127.0.0.1; until the first [`Server::publish`], requests wait.
    ///
    /// # Errors
    /// When no port can be had or no thread be started.
    pub fn start(options: &Options) -> Result<Self, PreviewError> {
        let listener = listen(options.port)?;
        let port = listener.local_addr()?.port();
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let base = slashed(&options.base_path);
        let nothing = Shown { base, generation: None, panel: Arc::default(), panels: 0 };
        let (shown, _) = watch::channel(Arc::new(nothing));
        let first_wait = options.first_wait;
        let desk = Arc::new(Desk { port, first_wait, shown: shown.subscribe() });
        listener.set_nonblocking(true)?;
        let listener = {
            let _context = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        runtime.spawn(accept(listener, desk));
        Ok(Self { shown, runtime: Some(runtime), port })
    }

    /// The address of the home page.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}{}", self.port, self.shown.borrow().base)
    }

    /// Shows a new generation, whole, under the path of its address, and takes the panel away.
    /// Open pages reload if there is anything new.
    pub fn publish(&self, generation: Generation, base_path: &str) {
        self.change(|shown| {
            shown.base = slashed(base_path);
            shown.generation = Some(generation);
            shown.panel = Arc::default();
        });
    }

    /// Says on every page why there is no newer book; the last good generation stays.
    pub fn show_problems(&self, problems: &[Problem]) {
        self.change(|shown| {
            let standing =
                if shown.generation.is_some() { Standing::LastGood } else { Standing::None };
            let panel = panel(problems, standing);
            if *shown.panel != *panel {
                shown.panel = panel.into();
                shown.panels += 1;
            }
        });
    }

    fn change(&self, edit: impl FnOnce(&mut Shown)) {
        // Dropped last, outside the lock that requests wait for: it may be a whole book.
        let mut before = None;
        self.shown.send_if_modified(|current| {
            let mut next = Shown::clone(current);
            edit(&mut next);
            let is_new = next.id() != current.id();
            before = Some(std::mem::replace(current, Arc::new(next)));
            is_new
        });
        drop(before);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// A path with one slash at each end.
fn slashed(path: &str) -> Arc<str> {
    match path.trim_matches('/') {
        "" => "/".into(),
        path => format!("/{path}/").into(),
    }
}

/// How many ports after the first are tried before any free one is taken.
const TRIES: u16 = 50;

fn listen(port: u16) -> io::Result<TcpListener> {
    for port in port..=port.saturating_add(TRIES) {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            other => return other,
        }
    }
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
}

/// What every connection needs.
struct Desk {
    port: u16,
    first_wait: Duration,
    shown: watch::Receiver<Arc<Shown>>,
}

/// A request line and headers have to come within this time.
const HEAD_TIME: Duration = Duration::from_secs(10);

async fn accept(listener: tokio::net::TcpListener, desk: Arc<Desk>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file handles, most likely; some will be closed.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let desk = Arc::clone(&desk);
        tokio::spawn(async move {
            let answer = service_fn(move |request| {
                let desk = Arc::clone(&desk);
                async move { Ok::<_, Infallible>(desk.answer(&request).await) }
            });
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD_TIME)
                .serve_connection(TokioIo::new(stream), answer);
            // A browser that goes away is no error of ours.
            let _ = connection.await;
        });
    }
}

impl Desk {
    async fn answer(&self, request: &Request<Incoming>) -> Response<Reply> {
        let uri = request.uri();
        if let Err(refusal) = admit(request.method(), uri, request.headers(), self.port) {
            return refused(refusal);
        }
        let (shown, meaning) = self.meaning(uri.path()).await;
        let mut response = match meaning {
            Meaning::Malformed => sentence(StatusCode::BAD_REQUEST, "This is no address.\n"),
            Meaning::Outside => self.outside(),
            Meaning::Own(name) => self.own(&name),
            Meaning::Moved(path) => moved(&path, uri.query()),
            Meaning::File(path) => self.file(&shown, StatusCode::OK, &path),
            Meaning::Missing => self.missing(&shown),
        };
        let stamp = shown.generation.as_ref().map(|generation| generation.stamp().to_string());
        if let Some(value) = stamp.and_then(|stamp| HeaderValue::from_str(&stamp).ok()) {
            let name = HeaderName::from_static("x-briefbook-generation");
            response.headers_mut().insert(name, value);
        }
        response
    }

    /// What a path means in the state shown. A page of the first book may be waited for.
    async fn meaning(&self, path: &str) -> (Arc<Shown>, Meaning) {
        let mut states = self.shown.clone();
        let mut shown = Arc::clone(&states.borrow_and_update());
        let mut meaning = resolve(shown.generation.as_ref(), &shown.base, path);
        if shown.is_awaited() && meaning == Meaning::Missing {
            // Too late or over: the state is fetched all the same.
            let _ = timeout(self.first_wait, states.changed()).await;
            shown = Arc::clone(&states.borrow());
            meaning = resolve(shown.generation.as_ref(), &shown.base, path);
        }
        (shown, meaning)
    }

    fn file(&self, shown: &Shown, status: StatusCode, path: &str) -> Response<Reply> {
        let bytes = shown.generation.as_ref().and_then(|generation| generation.get(path));
        let Some(bytes) = bytes else { return self.missing(shown) };
        match kind_of(path) {
            HTML => self.page(shown, status, bytes),
            kind => sealed(status, kind, Reply::shared(bytes)),
        }
    }

    fn page(&self, shown: &Shown, status: StatusCode, html: &[u8]) -> Response<Reply> {
        let page = dressed(html, &shown.base, &shown.id(), &shown.panel);
        sealed(status, HTML, Reply::bytes(page))
    }

    fn missing(&self, shown: &Shown) -> Response<Reply> {
        let Some(generation) = &shown.generation else {
            let page = plain("Not built yet", "This page will reload when the book is built.");
            return self.page(shown, StatusCode::SERVICE_UNAVAILABLE, page.as_bytes());
        };
        match generation.get("404.html") {
            Some(page) => self.page(shown, StatusCode::NOT_FOUND, page),
            None => {
                let page = plain("Not found", "The book has no such page.");
                self.page(shown, StatusCode::NOT_FOUND, page.as_bytes())
            }
        }
    }

    /// The rest of the site is not here; the book is.
    fn outside(&self) -> Response<Reply> {
        let text = "The book is at another path; the preview's home page leads there.\n";
        sentence(StatusCode::NOT_FOUND, text)
    }

    fn own(&self, name: &str) -> Response<Reply> {
        match name {
            "live.js" => sealed(StatusCode::OK, kind_of(name), Reply::bytes(SCRIPT)),
            "live.css" => sealed(StatusCode::OK, kind_of(name), Reply::bytes(STYLE)),
            "events" => {
                let (send, messages) = mpsc::channel(1);
                tokio::spawn(tell(self.shown.clone(), send));
                sealed(StatusCode::OK, "text/event-stream", Reply::Stream(messages))
            }
            _ => sentence(StatusCode::NOT_FOUND, "The preview has no such file.\n"),
        }
    }
}

/// So often a silent stream is used, to notice that its browser has gone.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Tells one browser the name of the state shown, now and whenever it changes.
async fn tell(mut shown: watch::Receiver<Arc<Shown>>, send: mpsc::Sender<Bytes>) {
    let mut message = format!("retry: 500\ndata: {}\n\n", shown.borrow_and_update().id());
    while send.send(message.into()).await.is_ok() {
        message = match timeout(HEARTBEAT, shown.changed()).await {
            Err(_) => ":\n\n".into(),
            Ok(Ok(())) => format!("data: {}\n\n", shown.borrow_and_update().id()),
            Ok(Err(_)) => return,
        };
    }
}

fn refused(refusal: Refusal) -> Response<Reply> {
    let (status, text) = refusal.answer();
    let mut response = sentence(status, text);
    if refusal == Refusal::Method {
        let allowed = HeaderValue::from_static("GET, HEAD");
        response.headers_mut().insert(header::ALLOW, allowed);
    }
    // A body that was sent along is not read; it must not be taken for the next request.
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

fn moved(path: &str, query: Option<&str>) -> Response<Reply> {
    let mut response = sentence(StatusCode::MOVED_PERMANENTLY, "It stands at another address.\n");
    let target = query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    // A path that came in a request line, decoded and checked, can stand in a header.
    if let Ok(target) = HeaderValue::from_str(&target) {
        response.headers_mut().insert(header::LOCATION, target);
    }
    response
}
