//! Backlinks: who is mentioned where, and with whom.
//!
//! In: the sorted documents' mentions. Out: for each entity its occurrences in order of the
//! documents' dates; for two entities, how many documents name both. Never: a document's text.

use std::collections::BTreeMap;

use super::{
    DocumentFacts,
    numbers::{DocumentNumber, EntityNumber},
};
use crate::path::EntityId;

/// Where an entity is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// The document.
    pub document: DocumentNumber,
    /// The place in the document's list of mentions.
    pub mention: usize,
}

/// All occurrences of all entities.
#[derive(Clone, Debug, Default)]
pub struct Backlinks {
    occurrences: Vec<Vec<Occurrence>>,
    /// For each document the entities that it names, with how often.
    named: Vec<Vec<(EntityNumber, usize)>>,
}

/// How many occurrences a page lists.
pub const MENTIONS_A_PAGE: usize = 50;
/// How many occurrences a page of one year lists.
pub const MENTIONS_A_YEAR_PAGE: usize = 200;

impl Backlinks {
    /// Inverts the mentions. Mentions of entities without a page are left out.
    pub(super) fn of(
        documents: &[DocumentFacts],
        numbers: &BTreeMap<EntityId, EntityNumber>,
    ) -> Self {
        let mut links = Self { occurrences: vec![Vec::new(); numbers.len()], named: Vec::new() };
        for (at, facts) in documents.iter().enumerate() {
            let mut named = BTreeMap::<EntityNumber, usize>::new();
            for (mention, found) in facts.mentions.iter().enumerate() {
                if let Some(entity) = numbers.get(&found.entity) {
                    let occurrence = Occurrence { document: DocumentNumber(at), mention };
                    links.occurrences[entity.0].push(occurrence);
                    *named.entry(*entity).or_default() += 1;
                }
            }
            links.named.push(named.into_iter().collect());
        }
        links
    }

    /// Every occurrence of an entity, in order of the documents' dates.
    pub fn of_entity(&self, entity: EntityNumber) -> &[Occurrence] {
        self.occurrences.get(entity.0).map_or(&[], Vec::as_slice)
    }

    /// The entities that a document names, with how often, in the order of their ids.
    pub fn named_in(&self, document: DocumentNumber) -> &[(EntityNumber, usize)] {
        self.named.get(document.0).map_or(&[], Vec::as_slice)
    }

    /// The entities named in the same documents, with the number of those documents, in the order
    /// of their ids.
    pub fn named_with(&self, entity: EntityNumber) -> BTreeMap<EntityNumber, usize> {
        let mut counts = BTreeMap::new();
        let mut last = None;
        for occurrence in self.of_entity(entity) {
            if last.replace(occurrence.document) == Some(occurrence.document) {
                continue;
            }
            for (other, _) in self.named_in(occurrence.document) {
                if *other != entity {
                    *counts.entry(*other).or_default() += 1;
                }
            }
        }
        counts
    }
}
