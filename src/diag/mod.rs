//! Findings: what is wrong or doubtful in a book, with a place and a hint.
//!
//! In: a code of the [`catalogue`], a place and one plain sentence. Out: [`Finding`]s, sorted, as
//! text for a terminal, JSON or annotations for a code host ([`render`]). Never: a decision on
//! what to do about them, output on its own, a file read.

pub mod catalogue;
pub mod render;

use serde::Serialize;

use crate::path::SourcePath;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A page would be wrong, broken or unlawful to publish: nothing is written.
    Error,
    /// Worth a look; the book is written.
    Warning,
    /// Good to know; never fails a build.
    Information,
}

/// A half-open range of bytes of a file, counted from its first byte (byte-order mark and
/// carriage returns included).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct ByteRange {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl ByteRange {
    /// The bytes from `start` up to but not including `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// The same range, `by` bytes further on.
    pub fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// The range as a standard one, for slicing.
    pub fn as_range(self) -> std::ops::Range<usize> {
        self.start..self.end
    }

    /// Whether no byte is in both.
    pub fn is_disjoint(self, other: Self) -> bool {
        self.end <= other.start || other.end <= self.start
    }
}

/// A finding. Lines and columns are 1-based; columns count code points.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// The file, relative to the book's root.
    pub path: SourcePath,
    /// Line of the first character.
    pub line: usize,
    /// Column of the first character.
    pub column: usize,
    /// Line just after the last character.
    pub end_line: usize,
    /// Column just after the last character.
    pub end_column: usize,
    /// `room-problem`; one of the [`catalogue`].
    pub code: &'static str,
    /// From the catalogue.
    pub severity: Severity,
    /// One plain sentence for an editor.
    pub message: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub hint: String,
    /// The lines of the file that the place is in, for the excerpt.
    #[serde(skip)]
    pub excerpt: String,
}

/// Finds line and column of byte offsets in one text.
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Indexes the line starts of a file's text. A line ends with `\n`; `\r\n` counts as one end.
    pub fn new(text: &'a str) -> Self {
        let starts = std::iter::once(0)
            .chain(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1))
            .collect();
        Self { text, starts }
    }

    /// 1-based line and column (in code points) of a byte offset. A byte-order mark has no width.
    pub fn locate(&self, offset: usize) -> (usize, usize) {
        let offset = self.floor(offset);
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let before = self.text[self.starts[line]..offset].trim_start_matches('\u{feff}');
        (line + 1, before.chars().count() + 1)
    }

    /// The whole lines that a range touches, without the last line end.
    pub fn excerpt(&self, range: ByteRange) -> &'a str {
        let (first, last) =
            (self.floor(range.start), self.floor(range.end.max(range.start + 1) - 1));
        let line = |at: usize| self.starts.partition_point(|start| *start <= at) - 1;
        let start = self.starts[line(first)];
        let end = self.starts.get(line(last) + 1).copied().unwrap_or(self.text.len());
        self.text[start..end].trim_end_matches(['\r', '\n'])
    }

    fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

/// A code with words: what a room says before it knows the line. Becomes a [`Finding`] by
/// [`Report::at`] or [`Report::whole_file`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    code: &'static str,
    message: String,
    hint: String,
}

impl Report {
    /// One plain sentence under a code of the catalogue, without a final full stop.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: String::new() }
    }

    /// Adds what to do about it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Places the report at a range of bytes of a file.
    pub fn at(self, path: &SourcePath, lines: &Lines<'_>, range: ByteRange) -> Finding {
        let (line, column) = lines.locate(range.start);
        let (end_line, end_column) = lines.locate(range.end);
        let excerpt: String = lines.excerpt(range).chars().take(400).collect();
        Finding { line, column, end_line, end_column, excerpt, ..self.whole_file(path) }
    }

    /// Places the report on a file as a whole, at its first character.
    pub fn whole_file(self, path: &SourcePath) -> Finding {
        Finding {
            path: path.clone(),
            line: 1,
            column: 1,
            end_line: 1,
            end_column: 1,
            code: self.code,
            severity: catalogue::severity(self.code),
            message: self.message,
            hint: self.hint,
            excerpt: String::new(),
        }
    }
}

/// A report with its file and range, to be placed by whoever reads the file again: rooms that
/// compare files keep ranges, not texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The file.
    pub path: SourcePath,
    /// What is wrong.
    pub report: Report,
    /// Where, in bytes of the file.
    pub range: ByteRange,
}

impl Pending {
    /// A report on a range of a file.
    pub fn new(path: &SourcePath, range: ByteRange, report: Report) -> Self {
        Self { path: path.clone(), report, range }
    }
}

/// The likeliest of `known` for a mistyped `word`, as a hint: "did you mean …?"
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.chars().count() / 4)
        .min_by_key(|(distance, candidate)| (*distance, *candidate))
        .map(|(_, candidate)| candidate)
}

/// The findings of several places in the order that people read them, each once.
pub fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort();
    findings.dedup();
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, offset: usize, expect: (usize, usize)) {
        assert_eq!(Lines::new(text).locate(offset), expect);
    }

    #[test]
    fn lines_and_columns_count_code_points() {
        check("a\nčb", 4, (2, 2));
        check("a\r\nb", 3, (2, 1));
        check("\u{feff}ab", 4, (1, 2));
        check("", 9, (1, 1));
    }

    #[test]
    fn excerpts_are_whole_lines() {
        let lines = Lines::new("one\ntwo\r\nthree");
        assert_eq!(lines.excerpt(ByteRange::new(5, 6)), "two");
        assert_eq!(lines.excerpt(ByteRange::new(1, 6)), "one\ntwo");
        assert_eq!(lines.excerpt(ByteRange::new(14, 14)), "three");
    }

    #[test]
    fn suggestions() {
        assert_eq!(did_you_mean("titel", ["title", "date"]), Some("title"));
        assert_eq!(did_you_mean("zzz", ["title", "date"]), None);
    }
}
