//! Names of persons: given names before a surname, titles, and what makes it another name.
//!
//! In: a span that is a person's name or short form. Out: a [`Hit`]: the person by full name, a
//! short form to be resolved, or a stranger of that surname. Never: the rest of the document.

use std::ops::Range;

use super::{
    Rule,
    scan::{Bare, Evidence, Hit, Scanner, Short, What, is_ship_word},
    titles::{is_title_word, title_before},
    tokens::{Casing, Gap, Line, Use},
};
use crate::{
    content::words::Shape,
    register::{EntityIndex, Name, Role, lexicon::Class, state::is_demonym},
};

/// What a span that names persons amounts to.
pub(crate) fn person(
    scanner: &Scanner<'_, '_>,
    tokens: Range<usize>,
    floor: usize,
    names: &[&Name],
) -> Option<Hit> {
    let line = scanner.line;
    if names.is_empty() {
        return None;
    }
    let given = given_before(line, tokens.start, floor);
    if is_something_else(scanner, &(given.start..tokens.end)) {
        return None;
    }
    let full: Vec<EntityIndex> = owners(names, |role| role <= Role::Acronym);
    if !full.is_empty() {
        return full_name(scanner, tokens, given, full, names);
    }
    if given.is_empty() {
        return Some(short_form(scanner, tokens, names));
    }
    Some(with_given_names(scanner, tokens, given, names))
}

fn owners(names: &[&Name], wanted: impl Fn(Role) -> bool) -> Vec<EntityIndex> {
    let mut owners: Vec<EntityIndex> =
        names.iter().filter(|name| wanted(name.role)).filter_map(|name| name.entity).collect();
    owners.sort_unstable();
    owners.dedup();
    owners
}

/// A full name or alias, perhaps with more given names before it.
fn full_name(
    scanner: &Scanner<'_, '_>,
    tokens: Range<usize>,
    given: Range<usize>,
    entities: Vec<EntityIndex>,
    names: &[&Name],
) -> Option<Hit> {
    let line = scanner.line;
    let alias = names.iter().all(|name| name.role != Role::Full);
    let rule = if alias { Rule::Alias } else { Rule::FullName };
    let word = line.tokens[tokens.end - 1].key;
    let suffixed = suffix_after(line, tokens.end).is_some();
    if given.is_empty() && !suffixed {
        let common = tokens.len() == 1 && weak_single(line, tokens.start);
        let what = if common && title_before(line, tokens.start).is_none() {
            return None;
        } else {
            What::Named { entities, rule }
        };
        return Some(Hit { tokens, what });
    }
    let text: Vec<&str> = (given.start..tokens.end).map(|at| line.folded(at)).collect();
    let suffix = suffix_after(line, tokens.end);
    let fitting: Vec<EntityIndex> = entities
        .iter()
        .copied()
        .filter(|entity| fits(scanner, *entity, &text, suffix.map(|at| line.folded(at))))
        .collect();
    let end = suffix.map_or(tokens.end, |at| at + 1);
    if !fitting.is_empty() {
        let what = What::Named { entities: fitting, rule: Rule::FullName };
        return Some(Hit { tokens: given.start..end, what });
    }
    let telling = suffixed || given.clone().any(|at| is_given(line, at)) || tokens.len() == 1;
    if telling {
        return Some(Hit { tokens: given.start..end, what: What::Stranger { word } });
    }
    Some(Hit { tokens, what: What::Named { entities, rule } })
}

/// Whether all words of a name (given names and family name) can be this person's.
fn fits(
    scanner: &Scanner<'_, '_>,
    entity: EntityIndex,
    text: &[&str],
    suffix: Option<&str>,
) -> bool {
    let Some(person) = &scanner.register.entry(entity).person else { return false };
    person.given_first
        && person.short.iter().any(|family| {
            let Some(cut) = text.len().checked_sub(family.len()) else { return false };
            let same = family.iter().zip(&text[cut..]).all(|(word, text)| word.folded == *text);
            same && person.fits(&text[..cut], suffix)
        })
}

