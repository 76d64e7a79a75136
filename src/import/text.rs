//! From the bytes of an original to its title, its paragraphs and all that was left out.
//!
//! In: a file's name and bytes. Out: [`Imported`]. Never: a file read, a word of the text changed
//! or moved, a line left out without its reason, a fact from outside the text.
//!
//! Every paragraph of the original ends in exactly one place: title, paragraphs or dropped.

use std::collections::BTreeMap;

use super::{
    decode::{self, NotText},
    evidence,
    furniture::{self, Place, Reason},
    lines::{self, LineNumber, Unit},
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
    /// The same, but long or a sentence: the editor should look.
    Sentence(LineNumber, String),
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
    /// "Page last modified": the page's date, not surely the text's.
    LastModified,
}

/// Longest title, in words.
const TITLE_WORDS: usize = 40;
/// From this many words on a title is looked at twice.
const LONG_TITLE: usize = 20;
/// Fewest words of a paragraph of running text.
const RUNNING_WORDS: usize = 12;
/// Bounds, in words, of a line that may be a caption printed twice.
const CAPTION_WORDS: std::ops::RangeInclusive<usize> = 4..=60;

/// Reads an original.
pub fn read(name: &str, bytes: &[u8]) -> Result<Imported, NotText> {
    let decoded = decode::decode(bytes)?;
    let units = lines::units(&decoded.text, |line| {
        furniture::reason(line, Place::Inside).is_some_and(|_| lines::words(line) <= 6)
    });
    if units.is_empty() {
        return Err(NotText::Empty);
    }
    let mut sorter = Sorter::new(units);
    sorter.furniture();
    sorter.date_lines();
    let title = sorter.title(name);
    sorter.byline();
    sorter.title_repeated(&title);
    sorter.printed_twice();
    sorter.photo_captions();
    sorter.related_tail();
    sorter.dateline();
    Ok(sorter.finish(name, title, decoded.notes))
}

/// The paragraphs of an original while it is decided where each belongs.
struct Sorter {
    units: Vec<Unit>,
    fates: Vec<Fate>,
    evidence: Evidence,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    Title,
    Dropped(Reason),
}

impl Sorter {
    fn new(units: Vec<Unit>) -> Self {
        let fates = vec![Fate::Kept; units.len()];
        Self { units, fates, evidence: Evidence::default() }
    }

    fn kept(&self, at: usize) -> bool {
        self.fates[at] == Fate::Kept
    }

    fn drop(&mut self, at: usize, reason: Reason) {
        self.fates[at] = Fate::Dropped(reason);
    }

    fn all_kept(&self) -> Vec<usize> {
        (0..self.units.len()).filter(|&at| self.kept(at)).collect()
    }

    /// First and last kept paragraph of running text; the whole text if there is none.
    fn running(&self) -> (usize, usize) {
        let runs = |&at: &usize| self.kept(at) && is_running(&self.units[at]);
        let first = (0..self.units.len()).find(runs);
        let last = (0..self.units.len()).rev().find(runs);
        (first.unwrap_or(self.units.len()), last.unwrap_or(0))
    }

    fn furniture(&mut self) {
        for at in 0..self.units.len() {
            if let Some(reason) = furniture::reason(&self.units[at].text, Place::Inside) {
                self.drop(at, reason);
                self.keep_evidence(at, reason);
            }
        }
        let (first, last) = self.running();
        for at in self.all_kept() {
            let edge = at < first || at > last;
            if let Some(reason) =
                furniture::reason(&self.units[at].text, Place::Edge).filter(|_| edge)
            {
                self.drop(at, reason);
            }
        }
    }

    fn keep_evidence(&mut self, at: usize, reason: Reason) {
        let text = self.units[at].text.clone();
        match reason {
            Reason::LastModified => self.found_date(text, DateFrom::LastModified),
            Reason::Copyright | Reason::MailingList => self.evidence.shows.push(text),
            _ => {}
        }
    }

    /// The line's date, unless a better one is known; an unclear one is only shown.
    fn found_date(&mut self, text: String, from: DateFrom) {
        match evidence::full_date(&text) {
            Some(day) if self.evidence.date.as_ref().is_none_or(|(_, known, _)| from < *known) => {
                self.evidence.date = Some((day, from, text));
            }
            _ => self.evidence.shows.push(text),
        }
    }

    /// Lines outside the running text that are nothing but a date.
    fn date_lines(&mut self) {
        let (first, last) = self.running();
        for at in self.all_kept() {
            let text = &self.units[at].text;
            if (at < first || at > last) && evidence::is_date_line(text) {
                let text = text.clone();
                self.found_date(text, DateFrom::DateLine);
                self.drop(at, Reason::DateLine);
            }
        }
    }

