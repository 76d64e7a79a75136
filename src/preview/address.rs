//! Which file an address means, by the rules of GitHub Pages.
//!
//! In: the path of a request as it stands in the request line, and a generation. Out: a
//! [`Meaning`]. Never: a file system. What is not, letter for letter, a path of the generation
//! is missing, so there is nothing to escape from; odd paths are refused all the same.
//!
//! The rules: an exact file is served; `/page` serves `page.html`; `/folder` moves to `/folder/`,
//! which serves its `index.html`; letters' case counts.

use crate::output::Generation;

use super::RESERVED;

/// What an address means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A file of the book.
    File(String),
    /// A file of the preview itself, below its reserved folder.
    Own(String),
    /// It stands at another address, given as a path, still encoded.
    Moved(String),
    /// No file of the book.
    Missing,
    /// Outside the book's base path.
    Outside,
    /// No address that a browser would send.
    Malformed,
}

/// What `raw`, a path as sent, means below `base`, which begins and ends with a slash.
pub(super) fn resolve(generation: Option<&Generation>, base: &str, raw: &str) -> Meaning {
    let Some(path) = decoded(raw) else { return Meaning::Malformed };
    if !is_plain(&path) {
        return Meaning::Malformed;
    }
    let Some(below) = path.strip_prefix(base) else {
        let is_base = format!("{path}/") == base;
        return match path.as_str() {
            "/" => Meaning::Moved(base.to_owned()),
            _ if is_base => Meaning::Moved(format!("{raw}/")),
            _ => Meaning::Outside,
        };
    };
    if let Some(own) = below.strip_prefix(RESERVED) {
        return Meaning::Own(own.to_owned());
    }
    generation.map_or(Meaning::Missing, |generation| in_book(generation, below, raw))
}

fn in_book(generation: &Generation, below: &str, raw: &str) -> Meaning {
    let has = |path: &str| generation.get(path).is_some();
    if below.is_empty() || below.ends_with('/') {
        let index = format!("{below}index.html");
        return if has(&index) { Meaning::File(index) } else { Meaning::Missing };
    }
    if has(below) {
        return Meaning::File(below.to_owned());
    }
    let page = format!("{below}.html");
    if has(&page) {
        return Meaning::File(page);
    }
    if generation.has_below(&format!("{below}/")) {
        return Meaning::Moved(format!("{raw}/"));
    }
    Meaning::Missing
}

/// Undoes percent-encoding, once; `None` if it is broken, hides a slash or is not UTF-8.
fn decoded(raw: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let value = digit(rest.next())? * 16 + digit(rest.next())?;
        let value = u8::try_from(value).ok()?;
        if value == b'/' {
            return None;
        }
        bytes.push(value);
    }
    String::from_utf8(bytes).ok()
}

/// Whether a path has no step that is empty, `.` or `..`, and neither backslash nor control
/// character. A slash may stand at the end.
fn is_plain(path: &str) -> bool {
    let Some(steps) = path.strip_prefix('/') else { return false };
    let steps = steps.strip_suffix('/').unwrap_or(steps);
    let odd = |c: char| c.is_control() || c == '\\';
    !path.contains(odd)
        && (path == "/" || steps.split('/').all(|step| !matches!(step, "" | "." | "..")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        hash::ContentHash,
        output::{Memory, Sink},
        path::OutputPath,
    };

    fn check(raw: &str, expect: Meaning) {
        let memory = Memory::default();
        let files = [
            "index.html",
            "404.html",
            "a/index.html",
            "b.html",
            "b/x.txt",
            "đ/index.html",
            "c.d/e",
        ];
        for file in files {
            let path = OutputPath::new(file).unwrap();
            memory.stage(&path, ContentHash::default(), b"").unwrap();
        }
        let generation = memory.commit().unwrap().generation;
        assert_eq!(resolve(Some(&generation), "/book/", raw), expect, "{raw}");
    }

    fn file(path: &str) -> Meaning {
        Meaning::File(path.into())
    }

    #[test]
    fn pages() {
        check("/book/", file("index.html"));
        check("/book/index.html", file("index.html"));
        check("/book/a/", file("a/index.html"));
        check("/book/b", file("b.html"));
        check("/book/b/x.txt", file("b/x.txt"));
        check("/book/%C4%91/", file("đ/index.html"));
        check("/book/%61/", file("a/index.html"));
        check("/book/.briefbook/live.js", Meaning::Own("live.js".into()));
    }

    #[test]
    fn moves() {
        check("/book/a", Meaning::Moved("/book/a/".into()));
        check("/book/%C4%91", Meaning::Moved("/book/%C4%91/".into()));
        check("/book/c.d", Meaning::Moved("/book/c.d/".into()));
        check("/book", Meaning::Moved("/book/".into()));
        check("/", Meaning::Moved("/book/".into()));
    }

    #[test]
    fn missing() {
        for raw in ["/book/A/", "/book/x", "/book/b/", "/book/b.html/", "/book/%252e%252e/"] {
            check(raw, Meaning::Missing);
        }
        check("/other", Meaning::Outside);
        check("/Book/", Meaning::Outside);
    }

    #[test]
    fn escapes() {
        for raw in [
            "/book/../secret",
            "/book/%2e%2e/secret",
            "/book/%2E./secret",
            "/book/./a/",
            "/book//a/",
            "//evil.example/",
            "/book/a%2findex.html",
            "/book/a%5C..",
            "/book/a\\b",
            "/book/a%00",
            "/book/a%0d%0aX: y",
            "/book/%",
            "/book/%4",
            "/book/%zz",
            "/book/%ff",
            "book/",
            "*",
            "",
        ] {
            check(raw, Meaning::Malformed);
        }
    }
}
