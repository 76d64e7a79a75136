//! Acronyms that a document defines: `Long Form (LF)`.
//!
//! In: a full name just found, and words of capitals. Out: what an acronym stands for from then
//! on. Never: an acronym whose letters are not those of the long form, in order (after Schwartz
//! and Hearst, 2003); one of another document.

use std::ops::Range;

use super::{Rule, link::Who, people::Said, read::Done, scan::Hit, text::Text, wordset::WordSet};
use crate::register::Register;

/// Small words whose letters are also those of acronyms.
static SMALL: WordSet = WordSet::new(
    "a act aid aids all am an and any are arm as ask at bar be best but by can care cat do end for \
     get go had has he help her him his hope how i if in is it its led let low mad man may me more \
     most my new no not now of off oh ok old on one or our out own pace past peace re real safe \
     salt saw say see she so star start step than that the them then this to too two up us use was \
     way we were what when who why will win with yes you your",
);

/// Learns `Long Form (LF)` from the words of a full name.
pub(super) fn learn(text: &Text, words: &Range<usize>, entity: usize, said: &mut Said) {
    let next = words.end;
    let Some(last) = next.checked_sub(1) else { return };
    let opens = text.words.get(next).is_some_and(|w| w.upper && w.end - w.start >= 2);
    if words.len() < 2
        || !opens
        || text.gap(last).trim_start() != "("
        || !text.gap(next).starts_with(')')
    {
        return;
    }
    let long = &text.folded.lower[text.words[words.start].start..text.words[last].end];
    if spells(text.lower(next), long) {
        said.acronyms.insert(text.word(next).to_owned(), entity);
    }
}

/// Whether the letters of an acronym stand in the long form in order, the first one at its start.
fn spells(acronym: &str, long: &str) -> bool {
    let mut letters = long.chars();
    acronym.chars().next() == long.chars().next()
        && acronym.chars().all(|c| letters.any(|l| l == c))
}

/// Words that may be acronyms: of capitals, two letters or more.
pub(super) fn candidates(text: &Text) -> impl Iterator<Item = Hit> + '_ {
    let upper = move |at: &usize| {
        let word = &text.words[*at];
        word.upper && word.end - word.start >= 2 && !text.all_caps
    };
    (0..text.words.len()).filter(upper).map(|at| Hit {
        range: text.words[at].start..text.words[at].end,
        words: at..at + 1,
        uses: Vec::new(),
    })
}

/// Whether an acronym may be an ordinary small word: it is one, in the tables or in this document,
/// and its whole sentence is in capitals (`IT WAS COLD`).
pub(super) fn is_word(text: &Text, at: usize, said: &Said) -> bool {
    let lower = text.lower(at);
    (SMALL.contains(lower) || said.small_words.contains(lower)) && text.is_shouted(at)
}

/// What an acronym stands for, if the document has said.
pub(super) fn known(text: &Text, hit: &Hit, register: &Register, said: &Said) -> Done {
    let entity = *said.acronyms.get(text.word(hit.words.start))?;
    let free = !text.is_shut(&hit.range) && !is_word(text, hit.words.start, said);
    free.then(|| (Rule::Acronym, Who::One(register.record(entity).id.clone()), hit.words.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(acronym: &str, long: &str, expect: bool) {
        assert_eq!(spells(acronym, long), expect, "{acronym} {long}");
    }

    #[test]
    fn letters_stand_in_order() {
        check("nfb", "northern fisheries board", true);
        check("fnb", "northern fisheries board", false);
        check("nbf", "northern fisheries board", false);
    }
}