/// A short form with given names before it: a variant of a full name, or somebody else.
fn with_given_names(
    scanner: &Scanner<'_, '_>,
    tokens: Range<usize>,
    given: Range<usize>,
    names: &[&Name],
) -> Hit {
    let line = scanner.line;
    let text: Vec<&str> = given.clone().map(|at| line.folded(at)).collect();
    let suffix = suffix_after(line, tokens.end);
    let end = suffix.map_or(tokens.end, |at| at + 1);
    let suffix = suffix.map(|at| line.folded(at));
    let entities: Vec<EntityIndex> = owners(names, |_| true)
        .into_iter()
        .filter(|entity| {
            scanner
                .register
                .entry(*entity)
                .person
                .as_ref()
                .is_some_and(|person| person.given_first && person.fits(&text, suffix))
        })
        .collect();
    let word = line.tokens[tokens.end - 1].key;
    if entities.is_empty() {
        return Hit { tokens: given.start..end, what: What::Stranger { word } };
    }
    Hit { tokens: given.start..end, what: What::Named { entities, rule: Rule::FullName } }
}

fn short_form(scanner: &Scanner<'_, '_>, tokens: Range<usize>, names: &[&Name]) -> Hit {
    let line = scanner.line;
    let mut bearers: Vec<(EntityIndex, Bare)> = names
        .iter()
        .filter_map(|name| {
            let bare = match name.role {
                Role::Short => Bare::Allowed,
                Role::Part => Bare::Introduced,
                _ => Bare::TitleOnly,
            };
            name.entity.map(|entity| (entity, bare))
        })
        .collect();
    bearers.sort_unstable();
    bearers.dedup_by_key(|(entity, _)| *entity);
    let title = title_before(line, tokens.start);
    let evidence = evidence(scanner, &tokens, names);
    let word = line.tokens[tokens.end - 1].key;
    Hit { tokens, what: What::Short(Short { word, bearers, title, evidence }) }
}

/// The given names that stand before a surname; empty if there are none.
fn given_before(line: &Line<'_>, start: usize, floor: usize) -> Range<usize> {
    let mut first = start;
    while first > floor && start - first < 4 {
        let joined = match line.tokens[first].gap {
            Gap::Space | Gap::Abbreviation => true,
            // Jean-Pierre: joined to another given name, never to the surname.
            Gap::Hyphen => first < start,
            _ => false,
        };
        let at = first - 1;
        let token = &line.tokens[at];
        let given = is_given(line, at);
        let title = is_title_word(line, at) && !(given && token.shape != Shape::Caps);
        let word = token.class.is(Class::STOP.or(Class::CALENDAR)) && !given;
        let explained = token.begins_sentence() && token.class.is(Class::COMMON) && !given;
        if !joined
            || token.usage == Use::Nothing
            || !(token.shape.is_name_like() || is_particle(line, at))
            || title
            || word
            || explained
            || is_ship_word(line.folded(at))
            || ends_abbreviation(line, at)
            || (is_demonym(line.folded(at)) && !given)
            || (line.casing == Casing::Caps && !given)
            || (start - first == 0 && !given && in_office_phrase(line, start))
        {
            break;
        }
        first = at;
    }
    // A particle begins no given name.
    while first < start && !line.tokens[first].shape.is_name_like() {
        first += 1;
    }
    first..start
}

/// `U.S.`, `U.K.`: the last letter of an abbreviation, not an initial.
fn ends_abbreviation(line: &Line<'_>, at: usize) -> bool {
    let pair = at > 0 && line.tokens[at].shape == Shape::Initial && line.after(at - 1) == ".";
    let first = at.checked_sub(1).map_or("", |before| line.folded(before));
    pair && matches!((first, line.folded(at)), ("u", "s" | "k" | "n") | ("d" | "e", "c"))
}

/// Whether the words before belong to a title like `Minister of Economics`.
fn in_office_phrase(line: &Line<'_>, start: usize) -> bool {
    title_before(line, start).is_some()
}

fn is_particle(line: &Line<'_>, at: usize) -> bool {
    let token = &line.tokens[at];
    token.class.is(Class::PARTICLE) && !token.class.is(Class::STOP) && line.folded(at) != "and"
}

