//! Deciding what each hit names, in the order of the document.
//!
//! In: the hits of all lines. Out: [`Resolved`] spans, certain or doubtful. Never: a span that no
//! hit stands for; a guess: where two entities fit, the span is doubtful.

use std::collections::BTreeSet;

use super::{
    Candidate, LinkInput, Rule, offices,
    scan::{Bare, Evidence, Hit, Short, What},
    titles::{Title, TitleKind},
    tokens::{Gap, Line},
};
use crate::{
    content::words::{Shape, WordKey},
    date::Day,
    register::{
        EntityIndex, OfficeEntry, Register,
        lexicon::{Class, class_of, plain_spelling},
        office::{Fit, fits},
        person::Gender,
    },
};

/// What a span names.
#[derive(Clone, Debug)]
pub(crate) enum Verdict {
    /// This, by this rule.
    Certain(EntityIndex, Rule),
    /// Perhaps these.
    Doubtful(Vec<(EntityIndex, &'static str)>),
}

/// Whether a name stands in a list with other names: `Hale, Pratt and Dow`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Listed {
    /// It does.
    WithNames,
    /// It does not.
    Alone,
}

/// Whether a hit is listed with its neighbours.
pub(crate) fn listed(line: &Line<'_>, hits: &[Hit], nth: usize) -> Listed {
    let near = |a: &Hit, b: &Hit| {
        let between = a.tokens.end..b.tokens.start;
        let joined = match line.tokens[b.tokens.start].gap {
            Gap::Comma | Gap::Hyphen => between.is_empty(),
            Gap::Space => between.len() == 1 && matches!(line.folded(between.start), "and" | "or"),
            _ => false,
        };
        let person = |hit: &Hit| matches!(&hit.what, What::Short(_) | What::Named { .. });
        joined && person(a) && person(b)
    };
    let after = hits.get(nth + 1).is_some_and(|next| near(&hits[nth], next));
    let before = nth > 0 && near(&hits[nth - 1], &hits[nth]);
    if after || before { Listed::WithNames } else { Listed::Alone }
}

/// What the document has said so far.
pub(crate) struct Memory<'a> {
    pub(crate) register: &'a Register,
    pub(crate) input: &'a LinkInput<'a>,
    /// Named in full, by alias or by title.
    introduced: BTreeSet<EntityIndex>,
    /// Introduced as `Mrs.` or the like.
    as_woman: BTreeSet<EntityIndex>,
    /// Who is named with which head of a title, and in which block.
    titled: Vec<(usize, String, Vec<EntityIndex>)>,
    /// Family names that the document also has in small letters.
    everyday: BTreeSet<WordKey>,
    /// Surnames of people whom the register lacks, anywhere in the document.
    anywhere: BTreeSet<WordKey>,
    /// The same, so far.
    strangers: BTreeSet<WordKey>,
}

