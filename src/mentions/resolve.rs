//! Deciding what each hit names, in the order of the document.
//!
//! In: the hits of all lines. Out: [`Resolved`] spans, certain or doubtful. Never: a span that no
//! hit stands for; a guess: where two entities fit, the span is doubtful.

use std::collections::BTreeSet;

use super::{
    Candidate, LinkInput, Rule, offices,
    scan::{Bare, Evidence, Hit, Short, What},
    titles::{Title, TitleKind},
    tokens::Line,
};
use crate::{
    content::words::WordKey,
    date::Day,
    register::{
        EntityIndex, Register,
        lexicon::Class,
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

/// What the document has said so far.
pub(crate) struct Memory<'a> {
    pub(crate) register: &'a Register,
    pub(crate) input: &'a LinkInput<'a>,
    /// Named in full, by alias or by title.
    introduced: BTreeSet<EntityIndex>,
    /// Introduced as `Mrs.` or the like.
    as_woman: BTreeSet<EntityIndex>,
    /// Surnames of people whom the register lacks, anywhere in the document.
    strangers: BTreeSet<WordKey>,
}

impl<'a> Memory<'a> {
    /// Begins a document whose strangers are known.
    pub(crate) fn new(
        register: &'a Register,
        input: &'a LinkInput<'a>,
        lines: &[(Line<'_>, Vec<Hit>)],
    ) -> Self {
        let strangers = lines
            .iter()
            .flat_map(|(_, hits)| hits)
            .filter_map(|hit| match hit.what {
                What::Stranger { word } => Some(word),
                _ => None,
            })
            .collect();
        let (introduced, as_woman) = (BTreeSet::new(), BTreeSet::new());
        Self { register, input, introduced, as_woman, strangers }
    }

    /// Notes that an entity is named here with certainty.
    pub(crate) fn introduce(&mut self, entity: EntityIndex) {
        self.introduced.insert(entity);
    }

    /// Decides what a hit names; `None`: nothing that the register has.
    pub(crate) fn resolve(&mut self, line: &Line<'_>, hit: &Hit) -> Option<Verdict> {
        let verdict = match &hit.what {
            What::Stranger { .. } => None,
            What::Named { entities, rule } => self.named(line, hit, entities, *rule),
            What::Short(short) => self.short(line, short),
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

    fn short(&mut self, line: &Line<'_>, short: &Short) -> Option<Verdict> {
        match &short.title {
            Some(title) => self.titled(line, short, title),
            None => self.bare(short),
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
            if telling {
                self.strangers.insert(short.word);
            }
            return None;
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
        if title.class.is(Class::FEMALE_TITLE) {
            self.as_woman.insert(entity);
        }
        let introduced = self.introduced.contains(&entity);
        let rule = if introduced { Rule::ShortForm } else { Rule::TitleName };
        Some(Verdict::Certain(entity, rule))
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
    fn bare(&self, short: &Short) -> Option<Verdict> {
        let bare: Vec<EntityIndex> = short
            .bearers
            .iter()
            .filter(|(_, bare)| *bare == Bare::Allowed)
            .map(|(entity, _)| *entity)
            .collect();
        let known: Vec<EntityIndex> =
            bare.iter().copied().filter(|e| self.introduced.contains(e)).collect();
        let strange = self.strangers.contains(&short.word);
        let person = bare.iter().any(|e| self.register.entry(*e).person.is_some());
        match (&known[..], strange) {
            ([entity], false) if short.evidence > Evidence::None || !person => {
                Some(Verdict::Certain(*entity, Rule::ShortForm))
            }
            ([_], false) => None,
            ([], true) => None,
            ([], false) if short.evidence == Evidence::Strong && person => match bare[..] {
                [entity] => Some(Verdict::Certain(entity, Rule::Surname)),
                _ => doubtful(bare.into_iter().map(|e| (e, "has this family name"))),
            },
            ([], false) if short.evidence == Evidence::Capital => {
                doubtful(bare.into_iter().map(|e| (e, "has this family name, not introduced")))
            }
            ([], false) => None,
            (known, _) => doubtful(known.iter().map(|e| (*e, "named before; not the only one"))),
        }
    }
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
