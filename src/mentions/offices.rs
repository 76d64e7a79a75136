//! Offices without a name: `the Secretary of State`, `the President`, `the French Foreign Minister`.
//!
//! In: the wording of an office in a text, who held such an office, and the time. Out: the one
//! person who held it then, several, or nobody. Never: a title before or after a name; an office
//! of another state than the text or the book's default says; a title that many bear at once.

use std::{collections::BTreeSet, ops::Range};

use super::{
    around::ends_name,
    common::is_opener,
    people::{Place, Said},
    scan::Hit,
    text::Text,
    titles,
    wordset::WordSet,
};
use crate::register::{
    Register,
    bodies::{body_key, known_state, names_body},
    offices::{Span, Term},
};

/// Titles that many bear at one time: without a name they say too little.
static COMMON: WordSet = WordSet::new(
    "secretary minister ambassador senator governor chairman director representative congressman \
     judge justice commissioner counselor counsellor leader mayor envoy spokesman spokeswoman \
     spokesperson administrator consul adviser assistant chief member general deputy chancellor \
     foreign_secretary_of_embassy us_senator deputy_assistant_secretary assistant_secretary \
     under_secretary deputy_secretary deputy_under_secretary member_of_parliament \
     managing_director executive_director prince king's_counsel bishop professor captain admiral \
     colonel vice_chairman economist counsel",
);

/// Who held an office that a text names, best first; empty if it is no mention. With the words of
/// the mention.
pub(super) struct Holder {
    pub who: Vec<usize>,
    pub words: Range<usize>,
}

/// An office hit and what it stands in.
pub(super) struct Office<'a> {
    pub text: &'a Text,
    pub block: usize,
    pub hit: &'a Hit,
    /// Whose offices are meant where the text does not say.
    pub default_body: Option<&'a str>,
    /// The time that the document speaks of.
    pub covers: Span,
}

/// Resolves an office hit.
pub(super) fn holder(office: &Office<'_>, register: &Register, said: &Said) -> Option<Holder> {
    let Office { text, block, hit, default_body, covers } = *office;
    let lower = &text.folded.lower[hit.range.clone()];
    let title = plain(lower);
    if COMMON.contains(title.as_str()) {
        return None;
    }
    let (body_before, start) = before(text, hit, said.named_until)?;
    let (body_after, end) = after(text, hit)?;
    let written = body_before.or(body_after);
    let head = title.rsplit(' ').next().unwrap_or(&title);
    // `the president` in small letters is anybody's, unless the text has named one.
    let small = !text.words[hit.words.start].capital && hit.words.len() == 1;
    if small && written.is_none() && !said.bearers.contains_key(head) {
        return None;
    }
    let default = default_body.map(body_key);
    let fits = |term: &Term| match (&written, &term.body, &default) {
        (Some(body), Some(own), _) => names_body(body, own) || *own == body_key(body),
        (Some(body), None, Some(default)) => names_body(body, default),
        (Some(_), None, None) => false,
        (None, None, _) => true,
        (None, Some(own), Some(default)) => own == default,
        // Without a default, only where the text has named the one who held it.
        (None, Some(_), None) => true,
    };
    let holders = |time: Span, fits: &dyn Fn(&Term) -> bool| -> Vec<usize> {
        let held = |entity: &usize| {
            let terms = &register.record(*entity).terms;
            terms.iter().any(|t| t.titles.contains(&title) && t.meets(time) && fits(t))
        };
        let people = hit.uses.iter().map(|(entity, _)| *entity).filter(held);
        people.collect::<BTreeSet<_>>().into_iter().collect()
    };
    let words = start..end;
    let mut who = in_time(office, &|time| holders(time, &fits));
    if is_timeless(office) {
        // Who holds an office is a matter of time: only one whom the text calls by it may be meant.
        let bearers = said.bearers.get(head);
        who.retain(|e| bearers.is_some_and(|bearers| bearers.contains_key(e)));
    }
    if written.is_none() && default.is_none() && !who.iter().all(|e| said.introduced.contains(e)) {
        return None;
    }
    if written.is_some() {
        return Some(Holder { who, words });
    }
    // One of another body with the same title, named just before, may be meant as well.
    let here = Place { block, word: hit.words.start };
    let bearers = said.bearers.get(head).into_iter().flatten();
    let anybody = holders(covers, &|_| true);
    let (own, other): (Vec<_>, Vec<_>) =
        bearers.filter(|(e, _)| anybody.contains(e)).partition(|(e, _)| who.contains(e));
    // `President A said that the President …`: somebody else, and nobody says who.
    let sentence_start = Place { block, word: text.sentence(hit.words.start).start };
    let echoed = own.iter().any(|(_, place)| **place >= sentence_start && **place < here);
    if echoed && anybody.len() > 1 {
        return Some(Holder { who: anybody, words });
    }
    let last_other = other.iter().max_by_key(|(_, place)| **place);
    let last_own = own.iter().map(|(_, place)| **place).max();
    let Some((other, place)) = last_other.filter(|(_, place)| place.block + 2 >= block) else {
        return Some(Holder { who, words });
    };
    let sentence = text.sentence(hit.words.start).start;
    let settled = last_own
        .is_some_and(|own| own > **place && own < Place { block, word: sentence } && own < here);
    if settled {
        return Some(Holder { who, words });
    }
    if who.is_empty() {
        return None;
    }
    who.insert(0, **other);
    Some(Holder { who, words })
}

