//! The links of a body as written.
//!
//! In: a destination. Out: what kind of address it is ([`Destination`]). Never: whether the book
//! has it; a fetch.

use pulldown_cmark::{Event, LinkType, Tag};

use super::Tree;
use crate::{
    diag::ByteRange,
    path::{Route, SourcePath},
};

/// What a link's destination is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A place on the same page.
    Fragment(String),
    /// A page or file of the book: its address and the place on it, if one is named.
    Internal {
        /// Where to.
        route: Route,
        /// The id after `#`.
        fragment: Option<String>,
    },
    /// Another site, or mail.
    External(String),
    /// A scheme that is not passed on, or no address at all.
    Unsafe,
}

/// Reads a destination that stands in the file `from`. Links to content files (`../people/a.md`)
/// work as they do on a code host, addresses (`/people/a/`) as they do on the site.
pub fn destination(written: &str, from: &SourcePath, page: &Route) -> Destination {
    let written = written.trim();
    if let Some(fragment) = written.strip_prefix('#') {
        return Destination::Fragment(decoded(fragment));
    }
    if let Some(scheme) = scheme(written) {
        return match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" | "mailto" => Destination::External(encoded(written)),
            _ => Destination::Unsafe,
        };
    }
    if written.starts_with("//") || written.is_empty() || written.contains('\\') {
        return Destination::Unsafe;
    }
    let (path, fragment) = match written.split_once('#') {
        Some((path, fragment)) => (path, Some(decoded(fragment))),
        None => (written, None),
    };
    match internal(&decoded(path), from, page) {
        Some(route) => Destination::Internal { route, fragment },
        None => Destination::Unsafe,
    }
}

/// An address with what may not stand in one (RFC 3986), everything but ASCII included, written by
/// its number. What is written so already stays.
pub fn encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        match byte {
            b' ' | b'"' | b'<' | b'>' | b'`' | 0x7f.. | 0..0x20 => {
                out.push_str(&format!("%{byte:02X}"));
            }
            byte => out.push(char::from(byte)),
        }
    }
    out
}

/// The scheme of an address, if it has one.
fn scheme(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once(':')?;
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    (!scheme.is_empty() && scheme.chars().all(legal)).then_some(scheme)
}

fn internal(path: &str, from: &SourcePath, page: &Route) -> Option<Route> {
    if let Some(file) = path.strip_suffix(".md") {
        let file = match file.strip_prefix('/') {
            Some(file) => file.to_owned(),
            None => joined(from.as_str(), file)?,
        };
        let file = file.strip_prefix("content/").unwrap_or(&file);
        let steps = file.strip_suffix("index").filter(|s| s.is_empty() || s.ends_with('/'));
        let steps = steps.unwrap_or(file).trim_end_matches('/');
        let text = if steps.is_empty() { "/".to_owned() } else { format!("/{steps}/") };
        return Route::new(&text).ok();
    }
    match path.starts_with('/') {
        true => Route::new(path).ok(),
        false => Route::new(&format!(
            "/{}",
            joined(&format!("{}x", page.as_str().trim_start_matches('/')), path)?
        ))
        .ok(),
    }
}

/// A relative path from the folder of a file. `None` if it leaves the root.
fn joined(from: &str, path: &str) -> Option<String> {
    let mut steps: Vec<&str> = from.split('/').collect();
    steps.pop();
    for step in path.split('/') {
        match step {
            "." => {}
            ".." => drop(steps.pop()?),
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}

/// Percent-decoded, as far as the result is UTF-8.
pub fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// A link or image of a body, other than `[[links]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenLink {
    /// Index of its start in the tree.
    pub node: usize,
    /// As written.
    pub destination: String,
    /// Bytes of the file.
    pub range: ByteRange,
}

/// All links and images of a tree, other than `[[links]]`.
pub fn written_links(tree: &Tree) -> Vec<WrittenLink> {
    let link = |(node, n): (usize, &super::Node)| match &n.event {
        Event::Start(Tag::Link { link_type: LinkType::WikiLink { .. }, .. }) => None,
        Event::Start(Tag::Link { link_type: LinkType::Email, dest_url, .. }) => {
            Some(WrittenLink { node, destination: format!("mailto:{dest_url}"), range: n.range })
        }
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
            Some(WrittenLink { node, destination: dest_url.to_string(), range: n.range })
        }
        _ => None,
    };
    tree.nodes.iter().enumerate().filter_map(link).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: &str, expect: &str) {
        let from = SourcePath::new("content/documents/a.md").unwrap();
        let page = Route::new("/documents/a/").unwrap();
        let got = match destination(written, &from, &page) {
            Destination::Fragment(id) => format!("#{id}"),
            Destination::Internal { route, fragment: None } => route.to_string(),
            Destination::Internal { route, fragment: Some(id) } => format!("{route}#{id}"),
            Destination::External(url) => url,
            Destination::Unsafe => "unsafe".into(),
        };
        assert_eq!(got, expect, "{written}");
    }

    #[test]
    fn destinations() {
        check("#a%20b", "#a b");
        check("/people/ada/#x", "/people/ada/#x");
        check("../people/ada.md", "/people/ada/");
        check("b.md#p-1", "/documents/b/#p-1");
        check("../index.md", "/");
        check("../b/", "/documents/b/");
        check("https://a.example/", "https://a.example/");
        check("https://a.example/b c?<d>", "https://a.example/b%20c?%3Cd%3E");
        check("https://a.example/é/%20", "https://a.example/%C3%A9/%20");
        check("javascript:alert(1)", "unsafe");
        check("JaVaScript:alert(1)", "unsafe");
        check("data:text/html,x", "unsafe");
        check("//evil.example/", "unsafe");
        check("../../../../etc/passwd", "unsafe");
        check("/a/%2e%2e/b", "unsafe");
    }
}
