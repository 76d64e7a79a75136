//! Capitals that stand for their governments: `Washington is pressing`, `between London and Paris`.
//!
//! In: the words of a city's name in a text. Out: whether a government is meant. Never: a country
//! (its name is its own whatever it does); a city that is no seat of a government.

use std::ops::Range;

use super::{text::Text, wordset::WordSet};

/// Cities that journalists and diplomats write for the government that sits there, folded.
static CAPITALS: WordSet = WordSet::new(
    "washington london paris berlin bonn moscow beijing peking hanoi saigon tokyo delhi new_delhi \
     vienna rome madrid lisbon brussels the_hague athens ankara constantinople istanbul \
     st_petersburg st._petersburg warsaw prague budapest bucharest sofia belgrade copenhagen \
     stockholm oslo helsinki reykjavik dublin ottawa mexico_city havana caracas bogota lima \
     santiago buenos_aires brasilia cairo tehran teheran baghdad damascus jerusalem tel_aviv \
     riyadh islamabad kabul dhaka colombo rangoon naypyidaw bangkok phnom_penh vientiane jakarta \
     manila kuala_lumpur seoul pyongyang taipei canberra wellington pretoria nairobi addis_ababa \
     algiers rabat tunis tripoli kiev kyiv minsk tbilisi turin dresden munich hanover stuttgart",
);

/// Verbs of saying, wanting and deciding, in the forms that follow a subject.
static ACTS: WordSet = WordSet::new(
    "says said insists insisted wants wanted agreed agrees refused refuses rejected rejects \
     denied denies hopes hoped fears feared believes believed seeks sought offered offers \
     demanded demands urged urges warned warns announced announces decided decides promised \
     promises proposed proposes accepted accepts improves improved considers considered thinks \
     thought views viewed sees saw regards regarded supports supported opposes opposed pressed \
     presses protested protests replied replies responded responds declined declines declared \
     declares expects expected claims claimed maintains maintained intends intended signed signs \
     recognised recognized recognises recognizes imposed imposes lifted lifts granted grants \
     withdrew sent knew knows understood tried tries acted acts did does makes made complained \
     complains answers answered continues continued remains yielded yields conceded concedes gave \
     gives took takes",
);

/// Helping verbs: what follows tells whether a government acts.
const HELPERS: &[&str] = &[
    "is", "was", "has", "had", "will", "would", "should", "must", "may", "might", "can", "could",
    "cannot",
];

/// Participles and infinitives after a helping verb.
static DEEDS: WordSet = WordSet::new(
    "pressing seeking considering trying ready willing prepared unwilling reluctant hoping asking \
     demanding urging insisting agree refuse accept reject insist demand say want press seek \
     consider offer decide eager anxious concerned worried determined keen expected obliged bound \
     make take give lift support oppose recognise recognize agreed refused insisted rejected \
     warned promised offered pressed sought decided long also not never always said told made \
     taken done yield sign signed improve improved",
);

/// What governments have: policies and positions.
static POLICIES: WordSet = WordSet::new(
    "policy policies position decision decisions refusal support demand demands willingness \
     insistence stance view views interest interests concern concerns offer response reply \
     attitude allies ally aims aim intentions intention claims claim leaders government \
     ambassador envoy pressure ambitions rights record hand strategy diplomacy approval consent \
     official officials diplomat diplomats proposal proposals promise promises conditions terms \
     note silence motives tone rejection protest protests answer",
);

/// Words before a government: relations with it, pressure on it, what is told to it.
static TOWARDS: WordSet = WordSet::new(
    "urged urges urge urging told tell asked ask asking pressed press presses pressing warned \
     warn warning persuade persuaded convince convinced pressure forced force allowed informed \
     inform assured assure accused accuses accuse blamed criticised criticized let make oblige \
     help helped",
);

/// Words before a preposition and a government.
static RELATIONS: WordSet = WordSet::new(
    "relations ties talks pressure agreement agreements negotiations alliance dispute quarrel \
     cooperation demands trade treaty pact deal dialogue leverage influence peace break rupture \
     rapprochement trust friendship sanctions embargo war breach understanding",
);

/// Whether the city named by these words stands for a government.
pub(super) fn is_government(text: &Text, words: &Range<usize>) -> bool {
    let at = words.start;
    let name = &text.folded.lower[text.words[at].start..text.words[words.end - 1].end];
    if !CAPITALS.contains(name) {
        return false;
    }
    acts(text, words.end) || is_told(text, at) || is_between(text, words)
}

/// Whether a word is a verb of saying, wanting or deciding.
pub(super) fn is_deed(lower: &str) -> bool {
    ACTS.contains(lower)
}

