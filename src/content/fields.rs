//! Reading the keys of a mapping strictly: every mistake found, each at its own place.
//!
//! In: a [`Node`] and the file that it stands in. Out: typed values, and findings in the
//! [`Reader`]. Never: a stop at the first mistake; a key passed over in silence.

use super::{Citation, Correction, Period, Placed, Review, facts::Fact};
use crate::{
    date::Edtf,
    diag::{ByteRange, Finding, Lines, Report, did_you_mean},
    path::SourcePath,
    yaml::{Key, Node, Value},
};

/// Whether a character is none of a text: what HTML and XML forbid, line ends and tabs apart.
pub fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}')
}

/// The file being read and what was found wrong in it.
pub struct Reader<'a> {
    /// The file.
    pub path: &'a SourcePath,
    /// Its lines.
    pub lines: Lines<'a>,
    /// What was found.
    pub findings: Vec<Finding>,
    /// What the file cites, each with its place.
    pub cited: Vec<Placed<Citation>>,
}

impl<'a> Reader<'a> {
    /// Reads a file's text, which places count in.
    pub fn new(path: &'a SourcePath, text: &'a str) -> Self {
        Self { path, lines: Lines::new(text), findings: Vec::new(), cited: Vec::new() }
    }

    /// Adds a finding at a place of the file.
    pub fn report(&mut self, report: Report, range: ByteRange) {
        self.findings.push(report.at(self.path, &self.lines, range));
    }

    fn wrong(&mut self, key: &str, expected: &str, node: &Node) {
        let found = node.value.describe();
        let report =
            Report::new("content-bad-value", format!("`{key}` must be {expected}, not {found}"));
        self.report(report, node.range);
    }

    /// A text; a number counts as the text that it is written as.
    pub fn text(&mut self, key: &str, node: &Node) -> Option<String> {
        match &node.value {
            Value::Text(text) if text.contains(is_control) => {
                let message = format!("`{key}` holds a control character");
                let hint = "leave it out; no page can show it, and a feed with it cannot be read";
                self.report(Report::new("content-bad-value", message).hint(hint), node.range);
                None
            }
            Value::Text(text) | Value::Number(text) if !text.trim().is_empty() => {
                Some(text.trim().to_owned())
            }
            Value::Text(_) | Value::Null => {
                self.report(
                    Report::new("content-bad-value", format!("`{key}` is empty")),
                    node.range,
                );
                None
            }
            _ => {
                self.wrong(key, "a text", node);
                None
            }
        }
    }

    /// A web address, as links may have it.
    pub fn address(&mut self, key: &str, node: &Node) -> Option<String> {
        let text = self.text(key, node)?;
        let rest = ["https://", "http://"].iter().find_map(|scheme| text.strip_prefix(scheme));
        let illegal = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\\' | '`');
        if rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(illegal)) {
            return Some(text);
        }
        let message = format!("`{key}` is no web address: `{text}`");
        let hint = "write all of it, from `https://` on, and a space in it as %20";
        self.report(Report::new("content-bad-value", message).hint(hint), node.range);
        None
    }

    /// A date.
    pub fn date(&mut self, key: &str, node: &Node) -> Option<Edtf> {
        let (Value::Text(text) | Value::Number(text)) = &node.value else {
            self.wrong(key, "a date", node);
            return None;
        };
        let date = Edtf::parse(text);
        if date.is_none() {
            let message = format!("`{key}` is no date: `{text}`");
            let hint = date_hint(text.trim());
            self.report(Report::new("content-bad-date", message).hint(hint), node.range);
        }
        date
    }

    /// The tag of a language.
    pub fn language(&mut self, key: &str, node: &Node) -> Option<String> {
        let tag = self.text(key, node)?;
        if super::is_language(&tag) {
            return Some(tag);
        }
        let report =
            Report::new("content-bad-value", format!("`{key}` is no tag of a language: `{tag}`"));
        self.report(report.hint(super::LANGUAGE_HINT), node.range);
        None
    }

    /// True or false.
    pub fn boolean(&mut self, key: &str, node: &Node) -> Option<bool> {
        match node.value {
            Value::Bool(yes) => Some(yes),
            _ => {
                self.wrong(key, "true or false", node);
                None
            }
        }
    }

    /// One of a closed list of words.
    pub fn choice<T: Copy>(&mut self, key: &str, node: &Node, choices: &[(&str, T)]) -> Option<T> {
        let word = self.text(key, node)?;
        if let Some((_, choice)) = choices.iter().find(|(name, _)| *name == word) {
            return Some(*choice);
        }
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        let hint = match did_you_mean(&word, names.iter().copied()) {
            Some(likely) => format!("did you mean `{likely}`?"),
            None => format!("write one of {}", names.join(", ")),
        };
        let message = format!("`{key}` cannot be `{word}`");
        self.report(Report::new("content-bad-value", message).hint(hint), node.range);
        None
    }

