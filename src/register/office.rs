//! Offices: titles taken apart, who held them when, and whether a title in a text fits.
//!
//! In: a title in words (`President of France`, `Assistant Secretary of State for X`) or an office
//! of the register. Out: its core, its body, [`Term`]s, and [`fits`]. Never: a holder for a date at
//! which the register knows none or several.

use super::lexicon::{Class, class_of, plain_spelling, same_stem};
use super::state::{is_demonym, is_direction, same_body};
use super::text::{NameWord, name_words};
use crate::{
    content::{
        entity::{OfficeTerm, TermEnd},
        words::WordKey,
    },
    date::Day,
};

/// An office's title taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The title without the body: `President`, `Secretary of State`.
    pub core: Vec<NameWord>,
    /// The state or organisation, folded: `france`, `west german`.
    pub body: Option<String>,
    /// Whether an adjective gives the body.
    pub by_adjective: bool,
    /// All words, for comparison with the titles of texts.
    pub words: Vec<String>,
    /// The head words, in plain spelling: `secretary`.
    pub heads: Vec<String>,
}

impl Phrase {
    /// What two wordings of one office have in common: the core's words in plain spelling without
    /// articles and prepositions, sorted.
    pub fn key(&self) -> String {
        let mut words: Vec<&str> = significant(&self.core).collect();
        words.sort_unstable();
        words.join(" ")
    }

    /// How many words of weight the core has.
    pub fn weight(&self) -> usize {
        significant(&self.core).count()
    }
}

fn significant(words: &[NameWord]) -> impl Iterator<Item = &str> {
    words.iter().map(|word| plain_spelling(&word.folded)).filter(|word| !is_small(word))
}

pub(super) fn is_small(word: &str) -> bool {
    matches!(word, "the" | "of" | "for" | "and" | "to" | "a" | "at" | "in" | "on")
}

/// A time of holding an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// All words of the title and its body, folded.
    pub words: Vec<String>,
    /// Head words in plain spelling.
    pub heads: Vec<String>,
    /// The body, folded.
    pub body: Option<String>,
    /// First day that it can have begun.
    pub from: Day,
    /// The day after the last; [`Day::LAST`] if it is not known.
    pub to: Day,
    /// Whether the file gives any date.
    pub dated: bool,
}

impl Term {
    /// Whether it was held at a moment of the days from `first` to `last`.
    pub fn touches(&self, first: Day, last: Day) -> bool {
        self.from <= last && first < self.to
    }
}

/// The days of a term. An end of lower precision reaches to the end of its month or year.
pub fn days(term: &OfficeTerm) -> (Day, Day, bool) {
    let from = term.from.map_or(Day::FIRST, |date| date.earliest());
    let to = match term.to {
        TermEnd::On(date) => date.latest(),
        TermEnd::Unknown | TermEnd::Present { .. } => Day::LAST,
    };
    (from, to, term.from.is_some() || to != Day::LAST)
}

/// Whose title may be followed by `of` and the state: the head of a state or government.
fn rules_a_state(core: &[NameWord]) -> bool {
    let head = core.last().map_or("", |word| &*word.folded);
    let sole = matches!(
        head,
        "president"
            | "premier"
            | "chancellor"
            | "king"
            | "queen"
            | "emperor"
            | "empress"
            | "shah"
            | "sultan"
            | "pope"
            | "governor"
            | "mayor"
            | "prince"
            | "regent"
            | "tsar"
            | "czar"
    );
    sole || (core.len() > 1 && matches!(head, "minister" | "secretary" | "commissioner" | "ruler"))
}

/// Takes a title apart.
pub fn phrase(title: &str) -> Phrase {
    let all = name_words(title);
    let words: Vec<String> = all.iter().map(|word| word.folded.clone()).collect();
    let heads = heads(&all);
    let lead = leading_body(&all);
    let rest = &all[lead..];
    let of = rest.iter().position(|word| word.folded == "of");
    let (core, tail) = match of.filter(|of| *of > 0 && rules_a_state(&rest[..*of])) {
        Some(of) => (&rest[..of], &rest[of + 1..]),
        None => (rest, &rest[..0]),
    };
    let body = match (lead, tail) {
        (0, []) => None,
        (0, tail) => Some(phrase_text(tail)),
        (lead, _) => Some(phrase_text(&all[..lead])),
    };
    Phrase { core: core.to_vec(), body, by_adjective: lead > 0, words, heads }
}

