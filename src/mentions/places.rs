//! Whether the name of a place means the place, or a government that sits there.
//!
//! In: a line, the span and what the register knows of the place. Out: yes or no. Never: which
//! place; a list of capitals.

use std::ops::Range;

use super::tokens::{Gap, Line};
use crate::{
    content::words::Shape,
    register::{PlaceSort, lexicon::Class},
};

/// Whether a place is meant here.
pub(crate) fn is_meant(line: &Line<'_>, tokens: &Range<usize>, place: PlaceSort) -> bool {
    match place {
        PlaceSort::State => true,
        PlaceSort::Capital => is_located(line, tokens),
        PlaceSort::Unknown => tokens.len() > 1 || is_located(line, tokens) || !acts(line, tokens),
    }
}

/// Whether the text says that something is there, or goes there.
fn is_located(line: &Line<'_>, tokens: &Range<usize>) -> bool {
    if is_dateline(line, tokens) || stands_with_country(line, tokens) {
        return true;
    }
    let Some(before) = tokens.start.checked_sub(1) else { return false };
    if !line.tokens[tokens.start].follows() {
        return false;
    }
    if line.tokens[before].class.is(Class::LOCATIVE) {
        return true;
    }
    let direction = matches!(
        line.folded(before),
        "to" | "from"
            | "via"
            | "for"
            | "of"
            | "toward"
            | "towards"
            | "between"
            | "downtown"
            | "central"
    );
    let window = before.saturating_sub(5)..before;
    direction && window.into_iter().any(|at| line.tokens[at].class.is(Class::TRAVEL))
}

/// `VIENNA, 3 May —` or `Vienna — …` at the beginning of a block.
fn is_dateline(line: &Line<'_>, tokens: &Range<usize>) -> bool {
    let after = line.after(tokens.end - 1).trim_start();
    let next = line.get(tokens.end).map(|next| (next.shape, next.class));
    let dated = matches!(next, Some((shape, class)) if after.starts_with(',')
        && (shape == Shape::Number || class.is(Class::CALENDAR)));
    tokens.start == 0 && (dated || after.starts_with(['—', '–', '-']))
}

/// `Vienna, Austria`.
fn stands_with_country(line: &Line<'_>, tokens: &Range<usize>) -> bool {
    line.get(tokens.end).is_some_and(|next| next.gap == Gap::Comma)
        && line.name_like(tokens.end)
        && line.after(tokens.end).starts_with([',', '.', ';', ')'])
        && !line.tokens[tokens.end].class.is(Class::STOP.or(Class::CALENDAR))
        && tokens.start > 0
        && line.tokens[tokens.start - 1].class.is(Class::LOCATIVE)
}

/// Whether the name does what only governments do.
fn acts(line: &Line<'_>, tokens: &Range<usize>) -> bool {
    let last = tokens.end - 1;
    let next = line.next_word(last);
    let Some(word) = line.get(next).filter(|_| next > last) else { return false };
    if next > last + 1 {
        return word.class.is(Class::POLICY) || policy_follows(line, next);
    }
    if word.gap != Gap::Space || !word.class.is(Class::SPEECH) {
        return false;
    }
    let weak = matches!(line.folded(next), "is" | "was" | "has" | "have" | "had" | "did" | "does");
    !weak || does_something(line, next + 1)
}

/// `Vienna's latest policy`: one adjective between.
fn policy_follows(line: &Line<'_>, at: usize) -> bool {
    line.get(at + 1).is_some_and(|w| w.gap == Gap::Space && w.class.is(Class::POLICY))
}

/// `is pressing`, `has also asked`.
fn does_something(line: &Line<'_>, at: usize) -> bool {
    (at..at + 2).any(|at| {
        line.get(at).is_some_and(|token| {
            token.gap == Gap::Space
                && token.shape == Shape::Lower
                && (token.class.is(Class::SPEECH) || line.folded(at).ends_with("ing"))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{super::tokens::tests::blocks, *};

    fn check(text: &str, place: PlaceSort, expect: bool) {
        let blocks = blocks(text);
        let line = Line::of(0, &blocks[0]);
        let at = (0..line.tokens.len()).find(|at| line.folded(*at) == "tarn").unwrap_or(0);
        assert_eq!(is_meant(&line, &(at..at + 1), place), expect, "{text}");
    }

    #[test]
    fn governments_are_no_places() {
        use PlaceSort::*;
        check("Tarn is pressing its case.", Unknown, false);
        check("Tarn says no.", State, true);
        check("Tarn is a town.", Unknown, true);
        check("Tarn's refusal was firm.", Unknown, false);
        check("They met in Tarn.", Capital, true);
        check("A signal to Tarn.", Capital, false);
        check("His trip to Tarn ended.", Capital, true);
        check("Tarn, 3 May 1850", Capital, true);
        check("Pressure from Tarn grew.", Capital, false);
    }
}
