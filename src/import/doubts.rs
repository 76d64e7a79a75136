//! What was kept and may not belong to the text, and the shapes of paragraphs.
//!
//! In: the paragraphs that were kept. Out: the [`Doubtful`] ones, each with a question for the
//! editor. Never: a paragraph left out.

use std::collections::BTreeMap;

use super::{
    evidence,
    lines::{LineNumber, Unit},
    text::{Doubtful, Title},
};

/// Fewest words of a paragraph of running text.
const RUNNING_WORDS: usize = 12;

/// The doubtful ones of the kept paragraphs. `comments` is the line where the readers' comments
/// begin, if they do.
pub(super) fn doubtful(
    kept: &[&Unit],
    title: &Title,
    comments: Option<LineNumber>,
) -> Vec<Doubtful> {
    let mut copies: BTreeMap<&str, usize> = BTreeMap::new();
    for unit in kept {
        *copies.entry(&unit.text).or_default() += 1;
    }
    let doubt = |(nth, unit): (usize, &&Unit)| {
        let why = if unit.text == title.text {
            "the title once more"
        } else if comments.is_some_and(|head| unit.line > head) {
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

/// What is doubtful about a kept paragraph by itself; `nth` counts the kept ones from 0.
fn doubt_of(unit: &Unit, nth: usize) -> Option<&'static str> {
    let text = unit.text.as_str();
    let lower = if unit.words <= 40 { text.to_lowercase() } else { String::new() };
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
        () if nth < 4 && unit.words <= 40 && ends_with_date(text) => {
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
pub(super) fn is_running(unit: &Unit) -> bool {
    unit.words >= RUNNING_WORDS && !is_unended(&unit.text)
}

pub(super) fn is_short_line(unit: &Unit) -> bool {
    unit.words <= 15 && is_unended(&unit.text)
}

/// Whether a text ends without the mark of a sentence; a bracket after the mark ("… . (Agency)")
/// does not count.
fn is_unended(text: &str) -> bool {
    let bracket = text.ends_with(')').then(|| text.rfind(" (")).flatten();
    let before = bracket.map_or(text, |at| &text[..at]);
    has_no_mark(before) && has_no_mark(text)
}

fn has_no_mark(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', '’', '\'', '»', ')', ']', '*', ' ']);
    !bare.ends_with(['.', '!', '?', '…', ':', ';', '。', '؟', '।'])
}