fn phrase_text(words: &[NameWord]) -> String {
    let words: Vec<&str> =
        words.iter().map(|word| &*word.folded).filter(|word| *word != "the").collect();
    words.join(" ")
}

/// The heads of a title: its office words before `to` (an assistant to the President is none).
fn heads(words: &[NameWord]) -> Vec<String> {
    let end = words.iter().position(|word| word.folded == "to").unwrap_or(words.len());
    let mut heads: Vec<String> = words[..end]
        .iter()
        .map(|word| singular(&word.folded))
        .filter(|word| class_of(WordKey::of(word)).is(HEADS))
        .map(|word| plain_spelling(&word).to_owned())
        .collect();
    let has = |text: &str| words.iter().any(|word| word.folded == text);
    if (has("council") && has("ministers")) || (has("prime") && has("minister")) {
        heads.push("premier".into());
    }
    if has("premier") {
        heads.push("minister".into());
    }
    heads
}

const HEADS: Class = Class::HEAD.or(Class::MILITARY);

/// The singular of a plural head.
pub fn singular(word: &str) -> String {
    match word {
        "secretaries" => "secretary".into(),
        "congressmen" => "congressman".into(),
        "chairmen" => "chairman".into(),
        word => word.strip_suffix('s').filter(|w| w.len() > 4).unwrap_or(word).to_owned(),
    }
}

/// How many words at the beginning name the state: adjectives before the office's first word.
fn leading_body(words: &[NameWord]) -> usize {
    let office_at = words.iter().position(|word| {
        let class = class_of(word.key);
        class.is(HEADS.or(Class::RANK)) || is_portfolio(&word.folded)
    });
    let Some(office_at) = office_at.filter(|at| *at > 0) else { return 0 };
    let before = &words[..office_at];
    let national = before.iter().all(|word| is_demonym(&word.folded) || is_direction(&word.folded))
        && before.iter().any(|word| is_demonym(&word.folded));
    if national { office_at } else { 0 }
}

/// What stands before a head and belongs to the office.
pub fn is_portfolio(word: &str) -> bool {
    matches!(
        word,
        "prime"
            | "foreign"
            | "vice"
            | "defense"
            | "defence"
            | "finance"
            | "interior"
            | "home"
            | "treasury"
            | "trade"
            | "economics"
            | "economy"
            | "labor"
            | "labour"
            | "justice"
            | "agriculture"
            | "health"
            | "education"
            | "colonial"
            | "naval"
            | "war"
            | "state"
            | "attorney"
            | "press"
            | "general"
            | "executive"
            | "managing"
            | "permanent"
            | "economic"
            | "industry"
            | "energy"
            | "environment"
            | "transport"
            | "commerce"
            | "budget"
            | "acting"
            | "chief"
            | "lord"
            | "special"
    )
}

/// How well a title in a text fits a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The head is the same but the term's rank is lower: an assistant secretary called secretary.
    Loose,
    /// It is a title of this term.
    Good,
}

/// A title as a text has it, in folded words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextTitle<'a> {
    /// What stands before the head: `deputy`, `treasury`, `french`.
    pub before: Vec<&'a str>,
    /// The head in the singular: `secretary`.
    pub head: String,
    /// What stands after `of`, `for` or `to`.
    pub after: Vec<&'a str>,
}

