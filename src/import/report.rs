//! What an import did, for the editor's terminal.
//!
//! In: an imported text and where it was written. Out: [`Report`] and its words. Never: a line
//! left out that is not listed; colour or width of a terminal, which are the command line's.

use std::{fmt::Write, path::PathBuf};

use super::{
    lines::LineNumber,
    text::{Doubtful, Dropped, Imported, TitleFrom},
    write::{self, Check},
};
use crate::path::SourcePath;

/// What became of the document's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is new.
    Written,
    /// It held the same words; its body was written anew, its front matter left alone.
    Updated,
    /// It holds the same words already: nothing was written.
    Unchanged,
}

/// What an import of one file did.
#[derive(Clone, Debug)]
pub struct Report {
    /// The original.
    pub file: PathBuf,
    /// The document.
    pub written: SourcePath,
    /// What became of it.
    pub outcome: Outcome,
    /// Its title.
    pub title: String,
    /// The line that the title stood in; `None`: the file's name.
    pub title_line: Option<LineNumber>,
    /// Paragraphs of the body.
    pub paragraphs: usize,
    /// Words of title and body.
    pub words_kept: usize,
    /// Words of the original.
    pub words_original: usize,
    /// What was left out, by line.
    pub dropped: Vec<Dropped>,
    /// What was kept and may not belong to the text, by line.
    pub doubtful: Vec<Doubtful>,
    /// Fields that the editor must look at.
    pub checks: Vec<Check>,
    /// What else happened: encoding, a new `site.toml`.
    pub notes: Vec<String>,
    /// Stub files that were written for names (`--stubs`).
    pub stubs: Vec<SourcePath>,
}

impl Report {
    /// The report on a text whose file is at `written`.
    pub fn new(file: PathBuf, written: SourcePath, outcome: Outcome, from: &Imported) -> Self {
        let title_line = match from.title.from {
            TitleFrom::Line(line, _) | TitleFrom::Unsure(line, _) => Some(line),
            TitleFrom::FileName => None,
        };
        Self {
            file,
            written,
            outcome,
            title: from.title.text.clone(),
            title_line,
            paragraphs: from.paragraphs.len(),
            words_kept: from.words_kept(),
            words_original: from.words_original,
            dropped: from.dropped.clone(),
            doubtful: from.doubtful.clone(),
            checks: write::checks(from),
            notes: from.notes.clone(),
            stubs: Vec::new(),
        }
    }

    /// The report in plain lines, each ended.
    pub fn render(&self) -> String {
        let mut out = String::new();
        // Writing to a string has no way to fail.
        let _ = self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) -> std::fmt::Result {
        let done = match self.outcome {
            Outcome::Written => "",
            Outcome::Updated => " (body written anew, front matter left alone)",
            Outcome::Unchanged => " (holds these words already: nothing written)",
        };
        writeln!(out, "{} -> {}{done}", self.file.display(), self.written)?;
        match self.title_line {
            Some(line) => writeln!(out, "  title: {} (line {})", self.title, line.0)?,
            None => writeln!(out, "  title: {} (the file's name)", self.title)?,
        }
        let (kept, all) = (self.words_kept, self.words_original);
        writeln!(out, "  kept: {kept} of {all} words, {} paragraphs", self.paragraphs)?;
        for note in &self.notes {
            writeln!(out, "  note: {note}")?;
        }
        for line in &self.dropped {
            let text = excerpt(&line.text);
            writeln!(out, "  left out, line {}: {}: {text}", line.line.0, line.reason.words())?;
        }
        for line in &self.doubtful {
            let text = excerpt(&line.text);
            writeln!(out, "  kept, line {}: {}: {text}", line.line.0, line.why)?;
        }
        for check in &self.checks {
            writeln!(out, "  check {}: {}", check.field, check.what)?;
        }
        for stub in &self.stubs {
            writeln!(out, "  stub: {stub}")?;
        }
        Ok(())
    }
}

/// The first 100 characters of a line.
fn excerpt(text: &str) -> String {
    match text.char_indices().nth(100) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let imported = super::super::text::read("a-bridge.txt", text.as_bytes()).unwrap();
        let path = SourcePath::new("content/documents/a.md").unwrap();
        let report = Report::new("a-bridge.txt".into(), path, Outcome::Written, &imported);
        let got = report.render();
        let head: String = got
            .lines()
            .take_while(|l| !l.starts_with("  check"))
            .fold(String::new(), |all, line| all + line + "\n");
        assert_eq!(head, expect);
        assert!(got.contains("\n  check rights: "), "{got}");
    }

    #[test]
    fn every_line_is_accounted_for() {
        check(
            "Advertisement\nA bridge falls\nThe river in spate\nIt rained all day, and nobody on the bridge saw the water rise.\n",
            "a-bridge.txt -> content/documents/a.md\n\
             \x20 title: A bridge falls (line 2)\n\
             \x20 kept: 20 of 21 words, 2 paragraphs\n\
             \x20 left out, line 1: advertisement: Advertisement\n\
             \x20 kept, line 3: short, without a full stop: a standfirst, a heading or page furniture?: The river in spate\n",
        );
    }
}
