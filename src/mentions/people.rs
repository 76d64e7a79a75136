//! Surnames and short forms: who is meant, by what was said before.
//!
//! In: a surname in a text, the people who bear it, and what the document has said so far. Out: a
//! [`Verdict`]. Never: a link where two fit; a surname that the text has given to a stranger.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use super::{
    Rule,
    around::{self, Before},
    common::{is_ordinary, makes_other_before},
    dates, doubts,
    text::Text,
    titles::{Fit, Sort, Title, fit},
};
use crate::register::{Record, Register, offices::Span, person::PersonNames, words::same_given};

/// What the document has said so far.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// People (and things) named so far, with how many mentions ago: index of the record.
    pub introduced: BTreeSet<usize>,
    /// Surnames (folded, lower case) that the document gave to somebody who is not registered.
    pub strangers: BTreeSet<String>,
    /// Words of the document that also stand in lower case.
    pub small_words: BTreeSet<String>,
    /// The last name with a plural title: block, word after it, the title.
    pub list: Option<(usize, usize, Title)>,
    /// The people named with a title, by its head (`president`), and where each was so last.
    pub bearers: BTreeMap<String, BTreeMap<usize, Place>>,
    /// Acronyms that the document has defined (`Long Form (LF)`), and what they stand for.
    pub acronyms: BTreeMap<String, usize>,
    /// Vessels that bear the name at these words of this block.
    pub ships: BTreeMap<(usize, usize), Vec<usize>>,
    /// Words of this block at which names begin.
    pub starts: BTreeSet<usize>,
    /// Where the last person of this block was named: the word after it.
    pub named_until: usize,
}

impl Said {
    /// Remembers that somebody was named with a title.
    pub(super) fn bears(&mut self, head: &str, who: usize, place: Place) {
        self.bearers.entry(head.to_owned()).or_default().insert(who, place);
    }
}

/// A place in the document, in order of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// Index of the block.
    pub block: usize,
    /// Index of the word.
    pub word: usize,
}