    /// A list, or one value standing for a list of one.
    pub fn list<'n>(&mut self, key: &str, node: &'n Node) -> &'n [Node] {
        match &node.value {
            Value::Sequence(items) => items,
            Value::Null => &[],
            Value::Mapping(_) | Value::Bool(_) => {
                self.wrong(key, "a list", node);
                &[]
            }
            _ => std::slice::from_ref(node),
        }
    }

    /// A list of texts, each with its place.
    pub fn texts(&mut self, key: &str, node: &Node) -> Vec<Placed<String>> {
        let item = |reader: &mut Self, node: &Node| {
            reader.text(key, node).map(|value| Placed { value, range: node.range })
        };
        self.list(key, node).iter().filter_map(|node| item(self, node)).collect()
    }

    /// A citation: `documents/<slug>` or `{title, url}`; a bare text is a title.
    pub fn citation(&mut self, key: &str, node: &Node) -> Option<Citation> {
        let citation = self.bare_citation(key, node)?;
        self.cited.push(Placed { value: citation.clone(), range: node.range });
        Some(citation)
    }

    fn bare_citation(&mut self, key: &str, node: &Node) -> Option<Citation> {
        if let Value::Mapping(_) = node.value {
            let mut fields = Fields::of(self, key, node)?;
            let title = fields.required_text("title");
            let url = fields.get("url", Reader::address);
            fields.finish();
            return title.map(|title| Citation::Outside { title, url });
        }
        let text = self.text(key, node)?;
        Some(match text.starts_with("documents/") {
            true => Citation::Document(text),
            false => Citation::Outside { title: text, url: None },
        })
    }

    /// A list of citations.
    pub fn citations(&mut self, key: &str, node: &Node) -> Vec<Citation> {
        match node.value {
            Value::Mapping(_) => self.citation(key, node).into_iter().collect(),
            _ => self.list(key, node).iter().filter_map(|node| self.citation(key, node)).collect(),
        }
    }

    /// A fact: a bare value or `{value, source}`.
    pub fn fact<T>(
        &mut self,
        key: &str,
        node: &Node,
        read: impl Fn(&mut Self, &str, &Node) -> Option<T>,
    ) -> Option<Fact<T>> {
        if !matches!(node.value, Value::Mapping(_)) {
            let value = read(self, key, node)?;
            return Some(Fact { value, source: None, range: node.range });
        }
        let mut fields = Fields::of(self, key, node)?;
        let value = fields.required("value", |reader, _, node| read(reader, key, node));
        let source = fields.get("source", Reader::citation);
        fields.finish();
        value.map(|value| Fact { value, source, range: node.range })
    }

    /// `{from, to}`, or one date for both.
    pub fn period(&mut self, key: &str, node: &Node) -> Option<Period> {
        if !matches!(node.value, Value::Mapping(_)) {
            let date = self.date(key, node)?;
            return Some(Period { from: Some(date), to: Some(date) });
        }
        let mut fields = Fields::of(self, key, node)?;
        let period =
            Period { from: fields.get("from", Reader::date), to: fields.get("to", Reader::date) };
        fields.finish();
        if let (Some(from), Some(to)) = (period.from, period.to)
            && to.latest() < from.earliest()
        {
            self.report(
                Report::new("date-order", format!("`{key}` ends before it begins")),
                node.range,
            );
        }
        Some(period)
    }

    /// `{by, on}`.
    pub fn review(&mut self, key: &str, node: &Node) -> Option<Review> {
        let mut fields = Fields::of(self, key, node)?;
        let by = fields.required("by", Reader::placed_text);
        let on = fields.required("on", Reader::date);
        fields.finish();
        Some(Review { by: by?, on: on? })
    }

    /// A text with its place.
    pub fn placed_text(&mut self, key: &str, node: &Node) -> Option<Placed<String>> {
        self.text(key, node).map(|value| Placed { value, range: node.range })
    }

    /// A list of `{on, text}`.
    pub fn corrections(&mut self, key: &str, node: &Node) -> Vec<Correction> {
        let mut corrections = Vec::new();
        for node in self.list(key, node) {
            let Some(mut fields) = Fields::of(self, key, node) else { continue };
            let (on, text) = (fields.required("on", Reader::date), fields.required_text("text"));
            fields.finish();
            corrections.extend(on.zip(text).map(|(on, text)| Correction { on, text }));
        }
        corrections
    }
}

