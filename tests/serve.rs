//! The program's `serve`, spoken to over HTTP while the files of its book change under it.
//!
//! `cargo test --test serve -- --ignored --nocapture` saves 500 times and prints how much memory
//! the program has after every 50 (Linux).
#![cfg(all(feature = "serve", unix))]
#![allow(clippy::unwrap_used)]

mod common;
mod http;
mod running;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use briefbook::{pipeline::Options, site::Audience};
use common::{Book, Tree};
use http::{Answer, Client, shown};
use running::Running;

/// A running `serve`.
struct Serve {
    program: Running,
    url: String,
}

impl Serve {
    fn start(root: &Path, options: &[&str]) -> Self {
        let program = Running::start(root, &[&["serve", "--port", "0"], options].concat());
        let line = program.line_with("Serving at ");
        let url = line.split(' ').nth(2).unwrap().to_owned();
        Self { program, url }
    }

    fn get(&self, path: &str) -> Answer {
        Client::to(&self.url).get(path)
    }

    /// The event stream, its first message read.
    fn events(&self, base: &str) -> Client {
        let mut events = Client::to(&self.url);
        events.listen(base);
        events.event();
        events
    }
}

fn document(title: &str, body: &str) -> String {
    format!(
        "---\ntitle: {title}\ndate: 1842\nsource: {{publication: Notes}}\nrights: own-words\nsummary: It is about the engine.\n---\n\n{body}\n"
    )
}

/// A book under `/b/` whose letters and whose own title each carry a number.
fn letters() -> Book {
    let book = Book::new(&[
        ("site.toml", &configuration(0)),
        ("content/index.md", "---\ntitle: Home\n---\n\nWelcome.\n"),
        ("content/people/ada.md", "---\ntitle: Ada Lovelace\n---\n\nShe counted.\n"),
        ("static/own.txt", "kept"),
    ]);
    for letter in ["a", "b", "c", "d"] {
        book.write(&format!("content/documents/{letter}.md"), &numbered(letter, 0));
    }
    book
}

fn configuration(number: usize) -> String {
    format!("title = \"Letters x-{number}-\"\nbase_url = \"https://a.example/b/\"\n")
}

fn numbered(letter: &str, number: usize) -> String {
    document(&format!("Letter {letter}-{number}-"), "Ada Lovelace wrote.")
}

// ---- never a gap, never a mixture ----

/// Saves by renaming over, in place, by an editor's dance, and by deleting and making again; each
/// save has a new number. Returns for how long a file was gone.
fn save(root: &Path, turn: usize) -> Duration {
    let begun = Instant::now();
    let documents = root.join("content/documents");
    let path = |letter: &str| documents.join(format!("{letter}.md"));
    match turn % 5 {
        0 => {
            fs::write(documents.join(".a.md.new"), numbered("a", turn)).unwrap();
            fs::rename(documents.join(".a.md.new"), path("a")).unwrap();
        }
        1 => fs::write(path("b"), numbered("b", turn)).unwrap(),
        2 => {
            fs::rename(path("c"), documents.join("c.md~")).unwrap();
            fs::write(path("c"), numbered("c", turn)).unwrap();
            fs::remove_file(documents.join("c.md~")).unwrap();
        }
        3 => {
            fs::remove_file(path("d")).unwrap();
            thread::sleep(Duration::from_millis(70));
            fs::write(path("d"), numbered("d", turn)).unwrap();
        }
        _ => fs::write(root.join("site.toml"), configuration(turn)).unwrap(),
    }
    begun.elapsed()
}

/// For less than this a file may be gone, and its page stays.
const BELIEVED: Duration = Duration::from_millis(190);

/// The numbers that a page shows, by letter; a letter with two numbers is a mixture.
fn numbers(body: &str) -> BTreeMap<char, usize> {
    let mut found = BTreeMap::new();
    for (at, _) in body.match_indices('-') {
        let letter = body[..at].chars().next_back().unwrap_or(' ');
        let digits: String = body[at + 1..].chars().take_while(char::is_ascii_digit).collect();
        let rest = &body[at + 1 + digits.len()..];
        if let ('a'..='d' | 'x', Ok(number), true) = (letter, digits.parse(), rest.starts_with('-'))
        {
            let other = found.insert(letter, number);
            assert!(other.is_none_or(|other| other == number), "{letter} is mixed in {body}");
        }
    }
    found
}

const PAGES: [&str; 9] = [
    "/b/",
    "/b/documents/a/",
    "/b/documents/b/",
    "/b/documents/c/",
    "/b/documents/d/",
    "/b/documents/",
    "/b/people/ada/",
    "/b/sitemap.xml",
    "/b/own.txt",
];