/// What a surname is.
#[derive(Debug)]
pub(super) enum Verdict {
    /// Not a mention.
    Nothing,
    /// One person; the words of the name with its given names.
    One(usize, Rule, Range<usize>),
    /// Several fit, or one without proof: who and why.
    Doubtful(Vec<(usize, &'static str)>, Range<usize>),
}

/// A surname in a text.
pub(super) struct Surname<'a> {
    pub text: &'a Text,
    pub block: usize,
    pub words: Range<usize>,
    /// Who bears it, by the register: record indexes.
    pub bearers: Vec<usize>,
    /// Who is called so by a declared short form.
    pub declared: Vec<usize>,
    /// The date that its sentence speaks of.
    pub sentence: Option<Span>,
    /// Stands in a list beside another person's surname.
    pub listed: bool,
    /// Joined by a hyphen to another person's surname (`the Nixon-Heath talks`).
    pub paired: bool,
}

/// Decides on a surname and remembers what it tells.
pub(super) fn decide(
    name: &Surname<'_>,
    register: &Register,
    time: Span,
    said: &mut Said,
) -> Verdict {
    let text = name.text;
    let lower = text.folded.lower
        [text.words[name.words.start].start..text.words[name.words.end - 1].end]
        .to_owned();
    if name.bearers.is_empty() {
        return thing(name, register, said);
    }
    let people: Vec<usize> = name.bearers.clone();
    let is_given = |word: &str| people.iter().any(|p| knows_given(register.record(*p), word));
    let before = around::before(text, &name.words, &is_given);
    if !name.paired && (before.other || around::inside_longer(text, &name.words)) {
        return Verdict::Nothing;
    }
    let fitting = |p: &usize| generation_fits(text, name.words.end, register.record(*p));
    let people: Vec<usize> = people.into_iter().filter(fitting).collect();
    let unnamed = before.title.is_none() && (before.given.is_empty() || before.weak);
    if unnamed && name.words.len() == 1 && dates::is_date(text, name.words.start) {
        return Verdict::Nothing;
    }
    if !before.given.is_empty() {
        return full_name(name, &people, &lower, &before, register, said);
    }
    let inherited = said.list.take().filter(|(block, word, _)| {
        *block == name.block && *word <= name.words.start && is_list(text, *word, name.words.start)
    });
    let title = before.title.clone().or(inherited.map(|(_, _, title)| title));
    let verdict = match &title {
        Some(title) => titled(name, &people, &lower, title, register, time, said),
        None => bare(name, &people, &lower, register, said),
    };
    if let (Some(title), Verdict::One(one, ..)) = (&title, &verdict) {
        said.bears(&title.head, *one, Place { block: name.block, word: name.words.start });
    }
    if let (Some(title), Verdict::One(..)) = (title.filter(|t| t.plural), &verdict) {
        said.list = Some((name.block, name.words.end, title));
    }
    verdict
}

/// The short form of something that is no person, or a declared one of a person: only after an
/// introduction; a ship's only after an article (`the Mercy`).
fn thing(name: &Surname<'_>, register: &Register, said: &Said) -> Verdict {
    let text = name.text;
    let prior =
        name.words.start.checked_sub(1).filter(|at| text.gap(*at) == " ").map(|at| text.lower(at));
    let article = prior.is_some_and(|w| w == "the" || makes_other_before(w));
    let fits = |e: &usize| {
        said.introduced.contains(e) && (register.record(*e).kind != "vessel" || article)
    };
    let known: Vec<usize> = name.declared.iter().copied().filter(fits).collect();
    if around::inside_longer(text, &name.words) {
        return Verdict::Nothing;
    }
    match known[..] {
        [] => Verdict::Nothing,
        [one] => Verdict::One(one, Rule::ShortForm, name.words.clone()),
        _ => Verdict::Doubtful(
            known.iter().map(|e| (*e, "named earlier")).collect(),
            name.words.clone(),
        ),
    }
}

/// Only a comma or `and` between two names of a list.
pub(super) fn is_list(text: &Text, after: usize, start: usize) -> bool {
    let Some(last) = after.checked_sub(1) else { return false };
    let between = &text.folded.lower[text.words[last].end..text.words[start].start];
    matches!(between, ", " | " and " | ", and " | " & ")
}

/// Whether a person may have this given name. A title is none for its first letter: `Senator` is
/// no form of `S.`.
pub(super) fn knows_given(record: &Record, word: &str) -> bool {
    let is_initial = |name: &str| name.chars().count() == 1;
    let title = || !is_initial(word) && super::titles::sort_of(word).is_some();
    let fits = |given: &String| same_given(given, word) && !(is_initial(given) && title());
    record.person.as_ref().is_some_and(|p| p.given.iter().any(fits))
}

/// `Jr.` and `III` tell people apart: another generation than the registered one is somebody else.
fn generation_fits(text: &Text, after: usize, record: &Record) -> bool {
    let (Some(found), Some(names)) = (around::generation(text, after), &record.person) else {
        return true;
    };
    names.suffixes.is_empty() || names.suffixes.contains(found)
}

/// Whether given names of a text may be this person's: the first one is, and no initial
/// contradicts those that the register knows.
fn given_fits(given: &[String], record: &Record) -> bool {
    let Some(names) = &record.person else { return false };
    if names.family_first {
        return false;
    }
    let known = |word: &String| names.given.iter().any(|g| same_given(g, word));
    let Some(first) = given.first() else { return false };
    let middles = names.given.len() > names.first.len();
    known(first) && given[1..].iter().all(|word| known(word) || !middles)
}

fn full_name(
    name: &Surname<'_>,
    people: &[usize],
    lower: &str,
    before: &Before,
    register: &Register,
    said: &mut Said,
) -> Verdict {
    let fits: Vec<usize> =
        people.iter().copied().filter(|p| given_fits(&before.given, register.record(*p))).collect();
    let words = before.start..name.words.end;
    match fits[..] {
        [one] if doubts::may_be_ship(name.text, &words, false, true) => {
            Verdict::Doubtful(vec![(one, "a ship may be meant")], words)
        }
        [one] => {
            said.introduced.insert(one);
            if let Some(title) = &before.title {
                said.bears(&title.head, one, Place { block: name.block, word: words.start });
            }
            Verdict::One(one, Rule::FullName, words)
        }
        [] if before.weak => {
            // `Yesterday Holm`: an everyday word; `Robert Holm`: perhaps a stranger.
            let word = before.given[0].as_str();
            let everyday = said.small_words.contains(word)
                || ["ly", "ing", "ed"].iter().any(|e| word.ends_with(e));
            match everyday {
                true => bare(name, people, lower, register, said),
                false => Verdict::Doubtful(
                    people
                        .iter()
                        .map(|p| (*p, "after a capital that may be a given name"))
                        .collect(),
                    name.words.clone(),
                ),
            }
        }
        [] => {
            said.strangers.insert(lower.to_owned());
            Verdict::Nothing
        }
        _ => Verdict::Doubtful(fits.iter().map(|p| (*p, "a name that fits")).collect(), words),
    }
}

fn titled(
    name: &Surname<'_>,
    people: &[usize],
    lower: &str,
    title: &Title,
    register: &Register,
    time: Span,
    said: &mut Said,
) -> Verdict {
    let fits: Vec<(usize, Fit)> = people
        .iter()
        .map(|p| (*p, fit(title, register.record(*p), time)))
        .filter(|(_, fit)| *fit != Fit::No)
        .collect();
    let dated: Vec<usize> = match name.sentence {
        Some(time) => {
            let held = |p: &&usize| fit(title, register.record(**p), time) == Fit::Yes;
            people.iter().filter(held).copied().collect()
        }
        _ => Vec::new(),
    };
    let proven: Vec<usize> = fits.iter().filter(|(_, f)| *f == Fit::Yes).map(|(p, _)| *p).collect();
    let known: Vec<usize> =
        fits.iter().map(|(p, _)| *p).filter(|p| said.introduced.contains(p)).collect();
    let stranger = said.strangers.contains(lower);
    let words = name.words.clone();
    let open: Vec<usize> = fits.iter().map(|(p, _)| *p).collect();
    let rule_of = |who: &usize| match known.contains(who) {
        true => Rule::ShortForm,
        false => Rule::TitleName,
    };
    let one = match (&known[..], &proven[..], &open[..]) {
        _ if dated.len() == 1 && title.sort == Sort::Office => Some((dated[0], rule_of(&dated[0]))),
        ([one], _, _) if !stranger => Some((*one, Rule::ShortForm)),
        (_, [one], _) => Some((*one, rule_of(one))),
        (_, [], [one]) if !stranger && !title.is_low_rank() => Some((*one, Rule::TitleName)),
        _ => None,
    };
    match one {
        Some((one, rule)) => {
            if !matches!(title.sort, Sort::Woman) || rule == Rule::ShortForm {
                said.introduced.insert(one);
            }
            Verdict::One(one, rule, words)
        }
        None => {
            Verdict::Doubtful(open.iter().map(|p| (*p, "the title does not tell")).collect(), words)
        }
    }
}

/// `the Holm sailed`: a ship or a house. `the Holm memorandum` is the person's.
fn after_article(name: &Surname<'_>) -> bool {
    let prior = name.words.start.checked_sub(1).filter(|at| name.text.gap(*at) == " ");
    let article = !name.paired && prior.is_some_and(|at| name.text.lower(at) == "the");
    article && !around::describes(name.text, name.words.end)
}

fn bare(
    name: &Surname<'_>,
    people: &[usize],
    lower: &str,
    register: &Register,
    said: &mut Said,
) -> Verdict {
    if after_article(name) && name.declared.is_empty() {
        return Verdict::Nothing;
    }
    let words = name.words.clone();
    let opens = name.text.words[words.start].opens;
    let free: Vec<usize> =
        people.iter().copied().filter(|p| !register.record(*p).declares_short).collect();
    let people = &free[..];
    let both: BTreeSet<usize> = people.iter().chain(&name.declared).copied().collect();
    let known: Vec<usize> = both.into_iter().filter(|p| said.introduced.contains(p)).collect();
    let stranger = said.strangers.contains(lower);
    // The name of a peerage, or one without its particle, is first of all the name of a place.
    let place = |p: &usize| {
        let named =
            |p: &PersonNames| p.peerages.iter().chain(&p.places).any(|n| n.to_lowercase() == lower);
        register.record(*p).person.as_ref().is_some_and(named)
    };
    if name.declared.is_empty()
        && people.iter().any(place)
        && doubts::is_at_place(name.text, &words)
    {
        return Verdict::Nothing;
    }
    let everyday =
        said.small_words.contains(lower) || is_ordinary(lower) || people.iter().any(place);
    match known[..] {
        [one] if !stranger => {
            // A sentence's first word that is also an everyday word needs a verb or a possessive.
            let word = said.small_words.contains(lower) || is_ordinary(lower);
            let cased = opens || name.text.is_shouted(words.start);
            let proven = !cased || !word || around::does_or_has(name.text, words.end);
            return match proven {
                true => Verdict::One(one, Rule::ShortForm, words),
                false => Verdict::Nothing,
            };
        }
        [] => {}
        _ => {
            return Verdict::Doubtful(known.iter().map(|p| (*p, "named earlier")).collect(), words);
        }
    }
    if stranger {
        return Verdict::Nothing;
    }
    // `Lovelace of Norland` may be anybody.
    let longer = around::goes_on_of(name.text, words.end);
    match people {
        [one]
            if (!everyday && !longer && lower.chars().count() >= 5) || (name.listed && !opens) =>
        {
            said.introduced.insert(*one);
            Verdict::One(*one, Rule::ShortForm, words)
        }
        _ if everyday => Verdict::Nothing,
        _ => Verdict::Doubtful(people.iter().map(|p| (*p, "a surname alone")).collect(), words),
    }
}
