//! Finding what may be names in one line.
//!
//! In: a line and the register. Out: [`Hit`]s in order, each with what it may name and the
//! evidence around it. Never: what the rest of the document says; that is [`super::resolve`]'s.

use std::ops::Range;

use super::{
    Rule,
    acronyms::Acronyms,
    persons, places,
    titles::Title,
    tokens::{Casing, Gap, Line, Token, Use},
};
use crate::{
    content::words::{Shape, WordKey},
    register::{
        EntityIndex, Name, OfficeIndex, Register, Role, Sort,
        lexicon::Class,
        office::is_portfolio,
        text::{Joint, with_marks},
        trie::Node,
    },
};

/// A span that may name something.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// What it may name.
    pub(crate) what: What,
}

/// What a span may name.
#[derive(Clone, Debug)]
pub(crate) enum What {
    /// A full name, alias or acronym. Several entities: they share it.
    Named { entities: Vec<EntityIndex>, rule: Rule },
    /// A short form.
    Short(Short),
    /// An office alone.
    Office { offices: Vec<OfficeIndex> },
    /// Somebody or something else of this last word: nothing that the register has.
    Stranger { word: WordKey },
}

/// A short form with what stands around it.
#[derive(Clone, Debug)]
pub(crate) struct Short {
    /// Its last word.
    pub(crate) word: WordKey,
    /// Who has it, by id; and whether it may stand without a title.
    pub(crate) bearers: Vec<(EntityIndex, Bare)>,
    /// The title before it.
    pub(crate) title: Option<Title>,
    /// How well it shows that it is a name.
    pub(crate) evidence: Evidence,
}

/// Whether a short form may stand without a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Bare {
    /// It may.
    Allowed,
    /// After an introduction.
    Introduced,
    /// Only after a title.
    TitleOnly,
}

/// How well a short form without a title shows that it is a person's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Evidence {
    /// It may be an ordinary word, or a place.
    None,
    /// A capital that nothing else explains.
    Capital,
    /// A rare name besides, or a verb of saying after it.
    Strong,
}

/// Looks for names in a line.
pub(crate) struct Scanner<'s, 'l> {
    pub(crate) register: &'s Register,
    pub(crate) line: &'s Line<'l>,
}

