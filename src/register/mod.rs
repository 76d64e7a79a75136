//! The register: every name that a text may use for something the book has a page for.
//!
//! In: the entities of the book and its kinds. Out: [`Register`]: an automaton over folded names,
//! records of what linking needs to know of each entity, a digest for any set of words, and what a
//! `[[link]]` may mean. Never: a document; a decision which of several bearers of a name is meant.

pub mod bodies;
mod names;
pub mod offices;
pub mod person;
mod report;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};

use daachorse::{DoubleArrayAhoCorasick, DoubleArrayAhoCorasickBuilder, MatchKind};

use crate::{
    config::Kinds,
    content::{
        Entity, LinkPolicy,
        entity::Details,
        words::{NameWords, folded_name, words as words_of},
    },
    diag::Pending,
    hash::{ContentHash, KeyBuilder},
    path::EntityId,
};
use offices::Term;
use person::PersonNames;

/// How a surface names an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Its title or a usual rewording of it.
    Title,
    /// One of its aliases.
    Alias,
    /// An alias of capitals.
    Acronym,
    /// A surname or last syllable: needs an introduction, a title or strong evidence.
    Surname,
    /// A declared short form: needs an introduction.
    Short,
    /// The wording of an office held by the person.
    Held,
    /// A string that contains a name of the entity but is something else.
    Never,
}

/// One entity that a surface may name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// Index of the record.
    pub entity: usize,
    /// How.
    pub role: Role,
    /// The name as written in the register, for comparing marks.
    pub written: String,
}

/// A folded name, case kept, and what it may name.
#[derive(Clone, Debug)]
pub struct Surface {
    /// Folded, lower case.
    pub lower: String,
    /// Who may be meant, sorted.
    pub uses: Vec<Use>,
}

/// What linking needs to know of an entity.
#[derive(Clone, Debug)]
pub struct Record {
    /// Which.
    pub id: EntityId,
    /// Its kind.
    pub kind: String,
    /// Its own link policy.
    pub link: Option<LinkPolicy>,
    /// The names of a person.
    pub person: Option<PersonNames>,
    /// The offices of a person.
    pub terms: Vec<Term>,
    /// The body that an office belongs to.
    pub office_body: Option<String>,
    /// Whether its file declares `short`: then no other short form stands alone.
    pub declares_short: bool,
    /// Single words that stand in its names only after an article, lower case: `act` of `the Act`.
    pub articled: BTreeSet<String>,
    digest: ContentHash,
}

impl Record {
    /// Whether it is a person.
    pub fn is_person(&self) -> bool {
        self.person.is_some()
    }
}

/// All names of the book.
#[derive(Default)]
pub struct Register {
    automaton: Option<DoubleArrayAhoCorasick<u32>>,
    surfaces: Vec<Surface>,
    records: Vec<Record>,
    targets: BTreeMap<String, Vec<usize>>,
    digests: BTreeMap<String, ContentHash>,
}

impl Register {
    /// Compiles the entities' names. Findings: names that are never found, names of several.
    pub fn build(entities: &[&Entity], kinds: &Kinds) -> (Register, Vec<Pending>) {
        let mut entities = entities.to_vec();
        entities.sort_by(|a, b| a.id.cmp(&b.id));
        let offices: BTreeMap<&str, &Entity> = entities
            .iter()
            .filter(|e| matches!(e.details, Details::Office(_)))
            .map(|e| (e.id.slug(), *e))
            .collect();
        let mut surfaces = BTreeMap::<String, Vec<Use>>::new();
        let mut register = Register::default();
        for (index, entity) in entities.iter().enumerate() {
            let record = record(entity, &offices);
            for (lower, role, written) in names::names(entity, &record) {
                surfaces.entry(lower).or_default().push(Use { entity: index, role, written });
            }
            register.records.push(record);
        }
        let findings = report::findings(&entities, kinds);
        register.targets = targets(&entities);
        register.digests = digests(&surfaces, &register.targets, &register.records);
        register.surfaces = surfaces
            .into_iter()
            .map(|(lower, mut uses)| {
                uses.sort();
                uses.dedup_by(|a, b| (a.entity, a.role) == (b.entity, b.role));
                Surface { lower, uses }
            })
            .collect();
        let patterns = register.surfaces.iter().zip(0u32..).map(|(s, at)| (s.lower.as_bytes(), at));
        register.automaton = DoubleArrayAhoCorasickBuilder::new()
            .match_kind(MatchKind::Standard)
            .build_with_values(patterns)
            .ok();
        (register, findings)
    }