/// Whether a title of a text fits a term.
pub fn fits(title: &TextTitle<'_>, term: &Term) -> Option<Fit> {
    let prime = title.before.contains(&"prime");
    let head = if prime { "premier" } else { plain_spelling(&title.head) };
    if !term.heads.iter().any(|known| known == head) {
        return None;
    }
    let is_rank = |word: &str| class_of(WordKey::of(word)).is(Class::RANK) && word != "acting";
    let mut ranks = title.before.iter().filter(|word| is_rank(word)).peekable();
    let ranked = ranks.peek().is_some();
    let term_rank =
        term.words.iter().take_while(|w| *w != "to" && *w != "of").find(|word| is_rank(word));
    let ranks_known = ranks.all(|rank| term.words.iter().any(|known| known == rank));
    if !ranks_known || (!ranked && term_rank.is_some_and(|rank| rank == "vice")) {
        return None;
    }
    if !portfolio_fits(title, term) {
        return None;
    }
    Some(if !ranked && term_rank.is_some() { Fit::Loose } else { Fit::Good })
}

/// The portfolio or state that a title gives must be the term's, where both give one.
fn portfolio_fits(title: &TextTitle<'_>, term: &Term) -> bool {
    let known = |word: &str| term.words.iter().any(|known| same_stem(word, known));
    let (mut same, mut other) = (0, 0);
    for word in title.after.iter().filter(|word| !is_small(word)) {
        if known(word) { same += 1 } else { other += 1 }
    }
    for word in &title.before {
        let telling = is_portfolio(word) && !matches!(*word, "prime" | "acting" | "vice");
        if is_demonym(word) {
            let strange = term.body.as_ref().is_some_and(|body| !same_body(word, body));
            if strange && !known(word) {
                return false;
            }
        } else if known(word) {
            same += 1;
        } else if telling {
            other += 1;
        }
    }
    other == 0 || same > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, core: &str, body: Option<&str>) {
        let got = phrase(title);
        let words: Vec<_> = got.core.iter().map(|word| &*word.folded).collect();
        assert_eq!((&*words.join(" "), got.body.as_deref()), (core, body), "{title}");
    }

    #[test]
    fn titles_come_apart() {
        check("President of France", "president", Some("france"));
        check("President of the United States", "president", Some("united states"));
        check("Japanese Prime Minister", "prime minister", Some("japanese"));
        check("West German Foreign Minister", "foreign minister", Some("west german"));
        check("Secretary of State", "secretary of state", None);
        check("Minister of Finance", "minister of finance", None);
        check("Defense Minister of Israel", "defense minister", Some("israel"));
    }

    fn term(title: &str) -> Term {
        let phrase = phrase(title);
        let (from, to) = (Day::FIRST, Day::LAST);
        let (words, heads, body) = (phrase.words, phrase.heads, phrase.body);
        Term { words, heads, body, from, to, dated: false }
    }

    #[test]
    fn titles_fit_terms() {
        let fit = |title: &str, known: &str| {
            let words: Vec<&str> = title.split(' ').collect();
            let of = words.iter().position(|w| *w == "of").unwrap_or(words.len());
            let (before, head) = (words[..of - 1].to_vec(), words[of - 1].to_owned());
            let after = words[of..].to_vec();
            fits(&TextTitle { before, head, after }, &term(known))
        };
        assert_eq!(fit("secretary", "Secretary of the Treasury"), Some(Fit::Good));
        assert_eq!(fit("treasury secretary", "Secretary of the Treasury"), Some(Fit::Good));
        assert_eq!(fit("secretary", "Assistant Secretary of State"), Some(Fit::Loose));
        assert_eq!(fit("senator", "Secretary of State"), None);
        assert_eq!(fit("president", "Vice President"), None);
        assert_eq!(fit("president", "Assistant to the President"), None);
        assert_eq!(fit("secretary of defense", "Secretary of State"), None);
        assert_eq!(fit("minister of economics", "West German Economics Minister"), Some(Fit::Good));
        assert_eq!(fit("under secretary", "Secretary of State"), None);
        assert_eq!(fit("premier", "Chairman of the Council of Ministers"), Some(Fit::Good));
        assert_eq!(fit("prime minister", "British Prime Minister"), Some(Fit::Good));
        assert_eq!(fit("french prime minister", "British Prime Minister"), None);
    }
}
