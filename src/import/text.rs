//! From the bytes of an original to its title, its paragraphs and all that was left out.
//!
//! In: a file's name and bytes. Out: [`Imported`]. Never: a file read, a word of the text changed
//! or moved, a line left out without its reason, a fact from outside the text.
//!
//! Every paragraph of the original ends in exactly one place: title, paragraphs or dropped.

use super::{
    decode::{self, NotText},
    furniture::{self, Place, Reason},
    lines::{self, LineNumber, Unit},
    sorter::Sorter,
};
use crate::date::Day;

/// A text that was imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The name of the file that it came from.
    pub name: String,
    /// Its title.
    pub title: Title,
    /// Its body, in order.
    pub paragraphs: Vec<Unit>,
    /// What was left out, by line.
    pub dropped: Vec<Dropped>,
    /// What was kept though it may be furniture, by line.
    pub doubtful: Vec<Doubtful>,
    /// What the text shows of its origin.
    pub evidence: Evidence,
    /// How its bytes were read, where that needed a decision.
    pub notes: Vec<String>,
    /// Words of the whole original.
    pub words_original: usize,
}

/// A title and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// The title.
    pub text: String,
    /// What it rests on.
    pub from: TitleFrom,
}

/// What a title rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TitleFrom {
    /// A line that is a title by its shape; its number and the line as it stands.
    Line(LineNumber, String),
    /// The same, but long, a sentence, or short before a longer line (a section's name?): the
    /// editor should look.
    Unsure(LineNumber, String),
    /// No line looks like a title: the file's name.
    FileName,
}

/// A line that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// Where it stands.
    pub line: LineNumber,
    /// The line.
    pub text: String,
    /// Why.
    pub reason: Reason,
}

/// A line that was kept, though it may not belong to the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubtful {
    /// Where it stands.
    pub line: LineNumber,
    /// The line.
    pub text: String,
    /// What is doubtful.
    pub why: &'static str,
}

/// What a text shows of its origin, each with the line it rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// A full date of the text or its page.
    pub date: Option<(Day, DateFrom, String)>,
    /// The author of a byline.
    pub author: Option<String>,
    /// The dateline, as written.
    pub dateline: Option<String>,
    /// Credits, copyright lines, unclear dates: quoted for the editor, never interpreted.
    pub shows: Vec<String>,
}

/// What kind of line a date stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateFrom {
    /// A line that is a date and nothing else.
    DateLine,
    /// A line of a place and a date, or a date in the dateline.
    Dateline,
    /// "Page last modified": the page's date, not surely the text's.
    LastModified,
}

/// Reads an original.
pub fn read(name: &str, bytes: &[u8]) -> Result<Imported, NotText> {
    let decoded = decode::decode(bytes)?;
    let units = lines::units(&decoded.text, |line| {
        furniture::reason(line, Place::Inside).is_some_and(|_| lines::words(line) <= 6)
    });
    if units.is_empty() {
        return Err(NotText::Empty);
    }
    Ok(Sorter::new(units).sort(name, decoded.notes))
}

impl Title {
    /// The line of the original that the title was taken from, as it stands there.
    pub fn line(&self) -> Option<&str> {
        match &self.from {
            TitleFrom::Line(_, text) | TitleFrom::Unsure(_, text) => Some(text),
            TitleFrom::FileName => None,
        }
    }
}