impl<'s> Scanner<'s, '_> {
    /// All hits of the line, in order, none overlapping.
    pub(crate) fn hits(&self, acronyms: &mut Acronyms) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        let mut at = 0;
        let mut floor = 0;
        while at < self.line.tokens.len() {
            match self.hit_at(at, floor, acronyms) {
                Found::Hit(hit) => {
                    self.learn_acronym(&hit, acronyms);
                    at = hit.tokens.end.max(at + 1);
                    floor = at;
                    hits.push(hit);
                }
                Found::Blocked(end) => {
                    at = end.max(at + 1);
                    floor = at;
                }
                Found::Nothing => at += 1,
            }
        }
        hits
    }

    fn hit_at(&self, at: usize, floor: usize, acronyms: &mut Acronyms) -> Found {
        let token = &self.line.tokens[at];
        if token.usage == Use::Nothing {
            return Found::Nothing;
        }
        if token.shape == Shape::Caps && token.gap == Gap::Open {
            self.learn_strange(at, acronyms);
        }
        for (end, names) in self.matches(at).into_iter().rev() {
            if names.iter().any(|name| name.role == Role::Never) {
                return Found::Blocked(end);
            }
            if let Some(hit) = self.consider(at..end, floor, &names, acronyms) {
                return Found::Hit(hit);
            }
        }
        match acronyms.known.get(&token.key) {
            Some(entities) if token.shape == Shape::Caps => Found::Hit(Hit {
                tokens: at..at + 1,
                what: What::Named { entities: entities.clone(), rule: Rule::Acronym },
            }),
            _ => Found::Nothing,
        }
    }

    /// The names that begin at a token and show themselves there, shortest first.
    pub(super) fn matches(&self, at: usize) -> Vec<(usize, Vec<&'s Name>)> {
        let mut matches = Vec::new();
        let mut node = Node::ROOT;
        for end in at..self.line.tokens.len() {
            let token = &self.line.tokens[end];
            if token.usage == Use::Nothing || (end > at && !joins(token)) {
                break;
            }
            let Some(next) = self.register.step(node, token.key) else { break };
            node = next;
            let names: Vec<&Name> =
                self.register.names_at(node).filter(|name| self.shows(at, name)).collect();
            if !names.is_empty() {
                matches.push((end + 1, self.by_marks(at, names)));
            }
        }
        matches
    }

    /// Whether the text writes a name as the register asks: capitals, commas, ampersands.
    fn shows(&self, at: usize, name: &Name) -> bool {
        let single = name.words.len() == 1;
        let office = matches!(name.role, Role::Office(_));
        let small = |at: usize| {
            let token = &self.line.tokens[at];
            office
                && token.shape == Shape::Lower
                && (token.class.is(Class::HEAD.or(Class::RANK))
                    || is_portfolio(self.line.folded(at)))
        };
        name.words.iter().enumerate().all(|(nth, word)| {
            let token = &self.line.tokens[at + nth];
            let joint = nth == 0
                || token.joint == word.joint
                || (token.joint == Joint::Comma && token.class.is(Class::SUFFIX));
            let dots = nth == 0
                || !matches!(token.gap, Gap::Sentence | Gap::Open | Gap::Other | Gap::Start);
            joint && dots && (small(at + nth) || self.case_fits(at + nth, word.shape, single))
        })
    }

    fn case_fits(&self, at: usize, wanted: Shape, single: bool) -> bool {
        let token = &self.line.tokens[at];
        // `MR. BRIGHT said`: a speaker's name in capitals.
        let titled = at > 0 && super::titles::is_title_word(self.line, at - 1);
        let common = token.class.is(Class::COMMON.or(Class::STOP));
        match wanted {
            Shape::Lower | Shape::Number => true,
            Shape::Caps => match token.shape {
                Shape::Caps => {
                    self.line.casing != Casing::Caps || (token.text.len() > 2 && !common)
                }
                Shape::Mixed => token.text.len() >= 5,
                // `Nato`, `Unesco`: newspapers write long acronyms as words.
                Shape::Capital => token.text.len() >= 4 && !common && single,
                _ => false,
            },
            Shape::Initial => matches!(token.shape, Shape::Initial),
            _ => match token.shape {
                Shape::Lower => !single && token.class.is(Class::PARTICLE),
                Shape::Caps => {
                    self.line.casing == Casing::Caps
                        || (token.text.len() > 3 && (titled || !single || !common))
                }
                shape => shape.is_name_like(),
            },
        }
    }

    /// Where names that fold alike differ in marks, a text with marks decides.
    fn by_marks(&self, at: usize, names: Vec<&'s Name>) -> Vec<&'s Name> {
        let span = at..at + names.first().map_or(0, |name| name.words.len());
        if !span.clone().any(|at| self.line.tokens[at].marked) {
            return names;
        }
        let text: Vec<String> =
            span.map(|at| with_marks(&self.line.text[self.line.tokens[at].text.clone()])).collect();
        let differs = |name: &&Name| {
            name.words.iter().zip(&text).any(|(word, text)| {
                word.marks.as_ref().is_some_and(|marks| !same_marks(marks, text))
            })
        };
        let exact = |name: &&Name| {
            name.words
                .iter()
                .zip(&text)
                .all(|(word, text)| same_marks(word.marks.as_deref().unwrap_or(&word.folded), text))
        };
        let exactly: Vec<&Name> = names.iter().copied().filter(|name| exact(name)).collect();
        if exactly.is_empty() {
            names.into_iter().filter(|name| !differs(name)).collect()
        } else {
            exactly
        }
    }

    fn consider(
        &self,
        tokens: Range<usize>,
        floor: usize,
        names: &[&Name],
        acronyms: &Acronyms,
    ) -> Option<Hit> {
        let sort = |name: &Name| name.entity.map(|entity| self.register.entry(entity).sort);
        let of = |wanted: fn(Option<Sort>) -> bool| -> Vec<&Name> {
            names.iter().copied().filter(|name| wanted(sort(name))).collect()
        };
        let persons = of(|sort| sort == Some(Sort::Person));
        let things = of(|sort| !matches!(sort, None | Some(Sort::Person)));
        let offices = of(|sort| sort.is_none());
        let person = || persons::person(self, tokens.clone(), floor, &persons);
        let thing = || self.thing(tokens.clone(), &things, acronyms);
        let titled = tokens.start > floor && self.line.name_like(tokens.start - 1);
        let found = if titled { person().or_else(thing) } else { thing().or_else(person) };
        found.or_else(|| self.office(tokens.clone(), &offices))
    }

    fn office(&self, tokens: Range<usize>, names: &[&Name]) -> Option<Hit> {
        let mut offices: Vec<OfficeIndex> = names
            .iter()
            .filter_map(|name| match name.role {
                Role::Office(office) => Some(office),
                _ => None,
            })
            .collect();
        offices.sort_unstable();
        offices.dedup();
        (!offices.is_empty()).then_some(Hit { tokens, what: What::Office { offices } })
    }

    /// An organisation, place, agreement, vessel, … .
    fn thing(&self, tokens: Range<usize>, names: &[&Name], acronyms: &Acronyms) -> Option<Hit> {
        let names: Vec<&Name> =
            names.iter().copied().filter(|name| self.stands_alone(&tokens, name)).collect();
        let best = names.iter().map(|name| name.role).min()?;
        let acronym = best == Role::Acronym;
        let word = self.line.tokens[tokens.end - 1].key;
        if acronym && acronyms.strange.contains_key(&word) {
            return None;
        }
        let mut entities: Vec<EntityIndex> = names
            .iter()
            .filter(|name| name.role <= Role::Acronym)
            .filter_map(|n| n.entity)
            .collect();
        entities.sort_unstable();
        entities.dedup();
        if !entities.is_empty() {
            let rule = match best {
                Role::Full => Rule::FullName,
                Role::Acronym => Rule::Acronym,
                _ => Rule::Alias,
            };
            return Some(Hit { tokens, what: What::Named { entities, rule } });
        }
        let bearers: Vec<_> =
            names.iter().filter_map(|name| name.entity.map(|e| (e, Bare::Allowed))).collect();
        let short = Short { word, bearers, title: None, evidence: Evidence::None };
        Some(Hit { tokens, what: What::Short(short) })
    }

    /// Whether a name is not part of a longer one.
    fn stands_alone(&self, tokens: &Range<usize>, name: &Name) -> bool {
        let Some(entity) = name.entity else { return false };
        let sort = self.register.entry(entity).sort;
        let line = self.line;
        let first = &line.tokens[tokens.start];
        let single = tokens.len() == 1;
        let acronym = name.role == Role::Acronym;
        let common = single && first.class.is(Class::COMMON.or(Class::STOP).or(Class::CALENDAR));
        if common
            && first.shape != Shape::Caps
            && (first.begins_sentence() || line.casing != Casing::Sentence)
        {
            return false;
        }
        if let Some(next) = line.get(tokens.end)
            && next.gap == Gap::Hyphen
            && next.shape == Shape::Number
            && acronym
        {
            return false;
        }
        if !acronym && line.casing != Casing::Caps && self.goes_on(tokens.end) {
            return false;
        }
        if tokens.start > 0 && first.follows() && !self.may_precede(tokens.start - 1, single, sort)
        {
            return false;
        }
        if matches!(sort, Sort::Place(_))
            && line.casing == Casing::Sentence
            && self.names_more(tokens.end)
        {
            return false;
        }
        match sort {
            Sort::Place(place) => places::is_meant(line, tokens, place),
            _ => true,
        }
    }

    /// Whether the next word makes the name a part of something else.
    fn goes_on(&self, end: usize) -> bool {
        self.line.get(end).is_some_and(|next| {
            next.gap == Gap::Space
                && next.shape.is_name_like()
                && next.class.is(Class::INSTITUTION.or(Class::AFTER))
        })
    }

    /// `Tarn Airlines`, `the Tarn War`: a capital after a place makes it the name of something else.
    fn names_more(&self, end: usize) -> bool {
        self.line.get(end).is_some_and(|next| {
            let plain = Class::STOP.or(Class::CALENDAR).or(Class::HEAD).or(Class::RANK);
            next.gap == Gap::Space
                && matches!(next.shape, Shape::Capital | Shape::Mixed)
                && !next.class.is(plain)
                && !is_portfolio(self.line.folded(end))
        })
    }

    /// Whether a word before a name leaves it the same name.
    fn may_precede(&self, before: usize, single: bool, sort: Sort) -> bool {
        let line = self.line;
        let token = &line.tokens[before];
        if is_ship_word(line.folded(before)) {
            return sort == Sort::Vessel;
        }
        if !token.shape.is_name_like() || line.casing != Casing::Sentence {
            return true;
        }
        let turns = matches!(
            line.folded(before),
            "new"
                | "north"
                | "south"
                | "east"
                | "west"
                | "northern"
                | "southern"
                | "eastern"
                | "western"
                | "anti"
                | "lake"
                | "fort"
                | "mount"
                | "port"
                | "saint"
        );
        if turns {
            return false;
        }
        let harmless = token.class.is(Class::STOP.or(Class::CALENDAR).or(Class::HEAD))
            || matches!(token.shape, Shape::Caps | Shape::Initial)
            || token.begins_sentence();
        !single || harmless || sort == Sort::Vessel
    }
}