#[test]
fn a_thousand_requests_meet_no_gap_and_no_mixture() {
    let book = letters();
    let serve = Serve::start(book.root(), &[]);
    assert_eq!(numbers(&serve.get("/b/documents/a/").body)[&'a'], 0);
    let done = AtomicBool::new(false);
    let mut whole: BTreeMap<String, BTreeMap<char, usize>> = BTreeMap::new();
    thread::scope(|scope| {
        let saver = scope.spawn(|| {
            let mut longest = Duration::ZERO;
            for turn in (1..).take_while(|_| !done.load(Ordering::Relaxed)) {
                longest = longest.max(save(book.root(), turn));
                thread::sleep(Duration::from_millis([1, 3, 60, 9, 130, 27, 40][turn % 7]));
            }
            longest
        });
        let url = serve.url.as_str();
        let read = || {
            let mut client = Client::to(url);
            let answers = PAGES.iter().cycle().take(250).map(|path| {
                thread::sleep(Duration::from_millis(10));
                (*path, client.get(path))
            });
            answers.collect::<Vec<_>>()
        };
        let readers: Vec<_> = (0..4).map(|_| scope.spawn(read)).collect();
        let answers: Vec<_> = readers.into_iter().map(thread::ScopedJoinHandle::join).collect();
        done.store(true, Ordering::Relaxed);
        let longest = saver.join().unwrap();
        for (path, answer) in answers.into_iter().flat_map(Result::unwrap) {
            // A file that is gone for long is gone; only a stalled machine makes it so here.
            if longest > BELIEVED && answer.status == 404 {
                continue;
            }
            assert_eq!(answer.status, 200, "{path}: {}", answer.body);
            let known = whole.entry(answer.headers["x-briefbook-generation"].clone()).or_default();
            for (letter, number) in numbers(&answer.body) {
                let other = *known.entry(letter).or_insert(number);
                assert_eq!(other, number, "{letter} has two numbers in one generation");
            }
        }
    });
    assert!(whole.len() > 3, "nothing changed meanwhile");
}

// ---- one sentence ----

/// The pages of a clean build, each with all files that it has in its folder.
fn clean(book: &Book) -> Tree {
    let options = Options { audience: Audience::Editors, ..Options::default() };
    let (tree, findings) = book.build_with(&options);
    assert!(!tree.is_empty(), "{findings:#?}");
    tree
}

/// The pages of which any file differs.
fn differing(before: &Tree, after: &Tree) -> BTreeSet<String> {
    let names = before.keys().chain(after.keys()).filter(|k| before.get(*k) != after.get(*k));
    let page = |name: &String| {
        name.strip_suffix("index.html")
            .or_else(|| name.strip_suffix("index.md"))
            .or_else(|| name.strip_suffix("index.txt"))
            .unwrap_or(name)
            .to_owned()
    };
    names.map(page).collect()
}

/// Changes the body of one letter: exactly that one is relinked, and exactly the pages rendered
/// that a clean build makes differently.
fn check_sentence(serve: &Serve, book: &Book, body: &str, also: &[&str]) {
    let before = clean(book);
    book.write("content/documents/b.md", &document("Letter b", body));
    let line = serve.program.line_with("content/documents/b.md changed");
    let pages = differing(&before, &clean(book));
    let mut expect: BTreeSet<String> = also.iter().map(ToString::to_string).collect();
    expect.insert("documents/b/".into());
    assert_eq!(pages, expect, "{line}");
    let said = format!(": 1 document relinked, {} of ", pages.len());
    assert!(line.contains(&said), "{line}: {pages:?}");
}

#[test]
fn one_sentence_relinks_one_document_and_renders_the_pages_that_show_it() {
    let book = letters();
    book.write("content/people/mary.md", "---\ntitle: Mary Somerville\n---\n");
    book.write("content/documents/b.md", &document("Letter b", "Ada Lovelace wrote. It rained."));
    let serve = Serve::start(book.root(), &[]);
    let first = serve.program.line_with("pages rendered");
    assert!(first.contains("4 documents relinked"), "{first}");
    // Her page leads to the paragraph, by an id that is made of its text.
    check_sentence(&serve, &book, "Ada Lovelace wrote. It snowed.", &["people/ada/"]);
    let body = serve.get("/b/documents/b/").body;
    assert!(body.contains("It snowed."), "{body}");
    check_sentence(&serve, &book, "Ada Lovelace wrote. It snowed.\n\nThen it froze.", &[]);
}

// ---- what is wrong ----

const BAD: &str = "---\ntitle: Letter b\ndate: 1842\nsource: <b>\"x\"</b>: {\n---\n\nText.\n";