/// Whether a token is known as a given name, or is an initial.
fn is_given(line: &Line<'_>, at: usize) -> bool {
    let token = &line.tokens[at];
    token.class.is(Class::GIVEN_MALE.or(Class::GIVEN_FEMALE)) && token.shape.is_name_like()
        || (token.shape == Shape::Initial && !is_title_word(line, at))
}

/// The suffix (`Jr.`, `III`) right after a name.
fn suffix_after(line: &Line<'_>, end: usize) -> Option<usize> {
    let token = line.get(end)?;
    let joined = matches!(token.gap, Gap::Space | Gap::Comma);
    let named = token.shape.is_name_like() && token.class.is(Class::SUFFIX);
    (joined && named).then_some(end)
}

/// A single word that a sentence's beginning or a headline explains.
fn weak_single(line: &Line<'_>, at: usize) -> bool {
    let token = &line.tokens[at];
    token.class.is(Class::COMMON.or(Class::STOP))
        && (token.begins_sentence() || line.casing != Casing::Sentence)
}

/// Whether what stands around a person's name makes it the name of something else: a ship, a
/// street, a company, a law.
fn is_something_else(scanner: &Scanner<'_, '_>, tokens: &Range<usize>) -> bool {
    let line = scanner.line;
    let first = &line.tokens[tokens.start];
    let ships = first.follows() && is_ship(line, tokens.start);
    let place = first.follows()
        && line.before(tokens.start).is_some_and(|before| {
            before.class.is(Class::BEFORE_PLACE) && before.shape.is_name_like()
        });
    let company = first.gap == Gap::Ampersand
        || line.get(tokens.end).is_some_and(|next| next.gap == Gap::Ampersand);
    ships || place || company || goes_on(scanner, tokens) || is_joined(scanner, tokens)
}

/// `the cutter Hale`, `the steamer, the Hale`.
fn is_ship(line: &Line<'_>, start: usize) -> bool {
    let back = |by: usize| start.checked_sub(by).map_or("", |at| line.folded(at));
    is_ship_word(back(1)) || (back(1) == "the" && is_ship_word(back(2)))
}

/// Whether the next word carries the name on.
fn goes_on(scanner: &Scanner<'_, '_>, tokens: &Range<usize>) -> bool {
    let line = scanner.line;
    let Some(next) = line.get(tokens.end) else { return false };
    if !matches!(next.gap, Gap::Space) {
        return false;
    }
    if next.class.is(Class::AFTER) && (next.shape.is_name_like() || is_eponym(line, tokens.end)) {
        return true;
    }
    if line.casing != Casing::Sentence || !next.shape.is_name_like() {
        return false;
    }
    let harmless = next.class.is(Class::CALENDAR.or(Class::SUFFIX).or(Class::STOP))
        || next.class.is(Class::EVENT)
        || is_title_word(line, tokens.end)
        || next.shape == Shape::Initial && line.folded(tokens.end) == "i";
    !harmless
}

/// Nouns that take a person's name even in small letters.
fn is_eponym(line: &Line<'_>, at: usize) -> bool {
    matches!(
        line.folded(at),
        "administration"
            | "amendment"
            | "doctrine"
            | "plan"
            | "round"
            | "prize"
            | "act"
            | "group"
            | "airport"
            | "foundation"
            | "institute"
            | "school"
            | "street"
            | "bridge"
            | "line"
            | "commission"
            | "committee"
            | "declaration"
            | "era"
            | "method"
            | "law"
            | "effect"
            | "note"
            | "memorial"
            | "library"
            | "strait"
            | "telegram"
            | "tribunal"
            | "clause"
            | "bill"
            | "family"
            | "clan"
            | "dynasty"
            | "government"
            | "regime"
            | "ministry"
            | "cabinet"
            | "presidency"
            | "household"
            | "brothers"
            | "sisters"
            | "estate"
    )
}

