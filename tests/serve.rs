//! The program's `serve`, spoken to over HTTP while the files of its book change under it.
#![cfg(all(feature = "serve", unix))]
#![allow(clippy::unwrap_used)]

mod common;
mod http;

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver},
    },
    thread,
    time::Duration,
};

use common::Book;
use http::{Answer, Client};

/// Only against hanging for ever; no test waits for it.
const HANG: Duration = Duration::from_secs(120);

/// A running `serve`.
struct Serve {
    child: Child,
    log: Receiver<String>,
    url: String,
}

impl Serve {
    fn start(root: &Path, options: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_briefbook"))
            .arg("--root")
            .arg(root)
            .args(["serve", "--port", "0"])
            .args(options)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(child.stderr.take().unwrap());
        let (send, log) = mpsc::channel();
        thread::spawn(move || said.lines().map_while(Result::ok).try_for_each(|l| send.send(l)));
        let mut serve = Self { child, log, url: String::new() };
        let line = serve.line_with("Serving at ");
        serve.url = line.split(' ').nth(2).unwrap().to_owned();
        serve
    }

    /// Waits for a line of the log that has these words.
    fn line_with(&self, words: &str) -> String {
        let mut before = Vec::new();
        loop {
            match self.log.recv_timeout(HANG) {
                Ok(line) if line.contains(words) => return line,
                Ok(line) => before.push(line),
                Err(error) => panic!("no line with {words:?}: {error}; {before:#?}"),
            }
        }
    }

    fn client(&self) -> Client {
        Client::to(&self.url)
    }

    fn get(&self, path: &str) -> Answer {
        self.client().get(path)
    }
}

impl Drop for Serve {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
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
/// save has a new number.
fn save(root: &Path, turn: usize) {
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
            fs::write(path("d"), numbered("d", turn)).unwrap();
        }
        _ => fs::write(root.join("site.toml"), configuration(turn)).unwrap(),
    }
}

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
            for turn in (1..).take_while(|_| !done.load(Ordering::Relaxed)) {
                save(book.root(), turn);
                thread::sleep(Duration::from_millis([1, 3, 60, 9, 130, 27][turn % 6]));
            }
        });
        let url = serve.url.as_str();
        let read = || {
            let mut client = Client::to(url);
            let answers = PAGES.iter().cycle().take(250).map(|path| {
                thread::sleep(Duration::from_millis(10));
                let answer = client.get(path);
                assert_eq!(answer.status, 200, "{path}: {}", answer.body);
                (answer.headers["x-briefbook-generation"].clone(), numbers(&answer.body))
            });
            answers.collect::<Vec<_>>()
        };
        let readers: Vec<_> = (0..4).map(|_| scope.spawn(read)).collect();
        let answers: Vec<_> = readers.into_iter().map(thread::ScopedJoinHandle::join).collect();
        done.store(true, Ordering::Relaxed);
        saver.join().unwrap();
        for (generation, numbers) in answers.into_iter().flat_map(Result::unwrap) {
            let known = whole.entry(generation).or_default();
            for (letter, number) in numbers {
                let other = *known.entry(letter).or_insert(number);
                assert_eq!(other, number, "{letter} has two numbers in one generation");
            }
        }
    });
    assert!(whole.len() > 3, "nothing changed meanwhile");
}