impl Imported {
    /// Words of the title's line and of the body.
    pub fn words_kept(&self) -> usize {
        let body: usize = self.paragraphs.iter().map(|unit| unit.words).sum();
        body + self.title.line().map_or(0, lines::words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "It rained all day, and nobody on the bridge saw the water rise.\n\n\
                        The water took the mill and the school and left the church alone.\n";

    /// Lines before the body, against title and the words of each dropped line.
    fn check(head: &str, tail: &str, title: &str, dropped: &[(&str, Reason)]) {
        let text = format!("{head}\n{BODY}\n{tail}");
        let got = read("the-file.txt", text.as_bytes()).unwrap();
        assert_eq!(got.title.text, title, "{text:?}");
        let left: Vec<_> = got.dropped.iter().map(|d| (&*d.text, d.reason)).collect();
        assert_eq!(left, dropped, "{text:?}");
        let lost: usize = got.dropped.iter().map(|d| lines::words(&d.text)).sum();
        assert_eq!(got.words_kept() + lost, got.words_original);
        for line in &got.dropped {
            assert_eq!(text.lines().nth(line.line.0 - 1), Some(&*line.text));
        }
    }

    #[test]
    fn titles() {
        check("A bridge falls\n", "", "A bridge falls", &[]);
        check("Will it fall ?\n", "", "Will it fall?", &[]);
        check("", "", "It rained all day, and nobody on the bridge saw the water rise.", &[]);
        let long = "word ".repeat(41);
        check(&long, "", "the file", &[]);
        check("World\nA bridge falls in the night\n", "", "World", &[]);
        let twice = [("A bridge falls", Reason::TitleRepeated)];
        check("A bridge falls\n\nA bridge falls\n", "", "A bridge falls", &twice);
    }

    #[test]
    fn captions() {
        let line = "The bridge seen from the mill.";
        let twice = [(line, Reason::CaptionRepeated); 2];
        check(&format!("A bridge falls\n\n{line}\n\n{line}\n"), "", "A bridge falls", &twice);
        let line = "The bridge seen from the mill.Jane Roe/AFP";
        let credit = [(line, Reason::CaptionCredit)];
        check(&format!("A bridge falls\n{line}\n"), "", "A bridge falls", &credit);
        check("A bridge falls\n\nThe bridge seen from the mill.\n", "", "A bridge falls", &[]);
    }

    #[test]
    fn head_and_tail() {
        check(
            "Menu\nSkip to content\nA bridge falls\nBy Jane Roe\n4 May 1998\n",
            "Related articles\nA mill burns\n© 1998 Example Press\n",
            "A bridge falls",
            &[
                ("Menu", Reason::Navigation),
                ("Skip to content", Reason::SkipLink),
                ("By Jane Roe", Reason::Byline),
                ("4 May 1998", Reason::DateLine),
                ("Related articles", Reason::Related),
                ("A mill burns", Reason::Related),
                ("© 1998 Example Press", Reason::Copyright),
            ],
        );
    }

    #[test]
    fn a_page_copied_twice_keeps_one_of_each() {
        let lines = [
            "First the mill went.",
            "Then the school went.",
            "The church stood on.",
            "Nobody slept that night.",
        ];
        let text: String = lines.iter().map(|l| format!("{l}\n\n{l}\n\n")).collect();
        let got = read("a.txt", format!("A bridge falls\n\n{text}").as_bytes()).unwrap();
        let kept: Vec<_> = got.paragraphs.iter().map(|p| &*p.text).collect();
        assert_eq!(kept, lines);
        assert!(got.dropped.iter().all(|d| d.reason == Reason::PrintedTwice));
    }

    #[test]
    fn doubtful_lines_are_kept_and_listed() {
        let text = format!(
            "A bridge falls\n\nThe river in spate\n\n{BODY}\nComments (1)\n\nI was there and saw it with my own eyes, all of it.\n"
        );
        let got = read("a.txt", text.as_bytes()).unwrap();
        let doubts: Vec<_> = got.doubtful.iter().map(|d| (d.line.0, d.why)).collect();
        assert_eq!(doubts.len(), 2, "{doubts:?}");
        assert!(doubts[0].0 == 3 && doubts[0].1.contains("standfirst"), "{doubts:?}");
        assert!(doubts[1].0 == 11 && doubts[1].1.contains("reader"), "{doubts:?}");
    }

    #[test]
    fn evidence_of_dates() {
        let read =
            |tail: &str| read("a.txt", format!("A bridge falls\n\n{BODY}\n{tail}\n").as_bytes());
        let got = read("Page last modified: 24-05-1998 19:34").unwrap().evidence;
        let day = Day::new(1998, 5, 24).unwrap();
        assert_eq!(got.date.map(|(day, from, _)| (day, from)), Some((day, DateFrom::LastModified)));
        let got = read("Page last modified: 04-05-1998").unwrap().evidence;
        assert_eq!((got.date, got.shows.len()), (None, 1));
        let got = super::read(
            "a.txt",
            format!("A note\n\nRome, May 4, 1998, 10:45 a.m.\n\n{BODY}").as_bytes(),
        );
        let got = got.unwrap().evidence;
        assert_eq!(got.date.map(|(_, from, _)| from), Some(DateFrom::Dateline));
        assert_eq!(got.dateline.as_deref(), Some("Rome, May 4, 1998, 10:45 a.m."));
        let diary = format!("Diary\n\n4 May 1998\n\n{BODY}\n5 May 1998\n\n{BODY}");
        let got = super::read("a.txt", diary.as_bytes()).unwrap();
        assert_eq!((got.evidence.date, got.dropped), (None, vec![]));
        let got = read("Last modified: 24 May 1998\nPublished 4 May 1998").unwrap().evidence;
        assert_eq!(got.date.map(|(_, from, _)| from), Some(DateFrom::DateLine));
    }

    #[test]
    fn a_short_title_before_a_longer_line_is_unsure() {
        let from =
            |head: &str| read("a.txt", format!("{head}\n\n{BODY}").as_bytes()).unwrap().title.from;
        assert!(matches!(from("World\nA bridge falls in the night"), TitleFrom::Unsure(..)));
        assert!(matches!(from("A bridge falls\nThe river in spate"), TitleFrom::Line(..)));
    }

    #[test]
    fn odd_input_never_panics() {
        assert_eq!(read("a", b"\xEF\xBB\xBF\x0C"), Err(NotText::Empty));
        let line = "word ".repeat(2_000_000);
        let got = read("the-line.txt", line.as_bytes()).unwrap();
        assert_eq!((got.title.text.as_str(), got.paragraphs.len()), ("the line", 1));
        assert_eq!(read("a.txt", b"One line").unwrap().paragraphs.len(), 1);
        assert_eq!(read("a.txt", b"Share\nMenu\n").unwrap().paragraphs.len(), 0);
    }
}
