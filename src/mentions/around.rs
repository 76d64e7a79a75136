//! What stands around a surname: given names, titles, and what makes it part of something else.
//!
//! In: a prepared text and the words of a surname. Out: [`Before`] and whether the name stands
//! inside a longer one. Never: a bearer chosen.

use std::ops::Range;

use super::{
    common::{is_calendar, is_opener, makes_other, makes_other_before},
    text::{Text, is_abbreviation},
    titles::{self, Title},
};
use crate::register::{
    bodies::known_state,
    words::{GENERATIONS, PARTICLES},
};

/// What stands before a surname.
#[derive(Clone, Debug, Default)]
pub(super) struct Before {
    /// Given names and initials, lower case, in order.
    pub given: Vec<String>,
    /// Index of the first word of the name, given names included.
    pub start: usize,
    /// The only given name opens a sentence, so that it may be another word.
    pub weak: bool,
    /// The title before it.
    pub title: Option<Title>,
    /// A ship, a fort or a firm stands there.
    pub other: bool,
}

/// Reads what stands before the name at these words. `is_given` knows given names.
pub(super) fn before(text: &Text, words: &Range<usize>, is_given: &dyn Fn(&str) -> bool) -> Before {
    let mut found = Before { start: words.start, ..Before::default() };
    let mut at = words.start;
    while at > 0 {
        at -= 1;
        let (word, lower, gap) = (&text.words[at], text.lower(at), text.gap(at));
        let initial = lower.chars().count() == 1 && word.capital && gap.starts_with('.');
        let joined = gap == " " || gap == ". " && is_abbreviation(lower) || gap == "." && initial;
        if !joined {
            found.other |= gap == "-" && word.capital && at + 1 == words.start;
            break;
        }
        if makes_other_before(lower) && (word.capital || at + 1 == found.start) {
            found.other = true;
            break;
        }
        let courtesy_m = lower == "m" && found.given.is_empty() && !is_given("m");
        if (!initial || courtesy_m)
            && !is_given(lower)
            && let Some(title) = titles::ending_at(text, at)
        {
            found.title = Some(title);
            break;
        }
        let particle = PARTICLES.contains(&lower) && !word.opens;
        if !(word.capital || particle) || found.given.len() >= 4 {
            break;
        }
        if is_opener(lower) && !initial || known_state(lower).is_some() {
            break;
        }
        if text.all_caps && !initial && !is_given(lower) {
            break;
        }
        found.weak = found.given.is_empty()
            && word.opens
            && !initial
            && !is_given(lower)
            && !titles::is_given_name(lower);
        found.given.insert(0, lower.to_owned());
        found.start = at;
    }
    found
}

/// Whether a name at these words is part of a longer name of something else, by what follows:
/// `Kennedy School`, `Jackson-Vanik`, `the Nixon administration`.
pub(super) fn inside_longer(text: &Text, words: &Range<usize>) -> bool {
    let last = words.end - 1;
    let Some(next) = text.words.get(words.end) else { return false };
    let (gap, lower) = (text.gap(last), text.lower(words.end));
    match gap {
        " " => {
            if makes_other(lower) {
                return true;
            }
            let name_like = next.capital && !next.opens && !text.all_caps && !next.upper;
            let allowed = is_calendar(lower)
                || GENERATIONS.contains(&lower)
                || titles::sort_of(lower).is_some()
                || is_opener(lower);
            name_like && !allowed
        }
        "-" => next.capital || makes_other(lower),
        _ => false,
    }
}

/// Whether `of` and a capital follow a name, with nothing between.
pub(super) fn goes_on_of(text: &Text, next: usize) -> bool {
    let spaced = |at: usize| text.gap(at) == " ";
    next.checked_sub(1).is_some_and(spaced)
        && text.words.get(next + 1).is_some_and(|w| w.capital)
        && text.lower(next) == "of"
        && spaced(next)
}

