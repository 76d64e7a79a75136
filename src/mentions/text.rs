//! A block of text as linking sees it: folded, cut into words, with the stretches that are never
//! scanned.
//!
//! In: a [`TextBlock`]. Out: a [`Text`] of [`Word`]s, with what stands between them. Offsets are
//! bytes of the folded text. Never: a name looked up.

use std::ops::Range;

use super::dates::dates;
use crate::{
    content::words::Folded,
    markdown::{
        TextBlock,
        blocks::{BlockKind, Style},
    },
    register::offices::Span,
};

/// A run of letters and digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Begins with a capital letter.
    pub capital: bool,
    /// Holds capital letters and no small ones.
    pub upper: bool,
    /// Begins a sentence, so that its capital proves nothing.
    pub opens: bool,
}

/// A prepared block.
#[derive(Debug)]
pub(super) struct Text {
    /// Folded text.
    pub folded: Folded,
    /// Its words in order.
    pub words: Vec<Word>,
    /// Stretches that hold no mention: links, code, addresses.
    pub shut: Vec<Range<usize>>,
    /// Whether the whole block is in capitals.
    pub all_caps: bool,
    /// A heading: names are recorded, not linked.
    pub heading: bool,
    /// Words that begin a sentence.
    openers: Vec<usize>,
    /// Words that may be a year.
    pub years: Vec<usize>,
    /// For the words before each of `openers` and for the last ones: what their dates speak of.
    times: Vec<Option<Span>>,
    /// What all dates of the block speak of.
    pub time: Option<Span>,
}

/// Abbreviations after which a full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "sen", "rep", "gov", "col", "capt", "lt", "maj", "adm",
    "sgt", "hon", "rev", "st", "messrs", "mm", "jr", "sr", "vs", "no", "sec", "amb", "pres",
    "cmdr", "brig", "mlle", "mme", "rt", "sir", "supt",
];

/// Whether a full stop after this word (lower case) is part of it.
pub(super) fn is_abbreviation(lower: &str) -> bool {
    lower.chars().count() == 1 || ABBREVIATIONS.contains(&lower)
}

impl Text {
    /// Prepares a block.
    pub(super) fn of(block: &TextBlock) -> Self {
        let folded = Folded::of(&block.text);
        let words = words(&folded);
        let letters = || folded.text.chars().filter(|c| c.is_alphabetic());
        let all_caps = letters().count() >= 4 && letters().all(char::is_uppercase);
        let mut shut: Vec<Range<usize>> = block
            .segments
            .iter()
            .filter(|segment| segment.style != Style::Prose)
            .map(|segment| folded.folded(segment.text.clone()))
            .collect();
        if block.kind == BlockKind::Code {
            shut.push(0..folded.text.len());
        }
        shut.extend(addresses(&folded.text));
        let indexes = |is: &dyn Fn(&Word) -> bool| -> Vec<usize> {
            (0..words.len()).filter(|at| is(&words[*at])).collect()
        };
        let openers = indexes(&|word| word.opens);
        let years = indexes(&|word| {
            word.end - word.start == 4 && folded.text[word.start..].starts_with(['1', '2'])
        });
        let mut text = Self {
            folded,
            words,
            shut: merged(shut),
            all_caps,
            heading: block.kind == BlockKind::Heading,
            openers,
            years,
            times: Vec::new(),
            time: None,
        };
        text.times = (0..=text.openers.len()).map(|n| dates(&text, text.nth_sentence(n))).collect();
        text.time = dates(&text, 0..text.words.len());
        text
    }

    /// The text of a word.
    pub(super) fn word(&self, at: usize) -> &str {
        &self.folded.text[self.words[at].start..self.words[at].end]
    }

    /// The text of a word in lower case.
    pub(super) fn lower(&self, at: usize) -> &str {
        &self.folded.lower[self.words[at].start..self.words[at].end]
    }

    /// What stands between a word and the next.
    pub(super) fn gap(&self, at: usize) -> &str {
        let end = self.words.get(at + 1).map_or(self.folded.text.len(), |next| next.start);
        &self.folded.text[self.words[at].end..end]
    }