    fn title(&mut self, name: &str) -> Title {
        let first = (0..self.units.len()).find(|&at| self.kept(at));
        let title = first.and_then(|at| {
            let unit = &self.units[at];
            let title = title_of(unit).filter(|_| self.all_kept().len() > 1)?;
            self.fates[at] = Fate::Title;
            Some(title)
        });
        title.unwrap_or_else(|| Title { text: title_of_name(name), from: TitleFrom::FileName })
    }

    fn byline(&mut self) {
        let (first, _) = self.running();
        let head = self.all_kept().into_iter().take_while(|&at| at < first);
        let found = head.into_iter().find_map(|at| {
            evidence::byline(&self.units[at].text).map(|author| (at, author.to_owned()))
        });
        if let Some((at, author)) = found {
            self.evidence.author = Some(author);
            self.drop(at, Reason::Byline);
        }
    }

    /// The title once more, before the running text.
    fn title_repeated(&mut self, title: &Title) {
        let (first, _) = self.running();
        let same = |text: &str| text == title.text || Some(text) == title.line();
        for at in self.all_kept().into_iter().filter(|&at| at < first) {
            if same(&self.units[at].text) {
                self.drop(at, Reason::TitleRepeated);
            }
        }
    }

    /// Equal lines in a row are a caption printed under a picture and as its description; where
    /// many lines are printed twice, the page was copied twice, and one of each stays.
    fn printed_twice(&mut self) {
        let kept = self.all_kept();
        let runs: Vec<&[usize]> = kept
            .chunk_by(|&a, &b| self.units[a].text == self.units[b].text)
            .filter(|run| run.len() > 1 && CAPTION_WORDS.contains(&self.units[run[0]].words()))
            .collect();
        let doubled: usize = runs.iter().map(|run| run.len()).sum();
        let all_over = runs.len() > 3 && doubled * 2 > kept.len();
        for run in runs {
            let (reason, from) = match all_over {
                true => (Reason::PrintedTwice, 1),
                false => (Reason::CaptionRepeated, 0),
            };
            for &at in &run[from..] {
                self.fates[at] = Fate::Dropped(reason);
            }
        }
    }

    /// Captions with a credit; the last paragraph may be signed, and stays.
    fn photo_captions(&mut self) {
        let (_, last) = self.running();
        for at in self.all_kept() {
            if let Some(credit) = evidence::photo_credit(&self.units[at].text)
                && (at < last || self.units[at].text == credit)
            {
                let shown = format!("picture credit: {credit}");
                self.evidence.shows.push(shown);
                self.drop(at, Reason::CaptionCredit);
            }
        }
    }

    /// A heading "Related articles" and nothing but short lines after it to the end.
    fn related_tail(&mut self) {
        let related = (0..self.units.len())
            .rev()
            .find(|&at| self.fates[at] == Fate::Dropped(Reason::Related));
        let Some(head) = related else { return };
        let tail: Vec<usize> = self.all_kept().into_iter().filter(|&at| at > head).collect();
        if tail.iter().all(|&at| is_short_line(&self.units[at])) {
            tail.into_iter().for_each(|at| self.drop(at, Reason::Related));
        }
    }

    /// The place that one of the first three paragraphs begins with.
    fn dateline(&mut self) {
        let kept = self.all_kept();
        let mut first = kept.iter().take(3).map(|&at| &self.units[at]).filter(|u| is_running(u));
        let found = first.find_map(|unit| evidence::dateline(&unit.text));
        self.evidence.dateline = found.map(str::to_owned);
    }

    fn finish(self, name: &str, title: Title, notes: Vec<String>) -> Imported {
        let doubtful = self.doubtful(&title);
        let words_original = self.units.iter().map(Unit::words).sum();
        let (mut paragraphs, mut dropped) = (Vec::new(), Vec::new());
        for (unit, fate) in self.units.into_iter().zip(self.fates) {
            match fate {
                Fate::Kept => paragraphs.push(unit),
                Fate::Title => {}
                Fate::Dropped(reason) => {
                    dropped.push(Dropped { line: unit.line, text: unit.text, reason });
                }
            }
        }
        let name = name.chars().filter(|c| !c.is_control()).collect();
        let evidence = self.evidence;
        Imported { name, title, paragraphs, dropped, doubtful, evidence, notes, words_original }
    }

