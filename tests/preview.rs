//! The preview under attack and under change, spoken to in raw TCP.
#![cfg(feature = "serve")]
#![allow(clippy::unwrap_used)]

mod http;

use std::{
    collections::BTreeMap,
    io::Read,
    net::Shutdown,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use briefbook::{
    hash::ContentHash,
    output::{Generation, Memory, Sink},
    path::OutputPath,
    preview::{Options, Problem, Server},
};
use http::{Answer, Client, shown};

const BASE: &str = "/book/";

fn generation(files: &[(&str, String)]) -> Generation {
    let memory = Memory::default();
    for (path, text) in files {
        let path = OutputPath::new(path).unwrap();
        memory.stage(&path, ContentHash::of(text.as_bytes()), text.as_bytes()).unwrap();
    }
    memory.commit().unwrap().generation
}

fn book(stamp: usize) -> Generation {
    let page =
        |name: &str| format!("<html><body><h1>{name}</h1><p>state {stamp}.</p></body></html>");
    generation(&[
        ("404.html", page("lost")),
        ("about.html", page("about")),
        ("documents/a/index.html", page("a")),
        ("documents/a/index.txt", format!("state {stamp}.")),
        ("index.html", page("home")),
        ("style.css", format!("/* state {stamp}. */")),
    ])
}

fn serve(generation: Generation) -> Server {
    let server = Server::start(&options(BASE, 0)).unwrap();
    server.publish(generation, BASE);
    server
}

/// Nobody waits for a first book.
fn options(base_path: &str, port: u16) -> Options {
    Options { base_path: base_path.into(), port, first_wait: Duration::ZERO }
}

fn check(server: &Server, path: &str, status: u16, part: &str) -> Answer {
    let answer = Client::to(&server.url()).get(path);
    assert_eq!(answer.status, status, "{path}: {answer:?}");
    assert!(answer.body.contains(part), "{path}: {answer:?}");
    answer
}

// ---- the rules of GitHub Pages ----

#[test]
fn pages_are_found_as_on_github() {
    let server = serve(book(1));
    check(&server, "/book/", 200, "<h1>home</h1>");
    check(&server, "/book/documents/a/", 200, "<h1>a</h1>");
    check(&server, "/book/documents/a/?q=1", 200, "<h1>a</h1>");
    check(&server, "/book/about", 200, "<h1>about</h1>");
    check(&server, "/book/about.html", 200, "<h1>about</h1>");
    check(&server, "/book/About", 404, "<h1>lost</h1>");
    check(&server, "/book/Documents/a/", 404, "<h1>lost</h1>");
    check(&server, "/book/about/", 404, "<h1>lost</h1>");
    check(&server, "/book/documents/", 404, "<h1>lost</h1>");
    check(&server, "/elsewhere/", 404, "another path");
    for (from, to) in [
        ("/book/documents/a", "/book/documents/a/"),
        ("/book/documents/a?q=%20", "/book/documents/a/?q=%20"),
        ("/book", "/book/"),
        ("/", "/book/"),
    ] {
        assert_eq!(check(&server, from, 301, "").headers["location"], to);
    }
}

#[test]
fn kinds_of_files_are_told() {
    let server = serve(book(1));
    let kind = |path| check(&server, path, 200, "state 1.").headers["content-type"].clone();
    assert_eq!(kind("/book/style.css"), "text/css; charset=utf-8");
    assert_eq!(kind("/book/documents/a/index.txt"), "text/plain; charset=utf-8");
    assert_eq!(kind("/book/"), "text/html; charset=utf-8");
}

#[test]
fn head_is_get_without_the_body() {
    let server = serve(book(1));
    let mut client = Client::to(&server.url());
    let length = client.get("/book/").headers["content-length"].clone();
    let head = format!("HEAD /book/ HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", client.port);
    client.send(head.as_bytes());
    let answer = client.head();
    assert_eq!((answer.status, &answer.headers["content-length"]), (200, &length));
    assert_eq!(client.get("/book/style.css").status, 200, "no body stood in between");
}

#[test]
fn a_taken_port_gives_the_next() {
    let first = serve(book(1));
    let port = Client::to(&first.url()).port;
    let second = Server::start(&options("/", port)).unwrap();
    second.publish(book(2), "/");
    assert_ne!(Client::to(&second.url()).port, port);
    check(&second, "/", 200, "state 2.");
}

// ---- attacks ----

/// Sends a request line and headers as they are.
fn attack(server: &Server, request: &str) -> Answer {
    let mut client = Client::to(&server.url());
    let request = request.replace("PORT", &client.port.to_string());
    client.send(request.as_bytes());
    let mut answer = client.head();
    client.stream.get_mut().shutdown(Shutdown::Write).ok();
    client.stream.read_to_string(&mut answer.body).ok();
    answer
}

#[test]
fn other_hosts_are_refused() {
    let server = serve(book(1));
    for (request, status) in [
        ("GET /book/ HTTP/1.1\r\nHost: evil.example:PORT\r\n\r\n", 403),
        ("GET /book/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", 403),
        ("GET /book/ HTTP/1.1\r\nHost: localhost:1\r\n\r\n", 403),
        ("GET /book/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 403),
        ("GET /book/ HTTP/1.1\r\nHost: 127.0.0.1.evil.example:PORT\r\n\r\n", 403),
        ("GET /book/.briefbook/events HTTP/1.1\r\nHost: evil.example:PORT\r\n\r\n", 403),
        ("GET http://evil.example/book/ HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 403),
        ("GET http://localhost:PORT/book/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", 403),
        ("GET /book/ HTTP/1.1\r\nHost: localhost:PORT\r\nHost: evil.example\r\n\r\n", 400),
        ("GET /book/ HTTP/1.1\r\n\r\n", 400),
        ("GET /book/ HTTP/1.0\r\n\r\n", 400),
    ] {
        let answer = attack(&server, request);
        assert_eq!(answer.status, status, "{request}");
        assert!(!answer.body.contains("state"), "{request}");
    }
    let fine = "GET http://127.0.0.1:PORT/book/ HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: close\r\n\r\n";
    assert_eq!(attack(&server, fine).status, 200);
}

#[test]
fn pages_of_other_sites_are_refused() {
    let server = serve(book(1));
    let request = |site: &str, mode: &str| {
        let head = "GET /book/style.css HTTP/1.1\r\nHost: localhost:PORT\r\nConnection: close";
        let request = format!("{head}\r\nSec-Fetch-Site: {site}\r\nSec-Fetch-Mode: {mode}\r\n\r\n");
        attack(&server, &request).status
    };
    assert_eq!(request("cross-site", "no-cors"), 403);
    assert_eq!(request("same-site", "cors"), 403);
    assert_eq!(request("cross-site", "navigate"), 200);
    assert_eq!(request("same-origin", "cors"), 200);
}

#[test]
fn no_path_escapes() {
    let server = serve(book(1));
    for path in [
        "/book/../Cargo.toml",
        "/book/../../../../etc/passwd",
        "/book/%2e%2e/Cargo.toml",
        "/book/%2e%2e%2fCargo.toml",
        "/book/..%2f..%2fetc%2fpasswd",
        "/book/%252e%252e/Cargo.toml",
        "/book/%252e%252e%252fCargo.toml",
        "/book/..%5c..%5cCargo.toml",
        "/book/..\\Cargo.toml",
        "/book/index.html%00.css",
        "/book/%00",
        "/book/%c0%ae%c0%ae/Cargo.toml",
        "/book//etc/passwd",
        "//etc/passwd",
        "/book/.briefbook/../../Cargo.toml",
        "/book/.briefbook/manifest.json",
        "/book/%0d%0aLocation:%20http://evil.example/",
        "/etc/passwd",
        "/book/C:/Windows/win.ini",
        "/book/index.html::$DATA",
        "*",
    ] {
        let head =
            format!("GET {path} HTTP/1.1\r\nHost: localhost:PORT\r\nConnection: close\r\n\r\n");
        let answer = attack(&server, &head);
        assert!(matches!(answer.status, 400 | 404), "{path}: {answer:?}");
        assert!(!answer.body.contains("root:") && !answer.body.contains("[package]"), "{path}");
        assert!(!answer.headers.contains_key("location"), "{path}");
    }
    let nul = attack(&server, "GET /book/\0 HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n");
    assert_eq!(nul.status, 400);
}

#[test]
fn nothing_but_reading() {
    let server = serve(book(1));
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW"] {
        let target = if method == "CONNECT" { "localhost:PORT" } else { "/book/" };
        let body = "Content-Length: 3\r\n\r\nx=1";
        let head = format!("{method} {target} HTTP/1.1\r\nHost: localhost:PORT\r\n{body}");
        let answer = attack(&server, &head);
        assert_eq!(answer.status, 405, "{method}: {answer:?}");
        assert_eq!(answer.headers["allow"], "GET, HEAD");
    }
}

#[test]
fn every_answer_is_sealed() {
    let server = serve(book(1));
    let paths = ["/book/", "/book/style.css", "/book/none", "/book", "/x", "/book/%00"];
    let own = ["/book/.briefbook/live.js", "/book/.briefbook/live.css", "/book/.briefbook/x"];
    for path in paths.into_iter().chain(own) {
        let headers = Client::to(&server.url()).get(path).headers;
        let policy = &headers["content-security-policy"];
        assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"));
        assert!(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"));
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(headers["referrer-policy"], "no-referrer", "{path}");
        assert_eq!(headers["cross-origin-resource-policy"], "same-origin", "{path}");
        assert!(!headers.contains_key("access-control-allow-origin"), "{path}");
    }
}

// ---- change ----

#[test]
fn a_page_knows_when_it_is_old() {
    let server = serve(book(1));
    let first = check(&server, "/book/", 200, "live.js").body;
    let mut events = Client::to(&server.url());
    events.listen(BASE);
    assert_eq!(events.event(), shown(&first));

    server.publish(book(1), BASE); // equal: no event
    server.publish(book(2), BASE);
    let second = check(&server, "/book/", 200, "state 2.").body;
    assert_eq!(events.event(), shown(&second));

    server.show_problems(&[Problem::of("error content-yaml", "<b>bad</b>")]);
    let failed = check(&server, "/book/", 200, "state 2.").body;
    assert!(failed.contains("&lt;b&gt;bad") && !failed.contains("<b>bad"), "{failed}");
    assert_eq!(events.event(), shown(&failed));
    check(&server, "/book/none", 404, "&lt;b&gt;bad");
    server.show_problems(&[Problem::of("error content-yaml", "another bad thing")]);
    let failed = check(&server, "/book/", 200, "another bad thing").body;
    assert_eq!(events.event(), shown(&failed));
    let style = check(&server, "/book/style.css", 200, "state 2.").body;
    assert!(!style.contains("bad"));

    server.publish(book(2), BASE);
    let mended = check(&server, "/book/", 200, "state 2.").body;
    assert!(!mended.contains("bad"));
    assert_eq!(shown(&mended), shown(&second));
    assert_eq!(events.event(), shown(&second));
}

#[test]
fn before_the_first_book() {
    let server = Server::start(&options("", 0)).unwrap();
    check(&server, "/documents/a/", 503, "live.js");
    server.show_problems(&[Problem::of("error config-missing", "no configuration")]);
    let failed = check(&server, "/", 503, "no configuration");
    assert!(!failed.body.contains("last good"), "{failed:?}");
    server.publish(book(1), "");
    check(&server, "/", 200, "state 1.");
}

#[test]
fn who_comes_early_waits() {
    let patient = Options { first_wait: Duration::from_secs(3600), ..options(BASE, 0) };
    let server = Server::start(&patient).unwrap();
    check(&server, "/book/.briefbook/live.js", 200, "EventSource");
    let mut clients = [Client::to(&server.url()), Client::to(&server.url())];
    clients[0].ask("/book/documents/a/");
    clients[1].ask("/book/none");
    let mut events = Client::to(&server.url());
    events.listen(BASE);
    assert_eq!(events.event(), "", "the stream does not wait");
    server.publish(book(1), BASE);
    let answers = clients.each_mut().map(Client::answer);
    assert_eq!(answers.each_ref().map(|answer| answer.status), [200, 404]);
    assert_eq!(events.event(), shown(&answers[0].body));

    let server = Server::start(&patient).unwrap();
    let mut client = Client::to(&server.url());
    client.ask("/book/");
    server.show_problems(&[Problem::of("error config-missing", "no configuration")]);
    let failed = client.answer();
    assert!(failed.status == 503 && failed.body.contains("no configuration"), "{failed:?}");
}

#[test]
fn a_book_may_move() {
    let server = serve(book(1));
    server.publish(book(2), "/other/");
    assert!(server.url().ends_with("/other/"), "{}", server.url());
    check(&server, "/other/documents/a/", 200, "/other/.briefbook/live.js");
    check(&server, "/book/documents/a/", 404, "another path");
    assert_eq!(check(&server, "/", 301, "").headers["location"], "/other/");
}

#[test]
fn the_end_does_not_wait_for_open_streams() {
    let server = serve(book(1));
    let mut events = Client::to(&server.url());
    events.listen(BASE);
    events.event();
    drop(server);
    let mut rest = Vec::new();
    // The stream ends; a wait for the client would end in the read's time-out.
    let end = events.stream.read_to_end(&mut rest);
    assert!(end.is_ok() || end.is_err_and(|e| e.kind() == std::io::ErrorKind::ConnectionReset));
}

/// Four readers make 1,000 requests while generations are swapped as fast as they can be.
#[test]
fn no_request_meets_a_gap_or_a_mixture() {
    let server = Arc::new(serve(book(0)));
    let states: BTreeMap<String, usize> =
        (0..50).map(|state| (book(state).stamp().to_string(), state)).collect();
    let done = AtomicBool::new(false);
    let mut seen = BTreeMap::new();
    thread::scope(|scope| {
        scope.spawn(|| {
            for state in (0..50).cycle() {
                if done.load(Ordering::Relaxed) {
                    break;
                }
                server.publish(book(state), BASE);
            }
        });
        let read = || {
            let mut client = Client::to(&server.url());
            let paths = ["/book/", "/book/documents/a/", "/book/style.css", "/book/about"];
            let answers = paths.iter().cycle().take(250).map(|path| {
                let answer = client.get(path);
                assert_eq!(answer.status, 200, "{path}");
                let state = states[&answer.headers["x-briefbook-generation"]];
                let expect = format!("state {state}.");
                assert!(answer.body.contains(&expect), "{path} is not of {expect}");
                let named = answer.body.split("data-shown=\"").nth(1);
                let stamp = answer.headers["x-briefbook-generation"].as_str();
                assert!(named.is_none_or(|rest| rest.starts_with(stamp)), "{path}: another state");
                state
            });
            answers.collect::<Vec<_>>()
        };
        let readers: Vec<_> = (0..4).map(|_| scope.spawn(read)).collect();
        for reader in readers {
            for state in reader.join().unwrap() {
                *seen.entry(state).or_insert(0) += 1;
            }
        }
        done.store(true, Ordering::Relaxed);
    });
    assert_eq!(seen.values().sum::<usize>(), 1000);
    assert!(seen.len() > 1, "nothing was swapped meanwhile");
}
