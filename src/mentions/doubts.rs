//! What speaks against a full name where it stands: an everyday word, a ship, a longer name.
//!
//! In: a name of a text and the records that bear it. Out: whether it is proven, or what else may
//! be meant. Never: a bearer chosen; a doubt about a name that nothing in the text speaks against.

use std::ops::Range;

use super::{
    around::{describes, does_or_has},
    capitals::is_deed,
    common::is_everyday,
    people::Said,
    text::Text,
    titles,
    wordset::WordSet,
};
use crate::register::{
    Record,
    person::PersonNames,
    words::{PARTICLES, is_numeral},
};

/// Whether a one-word name at this place is more likely the everyday word: in capitals only because
/// a sentence begins or shouts, or counted (`Every Endeavour`).
pub(super) fn is_everyday_here(text: &Text, at: usize, record: &Record, said: &Said) -> bool {
    let lower = text.lower(at);
    if text.words.len() == 1 || !(is_everyday(lower) || said.small_words.contains(lower)) {
        return false;
    }
    let counted = at.checked_sub(1).is_some_and(|prior| {
        text.gap(prior) == " "
            && matches!(
                text.lower(prior),
                "every" | "each" | "any" | "no" | "some" | "such" | "much" | "more" | "what"
            )
    });
    let cased = text.words[at].opens || text.is_shouted(at);
    counted || cased && !acts(text, at + 1, record)
}

/// Whether an everyday word stands without the article that its name has in the register: `Act II`
/// for `the Act`. (With the article it is found as that name.)
pub(super) fn lacks_article(text: &Text, at: usize, record: &Record, said: &Said) -> bool {
    let lower = text.lower(at);
    record.articled.contains(lower) && (is_everyday(lower) || said.small_words.contains(lower))
}

/// Whether what follows shows a name: a possessive, a colon, a verb of saying; for an organisation
/// a helping verb, too.
fn acts(text: &Text, next: usize, record: &Record) -> bool {
    let gap = text.gap(next - 1);
    let verb = gap == " " && text.words.get(next).is_some() && is_deed(text.lower(next));
    gap.starts_with(['\'', ':']) || verb || record.kind == "organization" && does_or_has(text, next)
}

/// Whether the article or a ship's verb beside a person's full name tells of a ship: `the Ada Holm
/// lay at anchor`, `Ada Holm was launched`. `ships` whether a vessel bears this name, `whole`
/// whether it is a title or given names and surname.
pub(super) fn may_be_ship(text: &Text, words: &Range<usize>, ships: bool, whole: bool) -> bool {
    if words.len() < 2 {
        return false;
    }
    let prior = words.start.checked_sub(1).filter(|at| text.gap(*at) == " ");
    let article = prior.is_some_and(|at| text.lower(at) == "the");
    let word = |at: usize| match text.words.get(at) {
        Some(_) if text.gap(at - 1) == " " => text.lower(at),
        _ => "",
    };
    let next = word(words.end);
    let done = match next {
        "was" | "is" | "were" => word(words.end + 1),
        "had" | "has" => match word(words.end + 1) {
            "been" => word(words.end + 2),
            _ => "",
        },
        _ => "",
    };
    let wrecked = matches!(next, "sank" | "capsized" | "foundered" | "steamed")
        || matches!(
            done,
            "launched"
                | "sunk"
                | "torpedoed"
                | "scuttled"
                | "moored"
                | "refitted"
                | "scrapped"
                | "decommissioned"
        );
    let sails = matches!(next, "sailed" | "sails" | "anchored" | "docked" | "lay");
    let titled = titles::sort_of(text.lower(words.start)).is_some();
    // `the Ada Holm-Erik Holm talks`
    let joined = text.gap(words.end - 1).starts_with(['-', '/']);
    wrecked
        || sails && (article || ships)
        || article && whole && !titled && !joined && !describes(text, words.end)
}

/// Whether the name of a place is meant, not the person called after it: `near Bingen`, `the town of
/// Bingen`, `rode to Bingen`, `Bingen am Rhein`.
pub(super) fn is_at_place(text: &Text, words: &Range<usize>) -> bool {
    let word = |at: Option<usize>| match at {
        Some(at) if at < text.words.len() => text.lower(at),
        _ => "",
    };
    let river = matches!(word(Some(words.end)), "am" | "an" | "im" | "ob" | "bei" | "sur" | "upon")
        && text.gap(words.end - 1) == " "
        && text
            .words
            .get(words.end + 1)
            .is_some_and(|w| w.capital || text.lower(words.end + 1) == "der");
    let prior = words.start.checked_sub(1).filter(|at| text.gap(*at) == " ");
    let before = word(prior.and_then(|at| at.checked_sub(1)));
    let lies = match word(prior) {
        "in" | "at" | "near" | "into" | "through" | "around" | "outside" | "above" | "below"
        | "beyond" | "towards" | "toward" | "via" | "visited" | "reached" => true,
        "to" | "from" | "for" => MOTIONS.contains(before),
        "of" => TOWNS.contains(before),
        _ => false,
    };
    river || lies
}