/// Who held it at the date of the sentence; else of the paragraph, if the document's own time does
/// not contradict; else in the document's time.
fn in_time(office: &Office<'_>, holders: &dyn Fn(Span) -> Vec<usize>) -> Vec<usize> {
    let text = office.text;
    if let Some(time) = text.sentence_time(office.hit.words.start) {
        return holders(time);
    }
    let wide = holders(office.covers);
    let Some(time) = text.time.filter(|_| wide.len() != 1) else {
        return wide;
    };
    let narrow = holders(time);
    let contradicts = !wide.is_empty() && !narrow.iter().all(|who| wide.contains(who));
    if contradicts || narrow.is_empty() { wide } else { narrow }
}

/// Whether neither the document nor the sentence has a date.
fn is_timeless(office: &Office<'_>) -> bool {
    let start = office.hit.words.start;
    office.covers == Span::default() && office.text.sentence_time(start).is_none()
}

fn plain(lower: &str) -> String {
    crate::register::offices::plain_title(lower)
}

/// What must stand before an office that stands for a person: `the`, a state's adjective or its
/// possessive, or nothing at all in a line of its own. The body it names and the first word of
/// the mention.
fn before(text: &Text, hit: &Hit, named: usize) -> Option<(Option<String>, usize)> {
    let start = hit.words.start;
    let Some(prior) = start.checked_sub(1) else {
        // A line that is only the office (`Secretary of State`) is a label, not a sentence.
        return None;
    };
    let gap = text.gap(prior);
    let lower = text.lower(prior);
    let point = gap == ". " && prior > 0 && text.gap(prior - 1) == ".";
    if point && let Some(state) = known_state(&format!("{}.{lower}.", text.lower(prior - 1))) {
        return articled(text, prior - 1, named).then(|| (Some(state.to_owned()), start));
    }
    if gap != " " {
        return None;
    }
    if lower == "the" {
        // `Smith, the President of …` and `as the President`: apposed to a name.
        return (!apposed(text, prior, named)).then_some((None, start));
    }
    if lower == "s" && prior > 0 && text.gap(prior - 1) == "'" {
        let owner = text.lower(prior - 1);
        let two = prior.checked_sub(2).map(|at| format!("{} {owner}", text.lower(at)));
        let state = two
            .as_deref()
            .and_then(known_state)
            .or(known_state(owner))
            .map_or(owner.to_owned(), str::to_owned);
        return text.words[prior - 1].capital.then_some((Some(state), start));
    }
    let two = prior.checked_sub(1).map(|at| (at, format!("{} {lower}", text.lower(at))));
    if let Some((at, state)) = two.and_then(|(at, two)| known_state(&two).map(|state| (at, state)))
    {
        return articled(text, at, named).then(|| (Some(state.to_owned()), start));
    }
    let adjective =
        text.words[prior].capital && !is_opener(lower) && titles::sort_of(lower).is_none();
    (adjective && articled(text, prior, named)).then(|| (Some(lower.to_owned()), start))
}

/// `the` before an adjective; not in apposition.
fn articled(text: &Text, at: usize, named: usize) -> bool {
    at.checked_sub(1).is_some_and(|the| {
        text.lower(the) == "the" && text.gap(the) == " " && !apposed(text, the, named)
    })
}

/// Whether the article at this word follows a name and a comma, or `as`.
fn apposed(text: &Text, the: usize, named: usize) -> bool {
    let Some(prior) = the.checked_sub(1) else { return false };
    let gap = text.gap(prior);
    let name = matches!(gap, ", " | " (") && text.words[prior].capital && !text.words[prior].opens;
    let as_office = gap == " "
        && matches!(
            text.lower(prior),
            "as" | "become" | "became" | "becoming" | "elected" | "appointed" | "named"
        );
    let two_words = prior.checked_sub(1).is_some_and(|at| {
        text.words[at].capital && !is_opener(text.lower(at)) && matches!(text.gap(at), " " | ". ")
    });
    name && (named == the || two_words && ends_name(text, prior)) || as_office
}

/// What may stand after it: no name, no further office, a body after `of`.
fn after(text: &Text, hit: &Hit) -> Option<(Option<String>, usize)> {
    let (last, end) = (hit.words.end - 1, hit.words.end);
    let Some(next) = text.words.get(end) else { return Some((None, end)) };
    let (gap, lower) = (text.gap(last), text.lower(end));
    if gap.starts_with('-') {
        return None;
    }
    if gap == ", " && next.capital && !is_opener(lower) {
        let titled = titles::sort_of(lower).is_some();
        let named = titled || known_state(lower).is_none() && looks_like_name(text, end);
        return (!named).then_some((None, end));
    }
    if gap != " " {
        return Some((None, end));
    }
    if matches!(lower, "of" | "for" | "to") {
        let the = usize::from(text.words.len() > end + 1 && text.lower(end + 1) == "the");
        let from = end + 1 + the;
        for count in [3, 2, 1] {
            let Some(last) = text.words.get(from + count - 1) else { continue };
            let name = &text.folded.lower[text.words[from].start..last.end];
            if lower == "of" && known_state(name).is_some() {
                return Some((Some(name.to_owned()), from + count));
            }
        }
        if lower == "of" && text.words.get(from).is_some_and(|w| w.capital) {
            return Some((Some(text.lower(from).to_owned()), from + 1));
        }
        return (lower == "to")
            .then_some((None, end))
            .filter(|_| !text.words.get(from).is_some_and(|w| w.capital));
    }
    let name = next.capital && !next.opens && !is_opener(lower);
    (!name && !matches!(lower, "pro" | "elect" | "designate" | "emeritus")).then_some((None, end))
}

/// Whether a capitalised word after a comma begins a person's name: `the Secretary, David X`.
fn looks_like_name(text: &Text, at: usize) -> bool {
    text.words.get(at + 1).is_some_and(|w| w.capital && matches!(text.gap(at), " " | ". "))
}
