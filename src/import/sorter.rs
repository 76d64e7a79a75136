//! Where each paragraph of an original belongs: title, body, or left out and why.
//!
//! In: the paragraphs. Out: an [`Imported`] text. Never: a paragraph in two places or in none.

use super::{
    doubts::{self, is_running, is_short_line},
    evidence,
    furniture::{self, Place, Reason},
    lines::Unit,
    text::{DateFrom, Dropped, Evidence, Imported, Title, TitleFrom},
};

/// Longest title, in words.
const TITLE_WORDS: usize = 40;
/// From this many words on a title is looked at twice.
const LONG_TITLE: usize = 20;
/// Most words of a line that may be the name of a site's section.
const SECTION_WORDS: usize = 2;
/// Bounds, in words, of a line that may be a caption printed twice.
const CAPTION_WORDS: std::ops::RangeInclusive<usize> = 4..=60;

/// The paragraphs of an original while it is decided where each belongs.
pub(super) struct Sorter {
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
    pub(super) fn new(units: Vec<Unit>) -> Self {
        let fates = vec![Fate::Kept; units.len()];
        Self { units, fates, evidence: Evidence::default() }
    }

    /// Decides on every paragraph; the order matters, for each step looks at what the earlier
    /// ones left.
    pub(super) fn sort(mut self, name: &str, notes: Vec<String>) -> Imported {
        self.furniture();
        self.date_lines();
        let title = self.title(name);
        self.byline();
        self.title_repeated(&title);
        self.printed_twice();
        self.photo_captions();
        self.related_tail();
        self.dateline();
        self.finish(name, title, notes)
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

    /// Lines outside the running text that are nothing but a date. Where such lines also part
    /// the running text it is a diary, and they are its headings.
    fn date_lines(&mut self) {
        let (first, last) = self.running();
        let is_date = |&at: &usize| evidence::is_date_line(&self.units[at].text);
        let lines: Vec<usize> = self.all_kept().into_iter().filter(is_date).collect();
        if lines.iter().any(|at| (first..=last).contains(at)) {
            return;
        }
        for at in lines {
            self.found_date(self.units[at].text.clone(), DateFrom::DateLine);
            self.drop(at, Reason::DateLine);
        }
    }

    fn title(&mut self, name: &str) -> Title {
        let first = (0..self.units.len()).find(|&at| self.kept(at));
        let title = first.and_then(|at| {
            let unit = &self.units[at];
            let title = title_of(unit).filter(|_| self.all_kept().len() > 1)?;
            self.fates[at] = Fate::Title;
            let (running, _) = self.running();
            let mut head = self.all_kept().into_iter().take_while(|&at| at < running);
            let longer = head.any(|at| self.units[at].words > SECTION_WORDS + 1);
            Some(match title.from {
                TitleFrom::Line(line, text) if self.units[at].words <= SECTION_WORDS && longer => {
                    Title { text: title.text, from: TitleFrom::Unsure(line, text) }
                }
                _ => title,
            })
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
            .filter(|run| run.len() > 1 && CAPTION_WORDS.contains(&self.units[run[0]].words))
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

    /// A line of place and date above the running text, or the place that its first or second
    /// paragraph begins with.
    fn dateline(&mut self) {
        let (first, _) = self.running();
        let kept = self.all_kept();
        let texts = |at: &usize| self.units[*at].text.as_str();
        let mut head = kept.iter().take_while(|at| **at < first).map(texts);
        let mut running = kept.iter().skip_while(|at| **at < first).take(2).map(texts);
        let alone = head.find(|text| evidence::is_place_and_date(text)).map(str::to_owned);
        let begins = running.find_map(evidence::dateline).map(str::to_owned);
        if let Some(line) = alone.clone() {
            self.found_date(line, DateFrom::Dateline);
        }
        self.evidence.dateline = alone.or(begins);
    }

    fn finish(self, name: &str, title: Title, mut notes: Vec<String>) -> Imported {
        if title.line().is_some_and(|line| line != title.text) {
            notes.push("the space before the title's question mark was taken out".into());
        }
        let kept: Vec<&Unit> = self.all_kept().into_iter().map(|at| &self.units[at]).collect();
        let comments = Fate::Dropped(Reason::Comments);
        let comments = self.fates.iter().position(|fate| *fate == comments);
        let comments = comments.map(|at| self.units[at].line);
        let doubtful = doubts::doubtful(&kept, &title, comments);
        let words_original = self.units.iter().map(|unit| unit.words).sum();
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
}

fn title_of(unit: &Unit) -> Option<Title> {
    let words = unit.words;
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
        true => TitleFrom::Unsure(unit.line, line),
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