/// How to write what was meant by a text that is no date.
fn date_hint(text: &str) -> String {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    // A sign or a `Y` before the digits, as EDTF has it for years beyond four digits.
    let year = text.trim_start_matches(['-', 'Y', 'y']);
    let beyond = year.len() < text.len() && year.starts_with(|c: char| c.is_ascii_digit())
        || year.bytes().take_while(u8::is_ascii_digit).count() > 4
        || text.to_ascii_lowercase().trim_end_matches('e').ends_with("bc");
    if digits(text) && text.len() < 4 {
        format!("write the year with four digits: {text:0>4}")
    } else if beyond {
        "dates reach from the year 0000 to 9999; give others in words, in the text".to_owned()
    } else {
        "write 2015, 2015-06, 2015-06-01, \"2016-05~\" (about), \"2016-05?\" (perhaps) or 2015-05/2015-06".to_owned()
    }
}

/// The keys of one mapping. Each `get` takes a key; [`Fields::finish`] reports those left over.
pub struct Fields<'r, 'a, 'n> {
    reader: &'r mut Reader<'a>,
    entries: Vec<(&'n Key, &'n Node)>,
    known: Vec<&'static str>,
    /// Where a missing key is reported.
    start: ByteRange,
}

impl<'r, 'a, 'n> Fields<'r, 'a, 'n> {
    /// The keys of a value that must be a mapping.
    pub fn of(reader: &'r mut Reader<'a>, key: &str, node: &'n Node) -> Option<Self> {
        let Value::Mapping(entries) = &node.value else {
            reader.wrong(key, "a mapping of keys", node);
            return None;
        };
        let entries: Vec<_> = entries.iter().map(|(key, value)| (key, value)).collect();
        let start = entries.first().map_or(node.range, |(key, _)| key.range);
        Some(Self { reader, entries, known: Vec::new(), start })
    }

    /// The same, with missing keys reported at a place of the caller's choice.
    pub fn missing_at(mut self, start: ByteRange) -> Self {
        self.start = start;
        self
    }

    /// Takes a key if it is there. A key with nothing after it counts as absent.
    pub fn take(&mut self, key: &'static str) -> Option<&'n Node> {
        self.known.push(key);
        let at = self.entries.iter().position(|(known, _)| known.text == key)?;
        let (_, node) = self.entries.remove(at);
        (node.value != Value::Null).then_some(node)
    }

    /// Whether a key is there with something after it.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(known, node)| known.text == key && node.value != Value::Null)
    }

    /// Takes and reads a key if it is there.
    pub fn get<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Reader<'a>, &str, &Node) -> Option<T>,
    ) -> Option<T> {
        let node = self.take(key)?;
        read(self.reader, key, node)
    }

    /// Takes and reads a list if it is there.
    pub fn all<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Reader<'a>, &str, &Node) -> Vec<T>,
    ) -> Vec<T> {
        self.get(key, |reader, key, node| Some(read(reader, key, node))).unwrap_or_default()
    }

    /// Takes and reads a key that must be there.
    pub fn required<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Reader<'a>, &str, &Node) -> Option<T>,
    ) -> Option<T> {
        let Some(node) = self.take(key) else {
            let report = Report::new("content-missing-key", format!("`{key}` is missing"));
            self.reader.report(report, self.start);
            return None;
        };
        read(self.reader, key, node)
    }

    /// A text, if it is there.
    pub fn text(&mut self, key: &'static str) -> Option<String> {
        self.get(key, Reader::text)
    }

    /// A text that must be there.
    pub fn required_text(&mut self, key: &'static str) -> Option<String> {
        self.required(key, Reader::text)
    }

    /// A list of texts without their places.
    pub fn plain_texts(&mut self, key: &'static str) -> Vec<String> {
        self.all(key, Reader::texts).into_iter().map(|placed| placed.value).collect()
    }

    /// The reader, for findings about several keys together.
    pub fn reader(&mut self) -> &mut Reader<'a> {
        self.reader
    }

    /// Where the mapping begins.
    pub fn start(&self) -> ByteRange {
        self.start
    }

    /// Reports the keys that nobody asked for.
    pub fn finish(self) {
        for (key, _) in self.entries {
            let message = format!("`{}` is not a key of this file", key.text);
            let hint = match did_you_mean(&key.text, self.known.iter().copied()) {
                Some(likely) => format!("did you mean `{likely}`?"),
                None => format!("the keys here are {}", self.known.join(", ")),
            };
            self.reader.report(Report::new("content-unknown-key", message).hint(hint), key.range);
        }
    }
}