enum Found {
    Hit(Hit),
    Blocked(usize),
    Nothing,
}

/// Whether a token can go on a name that began before it.
fn joins(token: &Token) -> bool {
    !matches!(token.gap, Gap::Sentence | Gap::Open | Gap::Other | Gap::Start)
}

/// A prefix or noun before the name of a ship.
pub(crate) fn is_ship_word(word: &str) -> bool {
    matches!(
        word,
        "uss"
            | "usns"
            | "hms"
            | "hmas"
            | "hmcs"
            | "hmnzs"
            | "rms"
            | "ss"
            | "mv"
            | "ins"
            | "jds"
            | "rfa"
            | "usat"
            | "gunboat"
            | "destroyer"
            | "frigate"
            | "cruiser"
            | "carrier"
            | "battleship"
            | "ship"
            | "vessel"
            | "submarine"
            | "schooner"
            | "steamer"
            | "steamship"
            | "corvette"
            | "trawler"
            | "yacht"
            | "brig"
            | "flagship"
            | "tanker"
            | "ferry"
            | "cutter"
            | "freighter"
            | "barque"
            | "sloop"
            | "icebreaker"
            | "minesweeper"
            | "dreadnought"
    )
}

/// Whether two spellings have the same letters and marks, wherever a tone mark is placed.
fn same_marks(a: &str, b: &str) -> bool {
    use unicode_normalization::UnicodeNormalization;
    if a == b {
        return true;
    }
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.nfd().collect();
        letters.sort_unstable();
        letters
    };
    sorted(a) == sorted(b)
}