/// Words of travel, before `to` and `from`.
static MOTIONS: WordSet = WordSet::new(
    "back came come comes far fled flew go goes going gone home journey journeyed leave led left \
     marched miles moved north east south west railway return returned road rode route sailed sent \
     train travelled traveled way went",
);

/// What is `of` a place.
static TOWNS: WordSet = WordSet::new(
    "abbey bishop burgh castle citizens city convent count county duchy duke earl harbour house \
     people port siege battle monastery mayor outskirts parish streets town towns village walls \
     north east south west",
);

/// What `of` and a capital after a given name make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Longer {
    /// The name ends here, or its bearer held an office of that place.
    No,
    /// A ruler's name and number, of a place that the register does not say.
    Perhaps,
    /// Somebody else: `Matilda of Tuscany`.
    Yes,
}

/// Whether a given name alone (`Matilda`, `Queen Matilda`, `Osbert I`) goes on after these words.
pub(super) fn goes_on(text: &Text, words: &Range<usize>, record: &Record) -> Longer {
    let numeral = words.len() > 1 && is_numeral(text.word(words.end - 1));
    let core = words.clone().filter(|at| titles::sort_of(text.lower(*at)).is_none()).count();
    let place = words.end + 1;
    let (Some(_), Some(after)) = (text.words.get(words.end), text.words.get(place)) else {
        return Longer::No;
    };
    let link = text.lower(words.end);
    let linked = (matches!(link, "of" | "fitz") || PARTICLES.contains(&link))
        && !text.words[words.end].capital
        && after.capital
        && text.gap(words.end - 1) == " "
        && text.gap(words.end) == " ";
    if !linked || core - usize::from(numeral) > 1 {
        return Longer::No;
    }
    // `Lord Holm of Norland` has a surname, `Queen Matilda` has none.
    let last = text.lower(words.end - 1);
    let ruler = matches!(
        text.lower(words.start),
        "king" | "queen" | "emperor" | "empress" | "tsar" | "czar" | "sultan" | "pope"
    );
    let surname = |p: &PersonNames| p.surnames.iter().any(|name| name.to_lowercase() == last);
    if !ruler && record.person.as_ref().is_some_and(surname) {
        return Longer::No;
    }
    let place = text.lower(place);
    if record.terms.iter().any(|term| term.whole.split(' ').any(|word| word == place)) {
        return Longer::No;
    }
    if numeral { Longer::Perhaps } else { Longer::Yes }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentence: &str, ships: bool, expect: bool) {
        let blocks = crate::markdown::blocks::blocks(&crate::markdown::parse(sentence, 0));
        let text = Text::of(&blocks[0]);
        let at = (0..text.words.len()).find(|at| text.lower(*at) == "ada").unwrap();
        assert_eq!(may_be_ship(&text, &(at..at + 2), ships, true), expect, "{sentence}");
    }

    #[test]
    fn ships_have_articles_and_verbs() {
        check("The Ada Holm sailed at dawn.", false, true);
        check("They went on board the Ada Holm.", false, true);
        check("They read the Ada Holm papers.", false, false);
        check("They met for the Ada Holm–Erik Holm talks.", false, false);
        check("Ada Holm sailed at dawn.", false, false);
        check("Ada Holm sailed at dawn.", true, true);
        check("Ada Holm was launched in May.", false, true);
        check("Ada Holm was heard in May.", true, false);
    }

    fn check_place(sentence: &str, expect: bool) {
        let blocks = crate::markdown::blocks::blocks(&crate::markdown::parse(sentence, 0));
        let text = Text::of(&blocks[0]);
        let at = (0..text.words.len()).find(|at| text.lower(*at) == "bingen").unwrap();
        assert_eq!(is_at_place(&text, &(at..at + 1)), expect, "{sentence}");
    }

    #[test]
    fn places_lie_and_people_do_not() {
        check_place("Bingen am Rhein is small.", true);
        check_place("The abbey lay above Bingen.", true);
        check_place("She rode to Bingen.", true);
        check_place("The town of Bingen was hers.", true);
        check_place("They wrote to Bingen.", false);
        check_place("The songs of Bingen are known.", false);
    }
}