/// Hyphens: `post-Bismarck` names him, `Bismarck-Jones` does not; `the Hale-Pratt talks` name two.
fn is_joined(scanner: &Scanner<'_, '_>, tokens: &Range<usize>) -> bool {
    let line = scanner.line;
    let before = line.tokens[tokens.start].gap == Gap::Hyphen && tokens.start > 0;
    let after = line.get(tokens.end).is_some_and(|next| next.gap == Gap::Hyphen);
    let pair = |from: usize, to: usize| {
        let both = is_person_word(scanner, from) && is_person_word(scanner, to);
        let law = line.get(to + 1).is_some_and(|next| next.class.is(Class::AFTER));
        both && !law
    };
    if before {
        let prefix = line.folded(tokens.start - 1);
        let plain =
            matches!(prefix, "post" | "pre" | "anti" | "pro" | "non" | "ex" | "then" | "mid");
        if !plain && !pair(tokens.start - 1, tokens.start) {
            return true;
        }
    }
    after && line.name_like(tokens.end) && !pair(tokens.end - 1, tokens.end)
}

fn is_person_word(scanner: &Scanner<'_, '_>, at: usize) -> bool {
    scanner.line.get(at).is_some_and(|token| {
        scanner
            .register
            .names_of(&[token.key])
            .any(|name| name.role <= Role::AfterTitle && name.role != Role::Acronym)
    })
}

/// Whether a word in small letters follows directly.
fn runs_on(line: &Line<'_>, end: usize) -> bool {
    line.get(end).is_some_and(|next| next.gap == Gap::Space && next.shape == Shape::Lower)
}

/// `the Chairman of the Board (Hale)`, `OMB (Hale)`: a name alone in brackets after an office or
/// an acronym.
fn in_brackets_after_office(line: &Line<'_>, tokens: &Range<usize>) -> bool {
    let closed = line.after(tokens.end - 1).trim_start().starts_with(')');
    let opened = line.tokens[tokens.start].gap == Gap::Open && tokens.start > 0;
    let window = tokens.start.saturating_sub(14)..tokens.start;
    let office = |at: usize| line.tokens[at].class.is(Class::HEAD) && line.name_like(at);
    let acronym = line.before(tokens.start).is_some_and(|before| before.shape == Shape::Caps);
    closed && opened && (acronym || window.into_iter().any(office))
}

/// How well a short form without a title shows that it names a person.
fn evidence(scanner: &Scanner<'_, '_>, tokens: &Range<usize>, names: &[&Name]) -> Evidence {
    let line = scanner.line;
    let token = &line.tokens[tokens.start];
    let last = tokens.end - 1;
    let common =
        tokens.len() == 1 && token.class.is(Class::COMMON.or(Class::STOP).or(Class::CALENDAR));
    let next = line.next_word(last);
    let verb = line.get(next).is_some_and(|word| {
        word.gap == Gap::Space && word.shape == Shape::Lower && word.class.is(Class::SPEECH)
    });
    let person = verb || line.possessive(last);
    let located = token.follows()
        && line
            .before(tokens.start)
            .is_some_and(|before| before.class.is(Class::LOCATIVE) && before.shape == Shape::Lower);
    if in_brackets_after_office(line, tokens) {
        return Evidence::Strong;
    }
    let explained = token.begins_sentence() || line.casing != Casing::Sentence;
    // A syllable at the beginning of a sentence may be any word of another language.
    let syllable = |entity: EntityIndex| {
        scanner.register.entry(entity).person.as_ref().is_some_and(|person| !person.given_first)
    };
    let slight = tokens.len() == 1 && names.iter().filter_map(|n| n.entity).any(syllable);
    if (common && explained && !verb)
        || (slight && explained && !person && runs_on(line, tokens.end))
    {
        return Evidence::None;
    }
    let month = token.class.is(Class::CALENDAR)
        && (line.get(tokens.end).is_some_and(|next| next.shape == Shape::Number)
            || line.before(tokens.start).is_some_and(|before| before.shape == Shape::Number));
    let other = token.follows()
        && tokens.start > 0
        && matches!(
            line.folded(tokens.start - 1),
            "elder" | "younger" | "older" | "other" | "another" | "two" | "both" | "a" | "an"
        );
    if month || other || (located && !person) {
        return Evidence::None;
    }
    let frequent = token.class.is(Class::COMMON_SURNAME);
    let length = line.span(tokens).len();
    if common || frequent || length < 4 { Evidence::Capital } else { Evidence::Strong }
}