    /// A digest of all that linking reads about these words, "nothing" included: where it is equal
    /// for two registers, they link a document of these words in the same way.
    pub fn answer(&self, words: &NameWords) -> ContentHash {
        let mut key = KeyBuilder::new("register-answer");
        for word in words.iter() {
            if let Some(digest) = self.digests.get(word) {
                key.text(word).hash(*digest);
            }
        }
        key.finish()
    }

    /// What the target of a `[[link]]` may be: `people/x`, `x`, or a name.
    pub fn resolve(&self, target: &str) -> Vec<EntityId> {
        let target = folded_name(target);
        let found = self.targets.get(target.trim_matches('/'));
        found.into_iter().flatten().map(|at| self.records[*at].id.clone()).collect()
    }

    /// Every place where a name stands in a folded lower-case text, overlapping ones too, without
    /// regard to word edges: bytes of the text and the surface.
    pub fn find<'r, 't>(
        &'r self,
        lower: &'t str,
    ) -> impl Iterator<Item = (std::ops::Range<usize>, &'r Surface)> + use<'r, 't> {
        let all = self.automaton.as_ref().map(|a| a.find_overlapping_iter(lower));
        all.into_iter().flatten().map(|m| (m.start()..m.end(), &self.surfaces[m.value() as usize]))
    }

    /// The record of an index in a [`Use`].
    pub fn record(&self, entity: usize) -> &Record {
        &self.records[entity]
    }

    /// The index of an entity.
    pub fn index_of(&self, id: &EntityId) -> Option<usize> {
        self.records.binary_search_by(|record| record.id.cmp(id)).ok()
    }
}

fn record(entity: &Entity, offices: &BTreeMap<&str, &Entity>) -> Record {
    let aliases: Vec<&str> = entity.aliases.iter().map(|a| a.value.as_str()).collect();
    let (person, terms) = match &entity.details {
        Details::Person(person) => {
            let names = PersonNames::of(&entity.common.title, &aliases, person);
            (Some(names), offices::terms(&person.offices, offices))
        }
        _ => (None, Vec::new()),
    };
    let office_body = match &entity.details {
        Details::Office(_) => offices::of_entity(entity).1,
        _ => None,
    };
    let mut key = KeyBuilder::new("register-record");
    key.text(entity.id.as_str()).text(&entity.kind);
    let declares_short = entity.short.is_some();
    let articled = names::articled(&entity.common.title, &aliases);
    key.text(&format!("{:?}{person:?}{terms:?}{office_body:?}{declares_short}", entity.link));
    key.text(&format!("{articled:?}"));
    let digest = key.finish();
    Record {
        id: entity.id.clone(),
        kind: entity.kind.clone(),
        link: entity.link,
        person,
        terms,
        office_body,
        declares_short,
        articled,
        digest,
    }
}

/// Everything that may stand in `[[…]]`, folded, and what it means.
fn targets(entities: &[&Entity]) -> BTreeMap<String, Vec<usize>> {
    let (mut ids, mut names) =
        (BTreeMap::<String, Vec<usize>>::new(), BTreeMap::<String, Vec<usize>>::new());
    for (index, entity) in entities.iter().enumerate() {
        ids.entry(folded_name(entity.id.as_str())).or_default().push(index);
        ids.entry(folded_name(entity.id.slug())).or_default().push(index);
        let aliases = entity.aliases.iter().map(|a| &a.value);
        for name in std::iter::once(&entity.common.title).chain(aliases) {
            let all = names.entry(folded_name(name)).or_default();
            if all.last() != Some(&index) {
                all.push(index);
            }
        }
    }
    // An address wins over a name: it is what an editor writes to be exact.
    for (name, all) in names {
        ids.entry(name).or_insert(all);
    }
    ids
}

fn digests(
    surfaces: &BTreeMap<String, Vec<Use>>,
    targets: &BTreeMap<String, Vec<usize>>,
    records: &[Record],
) -> BTreeMap<String, ContentHash> {
    let mut keys = BTreeMap::<String, KeyBuilder>::new();
    // A name is found only where its first word stands, so its facts hang on that word.
    for (lower, uses) in surfaces {
        let Some(first) = words_of(lower).next() else { continue };
        let key = keys.entry(first.to_owned()).or_insert_with(|| KeyBuilder::new("register-word"));
        key.text(lower);
        for one in uses {
            key.text(&format!("{:?}", one.role))
                .text(&one.written)
                .hash(records[one.entity].digest);
        }
    }
    for (target, all) in targets {
        let Some(first) = words_of(target).next() else { continue };
        let key = keys.entry(first.to_owned()).or_insert_with(|| KeyBuilder::new("register-word"));
        key.text("target").text(target);
        all.iter().for_each(|at| {
            key.text(records[*at].id.as_str());
        });
    }
    keys.into_iter().map(|(word, key)| (word, key.finish())).collect()
}
