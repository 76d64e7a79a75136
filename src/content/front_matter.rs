//! Where a file's front matter ends and its body begins.
//!
//! In: the bytes of a content file. Out: the YAML between its two `---` lines and the body after
//! them, with byte offsets. Never: a change to either.

use super::{
    Common, FileFacts, Placed,
    fields::{Fields, Reader},
};
use crate::{
    diag::{ByteRange, Report},
    hash::ContentHash,
    path::SourcePath,
    yaml::{self, Node, Value},
};

/// The largest front matter read, in bytes: far above need, far below harm.
pub const LARGEST: usize = 64 * 1024;

/// The parts of a file, as byte ranges of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// Between the marks.
    pub yaml: ByteRange,
    /// After the second mark's line.
    pub body: ByteRange,
    /// The first mark.
    pub mark: ByteRange,
}

/// Splits a file at its marks. `None` if it does not begin with `---` or the second is missing.
/// A byte-order mark before the first is allowed; lines may end in CRLF.
pub fn split(text: &str) -> Option<Split> {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let first = line_end(text, start);
    if text[start..first].trim_end() != "---" {
        return None;
    }
    let mut at = first;
    while at < text.len() {
        let end = line_end(text, at);
        if matches!(text[at..end].trim_end(), "---" | "...") {
            return Some(Split {
                yaml: ByteRange::new(first, at),
                body: ByteRange::new(end, text.len()),
                mark: ByteRange::new(start, start + 3),
            });
        }
        at = end;
    }
    None
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |at| from + at + 1)
}

/// The front matter of a file and where things are in it.
pub struct FrontMatter {
    /// Its keys. `None` if they could not be read; a finding says why, and what they lack is not
    /// to be said.
    pub node: Option<Node>,
    /// Where the file's parts are.
    pub file: FileFacts,
    /// Where a missing key is reported.
    pub mark: ByteRange,
}

/// Reads a file's front matter. Whatever is wrong becomes a finding.
pub fn read(reader: &mut Reader<'_>, path: &SourcePath, text: &str) -> FrontMatter {
    let hash = ContentHash::of(text.as_bytes());
    let Some(split) = split(text) else {
        let start = ByteRange::new(0, text.find('\n').unwrap_or(text.len()));
        reader.report(no_front_matter(text), start);
        let file = FileFacts { path: path.clone(), hash, body: ByteRange::new(0, text.len()) };
        return FrontMatter { node: None, file, mark: start };
    };
    let file = FileFacts { path: path.clone(), hash, body: split.body };
    let node = if split.yaml.end - split.yaml.start > LARGEST {
        reader.report(
            Report::new("content-too-large", "the front matter is larger than 64 KiB"),
            split.mark,
        );
        None
    } else {
        mapping(reader, text, split.yaml)
    };
    FrontMatter { node, file, mark: split.mark }
}

/// What is missing in a file that has no two marks.
fn no_front_matter(text: &str) -> Report {
    let text = text.trim_start_matches('\u{feff}');
    let (message, hint) = if text.trim().is_empty() {
        ("the file is empty", BEGIN)
    } else if text[..line_end(text, 0)].trim_end() == "---" {
        (
            "the closing line `---` of the front matter is missing",
            "write a line `---` after the last key, before the text",
        )
    } else {
        ("the file has no front matter", BEGIN)
    };
    Report::new("content-no-front-matter", message).hint(hint)
}

const BEGIN: &str = "begin the file with a line `---`, then `title: …`, then a line `---`";

fn mapping(reader: &mut Reader<'_>, text: &str, range: ByteRange) -> Option<Node> {
    match yaml::parse(&text[range.as_range()], range.start) {
        Ok(node) if matches!(node.value, Value::Mapping(_)) => Some(node),
        Ok(Node { value: Value::Null, .. }) => {
            Some(Node { value: Value::Mapping(Vec::new()), range })
        }
        Ok(node) => {
            let message =
                format!("the front matter must be keys and values, not {}", node.value.describe());
            let hint = "write them like `title: A title`, with a space after the colon";
            reader.report(Report::new("content-bad-value", message).hint(hint), node.range);
            None
        }
        Err(error) => {
            let message = format!("the front matter is not valid YAML: {}", error.message);
            reader.report(Report::new("content-yaml", message).hint(error.hint), error.range);
            None
        }
    }
}

/// Reads the keys that documents, entities and pages share.
pub fn common(fields: &mut Fields<'_, '_, '_>) -> Common {
    let title: Option<Placed<String>> = fields.required("title", Reader::placed_text);
    let mut common = Common {
        title_range: title.as_ref().map_or(fields.start(), |title| title.range),
        cited: Vec::new(),
        title: title.map(|title| title.value).unwrap_or_default(),
        summary: fields.text("summary"),
        draft: fields.get("draft", Reader::boolean).unwrap_or(false),
        reviewed: fields.get("reviewed", Reader::review),
        corrections: fields.all("corrections", Reader::corrections),
        redirect_from: fields.all("redirect_from", Reader::texts),
    };
    let legal = |address: &Placed<String>| crate::path::Route::new(&address.value).is_ok();
    for address in common.redirect_from.iter().filter(|address| !legal(address)) {
        let message = format!("`{}` is no address of this site", address.value);
        let report = Report::new("content-redirect", message).hint("write it like `/old/address/`");
        fields.reader().report(report, address.range);
    }
    common.redirect_from.retain(legal);
    common
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<(&str, &str)>) {
        let got = split(text).map(|s| (&text[s.yaml.as_range()], &text[s.body.as_range()]));
        assert_eq!(got, expect, "{text:?}");
    }

    #[test]
    fn marks() {
        check("---\na: b\n---\nbody\n", Some(("a: b\n", "body\n")));
        check("\u{feff}---\r\na: b\r\n---\r\nbody", Some(("a: b\r\n", "body")));
        check("---\n---", Some(("", "")));
        check("---\na: b\n", None);
        check("body", None);
        check("", None);
    }
}