/// The generation after a name (`Jr.`, `III`), and the index after it.
pub(super) fn generation(text: &Text, after: usize) -> Option<&str> {
    let last = after.checked_sub(1)?;
    text.words.get(after)?;
    let lower = text.lower(after);
    let joined = matches!(text.gap(last), " " | ", ");
    (joined && GENERATIONS.contains(&lower)).then_some(lower)
}

/// Whether the one-word name of a place or organisation is part of a longer name: `Hanoi Airport`,
/// `South Vietnam`, `Bank of China`.
pub(super) fn part_of_thing(text: &Text, at: usize, name_follows: bool) -> bool {
    let next = text.words.get(at + 1);
    let after = next.is_some_and(|next| {
        let lower = text.lower(at + 1);
        let name_like = next.capital && !next.opens && !next.upper;
        let allowed = is_calendar(lower) || titles::sort_of(lower).is_some() || is_opener(lower);
        text.gap(at) == " " && name_like && !allowed && !name_follows
    });
    if after && !text.all_caps {
        return true;
    }
    let Some(prior) = at.checked_sub(1) else { return false };
    let (word, lower) = (&text.words[prior], text.lower(prior));
    // At the start of a sentence a capital proves nothing, but for these words.
    let compass = matches!(lower, "north" | "south" | "east" | "west" | "new" | "upper" | "lower");
    let telling = compass || titles::is_given_name(lower);
    if text.gap(prior) == " " && word.capital && (!word.opens || telling) && !text.all_caps {
        let plain = is_opener(lower)
            || titles::sort_of(lower).is_some()
            || known_state(lower).is_some()
            || is_calendar(lower);
        if !plain && !lower.ends_with("ern") {
            return true;
        }
    }
    let head = prior.checked_sub(1).filter(|_| lower == "of" && text.gap(prior) == " ");
    head.is_some_and(|head| text.words[head].capital && heads_longer(text.lower(head)))
}

/// Nouns whose `of X` is a name of its own.
fn heads_longer(lower: &str) -> bool {
    matches!(
        lower,
        "bank"
            | "university"
            | "gulf"
            | "sea"
            | "bay"
            | "strait"
            | "straits"
            | "battle"
            | "treaty"
            | "church"
            | "tower"
            | "museum"
            | "institute"
            | "association"
            | "party"
            | "league"
            | "academy"
            | "college"
            | "voice"
            | "radio"
            | "peace"
            | "congress"
            | "convention"
            | "siege"
            | "fall"
            | "conference"
            | "declaration"
            | "port"
            | "archbishop"
            | "bishop"
            | "duke"
            | "earl"
            | "prince"
            | "isle"
            | "cape"
            | "society"
            | "times"
    )
}

/// Whether what follows a name shows that it is one: a possessive, a colon, a verb of acting.
pub(super) fn does_or_has(text: &Text, next: usize) -> bool {
    let gap = next.checked_sub(1).map_or("", |last| text.gap(last));
    gap.starts_with(['\'', ':'])
        || gap == " " && text.words.get(next).is_some() && super::capitals::is_act(text.lower(next))
}

/// Whether a name only describes the noun that follows it: no verb, no preposition, no comma.
pub(super) fn describes(text: &Text, next: usize) -> bool {
    let gap = next.checked_sub(1).map_or("", |last| text.gap(last));
    let Some(word) = text.words.get(next).filter(|_| gap == " ") else { return false };
    let lower = text.lower(next);
    let verb = does_or_has(text, next)
        || lower.ends_with("ed")
        || is_opener(lower) && !matches!(lower, "memorandum" | "minutes" | "note" | "copy");
    !word.capital && !verb && !matches!(lower, "off" | "near" | "lay" | "sank" | "ran")
}

/// Whether a capitalised word may be the end of a person's name: no month, no state, no title.
pub(super) fn ends_name(text: &Text, at: usize) -> bool {
    let lower = text.lower(at);
    !is_calendar(lower) && !is_opener(lower) && titles::sort_of(lower).is_none()
}