    /// The words that a range covers, if it begins and ends at word edges.
    pub(super) fn words_of(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let first = self.words.partition_point(|w| w.start < range.start);
        let first_word = self.words.get(first)?;
        // A name may begin or end with a sign that is no letter (`#metoo`, `U.S.`).
        let before_ok = first == 0 || self.words[first - 1].end <= range.start;
        let last = self.words.partition_point(|w| w.start < range.end);
        let last_word = self.words.get(last.checked_sub(1)?)?;
        (before_ok && first_word.start < range.end && last_word.end <= range.end)
            .then_some(first..last)
    }

    /// Whether a range touches a stretch that is never scanned.
    pub(super) fn is_shut(&self, range: &Range<usize>) -> bool {
        let next = self.shut.get(self.shut.partition_point(|s| s.end <= range.start));
        next.is_some_and(|s| s.start < range.end)
    }

    /// The words of the sentence around a word.
    pub(super) fn sentence(&self, at: usize) -> Range<usize> {
        self.nth_sentence(self.openers.partition_point(|opener| *opener <= at))
    }

    /// What the dates in the sentence around a word speak of.
    pub(super) fn sentence_time(&self, at: usize) -> Option<Span> {
        self.times[self.openers.partition_point(|opener| *opener <= at)]
    }

    /// Whether the sentence around a word has other words, and all of them are in capitals. One
    /// letter is no word: `A. US`.
    pub(super) fn is_shouted(&self, at: usize) -> bool {
        let named = |at: &usize| self.word(*at).chars().any(char::is_alphabetic);
        let others = || self.sentence(at).filter(|other| *other != at).filter(named);
        others().all(|other| self.words[other].upper)
            && others().any(|other| self.word(other).chars().nth(1).is_some())
    }

    fn nth_sentence(&self, n: usize) -> Range<usize> {
        let start = n.checked_sub(1).map_or(0, |before| self.openers[before]);
        start..self.openers.get(n).copied().unwrap_or(self.words.len())
    }
}

/// Ranges in order that do not overlap.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_by_key(|r| (r.start, r.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

fn words(folded: &Folded) -> Vec<Word> {
    let text = &folded.text;
    let mut words: Vec<Word> = Vec::with_capacity(text.len() / 6);
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_alphanumeric()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                words.push(word(folded, from..at, words.last()));
                start = None;
            }
            _ => {}
        }
    }
    words
}

fn word(folded: &Folded, range: Range<usize>, before: Option<&Word>) -> Word {
    let text = &folded.text[range.clone()];
    let capital = text.starts_with(char::is_uppercase);
    let upper = text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
    let opens = before.is_none_or(|before| {
        let gap = &folded.text[before.end..range.start];
        let lower = &folded.lower[before.start..before.end];
        let stop = gap.starts_with('.') && !(is_abbreviation(lower) && gap.trim_end() == ".");
        stop && gap.contains([' ', '"', ')'])
            || gap.contains(['!', '?', ':', ';', '\u{2022}'])
            || gap.contains("\"")
            || gap.ends_with('(')
            || gap.contains("...")
            || gap.contains("- ")
    });
    Word { start: range.start, end: range.end, capital, upper, opens }
}

/// Web and mail addresses: stretches without a space that hold `://`, `www.` or an `@`.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    if !text.contains("://") && !text.contains('@') && !text.contains("www.") {
        return all;
    }
    let mut start = 0;
    for piece in text.split_inclusive(' ') {
        if piece.contains("://") || piece.contains('@') || piece.contains("www.") {
            all.push(start..start + piece.trim_end().len());
        }
        start += piece.len();
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentence: &str, expect: bool) {
        let blocks = crate::markdown::blocks::blocks(&crate::markdown::parse(sentence, 0));
        let text = Text::of(&blocks[0]);
        let at = (0..text.words.len()).find(|at| text.lower(*at) == "us").unwrap();
        assert_eq!(text.is_shouted(at), expect, "{sentence}");
    }

    #[test]
    fn sentences_shout() {
        check("He rose. LET US GO! They went.", true);
        check("He rose. The US went.", false);
        check("A. US", false);
        check("US", false);
    }
}