impl<'a> Memory<'a> {
    /// Begins a document whose strangers are known.
    pub(crate) fn new(
        register: &'a Register,
        input: &'a LinkInput<'a>,
        lines: &[(Line<'_>, Vec<Hit>)],
    ) -> Self {
        let anywhere = lines
            .iter()
            .flat_map(|(_, hits)| hits)
            .filter_map(|hit| match hit.what {
                What::Stranger { word } => Some(word),
                _ => None,
            })
            .collect();
        let (introduced, as_woman) = (BTreeSet::new(), BTreeSet::new());
        let titled = lines.iter().flat_map(|(line, hits)| titled_in(line, hits)).collect();
        let strangers = BTreeSet::new();
        let everyday = everyday_names(lines);
        Self { register, input, introduced, as_woman, titled, everyday, anywhere, strangers }
    }

    /// Who else is named with the same title in this block, or last in the two before it: `the
    /// President` may mean either.
    pub(crate) fn rival(
        &self,
        line: &Line<'_>,
        tokens: &std::ops::Range<usize>,
        holder: EntityIndex,
        office: &OfficeEntry,
    ) -> Option<EntityIndex> {
        let head = (tokens.clone())
            .rev()
            .map(|at| line.folded(at))
            .find(|word| class_of(WordKey::of(word)).is(Class::HEAD))?;
        let same = |(_, other, _): &&(usize, String, Vec<EntityIndex>)| other == head;
        // In the order of blocks.
        let from = |block: usize| self.titled.partition_point(|(other, ..)| *other < block);
        let (first, start) = (from(line.block.saturating_sub(2)), from(line.block));
        let here = self.titled[start..from(line.block + 1)].iter().filter(same);
        let before = self.titled[first..start].iter().rfind(same);
        // A Secretary of the Treasury is no rival for `the Secretary of State`.
        let could_be = |entity: &&EntityIndex| {
            self.register.entry(**entity).terms.iter().any(|term| {
                office
                    .key
                    .split(' ')
                    .all(|word| term.words.iter().any(|known| plain_spelling(known) == word))
            })
        };
        here.chain(before)
            .filter(|(_, _, entities)| !entities.contains(&holder))
            .find_map(|(_, _, entities)| entities.iter().find(could_be).copied())
    }

    /// Notes that an entity is named here with certainty.
    pub(crate) fn introduce(&mut self, entity: EntityIndex) {
        self.introduced.insert(entity);
    }

    /// Decides what a hit names; `None`: nothing that the register has.
    pub(crate) fn resolve(
        &mut self,
        line: &Line<'_>,
        hit: &Hit,
        listed: Listed,
    ) -> Option<Verdict> {
        let verdict = match &hit.what {
            What::Stranger { word } => {
                self.strangers.insert(*word);
                None
            }
            What::Named { entities, rule } => self.named(line, hit, entities, *rule),
            What::Short(short) => self.short(line, short, listed),
            What::Office { offices } => offices::resolve(self, line, &hit.tokens, offices),
        };
        if let Some(Verdict::Certain(entity, _)) = verdict
            && !matches!(hit.what, What::Office { .. })
        {
            self.introduce(entity);
        }
        verdict
    }

    fn named(
        &mut self,
        line: &Line<'_>,
        hit: &Hit,
        entities: &[EntityIndex],
        rule: Rule,
    ) -> Option<Verdict> {
        let title = super::titles::title_before(line, hit.tokens.start);
        if let [entity] = entities {
            if title.as_ref().is_some_and(|title| title.class.is(Class::FEMALE_TITLE)) {
                self.as_woman.insert(*entity);
            }
            return Some(Verdict::Certain(*entity, rule));
        }
        let held = |entity: &&EntityIndex| {
            title.as_ref().is_some_and(|title| self.title_fit(line, title, **entity).is_some())
        };
        let by_title: Vec<_> = entities.iter().filter(held).collect();
        let office = title.as_ref().is_some_and(|title| title.kind == TitleKind::Office);
        if let ([entity], true) = (&by_title[..], office) {
            return Some(Verdict::Certain(**entity, rule));
        }
        doubtful(entities.iter().map(|entity| (*entity, "has this name")))
    }

    fn short(&mut self, line: &Line<'_>, short: &Short, listed: Listed) -> Option<Verdict> {
        match &short.title {
            Some(title) => self.titled(line, short, title),
            None => self.bare(short, listed),
        }
    }

    /// A surname after a title: whoever fits the title, if that is one alone.
    fn titled(&mut self, line: &Line<'_>, short: &Short, title: &Title) -> Option<Verdict> {
        let mut fitting: Vec<(Fit, EntityIndex)> = short
            .bearers
            .iter()
            .filter_map(|(entity, _)| {
                self.title_fit(line, title, *entity).map(|fit| (fit, *entity))
            })
            .collect();
        let best = fitting.iter().map(|(fit, _)| *fit).max();
        fitting.retain(|(fit, _)| Some(*fit) == best);
        let mut fitting: Vec<EntityIndex> = fitting.into_iter().map(|(_, e)| e).collect();
        let telling = title.kind == TitleKind::Office;
        if fitting.is_empty() {
            return self.ruled_out(line, short, title);
        }
        let known: Vec<_> =
            fitting.iter().copied().filter(|e| self.introduced.contains(e)).collect();
        if fitting.len() > 1 && known.len() == 1 {
            fitting = known;
        }
        let [entity] = fitting[..] else {
            return doubtful(fitting.into_iter().map(|entity| (entity, "the title fits")));
        };
        let strange = self.strangers.contains(&short.word);
        if strange && !(telling && best == Some(Fit::Good)) {
            return doubtful([(entity, "somebody else of this name is in the document")]);
        }
        let introduced = self.introduced.contains(&entity);
        let namesake = |other: &EntityIndex| *other != entity && self.introduced.contains(other);
        let woman = title.class.is(Class::FEMALE_TITLE);
        if !introduced && woman && short.bearers.iter().any(|(other, _)| namesake(other)) {
            return doubtful([(entity, "may be the wife of somebody named before")]);
        }
        let junior = is_junior(line.folded(title.head));
        if junior && !self.register.entry(entity).terms.is_empty() {
            return doubtful([(entity, "no such rank is known of this person")]);
        }
        if woman {
            self.as_woman.insert(entity);
        }
        let rule = if introduced { Rule::ShortForm } else { Rule::TitleName };
        Some(Verdict::Certain(entity, rule))
    }

    /// A title that no bearer held in the covered time. Who held it before is a candidate for the
    /// editors; else somebody else has this surname.
    fn ruled_out(&mut self, line: &Line<'_>, short: &Short, title: &Title) -> Option<Verdict> {
        if title.kind != TitleKind::Office {
            return None;
        }
        let before = Title { former: true, ..title.clone() };
        let once: Vec<EntityIndex> = short
            .bearers
            .iter()
            .map(|(entity, _)| *entity)
            .filter(|entity| self.title_fit(line, &before, *entity) == Some(Fit::Good))
            .collect();
        if once.is_empty() {
            self.strangers.insert(short.word);
        }
        doubtful(once.into_iter().map(|entity| (entity, "held this title at another time")))
    }

    /// Whether a title can be this person's, at a moment that the document covers.
    fn title_fit(&self, line: &Line<'_>, title: &Title, entity: EntityIndex) -> Option<Fit> {
        let entry = self.register.entry(entity);
        let person = entry.person.as_ref()?;
        if title.class.is(Class::FEMALE_TITLE) {
            let known = person.gender == Some(Gender::Female) || self.as_woman.contains(&entity);
            let neutral = line.folded(title.head) == "ms" && person.gender.is_none();
            return (known || neutral).then_some(Fit::Good);
        }
        if title.class.is(Class::MALE_TITLE) && person.gender == Some(Gender::Female) {
            return None;
        }
        if title.kind != TitleKind::Office {
            return Some(Fit::Good);
        }
        let words = title.words(line);
        let (first, last) = self.covered();
        let first = if title.former { Day::FIRST } else { first };
        let fit = entry
            .terms
            .iter()
            .filter(|term| term.touches(first, last))
            .filter_map(|term| fits(&words, term))
            .max();
        // A register that knows no office of a person rules nothing out.
        if entry.terms.is_empty() { Some(Fit::Loose) } else { fit }
    }

    /// The days that the document covers.
    pub(crate) fn covered(&self) -> (Day, Day) {
        let covers = self.input.covers;
        let first = covers.from.or(self.input.date).map_or(Day::FIRST, |date| date.earliest());
        let last = covers.to.or(self.input.date).map_or(Day::LAST, |date| date.latest());
        (first, last.max(first))
    }

    /// A short form alone.
    fn bare(&self, short: &Short, listed: Listed) -> Option<Verdict> {
        let evidence = match (short.evidence, listed) {
            (Evidence::Capital, Listed::WithNames) => Evidence::Strong,
            (Evidence::Strong, Listed::Alone) if self.everyday.contains(&short.word) => {
                Evidence::Capital
            }
            (evidence, _) => evidence,
        };
        let bare: Vec<EntityIndex> = short
            .bearers
            .iter()
            .filter(|(_, bare)| *bare == Bare::Allowed)
            .map(|(entity, _)| *entity)
            .collect();
        let known: Vec<EntityIndex> = short
            .bearers
            .iter()
            .filter(|(_, bare)| *bare <= Bare::Introduced)
            .map(|(entity, _)| *entity)
            .filter(|entity| self.introduced.contains(entity))
            .collect();
        let strange = self.strangers.contains(&short.word)
            || (known.is_empty() && self.anywhere.contains(&short.word));
        let person = bare.iter().chain(&known).any(|e| self.register.entry(*e).person.is_some());
        match (&known[..], strange) {
            ([entity], false) if evidence > Evidence::None || !person => {
                Some(Verdict::Certain(*entity, Rule::ShortForm))
            }
            ([_], false) => None,
            ([], true) => None,
            ([], false) if evidence == Evidence::Strong && person => match bare[..] {
                [entity] if self.is_of_the_time(entity) => {
                    Some(Verdict::Certain(entity, Rule::Surname))
                }
                _ => doubtful(bare.into_iter().map(|e| (e, "has this family name"))),
            },
            ([], false) if evidence == Evidence::Capital => {
                doubtful(bare.into_iter().map(|e| (e, "has this family name, not introduced")))
            }
            ([], false) => None,
            (known, _) => doubtful(known.iter().map(|e| (*e, "named before; not the only one"))),
        }
    }
}

/// A rank that heads of states and departments do not keep as a title.
fn is_junior(rank: &str) -> bool {
    matches!(
        rank,
        "captain"
            | "capt"
            | "lieutenant"
            | "lt"
            | "sergeant"
            | "sgt"
            | "corporal"
            | "major"
            | "maj"
            | "colonel"
            | "col"
            | "commander"
            | "cmdr"
    )
}

/// For how many years around a term a family name alone may point at its holder.
const LIFETIME: i64 = 20 * 366;

impl Memory<'_> {
    /// Whether the document speaks of a time near one of the person's terms; true where the
    /// register gives no dates.
    fn is_of_the_time(&self, entity: EntityIndex) -> bool {
        let (first, last) = self.covered();
        let mut dated =
            self.register.entry(entity).terms.iter().filter(|term| term.dated).peekable();
        let near = |from: Day, to: Day| {
            let begins = if from == Day::FIRST { to } else { from };
            let ends = if to == Day::LAST { from } else { to };
            begins.number() - LIFETIME <= last.number()
                && first.number() <= ends.number() + LIFETIME
        };
        dated.peek().is_none() || first == Day::FIRST || dated.any(|term| near(term.from, term.to))
    }
}

/// Short forms that stand without a title and are words of the document in small letters too.
fn everyday_names(lines: &[(Line<'_>, Vec<Hit>)]) -> BTreeSet<WordKey> {
    let bare = |hit: &Hit| match &hit.what {
        What::Short(short) if short.title.is_none() => Some(short.word),
        _ => None,
    };
    let names: BTreeSet<WordKey> =
        lines.iter().flat_map(|(_, hits)| hits).filter_map(bare).collect();
    if names.is_empty() {
        return names;
    }
    let tokens = lines.iter().flat_map(|(line, _)| &line.tokens);
    tokens
        .filter(|token| token.shape == Shape::Lower && names.contains(&token.key))
        .map(|token| token.key)
        .collect()
}

/// Names of a line that stand after a title that is an office.
fn titled_in(line: &Line<'_>, hits: &[Hit]) -> Vec<(usize, String, Vec<EntityIndex>)> {
    let mut titled = Vec::new();
    for hit in hits {
        let (title, entities) = match &hit.what {
            What::Short(short) => {
                (short.title.clone(), short.bearers.iter().map(|(e, _)| *e).collect())
            }
            What::Named { entities, .. } => {
                (super::titles::title_before(line, hit.tokens.start), entities.clone())
            }
            _ => continue,
        };
        if let Some(title) = title.filter(|title| title.kind == TitleKind::Office) {
            titled.push((line.block, line.folded(title.head).to_owned(), entities));
        }
    }
    titled
}

/// A doubtful verdict, if there are candidates.
pub(crate) fn doubtful(
    candidates: impl IntoIterator<Item = (EntityIndex, &'static str)>,
) -> Option<Verdict> {
    let candidates: Vec<_> = candidates.into_iter().collect();
    (!candidates.is_empty()).then_some(Verdict::Doubtful(candidates))
}

/// Candidates in words.
pub(crate) fn candidates(
    register: &Register,
    found: &[(EntityIndex, &'static str)],
) -> Vec<Candidate> {
    found
        .iter()
        .map(|(entity, why)| Candidate {
            entity: register.entry(*entity).id.clone(),
            why: (*why).to_owned(),
        })
        .collect()
}