#[test]
fn a_failed_build_keeps_the_last_good_book_and_says_why() {
    let book = letters();
    let serve = Serve::start(book.root(), &[]);
    let good = serve.get("/b/documents/b/").body;
    let mut events = serve.events("/b/");
    book.write("content/documents/b.md", BAD);
    serve.program.line_with("the last good book stays");
    let failed = serve.get("/b/documents/b/");
    assert_eq!(failed.status, 200);
    let (page, panel) =
        failed.body.split_once("<link rel=\"stylesheet\" href=\"/b/.brief").unwrap();
    assert!(good.starts_with(page), "the page itself is as it was");
    assert!(panel.contains("<code>content/documents/b.md:4:"), "{panel}");
    assert!(panel.contains("&lt;b&gt;") && !panel.contains("<b>"), "{panel}");
    assert_eq!(events.event(), shown(&failed.body));
    assert!(serve.get("/b/").body.contains("content/documents/b.md:4:"), "on every page");
    book.write("content/documents/b.md", &numbered("b", 0));
    serve.program.line_with("content/documents/b.md changed");
    assert_eq!(serve.get("/b/documents/b/").body, good);
    assert_eq!(events.event(), shown(&good));
}

#[test]
fn a_book_whose_first_build_fails_says_why_and_appears_when_mended() {
    let book = letters();
    book.write("site.toml", "title = \"Letters\n");
    let serve = Serve::start(book.root(), &[]);
    let failed = serve.get("/");
    assert_eq!(failed.status, 503);
    assert!(failed.body.contains("<code>site.toml:1:"), "{}", failed.body);
    assert!(failed.body.contains("live.js") && !failed.body.contains("last good"));
    let mut events = serve.events("/");
    book.write("site.toml", &configuration(1));
    let said = serve.program.line_with("Now at ");
    assert!(said.ends_with("/b/"), "{said}");
    events.event();
    assert_eq!(serve.get("/").headers["location"], "/b/");
    assert_eq!(numbers(&serve.get("/b/").body)[&'x'], 1);
}

#[test]
fn the_first_request_waits_for_the_first_book() {
    let book = letters();
    for number in 0..100 {
        book.write(&format!("content/documents/n{number}.md"), &numbered("a", number));
    }
    // The address is said before the first build begins.
    let serve = Serve::start(book.root(), &[]);
    assert_eq!(serve.get("/b/documents/n7/").status, 200);
}

// ---- the end, and the long run ----

#[test]
fn an_interrupt_ends_it_with_streams_open() {
    use std::os::unix::process::ExitStatusExt;
    let book = letters();
    let mut serve = Serve::start(book.root(), &[]);
    assert_eq!(serve.get("/b/").status, 200);
    let mut streams = [serve.events("/b/"), serve.events("/b/")];
    let status = serve.program.interrupt();
    assert_eq!(status.signal(), Some(2), "a shell says 130");
    for events in &mut streams {
        let mut rest = Vec::new();
        let end = std::io::Read::read_to_end(&mut events.stream, &mut rest);
        assert!(end.is_ok() || end.is_err_and(|e| e.kind() == std::io::ErrorKind::ConnectionReset));
    }
}

#[test]
fn polling_sees_changes_too() {
    let book = letters();
    let serve = Serve::start(book.root(), &["--poll"]);
    serve.program.line_with("pages rendered");
    book.write("content/documents/a.md", &numbered("a", 1));
    serve.program.line_with("content/documents/a.md changed");
    assert_eq!(numbers(&serve.get("/b/documents/a/").body)[&'a'], 1);
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "takes minutes; run by hand, see the head of this file"]
#[allow(clippy::print_stdout, reason = "the figures are what it is run for")]
fn five_hundred_saves_in_flat_memory() {
    let book = letters();
    for number in 0..300 {
        book.write(&format!("content/documents/n{number}.md"), &numbered("n", number));
    }
    let serve = Serve::start(book.root(), &[]);
    serve.program.line_with("pages rendered");
    let memory = || {
        let status = fs::read_to_string(format!("/proc/{}/status", serve.program.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap()
    };
    let _open = serve.events("/b/");
    let mut figures = vec![memory()];
    println!("  0 saves: {} KiB", figures[0]);
    for turn in 1..=500 {
        let name = format!("content/documents/n{}.md", turn % 300);
        book.write(&name, &numbered("n", 1000 + turn));
        serve.program.line_with(&format!("{name} changed"));
        assert_eq!(serve.get(&format!("/b/documents/n{}/", turn % 300)).status, 200);
        if turn % 50 == 0 {
            figures.push(memory());
            println!("{turn:3} saves: {} KiB", figures[turn / 50]);
        }
    }
    let (early, late) = (figures[2].max(figures[3]), figures[10]);
    assert!(late < early + early / 10, "{late} KiB after 500 saves, {early} KiB after 150");
}