    fn doubtful(&self, title: &Title) -> Vec<Doubtful> {
        let kept = self.all_kept();
        let comments = Fate::Dropped(Reason::Comments);
        let comments = self.fates.iter().position(|fate| *fate == comments);
        let mut copies: BTreeMap<&str, usize> = BTreeMap::new();
        for &at in &kept {
            *copies.entry(&self.units[at].text).or_default() += 1;
        }
        let doubt = |(nth, &at): (usize, &usize)| {
            let unit = &self.units[at];
            let why = if unit.text == title.text {
                "the title once more"
            } else if comments.is_some_and(|head| at > head) {
                "stands after the head of the comments: a reader's comment?"
            } else if copies[unit.text.as_str()] > 1 {
                "stands more than once in the text"
            } else {
                doubt_of(unit, nth)?
            };
            Some(Doubtful { line: unit.line, text: unit.text.clone(), why })
        };
        kept.iter().enumerate().filter_map(doubt).collect()
    }
}

/// What is doubtful about a kept paragraph by itself; `nth` counts the kept ones from 0.
fn doubt_of(unit: &Unit, nth: usize) -> Option<&'static str> {
    let text = unit.text.as_str();
    let lower = if unit.words() <= 40 { text.to_lowercase() } else { String::new() };
    let holds = |marks: &[&str]| marks.iter().any(|mark| lower.contains(mark));
    let divided = text.split(' ').any(|w| w.len() > 3 && w.ends_with('-') && !w.ends_with("--"));
    let pictured =
        ["(left)", "(right)", "(l)", "(r)", "from left", "from right", "pictured", "file photo"];
    let site = ["cookie", "newsletter", "subscrib", "click here", "http://", "https://", "www."];
    match () {
        () if text.contains('\u{FFFD}') => Some("a character was lost before the text was saved"),
        () if evidence::photo_credit(text).is_some() || holds(&pictured) => {
            Some("a picture's caption?")
        }
        () if nth < 4 && unit.words() <= 40 && ends_with_date(text) => {
            Some("ends with a date: a picture's caption?")
        }
        () if is_short_line(unit) => {
            Some("short, without a full stop: a standfirst, a heading or page furniture?")
        }
        () if holds(&site) => Some("speaks of a page or site: page furniture?"),
        () if divided => Some("a word ends with a hyphen: divided at a line's end?"),
        () => None,
    }
}

fn ends_with_date(text: &str) -> bool {
    let from = text.rmatch_indices(' ').nth(2).map_or(0, |(at, _)| at);
    !text.contains(['"', '“']) && evidence::full_date(&text[from..]).is_some()
}

/// A paragraph of running text: not short, and ended as a sentence is.
fn is_running(unit: &Unit) -> bool {
    unit.words() >= RUNNING_WORDS && !is_unended(&unit.text)
}

fn is_short_line(unit: &Unit) -> bool {
    unit.words() <= 15 && is_unended(&unit.text)
}

fn is_unended(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', '’', '\'', '»', ')', ']', '*', ' ']);
    !bare.ends_with(['.', '!', '?', '…', ':', ';', '。', '؟', '।'])
}

impl Title {
    /// The line of the original that the title was taken from, as it stands there.
    pub fn line(&self) -> Option<&str> {
        match &self.from {
            TitleFrom::Line(_, text) | TitleFrom::Sentence(_, text) => Some(text),
            TitleFrom::FileName => None,
        }
    }
}

impl Imported {
    /// Words of the title's line and of the body.
    pub fn words_kept(&self) -> usize {
        let body: usize = self.paragraphs.iter().map(Unit::words).sum();
        body + self.title.line().map_or(0, lines::words)
    }
}

fn title_of(unit: &Unit) -> Option<Title> {
    let words = unit.words();
    if words > TITLE_WORDS || unit.text.chars().count() > 300 {
        return None;
    }
    let line = unit.text.clone();
    let text = match line.strip_suffix(" ?") {
        Some(before) => format!("{before}?"),
        None => line.clone(),
    };
    let odd = words > LONG_TITLE || line.ends_with('.');
    let from = match odd {
        true => TitleFrom::Sentence(unit.line, line),
        false => TitleFrom::Line(unit.line, line),
    };
    Some(Title { text, from })
}

/// The file's name without its ending, hyphens and underscores as spaces.
fn title_of_name(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let text: String = stem
        .chars()
        .map(|c| if matches!(c, '-' | '_') || c.is_control() { ' ' } else { c })
        .collect();
    let text = crate::markdown::blocks::collapsed(&text);
    if text.is_empty() { "Untitled".into() } else { text }
}