/// Whether a word is a verb of saying, wanting or deciding, or a helping verb.
pub(super) fn is_act(lower: &str) -> bool {
    ACTS.contains(lower)
        || HELPERS.contains(&lower)
        || matches!(
            lower,
            "met"
                | "asked"
                | "told"
                | "came"
                | "went"
                | "spoke"
                | "wrote"
                | "added"
                | "noted"
                | "answered"
                | "called"
                | "became"
                | "left"
                | "and"
        )
}

fn acts(text: &Text, next: usize) -> bool {
    let Some(last) = next.checked_sub(1).filter(|_| next < text.words.len()) else { return false };
    let lower = text.lower(next);
    let follows = |at: usize| text.words.get(at).map_or("", |_| text.lower(at));
    match text.gap(last) {
        " " => {
            let subject =
                last.checked_sub(1).is_none_or(|at| !is_place_preposition(text, at, last));
            subject
                && (ACTS.contains(lower)
                    || HELPERS.contains(&lower) && DEEDS.contains(follows(next + 1)))
        }
        "'" if lower == "s" => owned(text, next).any(|at| POLICIES.contains(text.lower(at))),
        ", " => matches!(lower, "however" | "too") && ACTS.contains(follows(next + 1)),
        _ => false,
    }
}

/// What a possessive at this word may belong to: the next word, and those after it as long as all
/// before are small, so that it is still one noun (`its top human rights official`).
fn owned(text: &Text, possessive: usize) -> impl Iterator<Item = usize> {
    let first = possessive + 1;
    (first..text.words.len().min(first + 4)).take_while(move |at| {
        text.gap(at - 1) == " " && (*at == first || !text.words[at - 1].capital)
    })
}

/// `in Washington said`: the word before is of place, and the name is its object.
fn is_place_preposition(text: &Text, at: usize, name: usize) -> bool {
    name > 0
        && text.gap(at) == " "
        && matches!(
            text.lower(at),
            "in" | "at"
                | "near"
                | "from"
                | "to"
                | "outside"
                | "of"
                | "into"
                | "visited"
                | "left"
                | "leaving"
                | "through"
                | "around"
                | "for"
        )
}

fn is_told(text: &Text, at: usize) -> bool {
    let Some(prior) = at.checked_sub(1).filter(|prior| text.gap(*prior) == " ") else {
        return false;
    };
    if TOWARDS.contains(text.lower(prior)) {
        return true;
    }
    let preposition =
        matches!(text.lower(prior), "with" | "on" | "upon" | "over" | "against" | "by");
    preposition
        && prior > 0
        && text.gap(prior - 1) == " "
        && RELATIONS.contains(text.lower(prior - 1))
}

/// `between Washington and Hanoi`, unless somebody travels there.
fn is_between(text: &Text, words: &Range<usize>) -> bool {
    let before = |at: usize, n: usize| at.checked_sub(n).map_or("", |at| text.lower(at));
    let first = before(words.start, 1) == "between";
    let second = before(words.start, 1) == "and"
        && (before(words.start, 3) == "between" || before(words.start, 4) == "between");
    let start = if first { words.start } else { words.start.saturating_sub(2) };
    let travels = (1..=4).any(|n| {
        matches!(
            before(start, n),
            "road"
                | "railway"
                | "line"
                | "train"
                | "flight"
                | "flights"
                | "travelled"
                | "traveled"
                | "distance"
                | "way"
                | "miles"
                | "telegraph"
                | "cable"
                | "route"
                | "shuttled"
        )
    });
    (first || second) && !travels
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentence: &str, expect: bool) {
        let body = format!("{sentence}\n");
        let blocks = crate::markdown::blocks::blocks(&crate::markdown::parse(&body, 0));
        let text = Text::of(&blocks[0]);
        let at = (0..text.words.len()).find(|at| text.lower(*at) == "vienna").unwrap();
        assert_eq!(is_government(&text, &(at..at + 1)), expect, "{sentence}");
    }

    #[test]
    fn governments_act_and_cities_lie() {
        check("Vienna insists on its rights.", true);
        check("Vienna answers that it has none.", true);
        check("He knew that Vienna was pressing for peace.", true);
        check("It was Vienna's refusal that mattered.", true);
        check("Vienna's top human rights official left.", true);
        check("Vienna's old town was quiet, officials said.", false);
        check("Relations with Vienna cooled.", true);
        check("The quarrel between Turin and Vienna went on.", true);
        check("They urged Vienna to yield.", true);
        check("The envoy in Vienna said nothing.", false);
        check("He travelled to Vienna in May.", false);
        check("Vienna's parks are green.", false);
        check("The road between Pressburg and Vienna is bad.", false);
        check("Vienna is old.", false);
    }
}
